#pragma once
/// One named profile in a game of too many to list: who keeps to it, from which δ on, and who would sign it
/// [F4.7]. What everybody can do else in each issue is all that has to be looked at.

#include <memory>
#include <mutex>

#include "comity/certificate/finding.hpp"
#include "comity/game/game.hpp"
#include "comity/model/model.hpp"
#include "comity/question/split.hpp"
#include "comity/text/progress.hpp"

namespace comity {

/// Why a target of a game with more than kMaxProfiles profiles cannot be asked about, or "".
std::string why_not_among_many(const Target& target, std::optional<Punishment> punishment);

/// From what may be agreed on and where each actor keeps to a target: where it is sustained. A note says that
/// it is nobody's doing.
void conclude(Threshold& answer);

/// A game seen through one lens; keeps what its targets have in common. May be asked from several threads.
class SplitGame {
  public:
    /// `game`: the model's. Error (usage): the lens does not add up over issues [F4.6].
    SplitGame(const Model& model, std::shared_ptr<const Game<Rational>> game, std::size_t lens);

    /// Where in a common δ a target is sustained, without certificate and without saying which constraints
    /// bind. `punishment`: grim or exit, which the model must have. Throws Stopped.
    Threshold in_delta(const Target& target, Punishment punishment, const StopToken& stop = {});
    /// The same in one actor's own δ, with those of the others as they are.
    Threshold in_own_delta(const Target& target, Punishment punishment, std::size_t actor,
                           const std::vector<Rational>& delta, const StopToken& stop = {});
    const SplitQuestion& question() const { return question_; }
    /// The departure that pays an actor most in the period: its action, and what it pays. Nothing where it
    /// has none.
    struct Departure {
        std::size_t action = 0;
        Rational pays;
    };
    std::optional<Departure> best_departure(std::size_t actor, const Target& target) const;
    /// What each actor gets in the worst stage equilibrium; nothing where there is none. Throws Stopped.
    const std::optional<std::vector<Rational>>& threats(const StopToken& stop = {});
    /// Acceptance at the file's values; see ThresholdSolver::acceptance.
    Threshold acceptance(const Target& target) const;
    /// Parties, and members whose consent it takes, that are better off at a°.
    std::vector<ActorId> refusing(const Target& target) const;

    using Cells = std::vector<ProfileIndex>;  ///< by issue
    Cells cells_of(ProfileIndex profile) const;
    /// a°, where there is one.
    const Cells& before() const { return before_; }
    /// An answer about a target of this lens, with nothing in it.
    Threshold blank(const Target& target) const;
    bool is_allowed(const Cells& cells) const;
    /// What rules a target out whatever anybody does, or "".
    std::string ruled_out_by(const Target& target) const;
    /// Does it take an actor's consent [F3.2]?
    bool consents(std::size_t actor, const Cells& cells) const;

  private:
    /// Where an actor stays, whatever a breach would bring: its floors.
    bool stays(std::size_t actor, const Cells& cells) const;

    SplitQuestion question_;
    std::vector<std::string> constraints_;  ///< their names
    Cells before_;
    std::once_flag threats_once_;
    std::optional<std::vector<Rational>> threats_;
};

}  // namespace comity
