#pragma once
/// Why a target is kept or not, and the nearest changes with which it would be otherwise [F4.7, F3.5].

#include "comity/study/compare.hpp"

namespace comity {

/// Why one state does not keep to a target.
struct Defection {
    enum class Kind {
        departs,     ///< a departure pays, whatever may follow it
        leaves,      ///< it has less than its exit value
        no_consent,  ///< it has less than at the status quo, which a consensus constraint gives it
        refuses,     ///< of acceptance: it has more at the status quo
        is_held      ///< it is asked to take less than what it can be held to
    };
    Kind kind = Kind::departs;
    ActorId actor;
    /// The issue by itself that this is about; "" where issues are pooled. Profiles and actions are that
    /// game's.
    std::string issue;
    std::optional<std::size_t> period;  ///< of a cycle
    ProfileIndex profile = 0;           ///< what is played then
    std::size_t action = 0;             ///< of a departure: what the state does instead
    /// Of a departure: what it brings in the period.
    Rational today = 0;
    /// The value of going on, and what the state has in every period after a breach; a gain below the first
    /// is what a breach costs. Of the worst equilibrium: no equilibrium gives it less.
    Rational value = 0, after = 0;
    /// How much better off it is, a period: (1 − δ) u(a') + δ v less the value of going on; or how far that
    /// is below its floor.
    Rational gain = 0;
    bool operator==(const Defection&) const = default;
};

/// The nearest values of one scalar, below and above its own, at which the verdict is the other one.
struct ScalarFlip {
    struct Way {
        /// Up to here nothing is known to change, from `there` on it has; the same where that is exact.
        Bound here = 0, there = 0;
        bool closed = true;  ///< is it the other one at `there` itself?
        bool operator==(const Way&) const = default;
    };
    std::string of;  ///< its path
    Rational now = 0;
    std::optional<Way> below, above;
    bool operator==(const ScalarFlip&) const = default;
};

/// One target through one lens.
struct Explanation {
    Verdict verdict;
    std::vector<Verdict> by_issue;  ///< where issues are played apart
    /// Where it is not sustained: everybody who does not keep to it.
    std::vector<Defection> defections;
    /// Constraints that forbid it, by index: an action of it [F3.1], or that it is agreed on [F3.2].
    std::vector<std::size_t> forbidding;
    /// Of each scalar that was asked: where the verdict is the other one.
    std::vector<ScalarFlip> flips;
    /// Where it is not sustained: the constraints, one by one, without which it would be; where none would
    /// do, pairs.
    std::vector<std::vector<std::size_t>> removals;
    /// False where a limit came before the changes were looked through.
    bool complete = true;
};

struct ExplanationRequest {
    std::size_t lens = 0;
    Target target;
    Punishment punishment = Punishment::grim;
    Linkage linkage = Linkage::pooled;
    /// Paths of scalars to look at besides δ, the lens's strength and parameters of the cost of sovereignty.
    std::vector<std::string> scalars;
    Rational tolerance = Rational(1, 1000000);
    StopToken stop = {};
};

/// Error (usage): as for compare_lenses, or a path does not exist.
Explanation explain_target(ThresholdSolver& solver, const ExplanationRequest& request);

}  // namespace comity
