#pragma once
/// Long lists of numbers in a text, read in one pass: the bodies of `.nfg` files and the tables of `.toml`
/// files.

#include <cstdint>
#include <string_view>
#include <tl/expected.hpp>

#include "comity/number/rational.hpp"

namespace comity {

inline bool is_white(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
}

/// What ends a number: white space, or a mark of the format around it.
inline bool ends_number(char c) {
    return is_white(c) || c == '{' || c == '}' || c == ',' || c == '"';
}

/// A fraction that fits: numerator / denominator, the denominator above zero, not in lowest terms.
struct SmallNumber {
    std::int64_t numerator = 0, denominator = 1;
};

/// Reads a number of at most 18 digits at `at`: -3, 0.25, 2/7. Moves `at` behind it; false, with `at` where
/// it was, for everything else that may or may not be a number.
inline bool read_small_number(const char*& at, const char* end, SmallNumber& number) {
    const char* c = at;
    const bool negative = c != end && *c == '-';
    if (negative || (c != end && *c == '+')) ++c;
    constexpr int kMost = 18;
    int digits = 0;
    std::int64_t value = 0, below = 1;
    for (; c != end && *c >= '0' && *c <= '9'; ++c) {
        if (++digits > kMost) return false;
        value = 10 * value + (*c - '0');
    }
    if (c != end && *c == '.') {
        const char* point = c++;
        for (; c != end && *c >= '0' && *c <= '9'; ++c) {
            if (++digits > kMost) return false;
            value = 10 * value + (*c - '0');
            below *= 10;
        }
        if (c == point + 1) return false;
    } else if (c != end && *c == '/' && digits > 0) {
        ++c;
        int below_digits = 0;
        std::int64_t divisor = 0;
        for (; c != end && *c >= '0' && *c <= '9'; ++c) {
            if (++below_digits > kMost) return false;
            divisor = 10 * divisor + (*c - '0');
        }
        if (divisor == 0) return false;
        below = divisor;
    }
    if (digits == 0 || (c != end && !ends_number(*c))) return false;
    number = {negative ? -value : value, below};
    at = c;
    return true;
}

/// The characters from `at` to what ends a number.
inline std::string_view number_token(const char* at, const char* end) {
    const char* c = at;
    while (c != end && !ends_number(*c)) ++c;
    return {at, static_cast<std::size_t>(c - at)};
}

/// Any other number: exponents, many digits. Error: why this is none.
tl::expected<Rational, std::string> read_large_number(std::string_view token);

}  // namespace comity
