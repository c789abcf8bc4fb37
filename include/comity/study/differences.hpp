#pragma once
/// What two models say differently [F8]: the numbers, the data, and how they are seen, bounded and asked
/// about.

#include <string>
#include <utility>
#include <vector>

#include "comity/model/model.hpp"

namespace comity {

/// One thing that differs; a side that does not have it says "-".
struct Difference {
    std::string section;  ///< parameters, data, delta, unit, issues, lenses, constraints, targets, ...
    std::string what;     ///< "relief", "threat of KAZ from CHN", "the lens 'power'"
    std::string a, b;
    bool operator==(const Difference&) const = default;
};

/// All of them, in the order of a model file. Titles, sources and reasons do not count: they change no
/// answer.
std::vector<Difference> differences(const Model& a, const Model& b);

/// The same for what was asked: two lists of settings by name.
std::vector<Difference> differences(const std::vector<std::pair<std::string, std::string>>& a,
                                    const std::vector<std::pair<std::string, std::string>>& b);

}  // namespace comity
