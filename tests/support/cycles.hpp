#pragma once
/// Random cycles of drawn games.

#include "support/models.hpp"
#include "support/oracle.hpp"

namespace comity::test {

/// One to four plays: half of the cycles begin with the game's own target, and many repeat themselves.
inline std::vector<Oracle::Play> draw_turns(std::uint64_t seed, const PlainGame& g) {
    Draw draw(seed * 104729 + 7);
    std::vector<Oracle::Play> turns;
    const std::size_t length = 1 + draw.below(4);
    for (std::size_t t = 0; t < length; ++t) {
        turns.push_back(g.play);
        if (t == 0 ? draw.one_in(2) : draw.one_in(4)) continue;
        // One state plays otherwise, or everybody does.
        const bool all = draw.one_in(2);
        for (std::size_t s = 0; s < g.issues.size(); ++s) {
            const std::size_t who = draw.below(g.issues[s].members.size());
            for (std::size_t m = 0; m < g.issues[s].members.size(); ++m) {
                if (all || m == who) turns[t][s][m] = draw.below(g.issues[s].actions[m]);
            }
        }
    }
    return turns;
}

/// The same as a TARGET.
inline std::string cycle_text(const std::vector<Oracle::Play>& turns, const GameForm& form) {
    std::string text;
    for (const Oracle::Play& play : turns)
        text += (text.empty() ? "cycle:" : ";") + to_string(form.profiles().decode(form.compose(play)));
    return text;
}

inline std::string draw_cycle(std::uint64_t seed, const PlainGame& g, const GameForm& form) {
    return cycle_text(draw_turns(seed, g), form);
}

}  // namespace comity::test
