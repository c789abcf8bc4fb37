#pragma once
/// Random repeated games of three actors: small payoffs (many ties, many flat sets), constraints of every
/// kind, several phases, δ of each actor's own.

#include "support/draw_two_actors.hpp"
#include "support/many_actors.hpp"

namespace comity::test {

/// Two actions each, one in six with a third, one in ten with a single one.
inline ManyActors draw_three_actors(std::uint64_t seed, const DrawTraits& traits) {
    Draw draw(seed * 998244353 + 5);
    // Step 1. Size, δ, payoffs: a public good with noise, or anything.
    std::vector<std::size_t> actions;
    for (int i = 0; i < 3; ++i) actions.push_back(draw.one_in(10) ? 1 : draw.one_in(6) ? 3 : 2);
    ManyActors g = plain_many(actions, {}, draw_delta(draw));
    const bool good = !draw.one_in(3);
    std::vector<int> cost;
    for (int i = 0; i < 3; ++i) cost.push_back(3 + static_cast<int>(draw.below(3)));
    const std::size_t cells = g.profiles();
    for (std::size_t a = 0; a < cells; ++a) {
        int sum = 0;
        for (std::size_t i = 0; i < 3; ++i) sum += static_cast<int>(g.action(a, i));
        for (std::size_t i = 0; i < 3; ++i) {
            const Rational noise = draw.one_in(4) ? draw.number(-1, 1) : Rational(0);
            const int own = static_cast<int>(g.action(a, i));
            g.pays[i].push_back(good ? Rational(2 * sum - cost[i] * own) + noise
                                     : Rational(static_cast<int>(draw.below(8)) - 3));
        }
    }
    if (traits.unequal) {
        for (Rational& d : g.delta) d = draw_delta(draw);
    }
    // Step 2. Constraints of every kind.
    if (traits.constraints) {
        for (std::size_t i = 0; i < 3; ++i) {
            if (actions[i] > 1 && draw.one_in(8)) g.has[i][draw.below(actions[i])] = false;
            if (draw.one_in(4)) g.exit[i] = draw.number(-4, 2);
        }
        if (draw.one_in(3)) {
            for (std::size_t a = 0; a < cells; ++a) g.agreed[a] = !draw.one_in(5);
        }
        if (draw.one_in(3)) {
            g.consensus = ManyActors::Consensus{};
            g.consensus->status_quo = draw.one_in(2) ? 0 : draw.below(cells);
            for (std::size_t i = 0; i < 3; ++i) {
                g.consensus->who.push_back(draw.one_in(2));
                g.consensus->raises.emplace_back();
                for (std::size_t b = 0; b < actions[i]; ++b)
                    g.consensus->raises[i].push_back(b > g.action(g.consensus->status_quo, i));
            }
        }
    }
    // Step 3. What may be prescribed after whose breach.
    if (traits.phases) {
        for (std::size_t i = 0; i < 3; ++i) {
            g.may.push_back(g.may[0]);
            for (std::size_t a = 0; a < cells; ++a) {
                if (draw.one_in(4)) g.may.back()[a] = false;
            }
        }
    }
    return g;
}

/// The kinds of games in turn: plain, constrained, of unequal patience, with phases, with everything.
inline ManyActors any_three_actors(std::uint64_t seed) {
    static const DrawTraits kinds[] = {{},
                                       {.constraints = true},
                                       {.unequal = true},
                                       {.constraints = true, .phases = true},
                                       {.constraints = true},
                                       {.constraints = true, .unequal = true, .phases = true}};
    return draw_three_actors(seed, kinds[seed % 6]);
}

}  // namespace comity::test
