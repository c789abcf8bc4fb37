#include "level_walk.hpp"

#include <algorithm>
#include <cmath>

namespace comity {
namespace {

constexpr int kManySweeps = 1000;
constexpr std::size_t kShort = 8;  ///< profiles of a row that are looked at first
constexpr double kSpare = 1e-9;    ///< by how much a profile must fail before it is dropped

}  // namespace

LevelWalk::LevelWalk(const VectorGame& game, const RowList& rows, StopToken stop)
    : game_(game), rows_(rows), stop_(stop), program_(rows.block()), cells_(game.sets.size()) {
    const std::size_t n = game.n;
    for (const VectorGame::Entry& entry : game.entries) {
        for (std::size_t i = 0; i < n; ++i) {
            const double delta = game.delta[i];
            const double none = -kInfinity;
            if (delta == 0) {
                const bool met = entry.u[i] >= std::max(entry.best[i], entry.floor[i]) - 1e-12;
                base_.push_back(none);
                floor_.push_back(met ? kNothing : kTooMuch);
                continue;
            }
            base_.push_back(entry.best[i] == none ? none
                                                  : (1 - delta) / delta * (entry.best[i] - entry.u[i]));
            floor_.push_back(
                entry.floor[i] == none
                    ? kNothing
                    : std::clamp((entry.floor[i] - (1 - delta) * entry.u[i]) / delta, kNothing, kTooMuch));
        }
    }
    for (std::size_t s = 0; s < game.sets.size(); ++s) {
        levels_.emplace_back();
        live_.emplace_back(game.sets[s].size(), true);
        alive_.push_back(game.sets[s].size());
    }
    take_rows();
    for (std::size_t s = 0; s < game.sets.size(); ++s) {
        if (game.sets[s].empty()) {
            alive_[s] = 1;
            drop(s, game.sets[s].size());
        }
    }
}

double LevelWalk::now(std::size_t entry, std::size_t row) const {
    double value = 0;
    for (std::size_t i = 0; i < game_.n; ++i)
        value += rows_.unit(row)[i] * (1 - game_.delta[i]) * game_.entries[entry].u[i];
    return value;
}

void LevelWalk::find_wanted(std::size_t entry, std::vector<double>& q) const {
    const std::size_t n = game_.n;
    q.resize(n);
    for (std::size_t i = 0; i < n; ++i)
        q[i] =
            std::clamp(std::max(base_[entry * n + i] + threat(i), floor_[entry * n + i]), kNothing, kTooMuch);
}

LevelBound LevelWalk::multipliers(std::size_t set, std::size_t row, std::size_t k) const {
    const std::size_t at = (row * game_.sets[set].size() + k) * game_.n;
    return {&cells_[set].rows[at], &cells_[set].multipliers[at]};
}

double LevelWalk::fresh(std::size_t set, std::size_t row, std::size_t k) const {
    const std::size_t n = game_.n, at = (row * game_.sets[set].size() + k) * n;
    const std::size_t entry = game_.sets[set][k];
    const Cells& cells = cells_[set];
    double value = now(entry, row);
    for (std::size_t j = 0; j < n; ++j) {
        const double multiplier = cells.multipliers[at + j];
        if (multiplier == 0) continue;
        const std::size_t number = cells.rows[at + j];
        if (number < n) {
            const double q = std::max(base_[entry * n + number] + threat(number), floor_[entry * n + number]);
            value -= multiplier * std::clamp(q, kNothing, kTooMuch);
        } else {
            value += multiplier * levels_[set][number - n];
        }
    }
    return value;
}

void LevelWalk::take_rows() {
    const std::size_t n = game_.n, first = known_rows_;
    known_rows_ = rows_.size();
    for (std::size_t s = 0; s < game_.sets.size(); ++s) {
        // Step 1. Where the new rows are, given the old ones.
        std::vector<double> q(n, kNothing);
        auto& levels = levels_[s];
        levels.resize(known_rows_);
        LevelProgram program(rows_.block());
        for (std::size_t r = first; r < known_rows_; ++r) {
            double box = 0;
            for (std::size_t i = 0; i < n; ++i) {
                const double entry = rows_.unit(r)[i];
                if (entry == 0) continue;
                const double high = r < 2 * n ? game_.upper[i] : levels[2 * i];
                const double low = r < 2 * n ? 0 : levels[2 * i + 1];
                box += entry > 0 ? entry * high : -entry * low;
            }
            levels[r] = box;
        }
        if (first > 0) {
            for (std::size_t r = first; r < known_rows_; ++r) {
                program.aim(rows_.unit(r).data(), nullptr);
                if (program.solve(levels.data(), q.data()) != LevelProgram::Status::empty) {
                    double value = 0;
                    for (std::size_t i = 0; i < n; ++i) value += rows_.unit(r)[i] * program.place()[i];
                    levels[r] = std::min(levels[r], value + 1e-12);
                }
            }
        }
        take_profiles(s, first);
    }
}

void LevelWalk::take_profiles(std::size_t s, std::size_t first_row) {
    const std::size_t n = game_.n, profiles = game_.sets[s].size();
    Cells& cells = cells_[s];
    cells.bound.resize(known_rows_ * profiles);
    cells.multipliers.resize(known_rows_ * profiles * n);
    cells.rows.resize(known_rows_ * profiles * n);
    cells.is_basis.resize(known_rows_ * profiles);
    cells.last.resize(known_rows_, 0xffffffffu);
    const double least = *std::min_element(game_.delta.begin(), game_.delta.end());
    for (std::size_t r = first_row; r < known_rows_; ++r) {
        const auto& h = rows_.unit(r);
        for (std::size_t k = 0; k < profiles; ++k) {
            std::uint16_t* rows = &cells.rows[(r * profiles + k) * n];
            double* multipliers = &cells.multipliers[(r * profiles + k) * n];
            bool placed = false;
            for (std::size_t i = 0; i < n; ++i) {
                const double rest = (game_.delta[i] - least) * std::abs(h[i]);
                rows[i] = static_cast<std::uint16_t>(n + 2 * i + (h[i] > 0 ? 0 : 1));
                multipliers[i] = rest;
                if (!placed && game_.delta[i] == least) {
                    rows[i] = static_cast<std::uint16_t>(n + r);
                    multipliers[i] = least;
                    placed = true;
                }
            }
            cells.bound[r * profiles + k] = live_[s][k] ? fresh(s, r, k) : -kInfinity;
        }
    }
}

bool LevelWalk::solve(std::size_t s, std::size_t r, std::size_t k) {
    const std::size_t n = game_.n, profiles = game_.sets[s].size(), at = r * profiles + k;
    Cells& cells = cells_[s];
    std::vector<double> goal(n), q;
    for (std::size_t i = 0; i < n; ++i) goal[i] = game_.delta[i] * rows_.unit(r)[i];
    find_wanted(game_.sets[s][k], q);
    const std::uint16_t* start = nullptr;
    if (cells.is_basis[at]) {
        start = &cells.rows[at * n];
    } else if (cells.last[r] != 0xffffffffu) {
        start = &cells.rows[(r * profiles + cells.last[r]) * n];
    }
    // What misses by no more than rounding does is not missed.
    for (double& each : q) each -= kSpare;
    program_.aim(goal.data(), start);
    const auto status = program_.solve(levels_[s].data(), q.data());
    if (status == LevelProgram::Status::empty) {
        auto& ray = rays_[{s, k}] = {program_.entering()};
        for (std::size_t j = 0; j < n; ++j) {
            if (program_.ray()[j] > 1e-11) ray.push_back(program_.basis()[j]);
        }
        return false;
    }
    std::copy(program_.basis().begin(), program_.basis().end(), &cells.rows[at * n]);
    std::copy(program_.multipliers().begin(), program_.multipliers().end(), &cells.multipliers[at * n]);
    cells.is_basis[at] = true;
    cells.last[r] = static_cast<std::uint32_t>(k);
    cells.bound[at] = std::min(cells.bound[at], fresh(s, r, k));
    return true;
}

std::optional<std::size_t> LevelWalk::highest(std::size_t set, std::size_t row) const {
    std::optional<std::size_t> best;
    for (std::size_t k = 0; k < game_.sets[set].size(); ++k) {
        if (live_[set][k] && (!best || bound(set, row, k) > bound(set, row, *best))) best = k;
    }
    return best;
}

void LevelWalk::drop(std::size_t set, std::size_t k) {
    if (k < live_[set].size()) {
        if (!live_[set][k]) return;
        live_[set][k] = false;
        for (std::size_t r = 0; r < known_rows_; ++r)
            cells_[set].bound[r * live_[set].size() + k] = -kInfinity;
    }
    if (--alive_[set] > 0 || emptied_) return;
    // A set that is empty takes those with it that need it.
    const std::size_t actor = set == 0 ? game_.n : set - 1;
    emptied_ = set;
    if (set == 0) return;
    // Whoever could breach and would lead there cannot be asked to play.
    for (std::size_t s = 0; s < game_.sets.size(); ++s) {
        for (std::size_t j = 0; j < game_.sets[s].size(); ++j) {
            if (live_[s][j] && game_.entries[game_.sets[s][j]].best[actor] > -kInfinity) {
                live_[s][j] = false;
                --alive_[s];
                for (std::size_t r = 0; r < known_rows_; ++r)
                    cells_[s].bound[r * live_[s].size() + j] = -kInfinity;
            }
        }
    }
    if (alive_[0] > 0) emptied_.reset();
}

double LevelWalk::apply_programs() {
    double most = 0;
    for (std::size_t s = 0; s < game_.sets.size(); ++s) {
        const std::size_t profiles = game_.sets[s].size();
        std::vector<bool> done(profiles);
        for (std::size_t r = 0; r < known_rows_ && alive_[s] > 0; ++r) {
            if (stopped() || emptied_) return most;
            std::fill(done.begin(), done.end(), false);
            double* bound = &cells_[s].bound[r * profiles];
            double top = -kInfinity;
            for (;;) {
                std::size_t k = 0;
                for (std::size_t j = 1; j < profiles; ++j) {
                    if (bound[j] > bound[k]) k = j;
                }
                top = bound[k];
                if (top == -kInfinity || done[k]) break;
                bound[k] = std::min(bound[k], fresh(s, r, k));
                if (bound[k] < top - 1e-13) continue;
                done[k] = true;
                if (!solve(s, r, k)) {
                    drop(s, k);
                    if (emptied_ || alive_[s] == 0) break;
                }
            }
            if (emptied_) return most;
            if (alive_[s] == 0) break;
            if (top < levels_[s][r]) {
                most = std::max(most, levels_[s][r] - top);
                levels_[s][r] = top;
            }
        }
    }
    return most;
}

void LevelWalk::shorten(std::size_t s, std::size_t r) {
    // The highest few; all others are at most `rest`.
    const std::size_t profiles = game_.sets[s].size();
    const double* bound = &cells_[s].bound[r * profiles];
    Shortlist& list = short_[s][r];
    list.best.clear();
    list.rest = -kInfinity;
    for (std::size_t k = 0; k < profiles; ++k) {
        if (bound[k] == -kInfinity) continue;
        if (list.best.size() == kShort && bound[k] <= bound[list.best.back()]) {
            list.rest = std::max(list.rest, bound[k]);
            continue;
        }
        auto at = list.best.end();
        while (at != list.best.begin() && bound[*(at - 1)] < bound[k]) --at;
        list.best.insert(at, static_cast<std::uint32_t>(k));
        if (list.best.size() > kShort) {
            list.rest = std::max(list.rest, bound[list.best.back()]);
            list.best.pop_back();
        }
    }
}

double LevelWalk::sweep() {
    double most = 0;
    for (std::size_t s = 0; s < game_.sets.size(); ++s) {
        const std::size_t profiles = game_.sets[s].size();
        if (alive_[s] == 0) continue;
        for (std::size_t r = 0; r < known_rows_; ++r) {
            double* bound = &cells_[s].bound[r * profiles];
            Shortlist& list = short_[s][r];
            // A bound found at higher levels is none too low: only those above the best need a look.
            double top = -kInfinity;
            for (int tries = 0;; ++tries) {
                top = -kInfinity;
                for (const std::uint32_t k : list.best) {
                    if (bound[k] <= top) continue;
                    bound[k] = std::min(bound[k], fresh(s, r, k));
                    top = std::max(top, bound[k]);
                }
                if (top >= list.rest) break;
                shorten(s, r);
                if (tries > 64) {
                    top = std::max(top, list.rest);
                    break;
                }
            }
            if (top < levels_[s][r]) {
                most = std::max(most, levels_[s][r] - top);
                levels_[s][r] = top;
            }
        }
    }
    return most;
}

bool LevelWalk::run(double tolerance, int rounds) {
    for (int round = 0; round < rounds && !stopped() && !emptied_; ++round) {
        const double fell = apply_programs();
        if (emptied_ || fell <= tolerance) return true;
        double longest = 0;
        for (const double delta : game_.delta) longest = std::max(longest, delta);
        short_.resize(game_.sets.size());
        for (std::size_t s = 0; s < game_.sets.size(); ++s) {
            short_[s].resize(known_rows_);
            for (std::size_t r = 0; r < known_rows_; ++r) shorten(s, r);
        }
        const double enough = .1 * tolerance * (1 - longest);
        for (int k = 0; k < kManySweeps && !stopped(); ++k) {
            if (sweep() <= enough) break;
            if (k % 64 == 63 && fell > 1e-3 && k > 200) break;
        }
    }
    return stopped() || emptied_.has_value();
}

}  // namespace comity
