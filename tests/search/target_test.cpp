// One profile of a game seen issue by issue, against the same question about the list of all profiles, which
// other code answers: random games with every lens that adds up and every constraint.

#include "comity/search/target.hpp"

#include <gtest/gtest.h>

#include "comity/search/line.hpp"
#include "comity/threshold/threshold.hpp"
#include "support/drawn_linked.hpp"
#include "support/shipped.hpp"

namespace comity::test {
namespace {

constexpr std::size_t kGames = 300;

Target profile_target(ProfileIndex profile, const GameForm& form) {
    Target target;
    target.name = "it";
    target.profile = profile;
    for (std::size_t i = 0; i < form.n(); ++i) target.parties.push_back(ActorId{i});
    return target;
}

void expect_same(const Threshold& split, const Threshold& listed, const std::string& model) {
    EXPECT_EQ(split.agreed, listed.agreed) << model;
    EXPECT_EQ(split.sustained, listed.sustained) << model;
    EXPECT_EQ(split.possible, listed.possible) << model;
    EXPECT_EQ(split.by_actor, listed.by_actor) << model;
    EXPECT_EQ(split.value, listed.value) << model;
    EXPECT_EQ(split.binding_actors, listed.binding_actors) << model;
    EXPECT_EQ(split.note, listed.note) << model;
}

/// The game of the first seed from here on that gives one.
PlainGame game_from(std::uint64_t& seed, std::size_t most) {
    while (true) {
        if (auto game = draw_linked(seed, most)) return *std::move(game);
        ++seed;
    }
}

TEST(SplitGames, AnswersAsTheListOfProfilesDoes) {
    std::uint64_t seed = 0;
    std::size_t somewhere = 0, nowhere = 0, accepted = 0, refused = 0, exits = 0;
    for (std::size_t k = 0; k < kGames; ++k, ++seed) {
        const std::string text = model_text(game_from(seed, 300));
        const Model model = load(text);
        ThresholdSolver solver(model);
        SplitGame split(model, solver.shared_game(), 0);
        const GameForm& form = solver.form();
        Draw draw(seed);
        for (int round = 0; round < 4; ++round) {
            Target target = profile_target(draw.below(form.profiles().size()), form);
            ThresholdRequest request;
            request.target = target;
            request.of = parse_path(model, "delta");
            for (const Punishment punishment : solver.punishments(0)) {
                if (punishment == Punishment::worst) continue;
                request.punishment = punishment;
                const Threshold mine = split.in_delta(target, punishment);
                expect_same(mine, solver.solve(request), text);
                ++(mine.sustained.is_empty() ? nowhere : somewhere);
                exits += punishment == Punishment::exit;
            }
            if (!form.status_quo()) continue;
            target.test = TargetTest::accept;
            const Threshold mine = split.acceptance(target);
            expect_same(mine, solver.acceptance(0, target), text);
            ++(mine.sustained.is_empty() ? refused : accepted);
        }
    }
    // The games do tell.
    EXPECT_GT(somewhere, kGames / 4);
    EXPECT_GT(nowhere, kGames / 4);
    EXPECT_GT(accepted, kGames / 20);
    EXPECT_GT(refused, kGames / 4);
    EXPECT_GT(exits, kGames / 4);
}

// The same along the strength of the lens, a norm's weight, one entry, one actor's delta and a parameter of
// what sovereignty costs.
TEST(SplitGames, AlongAScalarAnswerAsTheListOfProfilesDoes) {
    std::uint64_t seed = 1000;
    std::size_t asked = 0, cut = 0, grim = 0, costs = 0, passed = 0;
    for (std::size_t k = 0; k < kGames; ++k, ++seed) {
        const PlainGame game = game_from(seed, 200);
        const std::string text = model_text(game);
        const Model model = load(text);
        ThresholdSolver solver(model);
        const GameForm& form = solver.form();
        Draw draw(seed);
        for (const std::string& path : all_paths(model)) {
            if (path == "delta") continue;
            ThresholdRequest request;
            request.of = parse_path(model, path);
            request.target = profile_target(draw.below(form.profiles().size()), form);
            for (const Punishment punishment : solver.punishments(0)) {
                if (punishment == Punishment::worst) continue;
                request.punishment = punishment;
                Threshold mine;
                if (request.of.is_delta()) {
                    mine = SplitGame(model, solver.shared_game(), 0)
                               .in_own_delta(request.target, punishment, request.of.id, solver.deltas());
                } else {
                    if (!why_not_along(model, 0, request.of, punishment).empty()) {
                        ++passed;
                        continue;
                    }
                    mine = SplitLine(model, solver.shared_game(), 0, request.of, domain_of(model, request.of))
                               .solve(request.target, punishment, solver.deltas());
                    grim += punishment == Punishment::grim;
                    costs += path == "parameters.sigma" && game.has_cost;
                }
                expect_same(mine, solver.solve(request), path + "\n" + text);
                ++asked;
                cut += !mine.sustained.is_empty() && !(mine.sustained == IntervalSet(mine.domain));
            }
            if (!form.status_quo() || request.of.is_delta()) continue;
            request.target.test = TargetTest::accept;
            request.punishment.reset();
            if (!why_not_along(model, 0, request.of, {}).empty()) continue;
            const Threshold mine =
                SplitLine(model, solver.shared_game(), 0, request.of, domain_of(model, request.of))
                    .solve(request.target, {}, solver.deltas());
            EXPECT_EQ(mine.sustained, solver.solve(request).sustained) << path << "\n" << text;
            ++asked;
        }
    }
    // The games do tell.
    EXPECT_GT(asked, kGames);
    EXPECT_GT(cut, kGames / 20);
    EXPECT_GT(grim, kGames / 10);
    EXPECT_GT(costs, kGames / 20);
    EXPECT_LT(passed, asked);
}

}  // namespace
}  // namespace comity::test
