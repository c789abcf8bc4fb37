#pragma once
/// A program as the search reads it. Its whole numbers can be of any length, so every sum is divided by a
/// power of two that brings it into 64 bits, and every entry is rounded up: a sum that is ≥ 0 stays so, and
/// what is refused by these tables is refused by the program. Where the numbers are short nothing is rounded.
/// A solution is judged by the program's own numbers (`holds`).

#include <cstdint>

#include "parts.hpp"
#include "relaxation.hpp"

namespace comity {

struct Tables {
    struct Row {
        std::int64_t constant = 0;
        std::vector<std::vector<std::int64_t>> terms;  ///< [issue][cell]; empty where all are 0
    };
    struct Clause {
        std::vector<Row> alternatives;
    };
    /// Sums of a goal, divided by 2^shift.
    struct GoalRows {
        std::vector<Row> rows;
        unsigned shift = 0;
    };

    explicit Tables(const PartedProgram& parted);

    const Program& program() const { return parted.program; }
    /// What the rows of a goal must reach where the goal is to reach `value`: not more than that.
    static Integer needed(const GoalRows& goal, Goal::Kind kind, const Integer& value);

    const PartedProgram& parted;
    std::vector<Clause> clauses;
    GoalRows goal;
    std::vector<GoalRows> kept_products;
    /// Of programs with a goal.
    std::optional<Relaxation> relaxation;
};

/// Do these cells, one for each issue, meet every clause and kept product? Exactly.
bool holds(const Program& program, const std::vector<ProfileIndex>& cells);

}  // namespace comity
