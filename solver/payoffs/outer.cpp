#include "outer.hpp"

#include <algorithm>

#include "level_map.hpp"
#include "margins.hpp"

namespace comity {
namespace {

constexpr double kRound = 4e-14;        ///< what rounding may do to a level
constexpr double kRoundCoarse = 1e-12;  ///< the same where small corners are dropped
constexpr std::size_t kSoon = 64;       ///< steps of the walk
constexpr double kPad = 2e-13;          ///< what every step of the walk leaves to spare

/// One stage of the way, in floating point.
struct Step {
    std::size_t from = 0;  ///< index on the trajectory
    std::vector<BoundRay> rays;
    std::vector<BoundCell> cells;
    Levels levels;
    bool is_goal = false;
};

/// What actors must get at both ends of a stage, by the deviation that asks most at one of them.
struct Required {
    const Threats* reason;
    Point2 to, from;
};

class Search {
  public:
    Search(const GameForm& form, const Question<Rational>& question, const FloatGame& game,
           const DirectionList& directions, const OuterGoal& goal, const OuterOptions& options)
        : game_(game),
          directions_(directions),
          goal_(goal),
          options_(options),
          rows_(directions.size()),
          bounds_(form, question, game, directions),
          map_(bounds_) {}

    OuterSearch run() {
        OuterSearch result;
        start();
        const bool has_goal = prepare_goal();
        result.reached = has_goal && walk(result);
        if (!result.reached) goal_levels_.clear();
        if (result.reached || options_.best_effort) result.proof = exact(shortened());
        result.levels = std::move(trajectory_.back());
        return result;
    }

  private:
    /// A stage cannot end where what is not ruled out reaches further.
    bool is_possible() const {
        if (goal_levels_.empty()) return true;
        const Threats v = bounds_.threats(goal_levels_);
        for (std::size_t s = 0; s < game_.sets.size(); ++s) {
            if (goal_levels_[s * rows_] == -kInfinity) continue;
            for (const FloatProfile& profile : game_.sets[s]) {
                const Cell cell = bounds_.cell(s, profile);
                const Point2 m = required(game_, profile, v);
                if (m.x == kInfinity || m.y == kInfinity) continue;
                for (std::size_t h = 0; h < rows_; ++h) {
                    const double most = goal_levels_[s * rows_ + h] + kEqual;
                    if (bounds_.value(bounds_.own(h), goal_levels_, cell, h, m) <= most ||
                        bounds_.least(h, goal_levels_, cell, m) <= most)
                        continue;
                    if (bounds_.ray(cell, goal_levels_, v)) break;
                    return false;
                }
            }
        }
        return true;
    }

    /// From the box to where the goal is one use of the rule away; false where that is not reached.
    bool walk(OuterSearch& result) {
        std::size_t next_try = 0;
        while (true) {
            const Levels& now = trajectory_.back();
            find_rays(now);
            lives_.push_back(live_);
            if (empty_) return true;
            if (!goal_levels_.empty() && trajectory_.size() > next_try) {
                if (contracts(now, lowered(goal_levels_, now), true, nullptr)) return true;
                next_try = trajectory_.size() + trajectory_.size() / 8;
            }
            // Most goals are reached soon; of the others many never can be.
            if (trajectory_.size() == kSoon && !is_possible()) return false;
            if (trajectory_.size() > options_.limit || options_.stop.stop_requested()) return false;
            // Each step leaves something to spare, or a level where it is.
            Levels after = map_.apply(now, live_, emptied_);
            double moved = 0;
            for (std::size_t k = 0; k < after.size(); ++k) {
                after[k] = after[k] + 2 * kPad > now[k] ? now[k] : after[k] + kPad;
                moved = std::max(moved, now[k] - after[k]);
            }
            if (moved == 0) {
                result.stalled = true;
                return !goal_levels_.empty() && contracts(now, lowered(goal_levels_, now), true, nullptr);
            }
            trajectory_.push_back(std::move(after));
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

    void find_rays(const Levels& levels) {
        const Threats v = bounds_.threats(levels);
        for (std::size_t s = 0; s < game_.sets.size(); ++s) {
            for (std::size_t a = 0; a < game_.sets[s].size(); ++a) {
                const FloatProfile& profile = game_.sets[s][a];
                if (live_[s][a] && !leads_into_emptied(profile, s) &&
                    bounds_.ray(bounds_.cell(s, profile), levels, v))
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
        if (goal_levels_.empty() || goal_.loosened == 0 || !goal_.exact.empty()) return true;
        const Levels margin = margins(bounds_, goal_levels_, goal_.loosened);
        if (margin.empty()) return false;
        const double round = game_.has_few_corners() ? kRound : kRoundCoarse;
        for (std::size_t k = 0; k < goal_levels_.size(); ++k) goal_levels_[k] += round * margin[k];
        return true;
    }

    /// Does the contraction rule lead from one vector of levels to another? `cells`: those that need rows of
    /// their own. `is_goal`: equality at the end may be exact.
    bool contracts(const Levels& from, const Levels& to, bool is_goal, std::vector<BoundCell>* cells) {
        const Threats v_from = bounds_.threats(from), v_to = bounds_.threats(to);
        find_rooms(from, to);
        const bool exact = is_goal && !goal_.exact.empty();
        const auto reaches = [&](std::size_t s, std::size_t a, std::vector<BoundCell>* found) {
            if (!live_[s][a] || emptied_[s]) return true;
            const Cell cell = bounds_.cell(s, game_.sets[s][a]);
            if (reaches_by_default(cell, from, to)) return true;
            // What an actor must get is what one deviation is worth, the same at both ends: one that asks
            // most at either end.
            const Point2 m_to = required(game_, *cell.profile, v_to);
            const Point2 m_from = required(game_, *cell.profile, v_from);
            const std::array<Required, 2> either{
                Required{&v_to, m_to, required_for(game_, *cell.profile, v_from, v_to)},
                Required{&v_from, required_for(game_, *cell.profile, v_to, v_from), m_from}};
            const std::size_t reasons = either[0].from == m_from ? 1 : 2;
            for (std::size_t h = 0; h < rows_; ++h) {
                const std::size_t at = s * rows_ + h;
                if (from[at] <= to[at] || (exact && from[at] - to[at] <= kStrict)) continue;
                const double reach = exact ? kEqual : -kStrict;
                std::optional<Combination> best;
                const Threats* reason = &v_to;
                double best_to = kInfinity, best_from = kInfinity;
                for (std::size_t k = 0; k < reasons && (!best || best_to > to[at]); ++k) {
                    const Required& m = either[k];
                    bounds_.each(h, to, cell, m.to, [&](const Combination& c) {
                        const double end = bounds_.value(c, to, cell, h, m.to);
                        if (end > to[at] + reach) return false;
                        const double begin = bounds_.value(c, from, cell, h, m.from);
                        if (begin >= from[at] - kStrict) return false;
                        // What surely does is taken; else what is most likely to be exact.
                        const bool surely = end <= to[at] - kStrict;
                        if (surely || !best || end < best_to - 1e-13 ||
                            (end < best_to + 1e-13 && begin < best_from)) {
                            best = c;
                            reason = m.reason;
                            best_to = end;
                            best_from = begin;
                        }
                        return surely || (c.is_default && end <= to[at]);
                    });
                }
                if (!best) return false;
                if (found != nullptr && !best->is_default)
                    found->push_back({s, cell.profile->profile, h, bounds_.rows_of(*best, cell, *reason)});
            }
            return true;
        };
        // What failed last is likely to fail again.
        if (!reaches(failed_[0], failed_[1], nullptr)) return false;
        for (std::size_t s = 0; s < game_.sets.size(); ++s) {
            for (std::size_t a = 0; a < game_.sets[s].size(); ++a) {
                if (reaches(s, a, cells)) continue;
                failed_ = {s, a};
                return false;
            }
        }
        return true;
    }

    /// With one public state, what depends on the profile in default bounds is h·(1−δ)u: for how much of it
    /// is there room in each direction, at the end and at the start?
    void find_rooms(const Levels& from, const Levels& to) {
        rooms_.clear();
        if (game_.states > 1) return;
        for (std::size_t s = 0; s < game_.sets.size(); ++s) {
            Cell nothing;
            nothing.set = s;
            for (std::size_t h = 0; h < rows_; ++h) {
                const std::size_t at = s * rows_ + h;
                if (from[at] <= to[at]) {
                    rooms_.emplace_back(kInfinity, kInfinity);
                    continue;
                }
                rooms_.emplace_back(to[at] - kStrict - bounds_.value(bounds_.own(h), to, nothing, h, {}),
                                    from[at] - kStrict - bounds_.value(bounds_.own(h), from, nothing, h, {}));
            }
        }
    }

    /// Do the default bounds of a profile surely lead from one vector of levels to another, in all
    /// directions?
    bool reaches_by_default(const Cell& cell, const Levels& from, const Levels& to) const {
        if (!rooms_.empty()) {
            const auto* room = rooms_.data() + cell.set * rows_;
            for (std::size_t h = 0; h < rows_; ++h) {
                const double now = dot(directions_.unit(h), cell.now);
                if (now > room[h].first || now >= room[h].second) return false;
            }
            return true;
        }
        for (std::size_t h = 0; h < rows_; ++h) {
            const std::size_t at = cell.set * rows_ + h;
            if (from[at] <= to[at]) continue;
            if (bounds_.value(bounds_.own(h), to, cell, h, {}) > to[at] - kStrict ||
                bounds_.value(bounds_.own(h), from, cell, h, {}) >= from[at] - kStrict)
                return false;
        }
        return true;
    }

    std::vector<Step> shortened() {
        std::vector<Step> steps;
        const std::size_t last = trajectory_.size() - 1;
        Levels from = trajectory_.front();
        std::size_t at = 0;
        while (true) {
            if (options_.best_effort && options_.stop.stop_requested()) return steps;
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
                Levels to = lowered(goal_levels_, from);
                if (contracts(from, to, true, &step.cells)) {
                    Step after;
                    if (options_.rays_at_goal)
                        after.rays =
                            rays_at(to, LiveProfiles(live_.size(), std::vector<bool>(most_profiles())));
                    step.levels = std::move(to);
                    step.is_goal = true;
                    steps.push_back(std::move(step));
                    if (!after.rays.empty()) steps.push_back(std::move(after));
                    return steps;
                }
                step.cells.clear();
            }
            if (at == last) {
                if (goal_levels_.empty()) steps.push_back(std::move(step));
                return goal_levels_.empty() ? steps : std::vector<Step>{};
            }
            // The farthest point of the way that one stage reaches.
            std::size_t reach = at, beyond = last + 1;
            std::vector<BoundCell> cells;
            while (reach + 1 < beyond) {
                const std::size_t middle = beyond == last + 1 && reach == at ? last : (reach + beyond) / 2;
                Levels to = lowered(trajectory_[middle], from);
                cells.clear();
                if (contracts(from, to, false, &cells)) {
                    reach = middle;
                    step.cells.swap(cells);
                    step.levels = std::move(to);
                } else {
                    beyond = middle;
                }
            }
            if (reach == at) return options_.best_effort ? steps : std::vector<Step>{};
            from = step.levels;
            steps.push_back(std::move(step));
            at = reach;
        }
    }

    /// Levels never rise.
    static Levels lowered(Levels levels, const Levels& most) {
        for (std::size_t k = 0; k < levels.size(); ++k) {
            if (levels[k] > most[k] - 2 * kStrict) levels[k] = most[k];
        }
        return levels;
    }

    std::size_t most_profiles() const {
        std::size_t most = 0;
        for (const auto& set : game_.sets) most = std::max(most, set.size());
        return most;
    }

    LiveProfiles initial_live() const {
        LiveProfiles all(game_.sets.size());
        for (std::size_t s = 0; s < all.size(); ++s) all[s].assign(game_.sets[s].size(), true);
        return all;
    }

    void restore(const LiveProfiles& live) {
        live_ = live;
        emptied_.assign(game_.sets.size(), false);
        find_emptied();
    }

    /// Rays for the profiles that are alive now and not in `after`; the rest leads into emptied sets.
    std::vector<BoundRay> rays_at(const Levels& levels, const LiveProfiles& after) {
        const Threats v = bounds_.threats(levels);
        std::vector<BoundRay> result;
        for (std::size_t s = 0; s < game_.sets.size(); ++s) {
            for (std::size_t a = 0; a < game_.sets[s].size(); ++a) {
                if (!live_[s][a] || after[s][a]) continue;
                if (auto rows = bounds_.ray(bounds_.cell(s, game_.sets[s][a]), levels, v))
                    result.push_back({s, game_.sets[s][a].profile, std::move(*rows)});
            }
        }
        return result;
    }

    std::optional<OuterProof<Rational>> exact(std::vector<Step> steps) const {
        // Without a step: payoffs are payoffs, and no more.
        if (steps.empty() && !options_.best_effort) return std::nullopt;
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
        for (Step& step : steps) {
            BoundStage<Rational> stage;
            stage.rays = std::move(step.rays);
            stage.cells = std::move(step.cells);
            const bool goal = step.is_goal && !goal_.exact.empty();
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

    const FloatGame& game_;
    const DirectionList& directions_;
    const OuterGoal& goal_;
    const OuterOptions& options_;
    std::size_t rows_;
    CellBounds bounds_;
    LevelMap map_;
    std::vector<Levels> trajectory_;
    std::vector<LiveProfiles> lives_;  ///< by point of the trajectory, after its rays
    LiveProfiles live_;
    std::vector<bool> emptied_;
    bool empty_ = false;
    Levels goal_levels_;
    std::vector<std::pair<double, double>> rooms_;  ///< [set · directions + direction]: see `find_rooms`
    std::array<std::size_t, 2> failed_{0, 0};       ///< where the rule failed last: set, index of the profile
};

}  // namespace

OuterSearch find_outer_proof(const GameForm& form, const Question<Rational>& question, const FloatGame& game,
                             const DirectionList& directions, const OuterGoal& goal,
                             const OuterOptions& options) {
    return Search(form, question, game, directions, goal, options).run();
}

}  // namespace comity
