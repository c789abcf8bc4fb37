#include "conditions.hpp"

#include <algorithm>

#include "comity/text/error.hpp"
#include "polygon.hpp"

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

namespace {

/// Calls f once for everything that the others can do against an actor: with the profiles that its own
/// allowed actions then lead to.
template <class T, class F>
void each_hold(const World<T>& world, std::size_t actor, const F& f) {
    const ProfileSpace& profiles = world.form.profiles();
    for (ProfileIndex p = 0; p < profiles.size(); ++p) {
        if (profiles.action(p, actor) != 0) continue;
        bool allowed = true;
        for (std::size_t j = 0; j < world.n() && allowed; ++j)
            allowed = j == actor || world.allowed[j][profiles.action(p, j)];
        if (!allowed) continue;
        std::vector<ProfileIndex> replies;
        for (std::size_t action = 0; action < profiles.actions(actor); ++action) {
            if (world.allowed[actor][action]) replies.push_back(profiles.with(p, actor, action));
        }
        f(replies);
    }
}

/// What the others can hold each actor to: choices of theirs, and what the actor's actions pay against each.
/// Of numbers only the minmax value.
std::vector<std::vector<std::vector<RationalFunction>>> all_holds(const World<Rational>& world) {
    std::vector<std::vector<std::vector<RationalFunction>>> result;
    for (const Rational& value : minmax(world)) result.push_back({{RationalFunction(value)}});
    return result;
}
std::vector<std::vector<std::vector<RationalFunction>>> all_holds(const World<RationalFunction>& world) {
    std::vector<std::vector<std::vector<RationalFunction>>> result(world.n());
    for (std::size_t i = 0; i < world.n(); ++i) {
        each_hold(world, i, [&](const std::vector<ProfileIndex>& replies) {
            auto& values = result[i].emplace_back();
            for (const ProfileIndex p : replies) values.push_back(world.utility[i][p]);
        });
    }
    return result;
}

/// Where `slack(v)` ≥ 0 for the minmax value v of an actor; slack falls where v rises.
template <class Slack>
IntervalSet where_held(const std::vector<std::vector<RationalFunction>>& holds, const Slack& slack) {
    IntervalSet result;
    for (const auto& values : holds) {
        std::optional<IntervalSet> held;
        for (const RationalFunction& value : values) {
            const IntervalSet each = slack(value);
            held = held ? intersect(*held, each) : each;
        }
        if (held) result = unite(result, *held);
    }
    return result;
}

/// A threat and where it can be made.
struct Option {
    Threat threat;
    IntervalSet where;
};

template <class T>
class SetFinder {
  public:
    explicit SetFinder(const Asked<T>& asked) : asked_(asked), world_(asked.world), n_(asked.world.n()) {}

    Sets run() {
        demand_what_is_asked_for();
        const TargetTest test = asked_.target.test;
        const bool worst = asked_.punishment == Punishment::worst;
        if (world_.worst) {
            for (const ProfileIndex p : *world_.worst) equilibria_.push_back({p, asked_.where});
        } else if (asked_.punishment && asked_.punishment != Punishment::exit) {
            equilibria_ = equilibria(world_, asked_.where);
        }
        if (test == TargetTest::set) return of_set();
        Sets sets;
        const bool allowed = std::all_of(asked_.path.begin(), asked_.path.end(),
                                         [&](ProfileIndex a) { return world_.is_allowed(a); });
        if (allowed) {
            sets.agreed = asked_.where;
            for (const ProfileIndex a : asked_.path)
                sets.agreed = intersect(sets.agreed, where_agreed(world_, a, asked_.where));
        }
        sets.sustained = sets.agreed;
        for (std::size_t i = 0; i < n_; ++i) {
            sets.by_actor.push_back(allowed ? kept_by(i) : IntervalSet());
            sets.sustained = intersect(sets.sustained, sets.by_actor.back());
        }
        if (worst) holds_ = all_holds(world_);
        if (!worst) {
            sets.possible = sets.sustained;
        } else if (test == TargetTest::payoff) {
            sets.possible = asked_.where;
            for (std::size_t i = 0; i < n_; ++i)
                sets.possible = intersect(sets.possible, payoff_not_ruled_out(i));
        } else {
            sets.possible = sets.agreed;
            for (std::size_t i = 0; i < n_; ++i)
                sets.possible = intersect(sets.possible, path_not_ruled_out(i));
        }
        sets.possible = unite(sets.possible, sets.sustained);
        return sets;
    }

  private:
    /// An archive may ask a model for what it does not have.
    void demand_what_is_asked_for() const {
        const auto refuse = [](const char* what) {
            throw Error(ErrorKind::bad_model, std::string("the model has no ") + what);
        };
        if (!asked_.punishment && !world_.form.status_quo()) refuse("status quo");
        if (asked_.punishment && asked_.delta.size() != n_) refuse("discount factors");
        const bool large = !world_.by_issue.empty();
        if (large && (asked_.punishment == Punishment::worst || is_about_payoffs(asked_.target)))
            refuse("so few profiles that this could be asked about it");
        if (asked_.punishment == Punishment::exit &&
            !std::all_of(world_.exit.begin(), world_.exit.end(), [](const auto& e) { return e.has_value(); }))
            refuse("exit rule");
    }

    IntervalSet keep(const RationalFunction& slack) const { return where_not_negative(slack, asked_.where); }

    /// Floors along the path, or acceptance: what knows no departure.
    IntervalSet standing(std::size_t i) const {
        IntervalSet result = asked_.where;
        if (!asked_.punishment) {
            const auto& parties = asked_.target.parties;
            if (std::find(parties.begin(), parties.end(), ActorId{i}) == parties.end()) return result;
            return keep(asked_.u(i, asked_.path.front()) - asked_.u(i, *world_.form.status_quo()));
        }
        for (std::size_t t = 0; t < asked_.path.size(); ++t) {
            for (const auto& floor : world_.floors(i, asked_.path[t]))
                result = intersect(result, keep(asked_.value(i, t) - RationalFunction(floor.value)));
        }
        return result;
    }

    /// What a departure of i can be answered with. Where utilities are numbers the stage equilibrium that is
    /// worst for i is the hardest everywhere.
    std::vector<Option> options(std::size_t i) const {
        if (asked_.punishment == Punishment::exit) return {{{Threat::Kind::exit, 0}, asked_.where}};
        std::vector<Option> result;
        IntervalSet any;
        for (const Region& region : equilibria_) {
            any = unite(any, region.where);
            bool same = false;
            for (Option& option : result) {
                if constexpr (std::is_same_v<T, Rational>) {
                    // Agreement constraints are numbers as well: every region is the whole.
                    if (world_.u(i, region.profile) < world_.u(i, option.threat.profile))
                        option.threat.profile = region.profile;
                    same = true;
                } else {
                    same = same || (option.where == region.where &&
                                    world_.u(i, option.threat.profile) == world_.u(i, region.profile));
                }
            }
            if (!same) result.push_back({{Threat::Kind::equilibrium, region.profile}, region.where});
        }
        result.push_back({{Threat::Kind::ignored, 0}, any});
        return result;
    }

    /// Departures that tell of all: where utilities are numbers the one that pays most now, since it counts
    /// 1−δ ≥ 0 times.
    std::vector<std::size_t> telling_departures(std::size_t i, ProfileIndex profile) const {
        std::vector<std::size_t> all = world_.departures(i, profile);
        if constexpr (std::is_same_v<T, Rational>) {
            std::optional<std::pair<Rational, std::size_t>> most;
            for (const std::size_t action : all) {
                const Rational there = world_.u(i, world_.after(profile, i, action));
                if (!most || most->first < there) most = {there, action};
            }
            if (most) all = {most->second};
        }
        return all;
    }

    IntervalSet kept_by(std::size_t i) const {
        IntervalSet kept = standing(i);
        if (!asked_.punishment) return kept;
        const auto ways = options(i);
        for (std::size_t t = 0; t < asked_.path.size() && !kept.is_empty(); ++t) {
            IntervalSet deterred;
            for (const Option& option : ways) {
                IntervalSet each = intersect(kept, option.where);
                for (const std::size_t action : telling_departures(i, asked_.path[t])) {
                    if (each.is_empty()) break;
                    each = intersect(each, keep(incentive(i, t, action, option.threat)));
                }
                deterred = unite(deterred, each);
            }
            kept = deterred;
        }
        return kept;
    }

    RationalFunction incentive(std::size_t i, std::size_t period, std::size_t action,
                               const Threat& threat) const {
        Inequality x;
        x.actor = ActorId{i};
        x.profile = asked_.path[period];
        x.deviation = action;
        x.threat = threat;
        if (asked_.target.test == TargetTest::cycle) x.period = period;
        return *asked_.slack(x);
    }

    /// No threat is worse than the minmax value [F4.1].
    IntervalSet path_not_ruled_out(std::size_t i) const {
        IntervalSet result = standing(i);
        for (std::size_t t = 0; t < asked_.path.size() && !result.is_empty(); ++t) {
            const RationalFunction value = asked_.value(i, t), now = RationalFunction(1) - asked_.delta[i];
            for (const std::size_t action : world_.departures(i, asked_.path[t])) {
                const RationalFunction there = now * asked_.u(i, world_.after(asked_.path[t], i, action));
                result = intersect(result, where_held(holds_[i], [&](const RationalFunction& v) {
                                       return keep(value - there - asked_.delta[i] * v);
                                   }));
            }
        }
        return result;
    }

    /// Every equilibrium pays i at least its exit floor and its minmax value.
    IntervalSet payoff_not_ruled_out(std::size_t i) const {
        const RationalFunction u = asked_.u(i, asked_.target.profile);
        IntervalSet result = where_held(holds_[i], [&](const RationalFunction& v) { return keep(u - v); });
        if (world_.exit_is_floor && world_.exit[i])
            result = intersect(result, keep(u - RationalFunction(*world_.exit[i])));
        return result;
    }

    Sets of_set() const {
        Sets sets;
        sets.by_actor.assign(n_, asked_.where);
        sets.agreed = asked_.where;
        for (const Region& region : equilibria_) {
            IntervalSet inside = region.where;
            for (const PayoffHalfPlane& half : asked_.target.set) {
                RationalFunction slack = -RationalFunction(half.at_least);
                for (std::size_t i = 0; i < n_; ++i)
                    slack += RationalFunction(half.weights[i]) * asked_.u(i, region.profile);
                inside = intersect(inside, keep(slack));
            }
            sets.sustained = unite(sets.sustained, inside);
        }
        sets.possible = asked_.where;
        if constexpr (std::is_same_v<T, Rational>) {
            if (n_ == 2 && asked_.delta[0] == asked_.delta[1] && !is_feasible())
                sets.possible = sets.sustained;
        }
        return sets;
    }

    /// With one common δ every equilibrium payoff is a mean of payoffs of one period, at least minmax and
    /// exit.
    bool is_feasible() const {
        if constexpr (std::is_same_v<T, Rational>) {
            std::vector<Point> payoffs;
            for (ProfileIndex p = 0; p < world_.form.profiles().size(); ++p) {
                if (world_.is_allowed(p)) payoffs.push_back({world_.u(0, p), world_.u(1, p)});
            }
            std::vector<Point> polygon = hull(payoffs);
            const auto least = minmax(world_);
            for (std::size_t i = 0; i < 2; ++i) {
                Point down{0, 0};
                down[i] = -1;
                polygon = clip(polygon, down, -least[i]);
                if (world_.exit_is_floor && world_.exit[i]) polygon = clip(polygon, down, -*world_.exit[i]);
            }
            for (const PayoffHalfPlane& half : asked_.target.set)
                polygon = clip(polygon, {-half.weights[0], -half.weights[1]}, -half.at_least);
            return !polygon.empty();
        }
        return true;
    }

    const Asked<T>& asked_;
    const World<T>& world_;
    std::size_t n_;
    std::vector<Region> equilibria_;
    std::vector<std::vector<std::vector<RationalFunction>>> holds_;  ///< by actor, under worst
};

}  // namespace

std::vector<Rational> minmax(const World<Rational>& world) {
    std::vector<Rational> result;
    for (std::size_t i = 0; i < world.n(); ++i) {
        const PayoffTable& row = world.utility[i];
        std::optional<ProfileIndex> least;
        each_hold(world, i, [&](const std::vector<ProfileIndex>& replies) {
            ProfileIndex best = replies.front();
            for (const ProfileIndex p : replies) {
                if (row.less(best, p)) best = p;
            }
            if (!least || row.less(best, *least)) least = best;
        });
        result.push_back(row[*least]);
    }
    return result;
}

template <class T>
Sets sets(const Asked<T>& asked) {
    return SetFinder<T>(asked).run();
}

void unite(Sets& all, const Sets& part) {
    all.by_actor.resize(part.by_actor.size());
    for (std::size_t i = 0; i < part.by_actor.size(); ++i)
        all.by_actor[i] = unite(all.by_actor[i], part.by_actor[i]);
    all.agreed = unite(all.agreed, part.agreed);
    all.sustained = unite(all.sustained, part.sustained);
    all.possible = unite(all.possible, part.possible);
}

template struct Asked<Rational>;
template struct Asked<RationalFunction>;
template std::vector<Region> equilibria(const World<Rational>&, const Interval&);
template std::vector<Region> equilibria(const World<RationalFunction>&, const Interval&);
template IntervalSet where_agreed(const World<Rational>&, ProfileIndex, const Interval&);
template IntervalSet where_agreed(const World<RationalFunction>&, ProfileIndex, const Interval&);
template Sets sets(const Asked<Rational>&);
template Sets sets(const Asked<RationalFunction>&);

}  // namespace comity::checker
