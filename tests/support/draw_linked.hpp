#pragma once
/// Random games of many linked issues, too many profiles for plain lists of plays but few enough for a table
/// of numbers (table_oracle.hpp).

#include "support/plain_game.hpp"

namespace comity::test {

/// The number of profiles.
inline std::size_t profiles_of(const PlainGame& g) {
    std::size_t count = 1;
    for (const PlainIssue& issue : g.issues) {
        for (const std::size_t actions : issue.actions) count *= actions;
    }
    return count;
}

/// An issue in which everybody who is in it may go up to a depth, each step of which costs more than the last
/// and serves the others.
inline PlainIssue draw_depths(Draw& draw, std::size_t n, std::size_t most, bool everybody) {
    PlainIssue issue;
    for (std::size_t i = 0; i < n; ++i) {
        if (everybody || !draw.one_in(4)) issue.members.push_back(i);
    }
    if (issue.members.size() < 2) issue.members = {0, 1};
    std::size_t combinations = 1;
    for (std::size_t m = 0; m < issue.members.size(); ++m) {
        issue.actions.push_back(2 + draw.below(most - 1));
        issue.status_quo.push_back(0);
        combinations *= issue.actions.back();
    }
    for (std::size_t m = 0; m < issue.members.size(); ++m) {
        const Rational benefit = draw.number(1, 4), cost = draw.number(1, 5);
        auto& pays = issue.pays.emplace_back();
        for (std::size_t c = 0; c < combinations; ++c) {
            std::size_t rest = c, others = 0, mine = 0;
            for (std::size_t k = issue.members.size(); k-- > 0;) {
                (k == m ? mine : others) += rest % issue.actions[k];
                rest /= issue.actions[k];
            }
            pays.push_back(benefit * Rational(others) - cost * Rational(mine * (mine + 1)) / 2 +
                           (draw.one_in(8) ? draw.number(-1, 1) : Rational(0)));
        }
    }
    return issue;
}

/// Up to `most` profiles, up to six states and five issues, any lens but the defensive one, often with
/// constraints. Nothing where the draw is too large.
inline std::optional<PlainGame> draw_linked_game(std::uint64_t seed, std::size_t most) {
    PlainGame g = draw_game(seed);
    if (g.kind == PlainGame::Kind::defensive) return std::nullopt;
    Draw draw(seed * 6364136223846793005u + 1442695040888963407u);
    // Step 1. More states, who are in no issue yet.
    const std::size_t n = g.n + draw.below(7 - g.n);
    for (; g.n < n; ++g.n) {
        for (std::size_t i = 0; i < g.n; ++i) {
            g.weights[i].push_back(Rational(draw.below(5)) / 4);
            g.after[i].push_back(draw.number(-3, 3));
        }
        g.weights.emplace_back();
        g.after.emplace_back();
        for (std::size_t j = 0; j <= g.n; ++j) {
            g.weights.back().push_back(Rational(draw.below(5)) / 4);
            g.after.back().push_back(draw.number(-3, 3));
        }
        g.cost.push_back(g.has_cost ? draw.number(-1, 2) : Rational(0));
        g.outside.push_back(draw.number(-2, 2));
        g.delta.push_back(g.delta.front());
    }
    // Step 2. Issues; those that were drawn stay only where everybody is still in the first one.
    if (n > g.issues.front().members.size() || draw.one_in(2)) {
        g.issues = {draw_depths(draw, n, 2 + draw.below(3), true)};
        g.bans.clear();
    }
    while (g.issues.size() < 5 && !draw.one_in(3))
        g.issues.push_back(draw_depths(draw, n, 2 + draw.below(3), false));
    while (g.issues.size() > 1 && profiles_of(g) > most) g.issues.pop_back();
    if (profiles_of(g) > most) return std::nullopt;
    std::erase_if(g.bans, [&](const PlainGame::Ban& ban) { return ban.issue >= g.issues.size(); });
    if (g.bans.empty() && draw.one_in(4)) {
        const std::size_t s = draw.below(g.issues.size());
        if (g.issues[s].actions.front() > 1)
            g.bans.push_back({g.issues[s].members.front(), s, draw.below(g.issues[s].actions.front())});
    }
    // Step 3. The target, which an exit rule may speak of, and what may be agreed.
    g.play.clear();
    for (const PlainIssue& issue : g.issues) {
        g.play.emplace_back();
        for (const std::size_t actions : issue.actions) g.play.back().push_back(actions - 1);
    }
    if (!draw.one_in(3)) draw_agreements(seed, g);
    return g;
}

}  // namespace comity::test
