#include "comity/text/near_name.hpp"

#include <algorithm>
#include <cctype>

namespace comity {
namespace {

std::string lower(std::string_view text) {
    std::string out(text);
    for (char& c : out) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return out;
}

/// Damerau–Levenshtein distance in its restricted form (no letter is edited twice).
std::size_t edit_distance(const std::string& a, const std::string& b) {
    std::vector<std::vector<std::size_t>> d(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
    for (std::size_t i = 0; i <= a.size(); ++i) d[i][0] = i;
    for (std::size_t j = 0; j <= b.size(); ++j) d[0][j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t substitution = d[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
            d[i][j] = std::min({d[i - 1][j] + 1, d[i][j - 1] + 1, substitution});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
                d[i][j] = std::min(d[i][j], d[i - 2][j - 2] + 1);
            }
        }
    }
    return d[a.size()][b.size()];
}

}  // namespace

std::optional<std::string> near_name(std::string_view name, const std::vector<std::string>& candidates) {
    constexpr std::size_t kLongestName = 80;
    if (name.size() > kLongestName) return std::nullopt;
    std::optional<std::string> best;
    // A name of one letter has no near names but its other case: every letter is one edit from every other.
    const std::size_t allowed = name.size() < 2 ? 0 : std::max<std::size_t>(1, name.size() / 3);
    std::size_t best_distance = allowed + 1;
    for (const std::string& candidate : candidates) {
        if (candidate.size() > kLongestName) continue;
        const std::size_t distance = edit_distance(lower(name), lower(candidate));
        if (distance < best_distance) {
            best = candidate;
            best_distance = distance;
        }
    }
    return best;
}

std::string suggest(std::string_view name, const std::vector<std::string>& candidates) {
    if (const auto near = near_name(name, candidates)) return "did you mean '" + *near + "'?";
    constexpr std::size_t kListed = 20;
    if (candidates.empty()) return "";
    std::string list = "there are: ";
    for (std::size_t k = 0; k < std::min(kListed, candidates.size()); ++k)
        list += (k > 0 ? ", " : "") + candidates[k];
    return candidates.size() > kListed ? list + ", ..." : list;
}

}  // namespace comity
