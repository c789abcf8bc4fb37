#pragma once
/// One [[expect]] entry made ready to be asked.

#include <memory>

#include "comity/certificate/finding.hpp"
#include "comity/search/agreement.hpp"
#include "comity/threshold/threshold.hpp"

namespace comity {

struct PreparedExpectation {
    /// The model with the entry's lens and values; kept in place for the solver.
    std::unique_ptr<Model> model;
    std::unique_ptr<ThresholdSolver> solver;
    std::size_t lens = 0;
    Target target;  ///< not of corners and agreements
    /// Empty for acceptance, utilities and corners.
    std::optional<Punishment> punishment;
    Linkage linkage = Linkage::pooled;
    ScalarPath of;                ///< of a threshold
    ActorId actor;                ///< of a utility
    std::vector<Rational> delta;  ///< of corners, by actor
    AgreementRequest agreement;   ///< of an agreement
};

/// Error (bad_model): what the entry mentions does not exist or does not go together, at its place.
/// The entry's solver throws Stopped where `stop` says so.
PreparedExpectation prepare(const Model& model, const Expectation& expectation, const StopToken& stop = {});

/// The index of the entry's lens, an inline one added under its full name. Error (bad_model).
std::size_t find_or_add_lens(Model& model, const PlacedText& lens);

}  // namespace comity
