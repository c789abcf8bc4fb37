#pragma once
/// The conditions of F4.7 as exact sets, computed by the checker from a world: where, in the range of one
/// scalar t, each actor keeps to a target.

#include "comity/certificate/finding.hpp"
#include "world.hpp"

namespace comity::checker {

/// x ≥ 0, or x > 0, throughout a range.
bool holds(const RationalFunction& x, const Interval& where);
bool holds_strictly(const RationalFunction& x, const Interval& where);

/// A question about one target in one part of the range. δ and values are functions of t; where δ is asked
/// about, t is δ and utilities are numbers.
template <class T>
struct Asked {
    const World<T>& world;
    const Target& target;
    std::optional<Punishment> punishment;  ///< empty: acceptance
    Interval where;
    std::vector<RationalFunction> delta;  ///< by actor
    std::vector<ProfileIndex> path = played(target);

    RationalFunction u(std::size_t actor, ProfileIndex profile) const {
        return RationalFunction(world.u(actor, profile));
    }
    /// w_i(t): going on from a period of the path for ever is worth this.
    RationalFunction value(std::size_t actor, std::size_t period) const;
    /// What an inequality of a certificate must say; nothing where it is about nothing.
    std::optional<RationalFunction> slack(const Inequality& x) const;
};

/// A stage equilibrium that may be agreed on and meets the floors, and where it is one.
struct Region {
    ProfileIndex profile = 0;
    IntervalSet where;
};

template <class T>
std::vector<Region> equilibria(const World<T>& world, const Interval& where);

/// Where every clause of the agreement constraints has an alternative that is met.
template <class T>
IntervalSet where_agreed(const World<T>& world, ProfileIndex profile, const Interval& where);

/// min over what the others do of the most that i can get: pure minmax [F4.9].
std::vector<Rational> minmax(const World<Rational>& world);

/// Where a target is sustained (or accepted), and each part of that.
struct Sets {
    std::vector<IntervalSet> by_actor;
    IntervalSet agreed, sustained;
    /// Of a target under the worst equilibrium: what the minmax values, as threats, do not rule out.
    IntervalSet possible;
};

/// Under grim, exit, or of acceptance exactly. Under worst `sustained` is what grim threats sustain (of a set
/// of payoffs, where a stage equilibrium lies in it), and `possible` is around everything that is sustained.
template <class T>
Sets sets(const Asked<T>& asked);

/// The sets of a whole range, part by part.
void unite(Sets& all, const Sets& part);

}  // namespace comity::checker
