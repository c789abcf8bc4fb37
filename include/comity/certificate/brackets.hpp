#pragma once
/// Reading a threshold whose ends are known from two sides: what is proved to be sustained, and what could
/// not be refuted [F4.7].

#include <optional>
#include <utility>
#include <vector>

#include "comity/certificate/finding.hpp"

namespace comity {

/// One interval of a sustaining set: it holds `inner` and lies within `outer`. Equal where the ends are
/// exact.
struct BracketedInterval {
    Interval inner, outer;
    bool operator==(const BracketedInterval&) const = default;
};

struct Brackets {
    /// A piece that is proved to be sustained, ascending; where two lie in one piece that could not be
    /// refuted, what is between them belongs to the ends of both.
    std::vector<BracketedInterval> sustained;
    /// Pieces where neither is proved.
    std::vector<Interval> undecided;
};

Brackets brackets(const Threshold& threshold);

/// Are both sides the same set?
bool is_exact(const Threshold& threshold);

/// The least sustaining value lies between these two (equal where it is known exactly); the second is the end
/// of the range where nothing is proved to be sustained. Nothing where nothing can be, or where a side has no
/// finite least.
std::optional<std::pair<AlgebraicNumber, AlgebraicNumber>> least_between(const Threshold& threshold);

/// In δ: could be sustained only on one interval up to the end of the range, and is on one.
bool is_bracketed_up_set(const Threshold& threshold);

}  // namespace comity
