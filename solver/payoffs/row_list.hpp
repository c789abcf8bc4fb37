#pragma once
/// Directions of levels for any number of actors: whole numbers, and the same in floating point.

#include "comity/polytope/level_program.hpp"
#include "vector_game.hpp"

namespace comity {

class RowList {
  public:
    /// The axes.
    explicit RowList(const VectorGame& game);

    /// The row of a direction in utilities, added if there is none like it. Not the null vector.
    std::size_t add(const std::vector<Integer>& direction);
    /// The row nearest to a direction in the units of the floating game among those with entries of `1/grid`
    /// of the greatest, added if there is none as near.
    std::size_t add_near(const std::vector<double>& direction, double grid);

    std::size_t size() const { return exact_.size(); }
    const std::vector<std::vector<Integer>>& exact() const { return exact_; }
    const RowBlock& block() const { return block_; }
    /// Its greatest entry is of size one, in the units of the floating game.
    const std::vector<double>& unit(std::size_t row) const { return unit_[row]; }
    /// A level in utilities that is not below `level` in the units of the floating game; rounded to 2^-bits.
    Rational level(std::size_t row, double level, int bits) const;
    double level(std::size_t row, const Rational& level) const;

  private:
    std::size_t append(std::vector<Integer> direction);

    const VectorGame& game_;
    std::vector<std::vector<Integer>> exact_;
    std::vector<std::vector<double>> unit_;
    std::vector<Rational> length_, origin_;
    RowBlock block_;
};

}  // namespace comity
