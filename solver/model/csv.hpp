#pragma once
/// A table of comma-separated values, read strictly after RFC 4180: records end in CRLF or LF, a field may
/// stand in double quotes, and inside them "" is one quotation mark and commas and line ends are text. Spaces
/// belong to the field. No dialect is guessed.

#include <string>
#include <vector>

#include "comity/text/diagnostic.hpp"

namespace comity {

/// One field: its text without quotes, and where it begins and how long it is in the file.
struct CsvField {
    std::string text;
    SourcePlace place;
};

/// The records of a file, all of the same length; the first is the header.
struct CsvTable {
    std::string file, text;
    std::vector<std::vector<CsvField>> records;

    /// A mistake at a field.
    Diagnostic mistake(const CsvField& field, const std::string& code, const std::string& message,
                       const std::string& help = "") const;
};

/// At most this many records and fields in a record.
inline constexpr std::size_t kMaxCsvSide = 4096;

/// Reads a table. Where there are mistakes (text that is not UTF-8, quotation marks that do not close,
/// records of different lengths, no record at all) they are added to `diagnostics` and the table must not be
/// used.
CsvTable parse_csv(std::string text, const std::string& file, Diagnostics& diagnostics);

}  // namespace comity
