#include "cell_bounds.hpp"

#include <algorithm>
#include <cmath>

#include "comity/question/bounds.hpp"

namespace comity {

CellBounds::CellBounds(const GameForm& form, const Question<Rational>& question, const FloatGame& game,
                       const DirectionList& directions)
    : form_(form),
      question_(question),
      game_(game),
      directions_(directions),
      rows_(directions.size()),
      by_angle_(directions.by_angle()) {
    for (std::size_t h = 0; h < rows_; ++h) {
        own_.push_back(default_of(h));
        neighbours_.push_back(neighbours_of(h));
    }
}

Combination CellBounds::default_of(std::size_t direction) const {
    const double least = std::min(game_.delta[0], game_.delta[1]);
    const Point2 at = directions_.unit(direction);
    Combination result;
    result.is_default = true;
    result.rows[0] = direction;
    result.lambda[0] = least;
    // An axis for what the more patient actor has more.
    for (int i = 0; i < 2; ++i) {
        if (game_.delta[i] <= least || at[i] == 0) continue;
        result.rows[1] = static_cast<std::size_t>(2 * i + (at[i] > 0 ? 0 : 1));
        result.lambda[1] = (game_.delta[i] - least) * std::abs(at[i]);
    }
    return result;
}

std::optional<Combination> CellBounds::neighbours_of(std::size_t direction) const {
    const Point2 at = directions_.unit(direction);
    const Point2 goal{game_.delta[0] * at.x, game_.delta[1] * at.y};
    if (game_.common_delta() || goal == Point2{}) return std::nullopt;
    // δ∘h × row, its sign exact: where δ∘h is a row itself, the proof needs to know.
    const auto turn = [&](std::size_t r) {
        const double quick = cross(goal, directions_.unit(r));
        if (std::abs(quick) > 1e-13) return quick;
        const auto &h = directions_.exact()[direction], &row = directions_.exact()[r];
        const Rational exact =
            game_.exact_delta[0] * Rational(h[0] * row[1]) - game_.exact_delta[1] * Rational(h[1] * row[0]);
        return exact == 0 ? 0.0 : (exact > 0 ? std::max(quick, 1e-17) : std::min(quick, -1e-17));
    };
    for (std::size_t k = 0; k < rows_; ++k) {
        const std::size_t r = by_angle_[k], s = by_angle_[(k + 1) % rows_];
        const Point2 p = directions_.unit(r), q = directions_.unit(s);
        const double det = cross(p, q);
        if (det <= 0) continue;
        const double after = -turn(r) / det;
        if (after < 0 || dot(goal, p) <= 0) continue;
        if (after == 0) return Combination{{r, r}, {std::hypot(goal.x, goal.y), 0}, {0, 0}, false};
        if (turn(s) <= 0) continue;
        // Of two rows close to each other what counts is that together they make up the length of δ∘h.
        const double before = (dot(goal, goal) - after * dot(goal, q)) / dot(goal, p);
        if (before > 0) return Combination{{r, s}, {before, after}, {0, 0}, false};
    }
    return std::nullopt;
}

Cell CellBounds::cell(std::size_t set, const FloatProfile& profile) const {
    return {&profile, set, {(1 - game_.delta[0]) * profile.u.x, (1 - game_.delta[1]) * profile.u.y}};
}

Threats CellBounds::threats(const Levels& levels) const {
    Threats result(game_.states);
    for (std::size_t x = 0; x < game_.states; ++x) {
        for (std::size_t i = 0; i < 2; ++i)
            result[x][static_cast<int>(i)] = -levels[game_.punishment_set(i, x) * rows_ + 2 * i + 1];
    }
    return result;
}

double CellBounds::level(const Levels& levels, const Cell& cell, std::size_t row) const {
    const std::size_t phase = game_.phase_of(cell.set);
    if (game_.states == 1) return levels[phase * rows_ + row];
    double sum = 0;
    for (const FloatTransition& next : cell.profile->next)
        sum += next.probability * levels[(phase * game_.states + next.state) * rows_ + row];
    return sum;
}

double CellBounds::value(const Combination& c, const Levels& levels, const Cell& cell, std::size_t direction,
                         Point2 m) const {
    double result = dot(directions_.unit(direction), cell.now);
    for (int k = 0; k < 2; ++k) {
        if (c.lambda[k] > 0) result += c.lambda[k] * level(levels, cell, c.rows[k]);
    }
    for (int i = 0; i < 2; ++i) {
        if (c.mu[i] > 0) result -= c.mu[i] * (m[i] - cell.now[i]);
    }
    return result;
}

double CellBounds::least(std::size_t direction, const Levels& levels, const Cell& cell, Point2 m) const {
    double result = kInfinity;
    each(direction, levels, cell, m, [&](const Combination& c) {
        result = std::min(result, value(c, levels, cell, direction, m));
        return false;
    });
    return result;
}

std::vector<BoundRow> CellBounds::rows_of(const Combination& c, const Cell& cell, const Threats& v) const {
    std::vector<BoundRow> result;
    result.reserve(4);
    for (int k = 0; k < 2; ++k) {
        if (c.lambda[k] > 0) result.push_back({c.rows[k], 0});
    }
    for (int i = 0; i < 2; ++i) {
        if (c.mu[i] > 0) result.push_back(actor_row(cell, i, v));
    }
    return result;
}

std::optional<std::vector<BoundRow>> CellBounds::ray(const Cell& cell, const Levels& levels,
                                                     const Threats& v) const {
    const Point2 m = required(game_, *cell.profile, v);
    for (int i = 0; i < 2; ++i) {
        if (game_.delta[i] == 0 && m[i] - cell.now[i] > kStrict)
            return std::vector<BoundRow>{actor_row(cell, i, v)};
    }
    double deepest = -kStrict;
    std::size_t best = rows_;
    for (std::size_t r = 0; r < rows_; ++r) {
        const Point2 row = directions_.unit(r);
        if (row.x < 0 || row.y < 0) continue;
        double slack = level(levels, cell, r);
        for (int i = 0; i < 2; ++i) {
            if (row[i] == 0) continue;
            slack = game_.delta[i] == 0 ? kInfinity : slack - row[i] / game_.delta[i] * (m[i] - cell.now[i]);
        }
        if (slack < deepest) {
            deepest = slack;
            best = r;
        }
    }
    if (best == rows_) return std::nullopt;
    std::vector<BoundRow> result{{best, 0}};
    for (int i = 0; i < 2; ++i) {
        if (directions_.unit(best)[i] > 0) result.push_back(actor_row(cell, i, v));
    }
    return result;
}

BoundRow CellBounds::actor_row(const Cell& cell, int i, const Threats& v) const {
    const FloatProfile& profile = *cell.profile;
    const auto actor = static_cast<std::size_t>(i);
    const StageGame<Rational>& stage = question_.stages[game_.state_of(cell.set)];
    const ProfileSpace& profiles = form_.profiles();
    const std::size_t actions = profiles.actions(actor), own = profiles.action(profile.profile, actor);
    BoundRow result{rows_ + actor, 0};
    double most = -kInfinity;
    if (profile.floor[i] > -kInfinity) {
        const auto all = floors(form_, stage, actor, profile.profile);
        const auto greatest = std::max_element(
            all.begin(), all.end(), [](const auto& a, const auto& b) { return a.value < b.value; });
        result.against = actions + static_cast<std::size_t>(greatest - all.begin());
        most = profile.floor[i];
    }
    if (game_.states == 1) {
        if (profile.best[i] == -kInfinity ||
            (1 - game_.delta[i]) * profile.best[i] + game_.delta[i] * v[0][i] <= most)
            return result;
        auto& [last, best] = last_best_[actor];
        if (last != &profile) {
            last = &profile;
            best = actions;
            for (std::size_t action = 0; action < actions; ++action) {
                if (action == own || !stage.allowed[actor][action]) continue;
                if (best == actions ||
                    stage.utility[actor].less(profiles.with(profile.profile, actor, best),
                                              profiles.with(profile.profile, actor, action)))
                    best = action;
            }
        }
        result.against = best;
        return result;
    }
    std::size_t action = 0;
    for (const FloatDeviation& deviation : profile.deviations[i]) {
        while (action == own || !stage.allowed[actor][action]) ++action;
        double value = (1 - game_.delta[i]) * deviation.payoff;
        for (const FloatTransition& next : deviation.next)
            value += game_.delta[i] * next.probability * v[next.state][i];
        if (value > most) {
            most = value;
            result.against = action;
        }
        ++action;
    }
    return result;
}

}  // namespace comity
