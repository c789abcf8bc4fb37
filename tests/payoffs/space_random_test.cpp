// The solver for three and more actors against the oracle on random games: plain, with constraints, with
// floors, with phases, with δ of each actor's own. The target `space_long_test` asks all of them.

#include "support/space_random.hpp"

namespace comity::test {
namespace {

TEST(RandomSpaces, AgreeWithTheOracle) {
    // 13 shares no factor with the number of kinds: all of them are asked.
    compare_space(13);
}

}  // namespace
}  // namespace comity::test
