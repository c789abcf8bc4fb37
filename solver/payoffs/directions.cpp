#include "directions.hpp"

#include <algorithm>
#include <cmath>

#include "rounded.hpp"

namespace comity {
DirectionList::DirectionList(const FloatGame& game) : game_(game) {
    for (int i = 0; i < 2; ++i) {
        for (const int sign : {1, -1}) {
            std::vector<Rational> axis(2, 0);
            axis[static_cast<std::size_t>(i)] = sign;
            add(axis);
        }
    }
}

void DirectionList::add(const std::vector<Rational>& direction) {
    std::vector<Integer> row = primitive(direction);
    if (std::find(exact_.begin(), exact_.end(), row) != exact_.end()) return;
    const Point2 scaled{static_cast<double>(Rational(Rational(row[0]) * game_.unit[0].range)),
                        static_cast<double>(Rational(Rational(row[1]) * game_.unit[1].range))};
    const double length = std::hypot(scaled.x, scaled.y);
    exact_.push_back(std::move(row));
    length_.push_back(length);
    unit_.push_back({scaled.x / length, scaled.y / length});
}

void DirectionList::add(Point2 direction) {
    const double length = std::hypot(direction.x, direction.y);
    Point2 unit{direction.x / length, direction.y / length};
    for (int i = 0; i < 2; ++i) unit[i] = std::ldexp(std::round(std::ldexp(unit[i], 46)), -46);
    for (const Point2 known : unit_) {
        if (std::abs(known.x - unit.x) < 1e-13 && std::abs(known.y - unit.y) < 1e-13) return;
    }
    add(std::vector<Rational>{Rational(unit.x) / game_.unit[0].range,
                              Rational(unit.y) / game_.unit[1].range});
}

void DirectionList::add_normals(const Polygon& polygon) {
    for (std::size_t k = 0; k < polygon.size() && polygon.size() > 1; ++k) {
        const Point2 edge = polygon[(k + 1) % polygon.size()] - polygon[k];
        add(Point2{edge.y, -edge.x});
    }
}

void DirectionList::add_around(int count) {
    for (int k = 0; k < count; ++k) {
        const double angle = 2 * M_PI * (k + .5) / count;
        add(Point2{std::cos(angle), std::sin(angle)});
    }
}

std::vector<std::size_t> DirectionList::by_angle() const {
    std::vector<std::pair<double, std::size_t>> angles;
    for (std::size_t r = 0; r < size(); ++r) angles.emplace_back(std::atan2(unit_[r].y, unit_[r].x), r);
    std::sort(angles.begin(), angles.end());
    std::vector<std::size_t> result;
    for (const auto& each : angles) result.push_back(each.second);
    return result;
}

Rational DirectionList::level(std::size_t row, double level) const {
    // A little short of full precision, for shorter numbers, and upward.
    const double rounded = std::ldexp(std::ceil(std::ldexp(level, 46)), -46);
    return Rational(length_[row]) * Rational(rounded) + Rational(exact_[row][0]) * game_.unit[0].lowest +
           Rational(exact_[row][1]) * game_.unit[1].lowest;
}

double DirectionList::level(std::size_t row, const Rational& level) const {
    const Rational above = level - Rational(exact_[row][0]) * game_.unit[0].lowest -
                           Rational(exact_[row][1]) * game_.unit[1].lowest;
    return static_cast<double>(Rational(above / Rational(length_[row])));
}

Polygon DirectionList::polygon(const std::vector<double>& levels, std::size_t set) const {
    const double* level = &levels[set * size()];
    // Levels of flat sets may cross by what rounding does.
    const double x = std::min(-level[1], level[0]), y = std::min(-level[3], level[2]);
    Polygon polygon{{x, y}, {level[0], y}, {level[0], level[2]}, {x, level[2]}}, space;
    for (std::size_t r = 4; r < size(); ++r) {
        cut(polygon, unit_[r], level[r], space);
        if (polygon.empty()) break;
    }
    Polygon result;
    for (const std::uint32_t k : convex_hull(polygon, 1e-15)) result.push_back(polygon[k]);
    return result;
}

}  // namespace comity
