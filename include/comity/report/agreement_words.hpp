#pragma once
/// Agreements in words and lines [F4.6].

#include <string>

#include "comity/certificate/finding.hpp"
#include "comity/report/report.hpp"

namespace comity {

/// "total depth", "total material gain", ...
std::string objective_words(Objective objective);

/// "depth 17", "empty", "undecided, depth at least 17".
std::string agreement_in_short(const AgreementFinding& finding);

/// A row a state: what it does in each issue, and what that brings.
std::string agreement_table(const AgreementFinding::Agreement& agreement, const GameForm& form);

/// CSV: the columns of agreements, and a line for what each state does in each issue.
std::vector<std::string> agreement_columns();
/// `bindings`: it is known who binds.
std::string agreement_lines(const AgreementFinding& finding, const Model& model, const GameForm& form,
                            bool bindings = true);
/// CSV of what a comparison holds beyond its verdicts; `header`: the columns of the last line before, and
/// after.
std::string compared_lines(const ModelReport& report, std::string& header);

}  // namespace comity
