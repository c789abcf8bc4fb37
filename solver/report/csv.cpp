#include <algorithm>

#include "comity/report/agreement_words.hpp"
#include "comity/report/bracket_words.hpp"
#include "comity/report/report.hpp"
#include "comity/report/table.hpp"
#include "comity/text/words.hpp"

namespace comity {
namespace {

std::string actor_list(const std::vector<ActorId>& actors, const GameForm& form) {
    std::vector<std::string> codes;
    for (const ActorId actor : actors) codes.push_back(form.actors()[actor.index].code);
    return join(codes, " ");
}

std::string exact(const Threshold& t) {
    return t.value && t.value->is_rational() ? to_string(t.value->rational()) : "";
}

/// Where only a bracket of the least sustaining δ is known, the end that is proved to sustain.
std::string decimal(const Threshold& t) {
    if (!t.value && t.is_delta() && !is_exact(t) && !t.is_empty()) {
        const auto around = least_between(t);
        return around ? outward_words(around->first.lo(), around->second.hi()).second : "";
    }
    if (!t.value) return "";
    return to_decimal(
        t.value->is_rational() ? t.value->rational() : t.value->refined(Rational(1, 100000000)).hi(), 6);
}

/// Model, lens, δ and status.
std::vector<std::string> payoff_head(const std::string& model, const PayoffSetFinding& set) {
    std::vector<std::string> deltas;
    for (const Rational& delta : set.delta) {
        if (deltas.empty() || delta != set.delta.front()) deltas.push_back(to_string(delta));
    }
    if (deltas.size() > 1) {
        deltas.clear();
        for (const Rational& delta : set.delta) deltas.push_back(to_string(delta));
    }
    return {model, set.lens, join(deltas, " "), to_string(set.status)};
}

/// A line a direction: what is proved of the greatest direction · payoff from within and from without.
std::string direction_lines(const std::string& model, const PayoffSetFinding& set) {
    std::string out;
    for (const auto& each : set.support) {
        std::vector<std::string> cells = payoff_head(model, set), entries;
        for (const Integer& entry : each.direction) entries.push_back(entry.str());
        cells.push_back(join(entries, " "));
        cells.push_back(set.has_inner() ? to_decimal(each.level.inner, 12) : "");
        cells.push_back(set.has_outer() ? to_decimal(each.level.outer, 12) : "");
        out += csv_line(cells);
    }
    if (!out.empty()) return out;
    std::vector<std::string> cells = payoff_head(model, set);
    cells.resize(7);
    return csv_line(cells);
}

/// A line a corner of the outer polygon; one without a corner where there is none.
std::string corner_lines(const std::string& model, const PayoffSetFinding& set) {
    const std::vector<std::string> head = payoff_head(model, set);
    std::string out;
    for (std::size_t k = 0; k < set.outer.size(); ++k) {
        const bool proved = std::find(set.inner.begin(), set.inner.end(), set.outer[k]) != set.inner.end();
        std::vector<std::string> cells = head;
        cells.push_back(std::to_string(k + 1));
        cells.emplace_back(proved ? "yes" : "no");
        for (const Rational& u : set.outer[k]) cells.push_back(proved ? to_string(u) : to_decimal(u, 12));
        out += csv_line(cells);
    }
    if (!out.empty()) return out;
    std::vector<std::string> cells = head;
    cells.resize(6 + set.delta.size());
    return csv_line(cells);
}

std::string gains(const Verdict& verdict, const GameForm& form) {
    std::vector<std::string> parts;
    for (std::size_t i = 0; i < verdict.gains.size(); ++i)
        parts.push_back(form.actors()[i].code + "=" + to_string(verdict.gains[i]));
    return join(parts, " ");
}

}  // namespace

std::string report_csv(const std::vector<ModelReport>& reports) {
    std::string out;
    std::string header;
    const auto start = [&](const std::vector<std::string>& columns) {
        const std::string wanted = csv_line(columns);
        if (wanted != header) out += wanted;
        header = wanted;
    };
    for (const ModelReport& report : reports) {
        const GameForm& form = *report.form;
        const std::string& model = report.model->name;
        for (std::size_t f = 0; f < report.findings.size(); ++f) {
            const Finding& finding = report.findings[f];
            if (const auto* stage = std::get_if<StageFinding>(&finding)) {
                start({"model", "lens", "profile", "play"});
                for (const ProfileIndex p : stage->equilibria) {
                    out += csv_line(
                        {model, stage->lens, to_string(form.profiles().decode(p)), form.profile_label(p)});
                }
            } else if (const auto* t = std::get_if<Threshold>(&finding)) {
                start({"model", "lens", "target", "issue", "of", "punishment", "status", "value", "exact",
                       "sustained", "actors", "constraints"});
                out += csv_line({model, t->lens, t->target.name, t->issue, t->of,
                                 t->punishment ? to_string(*t->punishment) : "",
                                 !t->decided      ? "undecided"
                                 : !t->is_empty() ? "solved"
                                 : is_exact(*t)   ? "empty"
                                                  : "undecided",
                                 decimal(*t), exact(*t),
                                 is_exact(*t) ? exact_set(t->sustained) : bracketed_set_words(*t),
                                 actor_list(t->binding_actors, form),
                                 join(constraint_names(t->binding_constraints, *report.model), "; ")});
            } else if (const auto* set = std::get_if<PayoffSetFinding>(&finding)) {
                if (form.n() != 2) {
                    start({"model", "lens", "delta", "status", "direction", "inner", "outer"});
                    out += direction_lines(model, *set);
                    continue;
                }
                std::vector<std::string> columns{"model", "lens", "delta", "status", "corner", "exact"};
                for (const Actor& actor : form.actors()) columns.push_back(actor.code);
                start(columns);
                out += corner_lines(model, *set);
            } else if (const auto* e = std::get_if<ExpectationFinding>(&finding)) {
                start({"model", "row", "expected", "computed", "tolerance", "standing", "agrees", "asked",
                       "where"});
                out += csv_line({model, e->name, e->expected, e->computed, to_string(e->tolerance),
                                 to_string(e->standing),
                                 !e->decided ? "undecided"
                                 : e->agrees ? "yes"
                                             : "no",
                                 e->asked, e->where});
            } else if (const auto* found = std::get_if<AgreementFinding>(&finding)) {
                start(agreement_columns());
                out += agreement_lines(*found, *report.model, form);
            } else {
                const auto& verdict = std::get<Verdict>(finding);
                const Threshold& v = verdict.threshold;
                start({"model", "target", "issue", "lens", "verdict", "punishment", "delta_star",
                       "delta_star_exact", "actors", "refusing", "constraints", "gains", "proof"});
                out += csv_line({model, v.target.name, v.issue, v.lens, to_string(verdict.outcome),
                                 v.punishment ? to_string(*v.punishment) : "", decimal(v), exact(v),
                                 actor_list(v.binding_actors, form), actor_list(verdict.refusing, form),
                                 join(constraint_names(v.binding_constraints, *report.model), "; "),
                                 gains(verdict, form), report.proofs.empty() ? "" : report.proofs.at(f)});
            }
        }
        if (report.comparison != nullptr) out += compared_lines(report, header);
    }
    return out;
}

}  // namespace comity
