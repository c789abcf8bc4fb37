// Identity: u_i = Δg_i + Σ_{j≠i} α_ij Δg_j + ν_i(a): others' gains count as far as they are "us", and norms
// have a price of their own [Wendt1999; F2]. W_ii = 1, W_ij = α_ij.

#include "forms.hpp"

namespace comity {

template <class T>
SquareMatrix<T> identity_weights(const SquareMatrix<T>& alpha) {
    SquareMatrix<T> w = absolute_weights<T>(static_cast<std::size_t>(alpha.rows()));
    for (Eigen::Index i = 0; i < w.rows(); ++i) {
        for (Eigen::Index j = 0; j < w.cols(); ++j) {
            if (i != j) w(i, j) = alpha(i, j);
        }
    }
    return w;
}

template SquareMatrix<Rational> identity_weights(const SquareMatrix<Rational>&);
template SquareMatrix<RationalFunction> identity_weights(const SquareMatrix<RationalFunction>&);

}  // namespace comity
