// Depth caps [F3.2]: Σ_s level_i^s ≤ D_i. A state that has committed itself to a certain depth in some issues
// has no room left in the others; a breach is not bound by the cap.

#include <algorithm>

#include "effects.hpp"

namespace comity {

std::vector<std::size_t> issues_of(const std::vector<std::string>& names, const Model& model) {
    std::vector<std::size_t> result;
    for (std::size_t s = 0; s < model.issues.size(); ++s) {
        if (std::any_of(names.begin(), names.end(),
                        [&](const std::string& name) { return is_named(model.issues[s], name); }))
            result.push_back(s);
    }
    return result;
}

namespace {

template <class T>
class DepthCapRule final : public AgreementRule<T> {
  public:
    DepthCapRule(std::size_t index, std::shared_ptr<const Game<T>> game, std::vector<std::size_t> issues)
        : AgreementRule<T>(index), game_(std::move(game)), issues_(std::move(issues)) {}

    void add(ActorId actor, T most) {
        const GameForm& form = game_->form;
        std::vector<T> room;
        for (std::size_t action = 0; action < form.profiles().actions(actor.index); ++action) {
            Rational depth = 0;
            for (const std::size_t s : issues_) {
                if (const auto member = form.issues()[s].member(actor))
                    depth += form.issues()[s].levels[*member][form.issue_action(actor, action, s)];
            }
            room.push_back(most - T(depth));
        }
        caps_.push_back({actor, std::move(most), std::move(room)});
    }

    std::vector<std::vector<T>> clauses(ProfileIndex profile) const override {
        std::vector<std::vector<T>> result;
        for (const Cap& cap : caps_)
            result.push_back({cap.room[game_->form.profiles().action(profile, cap.actor.index)]});
        return result;
    }

    std::vector<std::vector<IssueSum<T>>> sums() const override {
        std::vector<std::vector<IssueSum<T>>> result;
        const auto& all = game_->form.issues();
        for (const Cap& cap : caps_) {
            IssueSum<T> sum{cap.most, std::vector<std::vector<T>>(all.size())};
            for (const std::size_t s : issues_) {
                const auto member = all[s].member(cap.actor);
                if (!member) continue;
                const ProfileSpace space = all[s].space();
                for (ProfileIndex cell = 0; cell < space.size(); ++cell)
                    sum.terms[s].push_back(-T(all[s].levels[*member][space.action(cell, *member)]));
            }
            result.push_back({std::move(sum)});
        }
        return result;
    }

  private:
    /// room[action] = D_i − Σ_s level_i^s.
    struct Cap {
        ActorId actor;
        T most;
        std::vector<T> room;
    };
    std::shared_ptr<const Game<T>> game_;
    std::vector<std::size_t> issues_;
    std::vector<Cap> caps_;
};

}  // namespace

template <class T>
std::shared_ptr<const AgreementRule<T>> depth_cap_rule(std::size_t index, const DepthCap& cap,
                                                       const Model& model,
                                                       const std::shared_ptr<const Game<T>>& game,
                                                       const Evaluator<T>& evaluator) {
    auto rule = std::make_shared<DepthCapRule<T>>(index, game, issues_of(cap.issues, model));
    for (const ActorId who : cap.who) rule->add(who, evaluator.value(cap.cap, {who.index}));
    return rule;
}

template std::shared_ptr<const AgreementRule<Rational>> depth_cap_rule(
    std::size_t, const DepthCap&, const Model&, const std::shared_ptr<const Game<Rational>>&,
    const Evaluator<Rational>&);
template std::shared_ptr<const AgreementRule<RationalFunction>> depth_cap_rule(
    std::size_t, const DepthCap&, const Model&, const std::shared_ptr<const Game<RationalFunction>>&,
    const Evaluator<RationalFunction>&);

}  // namespace comity
