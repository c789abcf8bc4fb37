#include "comity/study/targets.hpp"

#include "comity/study/without.hpp"
#include "comity/text/error.hpp"

namespace comity {
namespace {

/// The constraints without which the answer would be another [F3.5].
template <class Ask>
std::vector<std::size_t> binding(const Model& model, const Threshold& answer, const Ask& ask) {
    std::vector<std::size_t> result;
    for (std::size_t c = 0; c < model.constraints.size(); ++c) {
        if (!applies(model.constraints[c], answer.lens)) continue;
        if (ask(without_constraints(model, {c}, answer.punishment)).sustained != answer.sustained)
            result.push_back(c);
    }
    return result;
}

}  // namespace

bool is_large(const GameForm& form) {
    return form.profiles().size() > kMaxProfiles;
}

Threshold solve_target(ThresholdSolver& solver, const ThresholdRequest& request) {
    if (!is_large(solver.form())) return solver.solve(request);
    const Model& model = solver.model();
    std::string why = why_not_among_many(request.target, request.punishment);
    if (why.empty() && request.of.kind != ScalarPath::Kind::delta_all)
        why = request.of.text +
              ": of a game with more than 2^24 = 16777216 profiles only the least common discount factor is "
              "computed [F4.6]";
    if (why.empty() && request.target.test == TargetTest::accept)
        why = "target '" + request.target.name +
              "': acceptance does not depend on the discount factor [F4.7]; compare asks it";
    if (why.empty() && !solver.allows(request.lens, *request.punishment))
        why = "--punishment exit: this model gives no exit values under the lens '" +
              model.lenses[request.lens].name + "' [F3.4]";
    if (!why.empty()) throw Error(ErrorKind::usage, why);
    const auto ask = [&](const Model& asked) {
        return SplitTarget(asked, solver.shared_game(), request.lens, request.target)
            .in_delta(*request.punishment, solver.stop());
    };
    Threshold answer = ask(model);
    answer.binding_constraints = binding(model, answer, ask);
    return answer;
}

Threshold target_acceptance(ThresholdSolver& solver, std::size_t lens, const Target& target) {
    if (!is_large(solver.form())) return solver.acceptance(lens, target);
    const auto ask = [&](const Model& asked) {
        return SplitTarget(asked, solver.shared_game(), lens, target).acceptance();
    };
    Threshold answer = ask(solver.model());
    answer.binding_constraints = binding(solver.model(), answer, ask);
    return answer;
}

}  // namespace comity
