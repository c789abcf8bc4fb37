// What an archive says of the agreements of one question, in parts that are proved one by one.

#include <algorithm>

#include "rules.hpp"

namespace comity::checker {
namespace {

using Status = AgreementFinding::Status;

/// What an agreement plays in each issue.
Cells cells_of(const Model& model, const AgreementFinding::Agreement& agreement) {
    Cells cells;
    std::vector<std::size_t> next(model.actors.size(), 0);
    for (const IssueDeclaration& declared : model.issues) {
        Profile play;
        for (const ActorId who : declared.issue.members)
            play.push_back(agreement.actions[who.index][next[who.index]++]);
        cells.push_back(declared.issue.space().encode(play));
    }
    return cells;
}

/// Why one agreement is not sustained, or not worth what is said; "".
std::string wrong_with(const Rules& rules, const Model& model, const AgreementFinding& finding,
                       const AgreementFinding::Agreement& agreement) {
    const Cells cells = cells_of(model, agreement);
    std::vector<Rational> utility(rules.n(), 0);
    for (std::size_t k = 0; k < rules.games().size(); ++k) {
        const Linked& game = rules.games()[k];
        const World<Rational>& world = game.world();
        Target target;
        target.profile = game.profile(cells);
        std::vector<RationalFunction> delta(world.delta.begin(), world.delta.end());
        const Asked<Rational> asked{world, target, finding.punishment, Interval::point(Rational(0)), delta};
        if (!game.may_be_agreed(target.profile)) return "it may not be agreed on";
        // Step 1. Every inequality is the game's, and holds.
        for (const Inequality& x : agreement.holds[k]) {
            const auto slack = asked.slack(x);
            if (!slack || x.slack != *slack) return "an inequality is not the game's";
            if (x.slack.constant() < 0) return "an inequality does not hold";
        }
        // Step 2. One of them says what deters each actor; it deters every departure.
        for (std::size_t i = 0; i < rules.n(); ++i) {
            utility[i] += world.u(i, target.profile);
            const auto departures = world.departures(i, target.profile);
            if (departures.empty()) continue;
            const auto& list = agreement.holds[k];
            const auto found = std::find_if(list.begin(), list.end(), [&](const Inequality& x) {
                return x.kind == Inequality::Kind::incentive && x.actor == ActorId{i};
            });
            if (found == list.end()) return "nothing says why an actor keeps to it";
            const Threat& threat = found->threat;
            if ((threat.kind == Threat::Kind::exit) != (finding.punishment == Punishment::exit))
                return "a threat is not the punishment's";
            if (threat.kind == Threat::Kind::equilibrium && !game.is_admitted(threat.profile))
                return "a threat is no equilibrium";
            Inequality each = *found;
            for (const std::size_t action : departures) {
                each.deviation = action;
                if (asked.slack(each)->constant() < 0) return "a departure pays";
            }
        }
    }
    if (utility != agreement.utilities) return "a utility is another";
    for (std::size_t i = 0; i < rules.n(); ++i) {
        if (value_at(rules.gain(i), cells) != agreement.gains[i]) return "a gain is another";
    }
    for (std::size_t k = 0; k < finding.values.size(); ++k) {
        if (value_at(rules.goal(finding.objectives[k]), cells) != finding.values[k])
            return "a value is another";
    }
    return "";
}

/// Restricts what one member does in an issue.
template <class Wanted>
void restrict(Task& task, const Issue& issue, std::size_t s, std::size_t member, const Wanted& wanted) {
    const ProfileSpace space = issue.space();
    for (ProfileIndex cell = 0; cell < space.size(); ++cell) {
        if (!wanted(space.action(cell, member))) task.possible[s][cell] = false;
    }
}

/// Is anything under these conditions earlier in the order of profiles: actor by actor, issue by issue?
bool has_earlier(const Rules& rules, Task task, const Cells& cells) {
    for (std::size_t i = 0; i < rules.n(); ++i) {
        for (std::size_t s = 0; s < cells.size(); ++s) {
            const Issue& issue = rules.issues()[s].issue;
            const auto member = issue.member(ActorId{i});
            if (!member) continue;
            const std::size_t here = issue.space().action(cells[s], *member);
            Task less = task;
            restrict(less, issue, s, *member, [&](std::size_t action) { return action < here; });
            if (here > 0 && rules.find(less)) return true;
            restrict(task, issue, s, *member, [&](std::size_t action) { return action == here; });
        }
    }
    return false;
}

/// The best is what is listed, or nothing is.
std::string wrong_with_optimum(const Rules& rules, const Model& model, const AgreementFinding& finding) {
    if (finding.agreements.size() != (finding.status == Status::empty ? 0 : 1) ||
        finding.values.size() != (finding.status == Status::empty ? 0 : finding.objectives.size()))
        return "it is not said what the best is";
    for (const Side side : rules.sides()) {
        auto task = rules.conditions(side);
        if (!task) continue;
        if (rules.has_better(*task, finding.values))
            return finding.values.empty() ? "something is sustained" : "something is better";
        if (finding.agreements.empty()) continue;
        for (std::size_t k = 0; k < finding.values.size(); ++k)
            task->reached.emplace_back(rules.goal(finding.objectives[k]), finding.values[k]);
        if (has_earlier(rules, *task, cells_of(model, finding.agreements.front())))
            return "something earlier is as good";
    }
    return "";
}

/// Nothing has more of an objective than the bound, if the objectives before it are worth what is said. The
/// bound is of the last objective that has a value, or of the first one.
std::string wrong_with_bound(const Rules& rules, const AgreementFinding& finding) {
    const std::size_t last = finding.values.empty() ? 0 : finding.values.size() - 1;
    const Goal goal = rules.goal(finding.objectives[last]);
    // Everything at its best by itself is quickly told.
    if (most(goal) <= *finding.bound && last == 0) return "";
    auto task = rules.conditions(rules.sides().back());
    if (!task) return "";
    const std::vector<Rational> settled(finding.values.begin(),
                                        finding.values.begin() + static_cast<std::ptrdiff_t>(last));
    if (!settled.empty() && rules.has_better(*task, settled)) return "something is better";
    for (std::size_t k = 0; k < last; ++k)
        task->reached.emplace_back(rules.goal(finding.objectives[k]), settled[k]);
    task->more = goal;
    task->than = *finding.bound;
    return rules.find(*task) ? "something has more" : "";
}

/// Somebody goes deeper somewhere than at `cells`.
Clause not_below(const Rules& rules, const Cells& cells) {
    Sum deeper{-1, {}};
    for (std::size_t s = 0; s < cells.size(); ++s) {
        const ProfileSpace space = rules.issues()[s].issue.space();
        auto& terms = deeper.terms.emplace_back();
        for (ProfileIndex cell = 0; cell < space.size(); ++cell) {
            terms.emplace_back(0);
            for (std::size_t m = 0; m < space.actors(); ++m)
                terms.back() += space.action(cell, m) > space.action(cells[s], m) ? 1 : 0;
        }
    }
    return {std::move(deeper)};
}

std::string wrong_with_maximal(const Rules& rules, const Model& model, const AgreementFinding& finding) {
    if (finding.agreements.empty() != (finding.status == Status::empty) || !finding.values.empty())
        return "it is not said what is maximal";
    const auto conditions = rules.conditions(Side::sure);
    if (!conditions)
        return finding.agreements.empty() && finding.all_listed ? "" : "no breach can be punished";
    Task others = *conditions;
    const Goal depth = rules.goal(Objective::maximal);
    for (const auto& agreement : finding.agreements) {
        const Cells cells = cells_of(model, agreement);
        Task deeper = *conditions;
        for (std::size_t s = 0; s < cells.size(); ++s) {
            const Issue& issue = model.issues[s].issue;
            for (std::size_t m = 0; m < issue.members.size(); ++m) {
                const std::size_t here = issue.space().action(cells[s], m);
                restrict(deeper, issue, s, m, [&](std::size_t action) { return action >= here; });
            }
        }
        deeper.more = depth;
        deeper.than = value_at(depth, cells);
        if (rules.find(deeper)) return "something that is listed can be deepened";
        others.clauses.push_back(not_below(rules, cells));
    }
    const bool more = rules.find(others).has_value();
    if (more && finding.all_listed)
        return finding.agreements.empty() ? "something is sustained" : "one is missing";
    if (!more && !finding.all_listed) return "there are no more";
    return "";
}

/// The model without some constraints. Under expulsion an exit rule is the punishment itself: only the floor
/// goes.
Model without(const Model& model, const std::vector<std::size_t>& constraints, Punishment punishment) {
    Model result = model;
    result.constraints.clear();
    for (std::size_t c = 0; c < model.constraints.size(); ++c) {
        ConstraintDeclaration each = model.constraints[c];
        if (std::find(constraints.begin(), constraints.end(), c) != constraints.end()) {
            auto* exit = std::get_if<ExitValues>(&each.what);
            if (exit == nullptr || punishment != Punishment::exit) continue;
            exit->withdrawal = false;
        }
        result.constraints.push_back(std::move(each));
    }
    return result;
}

/// Constraints one by one, and pairs where none binds by itself.
std::string wrong_with_releases(Library& library, const AgreementFinding& finding) {
    const Model& model = library.model();
    std::vector<std::size_t> present, binding;
    for (std::size_t c = 0; c < model.constraints.size(); ++c) {
        const auto& lenses = model.constraints[c].lenses;
        if (lenses.empty() || std::find(lenses.begin(), lenses.end(), finding.lens) != lenses.end())
            present.push_back(c);
    }
    const auto is_better = [&](const std::vector<Rational>& values) {
        return std::lexicographical_compare(finding.values.begin(), finding.values.end(), values.begin(),
                                            values.end());
    };
    const bool costs = std::any_of(
        finding.releases.begin(), finding.releases.end(),
        [&](const auto& release) { return release.constraints.size() == 1 && is_better(release.values); });
    std::vector<std::vector<std::size_t>> sets;
    for (const std::size_t c : present) sets.push_back({c});
    for (std::size_t a = 0; !costs && a < present.size(); ++a) {
        for (std::size_t b = a + 1; b < present.size(); ++b) sets.push_back({present[a], present[b]});
    }
    auto next = finding.releases.begin();
    for (const auto& set : sets) {
        const bool listed = next != finding.releases.end() && next->constraints == set;
        // Under the worst equilibrium what is not listed is open.
        if (!listed && finding.punishment == Punishment::worst) continue;
        if (!listed && set.size() == 1) return "it is not said what a constraint costs";
        const Model other = without(model, set, finding.punishment);
        const Rules rules(other, library.game(), finding, library.stop());
        if (!listed) {
            if (rules.is_beaten(finding.values)) return "a pair is missing";
            continue;
        }
        const std::vector<Rational> values = (next++)->values;
        if (!values.empty() && values.size() != finding.objectives.size()) return "a value is missing";
        if (set.size() == 2 && !is_better(values)) return "a pair is named that is not in the way";
        if (!rules.wrong_with_best(values).empty())
            return "without some constraints it is worth another amount";
        if (values != finding.values && set.size() == 1) binding.push_back(set.front());
    }
    if (next != finding.releases.end()) return "constraints are named that do not apply";
    return binding == finding.binding_constraints ? "" : "other constraints bind";
}

}  // namespace

std::string wrong_with_sustained(Library& library, const AgreementFinding& finding) {
    const Model& model = library.model();
    const Rules rules(model, library.game(), finding, library.stop());
    for (const auto& agreement : finding.agreements) {
        if (std::string wrong = wrong_with(rules, model, finding, agreement); !wrong.empty()) return wrong;
    }
    return "";
}

std::string wrong_with_best(Library& library, const AgreementFinding& finding) {
    const Rules rules(library.model(), library.game(), finding, library.stop());
    // A limit may have come before the threats were known; then a bound is all there is.
    if (finding.status == Status::undecided && finding.threats.empty() && finding.agreements.empty())
        return wrong_with_bound(rules, finding);
    const std::size_t games = rules.games().size();
    if (finding.threats.size() != (rules.has_threats() ? games : 0)) return "a threat is missing";
    for (std::size_t k = 0; k < finding.threats.size(); ++k) {
        for (std::size_t i = 0; i < rules.n(); ++i) {
            if (rules.threat(k, i) != finding.threats[k][i]) return "a threat is another";
        }
    }
    if (finding.status == Status::undecided) return wrong_with_bound(rules, finding);
    if (finding.objectives.front() == Objective::maximal)
        return wrong_with_maximal(rules, library.model(), finding);
    return wrong_with_optimum(rules, library.model(), finding);
}

std::string wrong_with_binding(Library& library, const AgreementFinding& finding) {
    const Rules rules(library.model(), library.game(), finding, library.stop());
    for (std::size_t i = 0; i < rules.n(); ++i) {
        // A state binds if without its incentive something is better.
        const auto task = rules.conditions(Side::sure, i);
        const auto& named = finding.binding_actors;
        const bool binds = std::find(named.begin(), named.end(), ActorId{i}) != named.end();
        if (binds != (task && rules.has_better(*task, finding.values))) return "other states bind";
    }
    return wrong_with_releases(library, finding);
}

}  // namespace comity::checker
