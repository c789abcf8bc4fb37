#pragma once
/// Parts of the JSON output that several reports share.

#include <nlohmann/json.hpp>

#include "comity/model/model.hpp"

namespace comity {

/// The entry of one model in `models`.
nlohmann::ordered_json json_model(const Model& model, const GameForm& form, const std::string& sha256);
/// Exact numbers as strings.
nlohmann::ordered_json json_numbers(const std::vector<Rational>& values);

}  // namespace comity
