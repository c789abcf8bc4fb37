#include <algorithm>

#include "proof_check.hpp"

namespace comity {
namespace {

/// What a glance tells.
enum class Sign { positive, not_negative, somewhere_negative, unknown };

/// The sign of a polynomial on a domain from its coefficients in a basis that is not negative there: the
/// polynomials of Bernstein on an interval, the powers of the distance from the end on a ray. Exact where it
/// is not `unknown`; always known for degree one.
Sign sign_of(const Polynomial& p, const Interval& domain) {
    if (p.is_constant())
        return p.constant() > 0    ? Sign::positive
               : p.constant() == 0 ? Sign::not_negative
                                   : Sign::somewhere_negative;
    const bool ray = !domain.lo.is_finite() || !domain.hi.is_finite();
    if (!domain.lo.is_finite() && !domain.hi.is_finite()) return Sign::unknown;
    for (const Bound& end : {domain.lo, domain.hi}) {
        if (end.is_finite() && !end.number().is_rational()) return Sign::unknown;
    }
    // Step 1. In the distance s from an end, one wide where the other end is finite too.
    const Rational& from = (domain.lo.is_finite() ? domain.lo : domain.hi).number().rational();
    std::vector<Rational> c = p.coefficients();
    const std::size_t degree = c.size() - 1;
    for (std::size_t k = 0; k < degree; ++k) {
        for (std::size_t j = degree; j-- > k;) c[j] += from * c[j + 1];
    }
    const Rational step =
        ray ? Rational(domain.lo.is_finite() ? 1 : -1) : Rational(domain.hi.number().rational() - from);
    Rational power = 1;
    for (std::size_t k = 1; k <= degree; ++k) c[k] *= (power *= step);
    if (!ray) {
        // Step 2. From powers to the basis of Bernstein: b_j = Σ_k binom(j,k) / binom(d,k) c_k.
        Rational binomial = 1;
        for (std::size_t k = 0; k <= degree; ++k) {
            c[k] /= binomial;
            binomial *= Rational(degree - k) / Rational(k + 1);
        }
        for (std::size_t k = 0; k < degree; ++k) {
            for (std::size_t j = degree; j > k; --j) c[j] += c[j - 1];
        }
    }
    // Step 3. The first is the value at an end; so is the last on an interval, and on a ray it rules far out.
    if (c.front() < 0 || c.back() < 0) return Sign::somewhere_negative;
    if (std::any_of(c.begin(), c.end(), [](const Rational& x) { return x < 0; })) return Sign::unknown;
    const bool positive = c.front() > 0 && (ray || c.back() > 0);
    return positive ? Sign::positive : Sign::not_negative;
}

Sign sign_of(const RationalFunction& f, const Interval& domain) {
    if (domain.lo == domain.hi) return Sign::unknown;
    if (f.denominator().is_constant()) return sign_of(f.numerator(), domain);
    const bool below = sign_of(-f.denominator(), domain) == Sign::positive;
    if (!below && sign_of(f.denominator(), domain) != Sign::positive) return Sign::unknown;
    return sign_of(below ? -f.numerator() : f.numerator(), domain);
}

}  // namespace

bool holds(const Rational& x, const Interval&) {
    return x >= 0;
}
bool holds(const RationalFunction& x, const Interval& domain) {
    if (x.is_constant()) return x.constant() >= 0;
    const Sign sign = sign_of(x, domain);
    if (sign != Sign::unknown) return sign != Sign::somewhere_negative;
    return where_not_negative(x, domain) == IntervalSet(domain);
}
bool holds_strictly(const Rational& x, const Interval&) {
    return x > 0;
}
bool holds_strictly(const RationalFunction& x, const Interval& domain) {
    if (x.is_constant()) return x.constant() > 0;
    const Sign sign = sign_of(x, domain);
    if (sign == Sign::positive) return true;
    if (sign == Sign::somewhere_negative) return false;
    return where_not_negative(x, domain) == IntervalSet(domain) && where_not_negative(-x, domain).is_empty();
}

Rational inside(const Interval& domain) {
    if (domain.lo == domain.hi) return domain.lo.number().lo();
    if (domain.lo.is_finite() && domain.hi.is_finite())
        return between(domain.lo.number(), domain.hi.number());
    if (domain.lo.is_finite()) return domain.lo.number().hi() + 1;
    if (domain.hi.is_finite()) return domain.hi.number().lo() - 1;
    return 0;
}

}  // namespace comity
