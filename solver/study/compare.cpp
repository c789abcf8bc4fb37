#include "comity/study/compare.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "comity/text/words.hpp"

namespace comity {
namespace {

/// Parties of the profile that prefer a° through this lens: they would not sign [F4.7, acceptance].
std::vector<ActorId> refusing(ThresholdSolver& solver, std::size_t lens, const Target& target) {
    const GameForm& form = solver.form();
    const auto status_quo = form.status_quo();
    std::vector<ActorId> result;
    if (!status_quo) return result;
    const auto& utility = solver.question(lens).stage().utility;
    for (std::size_t i = 0; i < form.n(); ++i) {
        const bool acts = form.profiles().action(target.profile, i) != form.profiles().action(*status_quo, i);
        const bool party = target.parties.empty() ? acts
                                                  : std::find(target.parties.begin(), target.parties.end(),
                                                              ActorId{i}) != target.parties.end();
        if (party && utility[i][target.profile] < utility[i][*status_quo]) result.push_back(ActorId{i});
    }
    return result;
}

Verdict judge(ThresholdSolver& solver, std::size_t lens, const Target& target, Punishment punishment) {
    Verdict verdict;
    const auto asked = target.test == TargetTest::sustain ? std::optional(punishment) : std::nullopt;
    verdict.delta = solver.deltas();
    verdict.refusing = refusing(solver, lens, target);
    const auto holds = solver.holds_at_file_values(lens, target, asked);
    const bool all = std::all_of(holds.begin(), holds.end(), [](bool x) { return x; });
    verdict.outcome = all ? Verdict::Outcome::sustainable : Verdict::Outcome::not_sustainable;
    if (target.test == TargetTest::sustain) {
        verdict.threshold = solver.solve({lens, target, parse_path(solver.model(), "delta"), punishment, {}});
    } else {
        // Acceptance has no δ; what binds is who refuses, and the constraints without which nobody would.
        verdict.threshold = solver.acceptance(lens, target);
    }
    return verdict;
}

Verdict undecided(ThresholdSolver& solver, std::size_t lens, const Target& target, Punishment punishment) {
    Verdict verdict;
    verdict.threshold.lens = solver.model().lenses[lens].name;
    verdict.threshold.target = target;
    verdict.threshold.of = "delta";
    verdict.threshold.punishment =
        target.test == TargetTest::sustain ? std::optional(punishment) : std::nullopt;
    verdict.threshold.decided = false;
    verdict.delta = solver.deltas();
    return verdict;
}

std::vector<std::string> names_of(const std::vector<ActorId>& actors, const GameForm& form) {
    std::vector<std::string> names;
    for (const ActorId actor : actors) names.push_back(form.actors()[actor.index].name);
    return names;
}

std::string all_names(const std::vector<ActorId>& actors, const GameForm& form) {
    return actors.size() == form.n() && form.n() > 2 ? "every state" : join_words(names_of(actors, form));
}

/// "0.803 (China)".
std::string from_where(const Verdict& verdict, const GameForm& form) {
    const AlgebraicNumber& value = *verdict.threshold.value;
    std::string text = to_decimal(value.is_rational() ? value.rational() : value.hi(), 3);
    if (!verdict.threshold.binding_actors.empty())
        text += " (" + all_names(verdict.threshold.binding_actors, form) + ")";
    return text;
}

/// Why no discount factor will do: "China would not sign", "breach always pays Kazakhstan".
std::string why_never(const Verdict& verdict, const GameForm& form) {
    if (!verdict.threshold.note.empty()) return verdict.threshold.note;
    if (!verdict.refusing.empty()) return all_names(verdict.refusing, form) + " would not sign";
    if (verdict.threshold.binding_actors.empty()) return "no state alone is to blame";
    return "nothing deters " + all_names(verdict.threshold.binding_actors, form);
}

}  // namespace

Comparison compare_lenses(ThresholdSolver& solver, const std::vector<std::size_t>& lenses,
                          const std::vector<Target>& targets, Punishment punishment, const StopToken& stop,
                          const Progress& progress) {
    Comparison result;
    result.punishment = punishment;
    result.delta = solver.deltas();
    const bool needs_delta = std::any_of(targets.begin(), targets.end(),
                                         [](const Target& t) { return t.test == TargetTest::sustain; });
    if (needs_delta && result.delta.empty()) {
        throw Error(
            ErrorKind::usage,
            "a discount factor is needed to read verdicts at; give --delta, or delta = ... in the file");
    }
    std::size_t done = 0;
    for (const Target& target : targets) {
        TargetComparison comparison;
        comparison.target = target;
        for (std::size_t i = 0; i < solver.form().n(); ++i)
            comparison.gains.push_back(solver.game().gain(ActorId{i}, target.profile));
        for (const std::size_t lens : lenses) {
            const bool stopped = stop.stop_requested();
            result.complete = result.complete && !stopped;
            Verdict verdict = stopped ? undecided(solver, lens, target, punishment)
                                      : judge(solver, lens, target, punishment);
            verdict.gains = comparison.gains;
            comparison.verdicts.push_back(std::move(verdict));
            if (progress) progress(++done, targets.size() * lenses.size());
        }
        result.targets.push_back(std::move(comparison));
    }
    return result;
}

std::string closing_sentence(const TargetComparison& comparison, const std::vector<Rational>& delta,
                             Punishment punishment, const GameForm& form) {
    const bool accept = comparison.target.test == TargetTest::accept;
    std::vector<std::string> yes, later, undecided_lenses;
    std::vector<std::pair<std::string, std::vector<std::string>>> never;  // reason, lenses
    for (const Verdict& verdict : comparison.verdicts) {
        const std::string& lens = verdict.threshold.lens;
        if (verdict.outcome == Verdict::Outcome::undecided) {
            undecided_lenses.push_back(lens);
        } else if (verdict.outcome == Verdict::Outcome::sustainable) {
            yes.push_back(lens);
        } else if (!accept && verdict.threshold.value) {
            later.push_back(lens + " from " + from_where(verdict, form));
        } else {
            const std::string reason = why_never(verdict, form);
            auto group =
                std::find_if(never.begin(), never.end(), [&](const auto& g) { return g.first == reason; });
            if (group == never.end()) group = never.insert(never.end(), {reason, {}});
            group->second.push_back(lens);
        }
    }
    const bool common = !delta.empty() && std::all_of(delta.begin(), delta.end(),
                                                      [&](const Rational& d) { return d == delta.front(); });
    const std::string at =
        common ? "At delta = " + to_string(delta.front()) : "At the model's discount factors";
    const std::string all = yes.size() == 1 ? yes.front() + " alone" : join_words(yes);
    std::vector<std::string> parts;
    if (accept) {
        parts.push_back(yes.empty() ? "No lens has every party accept it"
                        : yes.size() == comparison.verdicts.size()
                            ? "Every party accepts it through every lens"
                            : "Every party accepts it under " + all);
    } else if (yes.size() == comparison.verdicts.size()) {
        parts.push_back(yes.size() == 1 ? at + " " + yes.front() + " sustains it"
                                        : at + " every lens sustains it: here the theories agree");
    } else if (yes.empty()) {
        parts.push_back(at + " no lens sustains it by " + to_string(punishment) + " punishment");
    } else {
        parts.push_back(at + " " + all + (yes.size() == 1 ? " sustains it" : " sustain it"));
    }
    if (!later.empty()) parts.push_back(join_words(later) + " would");
    for (const auto& [reason, lenses] : never) {
        parts.push_back((accept ? "" : "no delta is enough ") + std::string("under ") + join_words(lenses) +
                        ": " + reason);
    }
    if (!undecided_lenses.empty()) parts.push_back(join_words(undecided_lenses) + " undecided at the limit");
    return join(parts, "; ") + ".";
}

}  // namespace comity
