// An actor keeps to an agreement a if u_i(a) ≥ (1−δ) u_i(a_i', a_−i) + δ v_i for every departure. Actions are
// chosen issue by issue and utilities are sums over issues, so that the best departure is the best reply in
// each issue, unless that is a itself in each; then the cheapest change is one in a single issue. With
//
//     row  = u_i(a) − (1−δ) Σ_s max u_i^s(a_i'^s, a_−i^s) − δ v_i,       temptation = Σ_s (max u_i^s − u_i^s)
//     ≥ 0,
//
// that is: row ≥ 0 where temptation > 0, and δ (u_i − v_i) + (1−δ) times the least loss in an issue ≥ 0 for
// each issue where temptation = 0.

#include "linked.hpp"

#include <algorithm>

#include "comity/text/error.hpp"

namespace comity::checker {
namespace {

/// Actions of an actor are looked through one by one.
constexpr std::size_t kMostActions = std::size_t{1} << 16;

}  // namespace

Linked::Linked(const Model& model, std::shared_ptr<const Game<Rational>> game, const std::string& lens,
               std::optional<std::size_t> issue, std::optional<std::size_t> without, bool floorless) {
    for (std::size_t s = 0; s < model.issues.size(); ++s) {
        whole_size_.push_back(model.issues[s].issue.space().size());
        if (!issue || *issue == s) place_.push_back(s);
    }
    std::vector<std::size_t> original;
    const Model alone = issue ? only_issue(model, model.issues[*issue].issue.name, original) : model;
    for (const std::size_t actions : action_counts(alone.actors.size(), alone.form().issues())) {
        if (actions > kMostActions) throw TooLong{};
    }
    world_ = make_world_by_issue(alone, issue ? make_game(alone) : std::move(game), lens, without, floorless);
    for (std::size_t s = 0; s < place_.size(); ++s) {
        const Issue& here = world_.form.issues()[s];
        const ProfileSpace space = here.space();
        // Prohibitions are issue by issue: what is allowed in one does not depend on the others.
        auto& free = free_.emplace_back();
        for (const ActorId who : here.members) {
            const auto& allowed = world_.allowed[who.index];
            auto& actions = free.emplace_back(space.actions(free.size()), false);
            for (std::size_t whole = 0; whole < allowed.size(); ++whole) {
                if (allowed[whole]) actions[world_.form.issue_action(who, whole, s)] = true;
            }
        }
        best_.push_back(world_.by_issue[s]);
        for (std::size_t m = 0; m < here.members.size(); ++m) {
            const std::size_t i = here.members[m].index;
            for (ProfileIndex cell = 0; cell < space.size(); ++cell) {
                std::optional<Rational> best;
                for (std::size_t action = 0; action < space.actions(m); ++action) {
                    const Rational& u = world_.by_issue[s][i][space.with(cell, m, action)];
                    if (free[m][action] && (!best || *best < u)) best = u;
                }
                if (best) best_[s][i][cell] = *best;
            }
        }
    }
}

bool Linked::is_allowed(std::size_t issue, ProfileIndex cell) const {
    const ProfileSpace space = world_.form.issues()[issue].space();
    for (std::size_t m = 0; m < space.actors(); ++m) {
        if (!free_[issue][m][space.action(cell, m)]) return false;
    }
    return true;
}

ProfileIndex Linked::profile(const std::vector<ProfileIndex>& cells) const {
    std::vector<ProfileIndex> own;
    for (const std::size_t s : place_) own.push_back(cells[s]);
    return world_.form.compose_cells(own);
}

ProfileIndex Linked::with_cell(ProfileIndex profile, std::size_t issue, ProfileIndex cell) const {
    std::vector<ProfileIndex> cells;
    for (std::size_t s = 0; s < place_.size(); ++s) cells.push_back(world_.form.issue_profile(profile, s));
    cells[issue] = cell;
    return world_.form.compose_cells(cells);
}

Sum Linked::lifted(const Rational& constant, std::vector<std::vector<Rational>> terms) const {
    Sum sum{constant, {}};
    for (const std::size_t size : whole_size_) sum.terms.emplace_back(size, 0);
    for (std::size_t s = 0; s < place_.size(); ++s) sum.terms[place_[s]] = std::move(terms[s]);
    return sum;
}

Sum Linked::utility(std::size_t actor) const {
    std::vector<std::vector<Rational>> terms;
    for (const auto& here : world_.by_issue) terms.push_back(here[actor]);
    return lifted(world_.constant[actor], std::move(terms));
}

void Linked::add_rule(Task& task, const Rule<Rational>& rule) const {
    // A sum over issues is what it is at one profile, and what each cell changes there. A clause that asks
    // for nothing is 0.
    using Clauses = std::vector<std::vector<Rational>>;
    const auto at = [](const Clauses& all, std::size_t c, std::size_t k) {
        return k < all[c].size() ? all[c][k] : Rational(0);
    };
    const Clauses base = rule.all(0);
    std::vector<std::size_t> alternatives(base.size(), 0);
    std::vector<std::vector<Clauses>> there;  // [issue][cell]
    for (std::size_t s = 0; s < place_.size(); ++s) {
        auto& row = there.emplace_back();
        for (ProfileIndex cell = 0; cell < whole_size_[place_[s]]; ++cell) {
            row.push_back(rule.all(with_cell(0, s, cell)));
            for (std::size_t c = 0; c < base.size(); ++c)
                alternatives[c] = std::max(alternatives[c], row.back()[c].size());
        }
    }
    for (std::size_t c = 0; c < base.size(); ++c) {
        Clause clause;
        for (std::size_t k = 0; k < alternatives[c]; ++k) {
            std::vector<std::vector<Rational>> terms;
            for (const auto& row : there) {
                auto& changes = terms.emplace_back();
                for (const Clauses& all : row) changes.push_back(at(all, c, k) - at(base, c, k));
            }
            clause.push_back(lifted(at(base, c, k), std::move(terms)));
        }
        if (!clause.empty()) task.clauses.push_back(std::move(clause));
    }
}

void Linked::add_bounds(Task& task) const {
    task.possible.resize(whole_size_.size());
    for (std::size_t s = 0; s < place_.size(); ++s) {
        auto& cells = task.possible[place_[s]];
        for (ProfileIndex cell = 0; cell < whole_size_[place_[s]]; ++cell)
            cells.push_back(is_allowed(s, cell));
    }
    for (const Rule<Rational>& rule : world_.rules) add_rule(task, rule);
    for (std::size_t i = 0; i < world_.n(); ++i) {
        if (!world_.exit_is_floor || !world_.exit[i]) continue;
        Sum above = utility(i);
        above.constant -= *world_.exit[i];
        task.clauses.push_back({std::move(above)});
    }
    for (const Consent& consent : world_.consents) {
        // Who raises something does so in some issue: below 0 where anybody does.
        const ProfileIndex before = *world_.form.status_quo();
        std::vector<std::vector<Rational>> terms;
        for (std::size_t s = 0; s < place_.size(); ++s) {
            auto& row = terms.emplace_back();
            for (ProfileIndex cell = 0; cell < whole_size_[place_[s]]; ++cell) {
                const ProfileIndex p = with_cell(before, s, cell);
                bool raised = false;
                for (std::size_t i = 0; i < world_.n(); ++i)
                    raised = raised || consent.raises[i][world_.form.profiles().action(p, i)];
                row.push_back(raised ? -1 : 0);
            }
        }
        const Sum nothing_raised = lifted(0, std::move(terms));
        for (std::size_t i = 0; i < world_.n(); ++i) {
            if (!consent.who[i]) continue;
            Sum above = utility(i);
            above.constant -= world_.u(i, before);
            task.clauses.push_back({std::move(above), nothing_raised});
        }
    }
}

void Linked::add_equilibrium(Task& task) const {
    for (std::size_t s = 0; s < place_.size(); ++s) {
        for (std::size_t i = 0; i < world_.n(); ++i) {
            for (ProfileIndex cell = 0; cell < whole_size_[place_[s]]; ++cell) {
                if (world_.by_issue[s][i][cell] < best_[s][i][cell]) task.possible[place_[s]][cell] = false;
            }
        }
    }
}

void Linked::add_incentive(Task& task, std::size_t actor, const Rational& value, bool ignored) const {
    const Rational delta = world_.delta[actor];
    std::vector<std::vector<Rational>> keep, none;
    for (std::size_t s = 0; s < place_.size(); ++s) {
        keep.emplace_back(), none.emplace_back();
        for (ProfileIndex cell = 0; cell < whole_size_[place_[s]]; ++cell) {
            const Rational &u = world_.by_issue[s][actor][cell], &best = best_[s][actor][cell];
            keep.back().push_back(u - (1 - delta) * best);
            none.back().push_back(u - best);
        }
    }
    const Sum row = lifted(delta * (world_.constant[actor] - value), std::move(keep));
    const Sum untempted = lifted(0, std::move(none));
    task.clauses.push_back({row, untempted});
    if (ignored) return;
    // Where nothing tempts, one clause for each issue in which the actor has another action.
    Sum tempted = minus(untempted);
    Integer common = 1;
    for (const auto& terms : tempted.terms) {
        for (const Rational& term : terms) common = lcm(common, denominator(term));
    }
    tempted.constant -= Rational(1, common);
    for (std::size_t s = 0; s < place_.size(); ++s) {
        const Issue& issue = world_.form.issues()[s];
        const auto member = issue.member(ActorId{actor});
        if (!member || std::count(free_[s][*member].begin(), free_[s][*member].end(), true) < 2) continue;
        const ProfileSpace space = issue.space();
        Sum change = utility(actor);
        change.constant = delta * (change.constant - value);
        for (auto& terms : change.terms) {
            for (Rational& term : terms) term *= delta;
        }
        const auto& u = world_.by_issue[s][actor];
        for (ProfileIndex cell = 0; cell < space.size(); ++cell) {
            std::optional<Rational> least;
            for (std::size_t action = 0; action < space.actions(*member); ++action) {
                if (action == space.action(cell, *member) || !free_[s][*member][action]) continue;
                const Rational loss = u[cell] - u[space.with(cell, *member, action)];
                if (!least || loss < *least) least = loss;
            }
            change.terms[place_[s]][cell] += (1 - delta) * *least;
        }
        task.clauses.push_back({std::move(change), tempted});
    }
}

std::optional<std::vector<ProfileIndex>> Linked::worst_equilibrium(std::size_t actor,
                                                                   const StopToken& stop) const {
    Task task;
    add_bounds(task);
    add_equilibrium(task);
    // Where the game is one issue of several, what is played in the others does not matter.
    for (std::size_t s = 0; s < task.possible.size(); ++s) {
        if (task.possible[s].empty()) task.possible[s].assign(whole_size_[s], true);
    }
    task.more = Goal{Goal::Kind::sum, {minus(utility(actor))}};
    return find_most(std::move(task), stop);
}

Rational Linked::minmax(std::size_t actor) const {
    Rational sum = world_.constant[actor];
    for (std::size_t s = 0; s < place_.size(); ++s) {
        std::optional<Rational> least;
        for (ProfileIndex cell = 0; cell < best_[s][actor].size(); ++cell) {
            if (is_allowed(s, cell) && (!least || best_[s][actor][cell] < *least))
                least = best_[s][actor][cell];
        }
        if (least) sum += *least;
    }
    return sum;
}

bool Linked::may_be_agreed(ProfileIndex p) const {
    if (!world_.is_allowed(p)) return false;
    for (const Rule<Rational>& rule : world_.rules) {
        for (const auto& clause : rule.clauses(p)) {
            if (std::none_of(clause.begin(), clause.end(), [](const Rational& x) { return x >= 0; }))
                return false;
        }
    }
    for (std::size_t i = 0; i < world_.n(); ++i) {
        const Rational u = world_.u(i, p);
        for (const auto& floor : world_.floors(i, p)) {
            if (u < floor.value) return false;
        }
    }
    return true;
}

bool Linked::is_admitted(ProfileIndex p) const {
    if (!may_be_agreed(p)) return false;
    for (std::size_t i = 0; i < world_.n(); ++i) {
        const Rational u = world_.u(i, p);
        for (const std::size_t action : world_.departures(i, p)) {
            if (u < world_.u(i, world_.after(p, i, action))) return false;
        }
    }
    return true;
}

}  // namespace comity::checker
