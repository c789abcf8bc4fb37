#pragma once
/// Agreements in words and lines [F4.6].

#include <string>

#include "comity/certificate/finding.hpp"

namespace comity {

/// "depth 17", "empty", "undecided, depth at least 17".
std::string agreement_in_short(const AgreementFinding& finding);

/// CSV: a line for what each state does in each issue.
std::string agreement_lines(const AgreementFinding& finding, const Model& model, const GameForm& form);

}  // namespace comity
