// The SCO models of this version: critical discount factors, who decides, and where the assumptions that
// matter turn a verdict. The three-decimal values were computed before this program existed, in exact
// fractions by other code from the same figures; agreement to the last shown place is what is checked, and
// the exact fractions are this program's.

#include "support/rows.hpp"

namespace comity::test {
namespace {

TEST(Border, FullWithdrawalUnderEveryLens) {
    expect_rows(load_shipped("sco/border.toml"), "full",
                {{"absolute", ".803", "CHN"},
                 {"threat", "none", "CHN"},
                 {"power", ".899", "CHN"},
                 {"uniform", "none", "CHN"},
                 {"identity", ".712", "KGZ"},
                 {"norm", ".754", "CHN"}});
}

/// The border model with one border only. `full` of the exit rule and the targets of other borders go with
/// the rest.
Model one_border(const std::string& neighbour) {
    Model model = load_shipped("sco/border.toml");
    std::erase_if(model.issues, [&](const IssueDeclaration& issue) {
        return issue.issue.name != "border CHN-" + neighbour;
    });
    model.targets.clear();
    model.constraints.clear();
    return model;
}

TEST(Border, ThroughIdentityABorderByItselfIsAnotherGameThanInTheBundle) {
    // By itself. In the bundle China also prefers to withdraw from the Kyrgyz and Tajik borders without
    // return, so that holding those lines while settling with Russia would itself need sustaining.
    expect_rows(one_border("RUS"), "full", {{"identity", ".579", "CHN"}});
    expect_rows(one_border("KAZ"), "full", {{"identity", ".694", "CHN"}});
    expect_rows(one_border("KGZ"), "full", {{"identity", "none", "KGZ"}});
    expect_rows(one_border("TJK"), "full", {{"identity", "none", "TJK"}});
    expect_rows(load_shipped("sco/border.toml"), "russian", {{"identity", ".815", "CHN"}});
}

TEST(Border, EachBorderAlone) {
    const Model model = load_shipped("sco/border.toml");
    expect_rows(model, "russian",
                {{"absolute", ".647", "CHN"},
                 {"threat", ".853", "CHN"},
                 {"power", ".790", "CHN"},
                 {"uniform", ".814", "CHN"},
                 {"norm", ".559", "CHN"}});
    EXPECT_EQ(value(threshold(model, "absolute", "russian")), "74019/114392");
    for (const std::string target : {"kazakh", "kyrgyz", "tajik"}) {
        for (const std::string lens : {"absolute", "threat", "power", "uniform", "norm"})
            expect_rows(model, target, {{lens, "none", "CHN"}});
    }
}

TEST(Border, ExpulsionHelpsOnlyThroughIdentity) {
    expect_rows(load_shipped("sco/border.toml"), "full",
                {{"absolute", ".803", "CHN"}, {"identity", ".490", "CHN"}, {"norm", ".754", "CHN"}},
                Punishment::exit);
}

TEST(Border, KindnessDisarms) {
    // The least sustaining delta is not monotone in the weight on others, and neither is whether there is
    // one.
    for (const auto& [alpha, delta] : std::vector<std::pair<std::string, std::string>>{{"1/20", ".717"},
                                                                                       {"1/10", "none"},
                                                                                       {"1/5", ".712"},
                                                                                       {"1/4", ".567"},
                                                                                       {"3/10", "none"},
                                                                                       {"2/5", ".847"}}) {
        EXPECT_EQ(
            three(threshold(load_shipped("sco/border.toml", {{"alpha_bar", alpha}}), "identity", "full")),
            delta)
            << alpha;
    }
    const Model model = load_shipped("sco/border.toml");
    EXPECT_EQ(threshold(model, "identity", "full", "alpha_bar").sustained.intervals().size(), 2u);
}

TEST(Border, TheAssumptionsThatDriveTheAbsoluteVerdict) {
    for (const auto& [name, number, delta] :
         std::vector<std::tuple<std::string, std::string, std::string>>{{"lam", "0", "none"},
                                                                        {"lam", "1", ".375"},
                                                                        {"relief", "4", ".402"},
                                                                        {"leverage", "1", "none"}}) {
        EXPECT_EQ(three(threshold(load_shipped("sco/border.toml", {{name, number}}), "absolute", "full")),
                  delta)
            << name;
    }
}

TEST(Border, HowMuchRelativeGainsMayMatterBeforeChinaRefuses) {
    for (const auto& [year, kappa] : std::vector<std::pair<std::string, std::string>>{
             {"2001", "0.33"}, {"2005", "0.87"}, {"2010", "1.26"}}) {
        const Model model = load_shipped("sco/border.toml", {{"year", year}});
        const Threshold t = threshold(model, "threat", "accept:full", "lens.threat.k");
        EXPECT_EQ(to_decimal(t.value->rational(), 2), kappa) << year;
        EXPECT_EQ(deciders(model, t), "CHN");
    }
    const Model model = load_shipped("sco/border.toml");
    EXPECT_EQ(to_decimal(threshold(model, "power", "accept:full", "lens.power.k").value->rational(), 2),
              "2.52");
    EXPECT_EQ(to_decimal(threshold(model, "uniform", "accept:full", "lens.uniform.k").value->rational(), 2),
              "0.31");
}

TEST(Border, InDollarsTheSmallRefuseInstead) {
    const Model model = load_shipped("sco/border.toml", {{"unit", "dollars"}});
    const Threshold t = threshold(model, "threat", "accept:full", "lens.threat.k");
    const auto cutoff = [&](std::size_t actor, int places) {
        return to_decimal(t.by_actor[actor].intervals().back().hi.number().rational(), places);
    };
    EXPECT_EQ(cutoff(2, 2), "0.05");
    EXPECT_EQ(cutoff(3, 2), "0.07");
    EXPECT_EQ(cutoff(4, 3), "0.006");
    expect_rows(model, "full",
                {{"absolute", ".803", "CHN"},
                 {"threat", "none", "KAZ KGZ TJK"},
                 {"identity", "none", "CHN"},
                 {"norm", ".754", "CHN"}});
}

TEST(Rats, EveryTargetUnderEveryLens) {
    const Model model = load_shipped("sco/rats.toml");
    expect_rows(model, "full",
                {{"absolute", ".625", "CHN RUS KAZ"},
                 {"threat", "none", "KAZ"},
                 {"power", "none", "KAZ"},
                 {"uniform", "none", "CHN RUS KAZ"},
                 {"identity", ".264", "CHN"},
                 {"norm", ".531", "CHN RUS KAZ"}});
    EXPECT_EQ(value(threshold(model, "identity", "full")), "708/2683");
    expect_rows(model, "exposed",
                {{"absolute", ".906", "KGZ TJK UZB"},
                 {"threat", "none", "KGZ TJK UZB"},
                 {"identity", ".573", "TJK"},
                 {"norm", ".883", "KGZ TJK UZB"}});
    EXPECT_EQ(value(threshold(model, "norm", "exposed")), "113/128");
    expect_rows(model, "without_china", {{"absolute", "none", "RUS KAZ"}, {"identity", ".709", "RUS"}});
    expect_rows(model, "without_uzbekistan",
                {{"absolute", "none", "CHN RUS KAZ"}, {"identity", ".819", "CHN"}});
}

TEST(Rats, TheRealistVetoIsKazakhstans) {
    const Model model = load_shipped("sco/rats.toml");
    const Threshold threat = threshold(model, "threat", "accept:full", "lens.threat.k");
    EXPECT_EQ(value(threat), "425/822");
    EXPECT_EQ(deciders(model, threat), "KAZ");
    EXPECT_EQ(to_decimal(threat.by_actor[0].intervals().back().hi.number().rational(), 2), "2.51");
    EXPECT_EQ(value(threshold(model, "power", "accept:full", "lens.power.k")), "1085/1272");
    const Threshold uniform = threshold(model, "uniform", "accept:full", "lens.uniform.k");
    EXPECT_EQ(value(uniform), "5/12");
    EXPECT_EQ(deciders(model, uniform), "CHN RUS KAZ");
}

TEST(Rats, TheLargestCostOfSovereigntyAtSevenTenths) {
    const Model model = load_shipped("sco/rats.toml");
    const Interval wide{-1, 1, true, true};
    const auto greatest = [&](const std::string& lens) {
        return to_string(threshold(model, lens, "full", "sigma", Punishment::grim, wide)
                             .sustained.intervals()
                             .back()
                             .hi.number()
                             .rational());
    };
    EXPECT_EQ(greatest("absolute"), "1/15");
    EXPECT_EQ(greatest("norm"), "3/25");
    EXPECT_EQ(greatest("identity"), "11701/25000");
    EXPECT_EQ(greatest("threat"), "-40517/109710");
    EXPECT_EQ(greatest("power"), "-16754405632/61180377435");
    EXPECT_EQ(greatest("uniform"), "-131/300");
}

TEST(Rats, TheAssumptionsThatTurnTheAbsoluteVerdict) {
    for (const auto& [name, number, delta] :
         std::vector<std::tuple<std::string, std::string, std::string>>{{"mu", "1/4", "none"},
                                                                        {"mu", "1/2", ".250"},
                                                                        {"R", "4", "none"},
                                                                        {"R", "1", ".250"},
                                                                        {"sigma", "-1/4", ".344"},
                                                                        {"sigma", "1/4", ".906"}}) {
        EXPECT_EQ(three(threshold(load_shipped("sco/rats.toml", {{name, number}}), "absolute", "full")),
                  delta)
            << name;
    }
    EXPECT_EQ(three(threshold(load_shipped("sco/rats.toml", {{"kappa", "1/4"}}), "threat", "full")), ".839");
}

TEST(Rats, EqualGainsAreNotDilutedInAMultilateralGood) {
    const Model model = load_shipped("sco/rats.toml", {{"R", "1"}});
    expect_rows(model, "full",
                {{"absolute", ".250", "CHN RUS KAZ KGZ TJK UZB"},
                 {"threat", ".701", "KGZ"},
                 {"uniform", ".571", "CHN RUS KAZ KGZ TJK UZB"}});
}

TEST(Rats, TheYearsOfTheData) {
    for (const auto& [year, kappa, delta] : std::vector<std::tuple<std::string, std::string, std::string>>{
             {"2001", "0.24", ".504"}, {"2005", "0.52", ".264"}, {"2010", "0.72", ".133"}}) {
        const Model model = load_shipped("sco/rats.toml", {{"year", year}});
        EXPECT_EQ(to_decimal(threshold(model, "threat", "accept:full", "lens.threat.k").value->rational(), 2),
                  kappa)
            << year;
        EXPECT_EQ(three(threshold(model, "identity", "full")), delta) << year;
    }
}

TEST(Models, TheUnitMovesNeitherAbsoluteNorNorm) {
    for (const std::string file : {"sco/border.toml", "sco/rats.toml"})
        expect_unit_moves_neither_absolute_nor_norm(file, "dollars");
}

}  // namespace
}  // namespace comity::test
