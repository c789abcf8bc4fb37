#include "iterate.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace comity {
namespace {

/// Corners closer than this to an edge are dropped, and smaller movement counts as none. Where sets may have
/// infinitely many corners both are coarser, so that there are never many.
struct Fineness {
    double hull = 4e-15, still = 2e-15;
};
constexpr Fineness kFine{}, kCoarse{1e-13, 4e-13};

constexpr std::size_t kSmall = 24;  ///< so many profiles are quickly gone through

/// How far the corners of one polygon are outside another one that lies within it.
double distance(const std::vector<Corner>& outside, const std::vector<Corner>& inside) {
    double most = 0;
    if (inside.empty()) return outside.empty() ? 0 : 1;
    for (const Corner& corner : outside) {
        double least = kInfinity;
        for (std::size_t k = 0; k < inside.size(); ++k) {
            const Point2 from = inside[k].w, edge = inside[(k + 1) % inside.size()].w - from,
                         to = corner.w - from;
            const double length = dot(edge, edge);
            const double t = length > 0 ? std::clamp(dot(edge, to) / length, 0.0, 1.0) : 0;
            const Point2 off = to - t * edge;
            const double side = cross(edge, to);
            least = std::min(least, side >= 0 && inside.size() > 2 ? kInfinity : std::hypot(off.x, off.y));
        }
        if (least < kInfinity) most = std::max(most, least);
    }
    return most;
}

/// How far two families are apart, whatever the number of their corners.
double apart(const PayoffFamily& a, const PayoffFamily& b) {
    double most = 0;
    for (std::size_t s = 0; s < a.sets.size(); ++s)
        most = std::max({most, distance(a.sets[s], b.sets[s]), distance(b.sets[s], a.sets[s])});
    for (std::size_t x = 0; x < a.threats.size(); ++x) {
        const Point2 shift = a.threats[x] - b.threats[x];
        most = std::max({most, std::abs(shift.x), std::abs(shift.y)});
    }
    return most;
}

/// Sets that shrink come to rest. Where small movement does not become less, rounding takes away what it
/// gives back: as if they stood still.
class Rounds {
  public:
    /// To be told after each step; true where it goes round and round.
    bool take(double moved) {
        constexpr std::size_t kSteps = 128;
        constexpr double kRounding = 1e-8;
        least_ = std::min(least_, moved);
        if (++steps_ % kSteps != 0) return false;
        const double before = std::exchange(before_, std::exchange(least_, kInfinity));
        return before_ < kRounding && before_ > (1 - 1e-6) * before;
    }

  private:
    std::size_t steps_ = 0;
    double least_ = kInfinity, before_ = kInfinity;  ///< movement in these steps and in those before
};

class Iteration {
  public:
    Iteration(const FloatGame& game, const IterationOptions& options)
        : game_(game), options_(options), few_(game.has_few_corners()), fine_(few_ ? kFine : kCoarse) {
        live_.resize(game.sets.size());
        for (std::size_t s = 0; s < live_.size(); ++s) {
            live_[s].resize(game.sets[s].size());
            for (std::uint32_t k = 0; k < live_[s].size(); ++k) live_[s][k] = k;
        }
        family_.sets.resize(game.sets.size());
    }

    PayoffFamily run() {
        start();
        std::size_t same = 0, wait = 2;
        Rounds rounds;
        while (family_.iterations < options_.limit && !family_.emptied) {
            if (family_.iterations % 64 == 63 && options_.stop.stop_requested()) break;
            const double moved = step(family_, live_, true);
            if (options_.rounds) report(moved);
            if (moved <= fine_.still || rounds.take(moved)) {
                family_.converged = true;
                break;
            }
            // Once the same profiles make the corners again and again, what they alone come to is probably
            // the fixed point: iterate with them only, and see whether all profiles together agree.
            same = has_same_pattern() ? same + 1 : 0;
            if (options_.plain || same < wait) continue;
            if (try_pattern()) break;
            same = 0;
            wait *= 2;
        }
        return std::move(family_);
    }

    std::vector<Polygon> once(const std::vector<Polygon>& sets, const Threats& threats,
                              CornerProfiles& likely) {
        few_ = false;
        likely_ = &likely;
        for (std::size_t s = 0; s < sets.size(); ++s) {
            family_.sets[s].clear();
            for (const Point2 corner : sets[s]) family_.sets[s].push_back({corner, corner});
        }
        family_.threats = threats;
        step(family_, live_, false);
        likely = profiles_of_corners();
        std::vector<Polygon> result;
        for (std::size_t s = 0; s < sets.size(); ++s) result.push_back(family_.polygon(s));
        return result;
    }

  private:
    using Live = CornerProfiles;

    void start() {
        if (options_.from != nullptr) {
            family_.sets = options_.from->sets;
            family_.threats = options_.from->threats;
            return;
        }
        family_.threats.assign(game_.states, game_.states == 1 ? game_.least_threat : game_.lower);
        const Point2 box[4] = {
            game_.lower, {game_.upper.x, game_.lower.y}, game_.upper, {game_.lower.x, game_.upper.y}};
        for (std::size_t s = 0; s < family_.sets.size(); ++s) {
            std::vector<Corner> points;
            if (few_) {
                for (const FloatProfile& each : game_.sets[s]) points.push_back({each.u, each.u});
            } else {
                for (const Point2 corner : box) points.push_back({corner, corner});
            }
            family_.sets[s] = hull(points);
        }
    }

    std::vector<Corner> hull(const std::vector<Corner>& points) const {
        std::vector<Point2> at;
        at.reserve(points.size());
        for (const Corner& corner : points) at.push_back(corner.w);
        std::vector<Corner> result;
        for (const std::uint32_t k : convex_hull(at, fine_.hull)) result.push_back(points[k]);
        return result;
    }

    /// Σ_x' P(x'|x,a) V_p(x').
    const Polygon& continuation(const FloatProfile& profile, std::size_t phase) {
        if (game_.states == 1) return polygons_[phase];
        continuation_.clear();
        bool first = true;
        for (const FloatTransition& next : profile.next) {
            Polygon part = polygons_[phase * game_.states + next.state];
            for (Point2& corner : part) corner = next.probability * corner;
            continuation_ = first ? part : minkowski_sum(continuation_, part);
            first = false;
        }
        return continuation_;
    }

    /// Adds what a profile generates; false where it generates nothing.
    bool generate(std::uint32_t index, std::size_t set, std::vector<Corner>& points) {
        const FloatProfile& profile = game_.sets[set][index];
        Point2 m = required(game_, profile, family_.threats);
        m = {m.x + options_.tighten, m.y + options_.tighten};
        if (m.x == kInfinity || m.y == kInfinity) return false;
        const double slack = std::max(options_.slack, slack_);
        const Point2 keep{game_.delta[0], game_.delta[1]};
        const auto own = [&](Point2 c) {
            return Point2{(1 - keep.x) * profile.u.x + keep.x * c.x,
                          (1 - keep.y) * profile.u.y + keep.y * c.y};
        };
        const Polygon& next = continuation(profile, game_.phase_of(set));
        if (next.empty()) return false;
        if (few_ && profile.u.x >= m.x - slack && profile.u.y >= m.y - slack &&
            contains(next, profile.u, std::max(slack, 1e-13))) {
            points.push_back({profile.u, profile.u, index, 0, true});
            return true;
        }
        // Step 1. (1−δ)∘u + δ∘C, and whether it reaches high enough.
        scaled_.clear();
        Point2 most{-kInfinity, -kInfinity};
        for (const Point2 corner : next) {
            scaled_.push_back(own(corner));
            most = {std::max(most.x, scaled_.back().x), std::max(most.y, scaled_.back().y)};
        }
        if (most.x < m.x - slack || most.y < m.y - slack) return false;
        if (most.x < m.x) m.x = most.x;
        if (most.y < m.y) m.y = most.y;
        // Step 2. What is high enough.
        const auto& corners = clipper_.clip_from_below(scaled_, m, std::max(slack, 1e-15));
        for (const ClippedCorner& corner : corners) {
            if (few_ && corner.binding == 0) continue;
            Point2 c;
            for (int i = 0; i < 2; ++i)
                c[i] = keep[i] > 0 ? (corner.at[i] - (1 - keep[i]) * profile.u[i]) / keep[i] : next[0][i];
            points.push_back({corner.at, c, index, corner.binding, false});
        }
        return !corners.empty();
    }

    /// One application of the operator with the profiles of `live`; how far corners and threats moved.
    /// `drop`: profiles that generate nothing are gone for good.
    double step(PayoffFamily& family, Live& live, bool drop) {
        polygons_.resize(family.sets.size());
        for (std::size_t s = 0; s < family.sets.size(); ++s) polygons_[s] = family.polygon(s);
        before_ = family.sets;
        double moved = 0;
        for (std::size_t s = 0; s < family.sets.size(); ++s) {
            points_.clear();
            const bool is_large = game_.states == 1 && live[s].size() > kSmall;
            if (is_large) generate_corners_of_before(s, live[s]);
            std::size_t kept = 0;
            for (const std::uint32_t k : live[s]) {
                if ((is_large && (was_corner_[k] || stays_inside(k, s))) || generate(k, s, points_) || !drop)
                    live[s][kept++] = k;
            }
            live[s].resize(kept);
            family.sets[s] = hull(points_);
            const auto& now = family.sets[s];
            if (!few_) {
                moved = std::max(moved, distance(before_[s], now));
            } else if (now.size() != before_[s].size()) {
                moved = 1;
            } else {
                for (std::size_t k = 0; k < now.size(); ++k) {
                    const Point2 shift = now[k].w - before_[s][k].w;
                    moved = std::max({moved, std::abs(shift.x), std::abs(shift.y)});
                }
            }
        }
        ++family.iterations;
        moved = std::max(moved, update_threats(family));
        find_empty(family);
        return moved;
    }

    /// What made corners before mostly does so again: first those profiles. The sides of what they generate
    /// are kept for `stays_inside`.
    void generate_corners_of_before(std::size_t s, const std::vector<std::uint32_t>& live) {
        was_corner_.assign(game_.sets[s].size(), false);
        if (likely_ != nullptr) {
            for (const std::uint32_t k : (*likely_)[s]) was_corner_[k] = true;
        } else {
            for (const Corner& corner : before_[s]) was_corner_[corner.profile] = true;
        }
        for (const std::uint32_t k : live) {
            if (was_corner_[k]) was_corner_[k] = generate(k, s, points_);
        }
        sides_.clear();
        const std::vector<Corner> known = hull(points_);
        const Polygon& next = polygons_[game_.phase_of(s)];
        most_next_ = {support(next, {1, 0}), support(next, {0, 1})};
        for (std::size_t k = 0; k < known.size() && known.size() > 2; ++k) {
            const Point2 a = known[k].w, edge = known[(k + 1) % known.size()].w - a;
            const Point2 out{edge.y, -edge.x};
            const double far = support(next, {game_.delta[0] * out.x, game_.delta[1] * out.y});
            sides_.push_back({out, dot(out, a), far});
        }
    }

    /// Does nothing that the profile can generate reach beyond these sides?
    bool stays_inside(std::uint32_t index, std::size_t s) const {
        if (sides_.empty()) return false;
        const FloatProfile& profile = game_.sets[s][index];
        const Point2 m = required(game_, profile, family_.threats);
        if (m.x == kInfinity || m.y == kInfinity) return false;
        Point2 now, least, most;
        for (int i = 0; i < 2; ++i) {
            now[i] = (1 - game_.delta[i]) * profile.u[i];
            least[i] = m[i] + options_.tighten - std::abs(options_.slack) - 1e-12;
            most[i] = now[i] + game_.delta[i] * most_next_[i];
        }
        for (const Side& side : sides_) {
            double within = 0;  // by what it must give each
            for (int i = 0; i < 2; ++i) within += side.out[i] * (side.out[i] > 0 ? most[i] : least[i]);
            if (std::min(within, dot(side.out, now) + side.far) > side.level) return false;
        }
        return true;
    }

    double update_threats(PayoffFamily& family) {
        double moved = 0;
        for (std::size_t x = 0; x < game_.states; ++x) {
            for (int i = 0; i < 2; ++i) {
                double least = kInfinity;
                for (const Corner& corner : family.sets[game_.punishment_set(static_cast<std::size_t>(i), x)])
                    least = std::min(least, corner.w[i]);
                double& threat = family.threats[x][i];
                if (least > threat) {
                    moved = std::max(moved, least - threat);
                    threat = least;
                }
            }
        }
        return moved;
    }

    void find_empty(PayoffFamily& family) {
        for (std::size_t s = 0; s < family.sets.size(); ++s) {
            if (family.sets[s].empty() && !first_empty_) first_empty_ = s;
        }
        if (family.sets[0].empty()) family.emptied = first_empty_;
    }

    /// Are the corners made by the same profiles as before the last step?
    bool has_same_pattern() const {
        for (std::size_t s = 0; s < before_.size(); ++s) {
            const auto& now = family_.sets[s];
            if (now.size() != before_[s].size()) return false;
            for (std::size_t k = 0; k < now.size(); ++k) {
                if (now[k].profile != before_[s][k].profile || now[k].binding != before_[s][k].binding ||
                    now[k].self != before_[s][k].self)
                    return false;
            }
        }
        return true;
    }

    /// By set, in order.
    Live profiles_of_corners() const {
        Live result(family_.sets.size());
        for (std::size_t s = 0; s < result.size(); ++s) {
            for (const Corner& corner : family_.sets[s]) result[s].push_back(corner.profile);
            std::sort(result[s].begin(), result[s].end());
            result[s].erase(std::unique(result[s].begin(), result[s].end()), result[s].end());
        }
        return result;
    }

    bool try_pattern() {
        // Step 1. The profiles of the pattern alone.
        Live few = profiles_of_corners();
        std::size_t count = 0;
        for (const auto& set : few) count += set.size();
        const PayoffFamily saved = family_;
        const auto saved_empty = first_empty_;
        double moved = 1;
        Rounds rounds;
        const std::size_t until = family_.iterations + 20000000 / (20 * (count + 1));
        while (moved > fine_.still && family_.iterations < until && !family_.emptied) {
            if (family_.iterations % 256 == 255 && options_.stop.stop_requested()) break;
            moved = step(family_, few, false);
            if (rounds.take(moved)) moved = 0;
        }
        // Step 2. Where some of them make no corner any more, others may be missing that would have kept
        // them. Else all profiles at what came out: nothing may move.
        if (moved <= fine_.still && !family_.emptied && profiles_of_corners() == few) {
            Live all = live_;
            PayoffFamily limit = family_;
            // What is only just held must not be lost to rounding here.
            slack_ = 4 * fine_.still;
            step(family_, all, false);
            slack_ = 0;
            if (apart(limit, family_) <= 16 * fine_.still) {
                limit.iterations = family_.iterations;
                limit.converged = true;
                family_ = std::move(limit);
                return true;
            }
        }
        const std::size_t iterations = family_.iterations;
        family_ = saved;
        family_.iterations = iterations;
        first_empty_ = saved_empty;
        return false;
    }

    /// Each iteration shrinks what is left by about δ.
    void report(double moved) const {
        const double delta = std::max(game_.delta[0], game_.delta[1]);
        if (!family_.emptied)
            options_.rounds({family_.iterations, moved * delta / (1 - delta), most_in_sum()});
    }

    /// The greatest sum of payoffs in the first set, in utilities.
    double most_in_sum() const {
        Point2 range;
        double lowest = 0, most = -kInfinity;
        for (int i = 0; i < 2; ++i) {
            range[i] = static_cast<double>(game_.unit[i].range);
            lowest += static_cast<double>(game_.unit[i].lowest);
        }
        for (const Corner& corner : family_.sets[0]) most = std::max(most, dot(range, corner.w));
        return lowest + most;
    }

    const FloatGame& game_;
    const IterationOptions& options_;
    double slack_ = 0;  ///< besides that of the options
    bool few_;          ///< only the candidates of Abreu and Sannikov
    Fineness fine_;
    Live live_;
    PayoffFamily family_;
    std::optional<std::size_t> first_empty_;
    std::vector<std::vector<Corner>> before_;
    std::vector<Polygon> polygons_;
    std::vector<Corner> points_;
    struct Side {
        Point2 out;
        double level;  ///< of what is known to be generated
        double far;    ///< most of δ∘w
    };
    std::vector<Side> sides_;
    Point2 most_next_;
    const CornerProfiles* likely_ = nullptr;  ///< instead of those of the corners before
    std::vector<bool> was_corner_;
    Polygon scaled_, continuation_;
    PolygonClipper clipper_;
};

}  // namespace

Polygon PayoffFamily::polygon(std::size_t set) const {
    Polygon result;
    result.reserve(sets[set].size());
    for (const Corner& corner : sets[set]) result.push_back(corner.w);
    return result;
}

std::vector<Polygon> apply_once(const FloatGame& game, const std::vector<Polygon>& sets,
                                const Threats& threats, CornerProfiles& likely) {
    IterationOptions options;
    options.slack = 1e-13;
    return Iteration(game, options).once(sets, threats, likely);
}

PayoffFamily iterate(const FloatGame& game, const IterationOptions& options) {
    return Iteration(game, options).run();
}

}  // namespace comity
