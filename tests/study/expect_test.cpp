// [[expect]] against what is computed: each kind of question right and wrong, and each mistake of meaning.

#include "comity/study/expect.hpp"
#include "comity/number/interval_text.hpp"
#include "comity/study/agrees.hpp"

#include "support/base_model.hpp"
#include "support/shipped.hpp"

namespace comity::test {
namespace {

const std::string kGame = R"(format = 1
name = "pd"
unit = "points"
[[actors]]
code = "A"
name = "State A"
[[actors]]
code = "B"
name = "State B"
[parameters]
T = { value = 5, range = [4, 9], kind = "convention", reason = "made up" }
k = { value = "1/2", range = [0, "inf"], kind = "convention", reason = "made up" }
plain = { value = 1, kind = "convention", reason = "made up" }
[[issues]]
name = "play"
between = "all"
actions = ["defect", "cooperate"]
status_quo = "defect"
family = { name = "prisoners_dilemma", T = "T", R = 3, P = 1, S = 0 }
[lenses.absolute]
kind = "absolute"
[lenses.relative]
kind = "relative"
k = "k"
aggregate = "sum"
[[targets]]
name = "sign"
test = "accept"
cooperate = "all"
)";
const std::string kEnd = "status = \"derived\"\nwhere = \"by hand\"\n";

std::string entry(const std::string& lines) {
    return "[[expect]]\nname = \"row\"\n" + lines + "\n" + kEnd;
}

LoadResult read(const std::string& text) {
    LoadResult result = load_model(text, "pd.toml");
    EXPECT_TRUE(result.diagnostics.empty()) << render(result.diagnostics) << text;
    return result;
}

ExpectationFinding ask(const std::string& lines) {
    const Model model = read(kGame + entry(lines)).model;
    EXPECT_TRUE(check_expectations(model).empty()) << render(check_expectations(model)) << lines;
    const auto findings = evaluate_expectations(model, q("1e-6"));
    EXPECT_EQ(findings.size(), 1u);
    return findings.front();
}

TEST(Expected, AnswersAgreeOrDifferExactly) {
    struct Case {
        std::string question, right, wrong, computed;
    };
    const std::vector<Case> cases{
        {"threshold = \"delta\"\nlens = \"absolute\"", "value = \"1/2\"", "value = \"1/3\"", "1/2"},
        {"threshold = \"delta\"\nlens = \"relative\"", "value = \"9/13\"", "value = 0.692307692", "9/13"},
        {"threshold = \"delta\"\nlens = \"relative\"", "sustained = \"[9/13, 1)\"",
         "sustained = \"[9/13, 1]\"", "[9/13, 1)"},
        {"threshold = \"delta\"\nlens = \"relative:k=1/4\"", "value = \"13/21\"", "value = \"13/20\"",
         "13/21"},
        {"threshold = \"delta\"\nlens = \"snidal:r=1\"", "value = \"none\"", "value = \"99/100\"", "none"},
        {"threshold = \"delta\"\nlens = \"snidal:r=1\"", "sustained = \"nowhere\"",
         "sustained = \"everywhere\"", "none"},
        {"threshold = \"delta\"\nlens = \"absolute\"\ntarget = \"0,0\"", "sustained = \"everywhere\"",
         "value = \"none\"", "everywhere"},
        {"threshold = \"k\"\nlens = \"relative\"\nat = { delta = \"3/5\" }", "sustained = \"[0, 1/5]\"",
         "sustained = \"[0, 1/5)\"", "[0, 1/5]"},
        {"threshold = \"k\"\nlens = \"relative\"\nat = { delta = \"3/5\" }", "value = \"1/5\"",
         "value = \"1/6\"", "1/5"},
        {"threshold = \"k\"\nlens = \"relative\"\nat = { delta = \"3/5\", T = 7 }", "value = \"none\"",
         "value = 0", "nowhere"},
        {"threshold = \"T\"\nlens = \"absolute\"\nat = { delta = \"3/5\" }", "sustained = \"[4, 6]\"",
         "sustained = \"[4, 7]\"", "[4, 6]"},
        {"threshold = \"lens.relative.k\"\nlens = \"relative\"\ntarget = \"sign\"",
         "sustained = \"[0, inf)\"", "sustained = \"[0, 100]\"", "[0, inf)"},
        {"threshold = \"k\"\nlens = \"relative\"\ntarget = \"accept:1,0\"", "value = \"none\"",
         "sustained = \"everywhere\"", "nowhere"},
        {"threshold = \"delta\"\nlens = \"relative\"\ntarget = \"cycle:1,0;0,1\"", "value = \"7/13\"",
         "value = \"1/4\"", "7/13"},
        {"threshold = \"k\"\nlens = \"relative\"\ntarget = \"cycle:1,0;0,1\"\nat = { delta = \"7/13\" }",
         "sustained = \"[0, 1/2]\"", "sustained = \"nowhere\"", "[0, 1/2]"},
        {"utility = \"A\"\nlens = \"relative\"\ntarget = \"0,1\"\nat = { k = 1 }", "value = 9", "value = 8",
         "9"},
        {"utility = \"B\"\nlens = \"identity:alpha=-1/3\"\ntarget = \"0,1\"", "value = \"-7/3\"",
         "value = \"-7/4\"", "-7/3"},
    };
    for (const Case& c : cases) {
        const ExpectationFinding right = ask(c.question + "\n" + c.right);
        EXPECT_TRUE(right.agrees) << c.question << ": " << right.computed << " is not " << right.expected;
        EXPECT_EQ(right.computed, c.computed) << c.question << c.right;
        const ExpectationFinding wrong = ask(c.question + "\n" + c.wrong);
        EXPECT_FALSE(wrong.agrees) << c.question << ": " << wrong.computed << " is " << wrong.expected;
    }
}

TEST(Expected, VerdictsAgreeOrDiffer) {
    const std::vector<std::pair<std::string, std::string>> cases{
        {"lens = \"absolute\"\nat = { delta = \"1/2\" }", "sustainable"},
        {"lens = \"absolute\"\nat = { delta = \"49/100\" }", "not sustainable"},
        {"lens = \"absolute\"\ntarget = \"cycle:1,0;0,1\"\nat = { delta = \"1/4\" }", "sustainable"},
        {"lens = \"absolute\"\ntarget = \"cycle:1,0;0,1\"\nat = { delta = \"6/25\" }", "not sustainable"},
        {"lens = \"relative\"\nat = { delta = \"3/5\", k = \"1/5\" }", "sustainable"},
        {"lens = \"relative\"\nat = { delta = \"3/5\", k = \"201/1000\" }", "not sustainable"},
        {"lens = \"relative\"\ntarget = \"sign\"", "accepted"},
        {"lens = \"relative\"\ntarget = \"accept:1,0\"", "refused"},
    };
    for (const auto& [question, verdict] : cases) {
        const bool accept = verdict == "accepted" || verdict == "refused";
        const std::string other = accept ? (verdict == "accepted" ? "refused" : "accepted")
                                         : (verdict == "sustainable" ? "not sustainable" : "sustainable");
        const ExpectationFinding right = ask(question + "\nverdict = \"" + verdict + "\"");
        EXPECT_TRUE(right.agrees) << question;
        EXPECT_TRUE(std::holds_alternative<Verdict>(right.answer));
        const ExpectationFinding wrong = ask(question + "\nverdict = \"" + other + "\"");
        EXPECT_FALSE(wrong.agrees) << question;
        EXPECT_EQ(wrong.computed, verdict);
    }
}

TEST(Expected, ThresholdsComeWithTheirCertificates) {
    const ExpectationFinding finding = ask("threshold = \"delta\"\nlens = \"relative\"\nvalue = \"9/13\"");
    const auto& t = std::get<Threshold>(finding.answer);
    ASSERT_FALSE(t.certificate.ends.empty());
    EXPECT_FALSE(t.certificate.ends.front().holds.empty());
    EXPECT_EQ(t.binding_actors.size(), 2u);
}

TEST(Expected, AToleranceIsHowFarNumbersAndEndsMayDiffer) {
    const std::string delta = "threshold = \"delta\"\nlens = \"relative\"\nvalue = 0.6923\ntolerance = ";
    EXPECT_TRUE(ask(delta + "0.0001").agrees);
    EXPECT_FALSE(ask(delta + "0.000001").agrees);
    const std::string edge = "threshold = \"delta\"\nlens = \"absolute\"\nvalue = \"3/5\"\ntolerance = ";
    EXPECT_TRUE(ask(edge + "\"1/10\"").agrees);  // the edge belongs
    EXPECT_FALSE(ask(edge + "\"99/1000\"").agrees);
    const std::string set =
        "threshold = \"T\"\nlens = \"absolute\"\nat = { delta = \"3/5\" }\ntolerance = 0.1\nsustained = ";
    EXPECT_TRUE(ask(set + "\"[4, 5.95]\"").agrees);
    EXPECT_FALSE(ask(set + "\"[4, 5.85]\"").agrees);
    EXPECT_FALSE(ask(set + "\"[4, 6)\"").agrees);  // a tolerance opens no end
    EXPECT_FALSE(ask(set + "\"[4, inf)\"").agrees);
}

TEST(Expected, CornersMayComeInAnyOrderAndMustAllBeThere) {
    // Gains over mutual defection.
    const std::string at = "lens = \"absolute\"\nat = { delta = \"1/3\" }\ncorners = ";
    const ExpectationFinding right = ask(at + "[[3, 0], [0, \"3\"], [\"0\", \"0\"]]");
    EXPECT_TRUE(right.agrees) << right.computed;
    EXPECT_EQ(right.computed, "(0, 0) (3, 0) (0, 3)");
    EXPECT_EQ(right.expected, "(3, 0) (0, 3) (0, 0)");
    EXPECT_TRUE(std::get<PayoffSetFinding>(right.answer).is_exact());
    EXPECT_EQ(std::get<PayoffSetFinding>(right.answer).delta, (std::vector<Rational>{q("1/3"), q("1/3")}));
    for (const std::string wrong : {"[[3, 0], [0, 3]]", "[[3, 0], [0, 3], [0, 0], [2, 2]]",
                                    "[[3, 0], [0, 3], [0, \"1/1000000\"]]", "\"none\""}) {
        EXPECT_FALSE(ask(at + wrong).agrees) << wrong;
    }
    EXPECT_TRUE(ask(at + "[[3, 0], [0, 2.99], [0.01, 0]]\ntolerance = 0.01").agrees);
    EXPECT_FALSE(ask(at + "[[3, 0], [0, 2.99], [0.01, 0]]\ntolerance = 0.009").agrees);
    // Two that are near the same one cannot both be it, and each that is found must be expected.
    EXPECT_FALSE(ask(at + "[[3, 0], [0, 3], [0, 0], [0, 3.01]]\ntolerance = 0.01").agrees);
    EXPECT_FALSE(ask(at + "[[3, 0], [0, 3]]\ntolerance = 0.01").agrees);
}

TEST(Expected, ACornerBoundedFromWithoutByTwoIsOne) {
    PayoffSetFinding set;
    set.status = PayoffSetFinding::Status::solved;
    set.inner = {{0, 0}, {1, 0}, {0, 1}};
    set.outer = {{0, 0}, {1, 0}, {1, q("1/1000000000000")}, {0, 1}};
    const Expectation::Corners expected{{1, 0}, {0, 1}, {0, 0}};
    EXPECT_TRUE(agrees(set, expected, q("1e-9")));
    EXPECT_FALSE(agrees(set, expected, q("1e-13")));
    EXPECT_FALSE(agrees(set, expected, 0));
    EXPECT_EQ(computed_words(set), "(0, 0) (1, 0) (0, 1)");
    set.inner.pop_back();
    EXPECT_FALSE(agrees(set, expected, q("1e-9")));
}

TEST(Expected, CornersAreInTheUnitsOfTheLens) {
    // With u - v/2 for u, both cooperating is worth 1, the lone defector's outcome 9/2 and -3.
    EXPECT_TRUE(ask("lens = \"identity:alpha=-1/2\"\nat = { delta = 0.9 }\n"
                    "corners = [[0, 0], [\"15/8\", 0], [1, 1], [0, \"15/8\"]]")
                    .agrees);
    EXPECT_TRUE(ask("lens = \"relative:k=1\"\nat = { delta = 0.9 }\n"
                    "corners = [[0, 0], [\"15/4\", 0], [2, 2], [0, \"15/4\"]]")
                    .agrees);
}

TEST(Expected, AnEmptySetHasNoCorners) {
    // Matching pennies: no equilibrium in pure strategies.
    const std::string pennies =
        with(kGame, "family = { name = \"prisoners_dilemma\", T = \"T\", R = 3, P = 1, S = 0 }",
             "table = \"\"\"\n1 -1   -1 1\n-1 1   1 -1\n\"\"\"");
    const auto answers = [&](const std::string& corners) {
        const Model model =
            read(pennies + entry("lens = \"absolute\"\nat = { delta = 0 }\ncorners = " + corners)).model;
        return evaluate_expectations(model, q("1e-6")).front();
    };
    EXPECT_TRUE(answers("\"none\"").agrees);
    EXPECT_EQ(answers("\"none\"").computed, "none");
    EXPECT_FALSE(answers("[[0, 0]]").agrees);
}

/// A threshold of which [1/4, 1) is proved and (1/5, 1) could not be refuted.
Threshold between() {
    Threshold t;
    t.of = "delta";
    t.sustained = IntervalSet(Interval{q("1/4"), 1, true, false});
    t.possible = IntervalSet(Interval{q("1/5"), 1, false, false});
    return t;
}

TEST(Expected, ABracketAgreesWhereAllOfItIsNearEnough) {
    const auto set = [](const char* text) { return *parse_interval_set(text); };
    const Threshold t = between();
    EXPECT_TRUE(agrees(t, q("9/40"), q("1/40")));
    EXPECT_TRUE(agrees(t, q("1/4"), q("1/20")));
    EXPECT_FALSE(agrees(t, q("1/4"), q("49/1000")));  // the lower side is further off
    EXPECT_FALSE(agrees(t, q("1/5"), q("49/1000")));
    EXPECT_FALSE(agrees(t, q("1/4"), 0));
    // Whether an undecided end belongs is not asked; whether a decided one does, is.
    EXPECT_TRUE(agrees(t, set("[1/4, 1)"), q("1/20")));
    EXPECT_TRUE(agrees(t, set("(1/4, 1)"), q("1/20")));
    EXPECT_FALSE(agrees(t, set("[1/4, 1]"), q("1/20")));
    EXPECT_FALSE(agrees(t, set("[1/4, 1)"), q("1/40")));
    EXPECT_FALSE(agrees(t, set("nowhere"), 1));
    EXPECT_EQ(computed_words(t, q("1/4")), "between 0.2000 and 0.2500");
    EXPECT_EQ(computed_words(t, set("[1/4, 1)")), "[[0.2000, 0.2500], 1)");

    // Something more that is not decided: the least is anywhere from there on, and no set agrees.
    Threshold more = t;
    more.possible = unite(t.possible, set("[1/10, 1/9]"));
    EXPECT_FALSE(agrees(more, q("1/4"), q("1/20")));
    EXPECT_TRUE(agrees(more, q("1/4"), q("3/20")));
    EXPECT_FALSE(agrees(more, set("[1/4, 1)"), q("3/20")));
    EXPECT_EQ(computed_words(more, set("[1/4, 1)")), "[[0.2000, 0.2500], 1); not decided in [1/10, 1/9]");

    // Nothing proved: "none" only where nothing is possible either.
    Threshold open = t;
    open.sustained = IntervalSet();
    EXPECT_FALSE(agrees(open, IntervalSet(), 1));
    EXPECT_FALSE(agrees(open, q("1/2"), 1));
    EXPECT_EQ(computed_words(open, IntervalSet()), "nowhere that is proved; not decided in (1/5, 1)");
    open.possible = IntervalSet();
    EXPECT_TRUE(agrees(open, IntervalSet(), 0));
    EXPECT_EQ(computed_words(open, IntervalSet()), "none");
}

TEST(Expected, ThresholdsUnderTheWorstEquilibriumAgreeWithinATolerance) {
    const std::string worst = "threshold = \"delta\"\nlens = \"absolute\"\npunishment = \"worst\"\n";
    EXPECT_TRUE(ask(worst + "value = \"1/2\"\ntolerance = 0.00001").agrees);
    EXPECT_FALSE(ask(worst + "value = \"51/100\"\ntolerance = 0.00001").agrees);
}

TEST(Expected, ValuesOfOneEntryDoNotReachTheNext) {
    const Model model =
        read(kGame + entry("threshold = \"delta\"\nlens = \"relative\"\nat = { k = 1 }\nvalue = \"7/9\"") +
             "[[expect]]\nname = \"next\"\nthreshold = \"delta\"\nlens = \"relative\"\nvalue = \"9/13\"\n" +
             kEnd)
            .model;
    const auto findings = evaluate_expectations(model, q("1e-6"));
    ASSERT_EQ(findings.size(), 2u);
    EXPECT_TRUE(findings[0].agrees && findings[1].agrees);
}

TEST(Expected, AStopLeavesTheRestUndecided) {
    const Model model =
        read(kGame + entry("threshold = \"delta\"\nlens = \"absolute\"\nvalue = \"1/2\"")).model;
    const std::atomic<bool> stop{true};
    const auto findings = evaluate_expectations(model, q("1e-6"), StopToken(&stop));
    ASSERT_EQ(findings.size(), 1u);
    const Model corners =
        read(kGame + entry("lens = \"absolute\"\nat = { delta = 0 }\ncorners = [[1, 1]]")).model;
    const ExpectationFinding open = evaluate_expectations(corners, q("1e-6"), StopToken(&stop)).front();
    EXPECT_FALSE(open.decided || open.agrees);
    EXPECT_EQ(std::get<PayoffSetFinding>(open.answer).lens, "absolute");
    EXPECT_FALSE(findings.front().decided);
    EXPECT_FALSE(findings.front().agrees);
    EXPECT_EQ(findings.front().computed, "undecided");
}

TEST(Expected, InlineLensesAreDeclaredUnderTheirFullNames) {
    Model model =
        read(kGame + entry("threshold = \"delta\"\nlens = \"relative:k=0.25\"\nvalue = \"13/21\"")).model;
    declare_expected_lenses(model);
    EXPECT_EQ(model.lens_names(), (std::vector<std::string>{"absolute", "relative", "relative:k=1/4"}));
    declare_expected_lenses(model);
    EXPECT_EQ(model.lenses.size(), 3u);
}

struct Mistake {
    std::string lines, code, at, says;
};

TEST(Expected, EachMistakeOfMeaningIsFoundAtItsPlace) {
    const std::string value = "\nvalue = 1";
    const std::vector<Mistake> cases{
        {"threshold = \"delta\"\nlens = \"relativ\"" + value, "unknown-lens", "\"relativ\"",
         "did you mean 'relative'?"},
        {"threshold = \"delta\"\nlens = \"relativ:k=1\"" + value, "bad-lens", "\"relativ:k",
         "did you mean 'relative'?"},
        {"threshold = \"delta\"\nlens = \"relative:k=-1\"" + value, "bad-lens", "\"relative:k",
         "out of range"},
        {"threshold = \"delta\"\nlens = \"absolute\"\ntarget = \"ful\"" + value, "unknown-target", "\"ful\"",
         "did you mean 'full'?"},
        {"threshold = \"delta\"\nlens = \"absolute\"\ntarget = \"0,0,0\"" + value, "unknown-target",
         "\"0,0,0\"", "3 actions for 2 states"},
        {"threshold = \"detla\"\nlens = \"absolute\"" + value, "unknown-path", "\"detla\"",
         "did you mean 'delta'?"},
        {"threshold = \"plain\"\nlens = \"absolute\"\nat = { delta = \"1/2\" }" + value, "no-range",
         "\"plain\"", "declares no range"},
        {"threshold = \"k\"\nlens = \"relative\"" + value, "no-delta", "\"k\"",
         "a discount factor is needed"},
        {"threshold = \"delta\"\nlens = \"relative\"\ntarget = \"sign\"" + value, "no-delta", "\"delta\"",
         "[F4.7]"},
        {"threshold = \"lens.relative.k\"\nlens = \"absolute\"\nat = { delta = \"1/2\" }" + value,
         "other-lens", "\"lens.relative.k\"", "another lens"},
        {"threshold = \"k\"\nlens = \"relative\"\nat = { k = 1, delta = 0 }" + value, "asked-and-set",
         "k = 1", "set here too"},
        {"threshold = \"delta\"\nlens = \"absolute\"\nat = { kk = 1 }" + value, "unknown-path", "kk",
         "there is no scalar 'kk'"},
        {"threshold = \"delta\"\nlens = \"absolute\"\nat = { T = 10 }" + value, "bad-value", "10",
         "outside the range"},
        {"threshold = \"delta\"\nlens = \"absolute\"\nat = { T = \"ten\" }" + value, "bad-value", "\"ten\"",
         "number"},
        {"threshold = \"delta\"\nlens = \"absolute\"\npunishment = \"grimm\"" + value, "unknown-punishment",
         "\"grimm\"", "did you mean 'grim'?"},
        {"threshold = \"delta\"\nlens = \"absolute\"\npunishment = \"exit\"" + value, "no-exit", "\"exit\"",
         "[F3.4]"},
        {"threshold = \"k\"\nlens = \"relative\"\ntarget = \"sign\"\npunishment = \"grim\"" + value,
         "no-punishment", "\"grim\"", "acceptance"},
        {"utility = \"A\"\nlens = \"absolute\"\npunishment = \"grim\"" + value, "no-punishment", "\"grim\"",
         "utility"},
        {"utility = \"A\"\nlens = \"absolute\"\ntarget = \"cycle:0,1;1,0\"" + value, "no-profile", "\"cycle",
         "is no profile"},
        {"utility = \"A\"\nlens = \"absolute\"\ntarget = \"value:1,*\"" + value, "no-profile", "\"value",
         "is no profile"},
        {"threshold = \"delta\"\nlens = \"absolute\"\ntarget = \"payoff:full\"\npunishment = \"grim\"" +
             value,
         "payoffs-under-worst", "\"grim\"", "[F4.7]"},
        {"threshold = \"delta\"\nlens = \"absolute\"\ntarget = \"accept:0,1;1,0\"" + value, "unknown-target",
         "\"accept:", "separated by commas"},
        {"verdict = \"accepted\"\nlens = \"absolute\"\ntarget = \"cycle:0,1\"\nat = { delta = 0 }",
         "verdict-of-another-kind", "\"accepted\"", "asks what is sustained"},
        {"utility = \"C\"\nlens = \"absolute\"" + value, "unknown-actor", "\"C\"", "there is no state 'C'"},
        {"verdict = \"accepted\"\nlens = \"absolute\"\nat = { delta = 0 }", "verdict-of-another-kind",
         "\"accepted\"", "accept:full"},
        {"verdict = \"sustainable\"\nlens = \"absolute\"\ntarget = \"sign\"", "verdict-of-another-kind",
         "\"sustainable\"", "who accepts"},
        {"corners = [[1, 1]]\nlens = \"absolute\"", "no-delta", "[[1, 1]]", "a discount factor is needed"},
        {"verdict = \"sustainable\"\nlens = \"absolute\"", "no-delta", "\"sustainable\"",
         "a discount factor is needed"},
    };
    for (const Mistake& c : cases) {
        const std::string text = kGame + entry(c.lines);
        const Diagnostics found = check_expectations(read(text).model);
        ASSERT_EQ(found.size(), 1u) << c.lines << "\n" << render(found);
        const Diagnostic& d = found.front();
        EXPECT_EQ(d.code, c.code) << render(found);
        EXPECT_NE((d.message + " " + d.help).find(c.says), std::string::npos) << render(found);
        const std::size_t start = text.find(c.at, text.find("[[expect]]"));
        const auto line = static_cast<unsigned>(
            std::count(text.begin(), text.begin() + static_cast<long>(start), '\n') + 1);
        EXPECT_EQ(d.place.line, line) << render(found);
        EXPECT_EQ(d.place.column, start - text.rfind('\n', start)) << render(found);
        EXPECT_EQ(d.source_line, line_of(text, line)) << render(found);
    }
}

TEST(Expected, ADefensiveLensNeedsAStatusQuo) {
    const std::string text = with(kGame, "status_quo = \"defect\"\n", "");
    const std::string plain = text.substr(0, text.find("[[targets]]"));
    const Diagnostics found = check_expectations(
        read(plain + entry("threshold = \"delta\"\nlens = \"defensive:k=1\"\nvalue = 1")).model);
    ASSERT_EQ(found.size(), 1u) << render(found);
    EXPECT_EQ(found.front().code, "no-status-quo");
    EXPECT_EQ(found.front().source_line, "lens = \"defensive:k=1\"");
}

TEST(Expected, NoDamagedEntryCrashesOrIsAnsweredWithoutBeingRead) {
    // One byte taken out, doubled or replaced, at every place of an entry: refused with a place, or answered.
    const std::string whole =
        kGame + entry(
                    "threshold = \"k\"\nlens = \"relative\"\ntarget = \"full\"\nat = { delta = \"3/5\" }\n"
                    "tolerance = 0\nsustained = \"[0, 1/5]\"");
    const std::string letters = "\"[]{}=,.#\n0-";
    std::size_t refused = 0, answered = 0;
    for (std::size_t at = kGame.size(); at < whole.size(); ++at) {
        std::vector<std::string> damaged{whole, whole, whole};
        damaged[0].erase(at, 1);
        damaged[1].insert(at, 1, whole[at]);
        damaged[2][at] = letters[at % letters.size()];
        for (const std::string& text : damaged) {
            LoadResult result = load_model(text, "pd.toml");
            if (!has_errors(result.diagnostics)) result.diagnostics = check_expectations(result.model);
            for (const Diagnostic& d : result.diagnostics) {
                EXPECT_FALSE(d.message.empty());
                EXPECT_GT(d.place.line, 0u) << text.substr(kGame.size()) << render(d);
            }
            refused += has_errors(result.diagnostics);
            if (has_errors(result.diagnostics)) continue;
            ++answered;
            for (const auto& finding : evaluate_expectations(result.model, q("1e-6")))
                EXPECT_FALSE(finding.computed.empty());
        }
    }
    EXPECT_GT(refused, 300u);
    EXPECT_GT(answered, 20u);
}

TEST(Expected, ValuesThatMakeAnotherGameAreRefused) {
    const std::string text = with(kGame, "R = 3", "R = \"plain + 2\"");
    const Diagnostics found = check_expectations(
        read(text + entry("threshold = \"delta\"\nlens = \"absolute\"\nat = { plain = 7 }\nvalue = 1"))
            .model);
    ASSERT_EQ(found.size(), 1u) << render(found);
    EXPECT_EQ(found.front().code, "family");
    EXPECT_EQ(found.front().source_line, "at = { plain = 7 }");
}

}  // namespace
}  // namespace comity::test
