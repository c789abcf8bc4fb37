// A free-trade zone among sizes of 1000 to 1. The three-decimal values were computed in exact fractions by
// other code, written apart from this program, from the same figures.

#include "support/rows.hpp"

namespace comity::test {
namespace {

const std::string kFile = "sco/free-trade.toml";
using Settings = std::vector<std::pair<std::string, std::string>>;

/// The zone of a target: the states that it does not name are no members.
Model zone(const std::string& target, Settings settings = {}) {
    const std::vector<std::pair<std::string, std::vector<std::string>>> outside{
        {"full", {}},
        {"without_china", {"CHN"}},
        {"eurasec", {"CHN", "UZB"}},
        {"china_russia", {"KAZ", "KGZ", "TJK", "UZB"}},
        {"china_kyrgyzstan", {"RUS", "KAZ", "TJK", "UZB"}}};
    for (const auto& [name, states] : outside) {
        if (name != target) continue;
        for (const std::string& state : states) settings.emplace_back("member_" + state, "0");
    }
    return load_shipped(kFile, settings);
}

TEST(FreeTrade, EveryZoneUnderEveryLens) {
    expect_rows(zone("full"), "full",
                {{"absolute", ".748", "TJK"},
                 {"threat", ".972", "UZB"},
                 {"power", ".923", "TJK"},
                 {"uniform", ".897", "TJK"},
                 {"identity", ".575", "RUS"},
                 {"norm", ".685", "TJK"}});
    expect_rows(zone("without_china"), "without_china",
                {{"absolute", ".745", "TJK"},
                 {"threat", ".964", "UZB"},
                 {"power", ".852", "TJK"},
                 {"uniform", "none", "RUS"},
                 {"identity", ".536", "KAZ"},
                 {"norm", ".682", "TJK"}});
    expect_rows(zone("eurasec"), "eurasec",
                {{"absolute", ".747", "TJK"},
                 {"threat", ".829", "TJK"},
                 {"power", ".820", "TJK"},
                 {"uniform", "none", "RUS"},
                 {"identity", ".565", "KAZ"},
                 {"norm", ".683", "TJK"}});
    expect_rows(zone("china_russia"), "china_russia",
                {{"absolute", ".625", "RUS"},
                 {"threat", ".690", "RUS"},
                 {"power", ".691", "RUS"},
                 {"uniform", ".654", "RUS"},
                 {"identity", ".593", "RUS"},
                 {"norm", ".531", "RUS"}});
    expect_rows(zone("china_kyrgyzstan"), "china_kyrgyzstan",
                {{"absolute", ".375", "KGZ"},
                 {"threat", ".467", "CHN"},
                 {"power", ".765", "CHN"},
                 {"uniform", "none", "CHN"},
                 {"identity", ".294", "KGZ"},
                 {"norm", ".218", "KGZ"}});
    // 3/8, with every state's share rounded as in the file.
    EXPECT_EQ(
        to_decimal(threshold(zone("china_kyrgyzstan"), "absolute", "china_kyrgyzstan").value->rational(), 2),
        "0.37");
}

TEST(FreeTrade, WhoIsAMemberEnjoysWhatOthersOpenAndNobodyOpensToAll) {
    // The smaller targets with everybody a member: the others would be open to states that stay sheltered.
    const Model model = load_shipped(kFile);
    expect_rows(model, "without_china", {{"absolute", "none", "RUS KAZ KGZ TJK UZB"}});
    expect_rows(model, "eurasec", {{"absolute", "none", "RUS KAZ KGZ TJK"}});
    expect_rows(model, "china_kyrgyzstan", {{"absolute", "none", "CHN"}});
    expect_rows(model, "china_russia", {{"absolute", ".634", "RUS"}, {"uniform", "none", "CHN RUS"}});
}

TEST(FreeTrade, HowMuchRelativeGainsMayMatter) {
    const Model own = load_shipped(kFile);
    EXPECT_EQ(accepts_up_to(own, "threat", "full", "UZB", 2), "1.23");
    EXPECT_EQ(accepts_up_to(own, "threat", "full", "TJK", 2), "1.86");
    EXPECT_EQ(accepts_up_to(own, "threat", "full", "KAZ", 1), "4.3");
    EXPECT_EQ(accepts_up_to(own, "threat", "full", "CHN", 0), "12");
    EXPECT_EQ(accepts_up_to(own, "threat", "full", "KGZ", 0), "any");
    EXPECT_EQ(accepts_up_to(zone("china_kyrgyzstan"), "uniform", "china_kyrgyzstan", "CHN", 3), "0.008");
    const Model dollars = load_shipped(kFile, {{"unit", "dollars"}});
    EXPECT_EQ(accepts_up_to(dollars, "threat", "full", "TJK", 3), "0.003");
    EXPECT_EQ(accepts_up_to(dollars, "threat", "full", "KGZ", 3), "0.015");
    EXPECT_EQ(accepts_up_to(dollars, "threat", "full", "KAZ", 2), "0.07");
}

TEST(FreeTrade, TheUnitIsTheVerdictForRealistsAndForNobodyElse) {
    for (const std::string target : {"full", "without_china", "eurasec"}) {
        const Model dollars = zone(target, {{"unit", "dollars"}});
        for (const std::string lens : {"threat", "power", "uniform"})
            EXPECT_EQ(three(threshold(dollars, lens, target)), "none") << target << lens;
        // Identity shares dollars in either unit.
        EXPECT_EQ(threshold(dollars, "identity", target).sustained,
                  threshold(zone(target), "identity", target).sustained)
            << target;
    }
    expect_rows(zone("full", {{"unit", "dollars"}}), "full",
                {{"threat", "none", "KAZ KGZ TJK"}, {"power", "none", "KAZ KGZ TJK UZB"}});
    expect_rows(zone("china_russia", {{"unit", "dollars"}}), "china_russia",
                {{"threat", ".815", "RUS"}, {"power", ".817", "RUS"}, {"uniform", ".711", "RUS"}});
    expect_unit_moves_neither_absolute_nor_norm(kFile, "dollars");
}

TEST(FreeTrade, IdentityThatCountedOwnPercentWouldOpenUnilaterally) {
    // Without `gains_in` China opens whatever the others do, and nobody is left to be punished.
    for (const std::string alpha : {"1/20", "1/5", "2/5"}) {
        const Model percent = load_shipped(kFile, {{"alpha_bar", alpha}}, {"gains_in = \"dollars\"\n", ""});
        ThresholdSolver solver(percent);
        const std::size_t lens = *percent.find_lens("identity");
        const auto& u = solver.question(lens).stage().utility[0];
        const ProfileSpace& space = solver.form().profiles();
        for (ProfileIndex p = 0; p < space.size(); ++p)
            EXPECT_GE(u[space.with(p, 0, 1)], u[space.with(p, 0, 0)]);
        EXPECT_EQ(three(threshold(percent, "identity", "full")), "none");
    }
}

TEST(FreeTrade, ExpulsionFromTheZone) {
    expect_rows(load_shipped(kFile), "full",
                {{"absolute", ".748", "TJK"},
                 {"threat", ".749", "TJK"},
                 {"power", ".749", "TJK"},
                 {"uniform", ".821", "CHN"},
                 {"identity", ".657", "TJK"},
                 {"norm", ".685", "TJK"}},
                Punishment::exit);
}

TEST(FreeTrade, WtoDiscountsMakeRealismWorse) {
    for (const auto& [psi, kappa] :
         std::vector<std::pair<std::string, std::string>>{{"0", "any"}, {"1/2", "1.23"}, {"3/4", "0.82"}}) {
        EXPECT_EQ(accepts_up_to(load_shipped(kFile, {{"psi", psi}}), "threat", "full", "UZB", 2), kappa)
            << psi;
        EXPECT_EQ(three(threshold(load_shipped(kFile, {{"psi", psi}}), "absolute", "full")), ".748") << psi;
    }
    EXPECT_EQ(three(threshold(load_shipped(kFile, {{"psi", "0"}}), "threat", "full")), ".898");
    EXPECT_EQ(three(threshold(load_shipped(kFile, {{"psi", "3/4"}}), "threat", "full")), "none");
}

TEST(FreeTrade, WhatEachAssumptionDoes) {
    struct Setting {
        std::string name, value, lens, delta;
    };
    for (const Setting& s : std::vector<Setting>{{"ac", "1/4", "absolute", ".374"},
                                                 {"ac", "3/4", "absolute", "none"},
                                                 {"lam", "0", "absolute", ".997"},
                                                 {"lam", "1", "absolute", ".500"},
                                                 {"lift", "1/2", "threat", ".972"},
                                                 {"lift", "4", "threat", ".972"},
                                                 {"kappa", "2", "threat", "none"},
                                                 {"kappa", "2", "uniform", "none"},
                                                 {"kappa", "1/4", "threat", ".826"},
                                                 {"kappa", "1/4", "power", ".822"},
                                                 {"kappa", "1/4", "uniform", ".802"},
                                                 {"alpha_bar", "1/20", "identity", ".604"},
                                                 {"alpha_bar", "2/5", "identity", ".537"},
                                                 {"a0", "0.4", "identity", ".537"},
                                                 {"a0", "0.7", "identity", ".650"},
                                                 {"nu", "1/20", "norm", ".735"},
                                                 {"nu", "1/2", "norm", ".497"},
                                                 {"sigma", "1/10", "absolute", ".848"},
                                                 {"sigma", "1/10", "identity", ".708"},
                                                 {"sigma", "1/10", "threat", "none"},
                                                 {"sigma", "1/10", "power", "none"},
                                                 {"sigma", "1/10", "uniform", "none"},
                                                 {"year", "2001", "identity", ".616"},
                                                 {"year", "2010", "identity", ".567"},
                                                 {"year", "2001", "uniform", ".997"}}) {
        EXPECT_EQ(three(threshold(load_shipped(kFile, {{s.name, s.value}}), s.lens, "full")), s.delta)
            << s.name << s.value << s.lens;
    }
    expect_rows(load_shipped(kFile, {{"ac", "3/4"}}), "full", {{"absolute", "none", "KAZ TJK UZB"}});
}

}  // namespace
}  // namespace comity::test
