#include "comity/text/words.hpp"
#include "comity/report/report.hpp"

namespace comity {

std::string heading_words(const Model& model) {
    return model.title.empty() ? model.name : model.title;
}

std::string star_words(const Threshold& t) {
    if (!t.decided) return "?";
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
