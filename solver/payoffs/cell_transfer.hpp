#pragma once
/// A proof from without at one point of a cell, carried over to the whole of it.

#include "cell.hpp"

namespace comity {

/// Rows, rays and directions stay; levels are found again at both nodes of the cell and are affine between
/// them. Nothing where they do not seem to exclude the target; what is returned is still to be checked.
std::optional<OuterProof<RationalFunction>> moved_to_cell(const CellQuestion& cell,
                                                          const CellSamples& samples, const FloatGame& game,
                                                          const OuterProof<Rational>& middle);

}  // namespace comity
