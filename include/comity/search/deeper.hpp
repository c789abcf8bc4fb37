#pragma once
/// Why an agreement goes no deeper [F4.6]: each state's next action in each issue, and what stands against
/// it.

#include "comity/search/agreement.hpp"

namespace comity {

/// Why one state would not go along.
struct Objection {
    enum class Kind {
        departs,    ///< a departure pays
        leaves,     ///< it has less than its exit value
        no_consent  ///< it has less than at the status quo, which a consensus constraint gives it
    };
    Kind kind = Kind::departs;
    ActorId actor;
    /// The constraint that gives it its floor, for `leaves` and `no_consent`.
    std::size_t constraint = 0;
    /// The issue by itself that this is about; nothing where issues are pooled.
    std::optional<std::size_t> issue;
    /// Of a departure: what it does instead, by issue.
    std::vector<std::pair<std::size_t, std::size_t>> moves;
    /// Of a departure: what it brings in the period, and what it costs in every period after.
    Rational today = 0, after = 0;
    /// How much better off it is, a period: (1 − δ) today − δ after; or how far it is below its floor.
    Rational gain = 0;
    bool operator==(const Objection&) const = default;
};

/// One state one action deeper in one issue, everything else as agreed.
struct DeeperStep {
    ActorId actor;
    std::size_t issue = 0, action = 0;
    /// Constraints that forbid it, by index: the action itself [F3.1], or what may be agreed on [F3.2].
    std::vector<std::size_t> forbidding;
    std::vector<Objection> objections;

    bool is_sustained() const { return forbidding.empty() && objections.empty(); }
    bool operator==(const DeeperStep&) const = default;
};

/// Every step from an agreement, states in the order of the file, for each its issues. `threats`: what each
/// actor gets after a breach, as AgreementFinding has them. Under the worst equilibrium, as reversion has it.
std::vector<DeeperStep> deeper_steps(const Model& model, const std::shared_ptr<const Game<Rational>>& game,
                                     std::size_t lens, const AgreementRequest& request,
                                     const AgreementFinding::Agreement& agreement,
                                     const std::vector<std::vector<Rational>>& threats);

}  // namespace comity
