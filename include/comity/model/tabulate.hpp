#pragma once
/// From a declaration and the values of its scalars to the material game.

#include "comity/game/game.hpp"
#include "comity/model/evaluate.hpp"
#include "comity/text/progress.hpp"

namespace comity {

/// What the file's numbers are multiplied by to be in a unit [F2.2], by actor; 1 where the unit has no scale.
/// Throws EvaluationError where a scale has no value or is not above 0.
template <class T>
std::vector<T> unit_scales(const Model& model, const std::string& unit, const Evaluator<T>& evaluator);

/// Evaluates every payoff and norm of every issue, scales them to the unit in use, and finds the baseline b
/// [F1.4]. Throws Error (bad_model) with a diagnostic that names the profile where a formula has no value,
/// and Stopped where it is told to stop.
template <class T>
Game<T> tabulate(const Model& model, const Evaluator<T>& evaluator, const StopToken& stop = {});

}  // namespace comity
