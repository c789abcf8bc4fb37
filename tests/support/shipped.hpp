#pragma once
/// Models for tests: from a text, or as shipped.

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "comity/model/load.hpp"
#include "comity/model/scalars.hpp"

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
inline Model load_shipped(const std::string& path,
                          const std::vector<std::pair<std::string, std::string>>& settings = {},
                          const std::pair<std::string, std::string>& edit = {}) {
    const std::string full = std::string(COMITY_SOURCE_DIR) + "/models/" + path;
    LoadOptions options;
    options.settings = settings;
    options.read_file = [folder = full.substr(0, full.rfind('/') + 1)](
                            const std::string& name) -> tl::expected<std::string, std::string> {
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

inline Rational q(const std::string& text) {
    return *parse_rational(text);
}

/// Every shipped model, with every choice of year and unit.
inline const std::vector<std::pair<std::string, std::vector<std::pair<std::string, std::string>>>> kShipped{
    {"classics/prisoners-dilemma.toml", {}},
    {"classics/stag-hunt.toml", {}},
    {"classics/public-good.toml", {}},
    {"classics/waltz-division.toml", {}},
    {"classics/chicken.toml", {}},
    {"classics/exchange.toml", {}},
    {"sco/border.toml", {}},
    {"sco/border.toml", {{"unit", "dollars"}}},
    {"sco/border.toml", {{"year", "2001"}}},
    {"sco/border.toml", {{"year", "2010"}}},
    {"sco/rats.toml", {}},
    {"sco/rats.toml", {{"unit", "dollars"}}},
    {"sco/rats.toml", {{"year", "2001"}}},
    {"sco/rats.toml", {{"year", "2010"}}},
    {"sco/water-energy.toml", {}},
    {"sco/water-energy.toml", {{"unit", "own"}}},
    {"sco/water-energy.toml", {{"year", "2001"}}},
    {"sco/water-energy.toml", {{"year", "2010"}}},
    {"sco/free-trade.toml", {}},
    {"sco/free-trade.toml", {{"unit", "dollars"}}},
    {"sco/free-trade.toml", {{"year", "2001"}}},
    {"sco/free-trade.toml", {{"year", "2010"}}},
    {"sco/joint-command.toml", {}},
    {"sco/joint-command.toml", {{"unit", "dollars"}}},
    {"sco/joint-command.toml", {{"year", "2001"}}},
    {"sco/joint-command.toml", {{"year", "2010"}}},
    {"sco/border-restraint.toml", {}},
    {"sco/five-sectors.toml", {}},
    {"sco/five-sectors.toml", {{"unit", "dollars"}}},
    {"sco/five-sectors.toml", {{"year", "2001"}}},
    {"sco/five-sectors.toml", {{"year", "2010"}}},
    {"sco/five-sectors-deep.toml", {}}};

}  // namespace comity::test
