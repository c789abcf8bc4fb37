#pragma once
/// Convex polygons in floating point, flat ones included. Nothing here is a proof: solvers find shapes with
/// it and prove them afterwards in exact arithmetic.

#include <array>
#include <cstdint>
#include <vector>

namespace comity {

struct Point2 {
    double x = 0, y = 0;
    double operator[](int axis) const { return axis == 0 ? x : y; }
    double& operator[](int axis) { return axis == 0 ? x : y; }
    friend Point2 operator+(Point2 a, Point2 b) { return {a.x + b.x, a.y + b.y}; }
    friend Point2 operator-(Point2 a, Point2 b) { return {a.x - b.x, a.y - b.y}; }
    friend Point2 operator*(double s, Point2 a) { return {s * a.x, s * a.y}; }
    bool operator==(const Point2&) const = default;
};

inline double cross(Point2 a, Point2 b) {
    return a.x * b.y - a.y * b.x;
}
inline double dot(Point2 a, Point2 b) {
    return a.x * b.x + a.y * b.y;
}

/// Corners counterclockwise, without repetition; none, one or two of them where the set is empty, a point or
/// a segment.
using Polygon = std::vector<Point2>;

/// Indices of the corners of the convex hull, counterclockwise from the leftmost (of these the lowest).
/// Points within `tolerance` of a corner or of an edge are no corners.
std::vector<std::uint32_t> convex_hull(const std::vector<Point2>& points, double tolerance);

/// max over the polygon of direction · point; minus infinity if it is empty.
double support(const Polygon& polygon, Point2 direction);

/// Is the point inside, or within `tolerance` of the polygon?
bool contains(const Polygon& polygon, Point2 point, double tolerance);

/// All sums of a point of one and a point of the other; empty if either is.
Polygon minkowski_sum(const Polygon& a, const Polygon& b);

/// The corners of the sum as pairs of corners, counterclockwise: a corner of one, a corner of the other. Some
/// of them may lie on edges.
std::vector<std::array<std::uint32_t, 2>> minkowski_corners(const Polygon& a, const Polygon& b);

/// The part with direction · point ≤ level, in place; `space` is for its own use and best kept.
void cut(Polygon& polygon, Point2 direction, double level, Polygon& space);

/// A corner of a clipped polygon and the lower bounds that it lies on: bit 0 for x, bit 1 for y.
struct ClippedCorner {
    Point2 at;
    unsigned binding = 0;
};

/// Clips polygons; keeps its working space between calls.
class PolygonClipper {
  public:
    /// The part with x ≥ lower.x and y ≥ lower.y; what misses a bound by at most `tolerance` counts as on it.
    /// The result is good until the next call.
    const std::vector<ClippedCorner>& clip_from_below(const Polygon& polygon, Point2 lower, double tolerance);

  private:
    std::vector<ClippedCorner> result_, kept_;
};

}  // namespace comity
