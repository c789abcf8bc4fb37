#include "comity/model/target.hpp"

namespace comity {

std::vector<ProfileIndex> played(const Target& target) {
    if (target.test == TargetTest::set) return {};
    return target.test == TargetTest::cycle ? target.cycle : std::vector<ProfileIndex>{target.profile};
}

bool is_about_payoffs(const Target& target) {
    return target.test == TargetTest::payoff || target.test == TargetTest::set;
}

}  // namespace comity
