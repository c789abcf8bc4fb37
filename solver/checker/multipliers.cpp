// Subgradient steps, in 64-bit numbers: the goal and every row are rounded to parts of 2^-20 of their largest
// term, multipliers to parts of 2^-10. A step moves each multiplier against its row's value at the cells that
// are largest now; steps are halved where they have not helped for a while.

#include "multipliers.hpp"

#include <algorithm>
#include <optional>

namespace comity::checker {
namespace {

constexpr int kBits = 20, kRounds = 300, kFirstShift = 6, kLastShift = 22, kPatience = 8;
constexpr std::int64_t kMost = std::int64_t{1} << 22;

/// A sum in parts of its largest term.
struct Rounded {
    Integer largest = 1;
    std::int64_t constant = 0;
    std::vector<std::vector<std::int64_t>> terms;
};

Rounded rounded(const std::vector<std::vector<bool>>& possible, const Whole& sum) {
    Rounded result;
    for (std::size_t s = 0; s < possible.size(); ++s) {
        for (ProfileIndex cell = 0; cell < possible[s].size(); ++cell) {
            if (possible[s][cell])
                result.largest = std::max(result.largest, Integer(abs(sum.terms[s][cell])));
        }
    }
    const auto part = [&](const Integer& x) {
        return Integer((x << kBits) / result.largest).convert_to<std::int64_t>();
    };
    // Cells that are not possible are not looked at.
    for (std::size_t s = 0; s < possible.size(); ++s) {
        auto& row = result.terms.emplace_back();
        for (ProfileIndex cell = 0; cell < possible[s].size(); ++cell)
            row.push_back(possible[s][cell] ? part(sum.terms[s][cell]) : 0);
    }
    // A constant beyond this is as good as this.
    const Integer bound = result.largest << 10;
    result.constant = part(std::clamp(sum.constant, Integer(-bound), bound));
    return result;
}

}  // namespace

std::vector<Rational> good_multipliers(const std::vector<std::vector<bool>>& possible, const Whole& goal,
                                       const std::vector<Whole>& rows) {
    const Rounded top = rounded(possible, goal);
    std::vector<Rounded> small;
    for (const Whole& row : rows) small.push_back(rounded(possible, row));
    std::vector<std::int64_t> now(rows.size(), 0), best = now;
    std::optional<std::int64_t> least;
    int shift = kFirstShift, idle = 0;
    for (int round = 0; round < kRounds && shift <= kLastShift; ++round) {
        std::int64_t bound = 0;
        std::vector<std::int64_t> slack;
        for (std::size_t r = 0; r < rows.size(); ++r) {
            bound += now[r] * small[r].constant;
            slack.push_back(small[r].constant);
        }
        for (std::size_t s = 0; s < possible.size(); ++s) {
            std::optional<std::int64_t> largest;
            ProfileIndex where = 0;
            for (ProfileIndex cell = 0; cell < possible[s].size(); ++cell) {
                if (!possible[s][cell]) continue;
                std::int64_t level = top.terms[s][cell] * 1024;
                for (std::size_t r = 0; r < rows.size(); ++r) level += now[r] * small[r].terms[s][cell];
                if (!largest || *largest < level) largest = level, where = cell;
            }
            bound += *largest;
            for (std::size_t r = 0; r < rows.size(); ++r) slack[r] += small[r].terms[s][where];
        }
        if (!least || bound < *least) {
            least = bound;
            best = now;
            idle = 0;
        } else if (++idle == kPatience) {
            now = best;
            idle = 0;
            ++shift;
            continue;
        }
        for (std::size_t r = 0; r < rows.size(); ++r)
            now[r] = std::clamp<std::int64_t>(now[r] - (slack[r] >> shift), 0, kMost);
    }
    std::vector<Rational> lambda;
    for (std::size_t r = 0; r < rows.size(); ++r)
        lambda.push_back(Rational(Integer(best[r]) * top.largest, small[r].largest << 10));
    return lambda;
}

}  // namespace comity::checker
