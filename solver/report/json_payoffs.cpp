#include <algorithm>

#include "comity/report/report.hpp"
#include "json_parts.hpp"

namespace comity {

using Json = nlohmann::ordered_json;

namespace {

/// The double next to the value.
double nearest(const Rational& value) {
    const double lo = round_down(value), hi = round_up(value);
    // Adding zero turns a negative zero into a plain one.
    return (value - Rational(lo) <= Rational(hi) - value ? lo : hi) + 0.0;
}

Json json_corners(const std::vector<std::vector<Rational>>& corners) {
    Json list = Json::array();
    for (const auto& corner : corners) {
        Json point = Json::array();
        for (const Rational& u : corner) point.push_back(nearest(u));
        list.push_back(std::move(point));
    }
    return list;
}

/// The corners that both polygons have: those are corners of the set itself.
Json exact_corners(const PayoffSetFinding& finding) {
    Json list = Json::array();
    for (const auto& corner : finding.outer) {
        if (std::find(finding.inner.begin(), finding.inner.end(), corner) != finding.inner.end())
            list.push_back(json_numbers(corner));
    }
    return list;
}

/// Exact where both sides say the same, else a number that nothing in the set is below.
Json json_value(const PayoffSetFinding::Enclosed& value) {
    if (value.inner == value.outer) return to_string(value.outer);
    return round_down(value.outer) + 0.0;
}

/// A direction a line; the levels are rounded outward, what is inside inward.
Json json_support(const PayoffSetFinding& finding, bool within, bool around) {
    Json list = Json::array();
    for (const auto& each : finding.support) {
        Json direction = Json::array();
        for (const Integer& entry : each.direction) direction.push_back(static_cast<std::int64_t>(entry));
        list.push_back({{"direction", std::move(direction)},
                        {"outer", around ? Json(round_up(each.level.outer) + 0.0) : Json(nullptr)},
                        {"inner", within ? Json(round_down(each.level.inner) + 0.0) : Json(nullptr)}});
    }
    return list;
}

}  // namespace

Json json_payoff_set(const PayoffSetFinding& finding, std::size_t model_index, const Model& model,
                     const GameForm& form) {
    Json out{{"kind", "payoff_set"},
             {"model", model_index},
             {"lens", finding.lens},
             {"status", to_string(finding.status)},
             {"delta", json_delta(finding.delta)},
             {"minmax", json_numbers(finding.minmax)}};
    if (finding.status == PayoffSetFinding::Status::empty) {
        out["emptied_phase"] =
            finding.emptied_phase ? Json(form.actors()[finding.emptied_phase->index].code) : Json(nullptr);
    }
    // A side that is missing has no values.
    const bool within = finding.has_inner(), around = finding.has_outer();
    Json values = Json::array(), inner = Json::array(), outer = Json::array();
    for (const auto& value : finding.least) {
        values.push_back(json_value(value));
        inner.push_back(to_string(value.inner));
        outer.push_back(to_string(value.outer));
    }
    out["punishment_values"] = around && within ? std::move(values) : Json(nullptr);
    out["punishment_bounds"] = {{"inner", within ? std::move(inner) : Json(nullptr)},
                                {"outer", around ? std::move(outer) : Json(nullptr)}};
    out["gap"] = around && within ? Json(round_up(finding.gap) + 0.0) : Json(nullptr);
    if (form.n() == 2) {
        out["vertices"] = json_corners(finding.outer);
        out["inner_vertices"] = json_corners(finding.inner);
        out["exact_vertices"] = exact_corners(finding);
    } else {
        out["support"] = json_support(finding, within, around);
    }
    Json played = Json::array(), never = Json::array();
    for (const ProfileIndex p : finding.played) played.push_back(form.profiles().decode(p));
    for (const ProfileIndex p : finding.never_played) never.push_back(form.profiles().decode(p));
    out["played"] = std::move(played);
    out["never_played"] = std::move(never);
    out["binding"] = {{"actors", Json::array()},
                      {"constraints", constraint_names(finding.binding_constraints, model)}};
    if (!finding.note.empty()) out["note"] = finding.note;
    return out;
}

}  // namespace comity
