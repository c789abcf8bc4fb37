#pragma once
/// A model back into text: the resolved model that archives keep [F8].

#include "comity/model/model.hpp"

namespace comity {

/// The model as one self-contained `.toml` text: data tables and settings in place, comments and layout gone,
/// always the same bytes for the same model. Reading it gives the same model again. `expectations`: its
/// `[[expect]]` too; no answer depends on them, so archives of answers leave them out and equal questions
/// stay equal whatever is expected of them.
std::string write_model(const Model& model, bool expectations = true);

}  // namespace comity
