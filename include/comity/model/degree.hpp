#pragma once
/// How formulas depend on a parameter.

#include <optional>

#include "comity/model/model.hpp"

namespace comity {

/// The degree of a formula in a parameter, definitions looked into: 0 where it does not depend on it. Nothing
/// where it depends on it otherwise than as a polynomial by its form.
std::optional<std::size_t> degree_in(const Model& model, const Formula& formula, std::size_t parameter);

}  // namespace comity
