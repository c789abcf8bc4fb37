#include "nfg_lexer.hpp"

#include <algorithm>

#include "comity/text/utf8.hpp"

namespace comity {

void NfgLexer::skip_white() {
    while (at_ < text_.size() && is_white(text_[at_])) ++at_;
}

const NfgToken& NfgLexer::peek() {
    if (!has_ahead_) {
        ahead_ = read();
        has_ahead_ = true;
    }
    return ahead_;
}

NfgToken NfgLexer::next() {
    NfgToken token = has_ahead_ ? std::move(ahead_) : read();
    has_ahead_ = false;
    last_end_ = token.kind == NfgToken::Kind::end ? last_end_ : token.offset + token.length;
    return token;
}

const char* NfgLexer::number_start() {
    if (has_ahead_) {
        at_ = ahead_.offset;
        has_ahead_ = false;
    }
    skip_white();
    return text_.data() + at_;
}

NfgToken NfgLexer::read() {
    skip_white();
    NfgToken token;
    token.offset = at_;
    if (at_ == text_.size()) return token;
    const char c = text_[at_];
    if (c == '"') return read_text();
    token.length = 1;
    if (c == '{' || c == '}' || c == ',') {
        token.kind = c == '{'   ? NfgToken::Kind::open
                     : c == '}' ? NfgToken::Kind::close
                                : NfgToken::Kind::comma;
        ++at_;
        return token;
    }
    token.kind = NfgToken::Kind::word;
    const std::string_view word = number_token(text_.data() + at_, end());
    token.length = word.size();
    token.text = std::string(word.substr(0, 4096));
    at_ += word.size();
    return token;
}

NfgToken NfgLexer::read_text() {
    NfgToken token;
    token.kind = NfgToken::Kind::text;
    token.offset = at_;
    for (std::size_t k = at_ + 1; k < text_.size(); ++k) {
        const char c = text_[k];
        if (c == '"') {
            token.length = k + 1 - at_;
            if (const auto bad = find_invalid_utf8(text_.substr(at_, token.length)))
                fail("invalid-utf8", at_ + *bad, 1, "this byte is not UTF-8 text",
                     "save the file as UTF-8 in your editor");
            at_ = k + 1;
            return token;
        }
        // A backslash makes the quote (or backslash) after it part of the text, and is itself one elsewhere.
        const bool escape =
            c == '\\' && k + 1 < text_.size() && (text_[k + 1] == '"' || text_[k + 1] == '\\');
        token.text += escape ? text_[++k] : c;
    }
    fail("unterminated-text", at_, 1, "this text has no closing quotation mark",
         "a text begins and ends with \"; a quotation mark inside it is written \\\"");
}

SourcePlace NfgLexer::place(std::size_t offset, std::size_t length) const {
    const std::string_view before = text_.substr(0, offset);
    const std::size_t newline = before.rfind('\n');
    std::size_t start = newline == std::string_view::npos ? 0 : newline + 1;
    if (start == 0 && text_.starts_with("\xEF\xBB\xBF")) start = std::min<std::size_t>(3, offset);
    const auto characters = [&](std::size_t from, std::size_t size) {
        return static_cast<unsigned>(utf8_length(text_.substr(from, size)));
    };
    const auto line = static_cast<unsigned>(1 + std::count(before.begin(), before.end(), '\n'));
    // What is underlined ends with its line.
    const std::string_view here = text_.substr(offset, length);
    const std::size_t shown = std::min(here.size(), here.find_first_of("\r\n"));
    return {file_, line, 1 + characters(start, offset - start), std::max(1u, characters(offset, shown))};
}

Diagnostic NfgLexer::diagnose(Severity severity, const std::string& code, std::size_t offset,
                              std::size_t length, const std::string& message, const std::string& help) const {
    // The line up to a little beyond the place: files may have one line of many megabytes.
    constexpr std::size_t kBeyond = 1000;
    const std::size_t newline = text_.substr(0, offset).rfind('\n');
    std::size_t start = newline == std::string_view::npos ? 0 : newline + 1;
    if (start == 0 && text_.starts_with("\xEF\xBB\xBF")) start = std::min<std::size_t>(3, offset);
    const std::string_view rest = text_.substr(start, offset - start + kBeyond);
    return {severity, code, place(offset, length), message, help, line_of(rest, 1)};
}

void NfgLexer::fail(const std::string& code, std::size_t offset, std::size_t length,
                    const std::string& message, const std::string& help) const {
    throw NfgMistake{diagnose(Severity::error, code, offset, length, message, help)};
}

void NfgLexer::fail_expected(const std::string& what, const NfgToken& instead,
                             const std::string& help) const {
    const auto shown = [&]() -> std::string {
        switch (instead.kind) {
            case NfgToken::Kind::open:
                return "'{'";
            case NfgToken::Kind::close:
                return "'}'";
            case NfgToken::Kind::comma:
                return "a comma";
            case NfgToken::Kind::text:
                return "a text";
            case NfgToken::Kind::end:
                return "the end of the file";
            default:
                break;
        }
        std::string word;
        for (const std::string& character : utf8_characters(instead.text)) {
            if (word.size() > 40) return "'" + word + "...'";
            word += character;
        }
        return "'" + word + "'";
    };
    // The end of the file is shown where the last word ends.
    const bool at_end = instead.kind == NfgToken::Kind::end;
    fail("syntax", at_end ? last_end_ : instead.offset, at_end ? 1 : instead.length,
         "expected " + what + " here, not " + shown(), help);
}

}  // namespace comity
