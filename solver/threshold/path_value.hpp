#pragma once
/// What going on along a cycle is worth [F4.7].

#include "comity/question/path_value.hpp"
#include "conditions.hpp"

namespace comity {

/// A value above / below that is brought to lowest terms once, when something is taken from it.
struct PathValue {
    RationalFunction above, below;
    RationalFunction less(const RationalFunction& other) const { return (above - below * other) / below; }
};

/// w_i(t) of the path of a cell.
template <class T>
PathValue path_value(const Cell<T>& cell, std::size_t actor, std::size_t period) {
    auto [above, below] = path_fraction(cell.path.size(), period, cell.delta[actor],
                                        [&](std::size_t k) { return cell.utility(actor, cell.path[k]); });
    return {std::move(above), std::move(below)};
}

}  // namespace comity
