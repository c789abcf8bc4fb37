#include "comity/polytope/polygon.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace comity {
namespace {

/// Is b within `tolerance` of the line from a to c, or to its left? (Corners turn right of it.)
bool is_flat(Point2 a, Point2 b, Point2 c, double tolerance) {
    const Point2 edge = c - a;
    return cross(b - a, edge) <= tolerance * std::sqrt(dot(edge, edge));
}

/// Does c lie between a and b, within `tolerance` of the edge? Where an edge is nearly upright the order of x
/// may bring it after b.
bool turns_back(Point2 a, Point2 b, Point2 c, double tolerance) {
    const Point2 edge = b - a, to = c - b;
    return dot(to, edge) < 0 && std::abs(cross(edge, to)) <= 4 * tolerance * std::sqrt(dot(edge, edge));
}

/// Indices of all points but those inside the octagon of the outermost ones: of many points few are left.
std::vector<std::uint32_t> near_boundary(const std::vector<Point2>& points) {
    std::vector<std::uint32_t> result;
    constexpr std::size_t kFew = 24;
    constexpr Point2 kDirections[8] = {{1, 0}, {1, 1}, {0, 1}, {-1, 1}, {-1, 0}, {-1, -1}, {0, -1}, {1, -1}};
    Point2 corner[8];
    if (points.size() > kFew) {
        double most[8];
        std::fill_n(most, 8, -std::numeric_limits<double>::infinity());
        for (const Point2 point : points) {
            for (int d = 0; d < 8; ++d) {
                const double level = dot(kDirections[d], point);
                if (level <= most[d]) continue;
                most[d] = level;
                corner[d] = point;
            }
        }
    }
    result.reserve(points.size());
    for (std::uint32_t k = 0; k < points.size(); ++k) {
        bool inside = points.size() > kFew;
        for (int d = 0; inside && d < 8; ++d) {
            const Point2 edge = corner[(d + 1) % 8] - corner[d];
            inside = edge == Point2{} || cross(edge, points[k] - corner[d]) > 1e-13;
        }
        if (!inside) result.push_back(k);
    }
    return result;
}

}  // namespace

std::vector<std::uint32_t> convex_hull(const std::vector<Point2>& points, double tolerance) {
    // Step 1. Order by x, near-equal x made equal so that vertical edges stay vertical, then by y.
    std::vector<std::uint32_t> order = near_boundary(points);
    std::sort(order.begin(), order.end(), [&](auto a, auto b) { return points[a].x < points[b].x; });
    std::vector<Point2> at(points);
    for (std::size_t k = 1; k < order.size(); ++k) {
        if (at[order[k]].x - at[order[k - 1]].x <= tolerance) at[order[k]].x = at[order[k - 1]].x;
    }
    std::sort(order.begin(), order.end(),
              [&](auto a, auto b) { return at[a].x < at[b].x || (at[a].x == at[b].x && at[a].y < at[b].y); });
    // Of near-equal points the first one stands for all, so that rounding does not choose among them.
    std::size_t kept = 0;
    for (std::size_t k = 1; k < order.size(); ++k) {
        const Point2 here = at[order[k]], last = at[order[kept]];
        if (here.x == last.x && std::abs(here.y - last.y) <= tolerance) {
            order[kept] = std::min(order[kept], order[k]);
        } else {
            order[++kept] = order[k];
        }
    }
    order.resize(std::min(order.size(), kept + 1));
    if (order.size() <= 1) return order;
    // Step 2. The lower chain from the left, the upper chain from the right.
    std::vector<std::uint32_t> hull;
    const auto chain = [&](auto first, auto last) {
        const std::size_t start = hull.size();
        for (auto it = first; it != last; ++it) {
            if (hull.size() >= start + 2 && it + 1 != last &&
                turns_back(at[hull[hull.size() - 2]], at[hull.back()], at[*it], tolerance))
                continue;
            while (hull.size() >= start + 2 &&
                   is_flat(at[hull[hull.size() - 2]], at[hull.back()], at[*it], tolerance))
                hull.pop_back();
            hull.push_back(*it);
        }
        hull.pop_back();  // it begins the other chain
    };
    chain(order.begin(), order.end());
    chain(order.rbegin(), order.rend());
    return hull;
}

double support(const Polygon& polygon, Point2 direction) {
    double best = -std::numeric_limits<double>::infinity();
    for (const Point2 corner : polygon) best = std::max(best, dot(direction, corner));
    return best;
}

bool contains(const Polygon& polygon, Point2 point, double tolerance) {
    if (polygon.empty()) return false;
    if (polygon.size() == 1) {
        return std::abs(point.x - polygon[0].x) <= tolerance && std::abs(point.y - polygon[0].y) <= tolerance;
    }
    if (polygon.size() == 2) {
        const Point2 edge = polygon[1] - polygon[0], to = point - polygon[0];
        const double length = std::hypot(edge.x, edge.y);
        const double along = dot(edge, to) / length;
        return std::abs(cross(edge, to)) <= tolerance * length && along >= -tolerance &&
               along <= length + tolerance;
    }
    for (std::size_t k = 0; k < polygon.size(); ++k) {
        const Point2 edge = polygon[(k + 1) % polygon.size()] - polygon[k];
        if (cross(edge, point - polygon[k]) < -tolerance * std::sqrt(dot(edge, edge))) return false;
    }
    return true;
}

std::vector<std::array<std::uint32_t, 2>> minkowski_corners(const Polygon& a, const Polygon& b) {
    if (a.empty() || b.empty()) return {};
    // From the leftmost corners on, edges in the order of their angles.
    const auto leftmost = [](const Polygon& polygon) {
        std::uint32_t best = 0;
        for (std::uint32_t k = 1; k < polygon.size(); ++k) {
            const Point2 p = polygon[k], q = polygon[best];
            if (p.x < q.x || (p.x == q.x && p.y < q.y)) best = k;
        }
        return best;
    };
    const auto edges = [](const Polygon& polygon) { return polygon.size() > 1 ? polygon.size() : 0; };
    const auto after = [](const Polygon& polygon, std::uint32_t k) {
        return k + 1 == polygon.size() ? 0U : k + 1;
    };
    const auto half = [](Point2 edge) { return edge.x > 0 || (edge.x == 0 && edge.y > 0) ? 0 : 1; };
    std::uint32_t p = leftmost(a), q = leftmost(b);
    std::size_t left_a = edges(a), left_b = edges(b);
    std::vector<std::array<std::uint32_t, 2>> result{{p, q}};
    result.reserve(left_a + left_b + 1);
    while (left_a + left_b > 0) {
        bool move_a = left_b == 0, move_b = left_a == 0;
        if (left_a > 0 && left_b > 0) {
            const Point2 e = a[after(a, p)] - a[p], f = b[after(b, q)] - b[q];
            const double turn = half(e) == half(f) ? cross(e, f) : half(f) - half(e);
            move_a = turn >= 0;
            move_b = turn <= 0;
        }
        if (move_a) {
            p = after(a, p);
            --left_a;
        }
        if (move_b) {
            q = after(b, q);
            --left_b;
        }
        if (left_a + left_b > 0) result.push_back({p, q});
    }
    return result;
}

Polygon minkowski_sum(const Polygon& a, const Polygon& b) {
    Polygon result;
    for (const auto& [p, q] : minkowski_corners(a, b)) result.push_back(a[p] + b[q]);
    return result;
}

void cut(Polygon& polygon, Point2 direction, double level, Polygon& space) {
    bool outside = false;
    for (const Point2 corner : polygon) outside = outside || dot(direction, corner) > level;
    if (!outside) return;
    space.clear();
    for (std::size_t k = 0; k < polygon.size(); ++k) {
        const Point2 here = polygon[k], next = polygon[k + 1 < polygon.size() ? k + 1 : 0];
        const double a = dot(direction, here) - level, b = dot(direction, next) - level;
        if (a <= 0) space.push_back(here);
        if ((a < 0 && b > 0) || (a > 0 && b < 0)) space.push_back(here + (a / (a - b)) * (next - here));
    }
    polygon.swap(space);
}

const std::vector<ClippedCorner>& PolygonClipper::clip_from_below(const Polygon& polygon, Point2 lower,
                                                                  double tolerance) {
    result_.clear();
    for (const Point2 corner : polygon) result_.push_back({corner, 0});
    for (int axis = 0; axis < 2; ++axis) {
        const double bound = lower[axis];
        const unsigned bit = 1U << axis;
        // Step 1. What lies on the bound is put there, and the common cases are quick.
        bool outside = false;
        for (ClippedCorner& corner : result_) {
            if (std::abs(corner.at[axis] - bound) <= tolerance) {
                corner.at[axis] = bound;
                corner.binding |= bit;
            } else if (corner.at[axis] < bound) {
                outside = true;
            }
        }
        if (!outside) continue;
        // Step 2. Cut edge by edge.
        kept_.clear();
        const std::size_t size = result_.size();
        for (std::size_t k = 0; k < size; ++k) {
            const ClippedCorner& here = result_[k];
            const ClippedCorner& next = result_[(k + 1) % size];
            if (here.at[axis] >= bound) kept_.push_back(here);
            const bool crosses = (here.at[axis] < bound && next.at[axis] > bound) ||
                                 (here.at[axis] > bound && next.at[axis] < bound);
            if (!crosses || (size == 2 && k == 1)) continue;
            const double t = (bound - here.at[axis]) / (next.at[axis] - here.at[axis]);
            ClippedCorner cut{here.at + t * (next.at - here.at), bit | (here.binding & next.binding)};
            cut.at[axis] = bound;
            kept_.push_back(cut);
        }
        result_.swap(kept_);
    }
    return result_;
}

}  // namespace comity
