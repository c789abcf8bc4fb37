#include "comity/number/algebraic.hpp"

#include <algorithm>

namespace comity {
namespace {

Integer floor_of(const Rational& x) {
    Integer quotient = numerator(x) / denominator(x);
    if (x < 0 && Rational(quotient) != x) --quotient;
    return quotient;
}

/// The fraction with the smallest denominator strictly between lo and hi (lo < hi), by the Stern–Brocot
/// descent.
Rational simplest_between(const Rational& lo, const Rational& hi) {
    if (lo < 0 && hi > 0) return 0;
    if (hi <= 0) return -simplest_between(-hi, -lo);
    const Integer whole = floor_of(lo);
    if (Rational(whole + 1) < hi) return Rational(whole + 1);
    if (Rational(whole) == lo) {
        // lo is whole and hi ≤ lo + 1: 1/m above lo for the smallest m that stays below hi.
        const Rational gap = hi - lo;
        return lo + Rational(1) / Rational(floor_of(1 / gap) + 1);
    }
    // Both lie between `whole` and `whole + 1`: recurse on the reciprocals of the fractional parts.
    const Rational below = lo - Rational(whole);
    const Rational above = hi - Rational(whole);
    return Rational(whole) + 1 / simplest_between(1 / above, 1 / below);
}

/// Least common multiple of the denominators times the leading coefficient: by the rational root theorem the
/// denominator of a rational root divides it.
Integer root_denominator_bound(const Polynomial& p) {
    Integer common = 1;
    for (const Rational& c : p.coefficients()) common = lcm(common, Integer(denominator(c)));
    return abs(Integer(numerator(p.leading() * Rational(common))));
}

Rational cauchy_bound(const Polynomial& p) {
    Rational largest = 0;
    for (const Rational& c : p.coefficients()) largest = std::max<Rational>(largest, abs(c / p.leading()));
    return largest + 1;
}

}  // namespace

void AlgebraicNumber::halve() {
    const Rational middle = (lo_ + hi_) / 2;
    const int sign = polynomial_(middle).sign();
    if (sign == 0) {
        lo_ = hi_ = middle;
    } else if (sign == polynomial_(hi_).sign()) {
        hi_ = middle;
    } else {
        lo_ = middle;
    }
}

AlgebraicNumber AlgebraicNumber::refined(const Rational& width) const {
    AlgebraicNumber result = *this;
    while (!result.is_rational() && result.hi_ - result.lo_ > width) result.halve();
    return result;
}

std::strong_ordering operator<=>(const AlgebraicNumber& first, const AlgebraicNumber& second) {
    const auto order = [](const Rational& x, const Rational& y) {
        return x < y   ? std::strong_ordering::less
               : x > y ? std::strong_ordering::greater
                       : std::strong_ordering::equal;
    };
    if (first.is_rational() && second.is_rational()) return order(first.lo_, second.lo_);
    AlgebraicNumber a = first, b = second;
    // Step 1. Two irrational numbers are equal exactly when their polynomials share a root in both
    // enclosures.
    const bool both = !a.is_rational() && !b.is_rational();
    const Polynomial common = both ? gcd(a.polynomial_, b.polynomial_) : Polynomial(Rational(1));
    // Step 2. Otherwise refining separates them.
    while (true) {
        if (a.is_rational() && b.is_rational()) return order(a.lo_, b.lo_);
        if (a.hi_ <= b.lo_) return std::strong_ordering::less;
        if (b.hi_ <= a.lo_) return std::strong_ordering::greater;
        if (common.degree() > 0) {
            const Rational lo = std::max(a.lo_, b.lo_), hi = std::min(a.hi_, b.hi_);
            // Each polynomial has one root in its enclosure, so a common root there is that root of both.
            if (SturmSequence(common).roots_between(lo, hi) > 0) return std::strong_ordering::equal;
        }
        if (!a.is_rational()) a.halve();
        if (!b.is_rational()) b.halve();
    }
}

std::vector<AlgebraicNumber> real_roots(const Polynomial& original) {
    const Polynomial p = square_free(original);
    std::vector<AlgebraicNumber> roots;
    if (p.degree() < 1) return roots;
    if (p.degree() == 1) return {AlgebraicNumber(Rational(-p.constant() / p.leading()))};

    // Step 1. Isolate: split (lo, hi] until each part holds one root.
    const SturmSequence sturm(p);
    const Rational bound = cauchy_bound(p);
    std::vector<std::pair<Rational, Rational>> pending{{-bound, bound}}, isolated;
    while (!pending.empty()) {
        const auto [lo, hi] = pending.back();
        pending.pop_back();
        const int count = sturm.roots_between(lo, hi);
        if (count == 0) continue;
        if (count == 1) {
            isolated.emplace_back(lo, hi);
            continue;
        }
        const Rational middle = (lo + hi) / 2;
        pending.emplace_back(lo, middle);
        pending.emplace_back(middle, hi);
    }
    std::sort(isolated.begin(), isolated.end());

    // Step 2. In an enclosure narrower than 1/D², D bounding the denominators of rational roots, at most one
    // fraction can be a root: the simplest one.
    const Integer limit = root_denominator_bound(p);
    const Rational width = Rational(1) / Rational(limit * limit + 1);
    for (auto& [lo, hi] : isolated) {
        if (p(hi) == 0) {
            roots.emplace_back(hi);
            continue;
        }
        // The enclosure is open at lo; a root exactly there belongs to the part before, so move off it.
        while (p(lo) == 0) {
            const Rational middle = (lo + hi) / 2;
            if (sturm.roots_between(lo, middle) == 1 && p(middle) != 0) {
                hi = middle;
            } else {
                lo = middle;
                if (p(middle) == 0) hi = middle;
            }
            if (lo == hi) break;
        }
        if (lo == hi) {
            roots.emplace_back(lo);
            continue;
        }
        AlgebraicNumber root = AlgebraicNumber(p, lo, hi).refined(width);
        if (!root.is_rational()) {
            const Rational candidate = simplest_between(root.lo(), root.hi());
            if (p(candidate) == 0) root = AlgebraicNumber(candidate);
        }
        roots.push_back(root);
    }
    return roots;
}

Rational between(const AlgebraicNumber& a, const AlgebraicNumber& b) {
    AlgebraicNumber low = a < b ? a : b, high = a < b ? b : a;
    for (Rational width = 1; low.hi() >= high.lo(); width /= 4) {
        low = low.refined(width);
        high = high.refined(width);
    }
    return simplest_between(low.hi(), high.lo());
}

}  // namespace comity
