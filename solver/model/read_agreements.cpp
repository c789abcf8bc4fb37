#include <algorithm>

#include "comity/model/resolve.hpp"
#include "comity/text/words.hpp"
#include "readers.hpp"

namespace comity {
namespace {

/// `who`, required: at least `least` states.
std::vector<ActorId> read_who(TableReader& reader, const Model& model, std::size_t least) {
    const toml::node* node = reader.find("who");
    if (node == nullptr) {
        reader.missing("who", "which states: who = \"all\" or who = [\"CHN\", \"RUS\"]");
        return {};
    }
    std::vector<ActorId> who = read_actors(reader.document(), *node, model, "'who'");
    // A longer list of which some are unknown has been reported already.
    const toml::array* list = node->as_array();
    if (who.size() < least && (list == nullptr || list->size() < least)) {
        reader.document().error("too-few-states", node->source(),
                                least == 1
                                    ? "this constraint names no state"
                                    : "this constraint is between states: it needs at least two of them");
    }
    return who;
}

/// `issues`, a list of names or groups; all issues where it is left out and that is allowed.
std::vector<std::string> read_issues_of(TableReader& reader, const Model& model, bool required) {
    std::vector<std::string> names = reader.texts("issues");
    const toml::node* node = reader.find("issues");
    if (node == nullptr) {
        if (required) reader.missing("issues", "in which issues: issues = [\"military\"]");
        for (const IssueDeclaration& declared : model.issues) {
            if (std::find(names.begin(), names.end(), declared.group) == names.end())
                names.push_back(declared.group);
        }
        return names;
    }
    if (const toml::array* list = node->as_array()) {
        for (auto&& entry : *list) {
            if (entry.is_string()) known_issue(reader, model, entry, entry.as_string()->get());
        }
        if (list->empty()) reader.document().error("no-issue", node->source(), "this list names no issue");
    }
    return names;
}

Formula read_scoped(TableReader& reader, const std::string& key, const std::vector<std::string>& actors,
                    const Model& model, Diagnostics& diagnostics) {
    auto formula = reader.formula(key, true);
    if (!formula) return Formula::number(0);
    FormulaScope scope;
    scope.actors = actors;
    scope.bare_attributes = actors.size() == 1;
    resolve_formula(*formula, model, scope, diagnostics);
    return *formula;
}

void need_status_quo(TableReader& reader, const Model& model, const std::string& why) {
    if (model.has_status_quo()) return;
    reader.document().error("no-status-quo", reader.source(), why + ", but not every issue names one [F1.4]",
                            "add status_quo = \"...\" to the issues");
}

SymmetricTreatment read_symmetric(TableReader& reader, const Model& model) {
    SymmetricTreatment symmetric{read_who(reader, model, 2), read_issues_of(reader, model, true)};
    // "The same" must mean something: the same list of actions, and two of the states in the issue.
    for (const std::string& name : symmetric.issues) {
        for (const std::size_t s : issues_named(model, name)) {
            const Issue& issue = model.issues[s].issue;
            std::vector<std::size_t> members;
            for (const ActorId who : symmetric.who) {
                if (const auto member = issue.member(who)) members.push_back(*member);
            }
            if (members.size() < 2) {
                reader.document().error("too-few-states", reader.source(),
                                        "fewer than two of these states are members of '" + issue.name + "'");
                continue;
            }
            for (const std::size_t m : members) {
                if (issue.actions[m] == issue.actions[members.front()]) continue;
                reader.document().error("not-comparable", reader.source(),
                                        "symmetric treatment needs the same list of actions, but " +
                                            model.actors[issue.members[members.front()].index].name +
                                            " and " + model.actors[issue.members[m].index].name +
                                            " have different ones in '" + issue.name + "'");
                break;
            }
        }
    }
    return symmetric;
}

}  // namespace

std::optional<decltype(ConstraintDeclaration::what)> read_agreement(TableReader& reader,
                                                                    const std::string& kind, Model& model,
                                                                    Diagnostics& diagnostics) {
    if (kind == "depth_cap") {
        DepthCap cap{read_who(reader, model, 1), read_issues_of(reader, model, false), {}};
        cap.cap = read_scoped(reader, "cap", {"self"}, model, diagnostics);
        return cap;
    }
    if (kind == "symmetric") return read_symmetric(reader, model);
    if (kind == "compatible_depth") {
        CompatibleDepth compatible{
            read_who(reader, model, 2), read_issues_of(reader, model, true), {}, {}, {}};
        compatible.affinity = read_scoped(reader, "affinity", {"i", "j"}, model, diagnostics);
        compatible.depth = read_scoped(reader, "depth", {}, model, diagnostics);
        compatible.least = read_scoped(reader, "least", {}, model, diagnostics);
        return compatible;
    }
    if (kind == "recognition") {
        need_status_quo(reader, model, "recognition compares gains over the status quo");
        Recognition recognition{read_who(reader, model, 2), {}};
        recognition.ratio = read_scoped(reader, "ratio", {}, model, diagnostics);
        return recognition;
    }
    if (kind == "consensus") {
        need_status_quo(reader, model, "consensus compares with the status quo");
        Consensus consensus{{}, read_issues_of(reader, model, true)};
        if (reader.find("who") != nullptr) consensus.who = read_who(reader, model, 1);
        return consensus;
    }
    return std::nullopt;
}

}  // namespace comity
