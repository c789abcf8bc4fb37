#pragma once
/// V*(δ) of two actors by definition: the operator of F4.1 on families of exact polygons, word by word. No
/// pruning, no threats apart from the sets themselves, no extreme-point argument. Slow and short.
///
/// Iterated exactly, the digits of the corners explode; so the chain from outside is rounded outward after
/// each application. Sets from inside are not iterated but tested: a set that is part of what it generates
/// belongs to V*.

#include "support/polygon.hpp"
#include "support/two_actors.hpp"

namespace comity::test {

class ExactPayoffs {
  public:
    /// V_p(x) is at p · states + x.
    using Family = std::vector<Polygon>;

    explicit ExactPayoffs(TwoActors game) : g(std::move(game)), sets_(g.phases() * g.states.size()) {}

    const TwoActors& game() const { return g; }
    std::size_t sets() const { return sets_; }

    /// ∏_i [min u_i, max u_i], over everything that exists.
    Family box() const {
        std::array<std::optional<Rational>, 2> low, high;
        for (const auto& x : g.states) {
            for (std::size_t a = 0; a < g.profiles(); ++a) {
                for (std::size_t i = 0; i < 2; ++i) {
                    if (!g.exists(x, a)) continue;
                    if (!low[i] || x.pays[i][a] < *low[i]) low[i] = x.pays[i][a];
                    if (!high[i] || x.pays[i][a] > *high[i]) high[i] = x.pays[i][a];
                }
            }
        }
        return Family(
            sets_,
            hull({{*low[0], *low[1]}, {*low[0], *high[1]}, {*high[0], *low[1]}, {*high[0], *high[1]}}));
    }

    /// What a profile, prescribed in a phase and a state, can give with continuations in V.
    Polygon given_by(const Family& v, std::size_t phase, std::size_t state, std::size_t a) const {
        const auto& x = g.states[state];
        if (!g.prescribed(phase, state, a)) return {};
        // Step 1. Everything that can follow needs a continuation, also after two departures at once.
        for (std::size_t b = 0; b < g.profiles(); ++b) {
            const bool row = g.action(a, 0) != g.action(b, 0), column = g.action(a, 1) != g.action(b, 1);
            if (!g.exists(x, b)) continue;
            const std::size_t then = row == column || g.phases() == 1 ? phase : row ? 1 : 2;
            for (const auto& [y, probability] : follows(state, b)) {
                if (set(v, then, y).empty()) return {};
            }
        }
        // Step 2. w = (1−δ)∘u + δ∘Σ P c.
        Polygon sums{{Rational(0), Rational(0)}};
        if (x.next.empty()) sums = set(v, phase, 0);
        for (const auto& [y, probability] : x.next.empty() ? Following() : x.next[a]) {
            Polygon part = set(v, phase, y);
            for (Point& c : part) c = {probability * c[0], probability * c[1]};
            sums = sum(sums, part);
        }
        Polygon w;
        for (const Point& c : sums) {
            w.push_back({(1 - g.delta[0]) * x.pays[0][a] + g.delta[0] * c[0],
                         (1 - g.delta[1]) * x.pays[1][a] + g.delta[1] * c[1]});
        }
        if (g.delta[0] == 0 || g.delta[1] == 0) w = hull(std::move(w));
        // Step 3. Floors and departures.
        for (std::size_t i = 0; i < 2; ++i) {
            std::vector<Rational> needs;
            if (const auto floor = g.floor(state, a, i)) needs.push_back(*floor);
            for (std::size_t b = 0; b < g.actions[i]; ++b) {
                if (b == g.action(a, i) || !x.has[i][b]) continue;
                needs.push_back((1 - g.delta[i]) * x.pays[i][g.with(a, i, b)]);
                for (const auto& [y, probability] : follows(state, g.with(a, i, b)))
                    needs.back() +=
                        g.delta[i] * probability * least(set(v, g.phases() == 1 ? 0 : i + 1, y), i);
            }
            if (!needs.empty()) w = at_least(w, i, *std::max_element(needs.begin(), needs.end()));
        }
        return w;
    }

    /// B(V), exactly; with a step, rounded outward to its grid.
    Family apply(const Family& v, const std::optional<Point>& step = std::nullopt) const {
        Family result;
        for (std::size_t phase = 0; phase < g.phases(); ++phase) {
            for (std::size_t state = 0; state < g.states.size(); ++state) {
                std::vector<Point> points;
                for (std::size_t a = 0; a < g.profiles(); ++a) {
                    Polygon w = given_by(v, phase, state, a);
                    if (step) w = cells_around(w, *step);
                    points.insert(points.end(), w.begin(), w.end());
                }
                result.push_back(hull(std::move(points)));
            }
        }
        return result;
    }

    /// Is every set of the family part of what the family generates? Then it is part of V*.
    bool is_self_generating(const Family& f) const {
        const Family generated = apply(f);
        for (std::size_t k = 0; k < sets_; ++k) {
            if (!test::contains(generated[k], hull(f[k]))) return false;
        }
        return true;
    }

    /// Payoffs of the pure stage equilibria that may be prescribed in every phase: each alone is an
    /// equilibrium for ever. In games of one state.
    std::vector<Point> stage_equilibria() const {
        std::vector<Point> result;
        for (std::size_t a = 0; a < g.profiles(); ++a) {
            const Point u{g.states[0].pays[0][a], g.states[0].pays[1][a]};
            if (is_self_generating(Family(sets_, Polygon{u}))) {
                if (!given_by(Family(sets_, Polygon{u}), 0, 0, a).empty()) result.push_back(u);
            }
        }
        return result;
    }

    /// The pure minmax of an actor in a state, over everything that exists.
    Rational minmax(std::size_t i, std::size_t state = 0) const {
        const auto& x = g.states[state];
        std::optional<Rational> least_best;
        for (std::size_t other = 0; other < g.actions[1 - i]; ++other) {
            if (!x.has[1 - i][other]) continue;
            std::optional<Rational> best;
            for (std::size_t b = 0; b < g.actions[i]; ++b) {
                const Rational& u = x.pays[i][g.with(g.with(0, 1 - i, other), i, b)];
                if (x.has[i][b] && (!best || *best < u)) best = u;
            }
            if (!least_best || *best < *least_best) least_best = best;
        }
        return *least_best;
    }

  private:
    using Following = std::vector<std::pair<std::size_t, Rational>>;
    Following follows(std::size_t state, std::size_t a) const {
        if (g.states[state].next.empty()) return {{0, Rational(1)}};
        return g.states[state].next[a];
    }
    const Polygon& set(const Family& v, std::size_t phase, std::size_t state) const {
        return v[phase * g.states.size() + state];
    }

    TwoActors g;
    std::size_t sets_;
};

/// Families that contain V* and close in on it.
class OuterChain {
  public:
    /// The grid has 2^bits steps, at least, in each actor's payoff range.
    explicit OuterChain(const ExactPayoffs& oracle, unsigned bits = 26)
        : oracle_(oracle), family_(oracle.box()) {
        for (std::size_t i = 0; i < 2; ++i) {
            step_[i] = Rational(1) / Rational(boost::multiprecision::pow(Integer(2), bits));
            const Rational range = oracle.game().range(i);
            if (range == 0) continue;
            while (step_[i] * Rational(boost::multiprecision::pow(Integer(2), bits)) > range) step_[i] /= 2;
            while (2 * step_[i] * Rational(boost::multiprecision::pow(Integer(2), bits)) <= range)
                step_[i] *= 2;
        }
    }

    void advance(std::size_t times) {
        for (std::size_t k = 0; k < times && !still_; ++k, ++steps_) {
            ExactPayoffs::Family next = oracle_.apply(family_, step_);
            still_ = next == family_;
            family_ = std::move(next);
        }
    }
    const ExactPayoffs::Family& family() const { return family_; }
    /// V_0(x0).
    const Polygon& set() const { return family_[0]; }
    std::size_t steps() const { return steps_; }
    /// Nothing moves on the grid any more.
    bool is_still() const { return still_; }

  private:
    const ExactPayoffs& oracle_;
    ExactPayoffs::Family family_;
    Point step_;
    std::size_t steps_ = 0;
    bool still_ = false;
};

/// The fraction with the least denominator within `tolerance` of x.
inline Rational simplest_near(const Rational& x, const Rational& tolerance) {
    const Rational low = x - tolerance, high = x + tolerance;
    const Integer whole = ceiling_of(low);
    if (Rational(whole) <= high) {
        // Of several whole numbers the nearest to x.
        const Integer near = floor_of(x + Rational(1) / 2);
        return Rational(near) >= low && Rational(near) <= high ? Rational(near) : Rational(whole);
    }
    const Rational base{floor_of(low)};
    const Rational middle = (1 / (high - base) + 1 / (low - base)) / 2;
    return base + 1 / simplest_near(middle, 1 / (low - base) - middle);
}

/// A family near this one with simple corners, if it is self-generating: then an exact part of V*.
inline std::optional<ExactPayoffs::Family> guess_inside(const ExactPayoffs& oracle,
                                                        const ExactPayoffs::Family& v,
                                                        const Rational& tolerance) {
    ExactPayoffs::Family guess;
    for (const Polygon& polygon : v) {
        std::vector<Point> points;
        for (const Point& p : polygon) {
            points.push_back({simplest_near(p[0], tolerance * oracle.game().range(0)),
                              simplest_near(p[1], tolerance * oracle.game().range(1))});
        }
        guess.push_back(hull(std::move(points)));
    }
    if (!oracle.is_self_generating(guess)) return std::nullopt;
    return guess;
}

}  // namespace comity::test
