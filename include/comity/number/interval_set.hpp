#pragma once
/// Finite unions of intervals with exact ends: the sustaining sets of F4.7.

#include <optional>
#include <vector>

#include "comity/number/algebraic.hpp"
#include "comity/number/rational_function.hpp"

namespace comity {

/// An end of an interval: minus infinity, a real algebraic number, or infinity.
class Bound {
  public:
    Bound(AlgebraicNumber value) : value_(std::move(value)) {}        // NOLINT: a number is a bound
    Bound(const Rational& value) : value_(AlgebraicNumber(value)) {}  // NOLINT
    Bound(int value) : value_(AlgebraicNumber(Rational(value))) {}    // NOLINT
    static Bound infinity() { return Bound(Infinite::plus); }
    static Bound minus_infinity() { return Bound(Infinite::minus); }

    bool is_finite() const { return infinite_ == Infinite::no; }
    bool is_plus_infinity() const { return infinite_ == Infinite::plus; }
    /// The number, where finite.
    const AlgebraicNumber& number() const { return value_; }

    friend std::strong_ordering operator<=>(const Bound& a, const Bound& b);
    friend bool operator==(const Bound& a, const Bound& b) {
        return (a <=> b) == std::strong_ordering::equal;
    }

  private:
    enum class Infinite { minus = -1, no = 0, plus = 1 };
    explicit Bound(Infinite kind) : infinite_(kind), value_(Rational(0)) {}
    Infinite infinite_ = Infinite::no;
    AlgebraicNumber value_;
};

/// lo ≤ x ≤ hi, an end left out where it is not closed. Infinite ends are never closed.
struct Interval {
    Bound lo = 0, hi = 0;
    bool lo_closed = true, hi_closed = true;

    /// The single point x.
    static Interval point(const AlgebraicNumber& x) { return {x, x, true, true}; }
    bool is_empty() const { return hi < lo || (lo == hi && !(lo_closed && hi_closed)); }
    bool contains(const AlgebraicNumber& x) const;
    bool operator==(const Interval& other) const = default;
};

/// δ ∈ [0, 1).
Interval discount_domain();

/// Disjoint, ascending, not touching.
class IntervalSet {
  public:
    IntervalSet() = default;
    IntervalSet(const Interval& interval);  // NOLINT: an interval is a set

    const std::vector<Interval>& intervals() const { return intervals_; }
    bool is_empty() const { return intervals_.empty(); }
    bool contains(const AlgebraicNumber& x) const;
    /// The least element, if the set has one.
    std::optional<AlgebraicNumber> least() const;

    friend IntervalSet unite(const IntervalSet& a, const IntervalSet& b);
    friend IntervalSet intersect(const IntervalSet& a, const IntervalSet& b);
    bool operator==(const IntervalSet&) const = default;

  private:
    std::vector<Interval> intervals_;
};

/// What a set leaves of a domain.
IntervalSet outside(const IntervalSet& set, const Interval& domain);

/// { x in domain : f(x) is defined and f(x) ≥ 0 }, exactly: the sign of f is constant between consecutive
/// roots of its numerator and denominator.
IntervalSet where_not_negative(const RationalFunction& f, const Interval& domain);

}  // namespace comity
