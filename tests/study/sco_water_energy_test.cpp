// Water for fuel on two rivers. The three-decimal values were computed in exact fractions by other code,
// written apart from this program, from the same figures; exact fractions shown here came out of both.

#include "support/rows.hpp"

namespace comity::test {
namespace {

const std::string kFile = "sco/water-energy.toml";

/// One river by itself: the model without the other issue.
Model one_river(const std::string& name,
                const std::vector<std::pair<std::string, std::string>>& settings = {}) {
    Model model = load_shipped(kFile, settings);
    std::erase_if(model.issues, [&](const IssueDeclaration& issue) { return issue.issue.name != name; });
    model.targets.clear();
    model.constraints.clear();
    return model;
}

TEST(WaterEnergy, BothRiversUnderEveryLens) {
    const Model model = load_shipped(kFile);
    expect_rows(model, "full",
                {{"absolute", ".775", "UZB"},
                 {"threat", "none", "TJK"},
                 {"power", ".981", "TJK"},
                 {"uniform", ".972", "TJK"},
                 {"identity", ".659", "UZB"},
                 {"norm", ".719", "UZB"}});
    EXPECT_EQ(value(threshold(model, "absolute", "full")), "727/938");
    EXPECT_EQ(value(threshold(model, "uniform", "full")), "35/36");
    EXPECT_EQ(value(threshold(model, "norm", "full")), "2697/3752");
}

TEST(WaterEnergy, EachRiverByItselfAndInTheBundle) {
    const std::vector<Row> syr{{"absolute", ".761", "KAZ UZB"}, {"threat", ".907", "UZB"},
                               {"power", ".796", "KAZ"},        {"uniform", ".840", "KAZ"},
                               {"identity", ".624", "UZB"},     {"norm", ".701", "KAZ UZB"}};
    const std::vector<Row> amu{{"absolute", ".800", "UZB"}, {"threat", ".857", "TJK"},
                               {"power", ".810", "UZB"},    {"uniform", ".830", "UZB"},
                               {"identity", ".727", "UZB"}, {"norm", ".750", "UZB"}};
    // In dollars the other river changes nothing as long as nobody acts on it.
    expect_rows(one_river("syr-darya"), "full", syr);
    expect_rows(load_shipped(kFile), "syr", syr);
    expect_rows(one_river("amu-darya"), "full", amu);
    expect_rows(load_shipped(kFile), "amu", amu);
    EXPECT_EQ(value(threshold(load_shipped(kFile), "absolute", "syr")), "51/67");
    EXPECT_EQ(value(threshold(load_shipped(kFile), "uniform", "amu")), "44/53");
    EXPECT_EQ(value(threshold(load_shipped(kFile), "absolute", "amu")), "4/5");
    EXPECT_EQ(value(threshold(load_shipped(kFile), "norm", "amu")), "3/4");
}

TEST(WaterEnergy, ADealWithOneOfTwoDownstreamDoesNotPayForTheRelease) {
    const Model model = load_shipped(kFile);
    for (const std::string target : {"without_kazakhstan", "without_uzbekistan"}) {
        for (const std::string& lens : model.lens_names())
            expect_rows(model, target, {{lens, "none", "KGZ"}});
    }
}

TEST(WaterEnergy, LinkageCutsBothWays) {
    // Absolute: the stronger river helps the weaker. Threat: a breach on the Vakhsh would end a deal between
    // others that outgains Tajikistan, so the "punishment" is a reward; river by river the whole package
    // holds from .907.
    EXPECT_LT(q(value(threshold(load_shipped(kFile), "absolute", "full"))),
              q(value(threshold(one_river("amu-darya"), "absolute", "full"))));
    EXPECT_EQ(three(threshold(load_shipped(kFile), "threat", "full")), "none");
    EXPECT_EQ(three(threshold(one_river("syr-darya"), "threat", "full")), ".907");
    EXPECT_EQ(three(threshold(one_river("amu-darya"), "threat", "full")), ".857");
}

TEST(WaterEnergy, WhatNoPunishmentCanImproveOn) {
    const Model model = load_shipped(kFile);
    EXPECT_EQ(three_at_minmax(model, "absolute", "full"), ".775");
    EXPECT_EQ(three_at_minmax(model, "threat", "full"), ".850");
    EXPECT_EQ(three_at_minmax(model, "power", "full"), ".800");
    EXPECT_EQ(three_at_minmax(model, "uniform", "full"), ".840");
    EXPECT_EQ(three_at_minmax(model, "identity", "full"), ".659");
}

TEST(WaterEnergy, ExpulsionIsAsGoodAsReversionHere) {
    expect_rows(load_shipped(kFile), "full",
                {{"absolute", ".775", "UZB"},
                 {"threat", "none", "TJK"},
                 {"power", ".981", "TJK"},
                 {"uniform", ".972", "TJK"},
                 {"identity", ".659", "UZB"},
                 {"norm", ".719", "UZB"}},
                Punishment::exit);
    // In percent of own GDP expulsion lets identity sustain what reversion cannot.
    const Model own = load_shipped(kFile, {{"unit", "own"}});
    expect_rows(own, "full", {{"identity", "none", "KGZ TJK"}});
    expect_rows(own, "full", {{"identity", ".659", "KGZ"}}, Punishment::exit);
}

TEST(WaterEnergy, TajikistanIsTheRealistsVeto) {
    const Model model = load_shipped(kFile);
    EXPECT_EQ(accepts_up_to(model, "threat", "full", "TJK", 3), "0.455");
    EXPECT_EQ(accepts_up_to(model, "power", "full", "TJK", 2), "1.24");
    EXPECT_EQ(accepts_up_to(model, "uniform", "full", "TJK", 2), "1.25");
    for (const std::string state : {"KAZ", "KGZ", "UZB"})
        EXPECT_EQ(accepts_up_to(model, "threat", "full", state, 2), "any") << state;
    for (const auto& [year, kappa] : std::vector<std::pair<std::string, std::string>>{
             {"2001", "0.36"}, {"2005", "0.46"}, {"2010", "0.40"}}) {
        EXPECT_EQ(accepts_up_to(load_shipped(kFile, {{"year", year}}), "threat", "full", "TJK", 2), kappa);
    }
}

TEST(WaterEnergy, InPercentOfGdpThosePayingRefuse) {
    const Model own = load_shipped(kFile, {{"unit", "own"}});
    EXPECT_EQ(accepts_up_to(own, "threat", "full", "KAZ", 2), "0.10");
    EXPECT_EQ(accepts_up_to(own, "threat", "full", "UZB", 2), "0.28");
    EXPECT_EQ(accepts_up_to(own, "threat", "full", "KGZ", 2), "any");
    expect_rows(own, "full",
                {{"absolute", ".775", "UZB"},
                 {"threat", "none", "KAZ UZB"},
                 {"power", "none", "KAZ"},
                 {"uniform", "none", "KAZ"},
                 {"norm", ".719", "UZB"}});
    expect_unit_moves_neither_absolute_nor_norm(kFile, "own");
}

struct Setting {
    std::string name, value, absolute, identity, norm;
};

TEST(WaterEnergy, WhatEachFigureDoes) {
    // What the file says of its own assumptions.
    for (const Setting& s : std::vector<Setting>{{"syr_uzb", "27", ".802", ".689", ".752"},
                                                 {"syr_uzb", "45", ".752", ".634", ".690"},
                                                 {"syr_kaz", "23.25", ".797", ".698", ".746"},
                                                 {"syr_kaz", "38.75", ".758", ".626", ".697"},
                                                 {"syr_cost", "26.25", ".750", ".603", ".688"},
                                                 {"syr_cost", "43.75", ".826", ".718", ".783"},
                                                 {"amu_uzb", "14", ".923", ".692", ".904"},
                                                 {"amu_uzb", "40", ".761", ".588", ".701"},
                                                 {"amu_cost", "6", ".761", ".600", ".701"},
                                                 {"amu_cost", "18", ".947", ".721", ".934"},
                                                 {"pi", "1/4", ".857", ".606", ".821"},
                                                 {"pi", "3/4", ".888", ".754", ".859"},
                                                 {"phi", "3/5", ".750", ".458", ".688"},
                                                 {"alpha_bar", "1/20", ".775", ".747", ".719"},
                                                 {"alpha_bar", "2/5", ".775", ".527", ".719"},
                                                 {"a0", "0.4", ".775", ".659", ".719"},
                                                 {"a0", "0.7", ".775", ".659", ".719"},
                                                 {"nu", "1/20", ".775", ".659", ".763"},
                                                 {"nu", "1/2", ".775", ".659", ".550"}}) {
        const Model model = load_shipped(kFile, {{s.name, s.value}});
        EXPECT_EQ(three(threshold(model, "absolute", "full")), s.absolute) << s.name << s.value;
        EXPECT_EQ(three(threshold(model, "identity", "full")), s.identity) << s.name << s.value;
        EXPECT_EQ(three(threshold(model, "norm", "full")), s.norm) << s.name << s.value;
    }
    for (const auto& [name, number] : std::vector<std::pair<std::string, std::string>>{
             {"syr_uzb", "45"}, {"syr_kaz", "38.75"}, {"pi", "1/4"}, {"phi", "3/5"}, {"kappa", "2"}}) {
        const Model model = load_shipped(kFile, {{name, number}});
        EXPECT_EQ(three(threshold(model, "power", "full")), "none") << name;
        EXPECT_EQ(three(threshold(model, "uniform", "full")), "none") << name;
    }
    EXPECT_EQ(three(threshold(load_shipped(kFile, {{"amu_uzb", "40"}}), "threat", "full")), ".900");
    EXPECT_EQ(three(threshold(load_shipped(kFile, {{"kappa", "1/4"}}), "threat", "full")), ".916");
    EXPECT_EQ(three(threshold(load_shipped(kFile, {{"kappa", "2"}}), "threat", "full")), "none");
}

}  // namespace
}  // namespace comity::test
