#include "comity/game/profile_space.hpp"

namespace comity {

ProfileSpace::ProfileSpace(std::vector<std::size_t> counts)
    : counts_(std::move(counts)), strides_(counts_.size(), 1) {
    for (std::size_t actor = counts_.size(); actor-- > 0;) {
        strides_[actor] = size_;
        size_ *= counts_[actor];
    }
}

Profile ProfileSpace::decode(ProfileIndex index) const {
    Profile profile(counts_.size());
    for (std::size_t actor = 0; actor < counts_.size(); ++actor) profile[actor] = action(index, actor);
    return profile;
}

ProfileIndex ProfileSpace::encode(const Profile& profile) const {
    ProfileIndex index = 0;
    for (std::size_t actor = 0; actor < counts_.size(); ++actor) index += profile[actor] * strides_[actor];
    return index;
}

std::size_t count_profiles(const std::vector<std::size_t>& counts, std::size_t most) {
    std::size_t size = 1;
    for (const std::size_t count : counts) {
        if (count != 0 && size > most / count) return most + 1;
        size *= count;
    }
    return size;
}

}  // namespace comity
