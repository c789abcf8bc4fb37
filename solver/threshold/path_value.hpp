#pragma once
/// What going on along a cycle is worth [F4.7].

#include "conditions.hpp"

namespace comity {

/// A value above / below that is brought to lowest terms once, when something is taken from it.
struct PathValue {
    RationalFunction above, below;
    RationalFunction less(const RationalFunction& other) const { return (above - below * other) / below; }
};

/// w_i(t), what going on along the path from period t is worth: for a path of T profiles
///     (1−δ) Σ_{s<T} δ^s u(a^{t+s}) / (1−δ^T)  =  Σ_{s<T} δ^s u(a^{t+s}) / Σ_{s<T} δ^s,
/// where the last divisor has no zero in [0, 1). The sums are by Horner's rule, from the last period back.
template <class T>
PathValue path_value(const Cell<T>& cell, std::size_t actor, std::size_t period) {
    const std::size_t length = cell.path.size();
    const RationalFunction& delta = cell.delta[actor];
    PathValue value{cell.utility(actor, cell.path[(period + length - 1) % length]), 1};
    for (std::size_t s = length - 1; s-- > 0;) {
        value.above = cell.utility(actor, cell.path[(period + s) % length]) + delta * value.above;
        value.below = RationalFunction(1) + delta * value.below;
    }
    return value;
}

}  // namespace comity
