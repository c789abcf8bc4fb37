#include "comity/study/compare.hpp"

#include <algorithm>
#include <atomic>
#include <mutex>

#include "comity/search/agreement.hpp"
#include "comity/study/targets.hpp"
#include "comity/text/parallel.hpp"

namespace comity {
namespace {

/// Each actor keeps to the target at its own δ; no one's condition knows another's.
Verdict::Outcome at_own_values(const Verdict& verdict) {
    const Threshold& t = verdict.threshold;
    bool holds = !t.agreed.is_empty();
    for (std::size_t i = 0; i < t.by_actor.size(); ++i) {
        holds = holds && (t.is_delta() ? t.by_actor[i].contains(AlgebraicNumber(verdict.delta[i]))
                                       : !t.by_actor[i].is_empty());
    }
    return holds ? Verdict::Outcome::sustainable : Verdict::Outcome::not_sustainable;
}

Verdict judge(TargetSolver& targets, std::size_t lens, const Target& target, Punishment punishment) {
    ThresholdSolver& solver = targets.solver();
    Verdict verdict;
    const bool accept = target.test == TargetTest::accept;
    const auto asked = accept ? std::nullopt : std::optional(punishment);
    verdict.delta = solver.deltas();
    verdict.refusing = targets.refusing(lens, target);
    std::vector<PayoffCell> proof;
    // Acceptance has no δ; what binds is who refuses, and the constraints without which nobody would.
    verdict.threshold =
        accept ? targets.acceptance(lens, target)
               : targets.solve({lens, target, parse_path(solver.model(), "delta"), punishment, {}});
    if (is_large(solver.form())) {
        verdict.outcome = at_own_values(verdict);
        return verdict;
    }
    verdict.outcome = solver.outcome_at_file_values(lens, target, asked, &proof);
    if (!accept) verdict.threshold.certificate.verdict = std::move(proof);
    return verdict;
}

/// Material gains per period [F1.4]: those of the profile; of a cycle the mean over its periods,
/// undiscounted; of a set of payoffs none, since it names no way of playing.
std::vector<Rational> gains_of(ThresholdSolver& solver, const Target& target) {
    const std::vector<ProfileIndex> path = played(target);
    std::vector<Rational> gains;
    for (std::size_t i = 0; i < solver.form().n() && !path.empty(); ++i) {
        Rational sum = 0;
        for (const ProfileIndex profile : path) sum += solver.game().gain(ActorId{i}, profile);
        gains.push_back(sum / path.size());
    }
    return gains;
}

Verdict undecided(ThresholdSolver& solver, std::size_t lens, const Target& target, Punishment punishment) {
    Verdict verdict;
    verdict.threshold.lens = solver.model().lenses[lens].name;
    verdict.threshold.target = target;
    verdict.threshold.of = "delta";
    verdict.threshold.punishment =
        target.test == TargetTest::accept ? std::nullopt : std::optional(punishment);
    verdict.threshold.decided = false;
    verdict.delta = solver.deltas();
    return verdict;
}

/// The verdict on the whole where issues are played apart, from those on the issues.
Verdict judge_together(TargetSolver& pooled, SeparateIssues& issues, std::size_t lens, const Target& target,
                       Punishment punishment, std::vector<Verdict>& by_issue) {
    std::vector<Threshold> parts;
    for (std::size_t s = 0; s < issues.size(); ++s) {
        TargetSolver alone(issues.solver(s));
        Verdict part = judge(alone, lens, issues.target(target, s), punishment);
        part.threshold = issues.as_part(std::move(part.threshold), s);
        part.gains = gains_of(issues.solver(s), part.threshold.target);
        parts.push_back(part.threshold);
        by_issue.push_back(std::move(part));
    }
    Verdict verdict;
    verdict.delta = pooled.solver().deltas();
    using Outcome = Verdict::Outcome;
    const auto any = [&](Outcome outcome) {
        return std::any_of(by_issue.begin(), by_issue.end(),
                           [&](const Verdict& part) { return part.outcome == outcome; });
    };
    verdict.outcome = any(Outcome::not_sustainable) ? Outcome::not_sustainable
                      : any(Outcome::undecided)     ? Outcome::undecided
                                                    : Outcome::sustainable;
    ThresholdRequest request;
    request.lens = lens;
    request.target = target;
    request.of = parse_path(pooled.solver().model(), "delta");
    request.punishment = punishment;
    verdict.threshold = issues.together(request, parts);
    verdict.threshold.pooled.push_back(pooled.solve(request));
    for (std::size_t i = 0; i < pooled.solver().form().n(); ++i) {
        const auto refuses = [&](const Verdict& part) {
            return std::find(part.refusing.begin(), part.refusing.end(), ActorId{i}) != part.refusing.end();
        };
        if (std::any_of(by_issue.begin(), by_issue.end(), refuses)) verdict.refusing.push_back(ActorId{i});
    }
    return verdict;
}

/// The best agreement through each lens; one that a limit cuts short says so itself.
std::vector<AgreementFinding> find_agreements(ThresholdSolver& solver, const ComparisonRequest& asked,
                                              Linkage linkage, const StopToken& stop, bool& complete) {
    std::vector<AgreementFinding> result;
    AgreementRequest request;
    request.delta = solver.deltas();
    request.punishment = asked.punishment;
    request.linkage = linkage;
    request.objectives = asked.objectives;
    request.jobs = asked.jobs;
    // Who and what binds takes several times as long: `solve` says that.
    request.binding = false;
    request.stop = stop;
    for (const std::size_t lens : asked.lenses) {
        try {
            result.push_back(find_agreement(solver.model(), solver.shared_game(), lens, request));
        } catch (const Stopped&) {
            result.push_back(unanswered_agreement(solver.model(), lens, request));
            result.back().note = "the limit came before this lens was searched";
        }
        complete = complete && result.back().status != AgreementFinding::Status::undecided;
    }
    return result;
}

void require_agreements(const ThresholdSolver& solver, const ComparisonRequest& asked) {
    if (asked.objectives.empty()) return;
    AgreementRequest request;
    request.punishment = asked.punishment;
    request.linkage = asked.linkage;
    request.objectives = asked.objectives;
    for (const std::size_t lens : asked.lenses) {
        if (const std::string why = why_no_agreement(solver.model(), lens, request); !why.empty())
            throw Error(ErrorKind::usage, why);
    }
}

/// Agreements, and what the model's propositions come to.
void add_agreements(TargetSolver& of_targets, const ComparisonRequest& asked, const StopToken& stop,
                    Comparison& result) {
    if (asked.objectives.empty()) return;
    ThresholdSolver& solver = of_targets.solver();
    const std::vector<PropositionDeclaration>& claims = solver.model().propositions;
    result.agreements = find_agreements(solver, asked, asked.linkage, stop, result.complete);
    // With issues played apart from the start there is nothing to hold linkage against.
    if (asked.linkage == Linkage::separate) return;
    if (std::any_of(claims.begin(), claims.end(), needs_apart) &&
        why_not_apart(solver.model(), asked.lenses, asked.punishment).empty())
        result.apart = find_agreements(solver, asked, Linkage::separate, stop, result.complete);
    const PropositionRequest request{asked.lenses, asked.punishment, result.agreements, result.apart, stop};
    for (std::size_t p = 0; p < claims.size(); ++p) {
        try {
            result.propositions.push_back(weigh(of_targets, p, request));
        } catch (const Stopped&) {
            result.complete = false;
            return;
        }
    }
}

}  // namespace

std::vector<Disagreement> disagreements(const AgreementFinding& a, const AgreementFinding& b,
                                        const GameForm& form) {
    std::vector<Disagreement> result;
    using Status = AgreementFinding::Status;
    // Of agreements that are not known to be the best it means nothing.
    if (a.status != Status::solved || b.status != Status::solved) return result;
    const auto &mine = a.agreements.front().actions, &theirs = b.agreements.front().actions;
    for (std::size_t i = 0; i < form.n(); ++i) {
        const auto& issues = form.issues_of(ActorId{i});
        for (std::size_t k = 0; k < issues.size(); ++k) {
            if (mine[i][k] != theirs[i][k])
                result.push_back({ActorId{i}, issues[k], mine[i][k], theirs[i][k]});
        }
    }
    return result;
}

Comparison compare_lenses(ThresholdSolver& solver, const ComparisonRequest& request, const StopToken& stop,
                          const Progress& progress) {
    const auto& lenses = request.lenses;
    const auto& targets = request.targets;
    const Punishment punishment = request.punishment;
    const Linkage linkage = request.linkage;
    Comparison result;
    result.punishment = punishment;
    result.linkage = linkage;
    result.delta = solver.deltas();
    const bool needs_delta = std::any_of(targets.begin(), targets.end(),
                                         [](const Target& t) { return t.test != TargetTest::accept; });
    if ((needs_delta || !request.objectives.empty()) && result.delta.empty()) {
        throw Error(
            ErrorKind::usage,
            "a discount factor is needed to read verdicts at; give --delta, or delta = ... in the file");
    }
    std::optional<SeparateIssues> issues;
    if (linkage == Linkage::separate) {
        require_separable(solver.model(), lenses, punishment);
        issues.emplace(solver.model());
    }
    require_agreements(solver, request);
    TargetSolver of_targets(solver);
    // Every target through every lens, each by itself.
    std::atomic<bool> complete = true;
    std::mutex lock;
    std::size_t done = 0;
    const std::size_t count = targets.size() * lenses.size();
    result.targets.resize(targets.size());
    for (std::size_t t = 0; t < targets.size(); ++t) {
        TargetComparison& comparison = result.targets[t];
        comparison.target = targets[t];
        comparison.verdicts.resize(lenses.size());
        if (issues) comparison.by_issue.resize(lenses.size());
        try {
            comparison.gains = gains_of(solver, targets[t]);
        } catch (const Stopped&) {
            complete = false;
        }
    }
    in_parallel(count, request.jobs, [&](std::size_t task) {
        const std::size_t t = task / lenses.size(), k = task % lenses.size(), lens = lenses[k];
        const Target& target = targets[t];
        std::vector<Verdict> by_issue;
        Verdict verdict;
        try {
            if (stop.stop_requested()) throw Stopped();
            // Acceptance knows no history, hence no linkage: it is about the whole package.
            const bool apart = issues && target.test != TargetTest::accept;
            verdict = apart ? judge_together(of_targets, *issues, lens, target, punishment, by_issue)
                            : judge(of_targets, lens, target, punishment);
        } catch (const Stopped&) {
            complete = false;
            by_issue.clear();
            verdict = undecided(solver, lens, target, punishment);
        }
        TargetComparison& comparison = result.targets[t];
        verdict.gains = comparison.gains;
        comparison.verdicts[k] = std::move(verdict);
        if (issues) comparison.by_issue[k] = std::move(by_issue);
        if (!progress) return;
        const std::scoped_lock hold(lock);
        progress(++done, count);
    });
    result.complete = complete;
    add_agreements(of_targets, request, stop, result);
    return result;
}

std::vector<Finding> findings_of(const Comparison& comparison) {
    std::vector<Finding> findings;
    for (const TargetComparison& each : comparison.targets) {
        for (std::size_t k = 0; k < each.verdicts.size(); ++k) {
            findings.emplace_back(each.verdicts[k]);
            if (each.by_issue.empty()) continue;
            findings.insert(findings.end(), each.by_issue[k].begin(), each.by_issue[k].end());
        }
    }
    return findings;
}

}  // namespace comity
