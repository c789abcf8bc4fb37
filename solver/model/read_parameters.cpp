#include <algorithm>

#include "comity/text/near_name.hpp"
#include "comity/text/words.hpp"
#include "readers.hpp"

namespace comity {
namespace {

/// An end of a range: a number or "inf".
std::optional<Bound> read_bound(TomlDocument& document, const toml::node& node, bool upper) {
    if (node.is_string() && node.as_string()->get() == "inf" && upper) return Bound::infinity();
    if (node.is_floating_point() && document.literal(node) == "inf" && upper) return Bound::infinity();
    const auto value = read_number(document, node, "an end of the range");
    return value ? std::optional<Bound>(Bound(*value)) : std::nullopt;
}

std::optional<Interval> read_range(TableReader& reader) {
    const toml::array* list = reader.array("range");
    if (list == nullptr) return std::nullopt;
    TomlDocument& document = reader.document();
    if (list->size() != 2) {
        document.error("bad-range", list->source(), "a range has two ends: range = [lowest, highest]");
        return std::nullopt;
    }
    const auto lo = read_bound(document, *list->get(0), false),
               hi = read_bound(document, *list->get(1), true);
    if (!lo || !hi) return std::nullopt;
    if (*hi < *lo) {
        document.error("bad-range", list->source(), "the range ends before it begins");
        return std::nullopt;
    }
    return Interval{*lo, *hi, true, hi->is_finite()};
}

}  // namespace

Provenance read_provenance(TableReader& reader) {
    static const std::vector<std::string> kinds{"data", "judgement", "convention", "published"};
    TomlDocument& document = reader.document();
    Provenance provenance;
    provenance.kind = reader.text("kind");
    provenance.source = reader.text("source");
    provenance.reason = reader.text("reason");
    provenance.unit = reader.text("unit");
    if (!provenance.kind.empty() && std::find(kinds.begin(), kinds.end(), provenance.kind) == kinds.end()) {
        document.error("unknown-kind", reader.find("kind")->source(),
                       "'" + provenance.kind + "' is no kind of number", "there are: " + join(kinds, ", "));
    }
    if (provenance.source.empty() && provenance.reason.empty()) {
        reader.missing(
            "source",
            "say where the number comes from (source = \"...\") or why it was chosen (reason = \"...\")");
    } else if (provenance.kind == "data" && provenance.source.empty()) {
        reader.missing("source", "data come from somewhere: source = \"...\"");
    } else if (provenance.kind == "judgement" && provenance.reason.empty()) {
        reader.missing("reason", "a judgement is given with its reason: reason = \"...\"");
    }
    return provenance;
}

void read_parameters(TableReader& root, Model& model) {
    const toml::table* table = root.table("parameters");
    if (table == nullptr) return;
    TomlDocument& document = root.document();
    for (const auto& [key, node] : in_file_order(*table)) {
        const std::string name(key->str());
        const toml::table* entry = node->as_table();
        if (!is_formula_name(name)) {
            document.error("bad-name", key->source(),
                           "'" + name + "' cannot be used in formulas: letters, digits and _ only");
        }
        if (entry == nullptr) {
            document.error(
                "wrong-type", node->source(), "the parameter '" + name + "' must say more than its value",
                "write: " + name + " = { value = " + document.literal(*node) + ", source = \"...\" }");
            continue;
        }
        TableReader reader(document, *entry, "the parameter '" + name + "'");
        Parameter parameter;
        parameter.name = name;
        parameter.title = reader.text("title");
        parameter.value = reader.number("value", true).value_or(0);
        parameter.range = read_range(reader);
        parameter.provenance = read_provenance(reader);
        if (parameter.provenance.kind == "judgement" && reader.find("range") == nullptr) {
            reader.missing("range", "a judgement says how far one may differ: range = [lowest, highest]");
        }
        if (parameter.range && entry->get("value") != nullptr &&
            !parameter.range->contains(AlgebraicNumber(parameter.value))) {
            document.error(
                "out-of-range", entry->get("value")->source(),
                "the value " + to_string(parameter.value) + " lies outside the parameter's own range");
        }
        model.parameters.push_back(std::move(parameter));
    }
}

void read_choices(TableReader& root, Model& model, const LoadOptions& options) {
    const toml::table* table = root.table("choices");
    if (table == nullptr) return;
    TomlDocument& document = root.document();
    for (const auto& [key, node] : in_file_order(*table)) {
        const std::string name(key->str());
        const toml::table* entry = node->as_table();
        if (entry == nullptr) {
            document.error("wrong-type", node->source(), "a choice must be a table with value and options");
            continue;
        }
        TableReader reader(document, *entry, "the choice '" + name + "'");
        Choice choice{name, reader.text("value", true), reader.text("reason"), reader.texts("options")};
        for (const auto& [path, value] : options.settings) {
            // A value that is no option is a mistake of the command line, which `assign` reports.
            const bool option =
                std::find(choice.options.begin(), choice.options.end(), value) != choice.options.end();
            if (path == name && option) choice.value = value;
        }
        if (std::find(choice.options.begin(), choice.options.end(), choice.value) == choice.options.end()) {
            document.error("bad-choice", entry->source(),
                           "'" + choice.value + "' is not among the options of '" + name + "'",
                           suggest(choice.value, choice.options));
        }
        model.choices.push_back(std::move(choice));
    }
}

}  // namespace comity
