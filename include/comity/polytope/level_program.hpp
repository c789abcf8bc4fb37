#pragma once
/// The largest value of a linear function on a polytope that half-planes bound, for very many small programs
/// that are alike: the same rows with other levels, other requirements, other functions. Floating point;
/// nothing here is a proof.

#include <cstddef>
#include <cstdint>
#include <vector>

#include "comity/polytope/square_inverse.hpp"

namespace comity {

/// Rows of equal length, kept component by component so that all of them are met in one pass.
class RowBlock {
  public:
    RowBlock() = default;
    explicit RowBlock(std::size_t length) : columns_(length) {}
    std::size_t length() const { return columns_.size(); }
    std::size_t size() const { return columns_.empty() ? 0 : columns_.front().size(); }
    /// Appends a row of `length()` numbers.
    void add(const double* row);
    void set(std::size_t k, const double* row);
    /// Leaves the first `size` rows.
    void shrink(std::size_t size);
    double at(std::size_t k, std::size_t i) const { return columns_[i][k]; }
    /// into[k] = row_k · x, for every row.
    void times(const double* x, std::vector<double>& into) const;

  private:
    std::vector<std::vector<double>> columns_;
};

/// max { g·c : row_r·c ≤ level_r, c_i ≥ q_i } by the dual simplex method. The rows must contain the axes,
/// e_i at 2i and −e_i at 2i + 1, up to a positive factor. Any basis that was optimal for the same g, whatever
/// the levels and requirements were, is a start.
class LevelProgram {
  public:
    enum class Status { optimal, empty, unfinished };

    explicit LevelProgram(const RowBlock& rows);

    /// Aims at g. `basis`: n row numbers (i is the requirement of actor i, n + r is row r); null for the
    /// axes. A basis that does not fit g is replaced by the axes.
    void aim(const double* g, const std::uint16_t* basis);
    /// `q` is finite.
    Status solve(const double* levels, const double* q);

    const std::vector<std::uint16_t>& basis() const { return basis_; }
    /// Of the rows of the basis, ≥ 0: Σ multiplier · row = g. Σ multiplier · level is an upper bound whatever
    /// the status.
    const std::vector<double>& multipliers() const { return multipliers_; }
    /// After `empty`, of the rows of the basis, ≥ 0: with the row `entering`, whose multiplier is 1, they sum
    /// to zero, and their levels to less.
    const std::vector<double>& ray() const { return ray_; }
    std::uint16_t entering() const { return entering_; }
    const std::vector<double>& place() const { return place_; }

  private:
    void row(std::uint16_t number, double* into) const;
    bool factor();

    const RowBlock& rows_;
    std::size_t n_;
    SquareInverse inverse_;
    std::vector<std::uint16_t> basis_;
    std::vector<double> goal_, multipliers_, ray_, place_, values_, entry_, alpha_;
    std::uint16_t entering_ = 0;
};

}  // namespace comity
