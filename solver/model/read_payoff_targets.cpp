// Targets that ask for utilities: at least so much for each state named, or half-planes [F4.7].

#include <algorithm>

#include "comity/text/near_name.hpp"
#include "readers.hpp"

namespace comity {
namespace {

/// { CHN = 1, RUS = "3/2" }: a number for each state named.
std::vector<std::optional<Rational>> read_by_state(TomlDocument& document, const toml::table& table,
                                                   const Model& model, const std::string& what) {
    std::vector<std::optional<Rational>> numbers(model.actors.size());
    for (const auto& [key, node] : in_file_order(table)) {
        const std::string code(key->str());
        if (const auto actor = model.find_actor(code)) {
            numbers[actor->index] = read_number(document, *node, what + " of " + code);
        } else {
            document.error("unknown-actor", key->source(), "there is no state '" + code + "' in this model",
                           suggest(code, model.actor_codes()));
        }
    }
    return numbers;
}

std::optional<TargetDeclaration::HalfPlane> read_half_plane(TomlDocument& document, const toml::table& table,
                                                            const Model& model) {
    TableReader reader(document, table, "this part of the set");
    TargetDeclaration::HalfPlane half{std::vector<Rational>(model.actors.size(), Rational(0)), 0};
    const toml::table* weights = reader.table("weights");
    const auto at_least = reader.number("at_least", true);
    if (weights == nullptr) {
        if (reader.find("weights") == nullptr)
            reader.missing("weights", "a number for each state that counts: weights = { " +
                                          model.actors.front().code + " = 1 }");
        return std::nullopt;
    }
    const auto numbers = read_by_state(document, *weights, model, "the weight");
    for (std::size_t i = 0; i < numbers.size(); ++i) {
        if (numbers[i]) half.weights[i] = *numbers[i];
    }
    const bool nothing =
        std::all_of(half.weights.begin(), half.weights.end(), [](const Rational& w) { return w == 0; });
    const bool read = std::all_of(weights->begin(), weights->end(), [&](const auto& entry) {
        const auto actor = model.find_actor(std::string(entry.first.str()));
        return actor && numbers[actor->index];
    });
    if (nothing && read)
        document.error("no-weight", weights->source(), "this part of the set is about no state",
                       "give at least one state a weight other than 0");
    half.at_least = at_least.value_or(0);
    return half;
}

}  // namespace

void read_value(TomlDocument& document, const toml::table& table, const Model& model,
                TargetDeclaration& target) {
    if (table.empty())
        document.error("empty-value", table.source(), "this value names no state",
                       "say what somebody gets at least: value = { " + model.actors.front().code + " = 1 }");
    const auto numbers = read_by_state(document, table, model, "the utility");
    for (std::size_t i = 0; i < numbers.size(); ++i) {
        if (!numbers[i]) continue;
        TargetDeclaration::HalfPlane half{std::vector<Rational>(numbers.size(), Rational(0)), *numbers[i]};
        half.weights[i] = 1;
        target.set.push_back(std::move(half));
    }
}

void read_set(TomlDocument& document, const toml::array& list, const Model& model,
              TargetDeclaration& target) {
    if (list.empty())
        document.error("empty-set", list.source(), "this set has no parts",
                       "write what must hold: set = [{ weights = { ... }, at_least = 0 }]");
    for (auto&& entry : list) {
        if (const toml::table* table = entry.as_table()) {
            if (auto half = read_half_plane(document, *table, model)) target.set.push_back(*std::move(half));
        } else {
            document.error(
                "wrong-type", entry.source(),
                "a part of a set must be a table of 'weights' and 'at_least', not " + kind_of(entry));
        }
    }
}

}  // namespace comity
