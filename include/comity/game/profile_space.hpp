#pragma once
/// Profiles: one action per actor, numbered so that the numbers run in lexicographic order.

#include <cstddef>
#include <cstdint>
#include <vector>

namespace comity {

/// Position of a profile in its ProfileSpace.
using ProfileIndex = std::size_t;

/// One action index per actor.
using Profile = std::vector<std::size_t>;

/// A tabulated game may have at most this many profiles.
inline constexpr std::size_t kMaxProfiles = std::size_t{1} << 24;
/// Profiles of a game that is only searched [F4.6] are numbered, but never listed: at most this many.
inline constexpr std::size_t kMaxNumbered = std::size_t{1} << 62;

/// Mixed radix over action counts, the last actor running fastest.
class ProfileSpace {
  public:
    ProfileSpace() = default;
    /// `counts` are at least 1 and their product at most kMaxNumbered (see `count_profiles`).
    explicit ProfileSpace(std::vector<std::size_t> counts);

    std::size_t size() const { return size_; }
    std::size_t actors() const { return counts_.size(); }
    std::size_t actions(std::size_t actor) const { return counts_[actor]; }
    const std::vector<std::size_t>& counts() const { return counts_; }

    Profile decode(ProfileIndex index) const;
    ProfileIndex encode(const Profile& profile) const;
    /// The action of one actor in a profile.
    std::size_t action(ProfileIndex index, std::size_t actor) const {
        return index / strides_[actor] % counts_[actor];
    }
    /// The same profile but for one actor's action.
    ProfileIndex with(ProfileIndex index, std::size_t actor, std::size_t action) const {
        return index - (index / strides_[actor] % counts_[actor]) * strides_[actor] +
               action * strides_[actor];
    }
    bool operator==(const ProfileSpace&) const = default;

  private:
    std::vector<std::size_t> counts_, strides_;
    std::size_t size_ = 1;
};

/// The product of the counts, or most + 1 if it is larger than `most` (never overflows).
std::size_t count_profiles(const std::vector<std::size_t>& counts, std::size_t most = kMaxProfiles);

}  // namespace comity
