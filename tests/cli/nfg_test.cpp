// Gambit's games from the command line: every command takes them, convert writes them, bad ones are refused
// at their place within bounds of time and memory.

#include <nlohmann/json.hpp>

#include <chrono>

#include "support/program.hpp"

namespace comity::test {
namespace {

using Json = nlohmann::json;

const std::string kPayoffs =
    "NFG 1 R \"Selten (IJGT, 75), Figure 2, normal form\"\n{ \"Player 1\" \"Player 2\" } { 3 2 }\n\n"
    "1 1 0 2 0 2 1 1 0 3 2 0\n";
const std::string kOutcomes =
    "NFG 1 R \"Selten (IJGT, 75), Figure 2, normal form\" { \"Player 1\" \"Player 2\" }\n\n{\n{ \"1\" \"2\" "
    "\"3\" }\n{ \"1\" "
    "\"2\" }\n}\n\n{\n{ \"\" 1, 1 }\n{ \"\" 0, 2 }\n{ \"\" 0, 2 }\n{ \"\" 1, 1 }\n{ \"\" 0, 3 }\n{ \"\" 2, 0 "
    "}\n}\n1 2 3 4 5 6\n";
// Pays 1, 2 in the last outcome only; cooperation is worth it from 1/2 on.
const std::string kDilemma =
    "NFG 1 R \"PD\" { \"A\" \"B\" } { { \"d\" \"c\" } { \"d\" \"c\" } } 1 1 0 5 5 0 3 3";

TEST(NfgFiles, EveryCommandTakesThem) {
    const Scratch scratch;
    const std::string file = scratch.write("game.nfg", kDilemma), archive = " --no-archive";
    EXPECT_NE(comity("check " + file).out.find("well formed: 2 actors, 1 issue, 4 profiles"),
              std::string::npos);
    EXPECT_NE(comity("show " + file).out.find("Material payoffs"), std::string::npos);
    const Json nash = Json::parse(comity("solve " + file + archive + " --format json").out);
    EXPECT_EQ(nash["findings"][0]["lens"], "absolute");
    EXPECT_EQ(nash["findings"][0]["equilibria"], Json::parse("[[0, 0]]"));
    EXPECT_EQ(nash["models"][0]["actions"], Json::parse(R"([["d", "c"], ["d", "c"]])"));
    EXPECT_NE(comity("threshold " + file + archive).out.find("delta* = 1/2"), std::string::npos);
    EXPECT_NE(comity("threshold " + file + archive + " --lens relative:k=1/2").out.find("delta* = 9/13"),
              std::string::npos);
    EXPECT_NE(comity("compare " + file + archive + " --delta 3/5").out.find("sustained"), std::string::npos);
    EXPECT_NE(comity("threshold " + file + archive + " --of lens.relative.k --lens relative:k=1 --delta 3/5")
                  .out.find("[0, 1/5]"),
              std::string::npos);
}

TEST(NfgFiles, BothFormsAreTheSameModelAlsoOnStandardInput) {
    const Scratch scratch;
    const std::string a = scratch.write("a.nfg", kPayoffs), b = scratch.write("b.nfg", kOutcomes);
    const std::string ask = " --no-archive --format json";
    const Outcome payoffs = comity("solve " + a + ask);
    EXPECT_EQ(payoffs.exit, 0) << payoffs.err;
    EXPECT_EQ(payoffs.err, "");
    EXPECT_EQ(comity("solve " + b + ask).out, payoffs.out);
    EXPECT_EQ(comity("solve - --input-format nfg" + ask, kOutcomes).out, payoffs.out);
    EXPECT_EQ(comity("solve - --input-format toml" + ask, kOutcomes).exit, 65);
}

TEST(NfgFiles, ArchivesOfThemAreReadBack) {
    const Scratch scratch;
    const std::string file = scratch.write("game.nfg", kPayoffs);
    ASSERT_EQ(comity("solve " + file + " -o " + scratch.path("out")).exit, 0);
    std::string archive;
    for (const auto& entry : std::filesystem::directory_iterator(scratch.path("out"))) {
        if (entry.path().extension() == ".comity") archive = entry.path().string();
    }
    EXPECT_NE(archive.find("selten-ijgt-75-figure-2-normal-form-solve-"), std::string::npos) << archive;
    const Outcome both = comity("compare " + archive + " " + archive);
    EXPECT_EQ(both.exit, 0) << both.err;
    EXPECT_NE(both.out.find("1 finding is the same in both, 0 not"), std::string::npos) << both.out;
    const Outcome back = comity("convert " + archive + " --to nfg");
    EXPECT_EQ(back.exit, 0) << back.err;
    EXPECT_EQ(back.out, comity("convert " + file + " --to nfg").out);
}

TEST(Convert, ARoundTripKeepsEveryPayoff) {
    const Scratch scratch;
    const Outcome toml = comity("convert " + scratch.write("a.nfg", kOutcomes) + " --to toml");
    EXPECT_EQ(toml.exit, 0) << toml.err;
    EXPECT_EQ(toml.err, "");
    const Outcome nfg = comity("convert " + scratch.write("a.toml", toml.out) + " --to nfg");
    EXPECT_EQ(nfg.exit, 0) << nfg.err;
    EXPECT_EQ(nfg.out,
              "NFG 1 R \"Selten (IJGT, 75), Figure 2, normal form\" { \"Player 1\" \"Player 2\" }\n\n{\n{ "
              "\"1\" \"2\" \"3\" }\n"
              "{ \"1\" \"2\" }\n}\n\n1 1\n0 2\n0 2\n1 1\n0 3\n2 0\n");
    EXPECT_EQ(comity("convert - --input-format nfg --to nfg", nfg.out).out, nfg.out);
    EXPECT_EQ(comity("convert - --to toml", toml.out).out, toml.out);
}

TEST(Convert, WritesMaterialPayoffsOrUtilitiesUnderALens) {
    const std::string model = "models/classics/prisoners-dilemma.toml";
    const Outcome material = comity("convert " + model + " --to nfg");
    EXPECT_EQ(material.exit, 0) << material.err;
    EXPECT_NE(material.out.find("\n1 1\n0 5\n5 0\n3 3\n"), std::string::npos) << material.out;
    EXPECT_NE(material.err.find("left out: the status quo, lenses"), std::string::npos) << material.err;
    const Outcome relative = comity("convert " + model + " --to nfg --lens relative:k=1/2 -q");
    EXPECT_EQ(relative.err, "");
    EXPECT_NE(relative.out.find("\n0 0\n-7/2 13/2\n13/2 -7/2\n2 2\n"), std::string::npos) << relative.out;
    const Outcome set = comity("convert " + model + " --to nfg -q --set temptation=6");
    EXPECT_NE(set.out.find("\n1 1\n0 6\n6 0\n3 3\n"), std::string::npos) << set.out << set.err;
    // What is written is what is solved.
    EXPECT_EQ(Json::parse(comity("solve - --input-format nfg --no-archive --format json", relative.out)
                              .out)["findings"][0]["equilibria"],
              Json::parse("[[0, 0]]"));
}

TEST(Convert, OfAModelWithSeveralIssuesAddsThemUp) {
    const Outcome nfg = comity("convert models/sco/rats.toml --to nfg -q");
    ASSERT_EQ(nfg.exit, 0) << nfg.err;
    EXPECT_EQ(comity("check - --input-format nfg", nfg.out).exit, 0);
}

TEST(Convert, RefusesWhatItCannotSay) {
    const std::string model = "convert models/classics/prisoners-dilemma.toml";
    for (const std::string options : {"", " --to html", " --to toml --lens absolute", " --to nfg --delta 1/2",
                                      " --to nfg --lens absolute,relative", " --to nfg --lens absolut"}) {
        const Outcome run = comity(model + options);
        EXPECT_EQ(run.exit, 64) << options << run.out.substr(0, 200);
        EXPECT_EQ(run.out, "");
        EXPECT_NE(run.err, "");
    }
}

TEST(NfgFiles, AWarningIsNoMistake) {
    const std::string game = "NFG 1 R \"t\" { \"X\" \"X\" } { 1 1 } 1 2";
    const Outcome run = comity("solve - --input-format nfg --no-archive", game);
    EXPECT_EQ(run.exit, 0);
    EXPECT_NE(run.err.find("standard input:1:15: warning:"), std::string::npos) << run.err;
    EXPECT_NE(run.out.find("X_1"), std::string::npos) << run.out;
    EXPECT_EQ(comity("check - --input-format nfg", game).exit, 0);
}

TEST(NfgFiles, AGameOf16PlayersTakesNoTimeToSpeakOf) {
    // A coordination game in pairs: players 2k and 2k+1 get 1 if they do the same, 1/3 more in the second
    // action.
    std::string text = "NFG 1 R \"pairs\" {";
    for (int k = 1; k <= 16; ++k) text += " \"S" + std::to_string(k) + "\"";
    text += " } { 2 2 2 2 2 2 2 2 2 2 2 2 2 2 2 2 }\n";
    for (unsigned p = 0; p < (1u << 16); ++p) {
        for (unsigned k = 0; k < 16; ++k) {
            const unsigned mine = p >> k & 1, theirs = p >> (k ^ 1) & 1;
            text += mine != theirs ? "0 " : mine == 1 ? "4/3 " : "1 ";
        }
        text += '\n';
    }
    const auto start = std::chrono::steady_clock::now();
    const Outcome run = comity("solve - --input-format nfg --no-archive --format json", text);
    EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(5));
    ASSERT_EQ(run.exit, 0) << run.err;
    const Json nash = Json::parse(run.out)["findings"][0];
    EXPECT_EQ(nash["equilibria"].size(), 256u);
    EXPECT_EQ(nash["equilibria"][1], Json::parse("[0,0,0,0,0,0,0,0,0,0,0,0,0,0,1,1]"));
    EXPECT_EQ(nash["minmax"][0], "1");
}

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
const std::string kBounds;  // sanitizers reserve terabytes
#else
const std::string kBounds = "ulimit -v 1048576 &&";
#endif

/// Runs the program with its memory bounded to a gigabyte, and fails if it takes ten seconds.
Outcome bounded(const std::string& arguments, const std::string& input) {
    const auto start = std::chrono::steady_clock::now();
    const Outcome run = comity(arguments, input, kBounds);
    EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(10));
    return run;
}

TEST(BadNfg, IsExit65WithOneMessageAtItsPlace) {
    const std::string head = "NFG 1 R \"t\" { \"A\" \"B\" } ";
    std::string forty, twos;
    for (int k = 0; k < 40; ++k) {
        forty += " \"P" + std::to_string(k) + "\"";
        twos += " 2";
    }
    const std::vector<std::pair<std::string, std::string>> cases{
        {head + "{ 2 2 }\n1 2 3 4 5 6 7", "2:14: error: the file ends after 7 of the 8 payoffs"},
        {head + "{ 2 2 }\n1 2 3 4 5 6 7 8 9", "2:17: error: this game has 8 payoffs"},
        {head + "{ 2 2 }\n1 2 x 4 5 6 7 8", "2:5: error: expected a payoff"},
        {head + "{ 2 2 }\n1 2 - 4 5 6 7 8", "2:5: error: '-' is not a number"},
        {head + "{ 2 2 }\n1 2 nan 4 5 6 7 8", "2:5: error: expected a payoff"},
        {head + "{ 2 2 }\n1 2,5 3 4 5 6 7 8", "2:4: error: a number is written with a decimal point"},
        {head + "{ 2 2\n1 2 3 4 5 6 7 8", "2:1: error: there are 2 players, but strategies of more than 2"},
        {head + "{ 0 2 }\n1 2", "1:27: error: a player has at least one strategy"},
        {head + "{ -1 2 }\n1 2", "1:27: error: a player has at least one strategy"},
        {head + "{ 2 2 2 }\n1 2", "1:31: error: there are 2 players"},
        {head + "{ 4294967298 1 } 1 2 3 4", "1:25: error: this game has more than 2^24"},
        {"NFG 1 R \"t\" {" + forty + " } {" + twos + " } 1 2", "error: this game has more than 2^24"},
        {"NFG 1 R \"t { \"A\" } { 1 } 1", "error:"},
        {"NFG 1 R \"t", "1:9: error: this text has no closing quotation mark"},
        {head + "{ 2 2 } { { \"\" 1 2 } } 1 1 2 1", "error: there is no outcome 2"},
        {head + "{ 2 2 } { { \"\" 1 2 } } 1 1 -1 1", "error: there is no outcome -1"},
        {"", "1:1: error: this file is empty"},
        {"NFG 2 R \"t\" { \"A\" } { 1 } 1", "1:5: error: expected 1, the version"},
        {head + "{ 4096 4096 }\n1 2 3", "error: the file ends after 3 of the 33554432 payoffs"},
        {head + "{ 1 1 } 1e99999999999 1", "1:33: error: a number may have at most 1000 digits"},
        {head + "{ 1 1 } 1 " + std::string(5000000, '9'),
         "1:35: error: a number may have at most 1000 digits"},
        {std::string(5000000, '{'), "error: expected the word NFG"},
        {"NFG 1 R \"t\" " + std::string(5000000, '{'), "error: expected the name of a player"},
    };
    for (const auto& [text, expected] : cases) {
        const Outcome run = bounded("solve - --input-format nfg --no-archive", text);
        EXPECT_EQ(run.exit, 65) << text.substr(0, 200) << run.err;
        EXPECT_EQ(run.out, "");
        EXPECT_NE(run.err.find(expected), std::string::npos) << text.substr(0, 200) << "\n" << run.err;
        EXPECT_NE(run.err.find("1 error\n"), std::string::npos) << run.err;
        EXPECT_LT(run.err.size(), 2000u);
        const Outcome check = bounded("check - --input-format nfg", text);
        EXPECT_EQ(check.exit, 1);
        EXPECT_EQ(check.out, run.err);
    }
}

TEST(BadNfg, AMistakeAtTheEndOfALargeFileIsFoundWithinBounds) {
    // Two players with 2048 strategies each: 8 million payoffs on one line.
    std::string text = "NFG 1 R \"t\" { \"A\" \"B\" } { 2048 2048 } ";
    for (int k = 0; k < 2048 * 2048; ++k) text += "17 4 ";
    const Outcome run = bounded("solve - --input-format nfg --no-archive", text + "-");
    EXPECT_EQ(run.exit, 65);
    EXPECT_NE(run.err.find("error: this game has 8388608 payoffs"), std::string::npos) << run.err;
    EXPECT_LT(run.err.size(), 2000u);
}

}  // namespace
}  // namespace comity::test
