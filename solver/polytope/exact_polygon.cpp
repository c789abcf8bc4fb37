#include "comity/polytope/exact_polygon.hpp"

#include <algorithm>
#include <deque>
#include <optional>

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

/// What half-planes have in common, edge by edge, where it is a polygon that is not flat.
class Common {
  public:
    explicit Common(const std::vector<ExactHalfPlane>& halves) : halves_(halves) {
        for (const ExactHalfPlane& half : halves)
            lines_.push_back(
                {FloatRange(half.direction[0]), FloatRange(half.direction[1]), FloatRange(half.level)});
    }

    /// Its corners as exact_hull gives them; nothing where it is flat, empty or without end.
    std::optional<std::vector<ExactPoint>> polygon() {
        // Step 1. The lines by their direction, each cutting off corners of those before it at both ends.
        for (const std::size_t line : by_direction()) {
            if (!edges_.empty() && !take(line)) return std::nullopt;
            if (edges_.empty()) edges_.push_back(line);
        }
        while (edges_.size() > 2 && !holds(edges_.front(), corners_.back())) drop_last();
        while (edges_.size() > 2 && !holds(edges_.back(), corners_.front())) drop_first();
        if (edges_.size() < 3 || turn(edges_.back(), edges_.front()) <= 0) return std::nullopt;
        corners_.push_back(crossing(edges_.back(), edges_.front()));
        // Step 2. It is what it should be: convex, with every corner in every half-plane.
        std::vector<ExactPoint> result;
        for (const Place& corner : corners_) result.push_back(corner.at);
        std::vector<ExactPoint> sorted;
        for (const std::size_t k : exact_hull(result)) sorted.push_back(result[k]);
        if (sorted.size() != result.size()) return std::nullopt;
        for (std::size_t line = 0; line < halves_.size(); ++line) {
            for (const Place& corner : corners_) {
                const bool own = corner.first == line || corner.second == line;
                if (!own && over(line, corner) > 0) return std::nullopt;
            }
        }
        return sorted;
    }

  private:
    /// Where two lines cross.
    struct Place {
        ExactPoint at;
        std::array<FloatRange, 2> near;
        std::size_t first, second;
    };

    static int sign(const FloatRange& x) { return x.is_positive() ? 1 : x.is_negative() ? -1 : 0; }

    /// Above 0 where the direction of b is to the left of that of a.
    int turn(std::size_t a, std::size_t b) const {
        const int quick = sign(lines_[a][0] * lines_[b][1] - lines_[a][1] * lines_[b][0]);
        if (quick != 0) return quick;
        const ExactPoint &p = halves_[a].direction, &q = halves_[b].direction;
        return Rational(p[0] * q[1] - p[1] * q[0]).sign();
    }
    /// Above 0 where a place is outside of a half-plane, 0 where it is on its line.
    int over(std::size_t line, const Place& place) const {
        const int quick =
            sign(lines_[line][0] * place.near[0] + lines_[line][1] * place.near[1] - lines_[line][2]);
        if (quick != 0) return quick;
        const ExactPoint& h = halves_[line].direction;
        return Rational(h[0] * place.at[0] + h[1] * place.at[1] - halves_[line].level).sign();
    }
    bool holds(std::size_t line, const Place& place) const { return over(line, place) < 0; }

    /// Counterclockwise; of several lines in one direction the one that leaves least.
    std::vector<std::size_t> by_direction() const {
        const auto is_upper = [&](std::size_t k) {
            const ExactPoint& h = halves_[k].direction;
            return h[1] > 0 || (h[1] == 0 && h[0] > 0);
        };
        std::vector<std::size_t> order;
        for (std::size_t k = 0; k < halves_.size(); ++k) {
            if (halves_[k].direction != ExactPoint{0, 0}) order.push_back(k);
        }
        std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
            return is_upper(a) != is_upper(b) ? is_upper(a) : turn(a, b) > 0;
        });
        std::vector<std::size_t> result;
        for (const std::size_t line : order) {
            const bool alike = !result.empty() && is_upper(result.back()) == is_upper(line) &&
                               turn(result.back(), line) == 0;
            if (!alike)
                result.push_back(line);
            else if (is_closer(line, result.back()))
                result.back() = line;
        }
        return result;
    }
    /// Of two lines in one direction.
    bool is_closer(std::size_t a, std::size_t b) const {
        const ExactPoint &p = halves_[a].direction, &q = halves_[b].direction;
        const std::size_t i = p[0] != 0 ? 0 : 1;
        return halves_[a].level * abs(q[i]) < halves_[b].level * abs(p[i]);
    }

    Place crossing(std::size_t a, std::size_t b) const {
        const ExactPoint &p = halves_[a].direction, &q = halves_[b].direction;
        const Rational &l = halves_[a].level, &m = halves_[b].level;
        const Rational whole = p[0] * q[1] - p[1] * q[0];
        Place place{{(l * q[1] - m * p[1]) / whole, (m * p[0] - l * q[0]) / whole}, {}, a, b};
        place.near = Sides::enclosed(place.at);
        return place;
    }

    bool take(std::size_t line) {
        while (!corners_.empty() && !holds(line, corners_.back())) drop_last();
        while (!corners_.empty() && !holds(line, corners_.front())) drop_first();
        if (turn(edges_.back(), line) <= 0) return false;
        corners_.push_back(crossing(edges_.back(), line));
        edges_.push_back(line);
        return true;
    }
    void drop_last() {
        corners_.pop_back();
        edges_.pop_back();
    }
    void drop_first() {
        corners_.pop_front();
        edges_.pop_front();
    }

    const std::vector<ExactHalfPlane>& halves_;
    std::vector<std::array<FloatRange, 3>> lines_;  ///< direction and level
    std::deque<std::size_t> edges_;
    std::deque<Place> corners_;  ///< between an edge and the next
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

std::vector<ExactPoint> clipped(const std::vector<ExactPoint>& polygon,
                                const std::vector<ExactHalfPlane>& halves) {
    std::vector<ExactHalfPlane> all = halves;
    for (std::size_t k = 0; k < polygon.size() && polygon.size() > 2; ++k) {
        const ExactPoint &a = polygon[k], &b = polygon[(k + 1) % polygon.size()];
        const ExactPoint out{b[1] - a[1], a[0] - b[0]};
        all.push_back({out, out[0] * a[0] + out[1] * a[1]});
    }
    if (polygon.size() > 2) {
        if (auto common = Common(all).polygon()) return *std::move(common);
    }
    // What is flat is cut half-plane by half-plane.
    std::vector<ExactPoint> result = polygon;
    for (const ExactHalfPlane& half : halves) result = clipped(result, half.direction, half.level);
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
