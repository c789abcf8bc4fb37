// The table of a comparison: whether each verdict is proved.

#include "comity/report/report.hpp"
#include "support/models.hpp"

namespace comity::test {
namespace {

/// The comparison of a shipped model through all lenses, with what is said of its proofs.
std::string table(const std::vector<std::string>& proofs) {
    const Model model = load_shipped("classics/prisoners-dilemma.toml");
    ThresholdSolver solver(model);
    const Comparison comparison =
        compare_lenses(solver, {{0, 1, 2}, {parse_target(model, solver.form(), "full")}, Punishment::worst});
    return report_comparison(model, solver.form(), comparison, proofs);
}

TEST(ReportComparison, SaysOfEachVerdictWhetherItIsProved) {
    const std::string text = table({"proved", "not proved", "refuted"});
    EXPECT_NE(text.find("  lens      verdict    proved   delta*"), std::string::npos) << text;
    EXPECT_NE(text.find("  absolute  sustained  yes      "), std::string::npos) << text;
    EXPECT_NE(text.find("  relative  sustained  no       "), std::string::npos) << text;
    EXPECT_NE(text.find("  identity  sustained  refuted  "), std::string::npos) << text;
}

TEST(ReportComparison, HasNoSuchColumnWhereThatWasNotLookedAt) {
    EXPECT_EQ(table({}).find("proved"), std::string::npos);
}

}  // namespace
}  // namespace comity::test
