#pragma once
/// Ratios of polynomials: the value of a payoff formula while one parameter is left open. `2*R/(1+R)` with R
/// open is exactly that, and stays exact.

#include "comity/number/polynomial.hpp"

namespace comity {

/// numerator / denominator in lowest terms, denominator with leading coefficient one.
class RationalFunction {
  public:
    RationalFunction() : denominator_(Rational(1)) {}
    RationalFunction(const Rational& constant)  // NOLINT: a number is a function
        : numerator_(constant), denominator_(Rational(1)) {}
    RationalFunction(int constant) : RationalFunction(Rational(constant)) {}  // NOLINT
    RationalFunction(Polynomial numerator, Polynomial denominator);
    static RationalFunction variable() { return {Polynomial::variable(), Polynomial(Rational(1))}; }

    const Polynomial& numerator() const { return numerator_; }
    const Polynomial& denominator() const { return denominator_; }
    bool is_constant() const { return numerator_.is_constant() && denominator_.is_constant(); }
    bool is_zero() const { return numerator_.is_zero(); }
    /// The value where it is constant.
    Rational constant() const { return numerator_.constant(); }
    /// The value at a point that is not a root of the denominator.
    Rational operator()(const Rational& at) const { return numerator_(at) / denominator_(at); }

    RationalFunction& operator+=(const RationalFunction& other);
    RationalFunction& operator-=(const RationalFunction& other);
    RationalFunction& operator*=(const RationalFunction& other);
    /// `other` must not be zero.
    RationalFunction& operator/=(const RationalFunction& other);
    friend RationalFunction operator+(RationalFunction a, const RationalFunction& b) { return a += b; }
    friend RationalFunction operator-(RationalFunction a, const RationalFunction& b) { return a -= b; }
    friend RationalFunction operator*(RationalFunction a, const RationalFunction& b) { return a *= b; }
    friend RationalFunction operator/(RationalFunction a, const RationalFunction& b) { return a /= b; }
    friend RationalFunction operator-(const RationalFunction& a) { return RationalFunction() - a; }
    bool operator==(const RationalFunction&) const = default;

  private:
    bool is_polynomial() const { return denominator_.is_constant(); }
    Polynomial numerator_, denominator_;
};

}  // namespace comity
