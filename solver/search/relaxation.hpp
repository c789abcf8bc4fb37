#pragma once
/// An upper bound on a goal from a Lagrangian relaxation. For any weights μ ≥ 0 of the goal's sums g_j and
/// λ ≥ 0 of sums c_r that every solution has ≥ 0,
///
///     Σ_j μ_j g_j  ≤  Σ_j μ_j g_j + Σ_r λ_r c_r  ≤  h + Σ_s max over cells of ℓ_s(cell),
///
/// with ℓ_s(cell) the part of issue s and h the constants. Weights are found in floating point by subgradient
/// steps; whatever they are, the bound holds, and every rounding is outward.

#include "program.hpp"

namespace comity {

struct Relaxation {
    /// False where numbers are too large for floating point: then nothing below means anything.
    bool usable = true;
    /// ℓ_s(cell), not below its true value: [issue][cell]; minus infinity where a cell is not possible.
    std::vector<std::vector<double>> level;
    double constant = 0;
    std::vector<double> goal_weights;    ///< μ
    std::vector<double> weights;         ///< μ, then λ of the clauses that have a usable sum
    std::vector<double> clause_weights;  ///< λ, by clause; 0 where a clause has no usable sum

    /// No solution whose issues have these greatest levels has a goal of `value` or more, if this is more
    /// than their sum. Rounded down.
    double needed(const Goal& goal, const Integer& value) const;
    /// What a bound on the weighted sum says of the goal. Rounded up.
    std::optional<Integer> goal_bound(const Goal& goal, double weighted) const;
};

/// The relaxation of a program with a goal, at these weights; or, where there are none, at some that make its
/// bound small.
Relaxation relax(const Program& program, const std::vector<double>& weights = {});

/// The sum of the levels, rounded up.
double add_up(double constant, const std::vector<double>& levels);

}  // namespace comity
