#include <nlohmann/json.hpp>

#include "comity/report/explanations.hpp"
#include "comity/text/version.hpp"
#include "json_parts.hpp"

namespace comity {
namespace {

using Json = nlohmann::ordered_json;

Json json_way(const std::optional<ScalarFlip::Way>& way) {
    if (!way) return nullptr;
    const Bound &lo = std::min(way->here, way->there), &hi = std::max(way->here, way->there);
    const bool exact = lo == hi && lo.number().is_rational();
    return {{"value", exact ? Json(to_string(lo.number().rational())) : Json(nullptr)},
            {"bracket", {round_down(lo.number().lo()) + 0.0, round_up(hi.number().hi()) + 0.0}},
            {"closed", way->closed}};
}

Json json_flips(const Explanation& e, const Model& model) {
    Json flips = Json::array();
    for (const ScalarFlip& each : e.flips)
        flips.push_back({{"of", each.of},
                         {"now", to_string(each.now)},
                         {"below", json_way(each.below)},
                         {"above", json_way(each.above)}});
    for (const auto& each : e.removals) flips.push_back({{"without", constraint_names(each, model)}});
    return flips;
}

const char* word(Defection::Kind kind) {
    switch (kind) {
        case Defection::Kind::departs:
            return "departs";
        case Defection::Kind::leaves:
            return "leaves";
        case Defection::Kind::no_consent:
            return "no consent";
        case Defection::Kind::refuses:
            return "refuses";
        case Defection::Kind::is_held:
            break;
    }
    return "has more";
}

const char* word(Objection::Kind kind) {
    switch (kind) {
        case Objection::Kind::departs:
            return "departs";
        case Objection::Kind::leaves:
            return "leaves";
        case Objection::Kind::no_consent:
            break;
    }
    return "no consent";
}

std::string history(const Defection& d) {
    if (d.kind == Defection::Kind::refuses) return "before anything is signed";
    std::string words = "as long as nobody has departed";
    if (d.period) words += ", in period " + std::to_string(*d.period + 1) + " of the cycle";
    return words;
}

/// One for each state that does not keep to the target, or one without a state.
void add(Json& findings, const Explanation& e, const ExplainedModel& about, std::size_t model_index) {
    const Threshold& t = e.verdict.threshold;
    const auto one = [&](const Defection* d) {
        Json out{{"kind", "explain"},
                 {"model", model_index},
                 {"lens", t.lens},
                 {"status",
                  e.complete && e.verdict.outcome != Verdict::Outcome::undecided ? "solved" : "undecided"},
                 {"delta", json_delta(e.verdict.delta)},
                 {"target", t.target.name},
                 {"punishment", t.punishment ? Json(to_string(*t.punishment)) : Json(nullptr)},
                 {"linkage", to_string(t.linkage)},
                 {"verdict", to_string(e.verdict.outcome)},
                 {"actor", d == nullptr ? Json(nullptr) : Json(about.form->actors()[d->actor.index].code)},
                 {"issue", d == nullptr || d->issue.empty() ? Json(nullptr) : Json(d->issue)},
                 {"reason", d == nullptr ? Json(nullptr) : Json(word(d->kind))},
                 {"history", d == nullptr ? Json(nullptr) : Json(history(*d))}};
        const bool departs = d != nullptr && d->kind == Defection::Kind::departs;
        out["deviation"] = departs ? Json(d->action) : Json(nullptr);
        out["today"] = departs ? Json(to_string(d->today)) : Json(nullptr);
        out["after"] = departs ? Json(to_string(d->value - d->after)) : Json(nullptr);
        out["gain"] = d == nullptr ? Json(nullptr) : Json(to_string(d->gain));
        out["forbidding"] = constraint_names(e.forbidding, *about.model);
        out["flips"] = json_flips(e, *about.model);
        findings.push_back(std::move(out));
    };
    for (const Defection& each : e.defections) one(&each);
    if (e.defections.empty()) one(nullptr);
}

Json json_objection(const Objection& o, const ExplainedModel& about) {
    Json moves = Json::array();
    for (const auto& [issue, action] : o.moves)
        moves.push_back({{"issue", about.form->issues()[issue].name}, {"action", action}});
    const bool departs = o.kind == Objection::Kind::departs;
    return {{"actor", about.form->actors()[o.actor.index].code},
            {"reason", word(o.kind)},
            {"issue", o.issue ? Json(about.form->issues()[*o.issue].name) : Json(nullptr)},
            {"constraint", departs ? Json(nullptr) : Json(constraint_names({o.constraint}, *about.model)[0])},
            {"moves", std::move(moves)},
            {"today", departs ? Json(to_string(o.today)) : Json(nullptr)},
            {"after", departs ? Json(to_string(o.after)) : Json(nullptr)},
            {"gain", to_string(o.gain)}};
}

/// One for each step, or one without a state.
void add(Json& findings, const DeeperReport& report, const ExplainedModel& about, std::size_t model_index) {
    const AgreementFinding& f = report.finding;
    const auto one = [&](const DeeperStep* step) {
        Json objectives = Json::array(), objections = Json::array(), gain = nullptr;
        for (const Objective each : f.objectives) objectives.push_back(to_string(each));
        const Objection* most = nullptr;
        for (std::size_t k = 0; step != nullptr && k < step->objections.size(); ++k) {
            const Objection& each = step->objections[k];
            objections.push_back(json_objection(each, about));
            if (most == nullptr || most->gain < each.gain) most = &each;
        }
        findings.push_back(
            {{"kind", "explain"},
             {"model", model_index},
             {"lens", f.lens},
             {"status", to_string(f.status)},
             {"delta", json_delta(f.delta)},
             {"punishment", to_string(f.punishment)},
             {"linkage", to_string(f.linkage)},
             {"objective", objectives.size() == 1 ? objectives.front() : objectives},
             {"agreed", f.agreements.empty() ? Json(nullptr) : Json(f.agreements.front().actions)},
             {"actor", step == nullptr ? Json(nullptr) : Json(about.form->actors()[step->actor.index].code)},
             {"issue", step == nullptr ? Json(nullptr) : Json(about.form->issues()[step->issue].name)},
             {"action", step == nullptr ? Json(nullptr) : Json(step->action)},
             {"history", "as long as nobody has departed from the deeper agreement"},
             {"forbidding",
              step == nullptr ? Json::array() : Json(constraint_names(step->forbidding, *about.model))},
             {"objections", std::move(objections)},
             {"gain", most == nullptr ? Json(nullptr) : Json(to_string(most->gain))},
             {"flips", Json::array()}});
    };
    for (const DeeperStep& step : report.steps) one(&step);
    if (report.steps.empty()) one(nullptr);
}

}  // namespace

std::string report_explanations_json(const std::vector<ExplainedModel>& explained) {
    Json models = Json::array(), findings = Json::array();
    for (std::size_t k = 0; k < explained.size(); ++k) {
        models.push_back(json_model(*explained[k].model, *explained[k].form, explained[k].sha256));
        for (const Explanation& each : explained[k].targets) add(findings, each, explained[k], k);
        for (const DeeperReport& each : explained[k].agreements) add(findings, each, explained[k], k);
    }
    return Json{{"comity", kVersion},
                {"schema", 1},
                {"models", std::move(models)},
                {"findings", std::move(findings)}}
               .dump(2) +
           "\n";
}

}  // namespace comity
