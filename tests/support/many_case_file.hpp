#pragma once
/// Games of three and more actors with known answers, as the text files of tests/payoffs/data give them.

#include <fstream>
#include <sstream>

#include "support/many_actors.hpp"

namespace comity::test {

/// The greatest h·w lies between the two.
struct KnownLevel {
    std::vector<Integer> direction;
    Rational at_least, at_most;
};

/// What is known of V* at one δ.
struct KnownLevels {
    Rational delta;
    std::vector<KnownLevel> levels;
};

/// The least δ of a profile.
struct KnownManyThreshold {
    std::string profile;  ///< "0,0,1"
    Rational worst, grim;
};

struct KnownManyGame {
    std::string name, source;
    std::vector<std::size_t> actions;
    std::vector<std::vector<Rational>> pays;  ///< [profile][actor]
    std::vector<Rational> minmax;
    std::vector<KnownLevels> sets;
    std::vector<KnownManyThreshold> thresholds;

    ManyActors at(const Rational& delta) const { return plain_many(actions, pays, delta); }
};

/// Numbers with commas between them.
inline std::vector<Rational> numbers(const std::string& text) {
    std::vector<Rational> result;
    std::istringstream parts(text);
    for (std::string part; std::getline(parts, part, ',');) result.push_back(parse_rational(part).value());
    return result;
}

/// Reads tests/payoffs/data/NAME; the format stands at the head of each file.
inline std::vector<KnownManyGame> read_many_cases(const std::string& name) {
    std::ifstream file(std::string(COMITY_SOURCE_DIR) + "/tests/payoffs/data/" + name);
    std::vector<KnownManyGame> games;
    std::string line;
    while (std::getline(file, line)) {
        std::istringstream words(line);
        std::string word;
        if (!(words >> word) || word[0] == '#') continue;
        std::vector<std::string> rest;
        for (std::string next; words >> next;) rest.push_back(next);
        if (word == "game") {
            games.emplace_back();
            games.back().name = rest.at(0);
            for (std::size_t k = 1; k < rest.size(); ++k) games.back().actions.push_back(std::stoul(rest[k]));
            continue;
        }
        KnownManyGame& game = games.at(games.size() - 1);
        if (word == "source") {
            game.source = line.substr(7);
        } else if (word == "pay") {
            for (const std::string& pays : rest) game.pays.push_back(numbers(pays));
        } else if (word == "minmax") {
            for (const std::string& value : rest) game.minmax.push_back(numbers(value).at(0));
        } else if (word == "at") {
            game.sets.push_back({numbers(rest.at(0)).at(0), {}});
        } else if (word == "level") {
            KnownLevel level;
            for (const Rational& entry : numbers(rest.at(0))) level.direction.push_back(numerator(entry));
            level.at_least = numbers(rest.at(1)).at(0);
            level.at_most = numbers(rest.back()).at(0);
            game.sets.at(game.sets.size() - 1).levels.push_back(level);
        } else if (word == "target") {
            game.thresholds.push_back({rest.at(0), numbers(rest.at(1)).at(0), numbers(rest.at(2)).at(0)});
        }
    }
    return games;
}

}  // namespace comity::test
