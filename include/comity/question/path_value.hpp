#pragma once
/// What going on along a path of profiles is worth [F4.7].

#include <cstddef>

namespace comity {

/// above / below; kept apart, so that whoever takes something from it divides once.
template <class N>
struct PathFraction {
    N above, below;
};

/// w_i(t), what going on along a path of `length` profiles from a period is worth to an actor who discounts
/// by δ:
///     (1−δ) Σ_{s<T} δ^s u(a^{t+s}) / (1−δ^T)  =  Σ_{s<T} δ^s u(a^{t+s}) / Σ_{s<T} δ^s,
/// where the last divisor has no zero in [0, 1). The sums are by Horner's rule, from the last period back.
/// `payoff(k)`: what the k-th profile of the path pays.
template <class N, class Payoff>
PathFraction<N> path_fraction(std::size_t length, std::size_t period, const N& delta, const Payoff& payoff) {
    PathFraction<N> result{payoff((period + length - 1) % length), N(1)};
    for (std::size_t s = length - 1; s-- > 0;) {
        result.above = payoff((period + s) % length) + delta * result.above;
        result.below = N(1) + delta * result.below;
    }
    return result;
}

}  // namespace comity
