#pragma once
/// What a model file expects of an answer [F7].

#include "comity/certificate/finding.hpp"
#include "comity/model/scalars.hpp"

namespace comity::checker {

/// Whether the finding's answer agrees with the entry; nothing where it is an answer to something else.
/// `model`: with the entry's values in place.
std::optional<bool> agrees(const Expectation& expectation, const ExpectationFinding& finding,
                           const Model& model);

}  // namespace comity::checker
