#include "comity/study/agreements.hpp"

#include "comity/model/tabulate.hpp"
#include "comity/study/without.hpp"

namespace comity {
namespace {

/// What the answer is worth without some constraints; nothing where a limit came first.
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
    // True where another answer would follow, nothing where a limit came first.
    const auto look = [&](const std::vector<std::size_t>& constraints, bool keep) -> std::optional<bool> {
        const auto release = released(model, game, lens, request, constraints);
        if (!release) return std::nullopt;
        const bool changes = release->values != finding.values;
        if (changes || keep) finding.releases.push_back(*release);
        return changes;
    };
    const auto give_up = [&] {
        finding.status = Status::undecided;
        finding.note = "the limit came before it was known which constraints bind";
        return finding;
    };
    for (const std::size_t c : present) {
        const auto changes = look({c}, true);
        if (!changes) return give_up();
        if (*changes) finding.binding_constraints.push_back(c);
    }
    if (!finding.binding_constraints.empty()) return finding;
    for (std::size_t a = 0; a < present.size(); ++a) {
        for (std::size_t b = a + 1; b < present.size(); ++b) {
            if (!look({present[a], present[b]}, false)) return give_up();
        }
    }
    return finding;
}

}  // namespace comity
