#pragma once
/// Agreements in words and lines [F4.6].

#include <string>

#include "comity/certificate/finding.hpp"

namespace comity {

/// "depth 17", "empty", "undecided, depth at least 17".
std::string agreement_in_short(const AgreementFinding& finding);

/// A row a state: what it does in each issue, and what that brings.
std::string agreement_table(const AgreementFinding::Agreement& agreement, const GameForm& form);

/// CSV: a line for what each state does in each issue.
std::string agreement_lines(const AgreementFinding& finding, const Model& model, const GameForm& form);

}  // namespace comity
