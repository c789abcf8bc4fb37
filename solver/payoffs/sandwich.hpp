#pragma once
/// Both sides of V* for any number of actors in floating point [F4.3]: levels from without and points from
/// within, brought together by adding directions where they are furthest apart.

#include "comity/payoffs/payoff_round.hpp"
#include "point_cloud.hpp"

namespace comity {

struct SandwichOptions {
    /// In parts of the range of h·u in every direction that is reported.
    double tolerance = 1e-4;
    /// Directions that are reported beside axes, pairs and sum.
    std::vector<std::vector<Integer>> directions;
    int rounds = 60;
    /// Steps outward from points that are known, a round.
    int growth = 30;
    /// May a game with a high common δ start from what is known at a lower one? That takes a while.
    bool from_less_patient = true;
    /// Asked whenever a side has moved: is enough known?
    std::function<bool()> enough = {};
    StopToken stop = {};
    PayoffRounds progress = {};
};

class Sandwich {
  public:
    Sandwich(const VectorGame& game, SandwichOptions options);

    void run();
    /// Looks for points as if what is just met were met: see `tied`.
    void look_at_ties();

    const RowList& rows() const { return rows_; }
    LevelWalk& walk() { return walk_; }
    const PointCloud& cloud() const { return cloud_; }
    /// Points for which what is just met counts as met, where the two sides do not come together without
    /// them: each from those before it, then such as hold each other in circles.
    const std::vector<PointCloud>& tied() const { return tied_; }
    /// The rows that are reported, in the order in which they are: first axes, pairs and sum.
    const std::vector<std::size_t>& reported() const { return reported_; }
    std::size_t usual() const { return usual_; }
    /// The row of a direction, which is reported from now on.
    std::size_t report(const std::vector<Integer>& direction);
    /// Brings the levels of new rows down.
    void take_rows();
    /// The largest over reported rows and what actors can be held to; infinity where nothing is inside.
    double gap() const;

  private:
    struct Node {
        std::size_t set, row;
    };
    void close_in_from_within();
    void look_at_ties(bool in_circles);
    /// Points and directions of the same game at a lower common δ, as a start.
    void start_less_patient();
    double reach(std::size_t set, std::size_t row) const;
    /// Adds rows where the two sides are furthest apart; how many.
    std::size_t add_needed();
    void shake();
    double part(std::size_t set, std::size_t row) const;
    /// The greatest sum of payoffs that the levels allow.
    double most_in_sum() const;
    double range(std::size_t row) const;
    bool stopped() const { return options_.stop.stop_requested(); }
    bool is_enough() const { return options_.enough && options_.enough(); }

    const VectorGame& game_;
    SandwichOptions options_;
    std::vector<std::size_t> reported_;  // before rows_, which fills it
    std::size_t usual_ = 0;
    RowList rows_;
    LevelWalk walk_;
    PointCloud cloud_;
    std::vector<PointCloud> tied_;
    mutable std::vector<double> ranges_;
    std::uint32_t shake_ = 12345;
};

}  // namespace comity
