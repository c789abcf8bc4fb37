#pragma once
/// Polynomials in one unknown with exact coefficients. A payoff that depends on a parameter t is a polynomial
/// (or a ratio of two) in t, and every condition of F4.7 becomes "this polynomial is not negative".

#include <vector>

#include "comity/number/rational.hpp"

namespace comity {

/// Coefficients from the constant term up, without trailing zeros; the zero polynomial has none.
class Polynomial {
  public:
    Polynomial() = default;
    Polynomial(const Rational& constant);  // NOLINT: a number is a polynomial
    explicit Polynomial(std::vector<Rational> coefficients);
    /// The unknown itself.
    static Polynomial variable();

    const std::vector<Rational>& coefficients() const { return coefficients_; }
    /// −1 for the zero polynomial.
    int degree() const { return static_cast<int>(coefficients_.size()) - 1; }
    bool is_zero() const { return coefficients_.empty(); }
    bool is_constant() const { return coefficients_.size() <= 1; }
    /// The constant term.
    Rational constant() const { return coefficients_.empty() ? Rational(0) : coefficients_.front(); }
    const Rational& leading() const { return coefficients_.back(); }

    Rational operator()(const Rational& at) const;
    Polynomial derivative() const;

    Polynomial& operator+=(const Polynomial& other);
    Polynomial& operator-=(const Polynomial& other);
    friend Polynomial operator+(Polynomial a, const Polynomial& b) { return a += b; }
    friend Polynomial operator-(Polynomial a, const Polynomial& b) { return a -= b; }
    friend Polynomial operator*(const Polynomial& a, const Polynomial& b);
    friend Polynomial operator-(const Polynomial& a) { return Polynomial() - a; }
    bool operator==(const Polynomial&) const = default;

  private:
    void trim();
    std::vector<Rational> coefficients_;
};

/// Quotient and remainder of a / b; b must not be zero.
struct PolynomialDivision {
    Polynomial quotient, remainder;
};
PolynomialDivision divide(const Polynomial& a, const Polynomial& b);

/// Greatest common divisor with leading coefficient one (zero only when both are zero).
Polynomial gcd(Polynomial a, Polynomial b);

/// The same roots, each once.
Polynomial square_free(const Polynomial& p);

/// The number of distinct real roots of a square-free p in (lo, hi], by Sturm's theorem.
class SturmSequence {
  public:
    explicit SturmSequence(const Polynomial& square_free);
    int roots_between(const Rational& lo, const Rational& hi) const;

  private:
    int sign_changes(const Rational& at) const;
    std::vector<Polynomial> sequence_;
};

}  // namespace comity
