// Programs against a list of everything: parts, tables and bounds must lose no solution [F4.6].

#include "search.hpp"

#include <gtest/gtest.h>

#include <random>

#include "pruning.hpp"

namespace comity::test {
namespace {

class Draw {
  public:
    explicit Draw(std::uint64_t seed) : engine_(seed) {}
    int below(int n) { return static_cast<int>(engine_() % static_cast<std::uint64_t>(n)); }
    int within(int least, int most) { return least + below(most - least + 1); }
    bool one_in(int n) { return below(n) == 0; }

  private:
    std::mt19937_64 engine_;
};

/// A table over the cells of an issue: a sum over its members, or anything.
std::vector<Integer> draw_table(Draw& draw, const ProfileSpace& space, bool adds_up, const Integer& unit) {
    std::vector<std::vector<int>> one;
    for (std::size_t m = 0; m < space.actors(); ++m) {
        one.emplace_back();
        for (std::size_t a = 0; a < space.actions(m); ++a) one.back().push_back(draw.within(-9, 9));
    }
    std::vector<Integer> result;
    for (ProfileIndex cell = 0; cell < space.size(); ++cell) {
        int value = adds_up ? 0 : draw.within(-5, 5);
        for (std::size_t m = 0; m < space.actors(); ++m) value += one[m][space.action(cell, m)];
        // Digits far down, which 64 bits do not hold where the unit is large.
        result.push_back(value * unit + (adds_up ? 0 : draw.below(2)));
    }
    return result;
}

struct Shape {
    bool adds_up;
    Integer unit;
};

WholeSum draw_sum(Draw& draw, const Program& program, const Shape& shape) {
    WholeSum sum{draw.within(-3, 12) * shape.unit, {}};
    for (const ProfileSpace& space : program.spaces)
        sum.terms.push_back(draw.one_in(6) ? std::vector<Integer>{}
                                           : draw_table(draw, space, shape.adds_up, shape.unit));
    return sum;
}

Program draw_program(std::uint64_t seed) {
    Draw draw(seed);
    Program program;
    const int issues = draw.within(1, 3);
    for (int s = 0; s < issues; ++s) {
        std::vector<std::size_t> counts;
        for (int m = draw.within(1, 3); m > 0; --m)
            counts.push_back(static_cast<std::size_t>(draw.within(1, 3)));
        program.spaces.emplace_back(counts);
        std::vector<bool>& possible = program.possible.emplace_back(program.spaces.back().size(), true);
        if (draw.one_in(3)) {
            for (std::size_t cell = 0; cell < possible.size(); ++cell) possible[cell] = !draw.one_in(5);
        }
    }
    const Shape shape{!draw.one_in(3), draw.one_in(3) ? pow(Integer(10), 60) + 7 : Integer(1)};
    for (int c = draw.within(1, 3); c > 0; --c) {
        SumClause& clause = program.clauses.emplace_back();
        clause.alternatives.push_back(draw_sum(draw, program, shape));
        if (draw.one_in(3)) clause.alternatives.push_back(draw_sum(draw, program, shape));
    }
    Goal goal;
    goal.kind = static_cast<Goal::Kind>(draw.below(3));
    for (int j = goal.kind == Goal::Kind::sum ? 1 : 2; j > 0; --j)
        goal.sums.push_back(draw_sum(draw, program, shape));
    program.goal = goal;
    if (draw.one_in(5)) program.kept_products.emplace_back(goal, shape.unit);
    if (program.kept_products.size() == 1) program.kept_products.front().first.kind = Goal::Kind::product;
    return program;
}

/// Every way to choose one possible cell for each issue that meets everything.
std::vector<std::vector<ProfileIndex>> solutions(const Program& program) {
    std::vector<std::vector<ProfileIndex>> all{{}};
    for (const auto& possible : program.possible) {
        std::vector<std::vector<ProfileIndex>> longer;
        for (const auto& cells : all) {
            for (ProfileIndex cell = 0; cell < possible.size(); ++cell) {
                if (!possible[cell]) continue;
                longer.push_back(cells);
                longer.back().push_back(cell);
            }
        }
        all = std::move(longer);
    }
    std::erase_if(all, [&](const auto& cells) { return !holds(program, cells); });
    return all;
}

TEST(Search, FindsTheBestOfAThousandRandomPrograms) {
    std::size_t solved = 0, empty = 0, split = 0;
    for (std::uint64_t seed = 0; seed < 1000; ++seed) {
        const Program program = draw_program(seed);
        std::optional<Integer> best;
        for (const auto& cells : solutions(program)) {
            const Integer value = value_of(*program.goal, cells);
            if (!best || *best < value) best = value;
        }
        Search search(program);
        split += search.program().parts.size() > program.spaces.size();
        SearchOptions options;
        options.jobs = seed % 2 == 0 ? 1 : 2;
        std::optional<Integer> last;
        options.better = [&](const Integer& value, const std::optional<Integer>& bound) {
            EXPECT_TRUE(!bound || *bound >= *best) << "seed " << seed;
            EXPECT_TRUE(!last || *last <= value) << "seed " << seed;
            last = value;
        };
        const SearchResult found = search.run(options);
        ASSERT_TRUE(found.finished) << "seed " << seed;
        ASSERT_EQ(found.best.has_value(), best.has_value()) << "seed " << seed;
        ++(best ? solved : empty);
        if (!best) continue;
        ASSERT_EQ(found.value, *best) << "seed " << seed;
        ASSERT_TRUE(holds(program, *found.best));
        ASSERT_EQ(value_of(*program.goal, *found.best), *best);
        for (std::size_t s = 0; s < program.possible.size(); ++s)
            ASSERT_TRUE(program.possible[s][(*found.best)[s]]);
        // Nothing is better than that, and something is as good.
        options.any = true;
        options.better = {};
        search.program().program.at_least = *best;
        ASSERT_TRUE(search.run(options).best);
        search.program().program.at_least = *best + 1;
        ASSERT_FALSE(search.run(options).best) << "seed " << seed;
    }
    EXPECT_GT(solved, 500u);
    EXPECT_GT(empty, 50u);
    EXPECT_GT(split, 150u);
}

TEST(Search, BoundsAreNeverBelowTheBestSolution) {
    std::size_t lower = 0, checked = 0;
    for (std::uint64_t seed = 2000; seed < 2400; ++seed) {
        const Program program = draw_program(seed);
        const PartedProgram parts = parted(program);
        const Program& over = parts.program;
        std::optional<Integer> best;
        for (const auto& values : solutions(over)) {
            const Integer value = value_of(*over.goal, values);
            if (!best || *best < value) best = value;
        }
        if (!best) continue;
        const Tables tables(parts);
        Domains domains;
        for (const auto& possible : over.possible) {
            domains.emplace_back();
            for (std::uint32_t cell = 0; cell < possible.size(); ++cell) domains.back().push_back(cell);
        }
        NodeBound node(*tables.relaxation, domains, std::vector<bool>(over.clauses.size(), false),
                       std::vector<double>(over.clauses.size(), 0));
        std::optional<Integer> before;
        for (int round = 0; round < 5; ++round) {
            node.lower(10, -std::numeric_limits<double>::infinity(), [](const auto&) {});
            const auto bound = tables.relaxation->goal_bound(*over.goal, node.bound());
            ASSERT_TRUE(bound);
            ASSERT_GE(*bound, *best) << "seed " << seed << ", kind " << static_cast<int>(over.goal->kind);
            lower += before && *bound < *before;
            before = bound;
        }
        // What is required of the relaxation is not more than the best solution gives.
        ASSERT_LE(tables.relaxation->needed(*over.goal, *best), node.bound()) << "seed " << seed;
        ++checked;
        // A node that must reach the best solution keeps one.
        NodeState state;
        state.choices.assign(over.clauses.size(), NodeState::Choice::open);
        state.multipliers = tables.relaxation->multipliers;
        ASSERT_TRUE(Pruner(tables).prune(domains, state, Required(tables, *best))) << "seed " << seed;
        const auto list = solutions(over);
        ASSERT_TRUE(std::any_of(list.begin(), list.end(),
                                [&](const auto& values) {
                                    if (value_of(*over.goal, values) != *best) return false;
                                    for (std::size_t s = 0; s < values.size(); ++s) {
                                        if (std::find(domains[s].begin(), domains[s].end(), values[s]) ==
                                            domains[s].end())
                                            return false;
                                    }
                                    return true;
                                }))
            << "seed " << seed;
    }
    EXPECT_GT(checked, 200u);
    EXPECT_GT(lower, 20u);
}

TEST(Parts, AreMembersWhereAllAddsUpAndWholeIssuesWhereNothingDoes) {
    Program program;
    program.spaces.emplace_back(std::vector<std::size_t>{2, 2, 2});
    program.possible.emplace_back(8, true);
    // The first two members are worth something together only; the third adds up.
    WholeSum sum{0, {{}}};
    for (ProfileIndex cell = 0; cell < 8; ++cell) {
        const auto a = [&](std::size_t m) { return program.spaces[0].action(cell, m); };
        sum.terms[0].emplace_back(5 * a(0) * a(1) + 3 * a(2));
    }
    program.goal = Goal{Goal::Kind::sum, {sum}};
    const PartedProgram parts = parted(program);
    ASSERT_EQ(parts.parts.size(), 2u);
    EXPECT_EQ(parts.parts[0].members, (std::vector<std::size_t>{0, 1}));
    EXPECT_EQ(parts.parts[1].members, (std::vector<std::size_t>{2}));
    EXPECT_EQ(parts.cells({3, 1}), (std::vector<ProfileIndex>{7}));
    // All must do the same: one variable of two values.
    for (ProfileIndex cell = 0; cell < 8; ++cell) program.possible[0][cell] = cell == 0 || cell == 7;
    const PartedProgram same = parted(program);
    ASSERT_EQ(same.parts.size(), 1u);
    EXPECT_EQ(same.parts[0].cells, (std::vector<ProfileIndex>{0, 7}));
}

TEST(Search, TellsABoundWhereItIsStopped) {
    Draw draw(7);
    Program program;
    for (int s = 0; s < 4; ++s) {
        program.spaces.emplace_back(std::vector<std::size_t>{3, 3, 3});
        program.possible.emplace_back(27, true);
    }
    const Shape shape{true, 1};
    for (int c = 0; c < 4; ++c) {
        program.clauses.push_back({{draw_sum(draw, program, shape)}});
        program.clauses.back().alternatives.front().constant = 0;
    }
    program.goal = Goal{Goal::Kind::sum, {draw_sum(draw, program, shape)}};
    SearchOptions options;
    const SearchResult best = Search(program).run(options);
    ASSERT_TRUE(best.finished && best.best);
    options.stop = StopToken(nullptr, StopToken::Clock::now());
    const SearchResult cut = Search(program).run(options);
    if (cut.finished) {
        EXPECT_EQ(cut.value, best.value);
    } else {
        ASSERT_TRUE(cut.bound);
        EXPECT_GE(*cut.bound, best.value);
    }
}

}  // namespace
}  // namespace comity::test
