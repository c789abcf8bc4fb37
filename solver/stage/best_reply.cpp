#include "best_reply.hpp"

#include <algorithm>
#include <numeric>

namespace comity {
namespace {

/// The profiles in blocks: with s the stride of an actor's actions and k their number, the profiles
/// b·s·k + a·s + r (block b, action a, rest r < s) differ in the actor's action only where they differ in a
/// only.
struct Blocks {
    std::size_t stride = 1, length = 1, size = 1;
    std::vector<std::size_t> available;  ///< offsets a·s of the actions the actor has

    Blocks(const ProfileSpace& profiles, std::size_t actor, const std::vector<bool>& allowed)
        : size(profiles.size()) {
        for (std::size_t j = actor + 1; j < profiles.actors(); ++j) stride *= profiles.actions(j);
        length = stride * profiles.actions(actor);
        for (std::size_t a = 0; a < profiles.actions(actor); ++a) {
            if (allowed[a]) available.push_back(a * stride);
        }
    }
};

/// The best of the actor's replies to what the others do at `base`, a profile of its first action.
template <class N>
const N& best_reply(std::span<const N> u, const Blocks& blocks, std::size_t base) {
    const N* best = &u[base + blocks.available.front()];
    for (const std::size_t offset : blocks.available) {
        const N& value = u[base + offset];
        if (*best < value) best = &value;
    }
    return *best;
}

}  // namespace

void drop_below(const PayoffTable& payoff, const Rational& least, Candidates& candidates) {
    payoff.visit([&]<class N>(std::span<const N> u) {
        if constexpr (std::is_same_v<N, Rational>) {
            for (std::size_t p = 0; p < u.size(); ++p) candidates[p] &= !(u[p] < least);
        } else {
            // m / d ≥ f where m ≥ ⌈f d⌉.
            const Rational scaled = least * Rational(payoff.denominator());
            Integer whole = numerator(scaled) / denominator(scaled);
            if (Rational(whole) < scaled) ++whole;
            const auto from = to_int128(whole);
            for (std::size_t p = 0; p < u.size(); ++p)
                candidates[p] &= from ? static_cast<Int128>(u[p]) >= *from : whole < 0;
        }
    });
}

void drop_worse_replies(const ProfileSpace& profiles, std::size_t actor, const PayoffTable& payoff,
                        const std::vector<bool>& allowed, Candidates& candidates) {
    if (profiles.actions(actor) == 1) return;
    const Blocks blocks(profiles, actor, allowed);
    payoff.visit([&]<class N>(std::span<const N> u) {
        for (std::size_t block = 0; block < blocks.size; block += blocks.length) {
            for (std::size_t base = block; base < block + blocks.stride; ++base) {
                const N& best = best_reply(u, blocks, base);
                for (const std::size_t offset : blocks.available)
                    candidates[base + offset] &= !(u[base + offset] < best);
            }
        }
    });
}

Rational pure_minmax(const ProfileSpace& profiles, std::size_t actor, const PayoffTable& payoff,
                     const std::vector<std::vector<bool>>& allowed) {
    const Blocks blocks(profiles, actor, allowed[actor]);
    // Where the others have all their actions, everything they can do is looked at.
    const bool free = std::all_of(allowed.begin(), allowed.end(), [&](const std::vector<bool>& mine) {
        return &mine == &allowed[actor] || std::find(mine.begin(), mine.end(), false) == mine.end();
    });
    const auto possible = [&](std::size_t base) {
        for (std::size_t j = 0; j < allowed.size(); ++j) {
            if (j != actor && !allowed[j][profiles.action(base, j)]) return false;
        }
        return true;
    };
    const std::size_t where = payoff.visit([&]<class N>(std::span<const N> u) {
        const N* least = nullptr;
        for (std::size_t block = 0; block < blocks.size; block += blocks.length) {
            for (std::size_t base = block; base < block + blocks.stride; ++base) {
                if (!free && !possible(base)) continue;
                const N& best = best_reply(u, blocks, base);
                if (least == nullptr || best < *least) least = &best;
            }
        }
        return static_cast<std::size_t>(least - u.data());
    });
    return payoff[where];
}

}  // namespace comity
