#include "outer.hpp"

#include <algorithm>
#include <cmath>

#include "comity/question/bounds.hpp"

namespace comity {
namespace {

constexpr double kStrict = 1e-13;  ///< what counts as strictly below
constexpr double kRound = 4e-14;   ///< what rounding may do to a level
constexpr double kRoundCoarse = 1e-12;  ///< the same where small corners are dropped
constexpr double kEqual = 2e-12;   ///< what an exact check may find to be equal

/// Multipliers that bound one direction: λ on one or two rows, μ on what the actors must get.
struct Combination {
    std::size_t rows[2] = {0, 0};
    double lambda[2] = {0, 0};
    double mu[2] = {0, 0};
    bool is_default = false;
};

using Levels = std::vector<double>;

/// One stage of the way, in floating point.
struct Step {
    std::size_t from = 0;  ///< index on the trajectory
    std::vector<BoundRay> rays;
    std::vector<BoundCell> cells;
    Levels levels;
};

class Search {
  public:
    Search(const GameForm& form, const Question<Rational>& question, const FloatGame& game,
           const DirectionList& directions, const OuterGoal& goal, const OuterOptions& options)
        : form_(form), question_(question), game_(game), directions_(directions), goal_(goal),
          options_(options), rows_(directions.size()) {
        find_combinations();
    }

    OuterSearch run() {
        OuterSearch result;
        start();
        if (!prepare_goal()) return result;
        if (walk(result)) result.proof = exact(shortened());
        result.levels = trajectory_.back();
        return result;
    }

  private:
    /// From the box to where the goal is one use of the rule away; false where that is not reached.
    bool walk(OuterSearch& result) {
        std::size_t next_try = 0;
        while (true) {
            const Levels& now = trajectory_.back();
            find_rays(now);
            lives_.push_back(live_);
            if (empty_) break;
            if (!goal_levels_.empty() && trajectory_.size() > next_try) {
                if (contracts(now, goal_levels_, true, nullptr)) break;
                next_try = trajectory_.size() + trajectory_.size() / 8;
            }
            if (trajectory_.size() > options_.limit || options_.stop.stop_requested()) return false;
            Levels after = bound_map(now);
            double moved = 0;
            for (std::size_t k = 0; k < after.size(); ++k) {
                after[k] = std::min(after[k], now[k]);
                moved = std::max(moved, now[k] - after[k]);
            }
            if (moved <= 1e-15) {
                if (!goal_levels_.empty() && contracts(now, goal_levels_, true, nullptr)) break;
                result.stalled = true;
                return false;
            }
            trajectory_.push_back(std::move(after));
        }
        return true;
    }

    double level_of(const Levels& levels, std::size_t phase, const FloatProfile& profile, std::size_t row) const {
        if (game_.states == 1) return levels[phase * rows_ + row];
        double sum = 0;
        for (const FloatTransition& next : profile.next)
            sum += next.probability * levels[(phase * game_.states + next.state) * rows_ + row];
        return sum;
    }

    Threats threats(const Levels& levels) const {
        Threats result(game_.states);
        for (std::size_t x = 0; x < game_.states; ++x) {
            for (std::size_t i = 0; i < 2; ++i)
                result[x][static_cast<int>(i)] = -levels[game_.punishment_set(i, x) * rows_ + 2 * i + 1];
        }
        return result;
    }

    void find_combinations() {
        const Point2 delta{game_.delta[0], game_.delta[1]};
        const double least = std::min(delta.x, delta.y);
        combinations_.resize(rows_);
        std::vector<std::size_t> by_angle(rows_);
        for (std::size_t r = 0; r < rows_; ++r) by_angle[r] = r;
        std::sort(by_angle.begin(), by_angle.end(), [&](std::size_t a, std::size_t b) {
            const Point2 p = directions_.unit(a), q = directions_.unit(b);
            return std::atan2(p.y, p.x) < std::atan2(q.y, q.x);
        });
        for (std::size_t h = 0; h < rows_; ++h) {
            const Point2 at = directions_.unit(h), goal{delta.x * at.x, delta.y * at.y};
            auto& list = combinations_[h];
            // Step 1. The direction itself, with an axis for what the more patient actor has more.
            Combination own;
            own.is_default = true;
            own.rows[0] = h;
            own.lambda[0] = least;
            for (int i = 0; i < 2; ++i) {
                if (delta[i] > least && at[i] != 0) {
                    own.rows[1] = static_cast<std::size_t>(2 * i + (at[i] > 0 ? 0 : 1));
                    own.lambda[1] = (delta[i] - least) * std::abs(at[i]);
                }
            }
            list.push_back(own);
            // Step 2. Two neighbours around δ∘h.
            if (!game_.common_delta() && (goal.x != 0 || goal.y != 0)) {
                for (std::size_t k = 0; k < rows_; ++k) {
                    const std::size_t r = by_angle[k], s = by_angle[(k + 1) % rows_];
                    const Point2 p = directions_.unit(r), q = directions_.unit(s);
                    const double det = cross(p, q);
                    if (det < 1e-14) continue;
                    const double lr = cross(goal, q) / det, ls = cross(p, goal) / det;
                    if (lr < 1e-14 || ls < 1e-14) continue;
                    list.push_back({{r, s}, {lr, ls}, {0, 0}, false});
                }
            }
            // Step 3. What one actor must get, and a row that makes up for it.
            for (int i = 0; i < 2; ++i) {
                const int j = 1 - i;
                if (at[j] == 0 && at[i] < 0) {
                    Combination alone;
                    alone.mu[i] = -at[i];
                    list.push_back(alone);
                }
                if (delta[i] == 0 || goal[j] == 0) continue;
                for (std::size_t r = 0; r < rows_; ++r) {
                    const Point2 row = directions_.unit(r);
                    if (r == h || row[j] == 0) continue;
                    const double lambda = goal[j] / row[j];
                    const double mu = (lambda * row[i] - goal[i]) / delta[i];
                    if (lambda <= 0 || mu <= 1e-14) continue;
                    Combination pair{{r, r}, {lambda, 0}, {0, 0}, false};
                    pair.mu[i] = mu;
                    list.push_back(pair);
                }
            }
            // Step 4. What both must get.
            if (at.x < 0 && at.y < 0) list.push_back({{0, 0}, {0, 0}, {-at.x, -at.y}, false});
        }
    }

    void start() {
        Levels box(game_.sets.size() * rows_);
        for (std::size_t s = 0; s < game_.sets.size(); ++s) {
            for (std::size_t r = 0; r < rows_; ++r) {
                const Point2 h = directions_.unit(r);
                double level = 0;
                for (int i = 0; i < 2; ++i) level += h[i] > 0 ? h[i] * game_.upper[i] : h[i] * game_.lower[i];
                box[s * rows_ + r] = level;
            }
        }
        trajectory_.push_back(std::move(box));
        live_.resize(game_.sets.size());
        for (std::size_t s = 0; s < live_.size(); ++s) live_[s].assign(game_.sets[s].size(), true);
        emptied_.assign(game_.sets.size(), false);
    }

    /// Value of a combination for a profile; `now` is (1−δ)∘u.
    double value(const Combination& c, const Levels& levels, std::size_t phase, const FloatProfile& profile,
                 Point2 h, Point2 now, Point2 m) const {
        double result = dot(h, now);
        for (int k = 0; k < 2; ++k) {
            if (c.lambda[k] > 0) result += c.lambda[k] * level_of(levels, phase, profile, c.rows[k]);
        }
        for (int i = 0; i < 2; ++i) {
            if (c.mu[i] > 0) result -= c.mu[i] * (m[i] - now[i]);
        }
        return result;
    }

    Point2 payoff_now(const FloatProfile& profile) const {
        return {(1 - game_.delta[0]) * profile.u.x, (1 - game_.delta[1]) * profile.u.y};
    }

    Levels bound_map(const Levels& levels) const {
        const Threats v = threats(levels);
        Levels result(levels.size(), -kInfinity);
        for (std::size_t s = 0; s < game_.sets.size(); ++s) {
            if (emptied_[s]) {
                std::copy_n(levels.begin() + static_cast<std::ptrdiff_t>(s * rows_), rows_,
                            result.begin() + static_cast<std::ptrdiff_t>(s * rows_));
                continue;
            }
            const std::size_t phase = game_.phase_of(s);
            for (std::size_t a = 0; a < game_.sets[s].size(); ++a) {
                if (!live_[s][a]) continue;
                const FloatProfile& profile = game_.sets[s][a];
                const Point2 m = required(game_, profile, v), now = payoff_now(profile);
                for (std::size_t h = 0; h < rows_; ++h) {
                    double& most = result[s * rows_ + h];
                    double bound = kInfinity;
                    for (const Combination& c : combinations_[h]) {
                        bound = std::min(bound, value(c, levels, phase, profile, directions_.unit(h), now, m));
                        if (bound <= most) break;
                    }
                    most = std::max(most, bound);
                }
            }
        }
        return result;
    }

    /// Is there a ray at these levels? Its rows.
    std::optional<std::vector<BoundRow>> ray(std::size_t s, const FloatProfile& profile, const Levels& levels,
                                             const Threats& v) const {
        const Point2 m = required(game_, profile, v), now = payoff_now(profile);
        const std::size_t phase = game_.phase_of(s);
        for (int i = 0; i < 2; ++i) {
            if (game_.delta[i] == 0 && m[i] - now[i] > kStrict)
                return std::vector<BoundRow>{actor_row(profile, s, i, v)};
        }
        double deepest = -kStrict;
        std::size_t best = rows_;
        for (std::size_t r = 0; r < rows_; ++r) {
            const Point2 row = directions_.unit(r);
            if (row.x < 0 || row.y < 0) continue;
            double slack = level_of(levels, phase, profile, r);
            for (int i = 0; i < 2; ++i) {
                if (row[i] == 0) continue;
                slack = game_.delta[i] == 0 ? kInfinity : slack - row[i] / game_.delta[i] * (m[i] - now[i]);
            }
            if (slack < deepest) {
                deepest = slack;
                best = r;
            }
        }
        if (best == rows_) return std::nullopt;
        std::vector<BoundRow> result{{best, 0}};
        for (int i = 0; i < 2; ++i) {
            if (directions_.unit(best)[i] > 0) result.push_back(actor_row(profile, s, i, v));
        }
        return result;
    }

    /// What asks most of an actor at a profile: a deviation, or a floor.
    BoundRow actor_row(const FloatProfile& profile, std::size_t set, int i, const Threats& v) const {
        const auto actor = static_cast<std::size_t>(i);
        const std::size_t x = game_.state_of(set);
        const StageGame<Rational>& stage = question_.stages[x];
        const ProfileSpace& profiles = form_.profiles();
        const std::size_t actions = profiles.actions(actor), own = profiles.action(profile.profile, actor);
        BoundRow result{rows_ + actor, 0};
        double most = -kInfinity;
        if (profile.floor[i] > -kInfinity) {
            const auto all = floors(form_, stage, actor, profile.profile);
            const auto greatest =
                std::max_element(all.begin(), all.end(),
                                 [](const auto& a, const auto& b) { return a.value < b.value; });
            result.against = actions + static_cast<std::size_t>(greatest - all.begin());
            most = profile.floor[i];
        }
        if (game_.states == 1) {
            if (profile.best[i] == -kInfinity ||
                (1 - game_.delta[i]) * profile.best[i] + game_.delta[i] * v[0][i] <= most)
                return result;
            std::optional<std::size_t> best;
            for (std::size_t action = 0; action < actions; ++action) {
                if (action == own || !stage.allowed[actor][action]) continue;
                if (!best || stage.utility[actor].less(profiles.with(profile.profile, actor, *best),
                                                       profiles.with(profile.profile, actor, action)))
                    best = action;
            }
            result.against = *best;
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

    void find_rays(const Levels& levels) {
        const Threats v = threats(levels);
        for (std::size_t s = 0; s < game_.sets.size(); ++s) {
            for (std::size_t a = 0; a < game_.sets[s].size(); ++a) {
                if (live_[s][a] && !leads_into_emptied(game_.sets[s][a], s) && ray(s, game_.sets[s][a], levels, v))
                    live_[s][a] = false;
            }
        }
        find_emptied();
    }

    bool leads_into_emptied(const FloatProfile& profile, std::size_t s) const {
        if (std::none_of(emptied_.begin(), emptied_.end(), [](bool e) { return e; })) return false;
        const std::size_t phase = game_.phase_of(s);
        for (const FloatTransition& next : profile.next) {
            if (emptied_[phase * game_.states + next.state]) return true;
        }
        for (std::size_t i = 0; i < 2; ++i) {
            if (game_.states == 1 && profile.best[static_cast<int>(i)] > -kInfinity &&
                emptied_[game_.punishment_set(i, 0)])
                return true;
            for (const FloatDeviation& deviation : profile.deviations[i]) {
                for (const FloatTransition& next : deviation.next) {
                    if (emptied_[game_.punishment_set(i, next.state)]) return true;
                }
            }
        }
        return false;
    }

    void find_emptied() {
        for (bool again = true; again;) {
            again = false;
            for (std::size_t s = 0; s < live_.size(); ++s) {
                if (emptied_[s] || std::find(live_[s].begin(), live_[s].end(), true) != live_[s].end())
                    continue;
                emptied_[s] = again = true;
            }
            if (!again) break;
            for (std::size_t s = 0; s < live_.size(); ++s) {
                for (std::size_t a = 0; a < live_[s].size(); ++a) {
                    if (live_[s][a] && leads_into_emptied(game_.sets[s][a], s)) live_[s][a] = false;
                }
            }
        }
        empty_ = emptied_[0];
    }

    bool prepare_goal() {
        goal_levels_ = goal_.levels;
        if (goal_levels_.empty() || !goal_.exact.empty()) return true;
        const double round = game_.has_few_corners() ? kRound : kRoundCoarse;
        margin_ = margins(goal_levels_);
        if (margin_.empty()) return false;
        for (std::size_t k = 0; k < goal_levels_.size(); ++k) goal_levels_[k] += round * margin_[k];
        return true;
    }

    /// How far to move each row outward so that moved levels still bound each other: y_h > λ·y wherever that
    /// is nearly attained. Empty where there is no such y.
    Levels margins(const Levels& levels) const {
        const Threats v = threats(levels);
        Levels y(levels.size(), 1.0);
        for (int round = 0; round < 400; ++round) {
            Levels next(levels.size(), 1.0);
            for (std::size_t s = 0; s < game_.sets.size(); ++s) {
                if (levels[s * rows_] == -kInfinity) continue;
                const std::size_t phase = game_.phase_of(s);
                for (const FloatProfile& profile : game_.sets[s]) {
                    const Point2 m = required(game_, profile, v), now = payoff_now(profile);
                    if (m.x == kInfinity || m.y == kInfinity) continue;
                    for (std::size_t h = 0; h < rows_; ++h) {
                        double least = kInfinity, least_push = kInfinity;
                        for (const Combination& c : combinations_[h])
                            least = std::min(
                                least, value(c, levels, phase, profile, directions_.unit(h), now, m));
                        if (least <= levels[s * rows_ + h] - goal_.loosened / 8) continue;
                        // Of those that bound equally well, the one that moves least.
                        for (const Combination& c : combinations_[h]) {
                            if (value(c, levels, phase, profile, directions_.unit(h), now, m) > least + 1e-13)
                                continue;
                            double push = 0;
                            for (int k = 0; k < 2; ++k) {
                                if (c.lambda[k] > 0)
                                    push += c.lambda[k] * level_of(y, phase, profile, c.rows[k]);
                            }
                            for (int i = 0; i < 2; ++i) {
                                if (c.mu[i] > 0) push += c.mu[i] * threat_push(profile, i, y, s, v);
                            }
                            least_push = std::min(least_push, push);
                        }
                        next[s * rows_ + h] = std::max(next[s * rows_ + h], 1 + least_push);
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

    /// How much lower what an actor must get becomes when rows move outward by y.
    double threat_push(const FloatProfile& profile, int i, const Levels& y, std::size_t s,
                       const Threats& v) const {
        const auto actor = static_cast<std::size_t>(i);
        const BoundRow row = actor_row(profile, s, i, v);
        if (row.against >= form_.profiles().actions(actor)) return 0;
        if (game_.states == 1)
            return game_.delta[i] * y[game_.punishment_set(actor, 0) * rows_ + 2 * actor + 1];
        double most = 0;
        for (const FloatDeviation& deviation : profile.deviations[i]) {
            double push = 0;
            for (const FloatTransition& next : deviation.next)
                push += game_.delta[i] * next.probability *
                        y[game_.punishment_set(actor, next.state) * rows_ + 2 * actor + 1];
            most = std::max(most, push);
        }
        return most;
    }

    /// Does the contraction rule lead from one vector of levels to another? `cells`: those that need rows of
    /// their own. `is_goal`: equality at the end may be exact.
    bool contracts(const Levels& from, const Levels& to, bool is_goal, std::vector<BoundCell>* cells) const {
        const Threats v_from = threats(from), v_to = threats(to);
        const double reach = is_goal && !goal_.exact.empty() ? kEqual : 0;
        for (std::size_t s = 0; s < game_.sets.size(); ++s) {
            if (emptied_[s]) continue;
            const std::size_t phase = game_.phase_of(s);
            for (std::size_t a = 0; a < game_.sets[s].size(); ++a) {
                if (!live_[s][a]) continue;
                const FloatProfile& profile = game_.sets[s][a];
                const Point2 now = payoff_now(profile);
                const Point2 m_to = required(game_, profile, v_to);
                const Point2 m_from = required_for(game_, profile, v_from, v_to);
                for (std::size_t h = 0; h < rows_; ++h) {
                    const std::size_t at = s * rows_ + h;
                    if (from[at] - to[at] <= (reach > 0 ? kStrict : 0)) continue;
                    const Combination* best = nullptr;
                    double best_to = kInfinity, best_from = kInfinity;
                    for (const Combination& c : combinations_[h]) {
                        const double end = value(c, to, phase, profile, directions_.unit(h), now, m_to);
                        if (end > to[at] + reach) continue;
                        const double begin = value(c, from, phase, profile, directions_.unit(h), now, m_from);
                        if (begin >= from[at] - (reach > 0 ? kStrict : 0)) continue;
                        if (c.is_default && end <= to[at] - (reach > 0 ? kStrict : 0)) {
                            best = &c;
                            break;
                        }
                        if (best == nullptr || end < best_to - 1e-13 ||
                            (end < best_to + 1e-13 && begin < best_from)) {
                            best = &c;
                            best_to = end;
                            best_from = begin;
                        }
                    }
                    if (best == nullptr) return false;
                    if (cells != nullptr && !best->is_default)
                        cells->push_back({s, profile.profile, h, rows_of(*best, profile, s, v_to)});
                }
            }
        }
        return true;
    }

    std::vector<BoundRow> rows_of(const Combination& c, const FloatProfile& profile, std::size_t s,
                                  const Threats& v) const {
        std::vector<BoundRow> rows;
        for (int k = 0; k < 2; ++k) {
            if (c.lambda[k] > 0) rows.push_back({c.rows[k], 0});
        }
        for (int i = 0; i < 2; ++i) {
            if (c.mu[i] > 0) rows.push_back(actor_row(profile, s, i, v));
        }
        return rows;
    }

    /// Levels of the trajectory, moved outward by a hair so that exact arithmetic agrees.
    Levels padded(std::size_t index) const {
        Levels result = trajectory_[index];
        for (std::size_t k = 0; k < result.size(); ++k)
            result[k] += 2e-13 * (margin_.empty() ? 4.0 : margin_[k]);
        return result;
    }

    std::vector<Step> shortened() {
        std::vector<Step> steps;
        const std::size_t last = trajectory_.size() - 1;
        Levels from = trajectory_.front();
        std::size_t at = 0;
        while (true) {
            Step step;
            step.from = at;
            const auto final_live = lives_[at];
            restore(steps.empty() ? initial_live() : lives_[steps.back().from]);
            step.rays = rays_at(from, final_live);
            restore(final_live);
            if (at == last && empty_) {
                steps.push_back(std::move(step));
                return steps;
            }
            if (!goal_levels_.empty()) {
                Levels to = goal_levels_;
                lower_to(to, from);
                if (contracts(from, to, true, &step.cells)) {
                    step.levels = std::move(to);
                    steps.push_back(std::move(step));
                    return steps;
                }
                step.cells.clear();
            }
            if (at == last) return {};
            // The farthest point of the way that one stage reaches.
            std::size_t reach = at + 1, beyond = last + 1;
            while (reach + 1 < beyond) {
                const std::size_t middle = beyond == last + 1 && reach == at + 1 ? last : (reach + beyond) / 2;
                Levels to = padded(middle);
                lower_to(to, from);
                (contracts(from, to, false, nullptr) ? reach : beyond) = middle;
            }
            Levels to = padded(reach);
            lower_to(to, from);
            if (!contracts(from, to, false, &step.cells)) return {};
            step.levels = to;
            steps.push_back(std::move(step));
            from = to;
            at = reach;
        }
    }

    static void lower_to(Levels& levels, const Levels& most) {
        for (std::size_t k = 0; k < levels.size(); ++k) {
            if (levels[k] > most[k] - kStrict) levels[k] = most[k];
        }
    }

    std::vector<std::vector<bool>> initial_live() const {
        std::vector<std::vector<bool>> all(game_.sets.size());
        for (std::size_t s = 0; s < all.size(); ++s) all[s].assign(game_.sets[s].size(), true);
        return all;
    }

    void restore(const std::vector<std::vector<bool>>& live) {
        live_ = live;
        emptied_.assign(game_.sets.size(), false);
        find_emptied();
    }

    /// Rays for the profiles that are alive now and not in `after`; the rest leads into emptied sets.
    std::vector<BoundRay> rays_at(const Levels& levels, const std::vector<std::vector<bool>>& after) {
        const Threats v = threats(levels);
        std::vector<BoundRay> result;
        for (std::size_t s = 0; s < game_.sets.size(); ++s) {
            for (std::size_t a = 0; a < game_.sets[s].size(); ++a) {
                if (!live_[s][a] || after[s][a]) continue;
                if (auto rows = ray(s, game_.sets[s][a], levels, v))
                    result.push_back({s, game_.sets[s][a].profile, std::move(*rows)});
            }
        }
        return result;
    }

    std::optional<OuterProof<Rational>> exact(const std::vector<Step>& steps) const {
        if (steps.empty()) return std::nullopt;
        OuterProof<Rational> proof;
        proof.directions = directions_.exact();
        for (std::size_t i = 0; i < 2; ++i) {
            const PayoffUnit& unit = game_.unit[i];
            const bool flat = game_.upper[static_cast<int>(i)] == game_.lower[static_cast<int>(i)];
            proof.start.push_back(flat ? unit.lowest : Rational(unit.lowest + unit.range));
            proof.start.push_back(-unit.lowest);
        }
        for (std::size_t r = 4; r < rows_; ++r) {
            Rational level = 0;
            for (std::size_t i = 0; i < 2; ++i) {
                const Integer& entry = proof.directions[r][i];
                level += Rational(abs(entry)) * proof.start[2 * i + (entry > 0 ? 0 : 1)];
            }
            proof.start.push_back(level);
        }
        std::vector<Rational> before;
        for (std::size_t s = 0; s < game_.sets.size(); ++s)
            before.insert(before.end(), proof.start.begin(), proof.start.end());
        Levels from = trajectory_.front();
        for (const Step& step : steps) {
            BoundStage<Rational> stage;
            stage.rays = step.rays;
            stage.cells = step.cells;
            const bool goal = &step == &steps.back() && !goal_.exact.empty();
            for (std::size_t k = 0; k < step.levels.size(); ++k) {
                if (step.levels[k] == from[k] || step.levels[k] == -kInfinity) {
                    stage.levels.push_back(before[k]);
                } else if (goal) {
                    stage.levels.push_back(goal_.exact[k]);
                } else {
                    stage.levels.push_back(directions_.level(k % rows_, step.levels[k]));
                }
            }
            if (!step.levels.empty()) {
                before = stage.levels;
                from = step.levels;
            }
            proof.stages.push_back(std::move(stage));
        }
        return proof;
    }

    const GameForm& form_;
    const Question<Rational>& question_;
    const FloatGame& game_;
    const DirectionList& directions_;
    const OuterGoal& goal_;
    const OuterOptions& options_;
    std::size_t rows_;
    std::vector<std::vector<Combination>> combinations_;
    std::vector<Levels> trajectory_;
    std::vector<std::vector<std::vector<bool>>> lives_;  ///< by point of the trajectory, after its rays
    std::vector<std::vector<bool>> live_;                ///< [set][index in FloatGame::sets]
    std::vector<bool> emptied_;
    bool empty_ = false;
    Levels goal_levels_, margin_;
};

}  // namespace

OuterSearch find_outer_proof(const GameForm& form, const Question<Rational>& question, const FloatGame& game,
                             const DirectionList& directions, const OuterGoal& goal,
                             const OuterOptions& options) {
    return Search(form, question, game, directions, goal, options).run();
}

}  // namespace comity
