#pragma once
/// Points that support each other although somebody only just keeps to the plan: their weights follow exactly
/// from what just holds [F4.3, F4.4].

#include "comity/certificate/payoff_proof.hpp"
#include "point_cloud.hpp"

namespace comity {

/// Of a cloud in which what is just met counts as met: what exact arithmetic bears out, namely those points
/// that are outermost in some of the rows, the worst for each actor, the points `also` of V_0, whose places
/// in the proof are put into `names`, and what supports them. All radii are zero. No points where there are
/// none; no names where one of them is not borne out.
InnerProof<Rational> tied_points(const VectorGame& game, const RowList& rows, const PointCloud& cloud,
                                 const std::vector<std::size_t>& wanted,
                                 const std::vector<std::size_t>& also = {},
                                 std::vector<std::size_t>* names = nullptr);

/// The points of both; those of the second are put behind the others.
InnerProof<Rational> joined(InnerProof<Rational> first, InnerProof<Rational> second);

}  // namespace comity
