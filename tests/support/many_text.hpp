#pragma once
/// Games of many actors as model files.

#include "support/many_actors.hpp"

namespace comity::test {

/// A game without constraints and with one common δ as the text of a model file.
inline std::string table_text(const ManyActors& g) {
    std::string actors, codes, actions, outcomes;
    for (std::size_t i = 0; i < g.n(); ++i) {
        const std::string code = "S" + std::to_string(i);
        actors += "[[actors]]\ncode = \"" + code + "\"\nname = \"State " + std::to_string(i) + "\"\n";
        codes += "\"" + code + "\",";
        actions += (i > 0 ? ", " : "") + code + " = [";
        for (std::size_t b = 0; b < g.actions[i]; ++b) actions += "\"a" + std::to_string(b) + "\",";
        actions += "]";
    }
    for (std::size_t a = 0; a < g.profiles(); ++a) {
        std::string play, pays;
        for (std::size_t i = 0; i < g.n(); ++i) {
            play += "\"a" + std::to_string(g.action(a, i)) + "\",";
            pays += "\"" + to_string(g.pays[i][a]) + "\",";
        }
        outcomes += "{ play = [" + play + "], pays = [" + pays + "] },\n";
    }
    return "format = 1\nname = \"table\"\nunit = \"points\"\ndelta = { value = \"" + to_string(g.delta[0]) +
           "\", source = \"a test\" }\n" + actors + "[[issues]]\nname = \"game\"\nbetween = [" + codes +
           "]\nactions = { " + actions + " }\noutcomes = [\n" + outcomes +
           "]\n[lenses.absolute]\nkind = \"absolute\"\n";
}

}  // namespace comity::test
