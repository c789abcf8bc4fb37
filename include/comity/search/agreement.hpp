#pragma once
/// The deepest agreement that can be kept up for ever, among too many profiles to list [F4.6].

#include <functional>
#include <memory>
#include <vector>

#include "comity/certificate/finding.hpp"
#include "comity/game/game.hpp"
#include "comity/model/model.hpp"
#include "comity/text/progress.hpp"

namespace comity {

/// An issue with more cells (profiles of its own) is not searched.
inline constexpr std::size_t kMaxCells = std::size_t{1} << 16;

struct AgreementRequest {
    std::vector<Rational> delta;  ///< by actor, in [0, 1)
    Punishment punishment = Punishment::grim;
    Linkage linkage = Linkage::pooled;
    std::vector<Objective> objectives{Objective::depth};
    /// Maximal agreements: at most so many.
    std::size_t limit = 100;
    /// Threads; the answer does not depend on their number.
    unsigned jobs = 1;
    /// Of several equally good agreements give the first; otherwise any.
    bool earliest = true;
    /// Also say whose incentives bind.
    bool binding = true;
    StopToken stop = {};
    /// Told of every better agreement: the value of the objective that is searched, and a bound on it.
    std::function<void(const Rational& value, const std::optional<Rational>& bound)> better = {};
};

/// What a search of this model through a lens would be refused for, by its section, or "".
std::string why_no_agreement(const Model& model, std::size_t lens, const AgreementRequest& request);

/// A finding that says what was asked, and no answer yet.
AgreementFinding unanswered_agreement(const Model& model, std::size_t lens, const AgreementRequest& request);

/// The best agreement at the model's own values, and of several equally good ones the first in the order of
/// profiles; or all maximal ones. `game`: the model's. Each is checked from the definition, in exact
/// arithmetic, before it is given. Error (usage): see why_no_agreement.
AgreementFinding find_agreement(const Model& model, const std::shared_ptr<const Game<Rational>>& game,
                                std::size_t lens, const AgreementRequest& request);

}  // namespace comity
