#pragma once
/// V*(δ) of three actors by definition: the operator of F4.1 on families of exact polytopes, word by word. No
/// pruning, no programs, no directions. Slow and short.
///
/// From outside the corners of every application are rounded to the nearest points of a grid, and what that
/// can have cost is added back at the end: where V* is part of P ⊕ E, with E a box of E_i steps to either
/// side, B(V*) is part of the rounded B(P) ⊕ (δE + 1/2), so that E_i = 1/2/(1−δ_i) serves for ever. Sets from
/// inside are in space_inside.hpp.

#include <tuple>

#include "support/exact_payoffs.hpp"
#include "support/many_actors.hpp"
#include "support/solid.hpp"

namespace comity::test {

class ExactSpace {
  public:
    /// V_p, by phase.
    using Family = std::vector<Solid>;
    /// A payoff vector, how it comes about and what follows it.
    struct Given {
        Point3 value;
        std::size_t profile = 0;
        Point3 continuation;
    };

    explicit ExactSpace(ManyActors game) : g(std::move(game)) {}

    const ManyActors& game() const { return g; }

    /// ∏_i [min u_i, max u_i], over everything that exists.
    Family box() const {
        std::vector<Point3> points;
        for (std::size_t k = 0; k < 8; ++k) {
            Point3& w = points.emplace_back();
            for (std::size_t i = 0; i < 3; ++i) {
                const auto [low, high] = g.ends(i);
                w[i] = (k >> i & 1) != 0 ? high : low;
            }
        }
        return Family(g.phases(), Solid(points));
    }

    /// Points whose hull is what a profile, prescribed in a phase, can give with continuations in V. `slack`:
    /// the sets are wider by so much to either side, which is left out of the points themselves.
    std::vector<Given> given_by(const Family& v, std::size_t phase, std::size_t a,
                                const Point3& slack = {0, 0, 0}) const {
        if (!g.prescribed(phase, a) || !can_go_on(v, phase, a)) return {};
        std::array<std::optional<Rational>, 3> bound;
        for (std::size_t i = 0; i < 3; ++i) {
            const auto needs = needs_of(v, a, i, slack[i]);
            if (!needs) continue;
            const Rational now = (1 - g.delta[i]) * g.pays[i][a];
            if (g.delta[i] > 0)
                bound[i] = (*needs - now) / g.delta[i] - slack[i];
            else if (now < *needs)
                return {};
        }
        std::vector<Given> result;
        for (const Point3& c : v[phase].at_least(bound)) {
            Given& given = result.emplace_back();
            given.profile = a;
            given.continuation = c;
            for (std::size_t i = 0; i < 3; ++i)
                given.value[i] = (1 - g.delta[i]) * g.pays[i][a] + g.delta[i] * c[i];
        }
        return result;
    }

    std::vector<Given> given(const Family& v, std::size_t phase, const Point3& slack = {0, 0, 0}) const {
        std::vector<Given> result;
        for (std::size_t a = 0; a < g.profiles(); ++a) {
            for (Given& w : given_by(v, phase, a, slack)) result.push_back(std::move(w));
        }
        return result;
    }

    /// B(V), exactly.
    Family apply(const Family& v) const {
        Family result;
        for (std::size_t phase = 0; phase < g.phases(); ++phase) {
            std::vector<Point3> points;
            for (const Given& w : given(v, phase)) points.push_back(w.value);
            result.emplace_back(points);
        }
        return result;
    }

    /// Is every set of the family part of what the family generates? Then it is part of V*.
    bool is_self_generating(const Family& f) const {
        const Family generated = apply(f);
        for (std::size_t k = 0; k < f.size(); ++k) {
            if (!f[k].empty() && !generated[k].contains(f[k])) return false;
        }
        return true;
    }

    /// Everything that can follow a prescription needs a continuation, also after several depart at once.
    bool can_go_on(const Family& v, std::size_t phase, std::size_t a) const {
        for (std::size_t b = 0; b < g.profiles(); ++b) {
            if (g.exists(b) && v[after(phase, a, b)].empty()) return false;
        }
        return true;
    }

    /// What an actor must get where a profile is prescribed: its floor, and what its departures bring, v_i
    /// lower by `slack`.
    std::optional<Rational> needs_of(const Family& v, std::size_t a, std::size_t i,
                                     const Rational& slack = 0) const {
        std::optional<Rational> needs = g.floor(a, i);
        for (std::size_t b = 0; b < g.actions[i]; ++b) {
            if (b == g.action(a, i) || !g.has[i][b]) continue;
            const Rational worth = (1 - g.delta[i]) * g.pays[i][g.with(a, i, b)] +
                                   g.delta[i] * (v[phase_of(i)].least(i) - slack);
            if (!needs || *needs < worth) needs = worth;
        }
        return needs;
    }

    /// The phase after i's breach.
    std::size_t phase_of(std::size_t i) const { return g.phases() == 1 ? 0 : i + 1; }

  private:
    std::size_t after(std::size_t phase, std::size_t prescribed, std::size_t played) const {
        std::vector<std::size_t> departed;
        for (std::size_t i = 0; i < 3; ++i) {
            if (g.action(prescribed, i) != g.action(played, i)) departed.push_back(i);
        }
        return departed.size() == 1 ? phase_of(departed.front()) : phase;
    }

    ManyActors g;
};

/// The operator, again and again, on a grid that gets finer whenever nothing moves on it any more.
class SpaceChain {
  public:
    /// The grid ends with 2^bits steps in each actor's payoff range. `tighten`: of its range, what every
    /// actor must get more than it must; 0 where the chain is to contain V*.
    explicit SpaceChain(const ExactSpace& oracle, unsigned bits = 30, const Rational& tighten = 0)
        : oracle_(oracle), bits_(bits), tighten_(tighten), now_{oracle.box(), {}, {}, {}} {
        for (std::size_t i = 0; i < 3; ++i) low_[i] = oracle.game().ends(i).first;
        refine(std::min(bits, 6u));
    }

    /// Up to `times` applications, as long as something moves. Where a set has more than `most` corners, the
    /// chain goes back to the last grid on which it came to rest, and ends there.
    void advance(std::size_t times, std::size_t most = 1000) {
        for (std::size_t k = 0; k < times && !ended_; ++k) {
            ExactSpace::Family next;
            for (std::size_t phase = 0; phase < now_.family.size(); ++phase) {
                std::vector<Point3> points;
                for (const ExactSpace::Given& w : oracle_.given(now_.family, phase, now_.slack))
                    points.push_back(rounded(w.value));
                next.emplace_back(std::move(points));
            }
            bool still = true, grown = false;
            for (std::size_t p = 0; p < next.size(); ++p) {
                still = still && is_near(now_.family[p], next[p]);
                grown = grown || next[p].corners().size() > most;
            }
            now_.family = std::move(next);
            if (still) {
                rested_ = now_;
                if (grid_ < bits_)
                    widen();
                else
                    ended_ = true;
            } else if (grown) {
                ended_ = true;
                if (rested_) now_ = *rested_;
            }
        }
    }

    /// V* is part of these, up to the error.
    const ExactSpace::Family& family() const { return now_.family; }
    const Point3& error() const { return now_.error; }
    /// By how much the sets were taken to be wider, in what actors must get.
    const Point3& slack() const { return now_.slack; }
    /// At least the greatest h·w over V_p; the set is not empty.
    Rational level(const Point3& h, std::size_t phase = 0) const {
        Rational level = now_.family[phase].most(h);
        for (std::size_t i = 0; i < 3; ++i) level += abs(h[i]) * now_.error[i];
        return level;
    }
    /// It came to rest on some grid, and ended.
    bool is_still() const { return ended_ && rested_; }

    Point3 rounded(const Point3& w) const {
        Point3 result;
        for (std::size_t i = 0; i < 3; ++i) {
            result[i] = low_[i];
            if (now_.step[i] > 0) {
                result[i] +=
                    now_.step[i] * Rational(floor_of((w[i] - low_[i]) / now_.step[i] + Rational(1) / 2));
            }
        }
        return result;
    }

  private:
    struct State {
        ExactSpace::Family family;
        Point3 step, error, slack;
    };

    /// No more than a step apart in 26 directions: on a grid corners can go to and fro for ever.
    bool is_near(const Solid& a, const Solid& b) const {
        if (a.empty() || b.empty()) return a.empty() && b.empty();
        for (int k = 0; k < 27; ++k) {
            const Point3 h{k / 9 - 1, k / 3 % 3 - 1, k % 3 - 1};
            Rational steps = 0;
            for (std::size_t i = 0; i < 3; ++i) steps += abs(h[i]) * now_.step[i];
            if (abs(a.most(h) - b.most(h)) > steps) return false;
        }
        return true;
    }

    void refine(unsigned bits) {
        grid_ = bits;
        const ManyActors& g = oracle_.game();
        for (std::size_t i = 0; i < 3; ++i) {
            now_.step[i] = g.range(i) / Rational(boost::multiprecision::pow(Integer(2), bits));
            now_.error[i] = now_.step[i] / 2 / (1 - g.delta[i]);
            now_.slack[i] = tighten_ == 0 ? now_.error[i] : Rational(-tighten_ * g.range(i));
        }
    }

    /// The sets with their error, on a finer grid.
    void widen() {
        for (Solid& set : now_.family) {
            std::vector<Point3> points;
            for (const Point3& w : set.corners()) {
                for (std::size_t k = 0; k < 8; ++k) {
                    Point3& x = points.emplace_back(w);
                    for (std::size_t i = 0; i < 3; ++i)
                        x[i] += (k >> i & 1) != 0 ? now_.error[i] : Rational(-now_.error[i]);
                }
            }
            set = Solid(points);
        }
        refine(std::min(bits_, grid_ + 6));
    }

    const ExactSpace& oracle_;
    unsigned bits_, grid_ = 0;
    Rational tighten_;
    State now_;
    std::optional<State> rested_;
    Point3 low_;
    bool ended_ = false;
};

}  // namespace comity::test
