#pragma once
/// The deepest agreement through one lens, and what the constraints of a model have to do with it [F4.6,
/// F3.5].

#include "comity/search/agreement.hpp"
#include "comity/threshold/threshold.hpp"

namespace comity {

/// The agreement, the constraints without which it would be worth another amount, and what it would be worth
/// then; where no single one matters, the pairs that do. Error (usage): see why_no_agreement.
AgreementFinding study_agreement(ThresholdSolver& solver, std::size_t lens, const AgreementRequest& request);

}  // namespace comity
