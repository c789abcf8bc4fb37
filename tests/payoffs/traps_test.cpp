// Wrong answers that programs for payoff sets have given: each stands here with the right one.

#include "support/draw_two_actors.hpp"
#include "support/payoff_checks.hpp"

namespace comity::test {
namespace {

using Status = PayoffSetFinding::Status;

Rational q(const char* text) {
    return *parse_rational(text);
}
const Rational kHair = q("1/1000000000000");

/// The prisoner's dilemma with temptation, reward, punishment, sucker's payoff; action 0 cooperates.
TwoActors dilemma(const Rational& t, const Rational& r, const Rational& p, const Rational& s,
                  const Rational& delta) {
    return plain(2, 2, {r, s, t, p}, {r, t, s, p}, delta);
}
/// Abreu's three outputs.
TwoActors outputs(const Rational& delta) {
    return plain(3, 3, {10, 3, 0, 15, 7, -4, 7, 5, -15}, {10, 15, 7, 3, 7, 5, 0, -4, -15}, delta);
}
/// The example of Abreu and Sannikov.
TwoActors asymmetric(const Rational& delta) {
    return plain(3, 3, {16, 3, 0, 21, 10, -1, 9, 5, -5}, {9, 13, 3, 1, 4, 0, 0, -4, -15}, delta);
}

void expect_exactly(const TwoActors& g, const Polygon& corners) {
    const PayoffSetFinding f = find_payoffs(g);
    ASSERT_EQ(f.status, Status::solved) << f.note << "\n" << g.text();
    EXPECT_EQ(polygon_of(f.inner), hull(corners)) << text_of(polygon_of(f.inner)) << "\n" << g.text();
    EXPECT_EQ(polygon_of(f.outer), hull(corners)) << text_of(polygon_of(f.outer)) << "\n" << g.text();
}
void expect_empty(const TwoActors& g) {
    const PayoffSetFinding f = find_payoffs(g);
    EXPECT_EQ(f.status, Status::empty) << text_of(polygon_of(f.inner)) << f.note << "\n" << g.text();
}
void expect_oracle_agrees(const TwoActors& g) {
    Tally tally;
    SCOPED_TRACE(g.text());
    expect_agrees(g, find_payoffs(g), tally);
    EXPECT_EQ(tally.undecided, 0u) << g.text();
}

/// All feasible payoffs with at least the pure minmax: nothing more can be in V* with one δ and one state.
Polygon individually_rational(const ExactPayoffs& oracle) {
    std::vector<Point> feasible;
    for (std::size_t a = 0; a < oracle.game().profiles(); ++a)
        feasible.push_back({oracle.game().states[0].pays[0][a], oracle.game().states[0].pays[1][a]});
    return at_least(at_least(hull(feasible), 0, oracle.minmax(0)), 1, oracle.minmax(1));
}

// Threats start at the minmax, and nothing stops before it has stopped moving: an iteration from the lowest
// payoffs, or with a cap, is far off here.
TEST(NearOne, EverythingIndividuallyRationalIsFoundExactly) {
    std::size_t asked = 0;
    for (const char* delta : {"9/10", "99/100", "999/1000"}) {
        for (const TwoActors& g : {dilemma(10, 9, 3, 1, q(delta)), outputs(q(delta)), asymmetric(q(delta))}) {
            const ExactPayoffs oracle(g);
            const Polygon folk = individually_rational(oracle);
            if (!oracle.is_self_generating({folk})) continue;
            expect_exactly(g, folk);
            ++asked;
        }
    }
    EXPECT_GE(asked, 6u);
}

// Floating point does not always lead to proofs here: then the answer is "undecided".
TEST(NearOne, WithinAMillionthOfItNothingWrongIsSaid) {
    std::size_t asked = 0;
    for (const TwoActors& g : {dilemma(10, 9, 3, 1, q("999999/1000000")), outputs(q("999999/1000000")),
                               asymmetric(q("999999/1000000")), outputs(1 - kHair)}) {
        const ExactPayoffs oracle(g);
        const Polygon folk = individually_rational(oracle);
        if (!oracle.is_self_generating({folk})) continue;
        ++asked;
        const PayoffSetFinding f = find_payoffs(g);
        EXPECT_NE(f.status, Status::empty) << g.text();
        EXPECT_TRUE(contains(folk, polygon_of(f.inner))) << g.text();
        if (!f.outer.empty()) {
            EXPECT_TRUE(contains(polygon_of(f.outer), folk)) << g.text();
        }
    }
    EXPECT_GE(asked, 3u);
    const PayoffSetFinding f = find_payoffs(plain(2, 2, {1, -1, -2, 1}, {-1, 2, 2, 0}, q("999999/1000000")));
    EXPECT_NE(f.status, Status::solved);
    EXPECT_TRUE(f.inner.empty());
}

TEST(NearOne, AGameWithoutPureEquilibriaIsStillEmpty) {
    for (const char* delta : {"99/100", "999/1000"})
        expect_empty(plain(2, 2, {1, -1, -2, 1}, {-1, 2, 2, 0}, q(delta)));
}

TEST(NearZero, StageEquilibriaAndLotteriesOverThemAreLeft) {
    for (std::uint64_t seed = 0; seed < 60; ++seed) {
        TwoActors g = draw_two_actors(seed, {});
        g.delta = {0, 0};
        const Polygon equilibria = hull(ExactPayoffs(g).stage_equilibria());
        equilibria.empty() ? expect_empty(g) : expect_exactly(g, equilibria);
    }
    expect_exactly(dilemma(10, 9, 3, 1, q("1/1000000000000")), {{3, 3}});
}

TEST(FlatSets, PointsSegmentsAndEmptySetsAreAnswersLikeOthers) {
    expect_exactly(dilemma(10, 9, 3, 1, q("1/10")), {{3, 3}});
    expect_exactly(dilemma(10, 9, 3, 1, q("1/5")), {{3, 3}, {9, 9}});
    // Parallel to an axis, falling, and all in one point.
    expect_exactly(plain(2, 1, {0, 0}, {1, 5}, q("1/2")), {{0, 1}, {0, 5}});
    expect_exactly(plain(1, 2, {1, 5}, {0, 0}, q("1/2")), {{1, 0}, {5, 0}});
    expect_exactly(plain(2, 2, {3, 0, 0, 1}, {1, 0, 0, 3}, q("1/10")), {{1, 3}, {3, 1}});
    expect_exactly(plain(2, 2, {2, 2, 2, 2}, {7, 7, 7, 7}, q("1/3")), {{2, 7}});
    expect_exactly(plain(1, 1, {-2}, {q("1/3")}, q("2/3")), {{-2, q("1/3")}});
    expect_empty(plain(2, 2, {1, -1, -1, 1}, {-1, 1, 1, -1}, q("9/10")));
}

TEST(ParallelEdges, AreKeptApartByNothing) {
    // Incentives cut parallel to the axes; corners are shared by several profiles.
    expect_exactly(plain(2, 2, {0, 1, 3, 0}, {0, 3, 1, 0}, q("9/10")), {{1, 1}, {3, 1}, {1, 3}});
    expect_exactly(plain(3, 3, {10, 3, 0, 15, 7, -4, 7, 5, -15}, {10, 15, 7, 3, 7, 5, 0, -4, -15}, q("3/10")),
                   {{0, q("49/10")},
                    {q("49/10"), 0},
                    {q("61/10"), 0},
                    {q("131/10"), q("49/10")},
                    {q("49/10"), q("131/10")},
                    {0, q("61/10")}});
}

/// A prisoner's dilemma at a δ from which on a set is V*, and what is left just below.
struct KnifeEdge {
    std::array<int, 4> trps;
    const char* delta;
    Polygon from, below;
};
const std::vector<KnifeEdge>& knife_edges() {
    static const std::vector<KnifeEdge> edges{
        {{3, 2, 0, -1}, "1/3", {{0, 0}, {q("8/3"), 0}, {2, 2}, {0, q("8/3")}}, {{0, 0}}},
        {{10, 9, 3, 1}, "1/7", {{3, 3}, {9, 9}}, {{3, 3}}},
        // Alternation from 1/4 on, cooperation from 1/2 on.
        {{5, 3, 1, 0}, "1/4", {{1, 1}, {4, 1}, {1, 4}}, {{1, 1}}},
        {{5, 3, 1, 0}, "1/2", {{1, 1}, {q("13/3"), 1}, {3, 3}, {1, q("13/3")}}, {{1, 1}, {4, 1}, {1, 4}}},
    };
    return edges;
}
TwoActors dilemma(const KnifeEdge& edge, const Rational& delta) {
    return dilemma(edge.trps[0], edge.trps[1], edge.trps[2], edge.trps[3], delta);
}

TEST(KnifeEdges, AreDecidedExactly) {
    for (const KnifeEdge& edge : knife_edges()) expect_exactly(dilemma(edge, q(edge.delta)), edge.from);
    expect_exactly(dilemma(10, 9, 3, 1, q("1/4")), {{3, 3}, {q("39/4"), 3}, {9, 9}, {3, q("39/4")}});
}

TEST(KnifeEdges, AreTrueToTheOracleOnEitherSide) {
    for (const KnifeEdge& edge : knife_edges()) {
        const auto generates = [&](const Rational& delta, const Polygon& set) {
            return ExactPayoffs(dilemma(edge, delta)).is_self_generating({hull(set)});
        };
        EXPECT_TRUE(generates(q(edge.delta) + kHair, edge.from)) << edge.delta;
        EXPECT_TRUE(generates(q(edge.delta), edge.from)) << edge.delta;
        EXPECT_FALSE(generates(q(edge.delta) - kHair, edge.from)) << edge.delta;
        EXPECT_TRUE(generates(q(edge.delta) - kHair, edge.below)) << edge.delta;
    }
}

TEST(KnifeEdges, AreEnclosedWithinABillionthOnePartInAMillionMillionAbove) {
    for (const KnifeEdge& edge : knife_edges()) {
        const TwoActors g = dilemma(edge, q(edge.delta) + kHair);
        const PayoffSetFinding f = find_payoffs(g);
        ASSERT_EQ(f.status, Status::solved) << f.note << "\n" << g.text();
        const Point slack{kBillionth * g.range(0), kBillionth * g.range(1)};
        EXPECT_TRUE(contains(polygon_of(f.outer), edge.from)) << g.text();
        EXPECT_TRUE(contains(hull(edge.from), polygon_of(f.inner))) << g.text();
        EXPECT_TRUE(contains(widened(polygon_of(f.inner), slack), edge.from)) << g.text();
    }
}

TEST(KnifeEdges, AreExactOnePartInAMillionMillionAbove) {
    for (const KnifeEdge& edge : knife_edges())
        expect_exactly(dilemma(edge, q(edge.delta) + kHair), edge.from);
}

TEST(KnifeEdges, AreNotCrossedOnePartInAMillionMillionBelow) {
    for (const KnifeEdge& edge : knife_edges())
        expect_exactly(dilemma(edge, q(edge.delta) - kHair), edge.below);
}

TEST(KnifeEdges, OfThreeOutputsAreEnclosedOnEitherSide) {
    for (const char* edge : {"1/3", "4/7"}) {
        for (const Rational& delta : {q(edge) - kHair, q(edge), q(edge) + kHair}) {
            expect_oracle_agrees(outputs(delta));
            if (HasFatalFailure()) return;
        }
    }
}

TEST(SelfSupportedProfiles, BelongToTheSetThoughNoConstraintBinds) {
    // Two strict equilibria, and the better one is a corner of its own.
    const PayoffSetFinding f = find_payoffs(plain(2, 2, {4, 0, 0, 1}, {4, 0, 0, 1}, q("1/2")));
    EXPECT_TRUE(contains(polygon_of(f.inner), Point{4, 4}));
    EXPECT_TRUE(f.is_exact());
    expect_oracle_agrees(plain(2, 2, {4, 0, 0, 1}, {4, 0, 0, 1}, q("1/2")));
}

TEST(LargestFixedPoints, AreNotMistakenForSmallerOnesThatFewProfilesLeadTo) {
    // (1,0) and (0,1) take turns, with continuations on the edge between them; alone, each leads to (0,0).
    const TwoActors g =
        plain(4, 2, {0, 4, -3, 0, -6, -2, -9, -5}, {0, -3, 4, 1, q("25/3"), 5, q("23/2"), 9}, q("4/5"));
    expect_exactly(g, {{0, 0}, {1, 0}, {0, 1}});
}

TEST(Digits, OfProofsStayShortWhereCornersAreIrrational) {
    const PayoffSetFinding f = find_payoffs(asymmetric(q("3/10")));
    ASSERT_TRUE(f.proof.inner && f.proof.outer);
    const auto bits = [](const Rational& x) {
        const Integer n = abs(numerator(x)), d = denominator(x);
        return (n == 0 ? 0u : msb(n)) + msb(d);
    };
    for (const auto& point : f.proof.inner->points) {
        for (const Rational& x : point.value) EXPECT_LE(bits(x), 1000u);
        for (const Weight& weight : point.continuation) EXPECT_LE(bits(weight.weight), 1000u);
    }
    for (const auto& stage : f.proof.outer->stages) {
        for (const Rational& level : stage.levels) EXPECT_LE(bits(level), 1000u);
    }
}

TEST(Directions, AreAddedUntilTheGapIsABillionthOfTheRange) {
    for (const char* delta : {"99/400", "49/200", "6/25"}) {
        const PayoffSetFinding f = find_payoffs(dilemma(10, 9, 3, 1, q(delta)));
        ASSERT_EQ(f.status, Status::solved);
        EXPECT_LE(f.gap, kBillionth);
        const Point slack{9 * kBillionth, 9 * kBillionth};
        EXPECT_TRUE(contains(widened(polygon_of(f.inner), slack), polygon_of(f.outer)));
    }
}

TEST(Tolerance, IsEachActorsOwn) {
    // One actor's payoffs are a million times the other's.
    for (const char* scale : {"1000000", "1/1000000"}) {
        TwoActors g = asymmetric(q("3/10"));
        for (Rational& u : g.states[0].pays[1]) u *= q(scale);
        const PayoffSetFinding f = find_payoffs(g);
        ASSERT_EQ(f.status, Status::solved);
        const Point slack{kBillionth * g.range(0), kBillionth * g.range(1)};
        EXPECT_TRUE(contains(widened(polygon_of(f.inner), slack), polygon_of(f.outer)));
    }
}

TEST(LargeNumbers, OverflowNothing) {
    const Rational near63 = q("9223372036854775807"), huge = q("1000000000000000000000000000000");
    for (const Rational& big : {near63, huge, Rational(1) / huge}) {
        expect_exactly(dilemma(5 * big, 3 * big, big, 0, q("1/2")),
                       {{big, big}, {q("13/3") * big, big}, {3 * big, 3 * big}, {big, q("13/3") * big}});
    }
    for (const Rational& big : {near63, huge, Rational(-near63), Rational(-huge)}) {
        expect_exactly(
            dilemma(5 + big, 3 + big, 1 + big, big, q("1/2")),
            {{1 + big, 1 + big}, {q("13/3") + big, 1 + big}, {3 + big, 3 + big}, {1 + big, q("13/3") + big}});
    }
}

TEST(NegativePayoffs, AreNothingSpecial) {
    expect_exactly(dilemma(-1, -3, -5, -6, q("1/2")), {{-5, -5}, {q("-5/3"), -5}, {-3, -3}, {-5, q("-5/3")}});
}

/// Row can stay (0) or leave (1), column's action decides what staying is worth to row, 1 or 3; column is
/// indifferent. Before a breach and after column's, (stay, 1) is prescribed; after row's, (stay, 3).
TwoActors rewarded(const Rational& delta) {
    TwoActors g = plain(2, 2, {1, 3, 0, 0}, {0, 0, 0, 0}, delta);
    const std::vector<bool> poor{true, false, false, false}, rich{false, true, false, false};
    g.states[0].may = {poor, rich, poor};
    return g;
}

TEST(Departures, AreOtherActionsThanThePrescribedOne) {
    // Doing as told must not be held against what follows a breach: (3/4)·1 + (1/4)·3 > 1.
    expect_exactly(rewarded(q("1/4")), {{1, 0}});
}

TEST(Phases, CanMakeTheSetVanishAsDiscountFactorsGrow) {
    // 1 ≥ 3 δ.
    expect_exactly(rewarded(q("1/10")), {{1, 0}});
    expect_exactly(rewarded(q("1/3")), {{1, 0}});
    for (const Rational& delta : {q("1/3") + kHair, q("2/5"), q("9/10")}) {
        const PayoffSetFinding f = find_payoffs(rewarded(delta));
        EXPECT_EQ(f.status, Status::empty);
        EXPECT_FALSE(f.emptied_phase.has_value());
    }
}

TEST(Phases, ThatHaveNoEquilibriumEmptyTheRestAndAreNamed) {
    TwoActors g = dilemma(5, 3, 1, 0, q("1/2"));
    const std::vector<bool> anything(4, true), nothing(4, false), cooperation{true, false, false, false};
    for (std::size_t i = 0; i < 2; ++i) {
        for (const auto& row : {nothing, std::vector<bool>{false, true, false, false}}) {
            g.states[0].may = {anything, anything, anything};
            g.states[0].may[i + 1] = row;
            const PayoffSetFinding f = find_payoffs(g);
            EXPECT_EQ(f.status, Status::empty);
            EXPECT_EQ(f.emptied_phase, ActorId{i});
        }
    }
    // Whoever cannot breach has no such phase.
    TwoActors alone = plain(2, 1, {1, 2}, {0, 3}, q("1/2"));
    alone.states[0].may = {{true, true}, {true, true}, {false, false}};
    expect_exactly(alone, {{2, 3}});
}

TEST(Phases, WithoutEquilibriaThatNobodyCanEnterHoldNobodyToAnything) {
    // Column has no choice, and what would be prescribed after its breach cannot be enforced on row.
    TwoActors g = plain(2, 1, {0, 2}, {4, 3}, q("2/3"));
    g.states[0].may = {{false, true}, {true, true}, {true, false}};
    expect_exactly(g, {{2, 3}});
    const PayoffSetFinding f = find_payoffs(g);
    EXPECT_EQ(f.least[1].inner, 3);
    EXPECT_EQ(f.least[1].outer, 3);
    EXPECT_EQ(f.proof.inner->points[f.worst[1].point].set, 0u);
}

TEST(Phases, ThatAllowTheSameAreOne) {
    for (std::uint64_t seed = 0; seed < 40; ++seed) {
        TwoActors g = draw_two_actors(seed, {.constraints = seed % 2 == 0});
        const PayoffSetFinding one = find_payoffs(g);
        for (auto& x : g.states) x.may = {x.may[0], x.may[0], x.may[0]};
        const PayoffSetFinding three = find_payoffs(g);
        ASSERT_EQ(three.status, one.status) << seed << "\n" << g.text();
        if (one.status == Status::empty) continue;
        if (one.is_exact() && three.is_exact()) {
            EXPECT_EQ(three.inner, one.inner) << seed;
            continue;
        }
        const Point slack{kBillionth * g.range(0), kBillionth * g.range(1)};
        EXPECT_TRUE(contains(widened(polygon_of(one.outer), slack), polygon_of(three.inner))) << seed;
        EXPECT_TRUE(contains(widened(polygon_of(three.outer), slack), polygon_of(one.inner))) << seed;
    }
}

TEST(StatesThatAreAlike, AreOne) {
    for (std::uint64_t seed = 0; seed < 25; ++seed) {
        TwoActors g = draw_two_actors(seed, {});
        const PayoffSetFinding one = find_payoffs(g);
        g.states.push_back(g.states[0]);
        for (std::size_t s = 0; s < 2; ++s) {
            for (std::size_t a = 0; a < g.profiles(); ++a)
                g.states[s].next.push_back({{0, q("1/3")}, {1, q("2/3")}});
        }
        const PayoffSetFinding two = find_payoffs(g);
        ASSERT_EQ(two.status, one.status) << seed << "\n" << g.text();
        if (one.status == Status::empty) continue;
        const Point slack{2 * kBillionth * g.range(0), 2 * kBillionth * g.range(1)};
        EXPECT_TRUE(contains(widened(polygon_of(one.outer), slack), polygon_of(two.outer))) << seed;
        EXPECT_TRUE(contains(widened(polygon_of(two.outer), slack), polygon_of(one.outer))) << seed;
    }
}

TEST(UnequalPatience, LeadsOutsideTheFeasiblePayoffsOfThePeriod) {
    // The impatient actor is served first, the patient one later.
    TwoActors g = plain(2, 2, {1, 0, 0, 0}, {0, 0, 0, 1}, 0);
    for (auto& table : g.states[0].pays) {
        for (Rational& u : table) u *= 4;
    }
    g.delta = {q("1/5"), q("4/5")};
    expect_oracle_agrees(g);
    const PayoffSetFinding f = find_payoffs(g);
    ASSERT_EQ(f.status, Status::solved);
    EXPECT_GT(f.inner.size(), 2u);
    bool outside = false;
    for (const auto& corner : f.inner) outside = outside || corner[0] + corner[1] > 4;
    EXPECT_TRUE(outside);
}

TEST(Reversion, ThatRewardsIsNoThreatButTheWorstEquilibriumIs) {
    // (U,L) = (1,1); the only stage equilibrium (D,R) gives row 3. Under the worst equilibrium (U,L) is an
    // equilibrium payoff wherever it is under reversion.
    const auto game = [](const char* delta) {
        return plain(2, 2, {1, 0, 0, 3}, {1, q("6/5"), -1, 0}, q(delta));
    };
    for (const char* delta : {"1/10", "1/6", "1/4", "1/3", "2/5", "4/5"}) {
        expect_oracle_agrees(game(delta));
        const PayoffSetFinding f = find_payoffs(game(delta));
        EXPECT_EQ(contains(polygon_of(f.inner), Point{1, 1}), q(delta) >= q("1/6")) << delta;
        if (q(delta) < q("1/6")) {
            EXPECT_FALSE(contains(polygon_of(f.outer), Point{1, 1})) << delta;
        }
    }
}

TEST(Stopping, LeavesWhatIsKnownAsUndecided) {
    const std::atomic<bool> now{true};
    const Question<Rational> question = question_of(asymmetric(q("3/10")));
    PayoffRequest request;
    request.delta = {q("3/10"), q("3/10")};
    request.stop = StopToken(&now);
    const PayoffSetFinding f = payoff_set(question.form(), question, request);
    EXPECT_EQ(f.status, Status::undecided);
    EXPECT_NE(f.note, "");
    // What there is of an outer polygon contains the set all the same.
    if (!f.outer.empty()) {
        EXPECT_TRUE(contains(polygon_of(f.outer), Point{q("7.86308963813619"), 0}));
        EXPECT_TRUE(contains(polygon_of(f.outer), Point{10, 4}));
    }
    if (!f.inner.empty()) {
        EXPECT_LE(greatest(polygon_of(f.inner), 0), q("19.791797697363599928"));
    }
}

// An actor without a future does what pays now, and what pays just as much is no question of rounding: all
// that it is content with counts, ties included. Only the other's future is stretched.
TEST(WithoutFuture, OneWhoOnlyJustDoesNotCareStaysInTheGame) {
    TwoActors g = plain(2, 3, {-3, 1, 2, -3, 0, 3}, {3, -2, 0, 2, 1, 4}, 0);
    g.delta[1] = q("1/2");
    expect_exactly(g, {{-3, 3}, {3, q("7/2")}, {3, 4}, {-3, q("7/2")}});
    TwoActors h = plain(4, 3, {-3, 4, 0, -2, -2, 0, -1, 2, 0, 1, -1, 3},
                        {-3, 3, -1, 1, 2, 2, -1, -2, 1, 1, -2, -2}, q("7/10"));
    h.delta[1] = 0;
    expect_exactly(h, {{1, 1}, {q("31/10"), 1}, {4, 3}, {q("19/10"), 3}});
}

// A corner can be missing inside although the sides are close in every direction of the outer polygon's
// edges: the distance counts in all directions.
TEST(Gap, IsThatOfTheCornersToo) {
    TwoActors far = plain(3, 2, {2, 0, 1, 4, 2, 0}, {3, 0, 4, 5, 0, 2}, q("1/3"));
    far.delta[1] = q("1/2");
    for (const TwoActors& g :
         {far, draw_two_actors(3133, {.unequal = true}), draw_two_actors(3495, {.unequal = true}),
          draw_two_actors(5071, {.states = 2})}) {
        const PayoffSetFinding f = find_payoffs(g);
        const Polygon inner = polygon_of(f.inner), outer = polygon_of(f.outer);
        const Rational most = f.gap + kBillionth;
        EXPECT_TRUE(contains(widened(inner, {most * g.range(0), most * g.range(1)}), outer)) << g.text();
        EXPECT_EQ(f.status == Status::solved, f.gap <= kBillionth) << g.text();
    }
    // These three support each other: (2, 9/2) is followed by (4, 5), (2, 2) by a lottery over all.
    const PayoffSetFinding f = find_payoffs(far);
    const Polygon inside = widened(polygon_of(f.inner), {kBillionth, kBillionth});
    for (const Point& corner : {Point{2, 2}, Point{2, q("9/2")}, Point{4, 5}})
        EXPECT_TRUE(contains(inside, corner));
}

// The second actor does not care what it does in the second row, and both its actions there pay what it is
// held to at worst. Points that are known up to rounding only support each other all the same, since what
// follows is never less than the least of them.
TEST(Ties, WithWhatOnesWorstPaysAreKept) {
    TwoActors g = plain(2, 2, {1, 1, 4, 0}, {4, 2, 2, 2}, q("1/2"));
    g.delta[1] = q("3/5");
    const PayoffSetFinding f = find_payoffs(g);
    ASSERT_GE(f.inner.size(), 4u) << f.note;
    for (const Point& corner :
         {Point{4, 2}, Point{1, 2}, Point{q("5/2"), q("14/5")}, Point{q("5/4"), q("62/25")}})
        EXPECT_TRUE(contains(widened(polygon_of(f.inner), {q("1/1000000000"), q("1/1000000000")}), corner))
            << text_of(polygon_of(f.inner));
}

}  // namespace
}  // namespace comity::test
