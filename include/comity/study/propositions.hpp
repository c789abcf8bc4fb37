#pragma once
/// Claims of a source about agreements, each with the quantity that speaks to it, lens by lens [F7].

#include "comity/certificate/finding.hpp"
#include "comity/study/targets.hpp"

namespace comity {

/// What one proposition comes to.
struct PropositionFinding {
    struct Quantity {
        std::string name;               ///< "depth pooled", "delta* of military"
        std::optional<Rational> value;  ///< empty: there is none, such as no δ below 1
        bool known = true;              ///< false where a limit came first, or it is enclosed only
        bool operator==(const Quantity&) const = default;
    };
    struct Row {
        std::string lens;
        std::vector<Quantity> quantities;
        /// Are the numbers as the proposition says? Empty where they do not decide it.
        std::optional<bool> agrees;
        bool operator==(const Row&) const = default;
    };
    std::size_t proposition = 0;  ///< index in the model
    std::vector<Row> rows;        ///< by lens
    std::string note;             ///< why it cannot be weighed, where there are no rows
    bool operator==(const PropositionFinding&) const = default;
};

/// What a proposition is asked with: the lenses, how breaches are punished, and the agreements found.
struct PropositionRequest {
    std::vector<std::size_t> lenses;
    Punishment punishment = Punishment::grim;
    std::vector<AgreementFinding> pooled, apart;  ///< by lens; empty where none were looked for
    StopToken stop = {};
};

/// Does a proposition need agreements with issues played apart?
bool needs_apart(const PropositionDeclaration& proposition);
/// Why issues cannot be played apart through one of these lenses, or "" [F3.3].
std::string why_not_apart(const Model& model, const std::vector<std::size_t>& lenses, Punishment punishment);

/// The answer to one proposition of the model. Throws Stopped.
PropositionFinding weigh(TargetSolver& targets, std::size_t proposition, const PropositionRequest& request);

}  // namespace comity
