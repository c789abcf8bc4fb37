// [[expect]] as read: every mistake of form at its place, and what is read is written again.

#include "comity/model/load.hpp"
#include "comity/model/write.hpp"
#include "support/base_model.hpp"

namespace comity::test {
namespace {

const std::string kExpecting = kBaseModel + R"([[expect]]
name = "row"
threshold = "benefit"
lens = "relative:k=1/4"
at = { delta = "3/5" }
sustained = "[1, 5]"
status = "derived"
where = "by the algebra"
)";

Diagnostics mistakes(const std::string& text) {
    return load_model(text, "base.toml").diagnostics;
}

TEST(Expectation, IsReadAsWritten) {
    const LoadResult result = load_model(kExpecting, "base.toml");
    ASSERT_TRUE(result.diagnostics.empty()) << render(result.diagnostics);
    ASSERT_EQ(result.model.expectations.size(), 1u);
    const Expectation& e = result.model.expectations.front();
    EXPECT_EQ(e.name, "row");
    EXPECT_EQ(e.question, Expectation::Question::threshold);
    EXPECT_EQ(e.of.text, "benefit");
    EXPECT_EQ(e.target.text, "full");
    EXPECT_EQ(e.punishment.text, "");
    ASSERT_EQ(e.at.size(), 1u);
    EXPECT_EQ(e.at[0].first.text, "delta");
    EXPECT_EQ(e.at[0].second.text, "3/5");
    EXPECT_EQ(std::get<IntervalSet>(e.answer), IntervalSet(Interval{1, 5}));
    EXPECT_EQ(e.tolerance, 0);
    EXPECT_EQ(e.standing, Standing::derived);
}

TEST(Expectation, PathsMayBeQuotedOrDotted) {
    const auto paths = [](const std::string& at) {
        const LoadResult result = load_model(with(kExpecting, "at = { delta = \"3/5\" }", at), "base.toml");
        EXPECT_TRUE(result.diagnostics.empty()) << render(result.diagnostics);
        std::string text;
        for (const auto& [path, value] : result.model.expectations.front().at)
            text += path.text + "=" + value.text + " ";
        return text;
    };
    EXPECT_EQ(paths("at = { \"lens.relative.k\" = 1, delta.CHN = 0.5 }"), "lens.relative.k=1 delta.CHN=0.5 ");
    EXPECT_EQ(paths("at = { lens.relative.k = 1 }"), "lens.relative.k=1 ");
    EXPECT_EQ(paths(""), "");
}

TEST(Expectation, IsWrittenSoThatReadingGivesTheSameAndLeftOutOnRequest) {
    for (const std::string answer :
         {"sustained = \"[1, 5]\"", "sustained = \"everywhere\"", "sustained = \"nowhere\"",
          "value = \"none\"", "value = 0.25\ntolerance = 1e-3", "sustained = \"[1, 3/2] and (2, 5]\""}) {
        const LoadResult first = load_model(with(kExpecting, "sustained = \"[1, 5]\"", answer), "base.toml");
        ASSERT_TRUE(first.diagnostics.empty()) << render(first.diagnostics);
        const std::string text = write_model(first.model);
        const LoadResult second = load_model(text, "written.toml");
        ASSERT_TRUE(second.diagnostics.empty()) << render(second.diagnostics) << text;
        EXPECT_EQ(write_model(second.model), text);
        EXPECT_EQ(second.model.expectations[0].answer, first.model.expectations[0].answer) << answer;
        EXPECT_EQ(second.model.expectations[0].tolerance, first.model.expectations[0].tolerance);
        EXPECT_EQ(write_model(first.model, false), write_model(load_model(kBaseModel, "base.toml").model));
    }
}

struct Case {
    std::string from, to, code, at, says, advises;
};

TEST(Expectation, EachMistakeOfFormIsFoundAtItsPlaceAndAlone) {
    const std::vector<Case> cases{
        {"name = \"row\"\n", "", "missing-key", "", "name", ""},
        {"name = \"row\"", "name = \"\"", "bad-name", "\"\"", "1 to 40", "row"},
        {"name = \"row\"", "name = \"two\\nlines\"", "bad-name", "\"two", "one line", ""},
        {"name = \"row\"", "name = \"" + std::string(41, 'x') + "\"", "bad-name", "\"xxx", "40", ""},
        {"threshold = \"benefit\"", "threshold = \"benefit\"\nverdict = \"sustainable\"", "two-questions",
         "verdict", "'threshold' and 'verdict'", "another [[expect]]"},
        {"threshold = \"benefit\"", "threshold = \"benefit\"\nutility = \"CHN\"", "two-questions", "utility",
         "'threshold' and 'utility'", ""},
        {"threshold = \"benefit\"\n", "", "missing-key", "", "threshold", "verdict = "},
        {"threshold = \"benefit\"", "threshold = \"benefit\"\ntreshold = \"delta\"", "unknown-key",
         "treshold", "treshold", "did you mean 'threshold'?"},
        {"threshold = \"benefit\"", "threshold = 3", "wrong-type", "3", "text", ""},
        {"lens = \"relative:k=1/4\"\n", "", "missing-key", "", "'lens'", "inline"},
        {"sustained = \"[1, 5]\"\n", "", "missing-key", "", "'value'", "13/21"},
        {"sustained = \"[1, 5]\"", "sustained = \"[1, 5]\"\nvalue = 2", "key-conflict", "", "both", ""},
        {"sustained = \"[1, 5]\"", "sustained = \"[1; 5]\"", "not-a-set", "\"[1; 5]\"", "two ends",
         "everywhere"},
        {"sustained = \"[1, 5]\"", "sustained = \"[5, 1]\"", "not-a-set", "\"[5, 1]\"", "before it begins",
         ""},
        {"sustained = \"[1, 5]\"", "sustained = 5", "wrong-type", "5", "text", ""},
        {"sustained = \"[1, 5]\"", "value = \"many\"", "not-a-number", "\"many\"", "many", ""},
        {"sustained = \"[1, 5]\"", "value = \"13/0\"", "not-a-number", "\"13/0\"", "zero", ""},
        {"sustained = \"[1, 5]\"", "value = 1\ntolerance = -1", "bad-tolerance", "-1", "0 (exact) or more",
         ""},
        {"sustained = \"[1, 5]\"", "value = 1\ntolerance = \"small\"", "not-a-number", "\"small\"", "", ""},
        {"status = \"derived\"\n", "", "missing-key", "", "'status'", "reconstructed"},
        {"status = \"derived\"", "status = \"derivd\"", "unknown-status", "\"derivd\"", "derivd",
         "did you mean 'derived'?"},
        {"where = \"by the algebra\"\n", "", "missing-key", "", "'where'", "algebra"},
        {"status = \"derived\"", "status = \"published\"", "no-page", "", "page", "p. 487"},
        {"at = { delta = \"3/5\" }", "at = { delta = true }", "wrong-type", "true", "delta", ""},
        {"at = { delta = \"3/5\" }", "at = 3", "wrong-type", "3", "'at'", ""},
    };
    for (const Case& c : cases) {
        const std::string text = with(kExpecting, c.from, c.to);
        const Diagnostics found = mistakes(text);
        ASSERT_EQ(found.size(), 1u) << c.to << "\n" << render(found);
        const Diagnostic& d = found.front();
        EXPECT_EQ(d.code, c.code) << render(found);
        EXPECT_NE((d.message + d.help).find(c.says), std::string::npos) << render(found);
        EXPECT_NE(d.help.find(c.advises), std::string::npos) << render(found);
        if (c.at.empty()) continue;
        const std::size_t start = text.find(c.to) + c.to.find(c.at);
        const auto line = static_cast<unsigned>(
            std::count(text.begin(), text.begin() + static_cast<long>(start), '\n') + 1);
        EXPECT_EQ(d.place.line, line) << render(found);
        EXPECT_EQ(d.place.column, start - text.rfind('\n', start)) << render(found);
        EXPECT_EQ(d.source_line, line_of(text, line)) << render(found);
    }
}

TEST(Expectation, OfAVerdictOrAUtilityHasItsOwnAnswer) {
    const std::string verdict = with(with(kExpecting, "threshold = \"benefit\"", "verdict = \"refused\""),
                                     "sustained = \"[1, 5]\"\n", "");
    EXPECT_TRUE(mistakes(verdict).empty()) << render(mistakes(verdict));
    Diagnostics found = mistakes(with(verdict, "\"refused\"", "\"refusd\""));
    ASSERT_EQ(found.size(), 1u);
    EXPECT_EQ(found.front().code, "unknown-verdict");
    EXPECT_EQ(found.front().help, "did you mean 'refused'?");
    for (const std::string extra : {"value = 1", "sustained = \"[0, 1]\"", "tolerance = 1"}) {
        found = mistakes(with(verdict, "status = ", extra + "\nstatus = "));
        ASSERT_EQ(found.size(), 1u) << render(found);
        EXPECT_EQ(found.front().code, "key-conflict");
    }
    const std::string utility = with(with(kExpecting, "threshold = \"benefit\"", "utility = \"CHN\""),
                                     "sustained = \"[1, 5]\"", "value = 33");
    EXPECT_TRUE(mistakes(utility).empty()) << render(mistakes(utility));
    EXPECT_EQ(mistakes(with(utility, "value = 33", "value = \"none\"")).front().code, "not-a-number");
    EXPECT_EQ(mistakes(with(utility, "value = 33", "sustained = \"[33, 33]\"")).front().code, "key-conflict");
    EXPECT_EQ(mistakes(with(utility, "value = 33\n", "")).front().code, "missing-key");
}

TEST(Expectation, OfCornersIsAListOrNone) {
    const std::string corners =
        with(with(kExpecting, "threshold = \"benefit\"", "corners = [[1, \"1\"], [\"4/3\", 0.5]]"),
             "sustained = \"[1, 5]\"\n", "");
    const LoadResult read = load_model(corners, "base.toml");
    ASSERT_TRUE(read.diagnostics.empty()) << render(read.diagnostics);
    const Expectation& e = read.model.expectations.front();
    EXPECT_EQ(e.question, Expectation::Question::corners);
    EXPECT_EQ(std::get<Expectation::Corners>(e.answer),
              (Expectation::Corners{{1, 1}, {Rational(4, 3), Rational(1, 2)}}));
    EXPECT_EQ(e.target.text, "");
    for (const std::string& text :
         {corners, with(corners, "[[1, \"1\"], [\"4/3\", 0.5]]", "\"none\"\ntolerance = 1e-3")}) {
        const LoadResult first = load_model(text, "base.toml");
        const std::string written = write_model(first.model);
        const LoadResult second = load_model(written, "written.toml");
        ASSERT_TRUE(second.diagnostics.empty()) << render(second.diagnostics) << written;
        EXPECT_EQ(write_model(second.model), written);
        EXPECT_EQ(second.model.expectations[0].answer, first.model.expectations[0].answer);
    }
    struct Wrong {
        std::string list, code, says;
    };
    const std::vector<Wrong> cases{
        {"[]", "wrong-type", "an empty list"},
        {"3", "wrong-type", "a number"},
        {"\"nothing\"", "wrong-type", "\"none\""},
        {"[1, 2]", "not-a-corner", "a list of two numbers"},
        {"[[1, 2, 3]]", "not-a-corner", "not of 3"},
        {"[[1, \"two\"]]", "not-a-number", "two"},
        {"[[1, 2], [\"1\", \"2\"]]", "corner-twice", "twice"},
    };
    for (const Wrong& c : cases) {
        const Diagnostics found = mistakes(with(corners, "[[1, \"1\"], [\"4/3\", 0.5]]", c.list));
        ASSERT_FALSE(found.empty()) << c.list;
        EXPECT_EQ(found.front().code, c.code) << render(found);
        EXPECT_NE(found.front().message.find(c.says), std::string::npos) << render(found);
    }
    for (const std::string extra : {"value = 1", "sustained = \"[0, 1]\"", "target = \"full\"",
                                    "punishment = \"worst\"", "linkage = \"pooled\""}) {
        const Diagnostics found = mistakes(with(corners, "status = ", extra + "\nstatus = "));
        ASSERT_EQ(found.size(), 1u) << render(found);
        EXPECT_EQ(found.front().code, "key-conflict");
    }
    EXPECT_EQ(mistakes(with(corners, "status = ", "utility = \"CHN\"\nstatus = ")).front().code,
              "two-questions");
}

TEST(Expectation, PublishedNamesAPage) {
    for (const std::string where : {"p. 487", "pp. 12-13, equation (3)", "table 2 on page 701"}) {
        const std::string text =
            with(with(kExpecting, "\"derived\"", "\"published\""), "by the algebra", where);
        EXPECT_TRUE(mistakes(text).empty()) << where << render(mistakes(text));
    }
}

TEST(Expectation, NamesAreUnique) {
    const std::string entry = kExpecting.substr(kExpecting.find("[[expect]]"));
    const Diagnostics found = mistakes(kExpecting + entry);
    ASSERT_EQ(found.size(), 1u) << render(found);
    EXPECT_EQ(found.front().code, "expectation-twice");
    EXPECT_EQ(found.front().source_line, "name = \"row\"");
}

TEST(Expectation, ATextIsKnownToDeclareSomeOrNot) {
    EXPECT_TRUE(declares_expectations(kExpecting));
    EXPECT_FALSE(declares_expectations(kBaseModel));
    EXPECT_FALSE(declares_expectations("format = 1\nactors = [\"A\"]\n# [[expect]]\n"));
    EXPECT_FALSE(declares_expectations("text = \"\"\"\n[[expect]]\n\"\"\"\n"));
    EXPECT_TRUE(declares_expectations("expect = [{ name = \"row\" }]\n"));
    EXPECT_TRUE(declares_expectations("no toml at all"));
}

}  // namespace
}  // namespace comity::test
