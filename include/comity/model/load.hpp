#pragma once
/// From the text of a `.toml` model file to a checked Model.

#include <functional>

#include "comity/model/model.hpp"

namespace comity {

/// The newest `format` that this program reads.
inline constexpr int kModelFormat = 1;
/// Input larger than this is refused before it is read.
inline constexpr std::size_t kMaxInputBytes = std::size_t{256} << 20;
/// An actor may have at most this many actions in an issue.
inline constexpr std::size_t kMaxActions = std::size_t{1} << 20;

/// What a model file may need from outside itself.
struct LoadOptions {
    /// Reads a data file or a table (.csv) named in the model, relative to it; error: why not. Null: none can
    /// be read.
    std::function<tl::expected<std::string, std::string>(const std::string& path)> read_file;
    /// NAME=VALUE settings; those that name a choice of the model decide which data are read.
    std::vector<std::pair<std::string, std::string>> settings;
};

/// Everything found, good or bad. The model may be used only if there is no error among the diagnostics.
struct LoadResult {
    Model model;
    Diagnostics diagnostics;
};

/// Reads and checks a whole model: every mistake in one run. `file` is the name used in diagnostics.
LoadResult load_model(const std::string& text, const std::string& file, const LoadOptions& options = {});

/// Does the text declare `[[expect]]`? True also where it is no TOML, so that reading it will tell. Told from
/// the parsed text, so a data file or a model without expectations is known as such.
bool declares_expectations(const std::string& text);

/// check_values for a model in which other mistakes were found: what can be said all the same, so that one
/// run shows every mistake. Nothing where what follows from a mistake could not be told from a mistake.
Diagnostics check_values_despite(const Diagnostics& found, const Model& model, bool payoffs);

/// Checks what only computing shows: every payoff of every profile has a value (unless `payoffs` is false:
/// tabulating finds that out again), strengths lie where F2 wants them, families are what they are called.
/// For a model without errors so far.
Diagnostics check_values(const Model& model, bool payoffs = true);

}  // namespace comity
