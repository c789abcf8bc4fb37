// Payoff sets and critical discount factors of three and more actors; README.md has the targets.
#include <benchmark/benchmark.h>

#include <random>

#include "comity/payoffs/payoff_set.hpp"
#include "games.hpp"
#include "level_walk.hpp"

namespace comity {
namespace {

using bench::alike;
using bench::common_fund;
using bench::model_of;
using bench::unequal;

std::vector<std::size_t> two_each(std::size_t states) {
    return std::vector<std::size_t>(states, 2);
}

/// Three states, two actions each, payoffs from 0 to 9, always the same.
bench::Payoffs drawn(std::size_t states, unsigned seed) {
    auto random = std::make_shared<std::mt19937>(seed);
    return [=](const std::vector<std::size_t>&) {
        std::vector<Rational> result;
        for (std::size_t i = 0; i < states; ++i) result.push_back(Rational((*random)() % 10));
        return result;
    };
}

/// Both sides with their proofs to 1/`parts` of the range; how far apart they are is reported as `gap`.
void two_sided(benchmark::State& state, const Model& model, int parts) {
    ThresholdSolver solver(model);
    PayoffRequest request;
    request.delta = solver.deltas();
    request.tolerance = Rational(1, parts);
    request.played = false;
    const Question<Rational>& question = solver.question(0);
    double gap = 1;
    for (auto _ : state) gap = static_cast<double>(payoff_set(solver.form(), question, request).gap);
    state.counters["gap%"] = 100 * gap;
}

void Alike6(benchmark::State& state) {
    two_sided(state, model_of(two_each(6), common_fund(alike(6)), Rational(state.range(0), 100)), 10000);
}
void Unequal6(benchmark::State& state) {
    two_sided(state, model_of(two_each(6), common_fund(unequal(6)), Rational(state.range(0), 100)),
              static_cast<int>(state.range(1)));
}
void ThreeActions6(benchmark::State& state) {
    const std::vector<std::size_t> three(6, 3);
    two_sided(state, model_of(three, common_fund(alike(6), 2), Rational(state.range(0), 100)), 1000);
}
void Alike10(benchmark::State& state) {
    two_sided(state, model_of(two_each(10), common_fund(alike(10)), Rational(state.range(0), 100)), 1000);
}
void Unequal10(benchmark::State& state) {
    two_sided(state, model_of(two_each(10), common_fund(unequal(10)), Rational(state.range(0), 100)), 1000);
}
void Drawn(benchmark::State& state) {
    const auto states = static_cast<std::size_t>(state.range(0));
    two_sided(
        state,
        model_of(two_each(states), drawn(states, static_cast<unsigned>(state.range(1))), Rational(3, 5)),
        10000);
}

BENCHMARK(Alike6)->Arg(55)->Arg(65)->Arg(70)->Arg(90)->ArgName("delta%")->Unit(benchmark::kMillisecond);
BENCHMARK(Unequal6)
    ->ArgsProduct({{55, 60, 65, 70}, {10000}})
    ->ArgsProduct({{90, 95}, {1000}})
    ->ArgNames({"delta%", "parts"})
    ->Unit(benchmark::kMillisecond);
BENCHMARK(ThreeActions6)->Arg(70)->ArgName("delta%")->Unit(benchmark::kMillisecond);
BENCHMARK(Alike10)->Arg(70)->ArgName("delta%")->Unit(benchmark::kMillisecond);
BENCHMARK(Unequal10)->Arg(70)->ArgName("delta%")->Unit(benchmark::kMillisecond);
BENCHMARK(Drawn)
    ->ArgsProduct({{3, 4}, {1, 2, 3, 4}})
    ->ArgNames({"states", "seed"})
    ->Unit(benchmark::kMillisecond);

/// Rows of small whole numbers, drawn always the same, beside the axes.
std::vector<std::vector<Integer>> directions(std::size_t states, std::size_t count) {
    std::mt19937 random(1);
    std::vector<std::vector<Integer>> result;
    while (result.size() + 2 * states < count) {
        std::vector<Integer> row;
        for (std::size_t i = 0; i < states; ++i) row.emplace_back(static_cast<int>(random() % 7) - 3);
        if (std::any_of(row.begin(), row.end(), [](const Integer& x) { return x != 0; }))
            result.push_back(std::move(row));
    }
    return result;
}

/// Levels alone, in floating point, in so many fixed directions.
void outer(benchmark::State& state, const Model& model, std::size_t count) {
    ThresholdSolver solver(model);
    const VectorGame game = make_vector_game(solver.form(), solver.question(0), solver.deltas());
    const auto rows = directions(game.n, count);
    for (auto _ : state) {
        RowList list(game);
        for (const auto& row : rows) list.add(row);
        LevelWalk walk(game, list, {});
        benchmark::DoNotOptimize(walk.run(1e-9));
    }
}

void OuterAlike(benchmark::State& state) {
    const auto states = static_cast<std::size_t>(state.range(0));
    outer(state, model_of(two_each(states), common_fund(alike(states)), Rational(state.range(2), 100)),
          static_cast<std::size_t>(state.range(1)));
}
void OuterUnequal(benchmark::State& state) {
    const auto states = static_cast<std::size_t>(state.range(0));
    outer(state, model_of(two_each(states), common_fund(unequal(states)), Rational(state.range(2), 100)),
          static_cast<std::size_t>(state.range(1)));
}

BENCHMARK(OuterAlike)
    ->ArgsProduct({{6}, {500}, {55, 70, 90}})
    ->ArgsProduct({{10}, {300}, {70}})
    ->ArgNames({"states", "rows", "delta%"})
    ->Unit(benchmark::kMillisecond);
BENCHMARK(OuterUnequal)
    ->ArgsProduct({{6}, {500}, {55, 70, 90}})
    ->ArgsProduct({{10}, {300}, {70}})
    ->ArgNames({"states", "rows", "delta%"})
    ->Unit(benchmark::kMillisecond);

/// The critical δ of the profile in which everybody takes the last action, under the worst equilibrium, so
/// wide.
void critical(benchmark::State& state, const Model& model, const Rational& width) {
    ThresholdRequest request;
    request.target.profile = model.form().profiles().size() - 1;
    request.of = parse_path(model, "delta");
    request.punishment = Punishment::worst;
    request.tolerance = width;
    for (auto _ : state) {
        ThresholdSolver solver(model);
        benchmark::DoNotOptimize(solver.solve(request));
    }
}

/// The prisoner's dilemma of QuantEcon's lectures, cooperation last.
void CriticalDilemma(benchmark::State& state) {
    const auto pays = [](const std::vector<std::size_t>& a) {
        const Rational table[2][2] = {{3, 10}, {1, 9}};
        return std::vector<Rational>{table[a[0]][a[1]], table[a[1]][a[0]]};
    };
    critical(state, model_of({2, 2}, pays, Rational(1, 2)), Rational(1, 10000000));
}
/// Fifteen quantities from 6 to 0, the fourth-lowest last: collusion short of the monopoly.
void CriticalCournot(benchmark::State& state) {
    const auto pays = [](const std::vector<std::size_t>& a) {
        std::vector<Rational> result;
        // The quantity asked about comes last.
        const auto quantity = [](std::size_t k) { return Rational(6 * ((k + 4) % 15), 14); };
        for (int i = 0; i < 2; ++i) {
            const Rational own = quantity(a[static_cast<std::size_t>(i)]),
                           other = quantity(a[static_cast<std::size_t>(1 - i)]);
            const Rational price = std::max(Rational(0), Rational(6 - own - other));
            result.push_back(own * (price - Rational(3, 5)));
        }
        return result;
    };
    critical(state, model_of({15, 15}, pays, Rational(1, 2)), Rational(1, 10000000));
}
void CriticalAlike(benchmark::State& state) {
    const auto states = static_cast<std::size_t>(state.range(0));
    const std::vector<Rational> factor(states, Rational(3, 2 * static_cast<int>(states)));
    critical(state, model_of(two_each(states), common_fund(factor), Rational(1, 2)),
             Rational(1, state.range(1)));
}

BENCHMARK(CriticalDilemma)->Unit(benchmark::kMillisecond);
BENCHMARK(CriticalCournot)->Unit(benchmark::kMillisecond);
BENCHMARK(CriticalAlike)
    ->Args({3, 10000000})
    ->Args({4, 10000000})
    ->Args({6, 1000000})
    ->ArgNames({"states", "parts"})
    ->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace comity
