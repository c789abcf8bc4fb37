#pragma once
/// Multipliers for a bound that holds whatever they are (product_search.cpp).

#include <vector>

#include "comity/game/profile_space.hpp"
#include "comity/number/rational.hpp"

namespace comity::checker {

/// A sum over issues in whole numbers, and the largest that is to come from an issue on.
struct Whole {
    Integer constant = 0;
    std::vector<std::vector<Integer>> terms;  ///< [issue][cell]
    std::vector<Integer> to_come;             ///< from issue s on; 0 after the last
};

/// λ ≥ 0, one for each row, such that the largest value of goal + Σ λ · row over possible cells is small. No
/// proof rests on how small.
std::vector<Rational> good_multipliers(const std::vector<std::vector<bool>>& possible, const Whole& goal,
                                       const std::vector<Whole>& rows);

}  // namespace comity::checker
