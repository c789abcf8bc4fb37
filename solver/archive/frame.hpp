#pragma once
/// The frame around an archive's payload.

#include <cstdint>
#include <string>
#include <string_view>
#include <tl/expected.hpp>

namespace comity {

std::string frame(std::string payload, std::uint32_t format);
/// What is inside, and in which format it is written.
struct Framed {
    std::string_view payload;
    std::uint32_t format = 0;
};
/// The payload, if length, version and checksum are right and nothing follows it.
tl::expected<Framed, std::string> unframe(std::string_view bytes);

}  // namespace comity
