// Agreements as text and as lines.

#include <fmt/format.h>

#include <algorithm>

#include "comity/report/agreement_words.hpp"
#include "comity/report/report.hpp"
#include "comity/report/table.hpp"
#include "comity/text/words.hpp"

namespace comity {
namespace {

/// "delta = 7/10; grim; issues pooled".
std::string terms(const AgreementFinding& finding, const GameForm& form) {
    return delta_words(finding.delta, form) + ", punishment " + to_string(finding.punishment) +
           (finding.linkage == Linkage::separate ? ", issues apart" : ", issues pooled");
}

std::string heading(const AgreementFinding& finding, const GameForm& form) {
    std::vector<std::string> goals;
    for (const Objective each : finding.objectives) goals.push_back(objective_words(each));
    const std::string what = finding.objectives.front() == Objective::maximal
                                 ? "agreements of which nothing can be deepened"
                                 : "agreement with the greatest " + join(goals, ", then the greatest ");
    return wrap(fmt::format("Lens {}: {} [F4.6]", finding.lens, what)) + wrap(terms(finding, form), 2);
}

std::string value_lines(const AgreementFinding& finding) {
    std::string out;
    for (std::size_t k = 0; k < finding.values.size(); ++k) {
        const bool settled = !finding.bound || finding.status != AgreementFinding::Status::undecided ||
                             k + 1 < finding.values.size();
        out +=
            wrap(fmt::format("{} {}{}", objective_words(finding.objectives[k]), to_short(finding.values[k]),
                             settled ? ""
                                     : fmt::format(" so far; nothing sustained has more than {}",
                                                   to_short(*finding.bound))),
                 2);
    }
    if (finding.values.empty() && finding.bound)
        out += wrap(fmt::format("nothing sustained has a {} above {}",
                                objective_words(finding.objectives.front()), to_short(*finding.bound)),
                    2);
    return out;
}

std::string body(const AgreementFinding& finding, const Model& model, const GameForm& form) {
    using Status = AgreementFinding::Status;
    std::string out;
    const bool listing = finding.objectives.front() == Objective::maximal;
    if (finding.status == Status::empty) out += "  none\n";
    if (finding.status == Status::undecided)
        out += finding.agreements.empty() ? "  undecided\n" : "  undecided; the best known:\n";
    if (listing && !finding.agreements.empty())
        out += fmt::format("  {}{} of them\n", finding.all_listed ? "" : "at least ",
                           finding.agreements.size() + (finding.all_listed ? 0 : 1));
    for (std::size_t k = 0; k < finding.agreements.size(); ++k) {
        if (listing) out += fmt::format("  {}.\n", k + 1);
        out += agreement_table(finding.agreements[k], form);
    }
    out += value_lines(finding);
    if (!finding.binding_actors.empty())
        out += wrap("binding states: " + join_words(actor_names(finding.binding_actors, form)), 2);
    if (!finding.binding_constraints.empty())
        out += wrap(
            "binding constraints: " + join_words(constraint_names(finding.binding_constraints, model)), 2);
    for (const auto& each : finding.releases) {
        if (each.values == finding.values) continue;
        std::vector<std::string> values;
        for (std::size_t k = 0; k < each.values.size(); ++k)
            values.push_back(objective_words(finding.objectives[k]) + " " + to_short(each.values[k]));
        out += wrap(fmt::format("without {}{}: {}", each.constraints.size() > 1 ? "both " : "",
                                join_words(constraint_names(each.constraints, model)),
                                values.empty() ? "none" : join(values, ", ")),
                    4);
    }
    if (!finding.note.empty()) out += wrap(finding.note, 2);
    return out;
}

/// What each constraint costs: "'cap': 12; 'cap' and 'exit': none", the values without it.
std::string costs(const AgreementFinding& finding, const Model& model) {
    std::vector<std::string> parts;
    for (const auto& each : finding.releases) {
        std::vector<std::string> values;
        for (const Rational& value : each.values) values.push_back(to_string(value));
        parts.push_back(join_words(constraint_names(each.constraints, model)) + ": " +
                        (values.empty() ? "none" : join(values, " ")));
    }
    return join(parts, "; ");
}

}  // namespace

std::string agreement_table(const AgreementFinding::Agreement& agreement, const GameForm& form) {
    std::vector<std::string> header{""};
    for (const Issue& issue : form.issues()) header.push_back(issue.name);
    header.emplace_back("utility");
    header.emplace_back("gain");
    std::vector<bool> right(header.size(), false);
    right[header.size() - 2] = right[header.size() - 1] = true;
    std::vector<std::vector<std::string>> rows;
    for (std::size_t i = 0; i < form.n(); ++i) {
        std::vector<std::string> row{form.actors()[i].name};
        std::size_t next = 0;
        for (const Issue& issue : form.issues()) {
            const auto member = issue.member(ActorId{i});
            row.push_back(member ? issue.actions[*member][agreement.actions[i][next++]] : "-");
        }
        row.push_back(to_short(agreement.utilities[i]));
        row.push_back(to_short(agreement.gains[i]));
        rows.push_back(std::move(row));
    }
    return text_table(header, rows, right);
}

std::string objective_words(Objective objective) {
    switch (objective) {
        case Objective::depth:
            return "total depth";
        case Objective::gain:
            return "total material gain";
        case Objective::least:
            return "material gain of the least favoured";
        case Objective::nash:
            return "Nash product of material gains";
        case Objective::maximal:
            break;
    }
    return "what cannot be deepened";
}

std::string agreement_in_short(const AgreementFinding& finding) {
    using Status = AgreementFinding::Status;
    std::vector<std::string> parts;
    if (finding.status != Status::solved) parts.push_back(to_string(finding.status));
    for (std::size_t k = 0; k < finding.values.size(); ++k)
        parts.push_back(to_string(finding.objectives[k]) + " " + to_string(finding.values[k]));
    if (finding.objectives.front() == Objective::maximal && !finding.agreements.empty())
        parts.push_back(fmt::format("{}{} maximal", finding.all_listed ? "" : "at least ",
                                    finding.agreements.size() + (finding.all_listed ? 0 : 1)));
    return join(parts, ", ");
}

std::vector<std::string> agreement_columns() {
    return {"model", "lens",    "delta",  "punishment", "linkage",     "objective", "status",
            "value", "bound",   "number", "complete",   "actor",       "issue",     "action",
            "depth", "utility", "gain",   "binding",    "constraints", "without"};
}

std::string agreement_lines(const AgreementFinding& finding, const Model& model, const GameForm& form,
                            bool bindings) {
    std::vector<std::string> deltas, goals, values;
    for (const Rational& delta : finding.delta) deltas.push_back(to_string(delta));
    if (std::equal(deltas.begin() + 1, deltas.end(), deltas.begin())) deltas.resize(1);
    for (const Objective each : finding.objectives) goals.push_back(to_string(each));
    for (const Rational& value : finding.values) values.push_back(to_string(value));
    const std::vector<std::string> head{model.name,
                                        finding.lens,
                                        join(deltas, " "),
                                        to_string(finding.punishment),
                                        to_string(finding.linkage),
                                        join(goals, " "),
                                        to_string(finding.status),
                                        join(values, " "),
                                        finding.bound ? to_string(*finding.bound) : ""};
    const std::size_t width = agreement_columns().size();
    const std::vector<std::string> tail{join(constraint_names(finding.binding_constraints, model), "; "),
                                        costs(finding, model)};
    std::string out;
    for (std::size_t number = 0; number < finding.agreements.size(); ++number) {
        const auto& agreement = finding.agreements[number];
        for (std::size_t i = 0; i < form.n(); ++i) {
            const auto& mine = form.issues_of(ActorId{i});
            const bool binds = std::find(finding.binding_actors.begin(), finding.binding_actors.end(),
                                         ActorId{i}) != finding.binding_actors.end();
            for (std::size_t k = 0; k < mine.size(); ++k) {
                const Issue& issue = form.issues()[mine[k]];
                const std::size_t member = *issue.member(ActorId{i}), action = agreement.actions[i][k];
                std::vector<std::string> cells = head;
                for (const std::string& cell :
                     {std::to_string(number + 1), std::string(finding.all_listed ? "yes" : "no"),
                      form.actors()[i].code, issue.name, issue.actions[member][action],
                      to_string(issue.levels[member][action]), to_string(agreement.utilities[i]),
                      to_string(agreement.gains[i]),
                      std::string(!bindings ? ""
                                  : binds   ? "yes"
                                            : "no")})
                    cells.push_back(cell);
                cells.insert(cells.end(), tail.begin(), tail.end());
                out += csv_line(cells);
            }
        }
    }
    if (!out.empty()) return out;
    std::vector<std::string> cells = head;
    cells.resize(width - tail.size());
    cells.insert(cells.end(), tail.begin(), tail.end());
    return csv_line(cells);
}

std::string report_agreements(const ModelReport& report) {
    std::string out = heading_words(*report.model) + "\n\n";
    for (const Finding& finding : report.findings) {
        const auto* found = std::get_if<AgreementFinding>(&finding);
        if (found == nullptr) continue;
        out += heading(*found, *report.form) + body(*found, *report.model, *report.form) + "\n";
    }
    return out;
}

}  // namespace comity
