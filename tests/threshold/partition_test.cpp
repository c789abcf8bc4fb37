// Ranges cut into proved cells: what is proved agrees with the decision at single points, near the ends too,
// whatever the scalar; and where sustainability is not monotone both sides are found.

#include "partition.hpp"

#include "comity/payoffs/cell_proof.hpp"
#include "comity/payoffs/decide.hpp"
#include "support/models.hpp"
#include "support/scalar_game.hpp"

namespace comity::test {
namespace {

struct Asked {
    explicit Asked(const std::string& text, const std::string& target, const std::string& of,
                   std::optional<Interval> range = {})
        : model(load(text)),
          form(model.form()),
          request{0, parse_target(model, form, target), parse_path(model, of), Punishment::worst},
          domain(range ? *range : domain_of(model, request.of)),
          answer(partition(model, form, request, std::nullopt, IntervalSet(domain), {})) {}

    TargetDecision::Outcome decide(const Rational& at) const {
        PayoffRequest values;
        const auto question = question_at(model, request, std::nullopt, at, values.delta);
        return decide_target(form, question, request.target, values).outcome;
    }
    bool sustained(const Rational& at) const { return answer.sustained.contains(AlgebraicNumber(at)); }
    bool refuted(const Rational& at) const { return answer.refuted.contains(AlgebraicNumber(at)); }

    /// What is proved agrees with single decisions; returns how much of a bounded domain is proved.
    Rational check(const std::string& text) const {
        Rational proved = 0;
        for (const PayoffCell& cell : answer.cells) {
            const bool bounded = cell.where.lo.is_finite() && cell.where.hi.is_finite();
            const Rational lo = cell.where.lo.is_finite() ? cell.where.lo.number().hi() : Rational(-100);
            const Rational hi = cell.where.hi.is_finite() ? cell.where.hi.number().lo() : Rational(lo + 100);
            if (bounded) proved += hi - lo;
            for (const Rational& at : {Rational(lo + (hi - lo) / 1000), Rational((lo + hi) / 2),
                                       Rational(hi - (hi - lo) / 1000)}) {
                const auto outcome = decide(at);
                EXPECT_NE(outcome,
                          cell.sustained ? TargetDecision::Outcome::fails : TargetDecision::Outcome::holds)
                    << to_string(at) << "\n"
                    << text;
            }
        }
        EXPECT_TRUE(intersect(answer.sustained, answer.refuted).is_empty()) << text;
        return proved;
    }

    Model model;
    GameForm form;
    ThresholdRequest request;
    Interval domain;
    Partition answer;
};

const char* const kTargets[] = {"1,1", "cycle:1,1;0,1", "payoff:1,1", "value:1,2"};

TEST(Partition, ProvesNearlyAllOfARangeOfAParameterAndAgreesWithSinglePoints) {
    std::size_t whole = 0, both = 0, games = 0;
    for (std::uint64_t seed = 0; seed < 20; ++seed) {
        const std::string text = model_text(draw_scalar_game(seed));
        const Asked asked(text, kTargets[seed % 4], "t");
        whole += 1 - asked.check(text) < Rational(1) / 100000;
        both += !asked.answer.sustained.is_empty() && !asked.answer.refuted.is_empty();
        ++games;
    }
    EXPECT_GE(whole + 1, games);
    EXPECT_GE(both, 3u);
}

TEST(Partition, AgreesWithSinglePointsWhereFormulasAreCurved) {
    std::size_t whole = 0;
    for (std::uint64_t seed = 0; seed < 12; ++seed) {
        const std::string text = model_text(draw_scalar_game(seed, true));
        const Asked asked(text, kTargets[seed % 4], "t");
        whole += 1 - asked.check(text) < Rational(1) / 100000;
    }
    EXPECT_GE(whole, 10u);
}

TEST(Partition, FindsBothSidesWhereSustainabilityIsNotMonotone) {
    // Leaving mutual cooperation (3) gains 2·|2t−1| − 1/2 in its period and costs at most 1 a period later:
    // kept in the middle of the range only.
    ScalarGame g;
    const std::string tempting = "5/2 + 2 * abs(2 * t - 1) + 1";
    g.pays = {{"1", "1"}, {tempting, "0"}, {"0", tempting}, {"3", "3"}};
    g.delta_a = g.delta_b = "1/4";
    const std::string text = model_text(g);
    const Asked asked(text, "1,1", "t");
    asked.check(text);
    // 3 ≥ (3/4) T + 1/4, so T ≤ 11/3 and |2t − 1| ≤ 1/12.
    ASSERT_EQ(asked.answer.sustained.intervals().size(), 1u);
    EXPECT_EQ(asked.answer.refuted.intervals().size(), 2u);
    EXPECT_TRUE(asked.sustained(Rational(1) / 2));
    for (const int side : {-1, 1}) {
        const Rational end = (1 + Rational(side) / 12) / 2, hair = Rational(side) / 100000;
        EXPECT_TRUE(asked.sustained(end - hair));
        EXPECT_TRUE(asked.refuted(end + hair));
    }
}

TEST(Partition, AnswersForTheDiscountFactorOfOneState) {
    ScalarGame g;
    g.pays = {{"1", "1"}, {"5", "0"}, {"0", "5"}, {"3", "3"}};
    g.delta_b = "3/5";
    const std::string text = model_text(g);
    const Asked asked(text, "1,1", "delta.A", Interval{0, Rational(9) / 10, true, true});
    asked.check(text);
    EXPECT_TRUE(asked.sustained(Rational(1) / 2 + Rational(1) / 100000));
    EXPECT_TRUE(asked.sustained(Rational(9) / 10));
    EXPECT_TRUE(asked.refuted(Rational(1) / 2 - Rational(1) / 100000));
    EXPECT_TRUE(asked.refuted(0));
}

TEST(Partition, AnswersForACycleInACommonDiscountFactor) {
    ScalarGame g;
    g.pays = {{"1", "1"}, {"5", "0"}, {"0", "5"}, {"3", "3"}};
    const std::string text = model_text(g);
    const Asked asked(text, "cycle:0,1;1,0", "delta", Interval{0, Rational(9) / 10, true, true});
    asked.check(text);
    // Whoever gets 0 now gets 5δ/(1+δ) on the way and could have 1 for ever: δ ≥ 1/4.
    EXPECT_TRUE(asked.sustained(Rational(1) / 4 + Rational(1) / 100000));
    EXPECT_TRUE(asked.refuted(Rational(1) / 4 - Rational(1) / 100000));
}

TEST(Partition, AnswersForALensStrengthWithoutUpperEnd) {
    ScalarGame g;
    g.pays = {{"1", "1"}, {"5", "0"}, {"0", "5"}, {"3", "3"}};
    g.delta_a = g.delta_b = "7/10";
    g.range = "[0, \"inf\"]";
    g.lens = "kind = \"relative\"\nk = \"t\"\naggregate = \"sum\"";
    const std::string text = model_text(g);
    const Asked asked(text, "1,1", "t");
    asked.check(text);
    // Temptation 5 + 5k: 3 ≥ (3/10)(5 + 5k) + 7/10 where k ≤ 8/15.
    const Rational end = Rational(8) / 15, hair = Rational(1) / 100000;
    EXPECT_TRUE(asked.sustained(end - hair));
    EXPECT_TRUE(asked.refuted(end + hair));
    EXPECT_FALSE(asked.answer.refuted.intervals().back().hi.is_finite());
}

}  // namespace
}  // namespace comity::test
