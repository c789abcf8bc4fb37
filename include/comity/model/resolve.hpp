#pragma once
/// Finds out what every name in a formula means, before anything is computed.

#include "comity/model/model.hpp"

namespace comity {

/// What a formula may mention besides parameters, attributes, matrices and definitions.
struct FormulaScope {
    /// Variables that stand for a state, in slot order: {"self"}, {"self", "other"}, {"i", "j"}, ...
    std::vector<std::string> actors;
    /// The issue whose play it describes: level, count, plays, n, others, members. Null: none.
    const Issue* issue = nullptr;
    /// In a definition any issue's play may be meant; action names are looked up in all of them.
    bool any_issue = false;
    /// `payoff` is the material payoff of a state at the profile under discussion (exit formulas).
    bool payoff = false;
    /// Attributes may be named bare, meaning those of the first slot.
    bool bare_attributes = true;
    /// Only numbers and parameters: no attributes, matrices or definitions.
    bool numbers_only = false;
};

/// Resolves a formula in place and reports every name that means nothing. Definitions must have been
/// registered (name and arguments) before.
void resolve_formula(Formula& formula, const Model& model, const FormulaScope& scope,
                     Diagnostics& diagnostics);

/// Resolves the bodies of all definitions, reports circles among them, and fills in `depends_on_play`.
void resolve_definitions(Model& model, Diagnostics& diagnostics);

}  // namespace comity
