#pragma once
/// The parts of a model file, one function a part, in the order in which they lean on each other. Each fills
/// in its part of the Model and reports what is wrong with it.

#include "comity/model/load.hpp"
#include "table_reader.hpp"

namespace comity {

void read_actor_list(TableReader& root, Model& model);                           // read_actors.cpp
void read_parameters(TableReader& root, Model& model);                           // read_parameters.cpp
void read_choices(TableReader& root, Model& model, const LoadOptions& options);  // read_parameters.cpp
/// [attributes] and [matrices] of the model or of a data file; rows are in the order of `order`.
void read_tables(TableReader& root, Model& model, const std::vector<std::string>& order);  // read_tables.cpp
void read_data_files(TableReader& root, Model& model, const LoadOptions& options,
                     Diagnostics& diagnostics);                               // read_tables.cpp
void read_definitions(TableReader& root, Model& model);                       // read_definitions.cpp
void read_units(TableReader& root, Model& model, Diagnostics& diagnostics);   // read_definitions.cpp
void read_issues(TableReader& root, Model& model, Diagnostics& diagnostics);  // read_issues.cpp
/// `payoff`, `outcomes`, `table` or `family` of one issue.
void read_payoffs(TableReader& reader, Model& model, IssueDeclaration& issue,
                  Diagnostics& diagnostics);  // read_payoffs.cpp
/// `table`: a text of numbers, profile by profile.
void read_outcome_text(TableReader& reader, const toml::node& node, IssueDeclaration& issue);  // read_outcome_text.cpp
void read_lenses(TableReader& root, Model& model, Diagnostics& diagnostics);       // read_lenses.cpp
void read_constraints(TableReader& root, Model& model, Diagnostics& diagnostics);  // read_constraints.cpp
void read_targets(TableReader& root, Model& model);                                // read_targets.cpp
void read_delta(TableReader& root, Model& model, Diagnostics& diagnostics);        // read_targets.cpp
void read_punishment(TableReader& root, Model& model);                             // read_targets.cpp

/// Words of the formula language, which name nothing else.
const std::vector<std::string>& formula_words();  // load.cpp

/// kind, source, reason and unit of a number. A number needs a source or a reason; data needs a source, a
/// judgement a reason.
Provenance read_provenance(TableReader& reader);  // read_parameters.cpp

/// Issues that a name means: an issue, or all issues of a group. Empty if none.
std::vector<std::size_t> issues_named(const Model& model, const std::string& name);  // read_issues.cpp
/// Names that `issues_named` understands.
std::vector<std::string> issue_names(const Model& model);  // read_issues.cpp

}  // namespace comity
