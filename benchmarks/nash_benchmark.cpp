// All pure equilibria of large games from Gambit's files, step by step: reading, putting the question, the
// best-reply scan, and writing the resolved model for an archive.

#include <benchmark/benchmark.h>

#include <fstream>
#include <sstream>

#include "comity/lens/lens.hpp"
#include "comity/model/nfg.hpp"
#include "comity/model/write.hpp"
#include "comity/stage/stage.hpp"
#include "comity/threshold/threshold.hpp"

namespace {

using namespace comity;

const std::string& text(const std::string& game) {
    static std::map<std::string, std::string> texts;
    std::string& known = texts[game];
    if (known.empty()) {
        std::ostringstream stream;
        stream << std::ifstream(COMITY_GAMES "/" + game + ".nfg", std::ios::binary).rdbuf();
        known = stream.str();
    }
    return known;
}

Model load(const std::string& game, const std::string& lens = "absolute") {
    Model model = load_nfg(text(game), game).model;
    model.lenses.push_back(parse_inline_lens(lens));
    return model;
}

void read(benchmark::State& state, const std::string& game) {
    for (auto step : state) benchmark::DoNotOptimize(load_nfg(text(game), game));
    state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * text(game).size()));
}

void put_the_question(benchmark::State& state, const std::string& game, const std::string& lens) {
    const Model model = load(game, lens);
    for (auto step : state) {
        ThresholdSolver solver(model);
        benchmark::DoNotOptimize(solver.question(0));
    }
}

void equilibria(benchmark::State& state, const std::string& game) {
    const Model model = load(game);
    ThresholdSolver solver(model);
    const StageGame<Rational>& stage = solver.question(0).stage();
    for (auto step : state) benchmark::DoNotOptimize(stage_equilibria(solver.form(), stage));
}

void minmax_values(benchmark::State& state, const std::string& game) {
    const Model model = load(game);
    ThresholdSolver solver(model);
    const StageGame<Rational>& stage = solver.question(0).stage();
    for (auto step : state) benchmark::DoNotOptimize(minmax(solver.form(), stage));
}

void resolved_text(benchmark::State& state, const std::string& game) {
    const Model model = load(game);
    for (auto step : state) benchmark::DoNotOptimize(write_model(model));
}

}  // namespace

int main(int argc, char** argv) {
    for (const std::string game : {"6x6", "16x2", "20x2"}) {
        const auto add = [&](const std::string& what, const auto& function) {
            benchmark::RegisterBenchmark((what + "/" + game).c_str(), function)
                ->Unit(benchmark::kMillisecond);
        };
        add("read", [game](benchmark::State& state) { read(state, game); });
        add("question absolute",
            [game](benchmark::State& state) { put_the_question(state, game, "absolute"); });
        add("question relative",
            [game](benchmark::State& state) { put_the_question(state, game, "relative:k=1/2"); });
        add("equilibria", [game](benchmark::State& state) { equilibria(state, game); });
        add("minmax", [game](benchmark::State& state) { minmax_values(state, game); });
        add("resolved text", [game](benchmark::State& state) { resolved_text(state, game); });
    }
    benchmark::Initialize(&argc, argv);
    if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 64;
    benchmark::RunSpecifiedBenchmarks();
    benchmark::Shutdown();
}
