// Exit codes, streams, formats and archives, as docs/commands.md promises them.

#include <nlohmann/json.hpp>

#include "comity/archive/archive.hpp"
#include "support/program.hpp"

namespace comity::test {
namespace {

using Json = nlohmann::json;
const std::string kPd = "models/classics/prisoners-dilemma.toml";

Json json_of(const std::string& arguments) {
    const Outcome run = comity(arguments + " --format json --no-archive");
    EXPECT_EQ(run.exit, 0) << run.err;
    EXPECT_EQ(run.err, "");
    return Json::parse(run.out);
}

TEST(Usage, MistakesOnTheCommandLineEndWith64AndSayWhatIsNear) {
    const std::vector<std::pair<std::string, std::string>> cases{
        {"", "subcommand"},
        {"compere " + kPd, "did you mean 'compare'?"},
        {"compare", "FILE"},
        {"compare " + kPd + " --lenz absolute", "--lenz"},
        {"compare " + kPd + " --lens absolut", "did you mean 'absolute'?"},
        {"compare " + kPd + " --lens relative:k=-1", "out of range"},
        {"compare " + kPd + " --lens relativ:k=1", "did you mean 'relative'?"},
        {"compare " + kPd + " --lens snidal:k=1", "snidal:r=1/2"},
        {"compare " + kPd + " --delta 1", "less than 1"},
        {"compare " + kPd + " --delta -1/2", "at least 0"},
        {"compare " + kPd + " --delta 0,7", "point"},
        {"compare " + kPd + " --delta nan", "not a number"},
        {"compare " + kPd + " --set kapa=1", "did you mean"},
        {"compare " + kPd + " --set kappa", "PATH=VALUE"},
        {"compare " + kPd + " --set kappa=one", "not a number"},
        {"compare " + kPd + " --set kappa=-1", "outside the range"},
        {"compare " + kPd + " --target ful", "did you mean 'full'?"},
        {"compare " + kPd + " --target 0,1,1", "3 actions for 2 states"},
        {"compare " + kPd + " --target 0,2", "has actions 0 to 1"},
        {"compare " + kPd + " --target payoff:1,1 --punishment grim", "[F4.7]"},
        {"compare models/sco/five-sectors.toml --punishment worst", "[F4.3]"},
        {"threshold models/sco/five-sectors.toml --punishment worst", "[F4.3]"},
        {"bench --delta 1/2", "--delta"},
        {"compare " + kPd + " --punishment grimm", "did you mean 'grim'?"},
        {"compare " + kPd + " --punishment exit", "[F3.4]"},
        {"threshold " + kPd + " --of detla", "did you mean 'delta'?"},
        {"threshold " + kPd + " --of delta.C", "delta.A"},
        {"threshold " + kPd + " --of reward", "--range"},
        {"threshold " + kPd + " --target accept:full", "[F4.7]"},
        {"threshold " + kPd + " --of lens.relative.k --lens absolute", "leaves out"},
        {"threshold " + kPd + " --of kappa --range 2,1", "before it begins"},
        {"threshold " + kPd + " --of lens.relative.k --range=-1,1", "lies in [0, inf)"},
        {"threshold " + kPd + " --tolerance 0", "tolerance"},
        {"threshold " + kPd + " --time-limit 0", "time-limit"},
        {"solve " + kPd + " --concept markov", "concept"},
        {"compare a.comity " + kPd, "two archives"},
    };
    for (const auto& [arguments, expected] : cases) {
        const Outcome run = comity(arguments + (arguments.empty() ? "" : " --no-archive"));
        EXPECT_EQ(run.exit, 64) << arguments << "\n" << run.out << run.err;
        EXPECT_EQ(run.out, "") << arguments;
        EXPECT_NE(run.err.find(expected), std::string::npos) << arguments << "\n" << run.err;
    }
}

TEST(Usage, HelpAndVersionAnswerOnStandardOutput) {
    for (const std::string arguments :
         {"--help", "compare --help", "threshold --help", "bench --help", "--version"}) {
        const Outcome run = comity(arguments);
        EXPECT_EQ(run.exit, 0) << arguments;
        EXPECT_NE(run.out, "");
        EXPECT_EQ(run.err, "");
    }
}

TEST(Input, AMissingFileIs66AndABadModelIs65) {
    EXPECT_EQ(comity("compare no-such.toml --no-archive").exit, 66);
    EXPECT_EQ(comity("check no-such.toml").exit, 66);
    EXPECT_EQ(comity("compare models --no-archive").exit, 66);
    const Outcome bad = comity("compare - --no-archive", "format = 1\nname = 7\n");
    EXPECT_EQ(bad.exit, 65);
    EXPECT_EQ(bad.out, "");
    EXPECT_NE(bad.err.find("standard input:2:8: error:"), std::string::npos) << bad.err;
}

TEST(Check, AnswersNoWith1AndListsEveryMistakeOnStandardOutput) {
    const std::string model =
        "format = 1\nname = \"x\"\ndelta = 1\n[[actors]]\ncode = \"A\"\nname = \"A\"\nspeling = \"x\"\n";
    const Outcome run = comity("check -", model);
    EXPECT_EQ(run.exit, 1);
    for (const std::string part : {"3:9: error: a discount factor", "has no 'unit'", "has no 'issues'",
                                   "unknown key 'speling'", "4 errors"}) {
        EXPECT_NE(run.out.find(part), std::string::npos) << part << "\n" << run.out;
    }
}

TEST(Check, IsFastOnAMistake) {
    const auto start = std::chrono::steady_clock::now();
    comity("check -", "format = 2\n");
    EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::milliseconds(500));
}

TEST(StandardInput, TakesAModel) {
    const Outcome run = comity("threshold - --lens absolute --no-archive --format csv",
                               slurp(std::string(COMITY_SOURCE_DIR "/") + kPd));
    EXPECT_EQ(run.exit, 0) << run.err;
    EXPECT_NE(run.out.find(",1/2,"), std::string::npos) << run.out;
}

TEST(Json, ThresholdSaysValueBracketAndWhoBinds) {
    const Json out =
        json_of("threshold " + kPd + " --target 1,1 --of delta --punishment grim --lens relative");
    EXPECT_EQ(out["schema"], 1);
    EXPECT_EQ(out["models"][0]["actors"], Json({"A", "B"}));
    EXPECT_EQ(out["models"][0]["actions"][0], Json({"defect", "cooperate"}));
    const Json& t = out["findings"][0];
    EXPECT_EQ(t["kind"], "threshold");
    EXPECT_EQ(t["model"], 0);
    EXPECT_EQ(t["lens"], "relative");
    EXPECT_EQ(t["status"], "solved");
    EXPECT_EQ(t["value"], "9/13");
    EXPECT_LE(t["bracket"][0].get<double>(), 9.0 / 13);
    EXPECT_GE(t["bracket"][1].get<double>(), 9.0 / 13);
    EXPECT_FALSE(t.contains("intervals"));
    EXPECT_EQ(t["binding"]["actors"], Json({"A", "B"}));
    EXPECT_EQ(t["binding"]["constraints"], Json::array());
}

TEST(Json, NothingBelowOneIsEmptyWithTheBracketOneOne) {
    const Json t = json_of("threshold " + kPd + " --target 1,0 --lens absolute")["findings"][0];
    EXPECT_EQ(t["status"], "empty");
    EXPECT_TRUE(t["value"].is_null());
    EXPECT_EQ(t["bracket"], Json({1, 1}));
}

TEST(Json, OtherScalarsAlwaysHaveIntervals) {
    const Json t =
        json_of("threshold " + kPd + " --of lens.relative.k --delta 3/5 --lens relative")["findings"][0];
    EXPECT_EQ(t["value"], "1/5");
    EXPECT_EQ(t["intervals"],
              Json::parse(R"([{"lo": "0", "hi": "1/5", "lo_closed": true, "hi_closed": true}])"));
    const Json accept = json_of("threshold " + kPd +
                                " --of lens.relative.k --target accept:1,1 --lens relative")["findings"][0];
    EXPECT_TRUE(accept["punishment"].is_null());
    EXPECT_TRUE(accept["value"].is_null());
    EXPECT_TRUE(accept["bracket"].is_null());
    EXPECT_EQ(accept["intervals"],
              Json::parse(R"([{"lo": "0", "hi": "inf", "lo_closed": true, "hi_closed": false}])"));
}

TEST(Json, VerdictsAndEquilibria) {
    const Json verdict = json_of("compare " + kPd + " --lens identity")["findings"][0];
    EXPECT_EQ(verdict["kind"], "verdict");
    EXPECT_EQ(verdict["verdict"], "sustainable");
    EXPECT_EQ(verdict["delta"], "7/10");
    EXPECT_TRUE(verdict["issue"].is_null());
    EXPECT_EQ(verdict["gains"], Json({"2", "2"}));
    EXPECT_EQ(verdict["threshold"]["punishment"], "worst");
    const Json nash = json_of("solve " + kPd + " --lens absolute")["findings"][0];
    EXPECT_EQ(nash["kind"], "nash");
    EXPECT_EQ(nash["equilibria"], Json::parse("[[0, 0]]"));
}

TEST(InlineLens, IsNamedAfterItsKindAndStandsInForTheFilesLens) {
    const Json t = json_of("threshold " + kPd + " --lens relative:k=1/4")["findings"][0];
    EXPECT_EQ(t["lens"], "relative");
    EXPECT_EQ(t["value"], "13/21");
    EXPECT_EQ(json_of("threshold " + kPd +
                      " --lens relative:k=1/4 --set lens.relative.k=1")["findings"][0]["value"],
              "7/9");
    EXPECT_EQ(json_of("threshold " + kPd +
                      " --lens relative:k=0.25 --of lens.relative.k --delta 3/5")["findings"][0]["value"],
              "1/5");
}

TEST(InlineLens, SeveralOfOneKindAreNamedInFull) {
    const Json out =
        json_of("threshold " + kPd + " --punishment grim --lens relative:k=1/4,relative:k=0.5,snidal:r=1/2");
    EXPECT_EQ(out["findings"][0]["lens"], "relative:k=1/4");
    EXPECT_EQ(out["findings"][1]["lens"], "relative:k=1/2");
    EXPECT_EQ(out["findings"][1]["value"], "9/13");
    EXPECT_EQ(out["findings"][2]["lens"], "snidal");
}

TEST(Archives, EqualQuestionsGiveEqualNamesAndEqualBytes) {
    const Scratch a, b;
    const std::string question = "compare " + kPd + " --set kappa=1/2 --format csv";
    const Outcome first = comity(question + " -o " + a.path()),
                  second = comity(
                      "compare ./models/classics/../classics/prisoners-dilemma.toml --jobs 2 -o " + b.path());
    ASSERT_EQ(first.exit, 0);
    ASSERT_EQ(second.exit, 0);
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(a.path())) {
        const std::string name = entry.path().filename().string();
        names.push_back(name);
        if (!name.ends_with(".comity")) continue;
        EXPECT_TRUE(name.starts_with("prisoners-dilemma-compare-")) << name;
        EXPECT_EQ(slurp(a.path(name)), slurp(b.path(name)));
        EXPECT_NE(first.err.find(name), std::string::npos) << first.err;
    }
    EXPECT_EQ(names.size(), 2u);
}

TEST(Archives, TwoAreComparedAndDamagedOnesRefused) {
    const Scratch scratch;
    ASSERT_EQ(comity("compare " + kPd + " -o " + scratch.path("a")).exit, 0);
    ASSERT_EQ(comity("compare " + kPd + " --set kappa=3/4 -o " + scratch.path("b")).exit, 0);
    const auto archive_in = [](const std::string& folder) {
        for (const auto& entry : std::filesystem::directory_iterator(folder)) {
            if (entry.path().extension() == ".comity") return entry.path().string();
        }
        return std::string();
    };
    const std::string a = archive_in(scratch.path("a")), b = archive_in(scratch.path("b"));
    const Outcome both = comity("compare " + a + " " + b);
    EXPECT_EQ(both.exit, 0) << both.err;
    EXPECT_NE(both.out.find("2 findings are the same in both, 1 not"), std::string::npos) << both.out;
    EXPECT_NE(both.out.find("B: not sustainable in pure strategies, delta* from 23/31"), std::string::npos)
        << both.out;
    std::string bytes = slurp(a);
    bytes[bytes.size() / 2] ^= 1;
    const std::string damaged = scratch.write("damaged.comity", bytes);
    const Outcome refused = comity("compare " + damaged + " " + b);
    EXPECT_EQ(refused.exit, 65);
    EXPECT_NE(refused.err.find("checksum"), std::string::npos);
    EXPECT_EQ(refused.out, "");
}

TEST(Archives, AnUnwritablePlaceIsFoundOutBeforeSolving) {
    const Scratch scratch;
    const std::string file = scratch.write("file", "");
    const Outcome run = comity("compare " + kPd + " -o " + file);
    EXPECT_EQ(run.exit, 73);
    EXPECT_EQ(run.out, "");
}

TEST(Limits, ATimeLimitEndsWith2AndPrintsWhatIsKnown) {
    const Outcome run = comity("compare models/sco/border.toml --no-archive --time-limit 1e-9");
    EXPECT_EQ(run.exit, 2);
    EXPECT_NE(run.out.find("undecided"), std::string::npos);
}

TEST(Limits, ALocaleChangesNothing) {
    EXPECT_EQ(comity("compare " + kPd + " --no-archive", "", "LC_ALL=de_DE.UTF-8 LANG=de_DE.UTF-8").out,
              comity("compare " + kPd + " --no-archive").out);
}

}  // namespace
}  // namespace comity::test
