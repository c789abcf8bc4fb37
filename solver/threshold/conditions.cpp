#include "conditions.hpp"

#include <algorithm>

#include "comity/question/bounds.hpp"
#include "path_value.hpp"

namespace comity {
namespace {

Inequality inequality(Inequality::Kind kind, std::size_t actor, ProfileIndex profile,
                      RationalFunction slack) {
    Inequality result;
    result.kind = kind;
    result.actor = ActorId{actor};
    result.profile = profile;
    result.slack = std::move(slack);
    return result;
}

/// A utility at a point, without a detour over functions where it is a number.
Rational number_at(Rational value, const Rational&) {
    return value;
}
Rational number_at(const RationalFunction& value, const Rational& at) {
    return value(at);
}

/// Does a profile pay less than another at a point?
bool pays_less(const PayoffRow<Rational>& row, ProfileIndex a, ProfileIndex b, const Rational&) {
    return row.less(a, b);
}
bool pays_less(const PayoffRow<RationalFunction>& row, ProfileIndex a, ProfileIndex b, const Rational& at) {
    return row[a](at) < row[b](at);
}

/// u_i − f_i for each floor of the actor at a profile.
template <class T>
std::vector<Inequality> floor_conditions(const Cell<T>& cell, std::size_t actor, ProfileIndex profile) {
    std::vector<Inequality> result;
    for (const auto& floor : floors(cell.form, cell.stage, actor, profile)) {
        result.push_back(inequality(floor.consensus ? Inequality::Kind::consensus : Inequality::Kind::floor,
                                    actor, profile,
                                    cell.utility(actor, profile) - RationalFunction(floor.value)));
        result.back().constraint = floor.consensus.value_or(0);
    }
    return result;
}

/// Every clause of the agreement constraints at a profile, as inequalities, one for each alternative.
template <class T>
std::vector<std::vector<Inequality>> agreement_clauses(const Cell<T>& cell, ProfileIndex profile) {
    std::vector<std::vector<Inequality>> result;
    for (const auto& rule : cell.stage.agreements) {
        const auto clauses = rule->clauses(profile);
        for (std::size_t c = 0; c < clauses.size(); ++c) {
            auto& clause = result.emplace_back();
            for (std::size_t k = 0; k < clauses[c].size(); ++k) {
                clause.push_back(
                    inequality(Inequality::Kind::agreement, 0, profile, RationalFunction(clauses[c][k])));
                clause.back().constraint = rule->constraint();
                clause.back().clause = c;
                clause.back().alternative = k;
            }
        }
    }
    return result;
}

/// Every alternative of a clause that a profile does not meet at a point; empty where it meets all.
template <class T>
std::vector<Inequality> broken_clause(const Cell<T>& cell, ProfileIndex profile, const Rational& at) {
    for (auto& clause : agreement_clauses(cell, profile)) {
        if (std::all_of(clause.begin(), clause.end(), [&](const Inequality& x) { return x.slack(at) < 0; }))
            return std::move(clause);
    }
    return {};
}

/// Each profile once, in the order in which they first come.
std::vector<ProfileIndex> distinct(const std::vector<ProfileIndex>& path) {
    std::vector<ProfileIndex> result;
    for (const ProfileIndex a : path) {
        if (std::find(result.begin(), result.end(), a) == result.end()) result.push_back(a);
    }
    return result;
}

/// For each clause, an alternative that is met at a point where the profile may be agreed on.
template <class T>
void add_met_clauses(const Cell<T>& cell, ProfileIndex profile, const Rational& at,
                     std::vector<Inequality>& result) {
    for (const auto& clause : agreement_clauses(cell, profile)) {
        const auto met =
            std::find_if(clause.begin(), clause.end(), [&](const Inequality& x) { return x.slack(at) >= 0; });
        if (met != clause.end()) result.push_back(*met);
    }
}

Inequality stage_condition(std::size_t actor, ProfileIndex profile, std::size_t action,
                           RationalFunction slack) {
    Inequality result = inequality(Inequality::Kind::stage, actor, profile, std::move(slack));
    result.deviation = action;
    return result;
}

bool is_cycle(const Target& target) {
    return target.test == TargetTest::cycle;
}

/// w_i(t) − f_i for each floor of the actor in each period of the path: floors bound values [F4.1].
template <class T>
std::vector<Inequality> path_floors(const Cell<T>& cell, std::size_t actor) {
    if (!is_cycle(cell.target)) return floor_conditions(cell, actor, cell.target.profile);
    std::vector<Inequality> result;
    for (std::size_t period = 0; period < cell.path.size(); ++period) {
        const auto bounds = floors(cell.form, cell.stage, actor, cell.path[period]);
        if (bounds.empty()) continue;
        const PathValue value = path_value(cell, actor, period);
        for (const auto& floor : bounds) {
            result.push_back(
                inequality(floor.consensus ? Inequality::Kind::consensus : Inequality::Kind::floor, actor,
                           cell.path[period], value.less(RationalFunction(floor.value))));
            result.back().constraint = floor.consensus.value_or(0);
            result.back().period = period;
        }
    }
    return result;
}

/// Acceptance and floors: conditions on the actor that know no deviation.
template <class T>
std::vector<Inequality> standing_conditions(const Cell<T>& cell, std::size_t actor) {
    if (cell.target.test != TargetTest::accept) return path_floors(cell, actor);
    const ProfileIndex a = cell.target.profile;
    const auto& parties = cell.target.parties;
    if (std::find(parties.begin(), parties.end(), ActorId{actor}) == parties.end()) return {};
    return {inequality(Inequality::Kind::acceptance, actor, a,
                       cell.utility(actor, a) - cell.utility(actor, *cell.status_quo))};
}

/// The incentive inequality of a deviation under a threat.
template <class T>
Inequality incentive(const Cell<T>& cell, std::size_t actor, std::size_t period, std::size_t action,
                     const Threat& threat) {
    Inequality result = inequality(Inequality::Kind::incentive, actor, cell.path[period],
                                   incentive_slack(cell, actor, period, action, threat));
    result.deviation = action;
    result.threat = threat;
    if (is_cycle(cell.target)) result.period = period;
    return result;
}

}  // namespace

template <class T>
RationalFunction incentive_slack(const Cell<T>& cell, std::size_t actor, std::size_t period,
                                 std::size_t action, const Threat& threat) {
    const ProfileIndex a = cell.path[period];
    const RationalFunction there = cell.utility(actor, cell.form.profiles().with(a, actor, action));
    const RationalFunction& delta = cell.delta[actor];
    // Ignored, v_i is w_i of the next period, and w_i = (1−δ) u_i(a) + δ v_i: what is left is the gain of
    // now.
    if (threat.kind == Threat::Kind::ignored)
        return (RationalFunction(1) - delta) * (cell.utility(actor, a) - there);
    const RationalFunction v = threat.kind == Threat::Kind::exit
                                   ? RationalFunction(*cell.stage.exit_value[actor])
                                   : cell.utility(actor, threat.profile);
    const RationalFunction breach = (RationalFunction(1) - delta) * there + delta * v;
    if (cell.path.size() == 1) return cell.utility(actor, a) - breach;
    const PathValue value = path_value(cell, actor, period);
    return value.less(breach);
}

template <class T>
std::vector<std::size_t> deviations(const Cell<T>& cell, std::size_t actor, ProfileIndex profile) {
    std::vector<std::size_t> actions;
    for (std::size_t action = 0; action < cell.form.profiles().actions(actor); ++action) {
        if (action != cell.form.profiles().action(profile, actor) && cell.stage.allowed[actor][action])
            actions.push_back(action);
    }
    return actions;
}

template <class T>
std::vector<Option> options(const Cell<T>& cell, std::size_t actor,
                            const std::vector<EquilibriumRegion>& equilibria) {
    if (cell.punishment == Punishment::exit) return {{{Threat::Kind::exit, 0}, cell.domain}};
    // Grim: any admitted stage equilibrium can be the threat, and so can going on as if nothing had happened,
    // provided that some stage equilibrium is admitted at all. Where payoffs are numbers the least is the
    // strongest everywhere, and it is enough.
    std::vector<Option> result;
    IntervalSet admitted;
    if constexpr (std::is_same_v<T, Rational>) {
        const auto& row = cell.stage.utility[actor];
        const auto least =
            std::min_element(equilibria.begin(), equilibria.end(),
                             [&](const auto& a, const auto& b) { return row.less(a.profile, b.profile); });
        if (least != equilibria.end()) {
            result.push_back({{Threat::Kind::equilibrium, least->profile}, least->where});
            admitted = least->where;
        }
        result.push_back({{Threat::Kind::ignored, 0}, admitted});
        return result;
    }
    for (const EquilibriumRegion& region : equilibria) {
        // Of threats that pay the actor the same constant, one is enough.
        const bool same = std::any_of(result.begin(), result.end(), [&](const Option& known) {
            return known.available == region.where &&
                   cell.utility(actor, known.threat.profile) == cell.utility(actor, region.profile);
        });
        if (!same) result.push_back({{Threat::Kind::equilibrium, region.profile}, region.where});
        admitted = unite(admitted, region.where);
    }
    result.push_back({{Threat::Kind::ignored, 0}, admitted});
    return result;
}

template <class T>
IntervalSet where_standing(const Cell<T>& cell, std::size_t actor) {
    IntervalSet standing = cell.domain;
    for (const Inequality& condition : standing_conditions(cell, actor))
        standing = intersect(standing, where_not_negative(condition.slack, cell.domain));
    return standing;
}

template <class T>
IntervalSet kept_by(const Cell<T>& cell, std::size_t actor,
                    const std::vector<EquilibriumRegion>& equilibria) {
    // Step 1. Conditions that stand whatever happens.
    IntervalSet kept = where_standing(cell, actor);
    if (cell.target.test == TargetTest::accept) return kept;
    // Step 2. In each period the union over threats of where every deviation is deterred by it.
    const auto ways = options(cell, actor, equilibria);
    for (std::size_t period = 0; period < cell.path.size() && !kept.is_empty(); ++period) {
        if (period > 0 && cell.stop.stop_requested()) throw Stopped();
        const auto actions = deviations(cell, actor, cell.path[period]);
        IntervalSet by_any;
        for (const Option& option : ways) {
            IntervalSet deterred = intersect(kept, option.available);
            for (const std::size_t action : actions) {
                if (deterred.is_empty()) break;
                deterred = intersect(
                    deterred, where_not_negative(incentive_slack(cell, actor, period, action, option.threat),
                                                 cell.domain));
            }
            by_any = unite(by_any, deterred);
        }
        kept = by_any;
    }
    return kept;
}

template <class T>
std::vector<Inequality> holding(const Cell<T>& cell, const Rational& at,
                                const std::vector<EquilibriumRegion>& equilibria) {
    std::vector<Inequality> result;
    for (const ProfileIndex a : distinct(cell.path)) add_met_clauses(cell, a, at, result);
    std::vector<ProfileIndex> threats;
    for (std::size_t i = 0; i < cell.form.n(); ++i) {
        // Step 1. Floors and acceptance.
        for (Inequality& condition : standing_conditions(cell, i)) result.push_back(std::move(condition));
        if (cell.target.test == TargetTest::accept) continue;
        // Step 2. In each period the first threat under which no deviation of i pays at this point.
        const auto ways = options(cell, i, equilibria);
        for (std::size_t period = 0; period < cell.path.size(); ++period) {
            for (const Option& option : ways) {
                if (!option.available.contains(AlgebraicNumber(at))) continue;
                std::vector<Inequality> mine;
                for (const std::size_t action : deviations(cell, i, cell.path[period]))
                    mine.push_back(incentive(cell, i, period, action, option.threat));
                if (!std::all_of(mine.begin(), mine.end(),
                                 [&](const Inequality& x) { return x.slack(at) >= 0; }))
                    continue;
                result.insert(result.end(), mine.begin(), mine.end());
                if (option.threat.kind == Threat::Kind::equilibrium && !mine.empty() &&
                    std::find(threats.begin(), threats.end(), option.threat.profile) == threats.end()) {
                    threats.push_back(option.threat.profile);
                }
                break;
            }
        }
    }
    // Step 3. Each threat that was used is an admitted stage equilibrium.
    for (const ProfileIndex b : threats) {
        add_met_clauses(cell, b, at, result);
        for (std::size_t j = 0; j < cell.form.n(); ++j) {
            for (Inequality& condition : floor_conditions(cell, j, b)) result.push_back(std::move(condition));
            for (const std::size_t action : deviations(cell, j, b)) {
                const ProfileIndex other = cell.form.profiles().with(b, j, action);
                result.push_back(stage_condition(j, b, action, cell.utility(j, b) - cell.utility(j, other)));
            }
        }
    }
    return result;
}

template <class T>
std::vector<Inequality> failing(const Cell<T>& cell, std::size_t actor, const Rational& at,
                                const std::vector<EquilibriumRegion>& equilibria) {
    for (Inequality& condition : standing_conditions(cell, actor)) {
        if (condition.slack(at) < 0) return {std::move(condition)};
    }
    if (cell.target.test == TargetTest::accept) return {};
    const auto ways = options(cell, actor, equilibria);
    for (std::size_t period = 0; period < cell.path.size(); ++period) {
        const auto actions = deviations(cell, actor, cell.path[period]);
        std::vector<Inequality> result;
        bool deterred = false;
        for (const Option& option : ways) {
            if (!option.available.contains(AlgebraicNumber(at))) continue;
            // The deviation that pays most.
            std::optional<Inequality> worst;
            for (const std::size_t action : actions) {
                Inequality x = incentive(cell, actor, period, action, option.threat);
                if (!worst || x.slack(at) < worst->slack(at)) worst = std::move(x);
            }
            deterred = deterred || !worst || worst->slack(at) >= 0;
            if (worst) result.push_back(std::move(*worst));
        }
        // No threat will do in this period; in others one may.
        if (!deterred) return result;
    }
    return {};
}

template <class T>
std::vector<Inequality> rejected_threats(const Cell<T>& cell, std::size_t actor, const Rational& at,
                                         const std::vector<EquilibriumRegion>& equilibria) {
    std::vector<Inequality> result;
    if (cell.target.test == TargetTest::accept || cell.punishment != Punishment::grim) return result;
    const auto pays = [&](std::size_t j, ProfileIndex p) { return number_at(cell.stage.utility[j][p], at); };
    // Step 1. The least that an admitted threat pays.
    std::optional<Rational> least;
    for (const EquilibriumRegion& region : equilibria) {
        if (!region.where.contains(AlgebraicNumber(at))) continue;
        const Rational value = pays(actor, region.profile);
        if (!least || value < *least) least = value;
    }
    // Step 2. Everything that would pay less is kept out by an agreement constraint, by a floor, or because
    // somebody gains by departing.
    const auto broken = [&](ProfileIndex c) -> std::vector<Inequality> {
        if (auto unmet = broken_clause(cell, c, at); !unmet.empty()) return unmet;
        for (std::size_t j = 0; j < cell.form.n(); ++j) {
            for (Inequality& condition : floor_conditions(cell, j, c)) {
                if (condition.slack(at) < 0) return {std::move(condition)};
            }
            const std::size_t own = cell.form.profiles().action(c, j);
            for (std::size_t action = 0; action < cell.form.profiles().actions(j); ++action) {
                if (action == own || !cell.stage.allowed[j][action]) continue;
                const ProfileIndex other = cell.form.profiles().with(c, j, action);
                if (pays_less(cell.stage.utility[j], c, other, at))
                    return {stage_condition(j, c, action, cell.utility(j, c) - cell.utility(j, other))};
            }
        }
        return {};
    };
    for (ProfileIndex c = 0; c < cell.form.profiles().size(); ++c) {
        if (c % 1024 == 1023 && cell.stop.stop_requested()) throw Stopped();
        if (!cell.stage.prescribable.front()[c] || (least && pays(actor, c) >= *least)) continue;
        for (Inequality& reason : broken(c)) result.push_back(std::move(reason));
    }
    return result;
}

template <class T>
IntervalSet where_path_agreed(const Cell<T>& cell) {
    IntervalSet agreed = cell.domain;
    for (const ProfileIndex a : distinct(cell.path))
        agreed = intersect(agreed, where_agreed(cell.stage, a, cell.domain));
    return agreed;
}

template <class T>
std::vector<Inequality> broken_agreement(const Cell<T>& cell, const Rational& at) {
    for (const ProfileIndex a : distinct(cell.path)) {
        if (auto unmet = broken_clause(cell, a, at); !unmet.empty()) return unmet;
    }
    return {};
}

#define COMITY_INSTANTIATE(T)                                                                         \
    template RationalFunction incentive_slack(const Cell<T>&, std::size_t, std::size_t, std::size_t,  \
                                              const Threat&);                                         \
    template std::vector<std::size_t> deviations(const Cell<T>&, std::size_t, ProfileIndex);          \
    template std::vector<Option> options(const Cell<T>&, std::size_t,                                 \
                                         const std::vector<EquilibriumRegion>&);                      \
    template IntervalSet where_standing(const Cell<T>&, std::size_t);                                 \
    template IntervalSet kept_by(const Cell<T>&, std::size_t, const std::vector<EquilibriumRegion>&); \
    template std::vector<Inequality> holding(const Cell<T>&, const Rational&,                         \
                                             const std::vector<EquilibriumRegion>&);                  \
    template std::vector<Inequality> failing(const Cell<T>&, std::size_t, const Rational&,            \
                                             const std::vector<EquilibriumRegion>&);                  \
    template IntervalSet where_path_agreed(const Cell<T>&);                                           \
    template std::vector<Inequality> broken_agreement(const Cell<T>&, const Rational&);               \
    template std::vector<Inequality> rejected_threats(const Cell<T>&, std::size_t, const Rational&,   \
                                                      const std::vector<EquilibriumRegion>&);
COMITY_INSTANTIATE(Rational)
COMITY_INSTANTIATE(RationalFunction)
#undef COMITY_INSTANTIATE

}  // namespace comity
