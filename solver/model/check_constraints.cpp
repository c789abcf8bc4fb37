#include "check_constraints.hpp"

namespace comity {

void check_constraint_values(const ConstraintDeclaration& constraint, const Model& model,
                             const Evaluator<Rational>& evaluator, Diagnostics& diagnostics) {
    const std::size_t n = model.actors.size();
    if (const auto* sovereignty = std::get_if<SovereigntyCost>(&constraint.what)) {
        for (std::size_t i = 0; i < n; ++i) evaluator.value(sovereignty->cost, {i});
    } else if (const auto* cap = std::get_if<DepthCap>(&constraint.what)) {
        for (const ActorId who : cap->who) evaluator.value(cap->cap, {who.index});
    } else if (const auto* compatible = std::get_if<CompatibleDepth>(&constraint.what)) {
        evaluator.value(compatible->depth, {});
        evaluator.value(compatible->least, {});
        for (const ActorId i : compatible->who) {
            for (const ActorId j : compatible->who) {
                if (i != j) evaluator.value(compatible->affinity, {i.index, j.index});
            }
        }
    } else if (const auto* recognition = std::get_if<Recognition>(&constraint.what)) {
        const Rational ratio = evaluator.value(recognition->ratio, {});
        if (ratio >= 1) return;
        diagnostics.push_back(recognition->ratio.diagnose(
            "ratio-range", 0, recognition->ratio.text.size(),
            "the ratio of a recognition constraint is at least 1, not " + to_string(ratio),
            "1 asks for equal gains; below 1 no positive gain could ever be shared [F3.2]"));
    }
}

}  // namespace comity
