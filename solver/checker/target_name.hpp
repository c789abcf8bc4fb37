#pragma once
/// Targets and their names [F4.7].

#include "comity/model/target.hpp"

namespace comity::checker {

/// Is the target the one that its name means in this model? Its indices must exist.
bool is_what_it_is_called(const Model& model, const Target& target);

}  // namespace comity::checker
