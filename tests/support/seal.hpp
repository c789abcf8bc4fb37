#pragma once
/// Archives that are wrong inside a correct frame.

#include <string>
#include <vector>

#include "comity/archive/archive.hpp"
#include "comity/archive/sha256.hpp"

namespace comity::test {

constexpr std::size_t kFrameBytes = 52;

/// A payload of our making in a correct frame.
inline std::string sealed(const std::string& payload, std::uint32_t format = kArchiveFormat) {
    std::string out = "COMITY\r\n";
    const auto number = [&](std::uint64_t value, int bytes) {
        for (int k = 0; k < bytes; ++k) out += static_cast<char>((value >> (8 * k)) & 0xff);
    };
    number(format, 4);
    number(payload.size(), 8);
    const Digest inner = sha256(payload);
    const Digest digest = sha256(out + std::string(inner.begin(), inner.end()));
    out.append(digest.begin(), digest.end());
    return out + payload;
}

}  // namespace comity::test
