#pragma once
/// Equilibria through one lens: of the stage game by itself [F4.9], and what those of the repeated game pay
/// [F4.1, F4.2].

#include "comity/certificate/finding.hpp"
#include "comity/payoffs/payoff_set.hpp"
#include "comity/threshold/threshold.hpp"

namespace comity {

/// All pure equilibria and minmax values, and the constraints without which the equilibria would be others
/// [F3.5].
StageFinding find_equilibria(ThresholdSolver& solver, std::size_t lens);

/// Every payoff of a pure equilibrium with public lotteries at one vector of δ, and the constraints without
/// which the set would provably be another [F3.5]. Error (usage): not two actors.
PayoffSetFinding find_payoffs(ThresholdSolver& solver, std::size_t lens, const PayoffRequest& request);

}  // namespace comity
