#include <algorithm>

#include "comity/model/resolve.hpp"
#include "comity/text/near_name.hpp"
#include "readers.hpp"

namespace comity {
namespace {

/// Where play stands before a target changes it: a°, or everybody's first action.
std::vector<std::vector<std::size_t>> starting_play(const Model& model) {
    std::vector<std::vector<std::size_t>> play;
    for (const IssueDeclaration& declared : model.issues) {
        const Issue& issue = declared.issue;
        play.push_back(issue.status_quo.empty() ? std::vector<std::size_t>(issue.members.size(), 0)
                                                : issue.status_quo);
    }
    return play;
}

std::vector<std::size_t> read_issue_list(TableReader& reader, const Model& model) {
    std::vector<std::size_t> issues;
    const toml::array* list = reader.array("in");
    if (list == nullptr) {
        for (std::size_t s = 0; s < model.issues.size(); ++s) issues.push_back(s);
        return issues;
    }
    for (auto&& node : *list) {
        const auto name = read_text(reader.document(), node, "an issue");
        const auto found = name ? issues_named(model, *name) : std::vector<std::size_t>{};
        if (found.empty() && name) {
            reader.document().error("unknown-issue", node.source(), "there is no issue '" + *name + "'",
                                    suggest(*name, issue_names(model)));
        }
        issues.insert(issues.end(), found.begin(), found.end());
    }
    return issues;
}

/// play = { ISSUE = "action" } or { ISSUE = { CHN = "action" } }; what is not mentioned stays as it was.
void read_play(TableReader& reader, const toml::table& table, const Model& model, TargetDeclaration& target) {
    TomlDocument& document = reader.document();
    for (const auto& [key, node] : in_file_order(table)) {
        const std::string name(key->str());
        const auto issues = issues_named(model, name);
        if (issues.empty())
            document.error("unknown-issue", key->source(), "there is no issue '" + name + "'",
                           suggest(name, issue_names(model)));
        const toml::table* by_state = node->as_table();
        for (const std::size_t s : issues) {
            const Issue& issue = model.issues[s].issue;
            std::size_t mentioned = 0;
            for (std::size_t m = 0; m < issue.members.size(); ++m) {
                const toml::node* wanted =
                    by_state == nullptr ? node : by_state->get(model.actors[issue.members[m].index].code);
                if (wanted == nullptr) continue;
                ++mentioned;
                const auto label = read_text(document, *wanted, "an action");
                const auto& labels = issue.actions[m];
                const auto found = label ? std::find(labels.begin(), labels.end(), *label) : labels.end();
                if (found == labels.end()) {
                    if (label)
                        document.error("unknown-action", wanted->source(),
                                       "there is no action '" + *label + "' in this issue",
                                       suggest(*label, labels));
                    break;
                }
                target.play[s][m] = static_cast<std::size_t>(found - labels.begin());
            }
            if (by_state != nullptr && mentioned != by_state->size()) {
                document.error("unknown-actor", node->source(),
                               "this names a state that is no member of '" + issue.name + "'");
            }
        }
    }
}

}  // namespace

void read_targets(TableReader& root, Model& model) {
    const toml::array* list = root.array("targets");
    if (list == nullptr) return;
    TomlDocument& document = root.document();
    for (auto&& entry : *list) {
        const toml::table* table = entry.as_table();
        if (table == nullptr) {
            document.error("wrong-type", entry.source(), "a target must be a table with a name");
            continue;
        }
        TableReader reader(document, *table, "this target");
        TargetDeclaration target;
        target.name = reader.text("name", true);
        target.title = reader.text("title");
        if (!target.name.empty() && (target.name.find_first_of(":,; ") != std::string::npos)) {
            document.error("bad-name", table->get("name")->source(),
                           "a target's name has no commas, colons, semicolons or spaces");
        }
        if (model.find_target(target.name) != nullptr)
            document.error("target-twice", table->source(), "there are two targets '" + target.name + "'");
        const std::string test = reader.text("test");
        if (!test.empty() && test != "sustain" && test != "accept") {
            document.error("bad-test", reader.find("test")->source(),
                           "test is \"sustain\" or \"accept\", not \"" + test + "\"");
        }
        target.by_default = reader.boolean("default", true);
        target.test = test == "accept" ? TargetTest::accept : TargetTest::sustain;
        target.play = starting_play(model);
        const toml::node* cooperate = reader.find("cooperate");
        const toml::table* play = reader.table("play");
        if (!reader.one_of("cooperate", "play",
                           "say what is played: cooperate = \"all\" or a list of states (each takes its last "
                           "action), or play = { ... }")) {
            reader.find("in");
        } else if (play != nullptr) {
            read_play(reader, *play, model, target);
        } else {
            const auto who = comity::read_actors(document, *cooperate, model, "'cooperate'");
            for (const std::size_t s : read_issue_list(reader, model)) {
                const Issue& issue = model.issues[s].issue;
                for (std::size_t m = 0; m < issue.members.size(); ++m) {
                    if (std::find(who.begin(), who.end(), issue.members[m]) != who.end())
                        target.play[s][m] = issue.actions[m].size() - 1;
                }
            }
        }
        if (const toml::node* parties = reader.find("parties")) {
            target.parties = comity::read_actors(document, *parties, model, "'parties'");
        }
        if (target.test == TargetTest::accept && !model.has_status_quo()) {
            document.error("no-status-quo", table->source(),
                           "acceptance compares with the status quo, but not every issue names one");
        }
        model.targets.push_back(std::move(target));
    }
}

void read_punishment(TableReader& root, Model& model) {
    model.punishment = root.text("punishment");
    if (model.punishment.empty()) return;
    TomlDocument& document = root.document();
    const toml::source_region& where = root.find("punishment")->source();
    if (model.punishment != "grim" && model.punishment != "exit") {
        document.error("unknown-punishment", where, "there is no punishment '" + model.punishment + "'",
                       suggest(model.punishment, {"grim", "exit"}));
    } else if (model.punishment == "exit" &&
               std::none_of(model.constraints.begin(), model.constraints.end(),
                            [](const auto& c) { return std::holds_alternative<ExitValues>(c.what); })) {
        document.error("no-exit", where,
                       "verdicts are to be read under exit, but no constraint says what follows when a state "
                       "leaves [F3.4]");
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
