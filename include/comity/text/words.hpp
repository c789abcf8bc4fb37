#pragma once
/// Small English: lists and plurals.

#include <string>
#include <vector>

namespace comity {

/// "China", "China and Russia", "China, Russia and Kazakhstan".
std::string join_words(const std::vector<std::string>& words, const std::string& last = " and ");

/// "CHN, RUS" with any separator.
std::string join(const std::vector<std::string>& parts, const std::string& separator);

}  // namespace comity
