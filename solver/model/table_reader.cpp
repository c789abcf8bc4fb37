#include "table_reader.hpp"

#include <algorithm>
#include <cctype>

#include "comity/text/near_name.hpp"

namespace comity {

std::string kind_of(const toml::node& node) {
    switch (node.type()) {
        case toml::node_type::string:
            return "a text";
        case toml::node_type::integer:
        case toml::node_type::floating_point:
            return "a number";
        case toml::node_type::boolean:
            return "true or false";
        case toml::node_type::array:
            return "a list";
        case toml::node_type::table:
            return "a table";
        default:
            return "a date or time";
    }
}

bool is_formula_name(const std::string& name) {
    if (name.empty() || std::isdigit(static_cast<unsigned char>(name[0])) != 0) return false;
    return std::all_of(name.begin(), name.end(),
                       [](char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; });
}

std::vector<std::pair<const toml::key*, const toml::node*>> in_file_order(const toml::table& table) {
    std::vector<std::pair<const toml::key*, const toml::node*>> entries;
    for (auto it = table.cbegin(); it != table.cend(); ++it) entries.emplace_back(&it->first, &it->second);
    std::sort(entries.begin(), entries.end(), [](const auto& a, const auto& b) {
        const auto& x = a.first->source().begin;
        const auto& y = b.first->source().begin;
        return x.line != y.line ? x.line < y.line : x.column < y.column;
    });
    return entries;
}

std::optional<Rational> read_number(TomlDocument& document, const toml::node& node, const std::string& what) {
    std::string text;
    if (node.is_integer() || node.is_floating_point()) {
        text = document.literal(node);
        if (text.starts_with("0x") || text.starts_with("0o") || text.starts_with("0b")) {
            text = std::to_string(node.as_integer()->get());
        }
    } else if (node.is_string()) {
        text = node.as_string()->get();
    } else {
        document.error("wrong-type", node.source(), what + " must be a number, not " + kind_of(node));
        return std::nullopt;
    }
    const auto value = parse_rational(text);
    if (value) return *value;
    document.error("not-a-number", node.source(), what + ": " + value.error());
    return std::nullopt;
}

std::optional<std::string> read_text(TomlDocument& document, const toml::node& node,
                                     const std::string& what) {
    const auto* text = node.as_string();
    if (text == nullptr) {
        document.error("wrong-type", node.source(), what + " must be a text in quotes, not " + kind_of(node));
        return std::nullopt;
    }
    // What is printed must not steer the terminal.
    const bool steers = std::any_of(text->get().begin(), text->get().end(), [](char c) {
        return (static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t') || c == 0x7f;
    });
    if (steers) {
        document.error("control-character", node.source(), what + " contains a control character",
                       "write printable text");
        return std::nullopt;
    }
    return text->get();
}

std::optional<Formula> read_formula(TomlDocument& document, const toml::node& node, const std::string& what) {
    Formula formula;
    if (const auto* text = node.as_string()) {
        formula.text = text->get();
        formula.place = document.inside_quotes(node);
    } else if (node.is_number()) {
        formula.text = document.literal(node);
        formula.place = {document.file(), node.source().begin.line, node.source().begin.column, 1};
        if (!formula.text.empty() && formula.text[0] == '0' && formula.text.size() > 1 &&
            std::isalpha(static_cast<unsigned char>(formula.text[1])) != 0) {
            formula.text = std::to_string(node.as_integer()->get());
        }
    } else {
        document.error("wrong-type", node.source(),
                       what + " must be a formula in quotes or a number, not " + kind_of(node));
        return std::nullopt;
    }
    formula.source_line = document.line(formula.place.line);
    auto tree = parse_expression(formula.text);
    if (!tree) {
        const ExpressionError& e = tree.error();
        const Diagnostic d = formula.diagnose("formula", e.offset, e.length, e.message, e.help);
        toml::source_region where;
        where.begin = {d.place.line, d.place.column};
        where.end = {d.place.line, d.place.column + std::max(1u, d.place.length)};
        document.error(d.code, where, d.message, d.help);
        return std::nullopt;
    }
    formula.tree = *tree;
    return formula;
}

std::optional<ActorId> read_actor(TomlDocument& document, const toml::node& node, const Model& model) {
    const auto code = read_text(document, node, "a state's code");
    if (!code) return std::nullopt;
    const auto actor = model.find_actor(*code);
    if (!actor) {
        document.error("unknown-actor", node.source(), "there is no state '" + *code + "' in this model",
                       suggest(*code, model.actor_codes()));
    }
    return actor;
}

std::vector<ActorId> read_actors(TomlDocument& document, const toml::node& node, const Model& model,
                                 const std::string& what) {
    std::vector<ActorId> actors;
    if (node.is_string() && node.as_string()->get() == "all") {
        for (std::size_t i = 0; i < model.actors.size(); ++i) actors.push_back(ActorId{i});
        return actors;
    }
    const auto* list = node.as_array();
    if (list == nullptr) {
        document.error("wrong-type", node.source(),
                       what + " must be \"all\" or a list of codes such as [\"CHN\", \"RUS\"]");
        return actors;
    }
    for (auto&& entry : *list) {
        const auto actor = read_actor(document, entry, model);
        if (!actor) continue;
        if (std::find(actors.begin(), actors.end(), *actor) != actors.end()) {
            document.error("actor-twice", entry.source(),
                           "'" + model.actors[actor->index].code + "' is listed twice");
            continue;
        }
        actors.push_back(*actor);
    }
    std::sort(actors.begin(), actors.end());
    return actors;
}

const toml::node* TableReader::find(const std::string& key) {
    known_.push_back(key);
    return table_.get(key);
}

std::vector<std::pair<std::string, const toml::node*>> TableReader::rest() {
    std::vector<std::pair<std::string, const toml::node*>> result;
    for (const auto& [key, node] : in_file_order(table_)) {
        const std::string name(key->str());
        if (std::find(known_.begin(), known_.end(), name) == known_.end()) result.emplace_back(name, node);
    }
    for (const auto& [name, node] : result) known_.push_back(name);
    return result;
}

void TableReader::missing(const std::string& key, const std::string& help) {
    document_.error("missing-key", table_.source(), what_ + " has no '" + key + "'", help);
}

bool TableReader::one_of(const std::string& first, const std::string& second, const std::string& help) {
    const bool has_first = find(first) != nullptr, has_second = find(second) != nullptr;
    if (has_first && has_second) {
        document_.error("key-conflict", table_.find(second)->first.source(),
                        what_ + " has both '" + first + "' and '" + second + "'", "keep one of the two");
    } else if (!has_first && !has_second) {
        missing(first, help);
    }
    return has_first != has_second;
}

std::string TableReader::text(const std::string& key, bool required) {
    const toml::node* node = find(key);
    if (node == nullptr) {
        if (required) missing(key);
        return "";
    }
    const std::string value = read_text(document_, *node, "'" + key + "'").value_or("");
    if (key == "name" && (node->is_string() && node->as_string()->get().empty())) {
        document_.error("empty-name", node->source(), what_ + " has an empty name");
    } else if ((key == "name" || key == "title" || key == "code") && value.find('\n') != std::string::npos) {
        document_.error("control-character", node->source(), "'" + key + "' must be one line");
    }
    return value;
}

std::optional<Rational> TableReader::number(const std::string& key, bool required) {
    const toml::node* node = find(key);
    if (node != nullptr) return read_number(document_, *node, "'" + key + "'");
    if (required) missing(key);
    return std::nullopt;
}

bool TableReader::boolean(const std::string& key, bool fallback) {
    const toml::node* node = find(key);
    if (node == nullptr) return fallback;
    if (const auto* value = node->as_boolean()) return value->get();
    document_.error("wrong-type", node->source(),
                    "'" + key + "' must be true or false, not " + kind_of(*node));
    return fallback;
}

std::vector<std::string> TableReader::texts(const std::string& key) {
    std::vector<std::string> result;
    const toml::array* list = array(key);
    if (list == nullptr) return result;
    for (auto&& entry : *list) {
        if (const auto text = read_text(document_, entry, "an entry of '" + key + "'"))
            result.push_back(*text);
    }
    return result;
}

std::optional<Formula> TableReader::formula(const std::string& key, bool required) {
    const toml::node* node = find(key);
    if (node != nullptr) return read_formula(document_, *node, "'" + key + "'");
    if (required) missing(key);
    return std::nullopt;
}

const toml::table* TableReader::table(const std::string& key) {
    const toml::node* node = find(key);
    if (node == nullptr) return nullptr;
    if (node->is_table()) return node->as_table();
    document_.error("wrong-type", node->source(), "'" + key + "' must be a table, not " + kind_of(*node));
    return nullptr;
}

const toml::array* TableReader::array(const std::string& key) {
    const toml::node* node = find(key);
    if (node == nullptr) return nullptr;
    if (node->is_array()) return node->as_array();
    document_.error("wrong-type", node->source(),
                    "'" + key + "' must be a list in square brackets, not " + kind_of(*node),
                    node->is_table() ? "write [[" + key + "]] above each of them" : "");
    return nullptr;
}

void TableReader::report_unknown_keys() {
    std::sort(known_.begin(), known_.end());
    known_.erase(std::unique(known_.begin(), known_.end()), known_.end());
    for (const auto& [key, node] : in_file_order(table_)) {
        const std::string name(key->str());
        if (std::find(known_.begin(), known_.end(), name) != known_.end()) continue;
        document_.error("unknown-key", key->source(), what_ + " has an unknown key '" + name + "'",
                        suggest(name, known_));
    }
}

}  // namespace comity
