#pragma once
/// The lenses side by side on the same facts [F7].

#include "comity/certificate/finding.hpp"
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
    bool complete = true;  ///< false where a limit came first
};

/// What is compared, and how verdicts are read.
struct ComparisonRequest {
    std::vector<std::size_t> lenses;
    std::vector<Target> targets;
    Punishment punishment = Punishment::grim;
    Linkage linkage = Linkage::pooled;
};

/// Error (usage): δ is needed and the model gives none, or issues cannot be played apart [F3.3].
Comparison compare_lenses(ThresholdSolver& solver, const ComparisonRequest& request,
                          const StopToken& stop = {}, const Progress& progress = {});

/// The findings of a comparison in the order in which they are reported: per target and lens the verdict on
/// the whole, then those on its issues.
std::vector<Finding> findings_of(const Comparison& comparison);

/// The sentence that says where the theories part on one target.
std::string closing_sentence(const TargetComparison& comparison, const std::vector<Rational>& delta,
                             Punishment punishment, const GameForm& form);

/// Where issues are played apart: what pooling them would change, in words; "" where there is one issue.
std::string linkage_sentence(const TargetComparison& comparison);

}  // namespace comity
