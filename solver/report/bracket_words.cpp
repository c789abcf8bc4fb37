#include "comity/report/bracket_words.hpp"

#include "comity/report/report.hpp"
#include "comity/text/words.hpp"

namespace comity {
namespace {

constexpr int kPlain = 6;

std::string end_words(const Bound& outer, const Bound& inner, bool lower) {
    if (outer == inner) {
        if (!outer.is_finite()) return outer.is_plus_infinity() ? "inf" : "-inf";
        return number_words(outer.number());
    }
    if (!outer.is_finite() || !inner.is_finite())
        return lower ? "below " + number_words(inner.number()) : "above " + number_words(inner.number());
    const Bound &least = lower ? outer : inner, &greatest = lower ? inner : outer;
    const auto [lo, hi] = outward_words(least.number().lo(), greatest.number().hi());
    return "[" + lo + ", " + hi + "]";
}

std::string piece_words(const BracketedInterval& piece) {
    if (piece.inner == piece.outer) return interval_words(piece.inner);
    return (piece.inner.lo_closed ? "[" : "(") + end_words(piece.outer.lo, piece.inner.lo, true) + ", " +
           end_words(piece.outer.hi, piece.inner.hi, false) + (piece.inner.hi_closed ? "]" : ")");
}

}  // namespace

std::string enclosed_words(const Rational& lo, const Rational& hi) {
    if (lo == hi) return number_words(AlgebraicNumber(lo));
    if (floor_at(lo, kPlain) == floor_at(hi, kPlain)) return to_decimal(floor_at(lo, kPlain), kPlain) + "...";
    const std::string rounded = to_decimal(lo, kPlain);
    if (rounded == to_decimal(hi, kPlain)) return "about " + rounded;
    const auto [below, above] = outward_words(lo, hi);
    return "[" + below + ", " + above + "]";
}

std::string bracketed_set_words(const Threshold& threshold) {
    if (is_exact(threshold)) return set_words(threshold.sustained);
    const Brackets sides = brackets(threshold);
    std::vector<std::string> proved, open;
    for (const BracketedInterval& piece : sides.sustained) proved.push_back(piece_words(piece));
    for (const Interval& piece : sides.undecided) open.push_back(interval_words(piece));
    std::string out = proved.empty() ? "nowhere that is proved" : join_words(proved);
    if (!open.empty()) out += "; not decided in " + join_words(open);
    return out;
}

}  // namespace comity
