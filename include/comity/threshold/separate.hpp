#pragma once
/// Issues played apart [F3.3]: each is solved by itself, and the whole holds where every issue does.

#include "comity/question/linkage.hpp"
#include "comity/threshold/threshold.hpp"

namespace comity {

/// Error (usage, or bad_model where the file itself asks for it): play cannot be split by issue under one of
/// the lenses, with the reason [F3.3].
void require_separable(const Model& model, const std::vector<std::size_t>& lenses,
                       std::optional<Punishment> punishment);

/// The issues of a model, each with a solver of its own.
class SeparateIssues {
  public:
    explicit SeparateIssues(const Model& model);
    SeparateIssues(const SeparateIssues&) = delete;
    SeparateIssues& operator=(const SeparateIssues&) = delete;

    std::size_t size() const { return issues_.size(); }
    /// The solver of one issue by itself.
    ThresholdSolver& solver(std::size_t issue) { return *issues_[issue]->solver; }
    const std::string& name(std::size_t issue) const { return model_.issues[issue].issue.name; }
    /// What a target of the whole asks in one issue. Error (usage): a payoff or a set of payoffs [F3.3].
    Target target(const Target& whole, std::size_t issue) const;

    /// The answer of one issue's solver in the words of the whole model: with the issue's name, and with the
    /// whole model's constraints.
    Threshold as_part(Threshold answer, std::size_t issue) const;
    /// One question about every issue, in the order of the file, with certificates.
    std::vector<Threshold> solve(const ThresholdRequest& request);
    /// The whole: where every issue's answer (as `solve` or `as_part` gives it) holds. `request` is the
    /// question that the parts answer.
    Threshold together(const ThresholdRequest& request, const std::vector<Threshold>& parts);

  private:
    struct Issue {
        explicit Issue(IssueAlone split) : alone(std::move(split)) {
            solver = std::make_unique<ThresholdSolver>(alone.model);
        }
        IssueAlone alone;
        std::unique_ptr<ThresholdSolver> solver;
    };
    ThresholdRequest request_in(const ThresholdRequest& request, std::size_t issue) const;

    const Model& model_;
    GameForm form_;
    std::vector<std::unique_ptr<Issue>> issues_;
};

}  // namespace comity
