#include <algorithm>

#include "comity/text/near_name.hpp"
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
                    const std::vector<std::string>& order) {
    TomlDocument& document = reader.document();
    Attribute attribute{name, std::vector<std::optional<Rational>>(model.actors.size()),
                        read_provenance(reader)};
    const toml::node* values = reader.find("values");
    if (values == nullptr) {
        reader.missing("values", "give one number per state: values = { CHN = 1, RUS = 2 }");
        return;
    }
    if (const toml::array* list = values->as_array()) {
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

void read_matrix(TableReader& reader, Model& model, const std::string& name,
                 const std::vector<std::string>& order) {
    const std::size_t n = model.actors.size();
    Matrix matrix{
        name, std::vector<std::vector<std::optional<Rational>>>(n, std::vector<std::optional<Rational>>(n)),
        read_provenance(reader)};
    const bool symmetric = reader.boolean("symmetric", false);
    const auto fallback = reader.number("otherwise");
    const toml::array* rows = reader.array("rows");
    const toml::table* pairs = reader.table("pairs");
    if (!reader.one_of(
            "rows", "pairs",
            "give either rows = [[...], ...], in the order of the states, or pairs = { \"CHN, RUS\" = 1 }"))
        return;
    if (rows != nullptr) read_matrix_rows(reader, *rows, model, matrix, order);
    if (pairs != nullptr) read_matrix_pairs(reader, *pairs, model, matrix, symmetric, order);
    for (auto& row : matrix.values) {
        for (auto& cell : row) {
            if (!cell) cell = fallback;
        }
    }
    if (rows != nullptr && symmetric) {
        for (std::size_t i = 0; i < n; ++i) {
            for (std::size_t j = 0; j < i; ++j) {
                if (matrix.values[i][j] == matrix.values[j][i]) continue;
                reader.document().error("not-symmetric", rows->source(),
                                        "the matrix '" + name +
                                            "' is called symmetric, but differs between " +
                                            model.actors[i].code + " and " + model.actors[j].code);
                return;
            }
        }
    }
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

/// {year} in a path stands for the choice of that name.
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

}  // namespace

void read_tables(TableReader& root, Model& model, const std::vector<std::string>& order) {
    each_named(root, "attributes", "the attribute", [&](TableReader& reader, const std::string& name) {
        read_attribute(reader, model, name, order);
    });
    each_named(root, "matrices", "the matrix", [&](TableReader& reader, const std::string& name) {
        read_matrix(reader, model, name, order);
    });
}

void read_data_files(TableReader& root, Model& model, const LoadOptions& options, Diagnostics& diagnostics) {
    const toml::node* node = root.find("data");
    if (node == nullptr) return;
    TomlDocument& document = root.document();
    std::vector<const toml::node*> entries;
    if (const toml::array* list = node->as_array()) {
        for (auto&& entry : *list) entries.push_back(&entry);
    } else {
        entries.push_back(node);
    }
    for (const toml::node* entry : entries) {
        const auto written = read_text(document, *entry, "'data'");
        if (!written) continue;
        const std::string path = with_choices(*written, model);
        const auto text = options.read_file ? options.read_file(path)
                                            : tl::expected<std::string, std::string>(
                                                  tl::unexpect, "this input cannot read other files");
        if (!text) {
            document.error("data-file", entry->source(),
                           "the data file '" + path + "' cannot be read: " + text.error());
            continue;
        }
        // Step 1. The data file is a file of its own, with places of its own.
        const std::size_t slash = document.file().rfind('/');
        const std::string shown =
            (slash == std::string::npos ? "" : document.file().substr(0, slash + 1)) + path;
        TomlDocument data(*text, shown, diagnostics);
        if (data.root() == nullptr) continue;
        TableReader reader(data, *data.root(), "this data file");
        const auto format = reader.number("format", true);
        if (format && *format != kModelFormat) {
            data.error("format", data.root()->get("format")->source(),
                       "this program reads data files of format 1");
        }
        reader.text("title");
        reader.text("description");
        // Step 2. It may know more states than the model: the model takes those it has.
        const std::vector<std::string> order = reader.texts("actors");
        if (order.empty())
            reader.missing("actors", "list the codes in the order of the rows: actors = [\"CHN\", \"RUS\"]");
        read_tables(reader, model, order);
    }
}

}  // namespace comity
