#pragma once
/// Proofs about V* [F4.1, F4.4], checked for any number of actors: points that support each other, and levels
/// that close in. The models of this version have one phase and one public state, hence one set, 0.

#include <array>

#include "conditions.hpp"

namespace comity::checker {

/// What a proof is about: T is Rational; or RationalFunction, and then everything must hold throughout
/// `where`.
template <class T>
struct Repeated {
    const World<T>& world;
    const std::vector<T>& delta;  ///< by actor, each in [0, 1)
    Interval where = Interval::point(Rational(0));

    std::size_t n() const { return world.n(); }
};

/// x ≥ 0, and x > 0, throughout a range.
inline bool holds(const Rational& x, const Interval&) {
    return x >= 0;
}
inline bool holds_strictly(const Rational& x, const Interval&) {
    return x > 0;
}

/// The value somewhere in the range: for looking, not for proving.
Rational sample(const Rational& x, const Interval& where);
Rational sample(const RationalFunction& x, const Interval& where);

/// "" where a proof from within is one, else what is wrong with it.
template <class T>
std::string wrong_with(const Repeated<T>& game, const InnerProof<T>& proof);

/// What a proof from without proves.
template <class T>
struct Outer {
    std::string wrong;  ///< "" where it is a proof
    bool empty = false;
    std::vector<T> levels;     ///< h·w ≤ level throughout V*, for each direction h
    std::vector<bool> played;  ///< by profile: false where no equilibrium ever plays it
};

template <class T>
Outer<T> check(const Repeated<T>& game, const OuterProof<T>& proof);

/// "" where a cell of a certificate proves that its target is sustained throughout the game's range, or
/// nowhere in it; else what is wrong.
template <class T>
std::string wrong_with_target(const Repeated<T>& game, const Target& target, bool sustained,
                              const PayoffProof<T>& proof, const std::vector<Weight>& lottery);

/// The part of the plane below all levels of a proof about two actors.
std::vector<std::array<Rational, 2>> polygon_below(const OuterProof<Rational>& proof,
                                                   const std::vector<Rational>& levels);

/// Is a point in the hull of payoffs, wherever in their radii those are? Two actors.
bool is_surely_inside(const std::vector<InnerPoint<Rational>>& points, const std::array<Rational, 2>& x);

}  // namespace comity::checker
