#pragma once
/// Fractions near numbers in floating point.

#include "comity/number/rational.hpp"

namespace comity {

/// A fraction of few digits within `tolerance` of a number.
Rational simplest(const Rational& value, const Rational& tolerance);

/// Is there a fraction within `tolerance` of a number of so few digits that it is hardly there by chance?
/// Yes, too, where doubles cannot tell.
bool may_be_meant(double value, double tolerance);

}  // namespace comity
