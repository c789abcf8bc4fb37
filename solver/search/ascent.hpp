#pragma once
/// From a solution to a better one nearby: while one change, or two at once, improves the goal and keeps
/// every clause, it is made. Good solutions early are what branch and bound lives on.

#include "tables.hpp"

namespace comity {

class Ascent {
    using Row = Tables::Row;

  public:
    /// `cells` meet everything.
    Ascent(const Tables& tables, std::vector<ProfileIndex> cells)
        : tables_(tables), cells_(std::move(cells)) {
        std::size_t all = 0;
        for (const auto& possible : tables.program().possible) all += possible.size();
        pairs_ = all <= kMostForPairs;
        value_ = value_of(*tables.program().goal, cells_);
    }

    /// Cells of a solution that nothing near is better than.
    std::vector<ProfileIndex> run() {
        const Integer top = most(*tables_.program().goal);
        while (value_ < top && climb_once()) {
        }
        return cells_;
    }

  private:
    static constexpr std::size_t kMostForPairs = 256;

    bool climb_once() {
        sums_.clear();
        for (const auto& clause : tables_.clauses) {
            for (const Row& row : clause.alternatives) {
                std::int64_t sum = row.constant;
                for (std::size_t s = 0; s < cells_.size(); ++s) sum += term(row, s, cells_[s]);
                sums_.push_back(sum);
            }
        }
        best_ = cells_;
        std::vector<ProfileIndex> other = cells_;
        for (std::size_t s = 0; s < cells_.size(); ++s) {
            each_other(
                s, [&] { consider(other, {s}); }, other);
            for (std::size_t t = s + 1; pairs_ && t < cells_.size(); ++t)
                each_other(
                    s,
                    [&] {
                        each_other(
                            t,
                            [&] {
                                consider(other, {s, t});
                            },
                            other);
                    },
                    other);
        }
        if (best_ == cells_) return false;
        cells_ = best_;
        return true;
    }

    template <class F>
    void each_other(std::size_t s, const F& f, std::vector<ProfileIndex>& other) const {
        const std::vector<bool>& possible = tables_.program().possible[s];
        for (ProfileIndex cell = 0; cell < possible.size(); ++cell) {
            if (!possible[cell] || cell == cells_[s]) continue;
            other[s] = cell;
            f();
        }
        other[s] = cells_[s];
    }

    static std::int64_t term(const Row& row, std::size_t s, ProfileIndex cell) {
        return row.terms[s].empty() ? 0 : row.terms[s][cell];
    }

    void consider(const std::vector<ProfileIndex>& other, std::initializer_list<std::size_t> changed) {
        std::size_t k = 0;
        for (const auto& clause : tables_.clauses) {
            bool holds = false;
            for (const Row& row : clause.alternatives) {
                std::int64_t sum = sums_[k++];
                for (const std::size_t s : changed) sum += term(row, s, other[s]) - term(row, s, cells_[s]);
                holds = holds || sum >= 0;
            }
            if (!holds) return;
        }
        const Program& program = tables_.program();
        Integer value = value_of(*program.goal, other);
        if (value <= value_) return;
        for (const auto& [goal, least] : program.kept_products) {
            if (value_of(goal, other) < least) return;
        }
        value_ = std::move(value);
        best_ = other;
    }

    const Tables& tables_;
    std::vector<ProfileIndex> cells_, best_;
    std::vector<std::int64_t> sums_;  ///< of every alternative of every clause at `cells_`
    Integer value_;
    bool pairs_ = false;
};

}  // namespace comity
