// comity convert --to json: an archive for other programs.

#include <nlohmann/json.hpp>

#include "support/program.hpp"

namespace comity::test {
namespace {

using Json = nlohmann::json;

TEST(JsonArchive, HasTheGameInNumbersAndTheCertificates) {
    const Scratch scratch;
    const Outcome run =
        comity("threshold models/classics/prisoners-dilemma.toml --lens absolute --target full " +
               std::string("--punishment grim -q -o ") + scratch.path("out"));
    ASSERT_EQ(run.exit, 0) << run.err;
    std::string file;
    for (const auto& entry : std::filesystem::directory_iterator(scratch.path("out"))) {
        if (entry.path().extension() == ".comity") file = entry.path().string();
    }
    const Json json = Json::parse(comity("convert --to json " + file).out);
    EXPECT_EQ(json["command"], "threshold");
    const Json& game = json["games"][0];
    EXPECT_EQ(game["issues"][0]["payoff"], Json::parse(R"([["1","5","0","3"],["1","0","5","3"]])"));
    EXPECT_EQ(game["baseline"], Json::parse(R"(["1","1"])"));
    const Json& finding = json["findings"][0];
    EXPECT_EQ(finding["sustained"]["pieces"][0]["lo"], "1/2");
    const Json& end = finding["certificate"]["ends"][0];
    EXPECT_EQ(end["holds_at"], "1/2");
    // u(CC) - (1 - t) u(DC) - t u(DD), in gains over DD.
    EXPECT_EQ(end["holds"][0]["slack"], Json::parse(R"([["-2","4"],["1"]])")) << end.dump(1);

    const Json plain = Json::parse(comity("convert --to json models/classics/prisoners-dilemma.toml").out);
    EXPECT_EQ(plain["games"][0]["issues"], game["issues"]);
    EXPECT_TRUE(plain["findings"].empty());
    EXPECT_TRUE(plain["command"].is_null());
}

TEST(JsonArchive, KeepsAnArchivesOwnNumbers) {
    const std::string file = "results/papers/waltz-1979-division-reproduce-22e8cc9b.comity";
    const Outcome run = comity("convert --to json --delta 1/2 " + file);
    EXPECT_EQ(run.exit, 64);
    EXPECT_NE(run.err.find("its own numbers"), std::string::npos) << run.err;
    // An expectation at values of its own is about a game of its own.
    const Json json = Json::parse(comity("convert --to json " + file).out);
    for (const Json& finding : json["findings"]) {
        if (finding["kind"] != "expectation") continue;
        EXPECT_EQ(finding["at"].empty(), finding["game"] == 0);
        EXPECT_LT(finding["game"], json["games"].size());
        EXPECT_EQ(json["expected"][finding["name"].get<std::string>()]["at"], finding["at"]);
    }
}

}  // namespace
}  // namespace comity::test
