#pragma once
/// A model without some of its constraints [F3.5].

#include "comity/certificate/finding.hpp"
#include "comity/model/model.hpp"

namespace comity {

/// `constraints`: indices, ascending. Where expulsion is the punishment, an exit rule still says what it
/// comes to: only the floor goes.
Model without_constraints(const Model& model, const std::vector<std::size_t>& constraints,
                          std::optional<Punishment> punishment);

/// The constraints that hold under a lens, by index.
std::vector<std::size_t> constraints_under(const Model& model, const std::string& lens);

}  // namespace comity
