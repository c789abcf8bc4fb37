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

/// The best of an actor's allowed actions in an issue against what the others play in a cell.
Rational best_reply(const std::vector<Rational>& u, const ProfileSpace& space, ProfileIndex cell,
                    std::size_t member, const std::vector<bool>& allowed) {
    std::optional<Rational> best;
    for (std::size_t action = 0; action < allowed.size(); ++action) {
        if (!allowed[action]) continue;
        const Rational& value = u[space.with(cell, member, action)];
        if (!best || *best < value) best = value;
    }
    return best ? *best : u[cell];
}

}  // namespace

Conditions::Conditions(SplitQuestion question, std::vector<Rational> delta, std::vector<std::size_t> place,
                       std::size_t issues)
    : question_(std::move(question)), delta_(std::move(delta)), place_(std::move(place)), issues_(issues) {
    const GameForm& form = question_.form();
    for (std::size_t s = 0; s < form.issues().size(); ++s) {
        const Issue& issue = form.issues()[s];
        const ProfileSpace space = issue.space();
        auto& u = u_.emplace_back();
        auto& best = best_.emplace_back();
        for (std::size_t i = 0; i < n(); ++i) {
            u.emplace_back(question_.utility[s][i].begin(), question_.utility[s][i].end());
            const auto member = issue.member(ActorId{i});
            auto& replies = best.emplace_back(u.back());
            for (ProfileIndex cell = 0; member && cell < space.size(); ++cell)
                replies[cell] = best_reply(u[i], space, cell, *member, question_.allowed[s][*member]);
        }
        auto& allowed = allowed_.emplace_back();
        for (ProfileIndex cell = 0; cell < space.size(); ++cell)
            allowed.push_back(question_.is_allowed(s, cell));
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

IssueSum<Rational> Conditions::lifted(IssueSum<Rational> sum) const {
    IssueSum<Rational> result{sum.constant, std::vector<std::vector<Rational>>(issues_)};
    for (std::size_t s = 0; s < sum.terms.size(); ++s) result.terms[place_[s]] = std::move(sum.terms[s]);
    return result;
}

IssueSum<Rational> Conditions::utility(std::size_t actor) const {
    IssueSum<Rational> sum{question_.constant[actor], {}};
    for (const auto& here : u_) sum.terms.push_back(here[actor]);
    return lifted(std::move(sum));
}

IssueSum<Rational> Conditions::temptation(std::size_t actor) const {
    IssueSum<Rational> sum;
    for (std::size_t s = 0; s < u_.size(); ++s) {
        auto& terms = sum.terms.emplace_back();
        for (std::size_t cell = 0; cell < u_[s][actor].size(); ++cell)
            terms.push_back(best_[s][actor][cell] - u_[s][actor][cell]);
    }
    return lifted(std::move(sum));
}

IssueSum<Rational> Conditions::incentive(std::size_t actor, const Rational& value) const {
    const Rational& delta = delta_[actor];
    IssueSum<Rational> sum{delta * (question_.constant[actor] - value), {}};
    for (std::size_t s = 0; s < u_.size(); ++s) {
        auto& terms = sum.terms.emplace_back();
        for (std::size_t cell = 0; cell < u_[s][actor].size(); ++cell)
            terms.push_back(u_[s][actor][cell] - (1 - delta) * best_[s][actor][cell]);
    }
    return lifted(std::move(sum));
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
        IssueSum<Rational> above = utility(i);
        above.constant -= *question_.floor[i];
        program.clauses.push_back({{whole(above)}});
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
            IssueSum<Rational> above = utility(i);
            above.constant -= question_.constant[i];
            for (std::size_t s = 0; s < u_.size(); ++s)
                above.constant -= u_[s][i][question_.form().issue_profile(*status_quo, s)];
            program.clauses.push_back({{whole(above), nothing_raised}});
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
        std::optional<Rational> least;
        for (std::size_t cell = 0; cell < u_[s][actor].size(); ++cell) {
            const Rational& u = u_[s][actor][cell];
            if (allowed_[s][cell] && u == best_[s][actor][cell] && (!least || u < *least)) least = u;
        }
        can_be = least.has_value();
        if (least) untempted += *least;
    }
    std::vector<WholeSum> row;
    const Integer unit = whole({incentive(actor, punished.value)}, row);
    SumClause clause{{std::move(row.front())}};
    if (can_be && punished.value > untempted) {
        IssueSum<Rational> none = temptation(actor);
        for (auto& terms : none.terms) {
            for (Rational& term : terms) term = -term;
        }
        clause.alternatives.push_back(whole(none));
        const Rational most = delta_[actor] * (punished.value - untempted) * Rational(unit);
        clause.loosened = Integer(numerator(most) / denominator(most) + 1);
    }
    program.clauses.push_back(std::move(clause));
}

void Conditions::add_incentive_whatever(Program& program, std::size_t actor, const Rational& value,
                                        bool bound) const {
    if (is_bound(actor)) return;
    const WholeSum row = whole(incentive(actor, value));
    if (bound) {
        program.clauses.push_back({{row}});
        return;
    }
    // Tempted: the best reply counts. Not tempted: the cheapest change in any one issue.
    IssueSum<Rational> none = temptation(actor);
    WholeSum tempted = whole(none), untempted = tempted;
    tempted.constant -= 1;
    untempted.constant = -untempted.constant;
    for (auto& terms : untempted.terms) {
        for (Integer& term : terms) term = -term;
    }
    program.clauses.push_back({{row, untempted}});
    const GameForm& form = question_.form();
    const Rational& delta = delta_[actor];
    for (std::size_t s = 0; s < u_.size(); ++s) {
        const auto member = form.issues()[s].member(ActorId{actor});
        if (!member) continue;
        const ProfileSpace space = form.issues()[s].space();
        const std::vector<bool>& allowed = question_.allowed[s][*member];
        if (std::count(allowed.begin(), allowed.end(), true) < 2) continue;
        IssueSum<Rational> change{delta * (question_.constant[actor] - value), {}};
        for (std::size_t t = 0; t < u_.size(); ++t) {
            auto& terms = change.terms.emplace_back();
            for (std::size_t cell = 0; cell < u_[t][actor].size(); ++cell)
                terms.push_back(delta * u_[t][actor][cell]);
        }
        for (ProfileIndex cell = 0; cell < space.size(); ++cell) {
            if (!allowed_[s][cell]) continue;
            std::optional<Rational> least;
            for (std::size_t action = 0; action < allowed.size(); ++action) {
                if (!allowed[action] || action == space.action(cell, *member)) continue;
                const Rational loss = u_[s][actor][cell] - u_[s][actor][space.with(cell, *member, action)];
                if (!least || loss < *least) least = loss;
            }
            change.terms[s][cell] += (1 - delta) * *least;
        }
        program.clauses.push_back({{whole(lifted(std::move(change))), tempted}});
    }
}

Rational Conditions::minmax(std::size_t actor) const {
    const GameForm& form = question_.form();
    Rational sum = question_.constant[actor];
    for (std::size_t s = 0; s < u_.size(); ++s) {
        const Issue& issue = form.issues()[s];
        const ProfileSpace space = issue.space();
        std::optional<Rational> least;
        for (ProfileIndex cell = 0; cell < space.size(); ++cell) {
            if (!allowed_[s][cell]) continue;
            const Rational& best = best_[s][actor][cell];
            if (!least || best < *least) least = best;
        }
        if (least) sum += *least;
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

bool Conditions::keeps(std::size_t actor, const std::vector<ProfileIndex>& cells, const Rational& value,
                       bool ignore) const {
    const GameForm& form = question_.form();
    const ProfileIndex profile = form.compose_cells(cells);
    const Rational u = question_.u(actor, cells), delta = delta_[actor];
    const Rational after = ignore ? std::min(value, u) : value;
    const std::size_t mine = form.profiles().action(profile, actor);
    for (std::size_t action = 0; action < form.profiles().actions(actor); ++action) {
        std::vector<ProfileIndex> other = cells;
        bool possible = action != mine;
        for (const std::size_t s : form.issues_of(ActorId{actor})) {
            const std::size_t member = *form.issues()[s].member(ActorId{actor});
            const std::size_t play = form.issue_action(ActorId{actor}, action, s);
            possible = possible && question_.allowed[s][member][play];
            other[s] = form.issues()[s].space().with(cells[s], member, play);
        }
        if (possible && u < (1 - delta) * question_.u(actor, other) + delta * after) return false;
    }
    return true;
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
