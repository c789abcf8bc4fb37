#pragma once
/// Games of two actors as plain numbers, for an oracle that shares no code with the solvers, and the same
/// games as questions.

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "comity/question/question.hpp"

namespace comity::test {

/// Profile a is row · columns + column; actor 0 chooses the row.
struct TwoActors {
    /// The stage game of a public state.
    struct State {
        std::array<std::vector<Rational>, 2> pays;  ///< [actor][profile]
        std::array<std::vector<bool>, 2> has;       ///< A_i: [actor][action]
        std::vector<std::vector<bool>> may;         ///< Z_p but for agreements: [phase][profile]
        std::vector<bool> agreed;                   ///< [profile]
        std::array<std::optional<Rational>, 2> exit;
        std::vector<std::vector<std::pair<std::size_t, Rational>>> next;  ///< [profile]; empty: one state
    };
    /// In games of one state: nobody in `who` may have less than u_i(a°) where a prescription raises a level.
    struct Consensus {
        std::array<bool, 2> who{};
        std::array<std::vector<bool>, 2> raises;  ///< [actor][action]
        std::size_t status_quo = 0;
    };
    std::array<std::size_t, 2> actions{2, 2};
    std::vector<State> states;
    std::optional<Consensus> consensus;
    std::array<Rational, 2> delta;

    std::size_t profiles() const { return actions[0] * actions[1]; }
    std::size_t phases() const { return states[0].may.size(); }
    std::size_t action(std::size_t a, std::size_t i) const {
        return i == 0 ? a / actions[1] : a % actions[1];
    }
    std::size_t with(std::size_t a, std::size_t i, std::size_t b) const {
        return i == 0 ? b * actions[1] + a % actions[1] : a / actions[1] * actions[1] + b;
    }
    bool exists(const State& state, std::size_t a) const {
        return state.has[0][action(a, 0)] && state.has[1][action(a, 1)];
    }
    /// May this profile be prescribed in a phase?
    bool prescribed(std::size_t phase, std::size_t state, std::size_t a) const {
        const State& x = states[state];
        return exists(x, a) && x.may[phase][a] && x.agreed[a];
    }
    /// f_i(x, a).
    std::optional<Rational> floor(std::size_t state, std::size_t a, std::size_t i) const {
        std::optional<Rational> result = states[state].exit[i];
        if (consensus && consensus->who[i] &&
            (consensus->raises[0][action(a, 0)] || consensus->raises[1][action(a, 1)])) {
            const Rational& quo = states[state].pays[i][consensus->status_quo];
            if (!result || *result < quo) result = quo;
        }
        return result;
    }
    /// max − min of an actor's payoffs over the profiles that exist.
    Rational range(std::size_t i) const {
        std::optional<Rational> low, high;
        for (const State& x : states) {
            for (std::size_t a = 0; a < profiles(); ++a) {
                if (!exists(x, a)) continue;
                if (!low || x.pays[i][a] < *low) low = x.pays[i][a];
                if (!high || x.pays[i][a] > *high) high = x.pays[i][a];
            }
        }
        return *high - *low;
    }
    /// For messages of tests.
    std::string text() const;
};

/// A repeated game in which everything is allowed: pays[actor][profile].
inline TwoActors plain(std::size_t rows, std::size_t columns, std::vector<Rational> first,
                       std::vector<Rational> second, const Rational& delta) {
    TwoActors g;
    g.actions = {rows, columns};
    g.delta = {delta, delta};
    TwoActors::State x;
    x.pays = {std::move(first), std::move(second)};
    x.has = {std::vector<bool>(rows, true), std::vector<bool>(columns, true)};
    x.may = {std::vector<bool>(rows * columns, true)};
    x.agreed = std::vector<bool>(rows * columns, true);
    g.states = {x};
    return g;
}

/// Agreement by a list. What is agreed on meets two clauses, one of them through its second alternative.
class ListedAgreements : public AgreementRule<Rational> {
  public:
    explicit ListedAgreements(std::vector<bool> agreed) : AgreementRule(0), agreed_(std::move(agreed)) {}
    std::vector<std::vector<Rational>> clauses(ProfileIndex profile) const override {
        return {{Rational(1)}, {Rational(-3), agreed_[profile] ? Rational(0) : Rational(-1) / 2}};
    }
    std::vector<std::vector<IssueSum<Rational>>> sums() const override {
        std::vector<Rational> slack;
        for (const bool agreed : agreed_) slack.push_back(agreed ? Rational(0) : Rational(-1) / 2);
        return {{{Rational(1), {}}}, {{Rational(-3), {}}, {Rational(0), {slack}}}};
    }

  private:
    std::vector<bool> agreed_;
};

inline Question<Rational> question_of(const TwoActors& g) {
    // Step 1. The form: one issue.
    Issue issue;
    issue.name = issue.title = "issue";
    issue.members = {ActorId{0}, ActorId{1}};
    for (std::size_t i = 0; i < 2; ++i) {
        issue.actions.emplace_back();
        issue.levels.emplace_back();
        for (std::size_t b = 0; b < g.actions[i]; ++b) {
            issue.actions[i].push_back("a" + std::to_string(b));
            issue.levels[i].push_back(Rational(b));
        }
    }
    if (g.consensus)
        issue.status_quo = {g.action(g.consensus->status_quo, 0), g.action(g.consensus->status_quo, 1)};
    auto game = std::make_shared<Game<Rational>>();
    game->form = GameForm({{"ROW", "Row"}, {"COL", "Column"}}, {issue});
    game->scale = game->baseline = {};
    game->scale = {Rational(1), Rational(1)};
    game->baseline = {Rational(0), Rational(0)};
    game->issues.resize(1);
    for (std::size_t i = 0; i < 2; ++i)
        game->issues[0].payoff.emplace_back(g.states[0].pays[i].begin(), g.states[0].pays[i].end());
    // Step 2. The stage games.
    Question<Rational> question{game, "lens", {}};
    for (const TwoActors::State& x : g.states) {
        StageGame<Rational> stage;
        for (std::size_t i = 0; i < 2; ++i) {
            stage.utility.emplace_back(x.pays[i].begin(), x.pays[i].end());
            stage.allowed.push_back(x.has[i]);
            stage.floor.push_back(x.exit[i]);
            stage.exit_value.push_back(x.exit[i]);
        }
        for (const auto& row : x.may) {
            stage.prescribable.push_back(row);
            for (std::size_t a = 0; a < g.profiles(); ++a) {
                if (!g.exists(x, a)) stage.prescribable.back()[a] = false;
            }
        }
        if (std::find(x.agreed.begin(), x.agreed.end(), false) != x.agreed.end())
            stage.agreements.push_back(std::make_shared<ListedAgreements>(x.agreed));
        if (g.consensus) {
            stage.status_quo = g.consensus->status_quo;
            stage.consensus.push_back({1,
                                       {g.consensus->who[0], g.consensus->who[1]},
                                       {g.consensus->raises[0], g.consensus->raises[1]}});
        }
        for (const auto& follows : x.next) {
            stage.next.emplace_back();
            for (const auto& [state, probability] : follows)
                stage.next.back().push_back({state, probability});
        }
        question.stages.push_back(std::move(stage));
    }
    return question;
}

inline std::string TwoActors::text() const {
    std::string out = "delta " + to_string(delta[0]) + " " + to_string(delta[1]) + "\n";
    for (std::size_t s = 0; s < states.size(); ++s) {
        const State& x = states[s];
        out += "state " + std::to_string(s) + "\n";
        for (std::size_t r = 0; r < actions[0]; ++r) {
            out += x.has[0][r] ? "  " : " x";
            for (std::size_t c = 0; c < actions[1]; ++c) {
                const std::size_t a = r * actions[1] + c;
                out += " " + to_string(x.pays[0][a]) + "," + to_string(x.pays[1][a]) + "[";
                for (const auto& row : x.may) out += row[a] ? "+" : "-";
                out += x.agreed[a] ? "]" : "!]";
                if (!x.next.empty()) {
                    for (const auto& [state, probability] : x.next[a])
                        out += ">" + std::to_string(state) + ":" + to_string(probability);
                }
            }
            out += "\n";
        }
        for (std::size_t c = 0; c < actions[1]; ++c)
            out += x.has[1][c] ? "" : "no column " + std::to_string(c) + "\n";
        for (std::size_t i = 0; i < 2; ++i) {
            if (x.exit[i]) out += "exit " + std::to_string(i) + ": " + to_string(*x.exit[i]) + "\n";
        }
    }
    if (consensus) {
        out += "consensus, a° = " + std::to_string(consensus->status_quo);
        for (std::size_t i = 0; i < 2; ++i) {
            out += consensus->who[i] ? " asked" : " not asked";
            for (const bool raises : consensus->raises[i]) out += raises ? " up" : " -";
        }
        out += "\n";
    }
    return out;
}

}  // namespace comity::test
