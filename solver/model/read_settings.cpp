// Keys of the whole file: how play is punished and linked, and how much the future weighs.

#include <algorithm>

#include "comity/model/resolve.hpp"
#include "comity/text/near_name.hpp"
#include "readers.hpp"

namespace comity {

void read_punishment(TableReader& root, Model& model) {
    model.punishment = root.text("punishment");
    if (model.punishment.empty()) return;
    TomlDocument& document = root.document();
    const toml::source_region& where = root.find("punishment")->source();
    static const std::vector<std::string> known{"grim", "exit", "worst"};
    if (std::find(known.begin(), known.end(), model.punishment) == known.end()) {
        document.error("unknown-punishment", where, "there is no punishment '" + model.punishment + "'",
                       suggest(model.punishment, known));
    } else if (model.punishment == "exit" &&
               std::none_of(model.constraints.begin(), model.constraints.end(),
                            [](const auto& c) { return std::holds_alternative<ExitValues>(c.what); })) {
        document.error("no-exit", where,
                       "verdicts are to be read under exit, but no constraint says what follows when a state "
                       "leaves [F3.4]");
    }
}

void read_agreement_goals(TableReader& root, Model& model) {
    const toml::node* node = root.find("agreement");
    if (node == nullptr) return;
    static const std::vector<std::string> known{"depth", "gain", "least", "nash"};
    if (node->is_string()) {
        model.agreement = {root.text("agreement")};
    } else {
        model.agreement = root.texts("agreement");
    }
    for (const std::string& goal : model.agreement) {
        if (std::find(known.begin(), known.end(), goal) == known.end())
            root.document().error("unknown-objective", node->source(),
                                  "there is no objective '" + goal + "' of agreements [F4.6]",
                                  suggest(goal, known));
    }
}

void read_linkage(TableReader& root, Model& model) {
    const std::string linkage = root.text("linkage");
    if (!linkage.empty() && linkage != "pooled" && linkage != "separate") {
        root.document().error("unknown-linkage", root.find("linkage")->source(),
                              "there is no linkage '" + linkage + "'",
                              suggest(linkage, {"pooled", "separate"}));
    }
    model.linkage = linkage == "separate" ? Linkage::separate : Linkage::pooled;
    if (const toml::node* node = root.find("linkage")) {
        TomlDocument& document = root.document();
        model.linkage_text.text = linkage;
        model.linkage_text.place = {document.file(), node->source().begin.line, node->source().begin.column,
                                    1};
        model.linkage_text.source_line = document.line(node->source().begin.line);
    }
}

void read_delta(TableReader& root, Model& model, Diagnostics& diagnostics) {
    const toml::node* node = root.find("delta");
    if (node == nullptr) return;
    TomlDocument& document = root.document();
    const auto read = [&](const toml::node& value) -> std::optional<Formula> {
        auto formula = read_formula(document, value, "a discount factor");
        FormulaScope scope;
        scope.numbers_only = true;
        if (formula) resolve_formula(*formula, model, scope, diagnostics);
        // A plain number can be judged here, with its place.
        if (formula && formula->tree && formula->tree->kind == Expression::Kind::number &&
            formula->tree->value >= 1) {
            document.error(
                "delta-range", value.source(),
                "a discount factor must be at least 0 and less than 1, not " + formula->text,
                "at 1 the future weighs as much as the present for ever, and no sum of payoffs exists");
            return Formula::number(0);
        }
        return formula;
    };
    const toml::table* table = node->as_table();
    if (table == nullptr) {
        if (const auto value = read(*node)) model.delta.assign(model.actors.size(), *value);
        return;
    }
    TableReader reader(document, *table, "the discount factor");
    model.delta_provenance = read_provenance(reader);
    const toml::node* common = reader.find("value");
    const toml::table* by_state = reader.table("by_state");
    std::optional<Formula> value;
    if (common != nullptr) value = read(*common);
    if (common == nullptr && by_state == nullptr)
        reader.missing("value", "delta = { value = 0.7, reason = \"...\" }");
    std::vector<std::optional<Formula>> each(model.actors.size(), value);
    if (by_state != nullptr) {
        for (const auto& [key, entry] : in_file_order(*by_state)) {
            const std::string code(key->str());
            if (const auto actor = model.find_actor(code)) {
                each[actor->index] = read(*entry);
            } else {
                document.error("unknown-actor", key->source(),
                               "there is no state '" + code + "' in this model",
                               suggest(code, model.actor_codes()));
            }
        }
    }
    for (std::size_t i = 0; i < each.size(); ++i) {
        if (!each[i]) {
            if (common == nullptr)
                document.error("missing-key", table->source(),
                               "no discount factor for " + model.actors[i].code,
                               "add value = ..., for all the others");
            return;
        }
    }
    for (auto& formula : each) model.delta.push_back(*formula);
}

}  // namespace comity
