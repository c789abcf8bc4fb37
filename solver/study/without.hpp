#pragma once
/// A model without some of its constraints [F3.5].

#include "comity/certificate/finding.hpp"
#include "comity/model/model.hpp"

namespace comity {

/// Where expulsion is the punishment, an exit rule still says what it comes to: only the floor goes.
Model without(const Model& model, const std::vector<std::size_t>& constraints,
              std::optional<Punishment> punishment);

}  // namespace comity
