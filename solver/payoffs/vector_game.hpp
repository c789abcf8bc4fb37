#pragma once
/// A repeated game of any number of actors in floating point, in units of each actor's payoff range, with
/// everything looked up [F4.1]. Solvers find candidates with it; nothing here is a proof.

#include <optional>
#include <vector>

#include "comity/game/profile_space.hpp"
#include "payoff_unit.hpp"

namespace comity {

class GameForm;
template <class T>
struct Question;
template <class T>
struct StageGame;

/// Requirements that ask for nothing, and that nothing meets: values are between 0 and 1.
inline constexpr double kNothing = -4, kTooMuch = 4;

/// h · w.
inline double along(const std::vector<double>& h, const std::vector<double>& w) {
    double value = 0;
    for (std::size_t i = 0; i < w.size(); ++i) value += h[i] * w[i];
    return value;
}

struct VectorGame {
    std::size_t n = 0, phases = 1;
    std::vector<double> delta;
    std::vector<PayoffUnit> unit;
    std::vector<double> upper;  ///< the greatest payoff: 1, or 0 where all are the same
    bool common_delta = true;

    /// A profile that may be prescribed in some phase.
    struct Entry {
        ProfileIndex profile = 0;
        std::vector<double> u;
        /// The best that each actor can do against it in the period and the action that does it; −infinity
        /// where it has no other.
        std::vector<double> best;
        std::vector<std::size_t> best_action;
        /// The greatest floor and its number among the actor's floors; −infinity where there is none.
        std::vector<double> floor;
        std::vector<std::size_t> floor_number;
    };
    std::vector<Entry> entries;
    /// By phase: indices of entries.
    std::vector<std::vector<std::size_t>> sets;

    const GameForm* form = nullptr;
    const StageGame<Rational>* stage = nullptr;
    std::vector<Rational> exact_delta;

    /// u_i, exactly.
    Rational payoff(std::size_t actor, ProfileIndex profile) const;
    /// What an actor must get at a profile, exactly: the greatest of its floors and of what its deviations
    /// are worth, where its punishment is worth `threat`. Nothing where nothing is asked.
    std::optional<Rational> required(ProfileIndex profile, std::size_t actor, const Rational& threat) const;
    std::size_t punishment_set(std::size_t actor) const { return phases == 1 ? 0 : actor + 1; }
    /// What an actor must get of a continuation, c_i ≥ q_i, where its punishment is worth `threat` and
    /// requirements are raised by `tighten`: from kNothing to kTooMuch, which also stands where its δ is zero
    /// and the present is not enough.
    double wanted(const Entry& entry, std::size_t actor, double threat, double tighten) const;
    /// Is it the floor that asks most, not a deviation?
    bool is_by_floor(const Entry& entry, std::size_t actor, double threat) const;
};

/// Reads a question with one public state, which must outlive the game.
VectorGame make_vector_game(const GameForm& form, const Question<Rational>& question,
                            const std::vector<Rational>& delta);

}  // namespace comity
