#pragma once
/// One named profile in a game of too many to list: who keeps to it, from which δ on, and who would sign it
/// [F4.7]. What everybody can do else in each issue is all that has to be looked at.

#include <memory>

#include "comity/certificate/finding.hpp"
#include "comity/game/game.hpp"
#include "comity/model/model.hpp"
#include "comity/question/split.hpp"
#include "comity/text/progress.hpp"

namespace comity {

/// Why a target of a game with more than kMaxProfiles profiles cannot be asked about, or "".
std::string why_not_among_many(const Target& target, std::optional<Punishment> punishment);

/// A profile that is kept up for ever, or signed, seen through one lens.
class SplitTarget {
  public:
    /// `game`: the model's. Error (usage): the lens does not add up over issues [F4.6].
    SplitTarget(const Model& model, std::shared_ptr<const Game<Rational>> game, std::size_t lens,
                Target target);

    /// Where in a common δ the target is sustained, without certificate and without saying which constraints
    /// bind. `punishment`: grim or exit, which the model must have. Throws Stopped.
    Threshold in_delta(Punishment punishment, const StopToken& stop = {}) const;
    /// Acceptance at the file's values; see ThresholdSolver::acceptance.
    Threshold acceptance() const;
    /// Parties, and members whose consent it takes, that are better off at a°.
    std::vector<ActorId> refusing() const;

  private:
    bool is_allowed() const;
    /// The best of all departures of an actor; nothing where it has none.
    std::optional<Rational> best_departure(std::size_t actor) const;
    /// Where an actor stays, whatever a breach would bring: its floors.
    bool stays(std::size_t actor) const;
    Threshold blank() const;

    const Model& model_;
    SplitQuestion question_;
    Target target_;
    std::vector<ProfileIndex> cells_, before_;  ///< by issue: the target, and a° where there is one
};

}  // namespace comity
