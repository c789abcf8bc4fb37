// Payoff sets that others have computed, and one with two public states that was solved by hand.

#include "support/case_file.hpp"
#include "support/payoff_checks.hpp"

namespace comity::test {
namespace {

std::string label(const KnownGame& game, const KnownSet& set) {
    return game.name + " at " + to_string(set.delta);
}

TEST(ReferenceCases, AreAllThere) {
    std::size_t sets = 0, exact = 0, empty = 0;
    for (const KnownGame& game : read_cases("repeated.txt")) {
        sets += game.sets.size();
        for (const KnownSet& set : game.sets) {
            exact += set.exact;
            empty += set.empty;
            ASSERT_EQ(set.empty, set.corners.empty()) << label(game, set);
        }
    }
    EXPECT_EQ(sets, 31u);
    EXPECT_EQ(exact, 24u);
    EXPECT_EQ(empty, 4u);
}

TEST(ReferenceCases, AgreeWithTheOracle) {
    for (const KnownGame& game : read_cases("repeated.txt")) {
        for (const KnownSet& set : game.sets) {
            const ExactPayoffs oracle(game.at(set.delta));
            for (std::size_t i = 0; i < 2; ++i) EXPECT_EQ(oracle.minmax(i), game.minmax[i]) << game.name;
            if (set.exact) {
                EXPECT_EQ(oracle.apply({hull(set.corners)})[0], hull(set.corners)) << label(game, set);
            }
            OuterChain chain(oracle, 34);
            const Polygon around = widened(hull(set.corners), {kMillionth, kMillionth});
            while (!contains(around, chain.set()) && !chain.is_still() && chain.steps() < 600)
                chain.advance(20);
            EXPECT_EQ(chain.set().empty(), set.empty) << label(game, set);
            EXPECT_TRUE(contains(around, chain.set())) << label(game, set) << "\n" << text_of(chain.set());
            const Polygon near = widened(chain.set(), {kMillionth, kMillionth});
            EXPECT_TRUE(contains(near, set.corners)) << label(game, set);
        }
    }
}

TEST(ReferenceCases, RationalCornersAreFoundExactlyAndProved) {
    for (const KnownGame& game : read_cases("repeated.txt")) {
        for (const KnownSet& set : game.sets) {
            if (!set.exact) continue;
            const PayoffSetFinding f = find_payoffs(game.at(set.delta));
            ASSERT_EQ(f.status, PayoffSetFinding::Status::solved) << label(game, set);
            EXPECT_TRUE(f.is_exact()) << label(game, set);
            EXPECT_EQ(f.gap, 0) << label(game, set);
            EXPECT_EQ(polygon_of(f.outer), hull(set.corners)) << label(game, set) << "\n"
                                                              << text_of(polygon_of(f.outer));
            EXPECT_EQ(polygon_of(f.inner), hull(set.corners)) << label(game, set) << "\n"
                                                              << text_of(polygon_of(f.inner));
            for (std::size_t i = 0; i < 2; ++i) {
                EXPECT_EQ(f.minmax[i], game.minmax[i]) << label(game, set);
                EXPECT_EQ(f.least[i].inner, least(set.corners, i)) << label(game, set);
                EXPECT_EQ(f.least[i].outer, least(set.corners, i)) << label(game, set);
            }
        }
    }
}

TEST(ReferenceCases, IrrationalCornersAreEnclosedWithinABillionthOfTheRange) {
    for (const KnownGame& game : read_cases("repeated.txt")) {
        for (const KnownSet& set : game.sets) {
            if (set.exact || set.empty) continue;
            const TwoActors g = game.at(set.delta);
            const PayoffSetFinding f = find_payoffs(g);
            ASSERT_EQ(f.status, PayoffSetFinding::Status::solved) << label(game, set);
            EXPECT_LE(f.gap, kBillionth);
            const Point slack{kBillionth * g.range(0), kBillionth * g.range(1)};
            const Point digits{Rational(1) / Rational(Integer("100000000000000000")),
                               Rational(1) / Rational(Integer("100000000000000000"))};
            // Both polygons lie within slack of the corners, and these between the two.
            for (const auto& side : {f.outer, f.inner}) {
                EXPECT_TRUE(contains(widened(polygon_of(side), slack), set.corners)) << label(game, set);
                EXPECT_TRUE(contains(widened(hull(set.corners), slack), polygon_of(side)))
                    << label(game, set);
            }
            EXPECT_TRUE(contains(widened(polygon_of(f.outer), digits), set.corners)) << label(game, set);
            EXPECT_TRUE(contains(widened(hull(set.corners), digits), polygon_of(f.inner)))
                << label(game, set);
            for (std::size_t i = 0; i < 2; ++i) EXPECT_EQ(f.minmax[i], game.minmax[i]) << label(game, set);
        }
    }
}

TEST(ReferenceCases, GamesWithoutPureEquilibriaAreEmptyWithAProof) {
    for (const KnownGame& game : read_cases("repeated.txt")) {
        for (const KnownSet& set : game.sets) {
            if (!set.empty) continue;
            const PayoffSetFinding f = find_payoffs(game.at(set.delta));
            EXPECT_EQ(f.status, PayoffSetFinding::Status::empty) << label(game, set);
            EXPECT_TRUE(f.inner.empty()) << label(game, set);
            EXPECT_FALSE(f.emptied_phase.has_value()) << label(game, set);
            EXPECT_TRUE(f.proof.outer.has_value()) << label(game, set);
        }
    }
}

TEST(ReferenceCases, AgreeWithEverythingThatTheOracleCanSayOfThem) {
    Tally tally;
    for (const KnownGame& game : read_cases("repeated.txt")) {
        for (const KnownSet& set : game.sets) {
            const TwoActors g = game.at(set.delta);
            SCOPED_TRACE(label(game, set));
            expect_agrees(g, find_payoffs(g), tally);
            if (HasFatalFailure()) return;
        }
    }
    EXPECT_EQ(tally.unsettled, 0u);
}

/// A dilemma in two public states, δ = 2/3: in the second all payoffs are 2 higher; a lone defector makes
/// both states equally likely, else the second follows with 2/3. After SGSolve's example pd_twostate, action
/// 0 = defect; the fixed point is exact.
TwoActors two_states() {
    const Rational third = Rational(1) / 3, half = Rational(1) / 2;
    TwoActors g = plain(2, 2, {0, 2, -1, 1}, {0, -1, 2, 1}, 2 * third);
    g.states.push_back(g.states[0]);
    for (auto& table : g.states[1].pays) {
        for (Rational& u : table) u += 2;
    }
    for (auto& x : g.states) {
        const std::vector<std::pair<std::size_t, Rational>> alike{{0, third}, {1, 2 * third}},
            alone{{0, half}, {1, half}};
        x.next = {alike, alone, alone, alike};
    }
    return g;
}

const Polygon& first_state() {
    static const Polygon corners = hull({{Rational(8) / 9, Rational(8) / 9},
                                         {Rational(403) / 180, Rational(8) / 9},
                                         {Rational(17) / 9, Rational(17) / 9},
                                         {Rational(8) / 9, Rational(403) / 180}});
    return corners;
}
const Polygon& second_state() {
    static const Polygon corners = hull({{Rational(14) / 9, Rational(14) / 9},
                                         {Rational(523) / 180, Rational(14) / 9},
                                         {Rational(23) / 9, Rational(23) / 9},
                                         {Rational(14) / 9, Rational(523) / 180}});
    return corners;
}

TEST(TwoPublicStates, HaveTheFixedPointThatTheOracleConfirms) {
    const ExactPayoffs oracle(two_states());
    const ExactPayoffs::Family known{first_state(), second_state()};
    EXPECT_EQ(oracle.apply(known), known);
    OuterChain chain(oracle, 34);
    chain.advance(120);
    EXPECT_TRUE(contains(widened(first_state(), {kMillionth, kMillionth}), chain.set()))
        << text_of(chain.set());
}

TEST(TwoPublicStates, AreSolvedExactly) {
    const PayoffSetFinding f = find_payoffs(two_states());
    ASSERT_EQ(f.status, PayoffSetFinding::Status::solved);
    EXPECT_TRUE(f.is_exact());
    EXPECT_EQ(polygon_of(f.inner), first_state()) << text_of(polygon_of(f.inner));
    EXPECT_EQ(polygon_of(f.outer), first_state()) << text_of(polygon_of(f.outer));
    const ExactPayoffs::Family points = payoffs_of_points(f, two_states());
    EXPECT_EQ(points[1], second_state()) << text_of(points[1]);
}

TEST(TwoPublicStates, BeginInTheFirst) {
    TwoActors g = two_states();
    std::swap(g.states[0], g.states[1]);
    for (auto& x : g.states) {
        for (auto& follows : x.next) {
            for (auto& [state, probability] : follows) state = 1 - state;
        }
    }
    EXPECT_EQ(polygon_of(find_payoffs(g).inner), second_state());
}

}  // namespace
}  // namespace comity::test
