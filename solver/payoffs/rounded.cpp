#include "rounded.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

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

std::optional<std::vector<std::vector<Rational>>> independent(
    const std::vector<std::vector<Rational>>& rows) {
    std::vector<std::vector<Rational>> result, reduced;
    std::vector<std::size_t> pivots;
    for (const auto& row : rows) {
        const std::size_t m = row.size() - 1;
        auto left = row;
        for (std::size_t r = 0; r < reduced.size(); ++r) {
            const Rational factor = left[pivots[r]];
            if (factor == 0) continue;
            for (std::size_t c = 0; c <= m; ++c) left[c] -= factor * reduced[r][c];
        }
        std::size_t pivot = 0;
        while (pivot < m && left[pivot] == 0) ++pivot;
        if (pivot == m) {
            if (left[m] != 0) return std::nullopt;
            continue;
        }
        const Rational by = left[pivot];
        for (Rational& x : left) x /= by;
        reduced.push_back(std::move(left));
        pivots.push_back(pivot);
        result.push_back(row);
    }
    return result;
}

std::optional<std::vector<Rational>> weights_near(std::vector<std::vector<Rational>> rows,
                                                  const std::vector<double>& guess) {
    const std::size_t m = guess.size();
    std::vector<std::size_t> order(m);
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return guess[a] < guess[b]; });
    for (const std::size_t j : order) {
        if (rows.size() == m) break;
        auto& row = rows.emplace_back(m + 1, 0);
        row[j] = 1;
        row[m] = dyadic(guess[j]);
        const auto left = independent(rows);
        if (!left || left->size() < rows.size()) rows.pop_back();
    }
    auto weights = solve_rows(std::move(rows));
    if (weights && std::any_of(weights->begin(), weights->end(), [](const Rational& x) { return x < 0; }))
        return std::nullopt;
    return weights;
}

}  // namespace comity
