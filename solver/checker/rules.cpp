#include "rules.hpp"

#include <algorithm>

#include "comity/text/error.hpp"

namespace comity::checker {
namespace {

[[noreturn]] void refuse(const char* why) {
    throw Error(ErrorKind::bad_model, why);
}

bool applies(const ConstraintDeclaration& constraint, const std::string& lens) {
    const auto& lenses = constraint.lenses;
    return lenses.empty() || std::find(lenses.begin(), lenses.end(), lens) != lenses.end();
}

/// No equilibrium pays less than the minmax value or the floor.
Rational at_least(const Linked& game, std::size_t actor) {
    const Rational held = game.minmax(actor);
    const World<Rational>& world = game.world();
    if (!world.exit_is_floor || !world.exit[actor]) return held;
    return std::max(held, *world.exit[actor]);
}

}  // namespace

Rules::Rules(const Model& model, const std::shared_ptr<const Game<Rational>>& game,
             const AgreementFinding& asked, const StopToken& stop)
    : model_(model), asked_(asked), stop_(stop) {
    const bool apart = asked.linkage == Linkage::separate && model.issues.size() > 1;
    if (apart) demand_that_issues_come_apart();
    for (std::size_t s = 0; s < (apart ? model.issues.size() : 1); ++s)
        games_.emplace_back(model, game, asked.lens, apart ? std::optional(s) : std::nullopt);
    demand_what_is_asked_for();
}

void Rules::demand_what_is_asked_for() const {
    const bool listed = std::find(asked_.objectives.begin(), asked_.objectives.end(), Objective::maximal) !=
                        asked_.objectives.end();
    if (listed && (asked_.objectives.size() > 1 || asked_.punishment == Punishment::worst))
        refuse("what is maximal is asked for by itself, under grim or exit");
    for (const Linked& game : games_) {
        if (game.world().delta != asked_.delta) refuse("the model's discount factors are others");
        const auto& exit = game.world().exit;
        if (asked_.punishment == Punishment::exit &&
            !std::all_of(exit.begin(), exit.end(), [](const auto& e) { return e.has_value(); }))
            refuse("the model has no exit rule");
    }
}

/// F3.3: what is counted over several issues ties them together.
void Rules::demand_that_issues_come_apart() const {
    for (const ConstraintDeclaration& constraint : model_.constraints) {
        if (!applies(constraint, asked_.lens)) continue;
        const auto* cap = std::get_if<DepthCap>(&constraint.what);
        const auto* exit = std::get_if<ExitValues>(&constraint.what);
        const auto capped = [&](const IssueDeclaration& issue) {
            return std::any_of(cap->issues.begin(), cap->issues.end(),
                               [&](const auto& name) { return is_named(issue, name); });
        };
        if (std::holds_alternative<Recognition>(constraint.what) ||
            std::holds_alternative<Consensus>(constraint.what) || (exit != nullptr && exit->withdrawal) ||
            (cap != nullptr && std::count_if(model_.issues.begin(), model_.issues.end(), capped) > 1))
            refuse("a constraint ties the issues together [F3.3]");
    }
}

const std::optional<Rational>& Rules::threat(std::size_t game, std::size_t actor) const {
    const auto known = threats_.find({game, actor});
    if (known != threats_.end()) return known->second;
    return threats_[{game, actor}] = found_threat(games_[game], actor);
}

bool Rules::has_threats() const {
    for (std::size_t k = 0; k < games_.size(); ++k) {
        if (!threat(k, 0)) return false;
    }
    return true;
}

std::optional<Rational> Rules::found_threat(const Linked& game, std::size_t actor) const {
    if (asked_.punishment == Punishment::exit) return game.world().exit[actor];
    const auto worst = game.worst_equilibrium(actor, stop_);
    return worst ? std::optional<Rational>(value_at(game.utility(actor), *worst)) : std::nullopt;
}

std::optional<Task> Rules::conditions(Side side, std::optional<std::size_t> free) const {
    Task task;
    const bool whatever = asked_.punishment == Punishment::worst && side == Side::possible;
    for (std::size_t k = 0; k < games_.size(); ++k) {
        const Linked& game = games_[k];
        game.add_bounds(task);
        for (std::size_t i = 0; i < n(); ++i) {
            const auto value = whatever ? at_least(game, i) : threat(k, i);
            if (!value) return std::nullopt;
            if (i != free)
                game.add_incentive(task, i, *value, !whatever && asked_.punishment != Punishment::exit);
        }
    }
    return task;
}

std::vector<Side> Rules::sides() const {
    if (asked_.punishment == Punishment::worst) return {Side::sure, Side::possible};
    return {Side::sure};
}

Goal Rules::goal(Objective objective) const {
    if (objective == Objective::depth) {
        return {Goal::Kind::sum, {counted([](const Issue& issue, std::size_t member, std::size_t action) {
                    return issue.levels[member][action];
                })}};
    }
    if (objective == Objective::maximal) {
        return {Goal::Kind::sum,
                {counted([](const Issue&, std::size_t, std::size_t action) { return Rational(action); })}};
    }
    std::vector<Sum> gains;
    for (std::size_t i = 0; i < n(); ++i) gains.push_back(gain(i));
    if (objective == Objective::least) return {Goal::Kind::least, std::move(gains)};
    if (objective == Objective::nash) return {Goal::Kind::product, std::move(gains)};
    Sum all = gains.front();
    for (std::size_t i = 1; i < n(); ++i) {
        all.constant += gains[i].constant;
        for (std::size_t s = 0; s < all.terms.size(); ++s) {
            for (std::size_t cell = 0; cell < all.terms[s].size(); ++cell)
                all.terms[s][cell] += gains[i].terms[s][cell];
        }
    }
    return {Goal::Kind::sum, {std::move(all)}};
}

Sum Rules::gain(std::size_t actor) const {
    Sum sum;
    for (const Linked& each : games_) {
        const Game<Rational>& game = *each.world().game;
        sum.constant -= game.baseline[actor];
        for (const auto& tables : game.issues)
            sum.terms.emplace_back(tables.payoff[actor].begin(), tables.payoff[actor].end());
    }
    return sum;
}

template <class Worth>
Sum Rules::counted(const Worth& worth) const {
    Sum sum;
    for (const IssueDeclaration& declared : model_.issues) {
        const Issue& issue = declared.issue;
        const ProfileSpace space = issue.space();
        auto& terms = sum.terms.emplace_back();
        for (ProfileIndex cell = 0; cell < space.size(); ++cell) {
            terms.emplace_back(0);
            for (std::size_t m = 0; m < space.actors(); ++m)
                terms.back() += worth(issue, m, space.action(cell, m));
        }
    }
    return sum;
}

bool Rules::has_better(const Task& conditions, const std::vector<Rational>& values) const {
    Task task = conditions;
    if (values.empty()) return find(task).has_value();
    for (std::size_t k = 0; k < values.size(); ++k) {
        task.more = goal(asked_.objectives[k]);
        task.than = values[k];
        if (find(task)) return true;
        task.reached.emplace_back(*task.more, values[k]);
    }
    return false;
}

bool Rules::is_beaten(const std::vector<Rational>& values) const {
    for (const Side side : sides()) {
        const auto task = conditions(side);
        if (task && has_better(*task, values)) return true;
    }
    return false;
}

std::string Rules::wrong_with_best(const std::vector<Rational>& values) const {
    if (is_beaten(values)) return "something is better";
    if (values.empty()) return "";
    auto task = conditions(Side::sure);
    if (!task) return "nothing is sustained";
    for (std::size_t k = 0; k < values.size(); ++k)
        task->reached.emplace_back(goal(asked_.objectives[k]), values[k]);
    return find(*task) ? "" : "nothing is as good";
}

}  // namespace comity::checker
