#pragma once
/// In what units floating games are written.

#include <limits>

#include "comity/number/rational.hpp"

namespace comity {

inline constexpr double kInfinity = std::numeric_limits<double>::infinity();

/// Lowest payoff and range of an actor, exactly: payoff = lowest + range · value here.
struct PayoffUnit {
    Rational lowest = 0, range = 1;

    /// A payoff as floating games have it.
    double scaled(const Rational& payoff) const {
        return static_cast<double>(Rational((payoff - lowest) / range));
    }
};

}  // namespace comity
