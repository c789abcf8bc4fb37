// comity reproduce and compare --expect: exit codes, streams, formats; the shipped papers; the archives that
// are kept.

#include <nlohmann/json.hpp>

#include <set>

#include "comity/archive/archive.hpp"
#include "comity/model/load.hpp"
#include "support/program.hpp"

namespace comity::test {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

const std::string kPapers = "models/papers";
const std::string kModel = R"(format = 1
name = "small"
title = "A small model"
unit = "points"
[[actors]]
code = "A"
name = "State A"
[[actors]]
code = "B"
name = "State B"
[[issues]]
name = "play"
between = "all"
actions = ["defect", "cooperate"]
status_quo = "defect"
family = { name = "prisoners_dilemma", T = 5, R = 3, P = 1, S = 0 }
)";
const std::string kRow = R"toml([[expect]]
name = "half"
threshold = "delta"
lens = "absolute"
value = "1/2"
status = "derived"
where = "(T - R)/(T - P)"
)toml";
const std::string kWrongRow = R"toml([[expect]]
name = "a third"
threshold = "delta"
lens = "absolute"
value = "1/3"
status = "reconstructed"
where = "a mistake"
)toml";

std::vector<fs::path> models() {
    std::vector<fs::path> files;
    for (const auto& entry : fs::recursive_directory_iterator(fs::path(COMITY_SOURCE_DIR) / kPapers)) {
        if (entry.path().extension() == ".toml") files.push_back(entry.path());
    }
    std::sort(files.begin(), files.end());
    return files;
}

std::set<std::string> archives_in(const std::string& folder) {
    std::set<std::string> names;
    for (const auto& entry : fs::directory_iterator(folder)) {
        if (entry.path().extension() == ".comity") names.insert(entry.path().filename().string());
    }
    return names;
}

TEST(Papers, EveryRowComesOutAsExpected) {
    const Outcome run = comity("reproduce " + kPapers + " --no-archive");
    EXPECT_EQ(run.exit, 0) << run.out << run.err;
    EXPECT_EQ(run.err, "");
    EXPECT_EQ(run.out, slurp(COMITY_SOURCE_DIR "/tests/golden/reproduce-papers.txt"))
        << "if the change is meant: tools/approve, and look at the difference";
    std::istringstream lines(run.out);
    for (std::string line; std::getline(lines, line);) EXPECT_LE(line.size(), 100u) << line;
}

TEST(Papers, ArchivesAreTheOnesKeptByteForByteAndNoOthersAreKept) {
    const Scratch scratch;
    const Outcome run = comity("reproduce " + kPapers + " -q -o " + scratch.path("out"));
    ASSERT_EQ(run.exit, 0) << run.err;
    const std::string kept = COMITY_SOURCE_DIR "/results/papers";
    const auto names = archives_in(scratch.path("out"));
    EXPECT_EQ(names, archives_in(kept)) << "renew them: tools/approve";
    EXPECT_EQ(names.size(), models().size());
    for (const std::string& name : names)
        EXPECT_EQ(slurp(scratch.path("out/" + name)), slurp(kept + "/" + name)) << name;
}

TEST(Papers, ArchivesHoldTheirModelWithWhatIsExpectedAndTheProofs) {
    const std::string kept = COMITY_SOURCE_DIR "/results/papers";
    for (const std::string& name : archives_in(kept)) {
        const auto archive = unpack(slurp(kept + "/" + name));
        ASSERT_TRUE(archive.has_value()) << name << ": " << archive.error();
        EXPECT_EQ(archive_name(*archive), name);
        EXPECT_EQ(archive->command, "reproduce");
        ASSERT_FALSE(archive->findings.empty());
        for (const Finding& finding : archive->findings) {
            const auto& row = std::get<ExpectationFinding>(finding);
            EXPECT_TRUE(row.agrees) << name << " " << row.name;
            if (const auto* t = std::get_if<Threshold>(&row.answer)) {
                // Where issues are played apart the proofs are those of the issues.
                const bool proved = !t->certificate.ends.empty() || !t->certificate.cells.empty();
                EXPECT_NE(proved, !t->parts.empty()) << name << " " << row.name;
                for (const Threshold& part : t->parts)
                    EXPECT_FALSE(part.certificate.ends.empty()) << name << " " << row.name;
            }
        }
        const LoadResult loaded = load_model(archive->model_text, name);
        ASSERT_TRUE(loaded.diagnostics.empty()) << render(loaded.diagnostics);
        EXPECT_EQ(loaded.model.expectations.size(), archive->findings.size());
        EXPECT_EQ(inconsistency(*archive, loaded.model, loaded.model.form()), "") << name;
        // The model inside answers again.
        const Outcome again = comity("compare - --expect --no-archive", archive->model_text);
        EXPECT_EQ(again.exit, 0) << name << "\n" << again.out << again.err;
    }
}

TEST(Papers, NoRowIsCalledPublishedWithoutAPage) {
    // Nothing shipped so far was read off a page of its source.
    const Outcome run = comity("reproduce " + kPapers + " --no-archive --format csv");
    EXPECT_EQ(run.out.find(",published,"), std::string::npos);
}

TEST(Papers, EverySourceSaysWhatItClaimsAndWhatCouldNotBeReproduced) {
    for (const auto& entry : fs::directory_iterator(fs::path(COMITY_SOURCE_DIR) / kPapers)) {
        if (!entry.is_directory()) continue;
        std::string readme = slurp((entry.path() / "README.md").string());
        std::replace(readme.begin(), readme.end(), '\n', ' ');
        EXPECT_NE(readme.find("could not"), std::string::npos) << entry.path();
        EXPECT_TRUE(readme.find("derived") != std::string::npos ||
                    readme.find("reconstructed") != std::string::npos)
            << entry.path();
    }
}

/// The text with the answer on the line that begins at `start` changed in its last place; empty where the
/// line holds no expected answer.
std::string changed(const std::string& text, std::size_t start) {
    std::string line = text.substr(start, text.find('\n', start) - start);
    const std::size_t size = line.size();
    const bool corners = line.starts_with("corners = ");
    const bool answer = corners || line.starts_with("value = ") || line.starts_with("sustained = ") ||
                        line.starts_with("verdict = ");
    if (!answer) return "";
    const std::vector<std::pair<std::string, std::string>> words{
        {"\"not sustainable\"", "\"sustainable\""},
        {"\"sustainable\"", "\"not sustainable\""},
        {"\"accepted\"", "\"refused\""},
        {"\"refused\"", "\"accepted\""},
        {"\"none\"", corners ? "[[0, 0]]" : "\"1/2\""},
        {"\"everywhere\"", "\"nowhere\""},
        {"\"nowhere\"", "\"everywhere\""}};
    bool done = false;
    for (const auto& [from, to] : words) {
        if (done || !line.ends_with(from)) continue;
        line.replace(line.size() - from.size(), from.size(), to);
        done = true;
    }
    if (!done) {
        char& digit = line[line.find_last_of("0123456789")];
        digit = digit == '9' ? '8' : static_cast<char>(digit + 1);
    }
    return text.substr(0, start) + line + text.substr(start + size);
}

class PaperModel : public testing::TestWithParam<std::string> {};

TEST_P(PaperModel, AnyExpectedAnswerChangedInItsLastPlaceMakesReproduceFailAndNameTheRow) {
    const std::string text = slurp(std::string(COMITY_SOURCE_DIR) + "/" + GetParam());
    const Scratch scratch;
    std::size_t rows = 0, edited = 0;
    std::string name;
    for (std::size_t start = text.find("[[expect]]"); start < text.size();
         start = text.find('\n', start) + 1) {
        const std::string line = text.substr(start, text.find('\n', start) - start);
        rows += line == "[[expect]]";
        if (line.starts_with("name = \"")) name = line.substr(8, line.size() - 9);
        const std::string other = changed(text, start);
        if (other.empty()) continue;
        ++edited;
        scratch.write("papers/source/model.toml", other);
        const Outcome run = comity("reproduce " + scratch.path("papers") + " --no-archive");
        EXPECT_EQ(run.exit, 1) << name << ": " << line << "\n" << run.out << run.err;
        EXPECT_EQ(run.err, "");
        std::string sentences = run.out.substr(std::min(run.out.find("Different: "), run.out.size()));
        std::replace(sentences.begin(), sentences.end(), '\n', ' ');
        EXPECT_NE(sentences.find("row \"" + name + "\": expected "), std::string::npos) << run.out;
        EXPECT_NE(run.out.find(", 1 different."), std::string::npos) << run.out;
    }
    EXPECT_GE(rows, 2u);
    EXPECT_EQ(edited, rows);
}

std::vector<std::string> relative_models() {
    std::vector<std::string> names;
    for (const fs::path& file : models())
        names.push_back(fs::relative(file, COMITY_SOURCE_DIR).generic_string());
    return names;
}

INSTANTIATE_TEST_SUITE_P(Models, PaperModel, testing::ValuesIn(relative_models()), [](const auto& parameter) {
    std::string name = parameter.param;
    std::replace_if(
        name.begin(), name.end(), [](char c) { return std::isalnum(static_cast<unsigned char>(c)) == 0; },
        '_');
    return name;
});

TEST(Reproduce, ExitCodesSayWhetherEverythingCameOut) {
    const Scratch good, bad;
    good.write("one/a.toml", kModel + kRow);
    EXPECT_EQ(comity("reproduce " + good.path() + " --no-archive").exit, 0);
    bad.write("one/a.toml", kModel + kRow + kWrongRow);
    const Outcome run = comity("reproduce " + bad.path() + " --no-archive");
    EXPECT_EQ(run.exit, 1);
    EXPECT_NE(run.out.find("2 rows: 1 as expected (1 derived), 1 different."), std::string::npos) << run.out;
    EXPECT_NE(run.out.find("Different: small, row \"a third\": expected 1/3, computed 1/2."),
              std::string::npos)
        << run.out;
    EXPECT_NE(run.out.find("reconstructed  NO"), std::string::npos) << run.out;
}

TEST(Reproduce, RefusesWhatIsNoDirectoryOfModels) {
    const Scratch scratch;
    EXPECT_EQ(comity("reproduce").exit, 64);
    EXPECT_EQ(comity("reproduce " + kPapers + " --lens absolute").exit, 64);
    EXPECT_EQ(comity("reproduce " + kPapers + " --set k=1").exit, 64);
    const Outcome nothing = comity("reproduce " + scratch.path("missing") + " --no-archive");
    EXPECT_EQ(nothing.exit, 66);
    EXPECT_NE(nothing.err.find("no such directory"), std::string::npos) << nothing.err;
    const std::string file = scratch.write("a/model.toml", kModel);
    const Outcome one = comity("reproduce " + file + " --no-archive");
    EXPECT_EQ(one.exit, 64);
    EXPECT_NE(one.err.find("compare --expect"), std::string::npos) << one.err;
    const Outcome empty = comity("reproduce " + scratch.path("a") + " --no-archive");
    EXPECT_EQ(empty.exit, 66);
    EXPECT_EQ(empty.out, "");
    EXPECT_NE(empty.err.find("no model with [[expect]]"), std::string::npos) << empty.err;
    scratch.write("b/model.toml", kModel + kRow);
    EXPECT_EQ(comity("reproduce " + scratch.path("b") + " -o " + file).exit, 73);
}

TEST(Reproduce, ReportsTheMistakesOfEveryModelAndPrintsNothing) {
    const Scratch scratch;
    scratch.write("a/one.toml", kModel + kRow + "speling = 1\n");
    scratch.write("a/two.toml", kModel + kRow);
    scratch.write("b/three.toml", kModel + kRow.substr(0, kRow.find("lens")) + "lens = \"realist\"\n" +
                                      kRow.substr(kRow.find("value")));
    scratch.write("b/four.toml", "no toml\n");
    const Outcome run = comity("reproduce " + scratch.path() + " --no-archive");
    EXPECT_EQ(run.exit, 65);
    EXPECT_EQ(run.out, "");
    for (const std::string part :
         {"one.toml:24:1: error: the expectation 'half' has an unknown key 'speling'",
          "three.toml:20:8: error: there is no lens 'realist'", "four.toml:1:"}) {
        EXPECT_NE(run.err.find(part), std::string::npos) << part << "\n" << run.err;
    }
}

TEST(Reproduce, NamesWhatItPassesOver) {
    const Scratch scratch;
    scratch.write("a/one.toml", kModel + kRow);
    scratch.write("a/data.toml", "format = 1\nactors = [\"A\", \"B\"]\n");
    scratch.write("a/plain.toml", kModel);
    scratch.write("a/notes.md", "[[expect]]\n");
    const Outcome run = comity("reproduce " + scratch.path() + " --no-archive");
    EXPECT_EQ(run.exit, 0) << run.err;
    EXPECT_NE(run.err.find("no [[expect]] in " + scratch.path("a/data.toml")), std::string::npos) << run.err;
    EXPECT_NE(run.err.find("no [[expect]] in " + scratch.path("a/plain.toml")), std::string::npos) << run.err;
    EXPECT_EQ(run.err.find("notes"), std::string::npos) << run.err;
    EXPECT_EQ(comity("reproduce " + scratch.path() + " --no-archive -q").err, "");
}

TEST(Reproduce, SortsByPathAndHasOneTableASource) {
    const Scratch scratch;
    scratch.write("b/z.toml", kModel + kRow);
    scratch.write("b/a.toml", kModel + kRow);
    scratch.write("a/x.toml", kModel + kRow);
    const std::string out = comity("reproduce " + scratch.path() + " --no-archive").out;
    EXPECT_NE(out.find("2 sources, 3 rows: 3 as expected (3 derived), none different."), std::string::npos)
        << out;
    EXPECT_TRUE(out.starts_with("a\n")) << out;
    EXPECT_LT(out.find("\nb\n"), out.find("\n  a: "));
    EXPECT_LT(out.find("\n  a: "), out.find("\n  z: "));
}

TEST(Reproduce, WritesOneArchiveAModelTheSameBytesEveryTime) {
    const Scratch scratch;
    scratch.write("in/a/one.toml", kModel + kRow);
    const std::string command = "reproduce " + scratch.path("in") + " -o " + scratch.path("out");
    ASSERT_EQ(comity(command).exit, 0);
    const auto names = archives_in(scratch.path("out"));
    ASSERT_EQ(names.size(), 1u);
    const std::string name = *names.begin();
    EXPECT_TRUE(name.starts_with("small-reproduce-")) << name;
    EXPECT_TRUE(fs::exists(scratch.path("out/" + name.substr(0, name.size() - 7) + ".run.json")));
    const std::string bytes = slurp(scratch.path("out/" + name));
    ASSERT_EQ(comity(command + " --jobs 2").exit, 0);
    EXPECT_EQ(archives_in(scratch.path("out")), names);
    EXPECT_EQ(slurp(scratch.path("out/" + name)), bytes);
    // What is expected is part of this question.
    scratch.write("in/a/one.toml", kModel + kRow + kWrongRow);
    ASSERT_EQ(comity(command).exit, 1);
    EXPECT_EQ(archives_in(scratch.path("out")).size(), 2u);
}

TEST(Reproduce, AnArchiveOfItIsComparedWithAnother) {
    const Scratch scratch;
    for (const std::string& row : {kRow, kWrongRow}) {
        const std::string folder = row == kRow ? "x" : "y";
        scratch.write("in/" + folder + "/m.toml", kModel + row);
        comity("reproduce " + scratch.path("in/" + folder) + " -o " + scratch.path("out" + folder));
    }
    const std::string a = scratch.path("outx/") + *archives_in(scratch.path("outx")).begin(),
                      b = scratch.path("outy/") + *archives_in(scratch.path("outy")).begin();
    const Outcome run = comity("compare " + a + " " + b);
    EXPECT_EQ(run.exit, 0) << run.err;
    EXPECT_NE(run.out.find("1/2, but expected 1/3"), std::string::npos) << run.out;
}

TEST(Reproduce, AnswersOfOtherCommandsDoNotDependOnWhatIsExpected) {
    const Scratch scratch;
    for (const std::string& row : {std::string(), kRow}) {
        const std::string file = scratch.write(row.empty() ? "a.toml" : "b.toml", kModel + row);
        ASSERT_EQ(comity("threshold " + file + " -o " + scratch.path("out")).exit, 0);
    }
    EXPECT_EQ(archives_in(scratch.path("out")).size(), 1u);
}

TEST(Reproduce, ATimeLimitLeavesRowsUndecided) {
    const Outcome run = comity("reproduce " + kPapers + " --no-archive --time-limit 1e-9");
    EXPECT_EQ(run.exit, 2);
    EXPECT_NE(run.out.find("undecided at the limit"), std::string::npos);
}

TEST(Expect, ChecksModelsOneByOne) {
    const Outcome run = comity("compare - --expect --no-archive", kModel + kRow + kWrongRow);
    EXPECT_EQ(run.exit, 1);
    EXPECT_NE(run.out.find("A small model\n"), std::string::npos) << run.out;
    EXPECT_NE(run.out.find("Different: small, row \"a third\""), std::string::npos) << run.out;
    EXPECT_EQ(comity("compare - --expect --no-archive", kModel + kRow).exit, 0);
    const Outcome nothing = comity("compare - --expect --no-archive", kModel);
    EXPECT_EQ(nothing.exit, 64);
    EXPECT_EQ(nothing.out, "");
    EXPECT_NE(nothing.err.find("has no [[expect]]"), std::string::npos) << nothing.err;
}

TEST(Expect, GoesWithNothingThatMovesTheQuestion) {
    for (const std::string option :
         {"--lens absolute", "--set k=1", "--delta 1/2", "--target full", "--punishment grim"}) {
        const Outcome run = comity("compare - --expect --no-archive " + option, kModel + kRow);
        EXPECT_EQ(run.exit, 64) << option;
        EXPECT_NE(run.err.find(option.substr(0, option.find(' '))), std::string::npos) << run.err;
    }
    EXPECT_EQ(comity("threshold - --expect --no-archive", kModel + kRow).exit, 64);
}

TEST(Expect, JsonAndCsvSayEverything) {
    const Outcome json = comity("compare - --expect --no-archive --format json", kModel + kRow + kWrongRow);
    EXPECT_EQ(json.exit, 1);
    const Json rows = Json::parse(json.out)["findings"];
    ASSERT_EQ(rows.size(), 2u);
    EXPECT_EQ(rows[0]["kind"], "expectation");
    EXPECT_EQ(rows[0]["name"], "half");
    EXPECT_EQ(rows[0]["expected"], "1/2");
    EXPECT_EQ(rows[0]["computed"], "1/2");
    EXPECT_EQ(rows[0]["agrees"], true);
    EXPECT_EQ(rows[0]["status"], "solved");
    EXPECT_EQ(rows[0]["standing"], "derived");
    EXPECT_EQ(rows[0]["tolerance"], "0");
    EXPECT_EQ(rows[0]["where"], "(T - R)/(T - P)");
    EXPECT_EQ(rows[0]["answer"]["kind"], "threshold");
    EXPECT_EQ(rows[0]["answer"]["value"], "1/2");
    EXPECT_EQ(rows[1]["agrees"], false);
    EXPECT_EQ(rows[1]["standing"], "reconstructed");
    const Outcome csv = comity("compare - --expect --no-archive --format csv", kModel + kRow + kWrongRow);
    EXPECT_EQ(csv.exit, 1);
    EXPECT_EQ(csv.out,
              "model,row,expected,computed,tolerance,standing,agrees,asked,where\n"
              "small,half,1/2,1/2,0,derived,yes,\"least delta for full, absolute\",(T - R)/(T - P)\n"
              "small,a third,1/3,1/2,0,reconstructed,no,\"least delta for full, absolute\",a mistake\n");
}

/// Words in `...` in the first column of the table that begins with `header`, in the section `heading`.
std::set<std::string> documented(const std::string& heading, const std::string& header) {
    const std::string text = slurp(COMITY_SOURCE_DIR "/docs/model-files.md");
    const std::size_t section = text.find("\n" + heading + "\n"), table = text.find(header, section);
    EXPECT_NE(table, std::string::npos);
    std::istringstream lines(text.substr(table));
    std::set<std::string> words;
    for (std::string line; std::getline(lines, line) && line.starts_with("|");) {
        std::istringstream cell(line.substr(0, line.find('|', 1)));
        std::string piece;
        for (bool inside = false; std::getline(cell, piece, '`'); inside = !inside) {
            if (inside) words.insert(piece);
        }
    }
    return words;
}

TEST(Documentation, EveryKeyOfAnExpectationIsListedAndNoOther) {
    // An unknown key far from all others makes the program list those it knows.
    const Outcome run = comity("check -", kModel + kRow + "xxxxxxxxxxxxxx = 1\n");
    const std::string before = "help: there are: ";
    const std::size_t start = run.out.find(before);
    ASSERT_NE(start, std::string::npos) << run.out;
    std::istringstream list(
        run.out.substr(start + before.size(), run.out.find('\n', start) - start - before.size()));
    std::set<std::string> known;
    for (std::string key; std::getline(list, key, ',');) known.insert(key.substr(key.find_first_not_of(' ')));
    EXPECT_EQ(documented("## expect", "| key | required"), known);
    EXPECT_EQ(documented("## expect", "| `status` | means"),
              (std::set<std::string>{"status", "\"published\"", "\"derived\"", "\"reconstructed\""}));
}

TEST(Show, TellsWhatAModelExpects) {
    const Outcome run = comity("show -", kModel + kRow);
    EXPECT_EQ(run.exit, 0) << run.err;
    EXPECT_NE(run.out.find("  half: threshold of delta, full, absolute, is 1/2: derived; (T - R)/(T - P)\n"),
              std::string::npos)
        << run.out;
    EXPECT_EQ(comity("show -", kModel).out.find("Expectations"), std::string::npos);
}

TEST(Check, FindsMistakesOfMeaningInExpectations) {
    const Outcome run = comity("check -", kModel + kRow.substr(0, kRow.find("lens")) +
                                              "lens = \"absolut\"\n" + kRow.substr(kRow.find("value")));
    EXPECT_EQ(run.exit, 1);
    EXPECT_NE(run.out.find("standard input:20:8: error: there is no lens 'absolut'"), std::string::npos)
        << run.out;
    EXPECT_NE(run.out.find("did you mean 'absolute'?"), std::string::npos) << run.out;
    EXPECT_EQ(comity("check -", kModel + kRow).exit, 0);
}

}  // namespace
}  // namespace comity::test
