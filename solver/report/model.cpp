#include <fmt/format.h>

#include <functional>

#include <nlohmann/json.hpp>

#include "comity/model/scalars.hpp"
#include "comity/report/report.hpp"
#include "comity/report/table.hpp"
#include "comity/text/version.hpp"
#include "comity/text/words.hpp"
#include "json_parts.hpp"

namespace comity {
namespace {

constexpr std::size_t kShownProfiles = 64;
/// More would be a file of gigabytes; `convert` writes a whole game.
constexpr std::size_t kListedInJson = std::size_t{1} << 16;

std::string provenance_words(const Provenance& p) {
    std::vector<std::string> parts;
    if (!p.kind.empty()) parts.push_back(p.kind);
    if (!p.source.empty()) parts.push_back(p.source);
    if (!p.reason.empty()) parts.push_back(p.reason);
    return join(parts, "; ");
}

/// What each member has: once where all have the same, else by code.
std::string by_member(const std::vector<std::string>& codes,
                      const std::function<std::string(std::size_t)>& what) {
    std::vector<std::string> parts;
    bool same = true;
    for (std::size_t m = 0; m < codes.size(); ++m) {
        parts.push_back(codes[m] + ": " + what(m));
        same = same && what(m) == what(0);
    }
    return same ? what(0) : join(parts, "; ");
}

void actors_and_issues(std::string& out, const Model& model, const GameForm& form) {
    out += "\nActors [F1.1]\n";
    for (std::size_t i = 0; i < form.n(); ++i) {
        out += fmt::format("  {} {}: {} action{}\n", form.actors()[i].code, form.actors()[i].name,
                           form.profiles().actions(i), form.profiles().actions(i) == 1 ? "" : "s");
    }
    out += "\nIssues [F1.2]\n";
    for (const IssueDeclaration& declared : model.issues) {
        const Issue& issue = declared.issue;
        std::vector<std::string> codes;
        for (const ActorId member : issue.members) codes.push_back(form.actors()[member.index].code);
        out += wrap(
            fmt::format("{}: {}; actions {}{}", issue.name, join(codes, ", "),
                        by_member(codes, [&](std::size_t m) { return join(issue.actions[m], ", "); }),
                        issue.status_quo.empty()
                            ? std::string()
                            : "; status quo " + by_member(codes,
                                                          [&](std::size_t m) {
                                                              return issue.actions[m][issue.status_quo[m]];
                                                          })),
            2);
        if (const auto* formulas = std::get_if<PayoffFormulas>(&declared.payoff)) {
            out += wrap(
                "payoff: " + by_member(codes, [&](std::size_t m) { return formulas->by_member[m].text; }), 4);
        } else if (const auto* use = std::get_if<FamilyUse>(&declared.payoff)) {
            out += wrap(
                "payoff: " + find_family(use->family)->title + ", " + find_family(use->family)->formula, 4);
        } else {
            out += "    payoff: a table of outcomes\n";
        }
        for (const NormTerm& norm : declared.norms)
            out += wrap("norm " + norm.name + ": " + norm.formula.text, 4);
    }
    out += fmt::format("  {} profiles in all\n", form.profiles().size());
}

void definitions(std::string& out, const Model& model) {
    if (model.definitions.empty()) return;
    out += "\nDefinitions\n";
    for (const Definition& d : model.definitions) {
        const std::string head = d.arguments.empty() ? d.name : d.name + "[" + join(d.arguments, ", ") + "]";
        out += wrap(head + " = " + d.formula.text + (d.reason.empty() ? "" : "  (" + d.reason + ")"), 2);
    }
}

void numbers(std::string& out, const Model& model) {
    out += "\nParameters\n";
    if (model.parameters.empty()) out += "  none\n";
    for (const Parameter& p : model.parameters) {
        std::string line = fmt::format("parameters.{} = {}", p.name, to_string(p.value));
        if (p.range) line += " in " + interval_words(*p.range);
        if (!p.title.empty()) line += ", " + p.title;
        out += wrap(line + ": " + provenance_words(p.provenance), 2);
    }
    for (const Choice& choice : model.choices) {
        out += wrap(fmt::format("{} = {} (one of {})", choice.name, choice.value, join(choice.options, ", ")),
                    2);
    }
    for (const Attribute& a : model.attributes) {
        std::vector<std::string> values;
        for (std::size_t i = 0; i < a.values.size(); ++i) {
            if (a.values[i]) values.push_back(model.actors[i].code + " " + to_plain(*a.values[i]));
        }
        const std::string from = provenance_words(a.provenance);
        out += wrap(
            fmt::format("{}: {}{}", a.name, join(values, ", "), from.empty() ? "" : " (" + from + ")"), 2);
    }
    for (const Matrix& m : model.matrices) {
        out += wrap(fmt::format("{}: {} by {} matrix ({})", m.name, model.actors.size(), model.actors.size(),
                                provenance_words(m.provenance)),
                    2);
    }
}

void lenses_and_constraints(std::string& out, const Model& model,
                            const std::vector<Question<Rational>>& questions) {
    out += "\nLenses [F2]\n";
    for (const Question<Rational>& question : questions) {
        const LensDeclaration& lens = model.lenses[*model.find_lens(question.lens)];
        out += wrap(fmt::format("{}{}: {}", lens.name, lens.school.empty() ? "" : " (" + lens.school + ")",
                                describe_lens(lens)),
                    2);
        out += wrap(describe_lens(lens.kind), 4);
    }
    out += "\nConstraints [F3]\n";
    if (model.constraints.empty()) out += "  none\n";
    for (const ConstraintDeclaration& constraint : model.constraints) {
        out += wrap(
            fmt::format("{}{}: {}", constraint.name,
                        constraint.lenses.empty() ? "" : " (under " + join(constraint.lenses, ", ") + ")",
                        explain(constraint, model)),
            2);
    }
}

void payoffs(std::string& out, const GameForm& form, const Game<Rational>& game,
             const std::vector<Question<Rational>>& questions) {
    if (form.profiles().size() > kMaxProfiles) {
        out +=
            "\nPayoffs by profile\n  too many profiles to list; `comity solve --concept agreement` searches "
            "them [F4.6]\n";
        return;
    }
    std::vector<std::string> header{"profile"};
    for (const Actor& actor : form.actors()) header.push_back(actor.code);
    const auto table = [&](const std::string& title, const auto& value) {
        std::vector<std::vector<std::string>> rows;
        for (ProfileIndex p = 0; p < std::min(form.profiles().size(), kShownProfiles); ++p) {
            std::vector<std::string> row{to_string(form.profiles().decode(p))};
            for (std::size_t i = 0; i < form.n(); ++i) row.push_back(to_short(value(i, p)));
            rows.push_back(std::move(row));
        }
        out += "\n" + title + "\n" + text_table(header, rows);
        if (form.profiles().size() > kShownProfiles)
            out += fmt::format("  ... {} more profiles; --format json lists more\n",
                               form.profiles().size() - kShownProfiles);
    };
    table("Material payoffs [F1.3]",
          [&](std::size_t i, ProfileIndex p) { return game.payoff(ActorId{i}, p); });
    for (const Question<Rational>& question : questions) {
        table("Utilities under " + question.lens + " [F2]",
              [&](std::size_t i, ProfileIndex p) { return question.stage().utility[i][p]; });
    }
}

}  // namespace

std::string report_model(const Model& model, const Game<Rational>& game,
                         const std::vector<Question<Rational>>& questions) {
    const GameForm& form = game.form;
    std::string out = wrap((model.title.empty() ? model.name : model.title) + " (" + model.name + ")");
    if (!model.description.empty()) out += wrap(model.description, 2);
    if (!model.source.empty()) out += wrap("Source: " + model.source, 2);
    for (const Unit& unit : model.units) {
        out += wrap(
            fmt::format("Unit: {}{}{}", unit.title,
                        unit.scale ? " (payoffs times " + unit.scale->text + ")" : "",
                        model.units.size() > 1 ? unit.name == model.unit ? ", in use; unit = " + unit.name
                                                                         : "; --set unit=" + unit.name
                                               : ""),
            2);
    }
    actors_and_issues(out, model, form);
    definitions(out, model);
    numbers(out, model);
    out += "\nDiscount factor [F1.5]\n";
    if (model.delta.empty()) {
        out += "  none: give --delta\n";
    } else {
        std::vector<std::string> each;
        for (std::size_t i = 0; i < form.n(); ++i)
            each.push_back(form.actors()[i].code + " " + model.delta[i].text);
        const std::string from = provenance_words(model.delta_provenance);
        out += wrap(join(each, ", ") + (from.empty() ? "" : " (" + from + ")"), 2);
    }
    lenses_and_constraints(out, model, questions);
    if (!model.punishment.empty()) out += "\nVerdicts are read under " + model.punishment + " [F4.7]\n";
    if (model.linkage == Linkage::separate)
        out += "\nIssues are played apart: a breach in one is answered in that one only [F3.3]\n";
    out += "\nTargets [F4.7]\n";
    for (const Target& target : default_targets(model, form)) {
        out += wrap(
            fmt::format("{}{}: {}", target.name, target.test == TargetTest::accept ? " (acceptance)" : "",
                        target.title.empty() ? form.profile_label(target.profile) : target.title),
            2);
    }
    if (!model.propositions.empty()) out += "\nPropositions [F7]\n";
    for (const PropositionDeclaration& each : model.propositions) {
        out += wrap(
            fmt::format("{} ({}), of kind {}: {}", each.name, each.source, to_string(each.kind), each.claim),
            2);
    }
    out += "\nPaths for --set and --of\n" + wrap(join(all_paths(model), ", "), 2);
    payoffs(out, form, game, questions);
    return out;
}

std::string report_model_json(const Model& model, const Game<Rational>& game,
                              const std::vector<Question<Rational>>& questions, const std::string& sha256) {
    using Json = nlohmann::ordered_json;
    const GameForm& form = game.form;
    Json entry = json_model(model, form, sha256);
    entry["title"] = model.title;
    entry["unit"] = model.unit;
    entry["linkage"] = to_string(model.linkage);
    entry["punishment"] = model.punishment.empty() ? Json(nullptr) : Json(model.punishment);
    Json parameters = Json::array();
    for (const Parameter& p : model.parameters) {
        parameters.push_back({{"path", "parameters." + p.name},
                              {"value", to_string(p.value)},
                              {"kind", p.provenance.kind},
                              {"source", p.provenance.source},
                              {"reason", p.provenance.reason}});
        if (p.range) parameters.back()["range"] = interval_words(*p.range);
    }
    entry["parameters"] = std::move(parameters);
    Json constraints = Json::array();
    for (const ConstraintDeclaration& c : model.constraints)
        constraints.push_back({{"name", c.name}, {"says", explain(c, model)}});
    entry["constraints"] = std::move(constraints);
    entry["paths"] = all_paths(model);
    Json profiles = Json::array();
    const std::size_t listed =
        form.profiles().size() > kMaxProfiles ? 0 : std::min(form.profiles().size(), kListedInJson);
    if (listed < form.profiles().size()) entry["profiles_left_out"] = form.profiles().size() - listed;
    for (ProfileIndex p = 0; p < listed; ++p) {
        std::vector<Rational> material;
        for (std::size_t i = 0; i < form.n(); ++i) material.push_back(game.payoff(ActorId{i}, p));
        Json row{{"profile", form.profiles().decode(p)}, {"payoff", json_numbers(material)}};
        for (const Question<Rational>& question : questions) {
            std::vector<Rational> u;
            for (std::size_t i = 0; i < form.n(); ++i) u.push_back(question.stage().utility[i][p]);
            row["utility"][question.lens] = json_numbers(u);
        }
        profiles.push_back(std::move(row));
    }
    entry["profiles"] = std::move(profiles);
    const Json out{
        {"comity", kVersion}, {"schema", 1}, {"models", Json::array({entry})}, {"findings", Json::array()}};
    return out.dump(2) + "\n";
}

}  // namespace comity
