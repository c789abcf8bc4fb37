#include "grown.hpp"

#include <algorithm>
#include <cmath>

namespace comity {
namespace {

/// A polygon around another one, every edge `margin` outside; edges that hardly matter are left out, and the
/// four axes are always among the directions, so that no corner is far away.
class Outward {
  public:
    Outward(const Polygon& polygon, double margin) {
        const Point2 axes[4] = {{1, 0}, {0, 1}, {-1, 0}, {0, -1}};
        normals_.assign(axes, axes + 4);
        Polygon rough;
        for (const std::uint32_t k : convex_hull(polygon, margin / 8)) rough.push_back(polygon[k]);
        for (std::size_t k = 0; k < rough.size() && rough.size() > 1; ++k) {
            const Point2 edge = rough[(k + 1) % rough.size()] - rough[k];
            const double length = std::hypot(edge.x, edge.y);
            add({edge.y / length, -edge.x / length});
        }
        for (const Point2 normal : normals_) levels_.push_back(support(polygon, normal) + margin);
    }

    Polygon polygon() const {
        Polygon result{{-levels_[2], -levels_[3]},
                       {levels_[0], -levels_[3]},
                       {levels_[0], levels_[1]},
                       {-levels_[2], levels_[1]}};
        Polygon space;
        for (std::size_t r = 4; r < normals_.size(); ++r) cut(result, normals_[r], levels_[r], space);
        Polygon corners;
        for (const std::uint32_t k : convex_hull(result, 1e-15)) corners.push_back(result[k]);
        return corners;
    }

    /// Does another one stay within, moved outward by at most `distance`?
    bool holds(const Polygon& other, double distance) const {
        for (std::size_t r = 0; r < normals_.size(); ++r) {
            if (support(other, normals_[r]) > levels_[r] + distance) return false;
        }
        return true;
    }

  private:
    void add(Point2 normal) {
        for (const Point2 known : normals_) {
            if (std::abs(known.x - normal.x) < 1e-11 && std::abs(known.y - normal.y) < 1e-11) return;
        }
        normals_.push_back(normal);
    }

    std::vector<Point2> normals_;
    std::vector<double> levels_;
};

}  // namespace

Threats threats_of(const FloatGame& game, const std::vector<Polygon>& sets) {
    Threats result(game.states, {kInfinity, kInfinity});
    for (std::size_t x = 0; x < game.states; ++x) {
        for (int i = 0; i < 2; ++i) {
            for (const Point2 corner : sets[game.punishment_set(static_cast<std::size_t>(i), x)])
                result[x][i] = std::min(result[x][i], corner[i]);
        }
    }
    return result;
}

void add_normals_after(const FloatGame& game, const std::vector<double>& levels, DirectionList& directions) {
    std::vector<Polygon> sets;
    for (std::size_t s = 0; s < game.sets.size(); ++s) sets.push_back(directions.polygon(levels, s));
    CornerProfiles likely(sets.size());
    for (const Polygon& polygon : apply_once(game, sets, threats_of(game, sets), likely))
        directions.add_normals(polygon);
}

std::optional<std::vector<Polygon>> grown(const FloatGame& game, const PayoffFamily& family, double margin,
                                          const StopToken& stop) {
    std::vector<Polygon> sets;
    CornerProfiles likely(family.sets.size());
    for (std::size_t s = 0; s < family.sets.size(); ++s) {
        sets.push_back(family.polygon(s));
        for (const Corner& corner : family.sets[s]) likely[s].push_back(corner.profile);
    }
    std::vector<Outward> last;
    // X ← B(X) + margin, until the next one is less than half of that outside the last.
    for (int round = 0; round < 3000 && !stop.stop_requested(); ++round) {
        const std::vector<Polygon> next = apply_once(game, sets, threats_of(game, sets), likely);
        bool settled = !last.empty();
        for (std::size_t s = 0; settled && s < sets.size(); ++s)
            settled = sets[s].empty() || last[s].holds(next[s], -margin / 2);
        if (settled) return sets;
        last.clear();
        for (std::size_t s = 0; s < sets.size(); ++s) {
            last.emplace_back(next[s], margin);
            sets[s] = next[s].empty() ? Polygon{} : last[s].polygon();
            if (next[s].empty()) continue;
            for (const Point2 corner : sets[s]) {
                if (corner.x < game.lower.x - .01 || corner.x > game.upper.x + .01) return std::nullopt;
            }
        }
    }
    return std::nullopt;
}

}  // namespace comity
