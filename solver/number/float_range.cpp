#include "comity/number/float_range.hpp"

namespace comity {
namespace {

/// A whole number over a power of two, of no more digits than a double has?
bool is_double(mpq_srcptr value) {
    constexpr std::size_t kDigits = 53, kMostShift = 900;
    const std::size_t shift = mpz_sizeinbase(mpq_denref(value), 2) - 1;
    return mpz_sizeinbase(mpq_numref(value), 2) <= kDigits && shift <= kMostShift &&
           mpz_scan1(mpq_denref(value), 0) == shift;
}

}  // namespace

FloatRange::FloatRange(const Rational& value) {
    const mpq_srcptr exact = value.backend().data();
    const int sign = mpq_sgn(exact);
    if (sign == 0) return;
    // GMP rounds towards zero.
    const double inner = mpq_get_d(exact);
    if (std::isinf(inner)) {
        constexpr double kMost = std::numeric_limits<double>::max();
        *this = sign > 0 ? FloatRange(kMost, inner) : FloatRange(inner, -kMost);
    } else if (is_double(exact)) {
        *this = FloatRange(inner, inner);
    } else if (sign > 0) {
        *this = FloatRange(inner, std::nextafter(inner, HUGE_VAL));
    } else {
        *this = FloatRange(std::nextafter(inner, -HUGE_VAL), inner);
    }
}

}  // namespace comity
