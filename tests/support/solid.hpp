#pragma once
/// Convex hulls of finitely many points in space, of whatever dimension, in exact arithmetic.

#include <array>
#include <map>
#include <optional>
#include <vector>

#include "comity/number/int128.hpp"
#include "support/polygon.hpp"

namespace comity::test {

/// A payoff vector of three actors.
using Point3 = std::array<Rational, 3>;
/// Three corners, by index; those of a facet stand counterclockwise as seen from outside.
using Triangle = std::array<std::size_t, 3>;

template <class Z>
using Vector3 = std::array<Z, 3>;

template <class Z>
Vector3<Z> minus(const Vector3<Z>& a, const Vector3<Z>& b) {
    return {a[0] - b[0], a[1] - b[1], a[2] - b[2]};
}
template <class Z>
Z dot3(const Vector3<Z>& a, const Vector3<Z>& b) {
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}
template <class Z>
Vector3<Z> cross(const Vector3<Z>& a, const Vector3<Z>& b) {
    return {a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]};
}
template <class Z>
bool is_zero(const Vector3<Z>& a) {
    return a[0] == 0 && a[1] == 0 && a[2] == 0;
}

/// The surface of the hull of whole points as triangles, by adding the farthest point of a facet again and
/// again; nothing where the points are all in one plane.
template <class Z>
class Surface {
  public:
    explicit Surface(const std::vector<Vector3<Z>>& points) : p(points) {
        const auto first = simplex();
        if (!first) return;
        std::vector<std::size_t> all(p.size());
        for (std::size_t k = 0; k < all.size(); ++k) all[k] = k;
        for (std::size_t skip = 0; skip < 4; ++skip) {
            Triangle face{};
            for (std::size_t k = 0, at = 0; k < 4; ++k) {
                if (k != skip) face[at++] = (*first)[k];
            }
            if (facet(face).above(p[(*first)[skip]]) > 0) std::swap(face[1], face[2]);
            facets_.push_back(facet(face));
        }
        give_out(all, 0);
        for (std::size_t k = 0; k < facets_.size();) {
            if (facets_[k].outside.empty()) {
                ++k;
            } else {
                add_farthest(k);
                k = 0;
            }
        }
    }

    std::vector<Triangle> triangles() const {
        std::vector<Triangle> result;
        for (const Facet& f : facets_) result.push_back(f.face);
        return result;
    }

  private:
    struct Facet {
        Triangle face{};
        Vector3<Z> normal{}, from{};
        std::vector<std::size_t> outside;
        /// Positive strictly outside of its plane.
        Z above(const Vector3<Z>& x) const { return dot3(normal, minus(x, from)); }
    };

    Facet facet(const Triangle& t) const {
        return {t, cross(minus(p[t[1]], p[t[0]]), minus(p[t[2]], p[t[0]])), p[t[0]], {}};
    }

    /// Four points that are not in one plane.
    std::optional<std::array<std::size_t, 4>> simplex() const {
        const std::size_t last = p.size() - 1;
        for (std::size_t k = 1; k < last; ++k) {
            const Facet plane = facet({0, last, k});
            if (is_zero(plane.normal)) continue;
            std::size_t far = 0;
            Z most = 0;
            for (std::size_t l = 0; l < p.size(); ++l) {
                Z off = plane.above(p[l]);
                if (off < 0) off = -off;
                if (off > most) {
                    most = off;
                    far = l;
                }
            }
            if (most == 0) return std::nullopt;
            return std::array<std::size_t, 4>{0, last, k, far};
        }
        return std::nullopt;
    }

    /// Every point goes to one facet, from `first` on, that it is outside of; the others are inside for good.
    void give_out(const std::vector<std::size_t>& points, std::size_t first) {
        for (const std::size_t k : points) {
            for (std::size_t f = first; f < facets_.size(); ++f) {
                if (facets_[f].above(p[k]) <= 0) continue;
                facets_[f].outside.push_back(k);
                break;
            }
        }
    }

    void add_farthest(std::size_t of) {
        std::size_t far = facets_[of].outside.front();
        Z most = 0;
        for (const std::size_t k : facets_[of].outside) {
            const Z off = facets_[of].above(p[k]);
            if (off <= most) continue;
            most = off;
            far = k;
        }
        // What the point sees falls away; each edge on its border makes a facet with the point.
        std::map<std::pair<std::size_t, std::size_t>, bool> border;
        std::vector<std::size_t> orphans;
        std::vector<Facet> kept;
        for (Facet& f : facets_) {
            if (f.above(p[far]) <= 0) {
                kept.push_back(std::move(f));
                continue;
            }
            orphans.insert(orphans.end(), f.outside.begin(), f.outside.end());
            for (std::size_t k = 0; k < 3; ++k) {
                const std::size_t a = f.face[k], b = f.face[(k + 1) % 3];
                if (border.erase({b, a}) == 0) border[{a, b}] = true;
            }
        }
        facets_ = std::move(kept);
        const std::size_t first = facets_.size();
        for (const auto& [edge, is_border] : border) facets_.push_back(facet({edge.first, edge.second, far}));
        give_out(orphans, first);
    }

    const std::vector<Vector3<Z>>& p;
    std::vector<Facet> facets_;
};

/// Which corners of a triangulated surface are extreme: those in three planes at least.
template <class Z>
std::vector<bool> extreme_corners(const std::vector<Vector3<Z>>& p, const std::vector<Triangle>& faces) {
    std::vector<std::vector<std::size_t>> around(p.size());
    for (std::size_t f = 0; f < faces.size(); ++f) {
        for (const std::size_t k : faces[f]) around[k].push_back(f);
    }
    std::vector<bool> result(p.size(), false);
    for (std::size_t k = 0; k < p.size(); ++k) {
        std::vector<Vector3<Z>> normals;
        for (const std::size_t f : around[k]) {
            const Triangle& t = faces[f];
            const bool known = std::any_of(normals.begin(), normals.end(), [&](const Vector3<Z>& n) {
                return dot3(n, minus(p[t[0]], p[k])) == 0 && dot3(n, minus(p[t[1]], p[k])) == 0 &&
                       dot3(n, minus(p[t[2]], p[k])) == 0;
            });
            if (!known) normals.push_back(cross(minus(p[t[1]], p[t[0]]), minus(p[t[2]], p[t[0]])));
        }
        result[k] = normals.size() >= 3;
    }
    return result;
}

/// A convex set with finitely many corners; none where it is empty.
class Solid {
  public:
    Solid() = default;
    explicit Solid(std::vector<Point3> points) {
        std::sort(points.begin(), points.end());
        points.erase(std::unique(points.begin(), points.end()), points.end());
        corners_ = std::move(points);
        if (corners_.empty()) return;
        measure();
        if (corners_.size() > 1) dimension_ = find_faces(scaled<Integer>());
        find_planes(scaled<Integer>());
    }

    bool empty() const { return corners_.empty(); }
    const std::vector<Point3>& corners() const { return corners_; }
    std::size_t dimension() const { return dimension_; }

    bool contains(const Point3& x) const {
        if (empty()) return false;
        Point3 y;
        for (std::size_t i = 0; i < 3; ++i) y[i] = (x[i] - origin_[i]) * Rational(scale_[i]);
        return std::all_of(planes_.begin(), planes_.end(), [&](const Plane& plane) {
            return Rational(plane.normal[0]) * y[0] + Rational(plane.normal[1]) * y[1] +
                       Rational(plane.normal[2]) * y[2] <=
                   Rational(plane.level);
        });
    }
    bool contains(const Solid& other) const {
        return std::all_of(other.corners_.begin(), other.corners_.end(),
                           [&](const Point3& x) { return contains(x); });
    }

    /// The greatest h·w; the set is not empty.
    Rational most(const Point3& h) const {
        std::optional<Rational> most;
        for (const Point3& w : corners_) {
            const Rational value = h[0] * w[0] + h[1] * w[1] + h[2] * w[2];
            if (!most || *most < value) most = value;
        }
        return *most;
    }
    Rational least(std::size_t i) const {
        Rational least = corners_.front()[i];
        for (const Point3& w : corners_) least = std::min<Rational>(least, w[i]);
        return least;
    }

    /// Points whose hull is the part with at least `bound` in each coordinate that has one: corners, and
    /// where edges meet one of the planes, faces two, the set all three.
    std::vector<Point3> at_least(const std::array<std::optional<Rational>, 3>& bound) const {
        std::vector<Point3> result;
        std::array<std::vector<int>, 3> side;
        for (std::size_t i = 0; i < 3; ++i) {
            for (const Point3& w : corners_)
                side[i].push_back(!bound[i] ? 1 : w[i] < *bound[i] ? -1 : w[i] > *bound[i] ? 1 : 0);
        }
        const auto meets = [&](const Point3& w, std::size_t but, std::size_t and_but) {
            for (std::size_t i = 0; i < 3; ++i) {
                if (i != but && i != and_but && bound[i] && w[i] < *bound[i]) return false;
            }
            return true;
        };
        for (std::size_t k = 0; k < corners_.size(); ++k) {
            if (side[0][k] >= 0 && side[1][k] >= 0 && side[2][k] >= 0) result.push_back(corners_[k]);
        }
        if (result.size() == corners_.size()) return result;
        for (const auto& [a, b] : edges_) {
            for (std::size_t i = 0; i < 3; ++i) {
                if (side[i][a] * side[i][b] >= 0) continue;
                const Point3 &from = corners_[a], &to = corners_[b];
                const Rational t = (*bound[i] - from[i]) / (to[i] - from[i]);
                Point3 w;
                for (std::size_t j = 0; j < 3; ++j)
                    w[j] = j == i ? *bound[i] : Rational(from[j] + t * (to[j] - from[j]));
                if (meets(w, i, i)) result.push_back(w);
            }
        }
        for (const Triangle& face : faces_) {
            for (std::size_t k = 0; k < 3; ++k) {
                const std::size_t i = (k + 1) % 3, j = (k + 2) % 3;
                const auto same_side = [&](std::size_t l) {
                    return side[l][face[0]] == side[l][face[1]] && side[l][face[1]] == side[l][face[2]];
                };
                if (!bound[i] || !bound[j] || same_side(i) || same_side(j)) continue;
                if (const auto w = in_face(face, i, *bound[i], j, *bound[j]); w && meets(*w, i, j))
                    result.push_back(*w);
            }
        }
        if (bound[0] && bound[1] && bound[2]) {
            const Point3 w{*bound[0], *bound[1], *bound[2]};
            if (contains(w)) result.push_back(w);
        }
        return result;
    }

    std::string text() const {
        std::string text;
        for (const Point3& w : corners_)
            text += "(" + to_string(w[0]) + ", " + to_string(w[1]) + ", " + to_string(w[2]) + ") ";
        return text.empty() ? "empty" : text;
    }

  private:
    /// normal · y ≤ level, in whole coordinates y = scale ∘ (w − origin).
    struct Plane {
        Vector3<Integer> normal;
        Integer level;
    };

    void measure() {
        origin_ = corners_.front();
        scale_ = {1, 1, 1};
        for (std::size_t i = 0; i < 3; ++i) {
            for (const Point3& w : corners_) {
                const Integer d = denominator(Rational(w[i] - origin_[i]));
                if (scale_[i] % d != 0) scale_[i] = lcm(scale_[i], d);
            }
        }
    }

    template <class Z>
    std::vector<Vector3<Z>> scaled() const {
        std::vector<Vector3<Z>> result;
        for (const Point3& w : corners_) {
            Vector3<Z>& y = result.emplace_back();
            for (std::size_t i = 0; i < 3; ++i) {
                const Integer whole = numerator(Rational((w[i] - origin_[i]) * Rational(scale_[i])));
                if constexpr (std::is_same_v<Z, Integer>)
                    y[i] = whole;
                else
                    y[i] = to_int128(whole).value();
            }
        }
        return result;
    }

    /// Leaves the extreme points, and says in how many dimensions they lie.
    std::size_t find_faces(const std::vector<Vector3<Integer>>& whole) {
        Integer largest = 0;
        for (const auto& y : whole) {
            for (const Integer& entry : y) largest = std::max<Integer>(largest, abs(entry));
        }
        // Normals then have 76 bits, and what lies above a plane 116.
        if (msb(largest + 1) < 37 ? find_surface(scaled<Int128>()) : find_surface(whole)) return 3;
        // In one plane, or on one line.
        Vector3<Integer> normal{};
        for (std::size_t k = 1; k < whole.size() && is_zero(normal); ++k)
            normal = cross(minus(whole.back(), whole.front()), minus(whole[k], whole.front()));
        if (is_zero(normal)) {
            corners_ = {corners_.front(), corners_.back()};
            edges_ = {{0, 1}};
            return 1;
        }
        std::size_t drop = 0;
        while (normal[drop] == 0) ++drop;
        std::map<Point, Point3> seen_from;
        std::vector<Point> shadow;
        for (const Point3& w : corners_) {
            shadow.push_back({w[(drop + 1) % 3], w[(drop + 2) % 3]});
            seen_from[shadow.back()] = w;
        }
        corners_.clear();
        for (const Point& x : hull(std::move(shadow))) corners_.push_back(seen_from[x]);
        for (std::size_t k = 0; k < corners_.size(); ++k) edges_.push_back({k, (k + 1) % corners_.size()});
        for (std::size_t k = 2; k < corners_.size(); ++k) faces_.push_back({0, k - 1, k});
        return 2;
    }

    template <class Z>
    bool find_surface(const std::vector<Vector3<Z>>& whole) {
        if (whole.size() < 4) return false;
        faces_ = Surface<Z>(whole).triangles();
        if (faces_.empty()) return false;
        const std::vector<bool> extreme = extreme_corners(whole, faces_);
        std::vector<Point3> kept;
        std::vector<Vector3<Z>> kept_whole;
        for (std::size_t k = 0; k < whole.size(); ++k) {
            if (!extreme[k]) continue;
            kept.push_back(corners_[k]);
            kept_whole.push_back(whole[k]);
        }
        if (kept.size() < corners_.size()) {
            corners_ = std::move(kept);
            faces_ = Surface<Z>(kept_whole).triangles();
        }
        for (const Triangle& t : faces_) {
            for (std::size_t k = 0; k < 3; ++k) {
                if (t[k] < t[(k + 1) % 3]) edges_.push_back({t[k], t[(k + 1) % 3]});
            }
        }
        return true;
    }

    void find_planes(const std::vector<Vector3<Integer>>& whole) {
        const auto add = [&](const Vector3<Integer>& normal, const Vector3<Integer>& through) {
            planes_.push_back({normal, dot3(normal, through)});
        };
        const auto add_both = [&](const Vector3<Integer>& normal) {
            add(normal, whole.front());
            add(minus(Vector3<Integer>{}, normal), whole.front());
        };
        if (dimension_ == 3) {
            for (const Triangle& t : faces_)
                add(cross(minus(whole[t[1]], whole[t[0]]), minus(whole[t[2]], whole[t[0]])), whole[t[0]]);
        } else if (dimension_ == 2) {
            const auto normal = cross(minus(whole[1], whole[0]), minus(whole[2], whole[0]));
            add_both(normal);
            for (const auto& [a, b] : edges_) add(cross(minus(whole[b], whole[a]), normal), whole[a]);
        } else if (dimension_ == 1) {
            const Vector3<Integer> along = minus(whole.back(), whole.front());
            for (std::size_t i = 0; i < 3; ++i) {
                Vector3<Integer> axis{};
                axis[i] = 1;
                add_both(cross(along, axis));
            }
            add(along, whole.back());
            add(minus(Vector3<Integer>{}, along), whole.front());
        } else {
            for (std::size_t i = 0; i < 3; ++i) {
                Vector3<Integer> axis{};
                axis[i] = 1;
                add_both(axis);
            }
        }
    }

    /// The point of a face with given coordinates i and j, if there is one.
    std::optional<Point3> in_face(const Triangle& face, std::size_t i, const Rational& x, std::size_t j,
                                  const Rational& y) const {
        const Point at{x, y};
        std::array<Point, 3> shadow;
        for (std::size_t k = 0; k < 3; ++k) shadow[k] = {corners_[face[k]][i], corners_[face[k]][j]};
        const Rational area = turn(shadow[0], shadow[1], shadow[2]);
        if (area == 0) return std::nullopt;
        Point3 w{0, 0, 0};
        for (std::size_t k = 0; k < 3; ++k) {
            const Rational share = turn(at, shadow[(k + 1) % 3], shadow[(k + 2) % 3]) / area;
            if (share < 0) return std::nullopt;
            for (std::size_t l = 0; l < 3; ++l) w[l] += share * corners_[face[k]][l];
        }
        return w;
    }

    std::vector<Point3> corners_;
    std::size_t dimension_ = 0;
    std::vector<std::pair<std::size_t, std::size_t>> edges_;
    std::vector<Triangle> faces_;
    std::vector<Plane> planes_;
    Point3 origin_;
    Vector3<Integer> scale_;
};

}  // namespace comity::test
