// Where a target is sustained [F4.7]: threats, floors, and what minmax values do not rule out.

#include <algorithm>

#include "comity/text/error.hpp"
#include "conditions.hpp"
#include "polygon.hpp"

namespace comity::checker {
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

/// What the others can hold an actor to: choices of theirs, and what its actions pay against each.
using Holds = std::vector<std::vector<RationalFunction>>;

/// By actor; of numbers only the minmax value.
std::vector<Holds> all_holds(const World<Rational>& world) {
    std::vector<Holds> result;
    for (const Rational& value : minmax(world)) result.push_back({{RationalFunction(value)}});
    return result;
}
std::vector<Holds> all_holds(const World<RationalFunction>& world) {
    std::vector<Holds> result(world.n());
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
IntervalSet where_held(const Holds& holds, const Slack& slack) {
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
    std::vector<Holds> holds_;  ///< by actor, under worst
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

template Sets sets(const Asked<Rational>&);
template Sets sets(const Asked<RationalFunction>&);

}  // namespace comity::checker
