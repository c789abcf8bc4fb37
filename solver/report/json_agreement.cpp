#include <nlohmann/json.hpp>

#include "comity/report/report.hpp"
#include "json_parts.hpp"

namespace comity {

using Json = nlohmann::ordered_json;

std::vector<Json> json_agreement(const AgreementFinding& finding, const Model& model, const GameForm& form) {
    const bool listing = finding.objectives.front() == Objective::maximal;
    Json objectives = Json::array(), actors = Json::array(), threats = Json::array(),
         releases = Json::array();
    for (const Objective each : finding.objectives) objectives.push_back(to_string(each));
    for (const ActorId actor : finding.binding_actors) actors.push_back(form.actors()[actor.index].code);
    for (const auto& row : finding.threats) threats.push_back(json_numbers(row));
    for (const auto& each : finding.releases)
        releases.push_back(
            {{"without", constraint_names(each.constraints, model)}, {"values", json_numbers(each.values)}});
    const auto one = [&](const AgreementFinding::Agreement* agreement) {
        Json out{
            {"kind", "agreement"},
            {"model", 0},
            {"lens", finding.lens},
            {"status", to_string(finding.status)},
            {"delta", json_delta(finding.delta)},
            {"punishment", to_string(finding.punishment)},
            {"linkage", to_string(finding.linkage)},
            {"objective", objectives.size() == 1 ? objectives.front() : objectives},
            {"optimal",
             agreement != nullptr && (listing || finding.status == AgreementFinding::Status::solved)},
            {"actions", agreement == nullptr ? Json(nullptr) : Json(agreement->actions)},
            {"values", json_numbers(finding.values)},
            {"bound", finding.bound ? Json(to_string(*finding.bound)) : Json(nullptr)},
            {"utilities", agreement == nullptr ? Json(nullptr) : json_numbers(agreement->utilities)},
            {"gains", agreement == nullptr ? Json(nullptr) : json_numbers(agreement->gains)},
            {"threats", threats},
            {"binding",
             {{"actors", actors}, {"constraints", constraint_names(finding.binding_constraints, model)}}}};
        if (!releases.empty()) out["without"] = releases;
        if (listing) out["all_listed"] = finding.all_listed;
        if (!finding.note.empty()) out["note"] = finding.note;
        return out;
    };
    std::vector<Json> result;
    for (const auto& agreement : finding.agreements) result.push_back(one(&agreement));
    if (result.empty()) result.push_back(one(nullptr));
    return result;
}

}  // namespace comity
