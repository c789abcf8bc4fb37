#pragma once
/// One use of all bounds of F4.4 at once: how far, in every direction, what live profiles support can reach
/// with continuations in O(L).
///
/// By linear duality the least of the bounds of a profile is the support of the polygon that it generates,
/// and a polygon is found in one pass, however many directions there are.

#include "cell_bounds.hpp"

namespace comity {

/// By set and index in FloatGame::sets: not yet shown never to be prescribed.
using LiveProfiles = std::vector<std::vector<bool>>;

class LevelMap {
  public:
    explicit LevelMap(const CellBounds& bounds);

    /// Levels of the next sets; those of emptied sets stay.
    Levels apply(const Levels& levels, const LiveProfiles& live, const std::vector<bool>& emptied);

  private:
    bool may_matter(const Cell& cell, const Levels& levels, const Levels& result) const;
    void find_continued(std::size_t set, const Levels& levels);
    const Polygon& continuation(const Cell& cell);
    /// Raises levels to what a profile reaches; true where one rises.
    bool reach(const Cell& cell, const Levels& levels, Point2 m, Levels& result);
    bool raise(std::size_t set, Levels& result) const;

    const CellBounds& bounds_;
    const FloatGame& game_;
    std::vector<std::vector<std::size_t>> order_;  ///< by set: indices in FloatGame::sets
    std::vector<double> continued_;                ///< δ L and what goes with it, by direction
    std::vector<Polygon> sets_;
    Polygon sum_, scaled_, corners_;
    PolygonClipper clipper_;
};

}  // namespace comity
