#pragma once
/// The stage game by itself through one lens [F4.9].

#include "comity/certificate/finding.hpp"
#include "comity/threshold/threshold.hpp"

namespace comity {

/// All pure equilibria and minmax values, and the constraints without which the equilibria would be others
/// [F3.5].
StageFinding find_equilibria(ThresholdSolver& solver, std::size_t lens);

}  // namespace comity
