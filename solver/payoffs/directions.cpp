#include <cmath>

#include "outer.hpp"

namespace comity {
namespace {

/// The shortest whole-number vector of the same direction.
std::vector<Integer> primitive(const std::vector<Rational>& direction) {
    Integer common = 1;
    for (const Rational& entry : direction) common = lcm(common, denominator(entry));
    std::vector<Integer> result;
    Integer divisor = 0;
    for (const Rational& entry : direction) {
        result.push_back(numerator(entry) * (common / denominator(entry)));
        divisor = gcd(divisor, result.back());
    }
    for (Integer& entry : result) entry /= divisor;
    return result;
}

}  // namespace

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
    add(std::vector<Rational>{Rational(unit.x) / game_.unit[0].range, Rational(unit.y) / game_.unit[1].range});
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
    Polygon polygon{{-level[1], -level[3]}, {level[0], -level[3]}, {level[0], level[2]}, {-level[1], level[2]}};
    for (std::size_t r = 4; r < size(); ++r) {
        Polygon kept;
        for (std::size_t k = 0; k < polygon.size(); ++k) {
            const Point2 here = polygon[k], next = polygon[(k + 1) % polygon.size()];
            const double a = dot(unit_[r], here) - level[r], b = dot(unit_[r], next) - level[r];
            if (a <= 1e-13) kept.push_back(here);
            if ((a < -1e-13 && b > 1e-13) || (a > 1e-13 && b < -1e-13))
                kept.push_back(here + (a / (a - b)) * (next - here));
        }
        polygon = std::move(kept);
    }
    Polygon result;
    for (const std::uint32_t k : convex_hull(polygon, 1e-14)) result.push_back(polygon[k]);
    return result;
}

}  // namespace comity
