#include "comity/payoffs/cell_proof.hpp"

#include "cell.hpp"
#include "comity/payoffs/decide.hpp"

namespace comity {
namespace {

std::vector<RationalFunction> as_functions(const std::vector<Rational>& numbers) {
    return {numbers.begin(), numbers.end()};
}

/// One point: decided as such, every function a constant.
std::optional<PayoffCell> prove_at_point(const CellQuestion& cell) {
    PayoffRequest request;
    request.delta = cell.delta_at();
    request.stop = cell.stop;
    TargetDecision decision = decide_target(cell.form, cell.middle, cell.target, request);
    if (cell.stop.stop_requested()) throw Stopped();
    if (decision.outcome == TargetDecision::Outcome::unknown) return std::nullopt;
    PayoffCell result;
    result.where = cell.where;
    result.sustained = decision.outcome == TargetDecision::Outcome::holds;
    result.lottery = std::move(decision.lottery);
    if (result.sustained && decision.proof.inner) {
        auto& inner = result.proof.inner.emplace();
        for (const auto& point : decision.proof.inner->points)
            inner.points.push_back({point.set, point.profile, point.continuation, as_functions(point.value),
                                    as_functions(point.radius)});
    }
    if (!result.sustained && decision.proof.outer) {
        auto& outer = result.proof.outer.emplace();
        outer.directions = decision.proof.outer->directions;
        outer.start = as_functions(decision.proof.outer->start);
        for (const auto& stage : decision.proof.outer->stages)
            outer.stages.push_back({stage.rays, stage.cells, as_functions(stage.levels)});
    }
    if (!wrong_with_cell(cell.form, cell.question, cell.delta, cell.target, result).empty()) return std::nullopt;
    return result;
}

}  // namespace

std::optional<PayoffCell> prove_on_cell(const GameForm& form, const Question<RationalFunction>& question,
                                        const std::vector<RationalFunction>& delta,
                                        const Question<Rational>& middle, const Rational& at,
                                        const Target& target, const Interval& where, const StopToken& stop) {
    if (form.n() != 2 || question.stages.size() != 1) return std::nullopt;
    const CellQuestion cell{form, question, delta, middle, at, target, where, stop};
    if (where.lo == where.hi) return prove_at_point(cell);
    const FloatGame game = make_float_game(form, middle, cell.delta_at());
    const CellSamples samples(cell, game);
    if (!samples.usable()) return std::nullopt;
    if (auto proved = sustained_on_cell(cell, samples, game)) return proved;
    return refuted_on_cell(cell, samples, game);
}

}  // namespace comity
