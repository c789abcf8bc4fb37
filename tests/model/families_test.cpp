// The named families: what each member gets, written out here once more, and which constants are refused.

#include "comity/game/families.hpp"

#include "comity/model/tabulate.hpp"
#include "comity/model/write.hpp"
#include "support/shipped.hpp"

namespace comity::test {
namespace {

/// Three states, the family between the second and the third, which may be listed either way.
std::string text_with(const std::string& family, const std::string& between = "[\"B\", \"C\"]") {
    return "format = 1\nname = \"f\"\nunit = \"points\"\nactors = [{ code = \"A\", name = \"Aland\" }, { "
           "code = "
           "\"B\", name = \"Bland\" }, { code = \"C\", name = \"Cland\" }]\n[[issues]]\nname = "
           "\"play\"\nbetween = " +
           between + "\nactions = [\"first\", \"second\"]\nfamily = " + family + "\n";
}

/// Payoffs of B and C at (0,0), (0,1), (1,0), (1,1), B's action first.
std::vector<std::pair<Rational, Rational>> played(const std::string& family) {
    const Model model = load(text_with(family));
    const Scalars<Rational> scalars = file_scalars(model);
    const Game<Rational> game = tabulate(model, Evaluator<Rational>(model, scalars));
    std::vector<std::pair<Rational, Rational>> out;
    for (ProfileIndex p = 0; p < 4; ++p) out.emplace_back(game.payoff({1}, p), game.payoff({2}, p));
    // Written out and read again, it is the same game.
    EXPECT_EQ(write_model(load(write_model(model))), write_model(model));
    return out;
}

/// What is said of it; empty if nothing.
std::string refusal(const std::string& family, const std::string& between = "[\"B\", \"C\"]") {
    LoadResult result = load_model(text_with(family, between), "test.toml");
    if (!has_errors(result.diagnostics)) result.diagnostics = check_values(result.model);
    EXPECT_LE(result.diagnostics.size(), 1u) << render(result.diagnostics);
    return result.diagnostics.empty() ? "" : result.diagnostics.front().message;
}

using Payoffs = std::vector<std::pair<Rational, Rational>>;

TEST(Chicken, PaysByTheOrderTRSP) {
    EXPECT_EQ(played("{ name = \"chicken\", T = 7, R = 5, S = 2, P = 1 }"),
              (Payoffs{{1, 1}, {7, 2}, {2, 7}, {5, 5}}));
    // Every other order of these four numbers is another game.
    std::vector<std::string> numbers{"1", "2", "5", "7"};
    std::size_t accepted = 0;
    do {
        accepted += refusal("{ name = \"chicken\", T = " + numbers[0] + ", R = " + numbers[1] +
                            ", S = " + numbers[2] + ", P = " + numbers[3] + " }")
                        .empty();
    } while (std::next_permutation(numbers.begin(), numbers.end()));
    EXPECT_EQ(accepted, 1u);
    EXPECT_EQ(refusal("{ name = \"chicken\", T = 7, R = 5, S = 1, P = 1 }"),
              "this is no game of chicken: it needs T > R > S > P, but T = 7, R = 5, P = 1, S = 1");
}

TEST(Exchange, PaysWaterAgainstPaymentWhoeverIsUpstream) {
    const std::string constants = ", V = 20, C = 12, F = 16, phi = \"3/4\" }";
    // B upstream: it stores (second) at 12, gets 16; C gets 20 and pays 12.
    EXPECT_EQ(played("{ name = \"exchange\", upstream = \"B\"" + constants),
              (Payoffs{{0, 0}, {16, -12}, {-12, 20}, {4, 8}}));
    EXPECT_EQ(played("{ name = \"exchange\", upstream = \"C\"" + constants),
              (Payoffs{{0, 0}, {20, -12}, {-12, 16}, {8, 4}}));
    // phi is 1 where it is not given.
    EXPECT_EQ(played("{ name = \"exchange\", upstream = \"C\", V = 20, C = 12, F = 16 }").back(),
              (std::pair<Rational, Rational>{4, 4}));
}

TEST(Exchange, BothMustGainAndOneMustBeUpstream) {
    const auto with_constants = [](const std::string& c) {
        return refusal("{ name = \"exchange\", upstream = \"B\", " + c + " }");
    };
    EXPECT_EQ(with_constants("V = 3, C = 1, F = 2"), "");
    for (const std::string bad :
         {"V = 3, C = 2, F = 2", "V = 2, C = 1, F = 2", "V = 3, C = 0, F = 2", "V = 3, C = 1, F = 2, phi = 0",
          "V = 3, C = 1, F = 2, phi = \"3/2\"", "V = 3, C = 1, F = -2", "V = -3, C = 1, F = 2"}) {
        EXPECT_NE(
            with_constants(bad).find("this is no upstream/downstream exchange: it needs 0 < C < F and 0 < "
                                     "phi*F < V, but V = "),
            std::string::npos)
            << bad;
    }
    EXPECT_EQ(refusal("{ name = \"exchange\", V = 3, C = 1, F = 2 }"), "this family has no 'upstream'");
    EXPECT_EQ(refusal("{ name = \"exchange\", upstream = \"A\", V = 3, C = 1, F = 2 }"),
              "'A' is no member of this issue");
    EXPECT_EQ(refusal("{ name = \"exchange\", upstream = \"BB\", V = 3, C = 1, F = 2 }"),
              "there is no state 'BB' in this model");
    EXPECT_EQ(refusal("{ name = \"exchange\", upstream = \"B\", V = 3, C = 1, F = 2 }", "\"all\""),
              "an upstream/downstream exchange is played by two states, not 3");
    EXPECT_EQ(refusal("{ name = \"exchange\", upstream = \"B\", V = 3, C = 1 }"), "this family has no 'F'");
}

TEST(Families, TheOtherFourPayWhatTheirNamesSay) {
    EXPECT_EQ(played("{ name = \"prisoners_dilemma\", T = 5, R = 3, P = 1, S = 0 }"),
              (Payoffs{{1, 1}, {5, 0}, {0, 5}, {3, 3}}));
    EXPECT_EQ(played("{ name = \"stag_hunt\", T = 3, R = 4, P = 2, S = 1 }"),
              (Payoffs{{2, 2}, {3, 1}, {1, 3}, {4, 4}}));
    EXPECT_EQ(played("{ name = \"public_good\", share = \"3/4\" }"),
              (Payoffs{{0, 0}, {q("3/4"), q("-1/4")}, {q("-1/4"), q("3/4")}, {q("1/2"), q("1/2")}}));
    EXPECT_EQ(played("{ name = \"division\", split = [2, 1] }"), (Payoffs{{0, 0}, {0, 0}, {0, 0}, {2, 1}}));
}

}  // namespace
}  // namespace comity::test
