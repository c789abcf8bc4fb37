// All random games of three actors.

#include "support/space_random.hpp"

namespace comity::test {
namespace {

TEST(RandomSpaces, AllAgreeWithTheOracle) {
    compare_space(1);
}

}  // namespace
}  // namespace comity::test
