#pragma once
/// SHA-256, by OpenSSL.

#include <array>
#include <string>
#include <string_view>

namespace comity {

using Digest = std::array<unsigned char, 32>;

Digest sha256(std::string_view bytes);
/// 64 lower-case hexadecimal digits.
std::string hex(const Digest& digest);

}  // namespace comity
