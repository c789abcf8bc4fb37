#pragma once
/// Intervals and their unions as exact text, both ways: "[1/4, 2/3]", "[0, inf)", "exactly 1/3", "nowhere".

#include <string>
#include <string_view>
#include <tl/expected.hpp>

#include "comity/number/interval_set.hpp"

namespace comity {

/// A rational exactly; an irrational number as six decimals and dots.
std::string to_text(const AlgebraicNumber& number);
/// "[1/4, 2/3)"; "exactly 1/3" for a single point; infinite ends are "inf" and "-inf".
std::string to_text(const Interval& interval);
/// Intervals joined by "and"; "nowhere" for the empty set.
std::string to_text(const IntervalSet& set);

/// Reads what to_text writes, as long as every end is rational; commas may stand for "and", and blanks are
/// free. Error: a sentence that says what is wrong with the text.
tl::expected<IntervalSet, std::string> parse_interval_set(std::string_view text);

}  // namespace comity
