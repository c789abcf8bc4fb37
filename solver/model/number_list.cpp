#include "number_list.hpp"

#include <algorithm>

#include "comity/text/utf8.hpp"

namespace comity {

tl::expected<Rational, std::string> read_large_number(std::string_view token) {
    constexpr std::size_t kShown = 40;
    // Long digits are refused before they are copied.
    const bool numeric = token.find_first_not_of("0123456789+-./eE") == std::string_view::npos;
    if (numeric && token.size() > 2 * kMaxDigits + 8)
        return tl::unexpected<std::string>("a number may have at most 1000 digits, written out in full");
    if (!numeric) {
        std::string shown;
        for (const std::string& character : utf8_characters(token.substr(0, 4 * kShown)))
            if (shown.size() < kShown) shown += character;
        return tl::unexpected<std::string>("'" + shown + "' is not a number");
    }
    return parse_rational(token);
}

}  // namespace comity
