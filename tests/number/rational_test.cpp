// Numbers are read exactly, written back exactly, and rounded only where they are shown.

#include "comity/number/rational.hpp"

#include <gtest/gtest.h>

#include <random>

#include "comity/number/discount.hpp"

namespace comity {
namespace {

Rational ratio(long a, long b) {
    return Rational(a) / Rational(b);
}

TEST(ParseRational, ReadsWhatPeopleWrite) {
    const std::vector<std::pair<std::string, Rational>> cases{{"3", 3},
                                                              {"-4", -4},
                                                              {"+4", 4},
                                                              {"0.80", ratio(4, 5)},
                                                              {".5", ratio(1, 2)},
                                                              {"4/5", ratio(4, 5)},
                                                              {"-6/4", ratio(-3, 2)},
                                                              {"1e-3", ratio(1, 1000)},
                                                              {"2.5E2", 250},
                                                              {"1_000", 1000},
                                                              {"007", 7},
                                                              {"010/08", ratio(5, 4)},
                                                              {"0", 0},
                                                              {"-0.0", 0}};
    for (const auto& [text, expected] : cases) {
        const auto value = parse_rational(text);
        ASSERT_TRUE(value) << text << ": " << value.error();
        EXPECT_EQ(*value, expected) << text;
    }
    EXPECT_EQ(to_string(*parse_rational("1e400")).size(), 401u);
}

TEST(ParseRational, RefusesEverythingElse) {
    for (const std::string text : {"",       "-",
                                   "+",      ".",
                                   "1.",     "1,5",
                                   "1/0",    "1/",
                                   "/2",     "1/-2",
                                   "1/2/3",  "0x10",
                                   "nan",    "inf",
                                   "1e",     "1e+",
                                   "1 2",    " 1",
                                   "1 ",     "--1",
                                   "1__0",   "_1",
                                   "1_",     "1.5/2",
                                   "1/2.5",  "1e99999999999999999999",
                                   "1e1001", "1e-1001",
                                   "½"}) {
        EXPECT_FALSE(parse_rational(text)) << text << " read as " << to_string(*parse_rational(text));
    }
    EXPECT_FALSE(parse_rational(std::string(kMaxDigits + 1, '7')));
    EXPECT_TRUE(parse_rational(std::string(kMaxDigits, '7')));
    EXPECT_FALSE(parse_rational("1/" + std::string(kMaxDigits + 1, '7')));
}

TEST(ToDecimal, RoundsHalfAwayFromZero) {
    EXPECT_EQ(to_decimal(ratio(2, 3), 3), "0.667");
    EXPECT_EQ(to_decimal(ratio(1, 2), 0), "1");
    EXPECT_EQ(to_decimal(ratio(-1, 2), 0), "-1");
    EXPECT_EQ(to_decimal(ratio(-1, 3), 2), "-0.33");
    EXPECT_EQ(to_decimal(ratio(5, 1000), 2), "0.01");
    EXPECT_EQ(to_decimal(ratio(-1, 1000), 2), "0.00");
    EXPECT_EQ(to_decimal(Rational(12), 2), "12.00");
}

TEST(ToText, ReadsBackAsTheSameNumber) {
    std::mt19937_64 engine(1);
    for (int round = 0; round < 2000; ++round) {
        const Rational x =
            ratio(static_cast<long>(engine() % 200001) - 100000, static_cast<long>(engine() % 5000) + 1);
        EXPECT_EQ(*parse_rational(to_string(x)), x);
        EXPECT_EQ(*parse_rational(to_plain(x)), x);
        // A rounded decimal is within half of its last place.
        const Rational shown = *parse_rational(to_decimal(x, 3));
        EXPECT_LE(abs(shown - x), ratio(1, 2000)) << to_string(x);
    }
}

TEST(ToDouble, BracketsTheNumber) {
    std::mt19937_64 engine(2);
    for (int round = 0; round < 2000; ++round) {
        Rational x = ratio(static_cast<long>(engine() >> 2), static_cast<long>(engine() >> 2) + 1);
        if (engine() % 2 == 0) x = -x;
        const double down = round_down(x), up = round_up(x);
        EXPECT_LE(Rational(down), x);
        EXPECT_GE(Rational(up), x);
        EXPECT_LE(up, std::nextafter(down, INFINITY));
    }
    EXPECT_EQ(round_down(ratio(1, 2)), 0.5);
    EXPECT_EQ(round_up(ratio(1, 2)), 0.5);
    EXPECT_EQ(round_down(-*parse_rational("1e400")), -INFINITY);
    EXPECT_EQ(round_up(*parse_rational("1e400")), INFINITY);
    EXPECT_LT(round_down(*parse_rational("1e400")), INFINITY);
}

TEST(Discount, ExistsOnlyBetweenZeroAndOne) {
    EXPECT_TRUE(Discount::from(0));
    EXPECT_TRUE(Discount::from(ratio(999, 1000)));
    EXPECT_FALSE(Discount::from(1));
    EXPECT_FALSE(Discount::from(ratio(-1, 1000)));
}

}  // namespace
}  // namespace comity
