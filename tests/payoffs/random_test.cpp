// The solver against the oracle on more than a thousand random games.

#include "support/draw_two_actors.hpp"
#include "support/payoff_checks.hpp"

namespace comity::test {
namespace {

Tally compare(std::uint64_t first, std::uint64_t count, const DrawTraits& traits) {
    Tally tally;
    for (std::uint64_t seed = first; seed < first + count; ++seed) {
        const TwoActors g = draw_two_actors(seed, traits);
        SCOPED_TRACE("seed " + std::to_string(seed) + "\n" + g.text());
        expect_agrees(g, find_payoffs(g), tally);
        const auto* result = testing::UnitTest::GetInstance()->current_test_info()->result();
        if (result->total_part_count() > 12) break;  // a few games that fail are enough to see why
    }
    return tally;
}

/// The games are worth asking about, and the oracle had an answer to nearly all of them.
void expect_worthwhile(const Tally& tally) {
    if (testing::Test::HasFatalFailure()) return;
    const auto part = [&](std::size_t k) { return 100 * k / tally.games; };
    EXPECT_GE(part(tally.empty), 2u);
    EXPECT_LE(part(tally.empty), 90u);
    EXPECT_LE(part(tally.unsettled), 4u);
    // Solved sets whose corners the oracle found by itself.
    EXPECT_GE(100 * tally.reproduced, 40 * (tally.games - tally.empty));
}

TEST(RandomGames, PlainOnesAgreeWithTheOracle) {
    const Tally tally = compare(1000, 400, {});
    expect_worthwhile(tally);
    EXPECT_GE(tally.flat, 30u);
    EXPECT_GE(tally.exact, (tally.games - tally.empty) * 8 / 10);
}

TEST(RandomGames, OnesWithConstraintsAgreeWithTheOracle) {
    expect_worthwhile(compare(2000, 340, {.constraints = true}));
}

TEST(RandomGames, OnesWithUnequalDiscountFactorsAgreeWithTheOracle) {
    expect_worthwhile(compare(3000, 120, {.unequal = true}));
    expect_worthwhile(compare(3500, 40, {.constraints = true, .unequal = true}));
}

TEST(RandomGames, OnesWithPunishmentPhasesAgreeWithTheOracle) {
    expect_worthwhile(compare(4000, 120, {.phases = true}));
    expect_worthwhile(compare(4500, 40, {.constraints = true, .unequal = true, .phases = true}));
}

TEST(RandomGames, OnesWithTwoPublicStatesAgreeWithTheOracle) {
    expect_worthwhile(compare(5000, 50, {.states = 2}));
    expect_worthwhile(compare(5500, 20, {.constraints = true, .unequal = true, .phases = true, .states = 2}));
}

}  // namespace
}  // namespace comity::test
