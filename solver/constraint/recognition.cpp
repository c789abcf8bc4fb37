// Recognition [F3.2]: nobody who gains may gain more than `ratio` times what any other gains,
//
//     Δg_i ≤ ratio · max(0, Δg_j)   for all i, j of the group with Δg_i > 0.
//
// That is "Δg_i ≤ 0, or Δg_i ≤ ratio · Δg_j" (with Δg_i > 0 the second implies Δg_j > 0), so each ordered
// pair gives one clause with the two alternatives −Δg_i and ratio · Δg_j − Δg_i, and no sign has to be asked.

#include "effects.hpp"

namespace comity {
namespace {

template <class T>
class RecognitionRule final : public AgreementRule<T> {
  public:
    RecognitionRule(std::size_t index, const Recognition& recognition, std::shared_ptr<const Game<T>> game,
                    T ratio)
        : AgreementRule<T>(index), who_(recognition.who), game_(std::move(game)), ratio_(std::move(ratio)) {}

    std::vector<std::vector<T>> clauses(ProfileIndex profile) const override {
        std::vector<T> gain;
        for (const ActorId who : who_) gain.push_back(game_->gain(who, profile));
        std::vector<std::vector<T>> result;
        for (std::size_t i = 0; i < gain.size(); ++i) {
            for (std::size_t j = 0; j < gain.size(); ++j) {
                if (i != j) result.push_back({-gain[i], ratio_ * gain[j] - gain[i]});
            }
        }
        return result;
    }

    std::vector<std::vector<IssueSum<T>>> sums() const override {
        std::vector<std::vector<IssueSum<T>>> result;
        for (const ActorId i : who_) {
            for (const ActorId j : who_) {
                if (i != j) result.push_back({weighed(T(-1), i, T(0), j), weighed(T(-1), i, ratio_, j)});
            }
        }
        return result;
    }

  private:
    /// a Δg_i + b Δg_j.
    IssueSum<T> weighed(const T& a, ActorId i, const T& b, ActorId j) const {
        const auto mix = [&](const auto& of_i, const auto& of_j) { return T(a * T(of_i) + b * T(of_j)); };
        IssueSum<T> sum{-mix(game_->baseline[i.index], game_->baseline[j.index]), {}};
        for (const IssueTables<T>& tables : game_->issues) {
            auto& terms = sum.terms.emplace_back();
            const auto& of_i = tables.payoff[i.index];
            const auto& of_j = tables.payoff[j.index];
            for (std::size_t cell = 0; cell < of_i.size(); ++cell)
                terms.push_back(mix(of_i[cell], of_j[cell]));
        }
        return sum;
    }

    std::vector<ActorId> who_;
    std::shared_ptr<const Game<T>> game_;
    T ratio_;
};

}  // namespace

template <class T>
std::shared_ptr<const AgreementRule<T>> recognition_rule(std::size_t index, const Recognition& recognition,
                                                         const std::shared_ptr<const Game<T>>& game,
                                                         const Evaluator<T>& evaluator) {
    return std::make_shared<RecognitionRule<T>>(index, recognition, game,
                                                evaluator.value(recognition.ratio, {}));
}

template std::shared_ptr<const AgreementRule<Rational>> recognition_rule(
    std::size_t, const Recognition&, const std::shared_ptr<const Game<Rational>>&,
    const Evaluator<Rational>&);
template std::shared_ptr<const AgreementRule<RationalFunction>> recognition_rule(
    std::size_t, const Recognition&, const std::shared_ptr<const Game<RationalFunction>>&,
    const Evaluator<RationalFunction>&);

}  // namespace comity
