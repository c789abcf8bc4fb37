#include "point_cloud.hpp"

#include <algorithm>
#include <cmath>

namespace comity {
namespace {

constexpr double kFarOff = 8;  ///< payoffs are between 0 and 1
constexpr double kSame = 1e-11;
constexpr double kBetter = 1e-10;
constexpr int kFallBacks = 12;
constexpr double kTie = 1e-9;

/// Solves a small linear system in place (rows of length m + 1, the right side last); false where it is
/// singular.
bool solve_system(double* a, std::size_t m) {
    const std::size_t width = m + 1;
    for (std::size_t k = 0; k < m; ++k) {
        std::size_t pivot = k;
        for (std::size_t i = k + 1; i < m; ++i) {
            if (std::abs(a[i * width + k]) > std::abs(a[pivot * width + k])) pivot = i;
        }
        if (std::abs(a[pivot * width + k]) < 1e-10) return false;
        if (pivot != k) {
            for (std::size_t j = k; j < width; ++j) std::swap(a[pivot * width + j], a[k * width + j]);
        }
        for (std::size_t i = k + 1; i < m; ++i) {
            const double factor = a[i * width + k] / a[k * width + k];
            if (factor == 0) continue;
            for (std::size_t j = k; j < width; ++j) a[i * width + j] -= factor * a[k * width + j];
        }
    }
    for (std::size_t k = m; k-- > 0;) {
        double& x = a[k * width + m];
        for (std::size_t j = k + 1; j < m; ++j) x -= a[k * width + j] * a[j * width + m];
        x /= a[k * width + k];
    }
    return true;
}

}  // namespace

std::vector<std::vector<bool>> stationary(const VectorGame& game) {
    // The most that support each other: those that are not supported go until all that are left are.
    std::vector<std::vector<bool>> stays;
    for (const auto& set : game.sets) stays.emplace_back(set.size(), true);
    std::vector<double> threats(game.n);
    std::vector<ProfileIndex> worst(game.n);
    for (bool again = true; again;) {
        again = false;
        for (std::size_t i = 0; i < game.n; ++i) {
            threats[i] = kInfinity;
            const std::size_t s = game.punishment_set(i);
            for (std::size_t k = 0; k < stays[s].size(); ++k) {
                const VectorGame::Entry& entry = game.entries[game.sets[s][k]];
                if (!stays[s][k] || entry.u[i] >= threats[i]) continue;
                threats[i] = entry.u[i];
                worst[i] = entry.profile;
            }
        }
        for (std::size_t s = 0; s < stays.size(); ++s) {
            for (std::size_t k = 0; k < stays[s].size(); ++k) {
                if (!stays[s][k]) continue;
                const VectorGame::Entry& entry = game.entries[game.sets[s][k]];
                for (std::size_t i = 0; i < game.n && stays[s][k]; ++i) {
                    const double spare = entry.u[i] - game.wanted(entry, i, threats[i], 0);
                    // What is just met is met: the payoffs of such points are exact.
                    stays[s][k] = std::abs(spare) < kTie
                                      ? game.payoff(i, entry.profile) >=
                                            game.required(entry.profile, i, game.payoff(i, worst[i]))
                                      : spare >= 0;
                }
                again = again || !stays[s][k];
            }
        }
    }
    return stays;
}

PointCloud::PointCloud(const VectorGame& game, const RowList& rows, double tighten, StopToken stop)
    : game_(game),
      rows_(rows),
      tighten_(tighten),
      stop_(stop),
      points_(game.sets.size()),
      sure_(game.sets.size()),
      hull_(game.sets.size(), RowBlock(game.n)),
      names_(game.sets.size()),
      threats_(game.n, 0) {}

void PointCloud::start_stationary() {
    const auto stays = stationary(game_);
    for (std::size_t s = 0; s < stays.size(); ++s) {
        for (std::size_t k = 0; k < stays[s].size(); ++k) {
            if (!stays[s][k]) continue;
            CloudPoint point;
            point.entry = game_.sets[s][k];
            point.lottery = {{kSure + static_cast<std::uint32_t>(sure_[s].size()), 1}};
            point.binding.assign(game_.n, false);
            point.w = game_.entries[point.entry].u;
            sure_[s].push_back(std::move(point));
        }
    }
    prune();
}

void PointCloud::take_less_patient(const PointCloud& other) {
    // w = (1 − δ₀) u + δ₀ c = (1 − δ) u + δ (θ w + (1 − θ) c).
    const double delta = game_.delta.front(), less = other.game_.delta.front();
    const double theta = (delta - less) / (delta * (1 - less));
    for (std::size_t s = 0; s < sure_.size(); ++s) {
        const auto first = static_cast<std::uint32_t>(sure_[s].size());
        for (CloudPoint point : other.sure_[s]) {
            const auto self = kSure + static_cast<std::uint32_t>(sure_[s].size());
            double own = theta;
            for (auto& share : point.lottery) {
                share.point += first;
                share.weight *= 1 - theta;
                if (share.point == self) own += share.weight;
            }
            std::erase_if(point.lottery, [&](const auto& share) { return share.point == self; });
            point.lottery.push_back({self, point.lottery.empty() ? 1.0 : own});
            point.binding.assign(game_.n, false);
            sure_[s].push_back(std::move(point));
        }
    }
    prune();
}

void PointCloud::restart(LevelWalk& walk) {
    for (std::size_t s = 0; s < points_.size(); ++s) {
        points_[s].assign(rows_.size(), {});
        for (std::size_t r = 0; r < rows_.size(); ++r) {
            auto& w = points_[s][r].w;
            w.assign(game_.n, 0);
            const auto k = walk.highest(s, r);
            if (!k || !walk.solve(s, r, *k)) continue;
            const VectorGame::Entry& entry = game_.entries[game_.sets[s][*k]];
            for (std::size_t i = 0; i < game_.n; ++i)
                w[i] = (1 - game_.delta[i]) * entry.u[i] + game_.delta[i] * walk.place()[i];
        }
    }
    find_threats(false);
}

void PointCloud::gather_sure() {
    for (std::size_t s = 0; s < points_.size(); ++s) {
        points_[s].assign(rows_.size(), {});
        for (std::size_t r = 0; r < rows_.size(); ++r) {
            double most = -kInfinity;
            const CloudPoint* best = nullptr;
            for (const CloudPoint& point : sure_[s]) {
                const double value = along(rows_.unit(r), point.w);
                if (value > most) {
                    most = value;
                    best = &point;
                }
            }
            if (best == nullptr) continue;
            points_[s][r] = *best;
            points_[s][r].twin = kSure + static_cast<std::uint32_t>(best - sure_[s].data());
        }
    }
    find_threats(false);
}

void PointCloud::find_threats(bool sure_only) {
    for (std::size_t i = 0; i < game_.n; ++i) {
        const std::size_t s = game_.punishment_set(i);
        double least = kInfinity;
        for (const CloudPoint& point : sure_[s]) least = std::min(least, point.w[i]);
        if (!sure_only) {
            for (const CloudPoint& point : points_[s]) {
                if (!point.w.empty()) least = std::min(least, point.w[i]);
            }
        }
        threats_[i] = least;
    }
}

void PointCloud::find_wanted(std::size_t entry, std::vector<double>& q) const {
    q.resize(game_.n);
    for (std::size_t i = 0; i < game_.n; ++i)
        q[i] = game_.wanted(game_.entries[entry], i, threats_[i], tighten_);
}

void PointCloud::gather(std::size_t s, bool sure_only) {
    // Points at one place count once; those that may still move before those that are sure.
    std::vector<std::pair<double, std::uint32_t>> order;
    const auto put = [&](const std::vector<double>& w, std::size_t name) {
        if (w.empty()) return;
        double key = 0, factor = 1;
        for (const double x : w) {
            key += factor * x;
            factor *= .618033988749895;
        }
        order.emplace_back(key, static_cast<std::uint32_t>(name));
    };
    if (!sure_only) {
        for (std::size_t k = 0; k < points_[s].size(); ++k) {
            if (points_[s][k].twin == 0) put(points_[s][k].w, k);
        }
    }
    for (std::size_t k = 0; k < sure_[s].size(); ++k) put(sure_[s][k].w, kSure + k);
    std::sort(order.begin(), order.end());
    hull_[s].shrink(0);
    names_[s].clear();
    double last = -kInfinity;
    for (const auto& [key, name] : order) {
        const auto& w = at(s, name).w;
        if (key - last < kSame) {
            const auto& known = at(s, names_[s].back()).w;
            double off = 0;
            for (std::size_t i = 0; i < game_.n; ++i) off = std::max(off, std::abs(known[i] - w[i]));
            if (off < kSame) {
                names_[s].back() = std::min(names_[s].back(), name);
                continue;
            }
        }
        last = key;
        hull_[s].add(w.data());
        names_[s].push_back(name);
    }
}

std::size_t PointCloud::improve(const LevelWalk& walk, bool moving) {
    const std::size_t n = game_.n;
    std::vector<double> q, goal(n);
    for (std::size_t s = 0; s < points_.size(); ++s) gather(s, !moving);
    find_threats(!moving);
    std::vector<std::vector<std::optional<Proposal>>> proposals(points_.size());
    for (std::size_t s = 0; s < points_.size(); ++s) {
        if (hull_[s].size() == 0) continue;
        HullProgram program(hull_[s]);
        proposals[s].resize(rows_.size());
        std::vector<std::pair<double, std::size_t>> order;
        for (std::size_t r = 0; r < rows_.size() && !stop_.stop_requested(); ++r) {
            const CloudPoint& point = points_[s][r];
            const auto& h = rows_.unit(r);
            double best = -kInfinity;
            if (point.entry != CloudPoint::kNone && supported(point, s, 1e-12)) {
                best = along(h, point.w) + kBetter;
            }
            order.clear();
            for (std::size_t k = 0; k < game_.sets[s].size(); ++k) {
                if (walk.is_live(s, k) && walk.bound(s, r, k) > best)
                    order.emplace_back(-walk.bound(s, r, k), k);
            }
            std::sort(order.begin(), order.end());
            for (std::size_t i = 0; i < n; ++i) goal[i] = game_.delta[i] * h[i];
            bool aimed = false;
            for (const auto& [minus, k] : order) {
                if (-minus <= best) break;
                if (!aimed) program.aim(goal.data());
                aimed = true;
                const std::size_t e = game_.sets[s][k];
                double now = 0;
                for (std::size_t i = 0; i < n; ++i)
                    now += h[i] * (1 - game_.delta[i]) * game_.entries[e].u[i];
                if (now + program.top() <= best) continue;
                find_wanted(e, q);
                if (program.solve(q.data(), best - now) != HullProgram::Status::optimal) continue;
                if (now + program.value() <= best) continue;
                best = now + program.value();
                Proposal proposal{e, program.lottery(), std::vector<bool>(n)};
                for (auto& share : proposal.lottery) share.point = names_[s][share.point];
                for (std::size_t i = 0; i < n; ++i)
                    proposal.binding[i] = q[i] > kNothing && program.place()[i] < q[i] + 1e-10;
                proposals[s][r] = std::move(proposal);
            }
        }
    }
    std::size_t changed = 0;
    for (std::size_t s = 0; s < points_.size(); ++s) {
        for (std::size_t r = 0; r < proposals[s].size(); ++r) {
            if (!proposals[s][r]) continue;
            CloudPoint& point = points_[s][r];
            point.entry = proposals[s][r]->entry;
            point.lottery = std::move(proposals[s][r]->lottery);
            point.binding = std::move(proposals[s][r]->binding);
            point.twin = 0;
            if (!moving) move(s, point, CloudPoint::kNone);
            ++changed;
        }
    }
    if (moving) move_all(60);
    return changed;
}

double PointCloud::move(std::size_t s, CloudPoint& point, std::size_t self) {
    const std::size_t n = game_.n;
    const VectorGame::Entry& entry = game_.entries[point.entry];
    // Step 1. Weights by which the requirements that bind do so exactly.
    const std::size_t m = point.lottery.size(), width = m + 1;
    const auto bound = static_cast<std::size_t>(std::count(point.binding.begin(), point.binding.end(), true));
    if (m > 1 && bound + 1 == m) {
        system_.resize(m * width);
        std::size_t row = 0;
        for (std::size_t i = 0; i < n; ++i) {
            if (!point.binding[i]) continue;
            double* const a = &system_[row++ * width];
            for (std::size_t j = 0; j < m; ++j) a[j] = at(s, point.lottery[j].point).w[i];
            a[m] = game_.wanted(entry, i, threats_[i], tighten_);
        }
        std::fill(&system_[row * width], &system_[row * width] + width, 1.0);
        if (solve_system(system_.data(), m)) {
            bool sane = true;
            for (std::size_t j = 0; j < m; ++j) {
                const double weight = system_[j * width + m];
                sane = sane && weight > -1 && weight < 2;
            }
            if (sane) {
                for (std::size_t j = 0; j < m; ++j) point.lottery[j].weight = system_[j * width + m];
            }
        }
    }
    // Step 2. The payoff; what the point itself is worth in its own lottery is carried to the other side.
    double moved = 0, own = 0;
    for (const auto& share : point.lottery) {
        if (share.point == self) own += share.weight;
    }
    // A weight that no lottery has is a way to nowhere: then this round takes the point as it stands.
    if (own < 0 || own > 1) {
        own = 0;
        self = CloudPoint::kNone;
    }
    for (std::size_t i = 0; i < n; ++i) {
        double rest = 0;
        for (const auto& share : point.lottery) {
            if (share.point != self) rest += share.weight * at(s, share.point).w[i];
        }
        const double delta = game_.delta[i];
        const double value = ((1 - delta) * entry.u[i] + delta * rest) / (1 - delta * own);
        if (!(std::abs(value) < kFarOff)) {
            point.entry = CloudPoint::kNone;
            return 0;
        }
        moved = std::max(moved, std::abs(value - point.w[i]));
        point.w[i] = value;
    }
    return moved;
}

void PointCloud::move_all(int sweeps) {
    for (int k = 0; k < sweeps && !stop_.stop_requested(); ++k) {
        double moved = 0;
        for (std::size_t s = 0; s < points_.size(); ++s) {
            for (std::size_t r = 0; r < points_[s].size(); ++r) {
                if (points_[s][r].entry != CloudPoint::kNone && points_[s][r].twin == 0)
                    moved = std::max(moved, move(s, points_[s][r], r));
            }
        }
        find_threats(false);
        if (moved < 1e-14) break;
    }
}

bool PointCloud::supported(const CloudPoint& point, std::size_t s, double tolerance) const {
    if (point.entry == CloudPoint::kNone) return false;
    std::vector<double> q, c(game_.n, 0);
    find_wanted(point.entry, q);
    for (const auto& share : point.lottery) {
        if (share.weight < -tolerance) return false;
        for (std::size_t i = 0; i < game_.n; ++i) c[i] += share.weight * at(s, share.point).w[i];
    }
    for (std::size_t i = 0; i < game_.n; ++i) {
        const double follows = (1 - game_.delta[i]) * game_.entries[point.entry].u[i] + game_.delta[i] * c[i];
        if (c[i] < q[i] - tolerance || std::abs(follows - point.w[i]) > tolerance) return false;
    }
    return true;
}

void PointCloud::fall_back() {
    for (int round = 0; round < kFallBacks; ++round) {
        bool again = false;
        find_threats(false);
        for (std::size_t s = 0; s < points_.size(); ++s) {
            if (sure_[s].empty()) return;
            for (std::size_t r = 0; r < points_[s].size(); ++r) {
                CloudPoint& point = points_[s][r];
                if (supported(point, s, 1e-11)) continue;
                double most = -kInfinity;
                for (const CloudPoint& known : sure_[s]) {
                    const double value = along(rows_.unit(r), known.w);
                    if (value <= most) continue;
                    most = value;
                    point = known;
                    point.twin = kSure + static_cast<std::uint32_t>(&known - sure_[s].data());
                }
                again = true;
            }
        }
        if (!again && round > 0) return;
        move_all(400);
    }
}

std::size_t PointCloud::settle() {
    fall_back();
    // Those that are not supported go, with those that they support, until all that are left are.
    std::vector<std::vector<bool>> good(points_.size());
    for (std::size_t s = 0; s < points_.size(); ++s) {
        for (const CloudPoint& point : points_[s]) good[s].push_back(point.entry != CloudPoint::kNone);
    }
    for (bool again = true; again;) {
        again = false;
        for (std::size_t i = 0; i < game_.n; ++i) {
            const std::size_t s = game_.punishment_set(i);
            threats_[i] = kInfinity;
            for (const CloudPoint& point : sure_[s]) threats_[i] = std::min(threats_[i], point.w[i]);
            for (std::size_t k = 0; k < points_[s].size(); ++k) {
                if (good[s][k]) threats_[i] = std::min(threats_[i], points_[s][k].w[i]);
            }
        }
        for (std::size_t s = 0; s < points_.size(); ++s) {
            for (std::size_t k = 0; k < points_[s].size(); ++k) {
                if (!good[s][k]) continue;
                bool stays = supported(points_[s][k], s, 1e-11);
                for (const auto& share : points_[s][k].lottery)
                    stays = stays && (share.point >= kSure || good[s][share.point]);
                if (stays) continue;
                good[s][k] = false;
                again = true;
            }
        }
    }
    std::size_t settled = 0;
    for (std::size_t s = 0; s < points_.size(); ++s) {
        std::vector<std::uint32_t> name(points_[s].size());
        std::uint32_t next = kSure + static_cast<std::uint32_t>(sure_[s].size());
        for (std::size_t k = 0; k < points_[s].size(); ++k) {
            if (good[s][k]) name[k] = points_[s][k].twin != 0 ? points_[s][k].twin : next++;
        }
        for (std::size_t k = 0; k < points_[s].size(); ++k) {
            if (!good[s][k]) continue;
            if (points_[s][k].twin != 0) continue;
            CloudPoint point = points_[s][k];
            for (auto& share : point.lottery) {
                if (share.point < kSure) share.point = name[share.point];
            }
            sure_[s].push_back(std::move(point));
            ++settled;
        }
    }
    prune();
    return settled;
}

void PointCloud::prune() {
    for (std::size_t s = 0; s < sure_.size(); ++s) {
        auto& sure = sure_[s];
        std::vector<bool> needed(sure.size());
        std::vector<std::size_t> stack;
        for (std::size_t r = 0; r < rows_.size() && !sure.empty(); ++r) {
            double most = -kInfinity;
            std::size_t best = 0;
            for (std::size_t k = 0; k < sure.size(); ++k) {
                const double value = along(rows_.unit(r), sure[k].w);
                if (value > most + 1e-14) {
                    most = value;
                    best = k;
                }
            }
            if (!needed[best]) stack.push_back(best);
            needed[best] = true;
        }
        while (!stack.empty()) {
            const std::size_t k = stack.back();
            stack.pop_back();
            for (const auto& share : sure[k].lottery) {
                const std::size_t there = share.point - kSure;
                if (!needed[there]) stack.push_back(there);
                needed[there] = true;
            }
        }
        std::vector<std::uint32_t> name(sure.size());
        std::uint32_t next = kSure;
        for (std::size_t k = 0; k < sure.size(); ++k) {
            if (needed[k]) name[k] = next++;
        }
        std::vector<CloudPoint> kept;
        for (std::size_t k = 0; k < sure.size(); ++k) {
            if (!needed[k]) continue;
            for (auto& share : sure[k].lottery) share.point = name[share.point - kSure];
            kept.push_back(std::move(sure[k]));
        }
        sure = std::move(kept);
        points_[s].clear();
    }
}

double PointCloud::reach(std::size_t s, std::size_t row) const {
    double most = -kInfinity;
    for (const CloudPoint& point : sure_[s]) most = std::max(most, along(rows_.unit(row), point.w));
    return most;
}

double PointCloud::sure_threat(std::size_t i) const {
    double least = kInfinity;
    for (const CloudPoint& point : sure_[game_.punishment_set(i)]) least = std::min(least, point.w[i]);
    return least;
}

bool PointCloud::find_needed(std::size_t s, std::size_t row, std::size_t k, std::vector<double>& direction) {
    std::vector<double> q;
    direction.resize(game_.n);
    for (std::size_t i = 0; i < game_.n; ++i) direction[i] = game_.delta[i] * rows_.unit(row)[i];
    gather(s, true);
    find_threats(true);
    if (hull_[s].size() == 0) return false;
    HullProgram program(hull_[s]);
    program.aim(direction.data());
    find_wanted(game_.sets[s][k], q);
    const auto status = program.solve(q.data(), -kInfinity);
    if (status != HullProgram::Status::optimal && status != HullProgram::Status::empty) return false;
    if (status == HullProgram::Status::empty) std::fill(direction.begin(), direction.end(), 0.0);
    for (std::size_t i = 0; i < game_.n; ++i) direction[i] += program.multipliers()[i];
    return true;
}

}  // namespace comity
