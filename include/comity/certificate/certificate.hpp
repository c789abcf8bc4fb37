#pragma once
/// Proofs as data [F4.4]: short lists of exact inequalities that can be evaluated again from the model alone.

#include <optional>
#include <string>
#include <vector>

#include "comity/certificate/payoff_proof.hpp"
#include "comity/game/game_form.hpp"
#include "comity/number/interval_set.hpp"

namespace comity {

/// What a breach is answered with.
struct Threat {
    enum class Kind {
        none,         ///< the inequality is about no breach
        equilibrium,  ///< reversion to the stage equilibrium `profile` for ever
        ignored,      ///< the departure is ignored, because reversion would reward it [F4.7]
        exit,         ///< expulsion: the exit value
    };
    Kind kind = Kind::none;
    ProfileIndex profile = 0;
    bool operator==(const Threat&) const = default;
};

/// One inequality: slack(t) ≥ 0, where t is the scalar that is asked about (δ where that is open).
struct Inequality {
    enum class Kind {
        incentive,   ///< u_i(a) − (1−δ) u_i(a') − δ v_i, for the deviation a' of the actor
        stage,       ///< u_i(b) − u_i(b'): b, the threat, is a stage equilibrium
        floor,       ///< u_i − e_i, at the target or at a threat
        acceptance,  ///< u_i(a) − u_i(a°)
        consensus,  ///< u_i − u_i(a°) where the constraint makes that a floor, at the target or at a threat
        agreement,  ///< an alternative of a clause of the constraint, at the target or at a threat
    };
    Kind kind = Kind::incentive;
    ActorId actor;
    ProfileIndex profile = 0;              ///< a, or b for `stage`
    std::optional<std::size_t> deviation;  ///< the action deviated to, for `incentive` and `stage`
    Threat threat;                         ///< for `incentive`
    RationalFunction slack;
    /// For `consensus` and `agreement`: the constraint; for `agreement` also which clause of
    /// AgreementRule::clauses and which of its alternatives. One alternative shows that a clause is met; all
    /// of them together that it is not.
    std::size_t constraint = 0, clause = 0, alternative = 0;
    /// Where the target is a cycle: the period of it, from 0, that an `incentive` is about, or a `floor` or
    /// `consensus` on the cycle itself; a floor at a threat has none. The profile is what is played then; in
    /// place of u_i(a) stands w_i, the actor's value of going on from there, and `ignored` means that of
    /// going on from the next period.
    std::optional<std::size_t> period;
    bool operator==(const Inequality&) const = default;
};

/// What proves one end of a sustaining set (or, with no end inside the range, the set as a whole).
struct EndProof {
    /// Where the target is sustained: the end itself, or a rational beside it inside the set where the end is
    /// irrational. Empty: nowhere in the range.
    std::optional<Rational> holds_at;
    /// All of them are ≥ 0 there.
    std::vector<Inequality> holds;
    /// A rational just outside the end (no other end lies between). Empty: there is no outside.
    std::optional<Rational> fails_at;
    /// Every way of keeping one actor to the target: one broken inequality for each admitted threat; or every
    /// alternative of a clause that the target itself does not meet. All are < 0 at `fails_at`.
    std::vector<Inequality> fails;
    /// Why there is no worse threat (grim only): for every profile that may be prescribed and pays that actor
    /// less than each admitted threat does, one inequality that keeps it from being an admitted stage
    /// equilibrium, < 0 there.
    std::vector<Inequality> rejected;
    bool operator==(const EndProof&) const = default;
};

/// What is proved of a target on a part of the range by sets of equilibrium payoffs [F4.4, F4.7].
struct PayoffCell {
    /// Where the proof holds: a point, or an interval on which every inequality was checked as a function.
    Interval where;
    bool sustained = false;
    PayoffProof<RationalFunction> proof;
    /// Of a sustained payoff or set: the lottery over points of V_0(x0) that reaches it.
    std::vector<Weight> lottery;
    bool operator==(const PayoffCell&) const = default;
};

/// The proof of a threshold: one part per end; under the worst equilibrium, one per cell of a partition.
/// Where the sustaining set is provably an up-set, what holds at a point holds above it, and what fails at a
/// point fails below it.
struct Certificate {
    std::vector<EndProof> ends;
    std::vector<PayoffCell> cells;
    /// Of a verdict that neither grim nor the minmax values decide: what proves it at the model's own δ, by
    /// actor. Nothing is open there, and `where` is the point 0. At most one.
    std::vector<PayoffCell> verdict;
    bool operator==(const Certificate&) const = default;
};

}  // namespace comity
