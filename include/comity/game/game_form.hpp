#pragma once
/// Who can do what: actors, issues and the numbering of actions [F1.1, F1.2]. Payoffs are in game.hpp.

#include <optional>
#include <string>
#include <vector>

#include "comity/game/actor.hpp"
#include "comity/game/profile_space.hpp"
#include "comity/number/rational.hpp"

namespace comity {

/// One issue: its members in actor order and, by member, the labels and levels (0, 1, ... unless the file
/// says otherwise) of their actions.
struct Issue {
    std::string name, title;
    std::vector<ActorId> members;
    std::vector<std::vector<std::string>> actions;
    std::vector<std::vector<Rational>> levels;
    /// By member; empty where the file names no status quo [F1.4].
    std::vector<std::size_t> status_quo;

    /// Position of an actor among the members.
    std::optional<std::size_t> member(ActorId actor) const;
    /// The combinations of the members' actions, in member order.
    ProfileSpace space() const;
    bool operator==(const Issue&) const = default;
};

/// Actors and issues. An actor's action is one action per issue it is a member of, numbered in mixed radix
/// over those issues in file order, the last running fastest; an actor in no issue has one action.
class GameForm {
  public:
    GameForm() = default;
    /// The profile count must be within kMaxNumbered.
    GameForm(std::vector<Actor> actors, std::vector<Issue> issues);

    const std::vector<Actor>& actors() const { return actors_; }
    const std::vector<Issue>& issues() const { return issues_; }
    std::size_t n() const { return actors_.size(); }
    const ProfileSpace& profiles() const { return profiles_; }
    /// Issues that an actor is a member of, in file order.
    const std::vector<std::size_t>& issues_of(ActorId actor) const { return issues_of_[actor.index]; }

    /// What an actor does in an issue of which it is a member when its action is `action`.
    std::size_t issue_action(ActorId actor, std::size_t action, std::size_t issue) const;
    /// The same action but for what it does in one issue, of which the actor is a member.
    std::size_t with_issue_action(ActorId actor, std::size_t action, std::size_t issue,
                                  std::size_t play) const;
    /// Index in issues()[issue].space() of what a profile plays there.
    ProfileIndex issue_profile(ProfileIndex profile, std::size_t issue) const;
    /// From what is played in each issue, as indices into their spaces, to the profile.
    ProfileIndex compose_cells(const std::vector<ProfileIndex>& cells) const;
    /// From one action per issue and member to the profile.
    ProfileIndex compose(const std::vector<std::vector<std::size_t>>& by_issue_and_member) const;

    /// "withdraw" with one issue, "border CHN-RUS: withdraw, border CHN-KAZ: hold" with several, "-" with
    /// none.
    std::string action_label(ActorId actor, std::size_t action) const;
    /// "China: withdraw everywhere; Russia: hold": actors with one action are left out.
    std::string profile_label(ProfileIndex profile) const;
    /// a°, where every issue names one [F1.4].
    std::optional<ProfileIndex> status_quo() const;
    /// Every state's last action.
    ProfileIndex last_actions() const;

  private:
    std::vector<Actor> actors_;
    std::vector<Issue> issues_;
    std::vector<std::vector<std::size_t>> issues_of_;
    ProfileSpace profiles_;
};

/// The number of actions of each actor, without building the form; stops at kMaxProfiles + 1.
std::vector<std::size_t> action_counts(std::size_t actors, const std::vector<Issue>& issues);

}  // namespace comity
