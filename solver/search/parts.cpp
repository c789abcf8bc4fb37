// What is tried first is that every member is a part by itself. A table f over the cells of an issue adds up
// over parts iff, for one cell b and every cell c,
//
//     f(c) − f(b)  =  Σ_p ( f(b with c's actions in part p) − f(b) ),
//
// which is checked for every cell; parts that stand in the way are joined until it holds. What is possible
// must be a product of what is possible in each part.

#include "parts.hpp"

#include <algorithm>
#include <cstdint>
#include <numeric>
#include <set>

#include "comity/number/int128.hpp"

namespace comity {
namespace {

bool adds_nothing(const std::vector<Integer>& terms) {
    return std::all_of(terms.begin(), terms.end(), [](const Integer& term) { return term == 0; });
}

/// The issue that a clause is about, where it is about one only.
std::optional<std::size_t> only_issue(const SumClause& clause) {
    std::optional<std::size_t> only;
    for (const WholeSum& sum : clause.alternatives) {
        for (std::size_t s = 0; s < sum.terms.size(); ++s) {
            if (adds_nothing(sum.terms[s])) continue;
            if (only && *only != s) return std::nullopt;
            only = s;
        }
    }
    return only;
}

/// Leaves the cells of an issue that meet a clause about nothing else.
void apply(const SumClause& clause, std::size_t issue, std::vector<bool>& possible) {
    for (ProfileIndex cell = 0; cell < possible.size(); ++cell) {
        const auto holds = [&](const WholeSum& sum) {
            const bool has = issue < sum.terms.size() && !sum.terms[issue].empty();
            return sum.constant + (has ? sum.terms[issue][cell] : Integer(0)) >= 0;
        };
        possible[cell] =
            possible[cell] && std::any_of(clause.alternatives.begin(), clause.alternatives.end(), holds);
    }
}

/// How the members of one issue fall into groups.
class Grouping {
  public:
    Grouping(const ProfileSpace& space, const std::vector<bool>& possible) : space_(space) {
        for (ProfileIndex cell = 0; cell < possible.size(); ++cell) {
            if (possible[cell]) cells_.push_back(cell);
        }
        for (std::size_t m = 0; m < space.actors(); ++m) {
            std::set<std::size_t> actions;
            for (const ProfileIndex cell : cells_) actions.insert(space.action(cell, m));
            if (actions.size() > 1) groups_.push_back({m});
        }
        join_by_what_is_possible();
    }

    void join_by(const std::vector<Integer>& table) {
        // Differences of a few entries each must have room.
        constexpr std::int64_t kSmall = std::int64_t{1} << 56;
        std::vector<std::int64_t> small;
        for (const Integer& each : table) {
            if (abs(each) > kSmall) break;
            small.push_back(*to_int64(each));
        }
        const bool fits = small.size() == table.size() && groups_.size() < 20;
        while (groups_.size() > 1 && !(fits ? adds_up(small) : adds_up(table)))
            fits ? join_what_interacts(small) : join_what_interacts(table);
    }

    const std::vector<ProfileIndex>& cells() const { return cells_; }
    const std::vector<std::vector<std::size_t>>& groups() const { return groups_; }
    /// `cell`'s actions in a group, the first cell's elsewhere.
    ProfileIndex inside(const std::vector<std::size_t>& group, ProfileIndex cell) const {
        ProfileIndex result = cells_.front();
        for (const std::size_t m : group) result = space_.with(result, m, space_.action(cell, m));
        return result;
    }

  private:
    std::size_t count(const std::vector<std::size_t>& group) const {
        std::set<ProfileIndex> seen;
        for (const ProfileIndex cell : cells_) seen.insert(inside(group, cell));
        return seen.size();
    }
    static std::vector<std::size_t> both(const std::vector<std::size_t>& a,
                                         const std::vector<std::size_t>& b) {
        std::vector<std::size_t> result = a;
        result.insert(result.end(), b.begin(), b.end());
        std::sort(result.begin(), result.end());
        return result;
    }
    void join(std::size_t p, std::size_t q) {
        places_.clear();
        groups_[p] = both(groups_[p], groups_[q]);
        groups_.erase(groups_.begin() + static_cast<std::ptrdiff_t>(q));
    }
    void join_all() {
        while (groups_.size() > 1) join(0, 1);
    }
    /// Joins p and q for every pair that `interact`; false where none does.
    template <class Interact>
    bool join_pairs(const Interact& interact) {
        bool joined = false;
        for (std::size_t p = 0; p < groups_.size(); ++p) {
            for (std::size_t q = p + 1; q < groups_.size();) {
                if (interact(groups_[p], groups_[q])) {
                    join(p, q);
                    joined = true;
                    q = p + 1;
                } else {
                    ++q;
                }
            }
        }
        return joined;
    }

    void join_by_what_is_possible() {
        const auto product = [&] {
            std::size_t all = 1;
            for (const auto& group : groups_) all *= count(group);
            return all == cells_.size();
        };
        if (cells_.empty() || product()) return;
        join_pairs([&](const auto& p, const auto& q) { return count(both(p, q)) != count(p) * count(q); });
        if (!product()) join_all();
    }

    template <class Number>
    bool adds_up(const std::vector<Number>& table) {
        if (places_.empty()) {
            for (const auto& group : groups_) {
                auto& mine = places_.emplace_back();
                for (const ProfileIndex cell : cells_) mine.push_back(inside(group, cell));
            }
        }
        // The first cell counts once for each group but one.
        Number less = table[cells_.front()];
        less *= static_cast<std::int64_t>(groups_.size()) - 1;
        Number sum;
        for (std::size_t k = 0; k < cells_.size(); ++k) {
            sum = table[cells_[k]];
            sum += less;
            for (const auto& places : places_) sum -= table[places[k]];
            if (sum != 0) return false;
        }
        return true;
    }
    /// Pairs whose effects on the table do not add up, everybody else doing as in the first cell; all groups
    /// where no pair is to blame.
    template <class Number>
    void join_what_interacts(const std::vector<Number>& table) {
        const Number& base = table[cells_.front()];
        const bool joined = join_pairs([&](const auto& p, const auto& q) {
            const auto two = both(p, q);
            return std::any_of(cells_.begin(), cells_.end(), [&](ProfileIndex cell) {
                return table[inside(two, cell)] - base !=
                       table[inside(p, cell)] - base + table[inside(q, cell)] - base;
            });
        });
        if (!joined) join_all();
    }

    const ProfileSpace& space_;
    std::vector<ProfileIndex> cells_;  ///< that are possible
    std::vector<std::vector<std::size_t>> groups_;
    std::vector<std::vector<ProfileIndex>> places_;  ///< [group][place in `cells_`]: `inside`
};

std::vector<Part> parts_of(const Grouping& grouping, std::size_t issue) {
    std::vector<Part> parts;
    const ProfileIndex base = grouping.cells().front();
    for (const auto& group : grouping.groups()) {
        std::set<ProfileIndex> cells;
        for (const ProfileIndex cell : grouping.cells()) cells.insert(grouping.inside(group, cell));
        parts.push_back({issue, group, {cells.begin(), cells.end()}, base});
    }
    return parts;
}

WholeSum over_parts(const WholeSum& sum, const PartedProgram& parted) {
    WholeSum result{sum.constant, std::vector<std::vector<Integer>>(parted.parts.size())};
    for (std::size_t s = 0; s < sum.terms.size(); ++s) {
        if (!sum.terms[s].empty()) result.constant += sum.terms[s][parted.bases[s]];
    }
    for (std::size_t p = 0; p < parted.parts.size(); ++p) {
        const Part& part = parted.parts[p];
        if (part.issue >= sum.terms.size() || sum.terms[part.issue].empty()) continue;
        const std::vector<Integer>& terms = sum.terms[part.issue];
        for (const ProfileIndex cell : part.cells) result.terms[p].push_back(terms[cell] - terms[part.base]);
    }
    return result;
}

/// One variable without a value says it.
PartedProgram nothing_possible(PartedProgram parted) {
    parted.program = {};
    parted.program.possible.emplace_back();
    parted.parts.assign(1, {});
    return parted;
}

}  // namespace

PartedProgram parted(const Program& program) {
    PartedProgram result;
    result.spaces = program.spaces;
    // Step 1. Clauses about one issue only say which cells are possible.
    std::vector<std::vector<bool>> possible = program.possible;
    std::vector<const SumClause*> clauses;
    for (const SumClause& clause : program.clauses) {
        if (const auto s = only_issue(clause)) {
            apply(clause, *s, possible[*s]);
        } else {
            clauses.push_back(&clause);
        }
    }
    std::vector<const WholeSum*> sums;
    for (const SumClause* clause : clauses) {
        for (const WholeSum& sum : clause->alternatives) sums.push_back(&sum);
    }
    if (program.goal) {
        for (const WholeSum& sum : program.goal->sums) sums.push_back(&sum);
    }
    for (const auto& kept : program.kept_products) {
        for (const WholeSum& sum : kept.first.sums) sums.push_back(&sum);
    }
    // Step 2. The parts.
    for (std::size_t s = 0; s < possible.size(); ++s) {
        Grouping grouping(program.spaces[s], possible[s]);
        if (grouping.cells().empty()) return nothing_possible(result);
        result.bases.push_back(grouping.cells().front());
        for (const WholeSum* sum : sums) {
            if (s < sum->terms.size() && !sum->terms[s].empty()) grouping.join_by(sum->terms[s]);
        }
        for (Part& part : parts_of(grouping, s)) result.parts.push_back(std::move(part));
    }
    // Step 3. The program over them.
    result.program.at_least = program.at_least;
    for (const Part& part : result.parts) result.program.possible.emplace_back(part.cells.size(), true);
    for (const SumClause* clause : clauses) {
        SumClause& mine = result.program.clauses.emplace_back();
        mine.loosened = clause->loosened;
        for (const WholeSum& sum : clause->alternatives) mine.alternatives.push_back(over_parts(sum, result));
    }
    const auto goal_over_parts = [&](const Goal& goal) {
        Goal mine{goal.kind, {}};
        for (const WholeSum& sum : goal.sums) mine.sums.push_back(over_parts(sum, result));
        return mine;
    };
    if (program.goal) result.program.goal = goal_over_parts(*program.goal);
    for (const auto& [goal, least] : program.kept_products)
        result.program.kept_products.emplace_back(goal_over_parts(goal), least);
    return result;
}

std::vector<ProfileIndex> PartedProgram::cells(const std::vector<ProfileIndex>& values) const {
    std::vector<ProfileIndex> result = bases;
    for (std::size_t p = 0; p < parts.size(); ++p)
        result[parts[p].issue] += parts[p].cells[values[p]] - parts[p].base;
    return result;
}

bool PartedProgram::restrict(std::size_t issue, std::size_t member,
                             const std::function<bool(std::size_t)>& wanted) {
    for (std::size_t p = 0; p < parts.size(); ++p) {
        const Part& part = parts[p];
        if (part.issue != issue ||
            std::find(part.members.begin(), part.members.end(), member) == part.members.end())
            continue;
        std::vector<bool>& possible = program.possible[p];
        for (std::size_t value = 0; value < possible.size(); ++value)
            possible[value] = possible[value] && wanted(part.action(spaces[issue], value, member));
        return std::find(possible.begin(), possible.end(), true) != possible.end();
    }
    return wanted(spaces[issue].action(bases[issue], member));
}

}  // namespace comity
