#pragma once
/// How far a search of a payoff set is, in floating point: for people who wait, not for verdicts.

#include <cstddef>
#include <functional>

namespace comity {

struct PayoffRound {
    std::size_t round = 0;
    /// In parts of the range of payoffs. With two actors: by how much more the set is expected to shrink.
    /// With any other number: how far apart the two sides are; infinity where nothing is inside yet.
    double gap = 0;
    /// No equilibrium is now thought to give the actors more than this in sum.
    double most = 0;
};

using PayoffRounds = std::function<void(const PayoffRound&)>;

}  // namespace comity
