#pragma once
/// Thresholds held against the oracle at every end of every set, just beside it, and on a grid.

#include <functional>

#include "support/models.hpp"
#include "support/oracle.hpp"

namespace comity::test {

inline const Rational kHair = Rational(1) / Rational(Integer("1000000000"));

/// Every end of every actor's set with its two sides, and a grid over the range.
inline std::vector<Rational> probes(const Threshold& t, const std::vector<Rational>& grid) {
    std::vector<Rational> points = grid;
    std::vector<IntervalSet> sets = t.by_actor;
    sets.push_back(t.agreed);
    for (const IntervalSet& set : sets) {
        for (const Interval& piece : set.intervals()) {
            for (const Bound& end : {piece.lo, piece.hi}) {
                if (!end.is_finite()) continue;
                if (end.number().is_rational()) points.push_back(end.number().rational());
                points.push_back(end.number().lo() - kHair);
                points.push_back(end.number().hi() + kHair);
            }
        }
    }
    std::erase_if(points, [&](const Rational& x) { return !t.domain.contains(AlgebraicNumber(x)); });
    return points;
}

inline std::vector<Rational> grid(int lo, int hi, int parts) {
    std::vector<Rational> points;
    for (int k = lo * parts; k <= hi * parts; ++k) points.push_back(Rational(k) / parts);
    return points;
}

inline std::vector<std::optional<Punishment>> punishments(const PlainGame& g) {
    if (g.exit == PlainGame::Exit::none) return {Punishment::grim};
    return {Punishment::grim, Punishment::exit};
}

/// Compares a threshold with the oracle built anew for every probed value: `keeps` by actor, `agreed` whether
/// the target itself may be agreed on.
template <class Keeps>
void compare_with(
    const Threshold& t, std::size_t n, const std::vector<Rational>& points, const std::string& text,
    const Keeps& keeps,
    const std::function<bool(const Rational&)>& agreed = [](const Rational&) { return true; }) {
    for (const Rational& x : probes(t, points)) {
        bool all = agreed(x);
        const std::vector<bool> expected = keeps(x);
        for (std::size_t i = 0; i < n; ++i) {
            all = all && expected[i];
            ASSERT_EQ(t.by_actor[i].contains(AlgebraicNumber(x)), expected[i])
                << "actor " << i << " at " << t.of << " = " << to_string(x) << "\n"
                << text;
        }
        ASSERT_EQ(t.sustained.contains(AlgebraicNumber(x)), all) << t.of << " = " << to_string(x) << "\n"
                                                                 << text;
    }
}

inline std::vector<bool> kept(const PlainGame& g, const std::vector<Rational>& delta,
                              std::optional<Punishment> punishment) {
    const Oracle oracle(g);
    std::vector<bool> result;
    for (std::size_t i = 0; i < g.n; ++i)
        result.push_back(punishment ? oracle.keeps(i, delta[i], *punishment == Punishment::grim)
                                    : oracle.accepts(i));
    return result;
}

}  // namespace comity::test
