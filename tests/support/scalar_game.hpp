#pragma once
/// Random games of two states whose payoffs depend on a parameter t, as model texts.

#include <string>
#include <vector>

#include "support/plain_game.hpp"

namespace comity::test {

struct ScalarGame {
    std::size_t rows = 2, columns = 2;
    /// A formula in t for each profile (last actor fastest) and actor.
    std::vector<std::vector<std::string>> pays;
    std::string delta_a = "1/2", delta_b = "1/2";
    std::string range = "[0, 1]";
    std::string lens = "kind = \"absolute\"";
    std::string constraints;
};

inline std::string model_text(const ScalarGame& g) {
    std::string text =
        "format = 1\nname = \"drawn\"\nunit = \"points\"\ndelta = { source = \"drawn\", by_state = { A = \"" +
        g.delta_a + "\", B = \"" + g.delta_b + "\" } }\n";
    text += "[[actors]]\ncode = \"A\"\nname = \"State A\"\n[[actors]]\ncode = \"B\"\nname = \"State B\"\n";
    text += "[parameters]\nt = { value = \"1/2\", range = " + g.range + ", reason = \"drawn\" }\n";
    const auto labels = [](std::size_t count) {
        std::string list;
        for (std::size_t a = 0; a < count; ++a) list += "\"a" + std::to_string(a) + "\",";
        return "[" + list + "]";
    };
    text += "[[issues]]\nname = \"issue\"\nbetween = \"all\"\nactions = { A = " + labels(g.rows) +
            ", B = " + labels(g.columns) + " }\nstatus_quo = \"a0\"\npayoff = \"0";
    for (std::size_t p = 0; p < g.pays.size(); ++p)
        text += " + if(level[A] == " + std::to_string(p / g.columns) +
                " and level[B] == " + std::to_string(p % g.columns) + ", if(self == A, " + g.pays[p][0] +
                ", " + g.pays[p][1] + "), 0)";
    return text + "\"\n[lenses.lens]\n" + g.lens + "\n" + g.constraints;
}

/// Payoffs a + b·t with small whole numbers; one in three is constant.
inline ScalarGame draw_scalar_game(std::uint64_t seed, bool curved = false) {
    Draw draw(seed * 104729 + 11);
    ScalarGame g;
    g.rows = 2 + draw.below(2);
    const auto number = [&](int lo, int hi) {
        return std::to_string(lo + static_cast<int>(draw.below(static_cast<std::size_t>(hi - lo + 1))));
    };
    for (std::size_t p = 0; p < g.rows * g.columns; ++p) {
        auto& row = g.pays.emplace_back();
        for (int i = 0; i < 2; ++i) {
            std::string pay = number(-4, 6);
            if (!draw.one_in(3)) pay += " + (" + number(-5, 5) + ") * t";
            if (curved && draw.one_in(2)) pay += " + (" + number(-3, 3) + ") / (1 + t)";
            row.push_back(pay);
        }
    }
    g.delta_a = g.delta_b = std::to_string(2 + draw.below(7)) + "/10";
    if (draw.one_in(3)) g.delta_b = std::to_string(2 + draw.below(7)) + "/10";
    return g;
}

}  // namespace comity::test
