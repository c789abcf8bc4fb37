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

/// The rule of F3.2 that a declaration stands for; `index` is its place among the model's constraints.
template <class T>
std::shared_ptr<const AgreementRule<T>> depth_cap_rule(std::size_t index, const DepthCap& cap,
                                                       const Model& model,
                                                       const std::shared_ptr<const Game<T>>& game,
                                                       const Evaluator<T>& evaluator);
template <class T>
std::shared_ptr<const AgreementRule<T>> symmetric_rule(std::size_t index, const SymmetricTreatment& symmetric,
                                                       const Model& model,
                                                       const std::shared_ptr<const Game<T>>& game);
template <class T>
std::shared_ptr<const AgreementRule<T>> compatible_depth_rule(std::size_t index,
                                                              const CompatibleDepth& compatible,
                                                              const Model& model,
                                                              const std::shared_ptr<const Game<T>>& game,
                                                              const Evaluator<T>& evaluator);
template <class T>
std::shared_ptr<const AgreementRule<T>> recognition_rule(std::size_t index, const Recognition& recognition,
                                                         const std::shared_ptr<const Game<T>>& game,
                                                         const Evaluator<T>& evaluator);
ConsensusRule consensus_rule(std::size_t index, const Consensus& consensus, const Model& model,
                             const GameForm& form);

/// Issues that a list of names or groups means, each once, in the order of the file.
std::vector<std::size_t> issues_of(const std::vector<std::string>& names, const Model& model);

}  // namespace comity
