// Targets of any number of actors: the two sides of V* are brought together only as far as the target asks.

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>

#include "cloud_proof.hpp"
#include "comity/question/bounds.hpp"
#include "comity/question/path_value.hpp"
#include "decide_parts.hpp"
#include "level_proof.hpp"
#include "rounded.hpp"
#include "sandwich.hpp"
#include "tied_points.hpp"

namespace comity {
namespace {

constexpr double kSurely = 2e-9;  ///< by how much floating point must be sure before a proof is tried
constexpr int kGuessRounds = 2, kDecideRounds = 4, kGrowth = 3;
constexpr std::size_t kManyProfiles = 2000;  ///< with more, a round is long
constexpr int kFineDirection = 1 << 20;
constexpr double kMissed = 1e-12;       ///< by how much a lottery may miss in floating point
constexpr double kTied = 1e-9;          ///< the same where ties are counted as met
constexpr std::size_t kManyExact = 40;  ///< points whose values are found in fractions together

std::size_t entry_of(const VectorGame& game, ProfileIndex profile) {
    std::size_t e = 0;
    while (e < game.entries.size() && game.entries[e].profile != profile) ++e;
    return e;
}

/// Floating point's opinion of a target, given both sides.
class Opinion {
  public:
    enum class Side { within, without, open };

    Opinion(const VectorGame& game, const StageGame<Rational>& stage, const Target& target,
            Sandwich& sandwich)
        : game_(game), sandwich_(sandwich), is_payoff_(target.test == TargetTest::payoff) {
        if (target.test != TargetTest::set && may_be_played(stage, played(target))) {
            for (const ProfileIndex a : played(target)) path_.push_back(entry_of(game, a));
        }
        if (!is_about_payoffs(target)) return;
        planes_ = half_planes(stage, target);
        block_ = RowBlock(planes_.size());
        for (const PayoffHalfPlane& half : planes_) {
            Rational size = 0, level = half.at_least;
            std::vector<Rational> row;
            for (std::size_t i = 0; i < game.n; ++i) {
                row.push_back(half.weights[i] * game.unit[i].range);
                level -= half.weights[i] * game.unit[i].lowest;
                size = std::max(size, Rational(abs(row.back())));
            }
            if (size == 0) size = 1;
            size_.push_back(size);
            auto& unit = rows_.emplace_back();
            for (const Rational& entry : row) unit.push_back(static_cast<double>(Rational(entry / size)));
            levels_.push_back(static_cast<double>(Rational(level / size)));
        }
    }

    Side side(double surely) {
        if (sandwich_.walk().emptied()) return Side::without;
        if (planes_.empty()) return side_of_path(surely);
        // A profile that is sustained for ever has its payoff.
        if (!path_.empty() && side_of_path(surely) == Side::within) return Side::within;
        return side_of_set(surely);
    }

    /// For each half-plane how much it counts in the direction in which the set is too far, largest 1.
    const std::vector<double>& against() const { return against_; }
    const std::vector<HullProgram::Share>& lottery() const { return lottery_; }
    /// Does the lottery do no more than reach a half-plane?
    bool is_just_met(std::size_t plane) const { return is_just_met_[plane]; }
    /// The points that count ties as met of which the lottery is one, if it is.
    const PointCloud* by_ties() const { return by_ties_; }
    const std::vector<PayoffHalfPlane>& planes() const { return planes_; }
    const Rational& size(std::size_t j) const { return size_[j]; }

  private:
    /// The least that anybody has to spare on the path.
    double spare(const std::vector<double>& threats) const {
        double least = kInfinity;
        for (std::size_t t = 0; t < path_.size(); ++t) {
            const VectorGame::Entry& entry = game_.entries[path_[t]];
            for (std::size_t i = 0; i < game_.n; ++i) {
                const double delta = game_.delta[i];
                const auto [above, below] = path_fraction(
                    path_.size(), t, delta, [&](std::size_t k) { return game_.entries[path_[k]].u[i]; });
                double must = entry.floor[i];
                if (entry.best[i] > -kInfinity)
                    must = std::max(must, (1 - delta) * entry.best[i] + delta * threats[i]);
                least = std::min(least, above / below - must);
            }
        }
        return least;
    }

    Side side_of_path(double surely) const {
        std::vector<double> threats(game_.n);
        for (std::size_t i = 0; i < game_.n; ++i) threats[i] = sandwich_.walk().threat(i);
        if (spare(threats) < -surely) return Side::without;
        const auto holds = [&](const PointCloud& points, double missed) {
            if (!points.has_sure()) return false;
            for (std::size_t i = 0; i < game_.n; ++i) threats[i] = points.sure_threat(i);
            return spare(threats) >= -missed;
        };
        if (holds(sandwich_.cloud(), 0)) return Side::within;
        for (const PointCloud& tied : sandwich_.tied()) {
            if (holds(tied, kTied)) return Side::within;
        }
        return Side::open;
    }

    /// Is some lottery over points in all half-planes, up to `missed`? A payoff is reached exactly or not at
    /// all.
    bool find_lottery(const PointCloud& points, double missed) {
        if (!points.has_sure()) return false;
        const std::size_t m = planes_.size();
        block_.shrink(0);
        for (const CloudPoint& point : points.sure(0)) {
            std::vector<double> over(m);
            for (std::size_t j = 0; j < m; ++j) {
                over[j] = -levels_[j];
                for (std::size_t i = 0; i < game_.n; ++i) over[j] += rows_[j][i] * point.w[i];
            }
            block_.add(over.data());
        }
        HullProgram program(block_);
        const std::vector<double> all(m, 1), least(m, missed);
        program.aim(all.data());
        if (program.solve(least.data(), -kInfinity) != HullProgram::Status::optimal) return false;
        lottery_ = program.lottery();
        is_just_met_.assign(m, false);
        for (std::size_t j = 0; j < m; ++j) is_just_met_[j] = std::abs(program.place()[j]) < kTied;
        return true;
    }

    Side side_of_set(double surely) {
        const std::size_t n = game_.n, m = planes_.size();
        // Step 1. Is some lottery over the points in all half-planes?
        by_ties_ = nullptr;
        if (find_lottery(sandwich_.cloud(), is_payoff_ ? -kMissed : kMissed)) return Side::within;
        for (const PointCloud& tied : sandwich_.tied()) {
            if (!find_lottery(tied, -kTied)) continue;
            by_ties_ = &tied;
            return Side::within;
        }
        // Step 2. Do the levels leave nothing of the set?
        RowBlock rows(n);
        std::vector<double> levels, q(n, kNothing), goal(n, 0), minus(n);
        for (std::size_t r = 0; r < sandwich_.rows().size(); ++r) {
            rows.add(sandwich_.rows().unit(r).data());
            levels.push_back(sandwich_.walk().levels(0)[r]);
        }
        for (std::size_t j = 0; j < m; ++j) {
            for (std::size_t i = 0; i < n; ++i) minus[i] = -rows_[j][i];
            rows.add(minus.data());
            levels.push_back(-levels_[j] + surely);
        }
        LevelProgram program(rows);
        program.aim(goal.data(), nullptr);
        if (program.solve(levels.data(), q.data()) != LevelProgram::Status::empty) return Side::open;
        against_.assign(m, 0);
        const std::size_t first = n + sandwich_.rows().size();
        const auto add = [&](std::uint16_t row, double weight) {
            if (row >= first) against_[row - first] += weight;
        };
        add(program.entering(), 1);
        for (std::size_t k = 0; k < n; ++k) add(program.basis()[k], program.ray()[k]);
        const double most = *std::max_element(against_.begin(), against_.end());
        if (most <= 0) return Side::open;
        for (double& each : against_) each /= most;
        return Side::without;
    }

    const VectorGame& game_;
    Sandwich& sandwich_;
    bool is_payoff_;
    std::vector<std::size_t> path_;
    std::vector<PayoffHalfPlane> planes_;
    std::vector<std::vector<double>> rows_;
    std::vector<double> levels_, against_;
    std::vector<Rational> size_;
    RowBlock block_;
    std::vector<HullProgram::Share> lottery_;
    std::vector<bool> is_just_met_;
    const PointCloud* by_ties_ = nullptr;
};

class ManyDecision {
  public:
    ManyDecision(const GameForm& form, const Question<Rational>& question, const Target& target,
                 const PayoffRequest& request)
        : form_(form),
          question_(question),
          target_(target),
          request_(request),
          game_(make_vector_game(form, question, request.delta)),
          proof_game_{form, question, request.delta},
          sandwich_(game_, options()) {
        opinion_.emplace(game_, question.stage(), target, sandwich_);
    }

    TargetDecision run() {
        sandwich_.run();
        auto side = opinion_->side(kSurely);
        if (side == Opinion::Side::open && !request_.stop.stop_requested()) {
            sandwich_.look_at_ties();
            side = opinion_->side(kSurely);
        }
        if (sandwich_.walk().emptied()) {
            if (prove_levels_of({}) && verdict_.empty) fails();
        } else if (is_about_payoffs(target_)) {
            decide_payoffs(side);
        } else {
            decide_path(side);
        }
        return std::move(result_);
    }

  private:
    SandwichOptions options() {
        SandwichOptions result;
        result.tolerance = .1 * static_cast<double>(request_.tolerance);
        result.rounds = game_.entries.size() > kManyProfiles ? 1 : kDecideRounds;
        result.growth = kGrowth;
        result.from_less_patient = false;
        result.stop = request_.stop;
        result.enough = [this] { return opinion_ && opinion_->side(kSurely) != Opinion::Side::open; };
        return result;
    }

    void fails() {
        result_.outcome = TargetDecision::Outcome::fails;
        result_.proof.outer = outer_;
    }

    bool prove_levels_of(const std::vector<std::size_t>& wanted) {
        for (const double spare : {3e-10, 3e-9, 3e-8}) {
            LevelProofOptions options;
            options.wanted = wanted;
            options.only_wanted = true;
            options.spare = spare;
            options.rays_at_end = false;
            LevelProof found = prove_levels(form_, game_, sandwich_.rows(), sandwich_.walk(), options);
            if (!found.reached) continue;
            verdict_ = check_outer(proof_game_, found.proof);
            if (!verdict_.valid) continue;
            outer_ = std::move(found.proof);
            return true;
        }
        return false;
    }

    InnerProof<Rational> points() const {
        return prove_points(question_, request_.delta, game_, sandwich_.rows(), sandwich_.cloud(), {});
    }

    void decide_path(Opinion::Side side) {
        if (side != Opinion::Side::within) {
            // Step 1. From without: somebody gains whatever the punishment.
            std::vector<std::size_t> threats;
            for (std::size_t i = 0; i < form_.n(); ++i) threats.push_back(2 * i + 1);
            if (prove_levels_of(threats)) {
                for (std::size_t i = 0; i < form_.n(); ++i)
                    result_.threats.push_back(
                        -verdict_.levels[game_.punishment_set(i) * outer_.directions.size() + 2 * i + 1]);
                const auto lacks =
                    missing(form_, question_.stage(), target_, request_.delta, result_.threats);
                for (std::size_t i = 0; i < lacks.size(); ++i) {
                    if (lacks[i] > 0) result_.binding.push_back(ActorId{i});
                }
                if (!result_.binding.empty()) return fails();
            }
        }
        // Step 2. From within.
        take_path();
    }

    /// The target with points that support it, those that need ties only where others do not.
    bool take_path() {
        std::optional<InnerProof<Rational>> held;
        if (sandwich_.cloud().has_sure()) held = with_path(proof_game_, target_, points());
        for (const PointCloud& tied : sandwich_.tied()) {
            if (!held) held = with_path(proof_game_, target_, tied_points(game_, sandwich_.rows(), tied, {}));
        }
        if (!held) return false;
        result_.outcome = TargetDecision::Outcome::holds;
        result_.proof.inner = std::move(held);
        return true;
    }

    void decide_payoffs(Opinion::Side side) {
        if (side == Opinion::Side::without) return refute_payoffs();
        // A profile that is sustained for ever has its payoff.
        if (target_.test == TargetTest::payoff && may_be_played(question_.stage(), played(target_)) &&
            take_path()) {
            result_.lottery = {{result_.proof.inner->points.size() - 1, 1}};
            return;
        }
        if (side == Opinion::Side::within && !opinion_->lottery().empty()) {
            target_.test == TargetTest::payoff || opinion_->by_ties() != nullptr ? take_exactly()
                                                                                 : take_lottery();
        }
    }

    /// The direction in which the set is out of reach, by name of whole numbers.
    void refute_payoffs() {
        std::vector<Rational> sum(form_.n(), 0);
        for (std::size_t j = 0; j < opinion_->planes().size(); ++j) {
            const auto steps = static_cast<long long>(std::round(opinion_->against()[j] * kFineDirection));
            for (std::size_t i = 0; i < form_.n(); ++i)
                sum[i] += Rational(steps) / opinion_->size(j) * opinion_->planes()[j].weights[i];
        }
        if (std::all_of(sum.begin(), sum.end(), [](const Rational& entry) { return entry == 0; })) return;
        const std::size_t row = sandwich_.report(primitive(sum));
        sandwich_.take_rows();
        if (!prove_levels_of({row})) return;
        const auto& directions = outer_.directions;
        const auto at = std::find(directions.begin(), directions.end(), sandwich_.rows().exact()[row]);
        const auto least = least_in(opinion_->planes(), *at);
        if (least && verdict_.levels[static_cast<std::size_t>(at - directions.begin())] < *least) fails();
    }

    /// The points of the lottery with all that supports them; `names`: which of them they are.
    InnerProof<Rational> points_of_lottery(std::vector<std::size_t>& names) const {
        std::vector<std::size_t> also;
        for (const auto& share : opinion_->lottery()) also.push_back(share.point);
        if (const PointCloud* tied = opinion_->by_ties())
            return tied_points(game_, sandwich_.rows(), *tied, {}, also, &names);
        return prove_points(question_, request_.delta, game_, sandwich_.rows(), sandwich_.cloud(), {}, also,
                            &names);
    }

    void take_lottery() {
        // Step 1. The points.
        std::vector<std::size_t> names;
        InnerProof<Rational> proof = points_of_lottery(names);
        if (!check_inner(proof_game_, proof).valid) return;
        // Step 2. Rounded weights; what is left goes to each of them in turn, until everything is met.
        for (std::size_t rest = 0; rest < names.size(); ++rest) {
            std::vector<Weight> lottery;
            Rational left = 1;
            for (std::size_t k = 0; k < names.size(); ++k) {
                lottery.push_back({names[k], dyadic(opinion_->lottery()[k].weight)});
                left -= lottery.back().weight;
            }
            lottery[rest].weight += left;
            if (lottery[rest].weight < 0 || !reaches(proof, lottery)) continue;
            result_.outcome = TargetDecision::Outcome::holds;
            result_.lottery = std::move(lottery);
            result_.proof.inner = std::move(proof);
            return;
        }
    }

    /// A lottery that meets what it just meets to the last digit, over points that are exact.
    void take_exactly() {
        // Step 1. The points, and what their rounded lotteries make of them.
        std::vector<std::size_t> names;
        InnerProof<Rational> proof = points_of_lottery(names);
        if (names.empty()) return;
        if (opinion_->by_ties() == nullptr) {
            if (proof.points.size() > kManyExact) return;
            for (std::size_t i = 0; i < form_.n(); ++i) find_values(i, proof);
        }
        if (!check_inner(proof_game_, proof).valid) return;
        // Step 2. The weights, likewise.
        const std::size_t m = names.size();
        std::vector<std::vector<Rational>> rows{std::vector<Rational>(m + 1, 1)};
        std::vector<double> guess;
        for (const auto& share : opinion_->lottery()) guess.push_back(std::max(share.weight, 0.0));
        for (std::size_t j = 0; j < opinion_->planes().size(); ++j) {
            if (!opinion_->is_just_met(j)) continue;
            const PayoffHalfPlane& half = opinion_->planes()[j];
            auto& row = rows.emplace_back(m + 1, 0);
            for (std::size_t k = 0; k < m; ++k) {
                for (std::size_t i = 0; i < form_.n(); ++i)
                    row[k] += half.weights[i] * proof.points[names[k]].value[i];
            }
            row[m] = half.at_least;
        }
        const auto met = independent(rows);
        const auto weights = met ? weights_near(*met, guess) : std::nullopt;
        if (!weights) return;
        std::vector<Weight> lottery;
        for (std::size_t k = 0; k < m; ++k) lottery.push_back({names[k], (*weights)[k]});
        if (!reaches(proof, lottery)) return;
        result_.outcome = TargetDecision::Outcome::holds;
        result_.lottery = std::move(lottery);
        result_.proof.inner = std::move(proof);
    }

    /// w_i = (1 − δ_i) u_i + δ_i A w_i over all points.
    void find_values(std::size_t i, InnerProof<Rational>& proof) const {
        const std::size_t count = proof.points.size();
        const Rational& delta = request_.delta[i];
        std::vector<std::vector<Rational>> rows(count, std::vector<Rational>(count + 1, 0));
        for (std::size_t k = 0; k < count; ++k) {
            rows[k][k] += 1;
            for (const Weight& each : proof.points[k].continuation)
                rows[k][each.point] -= delta * each.weight;
            rows[k][count] = (1 - delta) * question_.stage().utility[i][proof.points[k].profile];
        }
        const auto values = solve_rows(std::move(rows));
        for (std::size_t k = 0; values && k < count; ++k) {
            proof.points[k].value[i] = (*values)[k];
            proof.points[k].radius[i] = 0;
        }
    }

    bool reaches(const InnerProof<Rational>& proof, const std::vector<Weight>& lottery) const {
        return std::all_of(
            opinion_->planes().begin(), opinion_->planes().end(), [&](const PayoffHalfPlane& half) {
                Rational above = -half.at_least;
                for (const Weight& weight : lottery) {
                    const auto& point = proof.points[weight.point];
                    for (std::size_t i = 0; i < form_.n(); ++i)
                        above += weight.weight *
                                 (half.weights[i] * point.value[i] - abs(half.weights[i]) * point.radius[i]);
                }
                return above >= 0;
            });
    }

    const GameForm& form_;
    const Question<Rational>& question_;
    const Target& target_;
    const PayoffRequest& request_;
    VectorGame game_;
    ProofGame<Rational> proof_game_;
    Sandwich sandwich_;
    std::optional<Opinion> opinion_;
    OuterProof<Rational> outer_;
    OuterVerdict<Rational> verdict_;
    TargetDecision result_;
};

}  // namespace

TargetDecision decide_many(const GameForm& form, const Question<Rational>& question, const Target& target,
                           const PayoffRequest& request) {
    if (!is_about_payoffs(target) && !may_be_played(question.stage(), played(target))) {
        TargetDecision result;
        result.outcome = TargetDecision::Outcome::fails;
        return result;
    }
    return ManyDecision(form, question, target, request).run();
}

std::optional<bool> guess_many(const GameForm& form, const Question<Rational>& question, const Target& target,
                               const Rational& delta, const StopToken& stop) {
    const std::vector<Rational> deltas(form.n(), delta);
    const VectorGame game = make_vector_game(form, question, deltas);
    Opinion* opinion = nullptr;
    SandwichOptions options;
    options.tolerance = 1e-7;
    options.rounds = game.entries.size() > kManyProfiles ? 1 : kGuessRounds;
    options.growth = kGrowth;
    options.from_less_patient = false;
    options.stop = stop;
    options.enough = [&opinion] { return opinion != nullptr && opinion->side(0) != Opinion::Side::open; };
    Sandwich sandwich(game, options);
    Opinion both(game, question.stage(), target, sandwich);
    opinion = &both;
    sandwich.run();
    if (stop.stop_requested()) throw Stopped();
    auto side = both.side(0);
    if (side == Opinion::Side::open) {
        sandwich.look_at_ties();
        side = both.side(0);
    }
    if (side == Opinion::Side::open) return std::nullopt;
    return side == Opinion::Side::within;
}

std::optional<Rational> least_in(const std::vector<PayoffHalfPlane>& set,
                                 const std::vector<Integer>& direction) {
    // The direction as a combination of as few half-planes as it has entries: every such choice is tried,
    // axes by themselves where there are only axes.
    const std::size_t n = direction.size();
    std::optional<Rational> best;
    const bool axes = std::all_of(set.begin(), set.end(), [](const PayoffHalfPlane& half) {
        return std::count_if(half.weights.begin(), half.weights.end(),
                             [](const Rational& w) { return w != 0; }) == 1;
    });
    if (axes) {
        Rational least = 0;
        for (std::size_t i = 0; i < n; ++i) {
            if (direction[i] == 0) continue;
            std::optional<Rational> most;
            for (const PayoffHalfPlane& half : set) {
                const Rational y =
                    half.weights[i] == 0 ? Rational(-1) : Rational(Rational(direction[i]) / half.weights[i]);
                if (y < 0) continue;
                if (const Rational each = y * half.at_least; !most || each > *most) most = each;
            }
            if (!most) return std::nullopt;
            least += *most;
        }
        return least;
    }
    std::vector<std::size_t> chosen;
    const auto try_chosen = [&] {
        // Σ_j y_j weights_j = direction over the chosen; what is left over must agree.
        const std::size_t m = chosen.size();
        std::vector<std::vector<Rational>> rows(n, std::vector<Rational>(m + 1));
        for (std::size_t i = 0; i < n; ++i) {
            for (std::size_t j = 0; j < m; ++j) rows[i][j] = set[chosen[j]].weights[i];
            rows[i][m] = Rational(direction[i]);
        }
        const auto y = solve_rows(rows);
        if (!y) return;
        for (const auto& row : rows) {
            if (std::inner_product(y->begin(), y->end(), row.begin(), Rational(0)) != row[m]) return;
        }
        Rational least = 0;
        for (std::size_t j = 0; j < m; ++j) {
            if ((*y)[j] < 0) return;
            least += (*y)[j] * set[chosen[j]].at_least;
        }
        if (!best || least > *best) best = least;
    };
    const std::function<void(std::size_t)> choose = [&](std::size_t from) {
        if (!chosen.empty()) try_chosen();
        if (chosen.size() == n) return;
        for (std::size_t j = from; j < set.size(); ++j) {
            chosen.push_back(j);
            choose(j + 1);
            chosen.pop_back();
        }
    };
    choose(0);
    return best;
}

}  // namespace comity
