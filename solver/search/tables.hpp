#pragma once
/// A program as the search reads it: numbers of one width, cells of an issue in the order in which they are
/// tried.

#include <algorithm>
#include <numeric>

#include "comity/number/int128.hpp"
#include "relaxation.hpp"

namespace comity {

/// N is std::int64_t or Int128 where no sum of a program can leave it, else Integer.
template <class N>
struct Tables {
    struct Row {
        N constant = 0;
        std::vector<std::vector<N>> terms;  ///< [issue][rank]; empty where all are 0
    };
    struct Clause {
        std::vector<Row> alternatives;
        /// What the relaxation gives away where only the first alternative is left.
        double given_away = 0;
    };

    std::vector<std::vector<ProfileIndex>> cell;  ///< [issue][rank]
    std::vector<Clause> clauses;
    const Goal* goal = nullptr;
    std::vector<Row> goals;
    std::vector<std::pair<std::vector<Row>, Integer>> kept_products;
    Relaxation relaxation;
    /// ℓ_s in the order of ranks, from the greatest down; nothing where the relaxation is not usable.
    std::vector<std::vector<double>> level;
};

/// The largest size that any sum of a program, or a part of it, can have.
Integer largest_sum(const Program& program);

/// An entry as N, which has room for it.
template <class N>
N narrowed(const Integer& value) {
    if constexpr (std::is_same_v<N, Integer>) {
        return value;
    } else if constexpr (std::is_same_v<N, Int128>) {
        return *to_int128(value);
    } else {
        return *to_int64(value);
    }
}
template <class N>
Integer widened(const N& value) {
    if constexpr (std::is_same_v<N, Int128>) {
        return to_integer(value);
    } else {
        return Integer(value);
    }
}

template <class N>
typename Tables<N>::Row make_row(const WholeSum& sum, const std::vector<std::vector<ProfileIndex>>& cell) {
    typename Tables<N>::Row row;
    row.constant = narrowed<N>(sum.constant);
    row.terms.resize(cell.size());
    for (std::size_t s = 0; s < sum.terms.size(); ++s) {
        if (std::all_of(sum.terms[s].begin(), sum.terms[s].end(), [](const Integer& x) { return x == 0; }))
            continue;
        row.terms[s].reserve(cell[s].size());
        for (const ProfileIndex each : cell[s]) row.terms[s].push_back(narrowed<N>(sum.terms[s][each]));
    }
    return row;
}

template <class N>
Tables<N> make_tables(const Program& program, const std::vector<double>& weights) {
    Tables<N> tables;
    // Step 1. The order of cells: as they come, or the most promising first.
    for (const auto& possible : program.possible) {
        auto& cells = tables.cell.emplace_back();
        for (ProfileIndex cell = 0; cell < possible.size(); ++cell) {
            if (possible[cell]) cells.push_back(cell);
        }
    }
    if (program.goal) {
        tables.goal = &*program.goal;
        tables.relaxation = relax(program, weights);
        if (tables.relaxation.usable) {
            for (std::size_t s = 0; s < tables.cell.size(); ++s) {
                const std::vector<double>& level = tables.relaxation.level[s];
                std::stable_sort(tables.cell[s].begin(), tables.cell[s].end(),
                                 [&](ProfileIndex a, ProfileIndex b) { return level[a] > level[b]; });
                auto& ranked = tables.level.emplace_back();
                for (const ProfileIndex cell : tables.cell[s]) ranked.push_back(level[cell]);
            }
        }
    }
    // Step 2. The numbers in that order.
    for (std::size_t c = 0; c < program.clauses.size(); ++c) {
        const SumClause& clause = program.clauses[c];
        auto& mine = tables.clauses.emplace_back();
        for (const WholeSum& sum : clause.alternatives)
            mine.alternatives.push_back(make_row<N>(sum, tables.cell));
        if (clause.loosened && !tables.level.empty())
            mine.given_away = tables.relaxation.clause_weights[c] * clause.loosened->convert_to<double>();
    }
    if (program.goal) {
        for (const WholeSum& sum : program.goal->sums) tables.goals.push_back(make_row<N>(sum, tables.cell));
    }
    for (const auto& [goal, least] : program.kept_products) {
        auto& rows = tables.kept_products.emplace_back(std::vector<typename Tables<N>::Row>{}, least).first;
        for (const WholeSum& sum : goal.sums) rows.push_back(make_row<N>(sum, tables.cell));
    }
    return tables;
}

}  // namespace comity
