// Half-planes all at once against one after the other.
#include <gtest/gtest.h>

#include <random>

#include "comity/polytope/exact_polygon.hpp"

namespace comity {
namespace {

std::vector<ExactPoint> one_by_one(std::vector<ExactPoint> polygon,
                                   const std::vector<ExactHalfPlane>& halves) {
    for (const ExactHalfPlane& half : halves) polygon = clipped(polygon, half.direction, half.level);
    return polygon;
}

std::vector<ExactPoint> hull(const std::vector<ExactPoint>& points) {
    std::vector<ExactPoint> result;
    for (const std::size_t k : exact_hull(points)) result.push_back(points[k]);
    return result;
}

TEST(Clipped, AllAtOnceIsOneAfterTheOther) {
    std::mt19937 random(11);
    const auto number = [&](int most) {
        return Rational(std::uniform_int_distribution<int>(-most, most)(random),
                        std::uniform_int_distribution<int>(1, 3)(random));
    };
    std::array<int, 4> sizes{};
    for (int round = 0; round < 4000; ++round) {
        std::vector<ExactPoint> points;
        const int corners = std::uniform_int_distribution<int>(1, 8)(random);
        for (int k = 0; k < corners; ++k) points.push_back({number(4), number(4)});
        const std::vector<ExactPoint> polygon = hull(points);
        // Small numbers, so that lines meet in corners, fall together and leave points and segments.
        std::vector<ExactHalfPlane> halves;
        const int cuts = std::uniform_int_distribution<int>(0, 6)(random);
        for (int k = 0; k < cuts; ++k) halves.push_back({{number(2), number(2)}, number(5) + 2});
        const auto all = clipped(polygon, halves), expected = one_by_one(polygon, halves);
        ASSERT_EQ(all, expected) << "round " << round;
        ++sizes[std::min<std::size_t>(3, all.size())];
    }
    for (const int each : sizes) EXPECT_GT(each, 100);
}

TEST(Clipped, MovedBySoLittleThatFloatingPointCannotTell) {
    const Rational little = Rational(1) / Rational(boost::multiprecision::pow(Integer(10), 40));
    const std::vector<ExactPoint> square{{0, 0}, {1, 0}, {1, 1}, {0, 1}};
    const std::vector<ExactHalfPlane> halves{
        {{1, 0}, 1 - little}, {{1, 1}, 2 - 3 * little}, {{1, 1}, 2 - little}};
    const std::vector<ExactPoint> expected{
        {0, 0}, {1 - little, 0}, {1 - little, 1 - 2 * little}, {1 - 3 * little, 1}, {0, 1}};
    EXPECT_EQ(clipped(square, halves), expected);
}

}  // namespace
}  // namespace comity
