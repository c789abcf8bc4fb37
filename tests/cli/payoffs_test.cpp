// comity solve --concept payoffs, and the fixed work of comity bench, as a person meets them.

#include <nlohmann/json.hpp>
#include <random>

#include "support/program.hpp"

namespace comity::test {
namespace {

using nlohmann::json;

const std::string kAsk = " --concept payoffs --no-archive";

std::string two_by_two(const std::string& payoffs) {
    return "NFG 1 R \"game\" { \"A\" \"B\" } { 2 2 }\n\n" + payoffs + "\n";
}

TEST(Payoffs, NeedADiscountFactor) {
    const Outcome run = comity("solve - --input-format nfg" + kAsk, two_by_two("3 3 5 0 0 5 1 1"));
    EXPECT_EQ(run.exit, 64);
    EXPECT_NE(run.err.find("--delta"), std::string::npos) << run.err;
    EXPECT_EQ(run.out, "");
}

TEST(Payoffs, OfTheDilemmaAreExactInEveryFormat) {
    // Patient states reach everything feasible above the minmax 1: from (3, 3) towards (5, 0) until the
    // second has 1, which is (3, 3) + 2/3 (2, -3) = (13/3, 1).
    const std::string game = two_by_two("3 3 5 0 0 5 1 1");
    const std::string ask = "solve - --input-format nfg --delta 9/10" + kAsk;
    const Outcome table = comity(ask, game), csv = comity(ask + " --format csv", game);
    EXPECT_EQ(table.exit, 0) << table.err;
    EXPECT_NE(table.out.find("(1, 1), (13/3, 1), (3, 3), (1, 13/3)"), std::string::npos) << table.out;
    EXPECT_NE(table.out.find("every corner is exact and proved"), std::string::npos) << table.out;
    EXPECT_NE(table.out.find("against A and B: first"), std::string::npos) << table.out;
    EXPECT_NE(csv.out.find("game,absolute,9/10,solved,2,yes,13/3,1\n"), std::string::npos) << csv.out;
    const json finding = json::parse(comity(ask + " --format json", game).out)["findings"][0];
    EXPECT_EQ(finding["kind"], "payoff_set");
    EXPECT_EQ(finding["status"], "solved");
    EXPECT_EQ(finding["delta"], "9/10");
    EXPECT_EQ(finding["punishment_values"], json({"1", "1"}));
    EXPECT_EQ(finding["exact_vertices"],
              json::parse(R"([["1", "1"], ["13/3", "1"], ["3", "3"], ["1", "13/3"]])"));
    EXPECT_EQ(finding["gap"], 0);
    EXPECT_EQ(finding["played"].size(), 4U);
}

TEST(Payoffs, EmptyAndFlatSetsAreSaidInWords) {
    const Outcome pennies =
        comity("solve - --input-format nfg --delta 1/2" + kAsk, two_by_two("1 -1 -1 1 -1 1 1 -1"));
    EXPECT_EQ(pennies.exit, 0);
    EXPECT_NE(pennies.out.find("No equilibrium in pure strategies"), std::string::npos) << pennies.out;
    const Outcome point =
        comity("solve - --input-format nfg --delta 0" + kAsk, two_by_two("3 3 5 0 0 5 1 1"));
    EXPECT_NE(point.out.find("a single point; it is exact and proved"), std::string::npos) << point.out;
    const Outcome segment =
        comity("solve - --input-format nfg --delta 1/2" + kAsk, two_by_two("2 2 0 0 0 0 1 1"));
    EXPECT_NE(segment.out.find("a segment, between two points"), std::string::npos) << segment.out;
    const json empty = json::parse(comity("solve - --input-format nfg --delta 1/2 --format json" + kAsk,
                                          two_by_two("1 -1 -1 1 -1 1 1 -1"))
                                       .out)["findings"][0];
    EXPECT_EQ(empty["status"], "empty");
    EXPECT_TRUE(empty["emptied_phase"].is_null());
}

/// A game too large to be solved at once.
std::string large_game(std::size_t actions) {
    std::mt19937 random(7);
    std::string text = "NFG 1 R \"large\" { \"A\" \"B\" } { " + std::to_string(actions) + " " +
                       std::to_string(actions) + " }\n\n";
    for (std::size_t k = 0; k < 2 * actions * actions; ++k) text += std::to_string(random() % 1000) + " ";
    return text + "\n";
}

TEST(Payoffs, StopAtTheTimeLimitAndWithTheInterruptAndSayWhatIsKnown) {
    const Scratch folder;
    const std::string file = folder.write("large.nfg", large_game(400));
    const std::string ask = "solve " + file + " --delta 9/10 --concept payoffs --format json -o ";
    // A limit that reading the file leaves something of, however busy the machine is.
    Outcome limited;
    json finding;
    for (double limit = 0.05; limit < 10; limit *= 2) {
        const std::string text = std::to_string(limit);
        limited = comity(ask + folder.path("out" + text) + " --time-limit " + text);
        EXPECT_EQ(limited.exit, 2) << limited.err;
        finding = json::parse(limited.out)["findings"][0];
        if (finding["note"] != "the limit came before this lens was looked at") break;
    }
    EXPECT_EQ(finding["status"], "undecided");
    EXPECT_NE(limited.err.find("archive: "), std::string::npos) << limited.err;
    // Payoffs go from 0 to 999: that much is always known from without.
    EXPECT_FALSE(finding["vertices"].empty()) << finding;
    // Ctrl-C; `timeout` gives it after a moment, in which the file is read.
    const Outcome stopped = comity(ask + folder.path("out"), "", "timeout -s INT 0.3");
    EXPECT_TRUE(stopped.exit == 130 || stopped.exit == 124) << stopped.exit << stopped.err;
}

TEST(Payoffs, OneStatesDeltaIsSetBesideACommonOne) {
    const std::string ask =
        "solve - --input-format nfg --concept payoffs --no-archive --format json --delta 3/4 ";
    const std::string game = two_by_two("9 9 10 1 1 10 3 3");
    const json delta = json::parse(comity(ask + "--set delta.B=1/2", game).out)["findings"][0]["delta"];
    EXPECT_NE(delta.dump().find("3/4"), std::string::npos) << delta;
    EXPECT_NE(delta.dump().find("1/2"), std::string::npos) << delta;
}

TEST(Payoffs, OfTwoStatesShowHowFarTheIterationIs) {
    const std::string ask =
        "solve models/classics/prisoners-dilemma.toml --concept payoffs --lens absolute --no-archive "
        "--progress ";
    const std::string said = comity(ask + "always").err;
    EXPECT_NE(said.find("absolute: iteration 1, about "), std::string::npos) << said;
    EXPECT_NE(said.find(" of the range to go, in sum at most "), std::string::npos) << said;
    EXPECT_EQ(comity(ask + "never").err, "");
}

TEST(Payoffs, OfManyStatesShowHowFarApartTheTwoSidesAre) {
    const std::string ask =
        "solve models/classics/public-good.toml --concept payoffs --lens absolute --no-archive --progress ";
    EXPECT_NE(comity(ask + "always").err.find("absolute: round 1, the two sides are "), std::string::npos);
    EXPECT_EQ(comity(ask + "never").err, "");
}

TEST(Bench, GivesTheSameSignatureTwiceAndTimingsBeside) {
    const Outcome first = comity("bench"), second = comity("bench -q");
    EXPECT_EQ(first.exit, 0) << first.err;
    EXPECT_EQ(second.exit, 0) << second.err;
    EXPECT_EQ(first.out, second.out);
    EXPECT_EQ(first.out.size(), 17U) << first.out;
    EXPECT_EQ(first.out.find_first_not_of("0123456789abcdef\n"), std::string::npos) << first.out;
    EXPECT_NE(first.err.find(" ms  classics/chicken.toml payoffs"), std::string::npos) << first.err;
    EXPECT_EQ(second.err, "");
}

TEST(Bench, HasNoSignatureForHalfOfTheWork) {
    const Outcome run = comity("bench --time-limit 0.001 -q");
    EXPECT_EQ(run.exit, 2);
    EXPECT_EQ(run.out, "");
}

}  // namespace
}  // namespace comity::test
