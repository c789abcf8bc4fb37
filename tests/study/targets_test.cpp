// Cycles and payoffs among the lenses side by side, and between two models.

#include "comity/study/compare.hpp"
#include "comity/study/differences.hpp"
#include "support/base_model.hpp"
#include "support/shipped.hpp"

namespace comity::test {
namespace {

TEST(Compared, CyclesHaveMeanGainsAndNobodySignsThem) {
    const Model model = load_shipped("classics/prisoners-dilemma.toml");
    ThresholdSolver solver(model);
    const auto ask = [&](const std::string& target) {
        return compare_lenses(solver, {{0}, {parse_target(model, solver.form(), target)}}).targets.front();
    };
    const TargetComparison cycle = ask("cycle:1,0;0,1;1,1");
    for (std::size_t i = 0; i < 2; ++i) {
        Rational sum = 0;
        for (const ProfileIndex p : {1, 2, 3}) sum += solver.game().gain(ActorId{i}, p);
        EXPECT_EQ(cycle.gains[i], sum / 3);
    }
    EXPECT_EQ(cycle.verdicts.front().gains, cycle.gains);
    // State A is let down for ever: it would not sign the profile; a cycle is not signed.
    EXPECT_EQ(ask("1,0").verdicts.front().refusing, std::vector<ActorId>{ActorId{0}});
    EXPECT_TRUE(ask("cycle:1,0").verdicts.front().refusing.empty());
    EXPECT_EQ(ask("cycle:1,0").gains, ask("1,0").gains);
    EXPECT_EQ(ask("cycle:1,0").verdicts.front().threshold.sustained,
              ask("1,0").verdicts.front().threshold.sustained);
    for (const std::string target : {"payoff:full", "value:1,1", "set:1,1>=2"})
        EXPECT_THROW(ask(target), Error);
}

TEST(Compared, TargetsOfTwoModelsDifferInWords) {
    const auto with_target = [](const std::string& target) {
        return load(with(kBaseModel, "cooperate = \"all\"\n", target + "\n"));
    };
    const Model profile = with_target("cooperate = \"all\"");
    const std::vector<std::pair<std::string, std::string>> cases{
        {"test = \"payoff\"\ncooperate = \"all\"", "payoff: withdraw, withdraw"},
        {"test = \"accept\"\ncooperate = \"all\"", "accept: withdraw, withdraw"},
        {"cycle = [{ border = { CHN = \"withdraw\" } }, {}]", "in turn: withdraw, stay / stay, stay"},
        {"value = { KAZ = \"3/2\", CHN = 1 }", "CHN >= 1 and KAZ >= 1.5"},
        {"set = [{ weights = { CHN = -1, KAZ = \"1/3\" }, at_least = 0 }]", "-CHN + 1/3 KAZ >= 0"}};
    for (const auto& [target, words] : cases) {
        const auto found = differences(profile, with_target(target));
        ASSERT_EQ(found.size(), 1u) << target;
        EXPECT_EQ(found.front().what, "full");
        EXPECT_EQ(found.front().a, "withdraw, withdraw");
        EXPECT_EQ(found.front().b, words);
        EXPECT_TRUE(differences(with_target(target), with_target(target)).empty());
    }
}

}  // namespace
}  // namespace comity::test
