#pragma once
/// An upper bound on a goal from a Lagrangian relaxation. For any weights μ ≥ 0 of the goal's sums g_j and
/// λ ≥ 0 of sums c_r that every solution has ≥ 0,
///
///     Σ_j μ_j g_j  ≤  Σ_j μ_j g_j + Σ_r λ_r c_r  ≤  h + Σ_s max over cells of ℓ_s(cell),
///
/// with ℓ_s(cell) the part of issue s and h the constants. Weights are found in floating point by subgradient
/// steps: all of them once, the λ again at every node of the search. Whatever they are, the bound holds, and
/// every rounding is outward.

#include <cstdint>
#include <limits>

#include "program.hpp"

namespace comity {

/// The cells that are left of each issue at a node of the search.
using Domains = std::vector<std::vector<std::uint32_t>>;

struct Relaxation {
    int exponent = 0;                  ///< the goal's sums are divided by this power of two
    std::vector<double> goal_weights;  ///< μ
    std::vector<double> multipliers;   ///< λ, by clause

    // The first alternative of each clause, divided by a power of two.
    std::vector<double> constant;
    /// What must be added to a clause's constant while other alternatives are open; infinite: not known.
    std::vector<double> loosening;
    std::vector<std::vector<double>> terms;  ///< [issue][cell · clauses + clause]

    double goal_constant = 0;
    std::vector<std::vector<double>> goal;  ///< [issue][cell]: Σ μ_j g_j, rounded up
    /// The greatest sizes that `goal` and each clause can come to, which rounding is measured by.
    double goal_size = 0;
    std::vector<double> size;

    /// No solution with Σ μ_j g_j below this has a goal of `value` or more. Rounded down.
    double needed(const Goal& of, const Integer& value) const;
    /// What a bound on Σ μ_j g_j says of the goal. Rounded up.
    std::optional<Integer> goal_bound(const Goal& of, double weighted) const;
};

/// The relaxation of a program with a goal, at weights that make its bound small.
Relaxation relax(const Program& program);

/// The bound at one node, made smaller step by step.
class NodeBound {
  public:
    /// `decided`: of which clauses only the first alternative is left. `multipliers`: where to begin.
    NodeBound(const Relaxation& relaxation, const Domains& domains, const std::vector<bool>& decided,
              std::vector<double> multipliers);

    /// Takes up to so many steps, until no solution is left that reaches `needed`. After each one `at_tops`
    /// is called where the cells that make the relaxation greatest keep every clause that it knows.
    void lower(int steps, double needed,
               const std::function<void(const std::vector<std::uint32_t>&)>& at_tops);

    /// No solution within the domains has Σ μ_j g_j above this.
    double bound() const { return bound_; }
    const std::vector<double>& multipliers() const { return best_; }
    /// How much lower the bound is with this cell, at the weights of the bound; rounded down.
    std::vector<double> losses(std::size_t issue) const;
    /// How often each cell left of an issue was on top.
    const std::vector<double>& votes(std::size_t issue) const { return votes_[issue]; }

  private:
    double evaluate();
    double level(std::size_t issue, std::uint32_t cell, const std::vector<double>& multipliers) const;
    double rounding(const std::vector<double>& multipliers) const;

    const Relaxation& relaxation_;
    const Domains& domains_;
    std::vector<double> constant_;  ///< by clause; infinite where its sum says nothing
    std::vector<double> now_, best_, slope_;
    std::vector<std::uint32_t> tops_;  ///< by issue: a place in its domain
    std::vector<std::vector<double>> votes_;
    double bound_ = std::numeric_limits<double>::infinity();
};

}  // namespace comity
