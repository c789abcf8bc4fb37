#pragma once
/// Repeated games of any number of actors as plain numbers, for oracles that share no code with the solvers,
/// and the same games as questions.

#include "support/two_actors.hpp"

namespace comity::test {

/// Profiles in lexicographic order: the last actor's action runs fastest.
struct ManyActors {
    std::vector<std::size_t> actions;
    std::vector<std::vector<Rational>> pays;  ///< [actor][profile]
    std::vector<std::vector<bool>> has;       ///< A_i: [actor][action]
    std::vector<std::vector<bool>> may;       ///< Z_p but for agreements: [phase][profile]
    std::vector<bool> agreed;                 ///< [profile]
    std::vector<std::optional<Rational>> exit;
    std::vector<Rational> delta;
    /// Nobody in `who` may have less than u_i(a°) where a prescription raises a level.
    struct Consensus {
        std::vector<bool> who;
        std::vector<std::vector<bool>> raises;  ///< [actor][action]
        std::size_t status_quo = 0;
    };
    std::optional<Consensus> consensus;

    std::size_t n() const { return actions.size(); }
    std::size_t phases() const { return may.size(); }
    std::size_t profiles() const {
        std::size_t product = 1;
        for (const std::size_t count : actions) product *= count;
        return product;
    }
    std::size_t stride(std::size_t i) const {
        std::size_t product = 1;
        for (std::size_t j = i + 1; j < n(); ++j) product *= actions[j];
        return product;
    }
    std::size_t action(std::size_t a, std::size_t i) const { return a / stride(i) % actions[i]; }
    std::size_t with(std::size_t a, std::size_t i, std::size_t b) const {
        return a - action(a, i) * stride(i) + b * stride(i);
    }
    bool exists(std::size_t a) const {
        for (std::size_t i = 0; i < n(); ++i) {
            if (!has[i][action(a, i)]) return false;
        }
        return true;
    }
    /// May this profile be prescribed in a phase?
    bool prescribed(std::size_t phase, std::size_t a) const {
        return exists(a) && may[phase][a] && agreed[a];
    }
    /// f_i(a).
    std::optional<Rational> floor(std::size_t a, std::size_t i) const {
        std::optional<Rational> result = exit[i];
        bool raised = false;
        for (std::size_t j = 0; consensus && j < n(); ++j)
            raised = raised || consensus->raises[j][action(a, j)];
        if (raised && consensus->who[i]) {
            const Rational& quo = pays[i][consensus->status_quo];
            if (!result || *result < quo) result = quo;
        }
        return result;
    }
    /// The least and the greatest of Σ h_i u_i over the profiles that exist.
    std::pair<Rational, Rational> ends(const std::vector<Rational>& h) const {
        std::optional<Rational> low, high;
        for (std::size_t a = 0; a < profiles(); ++a) {
            if (!exists(a)) continue;
            Rational value = 0;
            for (std::size_t i = 0; i < n(); ++i) value += h[i] * pays[i][a];
            if (!low || value < *low) low = value;
            if (!high || value > *high) high = value;
        }
        return {*low, *high};
    }
    std::pair<Rational, Rational> ends(std::size_t i) const {
        std::vector<Rational> axis(n(), Rational(0));
        axis[i] = 1;
        return ends(axis);
    }
    Rational range(std::size_t i) const {
        const auto [low, high] = ends(i);
        return high - low;
    }
    /// The pure minmax of an actor, over everything that exists.
    Rational minmax(std::size_t i) const {
        std::optional<Rational> least_best;
        for (std::size_t a = 0; a < profiles(); ++a) {
            if (!exists(a)) continue;
            Rational best = pays[i][a];
            for (std::size_t b = 0; b < actions[i]; ++b) {
                if (has[i][b]) best = std::max<Rational>(best, pays[i][with(a, i, b)]);
            }
            if (!least_best || best < *least_best) least_best = best;
        }
        return *least_best;
    }
    /// For messages of tests.
    std::string text() const;
};

/// A game in which everything is allowed: pays[profile][actor], one δ.
inline ManyActors plain_many(std::vector<std::size_t> actions, const std::vector<std::vector<Rational>>& pays,
                             const Rational& delta) {
    ManyActors g;
    g.actions = std::move(actions);
    g.delta.assign(g.n(), delta);
    g.pays.resize(g.n());
    for (const auto& row : pays) {
        for (std::size_t i = 0; i < g.n(); ++i) g.pays[i].push_back(row[i]);
    }
    for (const std::size_t count : g.actions) g.has.emplace_back(count, true);
    g.may.emplace_back(g.profiles(), true);
    g.agreed.assign(g.profiles(), true);
    g.exit.resize(g.n());
    return g;
}

/// A game of two actors and one public state with further ones that have one action and always get `pay`.
inline ManyActors with_bystanders(const TwoActors& two, std::size_t n, const Rational& pay) {
    const TwoActors::State& x = two.states.front();
    ManyActors g;
    g.actions = {two.actions[0], two.actions[1]};
    g.pays = {x.pays[0], x.pays[1]};
    g.has = {x.has[0], x.has[1]};
    g.exit = {x.exit[0], x.exit[1]};
    g.delta = {two.delta[0], two.delta[1]};
    g.may = x.may;
    g.agreed = x.agreed;
    if (two.consensus) {
        g.consensus = ManyActors::Consensus{};
        g.consensus->status_quo = two.consensus->status_quo;
        for (std::size_t i = 0; i < 2; ++i) {
            g.consensus->who.push_back(two.consensus->who[i]);
            g.consensus->raises.push_back(two.consensus->raises[i]);
        }
    }
    while (g.n() < n) {
        g.actions.push_back(1);
        g.pays.emplace_back(two.profiles(), pay);
        g.has.push_back({true});
        g.exit.emplace_back();
        g.delta.push_back(two.delta[0]);
        if (g.phases() > 1) g.may.push_back(g.may[0]);
        if (!g.consensus) continue;
        g.consensus->who.push_back(false);
        g.consensus->raises.push_back({false});
    }
    return g;
}

inline Question<Rational> question_of(const ManyActors& g) {
    // Step 1. The form: one issue.
    std::vector<Actor> actors;
    Issue issue;
    issue.name = issue.title = "issue";
    for (std::size_t i = 0; i < g.n(); ++i) {
        actors.push_back({"S" + std::to_string(i), "State " + std::to_string(i)});
        issue.members.push_back(ActorId{i});
        issue.actions.emplace_back();
        issue.levels.emplace_back();
        for (std::size_t b = 0; b < g.actions[i]; ++b) {
            issue.actions[i].push_back("a" + std::to_string(b));
            issue.levels[i].push_back(Rational(b));
        }
        if (g.consensus) issue.status_quo.push_back(g.action(g.consensus->status_quo, i));
    }
    auto game = std::make_shared<Game<Rational>>();
    game->form = GameForm(actors, {issue});
    game->scale.assign(g.n(), Rational(1));
    game->baseline.assign(g.n(), Rational(0));
    game->issues.resize(1);
    // Step 2. The stage game.
    StageGame<Rational> stage;
    for (std::size_t i = 0; i < g.n(); ++i) {
        game->issues[0].payoff.emplace_back(g.pays[i].begin(), g.pays[i].end());
        stage.utility.emplace_back(g.pays[i].begin(), g.pays[i].end());
        stage.allowed.push_back(g.has[i]);
        stage.floor.push_back(g.exit[i]);
        stage.exit_value.push_back(g.exit[i]);
    }
    for (const auto& row : g.may) {
        stage.prescribable.push_back(row);
        for (std::size_t a = 0; a < g.profiles(); ++a) {
            if (!g.exists(a)) stage.prescribable.back()[a] = false;
        }
    }
    if (std::find(g.agreed.begin(), g.agreed.end(), false) != g.agreed.end())
        stage.agreements.push_back(std::make_shared<ListedAgreements>(g.agreed));
    if (g.consensus) {
        stage.status_quo = g.consensus->status_quo;
        stage.consensus.push_back({1, g.consensus->who, g.consensus->raises});
    }
    Question<Rational> question{game, "lens", {}};
    question.stages.push_back(std::move(stage));
    return question;
}

inline std::string ManyActors::text() const {
    std::string out = "delta";
    for (const Rational& d : delta) out += " " + to_string(d);
    for (std::size_t a = 0; a < profiles(); ++a) {
        out += "\n ";
        for (std::size_t i = 0; i < n(); ++i) out += " " + std::to_string(action(a, i));
        out += exists(a) ? ":" : " x";
        for (std::size_t i = 0; i < n(); ++i) out += " " + to_string(pays[i][a]);
        out += " [";
        for (const auto& row : may) out += row[a] ? "+" : "-";
        out += agreed[a] ? "]" : "!]";
    }
    for (std::size_t i = 0; i < n(); ++i) {
        if (exit[i]) out += "\nexit " + std::to_string(i) + ": " + to_string(*exit[i]);
    }
    if (consensus) {
        out += "\nconsensus, a° = " + std::to_string(consensus->status_quo);
        for (std::size_t i = 0; i < n(); ++i) {
            out += consensus->who[i] ? " asked" : " not asked";
            for (const bool raises : consensus->raises[i]) out += raises ? " up" : " -";
        }
    }
    return out + "\n";
}

}  // namespace comity::test
