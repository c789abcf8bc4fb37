// comity solve --concept agreement as a person meets it.

#include <nlohmann/json.hpp>

#include "support/program.hpp"

namespace comity::test {
namespace {

using nlohmann::json;

const std::string kLinked = "models/papers/bernheim-whinston-1990/two-issues.toml";
const std::string kAsk = " --concept agreement --no-archive --delta 2/5 ";

/// Six states in five issues: 2^30 profiles, or with four depths 2^60.
std::string many(const std::string& actions) {
    std::string text = "format = 1\nname = \"many\"\nunit = \"points\"\ndelta = \"1/10\"\n";
    for (const char* code : {"A", "B", "C", "D", "E", "F"})
        text += std::string("[[actors]]\ncode = \"") + code + "\"\nname = \"State " + code + "\"\n";
    for (int s = 0; s < 5; ++s)
        text += "[[issues]]\nname = \"issue" + std::to_string(s) + "\"\nbetween = \"all\"\nactions = [" +
                actions + "]\nstatus_quo = \"none\"\npayoff = \"" + std::to_string(s + 2) +
                " / 6 * (level + sum(others: level[other])) - level\"\n";
    return text;
}

TEST(AgreementCommand, SaysWhatLinkageCarriesInEveryFormat) {
    const Outcome pooled = comity("solve " + kLinked + kAsk + "--format json");
    ASSERT_EQ(pooled.exit, 0) << pooled.err;
    const json found = json::parse(pooled.out)["findings"][0];
    EXPECT_EQ(found["kind"], "agreement");
    EXPECT_EQ(found["status"], "solved");
    EXPECT_EQ(found["optimal"], true);
    EXPECT_EQ(found["objective"], "depth");
    EXPECT_EQ(found["actions"], json::parse("[[1, 1], [1, 1]]"));
    EXPECT_EQ(found["values"], json::parse("[\"4\"]"));
    const Outcome apart = comity("solve " + kLinked + kAsk + "--linkage separate --format json");
    EXPECT_EQ(json::parse(apart.out)["findings"][0]["actions"], json::parse("[[1, 0], [1, 0]]"));
    const Outcome lines = comity("solve " + kLinked + kAsk + "--format csv");
    EXPECT_NE(lines.out.find(",grim,pooled,depth,solved,4,,1,yes,A,first,cooperate,1,5,5,no,,\n"),
              std::string::npos)
        << lines.out;
    const Outcome listed = comity("solve " + kLinked + kAsk + "--objective maximal --format csv");
    EXPECT_NE(listed.out.find(",maximal,solved,,,1,yes,A,"), std::string::npos) << listed.out;
}

TEST(AgreementCommand, TellsInLinesWhatEachConstraintCosts) {
    const std::string file = "models/sco/five-sectors.toml --lens absolute --concept agreement --no-archive";
    const std::string lines = comity("solve " + file + " --format csv").out;
    EXPECT_NE(lines.find("binding,constraints,without\n"), std::string::npos) << lines;
    // By other code: depth 29, and 30 without either of the costs that bind.
    EXPECT_NE(lines.find("military cost; economic cost,military cost: 30; political cost: 29; economic cost: "
                         "30; expulsion: 29\n"),
              std::string::npos)
        << lines;
}

TEST(AgreementCommand, RefusesWhatTheFormalismDoesAndWhatIsNoObjective) {
    EXPECT_EQ(comity("solve " + kLinked + kAsk + "--objective deepest").exit, 64);
    EXPECT_EQ(comity("solve " + kLinked + kAsk + "--objective maximal,depth").exit, 64);
    const Outcome defensive = comity("solve " + kLinked + kAsk + "--lens defensive:k=1");
    EXPECT_EQ(defensive.exit, 64);
    EXPECT_NE(defensive.err.find("[F4.6]"), std::string::npos) << defensive.err;
    const Outcome exit = comity("solve " + kLinked + kAsk + "--punishment exit");
    EXPECT_EQ(exit.exit, 64);
    EXPECT_NE(exit.err.find("[F3.4]"), std::string::npos) << exit.err;
}

TEST(AgreementCommand, TakesGamesThatNothingElseCanList) {
    const Scratch scratch;
    const std::string file = scratch.write("many.toml", many("\"none\", \"all\""));
    const Outcome run = comity("solve '" + file + "' --concept agreement --no-archive --format json");
    ASSERT_EQ(run.exit, 0) << run.err;
    EXPECT_EQ(json::parse(run.out)["findings"][0]["values"], json::parse("[\"30\"]"));
    EXPECT_EQ(comity("check '" + file + "'").exit, 0);
    EXPECT_EQ(comity("show '" + file + "'").exit, 0);
    for (const std::string other : {"solve", "convert --to nfg"}) {
        const Outcome refused = comity(other + " '" + file + "' -q");
        EXPECT_EQ(refused.exit, 65) << other;
        EXPECT_NE(refused.err.find("2^24"), std::string::npos) << refused.err;
    }
}

TEST(AgreementCommand, PrintsWhatIsKnownAtALimit) {
    const Scratch scratch;
    const std::string file = scratch.write("many.toml", many("\"none\", \"little\", \"more\", \"all\""));
    const Outcome run =
        comity("solve '" + file +
               "' --concept agreement --no-archive --delta 1/20 --time-limit 0.001 --format json");
    EXPECT_EQ(run.exit, 2) << run.err;
    const json found = json::parse(run.out)["findings"][0];
    EXPECT_EQ(found["status"], "undecided");
    // At least that nobody can go deeper than deepest: six states, five issues, three steps.
    EXPECT_EQ(found["bound"], "90");
}

TEST(AgreementCommand, WritesTheSameBytesForAnyNumberOfThreadsAndReadsThemBack) {
    const Scratch scratch;
    const std::string file = scratch.write("many.toml", many("\"none\", \"all\""));
    std::vector<std::string> archives;
    for (const std::string jobs : {"1", "2"}) {
        const std::string folder = scratch.path("jobs" + jobs);
        const Outcome run = comity("solve '" + file + "' --concept agreement --delta 99/1000 -q -o '" +
                                   folder + "' --jobs " + jobs);
        ASSERT_EQ(run.exit, 0) << run.err;
        for (const auto& entry : std::filesystem::directory_iterator(folder)) {
            if (entry.path().extension() == ".comity") archives.push_back(entry.path().string());
        }
    }
    ASSERT_EQ(archives.size(), 2u);
    EXPECT_EQ(slurp(archives[0]), slurp(archives[1]));
    EXPECT_EQ(comity("verify '" + archives[0] + "'").exit, 0);
    EXPECT_EQ(comity("convert --to json '" + archives[0] + "'").exit, 0);
    EXPECT_EQ(comity("compare '" + archives[0] + "' '" + archives[1] + "'").exit, 0);
}

TEST(AgreementCommand, IsComparedBesideTheTargetsWithWhatTheoriesDisagreeOn) {
    const std::string depth = "models/papers/downs-rocke-barsoom-1996/depth.toml";
    const Outcome run = comity("compare " + depth + " --no-archive --format json");
    ASSERT_EQ(run.exit, 0) << run.err;
    const json out = json::parse(run.out);
    std::map<std::string, json> agreements;
    for (const json& each : out["findings"]) {
        if (each["kind"] == "agreement") agreements[each["lens"]] = each;
    }
    ASSERT_EQ(agreements.size(), 2u);
    EXPECT_EQ(agreements["absolute"]["values"], json::parse("[\"6\"]"));
    EXPECT_EQ(agreements["rival"]["values"], json::parse("[\"11/3\"]"));
    const json& pair = out["disagreements"][0];
    EXPECT_EQ(pair["lenses"], json::parse("[\"absolute\", \"rival\"]"));
    EXPECT_EQ(pair["commitments"],
              json::parse("[{\"actor\": \"A\", \"issue\": \"depth\", \"actions\": [18, 11]},"
                          " {\"actor\": \"B\", \"issue\": \"depth\", \"actions\": [18, 11]}]"));
    const Outcome table = comity("compare " + depth + " --no-archive");
    EXPECT_NE(table.out.find("absolute, rival  2 of 2    depth: A B"), std::string::npos) << table.out;
    const Outcome lines = comity("compare " + depth + " --no-archive --format csv");
    EXPECT_NE(lines.out.find("\ndowns-rocke-barsoom-1996-depth,absolute,rival,A,depth,18,11\n"),
              std::string::npos)
        << lines.out;
    // Not where it is switched off, and of any model where it is asked for.
    const json none =
        json::parse(comity("compare " + depth + " --no-archive --format json --objective none").out);
    EXPECT_FALSE(none.contains("disagreements"));
    const Outcome gain = comity("compare " + kLinked + " --no-archive --objective gain --delta 2/5");
    EXPECT_NE(gain.out.find("greatest total material gain"), std::string::npos) << gain.out;
    EXPECT_EQ(comity("compare " + kLinked + " --no-archive --objective gain,none").exit, 64);
}

TEST(AgreementCommand, ComparesTargetsOfGamesThatAreTooLargeToList) {
    const Scratch scratch;
    const std::string file = scratch.write("many.toml", many("\"none\", \"all\""));
    const Outcome run = comity("compare '" + file + "' --no-archive --format json");
    ASSERT_EQ(run.exit, 0) << run.err;
    const json verdict = json::parse(run.out)["findings"][0];
    // Tempted by 10/6, rewarded by 15: from (10/6) / (10/6 + 15) on.
    EXPECT_EQ(verdict["verdict"], "sustainable");
    EXPECT_EQ(verdict["threshold"]["value"], "1/10");
    EXPECT_EQ(verdict["proof"], "proved");
    const Outcome threshold = comity("threshold '" + file + "' --no-archive --format json");
    ASSERT_EQ(threshold.exit, 0) << threshold.err;
    EXPECT_EQ(json::parse(threshold.out)["findings"][0]["value"], "1/10");
    // What needs a list of profiles says so.
    EXPECT_EQ(comity("compare '" + file + "' --no-archive --target 'cycle:0,0,0,0,0,0;1,1,1,1,1,1'").exit,
              64);
    EXPECT_EQ(comity("compare '" + file + "' --no-archive --target value:1,1,1,1,1,1").exit, 64);
}

}  // namespace
}  // namespace comity::test
