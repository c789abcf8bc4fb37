// What a proof about V* says of a target [F4.7].

#include <algorithm>
#include <functional>

#include "payoff_proof.hpp"
#include "polygon.hpp"

namespace comity::checker {
namespace {

/// Σ weights_i w_i ≥ level.
template <class T>
struct HalfPlane {
    std::vector<Rational> weights;
    T level;
};

template <class T>
class TargetCheck {
  public:
    TargetCheck(const Repeated<T>& game, const Target& target, const PayoffProof<T>& proof,
                const std::vector<Weight>& lottery)
        : game_(game),
          world_(game.world),
          target_(target),
          proof_(proof),
          lottery_(lottery),
          path_(played(target)) {}

    std::string wrong_with_sustained() const {
        if (!proof_.inner) return "there are no points";
        if (std::string wrong = wrong_with(game_, *proof_.inner); !wrong.empty()) return wrong;
        if (is_about_payoffs(target_)) return is_reached() ? "" : "the points do not reach the target";
        for (std::size_t k = 0; k < proof_.inner->points.size(); ++k) {
            if (plays_path(k)) return "";
        }
        return "no point plays the target";
    }

    std::string wrong_with_refuted() const {
        const bool payoffs = is_about_payoffs(target_);
        if (!payoffs && !may_be_played()) return "";
        if (!proof_.outer) return "there are no levels";
        const Outer<T> outer = check(game_, *proof_.outer);
        if (!outer.wrong.empty()) return outer.wrong;
        if (outer.empty) return "";
        if (payoffs) return is_excluded(outer.levels) ? "" : "the levels do not exclude the target";
        const bool never =
            std::any_of(path_.begin(), path_.end(), [&](ProfileIndex a) { return !outer.played[a]; });
        return never || is_broken(outer.levels) ? "" : "nobody gains by leaving the target";
    }

  private:
    bool not_negative(const T& x) const { return holds(x, game_.where); }
    bool positive(const T& x) const { return holds_strictly(x, game_.where); }

    /// w_i(t).
    T value(std::size_t i, std::size_t period) const {
        if (path_.size() == 1) return world_.u(i, path_.front());
        T above = T(0), below = T(0), power = T(1);
        for (std::size_t s = 0; s < path_.size(); ++s) {
            above += power * world_.u(i, path_[(period + s) % path_.size()]);
            below += power;
            power *= game_.delta[i];
        }
        return above / below;
    }

    /// Points that play the path in turn, for certain, and then again from the first.
    bool plays_path(std::size_t first) const {
        std::size_t at = first;
        for (const ProfileIndex a : path_) {
            const auto& point = proof_.inner->points[at];
            const auto sure = std::find_if(point.continuation.begin(), point.continuation.end(),
                                           [](const Weight& weight) { return weight.weight == 1; });
            if (point.profile != a || sure == point.continuation.end()) return false;
            at = sure->point;
        }
        return at == first;
    }

    bool may_be_played() const {
        IntervalSet agreed = game_.where;
        for (const ProfileIndex a : path_) {
            if (!world_.is_allowed(a)) return false;
            agreed = intersect(agreed, where_agreed(world_, a, game_.where));
        }
        return !agreed.is_empty();
    }

    std::vector<HalfPlane<T>> half_planes() const {
        std::vector<HalfPlane<T>> result;
        for (const PayoffHalfPlane& half : target_.set) result.push_back({half.weights, T(half.at_least)});
        for (std::size_t i = 0; i < game_.n() && target_.test == TargetTest::payoff; ++i) {
            for (const int sign : {1, -1}) {
                std::vector<Rational> axis(game_.n(), 0);
                axis[i] = sign;
                result.push_back({axis, T(sign) * world_.u(i, target_.profile)});
            }
        }
        return result;
    }

    /// By a lottery over the points; or, of one payoff, because it is inside their hull.
    bool is_reached() const {
        const auto& points = proof_.inner->points;
        if (lottery_.empty()) return target_.test == TargetTest::payoff && game_.n() == 2 && is_inside();
        Rational total = 0;
        for (const Weight& weight : lottery_) {
            if (weight.point >= points.size() || weight.weight < 0) return false;
            total += weight.weight;
        }
        const auto planes = half_planes();
        return total == 1 && std::all_of(planes.begin(), planes.end(), [&](const HalfPlane<T>& half) {
                   T above = T(0) - half.level;
                   for (const Weight& weight : lottery_) {
                       for (std::size_t i = 0; i < game_.n(); ++i) {
                           above += T(weight.weight * half.weights[i]) * points[weight.point].value[i];
                           above -= T(Rational(weight.weight * abs(half.weights[i]))) *
                                    points[weight.point].radius[i];
                       }
                   }
                   return not_negative(above);
               });
    }

    bool is_inside() const {
        const auto& points = proof_.inner->points;
        if constexpr (std::is_same_v<T, Rational>) {
            return is_surely_inside(points, {world_.u(0, target_.profile), world_.u(1, target_.profile)});
        } else {
            return is_left_of_edges(points);
        }
    }

    /// Is u(a) to the left of every edge of what is the hull at a sample, by more than the radii allow?
    bool is_left_of_edges(const std::vector<InnerPoint<RationalFunction>>& points) const {
        std::map<Point, std::size_t> name;
        std::vector<Point> places;
        for (std::size_t k = 0; k < points.size(); ++k) {
            places.push_back(
                {sample(points[k].value[0], game_.where), sample(points[k].value[1], game_.where)});
            name[places.back()] = k;
        }
        const std::vector<Point> corners = hull(places);
        if (corners.size() < 3) return false;
        std::array<RationalFunction, 2> u, most;
        for (std::size_t i = 0; i < 2; ++i) {
            u[i] = world_.u(i, target_.profile);
            Rational far = 0;
            for (const Point& c : corners)
                far = std::max(far, Rational(abs(c[i] - sample(u[i], game_.where))));
            most[i] = RationalFunction(Rational(2 * far + 1));
            for (const Point& c : corners) {
                const RationalFunction off = points[name[c]].value[i] - u[i];
                if (!not_negative(most[i] - off) || !not_negative(most[i] + off)) return false;
            }
        }
        for (std::size_t k = 0; k < corners.size(); ++k) {
            const auto &a = points[name[corners[k]]], &b = points[name[corners[(k + 1) % corners.size()]]];
            const RationalFunction area =
                (a.value[0] - u[0]) * (b.value[1] - u[1]) - (a.value[1] - u[1]) * (b.value[0] - u[0]);
            const RationalFunction off = a.radius[0] * (most[1] + b.radius[1]) +
                                         a.radius[1] * (most[0] + b.radius[0]) + b.radius[0] * most[1] +
                                         b.radius[1] * most[0];
            if (!positive(area - off)) return false;
        }
        return true;
    }

    /// Somebody gets less than a floor, or than a departure is worth, whatever the punishment.
    bool is_broken(const std::vector<T>& levels) const {
        for (std::size_t i = 0; i < game_.n(); ++i) {
            const T threat = T(0) - levels[2 * i + 1], now = T(1) - game_.delta[i];
            for (std::size_t t = 0; t < path_.size(); ++t) {
                const T has = value(i, t);
                for (const auto& floor : world_.floors(i, path_[t])) {
                    if (positive(floor.value - has)) return true;
                }
                for (const std::size_t action : world_.departures(i, path_[t])) {
                    const T there = world_.u(i, world_.after(path_[t], i, action));
                    if (positive(now * there + game_.delta[i] * threat - has)) return true;
                }
            }
        }
        return false;
    }

    /// Do the levels leave nothing of the target?
    bool is_excluded(const std::vector<T>& levels) const {
        if (game_.n() != 2) return is_out_of_reach(levels);
        if constexpr (std::is_same_v<T, Rational>) {
            std::vector<Point> left = polygon_below(*proof_.outer, levels);
            for (const auto& half : half_planes())
                left = clip(left, {-half.weights[0], -half.weights[1]}, -half.level);
            return left.empty();
        } else {
            return has_contradiction(levels);
        }
    }

    /// Is some direction a sum of half-planes' weights with multipliers ≥ 0, and its level below the same sum
    /// of what they ask for? As many half-planes as there are actors are enough.
    bool is_out_of_reach(const std::vector<T>& levels) const {
        const auto planes = half_planes();
        const auto& directions = proof_.outer->directions;
        for (std::size_t d = 0; d < directions.size(); ++d) {
            std::vector<std::size_t> chosen;
            const std::function<bool(std::size_t)> contradicts = [&](std::size_t from) {
                if (!chosen.empty()) {
                    if (const auto by = multipliers(planes, chosen, directions[d])) {
                        T asked = T(0);
                        for (std::size_t k = 0; k < chosen.size(); ++k)
                            asked += T((*by)[k]) * planes[chosen[k]].level;
                        if (positive(asked - levels[d])) return true;
                    }
                }
                for (std::size_t j = from; j < planes.size() && chosen.size() < game_.n(); ++j) {
                    // Where a direction has nothing, a half-plane along an axis has nothing to add.
                    std::size_t entries = 0, needed = 0;
                    for (std::size_t i = 0; i < game_.n(); ++i) {
                        entries += planes[j].weights[i] != 0;
                        needed += planes[j].weights[i] * Rational(directions[d][i]) > 0;
                    }
                    if (entries == 1 && needed == 0) continue;
                    chosen.push_back(j);
                    if (contradicts(j + 1)) return true;
                    chosen.pop_back();
                }
                return false;
            };
            if (contradicts(0)) return true;
        }
        return false;
    }

    /// The multipliers ≥ 0, by elimination; nothing where there are none.
    static std::optional<std::vector<Rational>> multipliers(const std::vector<HalfPlane<T>>& planes,
                                                            const std::vector<std::size_t>& chosen,
                                                            const std::vector<Integer>& direction) {
        const std::size_t n = direction.size(), m = chosen.size();
        std::vector<std::vector<Rational>> rows(n, std::vector<Rational>(m + 1));
        for (std::size_t i = 0; i < n; ++i) {
            for (std::size_t k = 0; k < m; ++k) rows[i][k] = planes[chosen[k]].weights[i];
            rows[i][m] = Rational(direction[i]);
        }
        for (std::size_t k = 0; k < m; ++k) {
            std::size_t pivot = k;
            while (pivot < n && rows[pivot][k] == 0) ++pivot;
            if (pivot == n) return std::nullopt;
            std::swap(rows[pivot], rows[k]);
            for (std::size_t i = 0; i < n; ++i) {
                const Rational factor = i == k ? Rational(0) : Rational(rows[i][k] / rows[k][k]);
                for (std::size_t j = k; j <= m && factor != 0; ++j) rows[i][j] -= factor * rows[k][j];
            }
        }
        std::vector<Rational> result;
        for (std::size_t i = 0; i < n; ++i) {
            if (i >= m) {
                if (rows[i][m] != 0) return std::nullopt;
                continue;
            }
            result.push_back(rows[i][m] / rows[i][i]);
            if (result.back() < 0) return std::nullopt;
        }
        return result;
    }

    /// Three of the inequalities x·w ≤ level contradict each other throughout: a sum of them with weights ≥ 0
    /// says 0 ≤ something negative (where there is a contradiction, Helly's theorem gives three).
    bool has_contradiction(const std::vector<T>& levels) const {
        struct Row {
            Point x;
            T level;
            Rational sample;
        };
        std::vector<Row> rows;
        const auto add = [&](const Point& x, const T& level) {
            rows.push_back({x, level, sample(level, game_.where)});
        };
        for (const auto& half : half_planes()) add({-half.weights[0], -half.weights[1]}, T(0) - half.level);
        const std::size_t own = rows.size();
        const auto& directions = proof_.outer->directions;
        for (std::size_t d = 0; d < directions.size(); ++d)
            add({Rational(directions[d][0]), Rational(directions[d][1])}, levels[d]);
        const auto cross = [](const Point& a, const Point& b) { return Rational(a[0] * b[1] - a[1] * b[0]); };
        const auto contradict = [&](const std::array<const Row*, 3>& three, std::array<Rational, 3> by) {
            if (by[0] < 0 || by[1] < 0 || by[2] < 0) {
                for (Rational& each : by) each = -each;
            }
            if (by[0] < 0 || by[1] < 0 || by[2] < 0) return false;
            Rational glance = 0;
            for (std::size_t k = 0; k < 3; ++k) glance += by[k] * three[k]->sample;
            if (glance >= 0) return false;
            T sum = T(0);
            for (std::size_t k = 0; k < 3; ++k) sum -= T(by[k]) * three[k]->level;
            return positive(sum);
        };
        for (std::size_t a = 0; a < own; ++a) {
            for (std::size_t b = a; b < rows.size(); ++b) {
                const Row &p = rows[a], &q = rows[b];
                const Rational dot = p.x[0] * q.x[0] + p.x[1] * q.x[1];
                // Alone (a half-plane without a direction), or against one that looks the other way.
                if (a == b && dot == 0 && positive(T(0) - p.level)) return true;
                if (cross(p.x, q.x) == 0 && dot < 0 &&
                    contradict({&p, &q, &q}, {-dot, p.x[0] * p.x[0] + p.x[1] * p.x[1], 0}))
                    return true;
                for (std::size_t c = b + 1; c < rows.size(); ++c) {
                    const Row& r = rows[c];
                    if (contradict({&p, &q, &r}, {cross(q.x, r.x), cross(r.x, p.x), cross(p.x, q.x)}))
                        return true;
                }
            }
        }
        return false;
    }

    const Repeated<T>& game_;
    const World<T>& world_;
    const Target& target_;
    const PayoffProof<T>& proof_;
    const std::vector<Weight>& lottery_;
    std::vector<ProfileIndex> path_;
};

}  // namespace

std::vector<Point> polygon_below(const OuterProof<Rational>& proof, const std::vector<Rational>& levels) {
    std::vector<Point> polygon = hull(
        {{-levels[1], -levels[3]}, {levels[0], -levels[3]}, {levels[0], levels[2]}, {-levels[1], levels[2]}});
    if (levels[0] < -levels[1] || levels[2] < -levels[3]) return {};
    for (std::size_t d = 4; d < levels.size(); ++d)
        polygon =
            clip(polygon, {Rational(proof.directions[d][0]), Rational(proof.directions[d][1])}, levels[d]);
    return polygon;
}

bool is_surely_inside(const std::vector<InnerPoint<Rational>>& points, const Point& x) {
    // Were x outside for some true payoffs, some h would have h·x above h·w for all of them. Within one
    // quadrant of h the least that h·w can be is at one corner of every box, so x must be in the hull of
    // those corners less whatever the quadrant does not care for.
    for (const int a : {1, -1}) {
        for (const int b : {1, -1}) {
            std::vector<Point> least;
            for (const auto& point : points)
                least.push_back({point.value[0] - a * point.radius[0], point.value[1] - b * point.radius[1]});
            std::vector<Point> left = clip(hull(least), {Rational(-a), 0}, -a * x[0]);
            left = clip(left, {0, Rational(-b)}, -b * x[1]);
            if (left.empty()) return false;
        }
    }
    return true;
}

template <class T>
std::string wrong_with_target(const Repeated<T>& game, const Target& target, bool sustained,
                              const PayoffProof<T>& proof, const std::vector<Weight>& lottery) {
    const TargetCheck<T> check(game, target, proof, lottery);
    return sustained ? check.wrong_with_sustained() : check.wrong_with_refuted();
}

template std::string wrong_with_target(const Repeated<Rational>&, const Target&, bool,
                                       const PayoffProof<Rational>&, const std::vector<Weight>&);
template std::string wrong_with_target(const Repeated<RationalFunction>&, const Target&, bool,
                                       const PayoffProof<RationalFunction>&, const std::vector<Weight>&);

}  // namespace comity::checker
