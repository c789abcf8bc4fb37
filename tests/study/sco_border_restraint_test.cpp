// The norm of restraint takes away a punishment. The three-decimal values were computed in exact fractions by
// other code, written apart from this program, from the same figures.

#include "support/rows.hpp"

namespace comity::test {
namespace {

const std::string kFile = "sco/border-restraint.toml";

/// The model with the norm under one more lens.
Model restrained(const std::string& lens, const std::string& upkeep) {
    Model model = load_shipped(kFile, {{"upkeep", upkeep}});
    model.constraints.front().lenses.push_back(lens);
    return model;
}

TEST(BorderRestraint, TheNormTakesAwayThePunishment) {
    // Cheap forces: that all reinforce is the one equilibrium of a round.
    const Model cheap = load_shipped(kFile, {{"upkeep", "1/2"}});
    expect_rows(cheap, "full",
                {{"absolute", ".433", "CHN"},
                 {"english_school", ".803", "CHN"},
                 {"threat", ".651", "CHN"},
                 {"power", ".529", "CHN"},
                 {"uniform", ".816", "CHN"},
                 {"norm", ".390", "CHN"}});
    expect_rows(restrained("threat", "1/2"), "full", {{"threat", "none", "CHN"}});
    expect_rows(restrained("power", "1/2"), "full", {{"power", ".899", "CHN"}});
}

TEST(BorderRestraint, WithoutAnEquilibriumOfARoundThereIsNothingToRevertTo) {
    for (const std::string upkeep : {"3/4", "1"}) {
        const Model model = load_shipped(kFile, {{"upkeep", upkeep}});
        const Threshold absolute = threshold(model, "absolute", "full");
        EXPECT_TRUE(absolute.is_empty());
        EXPECT_NE(absolute.note.find("no pure stage equilibrium"), std::string::npos) << absolute.note;
        expect_rows(model, "full", {{"english_school", ".803", "CHN"}});
    }
    expect_rows(load_shipped(kFile), "full", {{"uniform", ".713", "CHN"}, {"identity", ".712", "KGZ"}});
}

TEST(BorderRestraint, WhereReinforcingPaysNobodyTheNormChangesNothingUnderGrim) {
    expect_rows(load_shipped(kFile, {{"upkeep", "3/2"}}), "full",
                {{"absolute", ".803", "CHN"},
                 {"english_school", ".803", "CHN"},
                 {"threat", ".999", "CHN"},
                 {"power", ".899", "CHN"},
                 {"norm", ".754", "CHN"}});
}

TEST(BorderRestraint, WithTheNormItIsTheModelOfTwoActions) {
    const Model two = load_shipped("sco/border.toml"), three_actions = load_shipped(kFile);
    for (const std::string target : {"full", "russian"}) {
        EXPECT_EQ(threshold(three_actions, "english_school", target).sustained,
                  threshold(two, "absolute", target).sustained)
            << target;
    }
    EXPECT_EQ(threshold(restrained("norm", "1"), "norm", "full").sustained,
              threshold(two, "norm", "full").sustained);
}

TEST(BorderRestraint, PunishedByTheWorstThatOthersCanDo) {
    const auto bound = [](const std::string& lens, const std::string& upkeep) {
        return three_at_minmax(load_shipped(kFile, {{"upkeep", upkeep}}), lens, "full");
    };
    EXPECT_EQ(bound("absolute", "1"), ".332");
    EXPECT_EQ(bound("absolute", "3/4"), ".375");
    EXPECT_EQ(bound("absolute", "3/2"), ".321");
    for (const std::string upkeep : {"1/2", "1", "3/2"}) EXPECT_EQ(bound("english_school", upkeep), ".803");
}

TEST(BorderRestraint, TheUnitMovesNeitherAbsoluteNorNormNorTheEnglishSchool) {
    const Model own = load_shipped(kFile), dollars = load_shipped(kFile, {{"unit", "dollars"}});
    for (const std::string lens : {"absolute", "norm", "english_school"})
        EXPECT_EQ(threshold(own, lens, "full").sustained, threshold(dollars, lens, "full").sustained) << lens;
    expect_rows(load_shipped(kFile, {{"unit", "dollars"}, {"upkeep", "1/2"}}), "full",
                {{"threat", "none", "KAZ KGZ TJK"}, {"identity", ".667", "CHN"}});
}

}  // namespace
}  // namespace comity::test
