// Payoff tables against plain vectors of rationals: whatever a table does to be small, the numbers are the
// same.

#include "comity/game/payoff_table.hpp"

#include <gtest/gtest.h>

#include <random>

namespace comity {

/// How gtest prints a table.
void PrintTo(const PayoffTable& table, std::ostream* out) {
    for (const Rational& value : table) *out << to_string(value) << " ";
}

namespace test {
namespace {

using Plain = std::vector<Rational>;

Rational power(unsigned exponent) {
    return Rational(boost::multiprecision::pow(Integer(2), exponent));
}

/// Numbers at and around the ends of 32, 64 and 128 bits, and fractions with every kind of denominator.
class Draw {
  public:
    explicit Draw(std::uint64_t seed) : engine_(seed) {}
    std::size_t below(std::size_t n) { return static_cast<std::size_t>(engine_() % n); }
    Rational number() {
        static const unsigned exponents[] = {0, 7, 31, 32, 62, 63, 64, 126, 127, 128, 200};
        static const char* denominators[] = {"1",
                                             "1",
                                             "1",
                                             "2",
                                             "3",
                                             "10",
                                             "1000000",
                                             "4294967291",
                                             "9223372036854775783",
                                             "18446744073709551557"};
        const std::size_t reach = below(4) == 0 ? std::size(exponents) : 1 + below(std::size(exponents));
        Rational value = power(exponents[below(reach)]) + Rational(static_cast<int>(below(5)) - 2);
        if (below(2) == 0) value = -value;
        if (below(5) == 0) value = 0;
        return value / Rational(Integer(denominators[below(1 + below(std::size(denominators)))]));
    }
    Rational small() { return Rational(static_cast<int>(below(19)) - 9) / Rational(1 + below(3)); }

  private:
    std::mt19937_64 engine_;
};

void expect_same(const PayoffTable& table, const Plain& plain) {
    ASSERT_EQ(table.size(), plain.size());
    for (std::size_t k = 0; k < plain.size(); ++k) {
        ASSERT_EQ(table[k], plain[k]) << k;
        std::string written;
        table.write(written, k);
        ASSERT_EQ(written, to_string(plain[k]));
    }
}

TEST(PayoffTable, HoldsWhatIsSetInAnyOrderAndOftenThanOnce) {
    for (std::uint64_t seed = 0; seed < 2000; ++seed) {
        Draw draw(seed);
        const std::size_t size = 1 + draw.below(12);
        PayoffTable table(size);
        PayoffTable::Builder builder(size);
        Plain plain(size);
        for (std::size_t step = 0; step < 2 * size; ++step) {
            const std::size_t k = draw.below(size);
            plain[k] = draw.number();
            table.set(k, plain[k]);
            builder.set(k, plain[k]);
        }
        expect_same(table, plain);
        const PayoffTable built = builder.finish();
        expect_same(built, plain);
        EXPECT_EQ(built, table);
        EXPECT_EQ(PayoffTable(plain.begin(), plain.end()), table);
        EXPECT_TRUE(std::equal(table.begin(), table.end(), plain.begin()));
    }
}

TEST(PayoffTable, NeverOverflowsAtTheEndsOf64And128Bits) {
    const Rational edges[] = {power(31),      power(31) - 1,  power(63) - 1, power(63),   -power(63),
                              -power(63) - 1, power(127) - 1, power(127),    -power(127), power(127) + 1};
    for (const Rational& first : edges) {
        for (const Rational& second : edges) {
            for (const Rational& below : {Rational(1), Rational(2), Rational(3), power(62), power(63)}) {
                const Plain plain{first, second / below, 1, first / below};
                expect_same(PayoffTable(plain.begin(), plain.end()), plain);
            }
        }
    }
    PayoffTable::Builder builder(2);
    builder.set(0, std::numeric_limits<std::int64_t>::min());
    builder.set(1, std::numeric_limits<std::int64_t>::max(), std::numeric_limits<std::int64_t>::max() - 1);
    expect_same(builder.finish(), {-power(63), (power(63) - 1) / (power(63) - 2)});
}

TEST(PayoffTable, WholeNumbersOfEverySizeTakeTheStorageThatFits) {
    const auto bytes = [](const PayoffTable& table) {
        return table.visit([]<class N>(std::span<const N>) {
            return std::is_same_v<N, Integer> ? std::size_t{17} : sizeof(N);
        });
    };
    EXPECT_EQ(bytes({1, -2, Rational(1, 3)}), 8u);
    EXPECT_EQ(bytes({1, power(64)}), 16u);
    EXPECT_EQ(bytes({Rational(1, 2), power(64)}), 16u);
    EXPECT_GT(bytes({1, power(200)}), 16u);
    EXPECT_GT(bytes({1, 1 / power(70)}), 16u);
    // What was wide only on the way is narrow again.
    const PayoffTable large{power(62), 0}, larger{power(63) + 1, 0};
    const PayoffTerm terms[] = {{2, large}, {-1, larger}};
    EXPECT_EQ(bytes(linear_combination(terms, 0, 2)), 8u);
}

TEST(PayoffTable, HasOneDenominatorUnlessThatIsVeryLong) {
    const auto is_whole = [](const PayoffTable& table) {
        return std::holds_alternative<PayoffStorage::Whole>(table.storage().numbers);
    };
    const PayoffTable seventy{1 / power(70), Rational(1, 3), power(65)};
    EXPECT_TRUE(is_whole(seventy));
    EXPECT_EQ(Rational(seventy.denominator()), 3 * power(70));
    expect_same(seventy, {1 / power(70), Rational(1, 3), power(65)});
    const PayoffTable long_ago{1 / power(3000), 1 / (power(3000) - 1)};
    EXPECT_TRUE(std::holds_alternative<PayoffStorage::Any>(long_ago.storage().numbers));
    expect_same(long_ago, {1 / power(3000), 1 / (power(3000) - 1)});
    // Its sums with others are right, and short again where they can be.
    const PayoffTerm terms[] = {{1, seventy}, {-1, seventy}, {2, PayoffTable{1, 2, 3}}};
    const PayoffTable sum = linear_combination(terms, Rational(1, 2), 3);
    EXPECT_TRUE(std::holds_alternative<PayoffStorage::Narrow>(sum.storage().numbers));
    expect_same(sum, {Rational(5, 2), Rational(9, 2), Rational(13, 2)});
    // What is set keeps the denominator where it can.
    PayoffTable changed = seventy;
    changed.set(1, 5);
    EXPECT_TRUE(is_whole(changed));
    changed.set(0, Rational(1, 7));
    expect_same(changed, {Rational(1, 7), 5, power(65)});
    changed.gather();
    expect_same(changed, {Rational(1, 7), 5, power(65)});
}

TEST(PayoffTable, CopiesShareTheirNumbersUntilOneIsChanged) {
    PayoffTable a{1, 2, 3};
    const PayoffTable b = a;
    EXPECT_EQ(&a.storage(), &b.storage());
    a.set(1, Rational(1, 7));
    EXPECT_EQ(b, (PayoffTable{1, 2, 3}));
    EXPECT_EQ(a, (PayoffTable{1, Rational(1, 7), 3}));
}

TEST(PayoffTable, EqualityAsksForTheNumbersNotForTheirStorage) {
    PayoffTable wide{power(100), 2};
    wide.set(0, 1);
    EXPECT_EQ(wide, (PayoffTable{1, 2}));
    PayoffTable thirds{Rational(1, 3), 2};
    thirds.set(0, 1);
    EXPECT_EQ(thirds, (PayoffTable{1, 2}));
    EXPECT_FALSE(thirds == (PayoffTable{1, 3}));
    EXPECT_FALSE(thirds == (PayoffTable{1, 2, 3}));
}

TEST(PayoffTable, ConstantsAreEqualToTheSameNumberManyTimes) {
    for (const Rational& value : {Rational(0), Rational(-5, 3), power(63), power(127), 1 / power(64)})
        expect_same(PayoffTable(4, value), Plain(4, value));
}

TEST(PayoffTable, GathersEntriesByTheirPlace) {
    for (std::uint64_t seed = 0; seed < 300; ++seed) {
        Draw draw(seed);
        Plain plain;
        for (int k = 0; k < 6; ++k) plain.push_back(draw.number());
        std::vector<std::uint32_t> where;
        Plain expected;
        for (int k = 0; k < 20; ++k) {
            where.push_back(static_cast<std::uint32_t>(draw.below(6)));
            expected.push_back(plain[where.back()]);
        }
        expect_same(PayoffTable(plain.begin(), plain.end()).gathered(where), expected);
    }
}

TEST(LinearCombination, IsWhatRationalsGiveTermByTerm) {
    for (std::uint64_t seed = 0; seed < 4000; ++seed) {
        Draw draw(seed);
        const std::size_t size = 1 + draw.below(5), tables = draw.below(5);
        const bool small = draw.below(2) == 0;
        const auto number = [&] { return small ? draw.small() : draw.number(); };
        std::vector<PayoffTerm> terms;
        const Rational constant = number();
        Plain expected(size, constant);
        for (std::size_t t = 0; t < tables; ++t) {
            Plain plain;
            const Rational coefficient = number();
            for (std::size_t k = 0; k < size; ++k) {
                plain.push_back(number());
                expected[k] += coefficient * plain.back();
            }
            terms.push_back({coefficient, PayoffTable(plain.begin(), plain.end())});
        }
        expect_same(linear_combination(terms, constant, size), expected);
    }
}

TEST(LinearCombination, OfOneTableUnchangedIsThatTable) {
    const PayoffTable table{1, Rational(1, 2)};
    const PayoffTerm terms[] = {{1, table}};
    EXPECT_EQ(&linear_combination(terms, 0, 2).storage(), &table.storage());
}

TEST(Int128, ConvertsExactlyUpToItsEnds) {
    for (const Rational& x : {Rational(0), Rational(1), power(63), power(64), power(64) - 1, power(126),
                              power(127) - 1, -power(64), 1 - power(127)}) {
        const auto converted = to_int128(numerator(x));
        ASSERT_TRUE(converted);
        EXPECT_EQ(Rational(to_integer(*converted)), x);
    }
    EXPECT_FALSE(to_int128(numerator(power(127))));
    EXPECT_FALSE(to_int128(numerator(Rational(-power(127)))));
    EXPECT_EQ(to_int64(numerator(Rational(power(63) - 1))), std::numeric_limits<std::int64_t>::max());
    EXPECT_FALSE(to_int64(numerator(power(63))));
}

}  // namespace
}  // namespace test
}  // namespace comity
