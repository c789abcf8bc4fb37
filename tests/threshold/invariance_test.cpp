// What must not matter does not: a constant added to a state's payoffs, the scale of one state's payoffs
// under absolute gains, the order of the states; and what must matter does.

#include <numeric>

#include "support/models.hpp"
#include "support/plain_game.hpp"

namespace comity::test {
namespace {

Threshold of_drawn(const PlainGame& g, Punishment punishment = Punishment::grim) {
    return threshold(load(model_text(g)), "lens", "target", "delta", punishment);
}

PlainGame shifted(PlainGame g, std::size_t actor, const Rational& by) {
    // In one issue of which it is a member, and in everything that is stated in its payoffs.
    for (PlainIssue& issue : g.issues) {
        const auto found = std::find(issue.members.begin(), issue.members.end(), actor);
        if (found == issue.members.end()) continue;
        for (Rational& x : issue.pays[static_cast<std::size_t>(found - issue.members.begin())]) x += by;
        break;
    }
    for (auto& row : g.after) row[actor] += by;
    g.outside[actor] += by;
    return g;
}

PlainGame scaled(PlainGame g, std::size_t actor, const Rational& by) {
    for (PlainIssue& issue : g.issues) {
        for (std::size_t m = 0; m < issue.members.size(); ++m) {
            if (issue.members[m] != actor) continue;
            for (Rational& x : issue.pays[m]) x *= by;
        }
    }
    for (auto& row : g.after) row[actor] *= by;
    g.outside[actor] *= by;
    g.cost[actor] *= by;
    return g;
}

std::vector<Punishment> punishments(const PlainGame& g) {
    return g.exit == PlainGame::Exit::none ? std::vector{Punishment::grim}
                                           : std::vector{Punishment::grim, Punishment::exit};
}

TEST(Shift, OfOneStatesPayoffsChangesNoThreshold) {
    for (std::uint64_t seed = 0; seed < 200; ++seed) {
        const PlainGame g = draw_game(seed);
        for (const Punishment punishment : punishments(g)) {
            const Threshold before = of_drawn(g, punishment);
            for (const Rational& by : {Rational(1) / 3, Rational(-7), Rational(1000000000)}) {
                EXPECT_EQ(of_drawn(shifted(g, seed % g.n, by), punishment).by_actor, before.by_actor)
                    << seed << "\n"
                    << model_text(g);
            }
        }
    }
}

TEST(Scale, OfOneStatesPayoffsChangesNothingUnderAbsoluteGains) {
    for (std::uint64_t seed = 0; seed < 300; ++seed) {
        PlainGame g = draw_game(seed);
        g.kind = PlainGame::Kind::absolute;
        for (const Punishment punishment : punishments(g)) {
            const Threshold before = of_drawn(g, punishment);
            for (const Rational& by : {Rational(3), Rational(1) / 1000000}) {
                EXPECT_EQ(of_drawn(scaled(g, seed % g.n, by), punishment).by_actor, before.by_actor)
                    << seed << "\n"
                    << model_text(g);
            }
        }
    }
}

TEST(Scale, OfOneStatesPayoffsMattersUnderRelativeGains) {
    std::size_t changed = 0;
    for (std::uint64_t seed = 0; seed < 300; ++seed) {
        PlainGame g = draw_game(seed);
        g.kind = PlainGame::Kind::relative;
        g.strength = 1;
        changed += of_drawn(scaled(g, 0, 3)).sustained != of_drawn(g).sustained;
    }
    EXPECT_GT(changed, 30u);
}

TEST(Order, OfTheStatesOnlyPermutesTheAnswer) {
    for (std::uint64_t seed = 0; seed < 200; ++seed) {
        const PlainGame g = draw_game(seed);
        // State i becomes state n−1−i.
        const auto moved = [&](std::size_t i) { return g.n - 1 - i; };
        PlainGame r = g;
        for (std::size_t i = 0; i < g.n; ++i) {
            r.cost[moved(i)] = g.cost[i];
            r.outside[moved(i)] = g.outside[i];
            r.delta[moved(i)] = g.delta[i];
            for (std::size_t j = 0; j < g.n; ++j) {
                r.weights[moved(i)][moved(j)] = g.weights[i][j];
                r.after[moved(i)][moved(j)] = g.after[i][j];
            }
        }
        for (auto& ban : r.bans) ban.who = moved(ban.who);
        for (std::size_t s = 0; s < g.issues.size(); ++s) {
            PlainIssue& issue = r.issues[s];
            std::reverse(issue.members.begin(), issue.members.end());
            for (std::size_t& m : issue.members) m = moved(m);
            std::reverse(issue.actions.begin(), issue.actions.end());
            std::reverse(issue.status_quo.begin(), issue.status_quo.end());
            std::reverse(r.play[s].begin(), r.play[s].end());
            const std::size_t members = issue.members.size();
            for (std::size_t m = 0; m < members; ++m) {
                const auto& old = g.issues[s].pays[members - 1 - m];
                for (std::size_t c = 0; c < old.size(); ++c) {
                    // The combination c of the new order, read backwards in the old one.
                    std::size_t rest = c, index = 0, stride = 1;
                    std::vector<std::size_t> play(members);
                    for (std::size_t k = members; k-- > 0;) {
                        play[k] = rest % issue.actions[k];
                        rest /= issue.actions[k];
                    }
                    for (std::size_t k = 0; k < members; ++k) {
                        index += play[k] * stride;
                        stride *= issue.actions[k];
                    }
                    issue.pays[m][c] = old[index];
                }
            }
        }
        for (const Punishment punishment : punishments(g)) {
            const Threshold a = of_drawn(g, punishment), b = of_drawn(r, punishment);
            EXPECT_EQ(a.sustained, b.sustained) << seed;
            for (std::size_t i = 0; i < g.n; ++i)
                EXPECT_EQ(a.by_actor[i], b.by_actor[moved(i)]) << seed << " " << i;
        }
    }
}

TEST(Floors, OnlyShrinkTheSustainingSet) {
    // F3.5: with the same exit values, the right to leave admits fewer stage equilibria and bounds the path.
    for (std::uint64_t seed = 0; seed < 300; ++seed) {
        PlainGame g = draw_game(seed);
        if (g.exit == PlainGame::Exit::none) continue;
        g.withdrawal = true;
        const IntervalSet with = of_drawn(g).sustained;
        g.withdrawal = false;
        EXPECT_EQ(intersect(with, of_drawn(g).sustained), with) << seed;
    }
}

}  // namespace
}  // namespace comity::test
