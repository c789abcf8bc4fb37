#include "comity/model/load.hpp"

#include <algorithm>
#include <map>

#include "comity/model/resolve.hpp"
#include "comity/text/near_name.hpp"
#include "csv_shelf.hpp"
#include "readers.hpp"

namespace comity {
namespace {

bool read_format(TableReader& root) {
    TomlDocument& document = root.document();
    const toml::node* node = root.find("format");
    if (node == nullptr) {
        root.document().error("missing-format", root.source(),
                              "this file does not say which format it is written in",
                              "add as its first line: format = 1");
        return true;
    }
    const auto format = read_number(document, *node, "'format'");
    if (!format || *format == kModelFormat) return true;
    document.error("newer-format", node->source(),
                   "this file is written in format " + to_string(*format) + "; this program reads format 1",
                   *format > kModelFormat ? "a newer version of Comity may read it" : "");
    return false;
}

/// Where a name is declared: the last of the tables of this file that have it as a key, or nowhere (a data
/// file).
toml::source_region key_of(const TomlDocument& document, const std::string& name) {
    toml::source_region where;
    for (const char* section : {"parameters", "attributes", "matrices", "definitions", "choices"}) {
        const toml::table* table = document.root()->get_as<toml::table>(section);
        if (table == nullptr) continue;
        if (const auto found = table->find(name); found != table->cend()) where = found->first.source();
    }
    return where;
}

/// One name, one meaning: formulas look all of these up in one place.
void check_names(TomlDocument& document, const Model& model) {
    std::map<std::string, std::string> seen;
    for (const std::string& word : formula_words()) seen[word] = "a word of the formula language";
    const auto add = [&](const std::string& name, const std::string& what) {
        const auto [known, fresh] = seen.emplace(name, what);
        if (!fresh)
            document.error("name-twice", key_of(document, name),
                           "'" + name + "' is both " + known->second + " and " + what,
                           "give one of them another name");
    };
    for (const Actor& actor : model.actors) add(actor.code, "a state");
    for (const Parameter& p : model.parameters) add(p.name, "a parameter");
    for (const Attribute& a : model.attributes) add(a.name, "an attribute");
    for (const Matrix& m : model.matrices) add(m.name, "a matrix");
    for (const Definition& d : model.definitions) add(d.name, "a definition");
    for (const Choice& c : model.choices) add(c.name, "a choice");
}

void check_whole(TomlDocument& document, TableReader& root, const Model& model) {
    // Step 1. A status quo for all issues or for none.
    std::size_t named = 0;
    for (const IssueDeclaration& issue : model.issues) named += !issue.issue.status_quo.empty();
    if (named != 0 && named != model.issues.size()) {
        for (const IssueDeclaration& issue : model.issues) {
            if (!issue.issue.status_quo.empty()) continue;
            document.error("no-status-quo", root.source(),
                           "the issue '" + issue.issue.name + "' names no status quo, though others do",
                           "give every issue one, or none");
        }
    }
    // Step 2. The number of profiles.
    std::vector<Issue> issues;
    for (const IssueDeclaration& declared : model.issues) issues.push_back(declared.issue);
    const bool each_is_small = std::all_of(issues.begin(), issues.end(), [&](const Issue& issue) {
        return count_profiles(action_counts(model.actors.size(), {issue})) <= kMaxProfiles;
    });
    const auto counts = action_counts(model.actors.size(), issues);
    const bool each_is_short =
        std::all_of(counts.begin(), counts.end(), [](std::size_t count) { return count <= kMaxActions; });
    if (each_is_small && (!each_is_short || count_profiles(counts, kMaxNumbered) > kMaxNumbered)) {
        document.error("too-many-profiles", root.source(),
                       each_is_short ? "this game has more than 2^62 profiles"
                                     : "a state of this game has more than 2^20 = 1048576 actions",
                       "a game that is searched for agreements may have at most that many, one that is "
                       "tabulated at most 2^24 profiles: drop issues, actions or states");
    }
    // Step 3. Exit rules speak of targets, which are read after them.
    for (const ConstraintDeclaration& constraint : model.constraints) {
        const auto* exit = std::get_if<ExitValues>(&constraint.what);
        if (exit == nullptr || exit->agreement.empty()) continue;
        const TargetDeclaration* agreement = model.find_target(exit->agreement);
        toml::source_region where;
        where.begin = where.end = {constraint.place.line, constraint.place.column};
        if (agreement == nullptr && exit->agreement != "full") {
            document.error("unknown-target", where,
                           "the exit rule speaks of a target '" + exit->agreement + "' that does not exist",
                           suggest(exit->agreement, model.target_names()));
        } else if (agreement != nullptr &&
                   (agreement->test == TargetTest::cycle || agreement->test == TargetTest::set)) {
            document.error("no-profile", where,
                           "the exit rule speaks of '" + exit->agreement + "', which is no profile",
                           "what the others go on with is one profile for ever [F3.4]");
        }
    }
}

}  // namespace

const std::vector<std::string>& formula_words() {
    static const std::vector<std::string> words{"self",    "other",  "others", "members", "actors", "i",
                                                "j",       "leaver", "in",     "except",  "and",    "or",
                                                "not",     "if",     "min",    "max",     "abs",    "sum",
                                                "product", "count",  "plays",  "level",   "n",      "payoff"};
    return words;
}

LoadResult load_model(const std::string& text, const std::string& file, const LoadOptions& options) {
    LoadResult result;
    Model& model = result.model;
    Diagnostics& diagnostics = result.diagnostics;
    if (text.size() > kMaxInputBytes) {
        Diagnostic large;
        large.code = "too-large";
        large.place.file = file;
        large.message = "this file is larger than 256 MiB";
        diagnostics.push_back(std::move(large));
        return result;
    }
    TomlDocument document(text, file, diagnostics);
    if (document.root() == nullptr) return result;
    TableReader root(document, *document.root(), "this file");

    // Step 1. Format first: a newer one may mean anything.
    if (!read_format(root)) {
        root.rest();
        return result;
    }
    // Step 2. Who, with which numbers.
    model.name = root.text("name", true);
    if (model.name.find_first_of("/\\: ") != std::string::npos) {
        document.error("bad-name", document.root()->get("name")->source(),
                       "a model's name becomes part of file names: no slashes, colons or spaces");
    }
    model.title = root.text("title");
    model.description = root.text("description");
    model.source = root.text("source");
    read_actor_list(root, model);
    read_choices(root, model, options);
    // {year} in what people read stands for the choice, as in the paths of data files.
    model.title = with_choices(model.title, model);
    model.description = with_choices(model.description, model);
    read_parameters(root, model);
    CsvShelf shelf(options, diagnostics);
    read_data_files(root, model, options, shelf, diagnostics);
    read_tables(root, model, model.actor_codes(), shelf);
    // Step 3. What they do and what it is worth. Definitions are registered before anything mentions them,
    // and resolved once the issues are known, whose play they may speak of.
    read_definitions(root, model);
    check_names(document, model);
    read_issues(root, model, diagnostics);
    resolve_definitions(model, diagnostics);
    read_units(root, model, diagnostics);
    // Step 4. How it is seen, bounded and asked about.
    read_lenses(root, model, diagnostics);
    read_constraints(root, model, diagnostics);
    read_targets(root, model);
    read_delta(root, model, diagnostics);
    read_punishment(root, model);
    read_linkage(root, model);
    read_agreement_goals(root, model);
    read_propositions(root, model);
    read_expectations(root, model);
    check_whole(document, root, model);
    return result;
}

}  // namespace comity
