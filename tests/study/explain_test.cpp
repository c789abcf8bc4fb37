// What `explain` says, against the definitions: who departs and what for, where the verdict turns, which
// constraints stand in the way, what stands against one step more.

#include "comity/study/explain.hpp"

#include "comity/search/deeper.hpp"
#include "support/against_oracle.hpp"
#include "support/drawn_linked.hpp"

namespace comity::test {
namespace {

using Play = Oracle::Play;

bool all_keep(const PlainGame& g, const std::vector<Rational>& delta, Punishment punishment) {
    const Oracle oracle(g);
    const auto each = kept(g, delta, punishment);
    return oracle.target_is_agreed() &&
           std::all_of(each.begin(), each.end(), [](bool keeps) { return keeps; });
}

Explanation explained(ThresholdSolver& solver, Punishment punishment) {
    ExplanationRequest request;
    request.target = parse_target(solver.model(), solver.form(), "target");
    request.punishment = punishment;
    return explain_target(solver, request);
}

/// The most that a departure from the target brings, counted a period, or what is missing to a floor.
Rational most_gained(const PlainGame& g, std::size_t i, Punishment punishment) {
    const Oracle oracle(g);
    const Rational u = oracle.utility(i, g.play), delta = g.delta[i];
    std::optional<Rational> v;
    if (punishment == Punishment::exit) v = oracle.exit(i);
    for (const Play& b : oracle.equilibria()) {
        if (punishment == Punishment::grim && (!v || oracle.utility(i, b) < *v)) v = oracle.utility(i, b);
    }
    Rational most = -1000;
    for (const Play& p : oracle.deviations(i, g.play)) {
        if (!v) continue;
        const Rational after = punishment == Punishment::grim ? std::min(*v, u) : *v;
        most = std::max<Rational>(most, (1 - delta) * oracle.utility(i, p) + delta * after - u);
    }
    return most;
}

TEST(Explain, SaysWhoDepartsAndWhatForAsTheDefinitionsDo) {
    std::size_t departures = 0, floors = 0, forbidden = 0;
    for (std::uint64_t seed = 0; seed < 150; ++seed) {
        PlainGame g = draw_game(seed);
        if (seed % 2 == 1) draw_agreements(seed, g);
        const Model model = load(model_text(g));
        ThresholdSolver solver(model);
        for (const auto& punishment : punishments(g)) {
            const Explanation e = explained(solver, *punishment);
            const Oracle oracle(g);
            const bool holds = all_keep(g, g.delta, *punishment);
            ASSERT_EQ(e.verdict.outcome == Verdict::Outcome::sustainable, holds) << model_text(g);
            if (holds) continue;
            EXPECT_EQ(e.forbidding.empty(), oracle.target_is_agreed() && oracle.allowed(g.play));
            forbidden += !e.forbidding.empty();
            for (std::size_t i = 0; i < g.n; ++i) {
                const auto by = [&](Defection::Kind kind) {
                    return std::find_if(e.defections.begin(), e.defections.end(), [&](const Defection& d) {
                        return d.kind == kind && d.actor == ActorId{i};
                    });
                };
                const auto departs = by(Defection::Kind::departs);
                const Rational most = most_gained(g, i, *punishment);
                ASSERT_EQ(departs != e.defections.end(), most > 0) << model_text(g);
                if (departs != e.defections.end()) {
                    EXPECT_EQ(departs->gain, most) << model_text(g);
                    const Rational delta = g.delta[i];
                    EXPECT_EQ((1 - delta) * departs->today - delta * (departs->value - departs->after), most);
                    ++departures;
                }
                const bool below = by(Defection::Kind::leaves) != e.defections.end() ||
                                   by(Defection::Kind::no_consent) != e.defections.end();
                ASSERT_EQ(below, !oracle.meets_floors(i, g.play)) << model_text(g);
                floors += below;
            }
        }
    }
    EXPECT_GT(departures, 60u);
    EXPECT_GT(floors, 6u);
    EXPECT_GT(forbidden, 12u);
}

/// At the nearest value the verdict is the other one, between here and there it is not.
TEST(Explain, TurnsTheVerdictAtTheNearestValuesOnly) {
    std::size_t turned = 0;
    for (std::uint64_t seed = 0; seed < 150; ++seed) {
        PlainGame g = draw_game(seed);
        g.delta.assign(g.n, g.delta.front());
        const Model model = load(model_text(g));
        ThresholdSolver solver(model);
        for (const auto& punishment : punishments(g)) {
            const Explanation e = explained(solver, *punishment);
            const bool now = e.verdict.outcome == Verdict::Outcome::sustainable;
            for (const ScalarFlip& flip : e.flips) {
                const auto at = [&](const Rational& x) {
                    PlainGame moved = g;
                    if (flip.of == "delta") {
                        moved.delta.assign(g.n, x);
                    } else if (flip.of == "parameters.sigma") {
                        for (Rational& cost : moved.cost) cost *= x;
                    } else {
                        moved.strength = x;
                    }
                    return all_keep(moved, moved.delta, *punishment);
                };
                ASSERT_EQ(at(flip.now), now) << flip.of << "\n" << model_text(g);
                for (const auto* way : {&flip.below, &flip.above}) {
                    if (!*way || !(*way)->there.number().is_rational()) continue;
                    const Rational there = (*way)->there.number().rational();
                    ASSERT_EQ((*way)->here, (*way)->there);
                    const Rational outward = way == &flip.below ? -kHair : kHair;
                    // At an open end the value beside it, unless it is the end of the range.
                    const Rational beyond = (*way)->closed ? there : Rational(there + outward);
                    if (flip.of != "delta" || beyond < 1) {
                        ASSERT_NE(at(beyond), now) << flip.of << " at " << to_string(there) << model_text(g);
                        ++turned;
                    }
                    for (const Rational& part : {Rational(1, 3), Rational(9, 10), Rational(999, 1000)}) {
                        const Rational between = flip.now + part * (there - flip.now);
                        ASSERT_EQ(at(between), now)
                            << flip.of << " at " << to_string(between) << model_text(g);
                    }
                }
                // Where there is no way, the far end of the range is no other.
                if (flip.of == "delta" && !flip.above) {
                    EXPECT_EQ(at(Rational(999, 1000)), now) << model_text(g);
                }
            }
        }
    }
    EXPECT_GT(turned, 80u);
}

TEST(Explain, NamesTheConstraintsAndPairsWithoutWhichItIsKept) {
    std::size_t single = 0, pairs = 0;
    for (std::uint64_t seed = 0; seed < 150; ++seed) {
        PlainGame g = draw_game(seed);
        draw_agreements(seed, g);
        const Model model = load(model_text(g));
        ThresholdSolver solver(model);
        for (const auto& punishment : punishments(g)) {
            const Explanation e = explained(solver, *punishment);
            if (e.verdict.outcome == Verdict::Outcome::sustainable) continue;
            const bool expelled = *punishment == Punishment::exit;
            std::vector<std::vector<std::size_t>> expected;
            const std::size_t count = constraints_of(g);
            const auto try_without = [&](const std::vector<std::size_t>& which) {
                if (all_keep(without_constraints(g, which, expelled), g.delta, *punishment))
                    expected.push_back(which);
            };
            for (std::size_t c = 0; c < count; ++c) try_without({c});
            single += !expected.empty();
            for (std::size_t a = 0; a < count && (expected.empty() || expected[0].size() == 2); ++a) {
                for (std::size_t b = a + 1; b < count; ++b) try_without({a, b});
            }
            pairs += !expected.empty() && expected[0].size() == 2;
            ASSERT_EQ(e.removals, expected) << model_text(g);
        }
    }
    EXPECT_GT(single, 8u);
    EXPECT_GT(pairs, 1u);
}

TEST(Explain, FindsWhatStandsAgainstEachStepFromAnAgreement) {
    std::size_t forbidden = 0, objections = 0, free = 0;
    std::uint64_t seed = 0;
    for (std::size_t games = 0; games < 200; ++seed) {
        const auto g = draw_linked(seed);
        if (!g) continue;
        ++games;
        const Model model = load(model_text(*g));
        ThresholdSolver solver(model);
        AgreementRequest request;
        request.delta = g->delta;
        request.binding = false;
        request.objectives = {seed % 2 == 0 ? Objective::depth : Objective::gain};
        const AgreementFinding found = find_agreement(model, solver.shared_game(), 0, request);
        if (found.agreements.empty()) continue;
        const auto& agreement = found.agreements.front();
        std::size_t expected = 0;
        for (const DeeperStep& step :
             deeper_steps(model, solver.shared_game(), 0, request, agreement, found.threats)) {
            PlainGame deeper = *g;
            std::vector<std::size_t> next(g->n, 0);
            for (std::size_t s = 0; s < g->issues.size(); ++s) {
                for (std::size_t m = 0; m < g->issues[s].members.size(); ++m) {
                    const std::size_t who = g->issues[s].members[m];
                    std::size_t& play = deeper.play[s][m];
                    play = agreement.actions[who][next[who]++];
                    if (s == step.issue && who == step.actor.index) {
                        ASSERT_EQ(step.action, play + 1);
                        play = step.action;
                    }
                }
            }
            ++expected;
            // The exit rule may look at the target, which is not what is played here.
            if (g->exit == PlainGame::Exit::continuing) continue;
            const Oracle oracle(deeper);
            EXPECT_EQ(step.forbidding.empty(), oracle.agreed(deeper.play) && oracle.allowed(deeper.play));
            forbidden += !step.forbidding.empty();
            for (std::size_t i = 0; i < g->n; ++i) {
                const auto by = [&](bool departs) {
                    return std::find_if(
                        step.objections.begin(), step.objections.end(), [&](const Objection& o) {
                            return (o.kind == Objection::Kind::departs) == departs && o.actor == ActorId{i};
                        });
                };
                ASSERT_EQ(by(false) != step.objections.end(), !oracle.meets_floors(i, deeper.play));
                const Rational most = most_gained(deeper, i, Punishment::grim);
                ASSERT_EQ(by(true) != step.objections.end(), most > 0) << model_text(*g);
                if (most > 0) {
                    EXPECT_EQ(by(true)->gain, most);
                    ++objections;
                }
            }
            free += step.is_sustained();
        }
        std::size_t steps = 0;
        for (std::size_t i = 0; i < g->n; ++i) {
            std::size_t k = 0;
            for (const PlainIssue& issue : g->issues) {
                for (std::size_t m = 0; m < issue.members.size(); ++m) {
                    if (issue.members[m] == i) steps += agreement.actions[i][k++] + 1 < issue.actions[m];
                }
            }
        }
        EXPECT_EQ(expected, steps);
        if (request.objectives.front() == Objective::depth) {
            EXPECT_EQ(free, 0u) << model_text(*g);
        }
        free = 0;
    }
    EXPECT_GT(forbidden, 50u);
    EXPECT_GT(objections, 100u);
}

}  // namespace
}  // namespace comity::test
