#include <algorithm>
#include <map>
#include <optional>

#include "proof_facts.hpp"

namespace comity {

namespace {

bool is_agreed_on(const StageGame<Rational>& stage, ProfileIndex profile, const Interval&) {
    return is_agreed(stage, profile);
}
bool is_agreed_on(const StageGame<RationalFunction>& stage, ProfileIndex profile, const Interval& domain) {
    return where_agreed(stage, profile, domain) == IntervalSet(domain);
}

/// A number to compare by where one of several functions is to be picked.
Rational sample(const Rational& x, const Interval&) {
    return x;
}
Rational sample(const RationalFunction& x, const Interval& domain) {
    return x.is_constant() ? x.constant() : x(inside(domain));
}

template <class T>
class InnerCheck {
  public:
    InnerCheck(const ProofGame<T>& game, const InnerProof<T>& proof)
        : game_(game), facts_(game), points_(proof.points) {
        if constexpr (kQuick) quick_.emplace(game);
    }

    InnerVerdict run() {
        if (points_.empty()) return {false, "there are no points"};
        for (const auto& point : points_) {
            if (point.set >= game_.sets() || point.profile >= game_.form.profiles().size() ||
                point.value.size() != game_.n() || point.radius.size() != game_.n())
                return {false, "a point is not one of this game"};
        }
        if (std::none_of(points_.begin(), points_.end(), [](const auto& p) { return p.set == 0; }))
            return {false, "no point belongs to the first set"};
        find_threats();
        if constexpr (kQuick) {
            for (const auto& [of, value] : threats_) quick_threats_.emplace(of, FloatRange(value));
        }
        for (std::size_t k = 0; k < points_.size(); ++k) {
            if (const std::string why = wrong_with(points_[k]); !why.empty())
                return {false, "point " + std::to_string(k) + ": " + why};
        }
        return {true, ""};
    }

  private:
    static constexpr bool kQuick = std::is_same_v<T, Rational>;

    /// v_i(x) is at most what any point of V_i(x) gives i.
    void find_threats() {
        for (const auto& point : points_) {
            for (std::size_t i = 0; i < game_.n(); ++i) {
                const std::size_t state = point.set % game_.states();
                if (game_.punishment_set(i, state) != point.set) continue;
                T bound = point.value[i] + point.radius[i];
                const auto found = threats_.find({i, state});
                if (found == threats_.end()) {
                    threats_.emplace(std::make_pair(i, state), std::move(bound));
                } else if (sample(bound, game_.domain) < sample(found->second, game_.domain)) {
                    found->second = std::move(bound);
                }
            }
        }
    }

    bool is_nonnegative(const T& x) const { return holds(x, game_.domain); }

    std::string wrong_with(const InnerPoint<T>& point) const {
        const std::size_t phase = game_.phase(point.set), state = point.set % game_.states();
        const StageGame<T>& stage = game_.stage(point.set);
        // Step 1. The profile may be prescribed.
        if (!stage.prescribable[phase][point.profile] || !is_agreed_on(stage, point.profile, game_.domain))
            return "its profile may not be prescribed";
        // Step 2. The lotteries.
        const auto next = facts_.next(state, point.profile);
        std::map<std::size_t, Rational> total;
        for (const Weight& weight : point.continuation) {
            if (weight.point >= points_.size() || weight.weight < 0) return "a weight makes no sense";
            const std::size_t set = points_[weight.point].set;
            if (game_.phase(set) != phase) return "it goes on in another phase";
            total[set % game_.states()] += weight.weight;
        }
        for (const auto& [successor, probability] : next) {
            if (total[successor] != 1) return "the weights of a state do not sum to one";
        }
        // Step 3. The payoff, and what each actor must get.
        for (std::size_t i = 0; i < game_.n(); ++i) {
            const T keep = facts_.delta(i), now = T(1) - keep;
            T expected = now * facts_.utility(state, i, point.profile);
            T spread = T(0);
            for (const auto& [successor, probability] : next) {
                for (const Weight& weight : point.continuation) {
                    const auto& there = points_[weight.point];
                    if (there.set % game_.states() != successor) continue;
                    const T share = keep * probability * T(weight.weight);
                    expected += share * there.value[i];
                    spread += share * there.radius[i];
                }
            }
            const T off = point.value[i] - expected;
            if (!is_nonnegative(point.radius[i] - spread - off) ||
                !is_nonnegative(point.radius[i] - spread + off))
                return "its payoff does not follow from its weights";
            const T surely = point.value[i] - point.radius[i];
            for (const T& floor : facts_.floor_values(state, i, point.profile)) {
                if (!is_nonnegative(surely - floor)) return "an actor is below its floor";
            }
            FloatRange quickly;
            if constexpr (kQuick) quickly = FloatRange(surely);
            const std::size_t own = game_.form.profiles().action(point.profile, i);
            for (std::size_t action = 0; action < game_.form.profiles().actions(i); ++action) {
                if (action == own || !stage.allowed[i][action]) continue;
                const ProfileIndex there = game_.form.profiles().with(point.profile, i, action);
                if (keeps(quickly, state, i, there) || is_idle(point, i, there)) continue;
                T value = now * facts_.utility(state, i, there);
                for (const auto& [successor, probability] : facts_.next(state, there)) {
                    const auto threat = threats_.find({i, successor});
                    if (threat == threats_.end()) return "a breach leads where there is no point";
                    value += keep * probability * threat->second;
                }
                if (!is_nonnegative(surely - value)) return "an actor gains by a deviation";
            }
        }
        return "";
    }

    /// Does a departure pay no more now, and lead where the actor is anyhow? What follows the profile is a
    /// lottery over points, and v_i the least that one of them truly gives: that is no more.
    bool is_idle(const InnerPoint<T>& point, std::size_t i, ProfileIndex there) const {
        return game_.states() == 1 && game_.punishment_set(i, 0) == point.set &&
               is_nonnegative(facts_.utility(0, i, point.profile) - facts_.utility(0, i, there));
    }

    /// Does a floating enclosure show already that the actor keeps from a deviation?
    bool keeps(const FloatRange& surely, std::size_t state, std::size_t i, ProfileIndex there) const {
        if constexpr (kQuick) {
            if (game_.states() > 1) return false;
            const auto threat = quick_threats_.find({i, state});
            if (threat == quick_threats_.end()) return false;
            const FloatRange& keep = quick_->delta(i);
            return (surely - (FloatRange(1) - keep) * quick_->utility(state, i, there) -
                    keep * threat->second)
                .is_not_negative();
        }
        return false;
    }

    const ProofGame<T>& game_;
    Facts<T, T> facts_;
    std::optional<Facts<T, FloatRange>> quick_;
    std::map<std::pair<std::size_t, std::size_t>, FloatRange> quick_threats_;
    const std::vector<InnerPoint<T>>& points_;
    std::map<std::pair<std::size_t, std::size_t>, T> threats_;
};

}  // namespace

template <class T>
InnerVerdict check_inner(const ProofGame<T>& game, const InnerProof<T>& proof) {
    return InnerCheck<T>(game, proof).run();
}

template InnerVerdict check_inner(const ProofGame<Rational>&, const InnerProof<Rational>&);
template InnerVerdict check_inner(const ProofGame<RationalFunction>&, const InnerProof<RationalFunction>&);

}  // namespace comity
