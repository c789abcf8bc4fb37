// Action constraints [F3.1]: norm-prohibited actions shrink A_i. The state can neither be asked to do it nor
// deviate to it, which is why such a constraint can make cooperation harder (the lost action was somebody's
// punishment) as well as easier (it was somebody's temptation).

#include <algorithm>

#include "effects.hpp"

namespace comity {

template <class T>
void apply_prohibition(const ProhibitActions& prohibit, const Model& model, const Game<T>& game,
                       Effects<T>& effects) {
    for (std::size_t s = 0; s < model.issues.size(); ++s) {
        if (!is_named(model.issues[s], prohibit.issue)) continue;
        const Issue& issue = model.issues[s].issue;
        for (const ActorId who : prohibit.who) {
            const auto member = issue.member(who);
            if (!member) continue;
            auto& allowed = effects.allowed[who.index];
            for (std::size_t action = 0; action < allowed.size(); ++action) {
                const std::string& label = issue.actions[*member][game.form.issue_action(who, action, s)];
                if (std::find(prohibit.actions.begin(), prohibit.actions.end(), label) !=
                    prohibit.actions.end()) {
                    allowed[action] = false;
                }
            }
        }
    }
}

template void apply_prohibition(const ProhibitActions&, const Model&, const Game<Rational>&,
                                Effects<Rational>&);
template void apply_prohibition(const ProhibitActions&, const Model&, const Game<RationalFunction>&,
                                Effects<RationalFunction>&);

}  // namespace comity
