#pragma once
/// A model back into text: the resolved model that archives keep [F8].

#include "comity/model/model.hpp"

namespace comity {

/// The model as one self-contained `.toml` text: data tables and settings in place, comments and layout gone,
/// always the same bytes for the same model. Reading it gives the same model again.
std::string write_model(const Model& model);

}  // namespace comity
