// Published and derived numbers again, as deepest agreements.

#include "comity/model/tabulate.hpp"
#include "comity/search/agreement.hpp"
#include "support/shipped.hpp"

namespace comity::test {
namespace {

const std::string kTwoStates =
    "format = 1\nname = \"two\"\nunit = \"points\"\n[[actors]]\ncode = \"A\"\nname = \"State A\"\n"
    "[[actors]]\ncode = \"B\"\nname = \"State B\"\n";

AgreementFinding at(const std::string& text, const Rational& delta, Linkage linkage = Linkage::pooled) {
    const Model model = load(text);
    const Scalars<Rational> scalars = file_scalars(model);
    const Evaluator<Rational> evaluator(model, scalars);
    AgreementRequest request;
    request.delta = {delta, delta};
    request.linkage = linkage;
    return find_agreement(model, std::make_shared<const Game<Rational>>(tabulate(model, evaluator)), 0,
                          request);
}

/// Two dilemmas between the same states: one by one they need 1/4 and 1/2, pooled 3/8 [BernheimWhinston1990].
TEST(AgreementsOfTheLiterature, ContactInTwoIssuesLendsSlack) {
    std::string text = kTwoStates + "[lenses.absolute]\nkind = \"absolute\"\n";
    for (const std::string constants : {"T = 4, R = 3, P = 0, S = -1", "T = 5, R = 3, P = 1, S = 0"})
        text += "[[issues]]\nname = \"" + constants.substr(0, 5) +
                "\"\nbetween = \"all\"\nactions = [\"defect\", \"cooperate\"]\nstatus_quo = \"defect\"\n"
                "family = { name = \"prisoners_dilemma\", " +
                constants + " }\n";
    const Rational hair = Rational(1) / 1000000;
    EXPECT_EQ(at(text, Rational(3) / 8).values, std::vector<Rational>{4});
    EXPECT_EQ(at(text, Rational(3) / 8 - hair).values.front(), 2);
    EXPECT_EQ(at(text, Rational(1) / 2, Linkage::separate).values, std::vector<Rational>{4});
    EXPECT_EQ(at(text, Rational(1) / 2 - hair, Linkage::separate).values, std::vector<Rational>{2});
    EXPECT_EQ(at(text, Rational(1) / 4, Linkage::separate).values, std::vector<Rational>{2});
    EXPECT_EQ(at(text, Rational(1) / 4 - hair, Linkage::separate).values, std::vector<Rational>{0});
}

/// A ladder of sectors: a breach in one gains 1, 2, 4 or 8 and loses 2 a period. By themselves they need 1/3,
/// 1/2, 2/3 and 4/5; all four together 15/23.
TEST(AgreementsOfTheLiterature, ALadderOfSectorsIsCarriedByItsLowerRungs) {
    std::string text = kTwoStates + "[lenses.absolute]\nkind = \"absolute\"\n";
    for (const int gain : {1, 2, 4, 8}) {
        const std::string g = std::to_string(gain);
        // What the other does is worth 2 + gain; to do one's own part costs the gain.
        text +=
            "[[issues]]\nname = \"rung " + g +
            "\"\nbetween = \"all\"\nactions = [\"apart\", \"together\"]\nstatus_quo = \"apart\"\npayoff = "
            "\"(2 + " +
            g + ") * level[other] - " + g + " * level\"\n";
    }
    const Rational hair = Rational(1) / 1000000;
    EXPECT_EQ(at(text, Rational(15) / 23).values, std::vector<Rational>{8});
    EXPECT_LT(at(text, Rational(15) / 23 - hair).values.front(), 8);
    // 1/3, 1/2 and 2/3 hold at 2/3, the highest rung does not.
    EXPECT_EQ(at(text, Rational(2) / 3, Linkage::separate).values, std::vector<Rational>{6});
    EXPECT_EQ(at(text, Rational(4) / 5, Linkage::separate).values, std::vector<Rational>{8});
    EXPECT_EQ(at(text, Rational(4) / 5 - hair, Linkage::separate).values, std::vector<Rational>{6});
}

/// Depth d pays d to each; a breach saves d squared, which the partner loses. Alike for both, the deepest
/// that is kept at 3/4 is 3; 11/6 where a fifth of the partner's gain counts against one; 2 where depth costs
/// a quarter of itself in sovereignty. Depths in sixths, up to 4.
TEST(AgreementsOfTheLiterature, DeeperAgreementsTemptMoreThanTheyPay) {
    std::string actions;
    for (int sixths = 0; sixths <= 24; ++sixths) actions += "\"d" + std::to_string(sixths) + "\",";
    const std::string text = kTwoStates + "[[issues]]\nname = \"depth\"\nbetween = \"all\"\nactions = [" +
                             actions +
                             "]\nstatus_quo = \"d0\"\npayoff = \"level[other] / 6 + level[other] * "
                             "level[other] / 36 - level * level "
                             "/ 36\"\n[[constraints]]\nname = \"alike\"\nkind = \"symmetric\"\nwho = "
                             "\"all\"\nissues = [\"depth\"]\nreason = \"one number for "
                             "both\"\n";
    const std::string absolute = "[lenses.absolute]\nkind = \"absolute\"\n";
    EXPECT_EQ(at(text + absolute, Rational(3) / 4).values, std::vector<Rational>{2 * 18});
    EXPECT_EQ(at(text + "[lenses.rival]\nkind = \"identity\"\nalpha = \"-1/5\"\n", Rational(3) / 4).values,
              std::vector<Rational>{2 * 11});
    EXPECT_EQ(at(text + absolute +
                     "[[constraints]]\nname = \"price\"\nkind = \"sovereignty\"\ncost = \"1/24\"\nissues = "
                     "[\"depth\"]\nreason = \"a quarter of depth\"\n",
                 Rational(3) / 4)
                  .values,
              std::vector<Rational>{2 * 12});
}

}  // namespace
}  // namespace comity::test
