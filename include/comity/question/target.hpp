#pragma once
/// Reading targets [F4.7]: from the command line, and those of a model file.

#include "comity/model/target.hpp"

namespace comity {

/// Reads a TARGET of the command line. Error (usage): it does not exist or is malformed, acceptance without a
/// status quo, acceptance or the payoff of something that is no profile.
Target parse_target(const Model& model, const GameForm& form, const std::string& text);

/// The targets of a model: those of the file that are asked by default, or `full` where there are none.
std::vector<Target> default_targets(const Model& model, const GameForm& form);

/// "0,0,1".
std::string to_string(const Profile& profile);

}  // namespace comity
