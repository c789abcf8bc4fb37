#pragma once
/// Floating-point numbers as fractions of few digits.

#include "comity/certificate/payoff_proof.hpp"

namespace comity {

/// The nearest multiple of 2^-48.
Rational dyadic(double value);

/// Upward to eight binary digits, in parts of a unit above zero.
Rational rounded_up(const Rational& value, const Rational& unit);

/// Gives the greatest weight what the others leave of one; weights of zero go.
void share_out(std::vector<Weight>& lottery);

/// The shortest whole-number vector of the same direction. Not the null vector.
std::vector<Integer> primitive(const std::vector<Rational>& direction);

}  // namespace comity
