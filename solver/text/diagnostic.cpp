#include "comity/text/diagnostic.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

#include "comity/text/utf8.hpp"

namespace comity {
namespace {

/// Long lines are shown as the part around the place, so that a caret stays under what it points at.
constexpr std::size_t kShownWidth = 120;

struct Excerpt {
    std::string text;
    std::size_t caret;  // 0-based, in characters of `text`
};

/// The same line without what is far from the column, for lines of many megabytes; the column moves along.
std::string shortened(const std::string& line, unsigned& column) {
    constexpr std::size_t kLong = 1 << 16, kKept = 4096;
    if (line.size() <= kLong) return line;
    std::size_t at = 0;
    for (unsigned k = 1; k < column && at < line.size(); ++k) {
        ++at;
        while (at < line.size() && (static_cast<unsigned char>(line[at]) & 0xC0u) == 0x80u) ++at;
    }
    std::size_t first = at > kKept ? at - kKept : 0;
    while (first < at && (static_cast<unsigned char>(line[first]) & 0xC0u) == 0x80u) ++first;
    column = static_cast<unsigned>(1 + utf8_length(std::string_view(line).substr(first, at - first)));
    return line.substr(first, at - first + kKept);
}

Excerpt excerpt(const std::string& whole, unsigned column) {
    const std::string line = shortened(whole, column);
    const std::vector<std::string> characters = utf8_characters(line);
    const std::size_t at = std::min<std::size_t>(column > 0 ? column - 1 : 0, characters.size());
    const std::size_t first = at > kShownWidth - 20 ? at - (kShownWidth - 20) : 0;
    const std::size_t last = std::min(characters.size(), first + kShownWidth);
    Excerpt result{first > 0 ? "..." : "", 0};
    result.caret = at - first + (first > 0 ? 3 : 0);
    for (std::size_t k = first; k < last; ++k) {
        const std::string& c = characters[k];
        const bool control = c.size() == 1 && (static_cast<unsigned char>(c[0]) < 0x20 || c[0] == 0x7f);
        result.text += control ? " " : c;
    }
    if (last < characters.size()) result.text += "...";
    return result;
}

}  // namespace

std::string render(const Diagnostic& d) {
    const char* severity = d.severity == Severity::error ? "error" : "warning";
    std::string out;
    if (d.place.line == 0) {
        out = fmt::format("{}: {}: {}\n", d.place.file, severity, d.message);
    } else {
        out = fmt::format("{}:{}:{}: {}: {}\n", d.place.file, d.place.line, d.place.column, severity,
                          d.message);
        const Excerpt shown = excerpt(d.source_line, d.place.column);
        const std::string number = std::to_string(d.place.line);
        const std::size_t room =
            utf8_length(shown.text) > shown.caret ? utf8_length(shown.text) - shown.caret : 1;
        const std::size_t wave = std::min<std::size_t>(std::max(1u, d.place.length), room) - 1;
        out += fmt::format("  {} | {}\n", number, shown.text);
        out += fmt::format("  {} | {}^{}\n", std::string(number.size(), ' '), std::string(shown.caret, ' '),
                           std::string(wave, '~'));
    }
    if (!d.help.empty()) out += fmt::format("help: {}\n", d.help);
    return out;
}

std::string render(Diagnostics diagnostics) {
    std::stable_sort(diagnostics.begin(), diagnostics.end(), [](const Diagnostic& a, const Diagnostic& b) {
        return std::tie(a.place.file, a.place.line, a.place.column) <
               std::tie(b.place.file, b.place.line, b.place.column);
    });
    std::string out;
    std::size_t errors = 0, warnings = 0;
    for (const Diagnostic& d : diagnostics) {
        out += render(d) + "\n";
        ++(d.severity == Severity::error ? errors : warnings);
    }
    const auto counted = [](std::size_t n, const char* what) {
        return fmt::format("{} {}{}", n, what, n == 1 ? "" : "s");
    };
    if (errors > 0) out += counted(errors, "error");
    if (errors > 0 && warnings > 0) out += ", ";
    if (warnings > 0) out += counted(warnings, "warning");
    if (errors + warnings > 0) out += "\n";
    return out;
}

bool has_errors(const Diagnostics& diagnostics) {
    return std::any_of(diagnostics.begin(), diagnostics.end(),
                       [](const Diagnostic& d) { return d.severity == Severity::error; });
}

std::string line_of(std::string_view text, unsigned line) {
    for (unsigned current = 1; current < line; ++current) {
        const std::size_t end = text.find('\n');
        if (end == std::string_view::npos) return {};
        text.remove_prefix(end + 1);
    }
    text = text.substr(0, text.find('\n'));
    if (!text.empty() && text.back() == '\r') text.remove_suffix(1);
    return std::string(text);
}

}  // namespace comity
