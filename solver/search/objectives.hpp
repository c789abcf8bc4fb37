#pragma once
/// What an agreement is to have as much of as it can, as sums over issues [F4.6].

#include <map>

#include "comity/game/game.hpp"
#include "comity/search/agreement.hpp"
#include "program.hpp"

namespace comity {

/// An objective as a goal, and what its value must be divided by.
struct ScaledGoal {
    Goal goal;
    Rational unit = 1;
};

/// The goals of one game, each made when it is asked for.
class Goals {
  public:
    explicit Goals(const Game<Rational>& game) : game_(game) {}

    const ScaledGoal& of(Objective objective) const;
    /// No agreement has more, whatever it must meet.
    Rational most_of(Objective objective) const;

  private:
    ScaledGoal make(Objective objective) const;
    IssueSum<Rational> gain(std::size_t actor) const;
    /// Σ over members of `worth` of what they do in a cell.
    template <class Worth>
    IssueSum<Rational> depth(const Worth& worth) const;

    const Game<Rational>& game_;
    mutable std::map<Objective, ScaledGoal> made_;
};

}  // namespace comity
