#pragma once
/// Questions about targets in games of any size: where the profiles can be listed ThresholdSolver answers
/// them, with proofs; where they cannot, one profile is looked at issue by issue (search/target.hpp).

#include <map>
#include <mutex>
#include <tuple>

#include "comity/search/line.hpp"
#include "comity/search/target.hpp"
#include "comity/threshold/threshold.hpp"

namespace comity {

/// Are the profiles too many to list?
bool is_large(const GameForm& form);

/// Answers about the targets of one model; keeps what they share. May be asked from several threads.
class TargetSolver {
  public:
    /// `solver` must outlive it.
    explicit TargetSolver(ThresholdSolver& solver) : solver_(solver) {}

    ThresholdSolver& solver() { return solver_; }

    /// As ThresholdSolver::solve. Error (usage): of a large game something else is asked than where a profile
    /// is sustained under grim or exit or accepted, or along a scalar in which it is not linear
    /// (search/line.hpp). `binding`: of a large game also say which constraints bind.
    Threshold solve(const ThresholdRequest& request, bool binding = true);
    /// As ThresholdSolver::acceptance.
    Threshold acceptance(std::size_t lens, const Target& target);
    /// Parties of a profile, and members whose consent it takes, that are better off at a° and would not sign
    /// [F4.7, acceptance; F3.2]. Cycles and payoffs are not signed.
    std::vector<ActorId> refusing(std::size_t lens, const Target& target);

    /// A large game through one lens. Error (usage): the lens does not add up over issues [F4.6].
    SplitGame& game(std::size_t lens) { return game(lens, std::nullopt, false); }

  private:
    /// The same without one constraint; `floor_only`: of an exit rule only the floor goes.
    SplitGame& game(std::size_t lens, std::optional<std::size_t> constraint, bool floor_only);
    /// The constraints without which the answer would be another [F3.5].
    template <class Ask>
    std::vector<std::size_t> binding_of(std::size_t lens, const Threshold& answer, const Ask& ask);
    /// Along a scalar that is no δ.
    Threshold along(const ThresholdRequest& request, bool binding);
    /// The model without a constraint; under expulsion of an exit rule only the floor goes.
    Model without(std::size_t constraint, std::optional<Punishment> punishment) const;

    ThresholdSolver& solver_;
    /// Built where it is first asked for.
    struct Built {
        std::once_flag once;
        std::optional<SplitGame> game;
    };
    std::mutex lock_;  ///< of the map
    std::map<std::tuple<std::size_t, std::optional<std::size_t>, bool>, Built> games_;
};

}  // namespace comity
