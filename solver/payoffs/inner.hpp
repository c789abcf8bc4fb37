#pragma once
/// Proofs from within: the corners of a converged family with what supports them, in exact rationals [F4.4].

#include <map>

#include "comity/certificate/payoff_proof.hpp"
#include "comity/polytope/exact_polygon.hpp"
#include "iterate.hpp"

namespace comity {

/// Fractions near the corners of a family that support each other exactly, or nothing: then the corners are
/// no fractions that can be found. Hulls of the points of each set are the sets themselves. `blur`: how far
/// off corners may be beyond what rounding does, as where constraints that are missed by a little count as
/// met.
std::optional<InnerProof<Rational>> exact_points(const GameForm& form, const Question<Rational>& question,
                                                 const std::vector<Rational>& delta, const FloatGame& game,
                                                 const PayoffFamily& family, double blur = 0);

/// The corners as they are, with weights rounded and with a radius for what rounding does. They check only
/// where the family was found under requirements tightened by more than that.
InnerProof<Rational> rounded_points(const GameForm& form, const Question<Rational>& question,
                                    const std::vector<Rational>& delta, const FloatGame& game,
                                    const PayoffFamily& family);

/// Adds, for each profile of V_0(x0) that generates no point yet, a point that it generates, as far as one is
/// found. Returns the profiles that have points.
std::vector<ProfileIndex> add_played(const GameForm& form, const Question<Rational>& question,
                                     const std::vector<Rational>& delta, const FloatGame& game,
                                     InnerProof<Rational>& proof);

/// A polygon that is certainly part of the hull of the payoffs of the points of one set: where those are
/// known up to a radius only, nothing outside is taken for granted. Corners as exact_hull gives them; nothing
/// where the hull is flat askew and no point is known exactly.
std::vector<ExactPoint> surely_inside(const InnerProof<Rational>& proof, std::size_t set);

/// The same for profiles at which somebody only just keeps to the plan, where all points are exact: one
/// public state, one phase. `has`: by profile, whether there is a point.
void add_just_played(const GameForm& form, const Question<Rational>& question,
                     const std::vector<Rational>& delta, const FloatGame& game, std::vector<bool>& has,
                     InnerProof<Rational>& proof);

}  // namespace comity
