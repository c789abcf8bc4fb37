// The norm of restraint takes away a punishment. The three-decimal values were computed in exact fractions by
// other code, written apart from this program, from the same figures.

#include "comity/stage/stage.hpp"
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
    // A lower bound for every punishment: all that the others could do to a breacher, equilibrium or not.
    const auto bound = [](const std::string& lens, const std::string& upkeep) {
        const Model model = load_shipped(kFile, {{"upkeep", upkeep}});
        ThresholdSolver solver(model);
        const auto& stage = solver.question(*model.find_lens(lens)).stage();
        const ProfileSpace& space = solver.form().profiles();
        const Target full = parse_target(model, solver.form(), "full");
        Rational needed = 0;
        for (std::size_t i = 0; i < solver.form().n(); ++i) {
            // The best that i has against each play of the others, and the least of these.
            std::map<ProfileIndex, Rational> best;
            for (ProfileIndex p = 0; p < space.size(); ++p) {
                bool allowed = true;
                for (std::size_t j = 0; j < solver.form().n(); ++j)
                    allowed = allowed && stage.allowed[j][space.action(p, j)];
                if (!allowed) continue;
                const auto [entry, fresh] = best.emplace(space.with(p, i, 0), stage.utility[i][p]);
                if (!fresh && entry->second < stage.utility[i][p]) entry->second = stage.utility[i][p];
            }
            Rational minmax = best.begin()->second;
            for (const auto& [others, value] : best) minmax = std::min(minmax, value);
            const Rational u = stage.utility[i][full.profile];
            for (std::size_t a = 0; a < space.actions(i); ++a) {
                if (!stage.allowed[i][a]) continue;
                const Rational departure = stage.utility[i][space.with(full.profile, i, a)];
                if (departure > u)
                    needed = std::max(needed, Rational((departure - u) / (departure - minmax)));
            }
        }
        return to_decimal(needed, 3);
    };
    EXPECT_EQ(bound("absolute", "1"), "0.332");
    EXPECT_EQ(bound("absolute", "3/4"), "0.375");
    EXPECT_EQ(bound("absolute", "3/2"), "0.321");
    for (const std::string upkeep : {"1/2", "1", "3/2"}) EXPECT_EQ(bound("english_school", upkeep), "0.803");
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
