#include "comity/number/interval_text.hpp"

#include <gtest/gtest.h>

namespace comity::test {
namespace {

TEST(IntervalText, WhatIsWrittenIsReadAgain) {
    for (const std::string text :
         {"nowhere", "[1/4, 2/3]", "[0, inf)", "(-inf, -1/2)", "exactly 1/3", "exactly -2", "(-inf, inf)",
          "[0, 1/4] and [1/2, 1)", "exactly 0 and (1/3, 2] and [3, inf)"}) {
        const auto set = parse_interval_set(text);
        ASSERT_TRUE(set.has_value()) << text << ": " << set.error();
        EXPECT_EQ(to_text(*set), text);
    }
}

TEST(IntervalText, BlanksDecimalsAndCommasAreFree) {
    EXPECT_EQ(to_text(*parse_interval_set("  [ 0.25 ,  2/3 ]  ")), "[1/4, 2/3]");
    EXPECT_EQ(to_text(*parse_interval_set("[0, 1], [2, 3]")), "[0, 1] and [2, 3]");
    EXPECT_EQ(to_text(*parse_interval_set("[2, 3] and [0, 1]")), "[0, 1] and [2, 3]");
    EXPECT_EQ(to_text(*parse_interval_set("[0, 1] and [1, 3]")), "[0, 3]");
    EXPECT_EQ(to_text(*parse_interval_set("exactly 1/2, [1, 3]")), "exactly 1/2 and [1, 3]");
    EXPECT_EQ(to_text(*parse_interval_set("[1/2, 1/2]")), "exactly 1/2");
}

TEST(IntervalText, WhatIsNoSetIsRefusedWithTheReason) {
    const std::vector<std::pair<std::string, std::string>> cases{{"", "begins with"},
                                                                 {"1/2", "begins with"},
                                                                 {"[1/2", "ends with"},
                                                                 {"[1/2]", "two ends"},
                                                                 {"[1, 2, 3]", "two ends"},
                                                                 {"[0,25, 1]", "two ends"},
                                                                 {"[a, 1]", "number"},
                                                                 {"[0, 1/0]", "zero"},
                                                                 {"[2, 1]", "before it begins"},
                                                                 {"(1, 1]", "before it"},
                                                                 {"[0, inf]", "infinite end"},
                                                                 {"[-inf, 0]", "infinite end"},
                                                                 {"[0, 1] [2, 3]", "'and'"},
                                                                 {"[0, 1] and", "after an interval"},
                                                                 {"[0, 1] and ", "after an"},
                                                                 {"exactly", "begins with"},
                                                                 {"exactly x", "number"},
                                                                 {"everything", "begins with"},
                                                                 {"[0, nan]", "number"},
                                                                 {"(inf, inf)", "before it"},
                                                                 {"[0, 1])", "'and'"}};
    for (const auto& [text, why] : cases) {
        const auto set = parse_interval_set(text);
        ASSERT_FALSE(set.has_value()) << text;
        EXPECT_NE(set.error().find(why), std::string::npos) << text << ": " << set.error();
    }
}

TEST(IntervalText, AnIrrationalNumberIsADecimalThatEndsInDots) {
    const auto roots = real_roots(Polynomial({Rational(-2), Rational(0), Rational(1)}));
    EXPECT_EQ(to_text(roots.back()), "1.414214...");
}

}  // namespace
}  // namespace comity::test
