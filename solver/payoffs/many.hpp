#pragma once
/// V*(δ) by directions, for any number of actors [F4.3]; two actors as well, which serves to test it.

#include "comity/payoffs/payoff_set.hpp"

namespace comity {

/// As payoff_set; one public state.
PayoffSetFinding payoff_set_many(const GameForm& form, const Question<Rational>& question,
                                 const PayoffRequest& request);

}  // namespace comity
