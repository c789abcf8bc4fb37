#pragma once
/// Parts of the JSON form of archives.

#include <nlohmann/json.hpp>

#include "comity/certificate/finding.hpp"
#include "comity/model/scalars.hpp"

namespace comity {

/// The model in numbers: what F1 to F3 are computed from, and no utility.
nlohmann::ordered_json json_game(const Model& model);
/// The same through one lens as functions of a scalar that is left open, on parts of its range.
nlohmann::ordered_json json_open_game(const Model& model, const std::string& lens, const ScalarPath& path,
                                      const Interval& domain);
/// A proof about equilibrium payoffs.
nlohmann::ordered_json json_payoff_proof(const PayoffProof<Rational>& proof);
nlohmann::ordered_json json_payoff_proof(const PayoffProof<RationalFunction>& proof);
nlohmann::ordered_json json_inequalities(const std::vector<Inequality>& list);
/// Everything that a threshold says, with its certificate.
nlohmann::ordered_json json_full_threshold(const Threshold& threshold);
/// Indices of actors.
nlohmann::ordered_json json_indices(const std::vector<ActorId>& actors);
nlohmann::ordered_json json_lottery(const std::vector<Weight>& weights);
/// "sustain", "accept", ...
std::string test_name(TargetTest test);
/// Half-planes of a set of payoffs, of a target or of its declaration.
template <class HalfPlanes>
nlohmann::ordered_json json_half_planes(const HalfPlanes& planes);
/// A number is a string; a function that is no number its coefficients above and below, from the constant
/// term up.
nlohmann::ordered_json json_value(const Rational& value);
nlohmann::ordered_json json_value(const RationalFunction& f);
template <class T>
nlohmann::ordered_json json_values(const std::vector<T>& values) {
    auto list = nlohmann::ordered_json::array();
    for (const T& value : values) list.push_back(json_value(value));
    return list;
}
nlohmann::ordered_json json_interval(const Interval& piece);
/// Pieces with exact ends, and the set in words.
nlohmann::ordered_json json_set(const IntervalSet& set);

}  // namespace comity
