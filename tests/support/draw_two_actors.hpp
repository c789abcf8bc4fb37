#pragma once
/// Random games of two actors: small whole payoffs (many ties, many flat sets), constraints, several phases,
/// several public states.

#include "support/plain_game.hpp"
#include "support/two_actors.hpp"

namespace comity::test {

/// What a drawn game may have besides payoffs.
struct DrawTraits {
    bool constraints = false, unequal = false, phases = false;
    std::size_t states = 1;
};

inline Rational draw_delta(Draw& draw) {
    static const std::vector<Rational> usual{
        Rational(0),     Rational(1) / 10, Rational(1) / 5, Rational(1) / 4, Rational(3) / 10,
        Rational(1) / 3, Rational(2) / 5,  Rational(1) / 2, Rational(4) / 7, Rational(3) / 5,
        Rational(2) / 3, Rational(7) / 10, Rational(3) / 4, Rational(4) / 5};
    return usual[draw.one_in(3) ? draw.below(usual.size()) : usual.size() - 1 - draw.below(7)];
}

inline TwoActors draw_two_actors(std::uint64_t seed, const DrawTraits& traits) {
    Draw draw(seed * 1000003 + 77);
    // Step 1. Size, δ, payoffs: a dilemma with noise, or anything.
    const std::size_t rows = draw.one_in(15) ? 1 : 2 + draw.below(draw.one_in(3) ? 3 : 1),
                      columns = draw.one_in(15) ? 1 : 2 + draw.below(draw.one_in(3) ? 2 : 1),
                      cells = rows * columns;
    const bool dilemma = draw.one_in(2);
    const int cost = 1 + static_cast<int>(draw.below(3));
    std::array<std::vector<Rational>, 2> pays;
    for (std::size_t a = 0; a < cells; ++a) {
        const int row = static_cast<int>(a / columns), column = static_cast<int>(a % columns);
        const auto noise = [&] { return draw.one_in(3) ? draw.number(-1, 1) : Rational(0); };
        pays[0].push_back(dilemma ? Rational(4 * column - cost * row) + noise()
                                  : Rational(static_cast<int>(draw.below(8)) - 3));
        pays[1].push_back(dilemma ? Rational(4 * row - cost * column) + noise()
                                  : Rational(static_cast<int>(draw.below(8)) - 3));
    }
    TwoActors g = plain(rows, columns, pays[0], pays[1], draw_delta(draw));
    if (traits.unequal) g.delta[1] = draw_delta(draw);
    // Step 2. Now and then an action twice.
    if (rows > 1 && draw.one_in(8)) {
        for (std::size_t c = 0; c < columns; ++c) {
            for (auto& table : g.states[0].pays) table[(rows - 1) * columns + c] = table[c];
        }
    }
    // Step 3. Further states: shifted or drawn anew, and how they follow each other.
    for (std::size_t s = 1; s < traits.states; ++s) {
        g.states.push_back(g.states[0]);
        const Rational shift(static_cast<int>(draw.below(4)));
        const bool anew = draw.one_in(2);
        for (auto& table : g.states[s].pays) {
            for (Rational& u : table) u = anew ? Rational(static_cast<int>(draw.below(8)) - 3) : u + shift;
        }
        if (rows > 1 && draw.one_in(4)) g.states[s].has[0][draw.below(rows)] = false;
    }
    if (traits.states > 1) {
        for (auto& x : g.states) {
            for (std::size_t a = 0; a < cells; ++a) {
                const Rational stays = Rational(draw.below(5)) / 4;
                x.next.emplace_back();
                if (stays > 0) x.next.back().push_back({0, stays});
                if (stays < 1) x.next.back().push_back({1, 1 - stays});
            }
        }
    }
    // Step 4. Constraints of every kind.
    if (traits.constraints) {
        for (auto& x : g.states) {
            for (std::size_t i = 0; i < 2; ++i) {
                const bool all = std::count(x.has[i].begin(), x.has[i].end(), false) == 0;
                if (all && g.actions[i] > 1 && draw.one_in(6)) x.has[i][draw.below(g.actions[i])] = false;
                if (draw.one_in(3)) x.exit[i] = draw.number(-3, 3);
            }
            if (draw.one_in(3)) {
                for (std::size_t a = 0; a < cells; ++a) x.agreed[a] = !draw.one_in(4);
            }
            if (draw.one_in(3)) {
                for (std::size_t a = 0; a < cells; ++a) x.may[0][a] = !draw.one_in(5);
            }
        }
        if (traits.states == 1 && draw.one_in(3)) {
            g.consensus = TwoActors::Consensus{};
            g.consensus->status_quo = draw.below(cells);
            for (std::size_t i = 0; i < 2; ++i) {
                g.consensus->who[i] = draw.one_in(2);
                for (std::size_t b = 0; b < g.actions[i]; ++b)
                    g.consensus->raises[i].push_back(b > g.action(g.consensus->status_quo, i));
            }
        }
    }
    // Step 5. What may be prescribed after whose breach.
    if (traits.phases) {
        for (auto& x : g.states) {
            const std::vector<bool> first = x.may[0];
            for (std::size_t i = 0; i < 2; ++i) {
                x.may.push_back(first);
                for (std::size_t a = 0; a < cells; ++a) {
                    if (draw.one_in(3)) x.may.back()[a] = false;
                }
            }
            if (draw.one_in(2)) {
                for (std::size_t a = 0; a < cells; ++a) x.may[0][a] = x.may[0][a] && !draw.one_in(4);
            }
        }
    }
    return g;
}

}  // namespace comity::test
