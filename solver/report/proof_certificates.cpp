// Certificates as JSON. A number is a string; a function of the open scalar that is no number is the
// coefficients above and below, from the constant term up.

#include "comity/number/interval_text.hpp"
#include "json_parts.hpp"
#include "proof_parts.hpp"

namespace comity {
namespace {

using Json = nlohmann::ordered_json;

Json json_end(const AlgebraicNumber& x) {
    if (x.is_rational()) return to_string(x.rational());
    return {{"root_of", json_numbers(x.polynomial().coefficients())},
            {"between", {to_string(x.lo()), to_string(x.hi())}}};
}
Json json_end(const Bound& bound) {
    if (bound.is_finite()) return json_end(bound.number());
    return bound.is_plus_infinity() ? "inf" : "-inf";
}
Json json_rows(const std::vector<BoundRow>& rows) {
    Json list = Json::array();
    for (const BoundRow& row : rows) list.push_back({row.row, row.against});
    return list;
}

template <class T>
Json json_inner(const InnerProof<T>& proof) {
    Json points = Json::array();
    for (const InnerPoint<T>& point : proof.points)
        points.push_back({{"set", point.set},
                          {"profile", point.profile},
                          {"weights", json_lottery(point.continuation)},
                          {"value", json_values(point.value)},
                          {"radius", json_values(point.radius)}});
    return points;
}

template <class T>
Json json_outer(const OuterProof<T>& proof) {
    Json directions = Json::array(), stages = Json::array();
    for (const auto& direction : proof.directions)
        directions.push_back(json_numbers(std::vector<Rational>(direction.begin(), direction.end())));
    for (const BoundStage<T>& stage : proof.stages) {
        Json rays = Json::array(), cells = Json::array();
        for (const BoundRay& ray : stage.rays)
            rays.push_back({{"set", ray.set}, {"profile", ray.profile}, {"rows", json_rows(ray.rows)}});
        for (const BoundCell& cell : stage.cells)
            cells.push_back({{"set", cell.set},
                             {"profile", cell.profile},
                             {"direction", cell.direction},
                             {"rows", json_rows(cell.rows)}});
        stages.push_back(
            {{"rays", std::move(rays)}, {"cells", std::move(cells)}, {"levels", json_values(stage.levels)}});
    }
    return {{"directions", std::move(directions)},
            {"start", json_values(proof.start)},
            {"stages", std::move(stages)}};
}

template <class T>
Json json_both(const PayoffProof<T>& proof) {
    return {{"inner", proof.inner ? json_inner(*proof.inner) : Json(nullptr)},
            {"outer", proof.outer ? json_outer(*proof.outer) : Json(nullptr)}};
}

const char* name_of(Inequality::Kind kind) {
    switch (kind) {
        case Inequality::Kind::incentive:
            return "incentive";
        case Inequality::Kind::stage:
            return "stage";
        case Inequality::Kind::floor:
            return "floor";
        case Inequality::Kind::acceptance:
            return "acceptance";
        case Inequality::Kind::consensus:
            return "consensus";
        case Inequality::Kind::agreement:
            return "agreement";
    }
    return "";
}

const char* name_of(Threat::Kind kind) {
    switch (kind) {
        case Threat::Kind::none:
            return "none";
        case Threat::Kind::equilibrium:
            return "equilibrium";
        case Threat::Kind::ignored:
            return "ignored";
        case Threat::Kind::exit:
            return "exit";
    }
    return "";
}

Json json_cells(const std::vector<PayoffCell>& cells) {
    Json all = Json::array();
    for (const PayoffCell& cell : cells)
        all.push_back({{"where", json_interval(cell.where)},
                       {"sustained", cell.sustained},
                       {"proof", json_both(cell.proof)},
                       {"lottery", json_lottery(cell.lottery)}});
    return all;
}

Json json_at(const std::optional<Rational>& at) {
    return at ? Json(to_string(*at)) : Json(nullptr);
}

Json json_certificate(const Certificate& certificate) {
    Json ends = Json::array();
    for (const EndProof& end : certificate.ends)
        ends.push_back({{"holds_at", json_at(end.holds_at)},
                        {"holds", json_inequalities(end.holds)},
                        {"fails_at", json_at(end.fails_at)},
                        {"fails", json_inequalities(end.fails)},
                        {"rejected", json_inequalities(end.rejected)}});
    return {{"ends", std::move(ends)},
            {"cells", json_cells(certificate.cells)},
            {"verdict", json_cells(certificate.verdict)}};
}

Json json_target(const Target& target) {
    return {{"name", target.name},       {"test", test_name(target.test)},
            {"profile", target.profile}, {"parties", json_indices(target.parties)},
            {"cycle", target.cycle},     {"set", json_half_planes(target.set)}};
}

Json json_thresholds(const std::vector<Threshold>& list) {
    Json all = Json::array();
    for (const Threshold& each : list) all.push_back(json_full_threshold(each));
    return all;
}

}  // namespace

Json json_inequalities(const std::vector<Inequality>& list) {
    Json all = Json::array();
    for (const Inequality& x : list)
        all.push_back({{"kind", name_of(x.kind)},
                       {"actor", x.actor.index},
                       {"profile", x.profile},
                       {"deviation", x.deviation ? Json(*x.deviation) : Json(nullptr)},
                       {"threat", name_of(x.threat.kind)},
                       {"threat_profile", x.threat.profile},
                       {"slack", json_value(x.slack)},
                       {"constraint", x.constraint},
                       {"clause", x.clause},
                       {"alternative", x.alternative},
                       {"period", x.period ? Json(*x.period) : Json(nullptr)}});
    return all;
}

Json json_value(const Rational& value) {
    return to_string(value);
}
Json json_value(const RationalFunction& f) {
    if (f.is_constant()) return to_string(f.constant());
    return Json::array(
        {json_numbers(f.numerator().coefficients()), json_numbers(f.denominator().coefficients())});
}

Json json_interval(const Interval& piece) {
    return {{"lo", json_end(piece.lo)},
            {"hi", json_end(piece.hi)},
            {"lo_closed", piece.lo_closed},
            {"hi_closed", piece.hi_closed}};
}

Json json_indices(const std::vector<ActorId>& actors) {
    Json list = Json::array();
    for (const ActorId actor : actors) list.push_back(actor.index);
    return list;
}

Json json_lottery(const std::vector<Weight>& weights) {
    Json list = Json::array();
    for (const Weight& weight : weights) list.push_back({weight.point, to_string(weight.weight)});
    return list;
}

std::string test_name(TargetTest test) {
    switch (test) {
        case TargetTest::sustain:
            return "sustain";
        case TargetTest::accept:
            return "accept";
        case TargetTest::payoff:
            return "payoff";
        case TargetTest::set:
            return "set";
        case TargetTest::cycle:
            return "cycle";
    }
    return "";
}

template <class HalfPlanes>
Json json_half_planes(const HalfPlanes& planes) {
    Json list = Json::array();
    for (const auto& half : planes)
        list.push_back({{"weights", json_numbers(half.weights)}, {"at_least", to_string(half.at_least)}});
    return list;
}
template Json json_half_planes(const std::vector<PayoffHalfPlane>&);
template Json json_half_planes(const std::vector<TargetDeclaration::HalfPlane>&);

Json json_set(const IntervalSet& set) {
    Json pieces = Json::array();
    for (const Interval& piece : set.intervals()) pieces.push_back(json_interval(piece));
    return {{"words", to_text(set)}, {"pieces", std::move(pieces)}};
}

Json json_payoff_proof(const PayoffProof<Rational>& proof) {
    return json_both(proof);
}
Json json_payoff_proof(const PayoffProof<RationalFunction>& proof) {
    return json_both(proof);
}

Json json_full_threshold(const Threshold& t) {
    Json by_actor = Json::array();
    for (const IntervalSet& set : t.by_actor) by_actor.push_back(json_set(set));
    return {{"kind", "threshold"},
            {"lens", t.lens},
            {"issue", t.issue.empty() ? Json(nullptr) : Json(t.issue)},
            {"linkage", to_string(t.linkage)},
            {"parts", json_thresholds(t.parts)},
            {"target", json_target(t.target)},
            {"of", t.of.empty() ? Json(nullptr) : Json(t.of)},
            {"punishment", t.punishment ? Json(to_string(*t.punishment)) : Json(nullptr)},
            {"domain", json_interval(t.domain)},
            {"sustained", json_set(t.sustained)},
            {"possible", json_set(t.possible)},
            {"by_actor", std::move(by_actor)},
            {"agreed", json_set(t.agreed)},
            {"value", t.value ? json_end(*t.value) : Json(nullptr)},
            {"binding_constraints", t.binding_constraints},
            {"certificate", json_certificate(t.certificate)},
            {"pooled", json_thresholds(t.pooled)},
            {"decided", t.decided}};
}

}  // namespace comity
