#include <algorithm>

#include "comity/report/bracket_words.hpp"
#include "comity/report/report.hpp"
#include "comity/text/words.hpp"

namespace comity {

std::string heading_words(const Model& model) {
    return model.title.empty() ? model.name : model.title;
}

std::string delta_words(const std::vector<Rational>& delta, const GameForm& form) {
    if (delta.empty()) return "no discount factor";
    if (std::all_of(delta.begin(), delta.end(), [&](const Rational& d) { return d == delta.front(); }))
        return "delta = " + to_string(delta.front());
    std::vector<std::string> parts;
    for (std::size_t i = 0; i < delta.size(); ++i)
        parts.push_back(form.actors()[i].name + " " + to_string(delta[i]));
    return "delta: " + join(parts, ", ");
}

std::string star_words(const Threshold& t) {
    if (!t.decided) return "?";
    if (!is_exact(t)) {
        const auto bracket = least_between(t);
        if (!bracket) return "?";
        const std::string lo = to_decimal(bracket->first.lo(), 4), hi = to_decimal(bracket->second.hi(), 4);
        if (lo == hi) return hi;
        const auto [below, above] = outward_words(bracket->first.lo(), bracket->second.hi());
        return below + "-" + above;
    }
    if (!t.value) return "none";
    return to_decimal(
        t.value->is_rational() ? t.value->rational() : t.value->refined(Rational(1, 100000000)).hi(), 4);
}

std::string verdict_words(const Verdict& verdict) {
    const bool accept = verdict.threshold.target.test == TargetTest::accept;
    switch (verdict.outcome) {
        case Verdict::Outcome::sustainable:
            return accept ? "accepted" : "sustained";
        case Verdict::Outcome::undecided:
            return "undecided";
        case Verdict::Outcome::not_sustainable:
            break;
    }
    if (accept) return "refused";
    if (verdict.threshold.punishment == Punishment::worst) return "not sustainable in pure strategies";
    return "not under " + to_string(*verdict.threshold.punishment);
}

std::string number_words(const AlgebraicNumber& number) {
    constexpr std::size_t kReadable = 15;
    if (!number.is_rational()) return to_decimal(number.refined(Rational(1, 100000000)).lo(), 6) + "...";
    const std::string exact = to_string(number.rational());
    return exact.size() <= kReadable ? exact : to_decimal(number.rational(), 6) + "...";
}

namespace {

template <class Number>
std::string written(const Interval& interval, const Number& number) {
    const auto end = [&](const Bound& bound) {
        return bound.is_finite()          ? number(bound.number())
               : bound.is_plus_infinity() ? std::string("inf")
                                          : std::string("-inf");
    };
    if (interval.lo == interval.hi) return "exactly " + end(interval.lo);
    return (interval.lo_closed ? "[" : "(") + end(interval.lo) + ", " + end(interval.hi) +
           (interval.hi_closed ? "]" : ")");
}

template <class Number>
std::string written(const IntervalSet& set, const Number& number) {
    if (set.is_empty()) return "nowhere";
    std::vector<std::string> parts;
    for (const Interval& interval : set.intervals()) parts.push_back(written(interval, number));
    return join_words(parts);
}

}  // namespace

namespace {

/// "China at least 3/2", "China at most 2", "China + 2 Russia at least 3".
std::string side_words(const PayoffHalfPlane& side, const GameForm& form) {
    std::vector<std::size_t> with;
    for (std::size_t i = 0; i < side.weights.size(); ++i) {
        if (side.weights[i] != 0) with.push_back(i);
    }
    if (with.size() == 1) {
        const Rational& weight = side.weights[with.front()];
        return form.actors()[with.front()].name + (weight > 0 ? " at least " : " at most ") +
               to_string(Rational(side.at_least / weight));
    }
    std::string sum;
    for (const std::size_t i : with) {
        const Rational& weight = side.weights[i];
        const Rational size = abs(weight);
        sum += sum.empty() ? (weight < 0 ? "-" : "") : (weight < 0 ? " - " : " + ");
        sum += (size == 1 ? "" : to_string(size) + " ") + form.actors()[i].name;
    }
    return (sum.empty() ? "0" : sum) + " at least " + to_string(side.at_least);
}

}  // namespace

std::string interval_words(const Interval& interval) {
    return written(interval, number_words);
}

std::string set_words(const IntervalSet& set) {
    return written(set, number_words);
}

std::string exact_set(const IntervalSet& set) {
    return written(set, [](const AlgebraicNumber& x) {
        return x.is_rational() ? to_string(x.rational()) : number_words(x);
    });
}

std::string play_words(const Target& target, const GameForm& form) {
    switch (target.test) {
        case TargetTest::sustain:
        case TargetTest::accept:
            return "play: " + form.profile_label(target.profile);
        case TargetTest::payoff:
            return "the payoff of: " + form.profile_label(target.profile);
        case TargetTest::cycle: {
            std::vector<std::string> steps;
            for (const ProfileIndex p : target.cycle) steps.push_back(form.profile_label(p));
            return "play in turn: " + join(steps, "; then ");
        }
        case TargetTest::set:
            break;
    }
    std::vector<std::string> sides;
    for (const PayoffHalfPlane& side : target.set) sides.push_back(side_words(side, form));
    return sides.empty() ? "any payoff of an equilibrium" : "payoffs with " + join_words(sides);
}

std::vector<std::string> actor_names(const std::vector<ActorId>& actors, const GameForm& form) {
    std::vector<std::string> names;
    for (const ActorId actor : actors) names.push_back(form.actors()[actor.index].name);
    return names;
}

std::vector<std::string> constraint_names(const std::vector<std::size_t>& constraints, const Model& model) {
    std::vector<std::string> names;
    for (const std::size_t c : constraints) names.push_back(model.constraints[c].name);
    return names;
}

}  // namespace comity
