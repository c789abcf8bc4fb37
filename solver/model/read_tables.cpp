#include <algorithm>

#include "comity/text/near_name.hpp"
#include "csv_shelf.hpp"
#include "readers.hpp"

namespace comity {
namespace {

/// Where each code of `order` stands among the model's actors (empty: not in this model).
std::vector<std::optional<ActorId>> positions(const Model& model, const std::vector<std::string>& order) {
    std::vector<std::optional<ActorId>> result;
    for (const std::string& code : order) result.push_back(model.find_actor(code));
    return result;
}

void read_attribute(TableReader& reader, Model& model, const std::string& name,
                    const std::vector<std::string>& order, CsvShelf& shelf) {
    TomlDocument& document = reader.document();
    Attribute attribute{name, std::vector<std::optional<Rational>>(model.actors.size()),
                        read_provenance(reader)};
    const toml::node* values = reader.find("values");
    const bool one =
        reader.one_of("values", "file",
                      "give one number per state: values = { CHN = 1, RUS = 2 }, or the table they "
                      "are in: file = \"facts.csv\" and column = \"...\"");
    // However wrong its numbers are, the attribute exists: what mentions it is not reported too.
    if (!one) {
        reader.find("column");
    } else if (values == nullptr) {
        shelf.read_attribute(reader, model, order, attribute);
    } else if (const toml::array* list = values->as_array()) {
        if (list->size() != order.size()) {
            document.error("wrong-shape", list->source(),
                           "'" + name + "' has " + std::to_string(list->size()) + " numbers for " +
                               std::to_string(order.size()) + " states");
            return;
        }
        const auto places = positions(model, order);
        for (std::size_t k = 0; k < order.size(); ++k) {
            const auto value = read_number(document, *list->get(k), "an entry of '" + name + "'");
            if (places[k]) attribute.values[places[k]->index] = value;
        }
    } else if (const toml::table* table = values->as_table()) {
        for (const auto& [key, node] : in_file_order(*table)) {
            const std::string code(key->str());
            if (std::find(order.begin(), order.end(), code) == order.end()) {
                document.error("unknown-actor", key->source(), "there is no state '" + code + "' here",
                               suggest(code, order));
                continue;
            }
            const auto value = read_number(document, *node, "'" + name + "' of " + code);
            if (const auto actor = model.find_actor(code)) attribute.values[actor->index] = value;
        }
    } else {
        document.error("wrong-type", values->source(),
                       "'values' must be a table by state or a list, not " + kind_of(*values));
    }
    model.attributes.push_back(std::move(attribute));
}

void read_matrix_rows(TableReader& reader, const toml::array& rows, Model& model, Matrix& matrix,
                      const std::vector<std::string>& order) {
    TomlDocument& document = reader.document();
    const std::string size = std::to_string(order.size());
    if (rows.size() != order.size()) {
        document.error("wrong-shape", rows.source(),
                       "the matrix '" + matrix.name + "' has " + std::to_string(rows.size()) +
                           (rows.size() == 1 ? " row for " : " rows for ") + size + " states");
        return;
    }
    const auto places = positions(model, order);
    for (std::size_t i = 0; i < order.size(); ++i) {
        const toml::array* row = rows.get(i)->as_array();
        const std::size_t length = row == nullptr ? 0 : row->size();
        if (length != order.size()) {
            document.error(
                "wrong-shape", rows.get(i)->source(),
                "the row of " + order[i] + " in the matrix '" + matrix.name + "' has " +
                    std::to_string(length) + " numbers for " + size + " states",
                length == 2 * order.size() ? "decimals are written with a point: 0.80, not 0,80" : "");
            continue;
        }
        for (std::size_t j = 0; j < order.size(); ++j) {
            const auto value = read_number(document, *row->get(j), "an entry of '" + matrix.name + "'");
            if (places[i] && places[j]) matrix.values[places[i]->index][places[j]->index] = value;
        }
    }
}

void read_matrix_pairs(TableReader& reader, const toml::table& pairs, Model& model, Matrix& matrix,
                       bool symmetric, const std::vector<std::string>& order) {
    TomlDocument& document = reader.document();
    for (const auto& [key, node] : in_file_order(pairs)) {
        const std::string name(key->str());
        const std::size_t comma = name.find(',');
        const std::string first = name.substr(0, comma);
        std::string second = comma == std::string::npos ? "" : name.substr(comma + 1);
        second.erase(0, std::min(second.find_first_not_of(' '), second.size()));
        bool known = true;
        for (const std::string& code : {first, second}) {
            if (std::find(order.begin(), order.end(), code) != order.end()) continue;
            known = false;
            document.error("unknown-actor", key->source(),
                           comma == std::string::npos ? "a pair is written \"CHN, RUS\""
                                                      : "there is no state '" + code + "' here",
                           comma == std::string::npos ? "" : suggest(code, order));
            break;
        }
        const auto value = read_number(document, *node, "'" + matrix.name + "' between " + name);
        const auto i = model.find_actor(first), j = model.find_actor(second);
        if (!known || !i || !j) continue;
        auto& cell = matrix.values[i->index][j->index];
        if (symmetric && i != j && matrix.values[j->index][i->index] && cell) {
            document.error("pair-twice", key->source(),
                           "the pair " + name + " is given twice in a symmetric matrix");
        }
        cell = value;
        if (symmetric) matrix.values[j->index][i->index] = value;
    }
}

/// A matrix that was called symmetric must be; where it is not, the first pair is named.
void check_symmetry(TableReader& reader, const Model& model, const Matrix& matrix,
                    const toml::source_region& where) {
    for (std::size_t i = 0; i < matrix.values.size(); ++i) {
        for (std::size_t j = 0; j < i; ++j) {
            if (matrix.values[i][j] == matrix.values[j][i]) continue;
            reader.document().error("not-symmetric", where,
                                    "the matrix '" + matrix.name +
                                        "' is called symmetric, but differs between " + model.actors[i].code +
                                        " and " + model.actors[j].code);
            return;
        }
    }
}

void read_matrix(TableReader& reader, Model& model, const std::string& name,
                 const std::vector<std::string>& order, CsvShelf& shelf) {
    const std::size_t n = model.actors.size();
    Matrix matrix{
        name, std::vector<std::vector<std::optional<Rational>>>(n, std::vector<std::optional<Rational>>(n)),
        read_provenance(reader)};
    const bool symmetric = reader.boolean("symmetric", false);
    const auto fallback = reader.number("otherwise");
    const toml::array* rows = reader.array("rows");
    const toml::table* pairs = reader.table("pairs");
    const toml::node* file = reader.find("file");
    const std::string advice =
        "give one of rows = [[...], ...], in the order of the states, pairs = { \"CHN, RUS\" = 1 }, and file "
        "= "
        "\"facts.csv\"";
    bool one = true;
    if (file == nullptr) {
        one = reader.one_of("rows", "pairs", advice);
    } else if (rows != nullptr || pairs != nullptr) {
        reader.document().error(
            "key-conflict", file->source(),
            reader.what() + " has both 'file' and '" + (rows != nullptr ? "rows" : "pairs") + "'",
            "keep one of the two");
        one = false;
    }
    if (!one) {
        // The matrix exists all the same: what mentions it is not reported too.
        model.matrices.push_back(std::move(matrix));
        return;
    }
    if (rows != nullptr) read_matrix_rows(reader, *rows, model, matrix, order);
    if (pairs != nullptr) read_matrix_pairs(reader, *pairs, model, matrix, symmetric, order);
    const bool understood = file == nullptr || shelf.read_matrix(reader, model, order, matrix);
    for (auto& row : matrix.values) {
        for (auto& cell : row) {
            if (!cell) cell = fallback;
        }
    }
    if (symmetric && pairs == nullptr && understood)
        check_symmetry(reader, model, matrix, rows != nullptr ? rows->source() : file->source());
    model.matrices.push_back(std::move(matrix));
}

template <class Read>
void each_named(TableReader& root, const char* key_name, const char* what, const Read& read) {
    const toml::table* table = root.table(key_name);
    if (table == nullptr) return;
    for (const auto& [key, node] : in_file_order(*table)) {
        const std::string name(key->str());
        if (!is_formula_name(name)) {
            root.document().error("bad-name", key->source(),
                                  "'" + name + "' cannot be used in formulas: letters, digits and _ only");
        }
        if (const toml::table* entry = node->as_table()) {
            TableReader reader(root.document(), *entry, std::string(what) + " '" + name + "'");
            read(reader, name);
        } else {
            root.document().error("wrong-type", node->source(),
                                  std::string(what) + " must be a table with its numbers and their source");
        }
    }
}

}  // namespace

void read_tables(TableReader& root, Model& model, const std::vector<std::string>& order, CsvShelf& shelf) {
    each_named(root, "attributes", "the attribute", [&](TableReader& reader, const std::string& name) {
        read_attribute(reader, model, name, order, shelf);
    });
    each_named(root, "matrices", "the matrix", [&](TableReader& reader, const std::string& name) {
        read_matrix(reader, model, name, order, shelf);
    });
}

}  // namespace comity
