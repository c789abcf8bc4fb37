#pragma once
/// Sets a little larger than V* that the operator makes smaller: goals of outer proofs.

#include "comity/text/progress.hpp"
#include "directions.hpp"
#include "iterate.hpp"

namespace comity {

/// Polygons around those of a converged family that hold what the operator makes of them, moved outward by
/// half of `margin`. By linear duality every bound of F4.4 then holds strictly at their levels in the
/// directions of their edges. Nothing where growth does not end: the fixed point is (nearly) one of several.
std::optional<std::vector<Polygon>> grown(const FloatGame& game, const PayoffFamily& family, double margin,
                                          const StopToken& stop);

/// v_i(x) as sets have it.
Threats threats_of(const FloatGame& game, const std::vector<Polygon>& sets);

/// Adds the normals of what the operator makes of the sets that levels enclose: where a walk stalls, they can
/// tell more.
void add_normals_after(const FloatGame& game, const std::vector<double>& levels, DirectionList& directions);

}  // namespace comity
