#pragma once
/// What only computing shows about a constraint's own numbers.

#include "comity/model/evaluate.hpp"

namespace comity {

/// Evaluates every formula of the constraint for every state it speaks of; reports numbers outside the domain
/// that F3 gives them. Throws EvaluationError where a formula has no value.
void check_constraint_values(const ConstraintDeclaration& constraint, const Model& model,
                             const Evaluator<Rational>& evaluator, Diagnostics& diagnostics);

}  // namespace comity
