// Models and games of the fixed work.

#include <fmt/format.h>

#include "bench_work.hpp"
#include "comity/model/load.hpp"
#include "comity/model/nfg.hpp"
#include "comity/model/scalars.hpp"
#include "comity/text/error.hpp"
#include "comity/text/words.hpp"

namespace comity::cli {
namespace {

/// Payoffs as rows of "row state, column state" pairs, a game of r × c actions at two discount factors.
struct SmallGame {
    const char* name;
    std::size_t rows, columns;
    std::vector<std::string> payoffs;  ///< [row][column], each "x y"
    const char* delta[2];
};

const std::vector<SmallGame>& small_games() {
    static const std::vector<SmallGame> all{
        {"dilemma", 2, 2, {"3 3", "0 5", "5 0", "1 1"}, {"1/2", "1/2"}},
        {"dilemma-impatient", 2, 2, {"3 3", "0 5", "5 0", "1 1"}, {"1/4", "1/4"}},
        {"dilemma-unequal-patience", 2, 2, {"3 3", "0 5", "5 0", "1 1"}, {"3/5", "4/5"}},
        {"dilemma-far-from-zero",
         2,
         2,
         {"1000000003 3", "1000000000 5", "1000000005 0", "1000000001 1"},
         {"1/2", "1/2"}},
        {"dilemma-unequal-units", 2, 2, {"3000000 3", "0 5", "5000000 0", "1000000 1"}, {"1/2", "1/2"}},
        {"chicken", 2, 2, {"6 6", "2 7", "7 2", "0 0"}, {"2/5", "2/5"}},
        {"stag-hunt", 2, 2, {"4 4", "0 3", "3 0", "2 2"}, {"1/3", "1/3"}},
        {"battle-of-the-sexes", 2, 2, {"3 2", "0 0", "0 0", "2 3"}, {"3/10", "3/10"}},
        {"matching-pennies", 2, 2, {"1 -1", "-1 1", "-1 1", "1 -1"}, {"9/10", "9/10"}},
        {"common-interest", 2, 2, {"2 2", "0 0", "0 0", "1 1"}, {"4/5", "4/5"}},
        {"twice-the-same-action",
         3,
         3,
         {"3 3", "0 5", "0 5", "5 0", "1 1", "1 1", "5 0", "1 1", "1 1"},
         {"1/2", "1/2"}},
        {"no-pure-stage-equilibrium",
         3,
         3,
         {"4 4", "0 5", "0 0", "5 0", "1 -1", "-1 1", "0 0", "-1 1", "1 -1"},
         {"7/10", "7/10"}},
        {"arms-levels",
         4,
         4,
         {"9 9", "5 10", "2 10", "-1 8", "10 5", "6 6", "3 6", "0 5", "10 2", "6 3", "4 4", "1 3", "8 -1",
          "5 0", "3 1", "2 2"},
         {"2/5", "2/5"}},
    };
    return all;
}

/// In Gambit's form, in which the first player's action runs fastest.
std::string as_nfg(const SmallGame& game) {
    std::vector<std::string> profiles;
    for (std::size_t c = 0; c < game.columns; ++c) {
        for (std::size_t r = 0; r < game.rows; ++r) profiles.push_back(game.payoffs[r * game.columns + c]);
    }
    return fmt::format("NFG 1 R \"{}\" {{ \"A\" \"B\" }} {{ {} {} }}\n\n{}\n", game.name, game.rows,
                       game.columns, join(profiles, " "));
}

Model sound(LoadResult loaded) {
    if (has_errors(loaded.diagnostics)) throw Error(ErrorKind::bad_model, loaded.diagnostics);
    return std::move(loaded.model);
}

}  // namespace

std::vector<BenchModel> shipped_models() {
    std::vector<BenchModel> models;
    for (const auto& [path, text] : shipped_files()) {
        const std::size_t slash = path.rfind('/');
        const std::string folder = path.substr(0, slash + 1);
        if (!path.ends_with(".toml") || folder.ends_with("data/")) continue;
        LoadOptions load;
        load.read_file = [folder](const std::string& name) -> tl::expected<std::string, std::string> {
            const auto found = shipped_files().find(folder + name);
            if (found == shipped_files().end()) return tl::unexpected<std::string>("there is no such file");
            return found->second;
        };
        models.push_back({path, sound(load_model(text, path, load))});
    }
    return models;
}

std::vector<BenchModel> built_in_games() {
    std::vector<BenchModel> models;
    for (const SmallGame& game : small_games()) {
        Model model = sound(load_nfg(as_nfg(game), game.name));
        for (std::size_t i = 0; i < 2; ++i) {
            if (i == 0) set_delta(model, *parse_rational(game.delta[0]));
            assign(model, "delta." + model.actors[i].code, game.delta[i]);
        }
        models.push_back({game.name, std::move(model)});
    }
    return models;
}

}  // namespace comity::cli
