#pragma once
/// The fixed work of `comity bench`.

#include <map>
#include <string>
#include <vector>

#include "comity/model/model.hpp"

namespace comity::cli {

/// The shipped models and their data by path under models/ (written at build time, cmake/EmbedModels.cmake).
const std::map<std::string, std::string>& shipped_files();

/// One model of the work under the name by which timings are reported.
struct BenchModel {
    std::string name;
    Model model;
};

/// The shipped models, each with its lenses, targets and discount factors.
std::vector<BenchModel> shipped_models();

/// Games of two states in which sets of equilibrium payoffs are easy to get wrong: flat, empty, far from
/// zero, of unequal units or patience.
std::vector<BenchModel> built_in_games();

}  // namespace comity::cli
