#pragma once
/// Drawn games of up to three issues for questions about agreements [F4.6], and parts of them.

#include "support/plain_game.hpp"

namespace comity::test {

/// Often with agreement constraints, never through the defensive lens; nothing where a draw is too large.
inline std::optional<PlainGame> draw_linked(std::uint64_t seed, std::size_t most_profiles = 400) {
    PlainGame g = draw_game(seed);
    if (g.kind == PlainGame::Kind::defensive) return std::nullopt;
    Draw draw(seed * 31 + 7);
    if (g.n < 4 && draw.one_in(2)) {
        g.issues.push_back(draw_issue(draw, g.n, false));
        g.play.emplace_back(g.issues.back().actions.size(), 0);
    }
    std::size_t profiles = 1;
    for (const PlainIssue& issue : g.issues) {
        for (const std::size_t actions : issue.actions) profiles *= actions;
    }
    if (profiles > most_profiles) return std::nullopt;
    if (!draw.one_in(4)) draw_agreements(seed, g);
    return g;
}

/// One issue of a drawn game by itself; nothing where something ties the issues together [F3.3].
inline std::optional<PlainGame> issue_of(const PlainGame& g, std::size_t s) {
    if (g.recognition || g.consensus || (g.cap && g.cap->issues.size() > 1) ||
        (g.exit != PlainGame::Exit::none && g.withdrawal))
        return std::nullopt;
    PlainGame one = g;
    one.issues = {g.issues[s]};
    one.play = {g.play[s]};
    one.exit = PlainGame::Exit::none;
    one.bans.clear();
    for (PlainGame::Ban ban : g.bans) {
        if (ban.issue != s) continue;
        ban.issue = 0;
        one.bans.push_back(ban);
    }
    // The cost of sovereignty, symmetry and compatible depth are in issue 0.
    if (s != 0) {
        std::fill(one.cost.begin(), one.cost.end(), Rational(0));
        one.symmetric.reset();
        one.compatible.reset();
    }
    if (one.cap && one.cap->issues.front() != s) one.cap.reset();
    if (one.cap) one.cap->issues = {0};
    return one;
}

/// The game without some of the constraints of its text, by their places there. Under expulsion only the
/// floor of an exit rule goes.
inline PlainGame without_constraints(PlainGame g, const std::vector<std::size_t>& which, bool expelled) {
    std::size_t place = 0;
    const auto goes = [&] { return std::find(which.begin(), which.end(), place++) != which.end(); };
    if (g.has_cost && goes()) {
        std::fill(g.cost.begin(), g.cost.end(), Rational(0));
        g.has_cost = false;
    }
    std::vector<PlainGame::Ban> bans;
    for (const PlainGame::Ban& ban : g.bans) {
        if (!goes()) bans.push_back(ban);
    }
    g.bans = bans;
    if (g.exit != PlainGame::Exit::none && goes()) {
        if (expelled) {
            g.withdrawal = false;
        } else {
            g.exit = PlainGame::Exit::none;
        }
    }
    if (g.cap && goes()) g.cap.reset();
    if (g.symmetric && goes()) g.symmetric.reset();
    if (g.compatible && goes()) g.compatible.reset();
    if (g.recognition && goes()) g.recognition.reset();
    if (g.consensus && goes()) g.consensus.reset();
    return g;
}

/// How many constraints the text of a game has.
inline std::size_t constraints_of(const PlainGame& g) {
    return std::size_t{g.has_cost} + g.bans.size() + std::size_t{g.exit != PlainGame::Exit::none} +
           std::size_t{g.cap.has_value()} + std::size_t{g.symmetric.has_value()} +
           std::size_t{g.compatible.has_value()} + std::size_t{g.recognition.has_value()} +
           std::size_t{g.consensus.has_value()};
}

}  // namespace comity::test
