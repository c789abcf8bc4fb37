#pragma once
/// From levels that a walk came to, to a proof of them by a few uses of the contraction rule [F4.4].

#include "comity/certificate/payoff_proof.hpp"
#include "level_walk.hpp"

namespace comity {

struct LevelProofOptions {
    /// Rows whose levels are to be proved; others only as far as these need them, but for the axes.
    std::vector<std::size_t> wanted;
    /// The axes as well only as far as they are needed.
    bool only_wanted = false;
    /// How far levels are moved outward before they are proved, in units of payoff ranges.
    double spare = 3e-9;
    /// Also show which profiles are never played.
    bool rays_at_end = true;
    StopToken stop = {};
};

/// Worth nothing until check_outer has seen it.
struct LevelProof {
    OuterProof<Rational> proof;
    bool reached = true;  ///< false where the way to the levels was not found: as far as it came
};

LevelProof prove_levels(const GameForm& form, const VectorGame& game, const RowList& rows, LevelWalk& walk,
                        const LevelProofOptions& options);

}  // namespace comity
