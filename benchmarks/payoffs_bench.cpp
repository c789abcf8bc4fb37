// V*(δ) of two actors, with proofs and without: README.md has the targets.
#include <benchmark/benchmark.h>

#include "comity/payoffs/payoff_set.hpp"

namespace comity {
namespace {

/// A question about two actors; u[i][row · columns + column].
struct Bench {
    GameForm form;
    Question<Rational> question;
};

GameForm form_of(std::size_t rows, std::size_t columns) {
    Issue issue;
    issue.name = "game";
    issue.members = {ActorId{0}, ActorId{1}};
    issue.actions.resize(2);
    issue.levels.resize(2);
    for (std::size_t i = 0; i < 2; ++i) {
        for (std::size_t a = 0; a < (i == 0 ? rows : columns); ++a) {
            issue.actions[i].push_back(std::to_string(a));
            issue.levels[i].push_back(Rational(a));
        }
    }
    std::vector<Actor> actors(2);
    actors[0].code = actors[0].name = "A";
    actors[1].code = actors[1].name = "B";
    return GameForm(actors, {issue});
}

Bench bench(std::size_t size, const std::vector<Rational>& first, const std::vector<Rational>& second) {
    auto game = std::make_shared<Game<Rational>>();
    game->form = form_of(size, size);
    StageGame<Rational> stage;
    stage.utility.emplace_back(first.begin(), first.end());
    stage.utility.emplace_back(second.begin(), second.end());
    stage.allowed.assign(2, std::vector<bool>(size, true));
    stage.prescribable.assign(1, std::vector<bool>(size * size, true));
    stage.floor.resize(2);
    stage.exit_value.resize(2);
    Question<Rational> question;
    question.game = game;
    question.lens = "absolute";
    question.stages.push_back(stage);
    return {game->form, question};
}

/// The prisoner's dilemma of QuantEcon's lectures.
Bench prisoners_dilemma() {
    return bench(2, {9, 1, 10, 3}, {9, 10, 1, 3});
}

/// Abreu's game with low, medium and high output [AbreuSannikov2014].
Bench three_outputs() {
    return bench(3, {10, 3, 0, 15, 7, -4, 7, 5, -15}, {10, 15, 7, 3, 7, 5, 0, -4, -15});
}

/// Fifteen quantities on [0, 6], price max(0, 6 − q₁ − q₂), unit cost 3/5.
Bench cournot() {
    constexpr int kSize = 15;
    std::vector<Rational> first, second;
    const auto quantity = [](int k) { return Rational(6 * k, kSize - 1); };
    const auto profit = [&](int own, int other) {
        const Rational price = 6 - quantity(own) - quantity(other);
        return Rational(quantity(own) * ((price > 0 ? price : Rational(0)) - Rational(3, 5)));
    };
    for (int a = 0; a < kSize; ++a) {
        for (int b = 0; b < kSize; ++b) {
            first.push_back(profit(a, b));
            second.push_back(profit(b, a));
        }
    }
    return bench(kSize, first, second);
}

/// Arguments: δ in hundredths, and whether it is proved.
void measure(benchmark::State& state, const Bench& game) {
    PayoffRequest request;
    request.delta.assign(2, Rational(state.range(0), 100));
    request.played = false;
    request.prove = state.range(1) != 0;
    for (auto _ : state) benchmark::DoNotOptimize(payoff_set(game.form, game.question, request));
}

void PrisonersDilemma(benchmark::State& state) {
    measure(state, prisoners_dilemma());
}
void ThreeOutputs(benchmark::State& state) {
    measure(state, three_outputs());
}
void Cournot15(benchmark::State& state) {
    measure(state, cournot());
}

BENCHMARK(PrisonersDilemma)->ArgsProduct({{25, 30, 50, 90}, {0, 1}})->ArgNames({"delta%", "proved"});
BENCHMARK(ThreeOutputs)->ArgsProduct({{30, 60}, {0, 1}})->ArgNames({"delta%", "proved"});
BENCHMARK(Cournot15)
    ->ArgsProduct({{30, 60, 90}, {0, 1}})
    ->ArgNames({"delta%", "proved"})
    ->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace comity
