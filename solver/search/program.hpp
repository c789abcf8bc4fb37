#pragma once
/// What is searched [F4.6]: one variable for each issue, whose values are the issue's cells, under clauses
/// "one of these sums over issues is not negative", for the greatest value of a goal. All numbers are whole.

#include <functional>
#include <optional>
#include <vector>

#include "comity/constraint/agreement.hpp"
#include "comity/number/rational.hpp"
#include "comity/text/progress.hpp"

namespace comity {

/// constant + Σ_s terms[s][cell]; an issue that adds nothing has no terms.
struct WholeSum {
    Integer constant = 0;
    std::vector<std::vector<Integer>> terms;
};

/// One of the alternatives is ≥ 0.
struct SumClause {
    std::vector<WholeSum> alternatives;
    /// Where there are several: the first one plus this is ≥ 0 wherever the clause holds, which bounds can
    /// use; empty where nothing like that is known.
    std::optional<Integer> loosened = {};
    /// Whose incentive it is.
    std::optional<std::size_t> actor = {};
};

/// What is to be as great as possible: a sum, the least of several, or their product, where one that is
/// negative counts as 0.
struct Goal {
    enum class Kind { sum, least, product };
    Kind kind = Kind::sum;
    std::vector<WholeSum> sums;
};

struct Program {
    std::vector<std::vector<bool>> possible;  ///< [issue][cell]
    std::vector<ProfileSpace> spaces;         ///< by issue: whose actions its cells are
    std::vector<SumClause> clauses;
    /// Products that must be at least so much.
    std::vector<std::pair<Goal, Integer>> kept_products;
    std::optional<Goal> goal;
    /// The goal must reach this.
    std::optional<Integer> at_least;
};

/// A sum over issues as whole numbers: the same sign everywhere.
WholeSum whole(const IssueSum<Rational>& sum);
/// Several sums times one common number above 0, which is returned.
Integer whole(const std::vector<IssueSum<Rational>>& sums, std::vector<WholeSum>& result);

/// The sum with every sign turned.
WholeSum minus(WholeSum sum);

/// The value of a sum, and of a goal, at given cells.
Integer value_of(const WholeSum& sum, const std::vector<ProfileIndex>& cells);
Integer value_of(const Goal& goal, const std::vector<ProfileIndex>& cells);

/// No cells give a goal more, whatever the clauses: every issue and sum at its greatest by itself.
Integer most(const Goal& goal);

/// Makes every further solution reach a value of the goal.
void keep(Program& program, const Goal& goal, const Integer& value);

/// What a search came to.
struct SearchResult {
    bool finished = false;                          ///< false where it was stopped
    std::optional<std::vector<ProfileIndex>> best;  ///< the best found; empty: none was
    Integer value = 0;                              ///< of the goal there
    /// Where it was stopped: no solution has a greater value. Empty: nothing is known.
    std::optional<Integer> bound;
};

/// There is no solution.
inline SearchResult nothing_found() {
    SearchResult result;
    result.finished = true;
    return result;
}

struct SearchOptions {
    unsigned jobs = 1;
    bool any = false;  ///< the first solution will do
    StopToken stop = {};
    /// Called with every better value found and with every lower bound, on a thread of the search.
    std::function<void(const Integer& value, const std::optional<Integer>& bound)> better = {};
};

}  // namespace comity
