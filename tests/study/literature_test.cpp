// Numbers of the literature on relative gains and repeated cooperation, through the general machinery. Each
// formula is derived from the source's model by the algebra that docs/formalism.md shows; none is quoted as
// published.

#include "support/models.hpp"

namespace comity::test {
namespace {

/// Two states, 2x2 payoffs T, R, P, S, first action defects, with one lens called `lens`.
std::string two_by_two(const std::string& T, const std::string& R, const std::string& P, const std::string& S,
                       const std::string& lens, const std::string& more = "") {
    const auto pays = [](const std::string& a, const std::string& b) {
        return "pays = [\"" + a + "\", \"" + b + "\"] },\n";
    };
    return "format = 1\nname = \"pd\"\nunit = \"points\"\n" + more +
           "\n[[actors]]\ncode = \"A\"\nname = \"State A\"\n[[actors]]\ncode = \"B\"\nname = \"State B\"\n"
           "[[issues]]\nname = \"play\"\nbetween = \"all\"\nactions = [\"defect\", "
           "\"cooperate\"]\nstatus_quo = \"defect\"\noutcomes = [\n"
           "{ play = [\"cooperate\", \"cooperate\"], " +
           pays(R, R) + "{ play = [\"defect\", \"defect\"], " + pays(P, P) +
           "{ play = [\"defect\", \"cooperate\"], " + pays(T, S) + "{ play = [\"cooperate\", \"defect\"], " +
           pays(S, T) +
           "]\n"
           "[lenses.lens]\n" +
           lens;
}

std::string relative(const Rational& k) {
    return "kind = \"relative\"\naggregate = \"sum\"\nk = \"" + to_string(k) + "\"\n";
}
std::string identity(const Rational& alpha) {
    return "kind = \"identity\"\nalpha = \"" + to_string(alpha) + "\"\n";
}
std::string snidal(const Rational& r) {
    return "kind = \"snidal\"\nr = \"" + to_string(r) + "\"\n";
}

/// One dyad among n states; the others have no part in it. Both gain: `a` the first, `b` the second.
std::string dyad_among(int n, const std::string& a, const std::string& b, const std::string& lens) {
    std::string text = "format = 1\nname = \"dyad\"\nunit = \"points\"\n";
    for (int i = 0; i < n; ++i)
        text +=
            "[[actors]]\ncode = \"S" + std::to_string(i) + "\"\nname = \"State " + std::to_string(i) + "\"\n";
    return text +
           "[[issues]]\nname = \"deal\"\nbetween = [\"S0\", \"S1\"]\nactions = [\"reject\", "
           "\"accept\"]\nstatus_quo = \"reject\"\n"
           "family = { name = \"division\", split = [\"" +
           a + "\", \"" + b + "\"] }\n[lenses.lens]\n" + lens;
}

struct Payoffs {
    const char *T, *R, *P, *S;
};
constexpr Payoffs kAxelrod{"5", "3", "1", "0"}, kOrdinal{"4", "3", "2", "1"};

/// delta* = [(T-R) + rho (R-S)] / [(T-P) + rho (P-S)], or none where that is 1 or more.
std::string grim_formula(const Payoffs& p, const Rational& rho) {
    const Rational T = q(p.T), R = q(p.R), P = q(p.P), S = q(p.S);
    const Rational value = ((T - R) + rho * (R - S)) / ((T - P) + rho * (P - S));
    return value < 1 ? to_string(value) : "none";
}

TEST(Grieco, UtilityIsProportionalToOwnPayoffLessRhoTimesTheOthers) {
    // Row 1: U = V - k (W - V) is (1 + k)(V - rho W) with rho = k / (1 + k).
    for (const std::string k : {"0", "1/4", "1", "7/3", "16"}) {
        const Model model = load(two_by_two("5", "3", "1", "0", relative(q(k))));
        ThresholdSolver solver(model);
        const auto& u = solver.question(0).stage().utility;
        const Rational rho = q(k) / (1 + q(k));
        for (ProfileIndex p = 0; p < 4; ++p) {
            const Rational v = solver.game().gain(ActorId{0}, p), w = solver.game().gain(ActorId{1}, p);
            EXPECT_EQ(u[0][p], (1 + q(k)) * (v - rho * w));
        }
    }
}

TEST(Waltz, TheWeakSideAcceptsAQToOneSplitIffKIsAtMostOneOverQMinusOne) {
    for (const int split : {2, 3, 4, 7}) {
        const Model model = load(dyad_among(2, std::to_string(split), "1", relative(1)));
        const Threshold t = threshold(model, "lens", "accept:full", "lens.lens.k");
        EXPECT_EQ(value(t), to_string(Rational(1) / Rational(split - 1)));
        EXPECT_EQ(deciders(model, t), "S1");
    }
}

TEST(Snidal, ADyadAmongNEqualsWeighsThePartnerByROverNMinusOne) {
    // Row 3: the partner's gain enters with -r/(n-1); accepted iff 1 - q r/(n-1) >= 0, so r* = (n-1)/q.
    for (int n = 2; n <= 6; ++n) {
        for (const int split : {2, 3, 5, 8}) {
            const Model model = load(dyad_among(n, std::to_string(split), "1", snidal(q("1/2"))));
            const Threshold t = threshold(model, "lens", "accept:full", "lens.lens.r");
            const Rational cutoff = Rational(n - 1) / Rational(split);
            EXPECT_EQ(value(t), cutoff < 1 ? to_string(cutoff) : "no single value") << n << " " << split;
            EXPECT_TRUE(t.sustained.contains(cutoff < 1 ? cutoff : Rational(1)));
        }
    }
}

TEST(Waltz, WithNStatesASplitBlocksAtSomeKOnlyBeyondNMinusOneToOne) {
    // Row 4: k -> infinity leaves q_max = n - 1; at n = 6, 5:1.
    for (int n = 2; n <= 6; ++n) {
        const std::string lens = "kind = \"relative\"\naggregate = \"mean\"\nk = 1\n";
        for (const auto& [split, always] :
             {std::pair{Rational(n - 1), true}, std::pair{Rational(n - 1) + q("1/100"), false}}) {
            const Model model = load(dyad_among(n, to_string(split), "1", lens));
            const Threshold t = threshold(model, "lens", "accept:full", "lens.lens.k");
            EXPECT_EQ(t.sustained == IntervalSet(t.domain), always) << n << " " << to_string(split);
        }
    }
}

TEST(Grim, CriticalDiscountUnderRelativeGainsFollowsTheClosedForm) {
    // Rows 5-7 at the tables' parameters and at others. rho < 1 is k = rho/(1 - rho).
    for (const Payoffs& p : {kAxelrod, kOrdinal, Payoffs{"7", "4", "5/2", "-1"}}) {
        for (const std::string rho : {"0", "1/5", "1/2", "2/3", "3/7", "9/10"}) {
            const Model model = load(two_by_two(p.T, p.R, p.P, p.S, relative(q(rho) / (1 - q(rho)))));
            EXPECT_EQ(value(threshold(model, "lens", "full")), grim_formula(p, q(rho))) << rho;
        }
        // rho = 1 is no finite k; alpha = -rho reaches down to, not including, -1.
        for (const std::string rho : {"1/3", "99/100"}) {
            EXPECT_EQ(
                value(threshold(load(two_by_two(p.T, p.R, p.P, p.S, identity(-q(rho)))), "lens", "full")),
                grim_formula(p, q(rho)));
        }
    }
    EXPECT_EQ(grim_formula(kAxelrod, 0), "1/2");
    EXPECT_EQ(grim_formula(kAxelrod, q("1/5")), "13/21");
    EXPECT_EQ(grim_formula(kAxelrod, q("1/2")), "7/9");
    EXPECT_EQ(grim_formula(kAxelrod, q("2/3")), "6/7");
}

TEST(Snidal, DilutionLowersTheCriticalDiscountAsTheNumberOfStatesGrows) {
    // Rows 6 and 7 with r = 1: n states, one pair playing, 1 meaning that nothing below 1 sustains.
    const auto dyad = [](int n, const Payoffs& p) {
        std::string text = "format = 1\nname = \"dyad\"\nunit = \"points\"\n";
        for (int i = 0; i < n; ++i)
            text += "[[actors]]\ncode = \"S" + std::to_string(i) + "\"\nname = \"State\"\n";
        return text +
               "[[issues]]\nname = \"play\"\nbetween = [\"S0\", \"S1\"]\nactions = [\"defect\", "
               "\"cooperate\"]\nstatus_quo = \"defect\"\n"
               "family = { name = \"prisoners_dilemma\", T = " +
               p.T + ", R = " + p.R + ", P = " + p.P + ", S = " + p.S + " }\n[lenses.lens]\n" + snidal(1);
    };
    const std::vector<std::string> axelrod{"none", "7/9", "9/13", "11/17", "13/21"},
        ordinal{"none", "4/5", "5/7", "2/3", "7/11"};
    for (int n = 2; n <= 6; ++n) {
        const auto at = static_cast<std::size_t>(n - 2);
        EXPECT_EQ(value(threshold(load(dyad(n, kAxelrod)), "lens", "full")), axelrod[at]) << n;
        EXPECT_EQ(value(threshold(load(dyad(n, kOrdinal)), "lens", "full")), ordinal[at]) << n;
    }
}

TEST(Grim, CriticalRelativeGainsConcernAtAGivenDiscount) {
    // Row 8: rho* = [delta (T-P) - (T-R)] / [(R-S) - delta (P-S)], k* = rho*/(1 - rho*).
    const auto k_star = [](const std::string& delta) {
        return value(
            threshold(load(two_by_two("5", "3", "1", "0", relative(1), "delta = \"" + delta + "\"\n")),
                      "lens", "full", "lens.lens.k"));
    };
    EXPECT_EQ(k_star("0.6"), "1/5");
    EXPECT_EQ(k_star("0.9"), "16/5");
    for (const std::string delta : {"11/20", "2/3", "7/10", "5/6"}) {
        const Rational rho = (4 * q(delta) - 2) / (3 - q(delta));
        EXPECT_EQ(k_star(delta), to_string(rho / (1 - rho))) << delta;
    }
    EXPECT_EQ(k_star("1/2"), "no single value");  // k* = 0, the end of the range itself
    EXPECT_EQ(k_star("2/5"), "none");
}

TEST(Identity, StageCutoffsAndTheDonationGame) {
    // Row 31: DD stops being an equilibrium above alpha = 1/4, CC becomes one at 2/3.
    const Model pd = load(two_by_two("5", "3", "1", "0", identity(0), "delta = 0\n"));
    const Threshold dd = threshold(pd, "lens", "0,0", "lens.lens.alpha");
    EXPECT_EQ(value(dd), "1/4");
    EXPECT_TRUE(dd.sustained.contains(q("1/4")) && !dd.sustained.contains(q("251/1000")));
    const Threshold cc = threshold(pd, "lens", "full", "lens.lens.alpha");
    EXPECT_EQ(value(cc), "2/3");
    EXPECT_TRUE(cc.sustained.contains(Rational(1)) && !cc.sustained.contains(q("665/1000")));
    // Donation game, benefit b, cost c: delta* = (c - alpha b)/(b - alpha c) for alpha <= c/b, 0 beyond.
    for (const auto& [b, c] : {std::pair{3, 1}, std::pair{5, 2}, std::pair{7, 6}}) {
        for (const std::string alpha : {"-1/2", "0", "1/10", "1/4", "9/10"}) {
            const Model model = load(two_by_two(std::to_string(b), std::to_string(b - c), "0",
                                                std::to_string(-c), identity(q(alpha))));
            const Rational expected = (Rational(c) - q(alpha) * b) / (Rational(b) - q(alpha) * c);
            const std::string text = expected <= 0 ? "0" : expected < 1 ? to_string(expected) : "none";
            EXPECT_EQ(value(threshold(model, "lens", "full")), text) << b << " " << c << " " << alpha;
        }
    }
}

TEST(Sovereignty, ACostOfOneRaisesAndAnExitValueOfTwoRaisesTheCriticalDiscount) {
    // Row 44.
    const std::string absolute = "kind = \"absolute\"\n";
    const std::string cost =
        "[[constraints]]\nname = \"sovereignty\"\nkind = \"sovereignty\"\ncost = 1\nissues = "
        "[\"play\"]\nreason = \"row 44\"\n";
    const Threshold sigma = threshold(load(two_by_two("5", "3", "1", "0", absolute + cost)), "lens", "full");
    EXPECT_EQ(value(sigma), "3/4");
    EXPECT_EQ(sigma.binding_constraints, std::vector<std::size_t>{0});
    // o = 2 in material payoff; utilities are gains over b = 1, which moves nothing.
    const std::string exit =
        "[[constraints]]\nname = \"outside\"\nkind = \"exit\"\npays = \"if(self == leaver, 2, 1)\"\nreason = "
        "\"row 44\"\n";
    const Model model = load(two_by_two("5", "3", "1", "0", absolute + exit));
    EXPECT_EQ(value(threshold(model, "lens", "full", "delta", Punishment::exit)), "2/3");
    const Threshold grim = threshold(model, "lens", "full");
    EXPECT_EQ(value(grim), "none");
    EXPECT_NE(grim.note, "");  // DD is below the floor, so no reversion is left
}

}  // namespace
}  // namespace comity::test
