#pragma once
/// Explanations as text and JSON.

#include <string>
#include <vector>

#include "comity/report/report.hpp"
#include "comity/search/deeper.hpp"
#include "comity/study/explain.hpp"

namespace comity {

/// Why an agreement goes no deeper: the agreement (none where nothing is sustained) and every step from it.
struct DeeperReport {
    AgreementFinding finding;
    std::vector<DeeperStep> steps;
};

/// What was explained about one model.
struct ExplainedModel {
    const Model* model = nullptr;
    const GameForm* form = nullptr;
    std::string sha256;
    std::vector<Explanation> targets;
    std::vector<DeeperReport> agreements;
};

/// One paragraph for each lens and target, or each lens.
std::string report_explanations(const ExplainedModel& explained);
/// `--format json`: findings of kind `explain`, one for each state that does not keep to a target, or one
/// without an actor; or one for each step.
std::string report_explanations_json(const std::vector<ExplainedModel>& explained);

}  // namespace comity
