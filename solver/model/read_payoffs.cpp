#include <algorithm>

#include "comity/model/resolve.hpp"
#include "comity/text/near_name.hpp"
#include "comity/text/words.hpp"
#include "readers.hpp"

namespace comity {
namespace {

FormulaScope payoff_scope(const Issue& issue) {
    FormulaScope scope;
    scope.actors = {"self"};
    if (issue.members.size() == 2) scope.actors.push_back("other");
    scope.issue = &issue;
    return scope;
}

/// One formula for all members, or one per state with `others` for the rest.
void read_payoff_formulas(TableReader& reader, const toml::node& node, Model& model,
                          IssueDeclaration& declared, Diagnostics& diagnostics) {
    TomlDocument& document = reader.document();
    PayoffFormulas payoff;
    payoff.by_member.resize(declared.issue.members.size());
    const FormulaScope scope = payoff_scope(declared.issue);
    const toml::table* by_state = node.as_table();
    if (by_state == nullptr) {
        if (auto formula = read_formula(document, node, "'payoff'")) {
            resolve_formula(*formula, model, scope, diagnostics);
            for (Formula& mine : payoff.by_member) mine = *formula;
        }
        declared.payoff = std::move(payoff);
        return;
    }
    std::vector<bool> given(declared.issue.members.size());
    std::optional<Formula> rest;
    for (const auto& [key, entry] : in_file_order(*by_state)) {
        const std::string code(key->str());
        const auto actor = model.find_actor(code);
        const auto member = actor ? declared.issue.member(*actor) : std::nullopt;
        if (code != "others" && !member) {
            document.error("unknown-actor", key->source(), "'" + code + "' is no member of this issue",
                           suggest(code, model.actor_codes()));
            continue;
        }
        auto formula = read_formula(document, *entry, "the payoff of " + code);
        if (formula) resolve_formula(*formula, model, scope, diagnostics);
        if (!member) {
            rest = formula;
            continue;
        }
        const std::size_t m = member.value();
        given[m] = true;
        if (formula) payoff.by_member[m] = *formula;
    }
    for (std::size_t m = 0; m < given.size(); ++m) {
        if (given[m]) continue;
        if (rest) {
            payoff.by_member[m] = *rest;
        } else if (by_state->get("others") == nullptr) {
            document.error("missing-key", by_state->source(),
                           "no payoff for " + model.actors[declared.issue.members[m].index].code,
                           "add it, or others = \"...\" for all the rest");
        }
    }
    declared.payoff = std::move(payoff);
}

/// outcomes = [ { play = ["cooperate", "defect"], pays = [0, 5] }, ... ]: every combination once.
void read_outcomes(TableReader& reader, const toml::array& list, IssueDeclaration& declared) {
    TomlDocument& document = reader.document();
    const ProfileSpace space = declared.issue.space();
    const std::size_t members = declared.issue.members.size();
    OutcomeTable table;
    table.payoff.assign(members, PayoffTable(space.size()));
    std::vector<bool> seen(space.size());
    for (auto&& entry : list) {
        const toml::table* row = entry.as_table();
        if (row == nullptr) {
            document.error("wrong-type", entry.source(),
                           "an outcome is written { play = [...], pays = [...] }");
            continue;
        }
        TableReader outcome(document, *row, "this outcome");
        const toml::array* play = outcome.array("play");
        const toml::array* pays = outcome.array("pays");
        if (play == nullptr || pays == nullptr) {
            outcome.missing(play == nullptr ? "play" : "pays",
                            "an outcome is written { play = [...], pays = [...] }");
            continue;
        }
        if (play->size() != members || pays->size() != members) {
            document.error("wrong-shape", row->source(),
                           "an outcome needs one action and one payoff for each of the " +
                               std::to_string(members) + " members");
            continue;
        }
        Profile profile(members);
        bool good = true;
        for (std::size_t m = 0; m < members; ++m) {
            const auto& labels = declared.issue.actions[m];
            const auto label = read_text(document, *play->get(m), "an action");
            const auto found = label ? std::find(labels.begin(), labels.end(), *label) : labels.end();
            if (found == labels.end()) {
                if (label) {
                    document.error("unknown-action", play->get(m)->source(),
                                   "there is no action '" + *label + "' in this issue",
                                   suggest(*label, labels));
                }
                good = false;
                continue;
            }
            profile[m] = static_cast<std::size_t>(found - labels.begin());
        }
        std::vector<Rational> values;
        for (std::size_t m = 0; m < members; ++m) {
            const auto value = read_number(document, *pays->get(m), "a payoff");
            good = good && value.has_value();
            values.push_back(value.value_or(0));
        }
        if (!good) continue;
        const ProfileIndex index = space.encode(profile);
        if (seen[index]) document.error("outcome-twice", row->source(), "this outcome is given twice");
        seen[index] = true;
        for (std::size_t m = 0; m < members; ++m) table.payoff[m].set(index, values[m]);
    }
    const auto missing = std::find(seen.begin(), seen.end(), false);
    if (missing != seen.end()) {
        const Profile profile = space.decode(static_cast<ProfileIndex>(missing - seen.begin()));
        std::vector<std::string> labels;
        for (std::size_t m = 0; m < members; ++m) labels.push_back(declared.issue.actions[m][profile[m]]);
        const auto count = std::count(seen.begin(), seen.end(), false);
        document.error("missing-outcome", list.source(),
                       "no payoffs for " + join(labels, ", ") +
                           (count > 1 ? " and " + std::to_string(count - 1) + " other outcomes" : ""));
    }
    declared.payoff = std::move(table);
}

/// family = { name = "public_good", share = "mu", cost = 1 }
void read_family(TableReader& reader, const toml::table& table, Model& model, IssueDeclaration& declared,
                 Diagnostics& diagnostics) {
    TomlDocument& document = reader.document();
    TableReader use(document, table, "this family");
    const std::string name = use.text("name", true);
    const Family* family = find_family(name);
    if (family == nullptr) {
        std::vector<std::string> names;
        for (const Family& known : families()) names.push_back(known.name);
        if (!name.empty())
            document.error("unknown-family", table.get("name")->source(),
                           "there is no family of games '" + name + "'", suggest(name, names));
        use.rest();
        return;
    }
    const std::size_t members = declared.issue.members.size();
    const std::string a_family =
        (std::string("aeiou").find(family->title[0]) == std::string::npos ? "a " : "an ") + family->title;
    if (family->members != 0 && family->members != members) {
        document.error("wrong-shape", table.source(),
                       a_family + " is played by two states, not " + std::to_string(members));
    }
    const bool two_actions = std::all_of(declared.issue.actions.begin(), declared.issue.actions.end(),
                                         [](const auto& labels) { return labels.size() == 2; });
    if (!two_actions && family->name != "public_good") {
        document.error("wrong-shape", table.source(),
                       a_family + " has two actions a state: the first refuses, the second cooperates");
    }
    FamilyUse family_use;
    family_use.family = family->name;
    family_use.place = {document.file(), table.source().begin.line, table.source().begin.column, 1};
    family_use.source_line = document.line(table.source().begin.line);
    if (!family->role.empty()) {
        const toml::node* node = use.find(family->role);
        if (node == nullptr) {
            use.missing(family->role, "say which member is the one " + family->role);
        } else if (const auto actor = read_actor(document, *node, model)) {
            const auto member = declared.issue.member(*actor);
            if (!member) {
                document.error("unknown-actor", node->source(),
                               "'" + model.actors[actor->index].code + "' is no member of this issue");
            }
            family_use.lead = member.value_or(0);
        }
    }
    FormulaScope scope;
    scope.bare_attributes = false;
    for (const FamilyConstant& constant : family->constants) {
        const toml::node* node = use.find(constant.name);
        std::vector<Formula> values;
        if (node == nullptr && constant.fallback.empty()) {
            use.missing(constant.name, constant.name + " is " + constant.meaning);
        } else if (node == nullptr) {
            values.push_back(Formula::number(*parse_rational(constant.fallback)));
        } else if (constant.per_actor) {
            const toml::array* list = node->as_array();
            if (list == nullptr || list->size() != members) {
                document.error("wrong-shape", node->source(),
                               "'" + constant.name + "' lists " + constant.meaning + ": " +
                                   std::to_string(members) + " numbers");
            } else {
                for (auto&& entry : *list) {
                    if (auto formula = read_formula(document, entry, "an entry of '" + constant.name + "'"))
                        values.push_back(*formula);
                }
            }
        } else if (auto formula = read_formula(document, *node, "'" + constant.name + "'")) {
            values.push_back(*formula);
        }
        for (Formula& value : values) resolve_formula(value, model, scope, diagnostics);
        family_use.constants.emplace_back(constant.name, std::move(values));
    }
    declared.payoff = std::move(family_use);
}

}  // namespace

void read_payoffs(TableReader& reader, Model& model, IssueDeclaration& declared, Diagnostics& diagnostics) {
    const toml::node* payoff = reader.find("payoff");
    const toml::array* outcomes = reader.array("outcomes");
    const toml::node* table = reader.find("table");
    const toml::table* family = reader.table("family");
    const int given = (payoff != nullptr) + (outcomes != nullptr) + (table != nullptr) + (family != nullptr);
    if (given != 1) {
        if (given == 0) {
            reader.missing("payoff",
                           "say what each outcome is worth: payoff = \"formula\", outcomes = [...], "
                           "table = \"...\", or family = { name = \"public_good\", ... }");
        } else {
            reader.document().error("payoff-twice", reader.source(),
                                    "an issue has one of payoff, outcomes, table and family, not several");
        }
    } else if (payoff != nullptr) {
        read_payoff_formulas(reader, *payoff, model, declared, diagnostics);
    } else if (outcomes != nullptr) {
        read_outcomes(reader, *outcomes, declared);
    } else if (table != nullptr) {
        read_outcome_text(reader, *table, declared);
    } else {
        read_family(reader, *family, model, declared, diagnostics);
    }
    declared.outsiders = reader.formula("outsiders");
    if (declared.outsiders) {
        FormulaScope scope;
        scope.actors = {"self"};
        scope.issue = &declared.issue;
        resolve_formula(*declared.outsiders, model, scope, diagnostics);
    }
}

}  // namespace comity
