#pragma once
/// What is done at a node of the search before it is split: cells that no better solution has are taken away,
/// by bounds of every sum and by the relaxation. Nothing that solves the program better is ever lost.

#include <limits>

#include "tables.hpp"

namespace comity {

/// The next two nodes: one where a member of a part does `action` and one where it does something else; or
/// one where a clause's first alternative is demanded and one where it is given up.
struct Split {
    std::optional<std::size_t> clause;
    std::size_t issue = 0, member = 0, action = 0;
};

/// What a node knows beside its domains, handed on to the nodes below.
struct NodeState {
    enum class Choice : signed char { open, demanded, given_up };
    std::vector<Choice> choices;                             ///< by clause: of its first alternative
    std::vector<double> multipliers;                         ///< of the relaxation
    double bound = std::numeric_limits<double>::infinity();  ///< on the relaxation's goal
    Split next;
    /// Cells that the relaxation came upon and that keep every clause.
    std::optional<std::vector<ProfileIndex>> candidate;
};

/// Every solution must be at least so good.
struct Required {
    Required() = default;
    Required(const Tables& tables, const Integer& value);

    std::optional<Integer> value;
    std::int64_t least = 0;     ///< of each of the goal's rows, where it is no product
    Integer least_product = 0;  ///< of all of them, where it is one
    double weighted = -std::numeric_limits<double>::infinity();  ///< of the relaxation's goal
};

class Pruner {
  public:
    explicit Pruner(const Tables& tables);

    /// Takes away cells; false where no solution is left that is as good as required. Where domains of more
    /// than one cell are left, `state.next` splits them.
    bool prune(Domains& domains, NodeState& state, const Required& required);

  private:
    bool prune_sums(Domains& domains, const NodeState& state, const Required& required);
    bool prune_clause(Domains& domains, std::size_t clause, NodeState::Choice choice, bool& changed);
    bool prune_row(Domains& domains, const Tables::Row& row, std::int64_t least, bool& changed);

    /// False where the relaxation leaves nothing.
    bool relax(Domains& domains, NodeState& state, const Required& required, bool& changed) const;
    Split next_split(const Domains& domains, const NodeState& state, const NodeBound& node) const;
    Split first_open(const Domains& domains) const;

    const Tables& tables_;
    std::vector<Integer> least_kept_;
    std::vector<bool> first_only_;  ///< by clause: no alternative but the first is left
    std::vector<std::int64_t> tops_;
};

}  // namespace comity
