#pragma once
/// A way of levels down from the box of payoffs, as floating point found it, and its proof in fractions
/// [F4.4].

#include "level_proof.hpp"

namespace comity {

using Levels = std::vector<std::vector<double>>;  ///< [set][row]
using Threats = std::vector<double>;              ///< by actor

/// Rows with multipliers: numbers below n are requirements of actors.
struct Combination {
    std::vector<std::uint16_t> rows;
    std::vector<double> multipliers;
    bool is_default = false;
};

/// δ_min on the row itself and the axes for the rest, as the check takes it where nothing is said.
Combination usual_combination(const VectorGame& game, const RowList& rows, std::size_t row);

struct LevelWay {
    /// The k-th profile of a set cannot be played: the rows that show it, the first with multiplier 1.
    struct Ray {
        std::size_t set, k;
        std::vector<std::uint16_t> rows;
        Threats threats;  ///< at the levels that rule the profile out
    };
    /// The rows by which the k-th profile of a set is bounded in a row.
    struct Cell {
        std::size_t set, k, row;
        std::vector<std::uint16_t> rows;
    };
    struct Stage {
        std::vector<Ray> rays;
        std::vector<Cell> cells;
        Levels levels;
    };
    Levels start;
    Threats at_end;
    std::vector<Stage> stages;
};

/// Without what the wanted levels do not rest on.
LevelProof write_levels(const GameForm& form, const VectorGame& game, const RowList& rows, LevelWay way,
                        const LevelProofOptions& options);

}  // namespace comity
