// comity verify: claims proved again, counted, and refuted where they are not so; archives that are none.

#include <nlohmann/json.hpp>

#include "comity/archive/archive.hpp"
#include "support/program.hpp"

namespace comity::test {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

/// The one archive that a command leaves.
std::string archive_of(const Scratch& scratch, const std::string& command) {
    const Outcome run = comity(command + " -q -o " + scratch.path("out"));
    EXPECT_EQ(run.exit, 0) << run.err;
    for (const auto& entry : fs::directory_iterator(scratch.path("out"))) {
        if (entry.path().extension() == ".comity") return entry.path().string();
    }
    ADD_FAILURE() << command;
    return "";
}

TEST(Verify, ProvesEveryKeptArchiveOfThePapers) {
    std::string files;
    for (const auto& entry : fs::directory_iterator(COMITY_SOURCE_DIR "/results/papers")) {
        if (entry.path().extension() == ".comity") files += " '" + entry.path().string() + "'";
    }
    const Outcome run = comity("verify" + files);
    EXPECT_EQ(run.exit, 0);
    EXPECT_EQ(run.err, "");
    EXPECT_EQ(run.out.find("refuted"), std::string::npos) << run.out;
    EXPECT_NE(run.out.find("expectation"), std::string::npos);
}

TEST(Verify, ProvesWhatIsSolvedOfEveryShippedModel) {
    for (const auto& entry : fs::recursive_directory_iterator(COMITY_SOURCE_DIR "/models")) {
        const std::string path = entry.path().string();
        if (entry.path().extension() != ".toml" || path.find("/papers/") != std::string::npos ||
            path.find("/data/") != std::string::npos)
            continue;
        // Of a game too large to list there is no stage game, and verdicts are not proved again.
        const bool large = path.find("five-sectors") != std::string::npos;
        for (const std::string command : {"compare ", "threshold ", "solve "}) {
            if (path.find("deep") != std::string::npos || (large && command != "compare ")) continue;
            const Scratch scratch;
            const std::string rest = large && command == "compare " ? " --objective none --target full" : "";
            const Outcome run = comity("verify " + archive_of(scratch, command + path + rest));
            EXPECT_EQ(run.exit, 0) << command << path << "\n" << run.out << run.err;
            if (!large) {
                EXPECT_NE(run.out.find("  proved  "), std::string::npos) << command << path;
            }
        }
    }
}

TEST(Verify, PrintsALineForEachClaimAndACount) {
    const Scratch scratch;
    const std::string file =
        archive_of(scratch, "compare models/classics/prisoners-dilemma.toml --lens absolute --target full");
    const Outcome run = comity("verify " + file);
    EXPECT_EQ(
        run.out,
        file +
            "\n"
            "  proved      delta for full through absolute, worst: [1/2, 1)\n"
            "  proved      verdict on delta for full through absolute, worst at delta 7/10: sustainable\n"
            "  2 claims: 2 proved\n");
    const Json json = Json::parse(comity("verify --format json " + file).out);
    EXPECT_EQ(json["findings"][0]["kind"], "verify");
    EXPECT_EQ(json["findings"][0]["claims"].size(), 2u);
    EXPECT_EQ(json["findings"][0]["claims"][1]["result"], "proved");
    EXPECT_EQ(json["models"][0]["actors"].size(), 2u);
}

TEST(Verify, SaysWhichClaimIsNotSo) {
    const Scratch scratch;
    const std::string file =
        archive_of(scratch, "compare models/classics/prisoners-dilemma.toml --lens absolute --target full");
    Archive archive = *unpack(slurp(file));
    std::get<Verdict>(archive.findings[0]).threshold.sustained = Interval{Rational(1, 5), 1, true, false};
    const std::string lie = scratch.write("lie.comity", pack(archive));
    const Outcome run = comity("verify " + lie + " " + file);
    EXPECT_EQ(run.exit, 1);
    EXPECT_NE(run.out.find("refuted     delta for full"), std::string::npos) << run.out;
    EXPECT_NE(run.out.find("1 proved, 1 refuted"), std::string::npos) << run.out;
}

TEST(Verify, RefutesWhatIsAskedOfAModelThatHasNothingOfTheKind) {
    const Scratch scratch;
    const std::string file = archive_of(
        scratch, "threshold models/classics/prisoners-dilemma.toml --lens absolute --punishment grim");
    Archive archive = *unpack(slurp(file));
    std::get<Threshold>(archive.findings[0]).punishment = Punishment::exit;
    const Outcome run = comity("verify " + scratch.write("exit.comity", pack(archive)));
    EXPECT_EQ(run.exit, 1) << run.err;
    EXPECT_NE(run.out.find("(the model has no exit rule)"), std::string::npos) << run.out;
}

TEST(Verify, SaysOfEachVerdictWhatCompareSaysOfIt) {
    for (const std::string model : {"models/sco/water-energy.toml", "models/classics/chicken.toml"}) {
        for (const std::string linkage : {"pooled", "separate"}) {
            const std::string command = "compare " + model + " --linkage " + linkage;
            const Scratch scratch;
            const Outcome compared = comity(command + " -q --format json -o " + scratch.path("out"));
            if (compared.exit == 64) continue;  // issues that cannot be played apart
            std::vector<std::string> said, found;
            const Json comparison = Json::parse(compared.out);
            for (const Json& finding : comparison["findings"]) said.push_back(finding.at("proof"));
            const Json verified =
                Json::parse(comity("verify --format json " + archive_of(scratch, command)).out);
            for (const Json& claim : verified["findings"][0]["claims"]) {
                if (claim["claim"].get<std::string>().starts_with("verdict on "))
                    found.push_back(claim["result"]);
            }
            EXPECT_FALSE(said.empty());
            EXPECT_EQ(said, found) << command;
        }
    }
}

TEST(Verify, ListsWhatAnArchiveLeavesOpenAsNotProved) {
    const Scratch scratch;
    const std::string file =
        archive_of(scratch, "compare models/classics/prisoners-dilemma.toml --lens absolute --target full");
    Archive archive = *unpack(slurp(file));
    auto& verdict = std::get<Verdict>(archive.findings[0]);
    verdict.threshold.decided = false;
    verdict.outcome = Verdict::Outcome::undecided;
    const Outcome run = comity("verify " + scratch.write("open.comity", pack(archive)));
    EXPECT_EQ(run.exit, 0) << run.out;
    EXPECT_NE(run.out.find("2 not proved, as the archive says"), std::string::npos) << run.out;
}

TEST(Verify, RefusesWhatIsNoArchive) {
    const Scratch scratch;
    const std::string file = archive_of(scratch, "solve models/classics/chicken.toml");
    const std::string bytes = slurp(file);
    EXPECT_EQ(comity("verify " + scratch.write("cut.comity", bytes.substr(0, bytes.size() / 2))).exit, 65);
    EXPECT_EQ(comity("verify " + scratch.write("long.comity", bytes + "x")).exit, 65);
    EXPECT_EQ(comity("verify models/classics/chicken.toml").exit, 65);
    EXPECT_EQ(comity("verify " + scratch.path("none.comity")).exit, 66);
    EXPECT_EQ(comity("verify").exit, 64);
    EXPECT_EQ(comity("verify - ", bytes).exit, 0);
}

}  // namespace
}  // namespace comity::test
