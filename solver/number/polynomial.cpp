#include "comity/number/polynomial.hpp"

namespace comity {

Polynomial::Polynomial(const Rational& constant) {
    if (constant != 0) coefficients_.push_back(constant);
}

Polynomial::Polynomial(std::vector<Rational> coefficients) : coefficients_(std::move(coefficients)) {
    trim();
}

Polynomial Polynomial::variable() {
    return Polynomial(std::vector<Rational>{0, 1});
}

void Polynomial::trim() {
    while (!coefficients_.empty() && coefficients_.back() == 0) coefficients_.pop_back();
}

Rational Polynomial::operator()(const Rational& at) const {
    Rational value = 0;
    for (auto c = coefficients_.rbegin(); c != coefficients_.rend(); ++c) value = value * at + *c;
    return value;
}

Polynomial Polynomial::derivative() const {
    std::vector<Rational> result;
    for (std::size_t k = 1; k < coefficients_.size(); ++k) result.push_back(coefficients_[k] * Rational(k));
    return Polynomial(std::move(result));
}

Polynomial& Polynomial::operator+=(const Polynomial& other) {
    if (coefficients_.size() < other.coefficients_.size()) coefficients_.resize(other.coefficients_.size());
    for (std::size_t k = 0; k < other.coefficients_.size(); ++k) coefficients_[k] += other.coefficients_[k];
    trim();
    return *this;
}

Polynomial& Polynomial::operator-=(const Polynomial& other) {
    if (coefficients_.size() < other.coefficients_.size()) coefficients_.resize(other.coefficients_.size());
    for (std::size_t k = 0; k < other.coefficients_.size(); ++k) coefficients_[k] -= other.coefficients_[k];
    trim();
    return *this;
}

Polynomial operator*(const Polynomial& a, const Polynomial& b) {
    if (a.is_zero() || b.is_zero()) return {};
    std::vector<Rational> product(a.coefficients_.size() + b.coefficients_.size() - 1);
    for (std::size_t i = 0; i < a.coefficients_.size(); ++i) {
        for (std::size_t j = 0; j < b.coefficients_.size(); ++j) {
            product[i + j] += a.coefficients_[i] * b.coefficients_[j];
        }
    }
    return Polynomial(std::move(product));
}

PolynomialDivision divide(const Polynomial& a, const Polynomial& b) {
    std::vector<Rational> remainder = a.coefficients();
    const std::vector<Rational>& divisor = b.coefficients();
    std::vector<Rational> quotient;
    if (remainder.size() >= divisor.size()) quotient.resize(remainder.size() - divisor.size() + 1);
    for (std::size_t k = quotient.size(); k-- > 0;) {
        quotient[k] = remainder[k + divisor.size() - 1] / divisor.back();
        for (std::size_t j = 0; j < divisor.size(); ++j) remainder[k + j] -= quotient[k] * divisor[j];
    }
    return {Polynomial(std::move(quotient)), Polynomial(std::move(remainder))};
}

Polynomial gcd(Polynomial a, Polynomial b) {
    while (!b.is_zero()) {
        Polynomial remainder = divide(a, b).remainder;
        a = std::move(b);
        // Making the remainder monic keeps the coefficients of Euclid's sequence from growing.
        b = remainder.is_zero() ? remainder : remainder * Polynomial(1 / remainder.leading());
    }
    return a.is_zero() ? a : a * Polynomial(1 / a.leading());
}

Polynomial square_free(const Polynomial& p) {
    if (p.degree() <= 1) return p;
    return divide(p, gcd(p, p.derivative())).quotient;
}

SturmSequence::SturmSequence(const Polynomial& square_free) {
    sequence_ = {square_free, square_free.derivative()};
    while (sequence_.back().degree() > 0) {
        Polynomial next = -divide(sequence_[sequence_.size() - 2], sequence_.back()).remainder;
        if (next.is_zero()) break;
        // A positive factor changes no sign.
        sequence_.push_back(next * Polynomial(1 / abs(next.leading())));
    }
}

int SturmSequence::sign_changes(const Rational& at) const {
    int changes = 0, last = 0;
    for (const Polynomial& p : sequence_) {
        const int sign = p(at).sign();
        if (sign != 0 && last != 0 && sign != last) ++changes;
        if (sign != 0) last = sign;
    }
    return changes;
}

int SturmSequence::roots_between(const Rational& lo, const Rational& hi) const {
    return sign_changes(lo) - sign_changes(hi);
}

}  // namespace comity
