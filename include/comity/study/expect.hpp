#pragma once
/// A model's `[[expect]]` entries against what the model says.
///
/// Each entry is asked through the same machinery as any question of the command line, of a copy of the model
/// in which the entry's own values (`at`) are set: a threshold by ThresholdSolver::solve, a verdict by
/// compare_lenses, a utility from the resolved question.

#include "comity/certificate/finding.hpp"
#include "comity/text/progress.hpp"
#include "comity/threshold/threshold.hpp"

namespace comity {

/// What is wrong with the entries of a model that is otherwise right: lenses, targets, paths, states and
/// values that do not exist or do not go together, each at its place.
Diagnostics check_expectations(const Model& model);

/// Adds to the model, under their full names ("relative:k=1/4"), the inline lenses that only its entries
/// mention, so that its resolved text holds every lens of its findings. For a model without mistakes.
void declare_expected_lenses(Model& model);

/// All entries in the order of the file; once a stop is requested, the rest is undecided. For a model that
/// `check_expectations` finds right. Error (bad_model): a formula has no value at an entry's values.
std::vector<ExpectationFinding> evaluate_expectations(const Model& model, const Rational& tolerance,
                                                      const StopToken& stop = {},
                                                      const Progress& progress = {});

}  // namespace comity
