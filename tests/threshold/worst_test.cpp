// The least δ under the worst equilibrium of the breacher: known values, and where payoffs need less than
// profiles.

#include "support/case_file.hpp"
#include "support/models.hpp"

namespace comity::test {
namespace {

/// A game of two actors as the text of a model file.
std::string table_text(const TwoActors& g) {
    const auto label = [](std::size_t b) { return "\"a" + std::to_string(b) + "\""; };
    const auto labels = [&](std::size_t i) {
        std::string text = "[";
        for (std::size_t b = 0; b < g.actions[i]; ++b) text += label(b) + ",";
        return text + "]";
    };
    std::string text =
        "format = 1\nname = \"table\"\nunit = \"points\"\n"
        "[[actors]]\ncode = \"ROW\"\nname = \"Row\"\n[[actors]]\ncode = \"COL\"\nname = \"Column\"\n"
        "[[issues]]\nname = \"game\"\nbetween = [\"ROW\", \"COL\"]\nactions = { ROW = " +
        labels(0) + ", COL = " + labels(1) + " }\noutcomes = [\n";
    for (std::size_t a = 0; a < g.profiles(); ++a) {
        text += "{ play = [" + label(g.action(a, 0)) + "," + label(g.action(a, 1)) + "], pays = [\"" +
                to_string(g.states[0].pays[0][a]) + "\",\"" + to_string(g.states[0].pays[1][a]) + "\"] },\n";
    }
    return text + "]\n[lenses.absolute]\nkind = \"absolute\"\n";
}

Threshold least_delta(const TwoActors& g, std::size_t row, std::size_t column, TargetTest test,
                      Punishment punishment = Punishment::worst) {
    const Model model = load(table_text(g));
    ThresholdSolver solver(model);
    Target target = parse_target(model, solver.form(), std::to_string(row) + "," + std::to_string(column));
    target.test = test;
    return solver.solve({*model.find_lens("absolute"), target, parse_path(model, "delta"), punishment});
}

/// The set is [at, 1), exactly or within the tolerance of the question, and holds at `at`.
void expect_from(const Threshold& t, const Rational& at) {
    ASSERT_FALSE(t.is_empty());
    const Rational width = Rational(1) / 1000000;
    EXPECT_TRUE(t.possible.contains(AlgebraicNumber(at)));
    EXPECT_FALSE(t.possible.contains(AlgebraicNumber(at - width)));
    EXPECT_TRUE(t.sustained.contains(AlgebraicNumber(at + width)));
    EXPECT_TRUE(t.sustained.contains(AlgebraicNumber(Rational(999) / 1000)));
}

TEST(WorstPunishment, GivesTheKnownLeastDiscountFactorsOfProfilesExactly) {
    std::size_t asked = 0;
    for (const KnownGame& game : read_cases("critical.txt")) {
        for (const KnownThreshold& known : game.thresholds) {
            SCOPED_TRACE(game.name + " " + std::to_string(known.row) + "," + std::to_string(known.column));
            const Threshold t = least_delta(game.game, known.row, known.column, TargetTest::sustain);
            ++asked;
            EXPECT_EQ(value(t), to_string(known.worst));
            EXPECT_TRUE(t.sustained.contains(AlgebraicNumber(known.worst)));
            EXPECT_EQ(t.sustained, t.possible);
            expect_from(t, known.worst);
        }
    }
    EXPECT_EQ(asked, 4u);
}

TEST(WorstPunishment, NeedsNoMorePatienceThanGrim) {
    for (const KnownGame& game : read_cases("critical.txt")) {
        for (const KnownThreshold& known : game.thresholds) {
            SCOPED_TRACE(game.name);
            const Threshold grim =
                least_delta(game.game, known.row, known.column, TargetTest::sustain, Punishment::grim);
            EXPECT_EQ(value(grim), known.grim ? to_string(*known.grim) : "none");
            if (known.grim) {
                EXPECT_LE(known.worst, *known.grim);
            }
        }
    }
}

TEST(WorstPunishment, SustainsThePayoffOfAKnownProfileFromTheSameDiscountFactorOn) {
    for (const KnownGame& game : read_cases("critical.txt")) {
        for (const KnownThreshold& known : game.thresholds) {
            SCOPED_TRACE(game.name + " " + std::to_string(known.row) + "," + std::to_string(known.column));
            expect_from(least_delta(game.game, known.row, known.column, TargetTest::payoff), known.worst);
        }
    }
}

TEST(WorstPunishment, TellsAProfileFromItsPayoff) {
    // T, R, P, S = 4, 1, 0, −1/2: cooperation for ever needs 3/4, its payoff (1,1) only 1/8, by turns.
    const Rational sucker = Rational(-1) / 2;
    const TwoActors g = plain(2, 2, {1, sucker, 4, 0}, {1, 4, sucker, 0}, 0);
    const Threshold profile = least_delta(g, 0, 0, TargetTest::sustain);
    EXPECT_EQ(value(profile), "3/4");
    expect_from(profile, Rational(3) / 4);
    expect_from(least_delta(g, 0, 0, TargetTest::payoff), Rational(1) / 8);
}

TEST(WorstPunishment, IsNotStoppedByAReversionThatRewards) {
    // (U,L) = (1,1); the only stage equilibrium, (D,R), gives row 3.
    const TwoActors g = plain(2, 2, {1, 0, 0, 3}, {1, Rational(6) / 5, -1, 0}, 0);
    for (const Punishment punishment : {Punishment::grim, Punishment::worst}) {
        const Threshold t = least_delta(g, 0, 0, TargetTest::sustain, punishment);
        EXPECT_EQ(value(t), "1/6");
        expect_from(t, Rational(1) / 6);
        EXPECT_TRUE(t.is_up_set());
    }
}

TEST(WorstPunishment, SustainsNothingWhereThereIsNoPureEquilibrium) {
    const TwoActors g = plain(2, 2, {1, -1, -2, 1}, {-1, 2, 2, 0}, 0);
    for (std::size_t a = 0; a < 4; ++a) {
        for (const TargetTest test : {TargetTest::sustain, TargetTest::payoff})
            EXPECT_TRUE(least_delta(g, a / 2, a % 2, test).is_empty()) << a;
    }
}

}  // namespace
}  // namespace comity::test
