#pragma once
/// The range of an open scalar cut into cells in which every formula is one ratio of polynomials: at the
/// roots of what min, max, abs, comparisons and divisors ask about.

#include "conditions.hpp"

namespace comity {

/// A cell with its answer.
template <class T>
struct SolvedCell {
    std::shared_ptr<const Question<T>> owner;  ///< keeps `stage` alive where the cell built its own question
    const StageGame<T>* stage = nullptr;
    Interval domain;
    std::vector<RationalFunction> delta;
    std::optional<Punishment> punishment;
    StopToken stop;
    std::vector<EquilibriumRegion> equilibria;
    std::vector<IntervalSet> by_actor;
    std::vector<IntervalSet> standing;  ///< by actor: where its floors are met at the target
    IntervalSet agreed;                 ///< where the agreement constraints allow the target itself
    bool prescribable = true;

    Cell<T> view(const GameForm& form, const Target& target) const {
        return {form, *stage, domain, delta, target, punishment, form.status_quo(), stop};
    }
};

/// Solves one cell.
template <class T>
SolvedCell<T> solve_cell(const GameForm& form, const StageGame<T>& stage, const Interval& domain,
                         const std::vector<RationalFunction>& delta, const ThresholdRequest& request);

/// Cuts the domain of a parameter and solves every cell. Points at which a formula has no value belong to no
/// cell.
std::vector<SolvedCell<RationalFunction>> solve_cells(const Model& model, const GameForm& form,
                                                      const ThresholdRequest& request,
                                                      std::optional<std::size_t> without,
                                                      const Interval& domain);

/// A question with the scalar left open, as it holds throughout a cell; δ by actor.
struct OpenCell {
    std::shared_ptr<const Question<RationalFunction>> question;
    Interval domain;
    std::vector<RationalFunction> delta;
};

/// The cells of a range, ascending, without answers. Where the scalar is a δ there is one, and only δ depends
/// on it.
std::vector<OpenCell> open_cells(const Model& model, const GameForm& form, const ThresholdRequest& request,
                                 std::optional<std::size_t> without, const Interval& domain);

/// The question with the scalar at a value; `delta` becomes δ by actor there. Error: a formula has no value.
Question<Rational> question_at(const Model& model, const ThresholdRequest& request,
                               std::optional<std::size_t> without, const Rational& value,
                               std::vector<Rational>& delta);

}  // namespace comity
