#pragma once
/// Findings: what a command found out, with its proof; what archives keep and reports print [F7, F8].

#include <string>
#include <variant>
#include <vector>

#include "comity/certificate/certificate.hpp"
#include "comity/model/target.hpp"

namespace comity {

/// What a breach is answered with, as a rule [F4.7].
enum class Punishment { grim, exit, worst };

std::string to_string(Punishment punishment);

/// All pure equilibria of the stage game under one lens [F4.9].
struct StageFinding {
    std::string lens;
    std::vector<ProfileIndex> equilibria;  ///< lexicographic
    std::vector<Rational> minmax;          ///< by actor, in pure actions
    /// Indices of the model's constraints without which the equilibria would be others.
    std::vector<std::size_t> binding_constraints;
    bool operator==(const StageFinding&) const = default;
};

/// V*(δ) through one lens: every payoff vector of a pure equilibrium with public lotteries [F4.1, F4.2,
/// F4.3].
struct PayoffSetFinding {
    enum class Status { solved, empty, undecided };
    /// A value that is known to lie between the set that was proved to be inside and the one around it.
    struct Enclosed {
        Rational inner, outer;
        bool operator==(const Enclosed&) const = default;
    };
    /// How an actor is held to its worst equilibrium value in the first period of the worst punishment.
    struct WorstPunishment {
        std::size_t point = 0;  ///< of the inner proof
        bool operator==(const WorstPunishment&) const = default;
    };
    /// How far the set reaches in a direction: max over it of direction · w, in utilities.
    struct Support {
        std::vector<Integer> direction;
        Enclosed level;
        bool operator==(const Support&) const = default;
    };
    std::string lens;
    std::vector<Rational> delta;   ///< by actor
    std::vector<Rational> minmax;  ///< by actor, in pure actions
    Status status = Status::undecided;
    /// Where empty: the phase without equilibria; no actor: no breach yet.
    std::optional<ActorId> emptied_phase;
    /// Corners, counterclockwise from the leftmost (of these the lowest); one or two where the set is flat.
    /// Two actors only.
    std::vector<std::vector<Rational>> outer, inner;
    /// Other numbers of actors: e_1, −e_1, e_2, ..., ±e_i ± e_j, the sum and its opposite, then what else was
    /// asked for. A side that is not proved is empty in `proof`, and its levels here mean nothing.
    std::vector<Support> support;
    std::vector<Enclosed> least, greatest;  ///< by actor; with phases, least in that after its own breach
    std::vector<WorstPunishment> worst;     ///< by actor: what attains least, in V* if that phase is empty
    /// Profiles proved to be played in some equilibrium, and those proved to be played in none.
    std::vector<ProfileIndex> played, never_played;
    /// The largest over the reported directions of (outer − inner) / range.
    Rational gap = 0;
    /// Indices of the model's constraints without which the set would provably be another.
    std::vector<std::size_t> binding_constraints;
    /// Why something is not proved; "" where both sides are.
    std::string note;
    PayoffProof<Rational> proof;

    bool is_exact() const;
    /// Is something known from within, from without?
    bool has_inner() const { return !inner.empty() || (!support.empty() && proof.inner); }
    bool has_outer() const { return !outer.empty() || (!support.empty() && proof.outer); }
    bool operator==(const PayoffSetFinding&) const = default;
};

std::string to_string(PayoffSetFinding::Status status);

/// Where in the range of one scalar a target is sustained or accepted [F4.7]: `by_actor` by each actor's own
/// conditions, `agreed` by the agreement constraints on the target itself, `sustained` by all together.
struct Threshold {
    std::string lens;
    /// The issue that this is about where issues are played apart [F3.3]; then the target, the sets by actor
    /// and the certificate are about that issue by itself (question/linkage.hpp). Empty: the whole.
    std::string issue;
    /// Of the whole with issues played apart, `parts` are the issues by themselves, and their certificates
    /// together are its own.
    Linkage linkage = Linkage::pooled;
    std::vector<Threshold> parts;
    Target target;
    std::string of;                        ///< the scalar's path
    std::optional<Punishment> punishment;  ///< empty for acceptance
    Interval domain{0, 1, true, false};
    IntervalSet sustained;
    /// What could not be refuted, around `sustained`: the same set where the answer is exact. Between the two
    /// lies what is undecided.
    IntervalSet possible;
    std::vector<IntervalSet> by_actor;
    IntervalSet agreed;
    /// The least sustaining δ; for other scalars the one finite end strictly inside the range, if there is
    /// one.
    std::optional<AlgebraicNumber> value;
    /// The actors at whose incentives the set ends, or who block it everywhere.
    std::vector<ActorId> binding_actors;
    /// Indices of the model's constraints without which the answer would be another.
    std::vector<std::size_t> binding_constraints;
    /// Why nothing is sustained, where that is nobody's incentive.
    std::string note;
    Certificate certificate;
    /// Of the whole with issues played apart: the same question with all issues pooled, which says what
    /// linkage is worth. At most one.
    std::vector<Threshold> pooled;
    /// False where a limit came first: nothing above is known then.
    bool decided = true;

    bool is_empty() const { return sustained.is_empty(); }
    bool is_delta() const { return of == "delta" || of.starts_with("delta."); }
    /// In δ: one interval that reaches up to the end of the range, or nothing.
    bool is_up_set() const;
    bool operator==(const Threshold&) const = default;
};

/// One line of a comparison [F7]: a target through one lens, at the model's own δ.
struct Verdict {
    enum class Outcome { sustainable, not_sustainable, undecided };
    Threshold threshold;  ///< in the common δ, or the acceptance threshold's stand-in (see `accepted`)
    Outcome outcome = Outcome::undecided;
    std::vector<Rational> delta;  ///< by actor, where the verdict is read
    /// Material gains per period over a°, by actor; of a cycle the mean over its periods, undiscounted; empty
    /// for a set of payoffs.
    std::vector<Rational> gains;
    std::vector<ActorId> refusing;  ///< parties that are better off at a° and would not sign
    bool operator==(const Verdict&) const = default;
};

std::string to_string(Verdict::Outcome outcome);

/// What a profile is worth to one actor through one lens, in one period [F2].
struct Utility {
    std::string lens;
    Target target;
    ActorId actor;
    Rational value = 0;
    bool operator==(const Utility&) const = default;
};

/// What an agreement is to have as much of as possible [F4.6].
enum class Objective {
    depth,    ///< the levels of all states in all issues, added up
    gain,     ///< the material gains of all states, added up
    least,    ///< the material gain of the state that gains least
    nash,     ///< the product of all material gains, a loss counting as 0
    maximal,  ///< all agreements of which nothing can be deepened; stands alone
};

std::string to_string(Objective objective);
/// The objective of that name, if there is one.
std::optional<Objective> objective_named(const std::string& name);

/// The deepest agreement that can be kept up for ever through one lens [F4.6], or all maximal ones.
struct AgreementFinding {
    enum class Status { solved, empty, undecided };
    struct Agreement {
        /// What each actor does in each issue of which it is a member, in file order: [actor][its issue].
        std::vector<std::vector<std::size_t>> actions;
        std::vector<Rational> utilities, gains;  ///< by actor; gains are material
        /// Why it is sustained [F4.4]: inequalities that hold. One list for each game that is played by
        /// itself, all issues together or one by one [F3.3]; profiles and actions are that game's.
        std::vector<std::vector<Inequality>> holds;
        bool operator==(const Agreement&) const = default;
    };
    std::string lens;
    std::vector<Rational> delta;  ///< by actor
    Punishment punishment = Punishment::grim;
    Linkage linkage = Linkage::pooled;
    /// The first counts first.
    std::vector<Objective> objectives;
    Status status = Status::undecided;
    /// The one that is best, and of several such the one that comes first; or the maximal ones, deepest
    /// first. Where undecided, what is proved to be sustained so far.
    std::vector<Agreement> agreements;
    /// Maximal agreements: are these all of them?
    bool all_listed = true;
    /// Of each objective, at the agreement. Those after one that is not settled are not known.
    std::vector<Rational> values;
    /// Where an objective is not settled (the last that has a value, or the first): nothing that is sustained
    /// has more of it, if it has as much of those before it.
    std::optional<Rational> bound;
    /// v_i, what each actor gets after a breach: one row, or one for each issue played apart. Under the worst
    /// equilibrium what is proved to be credible. Empty where nothing is.
    std::vector<std::vector<Rational>> threats;
    /// The actors without whose incentives the answer would be another.
    std::vector<ActorId> binding_actors;
    /// Indices of the model's constraints without which it would be.
    std::vector<std::size_t> binding_constraints;
    /// What the answer would be without some constraints.
    struct Release {
        std::vector<std::size_t> constraints;
        std::vector<Rational> values;  ///< of each objective; empty: nothing would be sustained
        bool operator==(const Release&) const = default;
    };
    /// Without each constraint; where none stands in the way of a better one, also the pairs that do.
    std::vector<Release> releases;
    /// Why nothing is sustained, or why the answer is open.
    std::string note;
    bool operator==(const AgreementFinding&) const = default;
};

std::string to_string(AgreementFinding::Status status);

/// One `[[expect]]` of a model file against what was computed. The answer was found at the model's values
/// with those of `at` put in their places.
struct ExpectationFinding {
    std::string name;
    std::string asked;                                    ///< in words
    std::vector<std::pair<std::string, std::string>> at;  ///< PATH, VALUE
    std::string expected, computed;                       ///< exact, as text
    Rational tolerance = 0;
    Standing standing = Standing::derived;
    std::string where;    ///< page or algebra
    bool agrees = false;  ///< within the tolerance
    bool decided = true;  ///< false where a limit came first
    std::variant<Threshold, Verdict, Utility, PayoffSetFinding, AgreementFinding> answer;
    bool operator==(const ExpectationFinding&) const = default;
};

using Finding =
    std::variant<StageFinding, Threshold, Verdict, ExpectationFinding, PayoffSetFinding, AgreementFinding>;

}  // namespace comity
