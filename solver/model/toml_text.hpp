#pragma once
/// Writing TOML.

#include <string>

#include "comity/model/model.hpp"

namespace comity {

/// A TOML basic string.
std::string quoted(const std::string& text);

/// The `[[expect]]` entries of a model.
std::string write_expectations(const Model& model);

}  // namespace comity
