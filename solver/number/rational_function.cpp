#include "comity/number/rational_function.hpp"

namespace comity {

RationalFunction::RationalFunction(Polynomial numerator, Polynomial denominator)
    : numerator_(std::move(numerator)), denominator_(std::move(denominator)) {
    if (denominator_.degree() > 0 && !numerator_.is_zero()) {
        const Polynomial common = gcd(numerator_, denominator_);
        if (common.degree() > 0) {
            numerator_ = divide(numerator_, common).quotient;
            denominator_ = divide(denominator_, common).quotient;
        }
    }
    if (numerator_.is_zero()) {
        denominator_ = Polynomial(Rational(1));
        return;
    }
    const Rational scale = 1 / denominator_.leading();
    if (scale != 1) {
        numerator_ = numerator_ * Polynomial(scale);
        denominator_ = denominator_ * Polynomial(scale);
    }
}

RationalFunction& RationalFunction::operator+=(const RationalFunction& other) {
    if (denominator_ == other.denominator_ && is_polynomial()) {
        numerator_ += other.numerator_;
        return *this;
    }
    return *this = RationalFunction(numerator_ * other.denominator_ + other.numerator_ * denominator_,
                                    denominator_ * other.denominator_);
}

RationalFunction& RationalFunction::operator-=(const RationalFunction& other) {
    if (denominator_ == other.denominator_ && is_polynomial()) {
        numerator_ -= other.numerator_;
        return *this;
    }
    return *this = RationalFunction(numerator_ * other.denominator_ - other.numerator_ * denominator_,
                                    denominator_ * other.denominator_);
}

RationalFunction& RationalFunction::operator*=(const RationalFunction& other) {
    if (is_polynomial() && other.is_polynomial()) {
        numerator_ = numerator_ * other.numerator_;
        return *this;
    }
    return *this = RationalFunction(numerator_ * other.numerator_, denominator_ * other.denominator_);
}

RationalFunction& RationalFunction::operator/=(const RationalFunction& other) {
    return *this = RationalFunction(numerator_ * other.denominator_, denominator_ * other.numerator_);
}

}  // namespace comity
