#include "comity/text/words.hpp"

namespace comity {

std::string join_words(const std::vector<std::string>& words, const std::string& last) {
    std::string out;
    for (std::size_t k = 0; k < words.size(); ++k) {
        if (k > 0) out += k + 1 == words.size() ? last : ", ";
        out += words[k];
    }
    return out;
}

std::string join(const std::vector<std::string>& parts, const std::string& separator) {
    std::string out;
    for (std::size_t k = 0; k < parts.size(); ++k) out += (k > 0 ? separator : "") + parts[k];
    return out;
}

}  // namespace comity
