#pragma once
/// The linear public good of n actors.

#include "support/many_actors.hpp"

namespace comity::test {

/// Contribute (0) or not (1): u_i = share · contributors − [i contributes].
inline ManyActors public_good(std::size_t n, const Rational& share, const Rational& delta) {
    ManyActors g = plain_many(std::vector<std::size_t>(n, 2), {}, delta);
    for (std::size_t a = 0; a < g.profiles(); ++a) {
        int contributors = 0;
        for (std::size_t i = 0; i < n; ++i) contributors += g.action(a, i) == 0 ? 1 : 0;
        for (std::size_t i = 0; i < n; ++i)
            g.pays[i].push_back(share * contributors - (g.action(a, i) == 0 ? 1 : 0));
    }
    return g;
}

}  // namespace comity::test
