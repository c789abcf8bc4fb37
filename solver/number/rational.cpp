#include "comity/number/rational.hpp"

#include <charconv>
#include <cmath>
#include <limits>

namespace comity {
namespace {

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/// Digits with TOML's underscores between them removed; empty optional-like flag `ok` false on misuse.
bool take_digits(std::string_view& text, std::string& digits) {
    bool last_was_digit = false;
    std::size_t used = 0;
    while (used < text.size()) {
        if (is_digit(text[used])) {
            digits += text[used];
            last_was_digit = true;
        } else if (text[used] == '_' && last_was_digit && used + 1 < text.size() &&
                   is_digit(text[used + 1])) {
            last_was_digit = false;
        } else {
            break;
        }
        ++used;
    }
    text.remove_prefix(used);
    return used > 0;
}

tl::unexpected<std::string> too_long() {
    return tl::unexpected<std::string>("a number may have at most 1000 digits, written out in full");
}

Integer to_integer(const std::string& digits) {
    return digits.empty() ? Integer(0) : Integer(digits);
}

/// Removes leading zeros, which GMP would read as octal.
std::string decimal_digits(const std::string& digits) {
    const std::size_t first = digits.find_first_not_of('0');
    return first == std::string::npos ? "0" : digits.substr(first);
}

}  // namespace

tl::expected<Rational, std::string> parse_rational(std::string_view text) {
    const std::string shown(text.substr(0, 40));
    const auto malformed = [&](const std::string& why) {
        return tl::unexpected<std::string>("'" + shown + "' is not a number" + why);
    };

    // Step 1. Sign.
    bool negative = false;
    if (!text.empty() && (text.front() == '+' || text.front() == '-')) {
        negative = text.front() == '-';
        text.remove_prefix(1);
    }

    // Step 2. Whole part and decimals.
    std::string whole, decimals;
    const bool has_whole = take_digits(text, whole);
    bool has_decimals = false;
    if (!text.empty() && text.front() == '.') {
        text.remove_prefix(1);
        has_decimals = take_digits(text, decimals);
        if (!has_decimals) return malformed(": a digit must follow the point");
    }
    if (!has_whole && !has_decimals) return malformed("");
    if (whole.size() + decimals.size() > kMaxDigits) return too_long();

    // Step 3. A fraction, or an exponent.
    Rational value(to_integer(decimal_digits(whole + decimals)));
    long exponent = -static_cast<long>(decimals.size());
    if (!text.empty() && text.front() == '/' && !has_decimals) {
        text.remove_prefix(1);
        std::string below;
        if (!take_digits(text, below)) return malformed(": a whole number must follow '/'");
        if (below.size() > kMaxDigits) return too_long();
        const Integer denominator = to_integer(decimal_digits(below));
        if (denominator == 0) return malformed(": its denominator is zero");
        value /= Rational(denominator);
    } else if (!text.empty() && (text.front() == 'e' || text.front() == 'E')) {
        text.remove_prefix(1);
        bool down = false;
        if (!text.empty() && (text.front() == '+' || text.front() == '-')) {
            down = text.front() == '-';
            text.remove_prefix(1);
        }
        std::string power;
        if (!take_digits(text, power)) return malformed(": a whole number must follow 'e'");
        power = decimal_digits(power);
        if (power.size() > 4) return too_long();
        long size = 0;
        std::from_chars(power.data(), power.data() + power.size(), size);
        exponent += down ? -size : size;
    }
    if (!text.empty()) {
        return malformed(text.front() == ',' ? ": decimals are written with a point, 0.80 and not 0,80" : "");
    }
    const auto written_out = static_cast<std::size_t>(std::abs(exponent)) + whole.size();
    if (written_out > kMaxDigits) return too_long();
    const Rational scale(boost::multiprecision::pow(Integer(10), static_cast<unsigned>(std::abs(exponent))));
    value = exponent < 0 ? Rational(value / scale) : Rational(value * scale);
    return negative ? Rational(-value) : value;
}

std::string to_string(const Rational& value) {
    return value.str();
}

std::string to_decimal(const Rational& value, int places) {
    const Integer scale = boost::multiprecision::pow(Integer(10), static_cast<unsigned>(places));
    const Rational magnitude = abs(value) * Rational(scale);
    // floor(x + 1/2) on the magnitude: half away from zero.
    const Rational shifted = magnitude + Rational(1, 2);
    const Integer rounded = numerator(shifted) / denominator(shifted);
    std::string digits = rounded.str();
    const auto width = static_cast<std::size_t>(places);
    if (digits.size() <= width) digits.insert(0, width + 1 - digits.size(), '0');
    if (places > 0) digits.insert(digits.size() - width, ".");
    return value < 0 && rounded != 0 ? "-" + digits : digits;
}

std::string to_short(const Rational& value, std::size_t width, int places) {
    std::string exact = to_string(value);
    return exact.size() <= width ? exact : to_decimal(value, places);
}

std::string to_plain(const Rational& value) {
    for (int places = 0; places <= 6; ++places) {
        const Rational scaled =
            value * Rational(boost::multiprecision::pow(Integer(10), static_cast<unsigned>(places)));
        if (denominator(scaled) == 1) return to_decimal(value, places);
    }
    return to_string(value);
}

double round_down(const Rational& value) {
    double nearest = value.convert_to<double>();
    if (std::isinf(nearest)) return nearest > 0 ? std::numeric_limits<double>::max() : nearest;
    while (Rational(nearest) > value) nearest = std::nextafter(nearest, -HUGE_VAL);
    return nearest;
}

double round_up(const Rational& value) {
    return -round_down(-value);
}

}  // namespace comity
