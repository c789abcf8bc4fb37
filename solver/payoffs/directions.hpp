#pragma once
/// Directions of outer levels, the same for every set, with both their exact and their floating form.

#include "float_game.hpp"

namespace comity {

class DirectionList {
  public:
    /// The axes only.
    explicit DirectionList(const FloatGame& game);

    /// Adds a direction in the units of utilities, if there is none like it yet. Not the null vector.
    void add(const std::vector<Rational>& direction);
    /// Adds one in the units of the floating game.
    void add(Point2 direction);
    /// Adds the normals of all edges.
    void add_normals(const Polygon& polygon);
    /// Adds so many at equal angles.
    void add_around(int count);

    std::size_t size() const { return exact_.size(); }
    const std::vector<std::vector<Integer>>& exact() const { return exact_; }
    /// Of length one, in the units of the floating game.
    Point2 unit(std::size_t row) const { return unit_[row]; }
    std::vector<std::size_t> by_angle() const;
    /// A level of a row, in utilities, that is not below `level` in the units of the floating game.
    Rational level(std::size_t row, double level) const;
    double level(std::size_t row, const Rational& level) const;
    /// The polygon that levels of one set enclose, in the units of the floating game.
    Polygon polygon(const std::vector<double>& levels, std::size_t set) const;

  private:
    const FloatGame& game_;
    std::vector<std::vector<Integer>> exact_;
    std::vector<Point2> unit_;
    std::vector<double> length_;
};

}  // namespace comity
