// Formulas of an issue with many cells are tabulated part by part: the same as one cell at a time.

#include <random>

#include "comity/model/load.hpp"
#include "comity/model/tabulate.hpp"
#include "support/base_model.hpp"

namespace comity::test {
namespace {

/// Three states with four depths each in one issue, and a pair that does not concern the third.
std::string large(const std::string& payoff, const std::string& norm) {
    const std::string text = R"toml(format = 1
name = "large"
title = "An issue with many cells"
unit = "points"
[units.points]
title = "points"
scale = "wealth"
[delta]
value = "3/5"
kind = "convention"
reason = "made up"
[[actors]]
code = "CHN"
name = "China"
[[actors]]
code = "RUS"
name = "Russia"
[[actors]]
code = "KAZ"
name = "Kazakhstan"
[attributes.wealth]
values = { CHN = 4, RUS = "7/3", KAZ = "1/2" }
reason = "made up"
[attributes.debt]
values = { CHN = "1/1000003", RUS = "5/1000033", KAZ = "-3/1000037" }
reason = "made up, with long denominators"
[matrices.threat]
rows = [[0, 1, "2/7"], [2, 0, -1], ["1/3", 5, 0]]
reason = "made up"
[define]
"given[i, j]" = "threat[i, j] * level[j]"
"twice[i]" = "2 * given[i, KAZ] - level[i] ^ 2"
"rich" = "sum(k in actors: wealth[k])"
[[issues]]
name = "cuts"
between = "all"
depths = 3
status_quo = "0"
payoff = "PAYOFF"
[issues.norms.duty]
formula = "NORM"
reason = "made up"
[lenses.dutiful]
kind = "identity"
weights = 0
norms = { duty = 1 }
)toml";
    return with(with(text, "PAYOFF", payoff), "NORM", norm);
}

Model load(const std::string& payoff, const std::string& norm) {
    LoadResult result = load_model(large(payoff, norm), "large.toml");
    EXPECT_TRUE(result.diagnostics.empty()) << payoff << "\n" << norm << "\n" << render(result.diagnostics);
    return std::move(result.model);
}

const std::vector<std::string> kAtoms{"level",
                                      "level[KAZ]",
                                      "level[RUS]",
                                      "wealth",
                                      "debt",
                                      "debt[RUS]",
                                      "rich",
                                      "2",
                                      "-3/7",
                                      "n",
                                      "threat[self, KAZ]",
                                      "given[self, RUS]",
                                      "twice[self]",
                                      "twice[CHN]",
                                      "count('2')",
                                      "count('1', others)",
                                      "plays(RUS, '3')",
                                      "sum(others: given[self, other])",
                                      "sum(j in members: level[j] * debt[j])",
                                      "sum(j in actors: wealth[j])",
                                      "sum(j in members except KAZ: level[j] ^ 2)",
                                      "product(j in members: 1 + level[j])",
                                      "min(j in members: level[j] - debt[j])",
                                      "max(others: given[self, other])",
                                      "if(level > level[KAZ], level, debt)",
                                      "abs(level - level[RUS])",
                                      "if(level[KAZ] == 0, 1, 1 / level[KAZ])",
                                      "if(self == CHN, twice[RUS], 0)"};

std::string drawn(std::mt19937& random, int depth) {
    const auto below = [&](std::size_t most) {
        return std::uniform_int_distribution<std::size_t>(0, most - 1)(random);
    };
    if (depth == 0 || below(4) == 0) return kAtoms[below(kAtoms.size())];
    const std::string a = drawn(random, depth - 1), b = drawn(random, depth - 1);
    switch (below(7)) {
        case 0:
            return "(" + a + " + " + b + ")";
        case 1:
            return "(" + a + " - " + b + ")";
        case 2:
            return "(" + a + " * " + b + ")";
        case 3:
            return "(" + a + " / 7)";
        case 4:
            return "-(" + a + ")";
        case 5:
            return "max(" + a + ", " + b + ")";
        default:
            return "if(" + a + " > " + b + ", " + a + ", 2)";
    }
}

TEST(LargeIssue, IsTabulatedAsCellByCell) {
    std::mt19937 random(5);
    for (int round = 0; round < 150; ++round) {
        const std::string payoff = drawn(random, 3), norm = drawn(random, 2);
        const Model model = load(payoff, norm);
        const Scalars<Rational> scalars = file_scalars(model);
        const Evaluator<Rational> evaluator(model, scalars);
        const Game<Rational> game = tabulate(model, evaluator);
        const Issue& issue = model.issues[0].issue;
        const ProfileSpace space = issue.space();
        ASSERT_EQ(space.size(), 64u);
        const auto& formulas = std::get<PayoffFormulas>(model.issues[0].payoff);
        for (ProfileIndex cell = 0; cell < space.size(); ++cell) {
            const Profile actions = space.decode(cell);
            const Play play{&issue, &actions};
            for (std::size_t i = 0; i < 3; ++i) {
                const Rational scale = *model.attributes[0].values[i];
                ASSERT_EQ(game.issues[0].payoff[i][cell],
                          evaluator.value(formulas.by_member[i], {i}, play) * scale)
                    << payoff << " " << cell;
                ASSERT_EQ(game.issues[0].norms.at("duty")[i][cell],
                          evaluator.value(model.issues[0].norms[0].formula, {i}, play) * scale)
                    << norm << " " << cell;
            }
        }
    }
}

TEST(LargeIssue, NamesTheProfileWhereAFormulaHasNoValue) {
    const Model broken = load("1 / (level[KAZ] - 2) + level", "level");
    const Scalars<Rational> as_given = file_scalars(broken);
    try {
        tabulate(broken, Evaluator<Rational>(broken, as_given));
        FAIL() << "it has values";
    } catch (const Error& error) {
        EXPECT_NE(std::string(error.what()).find("division by zero when China: 0, Russia: 0, Kazakhstan: 2"),
                  std::string::npos)
            << error.what();
    }
    // Where nobody asks, there is nothing wrong.
    const Model model = load("if(level[KAZ] == 2, 5, 1 / (level[KAZ] - 2)) * level", "level");
    const Scalars<Rational> scalars = file_scalars(model);
    const Game<Rational> game = tabulate(model, Evaluator<Rational>(model, scalars));
    const ProfileSpace space = model.issues[0].issue.space();
    EXPECT_EQ(game.issues[0].payoff[0][space.encode({3, 0, 2})], 60);
    EXPECT_EQ(game.issues[0].payoff[0][space.encode({3, 0, 3})], 12);
}

}  // namespace
}  // namespace comity::test
