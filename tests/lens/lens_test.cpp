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

/// The three states with a second unit, in which their gains are multiplied by 2, 3 and 10.
Model in_two_units(const std::string& lens, const std::string& unit = "own") {
    std::string text = R"(format = 1
name = "units"
unit = ")" + unit + R"("
delta = "1/2"
actors = [{ code = "A", name = "Aland" }, { code = "B", name = "Bland" }, { code = "C", name = "Cland" }]
[units.own]
title = "percent of own product"
[units.dollars]
title = "dollars"
scale = "size"
[attributes.size]
values = [2, 3, 10]
reason = "made up"
[matrices.w]
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
)" + lens;
    LoadResult result = load_model(text, "units.toml");
    EXPECT_TRUE(result.diagnostics.empty()) << render(result.diagnostics);
    return std::move(result.model);
}

const std::vector<std::string> kWithRivals{
    "[lenses.x]\nkind = \"relative\"\nk = \"1/2\"\naggregate = \"sum\"\nweights = \"w[i, j]\"\n",
    "[lenses.x]\nkind = \"relative\"\nk = \"1/2\"\naggregate = \"mean\"\n",
    "[lenses.x]\nkind = \"defensive\"\nk = \"3/2\"\naggregate = \"sum\"\nweights = \"w[i, j]\"\n",
    "[lenses.x]\nkind = \"snidal\"\nr = \"1/3\"\n",
    "[lenses.x]\nkind = \"identity\"\nalpha = \"1/4\"\nweights = \"w[i, j]\"\nnorms = { duty = \"1/2\" }\n"};

TEST(GainsIn, CountsOthersGainsInTheUnitNamed) {
    // Identity by hand: u_i = dg_i + sum_j alpha_ij dg_j d_j/d_i + nu_i, gains in own percent.
    const std::vector<long> d{2, 3, 10};
    expect_formula(in_two_units(kWithRivals[4] + "gains_in = \"dollars\"\n"),
                   [&](std::size_t i, const auto& g, const auto& norms) {
                       Rational u = g[i] + norms[i] / 2;
                       for (std::size_t j = 0; j < 3; ++j)
                           u += ratio(1, 4) * kW[i][j] * g[j] * ratio(d[j], d[i]);
                       return u;
                   });
    // Defensive: a dollar's lead is what hurts.
    expect_formula(in_two_units(kWithRivals[2] + "gains_in = \"dollars\"\n"),
                   [&](std::size_t i, const auto& g, const auto&) {
                       Rational u = g[i];
                       for (std::size_t j = 0; j < 3; ++j) {
                           const Rational lead = g[j] * d[j] - g[i] * d[i];
                           if (lead > 0) u -= ratio(3, 2) * kW[i][j] * lead / Rational(d[i]);
                       }
                       return u;
                   });
}

TEST(GainsIn, IsWhatTheLensSeesInThatUnitSaidInOnesOwn) {
    for (const std::string& lens : kWithRivals) {
        Game<Rational> own_game, dollar_game;
        const auto dollars = seen(in_two_units(lens, "dollars"), dollar_game);
        const auto own = seen(in_two_units(lens + "gains_in = \"dollars\"\n"), own_game);
        const std::vector<long> d{2, 3, 10};
        for (std::size_t i = 0; i < 3; ++i) {
            for (ProfileIndex p = 0; p < 8; ++p) EXPECT_EQ(own[i][p] * d[i], dollars[i][p]) << lens;
        }
        // Naming the unit in use changes nothing, and the scale of that unit is no part of the matrix then.
        Game<Rational> game;
        EXPECT_EQ(seen(in_two_units(lens + "gains_in = \"dollars\"\n", "dollars"), game), dollars) << lens;
    }
}

TEST(GainsIn, LeavesAlphaInItsDomainAndItsPathOpen) {
    // A's weight on C's percent is 1/4 * 2 * 10/2 = 5/2, and alpha is still 1/2.
    Model model = in_two_units(kWithRivals[4] + "gains_in = \"dollars\"\n");
    assign(model, "lens.x.alpha.A.C", "1");
    EXPECT_THROW(assign(model, "lens.x.alpha.A.C", "5/2"), Error);
    const Scalars<Rational> scalars = file_scalars(model);
    EXPECT_EQ(make_lens(model, 0, Evaluator<Rational>(model, scalars)).weights(0, 2), 5);
    SignQuestions signs;
    signs.sample = ratio(1, 5);
    const Scalars<RationalFunction> open = open_scalars(model, parse_path(model, "lens.x.alpha"), signs);
    const auto lens = make_lens(model, 0, Evaluator<RationalFunction>(model, open));
    EXPECT_EQ(lens.weights(1, 0), RationalFunction::variable() * RationalFunction(ratio(2, 3)));
}

TEST(GainsIn, NamesAUnitOfTheFileAndSuitsTheLens) {
    const auto mistake = [](const std::string& lens) {
        const std::string text =
            "format = 1\nname = \"u\"\nunit = \"own\"\nactors = [{ code = \"A\", name = \"Aland\" }]\n"
            "[units.own]\ntitle = \"o\"\n[units.dollars]\ntitle = \"d\"\n[[issues]]\nname = \"s\"\nbetween = "
            "\"all\"\nactions = [\"a\", \"b\"]\npayoff = \"level\"\n" +
            lens;
        const LoadResult result = load_model(text, "u.toml");
        EXPECT_EQ(result.diagnostics.size(), 1u) << render(result.diagnostics);
        return result.diagnostics.empty() ? Diagnostic{} : result.diagnostics.front();
    };
    Diagnostic d = mistake("[lenses.x]\nkind = \"identity\"\nalpha = 0\ngains_in = \"dolars\"\n");
    EXPECT_EQ(d.code, "unknown-unit");
    EXPECT_EQ(d.help, "did you mean 'dollars'?");
    EXPECT_EQ(d.place.line, 17u);
    d = mistake("[lenses.x]\nkind = \"absolute\"\ngains_in = \"dollars\"\n");
    EXPECT_EQ(d.code, "not-for-this-lens");
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
