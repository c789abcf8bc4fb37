#include "comity/number/outward.hpp"

namespace comity {
namespace {

constexpr int kFewPlaces = 4, kMostPlaces = 12;

Rational scale_of(int places) {
    return Rational(boost::multiprecision::pow(Integer(10), static_cast<unsigned>(places)));
}

}  // namespace

Rational floor_at(const Rational& value, int places) {
    const Rational scaled = value * scale_of(places);
    Integer whole = numerator(scaled) / denominator(scaled);
    if (Rational(whole) > scaled) --whole;
    return Rational(whole) / scale_of(places);
}

Rational ceiling_at(const Rational& value, int places) {
    return -floor_at(-value, places);
}

std::pair<std::string, std::string> outward_words(const Rational& lo, const Rational& hi) {
    // As many places as keep what rounding adds within the width of the bracket itself.
    int places = kFewPlaces;
    while (places < kMostPlaces && hi > lo && 1 / scale_of(places) > hi - lo) ++places;
    return {to_decimal(floor_at(lo, places), places), to_decimal(ceiling_at(hi, places), places)};
}

}  // namespace comity
