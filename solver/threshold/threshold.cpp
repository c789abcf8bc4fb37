#include "comity/threshold/threshold.hpp"

#include <algorithm>

#include "cells.hpp"
#include "comity/model/tabulate.hpp"
#include "partition.hpp"
#include "proof.hpp"
#include "worst.hpp"

namespace comity {
namespace {

/// What grim does not sustain another punishment may.
void leave_open(EndProof& end) {
    end.fails_at.reset();
    end.fails.clear();
    end.rejected.clear();
}

}  // namespace

ThresholdSolver::ThresholdSolver(const Model& model, StopToken stop)
    : model_(model), stop_(stop), form_(model.form()) {}
ThresholdSolver::~ThresholdSolver() = default;

const Game<Rational>& ThresholdSolver::game() {
    std::call_once(game_once_, [&] {
        const Scalars<Rational> scalars = file_scalars(model_);
        game_ = std::make_shared<const Game<Rational>>(
            tabulate(model_, Evaluator<Rational>(model_, scalars), stop_));
    });
    return *game_;
}

const Question<Rational>& ThresholdSolver::question(std::size_t lens, std::optional<std::size_t> without) {
    const auto slot = [&]() -> Built& {
        const std::scoped_lock hold(lock_);
        return questions_[{lens, without ? *without + 1 : 0}];
    };
    Built& built = slot();
    std::call_once(built.once, [&] {
        game();
        const Scalars<Rational> scalars = file_scalars(model_);
        const Evaluator<Rational> evaluator(model_, scalars);
        built.question = make_question(model_, game_, lens, evaluator, without);
    });
    return built.question;
}

std::vector<Rational> ThresholdSolver::deltas() const {
    const Scalars<Rational> scalars = file_scalars(model_);
    const Evaluator<Rational> evaluator(model_, scalars);
    std::vector<Rational> result;
    for (const Formula& formula : model_.delta) result.push_back(evaluator.value(formula, {}));
    return result;
}

std::vector<Punishment> ThresholdSolver::punishments(std::size_t lens) const {
    std::vector<Punishment> result{Punishment::grim};
    for (const ConstraintDeclaration& constraint : model_.constraints) {
        if (std::holds_alternative<ExitValues>(constraint.what) &&
            applies(constraint, model_.lenses[lens].name)) {
            result.push_back(Punishment::exit);
        }
    }
    if (form_.profiles().size() <= kMaxProfiles) result.push_back(Punishment::worst);
    return result;
}

bool ThresholdSolver::allows(std::size_t lens, Punishment punishment) const {
    const auto all = punishments(lens);
    return std::find(all.begin(), all.end(), punishment) != all.end();
}

bool ThresholdSolver::finds_payoff_sets() const {
    return form_.n() == 2 || (form_.n() <= kMaxPayoffActors && form_.profiles().size() <= kMaxWorstProfiles);
}

void ThresholdSolver::require_punishment(std::size_t lens, const Target& target,
                                         std::optional<Punishment> punishment) const {
    if (is_about_payoffs(target) && punishment != Punishment::worst) {
        throw Error(ErrorKind::usage,
                    "target '" + target.name +
                        "' is about the set of all equilibrium payoffs, in which every breach is answered by "
                        "the worst equilibrium; ask it under --punishment worst [F4.7]");
    }
    if (!punishment || allows(lens, *punishment)) return;
    throw Error(ErrorKind::usage,
                *punishment == Punishment::exit
                    ? "--punishment exit: this model gives no exit values under the lens '" +
                          model_.lenses[lens].name + "' [F3.4]"
                    : "--punishment " + to_string(*punishment) +
                          ": this game has more than 2^24 = 16777216 profiles [F4.3]");
}

Threshold ThresholdSolver::solve(const ThresholdRequest& request) {
    // Step 1. Is it a question?
    const bool accept = request.target.test == TargetTest::accept;
    if (accept && request.of.is_delta()) {
        throw Error(ErrorKind::usage, "target '" + request.target.name +
                                          "': acceptance does not depend on the discount factor [F4.7]; ask "
                                          "--of a lens strength or a parameter");
    }
    if (!accept && !request.of.is_delta() && model_.delta.empty()) {
        throw Error(ErrorKind::usage, "a discount factor is needed to ask about " + request.of.text +
                                          "; give --delta, or delta = ... in the file");
    }
    if (request.of.kind == ScalarPath::Kind::delta_one && model_.delta.empty()) {
        throw Error(ErrorKind::usage, "the others' discount factors are needed to ask about " +
                                          request.of.text + "; give --delta, or delta = ... in the file");
    }
    require_punishment(request.lens, request.target, request.punishment);
    // Step 2. The answer, and what it would be without each constraint [F3.5].
    Threshold answer = solve_without(request, std::nullopt, true);
    for (std::size_t c = 0; c < model_.constraints.size(); ++c) {
        if (!applies(model_.constraints[c], model_.lenses[request.lens].name)) continue;
        if (are_proved_different(solve_without(request, c, false), answer))
            answer.binding_constraints.push_back(c);
    }
    return answer;
}

Threshold ThresholdSolver::solve_without(const ThresholdRequest& asked_for,
                                         std::optional<std::size_t> without, bool prove) {
    ThresholdRequest request = asked_for;
    request.stop = stop_;
    Threshold answer;
    answer.lens = model_.lenses[request.lens].name;
    answer.target = request.target;
    answer.of = request.of.text;
    answer.punishment = request.punishment;
    answer.domain = request.range ? *request.range : domain_of(model_, request.of);
    if (request.punishment == Punishment::worst) {
        solve_worst(request, without, prove, answer);
        return answer;
    }

    if (request.of.is_delta()) {
        const std::vector<RationalFunction> delta = open_delta(request.of);
        // Under expulsion the exit rule is the punishment itself: what can be left out of it is the floor.
        const bool only_floor = without && request.punishment == Punishment::exit &&
                                std::holds_alternative<ExitValues>(model_.constraints[*without].what);
        Question<Rational> floorless;
        const Question<Rational>* asked = nullptr;
        if (only_floor) {
            floorless = question(request.lens);
            for (auto& floor : floorless.stages.front().floor) floor.reset();
            asked = &floorless;
        } else {
            asked = &question(request.lens, without);
        }
        const std::vector<SolvedCell<Rational>> cells{
            solve_cell(form_, asked->stage(), answer.domain, delta, request)};
        conclude(cells, model_, form_, request.tolerance, answer, prove);
    } else {
        const auto cells = solve_cells(model_, form_, request, without, answer.domain);
        conclude(cells, model_, form_, request.tolerance, answer, prove);
    }
    return answer;
}

template <class T>
void ThresholdSolver::bound_worst(const std::vector<SolvedCell<T>>& cells, const ThresholdRequest& request,
                                  bool prove, Threshold& answer) {
    // Step 1. What is surely sustained: what grim is, or a set that a stage equilibrium lies in.
    const Target target = answer.target;
    IntervalSet possible;
    if (target.test == TargetTest::set) {
        answer.by_actor.assign(form_.n(), answer.domain);
        answer.agreed = answer.domain;
        for (const auto& cell : cells) {
            answer.sustained = unite(
                answer.sustained, where_some_equilibrium_lies_in(cell.view(form_, target), cell.equilibria));
        }
    } else {
        answer.target.test = target.test == TargetTest::payoff ? TargetTest::sustain : target.test;
        conclude(cells, model_, form_, request.tolerance, answer, prove);
        answer.target = target;
    }
    // Step 2. What minmax does not rule out.
    for (const auto& cell : cells) possible = unite(possible, not_ruled_out(cell.view(form_, target), cell));
    answer.possible = unite(possible, answer.sustained);
}

void ThresholdSolver::solve_worst(const ThresholdRequest& request, std::optional<std::size_t> without,
                                  bool prove, Threshold& answer) {
    ThresholdRequest grim = request;
    grim.punishment = Punishment::grim;
    if (is_about_payoffs(request.target)) grim.target.test = TargetTest::sustain;
    const bool common = request.of.kind == ScalarPath::Kind::delta_all;
    if (request.of.is_delta()) {
        const std::vector<RationalFunction> delta = open_delta(request.of);
        const std::vector<SolvedCell<Rational>> cells{
            solve_cell(form_, question(request.lens, without).stage(), answer.domain, delta, grim)};
        bound_worst(cells, request, prove, answer);
    } else {
        bound_worst(solve_cells(model_, form_, grim, without, answer.domain), request, prove, answer);
    }
    if (answer.sustained == answer.possible) {
        if (request.target.test == TargetTest::set) {
            // A set of payoffs is nobody's to break.
            decide(answer);
            answer.binding_actors.clear();
        }
        if (prove) prove_outside(request, without, answer);
        return;
    }
    // Between the two, payoff sets decide.
    const IntervalSet sure = answer.sustained, possible = answer.possible;
    answer.binding_actors.clear();
    answer.note.clear();
    answer.value.reset();
    if (common && request.target.test != TargetTest::cycle && finds_payoff_sets()) {
        answer.certificate.ends.clear();
        close_in(form_, question(request.lens, without), sure, possible, request, prove, answer);
        return;
    }
    // Proofs that hold on intervals are found for two actors; of others what is between stays undecided.
    if (form_.n() == 2) {
        Partition parts = partition(model_, form_, request, without,
                                    intersect(possible, outside(sure, answer.domain)), stop_);
        answer.sustained = unite(sure, parts.sustained);
        answer.possible = intersect(possible, outside(parts.refuted, answer.domain));
        if (prove) answer.certificate.cells = std::move(parts.cells);
        if (answer.sustained == answer.possible) decide(answer);
    }
    if (!finds_payoff_sets())
        answer.note =
            "too large a game for the worst equilibrium: it lies between reversion and the minmax values";
    for (EndProof& end : answer.certificate.ends) leave_open(end);
}

void ThresholdSolver::prove_outside(const ThresholdRequest& request, std::optional<std::size_t> without,
                                    Threshold& answer) {
    for (EndProof& end : answer.certificate.ends) {
        if (!end.fails_at) continue;
        if (finds_payoff_sets()) {
            std::vector<Rational> delta;
            const Question<Rational> there = question_at(model_, request, without, *end.fails_at, delta);
            PayoffRequest wanted;
            wanted.delta = delta;
            wanted.stop = stop_;
            const TargetDecision decision = decide_target(form_, there, request.target, wanted);
            // What may not be agreed on needs no levels.
            if (decision.outcome == TargetDecision::Outcome::fails && decision.proof.outer)
                answer.certificate.cells.push_back(cell_of(decision, Interval::point(*end.fails_at)));
        }
        leave_open(end);
    }
}

std::vector<RationalFunction> ThresholdSolver::open_delta(const ScalarPath& path) const {
    std::vector<RationalFunction> delta;
    const auto file = deltas();
    for (std::size_t i = 0; i < form_.n(); ++i) {
        const bool open = path.kind == ScalarPath::Kind::delta_all || path.id == i;
        delta.push_back(open ? RationalFunction::variable() : RationalFunction(file[i]));
    }
    return delta;
}

Threshold ThresholdSolver::accepted(std::size_t lens, const Target& target,
                                    std::optional<std::size_t> without, bool prove) {
    const ScalarPath nothing;
    ThresholdRequest request{lens, target, nothing, std::nullopt};
    request.stop = stop_;
    Threshold answer;
    answer.lens = model_.lenses[lens].name;
    answer.target = target;
    answer.domain = Interval::point(Rational(0));
    const std::vector<SolvedCell<Rational>> cells{
        solve_cell(form_, question(lens, without).stage(), answer.domain, {}, request)};
    conclude(cells, model_, form_, request.tolerance, answer, prove);
    return answer;
}

Threshold ThresholdSolver::acceptance(std::size_t lens, const Target& target) {
    Threshold answer = accepted(lens, target, std::nullopt, true);
    for (std::size_t c = 0; c < model_.constraints.size(); ++c) {
        if (applies(model_.constraints[c], answer.lens) &&
            accepted(lens, target, c, false).sustained != answer.sustained)
            answer.binding_constraints.push_back(c);
    }
    return answer;
}

Verdict::Outcome ThresholdSolver::outcome_at_file_values(std::size_t lens, const Target& target,
                                                         std::optional<Punishment> punishment,
                                                         std::vector<PayoffCell>* proof) {
    using Outcome = Verdict::Outcome;
    require_punishment(lens, target, punishment);
    const std::vector<Rational> file = deltas();
    const std::vector<RationalFunction> delta(file.begin(), file.end());
    const ScalarPath nothing;
    ThresholdRequest request{lens, target, nothing, punishment};
    request.stop = stop_;
    const StageGame<Rational>& stage = question(lens).stage();
    // Nothing is open: the domain is any one point.
    const Interval any = Interval::point(Rational(0));
    const bool worst = punishment == Punishment::worst;
    if (worst) request.punishment = Punishment::grim;
    if (is_about_payoffs(target)) request.target.test = TargetTest::sustain;
    const auto cell = solve_cell(form_, stage, any, delta, request);
    const bool sure =
        target.test == TargetTest::set
            ? !where_some_equilibrium_lies_in(cell.view(form_, target), cell.equilibria).is_empty()
            : !cell.agreed.is_empty() && std::none_of(cell.by_actor.begin(), cell.by_actor.end(),
                                                      [](const IntervalSet& set) { return set.is_empty(); });
    if (sure) return Outcome::sustainable;
    if (!worst || not_ruled_out(cell.view(form_, target), cell).is_empty()) return Outcome::not_sustainable;
    if (!finds_payoff_sets()) return Outcome::undecided;
    PayoffRequest wanted;
    wanted.delta = file;
    wanted.stop = stop_;
    if (stop_.stop_requested()) throw Stopped();
    const TargetDecision decision = decide_target(form_, question(lens), target, wanted);
    if (decision.outcome == TargetDecision::Outcome::unknown) return Outcome::undecided;
    if (proof != nullptr) *proof = {cell_of(decision, any)};
    return decision.outcome == TargetDecision::Outcome::holds ? Outcome::sustainable
                                                              : Outcome::not_sustainable;
}

}  // namespace comity
