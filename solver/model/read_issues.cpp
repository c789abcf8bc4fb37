#include <algorithm>
#include <set>

#include "comity/model/resolve.hpp"
#include "comity/text/near_name.hpp"
#include "readers.hpp"

namespace comity {
namespace {

/// `depths` makes actions of a number, so it is bounded where a list bounds itself.
constexpr std::size_t kMaxDepth = 1023;

/// Labels by member: one list for all, or one per state with `others` for the rest.
void read_actions(TableReader& reader, const Model& model, Issue& issue) {
    TomlDocument& document = reader.document();
    const toml::node* actions = reader.find("actions");
    const auto depths = reader.number("depths");
    if (!reader.one_of("actions", "depths",
                       "give either actions = [\"hold\", \"withdraw\"] or depths = 3 (actions 0, 1, 2, 3)")) {
        return;
    }
    const auto labels_of = [&](const toml::node& node) {
        std::vector<std::string> labels;
        std::set<std::string> known;
        const toml::array* list = node.as_array();
        if (list == nullptr || list->empty()) {
            document.error("wrong-type", node.source(),
                           "actions must be a list with at least one name, not " +
                               (list == nullptr ? kind_of(node) : "an empty one"));
            return labels;
        }
        for (auto&& entry : *list) {
            const auto label = read_text(document, entry, "an action");
            if (!label) continue;
            if (!known.insert(*label).second) {
                document.error("action-twice", entry.source(), "the action '" + *label + "' is listed twice");
            }
            if (label->empty() || label->find('\n') != std::string::npos) {
                document.error("bad-name", entry.source(), "an action's name is a short text on one line");
            }
            labels.push_back(*label);
        }
        if (labels.size() > kMaxActions)
            document.error("too-many-actions", node.source(), "an issue has at most 1048576 actions a state");
        return labels;
    };
    issue.actions.resize(issue.members.size());
    if (depths) {
        if (*depths < 1 || *depths > kMaxDepth || denominator(*depths) != 1) {
            document.error("bad-depths", reader.find("depths")->source(),
                           "depths must be a whole number from 1 to 1023");
            return;
        }
        for (auto& labels : issue.actions) {
            for (Rational k = 0; k <= *depths; ++k) labels.push_back(to_string(k));
        }
    } else if (const toml::table* by_state = actions->as_table()) {
        std::vector<std::string> rest;
        for (const auto& [key, node] : in_file_order(*by_state)) {
            const std::string code(key->str());
            const auto actor = model.find_actor(code);
            const auto member = actor ? issue.member(*actor) : std::nullopt;
            if (code == "others") {
                rest = labels_of(*node);
            } else if (member) {
                issue.actions[*member] = labels_of(*node);
            } else {
                document.error("unknown-actor", key->source(), "'" + code + "' is no member of this issue",
                               suggest(code, model.actor_codes()));
            }
        }
        for (std::size_t m = 0; m < issue.members.size(); ++m) {
            if (issue.actions[m].empty()) issue.actions[m] = rest;
            if (issue.actions[m].empty()) {
                document.error("missing-key", by_state->source(),
                               "no actions for " + model.actors[issue.members[m].index].code);
                return;
            }
        }
    } else {
        const auto labels = labels_of(*actions);
        for (auto& mine : issue.actions) mine = labels;
    }
}

void read_levels(TableReader& reader, Issue& issue) {
    TomlDocument& document = reader.document();
    std::vector<Rational> given;
    if (const toml::array* list = reader.array("levels")) {
        for (auto&& entry : *list) {
            if (const auto level = read_number(document, entry, "a level")) given.push_back(*level);
        }
        for (const auto& labels : issue.actions) {
            if (labels.size() == given.size()) continue;
            document.error(
                "wrong-shape", list->source(),
                std::to_string(given.size()) + " levels for " + std::to_string(labels.size()) + " actions");
            given.clear();
            break;
        }
    }
    issue.levels.resize(issue.actions.size());
    for (std::size_t m = 0; m < issue.actions.size(); ++m) {
        for (std::size_t a = 0; a < issue.actions[m].size(); ++a) {
            issue.levels[m].push_back(given.empty() ? Rational(a) : given[a]);
        }
    }
}

std::optional<std::size_t> action_named(TomlDocument& document, const toml::node& node,
                                        const std::vector<std::string>& labels) {
    const auto label = read_text(document, node, "an action");
    if (!label) return std::nullopt;
    const auto found = std::find(labels.begin(), labels.end(), *label);
    if (found == labels.end()) {
        document.error("unknown-action", node.source(), "there is no action '" + *label + "' in this issue",
                       suggest(*label, labels));
        return std::nullopt;
    }
    return static_cast<std::size_t>(found - labels.begin());
}

void read_status_quo(TableReader& reader, const Model& model, Issue& issue) {
    const toml::node* node = reader.find("status_quo");
    if (node == nullptr) return;
    TomlDocument& document = reader.document();
    issue.status_quo.assign(issue.members.size(), 0);
    const toml::table* by_state = node->as_table();
    for (std::size_t m = 0; m < issue.members.size(); ++m) {
        const toml::node* mine = node;
        if (by_state != nullptr) {
            mine = by_state->get(model.actors[issue.members[m].index].code);
            if (mine == nullptr) mine = by_state->get("others");
            if (mine == nullptr) {
                document.error("missing-key", node->source(),
                               "the status quo says nothing of " + model.actors[issue.members[m].index].code);
                continue;
            }
        }
        const auto action = action_named(document, *mine, issue.actions[m]);
        if (!action && by_state == nullptr) break;
        issue.status_quo[m] = action.value_or(0);
    }
    if (by_state == nullptr) return;
    for (const auto& [key, entry] : in_file_order(*by_state)) {
        const std::string code(key->str());
        const auto actor = model.find_actor(code);
        if (code != "others" && !(actor && issue.member(*actor))) {
            document.error("unknown-actor", key->source(), "'" + code + "' is no member of this issue",
                           suggest(code, model.actor_codes()));
        }
    }
}

void read_norms(TableReader& reader, Model& model, IssueDeclaration& declared, Diagnostics& diagnostics) {
    const toml::table* table = reader.table("norms");
    if (table == nullptr) return;
    for (const auto& [key, node] : in_file_order(*table)) {
        NormTerm norm;
        norm.name = std::string(key->str());
        std::optional<Formula> formula;
        if (const toml::table* entry = node->as_table()) {
            TableReader inner(reader.document(), *entry, "the norm '" + norm.name + "'");
            formula = inner.formula("formula", true);
            norm.reason = inner.text("reason");
        } else {
            formula = read_formula(reader.document(), *node, "the norm '" + norm.name + "'");
        }
        if (!formula) continue;
        norm.formula = *formula;
        FormulaScope scope;
        scope.actors = {"self"};
        if (declared.issue.members.size() == 2) scope.actors.push_back("other");
        scope.issue = &declared.issue;
        resolve_formula(norm.formula, model, scope, diagnostics);
        declared.norms.push_back(std::move(norm));
    }
}

/// One set of members: the whole declaration, once per pair where `pairs` lists several.
struct Membership {
    std::string suffix;
    std::vector<ActorId> members;
};

std::vector<Membership> read_members(TableReader& reader, const Model& model) {
    TomlDocument& document = reader.document();
    const toml::node* between = reader.find("between");
    const toml::array* pairs = reader.array("pairs");
    std::vector<Membership> result;
    const bool one = reader.one_of("between", "pairs",
                                   "say who takes part: between = \"all\", between = [\"CHN\", \"RUS\"], or "
                                   "pairs = [[\"CHN\", \"RUS\"], ...]");
    const auto refuse_empty = [&](const toml::node& node) {
        const toml::array* list = node.as_array();
        if (list != nullptr && list->empty())
            document.error("no-members", node.source(), "an issue is between states; this list names none");
    };
    if (between != nullptr) refuse_empty(*between);
    if (pairs != nullptr) refuse_empty(*pairs);
    if (one && between != nullptr) {
        result.push_back({"", comity::read_actors(document, *between, model, "'between'")});
        if (result.back().members.empty()) result.clear();
    } else if (one && pairs != nullptr) {
        for (auto&& pair : *pairs) {
            const auto members = comity::read_actors(document, pair, model, "a pair");
            if (members.size() != 2) {
                // Two entries of which one is unknown or a repetition have been reported already.
                if (!pair.is_array() || pair.as_array()->size() != 2) {
                    document.error("bad-pair", pair.source(),
                                   "a pair is two different states, as in [\"CHN\", \"RUS\"]");
                }
                continue;
            }
            const std::string suffix =
                " " + model.actors[members[0].index].code + "-" + model.actors[members[1].index].code;
            result.push_back({suffix, members});
        }
    }
    return result;
}

}  // namespace

std::vector<std::string> issue_names(const Model& model) {
    std::vector<std::string> names;
    for (const IssueDeclaration& declared : model.issues) {
        for (const std::string& name : {declared.issue.name, declared.group}) {
            if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
        }
    }
    return names;
}

void read_issues(TableReader& root, Model& model, Diagnostics& diagnostics) {
    TomlDocument& document = root.document();
    const toml::array* list = root.array("issues");
    if (list == nullptr || list->empty()) {
        if (list != nullptr || root.find("issues") == nullptr)
            root.missing(
                "issues",
                "say what the states deal with, as in: [[issues]] name = \"border\" between = \"all\" ...");
        return;
    }
    for (auto&& entry : *list) {
        const toml::table* table = entry.as_table();
        if (table == nullptr) {
            document.error("wrong-type", entry.source(), "an issue must be a table, not " + kind_of(entry));
            continue;
        }
        TableReader reader(document, *table, "this issue");
        const std::string name = reader.text("name", true), title = reader.text("title"),
                          reason = reader.text("reason");
        const std::string group = reader.text("group");
        const std::vector<Membership> memberships = read_members(reader, model);
        if (memberships.empty()) {
            // Without members the rest cannot be judged; its keys are known all the same.
            reader.rest();
            continue;
        }
        bool first = true;
        for (const Membership& membership : memberships) {
            IssueDeclaration declared;
            declared.issue.name = name + membership.suffix;
            declared.issue.title = title;
            declared.group = group.empty() ? name : group;
            declared.reason = reason;
            declared.issue.members = membership.members;
            bool twice = false;
            // The same text would give the same mistakes for every pair: report those of the first.
            const std::size_t before = diagnostics.size();
            read_actions(reader, model, declared.issue);
            const bool acts = std::all_of(declared.issue.actions.begin(), declared.issue.actions.end(),
                                          [](const auto& labels) { return !labels.empty(); });
            if (acts && !declared.issue.actions.empty()) {
                read_levels(reader, declared.issue);
                read_status_quo(reader, model, declared.issue);
                if (count_profiles(action_counts(model.actors.size(), {declared.issue})) > kMaxProfiles) {
                    document.error(
                        "too-many-profiles", table->source(),
                        "the issue '" + declared.issue.name + "' has more than 2^24 = 16777216 profiles",
                        "a game that is tabulated may have at most that many");
                    reader.rest();
                } else {
                    read_payoffs(reader, model, declared, diagnostics);
                    read_norms(reader, model, declared, diagnostics);
                }
                twice = !issues_named(model, declared.issue.name).empty();
                model.issues.push_back(std::move(declared));
            } else {
                reader.rest();
            }
            if (!first) diagnostics.resize(before);
            first = false;
            if (twice) {
                document.error("issue-twice", table->source(),
                               "there are two issues '" + model.issues.back().issue.name + "'");
            }
        }
    }
}

}  // namespace comity
