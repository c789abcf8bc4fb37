#pragma once
/// One file a kind of constraint; each adds its part to the effects.

#include "comity/constraint/constraint.hpp"

namespace comity {

template <class T>
void apply_prohibition(const ProhibitActions& prohibit, const Model& model, const Game<T>& game,
                       Effects<T>& effects);
template <class T>
void apply_exit(const ExitValues& exit, const Model& model, const Game<T>& game, const Lens<T>& lens,
                const Evaluator<T>& evaluator, Effects<T>& effects);
template <class T>
void apply_sovereignty(const SovereigntyCost& sovereignty, const Model& model, const Game<T>& game,
                       const Evaluator<T>& evaluator, Effects<T>& effects);

/// Is this issue meant by a name (its own or its group's)?
bool is_named(const IssueDeclaration& declared, const std::string& name);

}  // namespace comity
