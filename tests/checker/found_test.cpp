// What the checker found when it was new: claims of the solvers that were not proved, or could not be read
// back.

#include "comity/checker/checker.hpp"
#include "comity/number/interval_text.hpp"
#include "support/drawn_archive.hpp"

namespace comity::test {
namespace {

/// Three outputs; or, where `pays` is given, a dilemma in which cooperation pays that.
std::string dilemma(const std::string& delta_b, const std::string& pays = "") {
    ScalarGame g;
    g.pays = {{"10", "10"}, {"3", "15"}, {"0", "7"},  {"15", "3"},   {"7", "7"},
              {"-4", "5"},  {"7", "0"},  {"5", "-4"}, {"-15", "-15"}};
    g.rows = g.columns = 3;
    if (!pays.empty()) {
        g.rows = g.columns = 2;
        g.pays = {{"1", "1"}, {"5", "0"}, {"0", "5"}, {pays, pays}};
    }
    g.delta_a = "2/5";
    g.delta_b = delta_b;
    return model_text(g);
}

/// Proved, every claim.
void expect_all_proved(const Archive& archive) {
    const auto back = unpack(pack(archive));
    ASSERT_TRUE(back) << back.error();
    const Model model = load(archive.model_text);
    ASSERT_EQ(inconsistency(*back, model, model.form()), "");
    const auto claims = check_archive(*back, model);
    EXPECT_FALSE(claims.empty());
    for (const Claim& claim : claims)
        EXPECT_EQ(claim.result, Claim::Result::proved) << claim.text << "\n" << claim.why;
}

TEST(Found, AVerdictAtUnequalDiscountFactorsHasAProofOfItsOwn) {
    // Neither grim nor the minmax values decide, and the threshold is about one common δ.
    Questions questions(dilemma("1/2"));
    questions.verdicts("0,0", Punishment::worst);
    const Archive archive = questions.archive();
    const auto& verdict = std::get<Verdict>(archive.findings.at(0));
    EXPECT_NE(verdict.outcome, Verdict::Outcome::undecided);
    EXPECT_EQ(verdict.threshold.certificate.verdict.size(), 1u);
    expect_all_proved(archive);
    // Without it nothing proves the verdict.
    Archive bare = archive;
    std::get<Verdict>(bare.findings[0]).threshold.certificate.verdict.clear();
    EXPECT_EQ(check_archive(bare, load(bare.model_text)).back().result, Claim::Result::refuted);
}

TEST(Found, ASetThatIsOneEndOfTheRangeHoldsThereAndFailsBeside) {
    // At t = 1 nobody is tempted; below, δ = 2/5 is too little for grim.
    Questions questions(dilemma("2/5", "4 + t"));
    questions.threshold("1,1", "t", Punishment::grim);
    const Archive archive = questions.archive();
    const auto& t = std::get<Threshold>(archive.findings.at(0));
    if (t.sustained == IntervalSet(Interval::point(Rational(1)))) {
        ASSERT_EQ(t.certificate.ends.size(), 1u);
        EXPECT_EQ(t.certificate.ends[0].holds_at, Rational(1));
        EXPECT_TRUE(t.certificate.ends[0].fails_at);
    }
    expect_all_proved(archive);
}

TEST(Found, ASetOfPayoffsThatIsAlwaysReachedHasALeastDiscountFactor) {
    Questions questions(dilemma("2/5", "3"));
    questions.threshold("value:0,0", "delta", Punishment::worst);
    const Archive archive = questions.archive();
    const auto& t = std::get<Threshold>(archive.findings.at(0));
    EXPECT_EQ(to_text(t.sustained), "[0, 1)");
    EXPECT_EQ(value(t), "0");
    expect_all_proved(archive);
}

TEST(Found, WhatIsNeverSustainedNeedNotBeRefutedAtItsLeastDiscountFactor) {
    // Of this game nothing was found to hold, and the least δ was left out of what is possible without a
    // proof.
    const Archive archive = drawn_space_archive(2);
    expect_all_proved(archive);
}

}  // namespace
}  // namespace comity::test
