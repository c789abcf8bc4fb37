#pragma once
/// The range of a scalar cut into cells on which a target is proved sustained, or proved not, under the worst
/// equilibrium [F4.7]: for scalars in which sustainability is not monotone, or not known to be.

#include "cells.hpp"

namespace comity {

struct Partition {
    /// What is proved; the rest of the region is undecided.
    IntervalSet sustained, refuted;
    /// The proofs, ascending; a point or an interval each.
    std::vector<PayoffCell> cells;
};

/// Cuts `region` until every piece is proved, or narrower than the tolerance of the request, or until a fixed
/// amount of work is done. Two actors, one public state. Throws Stopped.
Partition partition(const Model& model, const GameForm& form, const ThresholdRequest& request,
                    std::optional<std::size_t> without, const IntervalSet& region, const StopToken& stop);

}  // namespace comity
