#include "comity/number/int128.hpp"

#include <limits>

namespace comity {

static_assert(sizeof(long) == sizeof(std::int64_t), "GMP's `long` functions are used for 64-bit numbers");

Integer to_integer(Int128 value) {
    const auto bits = static_cast<UnsignedInt128>(value);
    const UnsignedInt128 magnitude = value < 0 ? -bits : bits;
    Integer result = static_cast<std::uint64_t>(magnitude >> 64);
    result <<= 64;
    result += static_cast<std::uint64_t>(magnitude);
    return value < 0 ? Integer(-result) : result;
}

std::optional<Int128> to_int128(const Integer& value) {
    if (mpz_sizeinbase(value.backend().data(), 2) > 127) return std::nullopt;
    const Integer magnitude = abs(value);
    const Integer high = magnitude >> 64;
    const auto top = mpz_get_ui(high.backend().data());
    const auto low = mpz_get_ui(magnitude.backend().data());
    const Int128 result = (static_cast<Int128>(top) << 64) | static_cast<Int128>(low);
    return value < 0 ? -result : result;
}

std::optional<std::int64_t> to_int64(const Integer& value) {
    if (mpz_sizeinbase(value.backend().data(), 2) > 63) return std::nullopt;
    return mpz_get_si(value.backend().data());
}

Rational ratio(std::int64_t numerator, std::int64_t denominator) {
    Rational result;
    mpq_set_si(result.backend().data(), numerator, static_cast<unsigned long>(denominator));
    if (denominator != 1) mpq_canonicalize(result.backend().data());
    return result;
}

Rational ratio(Int128 numerator, std::int64_t denominator) {
    return Rational(to_integer(numerator)) / Rational(denominator);
}

}  // namespace comity
