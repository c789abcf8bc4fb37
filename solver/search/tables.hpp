#pragma once
/// A program as the search reads it: numbers of one width.

#include <algorithm>

#include "comity/number/int128.hpp"
#include "parts.hpp"
#include "relaxation.hpp"

namespace comity {

/// N is std::int64_t or Int128 where no sum of a program can leave it, else Integer.
template <class N>
struct Tables {
    struct Row {
        N constant = 0;
        std::vector<std::vector<N>> terms;  ///< [issue][cell]; empty where all are 0
    };
    struct Clause {
        std::vector<Row> alternatives;
    };

    const PartedProgram* parted = nullptr;
    std::vector<Clause> clauses;
    std::vector<Row> goals;
    std::vector<std::pair<std::vector<Row>, Integer>> kept_products;
    /// Of programs with a goal.
    std::optional<Relaxation> relaxation;

    const Program& program() const { return parted->program; }
    bool relaxes() const { return relaxation && relaxation->usable; }
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
typename Tables<N>::Row make_row(const WholeSum& sum, std::size_t issues) {
    typename Tables<N>::Row row;
    row.constant = narrowed<N>(sum.constant);
    row.terms.resize(issues);
    for (std::size_t s = 0; s < sum.terms.size(); ++s) {
        if (std::all_of(sum.terms[s].begin(), sum.terms[s].end(), [](const Integer& x) { return x == 0; }))
            continue;
        row.terms[s].reserve(sum.terms[s].size());
        for (const Integer& term : sum.terms[s]) row.terms[s].push_back(narrowed<N>(term));
    }
    return row;
}

template <class N>
Tables<N> make_tables(const PartedProgram& parted, const std::vector<double>& weights) {
    Tables<N> tables;
    tables.parted = &parted;
    const Program& program = parted.program;
    const std::size_t issues = program.possible.size();
    for (const SumClause& clause : program.clauses) {
        auto& mine = tables.clauses.emplace_back();
        for (const WholeSum& sum : clause.alternatives) mine.alternatives.push_back(make_row<N>(sum, issues));
    }
    if (program.goal) {
        for (const WholeSum& sum : program.goal->sums) tables.goals.push_back(make_row<N>(sum, issues));
        tables.relaxation = relax(program, weights);
    }
    for (const auto& [goal, least] : program.kept_products) {
        auto& rows = tables.kept_products.emplace_back(std::vector<typename Tables<N>::Row>{}, least).first;
        for (const WholeSum& sum : goal.sums) rows.push_back(make_row<N>(sum, issues));
    }
    return tables;
}

}  // namespace comity
