#pragma once
/// Parts of the JSON output that several reports share.

#include <nlohmann/json.hpp>

#include "comity/certificate/finding.hpp"
#include "comity/model/model.hpp"
#include "comity/report/report.hpp"

namespace comity {

/// The entry of one model in `models`.
nlohmann::ordered_json json_model(const Model& model, const GameForm& form, const std::string& sha256);
/// Exact numbers as strings.
nlohmann::ordered_json json_numbers(const std::vector<Rational>& values);
/// A string where δ is common, a list by actor where it is not, null where there is none.
nlohmann::ordered_json json_delta(const std::vector<Rational>& delta);
/// Findings of kind `agreement`: one, or one for each maximal agreement.
std::vector<nlohmann::ordered_json> json_agreement(const AgreementFinding& finding, const Model& model,
                                                   const GameForm& form);
/// A finding of kind `payoff_set`.
nlohmann::ordered_json json_payoff_set(const PayoffSetFinding& finding, std::size_t model_index,
                                       const Model& model, const GameForm& form);
/// What a comparison holds beyond its verdicts: appended to "findings", "disagreements" and "propositions".
void add_compared(const ModelReport& report, std::size_t model_index, nlohmann::ordered_json& findings,
                  nlohmann::ordered_json& disagreed, nlohmann::ordered_json& weighed);

}  // namespace comity
