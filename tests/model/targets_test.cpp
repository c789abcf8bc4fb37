// Targets in a file: what each key means, that a file written back asks the same, and every mistake at its
// place.

#include "comity/model/write.hpp"
#include "support/base_model.hpp"
#include "support/shipped.hpp"

namespace comity::test {
namespace {

std::string base(const std::string& target) {
    return with(kBaseModel, "cooperate = \"all\"\n", target + "\n");
}

TargetDeclaration read(const std::string& target) {
    const Model model = load(base(target));
    EXPECT_EQ(model.targets.size(), 1u);
    return model.targets.front();
}

using Play = std::vector<std::vector<std::size_t>>;

TEST(TargetFile, NamesCyclesValuesAndSets) {
    const TargetDeclaration payoff = read("test = \"payoff\"\nplay = { border = \"withdraw\" }");
    EXPECT_EQ(payoff.test, TargetTest::payoff);
    EXPECT_EQ(payoff.play, (Play{{1, 1}}));

    const TargetDeclaration cycle =
        read("cycle = [{ border = { CHN = \"withdraw\" } }, {}, { border = \"withdraw\" }]");
    EXPECT_EQ(cycle.test, TargetTest::cycle);
    EXPECT_EQ(cycle.cycle, (std::vector<Play>{{{1, 0}}, {{0, 0}}, {{1, 1}}}));
    EXPECT_EQ(cycle.play, cycle.cycle.front());

    const TargetDeclaration value = read("value = { KAZ = \"3/2\", CHN = -1 }");
    EXPECT_EQ(value.test, TargetTest::set);
    ASSERT_EQ(value.set.size(), 2u);
    EXPECT_EQ(value.set[0].weights, (std::vector<Rational>{1, 0}));
    EXPECT_EQ(value.set[0].at_least, -1);
    EXPECT_EQ(value.set[1].weights, (std::vector<Rational>{0, 1}));
    EXPECT_EQ(value.set[1].at_least, q("3/2"));

    const TargetDeclaration set = read(
        "set = [{ weights = { CHN = 1, KAZ = -0.5 }, at_least = \"1/3\" }, { weights = { KAZ = 1 }, at_least "
        "= 0 }]");
    EXPECT_EQ(set.test, TargetTest::set);
    ASSERT_EQ(set.set.size(), 2u);
    EXPECT_EQ(set.set[0].weights, (std::vector<Rational>{1, q("-1/2")}));
    EXPECT_EQ(set.set[0].at_least, q("1/3"));
    EXPECT_TRUE(set.play.empty());
}

TEST(TargetFile, WrittenBackAsksTheSame) {
    for (const std::string target :
         {"test = \"payoff\"\ncooperate = [\"CHN\"]", "cycle = [{ border = { KAZ = \"withdraw\" } }, {}]",
          "cycle = [{}]\ndefault = false", "value = { KAZ = \"-3/2\" }",
          "title = \"no worse\"\nset = [{ weights = { CHN = 1, KAZ = \"-7/3\" }, at_least = \"1/3\" }]"}) {
        const Model model = load(base(target));
        const std::string text = write_model(model);
        const Model again = load(text);
        EXPECT_EQ(write_model(again), text) << target;
        const TargetDeclaration &a = model.targets.front(), &b = again.targets.front();
        EXPECT_EQ(a.test, b.test) << text;
        EXPECT_EQ(a.title, b.title);
        EXPECT_EQ(a.play, b.play) << text;
        EXPECT_EQ(a.cycle, b.cycle) << text;
        EXPECT_EQ(a.by_default, b.by_default);
        ASSERT_EQ(a.set.size(), b.set.size()) << text;
        for (std::size_t k = 0; k < a.set.size(); ++k) {
            EXPECT_EQ(a.set[k].weights, b.set[k].weights) << text;
            EXPECT_EQ(a.set[k].at_least, b.set[k].at_least) << text;
        }
    }
}

TEST(TargetFile, MayBeReadUnderTheWorstEquilibrium) {
    const Model model = load(with(kBaseModel, "format = 1\n", "format = 1\npunishment = \"worst\"\n"));
    EXPECT_EQ(model.punishment, "worst");
    EXPECT_EQ(load(write_model(model)).punishment, "worst");
}

TEST(TargetFile, WithAMistakeSaysWhatAndWhere) {
    struct Case {
        std::string target, code, at, says;
    };
    const std::vector<Case> cases{
        {"title = \"none\"", "missing-key", "", "value = { ... } or set"},
        {"cooperate = \"all\"\ncycle = [{}]", "key-conflict", "cycle =", "both 'cooperate' and 'cycle'"},
        {"value = { CHN = 1 }\nset = []", "key-conflict", "set =", "both 'value' and 'set'"},
        {"play = {}\nvalue = { CHN = 1 }", "key-conflict", "value =", "both 'play' and 'value'"},
        {"test = \"pay\"\nplay = {}", "bad-test", "\"pay\"", "\"sustain\", \"accept\" or \"payoff\""},
        {"test = \"accept\"\ncycle = [{}]", "key-conflict", "\"accept\"", "leave it out beside 'cycle'"},
        {"test = \"payoff\"\nvalue = { CHN = 1 }", "key-conflict", "\"payoff\"",
         "leave it out beside 'value'"},
        {"parties = \"all\"\ncycle = [{}]", "key-conflict", "\"all\"", "would have to sign"},
        {"in = [\"border\"]\ncycle = [{}]", "unknown-key", "in =", "'in'"},
        {"cycle = []", "empty-cycle", "[]", "no profiles"},
        {"cycle = { border = \"stay\" }", "wrong-type", "{ border", "list"},
        {"cycle = [\"stay\"]", "wrong-type", "\"stay\"", "a text"},
        {"cycle = [{ border = \"withdrew\" }]", "unknown-action", "\"withdrew\"", "did you mean 'withdraw'?"},
        {"cycle = [{}, { bordre = \"stay\" }]", "unknown-issue", "bordre", "did you mean 'border'?"},
        {"value = {}", "empty-value", "{}", "names no state"},
        {"value = { CHM = 1 }", "unknown-actor", "CHM", "did you mean 'CHN'?"},
        {"value = { CHN = \"a\" }", "not-a-number", "\"a\"", "the utility of CHN"},
        {"value = { CHN = [1] }", "wrong-type", "[1]", "must be a number"},
        {"value = 37", "wrong-type", "37", "table"},
        {"set = []", "empty-set", "[]", "no parts"},
        {"set = [1]", "wrong-type", "1]", "'weights' and 'at_least'"},
        {"set = [{ weights = { CHN = 1 } }]", "missing-key", "", "at_least"},
        {"set = [{ at_least = 1 }]", "missing-key", "", "weights = { CHN = 1 }"},
        {"set = [{ weights = {}, at_least = 1 }]", "no-weight", "{}", "about no state"},
        {"set = [{ weights = { CHN = 0 }, at_least = 1 }]", "no-weight", "{ CHN = 0 }", "about no state"},
        {"set = [{ weights = { KZA = 1 }, at_least = 1 }]", "unknown-actor", "KZA", "did you mean 'KAZ'?"},
        {"set = [{ weights = { CHN = \"x\" }, at_least = 1 }]", "not-a-number", "\"x\"", "the weight of CHN"},
        {"set = [{ weights = { CHN = 1 }, atleast = 1, at_least = 1 }]", "unknown-key", "atleast",
         "did you mean 'at_least'?"},
    };
    for (const Case& c : cases) {
        const std::string text = base(c.target);
        const Diagnostics found = load_model(text, "base.toml").diagnostics;
        EXPECT_EQ(found.size(), 1u) << c.target << "\n" << render(found);
        if (found.empty()) continue;
        const Diagnostic& d = found.front();
        EXPECT_EQ(d.code, c.code) << c.target << "\n" << render(found);
        EXPECT_NE((d.message + d.help).find(c.says), std::string::npos) << c.target << "\n" << render(found);
        if (c.at.empty()) continue;
        const std::size_t start = text.find(c.target) + c.target.find(c.at);
        EXPECT_EQ(d.place.column, start - text.rfind('\n', start - 1)) << c.target << "\n" << render(found);
        EXPECT_EQ(d.place.line, std::count(text.begin(), text.begin() + static_cast<long>(start), '\n') + 1)
            << c.target;
    }
    std::string turns;
    for (std::size_t k = 0; k <= kMaxCycle; ++k) turns += "{}, ";
    const Diagnostics found = load_model(base("cycle = [" + turns + "]"), "base.toml").diagnostics;
    ASSERT_EQ(found.size(), 1u) << render(found);
    EXPECT_EQ(found.front().code, "long-cycle");
}

TEST(TargetFile, OfAnExitRuleIsAProfile) {
    const std::string exit =
        "[[constraints]]\nname = \"out\"\nkind = \"exit\"\nothers = \"continue\"\nagreement = \"full\"\n"
        "reason = \"made up\"\n[[targets]]\nname = \"full\"\n";
    for (const auto& [target, code] :
         std::vector<std::pair<std::string, std::string>>{{"play = {}", ""},
                                                          {"test = \"payoff\"\nplay = {}", ""},
                                                          {"cycle = [{}]", "no-profile"},
                                                          {"value = { CHN = 1 }", "no-profile"}}) {
        // A file may also give the name 'full' to something of its own; the exit rule then means that.
        const std::string full = with(base(target), "[[targets]]\nname = \"full\"\n", exit);
        const std::string deal = with(with(full, "agreement = \"full\"", "agreement = \"deal\""),
                                      "[[targets]]\nname = \"full\"\n", "[[targets]]\nname = \"deal\"\n");
        for (const std::string& text : {full, deal}) {
            const Diagnostics found = load_model(text, "base.toml").diagnostics;
            EXPECT_EQ(found.empty() ? "" : found.front().code, code) << render(found);
        }
    }
}

}  // namespace
}  // namespace comity::test
