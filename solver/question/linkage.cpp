#include "comity/question/linkage.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "comity/constraint/constraint.hpp"

namespace comity {
namespace {

/// Does a list of names or groups mean this issue?
bool means(const std::vector<std::string>& names, const IssueDeclaration& declared) {
    return std::any_of(names.begin(), names.end(),
                       [&](const std::string& name) { return is_named(declared, name); });
}

/// The constraint as far as it is about one issue; empty where it is not about it.
std::optional<ConstraintDeclaration> within(const ConstraintDeclaration& constraint,
                                            const IssueDeclaration& declared, bool only_issue) {
    ConstraintDeclaration result = constraint;
    const auto narrow = [&](std::vector<std::string>& names) {
        if (!means(names, declared)) return false;
        names = {declared.issue.name};
        return true;
    };
    if (auto* prohibit = std::get_if<ProhibitActions>(&result.what)) {
        if (!is_named(declared, prohibit->issue)) return std::nullopt;
    } else if (auto* sovereignty = std::get_if<SovereigntyCost>(&result.what)) {
        if (!narrow(sovereignty->issues)) return std::nullopt;
    } else if (auto* cap = std::get_if<DepthCap>(&result.what)) {
        if (!narrow(cap->issues)) return std::nullopt;
    } else if (auto* symmetric = std::get_if<SymmetricTreatment>(&result.what)) {
        if (!narrow(symmetric->issues)) return std::nullopt;
    } else if (auto* compatible = std::get_if<CompatibleDepth>(&result.what)) {
        if (!narrow(compatible->issues)) return std::nullopt;
    } else if (auto* consensus = std::get_if<Consensus>(&result.what)) {
        if (!narrow(consensus->issues)) return std::nullopt;
    } else if (std::holds_alternative<ExitValues>(result.what)) {
        // A state leaves all issues at once: where there is one, that is it.
        if (!only_issue) return std::nullopt;
    }
    return result;
}

/// Why one constraint ties issues together, or "".
std::string tie(const ConstraintDeclaration& constraint, const Model& model, bool expelled) {
    const auto several = [&](const std::vector<std::string>& names) {
        return std::count_if(model.issues.begin(), model.issues.end(),
                             [&](const IssueDeclaration& declared) { return means(names, declared); }) > 1;
    };
    if (const auto* cap = std::get_if<DepthCap>(&constraint.what)) {
        return several(cap->issues) ? "its depths are counted together over several issues" : "";
    }
    if (std::holds_alternative<Recognition>(constraint.what)) return "it compares gains summed over issues";
    if (std::holds_alternative<Consensus>(constraint.what))
        return "consent is to a state's value from all issues together";
    if (const auto* exit = std::get_if<ExitValues>(&constraint.what)) {
        return exit->withdrawal || expelled ? "a state leaves all issues at once" : "";
    }
    return "";
}

}  // namespace

IssueAlone issue_alone(const Model& model, std::size_t issue) {
    IssueAlone alone;
    const IssueDeclaration declared = model.issues[issue];
    alone.model = model;
    alone.model.issues = {declared};
    alone.model.constraints.clear();
    alone.model.linkage = Linkage::pooled;
    for (std::size_t c = 0; c < model.constraints.size(); ++c) {
        if (auto constraint = within(model.constraints[c], declared, model.issues.size() == 1)) {
            alone.model.constraints.push_back(*std::move(constraint));
            alone.constraints.push_back(c);
        }
    }
    for (TargetDeclaration& target : alone.model.targets) {
        if (!target.play.empty()) target.play = {target.play[issue]};
        for (auto& play : target.cycle) play = {play[issue]};
    }
    return alone;
}

std::string why_not_separate(const Model& model, std::size_t lens, bool expelled) {
    if (model.issues.size() < 2) return "";
    const LensDeclaration& declared = model.lenses[lens];
    if (declared.kind == LensKind::defensive) {
        return fmt::format(
            "play cannot be split by issue under the lens '{}': being outgained is counted on a period's "
            "total over issues [F3.3]",
            declared.name);
    }
    for (const ConstraintDeclaration& constraint : model.constraints) {
        if (!applies(constraint, declared.name)) continue;
        const std::string reason = tie(constraint, model, expelled);
        if (!reason.empty())
            return fmt::format("play cannot be split by issue under the constraint '{}': {} [F3.3]",
                               constraint.name, reason);
    }
    return "";
}

Target target_in_issue(const GameForm& whole, const Target& target, const GameForm& alone,
                       std::size_t issue) {
    Target result = target;
    const auto within_issue = [&](ProfileIndex profile) {
        std::vector<std::size_t> play;
        for (const ActorId member : whole.issues()[issue].members) {
            const std::size_t action = whole.profiles().action(profile, member.index);
            play.push_back(whole.issue_action(member, action, issue));
        }
        return alone.compose({play});
    };
    result.profile = within_issue(target.profile);
    for (ProfileIndex& profile : result.cycle) profile = within_issue(profile);
    return result;
}

std::string why_not_by_issue(const Target& target) {
    if (!is_about_payoffs(target)) return "";
    return fmt::format(
        "target '{}': with issues played apart payoffs add up, and a sum does not say what each "
        "issue must give; ask with issues pooled, or of a profile or a cycle [F3.3]",
        target.name);
}

GameForm form_of(const Model& model, const std::string& issue) {
    if (issue.empty()) return model.form();
    for (const IssueDeclaration& declared : model.issues) {
        if (declared.issue.name == issue) return GameForm(model.actors, {declared.issue});
    }
    return model.form();
}

}  // namespace comity
