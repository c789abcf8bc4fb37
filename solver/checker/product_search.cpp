// A walk through a product of cells, issue by issue, that leaves out what cannot be completed:
//
// * a clause all of whose alternatives stay below 0 even with the largest terms in every issue to come;
// * a goal that stays too small even with the largest terms to come;
// * the goal and all clauses weighed together. For numbers λ ≥ 0 and anything sought, every clause's sum is
//   ≥ 0, so that the goal is at most goal + Σ λ · sum, a sum over issues again, whose largest terms to come
//   bound it (a Lagrangian relaxation). This is right for any λ ≥ 0; which λ are good is another matter
//   (multipliers.cpp).

#include "product_search.hpp"

#include "multipliers.hpp"

#include <algorithm>
#include <numeric>

namespace comity::checker {

Sum minus(Sum sum) {
    sum.constant = -sum.constant;
    for (auto& terms : sum.terms) {
        for (Rational& term : terms) term = -term;
    }
    return sum;
}

Rational value_at(const Sum& sum, const std::vector<ProfileIndex>& cells) {
    Rational value = sum.constant;
    for (std::size_t s = 0; s < cells.size(); ++s) value += sum.terms[s][cells[s]];
    return value;
}

namespace {

template <class Value>
Rational combined(const Goal& goal, const Value& value_of) {
    Rational value = goal.kind == Goal::Kind::product ? Rational(1) : value_of(goal.sums.front());
    for (const Sum& sum : goal.sums) {
        const Rational each = value_of(sum);
        if (goal.kind == Goal::Kind::product) value *= each > 0 ? each : Rational(0);
        if (goal.kind == Goal::Kind::least) value = std::min(value, each);
    }
    return value;
}

}  // namespace

Rational value_at(const Goal& goal, const std::vector<ProfileIndex>& cells) {
    return combined(goal, [&](const Sum& sum) { return value_at(sum, cells); });
}

Rational most(const Goal& goal) {
    return combined(goal, [](const Sum& sum) {
        Rational value = sum.constant;
        for (const auto& terms : sum.terms) value += *std::max_element(terms.begin(), terms.end());
        return value;
    });
}

namespace {

Integer common_denominator(const std::vector<Sum>& sums) {
    Integer common = 1;
    for (const Sum& sum : sums) {
        common = lcm(common, denominator(sum.constant));
        for (const auto& terms : sum.terms) {
            for (const Rational& term : terms) common = lcm(common, denominator(term));
        }
    }
    return common;
}

Whole times(const Sum& sum, const Integer& factor) {
    const auto whole = [&](const Rational& x) { return Integer(numerator(x) * (factor / denominator(x))); };
    Whole result{whole(sum.constant), {}, {}};
    for (const auto& terms : sum.terms) {
        auto& row = result.terms.emplace_back();
        for (const Rational& term : terms) row.push_back(whole(term));
    }
    return result;
}

Integer power(const Integer& base, std::size_t exponent) {
    Integer result = 1;
    for (std::size_t k = 0; k < exponent; ++k) result *= base;
    return result;
}

/// Everything about one goal: that it has at least, or more than, a value.
struct WholeGoal {
    Goal::Kind kind;
    std::vector<Whole> sums;
    Integer value;  ///< of the goal in whole numbers: more than this is asked for

    /// `sums` are bounds on all of them.
    bool can_be_met(const std::vector<Integer>& bounds) const {
        Integer product = 1;
        for (const Integer& bound : bounds) {
            if (kind != Goal::Kind::product && bound <= value) return false;
            product *= bound > 0 ? bound : Integer(0);
        }
        return kind != Goal::Kind::product || product > value;
    }
    /// `total` bounds scale times the sum of all of them. Where each is at least value + 1, so is their mean;
    /// and by the inequality of means (Σ x / n)^n is at least the product.
    bool can_be_met_in_all(const Integer& total, const Integer& scale) const {
        const std::size_t n = sums.size();
        if (kind != Goal::Kind::product) return total >= Integer(n) * (value + 1) * scale;
        return total > 0 ? power(total, n) > power(Integer(n) * scale, n) * value : value < 0;
    }
};

/// At most so many clauses are weighed.
constexpr std::size_t kMostRows = 256;

class Search {
  public:
    Search(const Task& task, const StopToken& stop) : stop_(stop), possible_(task.possible) {
        issues_ = possible_.size();
        for (const Clause& clause : task.clauses) add(clause);
        for (std::size_t k = 0; k < task.reached.size(); ++k) {
            const auto& [goal, value] = task.reached[k];
            const bool last = k + 1 == task.reached.size() && !task.more;
            if (last || goal.kind == Goal::Kind::product) {
                add(goal, value, false);
                continue;
            }
            for (Sum sum : goal.sums) {
                sum.constant -= value;
                add(Clause{std::move(sum)});
            }
        }
        if (task.more) add(*task.more, task.than, true);
        if (goals_.empty()) add(nothing(), 0, false);
    }

    std::optional<std::vector<ProfileIndex>> run() {
        while (narrow()) {
        }
        for (const auto& cells : possible_) {
            if (std::find(cells.begin(), cells.end(), true) == cells.end()) return std::nullopt;
        }
        std::erase_if(clauses_, [&](const auto& clause) { return is_always_met(clause); });
        weigh();
        cells_.assign(issues_, 0);
        for (const auto& clause : clauses_) {
            auto& sums = so_far_.emplace_back();
            for (const Whole& each : clause) sums.push_back({each.constant});
        }
        for (const WholeGoal& goal : goals_) {
            auto& sums = goals_so_far_.emplace_back();
            for (const Whole& each : goal.sums) sums.push_back({each.constant});
        }
        level_so_far_ = {level_.constant};
        if (walk(0)) return cells_;
        return std::nullopt;
    }

  private:
    /// A goal that is 0 everywhere.
    Goal nothing() const {
        Sum zero;
        for (const auto& cells : possible_) zero.terms.emplace_back(cells.size(), 0);
        return {Goal::Kind::sum, {std::move(zero)}};
    }
    void add(const Clause& clause) {
        auto& added = clauses_.emplace_back();
        for (const Sum& sum : clause) added.push_back(times(sum, common_denominator({sum})));
    }
    void add(const Goal& goal, const Rational& value, bool strictly) {
        const Integer common = common_denominator(goal.sums);
        WholeGoal added{goal.kind, {}, 0};
        for (const Sum& sum : goal.sums) added.sums.push_back(times(sum, common));
        const Rational scaled =
            value * Rational(power(common, goal.kind == Goal::Kind::product ? goal.sums.size() : 1));
        // More than x in whole numbers is more than the whole part of x; at least x is more than x rounded up
        // less 1.
        Integer floor = numerator(scaled) / denominator(scaled);
        if (Rational(floor) > scaled) floor -= 1;
        added.value = strictly || Rational(floor) < scaled ? floor : Integer(floor - 1);
        goals_.push_back(std::move(added));
    }

    void set_to_come(Whole& sum) const {
        sum.to_come.assign(issues_ + 1, 0);
        for (std::size_t s = issues_; s-- > 0;) {
            std::optional<Integer> largest;
            for (ProfileIndex cell = 0; cell < possible_[s].size(); ++cell) {
                if (possible_[s][cell] && (!largest || *largest < sum.terms[s][cell]))
                    largest = sum.terms[s][cell];
            }
            sum.to_come[s] = sum.to_come[s + 1] + largest.value_or(0);
        }
    }

    /// Leaves out cells with which something cannot be met whatever is chosen elsewhere; did any fall?
    bool narrow() {
        for (auto& clause : clauses_) {
            for (Whole& each : clause) set_to_come(each);
        }
        for (WholeGoal& goal : goals_) {
            for (Whole& each : goal.sums) set_to_come(each);
        }
        bool fell = false;
        for (std::size_t s = 0; s < issues_; ++s) {
            const auto at_most = [&](const Whole& sum, ProfileIndex cell) -> Integer {
                return sum.constant + sum.to_come[0] - (sum.to_come[s] - sum.to_come[s + 1]) +
                       sum.terms[s][cell];
            };
            for (ProfileIndex cell = 0; cell < possible_[s].size(); ++cell) {
                if (!possible_[s][cell]) continue;
                bool good = true;
                for (const auto& clause : clauses_) {
                    good = good && std::any_of(clause.begin(), clause.end(),
                                               [&](const Whole& each) { return at_most(each, cell) >= 0; });
                }
                for (const WholeGoal& goal : goals_) {
                    std::vector<Integer> bounds;
                    for (const Whole& each : goal.sums) bounds.push_back(at_most(each, cell));
                    good = good && goal.can_be_met(bounds);
                }
                if (good) continue;
                possible_[s][cell] = false;
                fell = true;
            }
        }
        return fell;
    }

    bool is_always_met(const std::vector<Whole>& clause) const {
        return std::any_of(clause.begin(), clause.end(), [&](const Whole& sum) {
            Integer least = sum.constant;
            for (std::size_t s = 0; s < issues_; ++s) {
                std::optional<Integer> smallest;
                for (ProfileIndex cell = 0; cell < possible_[s].size(); ++cell) {
                    if (possible_[s][cell] && (!smallest || sum.terms[s][cell] < *smallest))
                        smallest = sum.terms[s][cell];
                }
                least += *smallest;
            }
            return least >= 0;
        });
    }

    /// The sum of a clause that is ≥ 0 wherever the clause is met. Of two alternatives the second is, in the
    /// conditions of agreements, never above 0, and 0 exactly where each of its terms is: there the first one
    /// is at least the sum of its least terms over such cells. Nothing where it is of another form.
    std::optional<Whole> sum_of(const std::vector<Whole>& clause) const {
        if (clause.size() == 1) return clause.front();
        if (clause.size() != 2 || clause[1].constant != 0) return std::nullopt;
        Whole sum = clause.front();
        Integer least = sum.constant;
        for (std::size_t s = 0; s < issues_; ++s) {
            std::optional<Integer> smallest;
            for (ProfileIndex cell = 0; cell < possible_[s].size(); ++cell) {
                if (!possible_[s][cell]) continue;
                if (clause[1].terms[s][cell] > 0) return std::nullopt;
                if (clause[1].terms[s][cell] == 0 && (!smallest || sum.terms[s][cell] < *smallest))
                    smallest = sum.terms[s][cell];
            }
            if (!smallest) return sum;  // the second alternative is nowhere
            least += *smallest;
        }
        if (least < 0) sum.constant -= least;
        return sum;
    }

    /// level = scale · (the last goal's sums, added up) + Σ λ · sum.
    void weigh() {
        std::vector<Whole> rows;
        for (const auto& clause : clauses_) {
            auto sum = sum_of(clause);
            if (sum && rows.size() < kMostRows) rows.push_back(*std::move(sum));
        }
        level_.terms.resize(issues_);
        for (std::size_t s = 0; s < issues_; ++s) level_.terms[s].assign(possible_[s].size(), 0);
        const auto add_up = [&](const Whole& sum, const Integer& factor) {
            level_.constant += factor * sum.constant;
            for (std::size_t s = 0; s < issues_; ++s) {
                for (ProfileIndex cell = 0; cell < possible_[s].size(); ++cell)
                    level_.terms[s][cell] += factor * sum.terms[s][cell];
            }
        };
        for (const Whole& sum : goals_.back().sums) add_up(sum, 1);
        const std::vector<Rational> lambda = good_multipliers(possible_, level_, rows);
        for (const Rational& each : lambda) scale_ = lcm(scale_, denominator(each));
        const Whole goal = level_;
        add_up(goal, scale_ - 1);
        for (std::size_t r = 0; r < rows.size(); ++r)
            add_up(rows[r], numerator(lambda[r]) * (scale_ / denominator(lambda[r])));
        set_to_come(level_);
        // Cells from the highest level down.
        for (std::size_t s = 0; s < issues_; ++s) {
            auto& order = order_.emplace_back();
            for (ProfileIndex cell = 0; cell < possible_[s].size(); ++cell) {
                if (possible_[s][cell]) order.push_back(cell);
            }
            std::stable_sort(order.begin(), order.end(), [&](ProfileIndex a, ProfileIndex b) {
                return level_.terms[s][a] > level_.terms[s][b];
            });
        }
    }

    bool walk(std::size_t s) {
        if (s == issues_) return true;
        for (const ProfileIndex cell : order_[s]) {
            if (++steps_ > kMostSteps) throw TooLong{};
            if (steps_ % 1024 == 0 && stop_.stop_requested()) throw Stopped();
            const Integer level = level_so_far_[s] + level_.terms[s][cell];
            if (!goals_.back().can_be_met_in_all(level + level_.to_come[s + 1], scale_))
                return false;  // nor can any cell after it
            if (!is_possible(s, cell)) continue;
            level_so_far_.resize(s + 1);
            level_so_far_.push_back(level);
            cells_[s] = cell;
            if (walk(s + 1)) return true;
        }
        return false;
    }
    bool is_possible(std::size_t s, ProfileIndex cell) {
        for (std::size_t c = 0; c < clauses_.size(); ++c) {
            bool met = false;
            for (std::size_t k = 0; k < clauses_[c].size(); ++k)
                met = extended(clauses_[c][k], so_far_[c][k], s, cell) >= 0 || met;
            if (!met) return false;
        }
        for (std::size_t g = 0; g < goals_.size(); ++g) {
            std::vector<Integer> bounds;
            for (std::size_t k = 0; k < goals_[g].sums.size(); ++k)
                bounds.push_back(extended(goals_[g].sums[k], goals_so_far_[g][k], s, cell));
            if (!goals_[g].can_be_met(bounds)) return false;
        }
        return true;
    }
    /// With the cell chosen, the most that a sum can come to.
    static Integer extended(const Whole& sum, std::vector<Integer>& so_far, std::size_t s,
                            ProfileIndex cell) {
        so_far.resize(s + 1);
        so_far.push_back(so_far[s] + sum.terms[s][cell]);
        return so_far.back() + sum.to_come[s + 1];
    }

    const StopToken& stop_;
    std::vector<std::vector<bool>> possible_;
    std::size_t issues_ = 0, steps_ = 0;
    std::vector<std::vector<Whole>> clauses_;  ///< [clause][alternative]
    std::vector<WholeGoal> goals_;             ///< the last one is weighed with the clauses
    Whole level_;
    Integer scale_ = 1;
    std::vector<std::vector<ProfileIndex>> order_;  ///< [issue]
    // While walking: sums over the issues before each.
    std::vector<std::vector<std::vector<Integer>>> so_far_, goals_so_far_;
    std::vector<Integer> level_so_far_;
    std::vector<ProfileIndex> cells_;
};

}  // namespace

std::optional<std::vector<ProfileIndex>> find(const Task& task, const StopToken& stop) {
    return Search(task, stop).run();
}

std::optional<std::vector<ProfileIndex>> find_most(Task task, const StopToken& stop) {
    std::optional<std::vector<ProfileIndex>> best;
    const Goal goal = *task.more;
    // Anything at all, then something better, until there is none.
    task.more.reset();
    while (auto found = find(task, stop)) {
        task.more = goal;
        task.than = value_at(goal, *found);
        best = std::move(found);
    }
    return best;
}

}  // namespace comity::checker
