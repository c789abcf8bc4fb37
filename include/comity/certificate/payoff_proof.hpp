#pragma once
/// Proofs about V* as data [F4.4]: points that support each other from within, levels that close in from
/// without.
///
/// Sets of the family V_p(x) are numbered phase · (number of public states) + state; phase 0 is "no breach
/// yet", phase i + 1 "actor i breached last" (all of them are phase 0 where no constraint tells them apart).
/// T is Rational, or RationalFunction where the proof holds on a whole cell of an open scalar t.

#include <optional>
#include <vector>

#include "comity/game/profile_space.hpp"
#include "comity/number/rational_function.hpp"

namespace comity {

/// A point of the same phase and its weight in a lottery.
struct Weight {
    std::size_t point = 0;  ///< index in InnerProof::points
    Rational weight;
    bool operator==(const Weight&) const = default;
};

/// A payoff vector with what supports it: w = (1−δ)∘u(x,a) + δ∘Σ_x' P(x'|x,a) Σ_k weight_k w_k.
template <class T>
struct InnerPoint {
    std::size_t set = 0;
    ProfileIndex profile = 0;
    /// Lotteries over points of the same phase: the weights of the points of each public state that can
    /// follow are not negative and sum to one.
    std::vector<Weight> continuation;
    /// The actions and weights of all points together define their payoffs; each lies within `radius` of
    /// `value`, actor by actor. Where every radius is 0, the values are the payoffs.
    std::vector<T> value, radius;
    bool operator==(const InnerPoint&) const = default;
};

/// Points that generate each other: every lottery over those of V_0(x0) is an equilibrium payoff.
template <class T>
struct InnerProof {
    std::vector<InnerPoint<T>> points;
    bool operator==(const InnerProof&) const = default;
};

/// One row of a bound: a direction of the continuation set, or what an actor must get.
struct BoundRow {
    /// Below the number of directions: that direction. From there on: actor `row − directions`.
    std::size_t row = 0;
    /// Of an actor's row: the action that it could take instead; from the number of its actions on, its
    /// floors, in the order in which the question gives them.
    std::size_t against = 0;
    bool operator==(const BoundRow&) const = default;
};

/// The rows that bound one profile in one direction; the multipliers follow from them [F4.4].
struct BoundCell {
    std::size_t set = 0;
    ProfileIndex profile = 0;
    std::size_t direction = 0;
    std::vector<BoundRow> rows;
    bool operator==(const BoundCell&) const = default;
};

/// The rows that show that a profile cannot be prescribed.
struct BoundRay {
    std::size_t set = 0;
    ProfileIndex profile = 0;
    std::vector<BoundRow> rows;
    bool operator==(const BoundRay&) const = default;
};

/// From levels S, where the last stage ended, to lower levels E by the contraction rule.
template <class T>
struct BoundStage {
    /// Profiles that fall away at S, in the order in which they do: one that leads into a set without
    /// profiles is not listed.
    std::vector<BoundRay> rays;
    /// Cells for which the default row does not do.
    std::vector<BoundCell> cells;
    /// E: [set · directions + direction].
    std::vector<T> levels;
    bool operator==(const BoundStage&) const = default;
};

/// O(L) = { w : h·w ≤ L_h } contains V* for the levels of the last stage. A last stage without levels has
/// rays only: it empties a set, or rules out profiles at the last levels.
template <class T>
struct OuterProof {
    /// Whole numbers, the first 2n of them e_1, −e_1, e_2, …
    std::vector<std::vector<Integer>> directions;
    /// L⁰, the same for every set: no payoff of the stage games is outside the axis rows, and every other row
    /// follows from those.
    std::vector<T> start;
    std::vector<BoundStage<T>> stages;
    bool operator==(const OuterProof&) const = default;
};

/// Both sides of V*; either may be missing.
template <class T>
struct PayoffProof {
    std::optional<InnerProof<T>> inner;
    std::optional<OuterProof<T>> outer;
    bool operator==(const PayoffProof&) const = default;
};

}  // namespace comity
