// Whatever the solvers prove of drawn games, the checker proves again.

#include "comity/checker/checker.hpp"
#include "support/drawn_archive.hpp"

namespace comity::test {
namespace {

/// How many claims were proved; none may be refuted.
std::size_t proved_again(const Archive& archive, std::uint64_t seed) {
    const auto back = unpack(pack(archive));
    EXPECT_TRUE(back) << back.error();
    const Model model = load(archive.model_text);
    EXPECT_EQ(inconsistency(*back, model, model.form()), "");
    std::size_t proved = 0;
    for (const Claim& claim : check_archive(*back, model)) {
        EXPECT_NE(claim.result, Claim::Result::refuted) << "seed " << seed << ": " << claim.text << "\n"
                                                        << claim.why << "\n"
                                                        << archive.model_text;
        if (claim.result == Claim::Result::proved) ++proved;
    }
    return proved;
}

TEST(Checker, ProvesWhatIsProvedOfGamesWithAllLensesAndConstraints) {
    std::size_t proved = 0;
    for (std::uint64_t seed = 0; seed < 60; ++seed) proved += proved_again(drawn_plain_archive(seed), seed);
    EXPECT_GT(proved, 400u);
}

TEST(Checker, ProvesWhatIsProvedOfGamesUnderTheWorstEquilibrium) {
    std::size_t proved = 0;
    for (std::uint64_t seed = 0; seed < 3; ++seed) proved += proved_again(drawn_scalar_archive(seed), seed);
    EXPECT_GT(proved, 30u);
}

TEST(Checker, ProvesWhatIsProvedOfGamesOfThreeAndFourStates) {
    std::size_t proved = 0;
    for (std::uint64_t seed = 0; seed < 7; ++seed) proved += proved_again(drawn_space_archive(seed), seed);
    EXPECT_GT(proved, 90u);
}

}  // namespace
}  // namespace comity::test
