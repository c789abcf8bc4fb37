// What a comparison comes to, in sentences.

#include <algorithm>

#include "comity/certificate/brackets.hpp"
#include "comity/study/compare.hpp"
#include "comity/text/words.hpp"

namespace comity {
namespace {

std::vector<std::string> names_of(const std::vector<ActorId>& actors, const GameForm& form) {
    std::vector<std::string> names;
    for (const ActorId actor : actors) names.push_back(form.actors()[actor.index].name);
    return names;
}

std::string all_names(const std::vector<ActorId>& actors, const GameForm& form) {
    return actors.size() == form.n() && form.n() > 2 ? "every state" : join_words(names_of(actors, form));
}

std::string three_places(const AlgebraicNumber& value) {
    return to_decimal(value.is_rational() ? value.rational() : value.hi(), 3);
}

/// "from 0.803", "from between 0.803 and 0.811" where it is not known better, or "between 0.306 and 0.581"
/// where patience also does harm.
std::string from_when(const Threshold& t) {
    if (!is_exact(t)) {
        const auto around = least_between(t);
        if (!around) return "at no delta";
        const std::string lo = to_decimal(around->first.lo(), 3), hi = to_decimal(around->second.hi(), 3);
        if (t.is_empty()) return "from " + lo + " at the earliest";
        return lo == hi ? "from " + hi : "from between " + lo + " and " + hi;
    }
    if (t.is_empty()) return "at no delta";
    if (t.is_up_set() && t.value) return "from " + three_places(*t.value);
    std::vector<std::string> pieces;
    for (const Interval& piece : t.sustained.intervals()) {
        const std::string lo = three_places(piece.lo.number()), hi = three_places(piece.hi.number());
        pieces.push_back(piece.lo == piece.hi      ? "at exactly " + lo
                         : piece.hi == t.domain.hi ? "from " + lo
                                                   : "between " + lo + " and " + hi);
    }
    return join_words(pieces);
}

/// "from 0.803 (China)".
std::string from_where(const Verdict& verdict, const GameForm& form) {
    std::string text = from_when(verdict.threshold);
    if (!verdict.threshold.binding_actors.empty())
        text += " (" + all_names(verdict.threshold.binding_actors, form) + ")";
    return text;
}

/// Why no discount factor will do: "China would not sign", "breach always pays Kazakhstan".
std::string why_never(const Verdict& verdict, const GameForm& form) {
    if (!verdict.threshold.note.empty()) return verdict.threshold.note;
    if (!verdict.refusing.empty()) return all_names(verdict.refusing, form) + " would not sign";
    if (verdict.threshold.binding_actors.empty()) return "no state alone is to blame";
    const auto& binding = verdict.threshold.binding_actors;
    if (binding.size() == form.n() && form.n() > 2) return "nothing deters anybody";
    return "nothing deters " + all_names(binding, form);
}

}  // namespace

std::string closing_sentence(const TargetComparison& comparison, const std::vector<Rational>& delta,
                             Punishment punishment, const GameForm& form) {
    const bool accept = comparison.target.test == TargetTest::accept;
    std::vector<std::string> yes, later, undecided_lenses, close;
    std::vector<std::pair<std::string, std::vector<std::string>>> never;  // reason, lenses
    for (const Verdict& verdict : comparison.verdicts) {
        const std::string& lens = verdict.threshold.lens;
        if (verdict.outcome == Verdict::Outcome::undecided) {
            (verdict.threshold.decided ? close : undecided_lenses).push_back(lens);
        } else if (verdict.outcome == Verdict::Outcome::sustainable) {
            yes.push_back(lens);
        } else if (!accept && !(verdict.threshold.is_empty() && is_exact(verdict.threshold))) {
            later.push_back(lens + " " + from_where(verdict, form));
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
    const bool open = !undecided_lenses.empty() || !close.empty();
    if (accept && yes.empty() && open) {
        // As below.
    } else if (accept) {
        parts.push_back(yes.empty() ? "No lens has every party accept it"
                        : yes.size() == comparison.verdicts.size()
                            ? "Every party accepts it through every lens"
                            : "Every party accepts it under " + all);
    } else if (yes.size() == comparison.verdicts.size()) {
        parts.push_back(yes.size() == 1 ? at + " " + yes.front() + " sustains it"
                                        : at + " every lens sustains it: here the theories agree");
    } else if (yes.empty() && open) {
        // Nothing is known to sustain it, which is not to say that nothing does.
    } else if (yes.empty()) {
        parts.push_back(at + (punishment == Punishment::worst
                                  ? " no lens sustains it in pure strategies, whatever follows a breach"
                                  : " no lens sustains it by " + to_string(punishment) + " punishment"));
    } else {
        parts.push_back(at + " " + all + (yes.size() == 1 ? " sustains it" : " sustain it"));
    }
    if (!later.empty()) parts.push_back(join_words(later) + " would");
    for (const auto& [reason, lenses] : never) {
        parts.push_back((accept ? "" : "no delta is enough ") + std::string("under ") + join_words(lenses) +
                        ": " + reason);
    }
    if (!close.empty()) parts.push_back("undecided under " + join_words(close) + ": neither side is proved");
    if (!undecided_lenses.empty())
        parts.push_back(join_words(undecided_lenses) + (undecided_lenses.size() == 1 ? " was" : " were") +
                        " not decided within the limit");
    return join(parts, "; ") + ".";
}

std::string linkage_sentence(const TargetComparison& comparison) {
    std::vector<std::string> helps, hurts, same, moves, open;
    const auto is_within = [](const IntervalSet& a, const IntervalSet& b) { return intersect(a, b) == a; };
    for (const Verdict& verdict : comparison.verdicts) {
        const Threshold& apart = verdict.threshold;
        if (apart.pooled.empty()) continue;
        const Threshold& pooled = apart.pooled.front();
        const bool exact = apart.sustained == apart.possible && pooled.sustained == pooled.possible;
        if (exact && apart.sustained == pooled.sustained) {
            same.push_back(apart.lens);
            continue;
        }
        const std::string change = apart.is_delta() ? apart.lens + " (" + from_when(apart) + " apart, " +
                                                          from_when(pooled) + " pooled)"
                                                    : apart.lens;
        // Where an end is enclosed, only what is proved on either side counts.
        if (apart.possible != pooled.sustained && is_within(apart.possible, pooled.sustained)) {
            helps.push_back(change);
        } else if (pooled.possible != apart.sustained && is_within(pooled.possible, apart.sustained)) {
            hurts.push_back(change);
        } else {
            (exact ? moves : open).push_back(change);
        }
    }
    std::vector<std::string> parts;
    if (!helps.empty()) parts.push_back("pooling the issues helps under " + join_words(helps));
    if (!hurts.empty()) parts.push_back("pooling the issues hurts under " + join_words(hurts));
    if (!moves.empty()) parts.push_back("pooling moves the answer under " + join_words(moves));
    if (!same.empty()) parts.push_back("it makes no difference under " + join_words(same));
    if (!open.empty()) parts.push_back("whether pooling matters is open under " + join_words(open));
    return parts.empty() ? "" : "Linkage: " + join(parts, "; ") + ".";
}

}  // namespace comity
