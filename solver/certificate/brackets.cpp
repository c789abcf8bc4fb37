#include "comity/certificate/brackets.hpp"

namespace comity {
namespace {

/// What could not be refuted holds what is proved.
IntervalSet outer_side(const Threshold& t) {
    return unite(t.sustained, t.possible);
}

bool holds(const Interval& outer, const Interval& inner) {
    return intersect(IntervalSet(outer), IntervalSet(inner)) == IntervalSet(inner);
}

bool reaches_the_end(const IntervalSet& set, const Interval& domain) {
    return set.intervals().size() == 1 && set.intervals().front().hi == domain.hi;
}

}  // namespace

bool is_exact(const Threshold& threshold) {
    return outer_side(threshold) == threshold.sustained;
}

Brackets brackets(const Threshold& threshold) {
    Brackets result;
    const auto& proved = threshold.sustained.intervals();
    const IntervalSet possible = outer_side(threshold);
    for (const Interval& outer : possible.intervals()) {
        std::vector<Interval> inside;
        for (const Interval& inner : proved) {
            if (holds(outer, inner)) inside.push_back(inner);
        }
        if (inside.empty()) result.undecided.push_back(outer);
        for (std::size_t k = 0; k < inside.size(); ++k) {
            Interval around = outer;
            if (k > 0) {
                around.lo = inside[k - 1].hi;
                around.lo_closed = false;
            }
            if (k + 1 < inside.size()) {
                around.hi = inside[k + 1].lo;
                around.hi_closed = false;
            }
            result.sustained.push_back({inside[k], around});
        }
    }
    return result;
}

std::optional<std::pair<AlgebraicNumber, AlgebraicNumber>> least_between(const Threshold& threshold) {
    const IntervalSet possible = outer_side(threshold);
    if (possible.is_empty()) return std::nullopt;
    const Bound& lo = possible.intervals().front().lo;
    const Bound& hi = threshold.is_empty() ? threshold.domain.hi : threshold.sustained.intervals().front().lo;
    if (!lo.is_finite() || !hi.is_finite()) return std::nullopt;
    return std::pair(lo.number(), hi.number());
}

bool is_bracketed_up_set(const Threshold& threshold) {
    return threshold.is_delta() && reaches_the_end(threshold.sustained, threshold.domain) &&
           reaches_the_end(outer_side(threshold), threshold.domain);
}

}  // namespace comity
