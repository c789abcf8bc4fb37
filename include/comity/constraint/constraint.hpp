#pragma once
/// Constraints of sovereignty and institutions [F3]: what each does to a game, and in words.
///
/// A constraint can bind in four places, and they differ: it can take actions away (F3.1: neither asked for
/// nor deviated to), take prescriptions away in every phase (F3.2) or after a breach (F3.3), or bound values
/// from below (floors, F3.4). `Effects` has a place for each; a new kind of constraint fills in one of them.

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "comity/constraint/agreement.hpp"
#include "comity/lens/lens.hpp"

namespace comity {

/// What the constraints that hold under one lens come to.
template <class T>
struct Effects {
    /// F3.1: [actor][action], false where the actor has no such action.
    std::vector<std::vector<bool>> allowed;
    /// F3.2: what an agreement must meet, in every phase.
    std::vector<std::shared_ptr<const AgreementRule<T>>> agreements;
    /// F3.2, consensus: floors that come with what is prescribed.
    std::vector<ConsensusRule> consensus;
    /// F3.4: σ_i of each of i's actions, in the unit in use: [actor][action].
    std::vector<std::vector<T>> cost;
    /// F3.4: e_i, the utility of i after i has left; empty where the model has no exit rule.
    std::optional<std::vector<T>> exit;
    /// False under "no unilateral withdrawal": e_i then only values expulsion.
    bool exit_is_floor = true;
};

/// Does this constraint hold under the lens of this name?
bool applies(const ConstraintDeclaration& constraint, const std::string& lens);

/// Collects the effects of all constraints that hold under the lens, but for `without` (its index), if given.
/// The agreement rules keep the game alive: they look actions and gains up in it.
template <class T>
Effects<T> effects(const Model& model, const std::shared_ptr<const Game<T>>& game, const Lens<T>& lens,
                   const Evaluator<T>& evaluator, std::optional<std::size_t> without = std::nullopt);

/// F3.1: [profile], true where every action exists.
std::vector<bool> prescribable(const GameForm& form, const std::vector<std::vector<bool>>& allowed);

/// The constraint as a sentence, with the section of the formalism that gives it its meaning.
std::string explain(const ConstraintDeclaration& constraint, const Model& model);

}  // namespace comity
