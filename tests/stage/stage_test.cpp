// The best-reply scan against the definition of an equilibrium [F4.9], profile by profile and deviation by
// deviation, with digits of its own.

#include "comity/stage/stage.hpp"

#include <gtest/gtest.h>

#include <functional>
#include <random>

namespace comity::test {
namespace {

using Play = std::vector<std::size_t>;

/// A stage game as plain numbers: payoff by play.
struct Plain {
    std::vector<std::size_t> counts;
    std::vector<std::vector<bool>> allowed;
    std::vector<std::vector<bool>>
        forbidden;  ///< plays that may not be prescribed, as [0][number of the play]
    std::vector<std::optional<Rational>> floor;
    std::vector<std::vector<Rational>>
        pays;  ///< [actor][number of the play], the first actor running slowest

    std::size_t number(const Play& play) const {
        std::size_t result = 0;
        for (std::size_t i = 0; i < counts.size(); ++i) result = result * counts[i] + play[i];
        return result;
    }
    void each_play(const std::function<void(const Play&)>& visit) const {
        Play play(counts.size(), 0);
        const std::function<void(std::size_t)> choose = [&](std::size_t i) {
            if (i == counts.size()) return visit(play);
            for (play[i] = 0; play[i] < counts[i]; ++play[i]) choose(i + 1);
        };
        choose(0);
    }
    bool has(std::size_t i, std::size_t action) const { return allowed[i][action]; }

    bool is_equilibrium(const Play& play) const {
        if (forbidden[0][number(play)]) return false;
        for (std::size_t i = 0; i < counts.size(); ++i) {
            const Rational& here = pays[i][number(play)];
            if (!has(i, play[i]) || (floor[i] && here < *floor[i])) return false;
            for (std::size_t a = 0; a < counts[i]; ++a) {
                Play other = play;
                other[i] = a;
                if (has(i, a) && pays[i][number(other)] > here) return false;
            }
        }
        return true;
    }
    Rational minmax(std::size_t i) const {
        std::optional<Rational> least;
        each_play([&](const Play& play) {
            for (std::size_t j = 0; j < counts.size(); ++j) {
                if (j != i && !has(j, play[j])) return;
            }
            std::optional<Rational> best;
            for (std::size_t a = 0; a < counts[i]; ++a) {
                Play other = play;
                other[i] = a;
                if (has(i, a) && (!best || pays[i][number(other)] > *best)) best = pays[i][number(other)];
            }
            if (!least || *best < *least) least = best;
        });
        return *least;
    }
};

Plain draw_stage(std::uint64_t seed) {
    std::mt19937_64 engine(seed);
    const auto below = [&](std::size_t n) { return static_cast<std::size_t>(engine() % n); };
    Plain g;
    const std::size_t n = 1 + below(4);
    std::size_t plays = 1;
    for (std::size_t i = 0; i < n; ++i) {
        g.counts.push_back(1 + below(4));
        plays *= g.counts.back();
        // One action at least stays.
        g.allowed.emplace_back(g.counts.back(), true);
        const std::size_t kept = below(g.counts.back());
        for (std::size_t a = 0; a < g.counts.back(); ++a) g.allowed[i][a] = a == kept || below(4) != 0;
    }
    g.forbidden.emplace_back(plays, false);
    if (below(2) == 0) {
        for (std::size_t p = 0; p < plays; ++p) g.forbidden[0][p] = below(5) == 0;
    }
    // Small whole numbers, so that ties are common; fractions; numbers past 64 bits; numbers past 128.
    static const char* units[] = {"1", "1", "4611686018427387904", "85070591730234615865843651857942052864"};
    for (std::size_t i = 0; i < n; ++i) {
        const Rational unit = Rational(Integer(units[below(4)])) / Rational(1 + below(3));
        g.pays.emplace_back();
        for (std::size_t p = 0; p < plays; ++p)
            g.pays.back().push_back(unit * Rational(static_cast<int>(below(5)) - 2) + Rational(below(2)));
        g.floor.push_back(below(3) == 0 ? std::optional(unit * Rational(static_cast<int>(below(5)) - 3) / 2)
                                        : std::nullopt);
    }
    return g;
}

/// The same game for the solver.
std::pair<GameForm, StageGame<Rational>> stage_of(const Plain& g) {
    std::vector<Actor> actors;
    Issue issue;
    for (std::size_t i = 0; i < g.counts.size(); ++i) {
        actors.push_back({"S" + std::to_string(i), ""});
        issue.members.push_back(ActorId{i});
        issue.actions.emplace_back(g.counts[i], "a");
        issue.levels.emplace_back(g.counts[i], 0);
    }
    StageGame<Rational> stage;
    for (const auto& mine : g.pays) stage.utility.emplace_back(mine.begin(), mine.end());
    stage.allowed = g.allowed;
    stage.floor = g.floor;
    stage.exit_value.resize(g.counts.size());
    std::vector<bool> prescribable;
    g.each_play([&](const Play& play) {
        bool good = !g.forbidden[0][g.number(play)];
        for (std::size_t i = 0; i < play.size(); ++i) good = good && g.has(i, play[i]);
        prescribable.push_back(good);
    });
    stage.prescribable = {prescribable};
    return {GameForm(actors, {issue}), stage};
}

TEST(StageEquilibria, AreThoseOfTheDefinitionOnRandomGames) {
    std::size_t some = 0, several = 0, none = 0;
    for (std::uint64_t seed = 0; seed < 3000; ++seed) {
        const Plain g = draw_stage(seed);
        const auto [form, stage] = stage_of(g);
        std::vector<ProfileIndex> expected;
        g.each_play([&](const Play& play) {
            if (g.is_equilibrium(play)) expected.push_back(g.number(play));
        });
        ASSERT_EQ(stage_equilibria(form, stage), expected) << seed;
        some += !expected.empty();
        several += expected.size() > 1;
        none += expected.empty();
    }
    EXPECT_GT(some, 500u);
    EXPECT_GT(several, 100u);
    EXPECT_GT(none, 500u);
}

TEST(StageEquilibria, OfLargeGamesAreThoseOfTheDefinition) {
    const std::vector<std::vector<std::size_t>> shapes{
        {6, 6, 6, 6, 6, 6}, {2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2}, {3, 1, 40, 2, 5}};
    std::mt19937_64 engine(11);
    for (const auto& counts : shapes) {
        Plain g;
        g.counts = counts;
        std::size_t plays = 1;
        for (const std::size_t count : counts) {
            plays *= count;
            g.allowed.emplace_back(count, true);
        }
        g.forbidden.emplace_back(plays, false);
        g.floor.resize(counts.size());
        for (std::size_t i = 0; i < counts.size(); ++i) {
            g.pays.emplace_back();
            for (std::size_t p = 0; p < plays; ++p) g.pays.back().emplace_back(engine() % 10);
        }
        const auto [form, stage] = stage_of(g);
        std::vector<ProfileIndex> expected;
        g.each_play([&](const Play& play) {
            if (g.is_equilibrium(play)) expected.push_back(g.number(play));
        });
        EXPECT_EQ(stage_equilibria(form, stage), expected);
        EXPECT_FALSE(expected.empty());
    }
}

TEST(Minmax, IsThatOfTheDefinitionOnRandomGames) {
    for (std::uint64_t seed = 0; seed < 3000; ++seed) {
        const Plain g = draw_stage(seed);
        const auto [form, stage] = stage_of(g);
        const std::vector<Rational> values = minmax(form, stage);
        for (std::size_t i = 0; i < g.counts.size(); ++i) ASSERT_EQ(values[i], g.minmax(i)) << seed;
    }
}

}  // namespace
}  // namespace comity::test
