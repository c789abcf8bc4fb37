#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

#include "comity/question/bounds.hpp"
#include "fractions.hpp"
#include "inner.hpp"

namespace comity {
namespace {

std::size_t digits_of(const Rational& value) {
    return msb(Integer(abs(numerator(value)) + 1)) + msb(denominator(value));
}

/// A corner of Σ P V(x'), and the corners of the parts that it is made of.
struct SumCorner {
    ExactPoint at;
    std::vector<std::size_t> parts;  ///< by successor
};

class Reconstruction {
  public:
    Reconstruction(const GameForm& form, const Question<Rational>& question,
                   const std::vector<Rational>& delta, const FloatGame& game, const PayoffFamily& family,
                   double blur)
        : form_(form), question_(question), delta_(delta), game_(game), family_(family), blur_(blur) {
        if (game.has_few_corners()) return;
        // Of infinitely many corners those that can be told apart.
        for (std::size_t s = 0; s < family_.sets.size(); ++s) {
            std::vector<Corner> kept;
            for (const std::uint32_t k : convex_hull(family.polygon(s), 2e-11))
                kept.push_back(family.sets[s][k]);
            family_.sets[s] = std::move(kept);
        }
    }

    std::optional<InnerProof<Rational>> run() {
        const double patience = std::max(game_.delta[0], game_.delta[1]);
        const double rounding = std::max(blur_, game_.has_few_corners() ? 4e-14 : 1e-12);
        tolerance_ = std::min(1e-9, rounding / (1 - patience));
        if (!may_be_fractions()) return std::nullopt;
        guess();
        std::size_t corners = 0;
        for (const auto& set : points_) corners += set.size();
        if (corners > 100) return std::nullopt;
        // Of infinitely many corners, each follows from the one before.
        const std::size_t most_digits = game_.has_few_corners() ? 300 : 1200;
        std::size_t most_settled = 0;
        int idle = 0;
        for (std::size_t round = 0; round < corners + 3; ++round) {
            if (!find_threats()) return std::nullopt;
            weights_.assign(points_.size(), {});
            auto next = points_;
            for (std::size_t s = 0; s < points_.size(); ++s) {
                hulls_valid_ = false;
                for (std::size_t k = 0; k < points_[s].size(); ++k) {
                    auto point = again(s, k);
                    if (!point || digits_of((*point)[0]) > most_digits ||
                        digits_of((*point)[1]) > most_digits)
                        return std::nullopt;
                    next[s][k] = *std::move(point);
                }
            }
            if (next == points_) return is_near() ? std::optional(proof()) : std::nullopt;
            // Where no more of them stay what they were, they never will: these are no fractions.
            std::size_t settled = 0;
            for (std::size_t s = 0; s < next.size(); ++s) {
                for (std::size_t k = 0; k < next[s].size(); ++k) settled += next[s][k] == points_[s][k];
            }
            idle = settled > most_settled ? 0 : idle + 1;
            if (game_.has_few_corners() && idle > kIdle) return std::nullopt;
            most_settled = std::max(most_settled, settled);
            points_ = std::move(next);
        }
        return std::nullopt;
    }

  private:
    static constexpr int kIdle = 1;

    /// Where corners are payoffs of profiles or points at which a breach is only just deterred, the latter
    /// lie on an edge of the continuation values, at a place that what is asked for says. Each is a fraction
    /// that can be guessed, or both ends of that edge are fractions.
    bool may_be_fractions() const {
        if (!game_.has_few_corners()) return true;
        for (const auto& set : family_.sets) {
            std::vector<bool> may_be;
            for (const Corner& corner : set)
                may_be.push_back(corner.self || corner.binding == 3 || may_be_guessed(corner));
            for (bool again = true; again;) {
                again = false;
                for (std::size_t k = 0; k < set.size(); ++k) {
                    if (may_be[k] || !follows(set, set[k].c, may_be)) continue;
                    may_be[k] = again = true;
                }
            }
            if (std::find(may_be.begin(), may_be.end(), false) != may_be.end()) return false;
        }
        return true;
    }
    bool may_be_guessed(const Corner& corner) const {
        for (int i = 0; i < 2; ++i) {
            const PayoffUnit& unit = game_.unit[i];
            const double range = static_cast<double>(unit.range),
                         payoff = static_cast<double>(unit.lowest) + range * corner.w[i];
            const bool is_bound = (corner.binding & (1U << i)) != 0;
            if (!is_bound && !may_be_meant(corner.w[i], tolerance_) &&
                !may_be_meant(payoff, range * tolerance_))
                return false;
        }
        return true;
    }
    /// Does a continuation value lie at a corner, or on an edge between two, that may be fractions?
    static bool follows(const std::vector<Corner>& set, Point2 c, const std::vector<bool>& may_be) {
        for (std::size_t k = 0; k < set.size(); ++k) {
            const std::size_t next = (k + 1) % set.size();
            if (!may_be[k]) continue;
            const Point2 edge = set[next].w - set[k].w, to = c - set[k].w;
            const double length = std::hypot(edge.x, edge.y);
            if (std::hypot(to.x, to.y) < kNear) return true;
            if (may_be[next] && std::abs(cross(edge, to)) < kNear * length && dot(edge, to) > 0 &&
                dot(edge, to) < length * length)
                return true;
        }
        return false;
    }

    void guess() {
        const Rational tolerance = Rational(tolerance_);
        for (const auto& set : family_.sets) {
            auto& points = points_.emplace_back();
            for (const Corner& corner : set) {
                ExactPoint point;
                for (int i = 0; i < 2; ++i)
                    point[static_cast<std::size_t>(i)] =
                        simplest_payoff(game_.unit[i], corner.w[i], tolerance);
                points.push_back(point);
            }
        }
    }

    /// Payoffs have few digits as they are, or in parts of the range where that is large, small or far from
    /// zero.
    static Rational simplest_payoff(const PayoffUnit& unit, double part, const Rational& tolerance) {
        const Rational in_parts = simplest(Rational(part), tolerance);
        const Rational as_it_is = simplest(unit.lowest + unit.range * Rational(part), unit.range * tolerance);
        return digits_of(as_it_is) <= digits_of(in_parts) ? as_it_is
                                                          : Rational(unit.lowest + unit.range * in_parts);
    }

    bool find_threats() {
        threats_.assign(game_.states, {});
        for (std::size_t x = 0; x < game_.states; ++x) {
            for (std::size_t i = 0; i < 2; ++i) {
                for (const ExactPoint& point : points_[game_.punishment_set(i, x)]) {
                    auto& threat = threats_[x][i];
                    if (!threat || point[i] < *threat) threat = point[i];
                }
            }
        }
        return true;
    }

    std::vector<Transition<Rational>> next(std::size_t x, ProfileIndex profile) const {
        const auto& stage = question_.stages[x];
        return stage.next.empty() ? std::vector<Transition<Rational>>{{x, 1}} : stage.next[profile];
    }

    /// m_i; empty where a breach leads into an empty set.
    std::optional<Rational> required_exactly(std::size_t x, const FloatProfile& profile,
                                             std::size_t i) const {
        const StageGame<Rational>& stage = question_.stages[x];
        const ProfileSpace& profiles = form_.profiles();
        std::optional<Rational> most;
        const auto ask = [&](const Rational& value) {
            if (!most || value > *most) most = value;
        };
        for (const auto& floor : floors(form_, stage, i, profile.profile)) ask(floor.value);
        const std::size_t own = profiles.action(profile.profile, i);
        std::optional<std::size_t> best;
        for (std::size_t action = 0; action < profiles.actions(i); ++action) {
            if (action == own || !stage.allowed[i][action]) continue;
            const ProfileIndex there = profiles.with(profile.profile, i, action);
            if (game_.states == 1) {
                // Only the best of them counts.
                if (!best || stage.utility[i].less(profiles.with(profile.profile, i, *best), there))
                    best = action;
                continue;
            }
            Rational value = (1 - delta_[i]) * stage.utility[i][there];
            for (const auto& each : next(x, there)) {
                if (!threats_[each.state][i]) return std::nullopt;
                value += delta_[i] * each.probability * *threats_[each.state][i];
            }
            ask(value);
        }
        if (best) {
            if (!threats_[0][i]) return std::nullopt;
            ask((1 - delta_[i]) * stage.utility[i][profiles.with(profile.profile, i, *best)] +
                delta_[i] * *threats_[0][i]);
        }
        if (!most) ask(game_.unit[i].lowest - 2 * game_.unit[i].range);
        return most;
    }

    /// The hull of the continuation values of a profile.
    std::vector<SumCorner> continuation(std::size_t phase,
                                        const std::vector<Transition<Rational>>& successors) const {
        std::vector<SumCorner> sums{{{0, 0}, {}}};
        for (const auto& each : successors) {
            const auto& part = points_[phase * game_.states + each.state];
            std::vector<SumCorner> more;
            for (const SumCorner& sum : sums) {
                for (std::size_t k = 0; k < part.size(); ++k) {
                    SumCorner corner = sum;
                    for (std::size_t i = 0; i < 2; ++i) corner.at[i] += each.probability * part[k][i];
                    corner.parts.push_back(k);
                    more.push_back(std::move(corner));
                }
            }
            std::vector<ExactPoint> at;
            for (const SumCorner& corner : more) at.push_back(corner.at);
            sums.clear();
            for (const std::size_t k : exact_hull(at)) sums.push_back(more[k]);
        }
        return sums;
    }

    /// The corner once more, exactly, from the corners as they are now.
    std::optional<ExactPoint> again(std::size_t s, std::size_t k) {
        const Corner& corner = family_.sets[s][k];
        const FloatProfile& profile = game_.sets[s][corner.profile];
        const std::size_t x = game_.state_of(s), phase = game_.phase_of(s);
        ExactPoint u;
        for (std::size_t i = 0; i < 2; ++i) u[i] = question_.stages[x].utility[i][profile.profile];
        auto& weights = weights_[s].emplace_back();
        if (corner.self) {
            weights.push_back({s, k, 1});
            return u;
        }
        const auto successors = next(x, profile.profile);
        std::vector<SumCorner> fresh;
        if (game_.states == 1) {
            if (!hulls_valid_) {
                hull_ = continuation(phase, successors);
                near_ = in_floating_point(hull_);
                hulls_valid_ = true;
            }
        } else {
            fresh = continuation(phase, successors);
            near_ = in_floating_point(fresh);
        }
        const std::vector<SumCorner>& sums = game_.states == 1 ? hull_ : fresh;
        if (sums.empty()) return std::nullopt;
        // Step 1. The continuation value: fixed by what binds, else a corner.
        ExactPoint c;
        std::vector<std::pair<std::size_t, Rational>> found;
        std::optional<Rational> bound[2];
        for (std::size_t i = 0; i < 2; ++i) {
            if ((corner.binding & (1U << i)) == 0 || delta_[i] == 0) continue;
            const auto m = required_exactly(x, profile, i);
            if (!m) return std::nullopt;
            bound[i] = (*m - (1 - delta_[i]) * u[i]) / delta_[i];
        }
        if (bound[0] && bound[1]) {
            std::vector<ExactPoint> polygon;
            for (const SumCorner& sum : sums) polygon.push_back(sum.at);
            c = {*bound[0], *bound[1]};
            found = lottery(polygon, c);
        }
        for (const std::size_t i : {std::size_t{0}, std::size_t{1}}) {
            if (found.empty() && bound[i]) across(sums, i, *bound[i], corner, c, found);
        }
        if (found.empty()) {
            double nearest = kInfinity;
            for (std::size_t q = 0; q < sums.size(); ++q) {
                const double distance = far(near_[q], corner.c);
                if (distance < nearest) {
                    nearest = distance;
                    found = {{q, 1}};
                }
            }
            c = sums[found.front().first].at;
            // What comes next to itself stands for itself.
            if (game_.states == 1 && sums[found.front().first].parts[0] == k) {
                weights.push_back({s, k, 1});
                return u;
            }
        }
        // Step 2. Its lotteries, state by state.
        for (const auto& [q, weight] : found) {
            for (std::size_t part = 0; part < successors.size(); ++part)
                weights.push_back(
                    {phase * game_.states + successors[part].state, sums[q].parts[part], weight});
        }
        return ExactPoint{(1 - delta_[0]) * u[0] + delta_[0] * c[0],
                          (1 - delta_[1]) * u[1] + delta_[1] * c[1]};
    }

    Point2 scaled(const ExactPoint& at) const {
        return {game_.unit[0].scaled(at[0]), game_.unit[1].scaled(at[1])};
    }

    std::vector<Point2> in_floating_point(const std::vector<SumCorner>& sums) const {
        std::vector<Point2> result;
        for (const SumCorner& sum : sums) result.push_back(scaled(sum.at));
        return result;
    }

    double far(Point2 at, Point2 c) const {
        double most = 0;
        for (int i = 0; i < 2; ++i) {
            // What follows does not matter to an actor without a future.
            if (game_.delta[i] > 0) most = std::max(most, std::abs(at[i] - c[i]));
        }
        return most;
    }

    /// Is a crossing of the edge from hull corner k to the next with c_i = bound too far away to be the one?
    bool is_far(std::size_t k, int i, double bound, Point2 c) const {
        const Point2 a = near_[k], b = near_[(k + 1) % near_.size()];
        if (bound < std::min(a[i], b[i]) - kNear || bound > std::max(a[i], b[i]) + kNear) return true;
        if (std::abs(b[i] - a[i]) < 1e-3 * kNear) return false;
        const double t = std::clamp((bound - a[i]) / (b[i] - a[i]), 0.0, 1.0);
        // Where the edge hardly moves in i, where it crosses is not well known.
        return far(a + t * (b - a), c) > kNear + 1e-15 / std::abs(b[i] - a[i]);
    }

    /// Where the line c_i = bound crosses the boundary, next to where it did in floating point.
    void across(const std::vector<SumCorner>& sums, std::size_t i, const Rational& bound,
                const Corner& corner, ExactPoint& c,
                std::vector<std::pair<std::size_t, Rational>>& found) const {
        const std::size_t j = 1 - i;
        const double about = game_.unit[i].scaled(bound);
        double nearest = kNear;
        for (std::size_t k = 0; k < sums.size(); ++k) {
            const std::size_t next = (k + 1) % sums.size();
            if (is_far(k, static_cast<int>(i), about, corner.c)) continue;
            const ExactPoint &a = sums[k].at, &b = sums[next].at;
            std::vector<std::pair<std::size_t, Rational>> here;
            ExactPoint at;
            if (a[i] == bound) {
                here = {{k, 1}};
                at = a;
            } else if ((a[i] < bound && b[i] > bound) || (a[i] > bound && b[i] < bound)) {
                const Rational t = (bound - a[i]) / (b[i] - a[i]);
                here = {{k, 1 - t}, {next, t}};
                at[i] = bound;
                at[j] = a[j] + t * (b[j] - a[j]);
            } else {
                continue;
            }
            const double distance = far(scaled(at), corner.c);
            // Of two that cannot be told apart, the one that gives the other actor more.
            const bool alike = !found.empty() && std::abs(distance - nearest) < 4 * blur_;
            if (alike ? at[j] > c[j] : distance < nearest) {
                nearest = distance;
                found = std::move(here);
                c = at;
            }
        }
    }

    /// Are the points the corners that they were made from? Where small corners were left out, what supports
    /// itself is welcome anyhow.
    bool is_near() const {
        if (!game_.has_few_corners()) return true;
        for (std::size_t s = 0; s < points_.size(); ++s) {
            for (std::size_t k = 0; k < points_[s].size(); ++k) {
                for (std::size_t i = 0; i < 2; ++i) {
                    const double at = game_.unit[i].scaled(points_[s][k][i]);
                    if (std::abs(at - family_.sets[s][k].w[static_cast<int>(i)]) > 1e-9) return false;
                }
            }
        }
        return true;
    }

    struct PartWeight {
        std::size_t set, corner;
        Rational weight;
    };

    InnerProof<Rational> proof() const {
        std::vector<std::size_t> first{0};
        for (const auto& set : points_) first.push_back(first.back() + set.size());
        InnerProof<Rational> result;
        for (std::size_t s = 0; s < points_.size(); ++s) {
            for (std::size_t k = 0; k < points_[s].size(); ++k) {
                InnerPoint<Rational> point;
                point.set = s;
                point.profile = game_.sets[s][family_.sets[s][k].profile].profile;
                std::map<std::size_t, Rational> total;
                for (const PartWeight& each : weights_[s][k])
                    total[first[each.set] + each.corner] += each.weight;
                for (const auto& [index, weight] : total) point.continuation.push_back({index, weight});
                point.value = {points_[s][k][0], points_[s][k][1]};
                point.radius = {0, 0};
                result.points.push_back(std::move(point));
            }
        }
        return result;
    }

    const GameForm& form_;
    const Question<Rational>& question_;
    const std::vector<Rational>& delta_;
    const FloatGame& game_;
    PayoffFamily family_;
    double blur_;
    double tolerance_ = 0;  ///< of guesses, in parts of the range
    std::vector<std::vector<ExactPoint>> points_;
    std::vector<std::vector<std::vector<PartWeight>>> weights_;
    std::vector<std::array<std::optional<Rational>, 2>> threats_;
    std::vector<SumCorner> hull_;
    std::vector<Point2> near_;  ///< the hull at hand in floating point
    bool hulls_valid_ = false;
    static constexpr double kNear = 1e-7;  ///< what a corner may be off
};

}  // namespace

std::optional<InnerProof<Rational>> exact_points(const GameForm& form, const Question<Rational>& question,
                                                 const std::vector<Rational>& delta, const FloatGame& game,
                                                 const PayoffFamily& family, double blur) {
    return Reconstruction(form, question, delta, game, family, blur).run();
}

}  // namespace comity
