#include <fmt/format.h>

#include "comity/constraint/constraint.hpp"
#include "comity/text/words.hpp"

namespace comity {
namespace {

std::string names(const std::vector<ActorId>& who, const Model& model) {
    if (who.size() == model.actors.size()) return "all states";
    std::vector<std::string> list;
    for (const ActorId each : who) list.push_back(model.actors[each.index].name);
    return join_words(list);
}

std::string say(const ProhibitActions& prohibit, const Model& model) {
    std::vector<std::string> list;
    for (const ActorId who : prohibit.who) list.push_back(model.actors[who.index].name);
    const std::string whom = prohibit.who.size() == model.actors.size() ? "no state may"
                             : prohibit.who.size() == 1                 ? list[0] + " may not"
                                                        : "none of " + join_words(list) + " may";
    return fmt::format("{} play {} in '{}', neither as agreed nor as a breach [F3.1]", whom,
                       join_words(prohibit.actions, " or "), prohibit.issue);
}

std::string say(const ExitValues& exit, const Model&) {
    std::string out;
    if (exit.aftermath == ExitValues::Aftermath::formula) {
        out = "a state that leaves gets, and leaves the others with, what the file's exit formula says";
    } else {
        const std::string others = exit.aftermath == ExitValues::Aftermath::status_quo
                                       ? "everybody falls back to the status quo"
                                       : fmt::format(
                                             "the others go on with '{}' if none of them then loses, "
                                             "else all fall back to the status quo",
                                             exit.agreement);
        out = "when a state leaves, " + others;
        if (exit.outside) out += "; it gets " + exit.outside->text + " outside";
    }
    return out + (exit.withdrawal
                      ? "; any state may leave at any time, so nobody's value is ever below this [F3.4]"
                      : "; no state may leave of its own accord, so this values expulsion only [F3.4]");
}

std::string say(const SovereigntyCost& sovereignty, const Model&) {
    return fmt::format("each unit of commitment in {} costs a state {} in sovereignty each period [F3.4]",
                       join_words(sovereignty.issues), sovereignty.cost.text);
}

std::string say(const DepthCap& cap, const Model& model) {
    return fmt::format("agreed depth in {} together is at most {} for {}; a breach is not bound [F3.2]",
                       join_words(cap.issues), cap.cap.text, names(cap.who, model));
}

std::string say(const SymmetricTreatment& symmetric, const Model& model) {
    return fmt::format("nothing may be agreed in {} that asks different things of {} [F3.2]",
                       join_words(symmetric.issues), names(symmetric.who, model));
}

std::string say(const CompatibleDepth& compatible, const Model& model) {
    return fmt::format(
        "of {}, two may agree on depth {} or more in {} only if each one's affinity to the other, {}, is at "
        "least {} [F3.2]",
        names(compatible.who, model), compatible.depth.text, join_words(compatible.issues),
        compatible.affinity.text, compatible.least.text);
}

std::string say(const Recognition& recognition, const Model& model) {
    return fmt::format(
        "nothing may be agreed among {} that gives one of them more than {} times another's material gain "
        "[F3.2]",
        names(recognition.who, model), recognition.ratio.text);
}

std::string say(const Consensus& consensus, const Model& model) {
    return fmt::format(
        "going beyond the status quo in {} takes the consent of {}: each must be at least as "
        "well off as under the status quo for ever [F3.2]",
        join_words(consensus.issues), consensus.who.empty() ? "every member" : names(consensus.who, model));
}

}  // namespace

std::string explain(const ConstraintDeclaration& constraint, const Model& model) {
    return std::visit([&](const auto& what) { return say(what, model); }, constraint.what);
}

}  // namespace comity
