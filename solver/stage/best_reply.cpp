#include "best_reply.hpp"

#include <algorithm>
#include <optional>

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

template <class N>
inline constexpr bool kIsLong = std::is_same_v<N, Rational> || std::is_same_v<N, Integer>;

/// A best payoff that is remembered: itself where it is a number of fixed size, else where it stands.
template <class N>
using Kept = std::conditional_t<kIsLong<N>, const N*, N>;

template <class N>
Kept<N> keep(const N& value) {
    if constexpr (kIsLong<N>) {
        return &value;
    } else {
        return value;
    }
}
template <class N>
const N& kept(const Kept<N>& value) {
    if constexpr (kIsLong<N>) {
        return *value;
    } else {
        return value;
    }
}

/// Calls visit(base, best): for the plays of the others at the profiles base, base + 1, ... of the actor's
/// first action, what its best reply to each pays. A stretch of profiles at a time, so that a table is passed
/// over from front to back however far apart an actor's actions lie.
template <class N, class Visit>
void each_stretch(std::span<const N> u, const Blocks& blocks, const Visit& visit) {
    constexpr std::size_t kStretch = 1024;
    std::vector<Kept<N>> best(std::min(kStretch, blocks.stride));
    for (std::size_t block = 0; block < blocks.size; block += blocks.length) {
        for (std::size_t base = block; base < block + blocks.stride; base += kStretch) {
            const std::size_t length = std::min(kStretch, block + blocks.stride - base);
            const N* row = &u[base + blocks.available.front()];
            for (std::size_t r = 0; r < length; ++r) best[r] = keep(row[r]);
            for (std::size_t k = 1; k < blocks.available.size(); ++k) {
                row = &u[base + blocks.available[k]];
                for (std::size_t r = 0; r < length; ++r)
                    if (kept<N>(best[r]) < row[r]) best[r] = keep(row[r]);
            }
            visit(base, std::span<const Kept<N>>(best.data(), length));
        }
    }
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
            if constexpr (std::is_same_v<N, Integer>) {
                for (std::size_t p = 0; p < u.size(); ++p) candidates[p] &= u[p] >= whole;
            } else {
                const auto from = to_int128(whole);
                for (std::size_t p = 0; p < u.size(); ++p)
                    candidates[p] &= from ? static_cast<Int128>(u[p]) >= *from : whole < 0;
            }
        }
    });
}

void drop_worse_replies(const ProfileSpace& profiles, std::size_t actor, const PayoffTable& payoff,
                        const std::vector<bool>& allowed, Candidates& candidates) {
    if (profiles.actions(actor) == 1) return;
    const Blocks blocks(profiles, actor, allowed);
    payoff.visit([&]<class N>(std::span<const N> u) {
        each_stretch(u, blocks, [&](std::size_t base, std::span<const Kept<N>> best) {
            for (const std::size_t offset : blocks.available) {
                const N* row = &u[base + offset];
                std::uint8_t* candidate = &candidates[base + offset];
                for (std::size_t r = 0; r < best.size(); ++r) candidate[r] &= !(row[r] < kept<N>(best[r]));
            }
        });
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
    return payoff.visit([&]<class N>(std::span<const N> u) -> Rational {
        std::optional<Kept<N>> least;
        each_stretch(u, blocks, [&](std::size_t base, std::span<const Kept<N>> best) {
            for (std::size_t r = 0; r < best.size(); ++r) {
                if (!free && !possible(base + r)) continue;
                if (!least || kept<N>(best[r]) < kept<N>(*least)) least = best[r];
            }
        });
        if constexpr (std::is_same_v<N, Rational>) {
            return **least;
        } else if constexpr (std::is_same_v<N, Integer>) {
            return Rational(**least, payoff.denominator());
        } else {
            return ratio(*least, payoff.storage().denominator);
        }
    });
}

}  // namespace comity
