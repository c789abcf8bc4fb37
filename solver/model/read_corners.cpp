// `corners` of an [[expect]] entry: the set of all equilibrium payoffs of two states.

#include <algorithm>

#include "readers.hpp"

namespace comity {
namespace {

const char* const kHelp =
    "a corner is what each of the two states gets, as in corners = [[\"1\", \"1\"], [\"4\", \"1\"]]; of the "
    "empty set write corners = \"none\"";

/// A corner and how it is written.
std::optional<std::pair<std::vector<Rational>, std::string>> read_corner(TomlDocument& document,
                                                                         const toml::node& node) {
    const toml::array* list = node.as_array();
    if (list == nullptr || list->size() != 2) {
        document.error("not-a-corner", node.source(),
                       list == nullptr
                           ? "a corner must be a list of two numbers, not " + kind_of(node)
                           : "a corner must be a list of two numbers, not of " + std::to_string(list->size()),
                       kHelp);
        return std::nullopt;
    }
    std::vector<Rational> corner;
    std::string text;
    for (const toml::node& number : *list) {
        const auto value = read_number(document, number, "a corner");
        if (!value) return std::nullopt;
        corner.push_back(*value);
        text += (text.empty() ? "(" : ", ") +
                (number.is_string() ? number.as_string()->get() : document.literal(number));
    }
    return std::pair(std::move(corner), text + ")");
}

}  // namespace

void read_corners(TableReader& reader, Expectation& expectation) {
    TomlDocument& document = reader.document();
    for (const char* key : {"value", "sustained"}) {
        if (const toml::node* node = reader.find(key))
            document.error("key-conflict", node->source(),
                           "corners are their own answer: leave '" + std::string(key) + "' out");
    }
    for (const char* key : {"target", "punishment", "linkage"}) {
        if (const toml::node* node = reader.find(key))
            document.error("key-conflict", node->source(),
                           "the set of all equilibrium payoffs depends on no " + std::string(key) +
                               ": leave '" + key + "' out");
    }
    const toml::node& node = *reader.find("corners");
    expectation.answer_text = expectation.of;
    Expectation::Corners corners;
    const toml::array* list = node.as_array();
    if (node.is_string() && node.as_string()->get() == "none") {
        expectation.answer_text.text = "none";
    } else if (list == nullptr || list->empty()) {
        document.error("wrong-type", node.source(),
                       "'corners' must be a list of corners or \"none\", not " +
                           (list == nullptr ? kind_of(node) : std::string("an empty list")),
                       kHelp);
    } else {
        std::string text;
        for (const toml::node& entry : *list) {
            const auto read = read_corner(document, entry);
            if (!read) continue;
            const auto& [corner, written] = *read;
            if (std::find(corners.begin(), corners.end(), corner) != corners.end()) {
                document.error("corner-twice", entry.source(), "this corner is listed twice");
                continue;
            }
            text += (text.empty() ? "" : " ") + written;
            corners.push_back(corner);
        }
        expectation.answer_text.text = text;
    }
    expectation.answer = std::move(corners);
}

}  // namespace comity
