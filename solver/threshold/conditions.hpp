#pragma once
/// The conditions of F4.7 as exact sets: where, in the domain of the open scalar, each actor keeps to a
/// target.
///
/// Everything is written in one unknown t. When δ is asked about, t stands for δ and utilities are constants;
/// when a parameter is asked about, t stands for the parameter, utilities are functions of t and δ is a
/// constant. Both are RationalFunctions, so that one piece of code serves both.

#include <algorithm>

#include "comity/threshold/threshold.hpp"

namespace comity {

/// One cell of the search: a stage game whose formulas hold throughout `domain`.
template <class T>
struct Cell {
    const GameForm& form;
    const StageGame<T>& stage;
    Interval domain;
    std::vector<RationalFunction> delta;  ///< by actor; empty for acceptance
    const Target& target;
    std::optional<Punishment> punishment;
    std::optional<ProfileIndex> status_quo;
    StopToken stop;

    RationalFunction utility(std::size_t actor, ProfileIndex profile) const {
        return RationalFunction(stage.utility[actor][profile]);
    }
    /// May everything that the target plays be prescribed?
    bool prescribable() const {
        const auto& allowed = stage.prescribable.front();
        return std::all_of(path.begin(), path.end(), [&](ProfileIndex a) { return allowed[a]; });
    }
    /// What the target plays, period by period, and then again.
    std::vector<ProfileIndex> path = played(target);
};

/// A way of holding an actor to the target: a threat and where it is available.
struct Option {
    Threat threat;
    IntervalSet available;
};

/// The incentive slack of F4.7 for a deviation to `action` in a period of the path:
/// w_i − (1−δ_i) u_i(a') − δ_i v_i, where w_i is the value of going on, u_i(a) for a profile.
template <class T>
RationalFunction incentive_slack(const Cell<T>& cell, std::size_t actor, std::size_t period,
                                 std::size_t action, const Threat& threat);

/// Actions other than the prescribed one that the actor has.
template <class T>
std::vector<std::size_t> deviations(const Cell<T>& cell, std::size_t actor, ProfileIndex profile);

/// The ways available to hold `actor` to the target.
template <class T>
std::vector<Option> options(const Cell<T>& cell, std::size_t actor,
                            const std::vector<EquilibriumRegion>& equilibria);

/// Where everything that the target plays may be agreed on.
template <class T>
IntervalSet where_path_agreed(const Cell<T>& cell);

/// Why the target may not be agreed on at a point: every alternative of a clause that something it plays does
/// not meet. Empty where it meets all.
template <class T>
std::vector<Inequality> broken_agreement(const Cell<T>& cell, const Rational& at);

/// Where the actor's floors are met at the target, or it accepts it.
template <class T>
IntervalSet where_standing(const Cell<T>& cell, std::size_t actor);

/// Where the actor keeps to the target, its floors met and the others granted.
template <class T>
IntervalSet kept_by(const Cell<T>& cell, std::size_t actor, const std::vector<EquilibriumRegion>& equilibria);

/// Everything that has to hold at a point where the target is sustained, each actor under a threat that works
/// there.
template <class T>
std::vector<Inequality> holding(const Cell<T>& cell, const Rational& at,
                                const std::vector<EquilibriumRegion>& equilibria);

/// For an actor who does not keep to the target at a point: one broken inequality per way of holding it.
template <class T>
std::vector<Inequality> failing(const Cell<T>& cell, std::size_t actor, const Rational& at,
                                const std::vector<EquilibriumRegion>& equilibria);

/// Why nothing punishes the actor harder at a point than the threats that `failing` lists: one broken
/// inequality per profile that would, if it were an admitted stage equilibrium.
template <class T>
std::vector<Inequality> rejected_threats(const Cell<T>& cell, std::size_t actor, const Rational& at,
                                         const std::vector<EquilibriumRegion>& equilibria);

}  // namespace comity
