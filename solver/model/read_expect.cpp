#include <algorithm>
#include <regex>
#include <set>

#include "comity/number/interval_text.hpp"
#include "comity/text/near_name.hpp"
#include "comity/text/utf8.hpp"
#include "readers.hpp"

namespace comity {
namespace {

/// Rows of a table that is no wider than a page.
constexpr std::size_t kLongestName = 40;

PlacedText placed(TomlDocument& document, const toml::source_region& where, std::string text) {
    PlacedText result{std::move(text), {document.file(), where.begin.line, where.begin.column, 1}, ""};
    if (where.end.line == where.begin.line && where.end.column > where.begin.column)
        result.place.length = where.end.column - where.begin.column;
    result.source_line = document.line(where.begin.line);
    return result;
}

/// The text of a key with its place; `fallback`, at the table's place, where it is absent.
PlacedText placed_text(TableReader& reader, const std::string& key, const std::string& fallback = "") {
    const toml::node* node = reader.find(key);
    if (node == nullptr) return placed(reader.document(), reader.source(), fallback);
    return placed(reader.document(), node->source(),
                  read_text(reader.document(), *node, "'" + key + "'").value_or(""));
}

/// threshold, verdict, utility, corners or agreement: exactly one, and what it says.
void read_question(TableReader& reader, const toml::table& table, Expectation& expectation) {
    using Question = Expectation::Question;
    static const std::vector<std::pair<std::string, Question>> questions{{"threshold", Question::threshold},
                                                                         {"verdict", Question::verdict},
                                                                         {"utility", Question::utility},
                                                                         {"corners", Question::corners},
                                                                         {"agreement", Question::agreement}};
    std::string asked;
    for (const auto& [key, question] : questions) {
        if (reader.find(key) == nullptr) continue;
        if (!asked.empty()) {
            reader.document().error("two-questions", table.find(key)->first.source(),
                                    reader.what() + " asks two questions: '" + asked + "' and '" + key + "'",
                                    "write another [[expect]] for the second");
            continue;
        }
        asked = key;
        expectation.question = question;
        // Corners are a list, which is read as an answer.
        expectation.of = question == Question::corners
                             ? placed(reader.document(), reader.find(key)->source(), key)
                             : placed_text(reader, key);
    }
    if (asked.empty())
        reader.missing("threshold",
                       "ask one question: threshold = \"delta\", verdict = \"sustainable\", utility = "
                       "\"A\" (the code of a state), corners = [[\"0\", \"0\"], ...] or agreement = "
                       "\"depth\"");
}

void read_verdict(TableReader& reader, Expectation& expectation) {
    static const std::vector<std::string> verdicts{"sustainable", "not sustainable", "accepted", "refused"};
    const std::string& word = expectation.of.text;
    expectation.answer = word;
    expectation.answer_text = expectation.of;
    if (!word.empty() && std::find(verdicts.begin(), verdicts.end(), word) == verdicts.end()) {
        reader.document().error("unknown-verdict", reader.find("verdict")->source(),
                                "there is no verdict '" + word + "'", suggest(word, verdicts));
    }
    for (const char* key : {"value", "sustained", "tolerance"}) {
        if (const toml::node* node = reader.find(key))
            reader.document().error("key-conflict", node->source(),
                                    "a verdict is its own answer: leave '" + std::string(key) + "' out");
    }
}

/// `value` or `sustained`.
void read_answer(TableReader& reader, Expectation& expectation) {
    TomlDocument& document = reader.document();
    const bool threshold = expectation.question == Expectation::Question::threshold;
    const bool agreement = expectation.question == Expectation::Question::agreement;
    const toml::node* value = reader.find("value");
    const toml::node* sustained = reader.find("sustained");
    if (!threshold && sustained != nullptr) {
        document.error("key-conflict", sustained->source(),
                       std::string(agreement ? "what an agreement is worth" : "a utility") +
                           " is a number: write value = ... instead of 'sustained'");
        return;
    }
    if (value == nullptr && sustained == nullptr) {
        reader.missing("value", threshold ? "what should come out: value = \"13/21\", value = \"none\", or "
                                            "sustained = \"[1/4, 2/3]\""
                                          : "what should come out: value = \"13/2\"");
        return;
    }
    if (value != nullptr && sustained != nullptr && !reader.one_of("value", "sustained", "")) return;
    const toml::node& node = value != nullptr ? *value : *sustained;
    expectation.answer_text =
        placed(document, node.source(), node.is_string() ? node.as_string()->get() : document.literal(node));
    const std::string& text = expectation.answer_text.text;
    if (value != nullptr) {
        if ((threshold || agreement) && node.is_string() && text == "none") {
            expectation.answer = IntervalSet();
        } else if (const auto number = read_number(document, node, "'value'")) {
            expectation.answer = *number;
        }
        return;
    }
    if (!read_text(document, node, "'sustained'")) return;
    if (text == "everywhere") {
        expectation.answer = Expectation::Everywhere{};
        return;
    }
    const auto set = parse_interval_set(text);
    if (set) {
        expectation.answer = *set;
    } else {
        document.error("not-a-set", node.source(), "'sustained': " + set.error(),
                       "write intervals such as \"[1/4, 2/3]\" or \"[0, inf)\", joined by \"and\"; or "
                       "\"everywhere\", or \"nowhere\"");
    }
}

/// at = { k = "1/4", delta = "3/5" }; `lens.relative.k = 1` without quotes is a table in a table.
void read_at(TomlDocument& document, const toml::table& table, const std::string& prefix,
             Expectation& expectation) {
    for (const auto& [key, node] : in_file_order(table)) {
        const std::string path = prefix + std::string(key->str());
        if (const toml::table* deeper = node->as_table()) {
            read_at(document, *deeper, path + ".", expectation);
            continue;
        }
        if (!node->is_string() && !node->is_integer() && !node->is_floating_point()) {
            document.error("wrong-type", node->source(),
                           "the value of '" + path + "' must be a number, not " + kind_of(*node));
            continue;
        }
        const std::string value = node->is_string() ? node->as_string()->get() : document.literal(*node);
        expectation.at.emplace_back(placed(document, key->source(), path),
                                    placed(document, node->source(), value));
    }
}

void read_standing(TableReader& reader, Expectation& expectation) {
    static const std::vector<std::string> words{"published", "derived", "reconstructed"};
    const std::string status = reader.text("status");
    const toml::node* node = reader.find("status");
    if (node == nullptr) {
        reader.missing(
            "status",
            "say where the answer comes from: \"published\" (it stands in the source), \"derived\" "
            "(it follows from the source's model by the algebra given) or \"reconstructed\" (the "
            "model itself was rebuilt)");
    }
    const auto found = std::find(words.begin(), words.end(), status);
    if (found != words.end()) {
        expectation.standing = static_cast<Standing>(found - words.begin());
    } else if (!status.empty()) {
        reader.document().error("unknown-status", node->source(), "there is no status '" + status + "'",
                                suggest(status, words));
    }
    expectation.where = reader.text("where");
    static const std::regex page(R"(\b(pp?\.|pages?)\s*\d)");
    if (expectation.where.empty()) {
        if (reader.find("where") == nullptr)
            reader.missing("where", status == "published"
                                        ? "on which page of the source does it stand: where = \"p. 487\""
                                        : "by which algebra, or from where in the source: where = \"...\"");
    } else if (status == "published" && !std::regex_search(expectation.where, page)) {
        reader.document().error("no-page", reader.find("where")->source(),
                                "a published answer names the page on which it stands",
                                "write where = \"p. 487\"; an answer that follows by algebra is \"derived\"");
    }
}

}  // namespace

void read_expectations(TableReader& root, Model& model) {
    const toml::array* list = root.array("expect");
    if (list == nullptr) return;
    TomlDocument& document = root.document();
    std::set<std::string> names;
    for (auto&& entry : *list) {
        const toml::table* table = entry.as_table();
        if (table == nullptr) {
            document.error("wrong-type", entry.source(), "an expectation must be a table with a name");
            continue;
        }
        const auto given = table->get_as<std::string>("name");
        TableReader reader(document, *table,
                           given == nullptr ? "this expectation" : "the expectation '" + given->get() + "'");
        Expectation expectation;
        // Its own rules for a name are stricter than those for others, and say so in one message.
        if (const toml::node* name = reader.find("name")) {
            expectation.name = read_text(document, *name, "'name'").value_or("");
        } else {
            reader.missing("name");
        }
        const bool printable = std::none_of(expectation.name.begin(), expectation.name.end(),
                                            [](char c) { return static_cast<unsigned char>(c) < 0x20; });
        if (given != nullptr &&
            (expectation.name.empty() || utf8_length(expectation.name) > kLongestName || !printable))
            document.error("bad-name", table->get("name")->source(),
                           "the name of an expectation is one line of 1 to 40 characters",
                           "it becomes the name of a row; longer explanations go into 'where'");
        expectation.place = {document.file(), table->source().begin.line, table->source().begin.column, 1};
        if (!names.insert(expectation.name).second && given != nullptr)
            document.error("expectation-twice", table->get("name")->source(),
                           "there are two expectations '" + expectation.name + "'");
        read_question(reader, *table, expectation);
        if (expectation.question == Expectation::Question::verdict) {
            read_verdict(reader, expectation);
        } else {
            if (expectation.question == Expectation::Question::corners) {
                read_corners(reader, expectation);
            } else {
                read_answer(reader, expectation);
            }
            if (const auto tolerance = reader.number("tolerance")) {
                expectation.tolerance = *tolerance;
                if (*tolerance < 0)
                    document.error("bad-tolerance", reader.find("tolerance")->source(),
                                   "a tolerance is 0 (exact) or more, not " + to_string(*tolerance));
            }
        }
        expectation.lens = placed_text(reader, "lens");
        if (reader.find("lens") == nullptr)
            reader.missing("lens", "a lens of the file, or an inline one: lens = \"relative:k=1/4\"");
        const bool targeted = expectation.question != Expectation::Question::corners &&
                              expectation.question != Expectation::Question::agreement;
        if (expectation.question == Expectation::Question::agreement && reader.find("target") != nullptr)
            document.error("key-conflict", reader.find("target")->source(),
                           "an agreement is looked for, not named: leave 'target' out");
        expectation.target = placed_text(reader, "target", targeted ? "full" : "");
        expectation.punishment = placed_text(reader, "punishment");
        expectation.linkage = placed_text(reader, "linkage");
        if (const toml::table* at = reader.table("at")) read_at(document, *at, "", expectation);
        read_standing(reader, expectation);
        model.expectations.push_back(std::move(expectation));
    }
}

bool declares_expectations(const std::string& text) {
    Diagnostics diagnostics;
    const TomlDocument document(text, "", diagnostics);
    // What cannot be read may hold expectations: whoever reads it as a model will say what is wrong.
    return has_errors(diagnostics) || document.root() == nullptr || document.root()->contains("expect");
}

}  // namespace comity
