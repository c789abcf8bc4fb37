// What must not matter does not: who is called first, how actions are numbered, what payoffs are measured
// from and in, whether an action is listed twice.

#include <functional>

#include "support/draw_two_actors.hpp"
#include "support/payoff_checks.hpp"

namespace comity::test {
namespace {

using Status = PayoffSetFinding::Status;

/// The same game with rows for columns.
TwoActors exchanged(const TwoActors& g) {
    TwoActors r = g;
    r.actions = {g.actions[1], g.actions[0]};
    r.delta = {g.delta[1], g.delta[0]};
    for (std::size_t s = 0; s < g.states.size(); ++s) {
        const TwoActors::State& from = g.states[s];
        TwoActors::State& to = r.states[s];
        std::swap(to.has[0], to.has[1]);
        std::swap(to.exit[0], to.exit[1]);
        if (to.may.size() == 3) std::swap(to.may[1], to.may[2]);
        for (std::size_t a = 0; a < g.profiles(); ++a) {
            const std::size_t b = g.action(a, 1) * g.actions[0] + g.action(a, 0);
            for (std::size_t i = 0; i < 2; ++i) to.pays[i][b] = from.pays[1 - i][a];
            to.agreed[b] = from.agreed[a];
            if (!from.next.empty()) to.next[b] = from.next[a];
            for (std::size_t p = 0; p < from.may.size(); ++p)
                to.may[p == 0 ? 0 : from.may.size() - p][b] = from.may[p][a];
        }
    }
    return r;
}

/// The same game with each profile `a` of the new one being `old(a)` of the old one.
TwoActors renumbered(const TwoActors& g, std::array<std::size_t, 2> actions,
                     const std::function<std::size_t(std::size_t actor, std::size_t action)>& old) {
    TwoActors r = g;
    r.actions = actions;
    for (std::size_t s = 0; s < g.states.size(); ++s) {
        const TwoActors::State& from = g.states[s];
        TwoActors::State& to = r.states[s];
        to = TwoActors::State{};
        to.exit = from.exit;
        to.may.resize(from.may.size());
        for (std::size_t i = 0; i < 2; ++i) {
            for (std::size_t b = 0; b < actions[i]; ++b) to.has[i].push_back(from.has[i][old(i, b)]);
        }
        for (std::size_t a = 0; a < r.profiles(); ++a) {
            const std::size_t was = old(0, r.action(a, 0)) * g.actions[1] + old(1, r.action(a, 1));
            for (std::size_t i = 0; i < 2; ++i) to.pays[i].push_back(from.pays[i][was]);
            for (std::size_t p = 0; p < from.may.size(); ++p) to.may[p].push_back(from.may[p][was]);
            to.agreed.push_back(from.agreed[was]);
            if (!from.next.empty()) to.next.push_back(from.next[was]);
        }
    }
    return r;
}

/// scale · u + shift, floors included.
TwoActors measured(TwoActors g, std::size_t i, const Rational& scale, const Rational& shift) {
    for (auto& x : g.states) {
        for (Rational& u : x.pays[i]) u = scale * u + shift;
        if (x.exit[i]) x.exit[i] = scale * *x.exit[i] + shift;
    }
    return g;
}

using Map = std::function<Point(const Point&)>;

Polygon mapped(const Polygon& polygon, const Map& map) {
    std::vector<Point> points;
    for (const Point& p : polygon) points.push_back(map(p));
    return hull(std::move(points));
}

/// Is the second game's finding the first one's, mapped? `open`: counts games with unequal δ of which one is
/// undecided: where infinitely many corners come closer and closer, the order in which they are found can
/// matter. What is proved of one holds of the other all the same.
void expect_maps(const TwoActors& before, const TwoActors& after, const Map& map,
                 std::size_t* open = nullptr) {
    const PayoffSetFinding f = find_payoffs(before), h = find_payoffs(after);
    SCOPED_TRACE(before.text() + "becomes\n" + after.text());
    const bool is_open = f.status == Status::undecided || h.status == Status::undecided;
    if (open != nullptr && is_open && before.delta[0] != before.delta[1]) {
        ++*open;
        if (!h.inner.empty() && !f.outer.empty()) {
            EXPECT_TRUE(contains(mapped(polygon_of(f.outer), map), polygon_of(h.inner)));
        }
        if (!f.inner.empty() && !h.outer.empty()) {
            EXPECT_TRUE(contains(polygon_of(h.outer), mapped(polygon_of(f.inner), map)));
        }
        return;
    }
    ASSERT_EQ(h.status, f.status);
    ASSERT_NE(f.status, Status::undecided);
    if (f.status != Status::solved) return;
    const Polygon outer = mapped(polygon_of(f.outer), map), inner = mapped(polygon_of(f.inner), map);
    if (f.is_exact() && h.is_exact()) {
        ASSERT_EQ(polygon_of(h.outer), outer) << text_of(polygon_of(h.outer)) << "\n" << text_of(outer);
        return;
    }
    EXPECT_EQ(f.is_exact(), h.is_exact());
    const Point slack{2 * kBillionth * after.range(0), 2 * kBillionth * after.range(1)};
    ASSERT_TRUE(contains(widened(polygon_of(h.outer), slack), outer));
    ASSERT_TRUE(contains(widened(outer, slack), polygon_of(h.outer)));
    ASSERT_TRUE(contains(outer, polygon_of(h.inner)));
    ASSERT_TRUE(contains(polygon_of(h.outer), inner));
}

const Map kSame = [](const Point& p) { return p; };

/// Every kind of game in turn; consensus is left out, whose floors hang on a profile.
TwoActors any_game(std::uint64_t seed) {
    DrawTraits traits;
    traits.constraints = seed % 3 == 0;
    traits.unequal = seed % 5 == 0;
    traits.phases = seed % 7 == 0;
    traits.states = seed % 11 == 0 ? 2 : 1;
    TwoActors g = draw_two_actors(seed + 9000, traits);
    g.consensus.reset();
    return g;
}

constexpr std::uint64_t kGames = 80;

TEST(PayoffSets, DoNotDependOnWhoIsCalledFirst) {
    std::size_t open = 0;
    for (std::uint64_t seed = 0; seed < kGames && !HasFatalFailure(); ++seed) {
        const TwoActors g = any_game(seed);
        expect_maps(
            g, exchanged(g),
            [](const Point& p) {
                return Point{p[1], p[0]};
            },
            &open);
    }
    EXPECT_LE(open, 1u);
}

TEST(PayoffSets, DoNotDependOnTheOrderOfActions) {
    for (std::uint64_t seed = 0; seed < kGames && !HasFatalFailure(); ++seed) {
        const TwoActors g = any_game(seed);
        expect_maps(
            g, renumbered(g, g.actions, [&](std::size_t i, std::size_t b) { return g.actions[i] - 1 - b; }),
            kSame);
    }
}

TEST(PayoffSets, DoNotDependOnAnActionBeingListedTwice) {
    for (std::uint64_t seed = 0; seed < kGames && !HasFatalFailure(); ++seed) {
        const TwoActors g = any_game(seed);
        const std::size_t who = seed % 2;
        // An action listed twice can be swapped for its double: a departure of those who had none.
        if (g.actions[who] == 1 || g.phases() > 1) continue;
        std::array<std::size_t, 2> actions = g.actions;
        ++actions[who];
        expect_maps(g, renumbered(g, actions, [&](std::size_t i, std::size_t b) { return b % g.actions[i]; }),
                    kSame);
    }
}

TEST(PayoffSets, MoveWithTheZeroOfAnActorsPayoffs) {
    const std::vector<Rational> shifts{Rational(1000000000), Rational(-1000000000), Rational(1) / 3};
    for (std::uint64_t seed = 0; seed < kGames && !HasFatalFailure(); ++seed) {
        const TwoActors g = any_game(seed);
        const Rational first = shifts[seed % 3], second = shifts[seed / 3 % 3];
        expect_maps(g, measured(measured(g, 0, 1, first), 1, 1, second), [&](const Point& p) {
            return Point{p[0] + first, p[1] + second};
        });
    }
}

TEST(PayoffSets, ScaleWithTheUnitOfOneActorsPayoffs) {
    const std::vector<Rational> scales{Rational(1000000), Rational(1) / 1000, Rational(7) / 3};
    for (std::uint64_t seed = 0; seed < kGames && !HasFatalFailure(); ++seed) {
        const TwoActors g = any_game(seed);
        const std::size_t who = seed % 2;
        const Rational scale = scales[seed / 2 % 3];
        expect_maps(g, measured(g, who, scale, 0), [&](Point p) {
            p[who] *= scale;
            return p;
        });
    }
}

TEST(PayoffSets, GrowWithOneDiscountFactorForBoth) {
    for (std::uint64_t seed = 0; seed < kGames && !HasFatalFailure(); ++seed) {
        TwoActors g = draw_two_actors(seed + 9500, {.constraints = seed % 2 == 0});
        const PayoffSetFinding before = find_payoffs(g);
        g.delta = {(1 + g.delta[0]) / 2, (1 + g.delta[0]) / 2};
        const PayoffSetFinding after = find_payoffs(g);
        if (before.status != Status::solved) continue;
        ASSERT_EQ(after.status, Status::solved) << g.text();
        ASSERT_TRUE(contains(polygon_of(after.outer), polygon_of(before.inner))) << g.text();
    }
}

TEST(PayoffSets, ShrinkWithAgreementConstraintsAndFloors) {
    for (std::uint64_t seed = 0; seed < kGames && !HasFatalFailure(); ++seed) {
        TwoActors g = draw_two_actors(seed + 9700, {});
        const PayoffSetFinding before = find_payoffs(g);
        Draw draw(seed);
        for (std::size_t a = 0; a < g.profiles(); ++a) g.states[0].agreed[a] = !draw.one_in(4);
        if (draw.one_in(2)) g.states[0].exit[draw.below(2)] = draw.number(-2, 3);
        const PayoffSetFinding after = find_payoffs(g);
        if (after.status != Status::solved) continue;
        ASSERT_EQ(before.status, Status::solved) << g.text();
        ASSERT_TRUE(contains(polygon_of(before.outer), polygon_of(after.inner))) << g.text();
    }
}

TEST(PayoffSets, AreTheSameEveryTime) {
    for (std::uint64_t seed = 0; seed < 30; ++seed) {
        const TwoActors g = any_game(seed);
        ASSERT_EQ(find_payoffs(g), find_payoffs(g)) << g.text();
    }
}

}  // namespace
}  // namespace comity::test
