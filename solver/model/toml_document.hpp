#pragma once
/// A TOML file parsed with toml++, with what toml++ does not do: UTF-8 checked first, several syntax errors
/// in one run, and the literal text of numbers, so that no number passes through a double.

#include <toml++/toml.h>

#include <set>
#include <string>

#include "comity/text/diagnostic.hpp"

namespace comity {

class TomlDocument {
  public:
    /// `base`: the file's folder as seen from the model file's, with its last slash.
    TomlDocument(const std::string& text, std::string file, Diagnostics& diagnostics, std::string base = "");

    /// Null when nothing of the file could be understood.
    const toml::table* root() const { return usable_ ? &table_ : nullptr; }
    const std::string& file() const { return file_; }
    const std::string& base() const { return base_; }

    /// The text of a value as it stands in the file.
    std::string literal(const toml::node& node) const;
    /// A string's place: of its first character inside the quotes.
    SourcePlace inside_quotes(const toml::node& node) const;
    /// A line of the file as it stands, from 1; "" where there is none.
    std::string line(unsigned number) const;

    void error(const std::string& code, const toml::source_region& where, const std::string& message,
               const std::string& help = "");
    void warning(const std::string& code, const toml::source_region& where, const std::string& message,
                 const std::string& help = "");

  private:
    /// Byte offset of a place (columns count characters).
    std::size_t offset_of(const toml::source_position& position) const;
    void parse(std::string text);
    void add(Severity severity, const std::string& code, SourcePlace place, const std::string& message,
             const std::string& help);
    /// Removes or mends the line of a syntax error so that parsing can go on; false where it cannot.
    bool mend(std::string& text, unsigned line, bool& lost_something);
    SourcePlace place(const toml::source_region& where) const;

    std::string text_, file_, base_;
    std::string understood_;  ///< the text with mended lines, the same places: what numbers are read from
    std::vector<std::size_t> line_starts_;
    Diagnostics& diagnostics_;
    toml::table table_;
    bool usable_ = false;
    bool lost_lines_ = false;  ///< a line was left out: what then seems to be missing may not be
};

}  // namespace comity
