// The oracle by itself: what it says of sets that can be worked out by hand, and whether its rounded chain
// keeps around what the exact operator does.

#include <gtest/gtest.h>

#include "support/draw_two_actors.hpp"
#include "support/exact_payoffs.hpp"

namespace comity::test {
namespace {

Rational q(const char* text) {
    return *parse_rational(text);
}

TEST(Polygon, HullClippingAndContainmentKnowFlatSets) {
    const Polygon segment = hull({{0, 0}, {2, 2}, {1, 1}, {0, 0}});
    EXPECT_EQ(segment, (Polygon{{0, 0}, {2, 2}}));
    EXPECT_EQ(hull({{3, 1}, {3, 1}}), (Polygon{{3, 1}}));
    EXPECT_TRUE(contains(segment, Point{q("1/2"), q("1/2")}));
    EXPECT_FALSE(contains(segment, Point{q("5/2"), q("5/2")}));
    EXPECT_FALSE(contains(segment, Point{1, 0}));
    EXPECT_EQ(at_least(segment, 1, 1), (Polygon{{1, 1}, {2, 2}}));
    EXPECT_EQ(at_least(segment, 1, 2), (Polygon{{2, 2}}));
    EXPECT_TRUE(at_least(segment, 0, 3).empty());
    const Polygon square = hull({{0, 0}, {1, 0}, {0, 1}, {1, 1}, {q("1/2"), 0}});
    EXPECT_EQ(square, (Polygon{{0, 0}, {1, 0}, {1, 1}, {0, 1}}));
    EXPECT_EQ(at_least(square, 0, 1), (Polygon{{1, 0}, {1, 1}}));
    EXPECT_TRUE(contains(hull(cells_around(square, {q("2/3"), 1})), square));
}

TEST(Polygon, SumsAreTheHullsOfAllSums) {
    Draw draw(5);
    for (int round = 0; round < 2000; ++round) {
        std::array<Polygon, 2> part;
        for (Polygon& polygon : part) {
            std::vector<Point> points;
            for (std::size_t k = 1 + draw.below(5); k > 0; --k)
                points.push_back({draw.number(-3, 3), draw.number(-3, 3)});
            polygon = hull(points);
        }
        std::vector<Point> sums;
        for (const Point& a : part[0]) {
            for (const Point& b : part[1]) sums.push_back({a[0] + b[0], a[1] + b[1]});
        }
        ASSERT_EQ(sum(part[0], part[1]), hull(sums));
    }
}

TEST(Oracle, FindsTheSimplestFractionNearby) {
    EXPECT_EQ(simplest_near(q("0.3333334"), q("1/1000000")), q("1/3"));
    EXPECT_EQ(simplest_near(q("-0.1428571"), q("1/1000000")), q("-1/7"));
    EXPECT_EQ(simplest_near(q("2.0000004"), q("1/1000000")), 2);
}

TEST(Oracle, SeesThatGrimTriggerHoldsFromItsDiscountFactorOn) {
    // T, R, P, S = 5, 3, 1, 0: cooperation from 1/2 on, exchange in turn from 1/4 on.
    const auto dilemma = [](const Rational& delta) {
        return ExactPayoffs(plain(2, 2, {3, 0, 5, 1}, {3, 5, 0, 1}, delta));
    };
    const ExactPayoffs::Family both{{{1, 1}, {3, 3}}};
    EXPECT_TRUE(dilemma(q("1/2")).is_self_generating(both));
    EXPECT_FALSE(dilemma(q("499999/1000000")).is_self_generating(both));
    const ExactPayoffs::Family turns{hull({{1, 1}, {4, 1}, {1, 4}})};
    EXPECT_TRUE(dilemma(q("1/4")).is_self_generating(turns));
    EXPECT_FALSE(dilemma(q("249999/1000000")).is_self_generating(turns));
    EXPECT_EQ(dilemma(q("1/2")).stage_equilibria(), (std::vector<Point>{{1, 1}}));
    EXPECT_EQ(dilemma(q("1/2")).minmax(0), 1);
}

TEST(Oracle, KeepsAroundWhatTheExactOperatorLeaves) {
    for (std::uint64_t seed = 0; seed < 60; ++seed) {
        DrawTraits traits;
        traits.constraints = seed % 2 == 0;
        traits.unequal = seed % 3 == 0;
        traits.phases = seed % 4 == 0;
        traits.states = seed % 5 == 0 ? 2 : 1;
        const ExactPayoffs oracle(draw_two_actors(seed, traits));
        OuterChain chain(oracle, 12);
        ExactPayoffs::Family exact = oracle.box();
        for (int k = 0; k < 4; ++k) {
            exact = oracle.apply(exact);
            chain.advance(1);
            for (std::size_t s = 0; s < exact.size(); ++s)
                ASSERT_TRUE(contains(chain.family()[s], exact[s])) << seed << "\n" << oracle.game().text();
        }
    }
}

}  // namespace
}  // namespace comity::test
