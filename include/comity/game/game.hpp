#pragma once
/// The material game: payoffs per period, by issue, added over issues [F1.3].

#include <map>
#include <string>
#include <vector>

#include "comity/game/game_form.hpp"
#include "comity/game/payoff_table.hpp"

namespace comity {

/// What one issue is worth. Tables are [actor][profile of the issue]; every actor has a row, members or not.
template <class T>
struct IssueTables {
    std::vector<PayoffRow<T>> payoff;
    /// Norm terms ν by name, before the weight a lens gives them [F2].
    std::map<std::string, std::vector<PayoffRow<T>>> norms;
};

/// T is Rational, or RationalFunction while one parameter of the model is left open.
template <class T>
struct Game {
    GameForm form;
    std::vector<IssueTables<T>> issues;
    /// What the file's numbers are multiplied by to be in the unit in use [F2.2]: payoffs, norms, exit
    /// values, costs.
    std::vector<T> scale;
    /// b_i of F1.4: the payoff at a°, or zero where the model names none.
    std::vector<T> baseline;

    /// g_i(a).
    T payoff(ActorId actor, ProfileIndex profile) const {
        T sum = T(0);
        for (std::size_t s = 0; s < issues.size(); ++s) {
            sum += issues[s].payoff[actor.index][form.issue_profile(profile, s)];
        }
        return sum;
    }
    /// Δg_i(a) = g_i(a) − b_i [F1.4].
    T gain(ActorId actor, ProfileIndex profile) const {
        return payoff(actor, profile) - baseline[actor.index];
    }
};

/// For every profile, what it plays in an issue, as an index into the issue's space; empty where the two are
/// numbered alike, as in a game of one issue.
std::vector<std::uint32_t> issue_profiles(const GameForm& form, std::size_t issue);

/// g_i(a) for every profile: [actor].
std::vector<PayoffTable> material_payoffs(const Game<Rational>& game);

}  // namespace comity
