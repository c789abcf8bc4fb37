#pragma once
/// The forms that a lens's matrix takes, one file each. `rivals` are the raw weights w_ij (zero on the
/// diagonal).

#include "comity/lens/lens.hpp"

namespace comity {

template <class T>
SquareMatrix<T> absolute_weights(std::size_t n);
template <class T>
SquareMatrix<T> relative_weights(const SquareMatrix<T>& k);
template <class T>
SquareMatrix<T> snidal_weights(std::size_t n, const T& r);
template <class T>
SquareMatrix<T> identity_weights(const SquareMatrix<T>& alpha);
template <class T>
Vector<T> defensive_value(const SquareMatrix<T>& k, const Vector<T>& gains, const Evaluator<T>& evaluator);

/// What one unit of each state's gain is in the unit `counted_in`, in place of the unit in use [F2.2].
template <class T>
std::vector<T> exchange_rates(const Model& model, const std::string& counted_in,
                              const Evaluator<T>& evaluator);
/// W as it has to be so that D W Δg is the lens's W applied to D Δg, with D = diag(exchange).
template <class T>
void count_in(SquareMatrix<T>& w, const std::vector<T>& exchange);

}  // namespace comity
