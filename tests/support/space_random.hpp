#pragma once
/// Random games of three actors, the library against the oracle: some by default, all of them on demand.

#include "support/draw_many_actors.hpp"
#include "support/space_checks.hpp"

namespace comity::test {

inline constexpr std::uint64_t kSpaceGames = 300;

/// Every `stride`-th of the games.
inline void compare_space(std::uint64_t stride) {
    SpaceTally tally;
    for (std::uint64_t seed = 0; seed < kSpaceGames; seed += stride) {
        const ManyActors g = any_three_actors(seed);
        SCOPED_TRACE("seed " + std::to_string(seed) + "\n" + g.text());
        expect_agrees(g, find_space(g), tally);
        const auto* result = testing::UnitTest::GetInstance()->current_test_info()->result();
        if (result->total_part_count() > 8) return;  // a few games that fail are enough to see why
    }
    // Where points hold each other only just, going round in a circle, nothing proves them to be inside.
    EXPECT_LE(5 * tally.undecided, tally.games) << tally.undecided << " left open";
    EXPECT_GE(10 * tally.empty, tally.games);
    EXPECT_LE(2 * tally.empty, tally.games);
    // Of every second set that is not empty the oracle proved a part.
    EXPECT_GE(2 * tally.inside, tally.games - tally.empty);
}

}  // namespace comity::test
