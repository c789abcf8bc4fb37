#include "comity/study/targets.hpp"

#include <algorithm>

#include "comity/study/without.hpp"
#include "comity/text/error.hpp"

namespace comity {

bool is_large(const GameForm& form) {
    return form.profiles().size() > kMaxProfiles;
}

SplitGame& TargetSolver::game(std::size_t lens, std::optional<std::size_t> constraint, bool floor_only) {
    const auto slot = [&]() -> Built& {
        const std::scoped_lock hold(lock_);
        return games_[{lens, constraint, floor_only}];
    };
    Built& built = slot();
    std::call_once(built.once, [&] {
        const auto punishment = floor_only ? std::optional(Punishment::exit) : std::nullopt;
        built.game.emplace(constraint ? without(*constraint, punishment) : solver_.model(),
                           solver_.shared_game(), lens);
    });
    return *built.game;
}

template <class Ask>
std::vector<std::size_t> TargetSolver::binding_of(std::size_t lens, const Threshold& answer, const Ask& ask) {
    const Model& model = solver_.model();
    std::vector<std::size_t> result;
    for (const std::size_t c : constraints_under(model, model.lenses[lens].name)) {
        const bool is_exit = std::holds_alternative<ExitValues>(model.constraints[c].what);
        SplitGame& without = game(lens, c, is_exit && answer.punishment == Punishment::exit);
        if (ask(without).sustained != answer.sustained) result.push_back(c);
    }
    return result;
}

Threshold TargetSolver::solve(const ThresholdRequest& request, bool binding) {
    if (!is_large(solver_.form())) return solver_.solve(request);
    using Kind = ScalarPath::Kind;
    const bool accepts = request.target.test == TargetTest::accept, of_delta = request.of.is_delta();
    std::string why = why_not_among_many(request.target, request.punishment);
    if (why.empty() && accepts && of_delta)
        why = "target '" + request.target.name +
              "': acceptance does not depend on the discount factor [F4.7]; compare asks it";
    if (why.empty() && !accepts && !solver_.allows(request.lens, *request.punishment))
        why = "--punishment exit: this model gives no exit values under the lens '" +
              solver_.model().lenses[request.lens].name + "' [F3.4]";
    const bool needs_delta = !accepts && request.of.kind != Kind::delta_all;
    if (why.empty() && needs_delta && solver_.deltas().empty())
        why = request.of.text + ": the discount factors of the others are needed; give --delta";
    if (why.empty() && !of_delta)
        why = why_not_along(solver_.model(), request.lens, request.of, request.punishment);
    if (!why.empty()) throw Error(ErrorKind::usage, why);
    if (!of_delta) return along(request, binding);
    const auto ask = [&](SplitGame& game) {
        return request.of.kind == Kind::delta_all
                   ? game.in_delta(request.target, *request.punishment, solver_.stop())
                   : game.in_own_delta(request.target, *request.punishment, request.of.id, solver_.deltas(),
                                       solver_.stop());
    };
    Threshold answer = ask(game(request.lens));
    if (binding) answer.binding_constraints = binding_of(request.lens, answer, ask);
    return answer;
}

Model TargetSolver::without(std::size_t constraint, std::optional<Punishment> punishment) const {
    return without_constraints(solver_.model(), {constraint}, punishment);
}

Threshold TargetSolver::along(const ThresholdRequest& request, bool binding) {
    const Model& model = solver_.model();
    const auto ask = [&](const Model& asked) {
        const Interval domain = request.range ? *request.range : domain_of(model, request.of);
        SplitLine line(asked, solver_.shared_game(), request.lens, request.of, domain, solver_.stop());
        return line.solve(request.target, request.punishment, solver_.deltas());
    };
    Threshold answer = ask(model);
    if (!binding) return answer;
    for (const std::size_t c : constraints_under(model, model.lenses[request.lens].name)) {
        if (ask(without(c, request.punishment)).sustained != answer.sustained)
            answer.binding_constraints.push_back(c);
    }
    return answer;
}

Threshold TargetSolver::acceptance(std::size_t lens, const Target& target) {
    if (!is_large(solver_.form())) return solver_.acceptance(lens, target);
    const auto ask = [&](const SplitGame& game) { return game.acceptance(target); };
    Threshold answer = ask(game(lens));
    answer.binding_constraints = binding_of(lens, answer, ask);
    return answer;
}

std::vector<ActorId> TargetSolver::refusing(std::size_t lens, const Target& target) {
    const GameForm& form = solver_.form();
    const auto status_quo = form.status_quo();
    std::vector<ActorId> result;
    const bool signed_for = target.test == TargetTest::sustain || target.test == TargetTest::accept;
    if (!status_quo || !signed_for) return result;
    if (is_large(form)) return game(lens).refusing(target);
    const StageGame<Rational>& stage = solver_.question(lens).stage();
    const auto& utility = stage.utility;
    for (std::size_t i = 0; i < form.n(); ++i) {
        const bool acts = form.profiles().action(target.profile, i) != form.profiles().action(*status_quo, i);
        const bool party = target.parties.empty() ? acts
                                                  : std::find(target.parties.begin(), target.parties.end(),
                                                              ActorId{i}) != target.parties.end();
        const bool asked =
            std::any_of(stage.consensus.begin(), stage.consensus.end(), [&](const ConsensusRule& rule) {
                return rule.who[i] && rule.concerns(form.profiles(), target.profile);
            });
        if ((party || asked) && utility[i][target.profile] < utility[i][*status_quo])
            result.push_back(ActorId{i});
    }
    return result;
}

}  // namespace comity
