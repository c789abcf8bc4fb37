#pragma once
/// The frame around an archive's payload.

#include <string>
#include <string_view>
#include <tl/expected.hpp>

namespace comity {

std::string frame(std::string payload);
/// The payload, if length, version and checksum are right and nothing follows it.
tl::expected<std::string_view, std::string> unframe(std::string_view bytes);

}  // namespace comity
