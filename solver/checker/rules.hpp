#pragma once
/// One model under the rules of a question about agreements [F4.6]: threats, conditions, goals.

#include <map>

#include "claims.hpp"
#include "linked.hpp"

namespace comity::checker {

/// What an agreement plays in each issue.
using Cells = std::vector<ProfileIndex>;

class Rules {
  public:
    /// `game`: the model's. Throws Error (bad_model) where the formalism refuses the question or the model
    /// has not what it needs, TooLong.
    Rules(const Model& model, const std::shared_ptr<const Game<Rational>>& game,
          const AgreementFinding& asked, const StopToken& stop);

    const std::vector<Linked>& games() const { return games_; }
    const std::vector<IssueDeclaration>& issues() const { return model_.issues; }
    std::size_t n() const { return model_.actors.size(); }

    /// v_i of a game [F4.7]: what the worst admitted stage equilibrium pays, or e_i; nothing where there is
    /// none.
    const std::optional<Rational>& threat(std::size_t game, std::size_t actor) const;
    /// Can every breach be punished in every game?
    bool has_threats() const;

    /// What an agreement must meet; nothing where there is no threat to make. `free`: an actor whose
    /// incentive is left out.
    std::optional<Task> conditions(Side side, std::optional<std::size_t> free = std::nullopt) const;
    /// Under the worst equilibrium what is proved and what is not refuted differ.
    std::vector<Side> sides() const;

    Goal goal(Objective objective) const;
    /// Material gains over the status quo.
    Sum gain(std::size_t actor) const;

    std::optional<Cells> find(const Task& task) const { return checker::find(task, stop_); }
    /// Is there something under these conditions that is worth more than `values`, the first objective
    /// counting first? Where `values` is empty: anything?
    bool has_better(const Task& conditions, const std::vector<Rational>& values) const;
    /// Is something better than `values`, or not refuted to be?
    bool is_beaten(const std::vector<Rational>& values) const;
    /// "" where the best is worth exactly `values` (none: nothing is sustained), else what is wrong.
    std::string wrong_with_best(const std::vector<Rational>& values) const;

  private:
    std::optional<Rational> found_threat(const Linked& game, std::size_t actor) const;
    void demand_what_is_asked_for() const;
    void demand_that_issues_come_apart() const;
    /// Σ over issues and members of `worth` of what each does.
    template <class Worth>
    Sum counted(const Worth& worth) const;

    const Model& model_;
    const AgreementFinding& asked_;
    const StopToken& stop_;
    std::vector<Linked> games_;
    /// By game and actor, once they are looked for.
    mutable std::map<std::pair<std::size_t, std::size_t>, std::optional<Rational>> threats_;
};

}  // namespace comity::checker
