#pragma once
/// How each type goes into a Boost.Serialization archive and comes back. Counts are bounded by `Limits` when
/// reading, and every value is checked to be one that the type allows.

#include <boost/archive/text_iarchive.hpp>
#include <boost/archive/text_oarchive.hpp>
#include <optional>
#include <stdexcept>

#include "comity/archive/archive.hpp"

namespace comity {

/// Thrown while reading a payload that is framed correctly but says nothing sensible.
struct BadPayload : std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// Writes values in order.
class Saver {
  public:
    explicit Saver(boost::archive::text_oarchive& archive) : archive_(archive) {}
    void count(std::size_t value) { archive_ << static_cast<std::uint64_t>(value); }
    /// What may be larger than the archive: a position in the model's own lists.
    void number(std::size_t value) { count(value); }
    void text(const std::string& value) {
        count(value.size());
        if (!value.empty()) archive_.save_binary(value.data(), value.size());
    }

  private:
    boost::archive::text_oarchive& archive_;
};

/// Reads them back; no count may exceed the payload's own length. `format`: of the archive, 1 up to
/// kArchiveFormat.
class Loader {
  public:
    Loader(boost::archive::text_iarchive& archive, std::size_t limit, std::uint32_t format)
        : archive_(archive), limit_(limit), format_(format) {}
    std::uint32_t format() const { return format_; }
    std::size_t count() {
        const std::size_t value = number();
        if (value > limit_) throw BadPayload("a count is larger than the archive itself");
        return value;
    }
    /// A position in the model's own lists; `inconsistency` says whether it exists.
    std::size_t number() {
        std::uint64_t value = 0;
        archive_ >> value;
        return static_cast<std::size_t>(value);
    }
    /// A count that is one of 0 .. last.
    std::size_t choice(std::size_t last) {
        const std::size_t value = count();
        if (value > last) throw BadPayload("a value is none of those possible");
        return value;
    }
    std::string text() {
        std::string value(count(), '\0');
        if (!value.empty()) archive_.load_binary(value.data(), value.size());
        return value;
    }

  private:
    boost::archive::text_iarchive& archive_;
    std::size_t limit_;
    std::uint32_t format_;
};

void save(Saver& out, const Archive& archive);
void load(Loader& in, Archive& archive);

}  // namespace comity
