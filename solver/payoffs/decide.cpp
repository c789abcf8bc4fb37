#include "comity/payoffs/decide.hpp"

#include <algorithm>

#include "comity/polytope/exact_polygon.hpp"
#include "comity/question/bounds.hpp"
#include "comity/question/path_value.hpp"
#include "decide_parts.hpp"
#include "iterate.hpp"

namespace comity {
namespace {

/// w_i(t): going on along the path from a period is worth this.
Rational path_value(const StageGame<Rational>& stage, const std::vector<ProfileIndex>& path,
                    std::size_t actor, std::size_t period, const Rational& delta) {
    const auto [above, below] = path_fraction(
        path.size(), period, delta, [&](std::size_t k) { return Rational(stage.utility[actor][path[k]]); });
    return above / below;
}

std::vector<ExactPoint> corners_of(const std::vector<std::vector<Rational>>& points) {
    std::vector<ExactPoint> result;
    for (const auto& point : points) result.push_back({point[0], point[1]});
    return result;
}

/// The part of a polygon in all half-planes, each moved inward by what its radius is worth.
std::vector<ExactPoint> part_in(std::vector<ExactPoint> polygon, const std::vector<PayoffHalfPlane>& set,
                                const std::vector<Rational>& radius) {
    for (const PayoffHalfPlane& half : set) {
        Rational level = half.at_least;
        for (std::size_t i = 0; i < 2; ++i) level += abs(half.weights[i]) * radius[i];
        polygon = clipped(polygon, {-half.weights[0], -half.weights[1]}, -level);
    }
    return polygon;
}

class Decision {
  public:
    Decision(const GameForm& form, const Question<Rational>& question, const Target& target,
             const PayoffRequest& request)
        : form_(form),
          question_(question),
          stage_(question.stage()),
          target_(target),
          request_(request),
          path_(played(target)) {}

    TargetDecision run() {
        if (!is_about_payoffs(target_) && !may_be_played(stage_, path_)) {
            result_.outcome = TargetDecision::Outcome::fails;
            return std::move(result_);
        }
        PayoffRequest request = request_;
        request.played = false;
        finding_ = payoff_set(form_, question_, request);
        if (finding_.status == PayoffSetFinding::Status::empty) {
            fails();
            return std::move(result_);
        }
        if (is_about_payoffs(target_)) {
            decide_payoffs();
        } else {
            decide_path();
        }
        return std::move(result_);
    }

  private:
    void fails() {
        result_.outcome = TargetDecision::Outcome::fails;
        result_.proof.outer = finding_.proof.outer;
    }

    void decide_path() {
        // Step 1. From without: somebody gains whatever the punishment.
        if (finding_.proof.outer) {
            for (const auto& each : finding_.least) result_.threats.push_back(each.outer);
            const auto lacks = missing(form_, stage_, target_, request_.delta, result_.threats);
            for (std::size_t i = 0; i < lacks.size(); ++i) {
                if (lacks[i] > 0) result_.binding.push_back(ActorId{i});
            }
            if (!result_.binding.empty()) return fails();
        }
        // Step 2. From within.
        if (finding_.proof.inner) take_path(*finding_.proof.inner);
    }

    void take_path(InnerProof<Rational> proof) {
        auto held =
            with_path(ProofGame<Rational>{form_, question_, request_.delta}, target_, std::move(proof));
        if (!held) return;
        result_.outcome = TargetDecision::Outcome::holds;
        result_.proof.inner = std::move(held);
    }

    void decide_payoffs() {
        const auto set = half_planes(stage_, target_);
        if (finding_.proof.outer && part_in(corners_of(finding_.outer), set, {0, 0}).empty()) return fails();
        if (!finding_.proof.inner) return;
        const auto& points = finding_.proof.inner->points;
        // A profile that is sustained for ever has its payoff.
        if (target_.test == TargetTest::payoff && may_be_played(stage_, path_)) {
            take_path(*finding_.proof.inner);
            if (result_.outcome == TargetDecision::Outcome::holds) {
                result_.lottery = {{points.size(), 1}};
                return;
            }
        }
        std::vector<Rational> radius(2, 0);
        std::vector<std::size_t> names;
        std::vector<ExactPoint> places;
        for (std::size_t k = 0; k < points.size(); ++k) {
            if (points[k].set != 0) continue;
            names.push_back(k);
            places.push_back({points[k].value[0], points[k].value[1]});
            for (std::size_t i = 0; i < 2; ++i) radius[i] = std::max(radius[i], points[k].radius[i]);
        }
        std::vector<ExactPoint> hull;
        std::vector<std::size_t> hull_names;
        for (const std::size_t k : exact_hull(places)) {
            hull.push_back(places[k]);
            hull_names.push_back(names[k]);
        }
        const bool fuzzy = radius[0] != 0 || radius[1] != 0;
        if (target_.test == TargetTest::payoff && fuzzy) {
            // One exact vector among points that are not: it must be inside by more than they are off.
            const ExactPoint u{stage_.utility[0][target_.profile], stage_.utility[1][target_.profile]};
            for (std::size_t k = 0; k < hull.size(); ++k) {
                const ExactPoint &a = hull[k], &b = hull[(k + 1) % hull.size()];
                const Rational reach = abs(b[1] - a[1]) * radius[0] + abs(b[0] - a[0]) * radius[1];
                if (hull.size() < 3 || turn(a, b, u) <= 4 * reach) return;
            }
        } else {
            const auto part = part_in(hull, set, radius);
            if (part.empty()) return;
            for (const auto& [k, weight] : lottery(hull, part.front()))
                result_.lottery.push_back({hull_names[k], weight});
        }
        result_.outcome = TargetDecision::Outcome::holds;
        result_.proof.inner = finding_.proof.inner;
    }

    const GameForm& form_;
    const Question<Rational>& question_;
    const StageGame<Rational>& stage_;
    const Target& target_;
    const PayoffRequest& request_;
    std::vector<ProfileIndex> path_;
    PayoffSetFinding finding_;
    TargetDecision result_;
};

}  // namespace

bool may_be_played(const StageGame<Rational>& stage, const std::vector<ProfileIndex>& path) {
    return std::all_of(path.begin(), path.end(),
                       [&](ProfileIndex a) { return stage.prescribable.front()[a] && is_agreed(stage, a); });
}

std::vector<PayoffHalfPlane> half_planes(const StageGame<Rational>& stage, const Target& target) {
    if (target.test == TargetTest::set) return target.set;
    std::vector<PayoffHalfPlane> result;
    for (std::size_t i = 0; i < stage.utility.size(); ++i) {
        std::vector<Rational> axis(stage.utility.size(), 0);
        axis[i] = 1;
        const Rational u = stage.utility[i][target.profile];
        result.push_back({axis, u});
        axis[i] = -1;
        result.push_back({axis, -u});
    }
    return result;
}

std::optional<InnerProof<Rational>> with_path(const ProofGame<Rational>& game, const Target& target,
                                              InnerProof<Rational> points) {
    const auto path = played(target);
    const StageGame<Rational>& stage = game.question.stage();
    const std::size_t first = points.points.size();
    for (std::size_t t = 0; t < path.size(); ++t) {
        InnerPoint<Rational> point;
        point.profile = path[t];
        point.continuation = {{first + (t + 1) % path.size(), 1}};
        for (std::size_t i = 0; i < game.n(); ++i) {
            point.value.push_back(path_value(stage, path, i, t, game.delta[i]));
            point.radius.emplace_back(0);
        }
        points.points.push_back(std::move(point));
    }
    if (!check_inner(game, points).valid) return std::nullopt;
    return points;
}

std::vector<Rational> missing(const GameForm& form, const StageGame<Rational>& stage, const Target& target,
                              const std::vector<Rational>& delta, const std::vector<Rational>& threats) {
    const auto path = played(target);
    std::vector<Rational> result;
    for (std::size_t i = 0; i < form.n(); ++i) {
        std::optional<Rational> most;
        const auto lacks = [&](const Rational& by) {
            if (!most || by > *most) most = by;
        };
        for (std::size_t t = 0; t < path.size(); ++t) {
            const Rational w = path_value(stage, path, i, t, delta[i]);
            for (const auto& floor : floors(form, stage, i, path[t])) lacks(floor.value - w);
            const std::size_t own = form.profiles().action(path[t], i);
            for (std::size_t action = 0; action < form.profiles().actions(i); ++action) {
                if (action == own || !stage.allowed[i][action]) continue;
                const Rational there = stage.utility[i][form.profiles().with(path[t], i, action)];
                lacks((1 - delta[i]) * there + delta[i] * threats[i] - w);
            }
        }
        result.push_back(most.value_or(0));
    }
    return result;
}

TargetDecision decide_target(const GameForm& form, const Question<Rational>& question, const Target& target,
                             const PayoffRequest& request) {
    if (form.n() != 2) return decide_many(form, question, target, request);
    return Decision(form, question, target, request).run();
}

struct TargetGuess::State {
    const GameForm& form;
    const Question<Rational>& question;
    const Target& target;
    StopToken stop;
    FloatGame game;  ///< of two actors
    bool playable = true;
    std::vector<std::array<double, 3>> set;  ///< a·x + b·y ≥ c in the units of the floating game
};

TargetGuess::TargetGuess(const GameForm& form, const Question<Rational>& question, const Target& target,
                         StopToken stop)
    : state_(new State{
          form,
          question,
          target,
          stop,
          form.n() == 2 ? make_float_game(form, question, std::vector<Rational>(2, 0)) : FloatGame{},
          true,
          {}}) {
    if (!is_about_payoffs(target)) {
        state_->playable = may_be_played(question.stage(), played(target));
        return;
    }
    if (form.n() != 2) return;
    for (const PayoffHalfPlane& half : half_planes(question.stage(), target)) {
        Rational level = half.at_least, size = 0;
        std::array<Rational, 2> scaled;
        for (std::size_t i = 0; i < 2; ++i) {
            level -= half.weights[i] * state_->game.unit[i].lowest;
            scaled[i] = half.weights[i] * state_->game.unit[i].range;
            size += abs(scaled[i]);
        }
        if (size == 0) size = 1;
        state_->set.push_back({static_cast<double>(Rational(scaled[0] / size)),
                               static_cast<double>(Rational(scaled[1] / size)),
                               static_cast<double>(Rational(level / size))});
    }
}

TargetGuess::~TargetGuess() = default;

std::optional<bool> TargetGuess::operator()(double delta) {
    State& state = *state_;
    if (!state.playable) return false;
    if (state.form.n() != 2)
        return guess_many(state.form, state.question, state.target, Rational(delta), state.stop);
    state.game.delta[0] = state.game.delta[1] = delta;
    IterationOptions options;
    options.slack = 1e-12;
    options.stop = state.stop;
    const PayoffFamily family = iterate(state.game, options);
    if (state.stop.stop_requested()) throw Stopped();
    if (family.emptied) return false;
    if (is_about_payoffs(state.target)) {
        Polygon polygon = family.polygon(0);
        Polygon space;
        for (const auto& [a, b, c] : state.set) cut(polygon, {-a, -b}, 1e-12 - c, space);
        return !polygon.empty();
    }
    const auto path = played(state.target);
    const auto& profiles = state.game.sets[0];
    std::vector<const FloatProfile*> steps;
    for (const ProfileIndex a : path) {
        const auto found = std::find_if(profiles.begin(), profiles.end(),
                                        [&](const auto& each) { return each.profile == a; });
        if (found == profiles.end()) return false;
        steps.push_back(&*found);
    }
    for (std::size_t t = 0; t < steps.size(); ++t) {
        const Point2 m = required(state.game, *steps[t], family.threats);
        for (int i = 0; i < 2; ++i) {
            const auto [above, below] =
                path_fraction(steps.size(), t, delta, [&](std::size_t k) { return steps[k]->u[i]; });
            if (above / below < m[i] - 1e-12) return false;
        }
    }
    return true;
}

}  // namespace comity
