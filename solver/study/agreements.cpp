#include "comity/study/agreements.hpp"

#include <algorithm>

#include "comity/model/tabulate.hpp"
#include "comity/study/without.hpp"
#include "comity/text/words.hpp"

namespace comity {
namespace {

/// What the answer is worth without some constraints; nothing where that is undecided.
std::optional<AgreementFinding::Release> released(const Model& model,
                                                  const std::shared_ptr<const Game<Rational>>& game,
                                                  std::size_t lens, AgreementRequest request,
                                                  const std::vector<std::size_t>& constraints) {
    request.binding = false;
    request.earliest = false;
    request.better = {};
    const AgreementFinding found =
        find_agreement(without_constraints(model, constraints, request.punishment), game, lens, request);
    if (found.status == AgreementFinding::Status::undecided) return std::nullopt;
    return AgreementFinding::Release{constraints, found.values};
}

}  // namespace

AgreementFinding study_agreement(ThresholdSolver& solver, std::size_t lens, const AgreementRequest& request) {
    using Status = AgreementFinding::Status;
    const Model& model = solver.model();
    const auto game = solver.shared_game();
    AgreementFinding finding = find_agreement(model, game, lens, request);
    if (finding.status == Status::undecided || request.objectives.front() == Objective::maximal)
        return finding;
    const std::vector<std::size_t> present = constraints_under(model, finding.lens);
    const auto gives_up = [&] {
        if (!request.stop.stop_requested()) return false;
        finding.status = Status::undecided;
        finding.note = "the limit came before it was known which constraints bind";
        return true;
    };
    const auto is_better = [&](const std::vector<Rational>& values) {
        return std::lexicographical_compare(finding.values.begin(), finding.values.end(), values.begin(),
                                            values.end());
    };
    // Step 1. Each by itself. Under the worst equilibrium what it costs can be open where the answer is not.
    bool costs = false;
    std::vector<std::string> open;
    for (const std::size_t c : present) {
        const auto release = released(model, game, lens, request, {c});
        if (!release && gives_up()) return finding;
        if (!release) {
            open.push_back("'" + model.constraints[c].name + "'");
            continue;
        }
        if (release->values != finding.values) finding.binding_constraints.push_back(c);
        costs = costs || is_better(release->values);
        finding.releases.push_back(*release);
    }
    if (!open.empty()) {
        finding.note = "without " + join_words(open) +
                       " the answer is open: the worst equilibrium of linked issues is known from two sides "
                       "only [F4.6]";
    }
    // Step 2. Where none stands in the way by itself, the pairs that do.
    for (std::size_t a = 0; !costs && a < present.size(); ++a) {
        for (std::size_t b = a + 1; b < present.size(); ++b) {
            const auto release = released(model, game, lens, request, {present[a], present[b]});
            if (!release && gives_up()) return finding;
            if (release && is_better(release->values)) finding.releases.push_back(*release);
        }
    }
    return finding;
}

}  // namespace comity
