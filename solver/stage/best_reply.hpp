#pragma once
/// The best-reply scan: for each actor and each play of the others, which of its replies pay most. One pass
/// over a table for each actor, in whole numbers wherever the table holds them [F4.9].

#include "comity/question/question.hpp"

namespace comity {

/// One entry per profile, not zero for those still in question.
using Candidates = std::vector<std::uint8_t>;

/// Strikes out the profiles that pay less than `least`.
void drop_below(const PayoffTable& payoff, const Rational& least, Candidates& candidates);

/// Strikes out the profiles at which the actor has a better reply among the actions it has.
void drop_worse_replies(const ProfileSpace& profiles, std::size_t actor, const PayoffTable& payoff,
                        const std::vector<bool>& allowed, Candidates& candidates);

/// min over what the others can do, max over the actor's own reply, both by the actions they have:
/// `allowed[actor][action]`.
Rational pure_minmax(const ProfileSpace& profiles, std::size_t actor, const PayoffTable& payoff,
                     const std::vector<std::vector<bool>>& allowed);

}  // namespace comity
