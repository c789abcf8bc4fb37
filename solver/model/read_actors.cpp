#include <algorithm>
#include <cctype>

#include "readers.hpp"

namespace comity {
namespace {

/// Codes are part of paths and targets on the command line.
bool is_code(const std::string& code) {
    return !code.empty() && code.size() <= 32 && std::all_of(code.begin(), code.end(), [](char c) {
        return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '-';
    });
}

Attribute& attribute_of(Model& model, const std::string& name) {
    for (Attribute& attribute : model.attributes) {
        if (attribute.name == name) return attribute;
    }
    return model.attributes.emplace_back(Attribute{name, {}, {}});
}

}  // namespace

void read_actor_list(TableReader& root, Model& model) {
    TomlDocument& document = root.document();
    const toml::array* list = root.array("actors");
    if (list == nullptr || list->empty()) {
        if (list != nullptr || root.find("actors") == nullptr)
            root.missing("actors", "name the states, as in: [[actors]] code = \"CHN\" name = \"China\"");
        return;
    }
    for (auto&& entry : *list) {
        const toml::table* table = entry.as_table();
        if (table == nullptr) {
            document.error("wrong-type", entry.source(),
                           "a state must be a table with code and name, not " + kind_of(entry));
            continue;
        }
        TableReader reader(document, *table, "this state");
        Actor actor{reader.text("code", true), reader.text("name", true)};
        if (!actor.code.empty() && !is_code(actor.code)) {
            document.error("bad-code", table->get("code")->source(),
                           "a state's code is made of letters, digits, - and _, not '" + actor.code + "'");
        }
        if (model.find_actor(actor.code)) {
            document.error("actor-twice", table->get("code")->source(),
                           "there are two states '" + actor.code + "'");
        }
        // Every other key is an attribute with a number of its own.
        const std::size_t index = model.actors.size();
        for (const auto& [name, node] : reader.rest()) {
            const bool number =
                node->is_number() || (node->is_string() && parse_rational(node->as_string()->get()));
            if (!number || !is_formula_name(name)) {
                document.error("unknown-key", node->source(), "this state has an unknown key '" + name + "'",
                               "besides code and name a state may have attributes, which are numbers");
                continue;
            }
            if (const auto value = read_number(document, *node, "the attribute '" + name + "'")) {
                auto& values = attribute_of(model, name).values;
                values.resize(std::max(values.size(), index + 1));
                values[index] = *value;
            }
        }
        model.actors.push_back(std::move(actor));
    }
    for (Attribute& attribute : model.attributes) attribute.values.resize(model.actors.size());
}

}  // namespace comity
