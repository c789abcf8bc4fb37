#include "objectives.hpp"

namespace comity {

const ScaledGoal& Goals::of(Objective objective) const {
    const auto known = made_.find(objective);
    return known != made_.end() ? known->second : made_.emplace(objective, make(objective)).first->second;
}

Rational Goals::most_of(Objective objective) const {
    const ScaledGoal& scaled = of(objective);
    return Rational(most(scaled.goal)) / scaled.unit;
}

ScaledGoal Goals::make(Objective objective) const {
    ScaledGoal result;
    std::vector<IssueSum<Rational>> sums;
    const std::size_t n = game_.form.n();
    if (objective == Objective::depth) {
        sums.push_back(depth([](const Issue& issue, std::size_t member, std::size_t action) {
            return issue.levels[member][action];
        }));
    } else if (objective == Objective::maximal) {
        sums.push_back(depth([](const Issue&, std::size_t, std::size_t action) { return Rational(action); }));
    } else {
        for (std::size_t i = 0; i < n; ++i) sums.push_back(gain(i));
    }
    if (objective == Objective::gain) {
        IssueSum<Rational> all = sums.front();
        for (std::size_t i = 1; i < n; ++i) {
            all.constant += sums[i].constant;
            for (std::size_t s = 0; s < all.terms.size(); ++s) {
                for (std::size_t cell = 0; cell < all.terms[s].size(); ++cell)
                    all.terms[s][cell] += sums[i].terms[s][cell];
            }
        }
        sums = {std::move(all)};
    }
    if (objective == Objective::least) result.goal.kind = Goal::Kind::least;
    if (objective == Objective::nash) result.goal.kind = Goal::Kind::product;
    const Integer common = whole(sums, result.goal.sums);
    const std::size_t power = objective == Objective::nash ? n : 1;
    for (std::size_t k = 0; k < power; ++k) result.unit *= Rational(common);
    return result;
}

IssueSum<Rational> Goals::gain(std::size_t actor) const {
    IssueSum<Rational> sum{-game_.baseline[actor], {}};
    for (const IssueTables<Rational>& tables : game_.issues)
        sum.terms.emplace_back(tables.payoff[actor].begin(), tables.payoff[actor].end());
    return sum;
}

template <class Worth>
IssueSum<Rational> Goals::depth(const Worth& worth) const {
    IssueSum<Rational> sum;
    for (const Issue& issue : game_.form.issues()) {
        // Member by member, whose actions vary the faster the later they come.
        std::vector<Rational> totals(1, 0);
        for (std::size_t m = 0; m < issue.members.size(); ++m) {
            std::vector<Rational> more;
            for (const Rational& total : totals) {
                for (std::size_t action = 0; action < issue.actions[m].size(); ++action)
                    more.push_back(total + worth(issue, m, action));
            }
            totals = std::move(more);
        }
        sum.terms.push_back(std::move(totals));
    }
    return sum;
}

}  // namespace comity
