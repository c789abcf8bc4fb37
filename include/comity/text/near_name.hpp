#pragma once
/// "Did you mean ...?"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace comity {

/// The candidate nearest to `name` by edits (insertion, deletion, substitution, swap of neighbours; letter
/// case is free), if it is near enough to be what was meant: at most one edit per three letters, and at least
/// one.
std::optional<std::string> near_name(std::string_view name, const std::vector<std::string>& candidates);

/// "did you mean 'KAZ'?", or "there are: CHN, RUS, KAZ" where nothing is near, or "" where there is nothing
/// at all.
std::string suggest(std::string_view name, const std::vector<std::string>& candidates);

}  // namespace comity
