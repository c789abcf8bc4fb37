#pragma once
/// Floating-point numbers as fractions of few digits.

#include <optional>

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

/// x with Σ_j row_j x_j = row_m for every row (a_0 … a_m) of as many as determine it; nothing where the rows
/// leave it open. Rows beyond those are not looked at.
std::optional<std::vector<Rational>> solve_rows(std::vector<std::vector<Rational>> rows);

/// Those of the rows that do not follow from the ones before them; nothing where two contradict each other.
std::optional<std::vector<std::vector<Rational>>> independent(const std::vector<std::vector<Rational>>& rows);

/// Weights that meet every row of some that are independent. What they leave open is as in `guess`, rounded,
/// the smallest first. Nothing where a weight would be negative.
std::optional<std::vector<Rational>> weights_near(std::vector<std::vector<Rational>> rows,
                                                  const std::vector<double>& guess);

}  // namespace comity
