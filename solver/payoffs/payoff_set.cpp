#include "comity/payoffs/payoff_set.hpp"

#include <algorithm>
#include <cmath>

#include "comity/stage/stage.hpp"
#include "distance.hpp"
#include "grown.hpp"
#include "inner.hpp"
#include "many.hpp"
#include "outer.hpp"
#include "proof_check.hpp"

namespace comity {
namespace {

constexpr std::size_t kFewCorners = 24;            ///< so many are likely to be fractions of few digits
constexpr std::size_t kManyDirections = 800;       ///< more would take too long
constexpr std::chrono::milliseconds kMoment{200};  ///< for a bound from without after a limit

/// What is known of the set: both sides checked, and how far apart they are.
struct Candidate {
    InnerProof<Rational> inner;
    bool has_inner = false;
    OuterProof<Rational> outer;
    OuterVerdict<Rational> verdict;
    bool exact = false;
    /// The levels' polygon, and how far the two are apart, once somebody asked.
    std::optional<std::vector<ExactPoint>> around;
    std::optional<Rational> gap;
};

class Solver {
  public:
    Solver(const GameForm& form, const Question<Rational>& question, const PayoffRequest& request)
        : form_(form),
          question_(question),
          request_(request),
          game_(make_float_game(form, question, request.delta)),
          proof_game_{form, question, request.delta} {}

    PayoffSetFinding run() {
        finding_.lens = question_.lens;
        finding_.delta = request_.delta;
        finding_.minmax = minmax(form_, question_.stage());
        // Constraints that are just met, or just missed, look alike in floating point: first as if they were
        // met, then as if they were not. And what the profiles of a pattern come to can be a fixed point but
        // not the largest: then once more without that. Proofs decide.
        bool done = false;
        for (const bool plain : {false, true}) {
            for (const double slack : {1e-12, -1e-12}) {
                if (done || stopped()) break;
                IterationOptions options;
                options.slack = slack;
                options.plain = plain_ = plain;
                options.stop = request_.stop;
                options.rounds = request_.rounds;
                const PayoffFamily family = iterate(game_, options);
                if (stopped()) break;
                if (!request_.prove) return unproved(family);
                if (was_tried(family)) continue;
                done = family.emptied ? is_proved_empty() : has_proof(family);
            }
        }
        if (!best_.verdict.valid) take_what_is_reached();
        return conclude();
    }

  private:
    bool stopped() const { return request_.stop.stop_requested(); }

    /// Was a family like this one tried before?
    bool was_tried(const PayoffFamily& family) {
        std::vector<Polygon> sets;
        for (std::size_t s = 0; s < family.sets.size(); ++s) sets.push_back(family.polygon(s));
        // The same slack without patterns only matters where it leads elsewhere.
        const double tolerance = plain_ ? 1e-10 : 1e-14;
        const auto near = [&](const Polygon& a, const Polygon& b) {
            if (a.empty() || b.empty()) return a.empty() == b.empty();
            for (int k = 0; k < 32; ++k) {
                const Point2 h{std::cos(M_PI * k / 16), std::sin(M_PI * k / 16)};
                if (std::abs(support(a, h) - support(b, h)) > tolerance) return false;
            }
            return true;
        };
        for (const auto& [emptied, tried] : tried_) {
            if (emptied == family.emptied.has_value() &&
                std::equal(sets.begin(), sets.end(), tried.begin(), tried.end(), near))
                return true;
        }
        tried_.emplace_back(family.emptied.has_value(), std::move(sets));
        return false;
    }

    bool is_proved_empty() {
        for (const int extra : {0, 8, 32}) {
            DirectionList directions(game_);
            directions.add_around(extra);
            if (take_outer(directions, [](const DirectionList&) { return OuterGoal{}; }) &&
                best_.verdict.empty)
                return true;
        }
        return false;
    }

    /// Tries to prove a family; true where both sides meet.
    bool has_proof(const PayoffFamily& family) {
        // Step 1. As fractions, where there may be few.
        std::size_t corners = 0;
        for (const auto& set : family.sets) corners += set.size();
        const bool first = game_.has_few_corners() || corners <= kFewCorners;
        for (const double blur : {0.0, 2e-11}) {
            if (!first || !take_exact_inner(family, blur)) continue;
            if (has_exact_outer(best_.inner)) {
                best_.exact = true;
                return true;
            }
        }
        // Step 2. From without; from within, with requirements tightened by more than rounding does.
        if (take_outer_around(family) && meet()) return true;
        if (stopped()) return false;
        take_tight_inner(family);
        if (meet()) return true;
        // Step 3. Where a constraint is just met, only fractions can tell.
        for (const double blur : {0.0, 1e-9}) {
            if (!first && take_exact_inner(family, blur) && meet()) return true;
        }
        return false;
    }

    bool meet() { return best_.has_inner && best_.verdict.valid && best_gap() <= request_.tolerance; }

    bool take_exact_inner(const PayoffFamily& family, double blur = 0) {
        const auto points = exact_points(form_, question_, request_.delta, game_, family, blur);
        return points && take_inner(*points);
    }

    void take_tight_inner(const PayoffFamily& family) {
        for (const double tighten : {2e-13, 2e-12, 2e-11, 2e-10, 1e-7, 1e-4}) {
            if (tighten > 1e-9 && best_.has_inner) return;
            IterationOptions options;
            options.slack = -1e-15;
            options.tighten = tighten;
            options.plain = plain_;
            options.stop = request_.stop;
            // Who asks for more gets no more.
            if (family.converged && !family.emptied) options.from = &family;
            const PayoffFamily tight = iterate(game_, options);
            if (stopped()) return;
            if (tight.emptied || !tight.converged) continue;
            // Tightened more, what is only just held falls away; less, a corner may.
            if (take_inner(rounded_points(form_, question_, request_.delta, game_, tight)) &&
                (meet() || !best_.verdict.valid))
                return;
        }
    }

    /// Around sets that the operator makes smaller.
    bool take_outer_around(const PayoffFamily& family) {
        for (const double margin : {1e-12, 1e-11, 5e-11}) {
            const auto sets = grown(game_, family, margin, request_.stop);
            if (stopped()) return false;
            if (!sets) continue;
            DirectionList directions(game_);
            for (const Polygon& polygon : *sets) directions.add_normals(polygon);
            if (directions.size() > kManyDirections) break;
            const auto goal = [&](const DirectionList& rows) {
                OuterGoal result;
                for (const Polygon& polygon : *sets) {
                    for (std::size_t r = 0; r < rows.size(); ++r)
                        result.levels.push_back(support(polygon, rows.unit(r)));
                }
                return result;
            };
            if (take_outer(directions, goal)) return true;
        }
        return false;
    }

    /// Nothing that was aimed at was reached: as far as a few directions lead; where a limit came first, in
    /// a moment.
    void take_what_is_reached() {
        DirectionList directions(game_);
        directions.add_around(32);
        OuterOptions options;
        options.rays_at_goal = request_.played;
        options.best_effort = true;
        options.stop = stopped() ? StopToken(nullptr, StopToken::Clock::now() + kMoment) : request_.stop;
        take_checked(find_outer_proof(form_, question_, game_, directions, OuterGoal{}, options));
    }

    bool has_exact_outer(const InnerProof<Rational>& points) {
        DirectionList directions(game_);
        std::vector<std::vector<ExactPoint>> corners(game_.sets.size());
        for (const auto& point : points.points)
            corners[point.set].push_back({point.value[0], point.value[1]});
        for (auto& set : corners) {
            std::vector<ExactPoint> hull;
            for (const std::size_t k : exact_hull(set)) hull.push_back(set[k]);
            for (std::size_t k = 0; k < hull.size() && hull.size() > 1; ++k) {
                const ExactPoint &a = hull[k], &b = hull[(k + 1) % hull.size()];
                directions.add(std::vector<Rational>{b[1] - a[1], a[0] - b[0]});
            }
            set = std::move(hull);
        }
        return take_outer(directions, [&](const DirectionList& rows) {
            OuterGoal goal;
            for (const auto& set : corners) {
                for (std::size_t r = 0; r < rows.size(); ++r) {
                    const auto& h = rows.exact()[r];
                    std::optional<Rational> most;
                    for (const ExactPoint& corner : set) {
                        const Rational level = Rational(h[0]) * corner[0] + Rational(h[1]) * corner[1];
                        if (!most || level > *most) most = level;
                    }
                    goal.exact.push_back(most.value_or(0));
                    goal.levels.push_back(most ? rows.level(r, *most) : -kInfinity);
                }
            }
            return goal;
        });
    }

    /// `goal`: the goal in given directions.
    template <class Goal>
    bool take_outer(DirectionList& directions, const Goal& goal) {
        OuterOptions options;
        options.rays_at_goal = request_.played;
        options.stop = request_.stop;
        OuterSearch search = find_outer_proof(form_, question_, game_, directions, goal(directions), options);
        // Where the directions cannot tell more, those of what the operator makes of the levels can.
        for (int round = 0; search.stalled && !search.reached && round < 40; ++round) {
            const std::size_t before = directions.size();
            add_normals_after(game_, search.levels, directions);
            if (directions.size() == before || directions.size() > kManyDirections) break;
            search = find_outer_proof(form_, question_, game_, directions, goal(directions), options);
        }
        return take_checked(std::move(search));
    }

    bool take_checked(OuterSearch search) {
        if (!search.proof) return false;
        auto verdict = check_outer(proof_game_, *search.proof);
        if (!verdict.valid) return false;
        best_.outer = *std::move(search.proof);
        best_.verdict = std::move(verdict);
        best_.around.reset();
        best_.gap.reset();
        return true;
    }

    /// Keeps points that check, unless others are known that come closer to the other side.
    bool take_inner(const InnerProof<Rational>& points) {
        if (!check_inner(proof_game_, points).valid) return false;
        if (best_.has_inner && best_.verdict.valid && gap(points) >= best_gap()) return true;
        best_.inner = points;
        best_.has_inner = true;
        best_.gap.reset();
        return true;
    }

    /// The outermost payoffs; rounding can only leave some out and make ranges smaller.
    void find_extremes() {
        for (const auto& stage : question_.stages) {
            Polygon payoffs(form_.profiles().size());
            for (int i = 0; i < 2; ++i) {
                const PayoffTable& row = stage.utility[static_cast<std::size_t>(i)];
                const auto below = static_cast<double>(row.denominator());
                row.visit([&]<class N>(std::span<const N> numbers) {
                    // Long ones may be beyond what doubles hold before they are divided.
                    constexpr bool kIsLong = std::is_same_v<N, Integer>;
                    for (std::size_t p = 0; p < payoffs.size(); ++p)
                        payoffs[p][i] =
                            kIsLong ? static_cast<double>(row[p]) : static_cast<double>(numbers[p]) / below;
                });
            }
            for (const std::uint32_t p : convex_hull(payoffs, 0))
                extremes_.push_back({stage.utility[0][p], stage.utility[1][p]});
        }
    }

    const Rational& best_gap() {
        if (!best_.gap) best_.gap = gap(best_.inner);
        return *best_.gap;
    }

    /// What is outside of V_0 by the levels: corners counterclockwise.
    const std::vector<ExactPoint>& outer_polygon() {
        if (best_.around) return *best_.around;
        const auto& levels = best_.verdict.levels;
        const std::vector<ExactPoint> box{{-levels[1], -levels[3]},
                                          {levels[0], -levels[3]},
                                          {levels[0], levels[2]},
                                          {-levels[1], levels[2]}};
        std::vector<ExactPoint> polygon;
        for (const std::size_t k : exact_hull(box)) polygon.push_back(box[k]);
        std::vector<ExactHalfPlane> halves;
        for (std::size_t r = 4; r < best_.outer.directions.size(); ++r) {
            const auto& h = best_.outer.directions[r];
            halves.push_back({{Rational(h[0]), Rational(h[1])}, levels[r]});
        }
        return best_.around.emplace(clipped(polygon, halves));
    }

    /// How far the two sides are apart in any direction, in parts of the range of payoffs there; from above.
    Rational gap(const InnerProof<Rational>& points) {
        if (extremes_.empty()) find_extremes();
        std::vector<ExactPoint> values;
        FloatPoint radius{};
        for (const auto& point : points.points) {
            if (point.set != 0) continue;
            values.push_back({point.value[0], point.value[1]});
            for (std::size_t i = 0; i < 2; ++i) {
                const FloatRange mine(Rational(point.radius[i] / game_.unit[i].range));
                if (mine.hi() > radius[i].hi()) radius[i] = mine;
            }
        }
        std::vector<Point2> normals;
        for (const auto& h : best_.outer.directions) {
            const Rational x = h[0] * game_.unit[0].range, y = h[1] * game_.unit[1].range;
            const Rational most = std::max(Rational(abs(x)), Rational(abs(y)));
            normals.push_back(
                {static_cast<double>(Rational(x / most)), static_cast<double>(Rational(y / most))});
        }
        return largest_distance(scaled(extremes_), scaled(outer_polygon()), scaled(values), radius, normals);
    }

    ScaledPoints scaled(const std::vector<ExactPoint>& exact) const {
        ScaledPoints result{exact, {}, {game_.unit[0].range, game_.unit[1].range}};
        for (const ExactPoint& point : exact) {
            FloatPoint& at = result.at.emplace_back();
            for (std::size_t i = 0; i < 2; ++i)
                at[i] = FloatRange(Rational((point[i] - game_.unit[i].lowest) / game_.unit[i].range));
        }
        return result;
    }

    /// Polygons as floating point has them.
    PayoffSetFinding unproved(const PayoffFamily& family) {
        for (const Corner& corner : family.sets[0]) {
            auto& point = finding_.inner.emplace_back();
            for (int i = 0; i < 2; ++i)
                point.push_back(game_.unit[i].lowest + game_.unit[i].range * Rational(corner.w[i]));
        }
        finding_.outer = finding_.inner;
        finding_.note = "not proved";
        return std::move(finding_);
    }

    PayoffSetFinding conclude() {
        describe();
        if (best_.verdict.valid) finding_.proof.outer = std::move(best_.outer);
        if (best_.has_inner && finding_.status != PayoffSetFinding::Status::empty)
            finding_.proof.inner = std::move(best_.inner);
        return std::move(finding_);
    }

    void describe() {
        if (best_.verdict.valid) {
            for (ProfileIndex p = 0; p < form_.profiles().size(); ++p) {
                if (request_.played && !best_.verdict.live[0][p]) finding_.never_played.push_back(p);
            }
        }
        if (best_.verdict.valid && best_.verdict.empty) {
            finding_.status = PayoffSetFinding::Status::empty;
            const std::size_t phase = game_.phase_of(best_.verdict.emptied);
            if (phase > 0) finding_.emptied_phase = ActorId{phase - 1};
            return;
        }
        if (best_.has_inner) add_inner();
        if (best_.verdict.valid) add_outer();
        if (best_.has_inner && best_.verdict.valid) {
            finding_.gap = best_.exact ? Rational(0) : best_gap();
            if (finding_.gap > request_.tolerance)
                finding_.note = "the two sides are further apart than the tolerance";
            else if (finding_.inner.empty())
                finding_.note = "no payoff of a flat set is known exactly";
            else
                finding_.status = PayoffSetFinding::Status::solved;
        } else {
            finding_.note = stopped()         ? "a limit came first"
                            : best_.has_inner ? "no bound from without was proved"
                                              : "nothing was proved to be inside";
        }
    }

    /// The set of the worst that an actor can be held to: that of the phase after its breach, or V_0 where
    /// that phase has no equilibrium.
    std::size_t least_set(std::size_t actor) const {
        const std::size_t set = game_.punishment_set(actor, 0);
        const auto& points = best_.inner.points;
        if (best_.has_inner) {
            const auto here = [&](const auto& point) { return point.set == set; };
            return std::any_of(points.begin(), points.end(), here) ? set : 0;
        }
        const auto& live = best_.verdict.live[set];
        return std::find(live.begin(), live.end(), true) != live.end() ? set : 0;
    }

    Rational least_at(std::size_t point, std::size_t actor) const {
        return best_.inner.points[point].value[actor] + best_.inner.points[point].radius[actor];
    }

    void add_inner() {
        if (request_.played && !stopped()) {
            finding_.played = add_played(form_, question_, request_.delta, game_, best_.inner);
            if (!check_inner(proof_game_, best_.inner).valid)
                throw std::logic_error("points that were proved lost their proof");
        }
        for (const ExactPoint& corner : surely_inside(best_.inner, 0))
            finding_.inner.push_back({corner[0], corner[1]});
        for (std::size_t i = 0; i < 2; ++i) {
            const std::size_t set = least_set(i);
            std::optional<std::size_t> worst;
            for (std::size_t k = 0; k < best_.inner.points.size(); ++k) {
                const auto& point = best_.inner.points[k];
                if (point.set == set && (!worst || point.value[i] + point.radius[i] < least_at(*worst, i)))
                    worst = k;
            }
            finding_.worst.push_back({*worst});
            PayoffSetFinding::Enclosed least, greatest;
            least.inner = least_at(*worst, i);
            std::optional<Rational> most;
            for (const auto& point : best_.inner.points) {
                const Rational value = point.value[i] - point.radius[i];
                if (point.set == 0 && (!most || value > *most)) most = value;
            }
            greatest.inner = *most;
            finding_.least.push_back(least);
            finding_.greatest.push_back(greatest);
        }
    }

    void add_outer() {
        const auto& levels = best_.verdict.levels;
        const std::size_t rows = best_.outer.directions.size();
        if (best_.exact) {
            finding_.outer = finding_.inner;
        } else {
            for (const ExactPoint& corner : outer_polygon()) finding_.outer.push_back({corner[0], corner[1]});
        }
        if (finding_.least.empty()) {
            finding_.least.resize(2);
            finding_.greatest.resize(2);
        }
        for (std::size_t i = 0; i < 2; ++i) {
            const std::size_t set = least_set(i);
            Rational& least = finding_.least[i].outer = -levels[set * rows + 2 * i + 1];
            Rational& greatest = finding_.greatest[i].outer = levels[2 * i];
            // The other directions may say more of V_0 than the axes do.
            if (finding_.outer.empty()) continue;
            const auto by_payoff = [&](const auto& a, const auto& b) { return a[i] < b[i]; };
            const auto ends = std::minmax_element(finding_.outer.begin(), finding_.outer.end(), by_payoff);
            greatest = std::min(greatest, (*ends.second)[i]);
            if (set == 0) least = std::max(least, (*ends.first)[i]);
        }
    }

    const GameForm& form_;
    const Question<Rational>& question_;
    const PayoffRequest& request_;
    FloatGame game_;
    ProofGame<Rational> proof_game_;
    Candidate best_;
    bool plain_ = false;  ///< iterate without patterns
    std::vector<std::pair<bool, std::vector<Polygon>>> tried_;
    std::vector<ExactPoint> extremes_;
    PayoffSetFinding finding_;
};

}  // namespace

PayoffSetFinding payoff_set(const GameForm& form, const Question<Rational>& question,
                            const PayoffRequest& request) {
    if (form.n() != 2) return payoff_set_many(form, question, request);
    return Solver(form, question, request).run();
}

}  // namespace comity
