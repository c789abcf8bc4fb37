#include "tied_points.hpp"

#include <algorithm>

#include "rounded.hpp"

namespace comity {
namespace {

constexpr int kPasses = 3;
constexpr std::size_t kManyBits = 600;  ///< fractions that are longer are given up

bool is_short(const Rational& x) {
    const auto bits = [](const Integer& n) { return n == 0 ? std::size_t{0} : msb(Integer(abs(n))); };
    return bits(numerator(x)) + bits(denominator(x)) <= kManyBits;
}

/// The points of a cloud in exact arithmetic, each from those before it.
class ExactCloud {
  public:
    ExactCloud(const VectorGame& game, const PointCloud& cloud) : game_(game), cloud_(cloud) {
        for (std::size_t s = 0; s < game.sets.size(); ++s) {
            values_.emplace_back(cloud.sure(s).size());
            lotteries_.emplace_back(cloud.sure(s).size());
            good_.emplace_back(cloud.sure(s).size());
        }
    }

    /// Weights, payoffs, and which points hold.
    void find() {
        for (std::size_t s = 0; s < good_.size(); ++s) {
            for (std::size_t k = 0; k < good_[s].size(); ++k)
                good_[s][k] = is_stationary(s, k) && place(s, k);
        }
        find_threats();
        for (int pass = 0; pass < kPasses; ++pass) {
            for (std::size_t s = 0; s < good_.size(); ++s) {
                for (std::size_t k = 0; k < good_[s].size(); ++k) good_[s][k] = place(s, k);
            }
            keep_held();
        }
    }

    bool is_good(std::size_t set, std::size_t k) const { return good_[set][k]; }
    const std::vector<Rational>& value(std::size_t set, std::size_t k) const { return values_[set][k]; }
    const std::vector<Weight>& lottery(std::size_t set, std::size_t k) const { return lotteries_[set][k]; }

  private:
    const CloudPoint& point(std::size_t set, std::size_t k) const { return cloud_.sure(set)[k]; }
    ProfileIndex profile(std::size_t set, std::size_t k) const {
        return game_.entries[point(set, k).entry].profile;
    }
    bool is_stationary(std::size_t set, std::size_t k) const {
        const auto& lottery = point(set, k).lottery;
        return lottery.size() == 1 && lottery.front().point == PointCloud::kSure + k;
    }

    /// Lottery and payoff of a point from those of the points before it; false where one of them is missing.
    bool place(std::size_t set, std::size_t k) {
        auto& value = values_[set][k];
        auto& lottery = lotteries_[set][k];
        value.clear();
        lottery.clear();
        if (is_stationary(set, k)) {
            for (std::size_t i = 0; i < game_.n; ++i) value.push_back(game_.payoff(i, profile(set, k)));
            lottery = {{k, 1}};
            return true;
        }
        for (const auto& share : point(set, k).lottery) {
            const std::size_t there = share.point - PointCloud::kSure;
            if (there >= k || !good_[set][there]) return false;
            lottery.push_back({there, dyadic(std::max(share.weight, 0.0))});
        }
        share_out(lottery);
        bind(set, k, lottery);
        if (std::any_of(lottery.begin(), lottery.end(),
                        [](const Weight& each) { return each.weight < 0 || !is_short(each.weight); }))
            return false;
        std::erase_if(lottery, [](const Weight& each) { return each.weight == 0; });
        for (std::size_t i = 0; i < game_.n; ++i) {
            const Rational& delta = game_.exact_delta[i];
            Rational next = 0;
            for (const Weight& each : lottery) next += each.weight * values_[set][each.point][i];
            value.push_back((1 - delta) * game_.payoff(i, profile(set, k)) + delta * next);
        }
        return std::all_of(value.begin(), value.end(), is_short);
    }

    /// Weights by which the requirements that bind do so exactly, where these determine them.
    void bind(std::size_t set, std::size_t k, std::vector<Weight>& lottery) const {
        std::vector<std::size_t> binding;
        for (std::size_t i = 0; i < game_.n; ++i) {
            if (point(set, k).binding[i]) binding.push_back(i);
        }
        // Step 1. A row for each requirement, and one for the sum of the weights.
        const std::size_t m = lottery.size(), count = binding.size() + 1;
        if (m < 2 || count < m) return;
        std::vector<std::vector<Rational>> rows(count, std::vector<Rational>(m + 1, 1));
        for (std::size_t b = 0; b + 1 < count; ++b) {
            const std::size_t i = binding[b];
            const Rational& delta = game_.exact_delta[i];
            const auto must = game_.required(profile(set, k), i, threats_[i]);
            if (!must || delta == 0) return;
            for (std::size_t j = 0; j < m; ++j) rows[b][j] = values_[set][lottery[j].point][i];
            rows[b][m] = (*must - (1 - delta) * game_.payoff(i, profile(set, k))) / delta;
        }
        // Step 2. The sum first; more requirements than weights must agree with each other.
        std::swap(rows.front(), rows.back());
        const auto weights = solve_rows(std::move(rows));
        if (!weights) return;
        for (std::size_t j = 0; j < m; ++j) lottery[j].weight = (*weights)[j];
    }

    void find_threats() {
        threats_.assign(game_.n, 0);
        known_.assign(game_.n, false);
        for (std::size_t i = 0; i < game_.n; ++i) {
            const std::size_t s = game_.punishment_set(i);
            for (std::size_t k = 0; k < good_[s].size(); ++k) {
                if (!good_[s][k] || (known_[i] && values_[s][k][i] >= threats_[i])) continue;
                threats_[i] = values_[s][k][i];
                known_[i] = true;
            }
        }
    }

    /// Points that are not supported go, and those that they support, until all that are left are.
    void keep_held() {
        for (bool again = true; again;) {
            again = false;
            find_threats();
            for (std::size_t s = 0; s < good_.size(); ++s) {
                for (std::size_t k = 0; k < good_[s].size(); ++k) {
                    if (!good_[s][k] || is_held(s, k)) continue;
                    good_[s][k] = false;
                    again = true;
                }
            }
        }
    }

    bool is_held(std::size_t s, std::size_t k) const {
        for (const Weight& each : lotteries_[s][k]) {
            if (!good_[s][each.point]) return false;
        }
        for (std::size_t i = 0; i < game_.n; ++i) {
            if (!known_[i] || values_[s][k][i] < game_.required(profile(s, k), i, threats_[i])) return false;
        }
        return true;
    }

    const VectorGame& game_;
    const PointCloud& cloud_;
    std::vector<std::vector<std::vector<Rational>>> values_;   ///< [set][point][actor]
    std::vector<std::vector<std::vector<Weight>>> lotteries_;  ///< [set][point], over points of the set
    std::vector<std::vector<bool>> good_;
    std::vector<Rational> threats_;
    std::vector<bool> known_;
};

}  // namespace

InnerProof<Rational> tied_points(const VectorGame& game, const RowList& rows, const PointCloud& cloud,
                                 const std::vector<std::size_t>& wanted) {
    // Step 1. What of it is exact.
    ExactCloud exact(game, cloud);
    exact.find();
    // Step 2. The outermost, with all that supports them.
    InnerProof<Rational> proof;
    std::vector<std::vector<std::optional<std::size_t>>> number;
    for (std::size_t s = 0; s < game.sets.size(); ++s) number.emplace_back(cloud.sure(s).size());
    const auto take = [&](std::size_t set, std::size_t first) {
        std::vector<std::size_t> stack{first};
        while (!stack.empty()) {
            const std::size_t k = stack.back();
            stack.pop_back();
            if (number[set][k]) continue;
            number[set][k] = proof.points.size();
            InnerPoint<Rational> point;
            point.set = set;
            point.profile = game.entries[cloud.sure(set)[k].entry].profile;
            point.continuation = exact.lottery(set, k);
            point.value = exact.value(set, k);
            point.radius.assign(game.n, 0);
            for (const Weight& each : point.continuation) stack.push_back(each.point);
            proof.points.push_back(std::move(point));
        }
    };
    const auto take_outermost = [&](std::size_t set, std::size_t row) {
        std::optional<std::size_t> best;
        double most = 0;
        for (std::size_t k = 0; k < number[set].size(); ++k) {
            if (!exact.is_good(set, k)) continue;
            const double value = along(rows.unit(row), cloud.sure(set)[k].w);
            if (best && value <= most) continue;
            best = k;
            most = value;
        }
        if (best) take(set, *best);
    };
    for (const std::size_t r : wanted) take_outermost(0, r);
    for (std::size_t i = 0; i < game.n; ++i) take_outermost(game.punishment_set(i), 2 * i + 1);
    for (auto& point : proof.points) {
        for (Weight& each : point.continuation) each.point = *number[point.set][each.point];
    }
    return proof;
}

}  // namespace comity
