#pragma once
/// The conditions of an agreement [F4.6] as the checker understands them: clauses over cells of issues.

#include "comity/certificate/finding.hpp"
#include "product_search.hpp"
#include "world.hpp"

namespace comity::checker {

/// What is sure to hold, or what is not sure to fail: they differ under the worst equilibrium only, whose
/// values lie between those of stage equilibria and the minmax values.
enum class Side { sure, possible };

/// One game that is played as a whole: all issues, or one of several that are played apart [F3.3].
class Linked {
  public:
    /// `game`: the model's. `issue`: the one that is played by itself. `without`, `floorless`: see
    /// make_world. Throws TooLong.
    Linked(const Model& model, std::shared_ptr<const Game<Rational>> game, const std::string& lens,
           std::optional<std::size_t> issue, std::optional<std::size_t> without = std::nullopt,
           bool floorless = false);

    const World<Rational>& world() const { return world_; }
    /// Of the whole's cells, those of this game; and the profile that they make here.
    ProfileIndex profile(const std::vector<ProfileIndex>& cells) const;

    /// Adds what may be prescribed: F3.1, F3.2, floors.
    void add_bounds(Task& task) const;
    /// Adds that nobody gains by another action now: with the bounds, admitted stage equilibria [F4.9].
    void add_equilibrium(Task& task) const;
    /// Adds that an actor keeps to the agreement, if a departure is answered by `value` ever after.
    /// `ignored`: a departure that this would reward is ignored [F4.7].
    void add_incentive(Task& task, std::size_t actor, const Rational& value, bool ignored) const;

    /// The admitted stage equilibrium that is worst for an actor, by cells of the whole; nothing where none
    /// is admitted. Throws TooLong, Stopped.
    std::optional<std::vector<ProfileIndex>> worst_equilibrium(std::size_t actor,
                                                               const StopToken& stop) const;

    /// u_i as a sum over the issues of the whole.
    Sum utility(std::size_t actor) const;
    /// The least that the others can hold an actor to, issue by issue.
    Rational minmax(std::size_t actor) const;
    /// Does it meet floors and clauses, in allowed actions?
    bool may_be_agreed(ProfileIndex profile) const;
    /// May it be agreed on, and does no departure pay now?
    bool is_admitted(ProfileIndex profile) const;

  private:
    Sum lifted(const Rational& constant, std::vector<std::vector<Rational>> terms) const;
    void add_rule(Task& task, const Rule<Rational>& rule) const;
    bool is_allowed(std::size_t issue, ProfileIndex cell) const;
    ProfileIndex with_cell(ProfileIndex profile, std::size_t issue, ProfileIndex cell) const;

    World<Rational> world_;
    std::vector<std::size_t> place_;                    ///< of its issues, among those of the whole
    std::vector<std::size_t> whole_size_;               ///< cells of each issue of the whole
    std::vector<std::vector<std::vector<bool>>> free_;  ///< [issue][member][action]: F3.1
    /// [issue][actor][cell]: the most that an allowed action of the actor pays against what the others do.
    std::vector<std::vector<std::vector<Rational>>> best_;
};

}  // namespace comity::checker
