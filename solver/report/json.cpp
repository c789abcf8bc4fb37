#include <algorithm>
#include <nlohmann/json.hpp>

#include "comity/certificate/brackets.hpp"
#include "comity/report/report.hpp"
#include "comity/study/differences.hpp"
#include "comity/text/version.hpp"
#include "json_parts.hpp"

namespace comity {

using Json = nlohmann::ordered_json;

Json json_model(const Model& model, const GameForm& form, const std::string& sha256) {
    Json actors = Json::array(), names = Json::array(), issues = Json::array(), actions = Json::array();
    for (std::size_t i = 0; i < form.n(); ++i) {
        actors.push_back(form.actors()[i].code);
        names.push_back(form.actors()[i].name);
        Json labels = Json::array();
        for (std::size_t a = 0; a < form.profiles().actions(i); ++a)
            labels.push_back(form.action_label(ActorId{i}, a));
        actions.push_back(std::move(labels));
    }
    for (const Issue& issue : form.issues()) issues.push_back(issue.name);
    return {{"name", model.name}, {"actors", actors},   {"actor_names", names},
            {"issues", issues},   {"actions", actions}, {"sha256", sha256}};
}

Json json_numbers(const std::vector<Rational>& values) {
    Json list = Json::array();
    for (const Rational& value : values) list.push_back(to_string(value));
    return list;
}

Json json_delta(const std::vector<Rational>& delta) {
    for (const Rational& each : delta) {
        if (each != delta.front()) return json_numbers(delta);
    }
    return delta.empty() ? Json(nullptr) : Json(to_string(delta.front()));
}

namespace {

Json actor_codes(const std::vector<ActorId>& actors, const GameForm& form) {
    Json list = Json::array();
    for (const ActorId actor : actors) list.push_back(form.actors()[actor.index].code);
    return list;
}

/// An end of an interval, known from two sides: a string if exact, "inf", or [lo, hi] rounded outward.
Json json_end(const Bound& outer, const Bound& inner) {
    if (!(outer == inner) && outer.is_finite() && inner.is_finite()) {
        const AlgebraicNumber &lo = std::min(outer, inner).number(), &hi = std::max(outer, inner).number();
        return Json::array({round_down(lo.lo()) + 0.0, round_up(hi.hi()) + 0.0});
    }
    const Bound& bound = inner;
    if (!bound.is_finite()) return bound.is_plus_infinity() ? "inf" : "-inf";
    const AlgebraicNumber& x = bound.number();
    if (x.is_rational()) return to_string(x.rational());
    return Json::array({round_down(x.lo()), round_up(x.hi())});
}

Json json_bracket(const Threshold& t) {
    if (!t.decided) return nullptr;
    // Adding zero turns a negative zero into a plain one.
    if (t.value) return Json::array({round_down(t.value->lo()) + 0.0, round_up(t.value->hi()) + 0.0});
    if (t.is_delta() && !is_exact(t)) {
        const auto around = least_between(t);
        if (!around) return nullptr;
        return Json::array({round_down(around->first.lo()) + 0.0, round_up(around->second.hi()) + 0.0});
    }
    if (t.is_delta() && t.is_empty()) return Json::array({1, 1});
    return nullptr;
}

Json json_interval(const BracketedInterval& piece) {
    return {{"lo", json_end(piece.outer.lo, piece.inner.lo)},
            {"hi", json_end(piece.outer.hi, piece.inner.hi)},
            {"lo_closed", piece.inner.lo_closed},
            {"hi_closed", piece.inner.hi_closed}};
}

const char* status_of(const Threshold& t) {
    if (!t.decided) return "undecided";
    if (!t.is_empty()) return "solved";
    return is_exact(t) ? "empty" : "undecided";
}

Json json_threshold(const Threshold& t, std::size_t model_index, const Model& model, const GameForm& form) {
    Json out;
    out["kind"] = "threshold";
    out["model"] = model_index;
    out["lens"] = t.lens;
    out["status"] = status_of(t);
    if (t.of.empty()) {
        out["of"] = nullptr;
    } else {
        out["of"] = t.of;
    }
    out["target"] = t.target.name;
    if (t.punishment) {
        out["punishment"] = to_string(*t.punishment);
    } else {
        out["punishment"] = nullptr;
    }
    if (t.value && t.value->is_rational()) {
        out["value"] = to_string(t.value->rational());
    } else {
        out["value"] = nullptr;
    }
    out["bracket"] = json_bracket(t);
    if (t.decided && !t.of.empty() &&
        !(is_exact(t) ? t.is_delta() && t.is_up_set() : is_bracketed_up_set(t))) {
        const Brackets sides = brackets(t);
        Json intervals = Json::array(), open = Json::array();
        for (const BracketedInterval& piece : sides.sustained) intervals.push_back(json_interval(piece));
        for (const Interval& piece : sides.undecided) open.push_back(json_interval({piece, piece}));
        out["intervals"] = std::move(intervals);
        if (!open.empty()) out["undecided"] = std::move(open);
    }
    out["binding"] = {{"actors", actor_codes(t.binding_actors, form)},
                      {"constraints", constraint_names(t.binding_constraints, model)}};
    if (!t.note.empty()) out["note"] = t.note;
    if (t.linkage == Linkage::pooled) return out;
    // Issues played apart [F3.3]: which one this is about, or what pooling all would give.
    out["linkage"] = to_string(t.linkage);
    out["issue"] = t.issue.empty() ? Json(nullptr) : Json(t.issue);
    if (!t.pooled.empty()) out["pooled"] = json_threshold(t.pooled.front(), model_index, model, form);
    return out;
}

Json json_finding(const Finding& finding, std::size_t model_index, const Model& model, const GameForm& form);

Json json_answer(const ExpectationFinding& e, std::size_t model_index, const Model& model,
                 const GameForm& form) {
    if (const auto* utility = std::get_if<Utility>(&e.answer)) {
        return {{"kind", "utility"},
                {"model", model_index},
                {"lens", utility->lens},
                {"status", "solved"},
                {"actor", form.actors()[utility->actor.index].code},
                {"target", utility->target.name},
                {"profile", form.profiles().decode(utility->target.profile)},
                {"value", to_string(utility->value)}};
    }
    if (const auto* set = std::get_if<PayoffSetFinding>(&e.answer))
        return json_payoff_set(*set, model_index, model, form);
    if (const auto* t = std::get_if<Threshold>(&e.answer)) return json_finding(*t, model_index, model, form);
    if (const auto* found = std::get_if<AgreementFinding>(&e.answer)) {
        Json agreement = json_agreement(*found, model, form).front();
        agreement["model"] = model_index;
        return agreement;
    }
    return json_finding(std::get<Verdict>(e.answer), model_index, model, form);
}

Json json_expectation(const ExpectationFinding& e, std::size_t model_index, const Model& model,
                      const GameForm& form) {
    Json answer = json_answer(e, model_index, model, form);
    Json at = Json::object();
    for (const auto& [path, value] : e.at) at[path] = value;
    return {{"kind", "expectation"},
            {"model", model_index},
            {"lens", answer["lens"]},
            {"status", answer["status"]},
            {"name", e.name},
            {"asked", e.asked},
            {"at", std::move(at)},
            {"expected", e.expected},
            {"computed", e.decided ? Json(e.computed) : Json(nullptr)},
            {"tolerance", to_string(e.tolerance)},
            {"agrees", e.decided ? Json(e.agrees) : Json(nullptr)},
            {"standing", to_string(e.standing)},
            {"where", e.where},
            {"answer", std::move(answer)}};
}

Json json_finding(const Finding& finding, std::size_t model_index, const Model& model, const GameForm& form) {
    if (const auto* expectation = std::get_if<ExpectationFinding>(&finding))
        return json_expectation(*expectation, model_index, model, form);
    if (const auto* set = std::get_if<PayoffSetFinding>(&finding))
        return json_payoff_set(*set, model_index, model, form);
    if (std::holds_alternative<AgreementFinding>(finding)) return {};
    if (const auto* stage = std::get_if<StageFinding>(&finding)) {
        Json equilibria = Json::array();
        for (const ProfileIndex p : stage->equilibria) equilibria.push_back(form.profiles().decode(p));
        return {{"kind", "nash"},
                {"model", model_index},
                {"lens", stage->lens},
                {"status", stage->equilibria.empty() ? "empty" : "solved"},
                {"equilibria", std::move(equilibria)},
                {"minmax", json_numbers(stage->minmax)},
                {"binding",
                 {{"actors", Json::array()},
                  {"constraints", constraint_names(stage->binding_constraints, model)}}}};
    }
    if (const auto* threshold = std::get_if<Threshold>(&finding))
        return json_threshold(*threshold, model_index, model, form);
    const auto& verdict = std::get<Verdict>(finding);
    const Threshold& t = verdict.threshold;
    Json threshold = json_threshold(t, model_index, model, form);
    const Json binding = threshold["binding"];
    return {{"kind", "verdict"},
            {"model", model_index},
            {"lens", t.lens},
            {"status", t.decided ? "solved" : "undecided"},
            {"delta", json_delta(verdict.delta)},
            {"target", t.target.name},
            {"issue", t.issue.empty() ? Json(nullptr) : Json(t.issue)},
            {"verdict", to_string(verdict.outcome)},
            {"threshold", std::move(threshold)},
            {"gains", json_numbers(verdict.gains)},
            {"refusing", actor_codes(verdict.refusing, form)},
            {"binding", binding}};
}

}  // namespace

namespace {

Json json_reports(const std::vector<ModelReport>& reports) {
    Json models = Json::array(), findings = Json::array();
    for (std::size_t k = 0; k < reports.size(); ++k) {
        models.push_back(json_model(*reports[k].model, *reports[k].form, reports[k].sha256));
        for (std::size_t f = 0; f < reports[k].findings.size(); ++f) {
            const Finding& finding = reports[k].findings[f];
            if (const auto* found = std::get_if<AgreementFinding>(&finding)) {
                for (Json& each : json_agreement(*found, *reports[k].model, *reports[k].form)) {
                    each["model"] = k;
                    findings.push_back(std::move(each));
                }
                continue;
            }
            findings.push_back(json_finding(finding, k, *reports[k].model, *reports[k].form));
            if (!reports[k].proofs.empty()) findings.back()["proof"] = reports[k].proofs.at(f);
        }
    }
    Json disagreed = Json::array(), weighed = Json::array();
    for (std::size_t k = 0; k < reports.size(); ++k) {
        if (reports[k].comparison != nullptr) add_compared(reports[k], k, findings, disagreed, weighed);
    }
    Json out{{"comity", kVersion},
             {"schema", 1},
             {"models", std::move(models)},
             {"findings", std::move(findings)}};
    if (!disagreed.empty()) out["disagreements"] = std::move(disagreed);
    if (!weighed.empty()) out["propositions"] = std::move(weighed);
    return out;
}

}  // namespace

std::string report_json(const std::vector<ModelReport>& reports) {
    return json_reports(reports).dump(2) + "\n";
}

std::string report_two_json(const ModelReport& a, const ModelReport& b) {
    Json out = json_reports({a, b});
    Json list = Json::array();
    std::vector<Difference> changed = differences(*a.model, *b.model);
    for (Difference& each : differences(a.settings, b.settings)) changed.push_back(std::move(each));
    for (const Difference& each : changed)
        list.push_back({{"section", each.section}, {"what", each.what}, {"a", each.a}, {"b", each.b}});
    out["differences"] = std::move(list);
    return out.dump(2) + "\n";
}

}  // namespace comity
