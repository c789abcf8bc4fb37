// Explanations as people read them.

#include "comity/report/explanations.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "comity/question/linkage.hpp"
#include "comity/report/agreement_words.hpp"
#include "comity/report/bracket_words.hpp"
#include "comity/report/table.hpp"
#include "comity/text/words.hpp"

namespace comity {
namespace {

std::string constraint_list(const std::vector<std::size_t>& constraints, const Model& model) {
    std::vector<std::string> names;
    for (const std::string& name : constraint_names(constraints, model)) names.push_back("'" + name + "'");
    return join_words(names);
}

/// What a departure brings and costs; either may be below 0.
std::string balance_words(const Rational& today, const Rational& after, const Rational& gain) {
    std::string words = today >= 0 ? fmt::format("It brings {} in the period", to_short(today))
                                   : fmt::format("It costs {} in the period", to_short(-today));
    if (after > 0) words += fmt::format(" and costs {} in every period after", to_short(after));
    if (after < 0) words += fmt::format(" and brings {} in every period after", to_short(-after));
    return words + fmt::format(", {} a period in all", to_short(gain));
}

// --- targets

std::string defection_words(const Defection& d, const ExplainedModel& about) {
    const GameForm form = form_of(*about.model, d.issue);
    const std::string who = form.actors()[d.actor.index].name;
    std::string when;
    if (!d.issue.empty()) when += fmt::format("in '{}', ", d.issue);
    if (d.period) when += fmt::format("in period {} of the cycle, ", *d.period + 1);
    switch (d.kind) {
        case Defection::Kind::departs:
            return fmt::format("{}{} departs: '{}' instead of '{}'. {}", when, who,
                               form.action_label(d.actor, d.action),
                               form.action_label(d.actor, form.profiles().action(d.profile, d.actor.index)),
                               balance_words(d.today, d.value - d.after, d.gain));
        case Defection::Kind::leaves:
            return fmt::format("{}{} leaves: it would have {} outside and has {}, which is {} less", when,
                               who, to_short(d.after), to_short(d.value), to_short(d.gain));
        case Defection::Kind::no_consent:
            return fmt::format(
                "{}{} does not consent: it has {} at the status quo and {} here, which is {} less", when, who,
                to_short(d.after), to_short(d.value), to_short(d.gain));
        case Defection::Kind::refuses:
            return fmt::format("{} refuses to sign: it has {} more at the status quo", who, to_short(d.gain));
        case Defection::Kind::is_held:
            return fmt::format("{} can have {} whatever the others do, which is {} more", who,
                               to_short(d.after), to_short(d.gain));
    }
    return "";
}

/// "from 7/9 up", "above 7/9", "from between 0.33 and 0.34 up".
std::string way_words(const ScalarFlip::Way& way, bool up) {
    const Bound &lo = std::min(way.here, way.there), &hi = std::max(way.here, way.there);
    if (!(lo == hi)) {
        return fmt::format("from {} {}", enclosed_words(lo.number().lo(), hi.number().hi()),
                           up ? "up" : "down");
    }
    const std::string number = number_words(way.there.number());
    if (!way.closed) return (up ? "above " : "below ") + number;
    return fmt::format("from {} {}", number, up ? "up" : "down");
}

std::string flip_words(const ScalarFlip& flip, const Verdict& verdict) {
    std::vector<std::string> ways;
    if (flip.below) ways.push_back(way_words(*flip.below, false));
    if (flip.above) ways.push_back(way_words(*flip.above, true));
    const bool accept = verdict.threshold.target.test == TargetTest::accept;
    const bool kept = verdict.outcome == Verdict::Outcome::sustainable;
    const std::string other = kept ? accept ? "refused" : "not sustained" : accept ? "accepted" : "sustained";
    const std::string now = flip.of + " (now " + to_short(flip.now) + "): ";
    if (ways.empty()) return now + (kept ? "no value of it changes that" : other + " at no value of it");
    return now + other + " " + join(ways, ", and ");
}

std::string target_words(const Explanation& e, const ExplainedModel& about) {
    const Threshold& t = e.verdict.threshold;
    const bool accept = t.target.test == TargetTest::accept;
    std::string out =
        wrap(fmt::format("Lens {}, target {}: {}", t.lens, t.target.name, verdict_words(e.verdict)));
    out += wrap(play_words(t.target, *about.form), 2);
    std::string terms = delta_words(e.verdict.delta, *about.form);
    if (!accept && t.punishment) terms += ", punishment " + to_string(*t.punishment);
    if (t.linkage == Linkage::separate) terms += ", issues apart";
    if (!accept) out += wrap(terms, 2);
    for (const Defection& each : e.defections) out += wrap(defection_words(each, about), 2);
    if (!e.forbidding.empty())
        out += wrap(fmt::format("forbidden by {}", constraint_list(e.forbidding, *about.model)), 2);
    for (const ScalarFlip& each : e.flips) out += wrap(flip_words(each, e.verdict), 2);
    for (const auto& each : e.removals)
        out += wrap(fmt::format("without {}{}: {}", each.size() > 1 ? "both " : "",
                                constraint_list(each, *about.model), accept ? "accepted" : "sustained"),
                    2);
    if (!e.complete) out += "  the limit came first\n";
    return out + "\n";
}

// --- agreements

std::string objection_words(const Objection& o, const ExplainedModel& about) {
    const GameForm& form = *about.form;
    const std::string who = form.actors()[o.actor.index].name;
    if (o.kind == Objection::Kind::leaves)
        return fmt::format("{} leaves: it has {} less than outside ({})", who, to_short(o.gain),
                           constraint_list({o.constraint}, *about.model));
    if (o.kind == Objection::Kind::no_consent)
        return fmt::format("{} does not consent: it has {} less than at the status quo ({})", who,
                           to_short(o.gain), constraint_list({o.constraint}, *about.model));
    std::vector<std::string> moves;
    for (const auto& [issue, action] : o.moves) {
        const Issue& in = form.issues()[issue];
        moves.push_back(fmt::format("{} in {}", in.actions[*in.member(o.actor)][action], in.name));
    }
    return fmt::format("{} departs: {}. {}", who, join(moves, ", "), balance_words(o.today, o.after, o.gain));
}

std::string step_words(const DeeperStep& step, const ExplainedModel& about) {
    const Issue& issue = about.form->issues()[step.issue];
    std::string out = wrap(fmt::format("{} in {}: {}", about.form->actors()[step.actor.index].name,
                                       issue.name, issue.actions[*issue.member(step.actor)][step.action]),
                           2);
    if (!step.forbidding.empty())
        out += wrap(fmt::format("forbidden by {}", constraint_list(step.forbidding, *about.model)), 4);
    for (const Objection& each : step.objections) out += wrap(objection_words(each, about), 4);
    if (step.is_sustained()) out += wrap("would be kept as well, but is no better by what is asked for", 4);
    return out;
}

std::string deeper_words(const DeeperReport& report, const ExplainedModel& about) {
    const AgreementFinding& f = report.finding;
    std::vector<std::string> goals;
    for (const Objective each : f.objectives) goals.push_back(to_string(each));
    std::string out = wrap(fmt::format("Lens {}: why the best agreement by {} goes no deeper [F4.6]", f.lens,
                                       join(goals, ", then ")));
    out += wrap(delta_words(f.delta, *about.form) + ", punishment " + to_string(f.punishment) +
                    (f.linkage == Linkage::separate ? ", issues apart" : ", issues pooled"),
                2);
    if (f.agreements.empty()) {
        out += wrap(f.status == AgreementFinding::Status::empty ? "there is none: " + f.note : f.note, 2);
        return out + "\n";
    }
    if (f.status == AgreementFinding::Status::undecided)
        out += wrap("undecided: these are the steps from the best that is known", 2);
    out += agreement_table(f.agreements.front(), *about.form);
    if (report.steps.empty()) out += "  it is as deep as can be\n";
    for (const DeeperStep& step : report.steps) out += step_words(step, about);
    return out + "\n";
}

}  // namespace

std::string report_explanations(const ExplainedModel& explained) {
    std::string out = heading_words(*explained.model) + "\n\n";
    for (const Explanation& each : explained.targets) out += target_words(each, explained);
    for (const DeeperReport& each : explained.agreements) out += deeper_words(each, explained);
    return out;
}

}  // namespace comity
