#include "csv.hpp"

#include <algorithm>

#include "comity/text/utf8.hpp"

namespace comity {
namespace {

constexpr std::size_t kMaxMistakes = 20;

/// Goes through the text once, byte by byte, keeping count of lines and columns.
class CsvParser {
  public:
    CsvParser(CsvTable& table, Diagnostics& diagnostics)
        : text_(table.text), table_(table), diagnostics_(diagnostics) {}

    void run() {
        while (at_ < text_.size() && !given_up_) record();
    }

  private:
    void record() {
        std::vector<CsvField> fields;
        while (true) {
            fields.push_back(field());
            if (given_up_) return;
            if (fields.size() > kMaxCsvSide || table_.records.size() >= kMaxCsvSide) {
                give_up(fields.back().place, "too-large",
                        "a table has at most " + std::to_string(kMaxCsvSide) + " rows and columns", "");
                return;
            }
            if (at_ >= text_.size()) break;
            if (text_[at_] == ',') {
                step();
                continue;
            }
            if (text_[at_] == '\r') step();
            step();  // the line feed
            break;
        }
        if (table_.records.empty() || fields.size() == table_.records.front().size()) {
            table_.records.push_back(std::move(fields));
        } else {
            ragged(fields);
        }
    }

    CsvField field() {
        CsvField result;
        result.place = here();
        const std::size_t start = at_;
        if (at_ < text_.size() && text_[at_] == '"') {
            quoted(result);
        } else {
            while (at_ < text_.size() && text_[at_] != ',' && !at_line_end()) {
                if (text_[at_] == '"') {
                    give_up(here(), "csv-quote",
                            "a quotation mark inside a field that does not begin with one",
                            "put the whole field in quotation marks, and write each one inside it twice");
                    return result;
                }
                if (text_[at_] == '\r') {
                    give_up(here(), "csv-line-end", "a carriage return that no line feed follows",
                            "lines end in a line feed, with or without a carriage return before it");
                    return result;
                }
                step();
            }
            result.text = text_.substr(start, at_ - start);
        }
        const auto length = utf8_length(std::string_view(text_).substr(start, at_ - start));
        result.place.length = static_cast<unsigned>(std::max<std::size_t>(1, length));
        return result;
    }

    void quoted(CsvField& result) {
        step();
        while (at_ < text_.size()) {
            if (text_[at_] != '"') {
                result.text += text_[at_];
                step();
                continue;
            }
            step();
            if (at_ < text_.size() && text_[at_] == '"') {
                result.text += '"';
                step();
                continue;
            }
            if (at_ < text_.size() && text_[at_] != ',' && !at_line_end()) {
                give_up(here(), "csv-quote", "after its closing quotation mark a field must end",
                        "inside a field in quotation marks, write each quotation mark twice");
            }
            return;
        }
        give_up(result.place, "csv-quote", "this quotation mark is never closed", "");
    }

    void ragged(const std::vector<CsvField>& fields) {
        const std::size_t wanted = table_.records.front().size();
        const auto counted = [](std::size_t n) {
            return std::to_string(n) + (n == 1 ? " field" : " fields");
        };
        SourcePlace place = fields.size() > wanted ? fields[wanted].place : fields.back().place;
        if (fields.size() == 1 && fields.front().text.empty()) {
            mistake(place, "csv-shape", "this line is empty", "take it out");
        } else {
            mistake(place, "csv-shape",
                    "this row has " + counted(fields.size()) + ", but the header has " + counted(wanted),
                    fields.size() > wanted ? "a number is written with a point, 0.80 and not 0,80; a text "
                                             "with a comma in it stands in "
                                             "double quotes"
                                           : "a value that is not known is an empty field, with its commas");
        }
    }

    bool at_line_end() const {
        return text_[at_] == '\n' || (text_[at_] == '\r' && at_ + 1 < text_.size() && text_[at_ + 1] == '\n');
    }
    SourcePlace here() const { return {table_.file, line_, column_, 1}; }
    void step() {
        const auto byte = static_cast<unsigned char>(text_[at_++]);
        if (byte == '\n') {
            ++line_;
            column_ = 1;
        } else if (at_ >= text_.size() || (static_cast<unsigned char>(text_[at_]) & 0xC0u) != 0x80u) {
            ++column_;  // the next byte begins a character
        }
    }
    void mistake(const SourcePlace& place, const std::string& code, const std::string& message,
                 const std::string& help) {
        const CsvField field{"", place};
        diagnostics_.push_back(table_.mistake(field, code, message, help));
        given_up_ = given_up_ || ++mistakes_ >= kMaxMistakes;
    }
    void give_up(const SourcePlace& place, const std::string& code, const std::string& message,
                 const std::string& help) {
        mistake(place, code, message, help);
        given_up_ = true;
    }

    const std::string& text_;
    CsvTable& table_;
    Diagnostics& diagnostics_;
    std::size_t at_ = 0, mistakes_ = 0;
    unsigned line_ = 1, column_ = 1;
    bool given_up_ = false;
};

}  // namespace

Diagnostic CsvTable::mistake(const CsvField& field, const std::string& code, const std::string& message,
                             const std::string& help) const {
    const unsigned line = field.place.line;
    return {Severity::error, code, field.place, message, help, line > 0 ? line_of(text, line) : ""};
}

CsvTable parse_csv(std::string text, const std::string& file, Diagnostics& diagnostics) {
    CsvTable table;
    table.file = file;
    if (text.starts_with("\xEF\xBB\xBF")) text.erase(0, 3);
    table.text = std::move(text);
    if (const auto bad = find_invalid_utf8(table.text)) {
        const std::string_view before = std::string_view(table.text).substr(0, *bad);
        const auto line = static_cast<unsigned>(1 + std::count(before.begin(), before.end(), '\n'));
        const std::size_t start = before.rfind('\n') + 1;  // npos + 1 is 0
        const auto column = static_cast<unsigned>(1 + utf8_length(before.substr(start)));
        diagnostics.push_back(table.mistake({"", {file, line, column, 1}}, "invalid-utf8",
                                            "this byte is not UTF-8 text",
                                            "save the file as UTF-8 in your spreadsheet or editor"));
        return table;
    }
    if (table.text.empty()) {
        diagnostics.push_back(table.mistake({"", {file, 0, 0, 1}}, "csv-shape", "this file is empty",
                                            "its first line names the columns"));
        return table;
    }
    const std::size_t before = diagnostics.size();
    CsvParser(table, diagnostics).run();
    if (diagnostics.size() != before) return table;
    const CsvField& first = table.records.front().front();
    if (table.records.front().size() == 1 && first.text.find_first_of(";\t") != std::string::npos) {
        diagnostics.push_back(
            table.mistake(first, "csv-shape", "the fields of a table are separated by commas",
                          "save it as comma-separated values, with points as decimal separators"));
    }
    return table;
}

}  // namespace comity
