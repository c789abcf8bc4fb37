#pragma once
/// The inverse of a small matrix of which one row at a time is exchanged.

#include <cstddef>
#include <vector>

namespace comity {

class SquareInverse {
  public:
    explicit SquareInverse(std::size_t n) : n_(n), inverse_(n * n), matrix_(n * n) {}

    std::size_t size() const { return n_; }
    /// Row k of the matrix, to be filled before `invert`.
    double* row(std::size_t k) { return &matrix_[k * n_]; }
    /// False where the rows depend on each other.
    bool invert();
    /// Row k becomes `new_row`, whose coefficients in the present rows are `alpha`; alpha[k] ≠ 0.
    void exchange(std::size_t k, const double* new_row, const double* alpha);
    /// x = M⁻¹ y: the point at which row k has the value y_k.
    void point(const double* y, double* x) const;
    /// z with zᵀM = y: the coefficients of y in the rows.
    void coefficients(const double* y, double* z) const;
    /// Column k of the inverse: the point at which row k is 1 and the others are 0.
    double inverse_at(std::size_t i, std::size_t k) const { return inverse_[i * n_ + k]; }

  private:
    std::size_t n_;
    std::vector<double> inverse_, matrix_;
    std::size_t exchanges_ = 0;
};

}  // namespace comity
