#pragma once
/// What follows a breach, by actor [F4.6, F4.7].

#include "conditions.hpp"
#include "search.hpp"

namespace comity {

/// Grim: the admitted stage equilibrium that is worst for each actor, and of several the first; nothing where
/// none is admitted. A sum over issues unless agreement constraints or floors choose among combinations.
/// Throws Stopped.
std::optional<std::vector<Punished>> worst_equilibria(const Conditions& game, const SearchOptions& options);

/// Of all solutions that are as good as `best`, whose goal comes to `value`, the first in the order of
/// profiles: actor by actor, issue by issue. Leaves nothing else possible in the search. Nothing where it was
/// stopped.
std::optional<std::vector<ProfileIndex>> first_of(Search& search, const Integer& value,
                                                  std::vector<ProfileIndex> best, const GameForm& form,
                                                  const SearchOptions& options);

}  // namespace comity
