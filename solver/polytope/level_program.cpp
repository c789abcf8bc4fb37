#include "comity/polytope/level_program.hpp"

#include <algorithm>
#include <cmath>

namespace comity {
namespace {

constexpr double kFeasible = 1e-12;  ///< how far outside a row counts as on it
constexpr double kPivot = 1e-9;      ///< what counts as no coefficient
constexpr double kNegative = 1e-11;  ///< what a multiplier may be below zero by rounding
constexpr int kManyPivots = 400;

}  // namespace

void RowBlock::add(const double* row) {
    for (std::size_t i = 0; i < columns_.size(); ++i) columns_[i].push_back(row[i]);
}

void RowBlock::set(std::size_t k, const double* row) {
    for (std::size_t i = 0; i < columns_.size(); ++i) columns_[i][k] = row[i];
}

void RowBlock::shrink(std::size_t size) {
    for (auto& column : columns_) column.resize(size);
}

void RowBlock::times(const double* x, std::vector<double>& into) const {
    const std::size_t count = size();
    into.resize(count);
    double* const result = into.data();
    {
        const double* const column = columns_[0].data();
        const double factor = x[0];
        for (std::size_t k = 0; k < count; ++k) result[k] = factor * column[k];
    }
    for (std::size_t i = 1; i < columns_.size(); ++i) {
        const double* const column = columns_[i].data();
        const double factor = x[i];
        if (factor == 0) continue;
        for (std::size_t k = 0; k < count; ++k) result[k] += factor * column[k];
    }
}

LevelProgram::LevelProgram(const RowBlock& rows)
    : rows_(rows),
      n_(rows.length()),
      inverse_(n_),
      basis_(n_),
      goal_(n_),
      multipliers_(n_),
      ray_(n_),
      place_(n_),
      entry_(n_),
      alpha_(n_) {}

void LevelProgram::row(std::uint16_t number, double* into) const {
    if (number >= n_) {
        for (std::size_t i = 0; i < n_; ++i) into[i] = rows_.at(number - n_, i);
    } else {
        std::fill(into, into + n_, 0.0);
        into[number] = -1;
    }
}

bool LevelProgram::factor() {
    for (std::size_t k = 0; k < n_; ++k) row(basis_[k], inverse_.row(k));
    if (!inverse_.invert()) return false;
    inverse_.coefficients(goal_.data(), multipliers_.data());
    for (double& each : multipliers_) {
        if (each < -kNegative) return false;
        each = std::max(each, 0.0);
    }
    return true;
}

void LevelProgram::aim(const double* g, const std::uint16_t* basis) {
    std::copy(g, g + n_, goal_.begin());
    if (basis != nullptr) {
        std::copy(basis, basis + n_, basis_.begin());
        if (factor()) return;
    }
    for (std::size_t i = 0; i < n_; ++i)
        basis_[i] = static_cast<std::uint16_t>(n_ + 2 * i + (goal_[i] >= 0 ? 0 : 1));
    factor();
}

LevelProgram::Status LevelProgram::solve(const double* levels, const double* q) {
    std::vector<double> at(n_);
    for (int pivots = 0; pivots < kManyPivots; ++pivots) {
        // Step 1. Where the rows of the basis meet, and the row that is furthest from holding there.
        for (std::size_t k = 0; k < n_; ++k) at[k] = basis_[k] < n_ ? -q[basis_[k]] : levels[basis_[k] - n_];
        inverse_.point(at.data(), place_.data());
        rows_.times(place_.data(), values_);
        double most = kFeasible;
        std::size_t enters = n_ + rows_.size();
        const std::size_t none = enters;
        for (std::size_t r = 0; r < rows_.size(); ++r) {
            if (values_[r] - levels[r] > most) {
                most = values_[r] - levels[r];
                enters = n_ + r;
            }
        }
        for (std::size_t i = 0; i < n_; ++i) {
            if (q[i] - place_[i] > most) {
                most = q[i] - place_[i];
                enters = i;
            }
        }
        if (enters == none) return Status::optimal;
        // Step 2. The row that leaves.
        entering_ = static_cast<std::uint16_t>(enters);
        row(entering_, entry_.data());
        inverse_.coefficients(entry_.data(), alpha_.data());
        std::size_t leaves = n_;
        double ratio = 0;
        for (std::size_t k = 0; k < n_; ++k) {
            if (alpha_[k] <= kPivot) continue;
            const double here = multipliers_[k] / alpha_[k];
            if (leaves == n_ || here < ratio - 1e-13 ||
                (here <= ratio + 1e-13 && alpha_[k] > alpha_[leaves])) {
                ratio = leaves == n_ ? here : std::min(ratio, here);
                leaves = k;
            }
        }
        if (leaves == n_) {
            for (std::size_t k = 0; k < n_; ++k) ray_[k] = std::max(0.0, -alpha_[k]);
            return Status::empty;
        }
        ratio = multipliers_[leaves] / alpha_[leaves];
        for (std::size_t k = 0; k < n_; ++k)
            multipliers_[k] = std::max(0.0, multipliers_[k] - ratio * alpha_[k]);
        multipliers_[leaves] = ratio;
        inverse_.exchange(leaves, entry_.data(), alpha_.data());
        basis_[leaves] = entering_;
    }
    return Status::unfinished;
}

}  // namespace comity
