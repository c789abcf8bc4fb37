#include <algorithm>

#include "comity/model/resolve.hpp"
#include "comity/text/near_name.hpp"
#include "readers.hpp"

namespace comity {
namespace {

/// Actions left by the prohibitions read so far: [issue][member][action].
using ActionsLeft = std::vector<std::vector<std::vector<bool>>>;

/// Under one lens, a prohibition must leave every state an action in every issue. False where it does not,
/// which is then reported.
bool check_last_action(TableReader& reader, const Model& model, const ProhibitActions& prohibit,
                       ActionsLeft& left) {
    for (const std::size_t s : issues_named(model, prohibit.issue)) {
        const Issue& issue = model.issues[s].issue;
        for (std::size_t m = 0; m < issue.members.size(); ++m) {
            if (std::find(prohibit.who.begin(), prohibit.who.end(), issue.members[m]) == prohibit.who.end())
                continue;
            for (std::size_t a = 0; a < issue.actions[m].size(); ++a) {
                if (std::find(prohibit.actions.begin(), prohibit.actions.end(), issue.actions[m][a]) !=
                    prohibit.actions.end())
                    left[s][m][a] = false;
            }
            if (std::find(left[s][m].begin(), left[s][m].end(), true) != left[s][m].end()) continue;
            reader.document().error("no-action-left", reader.source(),
                                    "this constraint deletes the last action of " +
                                        model.actors[issue.members[m].index].name + " in '" + issue.name +
                                        "'",
                                    "a state must be able to do something; leave it one action");
            return false;
        }
    }
    return true;
}

ProhibitActions read_prohibit(TableReader& reader, const Model& model) {
    TomlDocument& document = reader.document();
    ProhibitActions prohibit;
    if (const toml::node* who = reader.find("who")) {
        prohibit.who = comity::read_actors(document, *who, model, "'who'");
    } else {
        reader.missing("who", "whose actions: who = \"all\" or who = [\"CHN\"]");
    }
    prohibit.issue = reader.text("issue", true);
    prohibit.actions = reader.texts("actions");
    if (reader.find("actions") == nullptr)
        reader.missing("actions", "which actions: actions = [\"reinforce\"]");
    const toml::node* issue_node = reader.find("issue");
    if (issue_node == nullptr || !known_issue(reader, model, *issue_node, prohibit.issue)) return prohibit;
    std::vector<std::string> labels;
    for (const std::size_t s : issues_named(model, prohibit.issue)) {
        for (const auto& of_member : model.issues[s].issue.actions) {
            for (const std::string& label : of_member) {
                if (std::find(labels.begin(), labels.end(), label) == labels.end()) labels.push_back(label);
            }
        }
    }
    const toml::node* listed = reader.find("actions");
    if (listed == nullptr || !listed->is_array()) return prohibit;
    for (auto&& node : *listed->as_array()) {
        if (!node.is_string()) continue;
        const std::string action = node.as_string()->get();
        if (std::find(labels.begin(), labels.end(), action) == labels.end()) {
            document.error("unknown-action", node.source(),
                           "there is no action '" + action + "' in this issue", suggest(action, labels));
        }
    }
    return prohibit;
}

ExitValues read_exit(TableReader& reader, Model& model, Diagnostics& diagnostics) {
    TomlDocument& document = reader.document();
    ExitValues exit;
    const std::string others = reader.text("others");
    exit.pays = reader.formula("pays");
    if (!reader.one_of("others", "pays",
                       "say what follows when a state leaves: others = \"status_quo\", others = "
                       "\"continue\", or pays = \"formula\"")) {
        reader.find("agreement");
    } else if (exit.pays) {
        exit.aftermath = ExitValues::Aftermath::formula;
        FormulaScope scope;
        scope.actors = {"self", "leaver"};
        resolve_formula(*exit.pays, model, scope, diagnostics);
    } else if (others == "continue") {
        exit.aftermath = ExitValues::Aftermath::continuing;
        exit.agreement = reader.text("agreement", true);
    } else if (others != "status_quo") {
        document.error("bad-exit", reader.find("others")->source(),
                       "others is \"status_quo\" or \"continue\", not \"" + others + "\"");
    }
    exit.outside = reader.formula("outside");
    if (exit.outside) {
        if (exit.pays)
            document.error("bad-exit", reader.source(),
                           "'outside' and 'pays' exclude each other: 'pays' says what the leaver gets too");
        FormulaScope scope;
        scope.actors = {"self"};
        scope.payoff = true;
        resolve_formula(*exit.outside, model, scope, diagnostics);
    }
    const std::string withdrawal = reader.text("withdrawal");
    if (!withdrawal.empty() && withdrawal != "free" && withdrawal != "none") {
        document.error("bad-exit", reader.find("withdrawal")->source(),
                       "withdrawal is \"free\" or \"none\", not \"" + withdrawal + "\"");
    }
    exit.withdrawal = withdrawal != "none";
    const bool needs_status_quo = exit.aftermath != ExitValues::Aftermath::formula;
    if (needs_status_quo && !model.has_status_quo()) {
        document.error("no-status-quo", reader.source(),
                       "this constraint speaks of the status quo, but not every issue names one",
                       "add status_quo = \"...\" to the issues");
    }
    return exit;
}

SovereigntyCost read_sovereignty(TableReader& reader, Model& model, Diagnostics& diagnostics) {
    SovereigntyCost sovereignty;
    if (auto cost = reader.formula("cost", true)) {
        FormulaScope scope;
        scope.actors = {"self"};
        resolve_formula(*cost, model, scope, diagnostics);
        sovereignty.cost = *cost;
    }
    sovereignty.issues = reader.texts("issues");
    if (sovereignty.issues.empty()) {
        reader.missing("issues", "in which issues is sovereignty pooled: issues = [\"border\"]");
        return sovereignty;
    }
    for (auto&& node : *reader.array("issues")) {
        if (node.is_string()) known_issue(reader, model, node, node.as_string()->get());
    }
    return sovereignty;
}

}  // namespace

bool known_issue(TableReader& reader, const Model& model, const toml::node& node, const std::string& name) {
    if (!issues_named(model, name).empty()) return true;
    reader.document().error("unknown-issue", node.source(), "there is no issue '" + name + "'",
                            suggest(name, issue_names(model)));
    return false;
}

void read_constraints(TableReader& root, Model& model, Diagnostics& diagnostics) {
    const toml::array* list = root.array("constraints");
    if (list == nullptr) return;
    TomlDocument& document = root.document();
    static const std::vector<std::string> kinds{"prohibit",    "exit",      "sovereignty",
                                                "depth_cap",   "symmetric", "compatible_depth",
                                                "recognition", "consensus"};
    ActionsLeft all;
    for (const IssueDeclaration& declared : model.issues) {
        auto& by_member = all.emplace_back();
        for (const auto& labels : declared.issue.actions) by_member.emplace_back(labels.size(), true);
    }
    // By lens, since each has its own constraints; without lenses, for the absolute one.
    std::vector<ActionsLeft> left(std::max<std::size_t>(1, model.lenses.size()), all);
    bool has_exit = false;
    for (auto&& entry : *list) {
        const toml::table* table = entry.as_table();
        if (table == nullptr) {
            document.error("wrong-type", entry.source(), "a constraint must be a table with name and kind");
            continue;
        }
        TableReader reader(document, *table, "this constraint");
        ConstraintDeclaration constraint;
        constraint.name = reader.text("name", true);
        constraint.place = {document.file(), table->source().begin.line, table->source().begin.column, 1};
        const std::string kind = reader.text("kind", true);
        constraint.reason = reader.text("reason");
        constraint.source = reader.text("source");
        if (constraint.reason.empty() && constraint.source.empty()) {
            reader.missing("source",
                           "say whose claim it is (source = \"...\") or why it is here (reason = \"...\")");
        }
        constraint.lenses = reader.texts("lenses");
        if (const toml::node* node = reader.find("lenses"); node != nullptr && node->is_array()) {
            for (auto&& name_node : *node->as_array()) {
                const std::string name = name_node.is_string() ? name_node.as_string()->get() : "";
                if (!model.find_lens(name))
                    document.error("unknown-lens", name_node.source(), "there is no lens '" + name + "'",
                                   suggest(name, model.lens_names()));
            }
        }
        for (const ConstraintDeclaration& other : model.constraints) {
            if (other.name == constraint.name)
                document.error("constraint-twice", table->source(),
                               "there are two constraints '" + constraint.name + "'");
        }
        if (kind == "prohibit") {
            const ProhibitActions prohibit = read_prohibit(reader, model);
            for (std::size_t k = 0; k < left.size(); ++k) {
                const auto& only = constraint.lenses;
                const bool holds =
                    only.empty() || (k < model.lenses.size() &&
                                     std::find(only.begin(), only.end(), model.lenses[k].name) != only.end());
                if (holds && !check_last_action(reader, model, prohibit, left[k])) break;
            }
            constraint.what = prohibit;
        } else if (kind == "exit") {
            constraint.what = read_exit(reader, model, diagnostics);
            if (has_exit)
                document.error("exit-twice", table->source(), "a model has at most one exit constraint");
            has_exit = true;
        } else if (kind == "sovereignty") {
            constraint.what = read_sovereignty(reader, model, diagnostics);
        } else if (auto agreement = read_agreement(reader, kind, model, diagnostics)) {
            constraint.what = *std::move(agreement);
        } else {
            if (!kind.empty())
                document.error("unknown-constraint", reader.find("kind")->source(),
                               "there is no kind of constraint '" + kind + "'", suggest(kind, kinds));
            reader.rest();
            continue;
        }
        model.constraints.push_back(std::move(constraint));
    }
}

}  // namespace comity
