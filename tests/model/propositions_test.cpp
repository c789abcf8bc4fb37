// [[propositions]] of a model file, its agreement and its lenses that are not looked through by default.

#include "comity/model/write.hpp"
#include "support/shipped.hpp"

namespace comity::test {
namespace {

const std::string kGame =
    "format = 1\nname = \"two\"\nunit = \"points\"\ndelta = \"1/2\"\n{KEYS}\n"
    "[[actors]]\ncode = \"A\"\nname = \"State A\"\n[[actors]]\ncode = \"B\"\nname = \"State B\"\n"
    "[parameters]\nrent = { value = 0, range = [0, 1], reason = \"invented\" }\n"
    "[[issues]]\nname = \"first\"\nbetween = \"all\"\nactions = [\"no\", \"yes\"]\nstatus_quo = \"no\"\n"
    "payoff = \"3 * level[other] - level\"\n"
    "[[issues]]\nname = \"second\"\nbetween = \"all\"\nactions = [\"no\", \"yes\"]\nstatus_quo = \"no\"\n"
    "payoff = \"3 * level[other] - 2 * level\"\n"
    "[lenses.absolute]\nkind = \"absolute\"\n[lenses.other]\nkind = \"relative\"\nk = 1\naggregate = "
    "\"sum\"\ndefault = false\n";
const std::string kExit =
    "[[constraints]]\nname = \"leaving\"\nkind = \"exit\"\nothers = \"status_quo\"\noutside = \"- rent\"\n"
    "withdrawal = \"none\"\nreason = \"invented\"\n";

std::string text(const std::string& more, const std::string& keys = "agreement = \"depth\"") {
    std::string result = kGame + more;
    result.replace(result.find("{KEYS}"), 6, keys);
    return result;
}

std::string claim(const std::string& rest) {
    return "[[propositions]]\nname = \"P\"\nclaim = \"so it is\"\nsource = \"somebody\"\n" + rest;
}

std::string mistakes(const std::string& whole) {
    std::string codes;
    for (const Diagnostic& each : load_model(whole, "test.toml", {}).diagnostics)
        codes += (codes.empty() ? "" : " ") + each.code;
    return codes;
}

TEST(Propositions, AreReadAndWrittenBack) {
    const Model model = load(text(kExit + claim("kind = \"linkage\"\n") + claim("kind = \"ceiling\"\n") +
                                      claim("kind = \"order\"\nfirst = [\"first\"]\nlater = [\"second\"]\n") +
                                      claim("kind = \"rent\"\nparameter = \"rent\"\nvalue = \"1/4\"\n"),
                                  "agreement = [\"depth\", \"gain\"]"));
    ASSERT_EQ(model.propositions.size(), 4u);
    EXPECT_EQ(model.propositions[0].target, "full");
    EXPECT_EQ(model.propositions[2].first, std::vector<std::size_t>{0});
    EXPECT_EQ(model.propositions[2].later, std::vector<std::size_t>{1});
    EXPECT_EQ(model.propositions[3].value, q("1/4"));
    EXPECT_EQ(model.agreement, (std::vector<std::string>{"depth", "gain"}));
    EXPECT_EQ(model.default_lenses(), std::vector<std::string>{"absolute"});
    const std::string written = write_model(model);
    EXPECT_EQ(write_model(load(written)), written);
    EXPECT_EQ(load(written).default_lenses(), std::vector<std::string>{"absolute"});
}

TEST(Propositions, SayWhatIsWrongWithThem) {
    EXPECT_EQ(mistakes(text(claim("kind = \"linkage\"\n"), "")), "no-agreement");
    EXPECT_EQ(mistakes(text(claim("kind = \"ladder\"\n"))), "unknown-kind");
    EXPECT_EQ(mistakes(text(claim("kind = \"linkage\"\ntarget = \"half\"\n"))), "no-profile");
    EXPECT_EQ(mistakes(text(claim("kind = \"order\"\nfirst = [\"frist\"]\nlater = [\"second\"]\n"))),
              "unknown-issue");
    EXPECT_EQ(mistakes(text(claim("kind = \"rent\"\nparameter = \"rent\"\nvalue = 1\n"))), "no-exit");
    EXPECT_EQ(mistakes(text(kExit + claim("kind = \"rent\"\nparameter = \"rnt\"\nvalue = 1\n"))),
              "unknown-parameter");
    EXPECT_EQ(mistakes(text(kExit + claim("kind = \"rent\"\nparameter = \"rent\"\nvalue = 2\n"))),
              "out-of-range");
    EXPECT_EQ(mistakes(text("", "agreement = \"deepest\"")), "unknown-objective");
}

}  // namespace
}  // namespace comity::test
