// Consensus [F3.2]: a floor that comes with what is prescribed. Whatever sets a member's level above a° in a
// joint issue needs every member to have at least its value of a° for ever.

#include <algorithm>

#include "effects.hpp"

namespace comity {

ConsensusRule consensus_rule(std::size_t index, const Consensus& consensus, const Model& model,
                             const GameForm& form) {
    const std::size_t n = form.n();
    ConsensusRule rule;
    rule.constraint = index;
    rule.who.assign(n, false);
    for (const ActorId who : consensus.who) rule.who[who.index] = true;
    const auto joint = issues_of(consensus.issues, model);
    for (std::size_t i = 0; i < n; ++i) {
        rule.raises.emplace_back(form.profiles().actions(i), false);
        for (const std::size_t s : joint) {
            const Issue& issue = model.issues[s].issue;
            const auto member = issue.member(ActorId{i});
            if (!member) continue;
            if (consensus.who.empty()) rule.who[i] = true;
            const auto& levels = issue.levels[*member];
            for (std::size_t action = 0; action < rule.raises[i].size(); ++action) {
                if (levels[form.issue_action(ActorId{i}, action, s)] > levels[issue.status_quo[*member]])
                    rule.raises[i][action] = true;
            }
        }
    }
    return rule;
}

}  // namespace comity
