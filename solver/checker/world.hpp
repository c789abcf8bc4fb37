#pragma once
/// A game as one theory sees it, computed by the checker itself from the resolved model: utilities [F2] and
/// what constraints do to them [F3].

#include <functional>
#include <memory>
#include <optional>

#include "comity/game/game.hpp"
#include "comity/model/evaluate.hpp"
#include "comity/model/scalars.hpp"

namespace comity::checker {

/// A constraint of F3.2 that says what may be agreed on: in every clause some alternative is ≥ 0.
template <class T>
struct Rule {
    std::size_t constraint = 0;  ///< its index in the model
    /// As many for every profile, each a sum over issues; one without alternatives asks for nothing there.
    std::function<std::vector<std::vector<T>>(ProfileIndex)> all;

    /// Those that ask for something.
    std::vector<std::vector<T>> clauses(ProfileIndex profile) const {
        auto result = all(profile);
        std::erase_if(result, [](const auto& clause) { return clause.empty(); });
        return result;
    }
};

/// Consensus [F3.2]: where somebody goes beyond a°, everybody in `who` must have at least u_i(a°).
struct Consent {
    std::size_t constraint = 0;
    std::vector<bool> who;
    std::vector<std::vector<bool>> raises;  ///< [actor][action]
};

/// What an actor must have at a profile: its exit value, or u_i(a°) by a consensus constraint.
template <class T>
struct Floor {
    T value;
    std::optional<std::size_t> consensus;
};

/// T is Rational, or RationalFunction of one open scalar.
template <class T>
struct World {
    std::shared_ptr<const Game<T>> game;
    GameForm form;
    std::vector<PayoffRow<T>> utility;  ///< [actor][profile]
    /// In its place, where profiles may be too many to list: u_i = constant[i] + Σ_s by_issue[s][i][cell].
    std::vector<std::vector<std::vector<T>>> by_issue;
    std::vector<T> constant;
    /// There too, where grim is asked about: for each actor the admitted stage equilibrium that is worst for
    /// it, or nothing where none is admitted.
    std::optional<std::vector<ProfileIndex>> worst;
    std::vector<std::vector<bool>> allowed;  ///< [actor][action]
    std::vector<std::optional<T>> exit;      ///< e_i
    bool exit_is_floor = false;
    std::vector<Rule<T>> rules;
    std::vector<Consent> consents;
    std::vector<T> delta;  ///< by actor; empty where the model has none

    std::size_t n() const { return form.n(); }
    T u(std::size_t actor, ProfileIndex profile) const {
        if (by_issue.empty()) return utility[actor][profile];
        T sum = constant[actor];
        for (std::size_t s = 0; s < by_issue.size(); ++s)
            sum += by_issue[s][actor][form.issue_profile(profile, s)];
        return sum;
    }
    /// Is everything in it allowed [F3.1]?
    bool is_allowed(ProfileIndex profile) const;
    std::vector<Floor<T>> floors(std::size_t actor, ProfileIndex profile) const;
    /// Allowed actions other than the one that the profile asks for.
    std::vector<std::size_t> departures(std::size_t actor, ProfileIndex profile) const;
    ProfileIndex after(ProfileIndex profile, std::size_t actor, std::size_t action) const {
        return form.profiles().with(profile, actor, action);
    }
};

/// A game has more profiles than are listed: what needs their list stays unproved.
struct TooLarge {};

/// The material game at the model's own numbers.
std::shared_ptr<const Game<Rational>> make_game(const Model& model);

/// The world of one lens under given scalars. Throws TooLarge. `without`: a constraint to leave out;
/// `floorless`: of an exit rule left out, only the floor. Throws Error (bad_model) where something has no
/// value.
template <class T>
World<T> make_world(const Model& model, const std::string& lens, const Scalars<T>& scalars,
                    std::optional<std::size_t> without = std::nullopt, bool floorless = false);

/// The same at the model's own numbers. `game`: the model's. Throws TooLarge.
World<Rational> make_world(const Model& model, std::shared_ptr<const Game<Rational>> game,
                           const std::string& lens, std::optional<std::size_t> without = std::nullopt,
                           bool floorless = false);

/// Again, with utilities issue by issue. `game`: the model's. Error
/// (bad_model): the lens looks at a period's total over issues [F2].
World<Rational> make_world_by_issue(const Model& model, std::shared_ptr<const Game<Rational>> game,
                                    const std::string& lens,
                                    std::optional<std::size_t> without = std::nullopt,
                                    bool floorless = false);

/// The same world with its numbers as functions.
World<RationalFunction> as_functions(const std::shared_ptr<const World<Rational>>& world);

/// The model with one issue only, for issues played apart [F3.3]. `original`: of each constraint that is
/// left, its index in the whole.
Model only_issue(const Model& model, const std::string& issue, std::vector<std::size_t>& original);

/// A part of a scalar's range, on which one world of functions holds.
struct OpenWorld {
    Interval where;
    std::shared_ptr<const World<RationalFunction>> world;
};

/// The range cut where a formula asks for the sign of something (min, max, abs, a comparison, a divisor, the
/// defensive lens): at the roots of what was asked. Points at which a formula has no value belong to no part.
std::vector<OpenWorld> open_worlds(const Model& model, const std::string& lens, const ScalarPath& path,
                                   const Interval& domain, std::optional<std::size_t> without = std::nullopt,
                                   bool floorless = false);

}  // namespace comity::checker
