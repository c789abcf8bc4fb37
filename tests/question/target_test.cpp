// TARGETs as they are written on the command line [F4.7]: what each means, its name, and what is said where
// it cannot be read.

#include "comity/question/target.hpp"
#include "comity/question/linkage.hpp"
#include "support/shipped.hpp"

namespace comity::test {
namespace {

/// Three states, two issues; C has no part in the second.
const std::string kThree = R"(format = 1
name = "three"
unit = "points"
[[actors]]
code = "A"
name = "State A"
[[actors]]
code = "B"
name = "State B"
[[actors]]
code = "C"
name = "State C"
[[issues]]
name = "arms"
between = "all"
actions = ["hold", "cut"]
status_quo = "hold"
payoff = "count(cut) - 2 * level"
[[issues]]
name = "trade"
between = ["A", "B"]
actions = ["closed", "half", "open"]
status_quo = "closed"
payoff = "3 * level[other] - level"
[[targets]]
name = "deep"
play = { arms = "cut", trade = "half" }
[[targets]]
name = "worth"
test = "payoff"
cooperate = "all"
[[targets]]
name = "turns"
cycle = [{ trade = { A = "open" } }, { trade = { B = "open" } }]
[[targets]]
name = "fair"
set = [{ weights = { A = 1, B = -1 }, at_least = 0 }, { weights = { C = "1/2" }, at_least = "-3/2" }]
[[targets]]
name = "enough"
value = { C = 1, A = "3/2" }
)";

class Targets : public ::testing::Test {
  protected:
    Target parse(const std::string& text) const { return parse_target(model, form, text); }
    std::string refusal(const std::string& text) const {
        try {
            parse(text);
        } catch (const Error& error) {
            EXPECT_EQ(error.kind(), ErrorKind::usage);
            return error.what();
        }
        return "accepted";
    }
    ProfileIndex profile(const Profile& actions) const { return form.profiles().encode(actions); }
    const Model model = load(kThree);
    const GameForm form = model.form();
};

TEST_F(Targets, OnThePayoffOfAProfileNameTheProfile) {
    const Target by_number = parse("payoff:4,3,1");
    EXPECT_EQ(by_number.test, TargetTest::payoff);
    EXPECT_EQ(by_number.name, "payoff:4,3,1");
    EXPECT_EQ(by_number.profile, profile({4, 3, 1}));
    EXPECT_EQ(parse("payoff:full").profile, profile({5, 5, 1}));
    EXPECT_EQ(parse("payoff:full").name, "payoff:full");
    EXPECT_EQ(parse("payoff:deep").profile, parse("deep").profile);
    EXPECT_EQ(parse("payoff:worth").profile, parse("full").profile);
    EXPECT_EQ(parse("worth").test, TargetTest::payoff);
}

TEST_F(Targets, OnValuesAreOneHalfPlaneForEachStateNamed) {
    const Target target = parse("value:1.50,*,-2/4");
    EXPECT_EQ(target.test, TargetTest::set);
    EXPECT_EQ(target.name, "value:3/2,*,-1/2");
    const std::vector<PayoffHalfPlane> expected{{{1, 0, 0}, q("3/2")}, {{0, 0, 1}, q("-1/2")}};
    EXPECT_EQ(target.set, expected);
    EXPECT_TRUE(played(target).empty());
    EXPECT_TRUE(is_about_payoffs(target));
    EXPECT_EQ(parse(target.name), target);
}

TEST_F(Targets, OnSetsTurnAtMostRound) {
    const Target target = parse("set: 1, 1, 0 >= 3 ; 1,-1,0.5<=2/3");
    EXPECT_EQ(target.test, TargetTest::set);
    EXPECT_EQ(target.name, "set:1,1,0>=3;-1,1,-1/2>=-2/3");
    const std::vector<PayoffHalfPlane> expected{{{1, 1, 0}, 3}, {{-1, 1, q("-1/2")}, q("-2/3")}};
    EXPECT_EQ(target.set, expected);
    EXPECT_EQ(parse(target.name), target);
}

TEST_F(Targets, OnCyclesKeepTheOrderAndRepeats) {
    const Target target = parse("cycle:0,1,0;1,0,0;0,1,0");
    EXPECT_EQ(target.test, TargetTest::cycle);
    EXPECT_EQ(target.name, "cycle:0,1,0;1,0,0;0,1,0");
    const std::vector<ProfileIndex> expected{profile({0, 1, 0}), profile({1, 0, 0}), profile({0, 1, 0})};
    EXPECT_EQ(target.cycle, expected);
    EXPECT_EQ(target.profile, expected.front());
    EXPECT_EQ(played(target), expected);
    EXPECT_EQ(parse("cycle:0,1,0").cycle.size(), 1u);
    EXPECT_EQ(played(parse("deep")), std::vector<ProfileIndex>{parse("deep").profile});
}

TEST_F(Targets, OfTheFileMeanWhatTheirKeysSay) {
    EXPECT_EQ(parse("turns").test, TargetTest::cycle);
    EXPECT_EQ(parse("turns").cycle, (std::vector<ProfileIndex>{profile({2, 0, 0}), profile({0, 2, 0})}));
    EXPECT_EQ(parse("turns").profile, profile({2, 0, 0}));
    EXPECT_EQ(parse("fair").set, parse("set:1,-1,0>=0;0,0,1/2>=-3/2").set);
    EXPECT_EQ(parse("enough").set, parse("value:3/2,*,1").set);
    EXPECT_EQ(parse("enough").name, "enough");
    EXPECT_EQ(default_targets(model, form).size(), 5u);
}

TEST_F(Targets, ThatCannotBeReadAreRefusedWithWhatIsWrong) {
    const std::vector<std::pair<std::string, std::string>> cases{
        {"payoff:", "it names no profile, as in payoff:0,0,1 or payoff:full"},
        {"payoff:1,1", "it names 2 actions for 3 states"},
        {"payoff:1,1,2", "State C has actions 0 to 1, not 2"},
        {"payoff:depe", "there is no target 'depe'; did you mean 'deep'?"},
        {"payoff:turns", "this is the payoff of a profile, but 'turns' is a cycle [F4.7]"},
        {"payoff:fair", "but 'fair' is a set of payoffs"},
        {"accept:turns", "acceptance is asked of a profile, but 'turns' is a cycle [F4.7]"},
        {"accept:worth", "but 'worth' is a payoff"},
        {"accept:enough", "but 'enough' is a set of payoffs"},
        {"value:", "it gives 1 utility for 3 states"},
        {"value:1,2", "it gives 2 utilities for 3 states"},
        {"value:1,,2", "one utility for each state, or * where any will do"},
        {"value:*,*,*", "it asks for nothing"},
        {"value:1,two,*", "'two'"},
        {"value:1,1/0,*", "'1/0'"},
        {"set:", "as in 1,-1>=0"},
        {"set:1,1,1=3", "as in 1,-1>=0"},
        {"set:1,1>=3", "it gives 2 weights for 3 states"},
        {"set:0,0,0>=3", "is about no state"},
        {"set:1,1,1>=3,1", "parts are separated by semicolons"},
        {"set:1,1,1>=", "''"},
        {"set:1,x,1>=3", "'x'"},
        {"set:1,1,1>=3;", "a part missing beside a semicolon"},
        {"cycle:", "profiles played in turn, as in cycle:0,1;1,0"},
        {"cycle:0,0,0;", "a profile missing beside a semicolon"},
        {"cycle:0,0,0;1,0", "it names 2 actions for 3 states"},
        {"cycle:0,0,0;0,6,0", "State B has actions 0 to 5, not 6"},
        {"cycle:full;0,0,0", "a profile is one action number per state"},
        {"cicle:0,0,0", "did you mean 'cycle'?"},
        {"pay:0,0,0", "there is no kind of target 'pay'"},
        {"turn", "did you mean 'turns'?"},
    };
    for (const auto& [text, expected] : cases) {
        EXPECT_NE(refusal(text).find(expected), std::string::npos) << text << "\n" << refusal(text);
        EXPECT_EQ(refusal(text).find("target '" + text + "': "), 0u) << refusal(text);
    }
    std::string longest = "cycle:0,0,0";
    for (std::size_t k = 1; k < kMaxCycle; ++k) longest += ";0,0,0";
    EXPECT_EQ(refusal(longest), "accepted");
    EXPECT_NE(refusal(longest + ";0,0,0").find("at most 64 profiles, not 65"), std::string::npos);
}

TEST_F(Targets, OnCyclesAreAskedOfEachIssueAndThoseOnPayoffsAreNot) {
    const Target target = parse("turns");
    const GameForm trade = form_of(model, "trade");
    const Target alone = target_in_issue(form, target, trade, 1);
    EXPECT_EQ(alone.cycle, (std::vector<ProfileIndex>{trade.profiles().encode({2, 0, 0}),
                                                      trade.profiles().encode({0, 2, 0})}));
    EXPECT_EQ(alone.profile, alone.cycle.front());
    const GameForm arms = form_of(model, "arms");
    EXPECT_EQ(target_in_issue(form, target, arms, 0).cycle, (std::vector<ProfileIndex>{0, 0}));
    EXPECT_EQ(why_not_by_issue(target), "");
    EXPECT_EQ(why_not_by_issue(parse("accept:full")), "");
    EXPECT_NE(why_not_by_issue(parse("payoff:full")).find("[F3.3]"), std::string::npos);
    EXPECT_NE(why_not_by_issue(parse("fair")).find("[F3.3]"), std::string::npos);
    const IssueAlone issue = issue_alone(model, 1);
    EXPECT_EQ(parse_target(issue.model, issue.model.form(), "turns").cycle, alone.cycle);
    EXPECT_EQ(parse_target(issue.model, issue.model.form(), "fair").set, parse("fair").set);
}

}  // namespace
}  // namespace comity::test
