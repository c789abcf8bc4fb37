#pragma once
/// The largest value of a linear function on the hull of points, where some components must be high enough:
/// again for very many small programs that are alike. Floating point; nothing here is a proof.

#include "comity/polytope/level_program.hpp"

namespace comity {

/// max { g·c : c in the hull of the points, c_i ≥ q_i } by the dual simplex method.
class HullProgram {
  public:
    enum class Status { optimal, empty, below, unfinished };

    /// A point of the hull in a lottery.
    struct Share {
        std::uint32_t point = 0;
        double weight = 0;
    };

    explicit HullProgram(const RowBlock& points);

    /// Aims at g, and finds the point of the hull that is outermost there.
    void aim(const double* g);
    /// max g·c without requirements.
    double top() const { return top_; }
    /// `below`: the value is less than `enough`. `q_i` may be −infinity.
    Status solve(const double* q, double enough);

    double value() const { return value_; }
    const std::vector<double>& place() const { return place_; }
    const std::vector<Share>& lottery() const { return lottery_; }
    /// After `optimal`: of the requirements, ≥ 0; after `empty`: a direction in which the hull does not reach
    /// the requirements.
    const std::vector<double>& multipliers() const { return multipliers_; }

  private:
    void conclude();

    const RowBlock& points_;
    std::size_t n_;
    SquareInverse inverse_;             ///< its rows are the columns of the basis: (point, 1) or (−e_i, 0)
    std::vector<std::uint32_t> basis_;  ///< points, then from `kSlack` on the slack of an actor
    std::vector<double> goal_, along_, share_, cost_, dual_, entry_, alpha_, row_values_, prices_, place_,
        multipliers_;
    std::vector<Share> lottery_;
    std::size_t outermost_ = 0;
    double top_ = 0, value_ = 0;
};

}  // namespace comity
