#pragma once
/// The values of a formula at all cells of an issue at once. What only some members' actions matter to is
/// computed once for each combination of these, and sums are added up as tables.

#include "comity/game/payoff_table.hpp"
#include "comity/model/evaluate.hpp"

namespace comity {

class FormulaTable {
  public:
    FormulaTable(const Model& model, const Issue& issue, const Evaluator<Rational>& evaluator)
        : model_(model), issue_(issue), evaluator_(evaluator) {}

    /// By cell. `slots`: the states that the formula's variables stand for. Throws EvaluationError where some
    /// part has no value, which need not be one that every cell asks for: then each cell must be looked at.
    PayoffTable values(const Formula& formula, const std::vector<std::size_t>& slots) const;

  private:
    using Slots = std::vector<std::size_t>;
    /// A subexpression by what some members do, in the order of their profile space.
    struct Part {
        std::vector<std::size_t> members;  ///< rising
        PayoffTable numbers;
    };

    Part part(const Formula& formula, const ExpressionPtr& e, const Slots& slots) const;
    Part one_by_one(const Formula& formula, const ExpressionPtr& e, const Slots& slots) const;
    Part sum_over(const Formula& formula, const Expression& e, const Slots& slots) const;
    /// a · x + b · y.
    Part sum(const Rational& a, const Part& x, const Rational& b, const Part& y) const;
    Part times(const Part& x, const Part& y) const;
    static Part scaled(const Rational& factor, const Part& x);
    /// The numbers by what more members do.
    PayoffTable spread(const Part& x, const std::vector<std::size_t>& members) const;

    /// Marks the members whose actions an expression reads.
    void mark(const Expression& e, const Slots& slots, std::vector<bool>& reads) const;
    ProfileSpace space_of(const std::vector<std::size_t>& members) const;

    const Model& model_;
    const Issue& issue_;
    const Evaluator<Rational>& evaluator_;
};

}  // namespace comity
