// What a set of equilibrium payoffs claims, from its two proofs [F4.1, F4.2].

#include <algorithm>

#include "claims.hpp"
#include "payoff_proof.hpp"
#include "polygon.hpp"

namespace comity::checker {
namespace {

using Status = PayoffSetFinding::Status;

class SetCheck {
  public:
    SetCheck(const World<Rational>& world, const PayoffSetFinding& finding)
        : world_(world), finding_(finding), game_{world, finding.delta} {}

    std::string run() {
        if (finding_.minmax != minmax(world_)) return "the minmax values are others";
        for (const Rational& delta : finding_.delta) {
            if (delta < 0 || delta >= 1) return "a discount factor is not one";
        }
        if (finding_.proof.inner) {
            if (std::string wrong = wrong_with(game_, *finding_.proof.inner); !wrong.empty())
                return "from within: " + wrong;
        }
        if (finding_.proof.outer) {
            outer_ = check(game_, *finding_.proof.outer);
            if (!outer_->wrong.empty()) return "from without: " + outer_->wrong;
        }
        if (std::string wrong = wrong_with_profiles(); !wrong.empty()) return wrong;
        if ((finding_.status == Status::empty) != (outer_ && outer_->empty))
            return finding_.status == Status::empty ? "that it is empty does not follow" : "it is empty";
        // Models of this version have one phase.
        if (finding_.emptied_phase) return "there is no such phase";
        if (finding_.status == Status::empty) return "";
        if (finding_.status == Status::solved && !(finding_.proof.inner && finding_.proof.outer))
            return "a side has no proof";
        if (std::string wrong = wrong_with_values(); !wrong.empty()) return wrong;
        return world_.n() == 2 ? wrong_with_polygons() : wrong_with_levels();
    }

  private:
    const std::vector<InnerPoint<Rational>>& points() const { return finding_.proof.inner->points; }

    std::string wrong_with_profiles() const {
        for (const ProfileIndex p : finding_.played) {
            const bool found =
                finding_.proof.inner && std::any_of(points().begin(), points().end(),
                                                    [&](const auto& point) { return point.profile == p; });
            if (!found) return "no point plays profile " + std::to_string(p);
        }
        for (const ProfileIndex p : finding_.never_played) {
            if (!outer_ || outer_->played[p]) return "profile " + std::to_string(p) + " is not ruled out";
        }
        return "";
    }

    /// Least and greatest values, and what attains the least.
    std::string wrong_with_values() const {
        const bool inner = finding_.proof.inner.has_value();
        std::vector<Point> corners;
        if (outer_ && world_.n() == 2) corners = polygon_below(*finding_.proof.outer, outer_->levels);
        for (std::size_t i = 0; i < world_.n(); ++i) {
            if (outer_ && i < finding_.least.size()) {
                Rational least = -outer_->levels[2 * i + 1], most = outer_->levels[2 * i];
                for (const Point& c : corners) {
                    // The other directions may say more than the axes do.
                    if (&c == &corners.front()) least = most = c[i];
                    least = std::min(least, c[i]);
                    most = std::max(most, c[i]);
                }
                if (finding_.least[i].outer > least || finding_.greatest[i].outer < most)
                    return "a least or greatest value is not proved from without";
            }
            if (!inner) continue;
            if (i >= finding_.worst.size() || i >= finding_.least.size())
                return "an actor's worst punishment is missing";
            Rational least = points().front().value[i] + points().front().radius[i];
            Rational most = points().front().value[i] - points().front().radius[i];
            for (const auto& point : points()) {
                least = std::min(least, Rational(point.value[i] + point.radius[i]));
                most = std::max(most, Rational(point.value[i] - point.radius[i]));
            }
            if (finding_.least[i].inner < least || finding_.greatest[i].inner > most)
                return "a least or greatest value is not proved from within";
            const auto& worst = points()[finding_.worst[i].point];
            if (worst.value[i] + worst.radius[i] > finding_.least[i].inner)
                return "a worst punishment does not hold its actor to the least value";
        }
        return "";
    }

    /// Other than two actors: how far the set reaches, direction by direction.
    std::string wrong_with_levels() const {
        for (const auto& each : finding_.support) {
            const auto& h = each.direction;
            Integer divisor = 0;
            for (const Integer& entry : h) divisor = gcd(divisor, entry);
            if (h.size() != world_.n() || divisor == 0) return "a direction is not one";
            if (outer_) {
                std::vector<Integer> row = h;
                for (Integer& entry : row) entry /= divisor;
                const auto& rows = finding_.proof.outer->directions;
                const auto found = std::find(rows.begin(), rows.end(), row);
                if (found == rows.end() ||
                    each.level.outer <
                        Rational(divisor) * outer_->levels[static_cast<std::size_t>(found - rows.begin())])
                    return "a level is not proved from without";
            }
            if (!finding_.proof.inner) continue;
            std::optional<Rational> most;
            for (const auto& point : points()) {
                Rational level = 0;
                for (std::size_t i = 0; i < h.size(); ++i)
                    level += Rational(h[i]) * point.value[i] - Rational(abs(h[i])) * point.radius[i];
                if (!most || level > *most) most = level;
            }
            if (each.level.inner > *most) return "a level is not proved from within";
            if (finding_.status != Status::solved) continue;
            std::optional<Rational> low, high;
            for (ProfileIndex p = 0; p < world_.form.profiles().size(); ++p) {
                Rational value = 0;
                for (std::size_t i = 0; i < h.size(); ++i) value += Rational(h[i]) * world_.u(i, p);
                if (!low || value < *low) low = value;
                if (!high || value > *high) high = value;
            }
            if (*high != *low && (each.level.outer - each.level.inner) / (*high - *low) > finding_.gap)
                return "the gap is larger than it says";
        }
        return "";
    }

    std::string wrong_with_polygons() const {
        for (const auto& corner : finding_.inner) {
            if (!finding_.proof.inner || !is_surely_inside(points(), {corner[0], corner[1]}))
                return "a corner of the inner polygon is not proved to be inside";
        }
        if (finding_.outer.empty())
            return finding_.status == Status::solved ? "there is no outer polygon" : "";
        if (!outer_) return "the outer polygon has no proof";
        std::vector<Point> claimed;
        for (const auto& corner : finding_.outer) claimed.push_back({corner[0], corner[1]});
        const std::vector<Point> corners = polygon_below(*finding_.proof.outer, outer_->levels);
        // Everything below the levels is in the hull of the claimed corners, if no corner is outside it.
        std::vector<Point> together = claimed;
        together.insert(together.end(), corners.begin(), corners.end());
        if (hull(together) != hull(claimed)) return "the outer polygon is not proved to be around the set";
        return wrong_with_gap(claimed);
    }

    /// In which directions the sides can be furthest apart for their range: between the normals of the edges
    /// of both and of the payoffs, the ratio is one of two linear functions. Where payoffs are flat, in those
    /// of the proof.
    std::vector<Point> normals(const std::vector<Point>& payoffs, const std::vector<Point>& outer,
                               const std::vector<Point>& inner) const {
        std::vector<Point> result;
        for (const auto& direction : finding_.proof.outer->directions)
            result.push_back({Rational(direction[0]), Rational(direction[1])});
        if (payoffs.size() < 3) return result;
        for (const auto* polygon : {&payoffs, &outer, &inner}) {
            for (std::size_t k = 0; k < polygon->size() && polygon->size() > 1; ++k) {
                const Point &a = (*polygon)[k], &b = (*polygon)[(k + 1) % polygon->size()];
                result.push_back({b[1] - a[1], a[0] - b[0]});
                if (polygon == &payoffs) result.push_back({a[1] - b[1], b[0] - a[0]});
            }
        }
        return result;
    }

    /// No claimed gap may be smaller than what is between the sides, in any direction.
    std::string wrong_with_gap(const std::vector<Point>& outer) const {
        if (finding_.status != Status::solved) return "";
        if (finding_.outer == finding_.inner) return "";
        std::vector<Point> payoffs;
        for (ProfileIndex p = 0; p < world_.form.profiles().size(); ++p)
            payoffs.push_back({world_.u(0, p), world_.u(1, p)});
        payoffs = hull(std::move(payoffs));
        std::vector<Point> inside;
        for (const auto& point : points()) inside.push_back({point.value[0], point.value[1]});
        for (const Point& h : normals(payoffs, hull(outer), hull(std::move(inside)))) {
            const auto dot = [&](const Point& x) { return Rational(h[0] * x[0] + h[1] * x[1]); };
            const auto most = [&](const std::vector<Point>& list, int sign) {
                Rational result = sign * dot(list.front());
                for (const Point& x : list) result = std::max(result, Rational(sign * dot(x)));
                return result;
            };
            std::optional<Rational> inner;
            for (const auto& point : points()) {
                const Rational level = dot({point.value[0], point.value[1]}) - abs(h[0]) * point.radius[0] -
                                       abs(h[1]) * point.radius[1];
                if (!inner || level > *inner) inner = level;
            }
            const Rational range = most(payoffs, 1) + most(payoffs, -1);
            if (range != 0 && (most(outer, 1) - *inner) / range > finding_.gap)
                return "the gap is larger than it says";
        }
        return "";
    }

    const World<Rational>& world_;
    const PayoffSetFinding& finding_;
    Repeated<Rational> game_;
    std::optional<Outer<Rational>> outer_;
};

}  // namespace

std::string wrong_with_set(const World<Rational>& world, const PayoffSetFinding& finding) {
    return SetCheck(world, finding).run();
}

}  // namespace comity::checker
