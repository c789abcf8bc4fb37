#pragma once
/// The lenses side by side on the same facts [F7].

#include "comity/certificate/finding.hpp"
#include "comity/text/progress.hpp"
#include "comity/threshold/threshold.hpp"

namespace comity {

/// One target seen through every lens.
struct TargetComparison {
    Target target;
    std::vector<Rational> gains;    ///< material, by actor
    std::vector<Verdict> verdicts;  ///< by lens, in the order asked
};

struct Comparison {
    std::vector<Rational> delta;  ///< by actor
    Punishment punishment = Punishment::grim;
    std::vector<TargetComparison> targets;
    bool complete = true;  ///< false where a limit came first
};

/// Error (usage): δ is needed and the model gives none.
Comparison compare_lenses(ThresholdSolver& solver, const std::vector<std::size_t>& lenses,
                          const std::vector<Target>& targets, Punishment punishment,
                          const StopToken& stop = {}, const Progress& progress = {});

/// The sentence that says where the theories part on one target.
std::string closing_sentence(const TargetComparison& comparison, const std::vector<Rational>& delta,
                             Punishment punishment, const GameForm& form);

}  // namespace comity
