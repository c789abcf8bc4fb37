#pragma once
/// Levels that close in on V* from without, for any number of actors, in floating point [F4.3]: in every
/// direction the profile with the highest bound has its program solved until it is solved at the present
/// levels; then all bounds fall along with their multipliers as they are.

#include <map>
#include <optional>

#include "comity/text/progress.hpp"
#include "row_list.hpp"

namespace comity {

/// Σ multiplier · row = δ∘h, of a profile in a direction: row numbers as in LevelProgram.
struct LevelBound {
    const std::uint16_t* rows;
    const double* multipliers;
};

class LevelWalk {
  public:
    LevelWalk(const VectorGame& game, const RowList& rows, StopToken stop);

    /// Takes in rows that were added, at what the other levels say of them.
    void take_rows();
    /// Until no level falls by more than `tolerance` in a round, or for so many rounds. Have they come to
    /// rest?
    bool run(double tolerance, int rounds = 1000);

    /// The first set found to be empty, of those that V_0 needs.
    std::optional<std::size_t> emptied() const { return emptied_; }
    const std::vector<double>& levels(std::size_t set) const { return levels_[set]; }
    double threat(std::size_t actor) const { return -levels_[game_.punishment_set(actor)][2 * actor + 1]; }
    bool is_live(std::size_t set, std::size_t k) const { return live_[set][k]; }
    /// An upper bound on what the k-th profile of a set supports in a direction.
    double bound(std::size_t set, std::size_t row, std::size_t k) const {
        return cells_[set].bound[row * game_.sets[set].size() + k];
    }
    LevelBound multipliers(std::size_t set, std::size_t row, std::size_t k) const;
    /// Solves the program of a profile in a direction at the present levels; false where nothing is
    /// supported.
    bool solve(std::size_t set, std::size_t row, std::size_t k);
    /// The profile with the highest bound in a direction, or nothing.
    std::optional<std::size_t> highest(std::size_t set, std::size_t row) const;
    /// The continuation at which the last program was solved.
    const std::vector<double>& place() const { return program_.place(); }

    /// Of profiles (set, k) that were found to support nothing: the rows that show it.
    const std::map<std::pair<std::size_t, std::size_t>, std::vector<std::uint16_t>>& rays() const {
        return rays_;
    }

  private:
    struct Cells {
        std::vector<double> bound, multipliers;  ///< [row · profiles + k], n multipliers each
        std::vector<std::uint16_t> rows;
        std::vector<bool> is_basis;
        std::vector<std::uint32_t> last;  ///< by row: the profile whose basis is a good start
    };

    /// The profiles with the highest bounds of a row; no other has more than `rest`.
    struct Shortlist {
        std::vector<std::uint32_t> best;
        double rest = 0;
    };

    void take_profiles(std::size_t set, std::size_t first_row);
    double now(std::size_t entry, std::size_t row) const;
    /// q of a profile at the present threats.
    void find_wanted(std::size_t entry, std::vector<double>& q) const;
    double fresh(std::size_t set, std::size_t row, std::size_t k) const;
    /// One round of programs; the largest fall of a level.
    double apply_programs();
    /// One round of bounds as they are.
    double sweep();
    void shorten(std::size_t set, std::size_t row);
    void drop(std::size_t set, std::size_t k);
    bool stopped() const { return stop_.stop_requested(); }

    const VectorGame& game_;
    const RowList& rows_;
    StopToken stop_;
    LevelProgram program_;
    std::vector<std::vector<double>> levels_;
    std::vector<std::vector<bool>> live_;
    std::vector<std::size_t> alive_;
    std::vector<Cells> cells_;
    std::vector<std::vector<Shortlist>> short_;
    std::size_t known_rows_ = 0;
    std::map<std::pair<std::size_t, std::size_t>, std::vector<std::uint16_t>> rays_;
    std::optional<std::size_t> emptied_;
    std::vector<double> base_, floor_;  ///< q = max(base + threat, floor): [entry · n + actor]
};

}  // namespace comity
