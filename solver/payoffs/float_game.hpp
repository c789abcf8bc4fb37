#pragma once
/// The operator of F4.1 in floating point: a two-actor game in units of each actor's payoff range, with
/// everything looked up. Solvers find candidates with it; nothing here is a proof.

#include "comity/polytope/polygon.hpp"
#include "comity/question/question.hpp"
#include "payoff_unit.hpp"

namespace comity {

/// Where a period may lead, with what probability.
struct FloatTransition {
    std::size_t state = 0;
    double probability = 1;
};

/// What a deviation gives in its period and where it leads.
struct FloatDeviation {
    double payoff = 0;
    std::vector<FloatTransition> next;
};

/// A profile that may be prescribed in a phase and public state.
struct FloatProfile {
    ProfileIndex profile = 0;
    Point2 u;
    /// The best that each actor can do against it in the period; −infinity where it has no other action.
    Point2 best{-kInfinity, -kInfinity};
    /// The greatest floor; −infinity where there is none.
    Point2 floor{-kInfinity, -kInfinity};
    /// With several public states only.
    std::vector<FloatTransition> next;
    std::vector<FloatDeviation> deviations[2];
};

struct FloatGame {
    std::size_t states = 1, phases = 1;
    double delta[2] = {0, 0};
    Rational exact_delta[2];
    PayoffUnit unit[2];
    Point2 lower, upper;  ///< the box of payoffs
    /// A bound from below on v_i that holds whatever follows: the pure minmax, or the lowest payoff with
    /// several public states.
    Point2 least_threat;
    /// Profiles by set (phase · states + state).
    std::vector<std::vector<FloatProfile>> sets;

    bool common_delta() const { return delta[0] == delta[1]; }
    /// Does the method of Abreu and Sannikov apply [F4.2]?
    bool has_few_corners() const { return states == 1 && common_delta(); }
    std::size_t phase_of(std::size_t set) const { return set / states; }
    std::size_t state_of(std::size_t set) const { return set % states; }
    /// The set that rules after actor i's breach in a public state.
    std::size_t punishment_set(std::size_t actor, std::size_t state) const {
        return (phases == 1 ? 0 : actor + 1) * states + state;
    }
};

/// v_i(x), by actor and public state; +infinity where the set is empty.
using Threats = std::vector<Point2>;

/// What an actor must get at a profile, w_i ≥ m_i [F4.1].
Point2 required(const FloatGame& game, const FloatProfile& profile, const Threats& threats);

/// The same at `threats` for the floor or deviation that asks most at `reason`.
Point2 required_for(const FloatGame& game, const FloatProfile& profile, const Threats& threats,
                    const Threats& reason);

/// Reads a question about two actors.
FloatGame make_float_game(const GameForm& form, const Question<Rational>& question,
                          const std::vector<Rational>& delta);

}  // namespace comity
