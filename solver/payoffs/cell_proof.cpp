#include "comity/payoffs/cell_proof.hpp"

#include <algorithm>

#include "cell.hpp"
#include "comity/payoffs/decide.hpp"
#include "iterate.hpp"

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
    if (!wrong_with_cell(cell.form, cell.question, cell.delta, cell.target, result).empty())
        return std::nullopt;
    return result;
}

/// The floating game at a node, in the middle's units.
FloatGame game_at(const CellQuestion& cell, const CellSamples& samples, const FloatGame& middle,
                  std::size_t node) {
    FloatGame game = middle;
    const ProfileSpace& profiles = cell.form.profiles();
    for (std::size_t i = 0; i < 2; ++i) {
        const int axis = static_cast<int>(i);
        game.delta[i] = samples.delta(node, i);
        double minmax = kInfinity, lowest = kInfinity, highest = -kInfinity;
        for (ProfileIndex p = 0; p < profiles.size(); ++p) {
            lowest = std::min(lowest, samples.utility(node, i, p));
            highest = std::max(highest, samples.utility(node, i, p));
            if (!cell.stage().allowed[1 - i][profiles.action(p, 1 - i)]) continue;
            double best = -kInfinity;
            for (std::size_t action = 0; action < profiles.actions(i); ++action) {
                if (cell.stage().allowed[i][action])
                    best = std::max(best, samples.utility(node, i, profiles.with(p, i, action)));
            }
            minmax = std::min(minmax, best);
        }
        game.least_threat[axis] = minmax;
        game.lower[axis] = lowest;
        game.upper[axis] = highest;
        for (auto& set : game.sets) {
            for (FloatProfile& each : set) {
                each.u[axis] = samples.utility(node, i, each.profile);
                each.best[axis] = each.floor[axis] = -kInfinity;
                for (const double floor : samples.floors(node, i, each.profile))
                    each.floor[axis] = std::max(each.floor[axis], floor);
                for (std::size_t action = 0; action < profiles.actions(i); ++action) {
                    if (action == profiles.action(each.profile, i) || !cell.stage().allowed[i][action])
                        continue;
                    each.best[axis] = std::max(
                        each.best[axis], samples.utility(node, i, profiles.with(each.profile, i, action)));
                }
            }
        }
    }
    return game;
}

/// Does the target seem to be sustained in a floating game? Empty where it is close, or about payoffs.
std::optional<bool> guess(const CellQuestion& cell, const FloatGame& game) {
    if (is_about_payoffs(cell.target)) return std::nullopt;
    IterationOptions options;
    options.slack = 1e-12;
    options.limit = most_rounds(game);
    options.stop = cell.stop;
    const PayoffFamily family = iterate(game, options);
    if (cell.stop.stop_requested()) throw Stopped();
    if (family.emptied) return false;
    if (!family.converged) return std::nullopt;
    const auto path = played(cell.target);
    std::vector<const FloatProfile*> steps;
    for (const ProfileIndex a : path) {
        for (const FloatProfile& each : game.sets[0]) {
            if (each.profile == a) steps.push_back(&each);
        }
    }
    if (steps.size() < path.size()) return false;
    double least = kInfinity;
    for (std::size_t t = 0; t < steps.size(); ++t) {
        const Point2 m = required(game, *steps[t], family.threats);
        for (int i = 0; i < 2; ++i) {
            double above = 0, below = 0;
            for (std::size_t s = steps.size(); s-- > 0;) {
                above = steps[(t + s) % steps.size()]->u[i] + game.delta[i] * above;
                below = 1 + game.delta[i] * below;
            }
            least = std::min(least, above / below - m[i]);
        }
    }
    if (least > 1e-9) return true;
    if (least < -1e-9) return false;
    return std::nullopt;
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
    const auto guessed = guess(cell, game);
    // A cell in which the answer seems to change is not worth a proof.
    for (const std::size_t node : {std::size_t{0}, std::size_t{1}}) {
        if (!guessed) break;
        const auto there = guess(cell, game_at(cell, samples, game, node));
        if (there && *there != *guessed) return std::nullopt;
    }
    if (!guessed || *guessed) {
        if (auto proved = sustained_on_cell(cell, samples, game)) return proved;
    }
    if (!guessed || !*guessed) return refuted_on_cell(cell, samples, game);
    return std::nullopt;
}

}  // namespace comity
