#pragma once
/// Games with known answers, as the text files of tests/payoffs/data give them.

#include <fstream>
#include <sstream>
#include <string>

#include "support/polygon.hpp"
#include "support/two_actors.hpp"

namespace comity::test {

/// V* at one δ.
struct KnownSet {
    Rational delta;
    bool empty = false, exact = false;
    Polygon corners;  ///< to 18 decimals where not exact
};

/// The least δ of a profile.
struct KnownThreshold {
    std::size_t row = 0, column = 0;
    Rational worst;
    std::optional<Rational> grim;
};

struct KnownGame {
    std::string name, source;
    TwoActors game;  ///< δ is to be set
    std::array<Rational, 2> minmax;
    std::vector<KnownSet> sets;
    std::vector<KnownThreshold> thresholds;

    TwoActors at(const Rational& delta) const {
        TwoActors g = game;
        g.delta = {delta, delta};
        return g;
    }
};

/// Reads tests/payoffs/data/NAME; the format stands at the head of each file.
inline std::vector<KnownGame> read_cases(const std::string& name) {
    const auto number = [](const std::string& text) { return parse_rational(text).value(); };
    const auto pair = [&](const std::string& text) {
        const std::size_t comma = text.find(',');
        return Point{number(text.substr(0, comma)), number(text.substr(comma + 1))};
    };
    std::ifstream file(std::string(COMITY_SOURCE_DIR) + "/tests/payoffs/data/" + name);
    std::vector<KnownGame> games;
    std::string line;
    while (std::getline(file, line)) {
        std::istringstream words(line);
        std::string word;
        if (!(words >> word) || word[0] == '#') continue;
        if (word == "game") {
            std::size_t rows = 0, columns = 0;
            games.emplace_back();
            words >> games.back().name >> rows >> columns;
            games.back().game = plain(rows, columns, {}, {}, 0);
            continue;
        }
        KnownGame& game = games.back();
        if (word == "source") {
            game.source = line.substr(7);
        } else if (word == "row") {
            while (words >> word) {
                const Point u = pair(word);
                for (std::size_t i = 0; i < 2; ++i) game.game.states[0].pays[i].push_back(u[i]);
            }
        } else if (word == "minmax") {
            for (Rational& value : game.minmax) {
                words >> word;
                value = number(word);
            }
        } else if (word == "at") {
            KnownSet set;
            words >> word;
            set.delta = number(word);
            words >> word;
            set.empty = word == "empty";
            set.exact = word == "exact";
            while (words >> word) set.corners.push_back(pair(word));
            game.sets.push_back(std::move(set));
        } else if (word == "target") {
            KnownThreshold threshold;
            std::string worst, grim;
            words >> threshold.row >> threshold.column >> worst >> grim;
            threshold.worst = number(worst);
            if (grim != "none") threshold.grim = number(grim);
            game.thresholds.push_back(std::move(threshold));
        }
    }
    return games;
}

}  // namespace comity::test
