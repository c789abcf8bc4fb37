// Snidal's mixture: u_i = (1 − r) Δg_i + r · mean_{j≠i}(Δg_i − Δg_j) [Snidal1991; F2].
//
// The mean of Δg_i − Δg_j is Δg_i − (1/(n−1)) Σ_{j≠i} Δg_j, so W_ii = (1 − r) + r = 1 and W_ij = −r/(n−1).

#include "forms.hpp"

namespace comity {

template <class T>
SquareMatrix<T> snidal_weights(std::size_t n, const T& r) {
    SquareMatrix<T> w = absolute_weights<T>(n);
    if (n < 2) return w;
    const T each = r * T(Rational(1) / Rational(n - 1));
    for (Eigen::Index i = 0; i < w.rows(); ++i) {
        for (Eigen::Index j = 0; j < w.cols(); ++j) {
            if (i != j) w(i, j) -= each;
        }
    }
    return w;
}

template SquareMatrix<Rational> snidal_weights(std::size_t, const Rational&);
template SquareMatrix<RationalFunction> snidal_weights(std::size_t, const RationalFunction&);

}  // namespace comity
