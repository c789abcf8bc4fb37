#include <algorithm>
#include <cmath>

#include "comity/question/bounds.hpp"
#include "inner.hpp"
#include "rounded.hpp"

namespace comity {
namespace {

/// A corner of Σ P V(x') in floating point, and the points of the parts that it is made of.
struct SumCorner {
    Point2 at;
    std::vector<std::size_t> parts;
};

std::vector<SumCorner> hull_of(const std::vector<SumCorner>& corners) {
    std::vector<Point2> at;
    for (const SumCorner& corner : corners) at.push_back(corner.at);
    std::vector<SumCorner> result;
    for (const std::uint32_t k : convex_hull(at, 1e-15)) result.push_back(corners[k]);
    return result;
}

using Share = std::pair<std::size_t, double>;

/// How c is a lottery over corners, up to rounding: on the nearest edge where it is close to one.
std::vector<Share> lottery_near(const std::vector<SumCorner>& corners, Point2 c) {
    if (corners.size() == 1) return {{0, 1.0}};
    double nearest = 1e-11;
    std::vector<Share> result;
    for (std::size_t k = 0; k < corners.size(); ++k) {
        const std::size_t next = (k + 1) % corners.size();
        const Point2 edge = corners[next].at - corners[k].at, to = c - corners[k].at;
        const double t = std::clamp(dot(edge, to) / dot(edge, edge), 0.0, 1.0);
        const Point2 off = to - t * edge;
        const double distance = std::hypot(off.x, off.y);
        if (distance < nearest || (corners.size() == 2 && k == 0)) {
            nearest = std::min(nearest, distance);
            result = {{k, 1 - t}, {next, t}};
        }
    }
    if (!result.empty()) return result;
    for (std::size_t k = 1; k + 1 < corners.size(); ++k) {
        const Point2 p = corners[0].at, q = corners[k].at, r = corners[k + 1].at;
        const double whole = cross(q - p, r - p);
        const double a = cross(q - c, r - c) / whole, b = cross(r - c, p - c) / whole;
        if (a >= -1e-12 && b >= -1e-12 && 1 - a - b >= -1e-12) {
            const double first = std::clamp(a, 0.0, 1.0), second = std::clamp(b, 0.0, 1 - first);
            return {{0, first}, {k, second}, {k + 1, 1 - first - second}};
        }
    }
    return {};
}

/// Points with their places in floating point.
class Builder {
  public:
    Builder(const GameForm& form, const Question<Rational>& question, const std::vector<Rational>& delta,
            const FloatGame& game)
        : form_(form), question_(question), delta_(delta), game_(game), by_set_(game.sets.size()) {}

    void place(std::size_t set, Point2 at) {
        by_set_[set].push_back(at_.size());
        at_.push_back(at);
    }

    /// Σ P V(x') after a profile, its corners named by points.
    std::vector<SumCorner> continuation(std::size_t phase, const FloatProfile& profile) const {
        const std::vector<FloatTransition> self{{0, 1.0}};
        std::vector<SumCorner> sums{{{0, 0}, {}}};
        for (const FloatTransition& next : game_.states == 1 ? self : profile.next) {
            std::vector<SumCorner> more;
            for (const SumCorner& sum : sums) {
                for (const std::size_t point : by_set_[phase * game_.states + next.state]) {
                    SumCorner corner{sum.at + next.probability * at_[point], sum.parts};
                    corner.parts.push_back(point);
                    more.push_back(std::move(corner));
                }
            }
            sums = hull_of(more);
        }
        return sums;
    }

    /// The lotteries over points, with dyadic weights that sum to one exactly.
    std::vector<Weight> weights(const std::vector<SumCorner>& corners,
                                const std::vector<Share>& shares) const {
        std::map<std::size_t, Rational> total;
        Rational left = 1;
        for (std::size_t k = 0; k < shares.size(); ++k) {
            Rational weight = left;
            if (k + 1 < shares.size()) {
                weight =
                    std::min(left, Rational(std::ldexp(std::round(std::ldexp(shares[k].second, 50)), -50)));
                left -= weight;
            }
            if (weight == 0) continue;
            for (const std::size_t point : corners[shares[k].first].parts) total[point] += weight;
        }
        std::vector<Weight> result;
        for (const auto& [point, weight] : total) result.push_back({point, weight});
        return result;
    }

    Rational in_utilities(int actor, double value) const {
        return game_.unit[actor].lowest +
               game_.unit[actor].range * Rational(std::ldexp(std::round(std::ldexp(value, 50)), -50));
    }

    /// (1−δ)u + δ Σ P Σ weight · value, exactly.
    Rational follows(const InnerPoint<Rational>& point, std::size_t i,
                     const std::vector<InnerPoint<Rational>>& points) const {
        const std::size_t x = game_.state_of(point.set);
        const StageGame<Rational>& stage = question_.stages[x];
        Rational value = (1 - delta_[i]) * stage.utility[i][point.profile];
        for (const Weight& weight : point.continuation) {
            Rational probability = 1;
            if (!stage.next.empty()) {
                for (const auto& each : stage.next[point.profile]) {
                    if (each.state == game_.state_of(points[weight.point].set))
                        probability = each.probability;
                }
            }
            value += delta_[i] * probability * weight.weight * points[weight.point].value[i];
        }
        return value;
    }

    const FloatGame& game() const { return game_; }

  private:
    const GameForm& form_;
    const Question<Rational>& question_;
    const std::vector<Rational>& delta_;
    const FloatGame& game_;
    std::vector<Point2> at_;
    std::vector<std::vector<std::size_t>> by_set_;
};

}  // namespace

InnerProof<Rational> rounded_points(const GameForm& form, const Question<Rational>& question,
                                    const std::vector<Rational>& delta, const FloatGame& game,
                                    const PayoffFamily& family) {
    Builder builder(form, question, delta, game);
    for (std::size_t s = 0; s < family.sets.size(); ++s) {
        for (const Corner& corner : family.sets[s]) builder.place(s, corner.w);
    }
    // Step 1. Values and weights.
    InnerProof<Rational> proof;
    for (std::size_t s = 0; s < family.sets.size(); ++s) {
        for (const Corner& corner : family.sets[s]) {
            const FloatProfile& profile = game.sets[s][corner.profile];
            InnerPoint<Rational> point;
            point.set = s;
            point.profile = profile.profile;
            point.radius = {0, 0};
            if (corner.self) {
                point.continuation = {{proof.points.size(), 1}};
                for (std::size_t i = 0; i < 2; ++i)
                    point.value.push_back(question.stages[game.state_of(s)].utility[i][profile.profile]);
            } else {
                const auto sums = builder.continuation(game.phase_of(s), profile);
                point.continuation = builder.weights(sums, lottery_near(sums, corner.c));
                for (int i = 0; i < 2; ++i) point.value.push_back(builder.in_utilities(i, corner.w[i]));
            }
            proof.points.push_back(std::move(point));
        }
    }
    // Step 2. The radius: |w − value| ≤ residual / (1 − δ), nothing for points that only exact ones support.
    std::vector<bool> exact(proof.points.size(), true);
    for (std::size_t i = 0; i < 2; ++i) {
        Rational most = 0;
        std::vector<Rational> off;
        for (const auto& point : proof.points) {
            off.push_back(abs(Rational(builder.follows(point, i, proof.points) - point.value[i])));
            most = std::max(most, off.back());
        }
        std::vector<bool> fuzzy(proof.points.size());
        for (std::size_t k = 0; k < fuzzy.size(); ++k) fuzzy[k] = off[k] != 0;
        for (bool again = true; again;) {
            again = false;
            for (std::size_t k = 0; k < fuzzy.size(); ++k) {
                if (fuzzy[k]) continue;
                for (const Weight& weight : proof.points[k].continuation) {
                    if (fuzzy[weight.point]) fuzzy[k] = again = true;
                }
            }
        }
        const Rational radius = rounded_up(most / (1 - delta[i]), game.unit[i].range);
        for (std::size_t k = 0; k < fuzzy.size(); ++k) {
            if (fuzzy[k]) proof.points[k].radius[i] = radius;
        }
    }
    return proof;
}

std::vector<ProfileIndex> add_played(const GameForm& form, const Question<Rational>& question,
                                     const std::vector<Rational>& delta, const FloatGame& game,
                                     InnerProof<Rational>& proof) {
    Builder builder(form, question, delta, game);
    Threats threats(game.states, {kInfinity, kInfinity});
    std::vector<bool> has(form.profiles().size());
    for (const auto& point : proof.points) {
        Point2 at;
        for (int i = 0; i < 2; ++i) {
            const auto actor = static_cast<std::size_t>(i);
            at[i] = game.unit[i].scaled(point.value[actor]);
            const std::size_t x = game.state_of(point.set);
            if (game.punishment_set(actor, x) == point.set) threats[x][i] = std::min(threats[x][i], at[i]);
        }
        builder.place(point.set, at);
        if (point.set == 0) has[point.profile] = true;
    }
    PolygonClipper clipper;
    std::vector<InnerPoint<Rational>> added;
    for (const FloatProfile& profile : game.sets[0]) {
        if (has[profile.profile]) continue;
        const Point2 m = required(game, profile, threats);
        if (m.x == kInfinity || m.y == kInfinity) continue;
        const auto sums = builder.continuation(0, profile);
        if (sums.empty()) continue;
        // Step 1. The middle of what is high enough, a little to spare.
        Polygon scaled;
        for (const SumCorner& corner : sums)
            scaled.push_back({(1 - game.delta[0]) * profile.u.x + game.delta[0] * corner.at.x,
                              (1 - game.delta[1]) * profile.u.y + game.delta[1] * corner.at.y});
        const auto& high = clipper.clip_from_below(scaled, m, 1e-15);
        if (high.empty()) continue;
        Point2 middle{0, 0};
        for (const ClippedCorner& corner : high)
            middle = middle + (1.0 / static_cast<double>(high.size())) * corner.at;
        Point2 c;
        for (int i = 0; i < 2; ++i) {
            const double keep = game.delta[i];
            c[i] = keep > 0 ? (middle[i] - (1 - keep) * profile.u[i]) / keep : sums[0].at[i];
        }
        // Step 2. The point, with what its weights come to.
        InnerPoint<Rational> point;
        point.profile = profile.profile;
        const auto shares = lottery_near(sums, c);
        if (shares.empty()) continue;
        point.continuation = builder.weights(sums, shares);
        point.value.assign(2, 0);
        point.radius.assign(2, 0);
        bool surely = true;
        for (std::size_t i = 0; i < 2; ++i) {
            point.value[i] = builder.follows(point, i, proof.points);
            for (const Weight& weight : point.continuation)
                point.radius[i] = std::max(point.radius[i], proof.points[weight.point].radius[i]);
            const double above = game.unit[i].scaled(point.value[i] - point.radius[i]);
            surely = surely && above >= m[static_cast<int>(i)] + 1e-12;
        }
        if (!surely) continue;
        has[profile.profile] = true;
        added.push_back(std::move(point));
    }
    add_just_played(form, question, delta, game, has, proof);
    for (auto& point : added) proof.points.push_back(std::move(point));
    std::vector<ProfileIndex> played;
    for (ProfileIndex p = 0; p < has.size(); ++p) {
        if (has[p]) played.push_back(p);
    }
    return played;
}

}  // namespace comity
