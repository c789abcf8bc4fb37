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

}  // namespace comity
