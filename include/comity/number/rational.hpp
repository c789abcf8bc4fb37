#pragma once
/// Exact rational numbers: every number of a model file, every payoff and every threshold [F1.3].

#include <boost/multiprecision/gmp.hpp>
#include <string>
#include <string_view>
#include <tl/expected.hpp>

namespace comity {

/// Arbitrary-precision integer (GMP mpz, expression templates off so that `auto` is safe).
using Integer = boost::multiprecision::number<boost::multiprecision::gmp_int, boost::multiprecision::et_off>;

/// Arbitrary-precision fraction in lowest terms (GMP mpq, expression templates off).
using Rational =
    boost::multiprecision::number<boost::multiprecision::gmp_rational, boost::multiprecision::et_off>;

/// A number may have at most this many digits, written out in full (so `1e400` has 401).
inline constexpr std::size_t kMaxDigits = 1000;

/// Reads an integer (`3`, `-4`, `1_000`), decimal (`0.80`, `.5`, `1e-3`) or fraction (`4/5`) exactly: `0.80`
/// is 4/5. The whole text must be one number. Error: a sentence that says what is wrong with the text.
tl::expected<Rational, std::string> parse_rational(std::string_view text);

/// `"3/7"`, or `"3"` when the denominator is one.
std::string to_string(const Rational& value);

/// Rounded to `places` decimals, half away from zero, trailing zeros kept: 2/3 at 3 places is `"0.667"`.
std::string to_decimal(const Rational& value, int places);

/// For people: the exact fraction where it takes at most `width` characters, else a decimal with `places`
/// places; a terminating short decimal such as 0.25 is left a fraction (`1/4`).
std::string to_short(const Rational& value, std::size_t width = 9, int places = 4);

/// A decimal of at most six places where that is exact, as data are written (0.7465), else the fraction.
std::string to_plain(const Rational& value);

/// The largest double not above `value` (minus infinity below the range of doubles).
double round_down(const Rational& value);

/// The smallest double not below `value` (infinity above the range of doubles).
double round_up(const Rational& value);

}  // namespace comity
