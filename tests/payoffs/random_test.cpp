// The solver against the oracle on more than a thousand random games.

#include "support/draw_two_actors.hpp"
#include "support/payoff_checks.hpp"

namespace comity::test {
namespace {

void compare(Tally& tally, std::uint64_t first, std::uint64_t count, const DrawTraits& traits) {
    for (std::uint64_t seed = first; seed < first + count; ++seed) {
        const TwoActors g = draw_two_actors(seed, traits);
        SCOPED_TRACE("seed " + std::to_string(seed) + "\n" + g.text());
        expect_agrees(g, find_payoffs(g), tally);
        const auto* result = testing::UnitTest::GetInstance()->current_test_info()->result();
        if (result->total_part_count() > 12) break;  // a few games that fail are enough to see why
    }
}

/// The games are worth asking about; the oracle had an answer to nearly all of them, and the library to all
/// but one in fifty. What it said is never wrong.
void expect_worthwhile(const Tally& tally) {
    if (testing::Test::HasFatalFailure()) return;
    const auto part = [&](std::size_t k) { return 100 * k / tally.games; };
    EXPECT_GE(part(tally.empty), 2u);
    EXPECT_LE(part(tally.empty), 90u);
    EXPECT_LE(part(tally.unsettled), 4u);
    EXPECT_LE(50 * tally.undecided, tally.games) << tally.undecided << " left open";
    // Solved sets whose corners the oracle found by itself.
    EXPECT_GE(100 * tally.reproduced, 40 * (tally.games - tally.empty));
}

TEST(RandomGames, PlainOnesAgreeWithTheOracle) {
    Tally tally;
    compare(tally, 1000, 400, {});
    expect_worthwhile(tally);
    EXPECT_EQ(tally.undecided, 0u);
    EXPECT_GE(tally.flat, 30u);
    EXPECT_GE(tally.exact, (tally.games - tally.empty) * 8 / 10);
}

TEST(RandomGames, OnesWithConstraintsAgreeWithTheOracle) {
    Tally tally;
    compare(tally, 2000, 340, {.constraints = true});
    expect_worthwhile(tally);
    EXPECT_EQ(tally.undecided, 0u);
}

TEST(RandomGames, OnesWithUnequalDiscountFactorsAgreeWithTheOracle) {
    Tally tally;
    compare(tally, 3000, 120, {.unequal = true});
    compare(tally, 3500, 40, {.constraints = true, .unequal = true});
    expect_worthwhile(tally);
}

TEST(RandomGames, OnesWithPunishmentPhasesAgreeWithTheOracle) {
    Tally tally;
    compare(tally, 4000, 120, {.phases = true});
    compare(tally, 4500, 40, {.constraints = true, .unequal = true, .phases = true});
    expect_worthwhile(tally);
}

TEST(RandomGames, OnesWithTwoPublicStatesAgreeWithTheOracle) {
    Tally tally;
    compare(tally, 5000, 50, {.states = 2});
    compare(tally, 5500, 20, {.constraints = true, .unequal = true, .phases = true, .states = 2});
    expect_worthwhile(tally);
}

}  // namespace
}  // namespace comity::test
