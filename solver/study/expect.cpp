#include "comity/study/expect.hpp"

#include "comity/number/interval_text.hpp"
#include "comity/study/agreements.hpp"
#include "comity/study/agrees.hpp"
#include "comity/study/compare.hpp"
#include "comity/study/equilibria.hpp"
#include "comity/study/targets.hpp"
#include "comity/text/words.hpp"
#include "prepared.hpp"

namespace comity {
namespace {

using Asks = Expectation::Question;

/// What is asked, for people: "least delta for full, relative:k=1/4, grim".
std::string asked_words(const Expectation& e, const PreparedExpectation& ready) {
    const bool accept = ready.target.test == TargetTest::accept;
    std::string what;
    if (e.question == Asks::utility) {
        what = "utility of " + e.of.text + " at " + ready.target.name;
    } else if (e.question == Asks::verdict) {
        what = "is " + ready.target.name + (accept ? " accepted" : " sustained");
    } else if (e.question == Asks::corners) {
        what = "corners of the set of all equilibrium payoffs";
    } else if (e.question == Asks::agreement) {
        what = "greatest " + e.of.text + " of an agreement";
    } else if (ready.of.is_delta()) {
        what = "least " + ready.of.text + " for " + ready.target.name;
    } else {
        what = e.of.text + " for which " + ready.target.name + (accept ? " is accepted" : " is sustained");
    }
    std::vector<std::string> parts{what, e.lens.text};
    // Grim goes without saying.
    if (ready.punishment && *ready.punishment != Punishment::grim)
        parts.push_back(to_string(*ready.punishment));
    if (ready.linkage == Linkage::separate && e.question != Asks::utility) parts.emplace_back("issues apart");
    std::vector<std::string> at;
    for (const auto& [path, value] : e.at) at.push_back(path.text + " = " + value.text);
    if (!at.empty()) parts.push_back("at " + join(at, ", "));
    return join(parts, ", ");
}

std::string expected_words(const Expectation& e, const PreparedExpectation& ready) {
    if (const auto* number = std::get_if<Rational>(&e.answer)) return to_string(*number);
    if (const auto* set = std::get_if<IntervalSet>(&e.answer))
        return set->is_empty() && (ready.of.is_delta() || e.question == Asks::agreement) ? "none"
                                                                                         : to_text(*set);
    if (const auto* corners = std::get_if<Expectation::Corners>(&e.answer)) return corner_text(*corners);
    return e.answer_text.text;
}

void judge_threshold(const Expectation& e, const Threshold& t, ExpectationFinding& finding) {
    finding.computed = computed_words(t, e.answer);
    finding.agrees = agrees(t, e.answer, e.tolerance);
}

std::string verdict_word(const Verdict& verdict) {
    const bool accept = verdict.threshold.target.test == TargetTest::accept;
    if (!accept) return to_string(verdict.outcome);
    return verdict.outcome == Verdict::Outcome::sustainable ? "accepted" : "refused";
}

void answer(const Expectation& e, PreparedExpectation& ready, const Rational& tolerance,
            const StopToken& stop, ExpectationFinding& finding) {
    switch (e.question) {
        case Asks::threshold: {
            ThresholdRequest request{ready.lens, ready.target, ready.of, ready.punishment};
            request.tolerance = tolerance;
            Threshold t;
            if (ready.linkage == Linkage::separate && ready.target.test != TargetTest::accept) {
                SeparateIssues issues(*ready.model);
                t = issues.together(request, issues.solve(request));
            } else {
                t = TargetSolver(*ready.solver).solve(request);
            }
            judge_threshold(e, t, finding);
            finding.answer = std::move(t);
            return;
        }
        case Asks::verdict: {
            const Comparison comparison = compare_lenses(
                *ready.solver,
                {{ready.lens}, {ready.target}, ready.punishment.value_or(Punishment::grim), ready.linkage},
                stop);
            Verdict verdict = comparison.targets.front().verdicts.front();
            if (!verdict.threshold.decided) throw Stopped();
            finding.computed = verdict_word(verdict);
            finding.agrees = finding.computed == finding.expected;
            finding.answer = std::move(verdict);
            return;
        }
        case Asks::utility: {
            const auto& utility = ready.solver->question(ready.lens).stage().utility;
            const Rational value = utility[ready.actor.index][ready.target.profile];
            finding.computed = to_string(value);
            finding.agrees = agrees(AlgebraicNumber(value), std::get<Rational>(e.answer), e.tolerance);
            finding.answer = Utility{ready.model->lenses[ready.lens].name, ready.target, ready.actor, value};
            return;
        }
        case Asks::corners: {
            PayoffRequest request;
            request.delta = ready.delta;
            request.tolerance = std::min(request.tolerance, tolerance);
            request.stop = stop;
            PayoffSetFinding set = find_payoffs(*ready.solver, ready.lens, request);
            finding.computed = computed_words(set);
            finding.decided = set.status != PayoffSetFinding::Status::undecided;
            finding.agrees = agrees(set, std::get<Expectation::Corners>(e.answer), e.tolerance);
            finding.answer = std::move(set);
            return;
        }
        case Asks::agreement: {
            AgreementRequest request = ready.agreement;
            request.stop = stop;
            AgreementFinding found = study_agreement(*ready.solver, ready.lens, request);
            finding.decided = found.status != AgreementFinding::Status::undecided;
            const bool none = found.status == AgreementFinding::Status::empty;
            finding.computed = !finding.decided ? "undecided"
                               : none           ? "none"
                                                : to_string(found.values.front());
            if (const auto* number = std::get_if<Rational>(&e.answer)) {
                finding.agrees = finding.decided && !none &&
                                 agrees(AlgebraicNumber(found.values.front()), *number, e.tolerance);
            } else {
                finding.agrees = none;
            }
            finding.answer = std::move(found);
            return;
        }
    }
}

/// What each entry's copy is made of: thousands of entries must not be copied thousands of times.
Model without_expectations(const Model& model) {
    Model bare = model;
    bare.expectations.clear();
    return bare;
}

/// The shape of an answer that a limit came before.
void leave_open(const Expectation& e, const PreparedExpectation& ready, ExpectationFinding& finding) {
    finding.computed = "undecided";
    finding.decided = false;
    if (e.question == Asks::corners) {
        PayoffSetFinding cut;
        cut.lens = ready.model->lenses[ready.lens].name;
        cut.delta = ready.delta;
        finding.answer = std::move(cut);
        return;
    }
    if (e.question == Asks::agreement) {
        finding.answer = unanswered_agreement(*ready.model, ready.lens, ready.agreement);
        return;
    }
    Threshold cut;
    cut.lens = ready.model->lenses[ready.lens].name;
    cut.target = ready.target;
    cut.of = e.question == Asks::threshold ? ready.of.text : "";
    cut.punishment = ready.punishment;
    cut.decided = false;
    finding.answer = std::move(cut);
}

}  // namespace

Diagnostics check_expectations(const Model& model) {
    Diagnostics diagnostics;
    const Model bare = without_expectations(model);
    for (const Expectation& e : model.expectations) {
        try {
            prepare(bare, e);
        } catch (const Error& error) {
            diagnostics.insert(diagnostics.end(), error.diagnostics().begin(), error.diagnostics().end());
        }
    }
    return diagnostics;
}

void declare_expected_lenses(Model& model) {
    for (const Expectation& e : model.expectations) find_or_add_lens(model, e.lens);
}

std::vector<ExpectationFinding> evaluate_expectations(const Model& model, const Rational& tolerance,
                                                      const StopToken& stop, const Progress& progress) {
    std::vector<ExpectationFinding> findings;
    const Model bare = without_expectations(model);
    for (const Expectation& e : model.expectations) {
        PreparedExpectation ready = prepare(bare, e, stop);
        ExpectationFinding finding;
        finding.name = e.name;
        finding.asked = asked_words(e, ready);
        for (const auto& [path, value] : e.at) finding.at.emplace_back(path.text, value.text);
        finding.expected = expected_words(e, ready);
        finding.tolerance = e.tolerance;
        finding.standing = e.standing;
        finding.where = e.where;
        try {
            if (stop.stop_requested()) throw Stopped();
            answer(e, ready, tolerance, stop, finding);
        } catch (const Stopped&) {
            leave_open(e, ready, finding);
        }
        findings.push_back(std::move(finding));
        if (progress) progress(findings.size(), model.expectations.size());
    }
    return findings;
}

}  // namespace comity
