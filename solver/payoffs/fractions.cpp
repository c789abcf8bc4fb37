#include "fractions.hpp"

#include <cmath>
#include <limits>
#include <optional>
#include <utility>
#include <vector>

namespace comity {
namespace {

/// Is a tolerance large beside what doubles near a number tell apart?
bool can_tell(double value, double tolerance) {
    return tolerance > 16 * std::abs(value) * std::numeric_limits<double>::epsilon();
}

/// The fraction of the least denominator near a number that is not small beside what doubles tell apart.
std::optional<Rational> simplest_by_double(double value, double tolerance) {
    constexpr double kMostTerm = 1e7;
    if (!can_tell(value, tolerance)) return std::nullopt;
    double rest = value;
    long long over = 1, under = 0, over_before = 0, under_before = 1;
    for (int term = 0; term < 12; ++term) {
        const double whole = std::floor(rest);
        if (std::abs(whole) > kMostTerm) return std::nullopt;
        const auto a = static_cast<long long>(whole);
        over_before = std::exchange(over, a * over + over_before);
        under_before = std::exchange(under, a * under + under_before);
        if (std::abs(static_cast<double>(over)) > kMostTerm || static_cast<double>(under) > kMostTerm)
            return std::nullopt;
        // Only what is much nearer than it need be is what was meant, and not just some fraction.
        if (std::abs(static_cast<double>(over) / static_cast<double>(under) - value) < tolerance / 4)
            return Rational(over, under);
        if (rest == whole) return std::nullopt;
        rest = 1 / (rest - whole);
    }
    return std::nullopt;
}

}  // namespace

Rational simplest(const Rational& value, const Rational& tolerance) {
    if (const auto quick = simplest_by_double(static_cast<double>(value), static_cast<double>(tolerance)))
        return *quick;
    // The fraction with the least denominator between lo and hi, by continued fractions.
    Rational lo = value - tolerance, hi = value + tolerance;
    if (lo <= 0 && hi >= 0) return 0;
    const bool negative = hi < 0;
    if (negative) {
        std::swap(lo, hi);
        lo = -lo;
        hi = -hi;
    }
    std::vector<Integer> terms;
    while (true) {
        const Integer whole = numerator(lo) / denominator(lo);
        if (Rational(whole) == lo) {
            terms.push_back(whole);
            break;
        }
        if (Rational(whole + 1) <= hi) {
            terms.push_back(whole + 1);
            break;
        }
        terms.push_back(whole);
        const Rational next_lo = 1 / (hi - Rational(whole)), next_hi = 1 / (lo - Rational(whole));
        lo = next_lo;
        hi = next_hi;
    }
    Rational result(terms.back());
    for (std::size_t k = terms.size() - 1; k-- > 0;) result = Rational(terms[k]) + 1 / result;
    return negative ? Rational(-result) : result;
}

bool may_be_meant(double value, double tolerance) {
    if (!can_tell(value, tolerance)) return true;
    // Among fractions whose denominator squared is above one over the tolerance there is always one.
    const double most = std::sqrt(.05 / tolerance);
    double rest = value - std::floor(value), under = 1, under_before = 0;
    const double part = rest;
    while (under <= most) {
        if (std::abs(std::round(part * under) - part * under) <= tolerance * under) return true;
        rest = 1 / rest;
        const double whole = std::floor(rest);
        rest -= whole;
        under_before = std::exchange(under, whole * under + under_before);
    }
    return false;
}

}  // namespace comity
