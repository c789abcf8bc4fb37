#pragma once
/// The words of an `.nfg` file and their places.

#include <string>
#include <string_view>

#include "comity/text/diagnostic.hpp"
#include "number_list.hpp"

namespace comity {

/// Thrown at the first mistake.
struct NfgMistake {
    Diagnostic diagnostic;
};

/// One word: a brace or comma, a text without its quotes and escapes, or anything else up to white space.
struct NfgToken {
    enum class Kind { open, close, comma, text, word, end };
    Kind kind = Kind::end;
    std::size_t offset = 0, length = 0;  ///< in the file, in bytes, quotes included
    std::string text;                    ///< of text and word
};

/// Reads a file from front to back. Places are worked out only when somebody asks for them.
class NfgLexer {
  public:
    NfgLexer(std::string_view text, std::string file) : text_(text), file_(std::move(file)) {
        if (text_.starts_with("\xEF\xBB\xBF")) at_ = 3;
    }

    /// The next word without taking it, and taking it.
    const NfgToken& peek();
    NfgToken next();

    /// For long lists: where the next number starts, or the end; the caller moves on with `skip_to`.
    const char* number_start();
    std::size_t size() const { return text_.size(); }
    const char* end() const { return text_.data() + text_.size(); }
    void skip_to(const char* position) { at_ = static_cast<std::size_t>(position - text_.data()); }
    std::size_t offset_of(const char* position) const {
        return static_cast<std::size_t>(position - text_.data());
    }
    /// Bytes not yet read.
    std::size_t left() const { return text_.size() - at_; }
    /// Where the last thing taken ends; `took` says so for numbers.
    std::size_t last_end() const { return last_end_; }
    void took(const char* position) { last_end_ = offset_of(position); }

    SourcePlace place(std::size_t offset, std::size_t length = 1) const;
    Diagnostic diagnose(Severity severity, const std::string& code, std::size_t offset, std::size_t length,
                        const std::string& message, const std::string& help = "") const;
    [[noreturn]] void fail(const std::string& code, std::size_t offset, std::size_t length,
                           const std::string& message, const std::string& help = "") const;
    /// "expected WHAT here, not what is there".
    [[noreturn]] void fail_expected(const std::string& what, const NfgToken& instead,
                                    const std::string& help = "") const;

  private:
    void skip_white();
    NfgToken read();
    NfgToken read_text();

    std::string_view text_;
    std::string file_;
    std::size_t at_ = 0, last_end_ = 0;
    NfgToken ahead_;
    bool has_ahead_ = false;
};

}  // namespace comity
