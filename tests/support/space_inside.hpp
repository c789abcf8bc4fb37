#pragma once
/// Rigorous parts of V*(δ) of three actors: sets that are not iterated but tested. Where the corners are
/// simple fractions, they are found exactly; else strategies are read off a chain with margins.

#include <cmath>
#include <map>

#include "support/exact_space.hpp"

namespace comity::test {

/// Points of V_p, each known up to a radius: a rigorous part of V*.
struct SpaceInside {
    ExactSpace::Family family;
    Point3 radius{0, 0, 0};
    /// At most the greatest h·w over V_p; there are points.
    Rational level(const Point3& h, std::size_t phase = 0) const {
        Rational level = family[phase].most(h);
        for (std::size_t i = 0; i < 3; ++i) level -= abs(h[i]) * radius[i];
        return level;
    }
};

/// The simple fractions near the corners of a chain, if they generate themselves: near in parts of the
/// ranges.
inline std::optional<SpaceInside> simple_inside(const ExactSpace& oracle, const ExactSpace::Family& v,
                                                const std::vector<Rational>& tolerances = {
                                                    Rational(1) / 1000000, Rational(1) / 20000}) {
    for (const Rational& tolerance : tolerances) {
        SpaceInside guess;
        for (const Solid& set : v) {
            std::vector<Point3> points;
            for (Point3 w : set.corners()) {
                for (std::size_t i = 0; i < 3; ++i) {
                    const Rational off = tolerance * oracle.game().range(i);
                    if (off > 0) w[i] = simplest_near(w[i], off);
                }
                points.push_back(w);
            }
            guess.family.emplace_back(points);
        }
        if (oracle.is_self_generating(guess.family)) return guess;
    }
    return std::nullopt;
}

/// Weights that sum to one and bring points nearest to zero, negative ones allowed: by elimination, roughly.
inline std::vector<double> flat_weights(const std::vector<std::array<double, 3>>& p) {
    const std::size_t n = p.size() + 1;
    std::vector<std::vector<double>> a(n, std::vector<double>(n + 1, 1));
    for (std::size_t r = 0; r < p.size(); ++r) {
        for (std::size_t c = 0; c < p.size(); ++c)
            a[r][c] = p[r][0] * p[c][0] + p[r][1] * p[c][1] + p[r][2] * p[c][2] + (r == c ? 1e-15 : 0);
        a[r][n] = 0;
    }
    a[n - 1][n - 1] = 0;
    for (std::size_t k = 0; k < n; ++k) {
        std::size_t pivot = k;
        for (std::size_t r = k; r < n; ++r) {
            if (std::abs(a[r][k]) > std::abs(a[pivot][k])) pivot = r;
        }
        std::swap(a[k], a[pivot]);
        for (std::size_t r = 0; r < n; ++r) {
            if (r == k || a[k][k] == 0) continue;
            const double factor = a[r][k] / a[k][k];
            for (std::size_t c = k; c <= n; ++c) a[r][c] -= factor * a[k][c];
        }
    }
    std::vector<double> weights;
    for (std::size_t k = 0; k < p.size(); ++k) weights.push_back(a[k][k] == 0 ? 0 : a[k][n] / a[k][k]);
    return weights;
}

/// Weights of a lottery over points that comes near x (Wolfe's nearest point): points are taken in while they
/// lead nearer, and leave where their weight would be negative.
inline std::vector<double> lottery_near(std::vector<std::array<double, 3>> points,
                                        const std::array<double, 3>& x) {
    for (auto& p : points) {
        for (std::size_t i = 0; i < 3; ++i) p[i] -= x[i];
    }
    std::vector<double> weights(points.size(), 0);
    std::vector<std::size_t> used{0};
    weights[0] = 1;
    for (int round = 0; round < 200; ++round) {
        std::array<double, 3> off{};
        for (const std::size_t k : used) {
            for (std::size_t i = 0; i < 3; ++i) off[i] += weights[k] * points[k][i];
        }
        const auto along = [&](std::size_t k) {
            return off[0] * points[k][0] + off[1] * points[k][1] + off[2] * points[k][2];
        };
        std::size_t best = 0;
        for (std::size_t k = 1; k < points.size(); ++k) {
            if (along(k) < along(best)) best = k;
        }
        const double here = off[0] * off[0] + off[1] * off[1] + off[2] * off[2];
        if (here - along(best) < 1e-17 || std::count(used.begin(), used.end(), best) > 0) break;
        used.push_back(best);
        for (bool done = false; !done;) {
            std::vector<std::array<double, 3>> some;
            for (const std::size_t k : used) some.push_back(points[k]);
            const std::vector<double> wanted = flat_weights(some);
            double step = 1;
            for (std::size_t k = 0; k < used.size(); ++k) {
                const double from = weights[used[k]];
                if (wanted[k] < 0 && from > wanted[k]) step = std::min(step, from / (from - wanted[k]));
            }
            for (std::size_t k = 0; k < used.size(); ++k)
                weights[used[k]] += step * (wanted[k] - weights[used[k]]);
            done = step == 1;
            if (done) break;
            std::erase_if(used, [&](std::size_t k) {
                if (weights[k] > 1e-14) return false;
                weights[k] = 0;
                return true;
            });
        }
    }
    return weights;
}

/// What a chain that came to rest generates, as payoffs of strategies: each point has a profile and a lottery
/// over the points that follows it. Where each is the payoff of its strategy up to a residual, all are up to
/// residual/(1−δ), and together they are equilibria if nobody gains by a departure even then.
inline std::optional<SpaceInside> supported_inside(const ExactSpace& oracle, const SpaceChain& chain) {
    const ManyActors& g = oracle.game();
    SpaceInside inside;
    std::vector<std::map<Point3, ExactSpace::Given>> support(g.phases());
    const auto rough = [&](const Point3& w) {
        std::array<double, 3> x{};
        for (std::size_t i = 0; i < 3; ++i) {
            if (g.range(i) > 0) x[i] = static_cast<double>((w[i] - g.ends(i).first) / g.range(i));
        }
        return x;
    };
    for (std::size_t phase = 0; phase < g.phases(); ++phase) {
        std::vector<Point3> points;
        for (const ExactSpace::Given& w : oracle.given(chain.family(), phase, chain.slack())) {
            points.push_back(chain.rounded(w.value));
            support[phase].try_emplace(points.back(), w);
        }
        inside.family.emplace_back(std::move(points));
        const std::vector<Point3>& corners = inside.family.back().corners();
        std::vector<std::array<double, 3>> roughly;
        for (const Point3& corner : corners) roughly.push_back(rough(corner));
        for (const Point3& corner : corners) {
            const ExactSpace::Given& w = support[phase].at(corner);
            // The weights are what they are in binary; the first takes what is left to one.
            const std::vector<double> weights = lottery_near(roughly, rough(w.continuation));
            const std::size_t first =
                static_cast<std::size_t>(std::max_element(weights.begin(), weights.end()) - weights.begin());
            Point3 follows = corners[first];
            for (std::size_t k = 0; k < weights.size(); ++k) {
                if (k == first || weights[k] <= 0) continue;
                for (std::size_t i = 0; i < 3; ++i)
                    follows[i] += Rational(weights[k]) * (corners[k][i] - corners[first][i]);
            }
            for (std::size_t i = 0; i < 3; ++i) {
                const Rational value = (1 - g.delta[i]) * g.pays[i][w.profile] + g.delta[i] * follows[i];
                inside.radius[i] =
                    std::max<Rational>(inside.radius[i], abs(value - corner[i]) / (1 - g.delta[i]));
            }
        }
    }
    for (std::size_t phase = 0; phase < g.phases(); ++phase) {
        for (const Point3& corner : inside.family[phase].corners()) {
            const std::size_t a = support[phase].at(corner).profile;
            if (!oracle.can_go_on(inside.family, phase, a)) return std::nullopt;
            for (std::size_t i = 0; i < 3; ++i) {
                const auto needs = oracle.needs_of(inside.family, a, i, -inside.radius[i]);
                if (needs && corner[i] - inside.radius[i] < *needs) return std::nullopt;
            }
        }
    }
    return inside;
}

/// A rigorous part of V* from a chain with margins, if there is one.
inline std::optional<SpaceInside> inside_with_margins(const ExactSpace& oracle, unsigned bits,
                                                      const Rational& tighten, std::size_t times = 300) {
    SpaceChain chain(oracle, bits, tighten);
    chain.advance(times, 200);
    if (!chain.is_still() || chain.family().front().empty()) return std::nullopt;
    return supported_inside(oracle, chain);
}

}  // namespace comity::test
