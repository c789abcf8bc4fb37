#pragma once
/// The discount factor δ of F1.5: how much a state values the next period relative to this one.

#include <optional>

#include "comity/number/rational.hpp"

namespace comity {

/// A rational δ with 0 ≤ δ < 1; the constructor is private so that no other value exists.
class Discount {
  public:
    /// Empty unless 0 ≤ value < 1.
    static std::optional<Discount> from(const Rational& value) {
        if (value < 0 || value >= 1) return std::nullopt;
        return Discount(value);
    }
    const Rational& value() const { return value_; }
    bool operator==(const Discount&) const = default;

  private:
    explicit Discount(Rational value) : value_(std::move(value)) {}
    Rational value_;
};

}  // namespace comity
