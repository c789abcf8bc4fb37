#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "comity/report/agreement_words.hpp"
#include "comity/report/bracket_words.hpp"
#include "comity/report/payoff_words.hpp"
#include "comity/report/report.hpp"
#include "comity/report/table.hpp"
#include "comity/study/differences.hpp"
#include "comity/text/words.hpp"

namespace comity {
namespace {

/// What identifies a finding across archives, and what it says.
std::map<std::string, std::string> answers(const ModelReport& report) {
    std::map<std::string, std::string> result;
    const auto value = [](const Threshold& t) {
        if (!t.decided) return std::string("undecided");
        if (!is_exact(t)) return bracketed_set_words(t);
        if (t.is_delta())
            return t.value        ? "from " + number_words(*t.value)
                   : t.is_empty() ? std::string("none")
                                  : set_words(t.sustained);
        return set_words(t.sustained);
    };
    const auto who = [&](const Threshold& t) {
        const auto names = actor_names(t.binding_actors, *report.form);
        return names.empty() ? std::string() : " (" + join_words(names) + ")";
    };
    const auto where = [](const Threshold& t) { return t.issue.empty() ? "" : " in '" + t.issue + "'"; };
    for (const Finding& finding : report.findings) {
        if (const auto* stage = std::get_if<StageFinding>(&finding)) {
            std::vector<std::string> profiles;
            for (const ProfileIndex p : stage->equilibria)
                profiles.push_back("(" + to_string(report.form->profiles().decode(p)) + ")");
            result["stage equilibria, " + stage->lens] = profiles.empty() ? "none" : join(profiles, " ");
        } else if (const auto* t = std::get_if<Threshold>(&finding)) {
            result[t->target.name + where(*t) + ", " + t->lens + ", of " + t->of +
                   (t->punishment ? ", " + to_string(*t->punishment) : "")] = value(*t) + who(*t);
        } else if (const auto* set = std::get_if<PayoffSetFinding>(&finding)) {
            result["equilibrium payoffs, " + set->lens + ", " + delta_words(set->delta, *report.form)] =
                set_in_short(*set);
        } else if (const auto* e = std::get_if<ExpectationFinding>(&finding)) {
            result[e->name + ": " + e->asked] =
                e->computed + (e->agrees || !e->decided ? "" : ", but expected " + e->expected);
        } else if (const auto* found = std::get_if<AgreementFinding>(&finding)) {
            result["agreement, " + found->lens + ", " + delta_words(found->delta, *report.form) + ", " +
                   to_string(found->punishment) + ", " + to_string(found->linkage)] =
                agreement_in_short(*found);
        } else {
            const auto& verdict = std::get<Verdict>(finding);
            const Threshold& v = verdict.threshold;
            const bool accept = v.target.test == TargetTest::accept;
            result[v.target.name + where(v) + ", " + v.lens +
                   (v.punishment ? ", " + to_string(*v.punishment) : "")] =
                verdict_words(verdict) + (accept ? "" : ", delta* " + value(v)) + who(v);
        }
    }
    return result;
}

}  // namespace

std::string report_two(const ModelReport& a, const std::string& a_name, const ModelReport& b,
                       const std::string& b_name) {
    std::string out = fmt::format("A  {}: {}, model {}\nB  {}: {}, model {}\n", a_name, a.model->name,
                                  a.sha256.substr(0, 8), b_name, b.model->name, b.sha256.substr(0, 8));
    out += a.sha256 == b.sha256 ? "The resolved models are the same.\n" : "The resolved models differ.\n";
    std::vector<Difference> changed = differences(*a.model, *b.model);
    const bool same_answers = changed.empty();
    for (Difference& each : differences(a.settings, b.settings)) changed.push_back(std::move(each));
    if (!changed.empty()) {
        std::vector<std::vector<std::string>> rows;
        std::string section;
        for (const Difference& each : changed) {
            rows.push_back({each.section == section ? "" : each.section, each.what, "A: " + each.a});
            rows.push_back({"", "", "B: " + each.b});
            section = each.section;
        }
        out += "\n" + text_table({"", "what", "says"}, rows) + "\n";
    }
    if (same_answers && a.sha256 != b.sha256) {
        out += "They differ in titles, sources, reasons or ranges only.\n";
    }
    const auto first = answers(a), second = answers(b);
    std::vector<std::vector<std::string>> rows;
    std::size_t same = 0;
    for (const auto& [question, answer] : first) {
        const auto other = second.find(question);
        if (other != second.end() && other->second == answer) {
            ++same;
            continue;
        }
        rows.push_back({question, "A: " + answer});
        rows.push_back({"", "B: " + (other == second.end() ? "not asked" : other->second)});
    }
    for (const auto& [question, answer] : second) {
        if (first.contains(question)) continue;
        rows.push_back({question, "A: not asked"});
        rows.push_back({"", "B: " + answer});
    }
    out += fmt::format("{} finding{} the same in both, {} not.\n", same, same == 1 ? " is" : "s are",
                       rows.size() / 2);
    return rows.empty() ? out : out + "\n" + text_table({"finding", "answers"}, rows);
}

}  // namespace comity
