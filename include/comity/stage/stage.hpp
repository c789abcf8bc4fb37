#pragma once
/// One period by itself: pure equilibria of the stage game, minmax values [F4.9].

#include <vector>

#include "comity/question/question.hpp"
#include "comity/text/progress.hpp"

namespace comity {

/// All pure Nash equilibria of the stage game under the constraints, in lexicographic order: a ∈ Z_0, u_i(a)
/// ≥ f_i, and no actor gains by another of the actions it has [Nash1951; F4.9].
std::vector<ProfileIndex> stage_equilibria(const GameForm& form, const StageGame<Rational>& stage);

/// The pure-action minmax of each actor: min over what the others can do, max over its own reply. The others
/// are not bound by what may be prescribed, only by the actions they have [F4.1].
std::vector<Rational> minmax(const GameForm& form, const StageGame<Rational>& stage);

/// Where, within a domain of the open scalar, a profile is a stage equilibrium.
struct EquilibriumRegion {
    ProfileIndex profile = 0;
    IntervalSet where;
};

/// Every profile that is a stage equilibrium somewhere in the domain, with where that is, lexicographically.
/// Throws Stopped where it is told to stop.
std::vector<EquilibriumRegion> equilibrium_regions(const GameForm& form,
                                                   const StageGame<RationalFunction>& stage,
                                                   const Interval& domain, const StopToken& stop = {});
/// The same where nothing is open: each equilibrium holds on the whole domain.
std::vector<EquilibriumRegion> equilibrium_regions(const GameForm& form, const StageGame<Rational>& stage,
                                                   const Interval& domain, const StopToken& stop = {});

}  // namespace comity
