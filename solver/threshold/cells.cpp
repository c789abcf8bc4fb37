#include "cells.hpp"

#include <algorithm>

#include "comity/model/tabulate.hpp"
#include "comity/question/bounds.hpp"

namespace comity {
namespace {

Rational inside(const Interval& cell) {
    if (cell.lo == cell.hi) return cell.lo.number().lo();
    if (cell.lo.is_finite() && cell.hi.is_finite()) return between(cell.lo.number(), cell.hi.number());
    if (cell.lo.is_finite()) return cell.lo.number().hi() + 1;
    if (cell.hi.is_finite()) return cell.hi.number().lo() - 1;
    return 0;
}

/// A question with the scalar left open, built for one cell, or at one rational point.
template <class T>
std::shared_ptr<const Question<T>> build(const Model& model, const ThresholdRequest& request,
                                         std::optional<std::size_t> without, const Scalars<T>& scalars,
                                         std::vector<RationalFunction>& delta) {
    const Evaluator<T> evaluator(model, scalars);
    auto game = std::make_shared<const Game<T>>(tabulate(model, evaluator, request.stop));
    auto question =
        std::make_shared<Question<T>>(make_question(model, game, request.lens, evaluator, without));
    delta.clear();
    for (const Formula& formula : model.delta) delta.emplace_back(evaluator.value(formula, {}));
    return question;
}

/// The agreement rule of a question at a single point, as functions.
class ConstantRule final : public AgreementRule<RationalFunction> {
  public:
    ConstantRule(std::shared_ptr<const Question<Rational>> owner, const AgreementRule<Rational>& rule)
        : AgreementRule<RationalFunction>(rule.constraint()), owner_(std::move(owner)), rule_(rule) {}
    std::vector<std::vector<RationalFunction>> clauses(ProfileIndex profile) const override {
        std::vector<std::vector<RationalFunction>> result;
        for (const auto& clause : rule_.clauses(profile)) result.emplace_back(clause.begin(), clause.end());
        return result;
    }
    std::vector<std::vector<IssueSum<RationalFunction>>> sums() const override {
        std::vector<std::vector<IssueSum<RationalFunction>>> result;
        for (const auto& clause : rule_.sums()) {
            auto& mine = result.emplace_back();
            for (const IssueSum<Rational>& sum : clause) {
                mine.push_back({RationalFunction(sum.constant), {}});
                for (const auto& terms : sum.terms)
                    mine.back().terms.emplace_back(terms.begin(), terms.end());
            }
        }
        return result;
    }

  private:
    std::shared_ptr<const Question<Rational>> owner_;
    const AgreementRule<Rational>& rule_;
};

/// At a single point everything is a constant; as functions, so that all cells look alike.
std::shared_ptr<const Question<RationalFunction>> constant_question(
    const std::shared_ptr<const Question<Rational>>& question) {
    auto result = std::make_shared<Question<RationalFunction>>();
    result->lens = question->lens;
    StageGame<RationalFunction> stage;
    const StageGame<Rational>& from = question->stage();
    for (const PayoffTable& row : from.utility) stage.utility.emplace_back(row.begin(), row.end());
    stage.allowed = from.allowed;
    stage.prescribable = from.prescribable;
    for (const auto& floor : from.floor)
        stage.floor.push_back(floor ? std::optional<RationalFunction>(*floor) : std::nullopt);
    for (const auto& exit : from.exit_value)
        stage.exit_value.push_back(exit ? std::optional<RationalFunction>(*exit) : std::nullopt);
    for (const auto& rule : from.agreements)
        stage.agreements.push_back(std::make_shared<ConstantRule>(question, *rule));
    stage.consensus = from.consensus;
    stage.status_quo = from.status_quo;
    result->stages.push_back(std::move(stage));
    return result;
}

class Cutter {
  public:
    Cutter(const Model& model, const ThresholdRequest& request, std::optional<std::size_t> without)
        : model_(model), request_(request), without_(without) {}

    std::vector<OpenCell> run(const Interval& domain) {
        cut(domain);
        std::sort(cells_.begin(), cells_.end(), [](const auto& a, const auto& b) {
            return a.domain.lo < b.domain.lo || (a.domain.lo == b.domain.lo && a.domain.hi < b.domain.hi);
        });
        return std::move(cells_);
    }

  private:
    void cut(const Interval& domain) {
        if (domain.lo == domain.hi) return point(domain.lo.number(), false);
        // Step 1. Evaluate once with the signs of a sample, noting what was asked.
        SignQuestions signs{inside(domain), {}};
        const Scalars<RationalFunction> scalars = open_scalars(model_, request_.of, signs);
        std::vector<RationalFunction> delta;
        const auto question = build(model_, request_, floorless() ? std::nullopt : without_, scalars, delta);
        // Step 2. Cut where an answer could change.
        std::vector<std::pair<AlgebraicNumber, bool>> cuts;
        for (const auto& [function, jump] : signs.asked) {
            for (const Polynomial& p : {function.numerator(), function.denominator()}) {
                for (const AlgebraicNumber& root : real_roots(p)) {
                    if (!domain.contains(root)) continue;
                    const auto known = std::find_if(cuts.begin(), cuts.end(),
                                                    [&](const auto& c) { return c.first == root; });
                    if (known == cuts.end()) {
                        cuts.emplace_back(root, jump);
                    } else {
                        known->second = known->second || jump;
                    }
                }
            }
        }
        if (cuts.empty()) return finish(question, domain, delta);
        std::sort(cuts.begin(), cuts.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
        Bound lo = domain.lo;
        bool lo_closed = domain.lo_closed;
        for (const auto& [at, jump] : cuts) {
            const Interval before{lo, at, lo_closed, false};
            if (!before.is_empty()) cut(before);
            point(at, jump);
            lo = at;
            lo_closed = false;
        }
        const Interval rest{lo, domain.hi, lo_closed, domain.hi_closed};
        if (!rest.is_empty()) cut(rest);
    }

    /// One point: where it is rational everything is evaluated there; a formula without a value leaves it
    /// out.
    void point(const AlgebraicNumber& at, bool jump) {
        if (!at.is_rational()) {
            if (jump) {
                throw Error(ErrorKind::usage, "the payoffs jump at an irrational value of " +
                                                  request_.of.text + " near " + to_decimal(at.lo(), 6) +
                                                  "; give a --range on one side of it");
            }
            return;
        }
        try {
            std::vector<RationalFunction> delta;
            const auto question = build(model_, request_, floorless() ? std::nullopt : without_,
                                        scalars_at(model_, request_.of, at.rational()), delta);
            finish(constant_question(question), Interval::point(at), delta);
        } catch (const Error& error) {
            const bool no_value = std::any_of(
                error.diagnostics().begin(), error.diagnostics().end(),
                [](const Diagnostic& d) { return d.code == "division-by-zero" || d.code == "weight-range"; });
            if (!no_value) throw;
        }
    }

    void finish(std::shared_ptr<const Question<RationalFunction>> question, const Interval& domain,
                const std::vector<RationalFunction>& delta) {
        if (floorless()) {
            auto copy = std::make_shared<Question<RationalFunction>>(*question);
            for (auto& floor : copy->stages.front().floor) floor.reset();
            question = copy;
        }
        cells_.push_back({std::move(question), domain, delta});
    }

    /// Under expulsion the exit rule is the punishment itself: what can be left out of it is the floor.
    bool floorless() const {
        return without_ && request_.punishment == Punishment::exit &&
               std::holds_alternative<ExitValues>(model_.constraints[*without_].what);
    }

    const Model& model_;
    const ThresholdRequest& request_;
    std::optional<std::size_t> without_;
    std::vector<OpenCell> cells_;
};

}  // namespace

template <class T>
SolvedCell<T> solve_cell(const GameForm& form, const StageGame<T>& stage, const Interval& domain,
                         const std::vector<RationalFunction>& delta, const ThresholdRequest& request) {
    SolvedCell<T> solved;
    solved.stage = &stage;
    solved.domain = domain;
    solved.delta = delta;
    solved.punishment = request.punishment;
    solved.stop = request.stop;
    const Cell<T> cell = solved.view(form, request.target);
    solved.prescribable = cell.prescribable();
    if (solved.prescribable) solved.agreed = where_path_agreed(cell);
    const bool grim = request.target.test != TargetTest::accept && request.punishment == Punishment::grim;
    if (grim) solved.equilibria = equilibrium_regions(form, stage, domain, request.stop);
    for (std::size_t i = 0; i < form.n(); ++i) {
        solved.standing.push_back(where_standing(cell, i));
        solved.by_actor.push_back(solved.prescribable ? kept_by(cell, i, solved.equilibria) : IntervalSet());
    }
    return solved;
}

template SolvedCell<Rational> solve_cell(const GameForm&, const StageGame<Rational>&, const Interval&,
                                         const std::vector<RationalFunction>&, const ThresholdRequest&);
template SolvedCell<RationalFunction> solve_cell(const GameForm&, const StageGame<RationalFunction>&,
                                                 const Interval&, const std::vector<RationalFunction>&,
                                                 const ThresholdRequest&);

std::vector<SolvedCell<RationalFunction>> solve_cells(const Model& model, const GameForm& form,
                                                      const ThresholdRequest& request,
                                                      std::optional<std::size_t> without,
                                                      const Interval& domain) {
    std::vector<SolvedCell<RationalFunction>> solved;
    for (OpenCell& open : Cutter(model, request, without).run(domain)) {
        solved.push_back(solve_cell(form, open.question->stage(), open.domain, open.delta, request));
        solved.back().owner = std::move(open.question);
    }
    return solved;
}

std::vector<OpenCell> open_cells(const Model& model, const GameForm& form, const ThresholdRequest& request,
                                 std::optional<std::size_t> without, const Interval& domain) {
    if (!request.of.is_delta()) return Cutter(model, request, without).run(domain);
    std::vector<RationalFunction> delta;
    const auto question = build(model, request, without, file_scalars(model), delta);
    delta.resize(form.n(), RationalFunction::variable());
    for (std::size_t i = 0; i < form.n(); ++i) {
        if (request.of.kind == ScalarPath::Kind::delta_all || request.of.id == i)
            delta[i] = RationalFunction::variable();
    }
    return {{constant_question(question), domain, delta}};
}

Question<Rational> question_at(const Model& model, const ThresholdRequest& request,
                               std::optional<std::size_t> without, const Rational& value,
                               std::vector<Rational>& delta) {
    const bool of_delta = request.of.is_delta();
    std::vector<RationalFunction> constants;
    const auto question =
        build(model, request, without, of_delta ? file_scalars(model) : scalars_at(model, request.of, value),
              constants);
    delta.clear();
    for (const RationalFunction& each : constants) delta.push_back(each.constant());
    if (request.of.kind == ScalarPath::Kind::delta_all) {
        delta.assign(question->form().n(), value);
    } else if (request.of.kind == ScalarPath::Kind::delta_one) {
        delta[request.of.id] = value;
    }
    return *question;
}

}  // namespace comity
