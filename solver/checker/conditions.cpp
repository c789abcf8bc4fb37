#include "conditions.hpp"

#include <algorithm>

namespace comity::checker {
namespace {

/// The sign on a closed range from the values at its ends, where a line or a constant tells.
std::optional<int> sign_of_line(const Polynomial& p, const Interval& where) {
    if (p.is_constant()) return p.constant().sign();
    if (p.degree() != 1 || !where.lo.is_finite() || !where.hi.is_finite() ||
        !where.lo.number().is_rational() || !where.hi.number().is_rational())
        return std::nullopt;
    const int lo = p(where.lo.number().rational()).sign(), hi = p(where.hi.number().rational()).sign();
    if (lo == hi && lo != 0) return lo;
    return std::nullopt;
}

std::optional<int> sign_at_a_glance(const RationalFunction& x, const Interval& where) {
    const auto above = sign_of_line(x.numerator(), where), below = sign_of_line(x.denominator(), where);
    if (!above || !below || *below == 0) return std::nullopt;
    return *above * *below;
}

}  // namespace

bool holds(const RationalFunction& x, const Interval& where) {
    if (const auto sign = sign_at_a_glance(x, where)) return *sign >= 0;
    return where_not_negative(x, where) == IntervalSet(where);
}

bool holds_strictly(const RationalFunction& x, const Interval& where) {
    if (const auto sign = sign_at_a_glance(x, where)) return *sign > 0;
    return where_not_negative(x, where) == IntervalSet(where) && where_not_negative(-x, where).is_empty();
}

template <class T>
RationalFunction Asked<T>::value(std::size_t actor, std::size_t period) const {
    // (1−δ)/(1−δ^T) = 1/(1 + δ + … + δ^(T−1)).
    RationalFunction above = 0, below = 0, power = 1;
    for (std::size_t s = 0; s < path.size(); ++s) {
        above += power * u(actor, path[(period + s) % path.size()]);
        below += power;
        power *= delta[actor];
    }
    return above / below;
}

template <class T>
std::optional<RationalFunction> Asked<T>::slack(const Inequality& x) const {
    using Kind = Inequality::Kind;
    const std::size_t i = x.actor.index, period = x.period.value_or(0);
    // What the actor has: at a threat its utility, on the target's path the value of going on.
    const bool on_path = x.kind == Kind::incentive || x.period;
    if (on_path && (path.empty() || period >= path.size() || path[period] != x.profile ||
                    x.period.has_value() != (target.test == TargetTest::cycle)))
        return std::nullopt;
    const RationalFunction has = on_path ? value(i, period) : u(i, x.profile);
    const auto there = [&] { return u(i, world.after(x.profile, i, *x.deviation)); };
    if (x.kind == Kind::incentive || x.kind == Kind::stage) {
        const auto actions = world.departures(i, x.profile);
        if (!x.deviation || std::find(actions.begin(), actions.end(), *x.deviation) == actions.end())
            return std::nullopt;
    }
    const auto floor_of = [&](std::optional<std::size_t> consensus) -> std::optional<RationalFunction> {
        for (const Floor<T>& floor : world.floors(i, x.profile)) {
            if (floor.consensus == consensus) return has - RationalFunction(floor.value);
        }
        return std::nullopt;
    };
    switch (x.kind) {
        case Kind::stage:
            return has - there();
        case Kind::floor:
            return floor_of(std::nullopt);
        case Kind::consensus:
            return floor_of(x.constraint);
        case Kind::acceptance:
            if (!world.form.status_quo()) return std::nullopt;
            return has - u(i, *world.form.status_quo());
        case Kind::agreement: {
            for (const Rule<T>& rule : world.rules) {
                if (rule.constraint != x.constraint) continue;
                const auto clauses = rule.clauses(x.profile);
                if (x.clause >= clauses.size() || x.alternative >= clauses[x.clause].size())
                    return std::nullopt;
                return RationalFunction(clauses[x.clause][x.alternative]);
            }
            return std::nullopt;
        }
        case Kind::incentive:
            break;
    }
    const RationalFunction now = RationalFunction(1) - delta[i];
    switch (x.threat.kind) {
        case Threat::Kind::equilibrium:
            return has - now * there() - delta[i] * u(i, x.threat.profile);
        case Threat::Kind::exit:
            if (!world.exit[i]) return std::nullopt;
            return has - now * there() - delta[i] * RationalFunction(*world.exit[i]);
        case Threat::Kind::ignored:
            // Going on is worth w_i(t) = (1−δ) u_i(a) + δ w_i(t+1); so is what follows an ignored departure.
            return now * (u(i, x.profile) - there());
        case Threat::Kind::none:
            break;
    }
    return std::nullopt;
}

template <class T>
IntervalSet where_agreed(const World<T>& world, ProfileIndex profile, const Interval& where) {
    IntervalSet agreed = where;
    for (const Rule<T>& rule : world.rules) {
        for (const auto& clause : rule.clauses(profile)) {
            IntervalSet met;
            for (const T& slack : clause)
                met = unite(met, where_not_negative(RationalFunction(slack), where));
            agreed = intersect(agreed, met);
        }
    }
    return agreed;
}

namespace {

/// Does no departure from a profile pay, and is it worth no less than the floors?
bool is_equilibrium(const World<Rational>& world, ProfileIndex p) {
    for (std::size_t i = 0; i < world.n(); ++i) {
        for (const std::size_t action : world.departures(i, p)) {
            if (world.utility[i].less(p, world.after(p, i, action))) return false;
        }
    }
    return true;
}

IntervalSet where_stable(const World<Rational>& world, ProfileIndex p, const Interval& where) {
    if (!is_equilibrium(world, p)) return {};
    for (std::size_t i = 0; i < world.n(); ++i) {
        for (const auto& floor : world.floors(i, p)) {
            if (world.u(i, p) < floor.value) return {};
        }
    }
    return where_agreed(world, p, where);
}

IntervalSet where_stable(const World<RationalFunction>& world, ProfileIndex p, const Interval& where) {
    IntervalSet result = where;
    for (std::size_t i = 0; i < world.n(); ++i) {
        for (const std::size_t action : world.departures(i, p)) {
            if (result.is_empty()) return result;
            result = intersect(
                result,
                where_not_negative(world.utility[i][p] - world.utility[i][world.after(p, i, action)], where));
        }
        for (const auto& floor : world.floors(i, p))
            result = intersect(result, where_not_negative(world.utility[i][p] - floor.value, where));
    }
    return result.is_empty() ? result : intersect(result, where_agreed(world, p, where));
}

}  // namespace

template <class T>
std::vector<Region> equilibria(const World<T>& world, const Interval& where) {
    std::vector<Region> result;
    for (ProfileIndex p = 0; p < world.form.profiles().size(); ++p) {
        if (!world.is_allowed(p)) continue;
        IntervalSet region = where_stable(world, p, where);
        if (!region.is_empty()) result.push_back({p, std::move(region)});
    }
    return result;
}

template struct Asked<Rational>;
template struct Asked<RationalFunction>;
template std::vector<Region> equilibria(const World<Rational>&, const Interval&);
template std::vector<Region> equilibria(const World<RationalFunction>&, const Interval&);
template IntervalSet where_agreed(const World<Rational>&, ProfileIndex, const Interval&);
template IntervalSet where_agreed(const World<RationalFunction>&, ProfileIndex, const Interval&);

}  // namespace comity::checker
