// Defensive relative gains: u_i = Δg_i − Σ_{j≠i} k_ij max(0, Δg_j − Δg_i): only being outgained hurts
// [Grieco1988; F2]. Not linear, hence no matrix: it is applied to a period's total over issues.

#include "forms.hpp"

namespace comity {

template <class T>
Vector<T> defensive_value(const SquareMatrix<T>& k, const Vector<T>& gains, const Evaluator<T>& evaluator) {
    Vector<T> u = gains;
    for (Eigen::Index i = 0; i < k.rows(); ++i) {
        for (Eigen::Index j = 0; j < k.cols(); ++j) {
            if (i == j) continue;
            const T ahead = gains(j) - gains(i);
            if (evaluator.sign(ahead) > 0) u(i) -= k(i, j) * ahead;
        }
    }
    return u;
}

template Vector<Rational> defensive_value(const SquareMatrix<Rational>&, const Vector<Rational>&,
                                          const Evaluator<Rational>&);
template Vector<RationalFunction> defensive_value(const SquareMatrix<RationalFunction>&,
                                                  const Vector<RationalFunction>&,
                                                  const Evaluator<RationalFunction>&);

}  // namespace comity
