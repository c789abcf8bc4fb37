// Archives made to harm: cut short anywhere, one bit changed anywhere, bytes added, other versions, and
// lengths and counts that make no sense inside a frame that is correct. Each is refused with a reason, and
// nothing large is allocated on the word of an archive.

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <new>

#include "support/seal.hpp"
#include "support/shipped.hpp"

namespace {
/// The largest piece of memory that was asked for since it was last set to 0.
std::size_t largest = 0;
}  // namespace

// Seen by the whole test program: what it asks for is noted, and all else stays as it is.
void* operator new(std::size_t size) {
    largest = std::max(largest, size);
    if (void* memory = std::malloc(size > 0 ? size : 1)) return memory;
    throw std::bad_alloc();
}
void operator delete(void* memory) noexcept {
    std::free(memory);
}
void operator delete(void* memory, std::size_t) noexcept {
    std::free(memory);
}

namespace comity::test {
namespace {

/// Every n-th case; COMITY_EVERY_CASE is set in the long target.
#ifdef COMITY_EVERY_CASE
constexpr std::size_t kStride = 1;
#else
constexpr std::size_t kStride = 37;
#endif

std::string shipped() {
    for (const auto& entry : std::filesystem::directory_iterator(COMITY_SOURCE_DIR "/results/papers")) {
        const std::string name = entry.path().filename().string();
        if (name.starts_with("abreu-1988-medium-forbidden-") && name.ends_with(".comity"))
            return read_text(entry.path().string());
    }
    ADD_FAILURE() << "the archive is gone";
    return "";
}

/// A refusal with a reason, without any allocation beyond a few times the archive's own size.
void expect_refused(const std::string& bytes, const std::string& what) {
    largest = 0;
    const auto back = unpack(bytes);
    ASSERT_FALSE(back) << what;
    EXPECT_FALSE(back.error().empty()) << what;
    EXPECT_LE(largest, 16 * bytes.size() + 4096) << what;
}

TEST(HostileArchive, IsRefusedWhereverItIsCutShort) {
    const std::string bytes = shipped();
    ASSERT_TRUE(unpack(bytes));
    for (std::size_t size = 0; size < bytes.size(); ++size)
        expect_refused(bytes.substr(0, size), "cut to " + std::to_string(size));
}

TEST(HostileArchive, IsRefusedWhereverOneBitIsChanged) {
    const std::string bytes = shipped();
    for (std::size_t at = 0; at < bytes.size(); at += at < 2 * kFrameBytes ? 1 : kStride) {
        for (int bit = 0; bit < 8; ++bit) {
            std::string changed = bytes;
            changed[at] = static_cast<char>(changed[at] ^ (1 << bit));
            expect_refused(changed, "byte " + std::to_string(at) + ", bit " + std::to_string(bit));
        }
    }
}

TEST(HostileArchive, IsRefusedWithBytesAddedOrOfAnotherVersion) {
    const std::string bytes = shipped(), payload = bytes.substr(kFrameBytes);
    for (const std::string& more : {std::string(1, '\0'), std::string("\n"), std::string(" 0"), bytes})
        expect_refused(bytes + more, "bytes after its end");
    for (const std::string more : {" 0", " x", "\n0"}) expect_refused(sealed(payload + more), "more inside");
    for (const std::uint32_t format : {0u, kArchiveFormat + 1, 255u, 0xffffffffu})
        expect_refused(sealed(payload, format), "format " + std::to_string(format));
    // As an older format it would be read otherwise; its checksum says which it is. It is in format 3 itself.
    for (std::uint32_t format = 1; format < 3; ++format)
        expect_refused(sealed(payload, format), "format " + std::to_string(format));
}

/// Where the numbers of a payload begin and how long they are. Texts are numbers and what follows them.
std::vector<std::pair<std::size_t, std::size_t>> numbers_in(const std::string& payload) {
    std::vector<std::pair<std::size_t, std::size_t>> result;
    for (std::size_t at = 0; at < payload.size();) {
        const std::size_t end = std::min(payload.find_first_of(" \n", at), payload.size());
        const bool digits = end > at && std::all_of(payload.begin() + static_cast<std::ptrdiff_t>(at),
                                                    payload.begin() + static_cast<std::ptrdiff_t>(end),
                                                    [](char c) { return c >= '0' && c <= '9'; });
        if (digits) result.emplace_back(at, end - at);
        at = end + 1;
    }
    return result;
}

TEST(HostileArchive, AllocatesNothingOnTheWordOfAnAbsurdCount) {
    const std::string bytes = shipped(), payload = bytes.substr(kFrameBytes);
    const auto numbers = numbers_in(payload);
    std::size_t refused = 0, asked = 0;
    for (std::size_t k = 0; k < numbers.size(); k += k < 100 ? 1 : kStride) {
        for (const std::string absurd :
             {"18446744073709551615", "9223372036854775807", "4294967295", "99999999", "-1"}) {
            std::string changed = payload;
            changed.replace(numbers[k].first, numbers[k].second, absurd);
            const std::string archive = sealed(changed);
            largest = 0;
            const auto back = unpack(archive);
            EXPECT_LE(largest, 16 * archive.size() + 4096) << k << " " << absurd;
            ++asked;
            if (back) continue;  // a number that may be any number
            EXPECT_FALSE(back.error().empty());
            ++refused;
        }
    }
    EXPECT_GT(refused, asked / 2);
}

}  // namespace
}  // namespace comity::test
