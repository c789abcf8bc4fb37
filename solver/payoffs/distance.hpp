#pragma once
/// How far two convex polygons are apart, direction by direction.

#include "comity/number/float_range.hpp"
#include "comity/polytope/exact_polygon.hpp"
#include "comity/polytope/polygon.hpp"

namespace comity {

using FloatPoint = std::array<FloatRange, 2>;

/// Points as they are, and enclosed in parts of the actors' payoff ranges.
struct ScaledPoints {
    std::vector<ExactPoint> exact;
    std::vector<FloatPoint> at;
    ExactPoint range;
};

/// The greatest of (h·q − h·p) / (h·u − h·u'), from above, over all directions h: q is the outermost corner
/// of `outer` (counterclockwise), p of the hull of `inner`, moved inward by `radius`, u and u' the outermost
/// and the innermost of `payoffs`. Where these are flat, over the directions given.
Rational largest_distance(const ScaledPoints& payoffs, const ScaledPoints& outer, const ScaledPoints& inner,
                          const FloatPoint& radius, std::vector<Point2> normals);

}  // namespace comity
