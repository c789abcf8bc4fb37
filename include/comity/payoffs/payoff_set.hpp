#pragma once
/// V*(δ): the payoffs of all pure equilibria with public lotteries [F4.1, F4.2, F4.3].

#include "comity/certificate/finding.hpp"
#include "comity/payoffs/payoff_round.hpp"
#include "comity/question/question.hpp"
#include "comity/text/progress.hpp"

namespace comity {

/// At most so many actors.
inline constexpr std::size_t kMaxPayoffActors = 12;

/// How a payoff set is wanted.
struct PayoffRequest {
    std::vector<Rational> delta;  ///< by actor, in [0, 1)
    /// Between the two sides, in parts of the range of payoffs in a direction.
    Rational tolerance = Rational(1, 1000000000);
    /// Also say of every profile whether some equilibrium plays it.
    bool played = true;
    /// Leave proofs out, and with them everything exact: for exploration only.
    bool prove = true;
    /// With other than two actors: directions to report beside axes, pairs and sum; whole numbers by actor.
    std::vector<std::vector<Integer>> directions = {};
    StopToken stop = {};
    /// Told after each iteration, with other than two actors after each round.
    PayoffRounds rounds = {};
};

/// Every number in the answer follows from its proofs, which are checked in exact arithmetic before it is
/// given; the inner and the outer polygon, or the levels of `support`, enclose V*_0(x0). Where a limit comes
/// first, the status is undecided and what is known is given. Error (usage): more than kMaxPayoffActors
/// actors; several public states with other than two actors.
PayoffSetFinding payoff_set(const GameForm& form, const Question<Rational>& question,
                            const PayoffRequest& request);

}  // namespace comity
