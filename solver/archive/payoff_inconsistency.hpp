#pragma once
/// What in a proof about sets of payoffs cannot be about the model.

#include "comity/certificate/finding.hpp"

namespace comity {

/// The reason, or "".
std::string inconsistency_of(const PayoffSetFinding& finding, const Model& model, const GameForm& form);
std::string inconsistency_of(const PayoffCell& cell, const GameForm& form);

}  // namespace comity
