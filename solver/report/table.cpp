#include "comity/report/table.hpp"

#include <algorithm>

#include "comity/text/utf8.hpp"

namespace comity {
namespace {

std::vector<std::string> wrapped_lines(const std::string& text, std::size_t width) {
    std::vector<std::string> lines(1);
    std::string word;
    const auto flush = [&] {
        if (word.empty()) return;
        const std::size_t used = utf8_length(lines.back());
        if (used > 0 && used + 1 + utf8_length(word) > width) lines.emplace_back();
        lines.back() += (lines.back().empty() ? "" : " ") + word;
        word.clear();
    };
    for (const char c : text) {
        if (c == ' ' || c == '\n') {
            flush();
        } else {
            word += c;
        }
    }
    flush();
    return lines;
}

std::string padded(const std::string& text, std::size_t width, bool right) {
    const std::size_t length = utf8_length(text);
    const std::string space(width > length ? width - length : 0, ' ');
    return right ? space + text : text + space;
}

}  // namespace

std::string text_table(const std::vector<std::string>& header,
                       const std::vector<std::vector<std::string>>& rows, const std::vector<bool>& right,
                       std::size_t indent) {
    const std::size_t columns = header.size();
    std::vector<std::size_t> width(columns);
    for (std::size_t c = 0; c < columns; ++c) {
        width[c] = utf8_length(header[c]);
        for (const auto& row : rows) width[c] = std::max(width[c], utf8_length(row[c]));
    }
    // The last column takes what is left of the page.
    std::size_t before = indent;
    for (std::size_t c = 0; c + 1 < columns; ++c) before += width[c] + 2;
    const std::size_t room = kPageWidth > before + 16 ? kPageWidth - before : 16;
    std::string out;
    const auto print = [&](const std::vector<std::string>& cells) {
        const auto last = wrapped_lines(cells[columns - 1], room);
        for (std::size_t k = 0; k < last.size(); ++k) {
            std::string line(indent, ' ');
            for (std::size_t c = 0; c + 1 < columns; ++c) {
                line += padded(k == 0 ? cells[c] : "", width[c], c < right.size() && right[c]) + "  ";
            }
            line += last[k];
            line.erase(line.find_last_not_of(' ') + 1);
            out += line + "\n";
        }
    };
    print(header);
    for (const auto& row : rows) print(row);
    return out;
}

std::string wrap(const std::string& text, std::size_t indent, std::size_t width) {
    std::string out;
    for (const std::string& line : wrapped_lines(text, width - indent))
        out += std::string(indent, ' ') + line + "\n";
    return out;
}

std::string csv_line(const std::vector<std::string>& cells) {
    std::string line;
    for (std::size_t k = 0; k < cells.size(); ++k) {
        if (k > 0) line += ",";
        if (cells[k].find_first_of(",\"\n\r") == std::string::npos) {
            line += cells[k];
            continue;
        }
        line += '"';
        for (const char c : cells[k]) line += c == '"' ? std::string("\"\"") : std::string(1, c);
        line += '"';
    }
    return line + "\n";
}

}  // namespace comity
