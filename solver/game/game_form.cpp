#include "comity/game/game_form.hpp"

#include <algorithm>

namespace comity {

std::optional<std::size_t> Issue::member(ActorId actor) const {
    const auto found = std::lower_bound(members.begin(), members.end(), actor);
    if (found == members.end() || *found != actor) return std::nullopt;
    return static_cast<std::size_t>(found - members.begin());
}

ProfileSpace Issue::space() const {
    std::vector<std::size_t> counts;
    for (const auto& labels : actions) counts.push_back(labels.size());
    return ProfileSpace(std::move(counts));
}

std::vector<std::size_t> action_counts(std::size_t actors, const std::vector<Issue>& issues) {
    std::vector<std::size_t> counts(actors, 1);
    for (const Issue& issue : issues) {
        for (std::size_t m = 0; m < issue.members.size(); ++m) {
            std::size_t& count = counts[issue.members[m].index];
            count = count_profiles({count, issue.actions[m].size()});
        }
    }
    return counts;
}

GameForm::GameForm(std::vector<Actor> actors, std::vector<Issue> issues)
    : actors_(std::move(actors)),
      issues_(std::move(issues)),
      issues_of_(actors_.size()),
      profiles_(action_counts(actors_.size(), issues_)) {
    for (std::size_t s = 0; s < issues_.size(); ++s) {
        for (const ActorId member : issues_[s].members) issues_of_[member.index].push_back(s);
    }
}

std::size_t GameForm::issue_action(ActorId actor, std::size_t action, std::size_t issue) const {
    const auto& mine = issues_of_[actor.index];
    for (std::size_t k = mine.size(); k-- > 0;) {
        const Issue& here = issues_[mine[k]];
        const std::size_t count = here.actions[*here.member(actor)].size();
        if (mine[k] == issue) return action % count;
        action /= count;
    }
    return 0;
}

std::size_t GameForm::with_issue_action(ActorId actor, std::size_t action, std::size_t issue,
                                        std::size_t play) const {
    const auto& mine = issues_of_[actor.index];
    std::size_t stride = 1;
    for (std::size_t k = mine.size(); k-- > 0 && mine[k] != issue;)
        stride *= issues_[mine[k]].actions[*issues_[mine[k]].member(actor)].size();
    return action - issue_action(actor, action, issue) * stride + play * stride;
}

ProfileIndex GameForm::issue_profile(ProfileIndex profile, std::size_t issue) const {
    const Issue& here = issues_[issue];
    ProfileIndex index = 0;
    for (std::size_t m = 0; m < here.members.size(); ++m) {
        const ActorId member = here.members[m];
        const std::size_t action = issue_action(member, profiles_.action(profile, member.index), issue);
        index = index * here.actions[m].size() + action;
    }
    return index;
}

ProfileIndex GameForm::compose_cells(const std::vector<ProfileIndex>& cells) const {
    std::vector<std::vector<std::size_t>> plays;
    for (std::size_t s = 0; s < issues_.size(); ++s) plays.push_back(issues_[s].space().decode(cells[s]));
    return compose(plays);
}

ProfileIndex GameForm::compose(const std::vector<std::vector<std::size_t>>& by_issue_and_member) const {
    Profile profile(n(), 0);
    for (std::size_t s = 0; s < issues_.size(); ++s) {
        for (std::size_t m = 0; m < issues_[s].members.size(); ++m) {
            std::size_t& action = profile[issues_[s].members[m].index];
            action = action * issues_[s].actions[m].size() + by_issue_and_member[s][m];
        }
    }
    return profiles_.encode(profile);
}

std::string GameForm::action_label(ActorId actor, std::size_t action) const {
    const auto& mine = issues_of_[actor.index];
    if (mine.empty()) return "-";
    std::string label;
    for (const std::size_t s : mine) {
        const Issue& here = issues_[s];
        const std::string& what = here.actions[*here.member(actor)][issue_action(actor, action, s)];
        if (mine.size() == 1) return what;
        label += (label.empty() ? "" : ", ") + here.name + ": " + what;
    }
    return label;
}

std::string GameForm::profile_label(ProfileIndex profile) const {
    std::string label;
    for (std::size_t i = 0; i < n(); ++i) {
        if (profiles_.actions(i) == 1) continue;
        const std::size_t action = profiles_.action(profile, i);
        // One word where an actor does the same in all its issues.
        std::string what, same = issues_of_[i].size() > 1 ? "everywhere" : "";
        for (const std::size_t s : issues_of_[i]) {
            const Issue& here = issues_[s];
            const std::string& mine =
                here.actions[*here.member(ActorId{i})][issue_action(ActorId{i}, action, s)];
            if (!what.empty() && mine != what) same.clear();
            what = mine;
        }
        label += (label.empty() ? "" : "; ") + actors_[i].name + ": " +
                 (same.empty() ? action_label(ActorId{i}, action) : what + " " + same);
    }
    return label.empty() ? "-" : label;
}

std::optional<ProfileIndex> GameForm::status_quo() const {
    std::vector<std::vector<std::size_t>> actions;
    for (const Issue& issue : issues_) {
        if (issue.status_quo.empty()) return std::nullopt;
        actions.push_back(issue.status_quo);
    }
    return compose(actions);
}

ProfileIndex GameForm::last_actions() const {
    return profiles_.size() - 1;
}

}  // namespace comity
