#pragma once
/// Why an agreement is sustained, as inequalities [F4.4, F4.6].

#include "conditions.hpp"

namespace comity {

/// Of one game that is played as a whole: the inequalities that hold at `cells` (its own). `threats`: by
/// actor. They say that it may be agreed on, that each actor's most tempting departure does not pay, and that
/// the stage equilibria that this rests on are admitted ones.
std::vector<Inequality> prove_sustained(const Conditions& game, const std::vector<ProfileIndex>& cells,
                                        const std::vector<Punished>& threats, Punishment punishment);

}  // namespace comity
