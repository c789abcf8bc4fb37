#pragma once
/// How far levels must move outward so that they still bound each other after rounding.

#include "cell_bounds.hpp"

namespace comity {

/// By row, in units of what rounding does: y_h > λ·y wherever h is attained up to `loosened`/8. Empty where
/// there is no such y.
Levels margins(const CellBounds& bounds, const Levels& levels, double loosened);

}  // namespace comity
