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
    DepthCapRule(std::size_t index, const ProfileSpace& profiles)
        : AgreementRule<T>(index), profiles_(profiles) {}

    /// room[action] = D_i − Σ_s level_i^s.
    void add(std::size_t actor, std::vector<T> room) { rooms_.emplace_back(actor, std::move(room)); }

    std::vector<std::vector<T>> clauses(ProfileIndex profile) const override {
        std::vector<std::vector<T>> result;
        for (const auto& [actor, room] : rooms_) result.push_back({room[profiles_.action(profile, actor)]});
        return result;
    }

  private:
    ProfileSpace profiles_;
    std::vector<std::pair<std::size_t, std::vector<T>>> rooms_;
};

}  // namespace

template <class T>
std::shared_ptr<const AgreementRule<T>> depth_cap_rule(std::size_t index, const DepthCap& cap,
                                                       const Model& model, const Game<T>& game,
                                                       const Evaluator<T>& evaluator) {
    const GameForm& form = game.form;
    auto rule = std::make_shared<DepthCapRule<T>>(index, form.profiles());
    const auto issues = issues_of(cap.issues, model);
    for (const ActorId who : cap.who) {
        const T most = evaluator.value(cap.cap, {who.index});
        std::vector<T> room;
        for (std::size_t action = 0; action < form.profiles().actions(who.index); ++action) {
            Rational depth = 0;
            for (const std::size_t s : issues) {
                const Issue& issue = model.issues[s].issue;
                if (const auto member = issue.member(who))
                    depth += issue.levels[*member][form.issue_action(who, action, s)];
            }
            room.push_back(most - T(depth));
        }
        rule->add(who.index, std::move(room));
    }
    return rule;
}

template std::shared_ptr<const AgreementRule<Rational>> depth_cap_rule(std::size_t, const DepthCap&,
                                                                       const Model&, const Game<Rational>&,
                                                                       const Evaluator<Rational>&);
template std::shared_ptr<const AgreementRule<RationalFunction>> depth_cap_rule(
    std::size_t, const DepthCap&, const Model&, const Game<RationalFunction>&,
    const Evaluator<RationalFunction>&);

}  // namespace comity
