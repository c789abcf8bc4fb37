#pragma once
/// Points that support each other although somebody only just keeps to the plan: their weights follow exactly
/// from what just holds [F4.3, F4.4].

#include "comity/certificate/payoff_proof.hpp"
#include "point_cloud.hpp"

namespace comity {

/// Of a cloud that grew from the profiles that can be played for ever, every point from those before it, with
/// what is just met counted as met: what exact arithmetic bears out, namely those points that are outermost
/// in some of the rows and what supports them. All radii are zero. No points where there are none.
InnerProof<Rational> tied_points(const VectorGame& game, const RowList& rows, const PointCloud& cloud,
                                 const std::vector<std::size_t>& wanted);

}  // namespace comity
