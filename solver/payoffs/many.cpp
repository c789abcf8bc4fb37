#include "many.hpp"

#include <algorithm>

#include "cloud_proof.hpp"
#include "comity/stage/stage.hpp"
#include "comity/text/error.hpp"
#include "level_proof.hpp"
#include "proof_check.hpp"
#include "rounded.hpp"
#include "sandwich.hpp"
#include "tied_points.hpp"

namespace comity {
namespace {

class ManySolver {
  public:
    ManySolver(const GameForm& form, const Question<Rational>& question, const PayoffRequest& request)
        : form_(form),
          question_(question),
          request_(request),
          game_(make_vector_game(form, question, request.delta)),
          proof_game_{form, question, request.delta},
          sandwich_(game_, options()) {}

    PayoffSetFinding run() {
        finding_.lens = question_.lens;
        finding_.delta = request_.delta;
        finding_.minmax = minmax(form_, question_.stage());
        sandwich_.run();
        if (!request_.prove) return unproved();
        prove_outer();
        if (verdict_.valid && verdict_.empty) return empty();
        if (!sandwich_.walk().emptied()) prove_inner();
        return conclude();
    }

  private:
    SandwichOptions options() const {
        SandwichOptions result;
        // Proofs give some of it away.
        result.tolerance = .6 * static_cast<double>(request_.tolerance);
        result.directions = request_.directions;
        result.stop = request_.stop;
        result.progress = request_.rounds;
        return result;
    }

    void prove_outer() {
        for (const double spare : {3e-9, 3e-8, 3e-7}) {
            LevelProofOptions options;
            options.wanted = sandwich_.reported();
            options.spare = spare;
            options.rays_at_end = request_.played;
            LevelProof found = prove_levels(form_, game_, sandwich_.rows(), sandwich_.walk(), options);
            auto verdict = check_outer(proof_game_, found.proof);
            if (!verdict.valid || (verdict_.valid && !found.reached)) continue;
            verdict_ = std::move(verdict);
            outer_ = std::move(found.proof);
            if (found.reached) return;
        }
        if (verdict_.valid) return;
        // Nothing more than that payoffs are payoffs.
        LevelProofOptions options;
        options.wanted = sandwich_.reported();
        outer_ = prove_levels(form_, game_, sandwich_.rows(), sandwich_.walk(), options).proof;
        outer_.stages.clear();
        verdict_ = check_outer(proof_game_, outer_);
    }

    void prove_inner() {
        if (sandwich_.cloud().has_sure()) {
            InnerProof<Rational> points = prove_points(question_, request_.delta, game_, sandwich_.rows(),
                                                       sandwich_.cloud(), sandwich_.reported());
            if (check_inner(proof_game_, points).valid) inner_ = std::move(points);
        }
        for (const PointCloud& tied : sandwich_.tied()) add_tied(tied);
        if (!request_.played || inner_.points.empty()) return;
        InnerProof<Rational> more = inner_;
        add_played_points(question_, request_.delta, game_, more);
        if (check_inner(proof_game_, more).valid) inner_ = std::move(more);
    }

    /// Where requirements are just met, rounding leaves something out that fractions do not.
    void add_tied(const PointCloud& tied) {
        auto more = tied_points(game_, sandwich_.rows(), tied, sandwich_.reported());
        if (more.points.empty()) return;
        InnerProof<Rational> both = joined(inner_, std::move(more));
        if (check_inner(proof_game_, both).valid) inner_ = std::move(both);
    }

    PayoffSetFinding empty() {
        finding_.proof.outer = outer_;
        finding_.status = PayoffSetFinding::Status::empty;
        if (verdict_.emptied > 0) finding_.emptied_phase = ActorId{verdict_.emptied - 1};
        add_never_played();
        return std::move(finding_);
    }

    void add_never_played() {
        if (!request_.played) return;
        for (ProfileIndex p = 0; p < form_.profiles().size(); ++p) {
            if (!verdict_.live[0][p]) finding_.never_played.push_back(p);
        }
    }

    PayoffSetFinding conclude() {
        const bool within = !inner_.points.empty(), around = verdict_.valid;
        if (within) finding_.proof.inner = inner_;
        if (around) {
            finding_.proof.outer = outer_;
            add_never_played();
        }
        for (std::size_t k = 0; k < sandwich_.usual(); ++k)
            add_support(sandwich_.rows().exact()[sandwich_.reported()[k]], 1, within, around);
        for (const auto& asked : request_.directions) {
            const auto row = primitive({asked.begin(), asked.end()});
            std::size_t i = 0;
            while (row[i] == 0) ++i;
            add_support(row, asked[i] / row[i], within, around);
        }
        add_values(within, around);
        if (within && request_.played) {
            std::vector<bool> has(form_.profiles().size());
            for (const auto& point : inner_.points) {
                if (point.set == 0) has[point.profile] = true;
            }
            for (ProfileIndex p = 0; p < has.size(); ++p) {
                if (has[p]) finding_.played.push_back(p);
            }
        }
        if (within && around) {
            finding_.gap = gap();
            if (finding_.gap > request_.tolerance) {
                finding_.note = request_.stop.stop_requested()
                                    ? "a limit came first"
                                    : "the two sides are further apart than the tolerance";
            } else {
                finding_.status = PayoffSetFinding::Status::solved;
            }
        } else {
            finding_.note = request_.stop.stop_requested() ? "a limit came first"
                            : within                       ? "no bound from without was proved"
                                                           : "nothing was proved to be inside";
        }
        return std::move(finding_);
    }

    void add_support(const std::vector<Integer>& row, const Integer& factor, bool within, bool around) {
        PayoffSetFinding::Support each;
        for (const Integer& entry : row) each.direction.push_back(entry * factor);
        if (within) each.level.inner = Rational(factor) * reach(row);
        if (around) each.level.outer = Rational(factor) * level(0, row);
        finding_.support.push_back(std::move(each));
    }

    void add_values(bool within, bool around) {
        if (!within && !around) return;
        const std::size_t n = form_.n();
        finding_.least.resize(n);
        finding_.greatest.resize(n);
        for (std::size_t i = 0; i < n; ++i) {
            const std::size_t set = game_.punishment_set(i);
            std::vector<Integer> down(n, 0);
            down[i] = -1;
            if (around) {
                finding_.least[i].outer = -level(set, down);
                finding_.greatest[i].outer = verdict_.levels[2 * i];
            }
            if (!within) continue;
            finding_.greatest[i].inner = finding_.support[2 * i].level.inner;
            std::optional<std::size_t> worst;
            const auto least = [&](std::size_t k) {
                return Rational(inner_.points[k].value[i] + inner_.points[k].radius[i]);
            };
            for (std::size_t k = 0; k < inner_.points.size(); ++k) {
                if (inner_.points[k].set == set && (!worst || least(k) < least(*worst))) worst = k;
            }
            finding_.least[i].inner = least(*worst);
            finding_.worst.push_back({*worst});
        }
    }

    /// What is proved of h·w from without.
    Rational level(std::size_t set, const std::vector<Integer>& h) const {
        const auto found = std::find(outer_.directions.begin(), outer_.directions.end(), h);
        return verdict_.levels[set * outer_.directions.size() +
                               static_cast<std::size_t>(found - outer_.directions.begin())];
    }

    /// What is proved of h·w from within.
    Rational reach(const std::vector<Integer>& h) const {
        std::optional<Rational> most;
        for (const auto& point : inner_.points) {
            if (point.set != 0) continue;
            Rational value = 0;
            for (std::size_t i = 0; i < h.size(); ++i) {
                if (h[i] != 0)
                    value += Rational(h[i]) * point.value[i] - Rational(abs(h[i])) * point.radius[i];
            }
            if (!most || value > *most) most = value;
        }
        return *most;
    }

    /// The range of h·u over the profiles. Floating point picks the ends, so that it is none too large.
    Rational range(const std::vector<Integer>& h) const {
        const auto& stage = question_.stage();
        std::size_t low = 0, high = 0;
        double least = kInfinity, most = -kInfinity;
        std::vector<double> weight;
        for (std::size_t i = 0; i < h.size(); ++i)
            weight.push_back(static_cast<double>(Rational(Rational(h[i]) * game_.unit[i].range)));
        for (ProfileIndex p = 0; p < form_.profiles().size(); ++p) {
            double value = 0;
            for (std::size_t i = 0; i < h.size(); ++i) {
                if (h[i] != 0) value += weight[i] * payoffs_at(i, p);
            }
            if (value < least) {
                least = value;
                low = p;
            }
            if (value > most) {
                most = value;
                high = p;
            }
        }
        Rational result = 0;
        for (std::size_t i = 0; i < h.size(); ++i)
            result += Rational(h[i]) * (stage.utility[i][high] - stage.utility[i][low]);
        return abs(result);
    }

    double payoffs_at(std::size_t actor, ProfileIndex profile) const {
        if (payoffs_.empty()) {
            for (std::size_t i = 0; i < form_.n(); ++i) {
                auto& row = payoffs_.emplace_back();
                const PayoffTable& table = question_.stage().utility[i];
                for (ProfileIndex p = 0; p < table.size(); ++p) row.push_back(game_.unit[i].scaled(table[p]));
            }
        }
        return payoffs_[actor][profile];
    }

    /// The greatest over what is reported of (outer − inner) / range.
    Rational gap() const {
        Rational most = 0;
        for (const std::size_t r : sandwich_.reported()) {
            const auto& h = sandwich_.rows().exact()[r];
            const Rational scale = range(h);
            if (scale != 0) most = std::max(most, Rational((level(0, h) - reach(h)) / scale));
        }
        return most;
    }

    /// As floating point has it.
    PayoffSetFinding unproved() {
        for (const std::size_t r : sandwich_.reported()) {
            auto& each = finding_.support.emplace_back();
            each.direction = sandwich_.rows().exact()[r];
            each.level.outer = sandwich_.rows().level(r, sandwich_.walk().levels(0)[r], 46);
            if (sandwich_.cloud().has_sure())
                each.level.inner = sandwich_.rows().level(r, sandwich_.cloud().reach(0, r), 46);
        }
        finding_.note = "not proved";
        return std::move(finding_);
    }

    const GameForm& form_;
    const Question<Rational>& question_;
    const PayoffRequest& request_;
    VectorGame game_;
    ProofGame<Rational> proof_game_;
    Sandwich sandwich_;
    InnerProof<Rational> inner_;
    OuterProof<Rational> outer_;
    OuterVerdict<Rational> verdict_;
    mutable std::vector<std::vector<double>> payoffs_;
    PayoffSetFinding finding_;
};

}  // namespace

PayoffSetFinding payoff_set_many(const GameForm& form, const Question<Rational>& question,
                                 const PayoffRequest& request) {
    if (form.n() > kMaxPayoffActors)
        throw Error(ErrorKind::usage, "sets of equilibrium payoffs are computed for at most " +
                                          std::to_string(kMaxPayoffActors) + " actors; this model has " +
                                          std::to_string(form.n()));
    if (question.stages.size() != 1)
        throw Error(ErrorKind::usage,
                    "with several public states, sets of equilibrium payoffs are computed for two actors in "
                    "this version [F4.3]; this model has " +
                        std::to_string(form.n()));
    return ManySolver(form, question, request).run();
}

}  // namespace comity
