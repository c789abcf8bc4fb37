#include "comity/study/agrees.hpp"

#include <algorithm>
#include <functional>

#include "comity/certificate/brackets.hpp"
#include "comity/number/interval_text.hpp"
#include "comity/number/outward.hpp"
#include "comity/text/words.hpp"

namespace comity {
namespace {

using Point = std::vector<Rational>;
using Ends = std::pair<AlgebraicNumber, AlgebraicNumber>;

bool near(const Bound& x, const Bound& expected, const Rational& tolerance) {
    if (!x.is_finite() || !expected.is_finite()) return x == expected;
    return agrees(x.number(), expected.number().rational(), tolerance);
}

/// One end of a piece: where both sides have the same, it is decided whether it belongs.
bool near_end(const Bound& inner, bool inner_closed, const Bound& outer, bool outer_closed,
              const Bound& expected, bool expected_closed, const Rational& tolerance) {
    if (!near(inner, expected, tolerance) || !near(outer, expected, tolerance)) return false;
    const bool decided = inner == outer && inner_closed == outer_closed;
    return !decided || inner_closed == expected_closed;
}

/// The same pieces on both sides, their ends as near as the tolerance.
bool near(const Threshold& t, const IntervalSet& expected, const Rational& tolerance) {
    const IntervalSet possible = unite(t.sustained, t.possible);
    const std::size_t pieces = expected.intervals().size();
    if (t.sustained.intervals().size() != pieces || possible.intervals().size() != pieces) return false;
    for (std::size_t k = 0; k < pieces; ++k) {
        const Interval &a = t.sustained.intervals()[k], &b = possible.intervals()[k],
                       &e = expected.intervals()[k];
        if (!near_end(a.lo, a.lo_closed, b.lo, b.lo_closed, e.lo, e.lo_closed, tolerance) ||
            !near_end(a.hi, a.hi_closed, b.hi, b.hi_closed, e.hi, e.hi_closed, tolerance))
            return false;
    }
    return true;
}

/// What encloses the number that `value` would be, where it is not known exactly: the least sustaining δ, or
/// the one end strictly inside the range.
std::optional<Ends> value_between(const Threshold& t) {
    if (is_exact(t) || t.is_empty()) return std::nullopt;
    if (t.is_delta()) return least_between(t);
    const Brackets sides = brackets(t);
    if (sides.sustained.size() != 1 || !sides.undecided.empty()) return std::nullopt;
    const auto& [inner, outer] = sides.sustained.front();
    std::vector<Ends> inside;
    if (!(inner.lo == t.domain.lo) && outer.lo.is_finite() && inner.lo.is_finite())
        inside.emplace_back(outer.lo.number(), inner.lo.number());
    if (!(inner.hi == t.domain.hi) && outer.hi.is_finite() && inner.hi.is_finite())
        inside.emplace_back(inner.hi.number(), outer.hi.number());
    if (inside.size() != 1) return std::nullopt;
    return inside.front();
}

std::string end_words(const Bound& outer, const Bound& inner, bool lower) {
    if (!outer.is_finite() || !inner.is_finite() || outer == inner) {
        const Bound& known = inner.is_finite() ? inner : outer;
        const std::string text = known.is_finite()          ? to_text(known.number())
                                 : known.is_plus_infinity() ? "inf"
                                                            : "-inf";
        return outer == inner ? text : (lower ? "at most " : "at least ") + text;
    }
    const Bound &least = lower ? outer : inner, &greatest = lower ? inner : outer;
    const auto [lo, hi] = outward_words(least.number().lo(), greatest.number().hi());
    return "[" + lo + ", " + hi + "]";
}

/// "[[0.3333, 0.3334], 1)", ends that are not exact written as what encloses them.
std::string bracketed_text(const Threshold& t) {
    const Brackets sides = brackets(t);
    std::vector<std::string> pieces, open;
    for (const auto& [inner, outer] : sides.sustained) {
        pieces.push_back(inner == outer
                             ? to_text(inner)
                             : (inner.lo_closed ? "[" : "(") + end_words(outer.lo, inner.lo, true) + ", " +
                                   end_words(outer.hi, inner.hi, false) + (inner.hi_closed ? "]" : ")"));
    }
    for (const Interval& piece : sides.undecided) open.push_back(to_text(piece));
    std::string out = pieces.empty() ? "nowhere that is proved" : join(pieces, " and ");
    return open.empty() ? out : out + "; not decided in " + join(open, " and ");
}

/// Is every corner that was found near an expected one, and can each expected corner be given one of its own?
/// What bounds a set from without may have two corners where the set has one, with hardly anything between.
bool match(const std::vector<Point>& found, const Expectation::Corners& expected, const Rational& tolerance) {
    const auto close = [&](const Point& a, const Point& b) {
        for (std::size_t i = 0; i < b.size(); ++i) {
            if (abs(a[i] - b[i]) > tolerance) return false;
        }
        return a.size() == b.size();
    };
    for (const Point& corner : found) {
        if (std::none_of(expected.begin(), expected.end(), [&](const Point& e) { return close(corner, e); }))
            return false;
    }
    std::vector<std::size_t> taken(found.size(), expected.size());
    for (std::size_t e = 0; e < expected.size(); ++e) {
        // Corners already given away are asked whether they can be exchanged.
        std::vector<bool> asked(found.size(), false);
        const std::function<bool(std::size_t)> place = [&](std::size_t corner) {
            for (std::size_t f = 0; f < found.size(); ++f) {
                if (asked[f] || !close(found[f], expected[corner])) continue;
                asked[f] = true;
                if (taken[f] == expected.size() || place(taken[f])) {
                    taken[f] = corner;
                    return true;
                }
            }
            return false;
        };
        if (!place(e)) return false;
    }
    return true;
}

/// Exact: a fraction, or the decimals that a long one is.
std::string number_text(const Rational& value) {
    constexpr std::size_t kShort = 10;
    constexpr int kMostPlaces = 12;
    std::string text = to_string(value);
    if (text.size() <= kShort) return text;
    for (int places = 1; places <= kMostPlaces; ++places) {
        if (floor_at(value, places) == value) return to_decimal(value, places);
    }
    return text;
}

}  // namespace

bool agrees(const AlgebraicNumber& number, const Rational& expected, const Rational& tolerance) {
    return number >= AlgebraicNumber(expected - tolerance) && number <= AlgebraicNumber(expected + tolerance);
}

bool agrees(const Threshold& t, const Expectation::Answer& expected, const Rational& tolerance) {
    if (const auto* number = std::get_if<Rational>(&expected)) {
        if (t.value) return agrees(*t.value, *number, tolerance);
        const auto around = value_between(t);
        return around && agrees(around->first, *number, tolerance) &&
               agrees(around->second, *number, tolerance);
    }
    if (const auto* set = std::get_if<IntervalSet>(&expected)) return near(t, *set, tolerance);
    return t.sustained == IntervalSet(t.domain);
}

bool agrees(const PayoffSetFinding& set, const Expectation::Corners& expected, const Rational& tolerance) {
    if (set.status == PayoffSetFinding::Status::empty) return expected.empty();
    if (set.status != PayoffSetFinding::Status::solved || (tolerance == 0 && !set.is_exact())) return false;
    return match(set.inner, expected, tolerance) && match(set.outer, expected, tolerance);
}

std::string computed_words(const Threshold& t, const Expectation::Answer& expected) {
    const bool number = std::holds_alternative<Rational>(expected);
    const bool set = std::holds_alternative<IntervalSet>(expected);
    if (t.is_delta() && t.is_empty() && is_exact(t)) return "none";
    if (number && t.value) return to_text(*t.value);
    if (!number && !set && t.sustained == IntervalSet(t.domain)) return "everywhere";
    if (is_exact(t)) return to_text(t.sustained);
    if (const auto around = value_between(t); number && around) {
        if (around->first == around->second) return to_text(around->first);
        const auto [lo, hi] = outward_words(around->first.lo(), around->second.hi());
        return "between " + lo + " and " + hi;
    }
    return bracketed_text(t);
}

std::string computed_words(const PayoffSetFinding& set) {
    constexpr int kPlaces = 8;
    if (set.status == PayoffSetFinding::Status::empty) return "none";
    if (set.status == PayoffSetFinding::Status::undecided) return "undecided";
    const auto is_exact_corner = [&](const Point& corner) {
        return std::find(set.inner.begin(), set.inner.end(), corner) != set.inner.end();
    };
    const auto decimals = [](const Point& corner) {
        std::vector<std::string> numbers;
        for (const Rational& u : corner) numbers.push_back(to_decimal(u, kPlaces));
        return "(" + join(numbers, ", ") + ")";
    };
    // Corners that are only bounded and look like another are not shown: the set has one there.
    std::vector<std::string> points, shown;
    for (const Point& corner : set.outer) {
        if (is_exact_corner(corner)) shown.push_back(decimals(corner));
    }
    for (const Point& corner : set.outer) {
        if (is_exact_corner(corner)) {
            points.push_back(corner_text({corner}));
            continue;
        }
        std::string point = decimals(corner);
        if (std::find(shown.begin(), shown.end(), point) != shown.end()) continue;
        shown.push_back(point);
        points.push_back(std::move(point));
    }
    return join(points, " ");
}

std::string corner_text(const Expectation::Corners& corners) {
    if (corners.empty()) return "none";
    std::vector<std::string> points;
    for (const Point& corner : corners) {
        std::vector<std::string> numbers;
        for (const Rational& u : corner) numbers.push_back(number_text(u));
        points.push_back("(" + join(numbers, ", ") + ")");
    }
    return join(points, " ");
}

}  // namespace comity
