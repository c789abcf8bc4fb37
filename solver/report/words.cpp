#include "comity/report/report.hpp"
#include "comity/text/words.hpp"

namespace comity {

std::string verdict_words(const Verdict& verdict) {
    const bool accept = verdict.threshold.target.test == TargetTest::accept;
    switch (verdict.outcome) {
        case Verdict::Outcome::sustainable: return accept ? "accepted" : "sustained";
        case Verdict::Outcome::undecided: return "undecided";
        case Verdict::Outcome::not_sustainable: break;
    }
    if (accept) return "refused";
    return "not under " + to_string(*verdict.threshold.punishment);
}

std::string number_words(const AlgebraicNumber& number) {
    if (number.is_rational()) return to_string(number.rational());
    return "about " + to_decimal(number.refined(Rational(1, 100000000)).lo(), 6);
}

std::string interval_words(const Interval& interval) {
    const auto end = [](const Bound& bound) {
        return bound.is_finite() ? number_words(bound.number()) : bound.is_plus_infinity() ? std::string("inf") : std::string("-inf");
    };
    if (interval.lo == interval.hi) return "exactly " + end(interval.lo);
    return (interval.lo_closed ? "[" : "(") + end(interval.lo) + ", " + end(interval.hi) + (interval.hi_closed ? "]" : ")");
}

std::string set_words(const IntervalSet& set) {
    if (set.is_empty()) return "nowhere";
    std::vector<std::string> parts;
    for (const Interval& interval : set.intervals()) parts.push_back(interval_words(interval));
    return join_words(parts);
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
