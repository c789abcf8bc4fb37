// What must not matter to the payoff sets of three and more actors does not: who is called first, how actions
// are numbered, what payoffs are measured from and in, whether an action is listed twice, who looks on. And
// two actors have the same set by either method.

#include "many.hpp"
#include "support/draw_many_actors.hpp"
#include "support/payoff_checks.hpp"
#include "support/public_good.hpp"
#include "support/space_checks.hpp"

namespace comity::test {
namespace {

using Status = PayoffSetFinding::Status;
using Order = std::vector<std::size_t>;

/// The same game with actor `order[i]` in place of actor i.
ManyActors reordered(const ManyActors& g, const Order& order) {
    ManyActors r =
        plain_many({g.actions[order[0]], g.actions[order[1]], g.actions[order[2]]}, {}, Rational(0));
    r.may.assign(g.phases(), std::vector<bool>(g.profiles()));
    for (std::size_t i = 0; i < 3; ++i) {
        r.pays[i].resize(g.profiles());
        r.has[i] = g.has[order[i]];
        r.exit[i] = g.exit[order[i]];
        r.delta[i] = g.delta[order[i]];
    }
    for (std::size_t a = 0; a < r.profiles(); ++a) {
        std::size_t was = 0;
        for (std::size_t i = 0; i < 3; ++i) was = g.with(was, order[i], r.action(a, i));
        for (std::size_t i = 0; i < 3; ++i) r.pays[i][a] = g.pays[order[i]][was];
        r.agreed[a] = g.agreed[was];
        for (std::size_t p = 0; p < g.phases(); ++p) r.may[p][a] = g.may[p == 0 ? 0 : order[p - 1] + 1][was];
    }
    return r;
}

/// The same game with action b of actor i being `old(i, b)` of the old one.
template <class Old>
ManyActors renumbered(const ManyActors& g, const std::vector<std::size_t>& actions, const Old& old) {
    ManyActors r = plain_many(actions, {}, Rational(0));
    r.exit = g.exit;
    r.delta = g.delta;
    r.may.assign(g.phases(), std::vector<bool>(r.profiles()));
    for (std::size_t i = 0; i < g.n(); ++i) {
        for (std::size_t b = 0; b < actions[i]; ++b) r.has[i][b] = g.has[i][old(i, b)];
    }
    for (std::size_t a = 0; a < r.profiles(); ++a) {
        std::size_t was = 0;
        for (std::size_t i = 0; i < g.n(); ++i) was = g.with(was, i, old(i, r.action(a, i)));
        for (std::size_t i = 0; i < g.n(); ++i) r.pays[i].push_back(g.pays[i][was]);
        r.agreed[a] = g.agreed[was];
        for (std::size_t p = 0; p < g.phases(); ++p) r.may[p][a] = g.may[p][was];
    }
    return r;
}

/// scale · u + shift, floors included.
ManyActors measured(ManyActors g, std::size_t i, const Rational& scale, const Rational& shift) {
    for (Rational& u : g.pays[i]) u = scale * u + shift;
    if (g.exit[i]) g.exit[i] = scale * *g.exit[i] + shift;
    return g;
}

/// Is the second game's set the first one's, with h·w of the one being scale · g·w + shift of the other for
/// `map(h)` = {g, scale, shift}? The same game has the same emptiness.
template <class Map>
void expect_maps(const ManyActors& before, const ManyActors& after, const Map& map) {
    const PayoffSetFinding f = find_space(before), h = find_space(after);
    SCOPED_TRACE(before.text() + "becomes\n" + after.text());
    // Which of two games a limit reaches first is not said: only what is proved must be the same.
    ASSERT_FALSE(f.status == Status::empty && h.status == Status::solved);
    ASSERT_FALSE(f.status == Status::solved && h.status == Status::empty);
    if (f.status == Status::empty || h.status == Status::empty) return;
    for (const auto& support : f.support) {
        const auto [direction, scale, shift] = map(support.direction);
        const auto level = level_of(h, direction);
        if (!level) continue;
        // A side that is not proved says nothing.
        if (f.has_inner() && h.has_outer()) {
            ASSERT_LE(scale * support.level.inner + shift, level->outer) << text_of(support.direction);
        }
        if (h.has_inner() && f.has_outer()) {
            ASSERT_LE(level->inner, scale * support.level.outer + shift) << text_of(support.direction);
        }
    }
}

struct Mapped {
    Direction direction;
    Rational scale = 1, shift = 0;
};

const auto kSame = [](const Direction& h) { return Mapped{h}; };

/// Every kind of game in turn; consensus is left out, whose floors hang on a profile.
ManyActors any_game(std::uint64_t seed) {
    ManyActors g = any_three_actors(seed + 7000);
    g.consensus.reset();
    return g;
}

constexpr std::uint64_t kGames = 18;

TEST(Spaces, DoNotDependOnWhoIsCalledFirst) {
    const std::vector<Order> orders{{1, 0, 2}, {2, 1, 0}, {1, 2, 0}};
    for (std::uint64_t seed = 0; seed < kGames && !HasFatalFailure(); ++seed) {
        const ManyActors g = any_game(seed);
        const Order& order = orders[seed % 3];
        expect_maps(g, reordered(g, order), [&](const Direction& h) {
            return Mapped{{h[order[0]], h[order[1]], h[order[2]]}};
        });
    }
}

TEST(Spaces, DoNotDependOnTheOrderOfActions) {
    for (std::uint64_t seed = 0; seed < kGames && !HasFatalFailure(); ++seed) {
        const ManyActors g = any_game(seed);
        expect_maps(
            g, renumbered(g, g.actions, [&](std::size_t i, std::size_t b) { return g.actions[i] - 1 - b; }),
            kSame);
    }
}

TEST(Spaces, DoNotDependOnAnActionBeingListedTwice) {
    std::size_t asked = 0;
    for (std::uint64_t seed = 0; seed < kGames && !HasFatalFailure(); ++seed) {
        const ManyActors g = any_game(seed);
        const std::size_t who = seed % 3;
        // An action listed twice can be swapped for its double: a departure of those who had none.
        if (g.actions[who] == 1 || g.phases() > 1) continue;
        std::vector<std::size_t> actions = g.actions;
        ++actions[who];
        ++asked;
        expect_maps(g, renumbered(g, actions, [&](std::size_t i, std::size_t b) { return b % g.actions[i]; }),
                    kSame);
    }
    EXPECT_GE(asked, kGames / 3);
}

TEST(Spaces, MoveWithTheZeroOfAnActorsPayoffs) {
    for (std::uint64_t seed = 0; seed < kGames && !HasFatalFailure(); ++seed) {
        const ManyActors g = any_game(seed);
        const std::size_t who = seed % 3;
        const Rational shift = seed % 2 == 0 ? Rational(1000000000) : Rational(-1000000000);
        expect_maps(g, measured(g, who, 1, shift), [&](const Direction& h) {
            return Mapped{h, 1, Rational(h[who]) * shift};
        });
    }
}

TEST(Spaces, ScaleWithTheUnitOfOneActorsPayoffs) {
    for (std::uint64_t seed = 0; seed < kGames && !HasFatalFailure(); ++seed) {
        const ManyActors g = any_game(seed);
        const std::size_t who = seed % 3;
        const Rational scale = seed % 2 == 0 ? Rational(1000000) : Rational(1) / 1000000;
        // Directions that mix the actor with others are others then: asked for.
        const ManyActors after = measured(g, who, scale, 0);
        const PayoffSetFinding f = find_space(g), h = find_space(after);
        SCOPED_TRACE(g.text() + "becomes\n" + after.text());
        ASSERT_FALSE(f.status == Status::empty && h.status == Status::solved);
        ASSERT_FALSE(f.status == Status::solved && h.status == Status::empty);
        if (f.status != Status::solved || h.status != Status::solved) continue;
        for (std::size_t i = 0; i < 3; ++i) {
            const Rational unit = i == who ? scale : Rational(1);
            ASSERT_LE(unit * f.greatest[i].inner, h.greatest[i].outer) << i;
            ASSERT_LE(h.greatest[i].inner, unit * f.greatest[i].outer) << i;
            ASSERT_LE(unit * f.least[i].outer, h.least[i].inner) << i;
            ASSERT_LE(h.least[i].outer, unit * f.least[i].inner) << i;
            ASSERT_LE(h.greatest[i].outer - h.greatest[i].inner, kGap * after.range(i)) << i;
        }
    }
}

TEST(Spaces, GrowWithOneDiscountFactorForAll) {
    for (std::uint64_t seed = 0; seed < kGames && !HasFatalFailure(); ++seed) {
        ManyActors g = draw_three_actors(seed + 800, {.constraints = seed % 2 == 0});
        const PayoffSetFinding before = find_space(g);
        g.delta.assign(3, (1 + g.delta[0]) / 2);
        const PayoffSetFinding after = find_space(g);
        if (before.status != Status::solved) continue;
        ASSERT_NE(after.status, Status::empty) << g.text();
        for (const auto& support : before.support) {
            const auto level = level_of(after, support.direction);
            if (level) {
                ASSERT_LE(support.level.inner, level->outer) << g.text();
            }
        }
    }
}

TEST(Spaces, GiveActorsThatAreAlikeTheSame) {
    for (const char* delta : {"1/5", "1/4", "3/10", "1/2", "4/5"}) {
        for (const std::size_t n : {3u, 4u}) {
            const PayoffSetFinding f =
                find_space(public_good(n, Rational(2) / static_cast<int>(n), *parse_rational(delta)));
            ASSERT_EQ(f.status, Status::solved) << f.note << " " << n << " at " << delta;
            for (std::size_t i = 1; i < n; ++i) {
                // Both sides enclose the same number.
                for (const std::size_t sign : {0u, 1u}) {
                    const auto &one = f.support[2 * i + sign].level, &first = f.support[sign].level;
                    EXPECT_LE(one.inner, first.outer) << n << " at " << delta;
                    EXPECT_LE(first.inner, one.outer) << n << " at " << delta;
                }
            }
        }
    }
}

TEST(Spaces, AreTheSameEveryTime) {
    for (const char* delta : {"3/10", "1/2"}) {
        const ManyActors g = public_good(3, Rational(2) / 3, *parse_rational(delta));
        EXPECT_EQ(find_space(g), find_space(g));
    }
}

/// Does the finding's enclosure of every level meet what two polygons say?
void expect_between(const PayoffSetFinding& f, const PayoffSetFinding& two) {
    ASSERT_FALSE(f.status == Status::empty && two.status == Status::solved);
    ASSERT_FALSE(f.status == Status::solved && two.status == Status::empty);
    if (f.status != Status::solved || two.status != Status::solved) return;
    const auto most = [](const Direction& h, const auto& corners) {
        std::optional<Rational> best;
        for (const auto& corner : corners) {
            const Rational value = Rational(h[0]) * corner[0] + Rational(h[1]) * corner[1];
            if (!best || *best < value) best = value;
        }
        return *best;
    };
    for (const auto& support : f.support) {
        Rational rest = 0;
        for (std::size_t i = 2; i < support.direction.size(); ++i) rest += Rational(support.direction[i]) / 3;
        ASSERT_LE(support.level.inner, most(support.direction, two.outer) + rest)
            << text_of(support.direction);
        ASSERT_LE(most(support.direction, two.inner) + rest, support.level.outer)
            << text_of(support.direction);
    }
}

TEST(TwoActors, HaveTheSameSetByTheMethodForMany) {
    std::size_t undecided = 0;
    constexpr std::uint64_t kPairs = 40;
    for (std::uint64_t seed = 0; seed < kPairs; ++seed) {
        const TwoActors g = draw_two_actors(
            seed + 60, {.constraints = seed % 2 == 0, .unequal = seed % 5 == 0, .phases = seed % 7 == 0});
        SCOPED_TRACE(std::to_string(seed) + "\n" + g.text());
        const Question<Rational> question = question_of(g);
        PayoffRequest request = space_request(with_bystanders(g, 2, 0));
        const PayoffSetFinding f = payoff_set_many(question.form(), question, request);
        undecided += f.status == Status::undecided;
        ASSERT_NO_FATAL_FAILURE(expect_between(f, find_payoffs(g)));
    }
    EXPECT_LE(10 * undecided, kPairs);
}

TEST(TwoActors, HaveTheSameSetWhereOthersLookOn) {
    for (std::uint64_t seed = 0; seed < 24; ++seed) {
        const TwoActors two = draw_two_actors(seed + 300, {.constraints = seed % 2 == 0});
        SCOPED_TRACE(std::to_string(seed) + "\n" + two.text());
        const ManyActors g = with_bystanders(two, 3 + seed % 2, Rational(1) / 3);
        const PayoffSetFinding f = find_space(g);
        ASSERT_NO_FATAL_FAILURE(expect_between(f, find_payoffs(two)));
        if (f.status != Status::solved) continue;
        for (std::size_t i = 2; i < g.n(); ++i) {
            EXPECT_EQ(f.least[i], (PayoffSetFinding::Enclosed{Rational(1) / 3, Rational(1) / 3}));
            EXPECT_EQ(f.greatest[i], f.least[i]);
        }
    }
}

}  // namespace
}  // namespace comity::test
