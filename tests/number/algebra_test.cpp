// Polynomials, their roots, algebraic numbers and sets of intervals, against values known in advance and
// against membership checked point by point.

#include <gtest/gtest.h>

#include <random>

#include "comity/number/interval_set.hpp"

namespace comity {
namespace {

Rational ratio(long a, long b) {
    return Rational(a) / Rational(b);
}
Polynomial poly(std::vector<Rational> coefficients) {
    return Polynomial(std::move(coefficients));
}
Polynomial root_at(const Rational& r) {
    return poly({-r, 1});
}

struct Random {
    std::mt19937_64 engine;
    long below(long n) { return static_cast<long>(engine() % static_cast<std::uint64_t>(n)); }
    Rational number() { return ratio(below(21) - 10, below(4) + 1); }
    Polynomial polynomial(int degree) {
        std::vector<Rational> c;
        for (int k = 0; k <= degree; ++k) c.push_back(number());
        return poly(c);
    }
};

TEST(Polynomial, DividesWithRemainder) {
    Random random{std::mt19937_64(3)};
    for (int round = 0; round < 300; ++round) {
        const Polynomial a = random.polynomial(5), b = random.polynomial(3);
        if (b.is_zero()) continue;
        const auto [quotient, remainder] = divide(a, b);
        EXPECT_EQ(quotient * b + remainder, a);
        EXPECT_LT(remainder.degree(), b.degree());
        const Rational x = random.number();
        EXPECT_EQ((a * b)(x), a(x) * b(x));
        EXPECT_EQ((a + b)(x), a(x) + b(x));
    }
}

TEST(Polynomial, GreatestCommonDivisorHoldsExactlyTheCommonRoots) {
    const Polynomial a = root_at(1) * root_at(2) * root_at(2) * root_at(5),
                     b = root_at(2) * root_at(5) * root_at(7) * Polynomial(3);
    EXPECT_EQ(gcd(a, b), root_at(2) * root_at(5));
    EXPECT_EQ(square_free(a).degree(), 3);
}

TEST(RealRoots, AreThoseThatWerePutIn) {
    Random random{std::mt19937_64(4)};
    for (int round = 0; round < 300; ++round) {
        std::vector<Rational> put;
        Polynomial p = Polynomial(random.below(5) + 1);
        for (long k = random.below(5); k >= 0; --k) {
            put.push_back(random.number());
            p = p * root_at(put.back());
        }
        if (random.below(2) == 0) p = p * poly({1, 0, 1});  // no real root
        std::sort(put.begin(), put.end());
        put.erase(std::unique(put.begin(), put.end()), put.end());
        const auto roots = real_roots(p);
        ASSERT_EQ(roots.size(), put.size());
        for (std::size_t k = 0; k < put.size(); ++k) EXPECT_EQ(roots[k], AlgebraicNumber(put[k]));
    }
}

TEST(RealRoots, KeepIrrationalOnesExact) {
    const auto roots = real_roots(poly({-2, 0, 1}));  // x² = 2
    ASSERT_EQ(roots.size(), 2u);
    EXPECT_FALSE(roots[1].is_rational());
    EXPECT_LT(roots[0], roots[1]);
    EXPECT_GT(roots[1], AlgebraicNumber(ratio(1414213562, 1000000000)));
    EXPECT_LT(roots[1], AlgebraicNumber(ratio(1414213563, 1000000000)));
    // The same number as a root of another polynomial, x⁴ − 4 = (x² − 2)(x² + 2).
    EXPECT_EQ(real_roots(poly({-4, 0, 0, 0, 1}))[1], roots[1]);
    // √2 and a root very near it are told apart.
    const Rational hair = Rational(1) / Rational(Integer("1000000000000000000000000"));
    const auto near = real_roots(poly({Rational(-2) - hair, 0, 1}));
    EXPECT_LT(roots[1], near[1]);
    const Rational middle = between(roots[1], near[1]);
    EXPECT_GT(middle * middle, 2);
    EXPECT_LT(middle * middle, 2 + hair);
    const AlgebraicNumber narrow = roots[1].refined(ratio(1, 1000000));
    EXPECT_LE(narrow.hi() - narrow.lo(), ratio(1, 1000000));
    EXPECT_EQ(narrow, roots[1]);
}

TEST(RationalFunction, IsInLowestTermsAndComputes) {
    const RationalFunction t = RationalFunction::variable();
    const RationalFunction f = (t * t - 1) / (t - 1);
    EXPECT_TRUE(f.denominator().is_constant());
    EXPECT_EQ(f, t + 1);
    EXPECT_EQ((RationalFunction(2) * t / (t + 1))(ratio(1, 2)), ratio(2, 3));
    EXPECT_TRUE((t - t).is_zero());
}

/// A random set and the intervals that it was united from.
IntervalSet draw_set(Random& random, std::vector<Interval>& parts) {
    IntervalSet set;
    for (long k = random.below(4); k >= 0; --k) {
        Interval piece;
        const Rational a = ratio(random.below(13), 2), b = a + ratio(random.below(6), 2);
        piece = {random.below(9) == 0 ? Bound::minus_infinity() : Bound(a),
                 random.below(9) == 0 ? Bound::infinity() : Bound(b), random.below(2) == 0,
                 random.below(2) == 0};
        if (!piece.lo.is_finite()) piece.lo_closed = false;
        if (!piece.hi.is_finite()) piece.hi_closed = false;
        parts.push_back(piece);
        set = unite(set, IntervalSet(piece));
    }
    return set;
}

TEST(IntervalSet, UnionAndIntersectionAreThoseOfTheirPoints) {
    Random random{std::mt19937_64(5)};
    for (int round = 0; round < 2000; ++round) {
        std::vector<Interval> pa, pb;
        const IntervalSet a = draw_set(random, pa), b = draw_set(random, pb);
        const IntervalSet both = unite(a, b), common = intersect(a, b);
        const Interval domain{1, 7, random.below(2) == 0, random.below(2) == 0};
        const IntervalSet left_over = outside(a, domain);
        for (long k = -2; k <= 40; ++k) {
            const AlgebraicNumber x(ratio(k, 4));
            const auto in = [&](const std::vector<Interval>& parts) {
                return std::any_of(parts.begin(), parts.end(),
                                   [&](const Interval& i) { return i.contains(x); });
            };
            ASSERT_EQ(a.contains(x), in(pa));
            ASSERT_EQ(both.contains(x), in(pa) || in(pb));
            ASSERT_EQ(common.contains(x), in(pa) && in(pb));
            ASSERT_EQ(left_over.contains(x), domain.contains(x) && !in(pa));
        }
        // Disjoint, ascending, not touching.
        for (std::size_t k = 1; k < both.intervals().size(); ++k) {
            const Interval &left = both.intervals()[k - 1], &right = both.intervals()[k];
            ASSERT_TRUE(left.hi < right.lo || (left.hi == right.lo && !left.hi_closed && !right.lo_closed));
        }
        ASSERT_EQ(unite(a, b), unite(b, a));
        ASSERT_EQ(intersect(a, both), a);
    }
}

TEST(IntervalSet, ItsLeastElementExistsOnlyWhereClosed) {
    EXPECT_EQ(IntervalSet(Interval{1, 2, true, false}).least(), AlgebraicNumber(1));
    EXPECT_FALSE(IntervalSet(Interval{1, 2, false, true}).least());
    EXPECT_FALSE(IntervalSet(Interval{Bound::minus_infinity(), 2, false, true}).least());
    EXPECT_FALSE(IntervalSet().least());
}

TEST(WhereNotNegative, AgreesWithTheFunctionPointByPoint) {
    Random random{std::mt19937_64(6)};
    const Interval domain{-4, 4, true, false};
    for (int round = 0; round < 500; ++round) {
        const Polynomial below = random.polynomial(1);
        if (below.is_zero()) continue;
        const RationalFunction f(random.polynomial(3), below);
        const IntervalSet set = where_not_negative(f, domain);
        for (long k = -40; k <= 40; ++k) {
            const Rational x = ratio(k, 9);
            const bool defined = f.denominator()(x) != 0;
            ASSERT_EQ(set.contains(AlgebraicNumber(x)), x >= -4 && x < 4 && defined && f(x) >= 0);
        }
    }
    // A double root is a point at which the sign does not change.
    EXPECT_EQ(where_not_negative(RationalFunction(-root_at(1) * root_at(1), Polynomial(1)), domain),
              IntervalSet(Interval::point(AlgebraicNumber(1))));
}

}  // namespace
}  // namespace comity
