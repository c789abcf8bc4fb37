#pragma once
/// Plain text tables.

#include <string>
#include <vector>

namespace comity {

/// Nothing that this program prints as a table is wider.
inline constexpr std::size_t kPageWidth = 100;

/// Columns aligned left (or right where `right` says so), two spaces apart, cells of the last column wrapped
/// so that no line is wider than kPageWidth. Cells may hold any UTF-8.
std::string text_table(const std::vector<std::string>& header,
                       const std::vector<std::vector<std::string>>& rows, const std::vector<bool>& right = {},
                       std::size_t indent = 2);

/// The text broken at spaces into lines of at most `width` characters, each indented.
std::string wrap(const std::string& text, std::size_t indent = 0, std::size_t width = kPageWidth);

/// One CSV line (RFC 4180 quoting), with its end.
std::string csv_line(const std::vector<std::string>& cells);

}  // namespace comity
