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
std::vector<std::vector<std::size_t>> read_play(TomlDocument& document, const toml::table& table,
                                                const Model& model) {
    auto play = starting_play(model);
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
                play[s][m] = static_cast<std::size_t>(found - labels.begin());
            }
            if (by_state != nullptr && mentioned != by_state->size()) {
                document.error("unknown-actor", node->source(),
                               "this names a state that is no member of '" + issue.name + "'");
            }
        }
    }
    return play;
}

/// cooperate = "all" or a list of states, with or without `in`.
std::vector<std::vector<std::size_t>> read_cooperation(TableReader& reader, const toml::node& cooperate,
                                                       const Model& model) {
    auto play = starting_play(model);
    const auto who = comity::read_actors(reader.document(), cooperate, model, "'cooperate'");
    for (const std::size_t s : read_issue_list(reader, model)) {
        const Issue& issue = model.issues[s].issue;
        for (std::size_t m = 0; m < issue.members.size(); ++m) {
            if (std::find(who.begin(), who.end(), issue.members[m]) != who.end())
                play[s][m] = issue.actions[m].size() - 1;
        }
    }
    return play;
}

/// cycle = [ { ISSUE = "action" }, ... ]: what is played in turn.
void read_cycle(TableReader& reader, const toml::array& list, const Model& model, TargetDeclaration& target) {
    TomlDocument& document = reader.document();
    if (list.empty())
        document.error("empty-cycle", list.source(), "this cycle has no profiles",
                       "write what is played in turn: cycle = [{ ... }, { ... }]");
    if (list.size() > kMaxCycle)
        document.error("long-cycle", list.source(),
                       "a cycle has at most " + std::to_string(kMaxCycle) + " profiles, not " +
                           std::to_string(list.size()));
    for (auto&& entry : list) {
        if (const toml::table* table = entry.as_table()) {
            target.cycle.push_back(read_play(document, *table, model));
        } else {
            document.error("wrong-type", entry.source(),
                           "a profile of a cycle must be a table as for 'play', not " + kind_of(entry));
        }
    }
    if (!target.cycle.empty()) target.play = target.cycle.front();
}

/// cooperate, play, cycle, value or set: exactly one; "" after a report.
std::string what_is_asked(TableReader& reader, const toml::table& table) {
    std::string asked;
    for (const std::string key : {"cooperate", "play", "cycle", "value", "set"}) {
        if (reader.find(key) == nullptr) continue;
        if (asked.empty()) {
            asked = key;
        } else {
            reader.document().error("key-conflict", table.find(key)->first.source(),
                                    reader.what() + " has both '" + asked + "' and '" + key + "'",
                                    "keep one of the two");
            return "";
        }
    }
    if (asked.empty())
        reader.missing("cooperate",
                       "say what is played: cooperate = \"all\" or a list of states (each takes its last "
                       "action), play = { ... }, or cycle = [{ ... }, { ... }]; or what it is to be worth: "
                       "value = { ... } or set = [{ ... }]");
    return asked;
}

/// What is asked of a profile: sustain, accept or payoff. Cycles and sets of payoffs are their own question.
void read_test(TableReader& reader, const std::string& asked, TargetDeclaration& target) {
    TomlDocument& document = reader.document();
    const std::string test = reader.text("test");
    const toml::node* node = reader.find("test");
    const bool profile = asked.empty() || asked == "cooperate" || asked == "play";
    if (!test.empty() && !profile) {
        document.error("key-conflict", node->source(),
                       "'test' is about one profile: leave it out beside '" + asked + "'");
    } else if (!test.empty() && test != "sustain" && test != "accept" && test != "payoff") {
        document.error("bad-test", node->source(),
                       "test is \"sustain\", \"accept\" or \"payoff\", not \"" + test + "\"");
    }
    target.test = asked == "cycle"   ? TargetTest::cycle
                  : !profile         ? TargetTest::set
                  : test == "accept" ? TargetTest::accept
                  : test == "payoff" ? TargetTest::payoff
                                     : TargetTest::sustain;
    const toml::node* parties = reader.find("parties");
    if (parties == nullptr) return;
    if (target.test != TargetTest::accept && target.test != TargetTest::sustain)
        document.error("key-conflict", parties->source(),
                       "'parties' are those who would have to sign a profile: leave it out here");
}

TargetDeclaration read_target(TableReader& reader, const toml::table& table, const Model& model) {
    TomlDocument& document = reader.document();
    TargetDeclaration target;
    target.name = reader.text("name", true);
    target.title = reader.text("title");
    if (!target.name.empty() && (target.name.find_first_of(":,; ") != std::string::npos)) {
        document.error("bad-name", table.get("name")->source(),
                       "a target's name has no commas, colons, semicolons or spaces");
    }
    if (model.find_target(target.name) != nullptr)
        document.error("target-twice", table.source(), "there are two targets '" + target.name + "'");
    target.by_default = reader.boolean("default", true);
    const std::string asked = what_is_asked(reader, table);
    read_test(reader, asked, target);
    if (target.test != TargetTest::set) target.play = starting_play(model);
    if (asked.empty()) {
        reader.find("in");
    } else if (asked == "cooperate") {
        target.play = read_cooperation(reader, *reader.find("cooperate"), model);
    } else if (asked == "play") {
        if (const toml::table* play = reader.table("play")) target.play = read_play(document, *play, model);
    } else if (asked == "cycle") {
        if (const toml::array* list = reader.array("cycle")) read_cycle(reader, *list, model, target);
    } else if (asked == "value") {
        if (const toml::table* value = reader.table("value")) read_value(document, *value, model, target);
    } else if (const toml::array* list = reader.array("set")) {
        read_set(document, *list, model, target);
    }
    if (const toml::node* parties = reader.find("parties"))
        target.parties = comity::read_actors(document, *parties, model, "'parties'");
    if (target.test == TargetTest::accept && !model.has_status_quo()) {
        document.error("no-status-quo", table.source(),
                       "acceptance compares with the status quo, but not every issue names one");
    }
    return target;
}

}  // namespace

void read_targets(TableReader& root, Model& model) {
    const toml::array* list = root.array("targets");
    if (list == nullptr) return;
    for (auto&& entry : *list) {
        const toml::table* table = entry.as_table();
        if (table == nullptr) {
            root.document().error("wrong-type", entry.source(), "a target must be a table with a name");
            continue;
        }
        TableReader reader(root.document(), *table, "this target");
        model.targets.push_back(read_target(reader, *table, model));
    }
}

}  // namespace comity
