// Between the normals of the edges of all three polygons the outermost corners stay the same. There the ratio
// is one of two functions that are linear in h, so that it is greatest at one of these normals.

#include "distance.hpp"

#include <algorithm>
#include <cmath>

namespace comity {
namespace {

constexpr double kRounding = 4e-15;  ///< of a normal and a sum of two products

Point2 middle(const FloatPoint& point) {
    return {.5 * (point[0].lo() + point[0].hi()), .5 * (point[1].lo() + point[1].hi())};
}

/// The corners of the hull, counterclockwise.
std::vector<std::size_t> corners_of(const ScaledPoints& points) {
    Polygon at;
    for (const FloatPoint& point : points.at) at.push_back(middle(point));
    std::vector<std::size_t> result;
    for (const std::uint32_t k : convex_hull(at, 0)) result.push_back(k);
    return result;
}

/// Adds the outward normals of the edges between corners.
void add_normals(const ScaledPoints& points, const std::vector<std::size_t>& corners, Polygon& normals) {
    constexpr double kShort = 1e-6;
    for (std::size_t k = 0; k < corners.size() && corners.size() > 1; ++k) {
        const std::size_t a = corners[k], b = corners[(k + 1) % corners.size()];
        Point2 edge = middle(points.at[b]) - middle(points.at[a]);
        if (std::hypot(edge.x, edge.y) < kShort) {
            // Too short for doubles to know its direction.
            for (std::size_t i = 0; i < 2; ++i)
                edge[static_cast<int>(i)] = static_cast<double>(
                    Rational((points.exact[b][i] - points.exact[a][i]) / points.range[i]));
        }
        const double length = std::hypot(edge.x, edge.y);
        if (length > 0) normals.push_back({edge.y / length, -edge.x / length});
    }
}

FloatRange dot(Point2 h, const FloatPoint& point) {
    return FloatRange(h.x, h.x) * point[0] + FloatRange(h.y, h.y) * point[1];
}

/// max h·x, enclosed.
FloatRange outermost(Point2 h, const std::vector<FloatPoint>& points) {
    FloatRange most = dot(h, points.front());
    for (const FloatPoint& point : points) {
        const FloatRange level = dot(h, point);
        most = {std::max(most.lo(), level.lo()), std::max(most.hi(), level.hi())};
    }
    return most;
}

}  // namespace

Rational largest_distance(const ScaledPoints& payoffs, const ScaledPoints& outer, const ScaledPoints& inner,
                          const FloatPoint& radius, std::vector<Point2> normals) {
    if (outer.at.empty() || inner.at.empty()) return 0;
    const std::vector<std::size_t> extremes = corners_of(payoffs);
    if (extremes.size() > 2) {
        std::vector<std::size_t> all(outer.at.size());
        for (std::size_t k = 0; k < all.size(); ++k) all[k] = k;
        add_normals(outer, all, normals);
        add_normals(inner, corners_of(inner), normals);
        const std::size_t before = normals.size();
        add_normals(payoffs, extremes, normals);
        for (std::size_t k = normals.size(); k-- > before;) normals.push_back({-normals[k].x, -normals[k].y});
    }
    double most = 0;
    for (const Point2 h : normals) {
        const Point2 back{-h.x, -h.y};
        const double range = (outermost(h, payoffs.at) + outermost(back, payoffs.at)).lo();
        if (!(range > 0)) continue;
        const double within =
            outermost(h, inner.at).lo() - std::abs(h.x) * radius[0].hi() - std::abs(h.y) * radius[1].hi();
        most = std::max(most, (outermost(h, outer.at).hi() - within + kRounding) / range);
    }
    return Rational(most * (1 + 1e-8));
}

}  // namespace comity
