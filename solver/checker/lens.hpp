#pragma once
/// A lens with its numbers in [F2].

#include "world.hpp"

namespace comity::checker {

template <class T>
class LensValues {
  public:
    /// Throws EvaluationError where a formula has no value.
    LensValues(const Model& model, std::size_t index, const Evaluator<T>& evaluator);

    bool defensive = false;
    std::vector<std::vector<T>> weight;  ///< W_ij; of the defensive lens k_ij
    std::vector<T> rate;                 ///< what a unit of i's gain is in the unit of comparison [F2.2]
    std::vector<std::pair<std::string, T>> norms;

    /// W_ii, what i's own norms and costs count; 1 under the defensive lens.
    T own(std::size_t i) const { return defensive ? T(1) : weight[i][i]; }
    /// What i makes of everybody's gains.
    T of_gains(std::size_t i, const std::vector<T>& gains) const;
    /// u + ν_i at a profile.
    void add_norms(const Game<T>& game, std::size_t i, ProfileIndex profile, T& u) const;

  private:
    const Evaluator<T>& evaluator_;
};

/// u_i for every profile, without the cost of sovereignty.
template <class T>
std::vector<PayoffRow<T>> utilities(const Game<T>& game, const LensValues<T>& lens);

/// The same issue by issue, without a table of profiles. Error (bad_model): the lens is the defensive one.
template <class T>
void set_utilities_by_issue(World<T>& world, const LensValues<T>& lens);

}  // namespace comity::checker
