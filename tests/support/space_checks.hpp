#pragma once
/// A payoff set of three or more actors that the library found: what must hold of it by itself, and what the
/// oracle says of it from both sides.

#include <gtest/gtest.h>

#include <chrono>

#include "comity/payoffs/payoff_set.hpp"
#include "support/space_inside.hpp"

namespace comity::test {

/// Between the two sides in every direction, in parts of Σ |h_i| · range_i.
inline const Rational kGap = Rational(1) / 10000;

/// How a set of checks went, so that a test can see that its games were worth asking about.
struct SpaceTally {
    std::size_t games = 0, empty = 0, flat = 0, exact = 0;
    /// Games that the library left open, as it may now and then.
    std::size_t undecided = 0;
    /// Games of which the oracle proved a part by itself.
    std::size_t inside = 0;
};

using Direction = std::vector<Integer>;

inline PayoffRequest space_request(const ManyActors& g, std::vector<Direction> directions = {}) {
    PayoffRequest request;
    request.delta = g.delta;
    request.tolerance = kGap;
    request.directions = std::move(directions);
    request.stop = StopToken(nullptr, StopToken::Clock::now() + std::chrono::seconds(4));
    return request;
}

inline PayoffSetFinding find_space(const ManyActors& g, std::vector<Direction> directions = {}) {
    const Question<Rational> question = question_of(g);
    return payoff_set(question.form(), question, space_request(g, std::move(directions)));
}

inline Rational value_of(const Direction& h, const std::vector<Rational>& w) {
    Rational value = 0;
    for (std::size_t i = 0; i < h.size(); ++i) value += Rational(h[i]) * w[i];
    return value;
}

/// Σ |h_i| x_i.
inline Rational size_of(const Direction& h, const std::vector<Rational>& x) {
    Rational size = 0;
    for (std::size_t i = 0; i < h.size(); ++i) size += Rational(abs(h[i])) * x[i];
    return size;
}

/// What a level in direction h is measured by.
inline Rational unit_of(const Direction& h, const ManyActors& g) {
    std::vector<Rational> ranges;
    for (std::size_t i = 0; i < g.n(); ++i) ranges.push_back(g.range(i));
    return size_of(h, ranges);
}

inline std::string text_of(const Direction& h) {
    std::string text;
    for (const Integer& entry : h) text += (text.empty() ? "(" : ", ") + entry.str();
    return text + ")";
}

/// ±e_i, ±e_i ± e_j and ± the sum of all.
inline std::vector<Direction> usual_directions(std::size_t n) {
    std::vector<Direction> result;
    for (const int sign : {1, -1}) {
        for (std::size_t i = 0; i < n; ++i) {
            result.emplace_back(n, Integer(0)).at(i) = sign;
            for (std::size_t j = i + 1; j < n; ++j) {
                for (const int other : {1, -1}) {
                    result.emplace_back(n, Integer(0)).at(i) = sign;
                    result.back()[j] = other;
                }
            }
        }
        if (n > 2) result.emplace_back(n, Integer(sign));
    }
    return result;
}

/// Where the greatest h·w lies, if the finding says so.
inline std::optional<PayoffSetFinding::Enclosed> level_of(const PayoffSetFinding& f, const Direction& h) {
    for (const auto& support : f.support) {
        if (support.direction == h) return support.level;
    }
    return std::nullopt;
}

/// Recomputes what the points of the inner proof pay, from their actions and weights alone: each value is
/// right up to the returned radius. Fails where a point is no equilibrium for all that, or where the finding
/// says more than the points show.
inline void expect_proved_inside(const PayoffSetFinding& f, const ManyActors& g) {
    const auto& points = f.proof.inner->points;
    const std::size_t n = g.n(), sets = g.phases();
    // Step 1. Lotteries; no value is further from what its strategy pays than its radius, given that those of
    // the points that follow are not.
    for (std::size_t k = 0; k < points.size(); ++k) {
        Rational total = 0;
        std::vector<Rational> follows(n, Rational(0)), spread(n, Rational(0));
        for (const Weight& weight : points[k].continuation) {
            ASSERT_GE(weight.weight, 0) << "point " << k;
            ASSERT_EQ(points.at(weight.point).set, points[k].set) << "point " << k;
            total += weight.weight;
            for (std::size_t i = 0; i < n; ++i) {
                follows[i] += weight.weight * points[weight.point].value[i];
                spread[i] += weight.weight * points[weight.point].radius[i];
            }
        }
        ASSERT_EQ(total, 1) << "point " << k;
        ASSERT_TRUE(g.prescribed(points[k].set, points[k].profile)) << "point " << k;
        for (std::size_t i = 0; i < n; ++i) {
            const Rational value = (1 - g.delta[i]) * g.pays[i][points[k].profile] + g.delta[i] * follows[i];
            ASSERT_LE(abs(value - points[k].value[i]) + g.delta[i] * spread[i], points[k].radius[i])
                << "point " << k << " actor " << i;
        }
    }
    // Step 2. The worst of every set, and whether all that can follow has one.
    std::vector<std::vector<std::optional<Rational>>> least(sets, std::vector<std::optional<Rational>>(n));
    for (const auto& point : points) {
        for (std::size_t i = 0; i < n; ++i) {
            const Rational at_most = point.value[i] + point.radius[i];
            auto& value = least.at(point.set)[i];
            if (!value || at_most < *value) value = at_most;
        }
    }
    for (std::size_t k = 0; k < points.size(); ++k) {
        const std::size_t a = points[k].profile;
        for (std::size_t b = 0; b < g.profiles(); ++b) {
            if (!g.exists(b)) continue;
            std::vector<std::size_t> departed;
            for (std::size_t i = 0; i < n; ++i) {
                if (g.action(a, i) != g.action(b, i)) departed.push_back(i);
            }
            const bool alone = departed.size() == 1 && sets > 1;
            ASSERT_TRUE(least[alone ? departed.front() + 1 : points[k].set][0].has_value()) << "point " << k;
        }
        // Step 3. Floors and departures.
        for (std::size_t i = 0; i < n; ++i) {
            const Rational gets = points[k].value[i] - points[k].radius[i];
            if (const auto floor = g.floor(a, i)) {
                ASSERT_GE(gets, *floor) << "point " << k << " actor " << i;
            }
            for (std::size_t b = 0; b < g.actions[i]; ++b) {
                if (b == g.action(a, i) || !g.has[i][b]) continue;
                ASSERT_GE(gets, (1 - g.delta[i]) * g.pays[i][g.with(a, i, b)] +
                                    g.delta[i] * *least[sets == 1 ? 0 : i + 1][i])
                    << "point " << k << " actor " << i << " action " << b;
            }
        }
    }
    // Step 4. Nothing more is said than that.
    for (const auto& support : f.support) {
        std::optional<Rational> most;
        for (const auto& point : points) {
            const Rational value =
                value_of(support.direction, point.value) - size_of(support.direction, point.radius);
            if (point.set == 0 && (!most || *most < value)) most = value;
        }
        ASSERT_TRUE(most.has_value());
        ASSERT_LE(support.level.inner, *most) << text_of(support.direction);
    }
}

/// What must hold of every finding whatever the game.
inline void expect_well_formed(const PayoffSetFinding& f, const ManyActors& g,
                               const std::vector<Direction>& asked = {}) {
    ASSERT_NE(f.status, PayoffSetFinding::Status::undecided) << f.note;
    for (std::size_t i = 0; i < g.n(); ++i) ASSERT_EQ(f.minmax.at(i), g.minmax(i)) << i;
    ASSERT_TRUE(f.proof.outer.has_value());
    if (f.status == PayoffSetFinding::Status::empty) return;
    ASSERT_TRUE(f.proof.inner.has_value());
    ASSERT_NO_FATAL_FAILURE(expect_proved_inside(f, g));
    ASSERT_LE(f.gap, kGap);
    // Step 1. The axes come first, and what was asked for last.
    const std::vector<Direction> usual = usual_directions(g.n());
    ASSERT_GE(f.support.size(), usual.size() + asked.size());
    for (std::size_t r = 0; r < 2 * g.n(); ++r) {
        Direction axis(g.n(), Integer(0));
        axis[r / 2] = r % 2 == 0 ? 1 : -1;
        ASSERT_EQ(f.support[r].direction, axis) << r;
    }
    for (const Direction& h : usual) ASSERT_TRUE(level_of(f, h).has_value()) << text_of(h);
    for (const Direction& h : asked) ASSERT_TRUE(level_of(f, h).has_value()) << text_of(h);
    for (const auto& support : f.support) {
        const auto& [inner, outer] = support.level;
        ASSERT_LE(inner, outer) << text_of(support.direction);
        ASSERT_LE(outer - inner, kGap * unit_of(support.direction, g)) << text_of(support.direction);
    }
    // Step 2. Least and greatest values are the levels of the axes; with phases the least is that after the
    // actor's own breach.
    ASSERT_EQ(f.least.size(), g.n());
    ASSERT_EQ(f.greatest.size(), g.n());
    ASSERT_EQ(f.worst.size(), g.n());
    for (std::size_t i = 0; i < g.n(); ++i) {
        ASSERT_LE(f.least[i].outer, f.least[i].inner) << i;
        ASSERT_LE(f.greatest[i].inner, f.greatest[i].outer) << i;
        ASSERT_LE(f.greatest[i].inner, f.support[2 * i].level.outer) << i;
        ASSERT_LE(f.support[2 * i].level.inner, f.greatest[i].outer) << i;
        const auto& point = f.proof.inner->points.at(f.worst[i].point);
        ASSERT_LE(abs(point.value[i] - f.least[i].inner), kGap * g.range(i)) << i;
        if (g.phases() > 1) continue;
        ASSERT_LE(f.least[i].outer, -f.support[2 * i + 1].level.inner) << i;
        ASSERT_LE(-f.support[2 * i + 1].level.outer, f.least[i].inner) << i;
    }
    for (const ProfileIndex a : f.played)
        ASSERT_EQ(std::count(f.never_played.begin(), f.never_played.end(), a), 0) << a;
}

/// Holds a finding of three actors against the oracle; what was left open must not be wrong either. `bits`:
/// of the grid on which the oracle works.
inline void expect_agrees(const ManyActors& g, const PayoffSetFinding& f, SpaceTally& tally,
                          unsigned bits = 14) {
    using Status = PayoffSetFinding::Status;
    ++tally.games;
    if (f.status == Status::undecided) {
        ++tally.undecided;
        ASSERT_NE(f.note, "");
    } else {
        ASSERT_NO_FATAL_FAILURE(expect_well_formed(f, g));
    }
    const ExactSpace oracle(g);
    SpaceChain chain(oracle, bits);
    chain.advance(200, 200);
    const Solid& around = chain.family()[0];
    const auto simple = simple_inside(oracle, chain.family());
    auto inside = simple;
    if (!inside || inside->family[0].empty()) inside = inside_with_margins(oracle, bits, Rational(1) / 1000);
    if (inside && inside->family[0].empty()) inside.reset();
    if (inside) ++tally.inside;
    // Step 1. Empty, or not.
    if (f.status == Status::empty) {
        ++tally.empty;
        ASSERT_FALSE(inside.has_value()) << "not empty: " << inside->family[0].text();
        return;
    }
    if (f.status == Status::solved) {
        ASSERT_FALSE(around.empty()) << "empty, but found";
        if (around.dimension() < 3) ++tally.flat;
        if (f.gap == 0) ++tally.exact;
    }
    // Step 2. Inside is inside, and outside holds what certainly belongs to V*.
    for (const auto& support : f.support) {
        const Point3 h{Rational(support.direction[0]), Rational(support.direction[1]),
                       Rational(support.direction[2])};
        if (!around.empty() && f.status == Status::solved) {
            ASSERT_LE(support.level.inner, chain.level(h)) << text_of(support.direction);
        }
        if (inside) {
            ASSERT_GE(support.level.outer, inside->level(h)) << text_of(support.direction);
        }
    }
    for (std::size_t i = 0; i < 3 && f.status == Status::solved; ++i) {
        const std::size_t phase = oracle.phase_of(i);
        Point3 down{0, 0, 0};
        down[i] = -1;
        if (chain.family()[phase].empty()) continue;
        ASSERT_GE(f.least[i].inner, -chain.level(down, phase)) << i;
        if (inside && !inside->family[phase].empty()) {
            ASSERT_LE(f.least[i].outer, -inside->level(down, phase)) << i;
        }
    }
    // Step 3. Who plays what.
    for (const ProfileIndex a : f.played)
        ASSERT_FALSE(oracle.given_by(chain.family(), 0, a, chain.slack()).empty())
            << "cannot be played: " << a;
    if (!simple || simple->family[0].empty()) return;
    for (const ProfileIndex a : f.never_played)
        ASSERT_TRUE(oracle.given_by(simple->family, 0, a).empty()) << "can be played: " << a;
}

}  // namespace comity::test
