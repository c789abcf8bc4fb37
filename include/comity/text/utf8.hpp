#pragma once
/// UTF-8: checked before any parser sees a file, counted when columns are.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace comity {

/// Byte offset of the first byte that is not well-formed UTF-8 (overlong forms and surrogates are not), if
/// any.
std::optional<std::size_t> find_invalid_utf8(std::string_view text);

/// Number of characters (code points) of well-formed text.
std::size_t utf8_length(std::string_view text);

/// Its characters, one string each. Bytes that are not UTF-8 come back as "?".
std::vector<std::string> utf8_characters(std::string_view text);

}  // namespace comity
