#pragma once
/// A payoff set that the library found, held against the oracle from both sides.

#include <gtest/gtest.h>

#include <chrono>
#include <utility>

#include "comity/payoffs/payoff_set.hpp"
#include "support/exact_payoffs.hpp"

namespace comity::test {

/// How a set of checks went, so that a test can see that its games were worth asking about.
struct Tally {
    std::size_t games = 0, empty = 0, exact = 0, flat = 0;
    /// Games that the library left open, as it may.
    std::size_t undecided = 0;
    /// Games in which the oracle's chain was still too far away when it was given up.
    std::size_t unsettled = 0;
    /// Solved sets for which the oracle found the same corners by itself, or corners of a part of it.
    std::size_t reproduced = 0;
};

/// No game here takes long; one that does is left undecided.
inline constexpr std::chrono::seconds kTimeLimit{4};

inline PayoffSetFinding find_payoffs(const TwoActors& g) {
    const Question<Rational> question = question_of(g);
    PayoffRequest request;
    request.delta = {g.delta[0], g.delta[1]};
    request.stop = StopToken(nullptr, StopToken::Clock::now() + kTimeLimit);
    return payoff_set(question.form(), question, request);
}

inline Polygon polygon_of(const std::vector<std::vector<Rational>>& corners) {
    Polygon polygon;
    for (const auto& corner : corners) polygon.push_back({corner[0], corner[1]});
    return polygon;
}

inline const Rational kBillionth = Rational(1) / Rational(Integer("1000000000"));
inline const Rational kMillionth = Rational(1) / Rational(1000000);

/// What must hold of every finding whatever the game.
inline void expect_well_formed(const PayoffSetFinding& f, const TwoActors& g) {
    const Polygon outer = polygon_of(f.outer), inner = polygon_of(f.inner);
    ASSERT_NE(f.status, PayoffSetFinding::Status::undecided) << f.note;
    if (f.status == PayoffSetFinding::Status::empty) {
        ASSERT_TRUE(inner.empty()) << text_of(inner);
        ASSERT_TRUE(f.proof.outer.has_value());
        return;
    }
    ASSERT_FALSE(inner.empty());
    ASSERT_EQ(hull(outer), outer) << "not in the promised order: " << text_of(outer);
    ASSERT_EQ(hull(inner), inner) << "not in the promised order: " << text_of(inner);
    ASSERT_TRUE(contains(outer, inner)) << text_of(outer) << "\n" << text_of(inner);
    ASSERT_LE(f.gap, kBillionth);
    // In every direction, not only in those of the proof; the inner polygon has the radius to spare besides.
    ASSERT_TRUE(contains(widened(inner, {2 * kBillionth * g.range(0), 2 * kBillionth * g.range(1)}), outer))
        << text_of(outer) << "\n"
        << text_of(inner);
    ASSERT_EQ(f.least.size(), 2u);
    ASSERT_EQ(f.greatest.size(), 2u);
    for (std::size_t i = 0; i < 2; ++i) {
        // The inner ends are proved, and corners of the inner polygon up to the radius of the proof. With
        // phases the least value is that after i's own breach.
        const Rational slack = f.is_exact() ? Rational(0) : Rational(kBillionth * g.range(i));
        ASSERT_LE(abs(f.greatest[i].inner - greatest(inner, i)), slack);
        ASSERT_LE(greatest(outer, i), f.greatest[i].outer);
        ASSERT_LE(f.greatest[i].inner, f.greatest[i].outer);
        ASSERT_LE(f.least[i].outer, f.least[i].inner);
        if (g.phases() > 1) continue;
        ASSERT_LE(abs(f.least[i].inner - least(inner, i)), slack);
        ASSERT_LE(f.least[i].outer, least(outer, i));
    }
    ASSERT_TRUE(f.proof.inner && f.proof.outer);
    for (const ProfileIndex a : f.played)
        ASSERT_EQ(std::count(f.never_played.begin(), f.never_played.end(), a), 0) << a;
}

/// x with A x = b, by elimination; A is not singular.
inline std::vector<Rational> solution(std::vector<std::vector<Rational>> a, std::vector<Rational> b) {
    const std::size_t n = b.size();
    for (std::size_t k = 0; k < n; ++k) {
        std::size_t pivot = k;
        while (a[pivot][k] == 0) ++pivot;
        std::swap(a[pivot], a[k]);
        std::swap(b[pivot], b[k]);
        for (std::size_t r = 0; r < n; ++r) {
            if (r == k || a[r][k] == 0) continue;
            const Rational factor = a[r][k] / a[k][k];
            for (std::size_t c = k; c < n; ++c) {
                if (a[k][c] != 0) a[r][c] -= factor * a[k][c];
            }
            b[r] -= factor * b[k];
        }
    }
    for (std::size_t k = 0; k < n; ++k) b[k] /= a[k][k];
    return b;
}

/// The payoffs of the points of the inner proof, by set, from their actions and weights alone:
/// w = (1−δ)∘u + δ∘Σ P Σ weight · w. Fails where the proof's values are further off than its radius.
inline ExactPayoffs::Family payoffs_of_points(const PayoffSetFinding& f, const TwoActors& g) {
    const auto& points = f.proof.inner->points;
    const std::size_t n = points.size(), states = g.states.size();
    std::vector<Point> w(n);
    for (std::size_t i = 0; i < 2; ++i) {
        std::vector<std::vector<Rational>> a(n, std::vector<Rational>(n, Rational(0)));
        std::vector<Rational> b(n);
        for (std::size_t k = 0; k < n; ++k) {
            const auto& x = g.states[points[k].set % states];
            a[k][k] = 1;
            b[k] = (1 - g.delta[i]) * x.pays[i][points[k].profile];
            std::vector<Rational> sums(states, Rational(0));
            for (const Weight& weight : points[k].continuation) {
                const std::size_t to = points[weight.point].set;
                EXPECT_EQ(to / states, points[k].set / states) << "a continuation in another phase";
                EXPECT_GE(weight.weight, 0);
                sums[to % states] += weight.weight;
                Rational probability = x.next.empty() ? 1 : 0;
                if (!x.next.empty()) {
                    for (const auto& [y, p] : x.next[points[k].profile]) {
                        if (y == to % states) probability += p;
                    }
                }
                a[k][weight.point] -= g.delta[i] * probability * weight.weight;
            }
            if (x.next.empty()) {
                EXPECT_EQ(sums[0], 1);
            } else {
                for (const auto& [y, p] : x.next[points[k].profile]) EXPECT_EQ(sums[y], 1);
            }
        }
        const std::vector<Rational> solved = solution(a, b);
        for (std::size_t k = 0; k < n; ++k) {
            w[k][i] = solved[k];
            EXPECT_LE(abs(solved[k] - points[k].value[i]), points[k].radius[i]) << "point " << k;
        }
    }
    ExactPayoffs::Family family(g.phases() * states);
    for (std::size_t k = 0; k < n; ++k) family[points[k].set].push_back(w[k]);
    for (Polygon& polygon : family) polygon = hull(std::move(polygon));
    return family;
}

/// Are the values of the proof the payoffs themselves?
inline bool has_exact_values(const PayoffSetFinding& f) {
    for (const auto& point : f.proof.inner->points) {
        for (const Rational& radius : point.radius) {
            if (radius != 0) return false;
        }
    }
    return true;
}

/// Holds what is said of a set that was left open against the oracle: little of it may be known, but that is
/// true.
inline void expect_not_wrong(const TwoActors& g, const PayoffSetFinding& f, std::size_t most = 100) {
    ASSERT_EQ(f.status, PayoffSetFinding::Status::undecided);
    ASSERT_NE(f.note, "");
    const ExactPayoffs oracle(g);
    const Polygon outer = polygon_of(f.outer), inner = polygon_of(f.inner);
    if (!outer.empty()) {
        ASSERT_TRUE(contains(outer, inner)) << text_of(outer) << "\n" << text_of(inner);
    }
    if (f.proof.inner && f.proof.inner->points.size() <= 40) {
        const ExactPayoffs::Family points = payoffs_of_points(f, g);
        ASSERT_TRUE(oracle.is_self_generating(points)) << text_of(points.front());
        ASSERT_TRUE(contains(points.front(), inner)) << "more than was proved: " << text_of(inner);
    }
    OuterChain chain(oracle);
    while (!chain.is_still() && chain.steps() < most) chain.advance(10);
    ASSERT_TRUE(contains(chain.set(), inner)) << text_of(chain.set()) << "\n" << text_of(inner);
    const auto inside = guess_inside(oracle, chain.family(), 3 * kMillionth);
    if (inside && !outer.empty()) {
        ASSERT_TRUE(contains(outer, inside->front())) << "in V*: " << text_of(inside->front());
    }
}

/// Holds a finding against the oracle. `most`: applications of the operator before the chain is given up.
inline void expect_agrees(const TwoActors& g, const PayoffSetFinding& f, Tally& tally,
                          std::size_t most = 240) {
    const ExactPayoffs oracle(g);
    ++tally.games;
    if (f.status == PayoffSetFinding::Status::undecided) {
        ++tally.undecided;
        expect_not_wrong(g, f);
        return;
    }
    ASSERT_NO_FATAL_FAILURE(expect_well_formed(f, g));
    OuterChain chain(oracle);
    if (g.states.size() == 1) {
        for (std::size_t i = 0; i < 2; ++i) ASSERT_EQ(f.minmax[i], oracle.minmax(i)) << i;
    }
    // Step 1. Empty: nothing may be left, and what generates itself must not exist.
    if (f.status == PayoffSetFinding::Status::empty) {
        ++tally.empty;
        while (!chain.set().empty() && !chain.is_still() && chain.steps() < most) chain.advance(10);
        if (!chain.set().empty()) {
            const auto inside = guess_inside(oracle, chain.family(), kMillionth);
            ASSERT_FALSE(inside && !inside->front().empty()) << "not empty: " << text_of(inside->front());
            ++tally.unsettled;
        }
        return;
    }
    // Step 2. What was found inside lies inside, and generates itself where it is exact.
    const Polygon outer = polygon_of(f.outer), inner = polygon_of(f.inner);
    if (inner.size() < 3) ++tally.flat;
    std::optional<ExactPayoffs::Family> points;
    if (f.is_exact() || f.proof.inner->points.size() <= 40) {
        points = payoffs_of_points(f, g);
        ASSERT_TRUE(oracle.is_self_generating(*points))
            << "not self-generating: " << text_of(points->front());
        ASSERT_TRUE(contains(points->front(), inner)) << "more than was proved: " << text_of(inner);
    }
    if (f.is_exact()) {
        ++tally.exact;
        ASSERT_TRUE(has_exact_values(f)) << "exact, but proved up to a radius";
    }
    // Step 3. The chain from outside closes in on what was found outside.
    const Point slack{kMillionth * g.range(0), kMillionth * g.range(1)};
    const Polygon allowed = widened(outer, slack);
    while (!contains(allowed, chain.set()) && !chain.is_still() && chain.steps() < most) chain.advance(10);
    ASSERT_FALSE(chain.set().empty()) << "empty, but found: " << text_of(inner);
    ASSERT_TRUE(contains(chain.set(), inner))
        << "found: " << text_of(inner) << "\nafter " << chain.steps() << ": " << text_of(chain.set());
    const bool settled = contains(allowed, chain.set());
    if (!settled) ++tally.unsettled;
    // Step 4. What certainly belongs to V* lies in what was found outside.
    if (g.states.size() == 1) {
        for (const Point& u : oracle.stage_equilibria())
            ASSERT_TRUE(contains(outer, u)) << text_of(Polygon{u});
    }
    const auto inside = settled ? guess_inside(oracle, chain.family(), 3 * kMillionth) : std::nullopt;
    if (inside) {
        ++tally.reproduced;
        ASSERT_TRUE(contains(outer, inside->front()))
            << "in V*: " << text_of(inside->front()) << "\nfound: " << text_of(outer);
    }
    // Step 5. Who plays what.
    if (oracle.sets() != 1) return;
    for (const ProfileIndex a : f.played)
        ASSERT_FALSE(oracle.given_by(chain.family(), 0, 0, a).empty()) << "cannot be played: " << a;
    for (const std::optional<ExactPayoffs::Family>* part : {&std::as_const(points), &inside}) {
        if (!*part) continue;
        for (const ProfileIndex a : f.never_played)
            ASSERT_TRUE(oracle.given_by(**part, 0, 0, a).empty()) << "can be played: " << a;
    }
}

}  // namespace comity::test
