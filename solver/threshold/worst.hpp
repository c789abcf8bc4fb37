#pragma once
/// Critical values where every breach is answered by the worst equilibrium [F4.7], for two actors.
///
/// Two exact sets come first. What some stage equilibrium, as a threat, sustains is sustained by the worst
/// one as well; and no punishment is worse than the minmax value, which rules out the rest. Where the two
/// sets meet, the answer is exact. Between them payoff sets decide, with a proof on each side.

#include "cells.hpp"
#include "comity/payoffs/decide.hpp"

namespace comity {

/// Where the minmax values do not rule the target out [F4.1], in one cell.
template <class T>
IntervalSet not_ruled_out(const Cell<T>& cell, const SolvedCell<T>& solved);

/// Where some stage equilibrium lies in a set of payoffs, in one cell: that is an equilibrium payoff
/// anywhere.
template <class T>
IntervalSet where_some_equilibrium_lies_in(const Cell<T>& cell,
                                           const std::vector<EquilibriumRegion>& equilibria);

/// Closes in on the least δ, one for both actors, that sustains a target which larger δ sustain as well:
/// `possible` is not ruled out, of it `sure` is known to hold. Fills in `sustained`, `possible`, `value`, the
/// binding actors and the proofs of `answer`.
void close_in(const GameForm& form, const Question<Rational>& question, const IntervalSet& sure,
              const IntervalSet& possible, const ThresholdRequest& request, bool prove, Threshold& answer);

/// What is proved at one point, in the form in which certificates keep it.
PayoffCell cell_of(const TargetDecision& decision, const Interval& where);

}  // namespace comity
