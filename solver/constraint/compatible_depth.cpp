// Identity-compatible depth [F3.2]: two states are both at depth ≥ d in an issue only if α_ij ≥ θ and α_ji ≥
// θ. Each such pair gives two clauses, with slacks α_ij − θ and α_ji − θ.

#include "effects.hpp"

namespace comity {
namespace {

template <class T>
class CompatibleDepthRule final : public AgreementRule<T> {
  public:
    CompatibleDepthRule(std::size_t index, std::shared_ptr<const Game<T>> game)
        : AgreementRule<T>(index), game_(std::move(game)) {}

    struct Pair {
        std::size_t issue;
        ActorId i, j;
        std::vector<bool> i_deep, j_deep;  ///< by action in the issue
        T i_slack, j_slack;                ///< α_ij − θ, α_ji − θ
    };
    void add(Pair pair) { pairs_.push_back(std::move(pair)); }

    std::vector<std::vector<T>> clauses(ProfileIndex profile) const override {
        std::vector<std::vector<T>> result;
        for (const Pair& pair : pairs_) {
            const auto plays = [&](ActorId who) {
                return game_->form.issue_action(who, game_->form.profiles().action(profile, who.index),
                                                pair.issue);
            };
            if (!pair.i_deep[plays(pair.i)] || !pair.j_deep[plays(pair.j)]) continue;
            result.push_back({pair.i_slack});
            result.push_back({pair.j_slack});
        }
        return result;
    }

    std::vector<std::vector<IssueSum<T>>> sums() const override {
        std::vector<std::vector<IssueSum<T>>> result;
        for (const Pair& pair : pairs_) {
            const Issue& issue = game_->form.issues()[pair.issue];
            const ProfileSpace space = issue.space();
            const std::size_t i = *issue.member(pair.i), j = *issue.member(pair.j);
            for (const T& slack : {pair.i_slack, pair.j_slack}) {
                IssueSum<T> sum{T(0), std::vector<std::vector<T>>(game_->form.issues().size())};
                for (ProfileIndex cell = 0; cell < space.size(); ++cell) {
                    const bool both =
                        pair.i_deep[space.action(cell, i)] && pair.j_deep[space.action(cell, j)];
                    sum.terms[pair.issue].push_back(both ? slack : T(0));
                }
                result.push_back({std::move(sum)});
            }
        }
        return result;
    }

  private:
    std::shared_ptr<const Game<T>> game_;
    std::vector<Pair> pairs_;
};

}  // namespace

template <class T>
std::shared_ptr<const AgreementRule<T>> compatible_depth_rule(std::size_t index,
                                                              const CompatibleDepth& compatible,
                                                              const Model& model,
                                                              const std::shared_ptr<const Game<T>>& game,
                                                              const Evaluator<T>& evaluator) {
    auto rule = std::make_shared<CompatibleDepthRule<T>>(index, game);
    const T depth = evaluator.value(compatible.depth, {}), least = evaluator.value(compatible.least, {});
    const auto affinity = [&](ActorId i, ActorId j) {
        return evaluator.value(compatible.affinity, {i.index, j.index}) - least;
    };
    for (const std::size_t s : issues_of(compatible.issues, model)) {
        const Issue& issue = model.issues[s].issue;
        const auto deep = [&](std::size_t member) {
            std::vector<bool> result;
            for (const Rational& level : issue.levels[member])
                result.push_back(evaluator.sign(T(level) - depth, true) >= 0);
            return result;
        };
        for (std::size_t a = 0; a < compatible.who.size(); ++a) {
            for (std::size_t b = a + 1; b < compatible.who.size(); ++b) {
                const ActorId i = compatible.who[a], j = compatible.who[b];
                const auto i_member = issue.member(i), j_member = issue.member(j);
                if (!i_member || !j_member) continue;
                rule->add({s, i, j, deep(*i_member), deep(*j_member), affinity(i, j), affinity(j, i)});
            }
        }
    }
    return rule;
}

template std::shared_ptr<const AgreementRule<Rational>> compatible_depth_rule(
    std::size_t, const CompatibleDepth&, const Model&, const std::shared_ptr<const Game<Rational>>&,
    const Evaluator<Rational>&);
template std::shared_ptr<const AgreementRule<RationalFunction>> compatible_depth_rule(
    std::size_t, const CompatibleDepth&, const Model&, const std::shared_ptr<const Game<RationalFunction>>&,
    const Evaluator<RationalFunction>&);

}  // namespace comity
