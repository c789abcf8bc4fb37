#pragma once
/// Searches of products of cells, one of each issue, for the checker [F4.6; docs/certificates.md, section 9].

#include <optional>
#include <vector>

#include "comity/game/profile_space.hpp"
#include "comity/number/rational.hpp"
#include "comity/text/progress.hpp"

namespace comity::checker {

/// constant + Σ_s terms[s][cell of s].
struct Sum {
    Rational constant = 0;
    std::vector<std::vector<Rational>> terms;
};

/// One of them is ≥ 0.
using Clause = std::vector<Sum>;

/// A sum, the least of several sums, or their product, where one that is negative counts as 0.
struct Goal {
    enum class Kind { sum, least, product };
    Kind kind = Kind::sum;
    std::vector<Sum> sums;
};

Sum minus(Sum sum);
Rational value_at(const Sum& sum, const std::vector<ProfileIndex>& cells);
Rational value_at(const Goal& goal, const std::vector<ProfileIndex>& cells);
/// No cells give more: every issue at its best by itself, for every sum.
Rational most(const Goal& goal);

/// What is sought: cells that are possible, that meet every clause, at which every goal of `reached` has at
/// least its value, and `more`, if there is one, has more than `than`.
struct Task {
    std::vector<std::vector<bool>> possible;  ///< [issue][cell]
    std::vector<Clause> clauses;
    std::vector<std::pair<Goal, Rational>> reached;
    std::optional<Goal> more;
    Rational than = 0;
};

/// A search took more than kMostSteps steps: what it is about stays unproved.
struct TooLong {};
inline constexpr std::size_t kMostSteps = std::size_t{1} << 20;

/// Cells that are sought, or nothing where there are none. Throws TooLong, Stopped.
std::optional<std::vector<ProfileIndex>> find(const Task& task, const StopToken& stop);

/// Cells at which `more` is most, whatever `than` is; nothing where nothing is found. Throws as `find`.
std::optional<std::vector<ProfileIndex>> find_most(Task task, const StopToken& stop);

}  // namespace comity::checker
