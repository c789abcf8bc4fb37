// Symmetric treatment [F3.2]: a_i = a_j within the group, issue by issue. The slack of a clause is 0 where
// all do the same in an issue and −1 where they do not.

#include "effects.hpp"

namespace comity {
namespace {

template <class T>
class SymmetricRule final : public AgreementRule<T> {
  public:
    SymmetricRule(std::size_t index, std::shared_ptr<const Game<T>> game)
        : AgreementRule<T>(index), game_(std::move(game)) {}
    void add(std::size_t issue, std::vector<ActorId> members) {
        groups_.emplace_back(issue, std::move(members));
    }

    std::vector<std::vector<T>> clauses(ProfileIndex profile) const override {
        std::vector<std::vector<T>> result;
        for (const auto& [issue, members] : groups_) {
            bool same = true;
            const auto plays = [&, s = issue](ActorId who) {
                return game_->form.issue_action(who, game_->form.profiles().action(profile, who.index), s);
            };
            for (const ActorId member : members) same = same && plays(member) == plays(members.front());
            result.push_back({T(same ? 0 : -1)});
        }
        return result;
    }

    std::vector<std::vector<IssueSum<T>>> sums() const override {
        std::vector<std::vector<IssueSum<T>>> result;
        for (const auto& [s, members] : groups_) {
            const Issue& issue = game_->form.issues()[s];
            IssueSum<T> sum{T(0), std::vector<std::vector<T>>(game_->form.issues().size())};
            const ProfileSpace space = issue.space();
            for (ProfileIndex cell = 0; cell < space.size(); ++cell) {
                bool same = true;
                const auto plays = [&](ActorId who) { return space.action(cell, *issue.member(who)); };
                for (const ActorId member : members) same = same && plays(member) == plays(members.front());
                sum.terms[s].push_back(T(same ? 0 : -1));
            }
            result.push_back({std::move(sum)});
        }
        return result;
    }

  private:
    std::shared_ptr<const Game<T>> game_;
    std::vector<std::pair<std::size_t, std::vector<ActorId>>> groups_;
};

}  // namespace

template <class T>
std::shared_ptr<const AgreementRule<T>> symmetric_rule(std::size_t index, const SymmetricTreatment& symmetric,
                                                       const Model& model,
                                                       const std::shared_ptr<const Game<T>>& game) {
    auto rule = std::make_shared<SymmetricRule<T>>(index, game);
    for (const std::size_t s : issues_of(symmetric.issues, model)) {
        std::vector<ActorId> members;
        for (const ActorId who : symmetric.who) {
            if (model.issues[s].issue.member(who)) members.push_back(who);
        }
        if (members.size() > 1) rule->add(s, std::move(members));
    }
    return rule;
}

template std::shared_ptr<const AgreementRule<Rational>> symmetric_rule(
    std::size_t, const SymmetricTreatment&, const Model&, const std::shared_ptr<const Game<Rational>>&);
template std::shared_ptr<const AgreementRule<RationalFunction>> symmetric_rule(
    std::size_t, const SymmetricTreatment&, const Model&,
    const std::shared_ptr<const Game<RationalFunction>>&);

}  // namespace comity
