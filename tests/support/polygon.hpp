#pragma once
/// Convex polygons in the plane, in exact rationals: corners counterclockwise from the leftmost (of these the
/// lowest); one or two where the set is flat, none where it is empty. Short and slow.

#include <algorithm>
#include <array>
#include <vector>

#include "comity/number/rational.hpp"

namespace comity::test {

/// A payoff vector.
using Point = std::array<Rational, 2>;
using Polygon = std::vector<Point>;

/// Twice the area of the triangle a, b, c: positive where c is to the left of a → b.
inline Rational turn(const Point& a, const Point& b, const Point& c) {
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);
}

inline Polygon hull(std::vector<Point> points) {
    std::sort(points.begin(), points.end());
    points.erase(std::unique(points.begin(), points.end()), points.end());
    if (points.size() < 3) return points;
    std::vector<Point> chain;
    for (int pass = 0; pass < 2; ++pass) {
        const std::size_t base = chain.size();
        for (const Point& p : points) {
            while (chain.size() >= base + 2 && turn(chain[chain.size() - 2], chain.back(), p) <= 0)
                chain.pop_back();
            chain.push_back(p);
        }
        chain.pop_back();  // the other pass begins with it
        std::reverse(points.begin(), points.end());
    }
    return chain;
}

/// Everything that is a point of one and a point of the other added up: their edges in order of direction.
inline Polygon sum(const Polygon& a, const Polygon& b) {
    if (a.empty() || b.empty()) return {};
    std::vector<Point> points;
    std::size_t k = 0, l = 0;
    const std::size_t of_a = a.size() > 1 ? a.size() : 0, of_b = b.size() > 1 ? b.size() : 0;
    while (true) {
        const Point &p = a[k % a.size()], &r = b[l % b.size()];
        points.push_back({p[0] + r[0], p[1] + r[1]});
        if (k == of_a && l == of_b) break;
        const Point &q = a[(k + 1) % a.size()], &s = b[(l + 1) % b.size()];
        // Positive where the edge of a comes first.
        const Rational first = k == of_a ? Rational(-1)
                               : l == of_b
                                   ? Rational(1)
                                   : Rational((q[0] - p[0]) * (s[1] - r[1]) - (q[1] - p[1]) * (s[0] - r[0]));
        if (first >= 0) ++k;
        if (first <= 0) ++l;
    }
    return hull(std::move(points));
}

/// The part with at least `bound` in one coordinate.
inline Polygon at_least(const Polygon& polygon, std::size_t i, const Rational& bound) {
    std::vector<Point> kept;
    if (std::all_of(polygon.begin(), polygon.end(), [&](const Point& p) { return p[i] >= bound; }))
        return polygon;
    for (std::size_t k = 0; k < polygon.size(); ++k) {
        const Point &a = polygon[k], &b = polygon[(k + 1) % polygon.size()];
        if (a[i] >= bound) kept.push_back(a);
        if ((a[i] < bound) == (b[i] < bound)) continue;
        const Rational t = (bound - a[i]) / (b[i] - a[i]);
        kept.push_back({a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1])});
    }
    return hull(std::move(kept));
}

inline bool contains(const Polygon& polygon, const Point& p) {
    if (polygon.empty()) return false;
    if (polygon.size() == 1) return polygon[0] == p;
    for (std::size_t k = 0; k < polygon.size(); ++k) {
        if (turn(polygon[k], polygon[(k + 1) % polygon.size()], p) < 0) return false;
    }
    if (polygon.size() > 2) return true;
    // On the line of the segment: between its ends.
    return std::min(polygon[0], polygon[1]) <= p && p <= std::max(polygon[0], polygon[1]);
}

inline bool contains(const Polygon& polygon, const Polygon& inside) {
    return std::all_of(inside.begin(), inside.end(), [&](const Point& p) { return contains(polygon, p); });
}

/// Everything within slack[i] of the polygon in coordinate i.
inline Polygon widened(const Polygon& polygon, const Point& slack) {
    std::vector<Point> points;
    for (const Point& p : polygon) {
        for (const int x : {-1, 1}) {
            for (const int y : {-1, 1}) points.push_back({p[0] + x * slack[0], p[1] + y * slack[1]});
        }
    }
    return hull(std::move(points));
}

inline Rational least(const Polygon& polygon, std::size_t i) {
    Rational value = polygon.front()[i];
    for (const Point& p : polygon) value = std::min<Rational>(value, p[i]);
    return value;
}
inline Rational greatest(const Polygon& polygon, std::size_t i) {
    Rational value = polygon.front()[i];
    for (const Point& p : polygon) value = std::max<Rational>(value, p[i]);
    return value;
}

inline Integer floor_of(const Rational& x) {
    const Integer n = numerator(x), d = denominator(x);
    Integer q = n / d;  // towards zero
    if (n < 0 && q * d != n) q -= 1;
    return q;
}
inline Integer ceiling_of(const Rational& x) {
    return -floor_of(-x);
}

/// A polygon with corners on the grid of multiples of `step` that contains this one: every corner becomes the
/// cell in which it lies.
inline std::vector<Point> cells_around(const Polygon& polygon, const Point& step) {
    std::vector<Point> points;
    for (const Point& p : polygon) {
        const Rational x = p[0] / step[0], y = p[1] / step[1];
        const std::array<Integer, 2> xs{floor_of(x), ceiling_of(x)}, ys{floor_of(y), ceiling_of(y)};
        for (std::size_t k = 0; k < (xs[0] == xs[1] ? 1u : 2u); ++k) {
            for (std::size_t l = 0; l < (ys[0] == ys[1] ? 1u : 2u); ++l)
                points.push_back({step[0] * Rational(xs[k]), step[1] * Rational(ys[l])});
        }
    }
    return points;
}

inline std::string text_of(const Polygon& polygon) {
    std::string text;
    for (const Point& p : polygon) text += "(" + to_string(p[0]) + ", " + to_string(p[1]) + ") ";
    return text.empty() ? "empty" : text;
}

}  // namespace comity::test
