#pragma once
/// 128-bit integers, for exact sums and products of 64-bit ones.

#include <cstdint>
#include <optional>

#include "comity/number/rational.hpp"

namespace comity {

/// The compiler's 128-bit integers (not part of standard C++, hence the keyword).
__extension__ typedef __int128 Int128;
__extension__ typedef unsigned __int128 UnsignedInt128;

/// The largest value; its negative is the smallest that is used here, so that every value can be negated.
inline constexpr Int128 kMaxInt128 = static_cast<Int128>(~static_cast<UnsignedInt128>(0) >> 1);

Integer to_integer(Int128 value);

/// The same number in 128 bits, or in 64; empty where it does not lie within -max .. max.
std::optional<Int128> to_int128(const Integer& value);
std::optional<std::int64_t> to_int64(const Integer& value);

/// numerator / denominator in lowest terms; the denominator is above zero.
Rational ratio(std::int64_t numerator, std::int64_t denominator);
Rational ratio(Int128 numerator, std::int64_t denominator);

}  // namespace comity
