#pragma once
/// Questions about targets in games of any size: where the profiles can be listed ThresholdSolver answers
/// them, with proofs; where they cannot, one profile is looked at issue by issue (search/target.hpp).

#include "comity/search/target.hpp"
#include "comity/threshold/threshold.hpp"

namespace comity {

/// Are the profiles too many to list?
bool is_large(const GameForm& form);

/// As ThresholdSolver::solve. Error (usage): of a large game something else is asked than from which common δ
/// on a profile is sustained under grim or exit.
Threshold solve_target(ThresholdSolver& solver, const ThresholdRequest& request);

/// As ThresholdSolver::acceptance.
Threshold target_acceptance(ThresholdSolver& solver, std::size_t lens, const Target& target);

}  // namespace comity
