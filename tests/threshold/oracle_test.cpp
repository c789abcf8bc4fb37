// The solvers against the oracle on random games of two to four states, with constraints, exit and unequal
// discount factors: stage equilibria, minmax, and where each state keeps to the target as δ or another scalar
// moves.

#include "support/against_oracle.hpp"

namespace comity::test {
namespace {

constexpr std::uint64_t kGames = 1200;

TEST(Oracle, AgreesOnStageEquilibriaAndMinmax) {
    for (std::uint64_t seed = 0; seed < kGames; ++seed) {
        const PlainGame g = draw_game(seed);
        const std::string text = model_text(g);
        const Model model = load(text);
        ThresholdSolver solver(model);
        const Oracle oracle(g);
        std::vector<ProfileIndex> expected;
        for (const auto& play : oracle.equilibria()) expected.push_back(solver.form().compose(play));
        std::sort(expected.begin(), expected.end());
        ASSERT_EQ(stage_equilibria(solver.form(), solver.question(0).stage()), expected) << text;
        const auto values = minmax(solver.form(), solver.question(0).stage());
        for (std::size_t i = 0; i < g.n; ++i) ASSERT_EQ(values[i], oracle.minmax(i)) << i << "\n" << text;
    }
}

TEST(Oracle, AgreesOnTheCommonDiscountFactor) {
    std::size_t sustained = 0, empty = 0;
    for (std::uint64_t seed = 0; seed < kGames; ++seed) {
        const PlainGame g = draw_game(seed);
        const std::string text = model_text(g);
        const Model model = load(text);
        const Oracle oracle(g);
        for (const auto& punishment : punishments(g)) {
            const Threshold t = threshold(model, "lens", "target", "delta", punishment);
            compare_with(t, g.n, grid(0, 1, 12), text, [&](const Rational& x) {
                std::vector<bool> result;
                for (std::size_t i = 0; i < g.n; ++i)
                    result.push_back(oracle.keeps(i, x, punishment == Punishment::grim));
                return result;
            });
            if (HasFatalFailure()) return;
            t.is_empty() ? ++empty : ++sustained;
            // Who decides: those who fail just below delta*.
            if (!t.value || !t.is_up_set() || t.value->rational() == 0) continue;
            for (std::size_t i = 0; i < g.n; ++i) {
                const bool decides = std::find(t.binding_actors.begin(), t.binding_actors.end(),
                                               ActorId{i}) != t.binding_actors.end();
                ASSERT_EQ(decides,
                          !oracle.keeps(i, t.value->rational() - kHair, punishment == Punishment::grim))
                    << i << "\n"
                    << text;
            }
        }
    }
    // The games are worth asking about.
    EXPECT_GT(sustained, 200u);
    EXPECT_GT(empty, 200u);
}

TEST(Oracle, AgreesOnOneStatesDiscountFactor) {
    for (std::uint64_t seed = 0; seed < kGames; seed += 3) {
        const PlainGame g = draw_game(seed);
        const std::string text = model_text(g);
        const Model model = load(text);
        const Oracle oracle(g);
        for (const auto& punishment : punishments(g)) {
            compare_with(threshold(model, "lens", "target", "delta.S1", punishment), g.n, grid(0, 1, 12),
                         text, [&](const Rational& x) {
                             std::vector<bool> result;
                             for (std::size_t i = 0; i < g.n; ++i)
                                 result.push_back(oracle.keeps(i, i == 1 ? x : g.delta[i],
                                                               punishment == Punishment::grim));
                             return result;
                         });
            if (HasFatalFailure()) return;
        }
    }
}

TEST(Oracle, AgreesOnTheStrengthOfTheLensAndOnAcceptance) {
    for (std::uint64_t seed = 1; seed < kGames; seed += 4) {
        const PlainGame g = draw_game(seed);
        if (g.kind == PlainGame::Kind::absolute) continue;
        static const char* names[] = {"", "k", "k", "r", "alpha"};
        const std::string text = model_text(g),
                          path = std::string("lens.lens.") + names[static_cast<std::size_t>(g.kind)];
        const Model model = load(text);
        const bool bounded = g.kind == PlainGame::Kind::snidal || g.kind == PlainGame::Kind::identity;
        auto asked = punishments(g);
        asked.push_back(std::nullopt);
        for (const auto& punishment : asked) {
            const Threshold t =
                threshold(model, "lens", punishment ? "target" : "targetaccept", path, punishment);
            compare_with(t, g.n, bounded ? grid(-1, 1, 3) : grid(0, 4, 1), text, [&](const Rational& x) {
                PlainGame moved = g;
                moved.strength = x;
                return kept(moved, g.delta, punishment);
            });
            if (HasFatalFailure()) return;
        }
    }
}

TEST(Oracle, AgreesOnAParameterOfTheCosts) {
    for (std::uint64_t seed = 2; seed < kGames; seed += 2) {
        const PlainGame g = draw_game(seed);
        if (!g.has_cost) continue;
        const std::string text = model_text(g);
        const Model model = load(text);
        for (const auto& punishment : punishments(g)) {
            compare_with(threshold(model, "lens", "target", "sigma", punishment), g.n, grid(-2, 3, 1), text,
                         [&](const Rational& x) {
                             PlainGame moved = g;
                             for (Rational& cost : moved.cost) cost *= x;
                             return kept(moved, g.delta, punishment);
                         });
            if (HasFatalFailure()) return;
        }
    }
}

}  // namespace
}  // namespace comity::test
