// Gambit's .nfg files: both forms, everything that the format allows, every mistake at its place.

#include "comity/model/nfg.hpp"

#include <gtest/gtest.h>

#include <random>

#include "comity/model/tabulate.hpp"
#include "comity/model/write.hpp"

namespace comity::test {
namespace {

const std::string kHead = "NFG 1 R \"t\" { \"A\" \"B\" } ";

Model read(const std::string& text) {
    LoadResult result = load_nfg(text, "game.nfg");
    EXPECT_FALSE(has_errors(result.diagnostics)) << render(result.diagnostics) << text;
    return std::move(result.model);
}

std::vector<PayoffTable> payoffs(const Model& model) {
    const Scalars<Rational> scalars = file_scalars(model);
    return material_payoffs(tabulate(model, Evaluator<Rational>(model, scalars)));
}

/// Payoffs of each actor in our order, separated by spaces.
std::vector<std::string> numbers(const Model& model) {
    std::vector<std::string> rows;
    for (const PayoffTable& mine : payoffs(model)) {
        rows.emplace_back();
        for (const Rational& x : mine) rows.back() += (rows.back().empty() ? "" : " ") + to_string(x);
    }
    return rows;
}

std::string written(const Model& model) {
    return write_nfg(model.title, model.description, model.form(), payoffs(model));
}

TEST(Nfg, TheFirstPlayersStrategyRunsFastestInTheFileAndSlowestWithUs) {
    // a(1,1) a(2,1) a(3,1) a(1,2) a(2,2) a(3,2)
    const Model model = read(kHead + "{ 3 2 }\n\n1 10 2 20 3 30 4 40 5 50 6 60\n");
    EXPECT_EQ(numbers(model), (std::vector<std::string>{"1 4 2 5 3 6", "10 40 20 50 30 60"}));
    EXPECT_EQ(model.form().profiles().counts(), (std::vector<std::size_t>{3, 2}));
}

TEST(Nfg, OutcomesMeanWhatPayoffsMean) {
    const std::string strategies = "{ { \"1\" \"2\" } { \"1\" \"2\" } }";
    const Model listed = read(kHead + strategies + " 1 2 1/2 -4 0 0 1 2"),
                outcomes = read(kHead + strategies + " { { \"x\" 1, 2 } { \"\" .5 -4.0 } } 1 2 0 1");
    EXPECT_EQ(numbers(outcomes), (std::vector<std::string>{"1 0 1/2 1", "2 0 -4 2"}));
    EXPECT_EQ(write_model(listed), write_model(outcomes));
}

TEST(Nfg, NumbersAreExact) {
    const Model model = read(kHead +
                             "{ 4 2 } +1 -0.80 1e2 1.5e-1 2/6 -7/3 .25 5. 0001 -.5 9223372036854775808 1e40 "
                             "123456789012345678901234567890 0.000000000000000000001 5.e1 1E+2");
    EXPECT_EQ(numbers(model)[0], "1 1 100 9223372036854775808 1/3 123456789012345678901234567890 1/4 50");
    EXPECT_EQ(numbers(model)[1],
              "-4/5 -1/2 3/20 10000000000000000000000000000000000000000 -7/3 "
              "1/1000000000000000000000 5 100");
}

TEST(Nfg, APowerOfTenIsReadExactlyOrRefused) {
    EXPECT_EQ(numbers(read(kHead + "{ 1 1 } 1e400 0"))[0], "1" + std::string(400, '0'));
    const LoadResult refused = load_nfg(kHead + "{ 1 1 } 1e4000 0", "game.nfg");
    ASSERT_EQ(refused.diagnostics.size(), 1u);
    EXPECT_NE(refused.diagnostics[0].message.find("1000 digits"), std::string::npos);
}

TEST(Nfg, LayoutDoesNotMatter) {
    const Model plain = read(kHead + "{ 2 1 } \"c\" 1 2 3 4");
    for (const std::string& text :
         {std::string("NFG\r\n1\r\nR\r\n\"t\"\r\n{\r\n\"A\"\r\n\"B\"\r\n}\r\n{\r\n2\r\n1\r\n}"
                      "\r\n\"c\"\r\n1\r\n2\r\n3\r\n4\r\n"),
          std::string("\xEF\xBB\xBFNFG 1 D \"t\"{\"A\"\"B\"}{2 1}\"c\"1 2 3 4"),
          std::string(
              "\t\n NFG\v1\fR \"t\" { \"A\" \"B\" } { { \"1\" \"2\" } { \"1\" } } \"c\" 1 2\n\n\n3 4 \n")}) {
        EXPECT_EQ(write_model(read(text)), write_model(plain)) << text;
    }
}

TEST(Nfg, TextsAreReadAsGambitWritesThem) {
    const Model model = read(
        "NFG 1 R \"a \\\"quoted\\\" title\" { \"Player 1\" \"Row\" } { { \"Don't\" \"a\\b\" } { \"\\\\\" "
        "\"x{y}\" } } \"two\nlines\" 1 1 1 1 1 1 1 1");
    EXPECT_EQ(model.title, "a \"quoted\" title");
    EXPECT_EQ(model.name, "a-quoted-title");
    EXPECT_EQ(model.description, "two\nlines");
    EXPECT_EQ(model.actors[0], (Actor{"P1", "Player 1"}));
    EXPECT_EQ(model.actors[1], (Actor{"Row", "Row"}));
    EXPECT_EQ(model.issues[0].issue.actions[0], (std::vector<std::string>{"Don't", "a\\b"}));
    EXPECT_EQ(model.issues[0].issue.actions[1], (std::vector<std::string>{"\\", "x{y}"}));
    EXPECT_EQ(written(read(written(model))), written(model));
}

TEST(Nfg, NamesThatRepeatOrAreEmptyAreToldApartWithAWarning) {
    const LoadResult result =
        load_nfg("NFG 1 R \"\" { \"X\" \"X\" \"\" } { { \"a\" \"a\" \"a_1\" } { \"\" \"b\" } { \"c\" } } " +
                     std::string("1 2 3 1 2 3 1 2 3 1 2 3 1 2 3 1 2 3"),
                 "game.nfg");
    ASSERT_FALSE(has_errors(result.diagnostics)) << render(result.diagnostics);
    ASSERT_EQ(result.diagnostics.size(), 2u);
    EXPECT_EQ(result.diagnostics[0].severity, Severity::warning);
    EXPECT_EQ(result.diagnostics[0].place, (SourcePlace{"game.nfg", 1, 14, 3}));
    EXPECT_EQ(result.diagnostics[1].place, (SourcePlace{"game.nfg", 1, 31, 3}));
    EXPECT_EQ(result.model.actors[0], (Actor{"P1", "X_1"}));
    EXPECT_EQ(result.model.actors[2], (Actor{"P3", "Player 3"}));
    EXPECT_EQ(result.model.issues[0].issue.actions[0], (std::vector<std::string>{"a_2", "a_3", "a_1"}));
    EXPECT_EQ(result.model.issues[0].issue.actions[1], (std::vector<std::string>{"1", "b"}));
}

TEST(Nfg, ReservedWordsAreNoCodes) {
    const Model model = read("NFG 1 R \"t\" { \"other\" \"P1\" } { 1 1 } 1 1");
    EXPECT_EQ(model.actors[0].code, "P1_");
    EXPECT_EQ(model.actors[1].code, "P1");
    EXPECT_EQ(model.actors[0].name, "other");
}

struct Bad {
    std::string text, code;
    unsigned line, column;
    std::string says;
};

TEST(Nfg, EveryMistakeIsOneErrorAtItsPlace) {
    const std::string two = kHead + "{ 2 2 }\n";
    const std::vector<Bad> cases{
        {"", "empty-file", 1, 1, "empty"},
        {" \n\n", "empty-file", 1, 1, "empty"},
        {"EFG 2 R \"t\"", "syntax", 1, 1, "expected the word NFG"},
        {"nfg 1 R \"t\"", "syntax", 1, 1, "not 'nfg'"},
        {"NFG 2 R \"t\" { \"A\" } { 1 } 1", "syntax", 1, 5, "expected 1, the version"},
        {"NFG 1 X \"t\" { \"A\" } { 1 } 1", "syntax", 1, 7, "expected R (or D)"},
        {"NFG 1 R { \"A\" } { 1 } 1", "syntax", 1, 9, "the title"},
        {"NFG 1 R \"t", "unterminated-text", 1, 9, "no closing quotation mark"},
        {"NFG 1 R \"t\\\" { }", "unterminated-text", 1, 9, "no closing quotation mark"},
        {"NFG 1 R \"t\"", "syntax", 1, 12, "the names of the players here, not the end of the file"},
        {"NFG 1 R \"t\" { } { } ", "no-players", 1, 13, "at least one player"},
        {"NFG 1 R \"t\" { \"A\", \"B\" } { 1 1 } 1 1", "syntax", 1, 18, "not a comma"},
        {"NFG 1 R \"t\" { A B } { 1 1 } 1 1", "syntax", 1, 15, "in quotation marks"},
        {"NFG 1 R \"t\" { \"A\" \"B\" { 2 2 }", "syntax", 1, 23, "not '{'"},
        {"NFG 1 R \"t\" { \"A\xFF\" } { 1 } 1", "invalid-utf8", 1, 17, "not UTF-8"},
        {kHead + "2 2", "syntax", 1, 25, "expected '{' and the strategies"},
        {kHead + "{ 2 2 1 1", "wrong-shape", 1, 31, "there are 2 players, but strategies of more than 2"},
        {kHead + "{ 2 2", "syntax", 1, 30, "expected '}' here, not the end of the file"},
        {kHead + "{ 2 } 1 1", "wrong-shape", 1, 29, "there are 2 players, but strategies of 1"},
        {kHead + "{ 2 2 2 } 1 1", "wrong-shape", 1, 31, "more than 2"},
        {kHead + "{ { \"a\" } } 1 1", "wrong-shape", 1, 35, "strategies of 1"},
        {kHead + "{ { \"a\" } { \"b\" } { \"c\" } } 1 1", "wrong-shape", 1, 43, "more than 2"},
        {kHead + "{ { \"a\" } 2 } 1 1", "syntax", 1, 35, "expected '{'"},
        {kHead + "{ 2 { \"a\" } } 1 1", "syntax", 1, 29, "number of strategies"},
        {kHead + "{ 0 2 } 1 1", "no-strategies", 1, 27, "at least one strategy"},
        {kHead + "{ 2 -2 } 1 1", "no-strategies", 1, 29, "at least one strategy"},
        {kHead + "{ { } { \"a\" } } 1 1", "no-strategies", 1, 27, "at least one strategy"},
        {kHead + "{ 2.5 2 } 1 1", "syntax", 1, 27, "number of strategies"},
        {kHead + "{ 2 x } 1 1", "syntax", 1, 29, "number of strategies"},
        {kHead + "{ 2147483648 2 } 1 1", "too-many-profiles", 1, 25, "2^24"},
        {kHead + "{ 4294967297 1 } 1 1", "too-many-profiles", 1, 25, "2^24"},
        {kHead + "{ 99999999999999999999999999999 2 } 1", "too-many-profiles", 1, 25, "2^24"},
        {kHead + "{ 16777216 1 } 1 1", "too-many-actions", 1, 25, "1048576 strategies"},
        {kHead + "{ 4096 4096 } 1 1", "too-few", 1, 42, "after 2 of the 33554432 payoffs"},
        {two + "1 2 3 4 5 6 7", "too-few", 2, 14,
         "after 7 of the 8 payoffs of this game (2 players times 4 profiles)"},
        {two + "1 2 3 4 5 6 7 \n\n", "too-few", 2, 14, "after 7 of the 8"},
        {two, "too-few", 1, 32, "after 0 of the 8"},
        {two + "\"c\"", "too-few", 2, 4, "after 0 of the 8"},
        {two + "1 2 3 4 5 6 7 8 9", "too-many", 2, 17, "this game has 8 payoffs"},
        {two + "1 2 3 4 5 6 7 8 }", "syntax", 2, 17, "expected the end of the file here, not '}'"},
        {two + "1 2 3 4 5 6 7 8 \"c\"", "syntax", 2, 17, "expected the end of the file here, not a text"},
        {two + "1 2 x 4 5 6 7 8", "syntax", 2, 5, "expected a payoff (a number) here, not 'x'"},
        {two + "x 2 x 4 5 6 7 8", "syntax", 2, 1, "expected a payoff (a number) here, not 'x'"},
        {two + "1 2 nan 4 5 6 7 8", "syntax", 2, 5, "not 'nan'"},
        {two + "1 2 inf 4 5 6 7 8", "syntax", 2, 5, "not 'inf'"},
        {two + "1 2 - 4 5 6 7 8", "bad-number", 2, 5, "'-' is not a number"},
        {two + "1 2 3 4 5 6 7 -", "bad-number", 2, 15, "'-' is not a number"},
        {two + "1 2 -inf 4 5 6 7 8", "bad-number", 2, 5, "'-inf' is not a number"},
        {two + "1 2 0x1 4 5 6 7 8", "bad-number", 2, 5, "'0x1' is not a number"},
        {two + "1 2 1_000 4 5 6 7 8", "bad-number", 2, 5, "'1_000' is not a number"},
        {two + "1 2 1/0 4 5 6 7 8", "bad-number", 2, 5, "denominator is zero"},
        {two + "1 2 1/2/3 4 5 6 7 8", "bad-number", 2, 5, "'1/2/3' is not a number"},
        {two + "1 2 1/-2 4 5 6 7 8", "bad-number", 2, 5, "not a number"},
        {two + "1 2 1-2 4 5 6 7 8", "bad-number", 2, 5, "not a number"},
        {two + "1 2 . 4 5 6 7 8", "bad-number", 2, 5, "not a number"},
        {two + "1 2 1e 4 5 6 7 8", "bad-number", 2, 5, "must follow 'e'"},
        {two + "1 2 1e99999 4 5 6 7 8", "bad-number", 2, 5, "1000 digits"},
        {two + "1 2 " + std::string(1001, '7') + " 4 5 6 7 8", "bad-number", 2, 5, "1000 digits"},
        {two + "1 0,5 3 4 5 6 7 8", "decimal-comma", 2, 4, "decimal point, not a comma"},
        {two + "1 2 3 4 5 6 7 0,5", "decimal-comma", 2, 16, "decimal point, not a comma"},
        {two + "1, 2, 3, 4, 5, 6, 7, 8", "syntax", 2, 2, "not by commas"},
        {two + "1 2 { 3 4 5 6 7 8", "syntax", 2, 5, "not '{'"},
        {two + "{ { \"\" 1 2 } { \"\" 3 4 } } 1 2 2", "too-few", 2, 32, "after 3 of the 4 outcome numbers"},
        {two + "{ { \"\" 1 2 } { \"\" 3 4 } }", "too-few", 2, 26, "after 0 of the 4 outcome numbers"},
        {two + "{ { \"\" 1 2 } { \"\" 3 4 } } 1 2 2 1 1", "too-many", 2, 35, "4 outcome numbers"},
        {two + "{ { \"\" 1 2 } { \"\" 3 4 } } 1 2 3 1", "outcome-range", 2, 31, "there is no outcome 3"},
        {two + "{ { \"\" 1 2 } { \"\" 3 4 } } 1 2 -1 1", "outcome-range", 2, 31, "there is no outcome -1"},
        {two + "{ { \"\" 1 2 } { \"\" 3 4 } } 1 2 99999999999999999999 1", "outcome-range", 2, 31,
         "9999999999"},
        {two + "{ { \"\" 1 2 } { \"\" 3 4 } } 1 2 1.0 1", "syntax", 2, 31, "the number of an outcome here"},
        {two + "{ { \"\" 1 2 } { \"\" 3 4 } } 1 2 a 1", "syntax", 2, 31, "the number of an outcome here"},
        {two + "{ { \"\" 1 2 } { \"\" 3 } } 1 2 1 1", "wrong-shape", 2, 21,
         "this outcome has 1 payoff for 2 players"},
        {two + "{ { \"\" 1 2 } { \"\" 3 4 5 } } 1 2 1 1", "wrong-shape", 2, 23,
         "more payoffs than the 2 players"},
        {two + "{ { \"\" 1,5, 2 } } 1 1 1 1", "wrong-shape", 2, 11, "more payoffs than the 2 players"},
        {two + "{ { \"\" 1, } } 1 1 1 1", "wrong-shape", 2, 11, "this outcome has 1 payoff"},
        {two + "{ { \"\" 1, 2, } } 1 1 1 1", "syntax", 2, 12, "expected '}' here, not a comma"},
        {two + "{ { \"\" , 1 2 } } 1 1 1 1", "syntax", 2, 8,
         "expected a payoff (a number) here, not a comma"},
        {two + "{ { 1 2 } } 1 1 1 1", "syntax", 2, 5, "name of an outcome"},
        {two + "{ { \"\" 1 2 1 1 1 1", "wrong-shape", 2, 12, "more payoffs"},
        {two + "{ { \"\" 1 2 } 1 1 1 1", "syntax", 2, 14, "expected '{' and an outcome, or '}'"},
        {two + "{ { \"\" 1 2 }", "syntax", 2, 13, "not the end of the file"},
        {two + "{ { \"\" 1", "syntax", 2, 9, "not the end of the file"},
        {two + "{ { \"\" x 2 } } 1 1 1 1", "syntax", 2, 8, "not 'x'"},
        {two + "{ } 0 1 0 0", "outcome-range", 2, 7, "there is no outcome 1"},
    };
    for (const Bad& bad : cases) {
        const LoadResult result = load_nfg(bad.text, "game.nfg");
        ASSERT_EQ(result.diagnostics.size(), 1u) << bad.text << "\n" << render(result.diagnostics);
        const Diagnostic& d = result.diagnostics[0];
        EXPECT_EQ(d.severity, Severity::error);
        EXPECT_EQ(d.code, bad.code) << bad.text << "\n" << render(d);
        EXPECT_EQ(d.place.line, bad.line) << bad.text << "\n" << render(d);
        EXPECT_EQ(d.place.column, bad.column) << bad.text << "\n" << render(d);
        EXPECT_NE(d.message.find(bad.says), std::string::npos) << bad.text << "\n" << render(d);
    }
}

TEST(Nfg, FortyPlayersAreTooManyProfiles) {
    std::string players, counts;
    for (int k = 0; k < 40; ++k) {
        players += " \"P\"";
        counts += " 2";
    }
    const LoadResult result =
        load_nfg("NFG 1 R \"t\" {" + players + " } {" + counts + " } 1 2 3", "game.nfg");
    ASSERT_EQ(result.diagnostics.size(), 1u);
    EXPECT_EQ(result.diagnostics[0].code, "too-many-profiles");
}

TEST(Nfg, ALineOfManyMegabytesIsShownInPart) {
    std::string text = kHead + "{ 1024 1024 } ";
    for (int k = 0; k < 1024 * 1024; ++k) text += "1 2 ";
    const LoadResult result = load_nfg(text + "oops", "game.nfg");
    ASSERT_EQ(result.diagnostics.size(), 1u);
    EXPECT_EQ(result.diagnostics[0].place.column, text.size() + 1);
    const std::string shown = render(result.diagnostics[0]);
    EXPECT_LT(shown.size(), 600u);
    EXPECT_NE(shown.find("oops"), std::string::npos);
    EXPECT_NE(shown.find("^~~~"), std::string::npos);
}

/// A random game in each form, with every kind of number.
std::string draw_nfg(std::mt19937_64& engine, bool outcomes) {
    const auto below = [&](std::size_t n) { return static_cast<std::size_t>(engine() % n); };
    static const char* words[] = {"0",    "1",       "-3",  "99", "1/2",  "-7/3",
                                  "0.25", "1e3",     "-.5", "+4", "1e-2", "12345678901234567890",
                                  "2.50", "1/999983"};
    const auto number = [&] { return std::string(words[below(std::size(words))]); };
    const std::size_t n = 1 + below(4);
    std::string text = "NFG 1 R \"drawn\"\n{";
    std::string counts;
    std::size_t profiles = 1;
    for (std::size_t i = 0; i < n; ++i) {
        const std::size_t k = 1 + below(5);
        profiles *= k;
        counts += " " + std::to_string(k);
        text += " \"S" + std::to_string(i) + "\"";
    }
    text += " }\n{" + counts + " }\n\"comment\"\n";
    if (!outcomes) {
        for (std::size_t k = 0; k < n * profiles; ++k) text += number() + (below(3) == 0 ? "\n" : " ");
        return text;
    }
    const std::size_t known = 1 + below(4);
    text += "{\n";
    for (std::size_t k = 0; k < known; ++k) {
        text += "{ \"o\"";
        for (std::size_t i = 0; i < n; ++i) text += (i > 0 && below(2) == 0 ? ", " : " ") + number();
        text += " }\n";
    }
    text += "}\n";
    for (std::size_t p = 0; p < profiles; ++p) text += std::to_string(below(known + 1)) + " ";
    return text;
}

TEST(Nfg, ARoundTripThroughAModelFileKeepsEveryPayoff) {
    std::mt19937_64 engine(4);
    for (int k = 0; k < 300; ++k) {
        const std::string text = draw_nfg(engine, k % 2 == 0);
        const Model first = read(text);
        const std::string toml = write_model(first);
        const LoadResult again = load_model(toml, "again.toml");
        ASSERT_TRUE(again.diagnostics.empty()) << render(again.diagnostics) << toml;
        EXPECT_EQ(write_model(again.model), toml);
        ASSERT_EQ(payoffs(again.model), payoffs(first)) << text;
        ASSERT_EQ(written(again.model), written(first));
        ASSERT_EQ(written(read(written(first))), written(first));
    }
}

TEST(Nfg, ADamagedFileIsReadOrRefusedWithOneError) {
    // Bytes of the format's own alphabet exchanged, dropped and doubled.
    static const std::string alphabet = "0123456789{}\"\\,.-+/eE \nNFGRx\xC3\xA9\xFF";
    std::mt19937_64 engine(7);
    std::size_t refused = 0, accepted = 0;
    for (int k = 0; k < 6000; ++k) {
        std::string text = draw_nfg(engine, k % 2 == 0);
        for (std::size_t edits = 1 + engine() % 3; edits-- > 0 && !text.empty();) {
            const std::size_t at = engine() % text.size();
            const std::size_t kind = engine() % 4;
            if (kind == 0) text[at] = alphabet[engine() % alphabet.size()];
            if (kind == 1) text.erase(at, 1 + engine() % 4);
            if (kind == 2) text.insert(at, 1, alphabet[engine() % alphabet.size()]);
            if (kind == 3) text.resize(at);
        }
        const LoadResult result = load_nfg(text, "game.nfg");
        if (has_errors(result.diagnostics)) {
            ++refused;
            ASSERT_EQ(result.diagnostics.size(), 1u) << text;
            const Diagnostic& d = result.diagnostics[0];
            ASSERT_GT(d.place.line, 0u) << text;
            ASSERT_GT(d.place.column, 0u) << text;
            ASSERT_FALSE(d.message.empty());
            ASSERT_FALSE(render(d).empty());
        } else {
            ++accepted;
            // What is accepted is a game that can be written and read again.
            const LoadResult again = load_model(write_model(result.model), "again.toml");
            ASSERT_TRUE(again.diagnostics.empty()) << render(again.diagnostics) << text;
            ASSERT_EQ(payoffs(again.model), payoffs(result.model)) << text;
        }
    }
    EXPECT_GT(refused, 2000u);
    EXPECT_GT(accepted, 300u);
}

// --- the same numbers as `table` of a model file
// ---------------------------------------------------------------

std::string with_table(const std::string& table) {
    return "format = 1\nname = \"x\"\nunit = \"points\"\n[[actors]]\ncode = \"A\"\nname = \"A\"\n[[actors]]\n"
           "code = \"B\"\nname = \"B\"\n[[issues]]\nname = \"g\"\nbetween = \"all\"\nactions = [\"l\", "
           "\"r\"]\n"
           "table = " +
           table + "\n";
}

TEST(OutcomeText, ListsThePayoffsOfEachProfileWithTheLastActorRunningFastest) {
    for (const std::string table :
         {"\"\"\"\n1 10\n2 20\n3 30\n-1/2 0.40\n\"\"\"", "\"1 10 2 20 3 30 -.5 4e-1\"",
          "'''1 10\r\n2 20 3 30\r\n -5e-1 2/5'''", "'1 10 2 20 3 30 -1/2 .4'"}) {
        const LoadResult result = load_model(with_table(table), "x.toml");
        ASSERT_TRUE(result.diagnostics.empty()) << render(result.diagnostics);
        EXPECT_EQ(numbers(result.model), (std::vector<std::string>{"1 2 3 -1/2", "10 20 30 2/5"}));
    }
}

TEST(OutcomeText, MistakesHaveTheirPlaceInTheText) {
    // The table begins in line 14, column 9.
    const std::vector<Bad> cases{
        {"\"\"\"\n1 1\n2 2\n3 x\n4 4\n\"\"\"", "bad-number", 17, 3, "'x' is not a number"},
        {"\"1 1 2 2 3 3 4\"", "too-few", 14, 23,
         "after 7 of its 8 numbers (2 members times 4 combinations of actions)"},
        {"\"\"\"\n1 1\n2 2\n\"\"\"", "too-few", 17, 1, "after 4 of its 8"},
        {"\"\"\"\n1 1\n2 2\n3 3\n4 4\n5 5\n\"\"\"", "too-many", 19, 1, "here is another"},
        {"\"1 1 2 2 3 3 4 0,5\"", "decimal-comma", 14, 25, "decimal point"},
        {"\"1, 1, 2 2 3 3 4 4\"", "syntax", 14, 11, "not by commas"},
        {"\"1 1 2 2 3 3 4 nan\"", "bad-number", 14, 24, "'nan'"},
        {"\"1 1 2 2 3 3 4 1/0\"", "bad-number", 14, 24, "zero"},
        {"\"1 1 2 2 3 3 4 \\u0031\"", "bad-number", 14, 24, "not a number"},
        {"[1, 2]", "wrong-type", 14, 9, "a text of numbers, not a list"},
        {"\"\"", "too-few", 14, 10, "after 0 of its 8"},
    };
    for (const Bad& bad : cases) {
        const LoadResult result = load_model(with_table(bad.text), "x.toml");
        ASSERT_EQ(result.diagnostics.size(), 1u) << bad.text << "\n" << render(result.diagnostics);
        const Diagnostic& d = result.diagnostics[0];
        EXPECT_EQ(d.code, bad.code) << render(d);
        EXPECT_EQ(d.place.line, bad.line) << render(d);
        EXPECT_EQ(d.place.column, bad.column) << render(d);
        EXPECT_NE(d.message.find(bad.says), std::string::npos) << render(d);
    }
}

}  // namespace
}  // namespace comity::test
