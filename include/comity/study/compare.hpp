#pragma once
/// The lenses side by side on the same facts [F7].

#include "comity/certificate/finding.hpp"
#include "comity/study/propositions.hpp"
#include "comity/text/progress.hpp"
#include "comity/threshold/separate.hpp"

namespace comity {

/// One target seen through every lens.
struct TargetComparison {
    Target target;
    std::vector<Rational> gains;    ///< material, by actor; see Verdict
    std::vector<Verdict> verdicts;  ///< by lens, in the order asked
    /// Where issues are played apart, the verdict on each: [lens][issue].
    std::vector<std::vector<Verdict>> by_issue;
};

struct Comparison {
    std::vector<Rational> delta;  ///< by actor
    Punishment punishment = Punishment::grim;
    Linkage linkage = Linkage::pooled;
    std::vector<TargetComparison> targets;
    /// By lens: the best agreement, where one is asked for; and with issues played apart, where a proposition
    /// of the model is about that.
    std::vector<AgreementFinding> agreements, apart;
    std::vector<PropositionFinding> propositions;
    bool complete = true;  ///< false where a limit came first
};

/// What is compared, and how verdicts are read.
struct ComparisonRequest {
    std::vector<std::size_t> lenses;
    std::vector<Target> targets;
    Punishment punishment = Punishment::grim;
    Linkage linkage = Linkage::pooled;
    /// Of the agreement that is looked for beside the targets; none: none is, and no proposition is weighed.
    std::vector<Objective> objectives = {};
    unsigned jobs = 1;
};

/// A commitment about which two agreements differ.
struct Disagreement {
    ActorId actor;
    std::size_t issue = 0;
    std::size_t a = 0, b = 0;  ///< the actions there
    bool operator==(const Disagreement&) const = default;
};
/// State by state, issue by issue: what the agreements of two lenses ask differently. Empty where one of them
/// has none.
std::vector<Disagreement> disagreements(const AgreementFinding& a, const AgreementFinding& b,
                                        const GameForm& form);

/// Error (usage): δ is needed and the model gives none, or issues cannot be played apart [F3.3], or a lens
/// has no agreements to look for [F4.6].
Comparison compare_lenses(ThresholdSolver& solver, const ComparisonRequest& request,
                          const StopToken& stop = {}, const Progress& progress = {});

/// The findings of a comparison in the order in which they are reported: per target and lens the verdict on
/// the whole, then those on its issues. Agreements are not among them: what archives hold of those says what
/// binds as well (study/agreements.hpp).
std::vector<Finding> findings_of(const Comparison& comparison);

/// The sentence that says where the theories part on one target.
std::string closing_sentence(const TargetComparison& comparison, const std::vector<Rational>& delta,
                             Punishment punishment, const GameForm& form);

/// Where issues are played apart: what pooling them would change, in words; "" where there is one issue.
std::string linkage_sentence(const TargetComparison& comparison);

}  // namespace comity
