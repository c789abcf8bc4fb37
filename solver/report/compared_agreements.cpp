// The agreements of a comparison side by side, on which commitments theories disagree, and what the model's
// propositions come to.

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "comity/report/agreement_words.hpp"
#include "comity/report/report.hpp"
#include "comity/report/table.hpp"
#include "comity/text/words.hpp"
#include "json_parts.hpp"

namespace comity {
namespace {

using Json = nlohmann::ordered_json;
using Status = AgreementFinding::Status;

/// What the members of an issue do, in the order of the actors: "330331", with spaces where a number has two
/// digits.
std::string play_of(const AgreementFinding::Agreement& agreement, const GameForm& form, std::size_t issue) {
    std::vector<std::string> plays;
    bool digits = true;
    for (const ActorId member : form.issues()[issue].members) {
        const auto& mine = form.issues_of(member);
        const auto place = std::find(mine.begin(), mine.end(), issue) - mine.begin();
        const std::size_t action = agreement.actions[member.index][static_cast<std::size_t>(place)];
        digits = digits && action < 10;
        plays.push_back(std::to_string(action));
    }
    return join(plays, digits ? "" : " ");
}

/// "17", "12 to 15", "none".
std::string worth_words(const AgreementFinding& found) {
    if (found.status == Status::empty) return "none";
    std::vector<std::string> values;
    for (const Rational& value : found.values) values.push_back(to_short(value));
    std::string words = join(values, ", ");
    if (found.status == Status::undecided)
        words = (words.empty() ? "?" : "at least " + words) +
                (found.bound ? ", at most " + to_short(*found.bound) : "");
    return words;
}

/// A line a lens.
std::string agreements_table(const Comparison& comparison, const GameForm& form) {
    std::vector<std::string> goals;
    for (const Objective each : comparison.agreements.front().objectives) goals.push_back(to_string(each));
    std::vector<std::string> header{"lens", join(goals, ", ")};
    for (const Issue& issue : form.issues()) header.push_back(issue.name);
    std::vector<std::vector<std::string>> rows;
    for (const AgreementFinding& found : comparison.agreements) {
        std::vector<std::string> row{found.lens, worth_words(found)};
        for (std::size_t s = 0; s < form.issues().size(); ++s)
            row.push_back(found.agreements.empty() ? "-" : play_of(found.agreements.front(), form, s));
        rows.push_back(std::move(row));
    }
    return text_table(header, rows);
}

std::size_t commitments(const GameForm& form) {
    std::size_t count = 0;
    for (const Issue& issue : form.issues()) count += issue.members.size();
    return count;
}

/// "military: CHN RUS; economic: every state".
std::string where_words(const std::vector<Disagreement>& list, const GameForm& form) {
    std::vector<std::string> parts;
    for (std::size_t s = 0; s < form.issues().size(); ++s) {
        std::vector<std::string> who;
        for (const Disagreement& each : list) {
            if (each.issue == s) who.push_back(form.actors()[each.actor.index].code);
        }
        const bool all = who.size() == form.issues()[s].members.size() && who.size() > 2;
        if (!who.empty()) parts.push_back(form.issues()[s].name + ": " + (all ? "all" : join(who, " ")));
    }
    return join(parts, "; ");
}

/// Each pair of lenses once, with what they disagree on; nothing of lenses without a best agreement.
template <class Tell>
void each_pair(const Comparison& comparison, const GameForm& form, const Tell& tell) {
    const auto& all = comparison.agreements;
    for (std::size_t a = 0; a < all.size(); ++a) {
        for (std::size_t b = a + 1; b < all.size(); ++b) {
            const auto is_known = [](const AgreementFinding& each) {
                return each.status == AgreementFinding::Status::solved;
            };
            if (is_known(all[a]) && is_known(all[b]))
                tell(all[a].lens, all[b].lens, disagreements(all[a], all[b], form));
        }
    }
}

std::string pairs_table(const Comparison& comparison, const GameForm& form) {
    std::vector<std::vector<std::string>> rows;
    const std::string total = std::to_string(commitments(form));
    each_pair(comparison, form, [&](const auto& a, const auto& b, const auto& list) {
        rows.push_back({a + ", " + b, std::to_string(list.size()) + " of " + total,
                        list.empty() ? "-" : where_words(list, form)});
    });
    if (rows.empty()) return "";
    return "\nCommitments on which two theories disagree\n" +
           text_table({"theories", "how many", "whose, in which issue"}, rows);
}

/// Where all columns are about discount factors, one line above says so.
std::string column(const std::string& quantity, bool deltas) {
    for (const std::string about : {"delta* of ", "delta* "}) {
        if (deltas && quantity.starts_with(about)) return quantity.substr(about.size());
    }
    return quantity;
}

std::string quantity_words(const PropositionFinding::Quantity& quantity) {
    if (!quantity.known) return "?";
    return quantity.value ? to_short(*quantity.value) : "none";
}

/// "The numbers are as it says through every lens." and the like.
std::string proposition_sentence(const PropositionFinding& finding) {
    std::vector<std::string> yes, no, open;
    for (const auto& row : finding.rows) (!row.agrees ? open : *row.agrees ? yes : no).push_back(row.lens);
    if (yes.size() == finding.rows.size()) return "Consistent with it through every lens.";
    std::vector<std::string> parts;
    if (!yes.empty()) parts.push_back("consistent with it through " + join_words(yes));
    if (!no.empty())
        parts.push_back("against it through " +
                        (yes.empty() && open.empty() ? "every lens" : join_words(no)));
    if (!open.empty()) parts.push_back("not decided through " + join_words(open));
    std::string sentence = join(parts, "; ") + ".";
    sentence.front() = static_cast<char>(std::toupper(static_cast<unsigned char>(sentence.front())));
    return sentence;
}

std::string proposition_text(const PropositionFinding& finding, const Model& model) {
    const PropositionDeclaration& asked = model.propositions[finding.proposition];
    std::string out =
        "\n" + wrap(fmt::format("Proposition {} ({}): {}", asked.name, asked.source, asked.claim));
    if (finding.rows.empty()) return out + wrap("Not weighed: " + finding.note + ".", 2);
    const bool order = asked.kind == PropositionDeclaration::Kind::order;
    const bool rent = asked.kind == PropositionDeclaration::Kind::rent;
    if (order || rent) out += "  delta* of " + asked.target + (order ? ", each issue by itself" : "") + "\n";
    std::vector<std::string> header{"lens"};
    for (const auto& quantity : finding.rows.front().quantities)
        header.push_back(column(quantity.name, order || rent));
    header.emplace_back("as it says");
    std::vector<bool> right(header.size(), true);
    right.front() = right.back() = false;
    std::vector<std::vector<std::string>> rows;
    for (const auto& row : finding.rows) {
        std::vector<std::string> cells{row.lens};
        for (const auto& quantity : row.quantities) cells.push_back(quantity_words(quantity));
        cells.emplace_back(!row.agrees ? "?" : *row.agrees ? "yes" : "no");
        rows.push_back(std::move(cells));
    }
    return out + text_table(header, rows, right) + wrap(proposition_sentence(finding), 2);
}

}  // namespace

std::string report_compared_agreements(const Model& model, const GameForm& form,
                                       const Comparison& comparison) {
    if (comparison.agreements.empty()) return "";
    const AgreementFinding& first = comparison.agreements.front();
    std::vector<std::string> goals, order;
    for (const Objective each : first.objectives) goals.push_back(objective_words(each));
    for (const Actor& actor : form.actors()) order.push_back(actor.code);
    std::string out =
        "\n" +
        wrap(fmt::format("Agreement with the greatest {} [F4.6]; what {} do in each issue, as the number "
                         "of the action",
                         join(goals, ", then the greatest "), join(order, " ")));
    out += agreements_table(comparison, form);
    for (const AgreementFinding& found : comparison.agreements) {
        if (!found.note.empty()) out += wrap(found.lens + ": " + found.note, 2);
    }
    out += pairs_table(comparison, form);
    for (const PropositionFinding& each : comparison.propositions) out += proposition_text(each, model);
    return out;
}

void add_compared(const ModelReport& report, std::size_t model_index, Json& findings, Json& disagreed,
                  Json& weighed) {
    const Comparison& comparison = *report.comparison;
    const GameForm& form = *report.form;
    for (const auto* list : {&comparison.agreements, &comparison.apart}) {
        for (const AgreementFinding& found : *list) {
            findings.push_back(json_agreement(found, *report.model, form).front());
            findings.back()["model"] = model_index;
            findings.back()["binding"] = nullptr;  // not looked for
        }
    }
    each_pair(comparison, form, [&](const auto& a, const auto& b, const auto& list) {
        Json commitments = Json::array();
        for (const Disagreement& each : list)
            commitments.push_back({{"actor", form.actors()[each.actor.index].code},
                                   {"issue", form.issues()[each.issue].name},
                                   {"actions", {each.a, each.b}}});
        disagreed.push_back({{"model", model_index}, {"lenses", {a, b}}, {"commitments", commitments}});
    });
    for (const PropositionFinding& finding : comparison.propositions) {
        const PropositionDeclaration& asked = report.model->propositions[finding.proposition];
        Json rows = Json::array();
        for (const auto& row : finding.rows) {
            Json quantities = Json::array();
            for (const auto& each : row.quantities)
                quantities.push_back({{"name", each.name},
                                      {"known", each.known},
                                      {"value", each.value ? Json(to_string(*each.value)) : Json(nullptr)}});
            rows.push_back({{"lens", row.lens},
                            {"quantities", quantities},
                            {"agrees", row.agrees ? Json(*row.agrees) : Json(nullptr)}});
        }
        weighed.push_back({{"model", model_index},
                           {"name", asked.name},
                           {"kind", to_string(asked.kind)},
                           {"claim", asked.claim},
                           {"source", asked.source},
                           {"lenses", rows}});
        if (!finding.note.empty()) weighed.back()["note"] = finding.note;
    }
}

std::string compared_lines(const ModelReport& report, std::string& header) {
    std::string out;
    const auto start = [&](const std::vector<std::string>& columns) {
        const std::string wanted = csv_line(columns);
        if (wanted != header) out += wanted;
        header = wanted;
    };
    const GameForm& form = *report.form;
    for (const auto* list : {&report.comparison->agreements, &report.comparison->apart}) {
        for (const AgreementFinding& found : *list) {
            start(agreement_columns());
            out += agreement_lines(found, *report.model, form, false);
        }
    }
    each_pair(*report.comparison, form, [&](const auto& a, const auto& b, const auto& list) {
        for (const Disagreement& each : list) {
            start({"model", "lens_a", "lens_b", "actor", "issue", "action_a", "action_b"});
            out += csv_line({report.model->name, a, b, form.actors()[each.actor.index].code,
                             form.issues()[each.issue].name, std::to_string(each.a), std::to_string(each.b)});
        }
    });
    for (const PropositionFinding& finding : report.comparison->propositions) {
        const PropositionDeclaration& asked = report.model->propositions[finding.proposition];
        for (const auto& row : finding.rows) {
            for (const auto& each : row.quantities) {
                start({"model", "proposition", "lens", "quantity", "value", "agrees"});
                out += csv_line({report.model->name, asked.name, row.lens, each.name,
                                 !each.known  ? "undecided"
                                 : each.value ? to_string(*each.value)
                                              : "none",
                                 !row.agrees   ? "undecided"
                                 : *row.agrees ? "yes"
                                               : "no"});
            }
        }
    }
    return out;
}

}  // namespace comity
