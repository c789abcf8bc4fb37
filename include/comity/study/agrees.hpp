#pragma once
/// Does what was computed agree with what was expected, and how is it said?

#include "comity/certificate/finding.hpp"

namespace comity {

/// Numbers and ends of intervals may differ by `tolerance`; what lies in a bracket agrees where the whole
/// bracket does. An end that is known exactly must also belong to the set or not, as expected.
bool agrees(const Threshold& threshold, const Expectation::Answer& expected, const Rational& tolerance);
bool agrees(const AlgebraicNumber& number, const Rational& expected, const Rational& tolerance);
/// Of the inner and of the outer polygon, every corner is near an expected one, and every expected one has a
/// corner of its own near it, no coordinate further off than the tolerance; without a tolerance the set must
/// be exact.
bool agrees(const PayoffSetFinding& set, const Expectation::Corners& expected, const Rational& tolerance);

/// The answer to a question about a threshold as exact text; where it is known from two sides, both as
/// decimals rounded outward: "between 0.1249 and 0.1251".
std::string computed_words(const Threshold& threshold, const Expectation::Answer& expected);
/// "(1, 1) (4, 1) (1, 4)", "none", "undecided"; decimals where a corner is not proved to be exact.
std::string computed_words(const PayoffSetFinding& set);
/// Exact corners, in the order given.
std::string corner_text(const Expectation::Corners& corners);

}  // namespace comity
