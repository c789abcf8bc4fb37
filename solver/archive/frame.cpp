#include "frame.hpp"

#include "comity/archive/archive.hpp"
#include "comity/archive/sha256.hpp"

namespace comity {
namespace {

constexpr std::string_view kMagic = "COMITY\r\n";
constexpr std::size_t kSealed = 8 + 4 + 8;
constexpr std::size_t kHeader = kSealed + 32;

void append(std::string& out, std::uint64_t value, int bytes) {
    for (int k = 0; k < bytes; ++k) out += static_cast<char>((value >> (8 * k)) & 0xff);
}

std::uint64_t take(std::string_view bytes, std::size_t at, int count) {
    std::uint64_t value = 0;
    for (int k = 0; k < count; ++k) {
        value |= std::uint64_t{static_cast<unsigned char>(bytes[at + static_cast<std::size_t>(k)])}
                 << (8 * k);
    }
    return value;
}

std::string as_bytes(const Digest& digest) {
    return {digest.begin(), digest.end()};
}

/// What the checksum must be. Before format 3 it said nothing of the header.
std::string seal(std::string_view header, std::string_view payload, std::uint64_t format) {
    std::string digest = as_bytes(sha256(payload));
    return format < 3 ? digest : as_bytes(sha256(std::string(header) + digest));
}

}  // namespace

std::string frame(std::string payload, std::uint32_t format) {
    std::string header(kMagic);
    append(header, format, 4);
    append(header, payload.size(), 8);
    header += seal(header, payload, format);
    return std::move(payload.insert(0, header));
}

tl::expected<Framed, std::string> unframe(std::string_view bytes) {
    const auto refuse = [](const std::string& why) { return tl::unexpected<std::string>(why); };
    if (!bytes.starts_with(kMagic.substr(0, std::min(kMagic.size(), bytes.size()))) || bytes.empty()) {
        return refuse("this is not a Comity archive");
    }
    if (bytes.size() < kHeader) return refuse("the archive is truncated: its header is incomplete");
    const std::uint64_t format = take(bytes, 8, 4);
    if (format > kArchiveFormat) {
        return refuse("the archive is of format " + std::to_string(format) +
                      ", newer than this program reads (" + std::to_string(kArchiveFormat) + ")");
    }
    if (format == 0) return refuse("the archive has no valid format number");
    const std::uint64_t length = take(bytes, 12, 8);
    const std::uint64_t present = bytes.size() - kHeader;
    if (present < length)
        return refuse("the archive is truncated: " + std::to_string(length - present) + " bytes are missing");
    if (present > length)
        return refuse("the archive is longer than it says: " + std::to_string(present - length) +
                      " bytes follow its end");
    const std::string_view payload = bytes.substr(kHeader);
    if (bytes.substr(kSealed, 32) != seal(bytes.substr(0, kSealed), payload, format)) {
        return refuse("the archive is damaged: its checksum does not match its contents");
    }
    return Framed{payload, static_cast<std::uint32_t>(format)};
}

}  // namespace comity
