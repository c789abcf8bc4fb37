#include "tables.hpp"

#include <algorithm>

#include "comity/number/int128.hpp"

namespace comity {
namespace {

/// Sums, and differences of two of them, have room below 2^62.
constexpr unsigned kBits = 59;

/// No partial sum is larger.
Integer largest(const WholeSum& sum) {
    Integer size = abs(sum.constant);
    for (const auto& terms : sum.terms) {
        Integer top = 0;
        for (const Integer& term : terms) top = std::max(top, Integer(abs(term)));
        size += top;
    }
    return size;
}

unsigned shift_of(const WholeSum& sum) {
    const Integer size = largest(sum);
    const auto bits = size == 0 ? 0u : static_cast<unsigned>(msb(size)) + 1;
    return bits > kBits ? bits - kBits : 0;
}

/// value / 2^shift, rounded up.
std::int64_t shifted_up(const Integer& value, unsigned shift) {
    if (value < 0) return -*to_int64(Integer(Integer(-value) >> shift));
    const Integer below = value >> shift;
    return *to_int64(below) + ((below << shift) == value ? 0 : 1);
}

Tables::Row make_row(const WholeSum& sum, std::size_t issues, unsigned shift) {
    Tables::Row row;
    row.constant = shifted_up(sum.constant, shift);
    row.terms.resize(issues);
    for (std::size_t s = 0; s < sum.terms.size(); ++s) {
        if (std::all_of(sum.terms[s].begin(), sum.terms[s].end(), [](const Integer& x) { return x == 0; }))
            continue;
        row.terms[s].reserve(sum.terms[s].size());
        for (const Integer& term : sum.terms[s]) row.terms[s].push_back(shifted_up(term, shift));
    }
    return row;
}

Tables::GoalRows make_rows(const Goal& goal, std::size_t issues) {
    Tables::GoalRows result;
    for (const WholeSum& sum : goal.sums) result.shift = std::max(result.shift, shift_of(sum));
    for (const WholeSum& sum : goal.sums) result.rows.push_back(make_row(sum, issues, result.shift));
    return result;
}

}  // namespace

Tables::Tables(const PartedProgram& of) : parted(of) {
    const std::size_t issues = program().possible.size();
    for (const SumClause& clause : program().clauses) {
        auto& mine = clauses.emplace_back();
        for (const WholeSum& sum : clause.alternatives)
            mine.alternatives.push_back(make_row(sum, issues, shift_of(sum)));
    }
    if (program().goal) {
        goal = make_rows(*program().goal, issues);
        relaxation = relax(program());
    }
    for (const auto& kept : program().kept_products) kept_products.push_back(make_rows(kept.first, issues));
}

Integer Tables::needed(const GoalRows& goal, Goal::Kind kind, const Integer& value) {
    const std::size_t power = kind == Goal::Kind::product ? goal.rows.size() : 1;
    const std::size_t shift = power * goal.shift;
    if (value >= 0) return value >> shift;
    const Integer size = -value, below = size >> shift;
    return -((below << shift) == size ? below : Integer(below + 1));
}

bool holds(const Program& program, const std::vector<ProfileIndex>& cells) {
    for (const SumClause& clause : program.clauses) {
        if (std::none_of(clause.alternatives.begin(), clause.alternatives.end(),
                         [&](const WholeSum& sum) { return value_of(sum, cells) >= 0; }))
            return false;
    }
    return std::all_of(program.kept_products.begin(), program.kept_products.end(),
                       [&](const auto& kept) { return value_of(kept.first, cells) >= kept.second; });
}

}  // namespace comity
