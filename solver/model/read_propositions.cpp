// [[propositions]]: what a source claims about agreements, each with the quantity that speaks to it [F7].

#include <algorithm>

#include "comity/text/near_name.hpp"
#include "readers.hpp"

namespace comity {
namespace {

using Kind = PropositionDeclaration::Kind;

const std::vector<std::string> kKinds{"linkage", "ceiling", "order", "rent"};

/// A list of issues or groups, at least one.
std::vector<std::size_t> read_issue_list(TableReader& reader, const Model& model, const std::string& key) {
    std::vector<std::size_t> result;
    const toml::node* node = reader.find(key);
    if (node == nullptr) {
        reader.missing(key, "a list of issues");
        return result;
    }
    for (const std::string& name : reader.texts(key)) {
        if (!known_issue(reader, model, *node, name)) continue;
        for (const std::size_t issue : issues_named(model, name)) result.push_back(issue);
    }
    return result;
}

void read_rent(TableReader& reader, const Model& model, PropositionDeclaration& proposition) {
    TomlDocument& document = reader.document();
    if (std::none_of(model.constraints.begin(), model.constraints.end(),
                     [](const auto& c) { return std::holds_alternative<ExitValues>(c.what); }))
        document.error(
            "no-exit", reader.source(),
            "what membership is worth is lost by leaving, but no constraint says what follows when "
            "a state leaves [F3.4]");
    proposition.parameter = reader.text("parameter", true);
    std::vector<std::string> names;
    for (const Parameter& each : model.parameters) names.push_back(each.name);
    const auto found = std::find(names.begin(), names.end(), proposition.parameter);
    if (found == names.end() && !proposition.parameter.empty())
        document.error("unknown-parameter", reader.find("parameter")->source(),
                       "there is no parameter '" + proposition.parameter + "'",
                       suggest(proposition.parameter, names));
    if (const auto value = reader.number("value", true)) proposition.value = *value;
    if (found == names.end() || reader.find("value") == nullptr) return;
    const auto& range = model.parameters[static_cast<std::size_t>(found - names.begin())].range;
    if (range && !range->contains(AlgebraicNumber(proposition.value)))
        document.error(
            "out-of-range", reader.find("value")->source(),
            "the parameter '" + proposition.parameter + "' does not reach " + to_string(proposition.value));
}

PropositionDeclaration read_proposition(TableReader& reader, const Model& model) {
    TomlDocument& document = reader.document();
    PropositionDeclaration proposition;
    proposition.name = reader.text("name", true);
    proposition.claim = reader.text("claim", true);
    proposition.source = reader.text("source", true);
    const std::string kind = reader.text("kind", true);
    const auto known = std::find(kKinds.begin(), kKinds.end(), kind);
    if (known == kKinds.end()) {
        if (!kind.empty())
            document.error("unknown-kind", reader.find("kind")->source(),
                           "there is no kind of proposition '" + kind + "'", suggest(kind, kKinds));
        return proposition;
    }
    proposition.kind = static_cast<Kind>(known - kKinds.begin());
    if (proposition.kind != Kind::ceiling) {
        if (const std::string target = reader.text("target"); !target.empty()) proposition.target = target;
        const TargetDeclaration* declared = model.find_target(proposition.target);
        if (declared == nullptr ? proposition.target != "full" : declared->test != TargetTest::sustain)
            document.error("no-profile", reader.find("target")->source(),
                           "a proposition is about a target of the file that is one profile, held for ever");
    }
    if (proposition.kind == Kind::order) {
        proposition.first = read_issue_list(reader, model, "first");
        proposition.later = read_issue_list(reader, model, "later");
    }
    if (proposition.kind == Kind::rent) read_rent(reader, model, proposition);
    const bool about_agreements = proposition.kind == Kind::linkage || proposition.kind == Kind::ceiling;
    if (about_agreements && model.agreement.empty())
        document.error("no-agreement", reader.source(),
                       "'" + proposition.name + "' is about agreements, which this file does not ask for",
                       "add agreement = \"depth\" to the keys of the file");
    return proposition;
}

}  // namespace

void read_propositions(TableReader& root, Model& model) {
    const toml::array* list = root.array("propositions");
    if (list == nullptr) return;
    for (auto&& entry : *list) {
        const toml::table* table = entry.as_table();
        if (table == nullptr) {
            root.document().error("wrong-type", entry.source(), "a proposition must be a table with a name");
            continue;
        }
        const auto given = table->get_as<std::string>("name");
        TableReader reader(root.document(), *table,
                           given == nullptr ? "this proposition" : "the proposition '" + given->get() + "'");
        model.propositions.push_back(read_proposition(reader, model));
    }
}

}  // namespace comity
