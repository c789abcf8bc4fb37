#pragma once
/// What deciding a target needs whatever the number of actors [F4.7].

#include "comity/payoffs/decide.hpp"
#include "proof_check.hpp"

namespace comity {

/// May every profile of a path be prescribed, and agreed on?
bool may_be_played(const StageGame<Rational>& stage, const std::vector<ProfileIndex>& path);

/// Half-planes that a payoff vector must lie in; of one payoff, the vector itself.
std::vector<PayoffHalfPlane> half_planes(const StageGame<Rational>& stage, const Target& target);

/// The points that carry out threats, and the path of a target after them; nothing where these points do not
/// hold everybody to it.
std::optional<InnerProof<Rational>> with_path(const ProofGame<Rational>& game, const Target& target,
                                              InnerProof<Rational> points);

/// decide_target for other than two actors.
TargetDecision decide_many(const GameForm& form, const Question<Rational>& question, const Target& target,
                           const PayoffRequest& request);

/// TargetGuess for other than two actors.
std::optional<bool> guess_many(const GameForm& form, const Question<Rational>& question, const Target& target,
                               const Rational& delta, const StopToken& stop);

/// y ≥ 0 with Σ_j y_j · weights_j = direction, so that every w in all half-planes has
/// direction · w ≥ Σ_j y_j · at_least_j, the greatest of which is returned; nothing where there is none.
std::optional<Rational> least_in(const std::vector<PayoffHalfPlane>& set,
                                 const std::vector<Integer>& direction);

}  // namespace comity
