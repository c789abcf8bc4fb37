#pragma once
/// Linkage [F3.3]: where play in an issue depends on the history of that issue only, each issue is a game by
/// itself. Utilities are sums over issues, so that for product targets the critical value of the whole is
/// decided by its most demanding issue.

#include <string>
#include <vector>

#include "comity/question/target.hpp"

namespace comity {

/// One issue of a model as a model.
struct IssueAlone {
    Model model;
    /// Of each of its constraints, the index in the whole model.
    std::vector<std::size_t> constraints;
};

/// The model with one issue only: every state is still there, those outside the issue with a single action.
/// Constraints on other issues are gone, and so is exit where there are several: it is from all issues at
/// once.
IssueAlone issue_alone(const Model& model, std::size_t issue);

/// Why play cannot be split by issue under a lens, or "" where it can: the defensive lens looks at a period's
/// total, and some constraints tie issues together. `expelled`: a breach is answered by expulsion.
std::string why_not_separate(const Model& model, std::size_t lens, bool expelled);

/// What a profile or a cycle of the whole asks in one issue. Acceptance is never split: it is about the whole
/// package and knows no history [F4.7].
Target target_in_issue(const GameForm& whole, const Target& target, const GameForm& alone, std::size_t issue);

/// Why a target cannot be asked issue by issue, or "" where it can: V* is the sum of the issues' own sets,
/// and a payoff of the whole can be had as more than one sum.
std::string why_not_by_issue(const Target& target);

/// The form of the whole model, or of one issue by itself where `issue` is not empty; its name must exist.
GameForm form_of(const Model& model, const std::string& issue);

}  // namespace comity
