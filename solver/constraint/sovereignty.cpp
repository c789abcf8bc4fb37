// Sovereignty cost [F3.4]: σ_i(a) = σ_i · Σ levels of i in the pooled issues, paid each period by whoever
// pools and saved by a deviator. It may be negative: cooperation that strengthens sovereignty [SafiullinSCO].

#include <algorithm>

#include "effects.hpp"

namespace comity {

template <class T>
void apply_sovereignty(const SovereigntyCost& sovereignty, const Model& model, const Game<T>& game,
                       const Evaluator<T>& evaluator, Effects<T>& effects) {
    for (std::size_t i = 0; i < game.form.n(); ++i) {
        const T sigma = evaluator.value(sovereignty.cost, {i}) * game.scale[i];
        for (std::size_t action = 0; action < effects.cost[i].size(); ++action) {
            for (const std::size_t s : game.form.issues_of(ActorId{i})) {
                const auto& names = sovereignty.issues;
                const bool pooled = std::any_of(names.begin(), names.end(), [&](const std::string& name) {
                    return is_named(model.issues[s], name);
                });
                if (!pooled) continue;
                const Issue& issue = model.issues[s].issue;
                const Rational& level =
                    issue.levels[*issue.member(ActorId{i})][game.form.issue_action(ActorId{i}, action, s)];
                effects.cost[i][action] += sigma * T(level);
            }
        }
    }
}

template void apply_sovereignty(const SovereigntyCost&, const Model&, const Game<Rational>&,
                                const Evaluator<Rational>&, Effects<Rational>&);
template void apply_sovereignty(const SovereigntyCost&, const Model&, const Game<RationalFunction>&,
                                const Evaluator<RationalFunction>&, Effects<RationalFunction>&);

}  // namespace comity
