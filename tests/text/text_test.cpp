// Messages: where the caret stands, what is suggested, what is not text.

#include <gtest/gtest.h>

#include "comity/text/diagnostic.hpp"
#include "comity/text/near_name.hpp"
#include "comity/text/utf8.hpp"
#include "comity/text/words.hpp"

namespace comity {
namespace {

TEST(Render, ShowsTheLineAndACaretUnderThePlace) {
    Diagnostic d;
    d.code = "unknown-actor";
    d.place = {"a.toml", 12, 8, 3};
    d.message = "there is no state 'KZA'";
    d.help = "did you mean 'KAZ'?";
    d.source_line = "who = [KZA]";
    EXPECT_EQ(render(d),
              "a.toml:12:8: error: there is no state 'KZA'\n"
              "  12 | who = [KZA]\n"
              "     |        ^~~\n"
              "help: did you mean 'KAZ'?\n");
}

TEST(Render, CountsCharactersNotBytesAndShowsATabAsOneSpace) {
    Diagnostic d;
    d.place = {"a.toml", 1, 4, 1};
    d.message = "here";
    d.source_line = "é\tüx";
    const std::string text = render(d);
    EXPECT_NE(text.find("| é üx\n"), std::string::npos) << text;
    EXPECT_NE(text.find("|    ^\n"), std::string::npos) << text;
}

TEST(Render, SortsByPlaceAndCounts) {
    Diagnostic late, early;
    late.place = {"a.toml", 9, 1, 1};
    late.message = "second";
    early.place = {"a.toml", 2, 1, 1};
    early.message = "first";
    const std::string text = render(Diagnostics{late, early});
    EXPECT_LT(text.find("first"), text.find("second"));
    EXPECT_NE(text.find("2 errors"), std::string::npos) << text;
}

TEST(NearName, FindsWhatWasMeantAndNothingElse) {
    const std::vector<std::string> names{"CHN", "KAZ", "withdraw", "stay"};
    EXPECT_EQ(near_name("KZA", names), "KAZ");
    EXPECT_EQ(near_name("kaz", names), "KAZ");
    EXPECT_EQ(near_name("withdrew", names), "withdraw");
    EXPECT_EQ(near_name("USA", names), std::nullopt);
    EXPECT_EQ(near_name("q", {"k"}), std::nullopt);
    EXPECT_EQ(near_name("K", {"k"}), "k");
    EXPECT_EQ(suggest("USA", {"CHN", "KAZ"}), "there are: CHN, KAZ");
    EXPECT_EQ(suggest("USA", {}), "");
}

TEST(Utf8, FindsTheFirstByteThatIsNot) {
    EXPECT_FALSE(find_invalid_utf8("plain, Қазақстан, 中国"));
    EXPECT_EQ(find_invalid_utf8("ab\xff"), 2u);
    EXPECT_EQ(find_invalid_utf8("a\xc0\x80"), 1u);         // overlong
    EXPECT_EQ(find_invalid_utf8("\xed\xa0\x80"), 0u);      // a surrogate
    EXPECT_EQ(find_invalid_utf8("\xf4\x90\x80\x80"), 0u);  // above U+10FFFF
    EXPECT_EQ(find_invalid_utf8("abc\xe4\xb8"), 3u);       // cut off
    EXPECT_EQ(utf8_length("中国"), 2u);
    EXPECT_EQ(utf8_characters("aü").size(), 2u);
}

TEST(Words, ListInEnglish) {
    EXPECT_EQ(join_words({}), "");
    EXPECT_EQ(join_words({"China"}), "China");
    EXPECT_EQ(join_words({"China", "Russia", "Kazakhstan"}), "China, Russia and Kazakhstan");
    EXPECT_EQ(join({"a", "b"}, "; "), "a; b");
}

}  // namespace
}  // namespace comity
