#pragma once
/// Numbers that are known from two sides, for people.

#include <string>

#include "comity/certificate/brackets.hpp"
#include "comity/number/outward.hpp"

namespace comity {

/// The number as number_words writes it where both sides are the same; "0.333333..." where they have six
/// places in common, "about 0.333333" where they round to the same; else "[0.3333, 0.3341]".
std::string enclosed_words(const Rational& lo, const Rational& hi);

/// The sustaining set, ends that are not exact written as what encloses them, and what is undecided:
/// "[[0.3333, 0.3334], 1); not decided in [1/10, 1/5]". Where both sides are the same, as set_words.
std::string bracketed_set_words(const Threshold& threshold);

}  // namespace comity
