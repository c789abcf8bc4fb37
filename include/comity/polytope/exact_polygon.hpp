#pragma once
/// Convex polygons with exact corners, flat ones included.

#include <array>
#include <vector>

#include "comity/number/rational.hpp"

namespace comity {

using ExactPoint = std::array<Rational, 2>;

/// (b − a) × (c − a): above zero where a, b, c turn left.
Rational turn(const ExactPoint& a, const ExactPoint& b, const ExactPoint& c);

/// Indices of the corners of the convex hull, counterclockwise from the leftmost (of these the lowest);
/// points on edges are no corners.
std::vector<std::size_t> exact_hull(const std::vector<ExactPoint>& points);

/// The part of a convex polygon (corners as exact_hull gives them) with direction · point ≤ level.
std::vector<ExactPoint> clipped(const std::vector<ExactPoint>& polygon, const ExactPoint& direction,
                                const Rational& level);

/// The points with direction · point ≤ level.
struct ExactHalfPlane {
    ExactPoint direction;
    Rational level;
};

/// The part of a convex polygon (corners as exact_hull gives them) in all of some half-planes.
std::vector<ExactPoint> clipped(const std::vector<ExactPoint>& polygon,
                                const std::vector<ExactHalfPlane>& halves);

/// How a point is a lottery over corners of a convex polygon: at most three of them with their weights; empty
/// where it is outside.
std::vector<std::pair<std::size_t, Rational>> lottery(const std::vector<ExactPoint>& polygon,
                                                      const ExactPoint& point);

}  // namespace comity
