// Agreement constraints [F3.2]: each names itself when it binds and leaves deviations alone; on random games
// they agree with the definitions and never enlarge what can be sustained; action constraints can do either
// [F3.5].

#include "comity/question/bounds.hpp"
#include "support/against_oracle.hpp"

namespace comity::test {
namespace {

constexpr std::uint64_t kGames = 1200;

PlainGame draw_bound(std::uint64_t seed) {
    PlainGame g = draw_game(seed);
    draw_agreements(seed, g);
    return g;
}

TEST(Agreements, StageEquilibriaAgreeWithTheDefinitions) {
    std::size_t ruled_out = 0;
    for (std::uint64_t seed = 0; seed < kGames; ++seed) {
        const PlainGame g = draw_bound(seed);
        const std::string text = model_text(g);
        const Model model = load(text);
        ThresholdSolver solver(model);
        const Oracle oracle(g);
        std::vector<ProfileIndex> expected;
        for (const auto& play : oracle.equilibria()) expected.push_back(solver.form().compose(play));
        std::sort(expected.begin(), expected.end());
        ASSERT_EQ(stage_equilibria(solver.form(), solver.question(0).stage()), expected) << text;
        const Oracle unbound(draw_game(seed));
        std::vector<ProfileIndex> all;
        for (const auto& play : unbound.equilibria()) all.push_back(solver.form().compose(play));
        std::sort(all.begin(), all.end());
        ruled_out += expected != all;
    }
    EXPECT_GT(ruled_out, 200u);
}

TEST(Agreements, CriticalDiscountFactorsAgreeWithTheDefinitions) {
    std::size_t sustained = 0, forbidden = 0;
    for (std::uint64_t seed = 0; seed < kGames; ++seed) {
        const PlainGame g = draw_bound(seed);
        const std::string text = model_text(g);
        const Model model = load(text);
        const Oracle oracle(g);
        for (const auto& punishment : punishments(g)) {
            const Threshold t = threshold(model, "lens", "target", "delta", punishment);
            compare_with(
                t, g.n, grid(0, 1, 12), text,
                [&](const Rational& x) {
                    std::vector<bool> result;
                    for (std::size_t i = 0; i < g.n; ++i)
                        result.push_back(oracle.keeps(i, x, punishment == Punishment::grim));
                    return result;
                },
                [&](const Rational&) { return oracle.target_is_agreed(); });
            if (HasFatalFailure()) return;
            sustained += !t.is_empty();
            forbidden += !oracle.target_is_agreed();
        }
    }
    EXPECT_GT(sustained, 100u);
    EXPECT_GT(forbidden, 100u);
}

TEST(Agreements, AParameterOfTheConstraintsAgreesWithTheDefinitions) {
    std::size_t moved_inside = 0;
    for (std::uint64_t seed = 0; seed < kGames; seed += 2) {
        const PlainGame g = draw_bound(seed);
        if (!g.cap && !g.compatible && !g.recognition) continue;
        const std::string text = model_text(g);
        const Model model = load(text);
        const auto at = [&](const Rational& x) {
            PlainGame moved = g;
            if (moved.cap) {
                for (Rational& most : moved.cap->most) most *= x;
            }
            if (moved.compatible) moved.compatible->least *= x;
            if (moved.recognition) moved.recognition->ratio *= x;
            return moved;
        };
        for (const auto& punishment : punishments(g)) {
            const Threshold t = threshold(model, "lens", "target", "slack", punishment);
            compare_with(
                t, g.n, grid(0, 3, 4), text,
                [&](const Rational& x) { return kept(at(x), g.delta, punishment); },
                [&](const Rational& x) { return Oracle(at(x)).target_is_agreed(); });
            if (HasFatalFailure()) return;
            moved_inside += t.value.has_value();
        }
    }
    EXPECT_GT(moved_inside, 20u);
}

/// a ⊆ b.
bool within(const IntervalSet& a, const IntervalSet& b) {
    return intersect(a, b) == a;
}

TEST(Agreements, AndFloorsNeverEnlargeWhatCanBeSustained) {
    std::size_t smaller = 0;
    for (std::uint64_t seed = 0; seed < kGames; ++seed) {
        const PlainGame g = draw_bound(seed);
        const std::string text = model_text(g);
        const Model model = load(text);
        ThresholdSolver solver(model);
        const Target target = parse_target(model, solver.form(), "target");
        for (const auto& punishment : punishments(g)) {
            const ThresholdRequest request{0, target, parse_path(model, "delta"), punishment};
            const Threshold all = solver.solve(request);
            for (std::size_t c = 0; c < model.constraints.size(); ++c) {
                const auto& what = model.constraints[c].what;
                if (std::holds_alternative<ProhibitActions>(what) ||
                    std::holds_alternative<SovereigntyCost>(what))
                    continue;
                const Threshold without = solver.solve_without(request, c);
                ASSERT_TRUE(within(all.sustained, without.sustained)) << model.constraints[c].name << "\n"
                                                                      << text;
                const auto& binding = all.binding_constraints;
                const bool named = std::find(binding.begin(), binding.end(), c) != binding.end();
                ASSERT_EQ(named, all.sustained != without.sustained) << text;
                smaller += named;
            }
        }
    }
    EXPECT_GT(smaller, 200u);
}

// --- by hand ----------------------------------------------------------------------------------------------

/// Two states with cooperate, defect and a third action that hurts both; cooperation is worth 3 each. Ordered
/// so that cooperating is the last action.
std::string three_actions(const std::string& constraints) {
    const auto outcome = [](const std::string& a, const std::string& b, const std::string& x,
                            const std::string& y) {
        return "{ play = [\"" + a + "\", \"" + b + "\"], pays = [" + x + ", " + y + "] },\n";
    };
    std::string text =
        "format = 1\nname = \"three\"\nunit = \"points\"\n[[actors]]\ncode = \"A\"\nname = \"State A\"\n"
        "[[actors]]\ncode = \"B\"\nname = \"State B\"\n[[issues]]\nname = \"play\"\nbetween = \"all\"\n"
        "actions = [\"punish\", \"defect\", \"cooperate\"]\nstatus_quo = \"defect\"\noutcomes = [\n";
    text += outcome("punish", "punish", "-1", "-1") + outcome("punish", "defect", "0", "-2") +
            outcome("punish", "cooperate", "0", "-2") + outcome("defect", "punish", "-2", "0") +
            outcome("defect", "defect", "1", "1") + outcome("defect", "cooperate", "5", "0") +
            outcome("cooperate", "punish", "-2", "0") + outcome("cooperate", "defect", "0", "5") +
            outcome("cooperate", "cooperate", "3", "3");
    return text + "]\n[lenses.absolute]\nkind = \"absolute\"\n" + constraints;
}

std::string forbid(const std::string& action) {
    return "[[constraints]]\nname = \"norm\"\nkind = \"prohibit\"\nwho = \"all\"\nissue = \"play\"\nactions "
           "= [\"" +
           action + "\"]\nreason = \"a norm\"\n";
}

std::string named(const Model& model, const Threshold& t) {
    std::string names;
    for (const std::size_t c : t.binding_constraints)
        names += (names.empty() ? "" : " ") + model.constraints[c].name;
    return names;
}

TEST(ActionConstraint, CanRaiseTheCriticalDiscountAndCanLowerIt) {
    EXPECT_EQ(value(threshold(load(three_actions("")), "absolute", "full")), "1/3");
    // The forbidden action was the punishment.
    const Model harder = load(three_actions(forbid("punish")));
    const Threshold raised = threshold(harder, "absolute", "full");
    EXPECT_EQ(value(raised), "1/2");
    EXPECT_EQ(named(harder, raised), "norm");
    // The forbidden action was the temptation.
    const Model easier = load(three_actions(forbid("defect") + ""));
    EXPECT_EQ(value(threshold(easier, "absolute", "full")), "0");
}

/// As an agreement constraint the same ban leaves the temptation and takes the punishment only.
TEST(Agreements, BindPrescriptionsAndNotDeviations) {
    // Levels 0, 1, 2 for punish, defect, cooperate: a cap of 1 rules out cooperation, no more.
    const std::string cap =
        "[[constraints]]\nname = \"cap\"\nkind = \"depth_cap\"\nwho = \"all\"\ncap = 1\nreason = \"r\"\n";
    const Model model = load(three_actions(cap));
    const Threshold t = threshold(model, "absolute", "full");
    EXPECT_EQ(value(t), "none");
    EXPECT_EQ(named(model, t), "cap");
    EXPECT_TRUE(t.binding_actors.empty());
    EXPECT_NE(t.note.find("the agreement constraint 'cap' rules out"), std::string::npos);
    ThresholdSolver solver(model);
    // punish-punish and defect-defect are still equilibria against deviations to every action.
    EXPECT_EQ(stage_equilibria(solver.form(), solver.question(0).stage()), (std::vector<ProfileIndex>{0, 4}));
    EXPECT_EQ(minmax(solver.form(), solver.question(0).stage()), (std::vector<Rational>{-2, -2}));
}

TEST(Agreements, SeveralThatEachRuleOutTheTargetAreAllNamed) {
    const auto cap = [](const std::string& name, const std::string& most) {
        return "[[constraints]]\nname = \"" + name +
               "\"\nkind = \"depth_cap\"\nwho = \"all\"\ncap = " + most + "\nreason = \"r\"\n";
    };
    const Threshold t = threshold(load(three_actions(cap("low", "0") + cap("high", "1") + cap("idle", "9"))),
                                  "absolute", "full");
    EXPECT_TRUE(t.binding_constraints.empty());
    EXPECT_NE(t.note.find("'low' and 'high'"), std::string::npos) << t.note;
    EXPECT_EQ(t.note.find("idle"), std::string::npos) << t.note;
}

TEST(Agreements, EachKindNamesItselfWhenItBinds) {
    const std::string reason = "reason = \"r\"\n";
    const std::vector<std::pair<std::string, std::string>> kinds{
        {"cap", "kind = \"depth_cap\"\nwho = [\"A\"]\ncap = 1\n"},
        {"same", "kind = \"symmetric\"\nwho = \"all\"\nissues = [\"play\"]\n"},
        {"kin",
         "kind = \"compatible_depth\"\nwho = \"all\"\nissues = [\"play\"]\naffinity = \"if(i == A, 1, "
         "1/5)\"\ndepth = 1\nleast = \"1/4\"\n"},
        {"fair", "kind = \"recognition\"\nwho = \"all\"\nratio = 2\n"},
        {"consent", "kind = \"consensus\"\nissues = [\"play\"]\n"}};
    for (const auto& [name, keys] : kinds) {
        const Model model =
            load(three_actions("[[constraints]]\nname = \"" + name + "\"\n" + keys + reason +
                               "[[targets]]\nname = \"lopsided\"\nplay = { play = { A = \"defect\", B = "
                               "\"cooperate\" } }\n"));
        ThresholdSolver solver(model);
        const Threshold lopsided = threshold(model, "absolute", "lopsided"),
                        full = threshold(model, "absolute", "full");
        // (defect, cooperate) pays 4 more to A and 1 less to B than the status quo.
        const bool bars_lopsided = name != "cap";
        const bool bars_full = name == "cap" || name == "kin";
        EXPECT_EQ(full.is_empty(), bars_full) << name;
        EXPECT_EQ(named(model, full), bars_full ? name : "") << name;
        if (name == "consent") {
            // A floor and nothing else: B would have less than at the status quo. (It defects anyway.)
            EXPECT_EQ(floors(solver.form(), solver.question(0).stage(), 1, lopsided.target.profile).size(),
                      1u);
            EXPECT_TRUE(floors(solver.form(), solver.question(0).stage(), 1, 4).empty());
        } else {
            EXPECT_EQ(lopsided.agreed.is_empty(), bars_lopsided) << name;
        }
    }
}

}  // namespace
}  // namespace comity::test
