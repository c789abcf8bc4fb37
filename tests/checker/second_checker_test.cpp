// The second checker agrees with the first, claim by claim.

#include "support/second_checker.hpp"
#include "support/archive_attack.hpp"

namespace comity::test {
namespace {

namespace fs = std::filesystem;

#ifdef COMITY_EVERY_CASE
constexpr std::uint64_t kPlain = 400, kScalar = 40, kSpace = 200, kLinked = 300;
const std::vector<std::string> kCommands{"compare ", "threshold ", "solve "};
#else
constexpr std::uint64_t kPlain = 25, kScalar = 2, kSpace = 7, kLinked = 30;
const std::vector<std::string> kCommands{"compare ", "solve "};
#endif

std::vector<std::string> archives_under(const std::string& folder) {
    std::vector<std::string> files;
    for (const auto& entry : fs::directory_iterator(folder)) {
        if (entry.path().extension() == ".comity") files.push_back(entry.path().string());
    }
    std::sort(files.begin(), files.end());
    return files;
}

TEST(SecondChecker, AgreesOnThePapers) {
    const Agreement found = agreement_on(archives_under(COMITY_SOURCE_DIR "/results/papers"));
    EXPECT_GT(found.proved, 500u);
    EXPECT_EQ(found.refuted, 0u);
}

TEST(SecondChecker, AgreesOnWhatIsSolvedOfShippedModels) {
    const Scratch scratch;
    for (const auto& entry : fs::recursive_directory_iterator(COMITY_SOURCE_DIR "/models")) {
        const std::string path = entry.path().string();
        if (entry.path().extension() != ".toml" || path.find("/papers/") != std::string::npos ||
            path.find("/data/") != std::string::npos)
            continue;
        // Too many profiles for the form in which the second checker reads a game.
        if (path.find("five-sectors") != std::string::npos) continue;
#ifndef COMITY_EVERY_CASE
        if (path.find("restraint") != std::string::npos) continue;  // thousands of profiles: seconds each
#endif
        for (const std::string& command : kCommands)
            EXPECT_EQ(comity(command + path + " -q -o " + scratch.path("out")).exit, 0) << path;
    }
    const Agreement found = agreement_on(archives_under(scratch.path("out")));
    EXPECT_GT(found.proved, 250u);
    EXPECT_EQ(found.refuted, 0u);
}

/// Archives of drawn games, as files.
std::vector<std::string> written(const Scratch& scratch, std::uint64_t count,
                                 const std::function<Archive(std::uint64_t)>& draw) {
    std::vector<std::string> files;
    for (std::uint64_t seed = 0; seed < count; ++seed)
        files.push_back(scratch.write(std::to_string(seed) + ".comity", pack(draw(seed))));
    return files;
}

TEST(SecondChecker, AgreesOnGamesWithAllLensesAndConstraints) {
    const Scratch scratch;
    const Agreement found = agreement_on(written(scratch, kPlain, drawn_plain_archive));
    EXPECT_GT(found.proved, 150u);
    EXPECT_EQ(found.refuted, 0u);
}

TEST(SecondChecker, AgreesOnGamesUnderTheWorstEquilibrium) {
    const Scratch scratch;
    const Agreement found = agreement_on(written(scratch, kScalar, drawn_scalar_archive));
    EXPECT_GT(found.proved, 10u);
    EXPECT_EQ(found.refuted, 0u);
}

TEST(SecondChecker, AgreesOnGamesOfThreeAndFourStates) {
    const Scratch scratch;
    const Agreement found = agreement_on(written(scratch, kSpace, drawn_space_archive));
    EXPECT_GT(found.proved, 13 * kSpace);
    EXPECT_EQ(found.refuted, 0u);
}

/// What is said of agreements, and with one thing changed.
TEST(SecondChecker, AgreesOnAgreements) {
    const Scratch scratch;
    std::vector<std::string> files;
    std::uint64_t seed = 200000;
    for (std::uint64_t k = 0; k < kLinked; ++k) {
        const PlainGame g = next_linked(seed, 64);
        const Archive archive = drawn_agreement_archive(g, seed);
        files.push_back(scratch.write(std::to_string(files.size()) + ".comity", pack(archive)));
        Draw draw(seed);
        for (int attack = 0; attack < 3; ++attack) {
            Archive changed = archive;
            change_one_thing(changed, draw);
            const Model model = load(changed.model_text);
            if (inconsistency(changed, model, model.form()).empty())
                files.push_back(scratch.write(std::to_string(files.size()) + ".comity", pack(changed)));
        }
    }
    const Agreement found = agreement_on(files);
    EXPECT_GT(found.proved, 20 * kLinked);
    EXPECT_GT(found.refuted, kLinked);
}

/// The findings of one drawn game said of another: what is left true by chance, and what is not.
TEST(SecondChecker, AgreesOnWhatIsRefuted) {
    const Scratch scratch;
    std::vector<std::string> files;
    std::vector<Archive> drawn;
    for (std::uint64_t seed = 0; seed < 40; ++seed) drawn.push_back(drawn_plain_archive(seed));
    for (const Archive& a : drawn) {
        for (const Archive& b : drawn) {
            Archive mixed = a;
            mixed.findings = b.findings;
            const Model model = load(mixed.model_text);
            if (a == b || !inconsistency(mixed, model, model.form()).empty()) continue;
            files.push_back(scratch.write(std::to_string(files.size()) + ".comity", pack(mixed)));
            break;
        }
    }
    const Agreement found = agreement_on(files);
    EXPECT_GT(found.refuted, 50u);
}

}  // namespace
}  // namespace comity::test
