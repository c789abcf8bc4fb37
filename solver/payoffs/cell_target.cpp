#include <algorithm>

#include "cell.hpp"
#include "comity/polytope/exact_polygon.hpp"
#include "comity/question/bounds.hpp"
#include "comity/question/path_value.hpp"

namespace comity {

RationalFunction path_function(const StageGame<RationalFunction>& stage,
                               const std::vector<ProfileIndex>& path, std::size_t actor, std::size_t period,
                               const RationalFunction& delta) {
    if (path.size() == 1) return stage.utility[actor][path.front()];
    const auto [above, below] = path_fraction(path.size(), period, delta,
                                              [&](std::size_t k) { return stage.utility[actor][path[k]]; });
    return above / below;
}

std::vector<FunctionHalfPlane> function_half_planes(const StageGame<RationalFunction>& stage,
                                                    const Target& target) {
    std::vector<FunctionHalfPlane> result;
    if (target.test == TargetTest::set) {
        for (const PayoffHalfPlane& half : target.set) result.push_back({half.weights, half.at_least});
        return result;
    }
    for (std::size_t i = 0; i < 2; ++i) {
        std::vector<Rational> axis(2, 0);
        axis[i] = 1;
        const RationalFunction& u = stage.utility[i][target.profile];
        result.push_back({axis, u});
        axis[i] = -1;
        result.push_back({axis, -u});
    }
    return result;
}

bool may_be_played(const StageGame<RationalFunction>& stage, const std::vector<ProfileIndex>& path,
                   const Interval& where) {
    IntervalSet agreed = where;
    for (const ProfileIndex a : path) {
        if (!stage.prescribable.front()[a]) return false;
        if (!stage.agreements.empty()) agreed = intersect(agreed, where_agreed(stage, a, where));
    }
    return !agreed.is_empty();
}

namespace {

/// Reads what a cell claims and checks that it follows.
class CellCheck {
  public:
    CellCheck(const GameForm& form, const Question<RationalFunction>& question,
              const std::vector<RationalFunction>& delta, const Target& target, const PayoffCell& cell)
        : form_(form),
          stage_(question.stage()),
          delta_(delta),
          target_(target),
          cell_(cell),
          game_{form, question, delta, cell.where},
          path_(played(target)) {}

    std::string run() {
        if (form_.n() != 2 || game_.states() != 1 || delta_.size() != 2) return "it is not about two actors";
        if (cell_.where.is_empty()) return "it is about nothing";
        for (const RationalFunction& delta : delta_) {
            if (!non_negative(delta) || !positive(RationalFunction(1) - delta))
                return "a discount factor is not one";
        }
        return cell_.sustained ? wrong_with_sustained() : wrong_with_refuted();
    }

  private:
    bool non_negative(const RationalFunction& f) const { return holds(f, cell_.where); }
    bool positive(const RationalFunction& f) const { return holds_strictly(f, cell_.where); }
    std::string wrong_with_sustained() const {
        if (!cell_.proof.inner) return "there are no points";
        const auto& points = cell_.proof.inner->points;
        const InnerVerdict verdict = check_inner(game_, *cell_.proof.inner);
        if (!verdict.valid) return verdict.why;
        if (is_about_payoffs(target_)) return reaches(points) ? "" : "the points do not reach the target";
        for (std::size_t k = 0; k < points.size(); ++k) {
            if (follows_path(points, k)) return "";
        }
        return "no point plays the target";
    }

    bool follows_path(const std::vector<InnerPoint<RationalFunction>>& points, std::size_t first) const {
        std::size_t at = first;
        for (const ProfileIndex a : path_) {
            const auto& point = points[at];
            if (point.set != 0 || point.profile != a) return false;
            const auto sure = std::find_if(point.continuation.begin(), point.continuation.end(),
                                           [](const Weight& weight) { return weight.weight == 1; });
            if (sure == point.continuation.end()) return false;
            at = sure->point;
        }
        return at == first;
    }

    bool reaches(const std::vector<InnerPoint<RationalFunction>>& points) const {
        const auto planes = function_half_planes(stage_, target_);
        if (!cell_.lottery.empty()) return lottery_reaches(points, planes);
        return target_.test == TargetTest::payoff && hull_holds(points);
    }

    bool lottery_reaches(const std::vector<InnerPoint<RationalFunction>>& points,
                         const std::vector<FunctionHalfPlane>& planes) const {
        Rational total = 0;
        for (const Weight& weight : cell_.lottery) {
            if (weight.point >= points.size() || points[weight.point].set != 0 || weight.weight < 0)
                return false;
            total += weight.weight;
        }
        if (total != 1) return false;
        return std::all_of(planes.begin(), planes.end(), [&](const FunctionHalfPlane& half) {
            RationalFunction above = -half.level;
            for (const Weight& weight : cell_.lottery) {
                const auto& point = points[weight.point];
                for (std::size_t i = 0; i < 2; ++i) {
                    if (half.normal[i] == 0) continue;
                    above += RationalFunction(Rational(weight.weight * half.normal[i])) * point.value[i];
                    above -=
                        RationalFunction(Rational(weight.weight * abs(half.normal[i]))) * point.radius[i];
                }
            }
            return non_negative(above);
        });
    }

    /// Is u(t) to the left of every edge of the points of V_0 in the order of their hull at a sample, by more
    /// than the radii allow? Then it is inside their hull, wherever in their radii the points are.
    bool hull_holds(const std::vector<InnerPoint<RationalFunction>>& points) const {
        const Rational at = inside(cell_.where);
        std::vector<std::size_t> names;
        std::vector<ExactPoint> places;
        for (std::size_t k = 0; k < points.size(); ++k) {
            if (points[k].set != 0) continue;
            names.push_back(k);
            places.push_back({points[k].value[0](at), points[k].value[1](at)});
        }
        const auto hull = exact_hull(places);
        if (hull.size() < 3) return false;
        // Bounds on |point − u|, actor by actor.
        std::array<RationalFunction, 2> u, most;
        for (std::size_t i = 0; i < 2; ++i) {
            u[i] = stage_.utility[i][target_.profile];
            Rational bound = 0;
            for (const std::size_t k : hull) bound = std::max(bound, Rational(abs(places[k][i] - u[i](at))));
            most[i] = RationalFunction(Rational(2 * bound + 1));
            for (const std::size_t k : hull) {
                const RationalFunction off = points[names[k]].value[i] - u[i];
                if (!non_negative(most[i] - off) || !non_negative(most[i] + off)) return false;
            }
        }
        for (std::size_t k = 0; k < hull.size(); ++k) {
            const auto &a = points[names[hull[k]]], &b = points[names[hull[(k + 1) % hull.size()]]];
            const RationalFunction cross =
                (a.value[0] - u[0]) * (b.value[1] - u[1]) - (a.value[1] - u[1]) * (b.value[0] - u[0]);
            RationalFunction reach = a.radius[0] * (most[1] + b.radius[1]) +
                                     a.radius[1] * (most[0] + b.radius[0]) + b.radius[0] * most[1] +
                                     b.radius[1] * most[0];
            if (!positive(cross - reach)) return false;
        }
        return true;
    }

    std::string wrong_with_refuted() const {
        if (!is_about_payoffs(target_) && !may_be_played(stage_, path_, cell_.where)) return "";
        if (!cell_.proof.outer) return "there are no levels";
        const auto verdict = check_outer(game_, *cell_.proof.outer);
        if (!verdict.valid) return verdict.why;
        if (verdict.empty) return "";
        if (!is_about_payoffs(target_)) {
            const bool falls_away =
                std::any_of(path_.begin(), path_.end(), [&](ProfileIndex a) { return !verdict.live[0][a]; });
            return falls_away || breaks_path(verdict.levels) ? "" : "nobody gains by leaving the target";
        }
        return excludes(verdict.levels) ? "" : "the levels do not exclude the target";
    }

    /// Some actor gets less along the path than it must get, whatever the punishment.
    bool breaks_path(const std::vector<RationalFunction>& levels) const {
        const std::size_t rows = cell_.proof.outer->directions.size();
        std::vector<RationalFunction> lacks;
        for (std::size_t i = 0; i < 2; ++i) {
            const RationalFunction threat = -levels[game_.punishment_set(i, 0) * rows + 2 * i + 1];
            for (std::size_t t = 0; t < path_.size(); ++t) {
                const RationalFunction w = path_function(stage_, path_, i, t, delta_[i]);
                for (const auto& floor : floors(form_, stage_, i, path_[t])) lacks.push_back(floor.value - w);
                const std::size_t own = form_.profiles().action(path_[t], i);
                for (std::size_t action = 0; action < form_.profiles().actions(i); ++action) {
                    if (action == own || !stage_.allowed[i][action]) continue;
                    const auto& there = stage_.utility[i][form_.profiles().with(path_[t], i, action)];
                    lacks.push_back((RationalFunction(1) - delta_[i]) * there + delta_[i] * threat - w);
                }
            }
        }
        const Rational at = inside(cell_.where);
        return std::any_of(lacks.begin(), lacks.end(),
                           [&](const RationalFunction& lack) { return lack(at) > 0 && positive(lack); });
    }

    /// No vector is in all half-planes and below all levels: three of these inequalities contradict each
    /// other (Helly), with multipliers that their normals determine.
    bool excludes(const std::vector<RationalFunction>& levels) const {
        struct Row {
            Rational x, y;
            RationalFunction level;  ///< x u_1 + y u_2 ≤ level
            Rational sample = 0;
        };
        std::vector<Row> rows;
        const Rational at = inside(cell_.where);
        for (const FunctionHalfPlane& half : function_half_planes(stage_, target_))
            rows.push_back({-half.normal[0], -half.normal[1], -half.level});
        const std::size_t own = rows.size();
        const auto& directions = cell_.proof.outer->directions;
        for (std::size_t d = 0; d < directions.size(); ++d)
            rows.push_back({Rational(directions[d][0]), Rational(directions[d][1]), levels[d]});
        for (Row& row : rows) row.sample = row.level(at);
        const auto cross = [](const Row& a, const Row& b) { return Rational(a.x * b.y - a.y * b.x); };
        const auto contradict = [&](const std::array<const Row*, 3>& three, std::array<Rational, 3> by) {
            if (std::all_of(by.begin(), by.end(), [](const Rational& x) { return x <= 0; })) {
                for (Rational& each : by) each = -each;
            }
            if (std::any_of(by.begin(), by.end(), [](const Rational& x) { return x < 0; })) return false;
            Rational sample = 0;
            for (std::size_t k = 0; k < 3; ++k) sample += by[k] * three[k]->sample;
            if (sample >= 0) return false;
            RationalFunction sum = 0;
            for (std::size_t k = 0; k < 3; ++k) {
                if (by[k] != 0) sum -= RationalFunction(by[k]) * three[k]->level;
            }
            return positive(sum);
        };
        for (std::size_t a = 0; a < own; ++a) {
            // A half-plane without a direction, and those that look the other way.
            if (rows[a].x == 0 && rows[a].y == 0) {
                if (positive(-rows[a].level)) return true;
                continue;
            }
            for (std::size_t b = a + 1; b < rows.size(); ++b) {
                const Row &p = rows[a], &q = rows[b];
                if (cross(p, q) == 0 && p.x * q.x + p.y * q.y < 0) {
                    const Rational by = p.x != 0 ? Rational(-q.x / p.x) : Rational(-q.y / p.y);
                    if (contradict({&p, &q, &q}, {by, 1, 0})) return true;
                    continue;
                }
                for (std::size_t c = b + 1; c < rows.size(); ++c) {
                    const Row& r = rows[c];
                    const std::array<Rational, 3> by{cross(q, r), cross(r, p), cross(p, q)};
                    if (by[0] == 0 && by[1] == 0 && by[2] == 0) continue;
                    if (contradict({&p, &q, &r}, by)) return true;
                }
            }
        }
        return false;
    }

    const GameForm& form_;
    const StageGame<RationalFunction>& stage_;
    const std::vector<RationalFunction>& delta_;
    const Target& target_;
    const PayoffCell& cell_;
    ProofGame<RationalFunction> game_;
    std::vector<ProfileIndex> path_;
};

}  // namespace

std::string wrong_with_cell(const GameForm& form, const Question<RationalFunction>& question,
                            const std::vector<RationalFunction>& delta, const Target& target,
                            const PayoffCell& cell) {
    return CellCheck(form, question, delta, target, cell).run();
}

}  // namespace comity
