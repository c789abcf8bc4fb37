#include "worst.hpp"

#include <algorithm>
#include <cmath>

#include "comity/polytope/exact_polygon.hpp"
#include "comity/stage/stage.hpp"
#include "path_value.hpp"

namespace comity {
namespace {

/// What the others can hold an actor down to: for each choice of theirs, what every own action gives against
/// it.
using Holds = std::vector<std::vector<RationalFunction>>;

Holds holds_of(const Cell<RationalFunction>& cell, std::size_t actor) {
    const ProfileSpace& profiles = cell.form.profiles();
    const auto may_hold = [&](ProfileIndex p) {
        for (std::size_t j = 0; j < cell.form.n(); ++j) {
            if (j != actor && !cell.stage.allowed[j][profiles.action(p, j)]) return false;
        }
        return profiles.action(p, actor) == 0;
    };
    Holds result;
    for (ProfileIndex p = 0; p < profiles.size(); ++p) {
        if (!may_hold(p)) continue;
        auto& values = result.emplace_back();
        for (std::size_t a = 0; a < profiles.actions(actor); ++a) {
            if (!cell.stage.allowed[actor][a]) continue;
            values.push_back(cell.utility(actor, profiles.with(p, actor, a)));
        }
    }
    return result;
}

/// By actor. One entry each, the minmax itself, where payoffs are numbers.
std::vector<Holds> all_holds(const Cell<Rational>& cell) {
    std::vector<Holds> all;
    for (const Rational& value : minmax(cell.form, cell.stage)) all.push_back({{RationalFunction(value)}});
    return all;
}
std::vector<Holds> all_holds(const Cell<RationalFunction>& cell) {
    std::vector<Holds> all;
    for (std::size_t i = 0; i < cell.form.n(); ++i) all.push_back(holds_of(cell, i));
    return all;
}

/// Where, for one of the choices that hold an actor down, `slack` of every value it leaves is ≥ 0.
template <class Slack>
IntervalSet where_held(const Holds& holds, const Interval& domain, const Slack& slack) {
    IntervalSet held;
    for (const auto& values : holds) {
        IntervalSet each = domain;
        for (const RationalFunction& value : values) {
            each = intersect(each, slack(value));
            if (each.is_empty()) break;
        }
        held = unite(held, each);
    }
    return held;
}

/// Two actors: payoffs in the hull of what can be played, above minmax and floors, and in a set.
bool meets_feasible(const Cell<Rational>& cell) {
    std::vector<ExactPoint> points;
    for (ProfileIndex p = 0; p < cell.form.profiles().size(); ++p) {
        if (cell.stage.prescribable.front()[p])
            points.push_back({cell.stage.utility[0][p], cell.stage.utility[1][p]});
    }
    std::vector<ExactPoint> polygon;
    for (const std::size_t k : exact_hull(points)) polygon.push_back(points[k]);
    const auto least = minmax(cell.form, cell.stage);
    for (std::size_t i = 0; i < 2; ++i) {
        ExactPoint down{0, 0};
        down[i] = -1;
        Rational bound = least[i];
        if (cell.stage.floor[i]) bound = std::max(bound, *cell.stage.floor[i]);
        polygon = clipped(polygon, down, -bound);
    }
    for (const PayoffHalfPlane& half : cell.target.set)
        polygon = clipped(polygon, {-half.weights[0], -half.weights[1]}, -half.at_least);
    return !polygon.empty();
}

/// Is δ the same for all throughout?
template <class T>
bool common_delta(const Cell<T>& cell) {
    return std::all_of(cell.delta.begin(), cell.delta.end(),
                       [&](const auto& each) { return each == cell.delta.front(); });
}

/// A fraction of few digits within less than `width`.
Rational near(const Rational& value, const Rational& width) {
    return between(AlgebraicNumber(value - width), AlgebraicNumber(value + width));
}

template <class T>
PayoffProof<RationalFunction> as_functions(const PayoffProof<T>& proof) {
    const auto all = [](const std::vector<Rational>& values) {
        return std::vector<RationalFunction>(values.begin(), values.end());
    };
    PayoffProof<RationalFunction> result;
    if (proof.inner) {
        result.inner.emplace();
        for (const auto& point : proof.inner->points)
            result.inner->points.push_back(
                {point.set, point.profile, point.continuation, all(point.value), all(point.radius)});
    }
    if (proof.outer) {
        result.outer.emplace();
        result.outer->directions = proof.outer->directions;
        result.outer->start = all(proof.outer->start);
        for (const auto& stage : proof.outer->stages)
            result.outer->stages.push_back({stage.rays, stage.cells, all(stage.levels)});
    }
    return result;
}

constexpr std::size_t kManyProfiles = 4096;

/// Looks for the least sustaining common δ.
class Search {
  public:
    Search(const GameForm& form, const Question<Rational>& question, const ThresholdRequest& request,
           bool prove, Threshold& answer)
        : form_(form),
          question_(question),
          request_(request),
          prove_(prove),
          answer_(answer),
          guess_(form, question, request.target, request.stop),
          tolerance_(request.tolerance) {
        // Of many profiles every question takes long: the end is enclosed less narrowly.
        if (form.n() != 2 && form.profiles().size() > kManyProfiles)
            tolerance_ = std::max(tolerance_, Rational(1, 100));
    }

    void run(const IntervalSet& sure, const IntervalSet& possible) {
        const Rational low = possible.intervals().front().lo.number().lo();
        std::optional<Rational> high;
        if (!sure.is_empty()) high = sure.intervals().front().lo.number().hi();
        // Step 1. The least that is not ruled out may hold already: then that is the answer.
        const TargetDecision at_low = decide(low);
        if (at_low.outcome == TargetDecision::Outcome::holds) return exact(low, at_low, std::nullopt);
        // Step 2. About where it begins.
        const auto about = find(low, high);
        if (!about) return nothing_found(low, at_low);
        // Step 3. A fraction there that can be proved to be the least, else one on either side.
        if (form_.n() == 2 && try_exact(low, high, *about)) return;
        bracket(low, high, *about);
    }

  private:
    using Outcome = TargetDecision::Outcome;

    PayoffRequest request_at(const Rational& delta) const {
        PayoffRequest request;
        request.delta.assign(form_.n(), delta);
        if (form_.n() != 2) request.tolerance = tolerance_ / 10;
        request.played = false;
        request.stop = request_.stop;
        return request;
    }
    TargetDecision decide(const Rational& delta) const {
        if (request_.stop.stop_requested()) throw Stopped();
        return decide_target(form_, question_, request_.target, request_at(delta));
    }

    void exact(const Rational& least, const TargetDecision& holds, std::optional<PayoffCell> fails) {
        answer_.sustained = answer_.possible = Interval{least, 1, true, false};
        answer_.value = AlgebraicNumber(least);
        if (prove_) {
            answer_.certificate.cells.push_back(cell_of(holds, Interval::point(least)));
            if (fails) answer_.certificate.cells.push_back(*std::move(fails));
        }
    }

    /// Nothing is looked for above 1 − 2^−k.
    int patience() const { return form_.n() == 2 ? 20 : 10; }

    std::optional<double> find(const Rational& low, const std::optional<Rational>& high) {
        double a = static_cast<double>(low), b = high ? static_cast<double>(*high) : 1;
        if (!high) {
            for (int k = 1; k <= patience(); ++k) {
                const double at = 1 - std::ldexp(1, -k);
                if (at <= a) continue;
                const auto holds = guess_(at);
                if (!holds) open_ = std::max(open_, (1 - at) / 2);
                if (holds == true) {
                    b = at;
                    break;
                }
                if (holds == false) a = at;
            }
            if (b == 1) return std::nullopt;
        }
        // Two actors are looked at so closely that an end of few digits shows.
        const double enough = form_.n() == 2 ? 1e-12 : static_cast<double>(tolerance_) / 8;
        while (b - a > enough) {
            const double middle = (a + b) / 2;
            const auto holds = guess_(middle);
            if (!holds) {
                // Where nothing can be told, the ends are looked for on either side of it.
                open_ = (b - a) / 8;
                return middle;
            }
            (*holds ? b : a) = middle;
        }
        return b;
    }

    /// A decision that is part of the answer: its proof, and who gains by a breach.
    void keep(const TargetDecision& decision, const Rational& at) {
        if (decision.outcome == Outcome::fails) answer_.binding_actors = decision.binding;
        if (prove_) answer_.certificate.cells.push_back(cell_of(decision, Interval::point(at)));
    }

    /// Where nothing sustains, the greatest δ that is refuted. The lower end of what is possible belongs to
    /// it, unless that is refuted as well.
    void nothing_found(const Rational& low, const TargetDecision& at_low) {
        answer_.sustained = {};
        answer_.possible = Interval{low, 1, true, false};
        answer_.value.reset();
        for (const int k : {patience(), 12, 6, 3}) {
            const Rational at = 1 - Rational(std::ldexp(1, -k));
            if (k > patience()) continue;
            if (at <= low) break;
            const TargetDecision decision = decide(at);
            if (decision.outcome != Outcome::fails) continue;
            keep(decision, at);
            answer_.possible = Interval{at, 1, false, false};
            return;
        }
        if (at_low.outcome != Outcome::fails) return;
        answer_.possible = Interval{low, 1, false, false};
        keep(at_low, low);
    }

    bool try_exact(const Rational& low, const std::optional<Rational>& high, double about) {
        std::vector<Rational> candidates;
        for (const double width : {1e-10, 1e-8}) {
            const Rational each = near(Rational(about), Rational(width));
            if (each > low && each < 1 && (!high || each <= *high) &&
                std::find(candidates.begin(), candidates.end(), each) == candidates.end())
                candidates.push_back(each);
        }
        for (const Rational& least : candidates) {
            const TargetDecision holds = decide(least);
            if (holds.outcome != Outcome::holds) continue;
            auto fails = fails_below(least);
            if (!fails) continue;
            exact(least, holds, std::move(fails));
            return true;
        }
        return false;
    }

    /// V* grows with δ, so that v_i is nowhere below δ less than at δ itself. Where somebody is just held
    /// there, it is not held below.
    std::optional<PayoffCell> fails_below(const Rational& delta) {
        if (is_about_payoffs(request_.target)) return std::nullopt;
        const PayoffSetFinding finding = payoff_set(form_, question_, request_at(delta));
        if (!finding.proof.outer || finding.status == PayoffSetFinding::Status::empty) return std::nullopt;
        const StageGame<Rational>& stage = question_.stage();
        const ProfileIndex a = request_.target.profile;
        for (std::size_t i = 0; i < 2; ++i) {
            const Rational threat = finding.least[i].outer, own = stage.utility[i][a];
            for (std::size_t action = 0; action < form_.profiles().actions(i); ++action) {
                if (action == form_.profiles().action(a, i) || !stage.allowed[i][action]) continue;
                const Rational there = stage.utility[i][form_.profiles().with(a, i, action)];
                if (there <= threat || (1 - delta) * there + delta * threat != own) continue;
                answer_.binding_actors = {ActorId{i}};
                PayoffCell cell;
                cell.where = Interval{0, delta, true, false};
                PayoffProof<Rational> proof;
                proof.outer = finding.proof.outer;
                cell.proof = as_functions(proof);
                return cell;
            }
        }
        return std::nullopt;
    }

    /// The nearest place that is proved to come out as wanted, `place` says where for each width, taking it
    /// that what is proved near is proved farther off as well.
    template <class Place>
    std::optional<Rational> nearest(const std::vector<Rational>& widths, Outcome wanted, const Place& place) {
        std::size_t farthest = 0;
        while (farthest < widths.size() && place(widths[farthest])) ++farthest;
        std::optional<std::pair<Rational, TargetDecision>> best;
        // The first is proved most often; else the nearest is looked for between what is not and what is.
        std::size_t from = 0, to = farthest, next = 0;
        while (from < to) {
            const Rational at = *place(widths[next]);
            TargetDecision decision = decide(at);
            if (decision.outcome == wanted) {
                best.emplace(at, std::move(decision));
                to = next;
            } else {
                from = next + 1;
            }
            next = from + (to - from) / 2;
        }
        if (!best) return std::nullopt;
        keep(best->second, best->first);
        return best->first;
    }

    void bracket(const Rational& low, const std::optional<Rational>& high, double about) {
        const Rational middle(about), least_width = std::max(Rational(tolerance_ / 4), Rational(open_));
        const int step = form_.n() == 2 ? 3 : 2;  // widths grow eightfold, or fourfold
        std::vector<Rational> widths;
        for (Rational width = least_width; width < 1; width *= 1 << step) widths.push_back(width);
        Rational from = low, to = high.value_or(1);
        if (const auto at = nearest(widths, Outcome::fails, [&](const Rational& width) {
                const Rational each = near(middle - width, width / 2);
                return each > low ? std::optional(each) : std::nullopt;
            }))
            from = *at;
        const auto above = nearest(widths, Outcome::holds, [&](const Rational& width) {
            const Rational each = near(middle + width, width / 2);
            return each < 1 && (!high || each < *high) ? std::optional(each) : std::nullopt;
        });
        if (above) to = *above;
        const bool found = above.has_value();
        answer_.sustained = found || high ? IntervalSet(Interval{to, 1, true, false}) : IntervalSet();
        answer_.possible = Interval{from, 1, from == low, false};
        answer_.value.reset();
    }

    const GameForm& form_;
    const Question<Rational>& question_;
    const ThresholdRequest& request_;
    bool prove_;
    Threshold& answer_;
    TargetGuess guess_;
    Rational tolerance_;
    double open_ = 0;  ///< about how wide is what cannot be told
};

}  // namespace

PayoffCell cell_of(const TargetDecision& decision, const Interval& where) {
    PayoffCell cell;
    cell.where = where;
    cell.sustained = decision.outcome == TargetDecision::Outcome::holds;
    cell.proof = as_functions(decision.proof);
    cell.lottery = decision.lottery;
    return cell;
}

template <class T>
IntervalSet not_ruled_out(const Cell<T>& cell, const SolvedCell<T>& solved) {
    if (cell.target.test == TargetTest::set) {
        if constexpr (std::is_same_v<T, Rational>) {
            if (cell.form.n() == 2 && common_delta(cell) && !meets_feasible(cell)) return {};
        }
        return cell.domain;
    }
    const bool payoff = cell.target.test == TargetTest::payoff;
    if (!payoff && !solved.prescribable) return {};
    IntervalSet result = payoff ? IntervalSet(cell.domain) : solved.agreed;
    const auto keep = [&](const RationalFunction& slack) { return where_not_negative(slack, cell.domain); };
    const std::vector<Holds> holds = all_holds(cell);
    const auto held = [&](std::size_t i, const auto& slack) {
        result = intersect(result, where_held(holds[i], cell.domain, slack));
    };
    for (std::size_t i = 0; i < cell.form.n(); ++i) {
        if (payoff) {
            const RationalFunction u = cell.utility(i, cell.target.profile);
            if (cell.stage.floor[i])
                result = intersect(result, keep(u - RationalFunction(*cell.stage.floor[i])));
            held(i, [&](const RationalFunction& value) { return keep(u - value); });
            continue;
        }
        result = intersect(result, solved.standing[i]);
        const RationalFunction& delta = cell.delta[i];
        for (std::size_t t = 0; t < cell.path.size() && !result.is_empty(); ++t) {
            const PathValue going_on = path_value(cell, i, t);
            for (const std::size_t action : deviations(cell, i, cell.path[t])) {
                const RationalFunction there =
                    cell.utility(i, cell.form.profiles().with(cell.path[t], i, action));
                held(i, [&](const RationalFunction& value) {
                    return keep(going_on.less((RationalFunction(1) - delta) * there + delta * value));
                });
            }
        }
    }
    return result;
}

template <class T>
IntervalSet where_some_equilibrium_lies_in(const Cell<T>& cell,
                                           const std::vector<EquilibriumRegion>& equilibria) {
    IntervalSet result;
    for (const EquilibriumRegion& region : equilibria) {
        IntervalSet inside = region.where;
        for (const PayoffHalfPlane& half : cell.target.set) {
            RationalFunction slack = -RationalFunction(half.at_least);
            for (std::size_t i = 0; i < cell.form.n(); ++i)
                slack += RationalFunction(half.weights[i]) * cell.utility(i, region.profile);
            inside = intersect(inside, where_not_negative(slack, cell.domain));
        }
        result = unite(result, inside);
    }
    return result;
}

void close_in(const GameForm& form, const Question<Rational>& question, const IntervalSet& sure,
              const IntervalSet& possible, const ThresholdRequest& request, bool prove, Threshold& answer) {
    Search(form, question, request, prove, answer).run(sure, possible);
}

template IntervalSet not_ruled_out(const Cell<Rational>&, const SolvedCell<Rational>&);
template IntervalSet not_ruled_out(const Cell<RationalFunction>&, const SolvedCell<RationalFunction>&);
template IntervalSet where_some_equilibrium_lies_in(const Cell<Rational>&,
                                                    const std::vector<EquilibriumRegion>&);
template IntervalSet where_some_equilibrium_lies_in(const Cell<RationalFunction>&,
                                                    const std::vector<EquilibriumRegion>&);

}  // namespace comity
