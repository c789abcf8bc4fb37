// Profiles played in turn [F4.7]: against the definitions on random games, and the alternation of a
// prisoner's dilemma by hand.

#include "comity/threshold/separate.hpp"
#include "support/against_oracle.hpp"
#include "support/cycles.hpp"

namespace comity::test {
namespace {

std::vector<bool> keep_in_turn(const PlainGame& g, const std::vector<Oracle::Play>& turns,
                               const std::vector<Rational>& delta, std::optional<Punishment> punishment) {
    const Oracle oracle(g);
    std::vector<bool> result;
    for (std::size_t i = 0; i < g.n; ++i)
        result.push_back(oracle.keeps_in_turn(i, turns, delta[i], punishment == Punishment::grim));
    return result;
}

TEST(Cycle, OfRandomGamesAgreesWithTheDefinitionsOnBothSidesOfEveryEnd) {
    std::size_t sustained = 0, empty = 0, broken_up = 0;
    for (std::uint64_t seed = 0; seed < 600; ++seed) {
        PlainGame g = draw_game(seed);
        if (seed % 2 == 1) draw_agreements(seed, g);
        const std::string text = model_text(g);
        const Model model = load(text);
        const Oracle oracle(g);
        const auto turns = draw_turns(seed, g);
        const std::string cycle = cycle_text(turns, model.form());
        for (const auto& punishment : punishments(g)) {
            const Threshold t = threshold(model, "lens", cycle, "delta", punishment);
            compare_with(
                t, g.n, grid(0, 1, 12), cycle + text,
                [&](const Rational& x) {
                    std::vector<bool> keeps;
                    for (std::size_t i = 0; i < g.n; ++i)
                        keeps.push_back(oracle.keeps_in_turn(i, turns, x, punishment == Punishment::grim));
                    return keeps;
                },
                [&](const Rational&) { return oracle.are_agreed(turns); });
            if (HasFatalFailure()) return;
            EXPECT_EQ(t.possible, t.sustained);
            EXPECT_EQ(t.value, t.sustained.least());
            t.is_empty() ? ++empty : ++sustained;
            broken_up += !t.is_empty() && !t.is_up_set();
        }
    }
    // The games are worth asking about, and patience does harm in some.
    EXPECT_GT(sustained, 100u);
    EXPECT_GT(empty, 100u);
    EXPECT_GT(broken_up, 0u);
}

TEST(Cycle, OfRandomGamesAgreesWithWhatIsPaidInALongPlay) {
    std::size_t kept = 0, broken = 0, open = 0;
    for (std::uint64_t seed = 0; seed < 120; ++seed) {
        const PlainGame g = draw_game(seed);
        const std::string text = model_text(g);
        const Model model = load(text);
        const Oracle oracle(g);
        const auto turns = draw_turns(seed, g);
        for (const auto& punishment : punishments(g)) {
            const Threshold t =
                threshold(model, "lens", cycle_text(turns, model.form()), "delta", punishment);
            for (const Rational& x : probes(t, grid(0, 1, 8))) {
                if (x > q("15/16") || denominator(x) > 1000) continue;
                for (std::size_t i = 0; i < g.n; ++i) {
                    const auto keeps =
                        oracle.keeps_in_simulation(i, turns, x, punishment == Punishment::grim, 150);
                    if (keeps) {
                        ASSERT_EQ(t.by_actor[i].contains(AlgebraicNumber(x)), *keeps)
                            << i << " at " << to_string(x) << "\n"
                            << text;
                    }
                    ++(!keeps ? open : *keeps ? kept : broken);
                }
            }
        }
    }
    EXPECT_GT(kept, 500u);
    EXPECT_GT(broken, 500u);
    EXPECT_LT(open, (kept + broken) / 5);
}

TEST(Cycle, AgreesWithTheDefinitionsWhileOtherScalarsMove) {
    std::size_t asked = 0;
    for (std::uint64_t seed = 2; seed < 400; seed += 2) {
        const PlainGame g = draw_game(seed);
        const std::string text = model_text(g);
        const Model model = load(text);
        const auto turns = draw_turns(seed, g);
        const std::string cycle = cycle_text(turns, model.form());
        for (const auto& punishment : punishments(g)) {
            compare_with(threshold(model, "lens", cycle, "delta.S1", punishment), g.n, grid(0, 1, 8),
                         cycle + text, [&](const Rational& x) {
                             std::vector<Rational> delta = g.delta;
                             delta[1] = x;
                             return keep_in_turn(g, turns, delta, punishment);
                         });
            if (HasFatalFailure()) return;
            if (!g.has_cost) continue;
            ++asked;
            compare_with(threshold(model, "lens", cycle, "sigma", punishment), g.n, grid(-2, 3, 1),
                         cycle + text, [&](const Rational& x) {
                             PlainGame moved = g;
                             for (Rational& cost : moved.cost) cost *= x;
                             return keep_in_turn(moved, turns, g.delta, punishment);
                         });
            if (HasFatalFailure()) return;
        }
    }
    EXPECT_GT(asked, 20u);
}

TEST(Cycle, OfOneProfileIsThatProfileForEver) {
    for (std::uint64_t seed = 0; seed < 100; ++seed) {
        const PlainGame g = draw_game(seed);
        const Model model = load(model_text(g));
        const std::string cycle = cycle_text({g.play}, model.form());
        for (const auto& punishment : punishments(g)) {
            const Threshold once = threshold(model, "lens", "target", "delta", punishment);
            for (const std::string& turns : {cycle, cycle + ";" + cycle.substr(6)}) {
                const Threshold t = threshold(model, "lens", turns, "delta", punishment);
                EXPECT_EQ(t.sustained, once.sustained) << turns;
                EXPECT_EQ(t.by_actor, once.by_actor);
                EXPECT_EQ(t.binding_actors, once.binding_actors);
                EXPECT_EQ(t.binding_constraints, once.binding_constraints);
                EXPECT_EQ(t.note, once.note);
            }
        }
    }
}

/// A prisoner's dilemma (T, R, P, S) seen through relative gains of strength k.
Model dilemma(const std::string& T, const std::string& R, const std::string& P, const std::string& S,
              const std::string& k, const std::string& more = "") {
    return load(
        "format = 1\nname = \"pd\"\nunit = \"points\"\ndelta = \"1/2\"\n"
        "[[actors]]\ncode = \"A\"\nname = \"State A\"\n[[actors]]\ncode = \"B\"\nname = "
        "\"State B\"\n[[issues]]\nname = \"play\"\nbetween = \"all\"\nactions = [\"defect\", "
        "\"cooperate\"]\nstatus_quo = \"defect\"\nfamily = { name = \"prisoners_dilemma\", T = " +
        T + ", R = " + R + ", P = " + P + ", S = " + S +
        " }\n[lenses.lens]\nkind = \"relative\"\naggregate = \"sum\"\nk = \"" + k + "\"\n" + more);
}

TEST(Cycle, OfTheDilemmaAlternatesFromTheValueThatTheAlgebraGives) {
    // Derived: who is let down now is paid S, T, S, T, ... against P for ever:
    // (S + delta T)/(1 + delta) >= P iff delta >= (P - S)/(T - P); through u_i = x_i - rho x_j, up to scale,
    // S becomes S - rho T and so on: delta >= [(P - S) + rho (T - P)] / [(T - P) + rho (P - S)].
    const std::vector<std::vector<int>> games{{5, 3, 1, 0}, {4, 3, 2, 1}, {7, 4, 2, 0}, {9, 5, 1, -1}};
    for (const auto& game : games) {
        const Rational T = game[0], P = game[2], S = game[3];
        for (const std::string k : {"0", "1/4", "1/2", "1", "3"}) {
            const Model model = dilemma(std::to_string(game[0]), std::to_string(game[1]),
                                        std::to_string(game[2]), std::to_string(game[3]), k);
            const Rational rho = q(k) / (1 + q(k));
            const Rational expected = ((P - S) + rho * (T - P)) / ((T - P) + rho * (P - S));
            const Threshold t = threshold(model, "lens", "cycle:1,0;0,1");
            EXPECT_EQ(value(t), expected < 1 ? to_string(expected) : "none") << k;
            if (expected < 1) {
                EXPECT_TRUE(t.is_up_set());
                EXPECT_EQ(deciders(model, t), "A B");  // each in the period in which it is let down
            }
            EXPECT_EQ(value(threshold(model, "lens", "cycle:0,1;1,0")), value(t));
        }
    }
    EXPECT_EQ(value(threshold(dilemma("5", "3", "1", "0", "0"), "lens", "cycle:1,0;0,1")), "1/4");
    EXPECT_EQ(value(threshold(dilemma("5", "3", "1", "0", "0"), "lens", "full")), "1/2");
}

TEST(Cycle, CanBeSustainedByMiddlingPatienceOnly) {
    // A gets 3 and 53/6 in turn, could take 4 in place of the 3, and gets 6 for ever once (c, c) is played:
    // 3 + 53/6 delta >= (1 + delta) (4 (1 - delta) + 6 delta), that is (delta - 2/3)(delta - 3/4) <= 0. The
    // impatient take the 4; to the very patient the punishment is worth more than the deal, 6 > (3 + 53/6)/2.
    const std::vector<std::vector<std::pair<std::string, std::string>>> pays{
        {{"3", "5"}, {"53/6", "5"}, {"0", "5"}},
        {{"4", "0"}, {"0", "0"}, {"0", "1"}},
        {{"0", "-1"}, {"0", "-1"}, {"6", "0"}}};
    std::string text =
        "format = 1\nname = \"middling\"\nunit = \"points\"\n[[actors]]\ncode = \"A\"\nname = \"State "
        "A\"\n[[actors]]\ncode = \"B\"\nname = \"State B\"\n[[issues]]\nname = \"play\"\nbetween = "
        "\"all\"\nactions = [\"a\", \"b\", \"c\"]\noutcomes = [\n";
    for (std::size_t k = 0; k < 9; ++k) {
        const auto label = [](std::size_t action) { return std::string(1, "abc"[action]); };
        text += "{ play = [\"" + label(k / 3) + "\", \"" + label(k % 3) + "\"], pays = [\"" +
                pays[k / 3][k % 3].first + "\", \"" + pays[k / 3][k % 3].second + "\"] },\n";
    }
    const Model model = load(text + "]\n[lenses.lens]\nkind = \"absolute\"\n");
    const Threshold t = threshold(model, "lens", "cycle:0,0;0,1");
    EXPECT_EQ(t.sustained,
              IntervalSet(Interval{AlgebraicNumber(q("2/3")), AlgebraicNumber(q("3/4")), true, true}));
    EXPECT_FALSE(t.is_up_set());
    EXPECT_EQ(value(t), "2/3");
    EXPECT_EQ(deciders(model, t), "A");
    EXPECT_EQ(t.certificate.ends.size(), 2u);
}

TEST(Cycle, PlayedApartIsEachIssuesOwnCycle) {
    std::size_t games = 0;
    for (std::uint64_t seed = 0; games < 60; ++seed) {
        PlainGame g = draw_game(seed);
        if (g.issues.size() < 2 || g.kind == PlainGame::Kind::defensive) continue;
        ++games;
        g.exit = PlainGame::Exit::none;
        g.bans.clear();
        const std::string text = model_text(g);
        const Model model = load(text);
        ThresholdSolver pooled(model);
        SeparateIssues issues(model);
        const auto turns = draw_turns(seed, g);
        const ThresholdRequest request{0,
                                       parse_target(model, pooled.form(), cycle_text(turns, pooled.form())),
                                       parse_path(model, "delta"), Punishment::grim};
        const auto parts = issues.solve(request);
        IntervalSet all = parts.front().domain;
        for (std::size_t s = 0; s < parts.size(); ++s) {
            PlainGame one = g;
            one.issues = {g.issues[s]};
            if (s != 0) std::fill(one.cost.begin(), one.cost.end(), Rational(0));
            std::vector<Oracle::Play> own;
            for (const Oracle::Play& play : turns) own.push_back({play[s]});
            one.play = own.front();
            compare_with(parts[s], g.n, grid(0, 1, 6), text, [&](const Rational& x) {
                return keep_in_turn(one, own, std::vector<Rational>(g.n, x), Punishment::grim);
            });
            if (HasFatalFailure()) return;
            all = intersect(all, parts[s].sustained);
        }
        EXPECT_EQ(issues.together(request, parts).sustained, all);
    }
}

TEST(Cycle, OfTheGreatestLengthIsAnsweredExactly) {
    // One period of alms in sixty-four: S + ... against P for ever, decided by a polynomial of degree 63.
    const Model model = dilemma("5", "3", "1", "0", "0");
    std::string turns = "cycle:1,0";
    for (std::size_t k = 1; k < kMaxCycle; ++k) turns += k % 2 == 0 ? ";1,0" : ";0,1";
    EXPECT_EQ(value(threshold(model, "lens", turns)), "1/4");
    std::string mostly = "cycle:1,0";
    for (std::size_t k = 1; k < kMaxCycle; ++k) mostly += k == 40 ? ";0,1" : ";0,0";
    const Threshold t = threshold(model, "lens", mostly);
    ASSERT_TRUE(t.value);
    EXPECT_FALSE(t.value->is_rational());
    EXPECT_LE(t.value->hi() - t.value->lo(), q("1e-6"));
    // A gives 1 now for 4 forty periods on: delta^40 >= 1/4.
    const auto power = [](const Rational& x) {
        Rational result = 1;
        for (int k = 0; k < 40; ++k) result *= x;
        return result;
    };
    EXPECT_LE(power(t.value->lo()), q("1/4"));
    EXPECT_GE(power(t.value->hi()), q("1/4"));
}

TEST(Payoffs, AreRefusedUnderThreatsThatDoNotSpanTheSetAndWhereIssuesArePlayedApart) {
    const Model model = dilemma("5", "3", "1", "0", "0");
    ThresholdSolver solver(model);
    SeparateIssues issues(model);
    for (const std::string text : {"payoff:1,1", "value:2,2", "set:1,1>=5"}) {
        const Target target = parse_target(model, solver.form(), text);
        const auto says = [&](const auto& ask) -> std::string {
            try {
                ask();
            } catch (const Error& error) {
                EXPECT_EQ(error.kind(), ErrorKind::usage);
                return error.what();
            }
            return "";
        };
        const ThresholdRequest request{0, target, parse_path(model, "delta"), Punishment::grim};
        EXPECT_NE(says([&] { solver.solve(request); }).find("worst [F4.7]"), std::string::npos) << text;
        EXPECT_NE(says([&] { solver.outcome_at_file_values(0, target, Punishment::grim); }).find("[F4.7]"),
                  std::string::npos);
        EXPECT_NE(says([&] { issues.solve(request); }).find("[F3.3]"), std::string::npos);
    }
}

}  // namespace
}  // namespace comity::test
