// Thresholds known from two sides: which ends are exact, where between they lie, and what is undecided.

#include "comity/certificate/brackets.hpp"

#include "support/models.hpp"

namespace comity::test {
namespace {

Interval piece(const std::string& lo, const std::string& hi, bool lo_closed = true, bool hi_closed = true) {
    return {Bound(q(lo)), Bound(q(hi)), lo_closed, hi_closed};
}

Threshold of(std::vector<Interval> sustained, std::vector<Interval> possible) {
    Threshold t;
    t.of = "delta";
    for (const Interval& each : sustained) t.sustained = unite(t.sustained, each);
    for (const Interval& each : possible) t.possible = unite(t.possible, each);
    return t;
}

TEST(Brackets, OfAnExactAnswerHaveEqualSides) {
    const Threshold t = of({piece("1/3", "1", true, false)}, {piece("1/3", "1", true, false)});
    EXPECT_TRUE(is_exact(t));
    EXPECT_TRUE(is_bracketed_up_set(t));
    ASSERT_EQ(brackets(t).sustained.size(), 1U);
    EXPECT_EQ(brackets(t).sustained[0].inner, brackets(t).sustained[0].outer);
    EXPECT_EQ(least_between(t)->first, least_between(t)->second);
}

TEST(Brackets, ABracketOfTheLeastValueHasASideEach) {
    const Threshold t = of({piece("1/2", "1", true, false)}, {piece("1/3", "1", true, false)});
    EXPECT_FALSE(is_exact(t));
    EXPECT_TRUE(is_bracketed_up_set(t));
    EXPECT_EQ(least_between(t)->first, AlgebraicNumber(q("1/3")));
    EXPECT_EQ(least_between(t)->second, AlgebraicNumber(q("1/2")));
    EXPECT_TRUE(brackets(t).undecided.empty());
}

TEST(Brackets, WhatLiesBetweenTwoProvedPiecesBelongsToBoth) {
    const Threshold t = of({piece("1/5", "2/5"), piece("3/5", "4/5")}, {piece("1/10", "9/10")});
    const Brackets b = brackets(t);
    ASSERT_EQ(b.sustained.size(), 2U);
    EXPECT_EQ(b.sustained[0].outer, piece("1/10", "3/5", true, false));
    EXPECT_EQ(b.sustained[1].outer, piece("2/5", "9/10", false, true));
    EXPECT_FALSE(is_bracketed_up_set(t));
}

TEST(Brackets, APieceWithoutProofIsUndecided) {
    const Threshold t =
        of({piece("1/2", "1", true, false)}, {piece("1/10", "1/5"), piece("1/2", "1", true, false)});
    const Brackets b = brackets(t);
    ASSERT_EQ(b.undecided.size(), 1U);
    EXPECT_EQ(b.undecided[0], piece("1/10", "1/5"));
    EXPECT_EQ(least_between(t)->first, AlgebraicNumber(q("1/10")));
    const Threshold nothing = of({}, {piece("9/10", "1", true, false)});
    EXPECT_EQ(least_between(nothing)->second, AlgebraicNumber(Rational(1)));
    EXPECT_TRUE(brackets(nothing).sustained.empty());
    EXPECT_FALSE(least_between(of({}, {})));
}

TEST(Brackets, AnAnswerWithoutAnOuterSideIsItsOwn) {
    const Threshold t = of({piece("1/2", "1", true, false)}, {});
    EXPECT_TRUE(is_exact(t));
    EXPECT_EQ(brackets(t).sustained.size(), 1U);
}

}  // namespace
}  // namespace comity::test
