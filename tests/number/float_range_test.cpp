#include "comity/number/float_range.hpp"

#include <gtest/gtest.h>

#include <random>

namespace comity {
namespace {

bool encloses(const FloatRange& range, const Rational& value) {
    return Rational(range.lo()) <= value && value <= Rational(range.hi());
}

TEST(FloatRange, EnclosesFractionsWithinOneUnitInTheLastPlace) {
    std::mt19937_64 random(3);
    for (int round = 0; round < 2000; ++round) {
        Integer over = 1 + random() % 1000, under = 1 + random() % 1000;
        for (unsigned more = 0; more < random() % 6; ++more) {
            over = over * random() + 1;
            under = under * (random() >> 8) + 1;
        }
        const Rational value = (random() % 2 == 0 ? 1 : -1) * Rational(over, under);
        const FloatRange range(value);
        EXPECT_TRUE(encloses(range, value)) << value;
        EXPECT_LE(range.hi(), std::nextafter(range.lo(), HUGE_VAL)) << value;
    }
}

TEST(FloatRange, IsExactForDoubles) {
    for (const double value : {0.0, 1.0, -1.0, 0.375, -1e15, 9007199254740991.0, 0x1p-200, 3.0e200}) {
        const FloatRange range{Rational(value)};
        EXPECT_EQ(range.lo() == value && range.hi() == value, value != 3.0e200) << value;
        EXPECT_TRUE(encloses(range, Rational(value))) << value;
    }
    EXPECT_TRUE(FloatRange(Rational(0)).is_zero());
}

TEST(FloatRange, EnclosesWhatIsTooLargeOrTooSmall) {
    const Integer huge = pow(Integer(10), 400);
    EXPECT_EQ(FloatRange(Rational(huge)).hi(), HUGE_VAL);
    EXPECT_TRUE(FloatRange(Rational(huge)).is_positive());
    EXPECT_TRUE(FloatRange(Rational(-huge)).is_negative());
    const FloatRange tiny(Rational(Integer(1), huge));
    EXPECT_TRUE(tiny.lo() >= 0 && tiny.hi() > 0);
    EXPECT_TRUE(encloses(FloatRange(Rational(Integer(-1), huge)), Rational(Integer(-1), huge)));
}

TEST(FloatRange, EnclosesWhatIsComputed) {
    std::mt19937_64 random(5);
    const auto draw = [&] {
        return Rational(Integer(static_cast<long long>(random() % 2001) - 1000), Integer(1 + random() % 999));
    };
    for (int round = 0; round < 2000; ++round) {
        const Rational a = draw(), b = draw(), c = draw();
        const FloatRange x(a), y(b), z(c);
        EXPECT_TRUE(encloses(x + y * z, a + b * c));
        EXPECT_TRUE(encloses((x - y) * (z - x), (a - b) * (c - a)));
        if (c != 0) {
            EXPECT_TRUE(encloses(x / z - y, a / c - b));
        }
    }
}

}  // namespace
}  // namespace comity
