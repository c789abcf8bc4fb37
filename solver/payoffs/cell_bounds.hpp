#pragma once
/// The bounds of F4.4 in floating point: which rows, with which multipliers, bound what one profile supports
/// in one direction.

#include "comity/certificate/payoff_proof.hpp"
#include "directions.hpp"

namespace comity {

/// [set · directions + direction], in the units of the floating game.
using Levels = std::vector<double>;

inline constexpr double kStrict = 5e-14;  ///< what counts as strictly below
inline constexpr double kEqual = 2e-12;   ///< what an exact check may find to be equal

/// Multipliers that bound one direction: λ on one or two rows, μ on what the actors must get.
struct Combination {
    std::size_t rows[2] = {0, 0};
    double lambda[2] = {0, 0};
    double mu[2] = {0, 0};
    bool is_default = false;
};

/// A profile of one set, and what its bounds are made of.
struct Cell {
    const FloatProfile* profile = nullptr;
    std::size_t set = 0;
    Point2 now;  ///< (1−δ)∘u
};

class CellBounds {
  public:
    CellBounds(const GameForm& form, const Question<Rational>& question, const FloatGame& game,
               const DirectionList& directions);

    std::size_t rows() const { return rows_; }
    Cell cell(std::size_t set, const FloatProfile& profile) const;
    /// v_i(x), from the rows −e_i.
    Threats threats(const Levels& levels) const;
    /// Σ P L_{x',row} over what follows the profile.
    double level(const Levels& levels, const Cell& cell, std::size_t row) const;
    /// The bound that a combination gives; m is what the actors must get.
    double value(const Combination& c, const Levels& levels, const Cell& cell, std::size_t direction,
                 Point2 m) const;

    const Combination& own(std::size_t direction) const { return own_[direction]; }
    /// Calls `see` with all combinations that may be best in a direction at these levels, the default one
    /// first, until it returns true.
    template <class See>
    void each(std::size_t direction, const Levels& levels, const Cell& cell, Point2 m, const See& see) const;
    /// The least bound of all.
    double least(std::size_t direction, const Levels& levels, const Cell& cell, Point2 m) const;

    /// The rows of a combination, as proofs name them; v says which deviations ask most.
    std::vector<BoundRow> rows_of(const Combination& c, const Cell& cell, const Threats& v) const;
    /// The rows of a ray at these levels; nothing where there is none.
    std::optional<std::vector<BoundRow>> ray(const Cell& cell, const Levels& levels, const Threats& v) const;
    /// What asks most of an actor: a deviation, or a floor.
    BoundRow actor_row(const Cell& cell, int actor, const Threats& v) const;

    std::size_t actions(int actor) const { return form_.profiles().actions(static_cast<std::size_t>(actor)); }
    const FloatGame& game() const { return game_; }
    const DirectionList& directions() const { return directions_; }

  private:
    Combination default_of(std::size_t direction) const;
    std::optional<Combination> neighbours_of(std::size_t direction) const;

    const GameForm& form_;
    const Question<Rational>& question_;
    const FloatGame& game_;
    const DirectionList& directions_;
    std::size_t rows_;
    std::vector<std::size_t> by_angle_;
    std::vector<Combination> own_;
    std::vector<std::optional<Combination>> neighbours_;
    /// By actor, with one public state: the profile asked about last, and the departure from it that pays
    /// most.
    mutable std::array<std::pair<const FloatProfile*, std::size_t>, 2> last_best_{};
};

template <class See>
void CellBounds::each(std::size_t direction, const Levels& levels, const Cell& cell, Point2 m,
                      const See& see) const {
    // Step 1. The direction itself; two neighbours around δ∘h.
    if (see(own_[direction])) return;
    if (neighbours_[direction] && see(*neighbours_[direction])) return;
    const Point2 at = directions_.unit(direction);
    const Point2 goal{game_.delta[0] * at.x, game_.delta[1] * at.y};
    // Step 2. What one actor must get, and a row that makes up for it.
    for (int i = 0; i < 2; ++i) {
        const int j = 1 - i;
        if (goal[j] == 0 && at[i] < 0) {
            Combination alone;
            alone.mu[i] = -at[i];
            if (see(alone)) return;
        }
        if (game_.delta[i] == 0 || goal[j] == 0) continue;
        // Where it gets that anyhow, the row −e_i says more.
        const std::size_t below = 2 * static_cast<std::size_t>(i) + 1;
        if ((m[i] - cell.now[i]) / game_.delta[i] < -level(levels, cell, below) - kEqual) continue;
        for (std::size_t r = 0; r < rows_; ++r) {
            const Point2 row = directions_.unit(r);
            if (row[j] * goal[j] <= 0) continue;
            const double lambda = goal[j] / row[j];
            const double mu = (lambda * row[i] - goal[i]) / game_.delta[i];
            if (mu <= 1e-14) continue;
            Combination pair{{r, r}, {lambda, 0}, {0, 0}, false};
            pair.mu[i] = mu;
            if (see(pair)) return;
        }
    }
    // Step 3. What both must get.
    if (at.x < 0 && at.y < 0) see(Combination{{0, 0}, {0, 0}, {-at.x, -at.y}, false});
}

}  // namespace comity
