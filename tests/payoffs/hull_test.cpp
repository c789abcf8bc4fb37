// Convex hulls in floating point where rounding could choose.

#include "comity/polytope/polygon.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace comity::test {
namespace {

std::vector<Point2> corners(const std::vector<Point2>& points, double tolerance) {
    std::vector<Point2> result;
    for (const std::uint32_t k : convex_hull(points, tolerance)) result.push_back(points[k]);
    return result;
}

TEST(Hull, KeepsTheLowestPointOfAnEdgeThatIsNearlyUpright) {
    // The first point is further left than the edge it ends by more than the tolerance: the others come after
    // the lowest one in the order of x, and lie between it and the first.
    const double x = 0.331, y = 0.331;
    for (const double shift : {0.0, 1e-15, 1e-14, 1e-13}) {
        const std::vector<Point2> points{{x - shift, 0.398}, {x, y},     {x, 0.3554}, {x, 0.3699},
                                         {x, 0.35},          {0.332, y}, {0.398, y},  {0.9, 0.9}};
        const std::vector<Point2> hull = corners(points, 4e-15);
        EXPECT_NE(std::find(hull.begin(), hull.end(), Point2{x, y}), hull.end()) << shift;
        EXPECT_NE(std::find(hull.begin(), hull.end(), Point2{0.9, 0.9}), hull.end()) << shift;
        EXPECT_EQ(std::find(hull.begin(), hull.end(), Point2{x, 0.3699}), hull.end()) << shift;
    }
}

TEST(Hull, OfNearEqualPointsTheFirstStandsForAll) {
    for (const double off : {1e-15, -1e-15}) {
        const std::vector<Point2> points{{0, 0}, {1, 0}, {1, 1}, {1 + off, 1 - off}, {off, off}};
        EXPECT_EQ(convex_hull(points, 4e-15), (std::vector<std::uint32_t>{0, 1, 2}));
    }
}

}  // namespace
}  // namespace comity::test
