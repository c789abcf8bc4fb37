// Answers that are known from two sides only, as reports write them.

#include <nlohmann/json.hpp>

#include "comity/report/bracket_words.hpp"
#include "comity/report/report.hpp"
#include "support/models.hpp"

namespace comity::test {
namespace {

using nlohmann::json;

Threshold around_a_third() {
    Threshold t;
    t.lens = "absolute";
    t.of = "delta";
    t.punishment = Punishment::worst;
    t.target.name = "full";
    t.target.profile = 3;
    t.by_actor.resize(2);
    t.sustained = IntervalSet({q("333334/1000000"), 1, true, false});
    t.possible = IntervalSet({q("333332/1000000"), 1, false, false});
    return t;
}

struct Reported {
    explicit Reported(const Finding& finding) {
        const Model model = load_shipped("classics/prisoners-dilemma.toml");
        const GameForm form = model.form();
        const ModelReport report{&model, &form, "", {finding}};
        table = report_thresholds(report);
        csv = report_csv({report});
        object = json::parse(report_json({report}))["findings"][0];
    }
    std::string table, csv;
    json object;
};

TEST(BracketWords, RoundOutwardWithAsManyPlacesAsTheBracketIsWorth) {
    using Pair = std::pair<std::string, std::string>;
    EXPECT_EQ(outward_words(q("1/3"), q("1/3") + q("1/1000")), Pair("0.3333", "0.3344"));
    EXPECT_EQ(outward_words(q("-1/3"), q("-333332/1000000")), Pair("-0.333334", "-0.333332"));
    EXPECT_EQ(enclosed_words(q("1/3"), q("1/3")), "1/3");
    EXPECT_EQ(enclosed_words(q("1/3"), q("1/3") + q("1/1000000000")), "0.333333...");
    EXPECT_EQ(enclosed_words(q("1/2") - q("1/1000000000"), q("1/2")), "about 0.500000");
    EXPECT_EQ(enclosed_words(q("1/4"), q("1/2")), "[0.2500, 0.5000]");
}

TEST(BracketWords, ALeastDeltaIsSaidToBeBetweenTwoNumbers) {
    const Reported said(around_a_third());
    EXPECT_NE(said.table.find("sustainable from delta* between 0.333332 and 0.333334 (proved on both sides)"),
              std::string::npos)
        << said.table;
    EXPECT_EQ(said.object["status"], "solved");
    EXPECT_TRUE(said.object["value"].is_null());
    EXPECT_FALSE(said.object.contains("intervals"));
    const double lo = said.object["bracket"][0], hi = said.object["bracket"][1];
    EXPECT_LE(lo, 0.333332);
    EXPECT_GE(hi, 0.333334);
    EXPECT_LT(hi - lo, 3e-6);
    EXPECT_NE(said.csv.find(",worst,solved,0.333334,,"), std::string::npos) << said.csv;
}

TEST(BracketWords, APartitionListsWhatIsProvedAndWhatIsOpen) {
    Threshold t = around_a_third();
    t.possible = unite(t.possible, IntervalSet({q("1/10"), q("1/5"), true, true}));
    const Reported said(t);
    EXPECT_NE(said.table.find("[[0.333332, 0.333334], 1); not decided in [1/10, 1/5]"), std::string::npos)
        << said.table;
    EXPECT_EQ(said.object["intervals"].size(), 1U);
    EXPECT_TRUE(said.object["intervals"][0]["lo"].is_array());
    EXPECT_EQ(said.object["intervals"][0]["hi"], "1");
    EXPECT_EQ(said.object["undecided"][0]["lo"], "1/10");
}

TEST(BracketWords, NothingProvedIsNotTheSameAsNothingSustained) {
    Threshold t = around_a_third();
    t.sustained = {};
    const Reported open(t);
    EXPECT_EQ(open.object["status"], "undecided");
    EXPECT_EQ(open.object["bracket"][1], 1.0);
    EXPECT_NE(open.table.find("nothing is proved"), std::string::npos) << open.table;
    t.possible = {};
    const Reported never(t);
    EXPECT_EQ(never.object["status"], "empty");
    EXPECT_EQ(never.object["bracket"], json::parse("[1, 1]"));
    EXPECT_NE(never.table.find("not sustainable at any delta below 1, in pure strategies\n"),
              std::string::npos)
        << never.table;
}

TEST(BracketWords, AFailureUnderTheWorstEquilibriumIsOneInPureStrategies) {
    Verdict verdict{around_a_third(), Verdict::Outcome::not_sustainable, {q("1/4"), q("1/4")}, {}, {}};
    EXPECT_EQ(verdict_words(verdict), "not sustainable in pure strategies");
    EXPECT_EQ(star_words(verdict.threshold), "0.3333");
    verdict.threshold.punishment = Punishment::grim;
    EXPECT_EQ(verdict_words(verdict), "not under grim");
}

TEST(PlayWords, SayWhatEachKindOfTargetAsks) {
    const GameForm form = load_shipped("classics/prisoners-dilemma.toml").form();
    Target target;
    target.profile = 3;
    target.test = TargetTest::payoff;
    EXPECT_EQ(play_words(target, form), "the payoff of: State A: cooperate; State B: cooperate");
    target.test = TargetTest::cycle;
    target.cycle = {1, 2};
    EXPECT_EQ(play_words(target, form),
              "play in turn: State A: defect; State B: cooperate; then State A: cooperate; State B: defect");
    target.test = TargetTest::set;
    target.set = {{{Rational(1), Rational(0)}, q("3/2")}, {{Rational(-1), Rational(2)}, 0}};
    EXPECT_EQ(play_words(target, form),
              "payoffs with State A at least 3/2 and -State A + 2 State B at least 0");
}

}  // namespace
}  // namespace comity::test
