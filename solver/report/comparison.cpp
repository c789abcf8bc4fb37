#include <fmt/format.h>

#include <algorithm>

#include "comity/question/linkage.hpp"
#include "comity/report/bracket_words.hpp"
#include "comity/report/report.hpp"
#include "comity/report/table.hpp"
#include "comity/text/words.hpp"

namespace comity {
namespace {

/// "China 1.79, Russia -3.02": decimals for reading; exact values are in JSON and CSV.
std::string split_words(const std::vector<Rational>& gains, const GameForm& form) {
    std::vector<std::string> parts;
    for (std::size_t i = 0; i < gains.size(); ++i)
        parts.push_back(form.actors()[i].name + " " + to_short(gains[i], 5, 2));
    return join(parts, ", ");
}

std::string unit_title(const Model& model) {
    for (const Unit& unit : model.units) {
        if (unit.name == model.unit) return unit.title;
    }
    return model.unit;
}

std::string star_exact(const Threshold& t) {
    if (!t.decided) return "-";
    if (!is_exact(t) && t.sustained.is_empty()) return "none proved";
    if (!is_exact(t)) return is_bracketed_up_set(t) ? "enclosed" : "in " + bracketed_set_words(t);
    if (t.is_empty()) return "-";
    if (!t.is_up_set()) return "in " + set_words(t.sustained);
    if (!t.value->is_rational()) return "irrational";
    const std::string exact = to_string(t.value->rational());
    return exact.size() <= 15 ? exact : "*";
}

std::string who(const Threshold& t, const GameForm& form) {
    const auto names = actor_names(t.binding_actors, form);
    if (names.empty()) return "-";
    if (names.size() == form.n() && names.size() > 2) return "every state";
    return join_words(names);
}

/// "China", "Kazakhstan would not sign", "Kazakhstan would not sign; nothing deters Tajikistan".
std::string decided_by(const Verdict& verdict, const GameForm& form) {
    const Threshold& t = verdict.threshold;
    if (t.value || verdict.refusing.empty() || t.target.test == TargetTest::accept) return who(t, form);
    std::vector<ActorId> others;
    for (const ActorId actor : t.binding_actors) {
        if (std::find(verdict.refusing.begin(), verdict.refusing.end(), actor) == verdict.refusing.end())
            others.push_back(actor);
    }
    const std::string refuse = join_words(actor_names(verdict.refusing, form)) + " would not sign";
    return others.empty() ? refuse : refuse + "; nothing deters " + join_words(actor_names(others, form));
}

std::string rule_words(Punishment punishment) {
    switch (punishment) {
        case Punishment::grim:
            return "Punishment: grim (a breach ends cooperation for good: each breacher faces its worst "
                   "stage "
                   "equilibrium).";
        case Punishment::exit:
            return "Punishment: exit (whoever breaches is expelled for good).";
        case Punishment::worst:
            break;
    }
    return "Punishment: worst (each breacher is held to the worst equilibrium there is for it, the strongest "
           "threat that is credible).";
}

/// The cells of a verdict from "verdict" on.
std::vector<std::string> cells(const Verdict& verdict, const std::string* proof, const Model& model,
                               const GameForm& form) {
    const Threshold& t = verdict.threshold;
    const bool accept = t.target.test == TargetTest::accept;
    std::vector<std::string> row{verdict_words(verdict)};
    // The table says once that all of it is about pure strategies.
    if (verdict.outcome == Verdict::Outcome::not_sustainable && t.punishment == Punishment::worst)
        row.front() = to_string(verdict.outcome);
    if (proof != nullptr)
        row.emplace_back(*proof == "proved" ? "yes" : *proof == "refuted" ? "refuted" : "no");
    for (std::string cell :
         {accept ? "-" : star_words(t), accept ? "-" : star_exact(t),
          t.binding_constraints.empty() ? "-" : join(constraint_names(t.binding_constraints, model), ", "),
          t.note.empty() ? decided_by(verdict, form) : t.note})
        row.push_back(std::move(cell));
    return row;
}

/// An issue in which nothing is asked for that would not be done anyway.
bool goes_without_saying(const Verdict& part, const GameForm& alone) {
    const Threshold& t = part.threshold;
    return alone.status_quo() == t.target.profile &&
           (t.target.test == TargetTest::accept || (t.value && *t.value == AlgebraicNumber(Rational(0))));
}

}  // namespace

std::string report_comparison(const Model& model, const GameForm& form, const Comparison& comparison,
                              const std::vector<std::string>& proofs) {
    std::size_t next = 0;  // findings come in the order of findings_of
    std::string out = heading_words(model) + "\n";
    const bool apart = comparison.linkage == Linkage::separate;
    out += wrap(
        fmt::format("Verdicts are read at {}. {}{} Pure strategies. delta* is the least discount factor "
                    "that sustains the target.",
                    delta_words(comparison.delta, form), rule_words(comparison.punishment),
                    apart ? " Issues are played apart: a breach in one is answered in that one only." : ""));
    bool longer = false;
    for (const TargetComparison& each : comparison.targets) {
        const bool accept = each.target.test == TargetTest::accept;
        out += "\n" + wrap(fmt::format("Target {}{}", each.target.name,
                                       each.target.title.empty() ? "" : ": " + each.target.title));
        if (!each.gains.empty()) {
            out += wrap(fmt::format("Material gain per period: {} ({}).", split_words(each.gains, form),
                                    unit_title(model)),
                        2);
        }
        std::vector<std::vector<std::string>> rows;
        const auto proof = [&] { return proofs.empty() ? nullptr : &proofs.at(next++); };
        const auto add = [&](const Verdict& verdict, const std::string* proved,
                             std::vector<std::string> head) {
            longer = longer || (!accept && star_exact(verdict.threshold) == "*");
            const auto rest = cells(verdict, proved, model, form);
            head.insert(head.end(), rest.begin(), rest.end());
            rows.push_back(std::move(head));
        };
        for (std::size_t k = 0; k < each.verdicts.size(); ++k) {
            const std::string& lens = each.verdicts[k].threshold.lens;
            add(each.verdicts[k], proof(),
                apart ? std::vector<std::string>{lens, "together"} : std::vector{lens});
            for (const Verdict& part : apart ? each.by_issue[k] : std::vector<Verdict>()) {
                const std::string* proved = proof();
                if (!goes_without_saying(part, form_of(model, part.threshold.issue)))
                    add(part, proved, {"", part.threshold.issue});
            }
        }
        std::vector<std::string> header{"lens"};
        if (apart) header.emplace_back("issue");
        header.emplace_back("verdict");
        if (!proofs.empty()) header.emplace_back("proved");
        std::vector<bool> right(header.size(), false);
        right.insert(right.end(), {true, true});
        for (const char* column : {"delta*", "exactly", "binds"}) header.emplace_back(column);
        header.emplace_back(accept ? "who refuses" : "decided by");
        out += text_table(header, rows, right);
        out += wrap(closing_sentence(each, comparison.delta, comparison.punishment, form), 2);
        if (apart) out += wrap(linkage_sentence(each), 2);
    }
    out += report_compared_agreements(model, form, comparison);
    if (longer)
        out += "\n" + wrap("* an exact fraction too long to print here; --format json or csv gives it.");
    return out;
}

}  // namespace comity
