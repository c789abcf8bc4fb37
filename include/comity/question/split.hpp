#pragma once
/// The resolved question of a game whose utilities are sums over issues, kept issue by issue [F4.6]: nothing
/// in it is as long as the list of profiles, which may be too long to write down.

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "comity/constraint/constraint.hpp"

namespace comity {

/// A profile is one cell of each issue's own space.
struct SplitQuestion {
    /// Consensus [F3.2], issue by issue: does a cell set somebody's level above a° in a joint issue?
    struct Consent {
        std::size_t constraint = 0;
        std::vector<bool> who;                  ///< by actor
        std::vector<std::vector<bool>> raises;  ///< [issue][cell]
    };

    std::shared_ptr<const Game<Rational>> game;
    std::string lens;
    /// u_i^s, norms and costs of sovereignty included: [issue][actor][cell].
    std::vector<std::vector<PayoffTable>> utility;
    /// What u_i is besides the sum over issues: by actor.
    std::vector<Rational> constant;
    /// A_i, a product over issues: [issue][member][action].
    std::vector<std::vector<std::vector<bool>>> allowed;
    std::vector<std::shared_ptr<const AgreementRule<Rational>>> agreements;
    std::vector<Consent> consensus;
    /// f_i from exit, and e_i: by actor; empty where there is none.
    std::vector<std::optional<Rational>> floor, exit_value;

    const GameForm& form() const { return game->form; }
    /// u_i(a), where `cells` says what a plays in each issue.
    Rational u(std::size_t actor, const std::vector<ProfileIndex>& cells) const;
    /// May every action of a cell be played?
    bool is_allowed(std::size_t issue, ProfileIndex cell) const;
};

/// Why a lens gives no such question, or "": the defensive form looks at a period's total over issues [F2].
std::string why_not_split(const LensDeclaration& lens);

/// Puts game, lens and constraints together. Error (usage): the lens gives no such question.
SplitQuestion split_question(const Model& model, std::shared_ptr<const Game<Rational>> game, std::size_t lens,
                             const Evaluator<Rational>& evaluator);

}  // namespace comity
