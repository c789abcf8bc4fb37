// Five sectors as one bundle: too many profiles to list. The three-decimal values were computed in exact
// fractions by other code, written apart from this program, from the same figures.

#include "comity/study/compare.hpp"
#include "comity/study/targets.hpp"
#include "support/rows.hpp"

namespace comity::test {
namespace {

const std::string kFile = "sco/five-sectors.toml", kDeep = "sco/five-sectors-deep.toml";

using Settings = std::vector<std::pair<std::string, std::string>>;

Threshold needs(const Model& model, const std::string& lens, const std::string& target,
                Punishment punishment = Punishment::grim) {
    ThresholdSolver solver(model);
    ThresholdRequest request;
    request.lens = *model.find_lens(lens);
    request.target = parse_target(model, solver.form(), target);
    request.of = parse_path(model, "delta");
    request.punishment = punishment;
    return TargetSolver(solver).solve(request);
}

void expect_full(const Model& model, const std::vector<Row>& rows) {
    for (const Row& row : rows) {
        const Threshold t = needs(model, row.lens, "full");
        EXPECT_EQ(three(t), row.delta) << row.lens;
        EXPECT_EQ(deciders(model, t), row.who) << row.lens;
    }
}

TEST(FiveSectors, AllOfThemPooled) {
    const Model model = load_shipped(kFile), deep = load_shipped(kDeep);
    ASSERT_TRUE(is_large(model.form()));
    expect_full(model, {{"absolute", ".736", "CHN"},
                        {"threat", ".941", "CHN"},
                        {"power", ".893", "TJK"},
                        {"uniform", "none", "CHN"},
                        {"identity", ".707", "RUS"},
                        {"norm", ".670", "CHN"}});
    // Full depth tells four depths from two through identity only: some give a little for nothing there.
    expect_full(deep, {{"identity", ".799", "RUS"}});
    EXPECT_EQ(needs(model, "absolute", "full").sustained, needs(deep, "absolute", "full").sustained);
}

TEST(FiveSectors, EachSectorByItself) {
    struct Line {
        std::string lens;
        std::vector<std::string> sectors;  // military, political, economic, societal, environmental
    };
    const Model model = load_shipped(kFile);
    SeparateIssues issues(model);
    for (const Line& line : std::vector<Line>{{"absolute", {"none", ".600", ".821", ".500", ".750"}},
                                              {"threat", {"none", ".839", "none", "none", ".971"}},
                                              {"power", {"none", ".811", "none", "none", ".915"}},
                                              {"uniform", {"none", ".806", ".973", "none", "none"}},
                                              {"identity", {".800", ".468", ".645", "none", ".615"}},
                                              {"norm", {"none", ".500", ".777", ".375", ".688"}}}) {
        ThresholdRequest request;
        request.lens = *model.find_lens(line.lens);
        request.target = parse_target(model, model.form(), "full");
        request.of = parse_path(model, "delta");
        request.punishment = Punishment::grim;
        const std::vector<Threshold> parts = issues.solve(request);
        ASSERT_EQ(parts.size(), line.sectors.size());
        for (std::size_t s = 0; s < parts.size(); ++s)
            EXPECT_EQ(three(parts[s]), line.sectors[s]) << line.lens << " " << parts[s].issue;
    }
}

TEST(FiveSectors, WhatEachAssumptionDoes) {
    struct Setting {
        std::string name, value, lens, delta, who;
    };
    for (const Setting& s : std::vector<Setting>{{"year", "2001", "absolute", ".744", "CHN"},
                                                 {"year", "2001", "threat", "none", "CHN"},
                                                 {"year", "2001", "identity", ".717", "RUS"},
                                                 {"year", "2010", "absolute", ".741", "CHN"},
                                                 {"year", "2010", "threat", ".894", "TJK"},
                                                 {"year", "2010", "identity", ".962", "RUS"},
                                                 {"lam", "0", "absolute", "none", "CHN RUS"},
                                                 {"lam", "1", "absolute", ".666", "CHN"},
                                                 {"base", "0", "absolute", ".778", "CHN"},
                                                 {"base", "0", "identity", "none", "RUS"},
                                                 {"base", "1/2", "absolute", ".713", "CHN"},
                                                 {"base", "1/2", "identity", ".554", "RUS"},
                                                 {"c_military", "3/10", "absolute", ".706", "CHN"},
                                                 {"c_military", "9/20", "absolute", ".766", "CHN"},
                                                 {"c_societal", "3/5", "identity", ".786", "RUS"},
                                                 {"b_economic", "2", "absolute", ".671", "CHN"},
                                                 {"b_economic", "2", "identity", "none", "RUS"},
                                                 {"sigma_military", "0", "absolute", ".661", "CHN"},
                                                 {"sigma_military", "1/2", "absolute", ".848", "CHN"},
                                                 {"sigma_military", "1/2", "threat", "none", "CHN"},
                                                 {"sigma_political", "-1/5", "absolute", ".661", "CHN"},
                                                 {"sigma_economic", "1/4", "absolute", ".792", "CHN"},
                                                 {"kappa", "1/4", "threat", ".795", "CHN"},
                                                 {"kappa", "1/4", "power", ".758", "CHN"},
                                                 {"kappa", "1/4", "uniform", ".906", "CHN"},
                                                 {"kappa", "2", "power", ".972", "TJK"},
                                                 {"alpha_bar", "1/20", "identity", ".668", "CHN"},
                                                 {"alpha_bar", "2/5", "identity", ".782", "RUS"},
                                                 {"nu", "1/20", "norm", ".722", "CHN"},
                                                 {"nu", "1/2", "norm", ".472", "CHN"}}) {
        const Threshold t = needs(load_shipped(kFile, {{s.name, s.value}}), s.lens, "full");
        EXPECT_EQ(three(t), s.delta) << s.name << " " << s.value << " " << s.lens;
    }
}

TEST(FiveSectors, TheUnitMovesNeitherAbsoluteNorNorm) {
    const Model own = load_shipped(kFile), dollars = load_shipped(kFile, {{"unit", "dollars"}});
    for (const std::string lens : {"absolute", "norm"})
        EXPECT_EQ(needs(own, lens, "full").sustained, needs(dollars, lens, "full").sustained) << lens;
}

TEST(FiveSectors, MilitaryDepthIsBarredBetweenChinaAndRussiaAlone) {
    // At theta = 1/20 in 2005; in 2001 three more Chinese pairs.
    const auto barred = [](const std::string& year) {
        const Model model = load_shipped(kFile, {{"year", year}});
        const auto& affinity = model.matrices[1];
        EXPECT_EQ(affinity.name, "affinity");
        std::string pairs;
        for (std::size_t i = 0; i < 6; ++i) {
            for (std::size_t j = i + 1; j < 6; ++j) {
                const Rational alpha = (*affinity.values[i][j] - q("0.55")) / q("0.45") / 5;
                if (alpha < q("1/20")) pairs += model.actors[i].code + "-" + model.actors[j].code + " ";
            }
        }
        return pairs;
    };
    EXPECT_EQ(barred("2005"), "CHN-RUS ");
    EXPECT_EQ(barred("2001"), "CHN-RUS CHN-KAZ CHN-KGZ CHN-UZB ");
    const Threshold t = needs(load_shipped(kFile), "kindred", "full");
    EXPECT_EQ(t.note, "the agreement constraint 'trust' rules out the target itself");
    EXPECT_EQ(t.binding_constraints.size(), 1u);
}

TEST(FiveSectors, ARentOfMembershipMovesNothingUnderGrimAndEasesExit) {
    const Model none = load_shipped(kFile), rent = load_shipped(kFile, {{"rent", "1/4"}});
    for (const std::string lens : {"absolute", "identity", "norm"}) {
        EXPECT_EQ(needs(none, lens, "full").sustained, needs(rent, lens, "full").sustained) << lens;
        const Threshold before = needs(none, lens, "full", Punishment::exit),
                        after = needs(rent, lens, "full", Punishment::exit);
        ASSERT_TRUE(after.value) << lens;
        EXPECT_TRUE(!before.value || *after.value < *before.value) << lens;
    }
}

}  // namespace
}  // namespace comity::test
