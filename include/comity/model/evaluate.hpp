#pragma once
/// The value of a formula.

#include <memory>

#include "comity/model/scalars.hpp"

namespace comity {

/// What is being played in one issue while a formula is evaluated.
struct Play {
    const Issue* issue = nullptr;
    const std::vector<std::size_t>* actions = nullptr;  ///< by member
};

/// Thrown when a formula has no value (division by zero, a number that was not given); the caller adds which
/// profile.
struct EvaluationError {
    Diagnostic diagnostic;
};

/// Evaluates the formulas of one model under given scalars. Definitions that do not depend on play are
/// computed once per combination of states. T is Rational or RationalFunction.
template <class T>
class Evaluator {
  public:
    Evaluator(const Model& model, const Scalars<T>& scalars);
    ~Evaluator();
    Evaluator(const Evaluator&) = delete;
    Evaluator& operator=(const Evaluator&) = delete;

    const Scalars<T>& scalars() const { return scalars_; }

    /// `slots`: the states that the formula's variables stand for. `payoffs`: by actor, for exit formulas.
    T value(const Formula& formula, const std::vector<std::size_t>& slots, const Play& play = {},
            const std::vector<T>* payoffs = nullptr) const;

    /// −1, 0 or 1; asks the sign questions of an open scalar. `jump`: what depends on the answer may jump,
    /// not only bend.
    int sign(const T& value, bool jump = false) const;

  private:
    struct Frame;
    T evaluate(const Expression& e, Frame& frame) const;
    T evaluate_index(const Expression& e, Frame& frame) const;
    T evaluate_definition(const Expression& e, Frame& frame) const;
    T evaluate_aggregate(const Expression& e, Frame& frame) const;
    bool holds(const Expression& e, Frame& frame) const;
    /// The value, unless it has grown beyond all use.
    T bounded(T value, const Expression& e, const Frame& frame) const;
    T divide(const T& a, const T& b, const Expression& e, const Frame& frame) const;

    const Model& model_;
    const Scalars<T>& scalars_;
    mutable std::vector<std::vector<std::optional<T>>> definitions_;  ///< [definition][first * n + second]
};

}  // namespace comity
