#include <algorithm>

#include "comity/model/resolve.hpp"
#include "comity/text/near_name.hpp"
#include "readers.hpp"

namespace comity {
namespace {

const std::vector<std::string> kKinds{"absolute", "relative", "defensive", "snidal", "identity"};

void read_aggregation(TableReader& reader, LensDeclaration& lens) {
    const std::string text = reader.text("aggregate");
    const bool rivals = lens.kind == LensKind::relative || lens.kind == LensKind::defensive;
    if (!rivals) {
        if (!text.empty()) {
            reader.document().error("not-for-this-lens", reader.find("aggregate")->source(),
                                    "only relative and defensive lenses sum over rivals");
        }
        return;
    }
    if (text.empty()) {
        reader.missing("aggregate",
                       "say how rivals add up: aggregate = \"sum\" or \"mean\" (the two differ by n - 1)");
    } else if (text != "sum" && text != "mean") {
        reader.document().error("bad-aggregate", reader.find("aggregate")->source(),
                                "aggregate is \"sum\" or \"mean\", not \"" + text + "\"");
    }
    lens.aggregation = text == "mean" ? Aggregation::mean : Aggregation::sum;
}

/// entries = { "KAZ, CHN" = 0.1 }: single numbers of the matrix.
void read_entries(TableReader& reader, const Model& model, LensDeclaration& lens) {
    const toml::table* table = reader.table("entries");
    if (table == nullptr) return;
    TomlDocument& document = reader.document();
    for (const auto& [key, node] : in_file_order(*table)) {
        const std::string pair(key->str());
        const std::size_t comma = pair.find(',');
        const std::size_t second =
            comma == std::string::npos ? comma : pair.find_first_not_of(' ', comma + 1);
        const auto i = model.find_actor(pair.substr(0, comma));
        const auto j = second == std::string::npos ? std::nullopt : model.find_actor(pair.substr(second));
        const auto value = read_number(document, *node, "the entry " + pair);
        if (!i || !j || *i == *j) {
            document.error("unknown-actor", key->source(),
                           "an entry is a pair of different states, as in \"KAZ, CHN\"");
        } else if (value) {
            lens.entries.push_back({*i, *j, *value});
        }
    }
}

void read_norm_weights(TableReader& reader, Model& model, LensDeclaration& lens, Diagnostics& diagnostics) {
    const toml::table* table = reader.table("norms");
    if (table == nullptr) return;
    TomlDocument& document = reader.document();
    std::vector<std::string> known;
    for (const IssueDeclaration& issue : model.issues) {
        for (const NormTerm& norm : issue.norms) {
            if (std::find(known.begin(), known.end(), norm.name) == known.end()) known.push_back(norm.name);
        }
    }
    FormulaScope scope;
    scope.numbers_only = true;
    for (const auto& [key, node] : in_file_order(*table)) {
        const std::string name(key->str());
        if (std::find(known.begin(), known.end(), name) == known.end()) {
            document.error("unknown-norm", key->source(), "no issue has a norm '" + name + "'",
                           suggest(name, known));
        }
        auto formula = read_formula(document, *node, "the weight of '" + name + "'");
        if (!formula) continue;
        resolve_formula(*formula, model, scope, diagnostics);
        lens.norms.push_back({name, *formula});
    }
    if (lens.kind != LensKind::identity && !lens.norms.empty()) {
        document.error("not-for-this-lens", table->source(), "only identity lenses have norms");
    }
}

/// gains_in = "dollars": a unit of the file other than the one in use may be what gains are compared in.
void read_gains_in(TableReader& reader, const Model& model, LensDeclaration& lens) {
    lens.gains_in = reader.text("gains_in");
    if (lens.gains_in.empty()) return;
    const toml::source_region& where = reader.find("gains_in")->source();
    std::vector<std::string> names;
    for (const Unit& unit : model.units) names.push_back(unit.name);
    if (lens.kind == LensKind::absolute) {
        reader.document().error(
            "not-for-this-lens", where,
            "an absolute lens looks at no gains but one's own, so it needs no 'gains_in'");
    } else if (std::find(names.begin(), names.end(), lens.gains_in) == names.end()) {
        reader.document().error("unknown-unit", where,
                                "there is no unit '" + lens.gains_in + "' among [units]",
                                suggest(lens.gains_in, names));
    }
}

}  // namespace

void read_lenses(TableReader& root, Model& model, Diagnostics& diagnostics) {
    const toml::table* table = root.table("lenses");
    if (table == nullptr) return;
    TomlDocument& document = root.document();
    for (const auto& [key, node] : in_file_order(*table)) {
        LensDeclaration lens;
        lens.name = std::string(key->str());
        lens.place = {document.file(), key->source().begin.line, key->source().begin.column,
                      static_cast<unsigned>(lens.name.size())};
        const toml::table* entry = node->as_table();
        if (entry == nullptr) {
            document.error("wrong-type", node->source(), "a lens must be a table with its kind");
            continue;
        }
        if (lens.name.find_first_of("., ") != std::string::npos || lens.name.empty()) {
            document.error("bad-name", key->source(), "a lens's name has no dots, commas or spaces");
        }
        TableReader reader(document, *entry, "the lens '" + lens.name + "'");
        const std::string kind = reader.text("kind", true);
        lens.by_default = reader.boolean("default", true);
        const auto found = std::find(kKinds.begin(), kKinds.end(), kind);
        if (found == kKinds.end()) {
            if (!kind.empty())
                document.error("unknown-lens", entry->get("kind")->source(),
                               "there is no kind of lens '" + kind + "'", suggest(kind, kKinds));
            reader.rest();
            // Its name exists, so that what mentions it is not reported too.
            model.lenses.push_back(std::move(lens));
            continue;
        }
        lens.kind = static_cast<LensKind>(found - kKinds.begin());
        lens.school = reader.text("school");
        lens.reason = reader.text("reason");
        const std::string strength = strength_name(lens.kind);
        if (!strength.empty()) {
            // An identity lens may be norms alone.
            const bool optional = lens.kind == LensKind::identity && entry->get("norms") != nullptr;
            lens.strength = reader.formula(strength, !optional);
            if (!lens.strength && optional) lens.strength = Formula::number(0);
            FormulaScope scope;
            scope.numbers_only = true;
            if (lens.strength) resolve_formula(*lens.strength, model, scope, diagnostics);
        }
        if (lens.kind != LensKind::absolute && lens.kind != LensKind::snidal) {
            lens.weights = reader.formula("weights");
            FormulaScope scope;
            scope.actors = {"i", "j"};
            scope.bare_attributes = false;
            if (lens.weights) resolve_formula(*lens.weights, model, scope, diagnostics);
            read_entries(reader, model, lens);
        }
        const bool status_quo = std::none_of(model.issues.begin(), model.issues.end(),
                                             [](const auto& i) { return i.issue.status_quo.empty(); });
        if (lens.kind == LensKind::defensive && !status_quo) {
            document.error(
                "no-status-quo", entry->get("kind")->source(),
                "being outgained is counted from the status quo, but not every issue names one [F1.4]",
                "add status_quo = \"...\" to the issues");
        }
        read_aggregation(reader, lens);
        read_gains_in(reader, model, lens);
        read_norm_weights(reader, model, lens, diagnostics);
        model.lenses.push_back(std::move(lens));
    }
}

}  // namespace comity
