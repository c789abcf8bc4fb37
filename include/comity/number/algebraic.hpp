#pragma once
/// Real algebraic numbers: the exact ends of sustaining sets. Nearly all are rational (F4.7: the binding
/// condition is linear); the others are kept as "the one root of this polynomial between these two
/// rationals".

#include <compare>
#include <vector>

#include "comity/number/polynomial.hpp"

namespace comity {

/// A rational number, or the only root of a square-free polynomial in an open interval with rational ends.
class AlgebraicNumber {
  public:
    AlgebraicNumber(const Rational& value) : lo_(value), hi_(value) {}  // NOLINT: a rational is algebraic
    AlgebraicNumber(Polynomial square_free, Rational lo, Rational hi)
        : polynomial_(std::move(square_free)), lo_(std::move(lo)), hi_(std::move(hi)) {}

    bool is_rational() const { return lo_ == hi_; }
    /// The value where it is rational.
    const Rational& rational() const { return lo_; }
    /// The square-free polynomial whose root it is, where it is irrational.
    const Polynomial& polynomial() const { return polynomial_; }
    /// Rational enclosure lo ≤ value ≤ hi.
    const Rational& lo() const { return lo_; }
    const Rational& hi() const { return hi_; }
    /// The same number in an enclosure no wider than `width`.
    AlgebraicNumber refined(const Rational& width) const;

    /// Exact order.
    friend std::strong_ordering operator<=>(const AlgebraicNumber& a, const AlgebraicNumber& b);
    friend bool operator==(const AlgebraicNumber& a, const AlgebraicNumber& b) {
        return (a <=> b) == std::strong_ordering::equal;
    }

  private:
    void halve();
    Polynomial polynomial_;
    Rational lo_, hi_;
};

/// All distinct real roots of a non-zero polynomial, ascending; a rational root is found as such.
std::vector<AlgebraicNumber> real_roots(const Polynomial& p);

/// A rational strictly between two different numbers, with a small denominator.
Rational between(const AlgebraicNumber& a, const AlgebraicNumber& b);

}  // namespace comity
