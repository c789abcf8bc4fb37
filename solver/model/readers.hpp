#pragma once
/// The parts of a model file, one function a part, in the order in which they lean on each other. Each fills
/// in its part of the Model and reports what is wrong with it.

#include "comity/model/load.hpp"
#include "csv_shelf.hpp"
#include "table_reader.hpp"

namespace comity {

void read_actor_list(TableReader& root, Model& model);                           // read_actors.cpp
void read_parameters(TableReader& root, Model& model);                           // read_parameters.cpp
void read_choices(TableReader& root, Model& model, const LoadOptions& options);  // read_parameters.cpp
/// [attributes] and [matrices] of the model or of a data file; rows are in the order of `order`.
void read_tables(TableReader& root, Model& model, const std::vector<std::string>& order,
                 CsvShelf& shelf);  // read_tables.cpp
void read_data_files(TableReader& root, Model& model, const LoadOptions& options, CsvShelf& shelf,
                     Diagnostics& diagnostics);                               // read_data_files.cpp
void read_definitions(TableReader& root, Model& model);                       // read_definitions.cpp
void read_units(TableReader& root, Model& model, Diagnostics& diagnostics);   // read_definitions.cpp
void read_issues(TableReader& root, Model& model, Diagnostics& diagnostics);  // read_issues.cpp
/// `payoff`, `outcomes`, `table` or `family` of one issue.
void read_payoffs(TableReader& reader, Model& model, IssueDeclaration& issue,
                  Diagnostics& diagnostics);  // read_payoffs.cpp
/// `table`: a text of numbers, profile by profile.
void read_outcome_text(TableReader& reader, const toml::node& node,
                       IssueDeclaration& issue);                                   // read_outcome_text.cpp
void read_lenses(TableReader& root, Model& model, Diagnostics& diagnostics);       // read_lenses.cpp
void read_constraints(TableReader& root, Model& model, Diagnostics& diagnostics);  // read_constraints.cpp
/// The kinds of agreement constraint [F3.2]; empty for a kind that is none of them.
std::optional<decltype(ConstraintDeclaration::what)> read_agreement(
    TableReader& reader, const std::string& kind, Model& model,
    Diagnostics& diagnostics);                       // read_agreements.cpp
void read_linkage(TableReader& root, Model& model);  // read_settings.cpp
void read_targets(TableReader& root, Model& model);  // read_targets.cpp
/// `value` and `set` of a target: what utilities are asked for.
void read_value(TomlDocument& document, const toml::table& table, const Model& model,
                TargetDeclaration& target);  // read_payoff_targets.cpp
void read_set(TomlDocument& document, const toml::array& list, const Model& model,
              TargetDeclaration& target);                                    // read_payoff_targets.cpp
void read_delta(TableReader& root, Model& model, Diagnostics& diagnostics);  // read_settings.cpp
void read_punishment(TableReader& root, Model& model);                       // read_settings.cpp
void read_agreement_goals(TableReader& root, Model& model);                  // read_settings.cpp
void read_propositions(TableReader& root, Model& model);                     // read_propositions.cpp
void read_expectations(TableReader& root, Model& model);                     // read_expect.cpp
/// `corners` of an expectation, and what does not go with it.
void read_corners(TableReader& reader, Expectation& expectation);  // read_corners.cpp

/// Words of the formula language, which name nothing else.
const std::vector<std::string>& formula_words();  // load.cpp

/// kind, source, reason and unit of a number. A number needs a source or a reason; data needs a source, a
/// judgement a reason.
Provenance read_provenance(TableReader& reader);  // read_parameters.cpp

/// Names that `issues_named` understands.
std::vector<std::string> issue_names(const Model& model);  // read_issues.cpp
/// True if a node names an issue or a group; else says so.
bool known_issue(TableReader& reader, const Model& model, const toml::node& node,
                 const std::string& name);  // read_constraints.cpp

}  // namespace comity
