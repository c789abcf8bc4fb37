#pragma once
/// The games of a model that are played as wholes: all issues pooled, or each by itself [F3.3].

#include "comity/search/agreement.hpp"
#include "conditions.hpp"

namespace comity {

struct Whole {
    Conditions conditions;
    /// The model that they are from, where that is one issue by itself.
    std::shared_ptr<const Model> model;
    /// Of its constraints, the index in the whole model; empty where that is the same.
    std::vector<std::size_t> constraints;

    std::size_t original(std::size_t constraint) const {
        return constraints.empty() ? constraint : constraints[constraint];
    }
};

std::vector<Whole> played_as_wholes(const Model& model, const std::shared_ptr<const Game<Rational>>& game,
                                    std::size_t lens, const AgreementRequest& request);

/// 0, 1, ..., size − 1.
std::vector<std::size_t> counted(std::size_t size);

}  // namespace comity
