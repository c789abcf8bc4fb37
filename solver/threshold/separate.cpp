#include "comity/threshold/separate.hpp"

#include <algorithm>

#include "proof.hpp"

namespace comity {
namespace {

/// The sets of the whole: where the sets of all parts hold.
void meet(const std::vector<Threshold>& parts, Threshold& answer) {
    answer.by_actor = parts.front().by_actor;
    answer.agreed = parts.front().agreed;
    answer.sustained = parts.front().sustained;
    answer.possible = parts.front().possible;
    for (std::size_t k = 1; k < parts.size(); ++k) {
        for (std::size_t i = 0; i < answer.by_actor.size(); ++i)
            answer.by_actor[i] = intersect(answer.by_actor[i], parts[k].by_actor[i]);
        answer.agreed = intersect(answer.agreed, parts[k].agreed);
        answer.sustained = intersect(answer.sustained, parts[k].sustained);
        answer.possible = intersect(answer.possible, parts[k].possible);
    }
}

}  // namespace

void require_separable(const Model& model, const std::vector<std::size_t>& lenses,
                       std::optional<Punishment> punishment) {
    for (const std::size_t lens : lenses) {
        const std::string why = why_not_separate(model, lens, punishment == Punishment::exit);
        if (why.empty()) continue;
        if (model.linkage != Linkage::separate) throw Error(ErrorKind::usage, why);
        throw Error(ErrorKind::bad_model, Diagnostics{model.linkage_text.diagnose("not-separable", why)});
    }
}

SeparateIssues::SeparateIssues(const Model& model) : model_(model), form_(model.form()) {
    for (std::size_t s = 0; s < model.issues.size(); ++s)
        issues_.push_back(std::make_unique<Issue>(issue_alone(model, s)));
}

Target SeparateIssues::target(const Target& whole, std::size_t issue) const {
    if (const std::string why = why_not_by_issue(whole); !why.empty()) {
        // Both may stand in the file.
        if (model_.linkage == Linkage::separate && model_.find_target(whole.name) != nullptr)
            throw Error(ErrorKind::bad_model,
                        Diagnostics{model_.linkage_text.diagnose("not-separable", why)});
        throw Error(ErrorKind::usage, why);
    }
    return target_in_issue(form_, whole, issues_[issue]->solver->form(), issue);
}

ThresholdRequest SeparateIssues::request_in(const ThresholdRequest& request, std::size_t issue) const {
    ThresholdRequest result = request;
    result.target = target(request.target, issue);
    return result;
}

Threshold SeparateIssues::as_part(Threshold answer, std::size_t issue) const {
    const std::vector<std::size_t>& original = issues_[issue]->alone.constraints;
    answer.issue = name(issue);
    answer.linkage = Linkage::separate;
    for (std::size_t& c : answer.binding_constraints) c = original[c];
    for (EndProof& end : answer.certificate.ends) {
        for (auto* list : {&end.holds, &end.fails, &end.rejected}) {
            for (Inequality& x : *list) {
                if (x.kind == Inequality::Kind::consensus || x.kind == Inequality::Kind::agreement)
                    x.constraint = original[x.constraint];
            }
        }
    }
    return answer;
}

std::vector<Threshold> SeparateIssues::solve(const ThresholdRequest& request) {
    std::vector<Threshold> parts;
    for (std::size_t s = 0; s < size(); ++s)
        parts.push_back(as_part(solver(s).solve(request_in(request, s)), s));
    return parts;
}

Threshold SeparateIssues::together(const ThresholdRequest& request, const std::vector<Threshold>& parts) {
    // Step 1. The sets, what they come to, and who decides.
    Threshold answer;
    answer.lens = parts.front().lens;
    answer.linkage = Linkage::separate;
    answer.target = request.target;
    answer.of = parts.front().of;
    answer.punishment = parts.front().punishment;
    answer.domain = parts.front().domain;
    meet(parts, answer);
    decide(answer);
    if (answer.sustained != answer.possible) answer.value.reset();
    answer.parts = parts;
    for (const Threshold& part : parts) {
        if (!part.note.empty() && answer.note.empty()) answer.note = "in '" + part.issue + "', " + part.note;
    }
    // Step 2. The constraints without which the whole would be another [F3.5].
    for (std::size_t c = 0; c < model_.constraints.size(); ++c) {
        if (!applies(model_.constraints[c], answer.lens)) continue;
        std::vector<Threshold> without = parts;
        bool concerned = false;
        for (std::size_t s = 0; s < size(); ++s) {
            const auto& original = issues_[s]->alone.constraints;
            const auto found = std::find(original.begin(), original.end(), c);
            if (found == original.end()) continue;
            concerned = true;
            const auto own = static_cast<std::size_t>(found - original.begin());
            without[s] = solver(s).solve_without(request_in(request, s), own);
        }
        Threshold other = answer;
        if (concerned) meet(without, other);
        if (are_proved_different(other, answer)) answer.binding_constraints.push_back(c);
    }
    return answer;
}

}  // namespace comity
