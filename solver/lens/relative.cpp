// Relative gains: u_i = Δg_i − Σ_{j≠i} k_ij (Δg_j − Δg_i) [Waltz1979, Grieco1988; F2].
//
// Collecting Δg_i gives W_ii = 1 + Σ_{j≠i} k_ij and W_ij = −k_ij, which is what is coded.

#include "forms.hpp"

namespace comity {

template <class T>
SquareMatrix<T> relative_weights(const SquareMatrix<T>& k) {
    SquareMatrix<T> w = absolute_weights<T>(static_cast<std::size_t>(k.rows()));
    for (Eigen::Index i = 0; i < k.rows(); ++i) {
        for (Eigen::Index j = 0; j < k.cols(); ++j) {
            if (i == j) continue;
            w(i, i) += k(i, j);
            w(i, j) -= k(i, j);
        }
    }
    return w;
}

template SquareMatrix<Rational> relative_weights(const SquareMatrix<Rational>&);
template SquareMatrix<RationalFunction> relative_weights(const SquareMatrix<RationalFunction>&);

}  // namespace comity
