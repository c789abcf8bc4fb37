// V* of two actors through one lens, and the constraints that matter to it.

#include <algorithm>

#include "comity/study/equilibria.hpp"

namespace comity {
namespace {

using Point = std::vector<Rational>;

/// Twice the area of the triangle a, b, c: positive where they turn left.
Rational turn(const Point& a, const Point& b, const Point& c) {
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);
}

bool lies_between(const Rational& x, const Rational& a, const Rational& b) {
    return std::min(a, b) <= x && x <= std::max(a, b);
}

/// Is a point in the convex set with these corners, counterclockwise?
bool contains(const std::vector<Point>& corners, const Point& p) {
    if (corners.empty()) return false;
    if (corners.size() == 1) return corners.front() == p;
    if (corners.size() == 2)
        return turn(corners[0], corners[1], p) == 0 && lies_between(p[0], corners[0][0], corners[1][0]) &&
               lies_between(p[1], corners[0][1], corners[1][1]);
    for (std::size_t k = 0; k < corners.size(); ++k) {
        if (turn(corners[k], corners[(k + 1) % corners.size()], p) < 0) return false;
    }
    return true;
}

/// Does something that is proved to be in one set lie outside the other?
bool provably_different(const PayoffSetFinding& a, const PayoffSetFinding& b) {
    const auto reaches_out = [](const PayoffSetFinding& one, const PayoffSetFinding& other) {
        if (other.status == PayoffSetFinding::Status::empty) return one.has_inner();
        if (!one.support.empty() && one.has_inner() && other.has_outer()) {
            return std::equal(one.support.begin(), one.support.end(), other.support.begin(),
                              other.support.end(), [](const auto& here, const auto& there) {
                                  return here.level.inner <= there.level.outer;
                              }) == false;
        }
        if (other.outer.empty()) return false;
        return std::any_of(one.inner.begin(), one.inner.end(),
                           [&](const Point& p) { return !contains(other.outer, p); });
    };
    return reaches_out(a, b) || reaches_out(b, a);
}

}  // namespace

PayoffSetFinding find_payoffs(ThresholdSolver& solver, std::size_t lens, const PayoffRequest& request) {
    const GameForm& form = solver.form();
    PayoffSetFinding finding = payoff_set(form, solver.question(lens), request);
    const auto& constraints = solver.model().constraints;
    PayoffRequest without = request;
    without.played = false;
    without.rounds = {};
    for (std::size_t c = 0; c < constraints.size(); ++c) {
        if (!applies(constraints[c], finding.lens)) continue;
        if (request.stop.stop_requested()) break;
        const PayoffSetFinding other = payoff_set(form, solver.question(lens, c), without);
        if (provably_different(finding, other)) finding.binding_constraints.push_back(c);
    }
    if (request.stop.stop_requested() && !constraints.empty() && finding.note.empty())
        finding.note = "which constraints bind was not found out before the limit";
    return finding;
}

}  // namespace comity
