#pragma once
/// What proofs look up in a question, in any kind of number.

#include "comity/number/float_range.hpp"
#include "comity/question/bounds.hpp"
#include "proof_check.hpp"

namespace comity {

template <class S, class T>
S number_as(const T& value) {
    if constexpr (std::is_same_v<S, T>) {
        return value;
    } else {
        return S(value);
    }
}

/// Utilities, floors and transitions of a question about T, as numbers of type S (T itself, or FloatRange).
template <class T, class S>
class Facts {
  public:
    explicit Facts(const ProofGame<T>& game) : game_(game) {
        for (const T& delta : game.delta) delta_.push_back(number_as<S>(delta));
        if constexpr (std::is_same_v<S, FloatRange>) read_ranges();
    }

    const S& delta(std::size_t actor) const { return delta_[actor]; }
    S utility(std::size_t state, std::size_t actor, ProfileIndex profile) const {
        if constexpr (std::is_same_v<S, FloatRange>) {
            return ranges_[state * game_.n() + actor][profile];
        } else {
            return number_as<S>(game_.question.stages[state].utility[actor][profile]);
        }
    }
    /// (1−δ_i) u_i.
    S today(std::size_t state, std::size_t actor, ProfileIndex profile) const {
        if constexpr (std::is_same_v<S, FloatRange>) {
            return today_[state * game_.n() + actor][profile];
        } else {
            return (S(1) - delta_[actor]) * utility(state, actor, profile);
        }
    }
    std::vector<S> floor_values(std::size_t state, std::size_t actor, ProfileIndex profile) const {
        std::vector<S> result;
        for (const auto& floor : floors(game_.form, game_.question.stages[state], actor, profile))
            result.push_back(number_as<S>(floor.value));
        return result;
    }
    /// The successors of a profile with their probabilities.
    std::vector<std::pair<std::size_t, S>> next(std::size_t state, ProfileIndex profile) const {
        const auto& stage = game_.question.stages[state];
        if (stage.next.empty()) return {{state, S(1)}};
        std::vector<std::pair<std::size_t, S>> result;
        for (const auto& each : stage.next[profile])
            result.emplace_back(each.state, number_as<S>(each.probability));
        return result;
    }

  private:
    void read_ranges() {
        for (const auto& stage : game_.question.stages) {
            for (const PayoffTable& row : stage.utility) {
                auto& values = ranges_.emplace_back();
                values.reserve(row.size());
                row.visit([&](const auto& numbers) {
                    using Number = std::decay_t<decltype(numbers[0])>;
                    constexpr auto kExact = std::int64_t{1} << 53;
                    const std::int64_t below = row.storage().denominator;
                    for (std::size_t p = 0; p < row.size(); ++p) {
                        if constexpr (std::is_same_v<Number, std::int64_t>) {
                            if (numbers[p] > -kExact && numbers[p] < kExact && below < kExact) {
                                values.push_back(FloatRange::ratio(static_cast<double>(numbers[p]),
                                                                   static_cast<double>(below)));
                                continue;
                            }
                        }
                        values.emplace_back(row[p]);
                    }
                });
                const FloatRange weight = FloatRange(1) - delta_[today_.size() % game_.n()];
                auto& today = today_.emplace_back(values);
                for (FloatRange& each : today) each *= weight;
            }
        }
    }

    const ProofGame<T>& game_;
    std::vector<S> delta_;
    std::vector<std::vector<FloatRange>> ranges_, today_;  ///< [state · n + actor][profile]
};

}  // namespace comity
