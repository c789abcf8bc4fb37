#include "comity/number/interval_set.hpp"

#include <algorithm>

namespace comity {
namespace {

/// Does a start before b?
bool starts_before(const Interval& a, const Interval& b) {
    const auto order = a.lo <=> b.lo;
    return order != 0 ? order < 0 : a.lo_closed && !b.lo_closed;
}

/// A rational inside the open segment between two bounds.
Rational sample(const Bound& lo, const Bound& hi) {
    if (lo.is_finite() && hi.is_finite()) return between(lo.number(), hi.number());
    if (lo.is_finite()) return lo.number().hi() + 1;
    if (hi.is_finite()) return hi.number().lo() - 1;
    return 0;
}

}  // namespace

std::strong_ordering operator<=>(const Bound& a, const Bound& b) {
    if (a.infinite_ != b.infinite_) return static_cast<int>(a.infinite_) <=> static_cast<int>(b.infinite_);
    if (!a.is_finite()) return std::strong_ordering::equal;
    return a.value_ <=> b.value_;
}

bool Interval::contains(const AlgebraicNumber& x) const {
    const auto low = lo <=> Bound(x), high = Bound(x) <=> hi;
    return (low < 0 || (low == 0 && lo_closed)) && (high < 0 || (high == 0 && hi_closed));
}

Interval discount_domain() {
    return {0, 1, true, false};
}

IntervalSet::IntervalSet(const Interval& interval) {
    if (!interval.is_empty()) intervals_.push_back(interval);
}

bool IntervalSet::contains(const AlgebraicNumber& x) const {
    return std::any_of(intervals_.begin(), intervals_.end(),
                       [&](const Interval& i) { return i.contains(x); });
}

std::optional<AlgebraicNumber> IntervalSet::least() const {
    if (intervals_.empty() || !intervals_.front().lo_closed) return std::nullopt;
    return intervals_.front().lo.number();
}

IntervalSet unite(const IntervalSet& a, const IntervalSet& b) {
    if (a.is_empty()) return b;
    if (b.is_empty()) return a;
    std::vector<Interval> all = a.intervals_;
    all.insert(all.end(), b.intervals_.begin(), b.intervals_.end());
    std::sort(all.begin(), all.end(), starts_before);
    IntervalSet result;
    for (const Interval& next : all) {
        if (!result.intervals_.empty()) {
            Interval& last = result.intervals_.back();
            const auto gap = last.hi <=> next.lo;
            if (gap > 0 || (gap == 0 && (last.hi_closed || next.lo_closed))) {
                const auto ends = last.hi <=> next.hi;
                if (ends < 0) {
                    last.hi = next.hi;
                    last.hi_closed = next.hi_closed;
                } else if (ends == 0) {
                    last.hi_closed = last.hi_closed || next.hi_closed;
                }
                continue;
            }
        }
        result.intervals_.push_back(next);
    }
    return result;
}

IntervalSet intersect(const IntervalSet& a, const IntervalSet& b) {
    IntervalSet result;
    for (const Interval& x : a.intervals_) {
        for (const Interval& y : b.intervals_) {
            Interval both = starts_before(x, y) ? y : x;
            both.hi = x.hi;
            both.hi_closed = x.hi_closed;
            const auto ends = y.hi <=> x.hi;
            if (ends < 0) {
                both.hi = y.hi;
                both.hi_closed = y.hi_closed;
            } else if (ends == 0) {
                both.hi_closed = x.hi_closed && y.hi_closed;
            }
            if (!both.is_empty()) result.intervals_.push_back(both);
        }
    }
    return result;
}

IntervalSet outside(const IntervalSet& set, const Interval& domain) {
    IntervalSet result;
    Interval rest = domain;
    for (const Interval& piece : set.intervals()) {
        result = unite(result,
                       Interval{rest.lo, piece.lo, rest.lo_closed, piece.lo.is_finite() && !piece.lo_closed});
        rest.lo = piece.hi;
        rest.lo_closed = piece.hi.is_finite() && !piece.hi_closed;
    }
    return intersect(unite(result, rest), domain);
}

IntervalSet where_not_negative(const RationalFunction& f, const Interval& domain) {
    if (f.is_constant()) return f.constant() >= 0 ? IntervalSet(domain) : IntervalSet();

    // Step 1. The points of the domain where the sign can change.
    std::vector<AlgebraicNumber> zeros = real_roots(f.numerator());
    const std::vector<AlgebraicNumber> poles = real_roots(f.denominator());
    std::vector<AlgebraicNumber> cuts = zeros;
    cuts.insert(cuts.end(), poles.begin(), poles.end());
    std::erase_if(cuts,
                  [&](const AlgebraicNumber& x) { return !(domain.lo < Bound(x) && Bound(x) < domain.hi); });
    std::sort(cuts.begin(), cuts.end());

    // Step 2. Between neighbouring cuts one sample decides.
    IntervalSet result;
    Bound lo = domain.lo;
    for (std::size_t k = 0; k <= cuts.size(); ++k) {
        const Bound hi = k < cuts.size() ? Bound(cuts[k]) : domain.hi;
        if (lo < hi && f(sample(lo, hi)) > 0) result = unite(result, IntervalSet({lo, hi, false, false}));
        lo = hi;
    }

    // Step 3. Zeros belong to the set; so do the domain's own closed ends where f is not negative. The
    // numerator and the denominator share no root, so no zero is a pole.
    for (const AlgebraicNumber& zero : zeros) {
        if (domain.contains(zero)) result = unite(result, Interval::point(zero));
    }
    for (const auto& [end, closed] :
         {std::pair{domain.lo, domain.lo_closed}, std::pair{domain.hi, domain.hi_closed}}) {
        if (!closed) continue;
        const AlgebraicNumber& x = end.number();
        if (x.is_rational()) {
            if (f.denominator()(x.rational()) != 0 && f(x.rational()) >= 0)
                result = unite(result, Interval::point(x));
        } else if (std::find(poles.begin(), poles.end(), x) == poles.end()) {
            // An irrational end: f is continuous there, so its sign is that of the neighbouring segment.
            const IntervalSet touching = unite(result, Interval::point(x));
            if (touching.intervals().size() == result.intervals().size()) result = touching;
        }
    }
    return result;
}

}  // namespace comity
