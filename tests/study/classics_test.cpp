// Two textbook games of models/classics, against the formulas that their files give.

#include "support/models.hpp"

namespace comity::test {
namespace {

TEST(ChickenModel, TurnsIntoAPrisonersDilemmaAtOneHalf) {
    const Model model = load_shipped("classics/chicken.toml");
    EXPECT_EQ(value(threshold(model, "absolute", "full")), "1/2");
    for (const std::string k : {"0", "1/4", "1/2", "3/4", "1", "5"}) {
        const Model at_k = load_shipped("classics/chicken.toml", {{"kappa", k}});
        const Rational cutoff = q(k) <= q("1/2") ? q("1/2") : Rational((1 + 2 * q(k)) / (3 + 2 * q(k)));
        EXPECT_EQ(value(threshold(at_k, "relative", "full")), to_string(cutoff)) << k;
        const Rational defensive = q(k) <= q("1/2") ? Rational(1 / (2 + 2 * q(k))) : q("1/3");
        EXPECT_EQ(value(threshold(at_k, "defensive", "full")), to_string(defensive)) << k;
    }
    for (const std::string alpha : {"-1/2", "-1/3", "0", "1/5", "9/10"}) {
        const Model at_alpha = load_shipped("classics/chicken.toml", {{"alpha", alpha}});
        const Rational spiteful = (1 - q(alpha)) / (3 + q(alpha));
        EXPECT_EQ(value(threshold(at_alpha, "identity", "full")),
                  q(alpha) < q("-1/3") ? to_string(spiteful) : "1/2")
            << alpha;
    }
    // Mutual firmness is an equilibrium of a round from k = 1/2 on, and not before.
    const Threshold firm = threshold(load_shipped("classics/chicken.toml", {{"delta", "0"}}), "relative",
                                     "0,0", "lens.relative.k");
    EXPECT_EQ(value(firm), "1/2");
}

TEST(ExchangeModel, IsDecidedByWhoeverSavesMoreByTakingWithoutGiving) {
    for (const std::string payment : {"11/10", "3/2", "2", "29/10"}) {
        const Model model = load_shipped("classics/exchange.toml", {{"payment", payment}});
        const Rational up = 1 / q(payment), down = q(payment) / 3;
        const Threshold t = threshold(model, "absolute", "full");
        EXPECT_EQ(value(t), to_string(std::max(up, down))) << payment;
        EXPECT_EQ(deciders(model, t), up > down ? "UP" : "DOWN") << payment;
    }
    const Model model = load_shipped("classics/exchange.toml");
    EXPECT_EQ(value(threshold(model, "relative", "full")), "4/5");
    EXPECT_EQ(value(threshold(model, "identity", "full")), "4/7");
    for (const std::string k : {"0", "1", "3"}) {
        const Rational kappa = q(k);
        EXPECT_EQ(
            value(threshold(load_shipped("classics/exchange.toml", {{"kappa", k}}), "relative", "full")),
            to_string(Rational((2 + 4 * kappa) / (3 + 4 * kappa))))
            << k;
    }
}

TEST(ExchangeFamily, IsTheBasinWithOneStateDownstream) {
    // The Vakhsh of the water model: V = 20, C = 12, F = C + (V - C)/2 = 16, phi = 1.
    const Model basin = load_shipped("sco/water-energy.toml");
    const std::string text =
        "format = 1\nname = \"vakhsh\"\nunit = \"million dollars\"\nactors = [{ code = \"TJK\", name = "
        "\"Tajikistan\" }, { code = \"UZB\", name = \"Uzbekistan\" }]\n[[issues]]\nname = \"river\"\nbetween "
        "= "
        "\"all\"\nactions = [\"no\", \"yes\"]\nstatus_quo = \"no\"\nfamily = { name = \"exchange\", upstream "
        "= "
        "\"TJK\", V = 20, C = 12, F = 16 }\n[lenses.absolute]\nkind = \"absolute\"\n";
    EXPECT_EQ(value(threshold(load(text), "absolute", "full")), value(threshold(basin, "absolute", "amu")));
}

}  // namespace
}  // namespace comity::test
