#pragma once
/// From points that support each other in floating point to a proof from within [F4.4].

#include "comity/certificate/payoff_proof.hpp"
#include "comity/question/question.hpp"
#include "point_cloud.hpp"

namespace comity {

/// The points that are outermost in some of `rows`, those with the least that each actor can be held to, and
/// all that support them, and the points `also` of V_0, whose
/// places in the proof are put into `names`; with weights rounded and a radius for what rounding does. Worth
/// nothing until check_inner has seen it.
InnerProof<Rational> prove_points(const Question<Rational>& question, const std::vector<Rational>& delta,
                                  const VectorGame& game, const RowList& rows, const PointCloud& cloud,
                                  const std::vector<std::size_t>& wanted,
                                  const std::vector<std::size_t>& also = {},
                                  std::vector<std::size_t>* names = nullptr);

/// Sets the radius of every point to what its weights and value ask for, actor by actor; `unit` are payoff
/// ranges.
void set_radius(const Question<Rational>& question, const std::vector<Rational>& delta,
                const std::vector<PayoffUnit>& unit, InnerProof<Rational>& proof);

/// Adds, for each profile of V_0 without a point, one that it supports with a lottery over the points, as far
/// as floating point finds one.
void add_played_points(const Question<Rational>& question, const std::vector<Rational>& delta,
                       const VectorGame& game, InnerProof<Rational>& proof);

}  // namespace comity
