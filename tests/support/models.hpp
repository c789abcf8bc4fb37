#pragma once
/// Small helpers for tests that ask the library a question about a model text.

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "comity/model/load.hpp"
#include "comity/threshold/threshold.hpp"

namespace comity::test {

inline std::string read_text(const std::string& path) {
    std::ifstream stream(path, std::ios::binary);
    EXPECT_TRUE(stream.good()) << path;
    std::ostringstream text;
    text << stream.rdbuf();
    return text.str();
}

/// A model from text; fails the test on any diagnostic.
inline Model load(const std::string& text, const LoadOptions& options = {}) {
    LoadResult result = load_model(text, "test.toml", options);
    if (!has_errors(result.diagnostics)) {
        for (const Diagnostic& d : check_values(result.model)) result.diagnostics.push_back(d);
    }
    EXPECT_TRUE(result.diagnostics.empty()) << render(result.diagnostics) << text;
    return std::move(result.model);
}

/// A shipped model, with settings such as {"year", "2001"}. `edit` may change its text first.
inline Model load_shipped(const std::string& path, const std::vector<std::pair<std::string, std::string>>& settings = {},
                          const std::pair<std::string, std::string>& edit = {}) {
    const std::string full = std::string(COMITY_SOURCE_DIR) + "/models/" + path;
    LoadOptions options;
    options.settings = settings;
    options.read_file = [folder = full.substr(0, full.rfind('/') + 1)](const std::string& name) -> tl::expected<std::string, std::string> {
        return read_text(folder + name);
    };
    std::string text = read_text(full);
    if (!edit.first.empty()) {
        const std::size_t at = text.find(edit.first);
        EXPECT_NE(at, std::string::npos) << edit.first;
        text.replace(at, edit.first.size(), edit.second);
    }
    Model model = load(text, options);
    for (const auto& [name, value] : settings) assign(model, name, value);
    return model;
}

inline Rational q(const std::string& text) { return *parse_rational(text); }

/// The threshold of a target through a declared lens.
inline Threshold threshold(const Model& model, const std::string& lens, const std::string& target, const std::string& of = "delta",
                           std::optional<Punishment> punishment = Punishment::grim, std::optional<Interval> range = {}) {
    ThresholdSolver solver(model);
    const Target parsed = parse_target(model, solver.form(), target);
    if (parsed.test == TargetTest::accept) punishment.reset();
    return solver.solve({*model.find_lens(lens), parsed, parse_path(model, of), punishment, range});
}

/// Its value as text: "1/2", or "none".
inline std::string value(const Threshold& t) {
    if (!t.value) return t.is_empty() ? "none" : "no single value";
    return t.value->is_rational() ? to_string(t.value->rational()) : "irrational";
}

/// Codes of the actors that decide, separated by spaces.
inline std::string deciders(const Model& model, const Threshold& t) {
    std::string codes;
    for (const ActorId actor : t.binding_actors) codes += (codes.empty() ? "" : " ") + model.actors[actor.index].code;
    return codes;
}

}  // namespace comity::test
