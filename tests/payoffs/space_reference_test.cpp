// Payoff sets of three and four actors that others have computed.

#include "support/many_case_file.hpp"
#include "support/space_checks.hpp"

namespace comity::test {
namespace {

using Status = PayoffSetFinding::Status;

const Rational kHair = Rational(1) / Rational(Integer("1000000000000"));

std::vector<Direction> directions_of(const KnownLevels& set) {
    std::vector<Direction> result;
    for (const KnownLevel& level : set.levels) result.push_back(level.direction);
    return result;
}

TEST(ReferenceSpaces, AreEnclosedInEveryKnownDirection) {
    std::size_t sets = 0, levels = 0;
    for (const KnownManyGame& game : read_many_cases("levels.txt")) {
        for (const KnownLevels& set : game.sets) {
            SCOPED_TRACE(game.name + " at " + to_string(set.delta));
            const ManyActors g = game.at(set.delta);
            const std::vector<Direction> asked = directions_of(set);
            const PayoffSetFinding f = find_space(g, asked);
            ++sets;
            ASSERT_EQ(f.status, Status::solved) << f.note;
            ASSERT_NO_FATAL_FAILURE(expect_well_formed(f, g, asked));
            for (std::size_t i = 0; i < g.n(); ++i) EXPECT_EQ(f.minmax[i], game.minmax[i]);
            for (const KnownLevel& known : set.levels) {
                ++levels;
                const auto level = *level_of(f, known.direction);
                const Rational unit = unit_of(known.direction, g);
                // The upper number was found in floating point.
                const Rational digits = unit / 10000000;
                EXPECT_GE(level.outer, known.at_least) << text_of(known.direction);
                EXPECT_LE(level.inner, known.at_most + digits) << text_of(known.direction);
                EXPECT_GE(level.inner, known.at_least - kGap * unit) << text_of(known.direction);
                EXPECT_LE(level.outer, known.at_most + digits + kGap * unit) << text_of(known.direction);
            }
        }
    }
    EXPECT_EQ(sets, 12u);
    EXPECT_EQ(levels, 642u);
}

// At the δ from which all contribute, their payoff is just a point of the set: exactly or not decided. A hair
// below there is nothing but the stage equilibrium.
TEST(ReferenceSpaces, AreNotMistakenAtTheKnifeEdge) {
    std::size_t asked = 0, solved = 0;
    for (const KnownManyGame& game : read_many_cases("critical_many.txt")) {
        SCOPED_TRACE(game.name);
        const Rational edge = game.thresholds.front().worst;
        const Direction all(game.actions.size(), Integer(1));
        const Rational best = value_of(all, game.pays.front());
        for (const Rational& delta : {Rational(edge - kHair), edge, Rational(edge + kHair)}) {
            const PayoffSetFinding f = find_space(game.at(delta));
            ++asked;
            const bool reached = delta >= edge;
            EXPECT_NE(f.status, Status::empty) << to_string(delta);
            const auto level = level_of(f, all);
            if (f.status == Status::solved) {
                ++solved;
                ASSERT_TRUE(level.has_value());
                ASSERT_NO_FATAL_FAILURE(expect_well_formed(f, game.at(delta)));
                EXPECT_EQ(level->inner, reached ? best : Rational(0)) << to_string(delta);
            }
            if (!level) continue;
            if (reached) {
                EXPECT_GE(level->outer, best) << to_string(delta);
            } else {
                EXPECT_LT(level->inner, best) << to_string(delta);
            }
        }
    }
    EXPECT_EQ(asked, 9u);
    EXPECT_GE(solved, 6u);
}

TEST(ReferenceSpaces, OfThreeActorsAgreeWithEverythingThatTheOracleCanSay) {
    SpaceTally tally;
    for (const KnownManyGame& game : read_many_cases("levels.txt")) {
        if (game.actions.size() != 3 || game.pays.size() > 8) continue;
        for (const KnownLevels& set : game.sets) {
            if (set.delta > Rational(1) / 2) continue;
            const ManyActors g = game.at(set.delta);
            SCOPED_TRACE(game.name + " at " + to_string(set.delta));
            expect_agrees(g, find_space(g), tally, 20);
        }
    }
    EXPECT_EQ(tally.undecided, 0u);
    EXPECT_GE(tally.inside, 5u);
}

}  // namespace
}  // namespace comity::test
