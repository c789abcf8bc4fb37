#include "comity/polytope/exact_polygon.hpp"

#include <algorithm>

#include "comity/number/float_range.hpp"

namespace comity {
namespace {

/// Points with floating enclosures, which mostly tell already on which side of a line one lies.
class Sides {
  public:
    explicit Sides(const std::vector<ExactPoint>& points) : points_(points) {
        ranges_.reserve(points.size());
        for (const ExactPoint& point : points) ranges_.push_back(enclosed(point));
    }

    /// The sign of the turn from points a and b to point c.
    int turn(std::size_t a, std::size_t b, std::size_t c) const {
        const int quick = sign(turn(ranges_[a], ranges_[b], ranges_[c]));
        return quick != 0 ? quick : comity::turn(points_[a], points_[b], points_[c]).sign();
    }
    /// Is a point surely not on the line through points a and b; and on which side?
    int side(std::size_t a, std::size_t b, const std::array<FloatRange, 2>& c) const {
        return sign(turn(ranges_[a], ranges_[b], c));
    }

    static std::array<FloatRange, 2> enclosed(const ExactPoint& point) {
        return {FloatRange(point[0]), FloatRange(point[1])};
    }

  private:
    using Range = std::array<FloatRange, 2>;

    static FloatRange turn(const Range& a, const Range& b, const Range& c) {
        return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);
    }
    static int sign(const FloatRange& x) { return x.is_positive() ? 1 : x.is_negative() ? -1 : 0; }

    const std::vector<ExactPoint>& points_;
    std::vector<Range> ranges_;
};

}  // namespace

Rational turn(const ExactPoint& a, const ExactPoint& b, const ExactPoint& c) {
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);
}

std::vector<std::size_t> exact_hull(const std::vector<ExactPoint>& points) {
    std::vector<std::size_t> order(points.size());
    for (std::size_t k = 0; k < order.size(); ++k) order[k] = k;
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return points[a] < points[b]; });
    order.erase(std::unique(order.begin(), order.end(),
                            [&](std::size_t a, std::size_t b) { return points[a] == points[b]; }),
                order.end());
    if (order.size() <= 1) return order;
    const Sides sides(points);
    std::vector<std::size_t> hull;
    const auto chain = [&](auto first, auto last) {
        const std::size_t start = hull.size();
        for (auto it = first; it != last; ++it) {
            while (hull.size() >= start + 2 && sides.turn(hull[hull.size() - 2], hull.back(), *it) <= 0)
                hull.pop_back();
            hull.push_back(*it);
        }
        hull.pop_back();
    };
    chain(order.begin(), order.end());
    chain(order.rbegin(), order.rend());
    return hull;
}

std::vector<ExactPoint> clipped(const std::vector<ExactPoint>& polygon, const ExactPoint& direction,
                                const Rational& level) {
    std::vector<Rational> over;
    for (const ExactPoint& corner : polygon)
        over.push_back(direction[0] * corner[0] + direction[1] * corner[1] - level);
    if (std::all_of(over.begin(), over.end(), [](const Rational& x) { return x <= 0; })) return polygon;
    std::vector<ExactPoint> kept;
    for (std::size_t k = 0; k < polygon.size(); ++k) {
        const std::size_t next = (k + 1) % polygon.size();
        if (over[k] <= 0) kept.push_back(polygon[k]);
        if ((over[k] < 0 && over[next] > 0) || (over[k] > 0 && over[next] < 0)) {
            const Rational t = over[k] / (over[k] - over[next]);
            kept.push_back({polygon[k][0] + t * (polygon[next][0] - polygon[k][0]),
                            polygon[k][1] + t * (polygon[next][1] - polygon[k][1])});
        }
    }
    std::vector<ExactPoint> result;
    for (const std::size_t k : exact_hull(kept)) result.push_back(kept[k]);
    return result;
}

std::vector<std::pair<std::size_t, Rational>> lottery(const std::vector<ExactPoint>& polygon,
                                                      const ExactPoint& point) {
    // Step 1. A corner, or between two neighbours.
    for (std::size_t k = 0; k < polygon.size(); ++k) {
        if (polygon[k] == point) return {{k, 1}};
    }
    const Sides sides(polygon);
    const auto at = Sides::enclosed(point);
    for (std::size_t k = 0; k < polygon.size() && polygon.size() > 1; ++k) {
        const std::size_t next = (k + 1) % polygon.size();
        if (sides.side(k, next, at) != 0 || turn(polygon[k], polygon[next], point) != 0) continue;
        const std::size_t axis = polygon[k][0] != polygon[next][0] ? 0 : 1;
        const Rational t = (point[axis] - polygon[k][axis]) / (polygon[next][axis] - polygon[k][axis]);
        if (t > 0 && t < 1) return {{k, 1 - t}, {next, t}};
    }
    // Step 2. In a triangle with the first corner.
    for (std::size_t k = 1; k + 1 < polygon.size(); ++k) {
        if (sides.side(k, k + 1, at) < 0 || sides.side(k + 1, 0, at) < 0 || sides.side(0, k, at) < 0)
            continue;
        const Rational whole = turn(polygon[0], polygon[k], polygon[k + 1]);
        const Rational a = turn(point, polygon[k], polygon[k + 1]) / whole;
        const Rational b = turn(polygon[0], point, polygon[k + 1]) / whole;
        const Rational c = 1 - a - b;
        if (a < 0 || b < 0 || c < 0) continue;
        std::vector<std::pair<std::size_t, Rational>> result;
        if (a > 0) result.emplace_back(0, a);
        if (b > 0) result.emplace_back(k, b);
        if (c > 0) result.emplace_back(k + 1, c);
        return result;
    }
    return {};
}

}  // namespace comity
