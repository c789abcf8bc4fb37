#include <algorithm>
#include <cmath>

#include "cell.hpp"
#include "comity/question/bounds.hpp"
#include "inner.hpp"

namespace comity {
namespace {

constexpr double kMiss = 1e-13;  ///< what exact arithmetic may still find to be met

/// A point of a candidate: the actions and weights, and what they come to at every sample.
struct Draft {
    std::size_t set = 0;
    ProfileIndex profile = 0;
    std::vector<Weight> continuation;
    /// Set where the payoff is this function exactly: of a profile for ever, or of a period of the target.
    std::vector<RationalFunction> exact;
    double first[2] = {0, 0}, second[2] = {0, 0};  ///< at the nodes, where it is not
    std::vector<std::array<double, 2>> value;      ///< by sample
};

class InnerDrafts {
  public:
    InnerDrafts(const CellQuestion& cell, const CellSamples& samples, const FloatGame& game)
        : cell_(cell), samples_(samples), game_(game), path_(played(cell.target)) {}

    std::optional<PayoffCell> run() {
        // Step 1. Profiles for ever that support each other: exact, and often good for the whole cell.
        for (const double miss : {kMiss, -kMiss}) {
            if (auto proved = prove(stationary(miss))) return proved;
        }
        // Step 2. The corners of the family of the middle, requirements raised by what the cell may change.
        const double by = samples_.variation();
        std::vector<double> raises{2e-13};
        for (const double part : {1.0 / 64, 1.0 / 16, .25, 1.0, 3.0}) {
            if (by * part > 1e-12 && by * part < .5) raises.push_back(by * part);
        }
        for (const double raise : raises) {
            if (cell_.stop.stop_requested()) throw Stopped();
            IterationOptions options;
            options.slack = -1e-15;
            options.tighten = raise;
            options.limit = most_rounds(game_);
            options.stop = cell_.stop;
            const PayoffFamily family = iterate(game_, options);
            if (family.emptied) break;
            if (!family.converged) continue;
            std::size_t corners = 0;
            for (const auto& set : family.sets) corners += set.size();
            if (corners > (game_.has_few_corners() ? 120u : 40u)) continue;
            const auto delta = cell_.delta_at();
            const auto shape = rounded_points(cell_.form, cell_.middle, delta, game_, family);
            if (auto proved = prove(drafts_of(shape))) return proved;
        }
        return std::nullopt;
    }

  private:
    std::vector<RationalFunction> for_ever(ProfileIndex profile) const {
        return {cell_.stage().utility[0][profile], cell_.stage().utility[1][profile]};
    }

    void add_path(std::vector<Draft>& drafts) const {
        if (is_about_payoffs(cell_.target)) return;
        const std::size_t first = drafts.size();
        for (std::size_t t = 0; t < path_.size(); ++t) {
            Draft draft;
            draft.profile = path_[t];
            draft.continuation = {{first + (t + 1) % path_.size(), 1}};
            for (std::size_t i = 0; i < 2; ++i)
                draft.exact.push_back(path_function(cell_.stage(), path_, i, t, cell_.delta[i]));
            drafts.push_back(std::move(draft));
        }
    }

    std::vector<Draft> stationary(double miss) const {
        std::vector<Draft> drafts;
        add_path(drafts);
        const std::size_t kept = drafts.size();
        for (std::size_t s = 0; s < game_.sets.size(); ++s) {
            for (const FloatProfile& profile : game_.sets[s]) {
                Draft draft;
                draft.set = s;
                draft.profile = profile.profile;
                draft.exact = for_ever(profile.profile);
                drafts.push_back(std::move(draft));
            }
        }
        for (Draft& draft : drafts) read_exact(draft);
        // Those that do not support themselves fall away until none does.
        for (bool again = true; again;) {
            const auto threats = threats_of(drafts);
            if (!threats) return {};
            std::vector<bool> stays(drafts.size());
            for (std::size_t k = 0; k < drafts.size(); ++k)
                stays[k] = k < kept || least_slack(drafts[k], drafts, *threats) >= -miss;
            std::vector<Draft> left;
            for (std::size_t k = 0; k < drafts.size(); ++k) {
                if (stays[k]) left.push_back(std::move(drafts[k]));
            }
            again = left.size() < drafts.size();
            drafts = std::move(left);
        }
        for (std::size_t k = kept; k < drafts.size(); ++k) drafts[k].continuation = {{k, 1}};
        return drafts;
    }

    void read_exact(Draft& draft) const {
        draft.value.resize(samples_.size());
        for (std::size_t k = 0; k < samples_.size(); ++k) {
            for (std::size_t i = 0; i < 2; ++i)
                draft.value[k][i] = samples_.scaled(i, draft.exact[i](samples_.at(k)));
        }
    }

    /// Actions and weights of a proof at the middle, valued at the nodes.
    std::vector<Draft> drafts_of(const InnerProof<Rational>& shape) const {
        std::vector<Draft> drafts;
        for (std::size_t k = 0; k < shape.points.size(); ++k) {
            const auto& point = shape.points[k];
            Draft draft;
            draft.set = point.set;
            draft.profile = point.profile;
            draft.continuation = point.continuation;
            if (point.continuation.size() == 1 && point.continuation[0].point == k)
                draft.exact = for_ever(point.profile);
            for (std::size_t i = 0; i < 2; ++i)
                draft.first[i] = draft.second[i] = samples_.scaled(i, point.value[i]);
            drafts.push_back(std::move(draft));
        }
        add_path(drafts);
        for (Draft& draft : drafts) {
            if (!draft.exact.empty()) read_exact(draft);
        }
        solve(drafts, 0);
        solve(drafts, 1);
        for (Draft& draft : drafts) {
            if (!draft.exact.empty()) continue;
            draft.value.resize(samples_.size());
            for (std::size_t k = 0; k < samples_.size(); ++k) {
                for (std::size_t i = 0; i < 2; ++i)
                    draft.value[k][i] = samples_.between(draft.first[i], draft.second[i], k);
            }
        }
        return drafts;
    }

    /// w = (1−δ)u + δ Σ weight w at a node, by iteration from what it is at the middle.
    void solve(std::vector<Draft>& drafts, std::size_t node) const {
        std::vector<std::vector<std::pair<std::size_t, double>>> weights;
        for (const Draft& draft : drafts) {
            auto& row = weights.emplace_back();
            for (const Weight& weight : draft.continuation)
                row.emplace_back(weight.point, static_cast<double>(weight.weight));
        }
        for (std::size_t i = 0; i < 2; ++i) {
            const double delta = samples_.delta(node, i);
            const auto at = [&](Draft& draft) -> double& {
                return node == 0 ? draft.first[i] : draft.second[i];
            };
            for (Draft& draft : drafts) {
                if (!draft.exact.empty()) at(draft) = draft.value[node][i];
            }
            for (int round = 0; round < 20000; ++round) {
                double moved = 0;
                for (std::size_t k = 0; k < drafts.size(); ++k) {
                    if (!drafts[k].exact.empty()) continue;
                    double value = (1 - delta) * samples_.utility(node, i, drafts[k].profile);
                    for (const auto& [point, weight] : weights[k])
                        value += delta * weight * at(drafts[point]);
                    moved = std::max(moved, std::abs(value - at(drafts[k])));
                    at(drafts[k]) = value;
                }
                if (moved < 1e-17) break;
            }
        }
    }

    /// By actor, the point whose payoff bounds v_i: the least at the place where the exact check looks.
    std::optional<std::array<std::size_t, 2>> threats_of(const std::vector<Draft>& drafts) const {
        std::array<std::size_t, 2> result{};
        for (std::size_t i = 0; i < 2; ++i) {
            std::optional<std::size_t> least;
            for (std::size_t k = 0; k < drafts.size(); ++k) {
                if (drafts[k].set != game_.punishment_set(i, 0)) continue;
                if (!least ||
                    drafts[k].value[CellSamples::kMiddle][i] < drafts[*least].value[CellSamples::kMiddle][i])
                    least = k;
            }
            if (!least) return std::nullopt;
            result[i] = *least;
        }
        return result;
    }

    /// The least of w_i − m_i over samples, actors, deviations and floors.
    double least_slack(const Draft& draft, const std::vector<Draft>& drafts,
                       const std::array<std::size_t, 2>& threats) const {
        double least = kInfinity;
        const ProfileSpace& profiles = cell_.form.profiles();
        for (std::size_t k = 0; k < samples_.size(); ++k) {
            for (std::size_t i = 0; i < 2; ++i) {
                const double delta = samples_.delta(k, i), w = draft.value[k][i];
                const double threat = drafts[threats[i]].value[k][i];
                for (const double floor : samples_.floors(k, i, draft.profile))
                    least = std::min(least, w - floor);
                const std::size_t own = profiles.action(draft.profile, i);
                for (std::size_t action = 0; action < profiles.actions(i); ++action) {
                    if (action == own || !cell_.stage().allowed[i][action]) continue;
                    const double there = samples_.utility(k, i, profiles.with(draft.profile, i, action));
                    least = std::min(least, w - (1 - delta) * there - delta * threat);
                }
            }
        }
        return least;
    }

    /// A constant that covers, with what follows from it, how far the affine values are off.
    std::array<double, 2> radii(const std::vector<Draft>& drafts) const {
        std::array<double, 2> result{};
        for (std::size_t i = 0; i < 2; ++i) {
            for (std::size_t k = 0; k < samples_.size(); ++k) {
                const double delta = samples_.delta(k, i);
                double off = 4e-15;
                for (const Draft& draft : drafts) {
                    if (!draft.exact.empty() || !samples_.curved()) continue;
                    double expected = (1 - delta) * samples_.utility(k, i, draft.profile);
                    for (const Weight& weight : draft.continuation)
                        expected +=
                            delta * static_cast<double>(weight.weight) * drafts[weight.point].value[k][i];
                    off = std::max(off, 4e-15 + 1.25 * std::abs(draft.value[k][i] - expected));
                }
                result[i] = std::max(result[i], off / (1 - delta));
            }
        }
        return result;
    }

    std::optional<PayoffCell> prove(const std::vector<Draft>& drafts) const {
        if (drafts.empty()) return std::nullopt;
        // Step 1. In floating point.
        const auto threats = threats_of(drafts);
        if (!threats) return std::nullopt;
        const auto radius = radii(drafts);
        const double room =
            std::any_of(drafts.begin(), drafts.end(), [](const Draft& d) { return d.exact.empty(); })
                ? std::min(radius[0], radius[1])
                : 0;
        for (const Draft& draft : drafts) {
            const double spare = draft.exact.empty() ? room : 0;
            if (least_slack(draft, drafts, *threats) < spare - kMiss) return std::nullopt;
        }
        // Step 2. Exactly.
        PayoffCell result;
        result.where = cell_.where;
        result.sustained = true;
        InnerProof<RationalFunction> proof;
        for (const Draft& draft : drafts) {
            InnerPoint<RationalFunction> point;
            point.set = draft.set;
            point.profile = draft.profile;
            point.continuation = draft.continuation;
            for (std::size_t i = 0; i < 2; ++i) {
                if (!draft.exact.empty()) {
                    point.value.push_back(draft.exact[i]);
                    point.radius.emplace_back(0);
                    continue;
                }
                point.value.push_back(samples_.affine(samples_.in_utilities(i, draft.first[i]),
                                                      samples_.in_utilities(i, draft.second[i])));
                point.radius.push_back(radius_function(i, radius[i]));
            }
            proof.points.push_back(std::move(point));
        }
        if (is_about_payoffs(cell_.target) && !find_lottery(drafts, proof, result.lottery))
            return std::nullopt;
        result.proof.inner = std::move(proof);
        if (!wrong_with_cell(cell_.form, cell_.question, cell_.delta, cell_.target, result).empty())
            return std::nullopt;
        return result;
    }

    /// Constant, or growing away from the nodes where the cell has no end.
    RationalFunction radius_function(std::size_t i, double radius) const {
        int exponent = 0;
        std::frexp(radius, &exponent);
        const Rational constant =
            game_.unit[i].range *
            Rational(std::ldexp(std::ceil(std::ldexp(radius, 8 - exponent)), exponent - 8));
        if (!cell_.where.hi.is_finite())
            return RationalFunction(constant) *
                   (RationalFunction(1) + RationalFunction(4) * samples_.position());
        if (!cell_.where.lo.is_finite())
            return RationalFunction(constant) *
                   (RationalFunction(5) - RationalFunction(4) * samples_.position());
        return RationalFunction(constant);
    }

    /// Weights on points of V_0(x0) that reach a payoff or a set at the middle, as far inside as can be. True
    /// and empty: the hull may hold the payoff without.
    bool find_lottery(const std::vector<Draft>& drafts, const InnerProof<RationalFunction>& proof,
                      std::vector<Weight>& result) const {
        std::vector<std::size_t> names;
        std::vector<ExactPoint> places;
        Rational radius[2] = {0, 0};
        for (std::size_t k = 0; k < drafts.size(); ++k) {
            if (drafts[k].set != 0) continue;
            if (cell_.target.test == TargetTest::payoff && drafts[k].profile == cell_.target.profile &&
                drafts[k].continuation.size() == 1 && drafts[k].continuation[0].point == k) {
                result = {{k, 1}};
                return true;
            }
            const auto& point = proof.points[k];
            names.push_back(k);
            places.push_back({point.value[0](cell_.at), point.value[1](cell_.at)});
            for (std::size_t i = 0; i < 2; ++i)
                radius[i] = std::max(radius[i], Rational(point.radius[i](cell_.at)));
        }
        std::vector<ExactPoint> hull;
        std::vector<std::size_t> hull_names;
        for (const std::size_t k : exact_hull(places)) {
            hull.push_back(places[k]);
            hull_names.push_back(names[k]);
        }
        std::vector<ExactPoint> part = hull;
        for (const FunctionHalfPlane& half : function_half_planes(cell_.stage(), cell_.target)) {
            Rational level = half.level(cell_.at);
            if (cell_.target.test == TargetTest::set) {
                for (std::size_t i = 0; i < 2; ++i) level += abs(half.normal[i]) * radius[i];
            }
            part = clipped(part, {-half.normal[0], -half.normal[1]}, -level);
        }
        if (part.empty()) return false;
        ExactPoint middle{0, 0};
        for (const ExactPoint& corner : part) {
            for (std::size_t i = 0; i < 2; ++i) middle[i] += corner[i] / Rational(part.size());
        }
        // A payoff moves with the scalar: constant weights reach it only where nothing moves.
        const bool moves = samples_.variation() > 0 || samples_.curved();
        if (cell_.target.test == TargetTest::payoff && moves) return true;
        for (const auto& [k, weight] : lottery(hull, middle)) result.push_back({hull_names[k], weight});
        return !result.empty();
    }

    const CellQuestion& cell_;
    const CellSamples& samples_;
    const FloatGame& game_;
    std::vector<ProfileIndex> path_;
};

}  // namespace

std::optional<PayoffCell> sustained_on_cell(const CellQuestion& cell, const CellSamples& samples,
                                            const FloatGame& game) {
    if (!is_about_payoffs(cell.target) && !may_be_played(cell.stage(), played(cell.target), cell.where))
        return std::nullopt;
    return InnerDrafts(cell, samples, game).run();
}

}  // namespace comity
