#pragma once
/// Sets of equilibrium payoffs in words.

#include <string>

#include "comity/certificate/finding.hpp"

namespace comity {

/// "(1, 3/2)", exact where it is proved, else decimals.
std::string corner_words(const PayoffSetFinding& finding, const std::vector<Rational>& corner);

/// "empty", "undecided", or the corners: "(1, 1), (3, 3)".
std::string set_in_short(const PayoffSetFinding& finding);

}  // namespace comity
