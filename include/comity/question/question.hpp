#pragma once
/// The resolved question that every solver takes and every checker re-reads: a game as one theory sees it,
/// bounded by its constraints, with nothing left to look up.

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "comity/constraint/constraint.hpp"

namespace comity {

/// The public state that follows, and how likely that is [F1.6].
template <class T>
struct Transition {
    std::size_t state = 0;
    T probability;
};

/// The stage game of one public state [F1.6].
template <class T>
struct StageGame {
    /// P(x'|x,a): [profile], each with probabilities above zero that sum to one; empty in a repeated game,
    /// where there is no other state.
    std::vector<std::vector<Transition<T>>> next;
    /// u_i(a), norms and costs of sovereignty included: [actor][profile].
    std::vector<PayoffRow<T>> utility;
    /// A_i: [actor][action].
    std::vector<std::vector<bool>> allowed;
    /// Z_p but for the agreement constraints: [phase][profile]; one phase without punishment constraints
    /// [F4.1].
    std::vector<std::vector<bool>> prescribable;
    /// F3.2: what else a profile must meet to be in Z_p, the same in every phase; see bounds.hpp.
    std::vector<std::shared_ptr<const AgreementRule<T>>> agreements;
    /// F3.2, consensus: floors that depend on what is prescribed; see bounds.hpp.
    std::vector<ConsensusRule> consensus;
    /// a°, where the model names one [F1.4].
    std::optional<ProfileIndex> status_quo;
    /// f_i from exit: by actor; empty where nothing bounds i's value from below whatever is prescribed.
    std::vector<std::optional<T>> floor;
    /// e_i: by actor; empty where the model has no exit rule.
    std::vector<std::optional<T>> exit_value;
};

/// T is Rational, or RationalFunction while one scalar of the model is open.
template <class T>
struct Question {
    std::shared_ptr<const Game<T>> game;
    std::string lens;
    /// One per public state; a repeated game has one.
    std::vector<StageGame<T>> stages;

    const GameForm& form() const { return game->form; }
    /// The stage game of a repeated game.
    const StageGame<T>& stage() const { return stages.front(); }
};

/// Puts game, lens and constraints together. `without`: the index of a constraint to leave out.
template <class T>
Question<T> make_question(const Model& model, std::shared_ptr<const Game<T>> game, std::size_t lens,
                          const Evaluator<T>& evaluator, std::optional<std::size_t> without = std::nullopt);

}  // namespace comity
