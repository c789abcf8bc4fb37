#pragma once
/// The largest fixed point of the operator of F4.1 for two actors, in floating point.
///
/// Repeated games with a common δ use the candidates of Abreu and Sannikov: a profile's own payoff where it
/// supports itself, else the points where a constraint binds [AbreuSannikov2014]. Everything else takes every
/// corner of the clipped continuation set.

#include "comity/payoffs/payoff_round.hpp"
#include "comity/text/progress.hpp"
#include "float_game.hpp"

namespace comity {

/// A corner of V_p(x) with what supports it.
struct Corner {
    Point2 w;
    Point2 c;                   ///< the continuation value; w itself where the profile supports itself
    std::uint32_t profile = 0;  ///< index in FloatGame::sets[set]
    unsigned binding = 0;       ///< bit i: w_i is the least that the actor must get
    bool self = false;          ///< w = u(a)
};

/// V_p(x) by set, with the threats that follow from them.
struct PayoffFamily {
    std::vector<std::vector<Corner>> sets;
    Threats threats;
    bool converged = false;
    /// The first set that became empty, if one did that matters: V_0(x0) or one that it needs.
    std::optional<std::size_t> emptied;
    std::size_t iterations = 0;

    Polygon polygon(std::size_t set) const;
};

/// How the fixed point is looked for.
struct IterationOptions {
    /// Constraints count as met when missed by this much (negative: only when exceeded by it).
    double slack = 0;
    /// Every requirement is raised by this much.
    double tighten = 0;
    /// Never shortened to what seems to be the pattern of the fixed point.
    bool plain = false;
    /// Sets that contain the fixed point, to begin with instead of all payoffs.
    const PayoffFamily* from = nullptr;
    std::size_t limit = 1000000;
    StopToken stop = {};
    PayoffRounds rounds = {};
};

/// Profiles that make corners, by set: indices in FloatGame::sets[set].
using CornerProfiles = std::vector<std::vector<std::uint32_t>>;

/// One application of the operator in full to given sets and threats. `likely`: which profiles are likely to
/// make corners, which saves time; then those that do.
std::vector<Polygon> apply_once(const FloatGame& game, const std::vector<Polygon>& sets,
                                const Threats& threats, CornerProfiles& likely);

/// Iterates from above until corners and threats stand still.
PayoffFamily iterate(const FloatGame& game, const IterationOptions& options);

}  // namespace comity
