#pragma once
/// Whom the variables of formulas stand for.

#include "comity/model/model.hpp"

namespace comity {

/// The state that a formula means, where its variables stand for `slots`.
inline std::size_t actor_of(const Expression::ActorReference& reference,
                            const std::vector<std::size_t>& slots) {
    return reference.is_slot ? slots[reference.id] : reference.id;
}

/// Whom the variable of an aggregate stands for, one after the other.
std::vector<std::size_t> range_of(const Expression& aggregate, const Model& model, const Issue* issue,
                                  const std::vector<std::size_t>& slots);

}  // namespace comity
