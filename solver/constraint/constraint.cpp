#include "comity/constraint/constraint.hpp"

#include <algorithm>

#include "effects.hpp"

namespace comity {

bool applies(const ConstraintDeclaration& constraint, const std::string& lens) {
    const auto& lenses = constraint.lenses;
    return lenses.empty() || std::find(lenses.begin(), lenses.end(), lens) != lenses.end();
}

template <class T>
Effects<T> effects(const Model& model, const std::shared_ptr<const Game<T>>& shared, const Lens<T>& lens,
                   const Evaluator<T>& evaluator, std::optional<std::size_t> without) {
    const Game<T>& game = *shared;
    const GameForm& form = game.form;
    Effects<T> result;
    for (std::size_t i = 0; i < form.n(); ++i) {
        result.allowed.emplace_back(form.profiles().actions(i), true);
        result.cost.emplace_back(form.profiles().actions(i), T(0));
    }
    try {
        for (std::size_t c = 0; c < model.constraints.size(); ++c) {
            const ConstraintDeclaration& constraint = model.constraints[c];
            if (without == c || !applies(constraint, lens.name)) continue;
            const auto& what = constraint.what;
            if (const auto* prohibit = std::get_if<ProhibitActions>(&what)) {
                apply_prohibition(*prohibit, model, game, result);
            } else if (const auto* exit = std::get_if<ExitValues>(&what)) {
                apply_exit(*exit, model, game, lens, evaluator, result);
            } else if (const auto* sovereignty = std::get_if<SovereigntyCost>(&what)) {
                apply_sovereignty(*sovereignty, model, game, evaluator, result);
            } else if (const auto* cap = std::get_if<DepthCap>(&what)) {
                result.agreements.push_back(depth_cap_rule(c, *cap, model, shared, evaluator));
            } else if (const auto* symmetric = std::get_if<SymmetricTreatment>(&what)) {
                result.agreements.push_back(symmetric_rule(c, *symmetric, model, shared));
            } else if (const auto* compatible = std::get_if<CompatibleDepth>(&what)) {
                result.agreements.push_back(compatible_depth_rule(c, *compatible, model, shared, evaluator));
            } else if (const auto* recognition = std::get_if<Recognition>(&what)) {
                result.agreements.push_back(recognition_rule(c, *recognition, shared, evaluator));
            } else {
                result.consensus.push_back(consensus_rule(c, std::get<Consensus>(what), model, form));
            }
        }
    } catch (const EvaluationError& error) {
        throw Error(ErrorKind::bad_model, Diagnostics{error.diagnostic});
    }
    return result;
}

std::vector<bool> prescribable(const GameForm& form, const std::vector<std::vector<bool>>& allowed) {
    std::vector<bool> result(form.profiles().size(), true);
    for (std::size_t i = 0; i < form.n(); ++i) {
        if (std::find(allowed[i].begin(), allowed[i].end(), false) == allowed[i].end()) continue;
        for (ProfileIndex p = 0; p < result.size(); ++p) {
            if (!allowed[i][form.profiles().action(p, i)]) result[p] = false;
        }
    }
    return result;
}

template Effects<Rational> effects(const Model&, const std::shared_ptr<const Game<Rational>>&,
                                   const Lens<Rational>&, const Evaluator<Rational>&,
                                   std::optional<std::size_t>);
template Effects<RationalFunction> effects(const Model&, const std::shared_ptr<const Game<RationalFunction>>&,
                                           const Lens<RationalFunction>&, const Evaluator<RationalFunction>&,
                                           std::optional<std::size_t>);

}  // namespace comity
