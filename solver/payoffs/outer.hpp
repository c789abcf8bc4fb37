#pragma once
/// Proofs from without: levels in fixed directions that close in on V* [F4.4].
///
/// The search runs in floating point: from the box of payoffs it applies the bound map until one use of the
/// contraction rule reaches the goal, then makes the way there short by the same rule. What it returns is
/// exact, and worth nothing until check_outer has seen it.

#include "comity/certificate/payoff_proof.hpp"
#include "comity/text/progress.hpp"
#include "directions.hpp"

namespace comity {

/// Where a proof is to arrive.
struct OuterGoal {
    /// [set · directions + direction], in the units of the floating game; nothing for "V_0(x0) is empty".
    std::vector<double> levels;
    /// The same exactly, where that is known; else the goal is rounded outward.
    std::vector<Rational> exact;
    /// How far requirements were loosened to find the levels: what is closer to its level than this may be
    /// moved above it by rounding.
    double loosened = 0;
};

struct OuterOptions {
    std::size_t limit = 4000;  ///< uses of the bound map
    StopToken stop = {};
    /// Also rule out profiles at the goal itself: what is never played.
    bool rays_at_goal = false;
    /// Where the goal is not reached: a proof of the lowest levels that were.
    bool best_effort = false;
};

/// A proof that arrives at the goal, if there is one, and where the walk came to.
struct OuterSearch {
    std::optional<OuterProof<Rational>> proof;
    bool reached = false;  ///< the goal, or that V_0(x0) is empty
    /// In the units of the floating game: [set · directions + direction].
    std::vector<double> levels;
    /// The walk came to a stop before the goal: these directions cannot tell more.
    bool stalled = false;
};

OuterSearch find_outer_proof(const GameForm& form, const Question<Rational>& question, const FloatGame& game,
                             const DirectionList& directions, const OuterGoal& goal,
                             const OuterOptions& options);

}  // namespace comity
