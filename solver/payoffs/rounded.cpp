#include "rounded.hpp"

#include <algorithm>
#include <cmath>

namespace comity {

Rational dyadic(double value) {
    constexpr int kBits = 48;
    return Rational(std::ldexp(std::round(std::ldexp(value, kBits)), -kBits));
}

Rational rounded_up(const Rational& value, const Rational& unit) {
    if (value == 0) return 0;
    const double part = round_up(value / unit);
    int exponent = 0;
    std::frexp(part, &exponent);
    return unit * Rational(std::ldexp(std::ceil(std::ldexp(part, 8 - exponent)), exponent - 8));
}

void share_out(std::vector<Weight>& lottery) {
    Rational left = 1;
    for (const Weight& each : lottery) left -= each.weight;
    std::max_element(lottery.begin(), lottery.end(), [](const Weight& a, const Weight& b) {
        return a.weight < b.weight;
    })->weight += left;
    std::erase_if(lottery, [](const Weight& each) { return each.weight == 0; });
}

std::vector<Integer> primitive(const std::vector<Rational>& direction) {
    Integer common = 1;
    for (const Rational& entry : direction) common = lcm(common, denominator(entry));
    std::vector<Integer> result;
    Integer divisor = 0;
    for (const Rational& entry : direction) {
        result.push_back(numerator(entry) * (common / denominator(entry)));
        divisor = gcd(divisor, result.back());
    }
    for (Integer& entry : result) entry /= divisor;
    return result;
}

std::optional<std::vector<Rational>> solve_rows(std::vector<std::vector<Rational>> rows) {
    const std::size_t count = rows.size(), m = rows.front().size() - 1;
    for (std::size_t j = 0; j < m; ++j) {
        std::size_t pivot = j;
        while (pivot < count && rows[pivot][j] == 0) ++pivot;
        if (pivot >= count) return std::nullopt;
        std::swap(rows[pivot], rows[j]);
        for (std::size_t i = 0; i < count; ++i) {
            if (i == j || rows[i][j] == 0) continue;
            const Rational factor = rows[i][j] / rows[j][j];
            for (std::size_t c = j; c <= m; ++c) rows[i][c] -= factor * rows[j][c];
        }
    }
    std::vector<Rational> x;
    for (std::size_t j = 0; j < m; ++j) x.push_back(rows[j][m] / rows[j][j]);
    return x;
}

}  // namespace comity
