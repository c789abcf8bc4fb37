#include "comity/polytope/square_inverse.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace comity {
namespace {

constexpr std::size_t kFresh = 40;  ///< exchanges until rounding is cleared away
constexpr double kSingular = 1e-11;

}  // namespace

bool SquareInverse::invert() {
    exchanges_ = 0;
    std::vector<double> left = matrix_;
    std::fill(inverse_.begin(), inverse_.end(), 0.0);
    for (std::size_t k = 0; k < n_; ++k) inverse_[k * n_ + k] = 1;
    for (std::size_t k = 0; k < n_; ++k) {
        std::size_t pivot = k;
        for (std::size_t i = k + 1; i < n_; ++i) {
            if (std::abs(left[i * n_ + k]) > std::abs(left[pivot * n_ + k])) pivot = i;
        }
        if (std::abs(left[pivot * n_ + k]) < kSingular) return false;
        if (pivot != k) {
            for (std::size_t j = 0; j < n_; ++j) {
                std::swap(left[pivot * n_ + j], left[k * n_ + j]);
                std::swap(inverse_[pivot * n_ + j], inverse_[k * n_ + j]);
            }
        }
        const double scale = 1 / left[k * n_ + k];
        for (std::size_t j = 0; j < n_; ++j) {
            left[k * n_ + j] *= scale;
            inverse_[k * n_ + j] *= scale;
        }
        for (std::size_t i = 0; i < n_; ++i) {
            const double factor = left[i * n_ + k];
            if (i == k || factor == 0) continue;
            for (std::size_t j = 0; j < n_; ++j) {
                left[i * n_ + j] -= factor * left[k * n_ + j];
                inverse_[i * n_ + j] -= factor * inverse_[k * n_ + j];
            }
        }
    }
    return true;
}

void SquareInverse::exchange(std::size_t k, const double* new_row, const double* alpha) {
    std::copy(new_row, new_row + n_, &matrix_[k * n_]);
    if (++exchanges_ >= kFresh && invert()) return;
    const double scale = 1 / alpha[k];
    for (std::size_t i = 0; i < n_; ++i) {
        double* at = &inverse_[i * n_];
        const double pivot = at[k] * scale;
        if (pivot == 0) continue;
        for (std::size_t j = 0; j < n_; ++j) at[j] -= alpha[j] * pivot;
        at[k] = pivot;
    }
}

void SquareInverse::point(const double* y, double* x) const {
    for (std::size_t i = 0; i < n_; ++i) {
        double sum = 0;
        for (std::size_t k = 0; k < n_; ++k) sum += inverse_[i * n_ + k] * y[k];
        x[i] = sum;
    }
}

void SquareInverse::coefficients(const double* y, double* z) const {
    for (std::size_t k = 0; k < n_; ++k) z[k] = 0;
    for (std::size_t i = 0; i < n_; ++i) {
        if (y[i] == 0) continue;
        for (std::size_t k = 0; k < n_; ++k) z[k] += y[i] * inverse_[i * n_ + k];
    }
}

}  // namespace comity
