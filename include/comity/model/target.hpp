#pragma once
/// What is asked of a game [F4.7]: a profile held for ever, or accepted by those whom it binds, profiles
/// played in turn, or a payoff, or one of a set of payoffs, of some equilibrium.

#include <string>
#include <vector>

#include "comity/game/game_form.hpp"
#include "comity/model/model.hpp"

namespace comity {

/// Σ_i weights_i u_i ≥ at_least, in utilities.
struct PayoffHalfPlane {
    std::vector<Rational> weights;  ///< by actor
    Rational at_least = 0;
    bool operator==(const PayoffHalfPlane&) const = default;
};

struct Target {
    /// As asked for: a name of the file, "full", "0,0,1", "accept:0,0,1", "payoff:full", "value:1,3/2,*",
    /// "set:1,-1,0>=0", "cycle:0,1,0;1,0,0".
    std::string name;
    std::string title;  ///< for people
    TargetTest test = TargetTest::sustain;
    ProfileIndex profile = 0;
    std::vector<ActorId> parties;  ///< for acceptance
    /// Of a cycle: what is played in turn, from the first period on.
    std::vector<ProfileIndex> cycle = {};
    /// Of a set of payoffs: all of these hold.
    std::vector<PayoffHalfPlane> set = {};
    bool operator==(const Target&) const = default;
};

/// What is played period by period, from the first on and then again: the profiles of a cycle, else the
/// profile itself. Empty for a set of payoffs, which names no profile.
std::vector<ProfileIndex> played(const Target& target);

/// Is the target a payoff or a set of payoffs: a question about V* [F4.7]?
bool is_about_payoffs(const Target& target);

}  // namespace comity
