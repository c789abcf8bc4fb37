// Formulas and scalars: what they come to, and that a model written out is the same model.

#include "comity/model/tabulate.hpp"
#include "comity/model/write.hpp"
#include "support/base_model.hpp"
#include "support/shipped.hpp"

namespace comity::test {
namespace {

Rational ratio(long a, long b) {
    return Rational(a) / Rational(b);
}

/// Payoffs of China with the formula, at the four profiles (stay, stay), (stay, withdraw), (withdraw, stay),
/// both.
std::vector<Rational> payoffs(const std::string& formula) {
    const LoadResult result =
        load_model(with(kBaseModel, "benefit * count(withdraw) / n - 2 * level", formula), "base.toml");
    EXPECT_TRUE(result.diagnostics.empty()) << formula << "\n" << render(result.diagnostics);
    if (!result.diagnostics.empty()) return {};
    const Scalars<Rational> scalars = file_scalars(result.model);
    const Game<Rational> game = tabulate(result.model, Evaluator<Rational>(result.model, scalars));
    std::vector<Rational> out;
    for (std::size_t a = 0; a < 2; ++a) {
        for (std::size_t b = 0; b < 2; ++b) {
            ProfileIndex p = game.form.profiles().with(0, 0, a);
            p = game.form.profiles().with(p, 1, b);
            out.push_back(game.payoff(ActorId{0}, p));
        }
    }
    return out;
}

TEST(Formula, ComesToWhatItSays) {
    using V = std::vector<Rational>;
    EXPECT_EQ(payoffs("benefit * count(withdraw) / n - 2 * level"), (V{0, ratio(3, 2), ratio(-1, 2), 1}));
    EXPECT_EQ(payoffs("1 + 2 * 3 - 4 / 2 ^ 2"), V(4, 6));
    EXPECT_EQ(payoffs("-2 ^ 2"), V(4, -4));
    EXPECT_EQ(payoffs("(2 ^ 3) ^ 2"), V(4, 64));
    EXPECT_EQ(payoffs("8 - 4 - 2"), V(4, 2));
    EXPECT_EQ(payoffs("8 / 4 / 2"), V(4, 1));
    EXPECT_EQ(payoffs("0.1 + 0.2"), V(4, ratio(3, 10)));
    EXPECT_EQ(payoffs("wealth"), V(4, 4));
    EXPECT_EQ(payoffs("wealth[KAZ] * threat[self, KAZ] + threat[KAZ, self]"), V(4, ratio(5, 2)));
    EXPECT_EQ(payoffs("sum(others: threat[self, other] * level[other])"), (V{0, 1, 0, 1}));
    EXPECT_EQ(payoffs("sum(j in members: wealth[j])"), V(4, ratio(9, 2)));
    EXPECT_EQ(payoffs("sum(j in members except KAZ: wealth[j])"), V(4, 4));
    EXPECT_EQ(payoffs("product(j in members: 1 + level[j])"), (V{1, 2, 2, 4}));
    EXPECT_EQ(payoffs("if(level == 1 and not (level[KAZ] == 1), 7, 0)"), (V{0, 0, 7, 0}));
    EXPECT_EQ(payoffs("max(level, level[KAZ]) - min(level, level[KAZ]) + abs(-3)"), (V{3, 4, 4, 3}));
    EXPECT_EQ(payoffs("plays(KAZ, withdraw) * 5"), (V{0, 5, 0, 5}));
    EXPECT_EQ(payoffs("count(withdraw, others)"), (V{0, 1, 0, 1}));
}

TEST(Scalars, AreSetByPathAndKeptInTheirRange) {
    Model model = load_model(kBaseModel, "base.toml").model;
    assign(model, "benefit", "4");
    EXPECT_EQ(model.parameters.front().value, 4);
    assign(model, "parameters.benefit", "2");
    EXPECT_EQ(model.parameters.front().value, 2);
    EXPECT_THROW(assign(model, "benefit", "6"), Error);
    EXPECT_THROW(assign(model, "benfit", "4"), Error);
    EXPECT_THROW(assign(model, "delta", "1"), Error);
    assign(model, "delta.KAZ", "1/7");
    const Scalars<Rational> scalars = file_scalars(model);
    const Evaluator<Rational> evaluator(model, scalars);
    EXPECT_EQ(evaluator.value(model.delta[0], {}), ratio(3, 5));
    EXPECT_EQ(evaluator.value(model.delta[1], {}), ratio(1, 7));
    for (const std::string& path : all_paths(model)) EXPECT_EQ(parse_path(model, path).text, path);
    EXPECT_EQ(domain_of(model, parse_path(model, "benefit")), (Interval{1, 5}));
    EXPECT_EQ(domain_of(model, parse_path(model, "delta")), discount_domain());
}

TEST(Write, GivesTheSameModelAndTheSameTextAgain) {
    for (const auto& [path, settings] : kShipped) {
        const Model model = load_shipped(path, settings);
        const std::string text = write_model(model);
        const LoadResult again = load_model(text, "written.toml");
        ASSERT_TRUE(again.diagnostics.empty()) << path << "\n" << render(again.diagnostics);
        EXPECT_EQ(write_model(again.model), text) << path;
        const Scalars<Rational> a = file_scalars(model), b = file_scalars(again.model);
        const Game<Rational> first = tabulate(model, Evaluator<Rational>(model, a)),
                             second = tabulate(again.model, Evaluator<Rational>(again.model, b));
        ASSERT_EQ(first.form.profiles().size(), second.form.profiles().size());
        EXPECT_EQ(first.baseline, second.baseline) << path;
        for (std::size_t s = 0; s < first.issues.size(); ++s) {
            EXPECT_EQ(first.issues[s].payoff, second.issues[s].payoff) << path;
            EXPECT_EQ(first.issues[s].norms, second.issues[s].norms) << path;
        }
    }
}

}  // namespace
}  // namespace comity::test
