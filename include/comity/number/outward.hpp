#pragma once
/// Two sides of a number as decimals that still enclose it.

#include <string>
#include <utility>

#include "comity/number/rational.hpp"

namespace comity {

/// The largest decimal with so many places that is not above the value.
Rational floor_at(const Rational& value, int places);
/// The smallest that is not below it.
Rational ceiling_at(const Rational& value, int places);

/// Two rationals around a number as decimals with as few places as tell them apart, rounded outward, at least
/// four: "0.3333", "0.3334". The first must not exceed the second.
std::pair<std::string, std::string> outward_words(const Rational& lo, const Rational& hi);

}  // namespace comity
