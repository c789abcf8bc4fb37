#pragma once
/// V*(δ) of two actors: the payoffs of all pure equilibria with public lotteries [F4.1, F4.2].

#include "comity/certificate/finding.hpp"
#include "comity/question/question.hpp"
#include "comity/text/progress.hpp"

namespace comity {

/// How a payoff set is wanted.
struct PayoffRequest {
    std::vector<Rational> delta;  ///< by actor, in [0, 1)
    /// Between the two sides, in parts of each actor's payoff range.
    Rational tolerance = Rational(1, 1000000000);
    /// Also say of every profile whether some equilibrium plays it.
    bool played = true;
    /// Leave proofs out, and with them everything exact: for exploration only.
    bool prove = true;
    StopToken stop = {};
    /// Told about iterations of the operator; the total is what it is now expected to take.
    Progress progress = {};
};

/// Every number in the answer follows from its proofs, which are checked in exact arithmetic before it is
/// given; the inner and the outer polygon enclose V*_0(x0). Where a limit comes first, the status is
/// undecided and what is known is given. Error (usage): not two actors.
PayoffSetFinding payoff_set(const GameForm& form, const Question<Rational>& question,
                            const PayoffRequest& request);

}  // namespace comity
