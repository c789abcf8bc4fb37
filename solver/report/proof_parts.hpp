#pragma once
/// Parts of the JSON form of archives.

#include <nlohmann/json.hpp>

#include "comity/certificate/finding.hpp"
#include "comity/model/model.hpp"

namespace comity {

/// The model in numbers: what F1 to F3 are computed from, and no utility.
nlohmann::ordered_json json_game(const Model& model);
/// A proof about equilibrium payoffs.
nlohmann::ordered_json json_payoff_proof(const PayoffProof<Rational>& proof);
nlohmann::ordered_json json_payoff_proof(const PayoffProof<RationalFunction>& proof);
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
/// Pieces with exact ends, and the set in words.
nlohmann::ordered_json json_set(const IntervalSet& set);

}  // namespace comity
