// One transcript per shipped model: what `check`, `compare` and `threshold` print of it. tools/approve renews
// them; a change of any verdict, number or word is seen in review.

#include <algorithm>

#include "support/program.hpp"

namespace comity::test {
namespace {

namespace fs = std::filesystem;

std::vector<std::string> shipped_models() {
    std::vector<std::string> models;
    for (const auto& entry : fs::recursive_directory_iterator(COMITY_SOURCE_DIR "/models")) {
        // What papers' models say is in one transcript of `reproduce` (reproduce_test.cpp).
        const bool paper = entry.path().string().find("/models/papers/") != std::string::npos;
        const bool data = entry.path().parent_path().filename() == "data";
        if (entry.path().extension() == ".toml" && !data && !paper) {
            models.push_back(fs::relative(entry.path(), COMITY_SOURCE_DIR).string());
        }
    }
    std::sort(models.begin(), models.end());
    return models;
}

/// What takes long: four depths in five sectors are checked only; worst equilibria among thousands of
/// profiles are looked for once.
std::vector<std::string> commands_for(const std::string& model) {
    if (model.find("deep") != std::string::npos) return {"check"};
    if (model.find("restraint") != std::string::npos)
        return {"check", "compare --no-archive", "threshold --punishment grim --no-archive --format csv"};
    return {"check", "compare --no-archive", "threshold --no-archive --format csv"};
}

std::string golden_of(const std::string& model) {
    std::string name = model.substr(std::string("models/").size());
    std::replace(name.begin(), name.end(), '/', '-');
    return COMITY_SOURCE_DIR "/tests/golden/" + name.substr(0, name.size() - 5) + ".txt";
}

/// The same commands as in tools/approve.
std::string transcript(const std::string& model) {
    std::string text;
    for (const std::string& command : commands_for(model)) {
        const std::string verb = command.substr(0, command.find(' ')), rest = command.substr(verb.size());
        const Outcome run = comity(verb + " " + model + rest);
        EXPECT_EQ(run.exit, 0) << model << " " << command << "\n" << run.err;
        EXPECT_EQ(run.err, "");
        text += "$ comity " + verb + " " + model + rest + "\n" + run.out + "\n";
    }
    return text;
}

class Golden : public testing::TestWithParam<std::string> {};

TEST_P(Golden, TranscriptIsAsApproved) {
    EXPECT_EQ(transcript(GetParam()), slurp(golden_of(GetParam())))
        << "if the change is meant: tools/approve, and look at the difference";
}

TEST_P(Golden, NoLineOfTheComparisonIsWiderThanAPage) {
    std::istringstream lines(slurp(golden_of(GetParam())));
    bool compared = false;
    for (std::string line; std::getline(lines, line);) {
        if (line.starts_with("$ ")) compared = line.starts_with("$ comity compare");
        if (compared) {
            EXPECT_LE(line.size(), 100u) << line;
        }
    }
}

INSTANTIATE_TEST_SUITE_P(Models, Golden, testing::ValuesIn(shipped_models()), [](const auto& parameter) {
    std::string name = parameter.param;
    std::replace_if(
        name.begin(), name.end(), [](char c) { return std::isalnum(static_cast<unsigned char>(c)) == 0; },
        '_');
    return name;
});

}  // namespace
}  // namespace comity::test
