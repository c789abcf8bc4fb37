// Each lens against its formula in F2, written out here once more by hand.

#include "comity/lens/lens.hpp"

#include <gtest/gtest.h>
#include <algorithm>

#include <random>

#include "comity/model/load.hpp"
#include "comity/model/tabulate.hpp"

namespace comity {
namespace {

Rational ratio(long a, long b) {
    return Rational(a) / Rational(b);
}

Model three_states(const std::string& lenses) {
    const std::string text = R"(format = 1
name = "three"
title = "Three states"
unit = "points"
delta = { value = "1/2", kind = "convention", reason = "made up" }
actors = [{ code = "A", name = "Aland" }, { code = "B", name = "Bland" }, { code = "C", name = "Cland" }]
[matrices.w]
kind = "convention"
unit = "share"
reason = "made up"
rows = [[0, "1/2", 2], [1, 0, "1/3"], ["3/4", 0, 0]]
[[issues]]
name = "good"
between = "all"
actions = ["keep", "give"]
status_quo = "keep"
payoff = "3 * count(give) - 4 * level"
[issues.norms.duty]
formula = "2 * level"
reason = "giving is right"
[[targets]]
name = "full"
cooperate = "all"
)" + lenses;
    LoadResult result = load_model(text, "three.toml");
    EXPECT_TRUE(result.diagnostics.empty()) << render(result.diagnostics);
    return std::move(result.model);
}

/// Utilities [actor][profile] through the first lens of the model.
std::vector<PayoffTable> seen(const Model& model, Game<Rational>& game) {
    const Scalars<Rational> scalars = file_scalars(model);
    const Evaluator<Rational> evaluator(model, scalars);
    game = tabulate(model, evaluator);
    return utilities(game, make_lens(model, 0, evaluator), evaluator);
}

const std::vector<std::vector<Rational>> kW{{0, ratio(1, 2), 2}, {1, 0, ratio(1, 3)}, {ratio(3, 4), 0, 0}};

/// Holds u against `formula(i, gains, own norm)` at every profile.
template <class Formula>
void expect_formula(const Model& model, const Formula& formula) {
    Game<Rational> game;
    const auto u = seen(model, game);
    ASSERT_EQ(game.form.profiles().size(), 8u);
    for (ProfileIndex p = 0; p < 8; ++p) {
        std::vector<Rational> gains, norms;
        std::size_t giving = 0;
        for (std::size_t i = 0; i < 3; ++i) giving += game.form.profiles().action(p, i);
        for (std::size_t i = 0; i < 3; ++i) {
            const auto own = static_cast<long>(game.form.profiles().action(p, i));
            gains.push_back(Rational(3 * giving) - 4 * own);
            norms.push_back(2 * own);
        }
        for (std::size_t i = 0; i < 3; ++i) EXPECT_EQ(u[i][p], formula(i, gains, norms)) << i << " at " << p;
    }
}

TEST(Lens, AbsoluteIsOnesOwnGain) {
    expect_formula(three_states("[lenses.x]\nkind = \"absolute\"\n"),
                   [](std::size_t i, const auto& g, const auto&) { return g[i]; });
}

TEST(Lens, RelativeSubtractsWhatRivalsGainMore) {
    expect_formula(
        three_states(
            "[lenses.x]\nkind = \"relative\"\nk = \"1/2\"\naggregate = \"sum\"\nweights = \"w[i, j]\"\n"),
        [](std::size_t i, const auto& g, const auto&) {
            Rational u = g[i];
            for (std::size_t j = 0; j < 3; ++j) u -= ratio(1, 2) * kW[i][j] * (g[j] - g[i]);
            return u;
        });
    expect_formula(three_states("[lenses.x]\nkind = \"relative\"\nk = \"1/2\"\naggregate = \"mean\"\n"),
                   [](std::size_t i, const auto& g, const auto&) {
                       Rational u = g[i];
                       for (std::size_t j = 0; j < 3; ++j)
                           u -= j == i ? Rational(0) : ratio(1, 4) * (g[j] - g[i]);
                       return u;
                   });
}

TEST(Lens, DefensiveMindsOnlyRivalsAhead) {
    expect_formula(
        three_states(
            "[lenses.x]\nkind = \"defensive\"\nk = \"3/2\"\naggregate = \"sum\"\nweights = \"w[i, j]\"\n"),
        [](std::size_t i, const auto& g, const auto&) {
            Rational u = g[i];
            for (std::size_t j = 0; j < 3; ++j)
                u -= ratio(3, 2) * kW[i][j] * (g[j] > g[i] ? g[j] - g[i] : Rational(0));
            return u;
        });
}

TEST(Lens, SnidalMixesAbsoluteAndMeanRelativeGains) {
    expect_formula(three_states("[lenses.x]\nkind = \"snidal\"\nr = \"1/3\"\n"),
                   [](std::size_t i, const auto& g, const auto&) {
                       Rational mean = 0;
                       for (std::size_t j = 0; j < 3; ++j) mean += (g[i] - g[j]) / 2;
                       return ratio(2, 3) * g[i] + ratio(1, 3) * mean;
                   });
}

TEST(Lens, IdentityCountsFriendsGainsAndNorms) {
    expect_formula(three_states("[lenses.x]\nkind = \"identity\"\nalpha = \"1/4\"\nweights = \"w[i, "
                                "j]\"\nnorms = { duty = \"1/2\" }\n"),
                   [](std::size_t i, const auto& g, const auto& norms) {
                       Rational u = g[i] + norms[i] / 2;
                       for (std::size_t j = 0; j < 3; ++j) u += ratio(1, 4) * kW[i][j] * g[j];
                       return u;
                   });
}

TEST(Lens, EntriesOverrideStrengthAndWeights) {
    const Model model = three_states(
        "[lenses.x]\nkind = \"relative\"\nk = 1\naggregate = \"sum\"\nentries = { \"A, B\" = 5 }\n");
    const Scalars<Rational> scalars = file_scalars(model);
    const Evaluator<Rational> evaluator(model, scalars);
    const Lens<Rational> lens = make_lens(model, 0, evaluator);
    EXPECT_EQ(lens.weights(0, 0), 1 + 5 + 1);
    EXPECT_EQ(lens.weights(0, 1), -5);
    EXPECT_EQ(lens.weights(1, 0), -1);
}

TEST(Lens, OutsideItsDomainIsRefusedWithTheStates) {
    // alpha times the weight of A and C is 2.
    const Model model = three_states("[lenses.x]\nkind = \"identity\"\nalpha = 1\nweights = \"w[i, j]\"\n");
    const Diagnostics found = check_values(model);
    const Scalars<Rational> scalars = file_scalars(model);
    const Evaluator<Rational> evaluator(model, scalars);
    try {
        make_lens(model, 0, evaluator);
        FAIL() << "accepted";
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::bad_model);
        EXPECT_NE(std::string(error.what()).find("A and C"), std::string::npos) << error.what();
    }
}

TEST(InlineLens, IsReadAndNamedInFull) {
    const LensDeclaration lens = parse_inline_lens("relative:k=1/2:mean");
    EXPECT_EQ(lens.kind, LensKind::relative);
    EXPECT_EQ(lens.aggregation, Aggregation::mean);
    EXPECT_EQ(lens.name, "relative");
    EXPECT_EQ(full_name(lens), "relative:k=1/2:mean");
    for (const std::string bad :
         {"", "relative", "relative:k=-1", "snidal:r=2", "identity:alpha=-1", "absolute:k=1",
          "relative:k=1:k=2", "relative:mean:k=1", "snidal:r=1:mean", "relative:k=1/0"}) {
        EXPECT_THROW(parse_inline_lens(bad), Error) << bad;
    }
    EXPECT_NO_THROW(parse_inline_lens("snidal:r=1"));
    EXPECT_NO_THROW(parse_inline_lens("identity:alpha=-1/2"));
}

}  // namespace
}  // namespace comity
