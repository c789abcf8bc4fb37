// Every mistake the documents promise to find: the code, the place to the character, what is said and what is
// advised.

#include "comity/model/load.hpp"
#include "support/base_model.hpp"

namespace comity::test {
namespace {

Diagnostics mistakes(const std::string& text) {
    LoadResult result = load_model(text, "base.toml");
    if (!has_errors(result.diagnostics)) {
        for (const Diagnostic& d : check_values(result.model)) result.diagnostics.push_back(d);
    }
    return result.diagnostics;
}

TEST(Base, IsCorrect) {
    EXPECT_TRUE(mistakes(kBaseModel).empty()) << render(mistakes(kBaseModel));
}

struct Case {
    std::string from, to, code, at, says, advises;
};

TEST(Mistake, IsFoundAtItsPlaceAndAlone) {
    const std::vector<Case> cases{
        {"who = [\"KAZ\"]", "who = [\"KZA\"]", "unknown-actor", "\"KZA\"", "KZA", "did you mean 'KAZ'?"},
        {"rows = [[0, 1], [2, 0]]", "rows = [[0, 1], [2, 0, 3]]", "wrong-shape", "[2, 0, 3]", "3", ""},
        {"rows = [[0, 1], [2, 0]]", "rows = [[0, 1]]", "wrong-shape", "[[0, 1]]", "2", ""},
        {"benefit * count", "benfit * count", "unknown-name", "benfit", "benfit", "did you mean 'benefit'?"},
        {"value = \"3/5\"", "value = \"6/5\"", "delta-range", "6/5\"", "less than 1", ""},
        {"value = \"3/5\"", "value = 1", "delta-range", "1", "less than 1", ""},
        {"value = \"3/5\"", "value = \"-1/5\"", "delta-range", "-1/5\"", "", ""},
        {"actions = [\"withdraw\"]\nlenses", "actions = [\"stay\", \"withdraw\"]\nlenses", "no-action-left",
         "", "Kazakhstan", ""},
        {"actions = [\"withdraw\"]\nlenses", "actions = [\"withdrew\"]\nlenses", "unknown-action",
         "\"withdrew\"", "withdrew", "did you mean 'withdraw'?"},
        {"unit = \"points\"\n", "", "missing-key", "", "unit", ""},
        {"format = 1\n", "", "missing-format", "", "format = 1", ""},
        {"format = 1\n", "format = 2\n", "newer-format", "2\n", "2", ""},
        {"kind = \"relative\"", "kind = \"relatve\"", "unknown-lens", "\"relatve\"", "relatve",
         "did you mean 'relative'?"},
        {"status_quo = ", "statusquo = ", "unknown-key", "statusquo", "statusquo",
         "did you mean 'status_quo'?"},
        {"threat[i, j]", "threats[i, j]", "unknown-name", "threats", "threats", "did you mean 'threat'?"},
        {"threat[i, j]", "threat[i]", "wrong-index-count", "threat[i]", "2", ""},
        {"count(withdraw)", "count(withdrew)", "unknown-action", "withdrew", "withdrew",
         "did you mean 'withdraw'?"},
        {"/ n - 2", "/ (level - 1) - 2", "division-by-zero", "/ (level", "withdraw", ""},
        {"CHN = 4, KAZ", "CHN = 4, KZ", "unknown-actor", "KZ", "KZ", "did you mean 'KAZ'?"},
        {"name = \"China\"", "name = 7", "wrong-type", "7", "", ""},
        {"cooperate = \"all\"\n", "cooperate = [\"CHM\"]\n", "unknown-actor", "\"CHM\"", "CHM",
         "did you mean 'CHN'?"},
        {"issue = \"border\"", "issue = \"boarder\"", "unknown-issue", "\"boarder\"", "boarder",
         "did you mean 'border'?"},
        {"lenses = [\"relative\"]", "lenses = [\"relativ\"]", "unknown-lens", "\"relativ\"", "relativ",
         "did you mean 'relative'?"},
        {"range = [1, 5]", "range = [4, 5]", "out-of-range", "", "range", ""},
        {"range = [1, 5]", "range = [5, 1]", "bad-range", "[5, 1]", "", ""},
        {"k = \"1/4\"", "k = \"-1/4\"", "strength-range", "", "at least 0", ""},
    };
    for (const Case& c : cases) {
        const std::string text = with(kBaseModel, c.from, c.to);
        const Diagnostics found = mistakes(text);
        EXPECT_EQ(found.size(), 1u) << c.to << "\n" << render(found);
        if (found.empty()) continue;
        const Diagnostic& d = found.front();
        EXPECT_EQ(d.code, c.code) << render(found);
        EXPECT_NE((d.message + d.help).find(c.says), std::string::npos) << render(found);
        EXPECT_NE(d.help.find(c.advises), std::string::npos) << render(found);
        if (!c.at.empty()) {
            // The caret stands under the first character of what is wrong.
            const std::size_t start = text.find(c.to) + c.to.find(c.at);
            const auto line = static_cast<unsigned>(
                std::count(text.begin(), text.begin() + static_cast<long>(start), '\n') + 1);
            const std::size_t line_start = start == 0 ? 0 : text.rfind('\n', start - 1) + 1;
            EXPECT_EQ(d.place.line, line) << render(found);
            EXPECT_EQ(d.place.column, start - line_start + 1) << render(found);
            EXPECT_EQ(d.source_line, line_of(text, line)) << render(found);
        }
    }
}

TEST(Mistake, InTheTextItselfIsFound) {
    const auto only = [](const std::string& text) {
        const Diagnostics found = mistakes(text);
        EXPECT_EQ(found.size(), 1u) << render(found);
        return found.empty() ? Diagnostic{} : found.front();
    };
    // A decimal comma.
    Diagnostic d = only(with(kBaseModel, "k = \"1/4\"", "k = 0,25"));
    EXPECT_NE((d.message + d.help).find("point"), std::string::npos) << render(d);
    // A key twice.
    d = only(with(kBaseModel, "k = \"1/4\"", "k = \"1/4\"\nk = 1"));
    EXPECT_EQ(d.place.line, 29u) << render(d);
    // Invalid UTF-8.
    d = only(with(kBaseModel, "China", "Chi\xff"));
    EXPECT_EQ(d.place.line, 8u) << render(d);
    EXPECT_NE(d.message.find("UTF-8"), std::string::npos) << render(d);
    // Nothing at all.
    ASSERT_FALSE(mistakes("").empty());
    EXPECT_EQ(mistakes("").front().code, "missing-format");
}

TEST(Mistake, EveryOneIsReportedInOneRun) {
    std::string text = with(kBaseModel, "who = [\"KAZ\"]", "who = [\"KZA\"]");
    text = with(text, "benefit * count", "benfit * count");
    text = with(text, "value = \"3/5\"", "value = 2");
    text = with(text, "status_quo = ", "statusquo = ");
    EXPECT_EQ(mistakes(text).size(), 4u) << render(mistakes(text));
}

TEST(Limits, HoldBeforeAnythingIsAllocated) {
    std::string many = "format = 1\nname = \"many\"\ntitle = \"t\"\nunit = \"u\"\n";
    for (int i = 0; i < 25; ++i)
        many +=
            "[[actors]]\ncode = \"S" + std::to_string(i) + "\"\nname = \"State " + std::to_string(i) + "\"\n";
    many +=
        "[[issues]]\nname = \"good\"\nbetween = \"all\"\nactions = [\"keep\", \"give\"]\npayoff = "
        "\"count(give)\"\n";
    const Diagnostics found = mistakes(many);
    ASSERT_EQ(found.size(), 1u) << render(found);
    EXPECT_EQ(found.front().code, "too-many-profiles");
    std::string deep = "payoff = \"" + std::string(200, '(') + "1" + std::string(200, ')') + "\"";
    EXPECT_EQ(
        mistakes(with(kBaseModel, "payoff = \"benefit * count(withdraw) / n - 2 * level\"", deep)).size(),
        1u);
}

TEST(Fuzz, NoDamagedTextCrashesOrIsRefusedWithoutAPlace) {
    // One byte taken out, doubled or replaced, at every place of the text: read, or refused with a message.
    const std::string letters = "\"[]{}=,.#\n0-";
    std::size_t refused = 0;
    for (std::size_t at = 0; at < kBaseModel.size(); ++at) {
        std::vector<std::string> damaged{kBaseModel, kBaseModel, kBaseModel};
        damaged[0].erase(at, 1);
        damaged[1].insert(at, 1, kBaseModel[at]);
        damaged[2][at] = letters[at % letters.size()];
        for (const std::string& text : damaged) {
            const Diagnostics found = mistakes(text);
            for (const Diagnostic& d : found) {
                EXPECT_FALSE(d.message.empty());
                EXPECT_LE(d.place.line, 50u);
            }
            refused += has_errors(found);
        }
    }
    EXPECT_GT(refused, kBaseModel.size());
    for (std::size_t size = 0; size < kBaseModel.size(); ++size) mistakes(kBaseModel.substr(0, size));
}

}  // namespace
}  // namespace comity::test
