#pragma once
/// Is a target sustained by some equilibrium, every breach answered by the worst one [F4.7]?

#include <memory>
#include <optional>

#include "comity/payoffs/payoff_set.hpp"
#include "comity/question/target.hpp"

namespace comity {

/// Other than two actors: in games with more profiles a threshold would take minutes.
inline constexpr std::size_t kMaxWorstProfiles = 8192;

/// What is proved about a target at fixed values.
struct TargetDecision {
    enum class Outcome { holds, fails, unknown };
    Outcome outcome = Outcome::unknown;
    /// Where it fails: the actors who would gain by a breach, or are below a floor.
    std::vector<ActorId> binding;
    /// Where it holds, the points that show it, the target's own among them; where it fails, the levels.
    PayoffProof<Rational> proof;
    /// Of a payoff or set that holds: the lottery over points of V_0(x0) that reaches it, where one is exact.
    std::vector<Weight> lottery;
    /// By actor: v_i is at least this, where it fails or is unknown.
    std::vector<Rational> threats;
};

/// Proved in exact arithmetic, or unknown. Profiles, cycles, payoffs and sets; not acceptance. One public
/// state.
TargetDecision decide_target(const GameForm& form, const Question<Rational>& question, const Target& target,
                             const PayoffRequest& request);

/// The least that each actor can get at a profile or in the periods of a cycle, w_i, and what it must get
/// there, given v_i: how much is missing (0 or less where nothing is), the worst period. Exact.
std::vector<Rational> missing(const GameForm& form, const StageGame<Rational>& stage, const Target& target,
                              const std::vector<Rational>& delta, const std::vector<Rational>& threats);

/// The same in floating point, for many values of one common δ: no proof.
class TargetGuess {
  public:
    TargetGuess(const GameForm& form, const Question<Rational>& question, const Target& target,
                StopToken stop);
    ~TargetGuess();
    /// Does the target seem to be sustained at this common δ? Nothing where the two sides of V* do not tell;
    /// with two actors they always do.
    std::optional<bool> operator()(double delta);

  private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace comity
