#include <algorithm>
#include <regex>

#include "comity/model/resolve.hpp"
#include "comity/text/near_name.hpp"
#include "readers.hpp"

namespace comity {

void read_definitions(TableReader& root, Model& model) {
    const toml::table* table = root.table("define");
    if (table == nullptr) return;
    TomlDocument& document = root.document();
    static const std::regex head(R"(([A-Za-z_]\w*)\s*(\[\s*([A-Za-z_]\w*)\s*(,\s*([A-Za-z_]\w*)\s*)?\])?)");
    for (const auto& [key, node] : in_file_order(*table)) {
        const std::string written(key->str());
        std::smatch match;
        if (!std::regex_match(written, match, head)) {
            document.error(
                "bad-name", key->source(),
                "a definition is named like \"worst\", \"v[i]\" or \"w[i, j]\", not '" + written + "'");
            continue;
        }
        Definition definition;
        definition.name = match[1].str();
        if (match[3].matched) definition.arguments.push_back(match[3].str());
        if (match[5].matched) definition.arguments.push_back(match[5].str());
        std::optional<Formula> formula;
        if (const toml::table* entry = node->as_table()) {
            TableReader reader(document, *entry, "the definition '" + written + "'");
            formula = reader.formula("formula", true);
            definition.reason = reader.text("reason");
        } else {
            formula = read_formula(document, *node, "the definition '" + written + "'");
        }
        if (formula) definition.formula = *formula;
        model.definitions.push_back(std::move(definition));
    }
}

void read_units(TableReader& root, Model& model, Diagnostics& diagnostics) {
    TomlDocument& document = root.document();
    model.unit = root.text("unit");
    if (root.find("unit") == nullptr) {
        root.missing("unit", "say what a payoff of 1 means: unit = \"percent of GDP\"");
    }
    const toml::table* table = root.table("units");
    if (table == nullptr) {
        model.units.push_back({model.unit, model.unit, std::nullopt});
        return;
    }
    std::vector<std::string> names;
    for (const auto& [key, node] : in_file_order(*table)) {
        const toml::table* entry = node->as_table();
        if (entry == nullptr) {
            document.error("wrong-type", node->source(),
                           "a unit must be a table with title and, if needed, scale");
            continue;
        }
        Unit unit;
        unit.name = std::string(key->str());
        TableReader reader(document, *entry, "the unit '" + unit.name + "'");
        unit.title = reader.text("title", true);
        unit.scale = reader.formula("scale");
        if (unit.scale) {
            FormulaScope scope;
            scope.actors = {"self"};
            resolve_formula(*unit.scale, model, scope, diagnostics);
        }
        names.push_back(unit.name);
        model.units.push_back(std::move(unit));
    }
    if (std::find(names.begin(), names.end(), model.unit) == names.end() && !model.unit.empty()) {
        document.error("unknown-unit", root.find("unit")->source(),
                       "there is no unit '" + model.unit + "' among [units]", suggest(model.unit, names));
    }
}

}  // namespace comity
