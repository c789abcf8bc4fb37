#include "level_proof.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include "level_way.hpp"

namespace comity {
namespace {

constexpr double kMargin = 1e-13;  ///< by how much an inequality must hold in floating point
constexpr double kNoFall = 1e-12;  ///< a level that would fall by less stays
constexpr double kNoWeight = 1e-11;
constexpr double kSmallEntry = 1e-5;
constexpr std::size_t kFewStages = 40, kManyStages = 300;

class Shortening {
  public:
    Shortening(const GameForm& form, const VectorGame& game, const RowList& rows, LevelWalk& walk,
               const LevelProofOptions& options)
        : form_(form),
          game_(game),
          rows_(rows),
          walk_(walk),
          options_(options),
          program_(rows.block()),
          basis_(game.n) {
        now_.resize(game.entries.size() * rows.size());
        for (std::size_t e = 0; e < game.entries.size(); ++e) {
            for (std::size_t r = 0; r < rows.size(); ++r) {
                double value = 0;
                for (std::size_t i = 0; i < game.n; ++i)
                    value += rows.unit(r)[i] * (1 - game.delta[i]) * game.entries[e].u[i];
                now_[e * rows.size() + r] = value;
            }
        }
        start();
    }

    LevelProof run() {
        // First with the rows that the levels rest on where they end; on the way there others may be needed.
        find_end();
        LevelProof found;
        for (const bool all : {false, true}) {
            begin();
            if (all) {
                needed_.assign(rows_.size(), true);
            } else {
                find_needed();
            }
            found = search(all ? kManyStages : kFewStages);
            if (found.reached) break;
        }
        return found;
    }

  private:
    using Stage = LevelWay::Stage;

    void begin() {
        stages_.clear();
        live_.clear();
        for (const auto& set : game_.sets) live_.emplace_back(set.size(), true);
        emptied_.assign(game_.sets.size(), false);
        from_ = start_;
        find_emptied();
    }

    LevelProof written() {
        return write_levels(form_, game_, rows_, {start_, threats(end_), stages_}, options_);
    }

    LevelProof search(std::size_t most_stages) {
        for (std::size_t stage = 0; stage < most_stages && !options_.stop.stop_requested(); ++stage) {
            Stage next;
            add_rays(next);
            if (emptied_[0]) {
                stages_.push_back(std::move(next));
                return written();
            }
            if (is_there()) {
                if (!next.rays.empty()) stages_.push_back(std::move(next));
                return written();
            }
            if (!jump(next, end_) && !step(next)) break;
            stages_.push_back(std::move(next));
        }
        // As far as it came.
        LevelProof found = written();
        found.reached = false;
        return found;
    }

    void start() {
        for (std::size_t s = 0; s < game_.sets.size(); ++s) {
            auto& levels = start_.emplace_back(rows_.size());
            for (std::size_t r = 0; r < rows_.size(); ++r) {
                for (std::size_t i = 0; i < game_.n; ++i) {
                    if (rows_.unit(r)[i] > 0) levels[r] += rows_.unit(r)[i] * game_.upper[i];
                }
            }
        }
    }

    double threat(const Levels& levels, std::size_t i) const {
        return -levels[game_.punishment_set(i)][2 * i + 1];
    }
    Threats threats(const Levels& levels) const {
        Threats result;
        for (std::size_t i = 0; i < game_.n; ++i) result.push_back(threat(levels, i));
        return result;
    }
    void find_wanted(std::size_t entry, const Levels& levels, std::vector<double>& q) const {
        q.resize(game_.n);
        for (std::size_t i = 0; i < game_.n; ++i)
            q[i] = game_.wanted(game_.entries[entry], i, threat(levels, i), 0);
    }

    /// The bound at given levels, each actor asking for what asks most at the end.
    double value(std::size_t s, std::size_t r, std::size_t k, const Combination& by,
                 const Levels& levels) const {
        const std::size_t e = game_.sets[s][k];
        const VectorGame::Entry& entry = game_.entries[e];
        double value = now_[e * rows_.size() + r];
        for (std::size_t j = 0; j < by.rows.size(); ++j) {
            if (by.rows[j] >= game_.n) {
                value += by.multipliers[j] * levels[s][by.rows[j] - game_.n];
                continue;
            }
            const std::size_t i = by.rows[j];
            const double delta = game_.delta[i];
            const double must = game_.is_by_floor(entry, i, threat(end_, i))
                                    ? entry.floor[i]
                                    : (1 - delta) * entry.best[i] + delta * threat(levels, i);
            value -= by.multipliers[j] * (delta > 0 ? (must - (1 - delta) * entry.u[i]) / delta : 0);
        }
        return value;
    }

    /// Of a basis the rows that add up to δ∘h, with multipliers that are as good as rounding allows: those of
    /// a program have drifted.
    Combination taken(const std::uint16_t* rows, const double* multipliers, std::size_t r) {
        std::vector<double> goal(game_.n), fresh(multipliers, multipliers + game_.n);
        for (std::size_t i = 0; i < game_.n; ++i) goal[i] = game_.delta[i] * rows_.unit(r)[i];
        for (std::size_t j = 0; j < game_.n; ++j) {
            const std::size_t axis = 2 * std::size_t{rows[j]} + 1;
            const auto& row = rows_.unit(rows[j] >= game_.n ? rows[j] - game_.n : axis);
            std::copy(row.begin(), row.end(), basis_.row(j));
        }
        if (basis_.invert()) basis_.coefficients(goal.data(), fresh.data());
        Combination result;
        std::vector<double> rest = goal;
        for (std::size_t j = 0; j < game_.n; ++j) {
            if (fresh[j] <= kNoWeight) continue;
            result.rows.push_back(rows[j]);
            result.multipliers.push_back(fresh[j]);
            for (std::size_t i = 0; i < game_.n; ++i) rest[i] -= fresh[j] * basis_.row(j)[i];
        }
        // Where payoffs of very different size add up, entries are too small for programs: axes bound them.
        for (std::size_t i = 0; i < game_.n; ++i) {
            if (goal[i] == 0 || std::abs(goal[i]) > kSmallEntry ||
                std::abs(rest[i]) <= kSmallEntry * std::abs(goal[i]))
                continue;
            const auto axis = static_cast<std::uint16_t>(game_.n + 2 * i + (rest[i] > 0 ? 0 : 1));
            if (std::find(result.rows.begin(), result.rows.end(), axis) != result.rows.end()) continue;
            result.rows.push_back(axis);
            result.multipliers.push_back(std::abs(rest[i]));
        }
        return result;
    }

    Combination solved(std::size_t s, std::size_t r, std::size_t k, const Levels& levels) {
        std::vector<double> goal(game_.n), q;
        for (std::size_t i = 0; i < game_.n; ++i) goal[i] = game_.delta[i] * rows_.unit(r)[i];
        find_wanted(game_.sets[s][k], levels, q);
        program_.aim(goal.data(), walk_.multipliers(s, r, k).rows);
        program_.solve(levels[s].data(), q.data());
        return taken(program_.basis().data(), program_.multipliers().data(), r);
    }

    static Levels between(const Levels& from, const Levels& to, double t) {
        Levels result = to;
        for (std::size_t s = 0; s < to.size(); ++s) {
            for (std::size_t r = 0; r < to[s].size(); ++r) result[s][r] += t * (from[s][r] - to[s][r]);
        }
        return result;
    }

    /// One combination that bounds both ends of the way from `from_` to `to` [F4.4].
    std::optional<Combination> on_the_way(std::size_t s, std::size_t r, std::size_t k, const Levels& to) {
        const double below = to[s][r] - kMargin, above = from_[s][r] - kMargin;
        const auto at_end = [&](const Combination& by) { return value(s, r, k, by, to) - below; };
        const auto at_start = [&](const Combination& by) { return value(s, r, k, by, from_) - above; };
        const auto good = [&](const Combination& by) { return at_end(by) <= 0 && at_start(by) < 0; };
        Combination by = usual_combination(game_, rows_, r);
        if (good(by)) return by;
        const LevelBound stored = walk_.multipliers(s, r, k);
        by = taken(stored.rows, stored.multipliers, r);
        if (good(by)) return by;
        Combination low = solved(s, r, k, to);
        if (at_end(low) > 0) return std::nullopt;
        if (good(low)) return low;
        Combination high = solved(s, r, k, from_);
        if (at_start(high) >= 0) return std::nullopt;
        if (good(high)) return high;
        for (int round = 0; round < 8; ++round) {
            const double low_end = at_end(low), low_start = at_start(low);
            const double high_end = at_end(high), high_start = at_start(high);
            const double turn = (low_start - high_start) + (high_end - low_end);
            if (turn <= 0) return std::nullopt;
            const double t = std::clamp((high_end - low_end) / turn, 0.0, 1.0);
            const Combination middle = solved(s, r, k, between(from_, to, t));
            if (good(middle)) return middle;
            if (at_end(middle) > 0 && at_start(middle) >= 0) return std::nullopt;
            (at_end(middle) > 0 ? high : low) = middle;
        }
        return std::nullopt;
    }

    /// The levels of the walk, moved outward so that every bound has something to spare.
    void find_end() {
        const std::size_t n = game_.n, sets = game_.sets.size();
        end_.clear();
        for (std::size_t s = 0; s < sets; ++s)
            end_.emplace_back(walk_.levels(s).begin(),
                              walk_.levels(s).begin() + static_cast<std::ptrdiff_t>(rows_.size()));
        Levels move(sets, std::vector<double>(rows_.size(), 1));
        for (int round = 0; round < 2000; ++round) {
            double most = 0;
            for (std::size_t s = 0; s < sets; ++s) {
                const std::size_t profiles = game_.sets[s].size();
                for (std::size_t r = 0; r < rows_.size(); ++r) {
                    double need = 0;
                    for (std::size_t k = 0; k < profiles; ++k) {
                        if (!walk_.is_live(s, k) || walk_.bound(s, r, k) < end_[s][r] - 1e-7) continue;
                        const LevelBound by = walk_.multipliers(s, r, k);
                        double sum = 0;
                        for (std::size_t j = 0; j < n; ++j) {
                            if (by.multipliers[j] == 0) continue;
                            if (by.rows[j] >= n) {
                                sum += by.multipliers[j] * move[s][by.rows[j] - n];
                            } else if (const std::size_t i = by.rows[j]; !game_.is_by_floor(
                                           game_.entries[game_.sets[s][k]], i, threat(end_, i))) {
                                sum += by.multipliers[j] * move[game_.punishment_set(i)][2 * i + 1];
                            }
                        }
                        need = std::max(need, sum);
                    }
                    most = std::max(most, std::abs(1 + need - move[s][r]));
                    move[s][r] = std::min(1 + need, 1e6);
                }
            }
            if (most < 1e-3) break;
        }
        for (std::size_t s = 0; s < sets; ++s) {
            for (std::size_t r = 0; r < rows_.size(); ++r)
                end_[s][r] = std::min(end_[s][r] + options_.spare * move[s][r], start_[s][r]);
        }
    }

    /// Rows that what is wanted rests on.
    void find_needed() {
        needed_.assign(rows_.size(), false);
        std::vector<std::size_t> stack;
        const auto need = [&](std::size_t r) {
            if (needed_[r]) return;
            needed_[r] = true;
            stack.push_back(r);
        };
        for (std::size_t r = 0; r < 2 * game_.n; ++r) need(r);
        for (const std::size_t r : options_.wanted) need(r);
        // What rules a profile out needs its rows as well.
        for (const auto& [place, rows] : walk_.rays()) {
            for (const std::uint16_t row : rows) {
                need(row >= game_.n ? row - game_.n : 2 * std::size_t{row} + 1);
            }
        }
        while (!stack.empty()) {
            const std::size_t r = stack.back();
            stack.pop_back();
            for (std::size_t s = 0; s < game_.sets.size(); ++s) {
                for (std::size_t k = 0; k < game_.sets[s].size(); ++k) {
                    if (!walk_.is_live(s, k)) continue;
                    if (value(s, r, k, usual_combination(game_, rows_, r), end_) <= end_[s][r] - kMargin)
                        continue;
                    for (const std::uint16_t row : solved(s, r, k, end_).rows)
                        need(row >= game_.n ? row - game_.n : 2 * std::size_t{row} + 1);
                }
            }
        }
    }

    void find_emptied() {
        for (bool again = true; again;) {
            again = false;
            for (std::size_t s = 0; s < live_.size(); ++s) {
                if (emptied_[s] || std::find(live_[s].begin(), live_[s].end(), true) != live_[s].end())
                    continue;
                emptied_[s] = again = true;
            }
            if (!again) return;
            for (std::size_t s = 0; s < live_.size(); ++s) {
                for (std::size_t k = 0; k < live_[s].size(); ++k) {
                    bool leads = emptied_[s];
                    for (std::size_t i = 0; i < game_.n; ++i)
                        leads = leads || (game_.entries[game_.sets[s][k]].best[i] > -kInfinity &&
                                          emptied_[game_.punishment_set(i)]);
                    if (leads) live_[s][k] = false;
                }
            }
        }
    }

    /// Profiles that the present levels rule out.
    void add_rays(Stage& stage) {
        const bool there = is_there();
        std::vector<double> goal(game_.n, 0), q;
        for (std::size_t s = 0; s < live_.size(); ++s) {
            for (std::size_t k = 0; k < live_[s].size(); ++k) {
                if (!live_[s][k] || walk_.is_live(s, k)) continue;
                if (there && !options_.rays_at_end && !walk_.emptied()) continue;
                find_wanted(game_.sets[s][k], from_, q);
                for (double& each : q) each -= 1e-12;
                program_.aim(goal.data(), nullptr);
                if (program_.solve(from_[s].data(), q.data()) != LevelProgram::Status::empty) continue;
                LevelWay::Ray ray{s, k, {program_.entering()}, threats(from_)};
                for (std::size_t j = 0; j < game_.n; ++j) {
                    if (program_.ray()[j] > kNoWeight) ray.rows.push_back(program_.basis()[j]);
                }
                live_[s][k] = false;
                stage.rays.push_back(std::move(ray));
            }
        }
        if (!stage.rays.empty()) find_emptied();
    }

    bool is_there() const {
        if (walk_.emptied()) return false;
        for (std::size_t s = 0; s < live_.size(); ++s) {
            for (std::size_t r = 0; r < rows_.size(); ++r) {
                if (needed_[r] && !emptied_[s] && from_[s][r] > end_[s][r] + kNoFall) return false;
            }
        }
        return true;
    }

    /// Down to `to` with as many rows as can; false where none can.
    bool jump(Stage& stage, const Levels& to) {
        const std::size_t count = rows_.size();
        Levels target = from_;
        std::vector<std::vector<bool>> falls(live_.size(), std::vector<bool>(count));
        for (std::size_t s = 0; s < live_.size(); ++s) {
            for (std::size_t r = 0; r < count; ++r) {
                falls[s][r] = needed_[r] && !emptied_[s] && from_[s][r] > to[s][r] + kNoFall;
                if (falls[s][r]) target[s][r] = to[s][r];
            }
        }
        std::map<std::tuple<std::size_t, std::size_t, std::size_t>, Combination> chosen;  // set, profile, row
        for (bool again = true; again;) {
            again = false;
            bool any = false;
            for (std::size_t s = 0; s < live_.size(); ++s) {
                for (std::size_t r = 0; r < count; ++r) {
                    if (!falls[s][r]) continue;
                    for (std::size_t k = 0; k < live_[s].size(); ++k) {
                        if (!live_[s][k]) continue;
                        const auto known = chosen.find({s, k, r});
                        if (known != chosen.end()) {
                            if (value(s, r, k, known->second, target) <= target[s][r] - kMargin) continue;
                            chosen.erase(known);
                        }
                        auto by = on_the_way(s, r, k, target);
                        if (by) {
                            chosen.emplace(std::make_tuple(s, k, r), *std::move(by));
                            continue;
                        }
                        falls[s][r] = false;
                        target[s][r] = from_[s][r];
                        again = true;
                        break;
                    }
                    any = any || falls[s][r];
                }
            }
            if (!any) return false;
        }
        take(stage, chosen, falls, std::move(target));
        return true;
    }

    using Chosen = std::map<std::tuple<std::size_t, std::size_t, std::size_t>, Combination>;

    void take(Stage& stage, const Chosen& chosen, const std::vector<std::vector<bool>>& falls,
              Levels target) {
        for (const auto& [place, by] : chosen) {
            const auto& [s, k, r] = place;
            if (!falls[s][r] || by.is_default) continue;
            stage.cells.push_back({s, k, r, by.rows});
        }
        from_ = target;
        stage.levels = std::move(target);
    }

    /// One use of the operator: what every profile comes to at the present levels.
    bool step(Stage& stage) {
        Levels target = from_;
        Chosen chosen;
        std::vector<std::vector<bool>> falls(live_.size(), std::vector<bool>(rows_.size()));
        bool any = false;
        for (std::size_t s = 0; s < live_.size(); ++s) {
            for (std::size_t r = 0; r < rows_.size() && !emptied_[s]; ++r) {
                if (!needed_[r] || from_[s][r] <= end_[s][r] + kNoFall) continue;
                double most = -kInfinity;
                std::vector<std::pair<std::size_t, Combination>> by;
                for (std::size_t k = 0; k < live_[s].size(); ++k) {
                    if (!live_[s][k]) continue;
                    auto one = solved(s, r, k, from_);
                    most = std::max(most, value(s, r, k, one, from_));
                    by.emplace_back(k, std::move(one));
                }
                const double level = std::max(most + 1e-12, end_[s][r]);
                if (level > from_[s][r] - 1e-11) continue;
                target[s][r] = level;
                falls[s][r] = any = true;
                for (auto& [k, one] : by) {
                    Combination plain = usual_combination(game_, rows_, r);
                    if (value(s, r, k, plain, from_) <= level - kMargin) one = std::move(plain);
                    chosen.emplace(std::make_tuple(s, k, r), std::move(one));
                }
            }
        }
        if (!any) return false;
        take(stage, chosen, falls, std::move(target));
        return true;
    }

    const GameForm& form_;
    const VectorGame& game_;
    const RowList& rows_;
    LevelWalk& walk_;
    const LevelProofOptions& options_;
    LevelProgram program_;
    SquareInverse basis_;
    std::vector<std::vector<bool>> live_;
    std::vector<bool> emptied_;
    std::vector<bool> needed_;  ///< rows that are made to fall
    std::vector<double> now_;
    Levels start_, from_, end_;
    std::vector<Stage> stages_;
};

}  // namespace

LevelProof prove_levels(const GameForm& form, const VectorGame& game, const RowList& rows, LevelWalk& walk,
                        const LevelProofOptions& options) {
    return Shortening(form, game, rows, walk, options).run();
}

}  // namespace comity
