#include "margins.hpp"

#include <algorithm>

namespace comity {
namespace {

/// How much lower what an actor must get becomes when rows move outward by y.
double threat_push(const CellBounds& bounds, const Cell& cell, int i, const Levels& y, const BoundRow& row,
                   std::size_t actions) {
    const FloatGame& game = bounds.game();
    const auto actor = static_cast<std::size_t>(i);
    if (row.against >= actions) return 0;
    const auto at = [&](std::size_t state) {
        return y[game.punishment_set(actor, state) * bounds.rows() + 2 * actor + 1];
    };
    if (game.states == 1) return game.delta[i] * at(0);
    double most = 0;
    for (const FloatDeviation& deviation : cell.profile->deviations[i]) {
        double push = 0;
        for (const FloatTransition& next : deviation.next)
            push += game.delta[i] * next.probability * at(next.state);
        most = std::max(most, push);
    }
    return most;
}

/// The least that a row of a cell must move by, given how far the others do.
double least_push(const CellBounds& bounds, const Cell& cell, std::size_t h, const Levels& levels, Point2 m,
                  const Levels& y, const Threats& v) {
    const double least = bounds.least(h, levels, cell, m);
    double result = kInfinity;
    // Of those that bound equally well, the one that moves least.
    bounds.each(h, levels, cell, m, [&](const Combination& c) {
        if (bounds.value(c, levels, cell, h, m) > least + 1e-13) return false;
        double push = 0;
        for (int k = 0; k < 2; ++k) {
            if (c.lambda[k] > 0) push += c.lambda[k] * bounds.level(y, cell, c.rows[k]);
        }
        for (int i = 0; i < 2; ++i) {
            if (c.mu[i] > 0)
                push += c.mu[i] *
                        threat_push(bounds, cell, i, y, bounds.actor_row(cell, i, v), bounds.actions(i));
        }
        result = std::min(result, push);
        return false;
    });
    return result;
}

}  // namespace

Levels margins(const CellBounds& bounds, const Levels& levels, double loosened) {
    const FloatGame& game = bounds.game();
    const Threats v = bounds.threats(levels);
    const std::size_t rows = bounds.rows();
    Levels y(levels.size(), 1.0);
    for (int round = 0; round < 400; ++round) {
        Levels next(levels.size(), 1.0);
        for (std::size_t s = 0; s < game.sets.size(); ++s) {
            if (levels[s * rows] == -kInfinity) continue;
            for (const FloatProfile& profile : game.sets[s]) {
                const Cell cell = bounds.cell(s, profile);
                const Point2 m = required(game, profile, v);
                if (m.x == kInfinity || m.y == kInfinity) continue;
                for (std::size_t h = 0; h < rows; ++h) {
                    double& most = next[s * rows + h];
                    const double near = levels[s * rows + h] - loosened / 8;
                    if (bounds.value(bounds.own(h), levels, cell, h, m) <= near ||
                        bounds.least(h, levels, cell, m) <= near)
                        continue;
                    most = std::max(most, 1 + least_push(bounds, cell, h, levels, m, y, v));
                }
            }
        }
        double moved = 0;
        for (std::size_t k = 0; k < y.size(); ++k) moved = std::max(moved, next[k] / y[k] - 1);
        y = next;
        if (moved < .1) {
            for (double& each : y) each *= 2;
            return y;
        }
        if (*std::max_element(y.begin(), y.end()) > 1e7) return {};
    }
    return {};
}

}  // namespace comity
