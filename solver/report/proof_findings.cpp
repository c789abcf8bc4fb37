// All findings of an archive, with the games that they are about.

#include <algorithm>

#include "comity/model/scalars.hpp"
#include "comity/report/proofs.hpp"
#include "comity/text/version.hpp"
#include "json_parts.hpp"
#include "proof_parts.hpp"

namespace comity {
namespace {

using Json = nlohmann::ordered_json;

Json json_stage(const StageFinding& finding) {
    return {{"kind", "nash"},
            {"lens", finding.lens},
            {"equilibria", finding.equilibria},
            {"minmax", json_numbers(finding.minmax)},
            {"binding_constraints", finding.binding_constraints}};
}

Json json_points(const std::vector<std::vector<Rational>>& points) {
    Json list = Json::array();
    for (const auto& point : points) list.push_back(json_numbers(point));
    return list;
}

Json json_enclosed(const std::vector<PayoffSetFinding::Enclosed>& values) {
    Json list = Json::array();
    for (const auto& value : values)
        list.push_back({{"inner", to_string(value.inner)}, {"outer", to_string(value.outer)}});
    return list;
}

Json json_full_set(const PayoffSetFinding& finding) {
    Json worst = Json::array();
    for (const auto& each : finding.worst) worst.push_back(each.point);
    return {{"kind", "payoff_set"},
            {"lens", finding.lens},
            {"delta", json_numbers(finding.delta)},
            {"minmax", json_numbers(finding.minmax)},
            {"status", to_string(finding.status)},
            {"emptied_phase", finding.emptied_phase ? Json(finding.emptied_phase->index) : Json(nullptr)},
            {"outer", json_points(finding.outer)},
            {"inner", json_points(finding.inner)},
            {"least", json_enclosed(finding.least)},
            {"greatest", json_enclosed(finding.greatest)},
            {"worst", std::move(worst)},
            {"played", finding.played},
            {"never_played", finding.never_played},
            {"gap", to_string(finding.gap)},
            {"proof", json_payoff_proof(finding.proof)}};
}

Json json_full_verdict(const Verdict& verdict) {
    return {{"kind", "verdict"},
            {"threshold", json_full_threshold(verdict.threshold)},
            {"outcome", to_string(verdict.outcome)},
            {"delta", json_numbers(verdict.delta)},
            {"gains", json_numbers(verdict.gains)},
            {"refusing", json_indices(verdict.refusing)}};
}

Json json_utility(const Utility& utility) {
    return {{"kind", "utility"},
            {"lens", utility.lens},
            {"target", utility.target.name},
            {"profile", utility.target.profile},
            {"actor", utility.actor.index},
            {"value", to_string(utility.value)}};
}

Json json_full_agreement(const AgreementFinding& finding) {
    Json out{{"kind", "agreement"},
             {"lens", finding.lens},
             {"delta", json_numbers(finding.delta)},
             {"punishment", to_string(finding.punishment)},
             {"linkage", to_string(finding.linkage)},
             {"objectives", Json::array()},
             {"status", to_string(finding.status)},
             {"agreements", Json::array()},
             {"all_listed", finding.all_listed},
             {"values", json_numbers(finding.values)},
             {"bound", finding.bound ? Json(to_string(*finding.bound)) : Json(nullptr)},
             {"threats", json_points(finding.threats)},
             {"binding_actors", json_indices(finding.binding_actors)},
             {"binding_constraints", finding.binding_constraints},
             {"releases", Json::array()},
             {"note", finding.note}};
    for (const Objective each : finding.objectives) out["objectives"].push_back(to_string(each));
    for (const auto& agreement : finding.agreements) {
        Json holds = Json::array();
        for (const auto& list : agreement.holds) holds.push_back(json_inequalities(list));
        out["agreements"].push_back({{"actions", agreement.actions},
                                     {"utilities", json_numbers(agreement.utilities)},
                                     {"gains", json_numbers(agreement.gains)},
                                     {"holds", std::move(holds)}});
    }
    for (const auto& release : finding.releases)
        out["releases"].push_back(
            {{"constraints", release.constraints}, {"values", json_numbers(release.values)}});
    return out;
}

/// What a file expects: the question as written, and the answer.
Json json_expected(const Expectation& e) {
    Json out{{"of", e.of.text}, {"lens", e.lens.text}, {"target", e.target.text}, {"at", Json::array()}};
    for (const auto& [path, value] : e.at) out["at"].push_back({path.text, value.text});
    switch (e.question) {
        case Expectation::Question::threshold:
            out["question"] = "threshold";
            break;
        case Expectation::Question::verdict:
            out["question"] = "verdict";
            break;
        case Expectation::Question::utility:
            out["question"] = "utility";
            break;
        case Expectation::Question::corners:
            out["question"] = "corners";
            break;
        case Expectation::Question::agreement:
            out["question"] = "agreement";
            break;
    }
    if (const auto* number = std::get_if<Rational>(&e.answer)) out["number"] = to_string(*number);
    if (const auto* set = std::get_if<IntervalSet>(&e.answer)) out["set"] = json_set(*set);
    if (std::holds_alternative<Expectation::Everywhere>(e.answer)) out["everywhere"] = true;
    if (const auto* word = std::get_if<std::string>(&e.answer)) out["word"] = *word;
    if (const auto* corners = std::get_if<Expectation::Corners>(&e.answer))
        out["corners"] = json_points(*corners);
    out["tolerance"] = to_string(e.tolerance);
    out["where"] = e.where;
    out["standing"] = to_string(e.standing);
    return out;
}

class Findings {
  public:
    explicit Findings(const Model& model) : model_(model), games_(Json::array({json_game(model)})) {
        for (const Expectation& e : model.expectations) expected_[e.name] = json_expected(e);
    }

    void add(const Finding& finding) {
        Json out = std::visit([&](const auto& each) { return json(each); }, finding);
        findings_.push_back(std::move(out));
        if (const auto* t = std::get_if<Threshold>(&finding)) open(*t, model_, 0);
    }
    Json open_games() { return std::move(open_); }
    Json games() { return std::move(games_); }
    Json findings() { return std::move(findings_); }
    Json expected() { return std::move(expected_); }

  private:
    static Json json(const StageFinding& finding) { return json_stage(finding); }
    static Json json(const Threshold& finding) { return json_full_threshold(finding); }
    static Json json(const Verdict& finding) { return json_full_verdict(finding); }
    static Json json(const PayoffSetFinding& finding) { return json_full_set(finding); }
    static Json json(const AgreementFinding& finding) { return json_full_agreement(finding); }
    static Json json(const Utility& finding) { return json_utility(finding); }

    Json json(const ExpectationFinding& e) {
        Json out{{"kind", "expectation"},
                 {"name", e.name},
                 {"game", game_at(e.at)},
                 {"expected", e.expected},
                 {"computed", e.computed},
                 {"at", Json::array()},
                 {"tolerance", to_string(e.tolerance)},
                 {"where", e.where},
                 {"standing", to_string(e.standing)},
                 {"agrees", e.agrees},
                 {"decided", e.decided}};
        for (const auto& [path, value] : e.at) out["at"].push_back({path, value});
        if (const auto* t = std::get_if<Threshold>(&e.answer)) open(*t, model_at(e.at), out["game"]);
        out["answer"] = std::visit([&](const auto& answer) { return json(answer); }, e.answer);
        return out;
    }

    /// The index of the game at an expectation's own values.
    std::size_t game_at(const std::vector<std::pair<std::string, std::string>>& values) {
        if (values.empty()) return 0;
        const auto known = std::find(at_.begin(), at_.end(), values);
        if (known == at_.end()) {
            games_.push_back(json_game(model_at(values)));
            at_.push_back(values);
            return at_.size();
        }
        return static_cast<std::size_t>(known - at_.begin()) + 1;
    }

    Model model_at(const std::vector<std::pair<std::string, std::string>>& values) const {
        Model model = model_;
        for (const auto& [path, value] : values) assign(model, path, value);
        return model;
    }

    /// The game as a function of what a threshold asks about, where that is not δ; once for each range.
    void open(const Threshold& t, const Model& model, std::size_t game) {
        for (const Threshold& each : t.pooled) open(each, model, game);
        if (t.of.empty() || t.is_delta()) return;
        Json out{{"game", game}, {"of", t.of}, {"lens", t.lens}, {"domain", json_interval(t.domain)}};
        const bool known = std::any_of(open_.begin(), open_.end(), [&](const Json& each) {
            return std::all_of(out.items().begin(), out.items().end(),
                               [&](const auto& item) { return each[item.key()] == item.value(); });
        });
        if (known) return;
        try {
            out["parts"] = json_open_game(model, t.lens, parse_path(model, t.of), t.domain);
        } catch (const Error&) {
            out["parts"] = nullptr;  // an archive may ask about what its model does not have
        }
        open_.push_back(std::move(out));
    }

    const Model& model_;
    Json open_ = Json::array();
    Json games_, findings_ = Json::array(), expected_ = Json::object();
    std::vector<std::vector<std::pair<std::string, std::string>>> at_;
};

}  // namespace

std::string report_proofs(const ModelReport& report, const std::string& command) {
    Findings all(*report.model);
    for (const Finding& finding : report.findings) all.add(finding);
    Json settings = Json::array();
    for (const auto& [key, value] : report.settings) settings.push_back({key, value});
    return Json{{"comity", kVersion},
                {"schema", 1},
                {"model", report.model->name},
                {"sha256", report.sha256},
                {"command", command.empty() ? Json(nullptr) : Json(command)},
                {"settings", std::move(settings)},
                {"expected", all.expected()},
                {"games", all.games()},
                {"open_games", all.open_games()},
                {"findings", all.findings()}}
               .dump() +
           "\n";
}

}  // namespace comity
