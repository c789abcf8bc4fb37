// Absolute gains: u_i = Δg_i, so W = I. The question of liberal institutionalism, "will both of us gain?"
// [Keohane1984; F2].

#include "forms.hpp"

namespace comity {

template <class T>
SquareMatrix<T> absolute_weights(std::size_t n) {
    const auto size = static_cast<Eigen::Index>(n);
    SquareMatrix<T> w = SquareMatrix<T>::Constant(size, size, T(0));
    for (Eigen::Index i = 0; i < size; ++i) w(i, i) = T(1);
    return w;
}

template SquareMatrix<Rational> absolute_weights(std::size_t);
template SquareMatrix<RationalFunction> absolute_weights(std::size_t);

}  // namespace comity
