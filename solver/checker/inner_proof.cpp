// Points that support each other [F4.4]. If every point is what its profile and its lottery make of it, meets
// the floors, and beats every departure with v_i the least that i gets at any point, then playing along the
// points is an equilibrium. Where values are rounded, a point's true value is within its radius: the true
// values w solve w = (1−δ)u + δ A w with A a matrix of weights, so that |w − value| ≤ r follows from
// |value − (1−δ)u − δ A value| + δ A r ≤ r.

#include <algorithm>

#include "payoff_proof.hpp"

namespace comity::checker {
Rational sample(const Rational& x, const Interval&) {
    return x;
}
Rational sample(const RationalFunction& x, const Interval& where) {
    if (x.is_constant()) return x.constant();
    const Bound &lo = where.lo, &hi = where.hi;
    if (lo == hi) return x(lo.number().lo());
    if (lo.is_finite() && hi.is_finite()) return x(between(lo.number(), hi.number()));
    return x(lo.is_finite()   ? Rational(lo.number().hi() + 1)
             : hi.is_finite() ? Rational(hi.number().lo() - 1)
                              : Rational(0));
}

template <class T>
std::string wrong_with(const Repeated<T>& game, const InnerProof<T>& proof) {
    const World<T>& world = game.world;
    const std::size_t n = game.n();
    const auto& points = proof.points;
    const auto holds_here = [&](const T& x) { return holds(x, game.where); };
    // Step 1. Everything exists.
    if (points.empty()) return "there are no points";
    for (const auto& point : points) {
        if (point.set != 0 || point.profile >= world.form.profiles().size() || point.value.size() != n ||
            point.radius.size() != n)
            return "a point is not one of this game";
    }
    // Step 2. What each actor can surely be held to: the point that gives it the least.
    std::vector<T> threat;
    for (std::size_t i = 0; i < n; ++i) {
        const auto most = [&](const InnerPoint<T>& p) { return p.value[i] + p.radius[i]; };
        const auto least = std::min_element(points.begin(), points.end(), [&](const auto& a, const auto& b) {
            return sample(most(a), game.where) < sample(most(b), game.where);
        });
        threat.push_back(most(*least));
    }
    // Step 3. Point by point.
    for (std::size_t k = 0; k < points.size(); ++k) {
        const InnerPoint<T>& point = points[k];
        const std::string name = "point " + std::to_string(k) + ": ";
        if (!world.is_allowed(point.profile) ||
            where_agreed(world, point.profile, game.where) != IntervalSet(game.where))
            return name + "its profile may not be agreed on";
        Rational total = 0;
        for (const Weight& weight : point.continuation) {
            if (weight.point >= points.size() || weight.weight < 0) return name + "a weight makes no sense";
            total += weight.weight;
        }
        if (total != 1) return name + "its weights do not sum to one";
        for (std::size_t i = 0; i < n; ++i) {
            const T keep = game.delta[i], now = T(1) - keep;
            T expected = now * world.u(i, point.profile), spread = T(0);
            for (const Weight& weight : point.continuation) {
                const T share = keep * T(weight.weight);
                expected += share * points[weight.point].value[i];
                spread += share * points[weight.point].radius[i];
            }
            const T off = point.value[i] - expected, room = point.radius[i] - spread;
            if (!holds_here(room - off) || !holds_here(room + off) || !holds_here(point.radius[i]))
                return name + "its payoff does not follow from its weights";
            const T surely = point.value[i] - point.radius[i];
            for (const auto& floor : world.floors(i, point.profile)) {
                if (!holds_here(surely - floor.value)) return name + "an actor is below its floor";
            }
            for (const std::size_t action : world.departures(i, point.profile)) {
                // One that pays no more now is followed by no more either: v_i is the least of what the
                // lottery is about, wherever within their radii the points are.
                const T there = world.u(i, world.after(point.profile, i, action));
                const T breach = now * there + keep * threat[i];
                if (!holds_here(surely - breach) && !holds_here(world.u(i, point.profile) - there))
                    return name + "an actor gains by a departure";
            }
        }
    }
    return "";
}

template std::string wrong_with(const Repeated<Rational>&, const InnerProof<Rational>&);
template std::string wrong_with(const Repeated<RationalFunction>&, const InnerProof<RationalFunction>&);

}  // namespace comity::checker
