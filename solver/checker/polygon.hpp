#pragma once
/// Convex polygons with exact corners: points and segments are polygons too.

#include <array>
#include <vector>

#include "comity/number/rational.hpp"

namespace comity::checker {

using Point = std::array<Rational, 2>;

/// Corners counterclockwise from the leftmost (of these the lowest); one or two where it is flat.
std::vector<Point> hull(std::vector<Point> points);

/// The part of a polygon where normal · x ≤ level.
std::vector<Point> clip(const std::vector<Point>& polygon, const Point& normal, const Rational& level);

}  // namespace comity::checker
