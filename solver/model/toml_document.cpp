#include "toml_document.hpp"

#include <algorithm>
#include <regex>

#include "comity/text/utf8.hpp"

namespace comity {
namespace {

constexpr int kMaxSyntaxErrors = 20;
constexpr int kMaxNesting = 64;

int depth(const toml::node& node) {
    int deepest = 0;
    if (const auto* table = node.as_table()) {
        for (auto&& [key, value] : *table) deepest = std::max(deepest, depth(value));
    } else if (const auto* array = node.as_array()) {
        for (auto&& value : *array) deepest = std::max(deepest, depth(value));
    } else {
        return 0;
    }
    return deepest + 1;
}

/// Deepest nesting of brackets in the text, strings and comments left out: known before the parser recurses.
bool brackets_too_deep(const std::string& text) {
    int open = 0;
    char quote = 0;
    for (std::size_t k = 0; k < text.size(); ++k) {
        const char c = text[k];
        if (quote != 0) {
            if (c == '\\' && quote == '"') ++k;
            if (c == quote || c == '\n') quote = 0;
        } else if (c == '#') {
            k = std::min(text.find('\n', k), text.size());
        } else if (c == '"' || c == '\'') {
            quote = c;
        } else if (c == '[' || c == '{') {
            if (++open > kMaxNesting) return true;
        } else if (c == ']' || c == '}') {
            open = std::max(0, open - 1);
        }
    }
    return false;
}

struct Explained {
    std::string code, message, help;
};

/// toml++'s words in ours.
Explained explain(const std::string& description, const std::string& line) {
    static const std::regex decimal_comma(R"(=\s*[+-]?\d+,\d+\s*(#.*)?$)");
    // In { ... } a key would have to follow the comma.
    static const std::regex comma_in_table(R"(=\s*[+-]?\d+,\d+\s*[,}])");
    std::smatch match;
    if (std::regex_search(line, decimal_comma) || std::regex_search(line, comma_in_table)) {
        return {"decimal-comma", "a number is written with a decimal point, not a comma",
                "write 0.80, not 0,80"};
    }
    static const std::regex redefined(R"(cannot redefine existing (.*) '(.*)')");
    if (std::regex_search(description, match, redefined)) {
        return {"key-twice", "'" + match[2].str() + "' is given twice", "keep one of the two"};
    }
    static const std::regex fraction(R"(=\s*[+-]?[\d.]+\s*/\s*\d+)"), percent(R"(=\s*[+-]?[\d.]+\s*%)"),
        curly("\xE2\x80[\x98\x99\x9C\x9D]"), bare(R"(=\s*[A-Za-z_(][^"'#]*(#.*)?$)");
    if (std::regex_search(line, curly)) {
        return {"syntax", "these quotation marks are typographic ones", "write straight ones: \"like this\""};
    }
    if (std::regex_search(line, fraction)) {
        return {"syntax", "a fraction is written in quotes", "write \"3/5\", not 3/5; it is read exactly"};
    }
    if (std::regex_search(line, percent)) {
        return {"syntax", "a number has no percent sign", "write 0.06 for 6%"};
    }
    if (std::regex_search(line, bare) &&
        !std::regex_search(line, std::regex(R"(=\s*(true|false|inf|nan)\b)"))) {
        return {"syntax", "a text or a formula is written in quotes", "as in: name = \"China\""};
    }
    if (std::count(line.begin(), line.end(), '"') % 2 == 1) {
        return {"syntax", "a quotation mark is missing its partner",
                "a text begins and ends with \" on the same line"};
    }
    if (description.find("not representable in 64 bits") != std::string::npos ||
        description.find("could not be interpreted as a value") != std::string::npos) {
        return {"syntax", "this number is too long or too large to stand by itself",
                "put it in quotes, as in \"123456789012345678901\": it is then read exactly"};
    }
    const std::size_t colon = description.find(": ");
    return {"syntax",
            "this is not TOML: " + (colon == std::string::npos ? description : description.substr(colon + 2)),
            ""};
}

}  // namespace

TomlDocument::TomlDocument(const std::string& text, std::string file, Diagnostics& diagnostics,
                           std::string base)
    : text_(text), file_(std::move(file)), base_(std::move(base)), diagnostics_(diagnostics) {
    if (text_.starts_with("\xEF\xBB\xBF")) text_.erase(0, 3);
    understood_ = text_;
    line_starts_.push_back(0);
    for (std::size_t at = text_.find('\n'); at != std::string::npos; at = text_.find('\n', at + 1))
        line_starts_.push_back(at + 1);
    if (const auto bad = find_invalid_utf8(text_)) {
        const auto line = static_cast<unsigned>(
            1 + std::count(text_.begin(), text_.begin() + static_cast<std::ptrdiff_t>(*bad), '\n'));
        const std::size_t start = line_starts_[line - 1];
        const auto column =
            static_cast<unsigned>(1 + utf8_length(std::string_view(text_).substr(start, *bad - start)));
        add(Severity::error, "invalid-utf8", {file_, line, column, 1}, "this byte is not UTF-8 text",
            "save the file as UTF-8 in your editor");
        return;
    }
    if (brackets_too_deep(text_)) {
        add(Severity::error, "nesting", {file_, 0, 0, 1},
            "lists and tables may be nested at most 64 levels deep", "");
        return;
    }
    parse(text_);
}

void TomlDocument::parse(std::string text) {
    for (int errors = 0; errors < kMaxSyntaxErrors; ++errors) {
        toml::source_position at;
        Explained why;
        try {
            table_ = toml::parse(std::string_view(text));
            usable_ = depth(table_) <= kMaxNesting;
            if (!usable_) {
                add(Severity::error, "nesting", {file_, 0, 0, 1},
                    "tables may be nested at most 64 levels deep", "");
            }
            return;
        } catch (const toml::parse_error& error) {
            at = error.source().begin;
            why = explain(std::string(error.description()), line(at.line));
        }
        const std::string shown = line(at.line);
        SourcePlace where{file_, at.line, at.column, 1};
        if (why.code == "key-twice") {
            const std::size_t first = std::min(shown.find_first_not_of(" \t"), shown.size());
            const std::size_t end = std::min(shown.find_first_of("= \t]", first + 1), shown.size());
            where.column = static_cast<unsigned>(first + 1);
            where.length = static_cast<unsigned>(std::max<std::size_t>(1, end - first));
        }
        add(Severity::error, why.code, where, why.message, why.help);
        if (!mend(text, at.line, lost_lines_)) return;
        understood_ = text;
    }
    add(Severity::error, "syntax", {file_, 0, 0, 1},
        "there may be more mistakes: only the first twenty are shown", "");
}

bool TomlDocument::mend(std::string& text, unsigned line_number, bool& lost_something) {
    static const std::regex decimal_comma(R"(^([^=]*=\s*[+-]?\d+),(\d+\s*(#.*)?)$)");
    static const std::regex comma_in_table(R"(=\s*[+-]?\d+(,)\d+\s*[,}])");
    if (line_number == 0 || line_number > line_starts_.size() || line_starts_[line_number - 1] >= text.size())
        return false;
    const std::size_t start = line_starts_[line_number - 1];
    const std::string bad = line_of(std::string_view(text).substr(start), 1);
    if (std::regex_match(bad, decimal_comma)) {
        const std::size_t comma = bad.find(',', bad.find('='));
        text[start + comma] = '.';
        return true;
    }
    std::smatch match;
    if (std::regex_search(bad, match, comma_in_table)) {
        text[start + static_cast<std::size_t>(match.position(1))] = '.';
        return true;
    }
    // One whole `key = value` on one line can be left out; anything else would leave loose ends.
    const auto count = [&](char c) { return std::count(bad.begin(), bad.end(), c); };
    const bool closed = count('[') == count(']') && count('{') == count('}') && count('"') % 2 == 0 &&
                        bad.find("\"\"\"") == std::string::npos && bad.find("'''") == std::string::npos;
    const std::size_t first = bad.find_first_not_of(" \t");
    if (!closed || first == std::string::npos || bad[first] == '[' || bad[first] == '"' ||
        bad.find('=') == std::string::npos) {
        return false;
    }
    std::fill_n(text.begin() + static_cast<std::ptrdiff_t>(start), bad.size(), ' ');
    lost_something = true;
    return true;
}

std::size_t TomlDocument::offset_of(const toml::source_position& position) const {
    if (position.line == 0 || position.line > line_starts_.size()) return understood_.size();
    std::size_t at = line_starts_[position.line - 1];
    for (unsigned column = 1; column < position.column && at < understood_.size(); ++column) {
        ++at;
        while (at < understood_.size() && (static_cast<unsigned char>(understood_[at]) & 0xC0u) == 0x80u)
            ++at;
    }
    return at;
}

std::string TomlDocument::line(unsigned number) const {
    if (number == 0 || number > line_starts_.size()) return "";
    return line_of(std::string_view(text_).substr(line_starts_[number - 1]), 1);
}

std::string TomlDocument::literal(const toml::node& node) const {
    const std::size_t begin = offset_of(node.source().begin), end = offset_of(node.source().end);
    std::string raw = begin < end ? understood_.substr(begin, end - begin) : "";
    const std::size_t last = raw.find_last_not_of(" \t\r\n");
    return last == std::string::npos ? "" : raw.substr(0, last + 1);
}

SourcePlace TomlDocument::inside_quotes(const toml::node& node) const {
    SourcePlace where = place(node.source());
    where.length = 1;
    const std::string raw = literal(node);
    const bool long_quotes = raw.starts_with("\"\"\"") || raw.starts_with("'''");
    if (long_quotes && raw.size() > 3 && (raw[3] == '\n' || raw[3] == '\r')) {
        ++where.line;
        where.column = 1;
    } else {
        where.column += long_quotes ? 3 : 1;
    }
    return where;
}

SourcePlace TomlDocument::place(const toml::source_region& where) const {
    unsigned length = 1;
    if (where.end.line == where.begin.line && where.end.column > where.begin.column) {
        length = where.end.column - where.begin.column;
    }
    return {file_, where.begin.line, where.begin.column, length};
}

void TomlDocument::error(const std::string& code, const toml::source_region& where,
                         const std::string& message, const std::string& help) {
    if (lost_lines_ && code == "missing-key") return;
    add(Severity::error, code, place(where), message, help);
}

void TomlDocument::warning(const std::string& code, const toml::source_region& where,
                           const std::string& message, const std::string& help) {
    add(Severity::warning, code, place(where), message, help);
}

void TomlDocument::add(Severity severity, const std::string& code, SourcePlace where,
                       const std::string& message, const std::string& help) {
    std::string shown = line(where.line);
    diagnostics_.push_back({severity, code, std::move(where), message, help, std::move(shown)});
}

}  // namespace comity
