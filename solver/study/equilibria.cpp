#include "comity/study/equilibria.hpp"

namespace comity {

StageFinding find_equilibria(ThresholdSolver& solver, std::size_t lens) {
    const GameForm& form = solver.form();
    const Question<Rational>& question = solver.question(lens);
    StageFinding finding{
        question.lens, stage_equilibria(form, question.stage()), minmax(form, question.stage()), {}};
    const auto& constraints = solver.model().constraints;
    for (std::size_t c = 0; c < constraints.size(); ++c) {
        if (applies(constraints[c], finding.lens) &&
            stage_equilibria(form, solver.question(lens, c).stage()) != finding.equilibria)
            finding.binding_constraints.push_back(c);
    }
    return finding;
}

}  // namespace comity
