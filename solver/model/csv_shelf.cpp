#include "csv_shelf.hpp"

#include <algorithm>

#include "comity/text/near_name.hpp"
#include "comity/text/words.hpp"

namespace comity {

std::string with_choices(std::string path, const Model& model) {
    for (const Choice& choice : model.choices) {
        const std::string mark = "{" + choice.name + "}";
        for (std::size_t at = path.find(mark); at != std::string::npos;
             at = path.find(mark, at + choice.value.size())) {
            path.replace(at, mark.size(), choice.value);
        }
    }
    return path;
}

std::string folder_of(const std::string& path) {
    const std::size_t slash = path.rfind('/');
    return slash == std::string::npos ? "" : path.substr(0, slash + 1);
}

const CsvTable* CsvShelf::open(TableReader& reader, const Model& model) {
    TomlDocument& document = reader.document();
    const toml::node* node = reader.find("file");
    const auto written = read_text(document, *node, "'file'");
    if (!written) return nullptr;
    // Beside the file that mentions it: shown with that file's folder, asked for from the model's.
    const std::string path = with_choices(*written, model);
    const std::string shown = folder_of(document.file()) + path;
    const auto known = tables_.find(shown);
    if (known != tables_.end()) return known->second ? &*known->second : nullptr;
    auto& slot = tables_[shown];
    auto text = options_.read_file ? options_.read_file(document.base() + path)
                                   : tl::expected<std::string, std::string>(
                                         tl::unexpect, "this input cannot read other files");
    if (!text) {
        document.error("data-file", node->source(),
                       "the table '" + path + "' cannot be read: " + text.error());
        return nullptr;
    }
    const std::size_t before = diagnostics_.size();
    CsvTable table = parse_csv(*std::move(text), shown, diagnostics_);
    if (diagnostics_.size() != before) return nullptr;
    slot = std::move(table);
    return &*slot;
}

const CsvShelf::Places* CsvShelf::codes(const CsvTable& table, const std::vector<const CsvField*>& fields,
                                        const char* what, const std::vector<std::string>& order) {
    const std::string key = std::string(what) + " " + table.file + " " + join(order, " ");
    const auto known = codes_.find(key);
    if (known != codes_.end()) return known->second ? &*known->second : nullptr;
    auto& slot = codes_[key];
    Places places;
    bool good = true;
    for (std::size_t k = 0; k < fields.size(); ++k) {
        const CsvField& field = *fields[k];
        if (std::find(order.begin(), order.end(), field.text) == order.end()) {
            diagnostics_.push_back(table.mistake(field, "unknown-actor",
                                                 field.text.empty()
                                                     ? "here the code of a state is missing"
                                                     : "there is no state '" + field.text + "' here",
                                                 suggest(field.text, order)));
            good = false;
        } else if (!places.emplace(field.text, k + 1).second) {
            diagnostics_.push_back(table.mistake(
                field, "actor-twice", std::string("'") + field.text + "' has two " + what + "s", ""));
            good = false;
        }
    }
    for (const std::string& code : order) {
        if (!good || places.contains(code)) continue;
        diagnostics_.push_back(table.mistake(
            table.records.front().front(), "missing-actor",
            "this table has no " + std::string(what) + " for '" + code + "'",
            "a number that is not known is an empty field; the " + std::string(what) + " must be there"));
        good = false;
    }
    if (!good) return nullptr;
    slot = std::move(places);
    return &*slot;
}

const CsvShelf::Places* CsvShelf::rows(const CsvTable& table, const std::vector<std::string>& order) {
    std::vector<const CsvField*> fields;
    for (std::size_t r = 1; r < table.records.size(); ++r) fields.push_back(&table.records[r].front());
    return codes(table, fields, "row", order);
}

const CsvShelf::Places* CsvShelf::columns(const CsvTable& table, const std::vector<std::string>& order) {
    std::vector<const CsvField*> fields;
    for (std::size_t c = 1; c < table.records.front().size(); ++c)
        fields.push_back(&table.records.front()[c]);
    return codes(table, fields, "column", order);
}

std::optional<Rational> CsvShelf::number(const CsvTable& table, const CsvField& field,
                                         const std::string& what) {
    if (field.text.empty()) return std::nullopt;
    const auto value = parse_rational(field.text);
    if (value) return *value;
    if (!reported_[table.file].emplace(field.place.line, field.place.column).second) return std::nullopt;
    const bool comma = field.text.find(',') != std::string::npos;
    diagnostics_.push_back(
        table.mistake(field, comma ? "decimal-comma" : "not-a-number", what + ": " + value.error()));
    return std::nullopt;
}

void CsvShelf::read_attribute(TableReader& reader, const Model& model, const std::vector<std::string>& order,
                              Attribute& attribute) {
    const CsvTable* table = open(reader, model);
    const std::string wanted = reader.text("column");
    if (wanted.empty()) {
        if (reader.find("column") == nullptr)
            reader.missing("column", "say which column: the names are in the first line of the table");
        return;
    }
    if (table == nullptr) return;
    // Step 1. The column, which must be there once.
    std::vector<std::string> names;
    std::optional<std::size_t> column;
    const auto& header = table->records.front();
    for (std::size_t c = 1; c < header.size(); ++c) {
        names.push_back(header[c].text);
        if (header[c].text != wanted) continue;
        if (column) {
            diagnostics_.push_back(
                table->mistake(header[c], "column-twice", "there are two columns '" + wanted + "'"));
            return;
        }
        column = c;
    }
    if (!column) {
        reader.document().error("unknown-column", reader.find("column")->source(),
                                "'" + table->file + "' has no column '" + wanted + "'",
                                suggest(wanted, names));
        return;
    }
    // Step 2. The rows, in whatever order.
    const Places* places = rows(*table, order);
    if (places == nullptr) return;
    for (const auto& [code, row] : *places) {
        const auto value = number(*table, table->records[row][*column], "'" + wanted + "' of " + code);
        if (const auto actor = model.find_actor(code)) attribute.values[actor->index] = value;
    }
}

bool CsvShelf::read_matrix(TableReader& reader, const Model& model, const std::vector<std::string>& order,
                           Matrix& matrix) {
    const CsvTable* table = open(reader, model);
    if (table == nullptr) return false;
    const Places* down = rows(*table, order);
    const Places* across = columns(*table, order);
    if (down == nullptr || across == nullptr) return false;
    for (const auto& [row_code, row] : *down) {
        for (const auto& [column_code, column] : *across) {
            const auto value = number(*table, table->records[row][column],
                                      "'" + matrix.name + "' of " + row_code + " and " + column_code);
            const auto i = model.find_actor(row_code), j = model.find_actor(column_code);
            if (i && j) matrix.values[i->index][j->index] = value;
        }
    }
    return true;
}

}  // namespace comity
