// The least δ under the worst equilibrium of the breacher, three and more actors: known values.

#include "comity/certificate/brackets.hpp"
#include "support/many_case_file.hpp"
#include "support/many_text.hpp"
#include "support/models.hpp"

namespace comity::test {
namespace {

const Rational kWidth = Rational(1) / 10000000;

Threshold least_delta(const ManyActors& g, const std::string& profile, TargetTest test,
                      Punishment punishment = Punishment::worst) {
    const Model model = load(table_text(g));
    ThresholdSolver solver(model);
    Target target = parse_target(model, solver.form(), profile);
    target.test = test;
    ThresholdRequest request{*model.find_lens("absolute"), target, parse_path(model, "delta"), punishment};
    request.tolerance = kWidth;
    return solver.solve(request);
}

/// Is the least δ within a bracket that is narrow enough, and nothing wrong said on either side of it?
void expect_from(const Threshold& t, const Rational& at) {
    ASSERT_TRUE(t.decided) << t.note;
    const auto between = least_between(t);
    ASSERT_TRUE(between.has_value()) << t.note;
    const AlgebraicNumber exact(at);
    EXPECT_FALSE(exact < between->first);
    EXPECT_FALSE(between->second < exact);
    EXPECT_LE(between->second.hi() - between->first.lo(), kWidth);
    EXPECT_TRUE(t.possible.contains(exact));
    EXPECT_FALSE(t.possible.contains(AlgebraicNumber(at - kWidth)));
    EXPECT_TRUE(t.sustained.contains(AlgebraicNumber(at + kWidth)));
    EXPECT_TRUE(t.sustained.contains(AlgebraicNumber(Rational(9) / 10)));
}

TEST(WorstPunishmentOfMany, BracketsTheKnownLeastDiscountFactorsOfProfiles) {
    std::size_t asked = 0;
    for (const KnownManyGame& game : read_many_cases("critical_many.txt")) {
        for (const KnownManyThreshold& known : game.thresholds) {
            SCOPED_TRACE(game.name + " " + known.profile);
            expect_from(least_delta(game.at(0), known.profile, TargetTest::sustain), known.worst);
            ++asked;
        }
    }
    EXPECT_EQ(asked, 3u);
}

TEST(WorstPunishmentOfMany, BracketsThatOfTheirPayoffs) {
    for (const KnownManyGame& game : read_many_cases("critical_many.txt")) {
        if (game.actions.size() > 4) continue;
        for (const KnownManyThreshold& known : game.thresholds) {
            SCOPED_TRACE(game.name + " " + known.profile);
            expect_from(least_delta(game.at(0), known.profile, TargetTest::payoff), known.worst);
        }
    }
}

TEST(WorstPunishmentOfMany, NeedsNoMorePatienceThanGrim) {
    for (const KnownManyGame& game : read_many_cases("critical_many.txt")) {
        for (const KnownManyThreshold& known : game.thresholds) {
            SCOPED_TRACE(game.name + " " + known.profile);
            const Threshold grim =
                least_delta(game.at(0), known.profile, TargetTest::sustain, Punishment::grim);
            EXPECT_EQ(value(grim), to_string(known.grim));
            EXPECT_LE(known.worst, known.grim);
        }
    }
}

TEST(WorstPunishmentOfMany, IsThatOfTwoWhereAThirdLooksOn) {
    // Abreu's three outputs: the least from 1/3 on where reversion needs 5/8, the middle ones from 4/7 on.
    const TwoActors outputs =
        plain(3, 3, {10, 3, 0, 15, 7, -4, 7, 5, -15}, {10, 15, 7, 3, 7, 5, 0, -4, -15}, 0);
    const ManyActors g = with_bystanders(outputs, 3, 1);
    expect_from(least_delta(g, "0,0,0", TargetTest::sustain), Rational(1) / 3);
    expect_from(least_delta(g, "1,0,0", TargetTest::sustain), Rational(4) / 7);
}

TEST(WorstPunishmentOfMany, TellsAProfileFromItsPayoff) {
    // T, R, P, S = 4, 1, 0, −1/2: cooperation for ever needs 3/4, its payoff (1,1) only 1/8, by turns.
    const Rational sucker = Rational(-1) / 2;
    const ManyActors g = with_bystanders(plain(2, 2, {1, sucker, 4, 0}, {1, 4, sucker, 0}, 0), 3, 0);
    expect_from(least_delta(g, "0,0,0", TargetTest::sustain), Rational(3) / 4);
    expect_from(least_delta(g, "0,0,0", TargetTest::payoff), Rational(1) / 8);
}

TEST(WorstPunishmentOfMany, SustainsNothingWhereThereIsNoPureEquilibrium) {
    const ManyActors g = with_bystanders(plain(2, 2, {1, -1, -2, 1}, {-1, 2, 2, 0}, 0), 3, 0);
    for (const char* profile : {"0,0,0", "0,1,0", "1,0,0", "1,1,0"}) {
        const Threshold t = least_delta(g, profile, TargetTest::sustain);
        EXPECT_TRUE(t.sustained.is_empty()) << profile;
        EXPECT_FALSE(t.possible.contains(AlgebraicNumber(Rational(9) / 10))) << profile;
    }
}

}  // namespace
}  // namespace comity::test
