// What constraints do to the deepest agreement [F3.5, F4.6].

#include "comity/study/agreements.hpp"

#include "support/shipped.hpp"

namespace comity::test {
namespace {

/// Two prisoner's dilemmas between the same states, (4, 3, 0, -1) and (5, 3, 1, 0).
std::string two(const std::string& constraints) {
    return "format = 1\nname = \"two\"\nunit = \"points\"\ndelta = \"2/5\"\n[[actors]]\ncode = \"A\"\nname = "
           "\"State A\"\n[[actors]]\ncode = \"B\"\nname = \"State B\"\n[[issues]]\nname = \"first\"\nbetween "
           "= "
           "\"all\"\nactions = [\"defect\", \"cooperate\"]\nstatus_quo = \"defect\"\nfamily = { name = "
           "\"prisoners_dilemma\", T = 4, R = 3, P = 0, S = -1 }\n[[issues]]\nname = \"second\"\nbetween = "
           "\"all\"\nactions = [\"defect\", \"cooperate\"]\nstatus_quo = \"defect\"\nfamily = { name = "
           "\"prisoners_dilemma\", T = 5, R = 3, P = 1, S = 0 }\n[lenses.absolute]\nkind = \"absolute\"\n" +
           constraints;
}

std::string cap(const std::string& name, int most, const std::string& who = "\"A\", \"B\"") {
    return "[[constraints]]\nname = \"" + name + "\"\nkind = \"depth_cap\"\nwho = [" + who +
           "]\nissues = [\"first\", \"second\"]\ncap = " + std::to_string(most) + "\nreason = \"made up\"\n";
}

AgreementFinding studied(const std::string& text, Linkage linkage = Linkage::pooled) {
    const Model model = load(text);
    ThresholdSolver solver(model);
    AgreementRequest request;
    request.delta = solver.deltas();
    request.linkage = linkage;
    return study_agreement(solver, 0, request);
}

TEST(AgreementStudy, LinkageCarriesWhatCannotBeKeptAlone) {
    EXPECT_EQ(studied(two("")).values, std::vector<Rational>{4});
    EXPECT_EQ(studied(two(""), Linkage::separate).values, std::vector<Rational>{2});
}

TEST(AgreementStudy, ABindingConstraintSaysWhatItCostsAndASlackOneNothing) {
    const AgreementFinding found = studied(two(cap("tight", 1) + cap("loose", 2)));
    EXPECT_EQ(found.values, std::vector<Rational>{2});
    EXPECT_EQ(found.binding_constraints, std::vector<std::size_t>{0});
    ASSERT_EQ(found.releases.size(), 2u);
    EXPECT_EQ(found.releases[0].values, std::vector<Rational>{4});
    EXPECT_EQ(found.releases[1].values, std::vector<Rational>{2});
}

TEST(AgreementStudy, TwoThatHideEachOtherAreNamedTogether) {
    const AgreementFinding found = studied(two(cap("one", 1) + cap("other", 1)));
    EXPECT_TRUE(found.binding_constraints.empty());
    ASSERT_EQ(found.releases.size(), 3u);
    EXPECT_EQ(found.releases[2].constraints, (std::vector<std::size_t>{0, 1}));
    EXPECT_EQ(found.releases[2].values, std::vector<Rational>{4});
}

}  // namespace
}  // namespace comity::test
