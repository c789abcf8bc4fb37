// A joint command. The three-decimal values were computed in exact fractions by other code, written apart
// from this program, from the same figures.

#include "support/rows.hpp"

namespace comity::test {
namespace {

const std::string kFile = "sco/joint-command.toml";

TEST(JointCommand, TheCstoUnderEveryLens) {
    const Model model = load_shipped(kFile);
    expect_rows(model, "csto",
                {{"absolute", ".811", "KAZ"},
                 {"threat", "none", "KAZ KGZ TJK"},
                 {"power", "none", "KAZ KGZ TJK"},
                 {"uniform", "none", "RUS KAZ KGZ TJK"},
                 {"identity", ".396", "KAZ"},
                 {"norm", ".764", "KAZ"}});
    EXPECT_EQ(value(threshold(model, "absolute", "csto")), "464329/572546");
    EXPECT_EQ(value(threshold(model, "norm", "csto")), "1749099/2290184");
}

TEST(JointCommand, WhatNoPunishmentCanImproveOn) {
    const Model model = load_shipped(kFile);
    EXPECT_EQ(three_at_minmax(model, "identity", "csto"), ".382");
    EXPECT_EQ(three_at_minmax(model, "absolute", "csto"), ".811");
    EXPECT_EQ(three_at_minmax(model, "threat", "csto"), "none");
}

TEST(JointCommand, AllSixAreRefusedThroughEveryLens) {
    // Here the theories agree: no discrimination.
    const Model model = load_shipped(kFile);
    expect_rows(model, "full",
                {{"absolute", "none", "CHN UZB"},
                 {"threat", "none", "CHN KAZ KGZ TJK UZB"},
                 {"power", "none", "CHN KGZ TJK UZB"},
                 {"uniform", "none", "CHN KAZ KGZ TJK UZB"},
                 {"identity", "none", "CHN"},
                 {"norm", "none", "CHN UZB"}});
    for (const std::string lens : {"absolute", "identity", "norm"}) {
        expect_rows(model, "without_china", {{lens, "none", "UZB"}});
        expect_rows(model, "without_uzbekistan", {{lens, "none", "CHN"}});
    }
    for (const std::string& lens : model.lens_names()) {
        expect_rows(model, "china_russia", {{lens, "none", "CHN"}});
        EXPECT_EQ(three(threshold(model, lens, "without_china")), "none") << lens;
        EXPECT_EQ(three(threshold(model, lens, "without_uzbekistan")), "none") << lens;
    }
}

TEST(JointCommand, ExpulsionReconcilesRealistsWhoFearTheirNeighbours) {
    expect_rows(load_shipped(kFile), "csto",
                {{"absolute", ".811", "KAZ"},
                 {"threat", ".887", "KAZ"},
                 {"power", ".889", "KAZ"},
                 {"uniform", "none", "RUS"},
                 {"identity", ".736", "TJK"},
                 {"norm", ".764", "KAZ"}},
                Punishment::exit);
}

TEST(JointCommand, RealistRefusalIsFearOfTheNeighbours) {
    const Model model = load_shipped(kFile);
    EXPECT_EQ(accepts_up_to(model, "threat", "csto", "KGZ", 2), "0.12");
    EXPECT_EQ(accepts_up_to(model, "threat", "csto", "TJK", 2), "0.22");
    EXPECT_EQ(accepts_up_to(model, "threat", "csto", "KAZ", 2), "0.29");
    EXPECT_EQ(accepts_up_to(model, "threat", "csto", "RUS", 0), "9");
    // What each neighbour's gain costs Kyrgyzstan: weight times lead, at kappa = 1.
    ThresholdSolver solver(model);
    const Target csto = parse_target(model, solver.form(), "csto");
    const auto gain = [&](std::size_t i) { return solver.game().gain(ActorId{i}, csto.profile); };
    const auto& threat = model.matrices.front();
    ASSERT_EQ(threat.name, "threat");
    const auto weight = [&](std::size_t j) { return *threat.values[3][j] / q("0.51") * gain(j); };
    EXPECT_EQ(to_decimal(weight(5), 2), "0.35");
    EXPECT_EQ(to_decimal(weight(2), 2), "0.24");
    EXPECT_EQ(to_decimal(weight(4), 2), "0.23");
    EXPECT_EQ(weight(1), 0);
    // Without protection for outsiders they could bear more.
    Model excludable = load_shipped(kFile);
    for (Parameter& p : excludable.parameters) {
        if (p.name == "xi") p.value = 0;  // below the range that the file declares
    }
    EXPECT_EQ(accepts_up_to(excludable, "threat", "csto", "KGZ", 2), "0.26");
    EXPECT_EQ(accepts_up_to(excludable, "threat", "csto", "TJK", 2), "0.75");
}

TEST(JointCommand, TheLargestCostOfSovereigntyAtSevenTenths) {
    const Model model = load_shipped(kFile);
    struct Line {
        std::string lens, csto, full;
    };
    for (const Line& line : std::vector<Line>{{"absolute", "0.4617", "0.1545"},
                                              {"threat", "0.2797", "0.0177"},
                                              {"power", "0.3329", "0.0966"},
                                              {"uniform", "none", "none"},
                                              {"identity", "0.6930", "0.3717"},
                                              {"norm", "0.4824", "0.1600"}}) {
        EXPECT_EQ(sustained_up_to(model, line.lens, "csto", "sigma", 4), line.csto) << line.lens;
        EXPECT_EQ(sustained_up_to(model, line.lens, "full", "sigma", 4), line.full) << line.lens;
    }
    EXPECT_EQ(to_string(threshold(model, "absolute", "csto", "sigma")
                            .sustained.intervals()
                            .back()
                            .hi.number()
                            .rational()),
              "1914883/4147500");
}

TEST(JointCommand, SigmaAloneDecidesTheCommandOfSix) {
    const Model none = load_shipped(kFile, {{"sigma", "0"}});
    for (const std::string lens : {"absolute", "threat", "power", "identity", "norm"})
        EXPECT_EQ(value(threshold(none, lens, "full")), "0") << lens;
    expect_rows(none, "full", {{"uniform", "none", "CHN"}});
    expect_rows(load_shipped(kFile, {{"sigma", "1/4"}}), "full",
                {{"absolute", "none", "CHN"}, {"identity", ".280", "CHN"}});
}

TEST(JointCommand, TheYearsOfTheData) {
    for (const auto& [year, absolute] : std::vector<std::pair<std::string, std::string>>{
             {"2001", ".874"}, {"2005", ".811"}, {"2010", ".867"}}) {
        EXPECT_EQ(three(threshold(load_shipped(kFile, {{"year", year}}), "absolute", "csto")), absolute)
            << year;
    }
    // With Uzbekistan back in the CSTO, identity alone reaches all six.
    const Model later = load_shipped(kFile, {{"year", "2010"}});
    expect_rows(later, "full",
                {{"absolute", "none", "CHN"},
                 {"threat", "none", "CHN KGZ TJK UZB"},
                 {"identity", ".780", "CHN"},
                 {"norm", "none", "CHN"}});
}

TEST(JointCommand, WhatEachAssumptionDoes) {
    struct Setting {
        std::string name, value, lens, delta, who;
    };
    for (const Setting& s : std::vector<Setting>{{"half", "1/20", "absolute", ".538", "KAZ"},
                                                 {"half", "1/2", "absolute", "none", "KAZ KGZ TJK"},
                                                 {"xi", "1/5", "absolute", ".527", "KAZ"},
                                                 {"xi", "4/5", "absolute", ".882", "KAZ"},
                                                 {"duty", "0", "absolute", ".449", "KAZ"},
                                                 {"duty", "1/4", "absolute", "none", "KAZ KGZ TJK"},
                                                 {"influence", "0", "absolute", "none", "RUS"},
                                                 {"kappa", "1/4", "threat", "none", "KGZ TJK"},
                                                 {"kappa", "1/4", "power", "none", "KGZ TJK"},
                                                 {"kappa", "1/4", "uniform", "none", "KAZ"},
                                                 {"alpha_bar", "1/20", "identity", ".653", "KAZ"},
                                                 {"alpha_bar", "2/5", "identity", ".253", "TJK"},
                                                 {"a0", "0.4", "identity", ".390", "KAZ"},
                                                 {"a0", "0.7", "identity", ".411", "KAZ"},
                                                 {"nu", "1/20", "norm", ".801", "KAZ"},
                                                 {"nu", "1/2", "norm", ".622", "KAZ"}}) {
        expect_rows(load_shipped(kFile, {{s.name, s.value}}), "csto", {{s.lens, s.delta, s.who}});
    }
    EXPECT_EQ(three(threshold(load_shipped(kFile, {{"a0", "0.4"}}), "identity", "full")), ".786");
    EXPECT_NE(three(threshold(load_shipped(kFile, {{"alpha_bar", "2/5"}}), "identity", "full")), "none");
}

TEST(JointCommand, TheUnitMovesRealistsAndIdentityOnly) {
    const Model dollars = load_shipped(kFile, {{"unit", "dollars"}});
    expect_rows(dollars, "csto",
                {{"absolute", ".811", "KAZ"},
                 {"threat", "none", "KAZ KGZ TJK"},
                 {"uniform", "none", "KAZ KGZ TJK"},
                 {"identity", ".048", "UZB"},
                 {"norm", ".764", "KAZ"}});
    expect_rows(dollars, "without_china", {{"identity", ".000", ""}});
    expect_unit_moves_neither_absolute_nor_norm(kFile, "dollars");
}

}  // namespace
}  // namespace comity::test
