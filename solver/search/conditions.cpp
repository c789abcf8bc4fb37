// An actor keeps to the agreement a if, for every departure,
//
//     u_i(a) ≥ (1−δ_i) u_i(a_i', a_−i) + δ_i v_i.
//
// The left side and the best departure are sums over issues, because actions are chosen issue by issue and
// utilities add up. Where some departure pays, the best one is the best reply in every issue at once, which
// gives one sum "row ≥ 0". Where none does, the condition is void if reversion that would reward a breach is
// left out; else the cheapest single change counts.

#include "conditions.hpp"

#include <algorithm>

#include "comity/question/bounds.hpp"

namespace comity {
namespace {

/// The best that a member of an issue can get there with its allowed actions, against what the others play:
/// by cell.
std::vector<Integer> best_replies(const std::vector<Integer>& u, const ProfileSpace& space,
                                  std::size_t member, const std::vector<bool>& allowed) {
    std::vector<Integer> result(u.size());
    for (ProfileIndex first = 0; first < space.size(); ++first) {
        if (space.action(first, member) != 0) continue;
        const Integer* best = nullptr;
        for (std::size_t action = 0; action < allowed.size(); ++action) {
            const Integer& value = u[space.with(first, member, action)];
            if (allowed[action] && (best == nullptr || *best < value)) best = &value;
        }
        for (std::size_t action = 0; action < allowed.size(); ++action) {
            const ProfileIndex cell = space.with(first, member, action);
            result[cell] = best != nullptr ? *best : u[cell];
        }
    }
    return result;
}

/// The least common denominator of a table's numbers and `unit`.
Integer common_unit(const PayoffTable& table, Integer unit) {
    return table.visit([&](const auto& numbers) {
        using Number = std::remove_cvref_t<decltype(numbers.front())>;
        if constexpr (std::is_same_v<Number, Rational>) {
            for (const Rational& each : numbers) {
                const Integer& below = denominator(each);
                if (unit % below != 0) unit = lcm(unit, below);
            }
        } else {
            unit = lcm(unit, table.denominator());
        }
        return unit;
    });
}

/// A table's numbers times a multiple of all denominators.
std::vector<Integer> times(const PayoffTable& table, const Integer& unit) {
    std::vector<Integer> result;
    result.reserve(table.size());
    table.visit([&](const auto& numbers) {
        using Number = std::remove_cvref_t<decltype(numbers.front())>;
        const Integer factor = unit / table.denominator();
        for (const Number& each : numbers) {
            if constexpr (std::is_same_v<Number, Rational>) {
                result.push_back(Integer(numerator(each)) * (unit / Integer(denominator(each))));
            } else if constexpr (std::is_same_v<Number, Int128>) {
                result.push_back(to_integer(each) * factor);
            } else {
                result.push_back(each * factor);
            }
        }
    });
    return result;
}

}  // namespace

Conditions::Conditions(SplitQuestion question, std::vector<Rational> delta, std::vector<std::size_t> place,
                       std::size_t issues)
    : question_(std::move(question)), delta_(std::move(delta)), place_(std::move(place)), issues_(issues) {
    const GameForm& form = question_.form();
    for (std::size_t i = 0; i < n(); ++i) {
        Integer& unit = unit_.emplace_back(1);
        for (const auto& tables : question_.utility) unit = common_unit(tables[i], unit);
    }
    for (std::size_t s = 0; s < form.issues().size(); ++s) {
        const Issue& issue = form.issues()[s];
        const ProfileSpace space = issue.space();
        auto& u = u_.emplace_back();
        auto& best = best_.emplace_back();
        for (std::size_t i = 0; i < n(); ++i) {
            u.push_back(times(question_.utility[s][i], unit_[i]));
            const auto member = issue.member(ActorId{i});
            best.push_back(member ? best_replies(u[i], space, *member, question_.allowed[s][*member]) : u[i]);
        }
        auto& allowed = allowed_.emplace_back(space.size(), true);
        for (ProfileIndex cell = 0; cell < space.size(); ++cell) {
            for (std::size_t m = 0; m < issue.members.size(); ++m)
                allowed[cell] = allowed[cell] && question_.allowed[s][m][space.action(cell, m)];
        }
    }
}

void Conditions::allow(Program& program) const {
    program.possible.resize(issues_);
    program.spaces.resize(issues_);
    for (std::size_t s = 0; s < place_.size(); ++s) {
        program.possible[place_[s]] = allowed_[s];
        program.spaces[place_[s]] = question_.form().issues()[s].space();
    }
}

void Conditions::allow_equilibria(Program& program) const {
    allow(program);
    for (std::size_t s = 0; s < place_.size(); ++s) {
        std::vector<bool>& possible = program.possible[place_[s]];
        for (ProfileIndex cell = 0; cell < possible.size(); ++cell) {
            for (std::size_t i = 0; i < n(); ++i) {
                if (u_[s][i][cell] < best_[s][i][cell]) possible[cell] = false;
            }
        }
    }
}

template <class Sum>
Sum Conditions::lifted(Sum sum) const {
    Sum result{sum.constant, std::vector<typename decltype(sum.terms)::value_type>(issues_)};
    for (std::size_t s = 0; s < sum.terms.size(); ++s) result.terms[place_[s]] = std::move(sum.terms[s]);
    return result;
}

std::pair<WholeSum, Integer> Conditions::combined(std::size_t actor, const Rational& utility,
                                                  const Rational& best, const Rational& constant) const {
    Integer scale = lcm(Integer(denominator(utility)), Integer(denominator(best)));
    scale *= denominator(Rational(constant * Rational(scale * unit_[actor])));
    const Integer of_utility = numerator(Rational(utility * Rational(scale))),
                  of_best = numerator(Rational(best * Rational(scale)));
    const Integer unit = scale * unit_[actor];
    WholeSum sum{numerator(Rational(constant * Rational(unit))), {}};
    for (std::size_t s = 0; s < u_.size(); ++s) {
        auto& terms = sum.terms.emplace_back();
        terms.reserve(u_[s][actor].size());
        for (std::size_t cell = 0; cell < u_[s][actor].size(); ++cell) {
            terms.push_back(of_utility * u_[s][actor][cell]);
            if (of_best != 0) terms.back() += of_best * best_[s][actor][cell];
        }
    }
    return {lifted(std::move(sum)), unit};
}

WholeSum Conditions::utility(std::size_t actor) const {
    return combined(actor, 1, 0, question_.constant[actor]).first;
}

WholeSum Conditions::not_tempted(std::size_t actor) const {
    return combined(actor, 1, -1, 0).first;
}

std::pair<WholeSum, Integer> Conditions::incentive(std::size_t actor, const Rational& value) const {
    const Rational& delta = delta_[actor];
    return combined(actor, 1, delta - 1, delta * (question_.constant[actor] - value));
}

void Conditions::add_bounds(Program& program) const {
    for (const auto& rule : question_.agreements) {
        for (auto& clause : rule->sums()) {
            SumClause added;
            for (auto& sum : clause) added.alternatives.push_back(whole(lifted(std::move(sum))));
            program.clauses.push_back(std::move(added));
        }
    }
    for (std::size_t i = 0; i < n(); ++i) {
        if (!question_.floor[i]) continue;
        const Rational constant = question_.constant[i] - *question_.floor[i];
        program.clauses.push_back({{combined(i, 1, 0, constant).first}});
    }
    const auto status_quo = question_.form().status_quo();
    for (const auto& consent : question_.consensus) {
        IssueSum<Rational> lower;  // 0 where nothing is raised, less where something is
        for (const auto& raises : consent.raises) {
            auto& terms = lower.terms.emplace_back();
            for (const bool raised : raises) terms.emplace_back(raised ? -1 : 0);
        }
        const WholeSum nothing_raised = whole(lifted(std::move(lower)));
        for (std::size_t i = 0; i < n(); ++i) {
            if (!consent.who[i]) continue;
            WholeSum above = combined(i, 1, 0, 0).first;
            for (std::size_t s = 0; s < u_.size(); ++s)
                above.constant -= u_[s][i][question_.form().issue_profile(*status_quo, s)];
            program.clauses.push_back({{std::move(above), nothing_raised}});
        }
    }
}

void Conditions::add_incentive(Program& program, std::size_t actor, const Punished& punished) const {
    if (is_bound(actor)) return;
    // Where nobody tempts the actor its incentive is δ (u − v), and u is at least what it gets in the worst
    // cells without a temptation.
    Rational untempted = question_.constant[actor];
    bool can_be = true;
    for (std::size_t s = 0; s < u_.size() && can_be; ++s) {
        const Integer* least = nullptr;
        for (std::size_t cell = 0; cell < u_[s][actor].size(); ++cell) {
            const Integer& u = u_[s][actor][cell];
            if (allowed_[s][cell] && u == best_[s][actor][cell] && (least == nullptr || u < *least))
                least = &u;
        }
        can_be = least != nullptr;
        if (can_be) untempted += Rational(*least, unit_[actor]);
    }
    auto [row, unit] = incentive(actor, punished.value);
    SumClause clause{{std::move(row)}};
    if (can_be && punished.value > untempted) {
        clause.alternatives.push_back(not_tempted(actor));
        const Rational most = delta_[actor] * (punished.value - untempted) * Rational(unit);
        clause.loosened = Integer(numerator(most) / denominator(most) + 1);
    }
    program.clauses.push_back(std::move(clause));
}

void Conditions::add_incentive_whatever(Program& program, std::size_t actor, const Rational& value,
                                        bool bound) const {
    if (is_bound(actor)) return;
    const WholeSum row = incentive(actor, value).first;
    if (bound) {
        program.clauses.push_back({{row}});
        return;
    }
    // Tempted: the best reply counts. Not tempted: the cheapest change in any one issue.
    const WholeSum untempted = not_tempted(actor);
    WholeSum tempted = minus(untempted);
    tempted.constant -= 1;
    program.clauses.push_back({{row, untempted}});
    const GameForm& form = question_.form();
    const Rational& delta = delta_[actor];
    const auto after = combined(actor, delta, 0, delta * (question_.constant[actor] - value));
    // What one unit of a loss today counts for there.
    const Integer today = numerator(Rational((1 - delta) * Rational(after.second, unit_[actor])));
    for (std::size_t s = 0; s < u_.size(); ++s) {
        const auto member = form.issues()[s].member(ActorId{actor});
        if (!member) continue;
        const ProfileSpace space = form.issues()[s].space();
        const std::vector<bool>& allowed = question_.allowed[s][*member];
        if (std::count(allowed.begin(), allowed.end(), true) < 2) continue;
        WholeSum change = after.first;
        for (ProfileIndex cell = 0; cell < space.size(); ++cell) {
            if (!allowed_[s][cell]) continue;
            std::optional<Integer> least;
            for (std::size_t action = 0; action < allowed.size(); ++action) {
                if (!allowed[action] || action == space.action(cell, *member)) continue;
                const Integer loss = u_[s][actor][cell] - u_[s][actor][space.with(cell, *member, action)];
                if (!least || loss < *least) least = loss;
            }
            change.terms[place_[s]][cell] += today * *least;
        }
        program.clauses.push_back({{std::move(change), tempted}});
    }
}

Rational Conditions::minmax(std::size_t actor) const {
    const GameForm& form = question_.form();
    Rational sum = question_.constant[actor];
    for (std::size_t s = 0; s < u_.size(); ++s) {
        const Issue& issue = form.issues()[s];
        const ProfileSpace space = issue.space();
        const Integer* least = nullptr;
        for (ProfileIndex cell = 0; cell < space.size(); ++cell) {
            if (!allowed_[s][cell]) continue;
            const Integer& best = best_[s][actor][cell];
            if (least == nullptr || best < *least) least = &best;
        }
        if (least != nullptr) sum += Rational(*least, unit_[actor]);
    }
    return sum;
}

bool Conditions::is_bound(std::size_t actor) const {
    const GameForm& form = question_.form();
    for (std::size_t s = 0; s < u_.size(); ++s) {
        const auto member = form.issues()[s].member(ActorId{actor});
        if (!member) continue;
        const std::vector<bool>& allowed = question_.allowed[s][*member];
        if (std::count(allowed.begin(), allowed.end(), true) > 1) return false;
    }
    return true;
}

bool Conditions::has_bounds() const {
    return !question_.agreements.empty() || !question_.consensus.empty() ||
           std::any_of(question_.floor.begin(), question_.floor.end(),
                       [](const std::optional<Rational>& floor) { return floor.has_value(); });
}

std::vector<ProfileIndex> Conditions::own(const std::vector<ProfileIndex>& cells) const {
    std::vector<ProfileIndex> result;
    for (const std::size_t s : place_) result.push_back(cells[s]);
    return result;
}

std::optional<std::pair<std::size_t, Rational>> Conditions::best_departure(
    std::size_t actor, const std::vector<ProfileIndex>& cells) const {
    // Actions are chosen issue by issue and utilities add up: what is best in each issue is best. Of several
    // departures the first counts.
    const GameForm& form = question_.form();
    const ActorId who{actor};
    const std::size_t mine = form.profiles().action(form.compose_cells(cells), actor);
    std::size_t best = mine;
    std::optional<std::pair<Integer, std::size_t>> change;  // in one issue: what it costs, and the action
    for (const std::size_t s : form.issues_of(who)) {
        const std::size_t member = *form.issues()[s].member(who), now = form.issue_action(who, mine, s);
        const ProfileSpace space = form.issues()[s].space();
        const std::vector<Integer>& u = u_[s][actor];
        std::optional<std::size_t> first;
        for (std::size_t play = 0; play < space.actions(member); ++play) {
            if (!question_.allowed[s][member][play]) continue;
            const Integer& value = u[space.with(cells[s], member, play)];
            if (!first || value > u[space.with(cells[s], member, *first)]) first = play;
            if (play == now) continue;
            std::pair<Integer, std::size_t> other{u[cells[s]] - value,
                                                  form.with_issue_action(who, mine, s, play)};
            if (!change || other < *change) change = std::move(other);
        }
        if (!first) return std::nullopt;
        best = form.with_issue_action(who, best, s, *first);
    }
    // Where what it does is the first of what is best, the cheapest change is next.
    if (best == mine) {
        if (!change) return std::nullopt;
        best = change->second;
    }
    std::vector<ProfileIndex> other = cells;
    for (const std::size_t s : form.issues_of(who))
        other[s] = form.issues()[s].space().with(cells[s], *form.issues()[s].member(who),
                                                 form.issue_action(who, best, s));
    return std::pair{best, question_.u(actor, other)};
}

bool Conditions::keeps(std::size_t actor, const std::vector<ProfileIndex>& cells, const Rational& value,
                       bool ignore) const {
    const auto departure = best_departure(actor, cells);
    if (!departure) return true;
    const Rational u = question_.u(actor, cells), delta = delta_[actor];
    const Rational after = ignore ? std::min(value, u) : value;
    return u >= (1 - delta) * departure->second + delta * after;
}

bool Conditions::may_be_agreed(const std::vector<ProfileIndex>& cells) const {
    const GameForm& form = question_.form();
    const ProfileIndex profile = form.compose_cells(cells);
    for (std::size_t s = 0; s < cells.size(); ++s) {
        if (!question_.is_allowed(s, cells[s])) return false;
    }
    if (!are_met(question_.agreements, profile)) return false;
    for (std::size_t i = 0; i < n(); ++i) {
        const Rational u = question_.u(i, cells);
        if (question_.floor[i] && u < *question_.floor[i]) return false;
        for (const auto& consent : question_.consensus) {
            bool raised = false;
            std::vector<ProfileIndex> before;
            for (std::size_t s = 0; s < cells.size(); ++s) {
                raised = raised || consent.raises[s][cells[s]];
                before.push_back(form.issue_profile(*form.status_quo(), s));
            }
            if (raised && consent.who[i] && u < question_.u(i, before)) return false;
        }
    }
    return true;
}

}  // namespace comity
