// The oracle for three actors by itself: solids that are known, sets that can be worked out by hand, and
// games of two actors with a third who only looks on.

#include "support/draw_many_actors.hpp"
#include "support/many_case_file.hpp"
#include "support/payoff_checks.hpp"
#include "support/space_inside.hpp"

namespace comity::test {
namespace {

Rational q(const char* text) {
    return *parse_rational(text);
}

/// Contribute (0) or not (1): u_i = 2/3 · contributors − [i contributes].
ManyActors public_good(const Rational& delta) {
    std::vector<std::vector<Rational>> pays;
    for (int a = 0; a < 8; ++a) {
        const int give[3] = {1 - (a >> 2 & 1), 1 - (a >> 1 & 1), 1 - (a & 1)};
        pays.emplace_back();
        for (const int own : give)
            pays.back().push_back(q("2/3") * (give[0] + give[1] + give[2]) - Rational(own));
    }
    return plain_many({2, 2, 2}, pays, delta);
}

TEST(Solid, KnowsFlatSets) {
    EXPECT_TRUE(Solid().empty());
    const Solid point({{1, 2, 3}, {1, 2, 3}});
    EXPECT_EQ(point.dimension(), 0u);
    EXPECT_TRUE(point.contains(Point3{1, 2, 3}));
    EXPECT_FALSE(point.contains(Point3{1, 2, q("7/2")}));
    const Solid segment({{0, 0, 0}, {2, 4, 6}, {1, 2, 3}});
    EXPECT_EQ(segment.dimension(), 1u);
    EXPECT_EQ(segment.corners(), (std::vector<Point3>{{0, 0, 0}, {2, 4, 6}}));
    EXPECT_TRUE(segment.contains(Point3{q("1/2"), 1, q("3/2")}));
    EXPECT_FALSE(segment.contains(Point3{3, 6, 9}));
    EXPECT_FALSE(segment.contains(Point3{1, 2, 2}));
    const Solid square({{0, 0, 1}, {1, 0, 1}, {1, 1, 1}, {0, 1, 1}, {q("1/2"), q("1/2"), 1}});
    EXPECT_EQ(square.dimension(), 2u);
    EXPECT_EQ(square.corners().size(), 4u);
    EXPECT_TRUE(square.contains(Point3{q("1/3"), 1, 1}));
    EXPECT_FALSE(square.contains(Point3{q("1/3"), q("4/3"), 1}));
    EXPECT_FALSE(square.contains(Point3{q("1/3"), q("1/3"), q("3/4")}));
}

TEST(Solid, LeavesOutWhatIsNoCorner) {
    std::vector<Point3> grid;
    for (int x = 0; x < 3; ++x) {
        for (int y = 0; y < 3; ++y) {
            for (int z = 0; z < 3; ++z) grid.push_back({Rational(x) / 3, y, z});
        }
    }
    const Solid cube(grid);
    EXPECT_EQ(cube.dimension(), 3u);
    EXPECT_EQ(cube.corners().size(), 8u);
    EXPECT_TRUE(cube.contains(Point3{q("2/3"), 2, 1}));
    EXPECT_FALSE(cube.contains(Point3{q("2/3"), q("5/2"), 1}));
    EXPECT_EQ(cube.most({3, 1, -1}), 4);
    EXPECT_EQ(cube.least(0), 0);
}

TEST(Solid, IsCutByPlanesThroughEdgesFacesAndTheInside) {
    const Solid cube(
        {{0, 0, 0}, {0, 0, 2}, {0, 2, 0}, {0, 2, 2}, {2, 0, 0}, {2, 0, 2}, {2, 2, 0}, {2, 2, 2}});
    EXPECT_EQ(Solid(cube.at_least({Rational(1), std::nullopt, std::nullopt})).corners().size(), 8u);
    const Solid part(cube.at_least({Rational(1), Rational(1), Rational(1)}));
    EXPECT_EQ(part.corners().size(), 8u);
    EXPECT_EQ(part.least(2), 1);
    EXPECT_EQ(Solid(cube.at_least({Rational(2), Rational(1), Rational(2)})).dimension(), 1u);
    EXPECT_TRUE(cube.at_least({Rational(3), std::nullopt, std::nullopt}).empty());
}

/// Do all halfspaces through three of the points that hold all points hold x?
bool in_hull(const std::vector<Point3>& points, const Point3& x) {
    for (const Point3& a : points) {
        for (const Point3& b : points) {
            for (const Point3& c : points) {
                const Point3 normal = cross(minus(b, a), minus(c, a));
                if (is_zero(normal)) continue;
                const bool holds_all = std::all_of(points.begin(), points.end(), [&](const Point3& p) {
                    return dot3(normal, minus(p, a)) <= 0;
                });
                if (holds_all && dot3(normal, minus(x, a)) > 0) return false;
            }
        }
    }
    return true;
}

TEST(Solid, IsWhatAllHalfspacesThroughThreePointsSay) {
    Draw draw(11);
    for (int round = 0; round < 60; ++round) {
        std::vector<Point3> points;
        for (std::size_t k = 4 + draw.below(5); k > 0; --k)
            points.push_back({draw.number(-2, 2), draw.number(-2, 2), draw.number(-1, 1)});
        const Solid solid(points);
        if (solid.dimension() < 3) continue;
        for (const Point3& p : points) ASSERT_TRUE(solid.contains(p));
        const std::array<std::optional<Rational>, 3> bound{draw.number(-2, 1), draw.number(-2, 1),
                                                           draw.number(-1, 1)};
        const Solid part(solid.at_least(bound));
        for (int k = 0; k < 12; ++k) {
            const Point3 x{draw.number(-2, 2), draw.number(-2, 2), draw.number(-1, 1)};
            const bool inside = in_hull(points, x);
            ASSERT_EQ(solid.contains(x), inside) << solid.text() << Solid({x}).text();
            const bool above = x[0] >= *bound[0] && x[1] >= *bound[1] && x[2] >= *bound[2];
            ASSERT_EQ(part.contains(x), inside && above) << part.text() << Solid({x}).text();
        }
    }
}

TEST(SpaceOracle, SeesFromWhereOnAllContribute) {
    const ExactSpace::Family both{Solid({{0, 0, 0}, {1, 1, 1}})};
    EXPECT_TRUE(ExactSpace(public_good(q("1/4"))).is_self_generating(both));
    EXPECT_FALSE(ExactSpace(public_good(q("249999/1000000"))).is_self_generating(both));
}

TEST(SpaceOracle, ClosesInOnTheKnownSetsOfAPublicGood) {
    // Below 1/4 nothing but the stage equilibrium; at 1/2 all that is feasible and individually rational.
    for (const char* delta : {"1/5", "1/2"}) {
        const ManyActors g = public_good(q(delta));
        const ExactSpace oracle(g);
        std::vector<Point3> feasible;
        for (std::size_t a = 0; a < 8; ++a) feasible.push_back({g.pays[0][a], g.pays[1][a], g.pays[2][a]});
        const Solid folk(Solid(feasible).at_least({Rational(0), Rational(0), Rational(0)}));
        const Solid known = q(delta) == q("1/2") ? folk : Solid({{0, 0, 0}});
        EXPECT_EQ(oracle.apply({known})[0].corners(), known.corners());
        SpaceChain chain(oracle, 18);
        chain.advance(300);
        EXPECT_TRUE(chain.is_still());
        for (int k = 0; k < 27; ++k) {
            const Point3 h{k / 9 - 1, k / 3 % 3 - 1, k % 3 - 1};
            EXPECT_GE(chain.level(h), known.most(h)) << delta;
            EXPECT_LE(chain.level(h), known.most(h) + q("1/1000")) << delta;
        }
        const auto margins = inside_with_margins(oracle, 18, q("1/1000"));
        ASSERT_TRUE(margins.has_value());
        for (int k = 0; k < 27; ++k) {
            const Point3 h{k / 9 - 1, k / 3 % 3 - 1, k % 3 - 1};
            EXPECT_LE(margins->level(h), known.most(h)) << delta;
            EXPECT_GE(margins->level(h), known.most(h) - q("1/30")) << delta;
        }
    }
}

TEST(SpaceOracle, KeepsAroundWhatTheExactOperatorLeaves) {
    for (const char* delta : {"1/4", "3/10", "2/3"}) {
        const ExactSpace oracle(public_good(q(delta)));
        SpaceChain chain(oracle, 12);
        ExactSpace::Family exact = oracle.box();
        for (int k = 0; k < 4; ++k) {
            exact = oracle.apply(exact);
            chain.advance(1);
            for (int h = 0; h < 27; ++h) {
                const Point3 direction{h / 9 - 1, h / 3 % 3 - 1, h % 3 - 1};
                ASSERT_LE(exact[0].most(direction), chain.level(direction)) << delta;
            }
        }
    }
}

TEST(SpaceOracle, AgreesWithPolygonsWhereTheThirdActorLooksOn) {
    std::size_t compared = 0, inner = 0;
    for (std::uint64_t seed = 0; seed < 60; ++seed) {
        const TwoActors two = draw_two_actors(
            seed + 400, {.constraints = seed % 2 == 0, .unequal = seed % 5 == 0, .phases = seed % 7 == 0});
        SCOPED_TRACE(std::to_string(seed) + "\n" + two.text());
        const PayoffSetFinding f = find_payoffs(two);
        if (f.status == PayoffSetFinding::Status::undecided) continue;
        const ExactSpace oracle(with_bystanders(two, 3, q("1/3")));
        SpaceChain chain(oracle, seed % 5 == 0 ? 14 : 24);
        chain.advance(250);
        auto inside = inside_with_margins(oracle, 24, q("1/10000"));
        ++compared;
        inner += inside.has_value();
        if (f.status == PayoffSetFinding::Status::empty) {
            ASSERT_FALSE(inside.has_value());
            continue;
        }
        ASSERT_FALSE(chain.family()[0].empty());
        for (int h = 0; h < 9; ++h) {
            const Rational x = h / 3 - 1, y = h % 3 - 1;
            const auto most = [&](const auto& corners) {
                std::optional<Rational> best;
                for (const auto& corner : corners) {
                    const Rational value = x * corner[0] + y * corner[1];
                    if (!best || *best < value) best = value;
                }
                return *best;
            };
            const Rational unit = abs(x) * two.range(0) + abs(y) * two.range(1);
            ASSERT_LE(most(f.inner), chain.level({x, y, 0}));
            if (chain.is_still()) {
                ASSERT_LE(chain.level({x, y, 0}), most(f.outer) + q("1/300") * unit);
            }
            if (inside) {
                ASSERT_LE(inside->level({x, y, 0}), most(f.outer));
            }
        }
    }
    EXPECT_GE(compared, 50u);
    EXPECT_GE(inner, 20u);
}

TEST(SpaceOracle, AgreesWithTheLevelsThatOthersHaveComputed) {
    std::size_t levels = 0, reproduced = 0;
    for (const KnownManyGame& known : read_many_cases("levels.txt")) {
        ASSERT_EQ(known.pays.size(), known.at(0).profiles()) << known.name;
        for (std::size_t i = 0; i < known.actions.size(); ++i)
            EXPECT_EQ(known.at(0).minmax(i), known.minmax[i]) << known.name;
        for (const KnownLevels& set : known.sets) {
            levels += set.levels.size();
            // Four actors are more than the oracle knows; with many profiles it takes its time.
            if (known.actions.size() != 3 || known.pays.size() > 8 || set.delta > q("1/2")) continue;
            SCOPED_TRACE(known.name + " at " + to_string(set.delta));
            const ManyActors g = known.at(set.delta);
            const ExactSpace oracle(g);
            SpaceChain chain(oracle, 24);
            chain.advance(300);
            ASSERT_TRUE(chain.is_still());
            const auto inside = simple_inside(oracle, chain.family());
            reproduced += inside.has_value();
            for (const KnownLevel& level : set.levels) {
                const Point3 h{Rational(level.direction[0]), Rational(level.direction[1]),
                               Rational(level.direction[2])};
                Rational unit = 0;
                for (std::size_t i = 0; i < 3; ++i) unit += abs(h[i]) * g.range(i);
                EXPECT_GE(chain.level(h), level.at_least) << Solid({h}).text();
                EXPECT_LE(chain.level(h), level.at_most + q("1/100000") * unit) << Solid({h}).text();
                if (inside) {
                    EXPECT_LE(inside->level(h), level.at_most + kBillionth * unit) << Solid({h}).text();
                }
            }
        }
    }
    EXPECT_EQ(levels, 642u);
    EXPECT_GE(reproduced, 3u);
}

TEST(SpaceOracle, KeepsWhatItProvesInsideWithinWhatItProvesOutside) {
    std::size_t inner = 0, empty = 0;
    constexpr std::uint64_t kGames = 12;
    for (std::uint64_t seed = 100; seed < 100 + kGames; ++seed) {
        const ManyActors g = any_three_actors(seed);
        SCOPED_TRACE(std::to_string(seed) + "\n" + g.text());
        const ExactSpace oracle(g);
        SpaceChain chain(oracle, 12);
        chain.advance(200, 200);
        empty += chain.family()[0].empty();
        const auto simple = simple_inside(oracle, chain.family());
        const auto margins = inside_with_margins(oracle, 12, q("1/200"));
        bool any = false;
        for (const auto& inside : {simple, margins}) {
            if (!inside || inside->family[0].empty()) continue;
            ASSERT_FALSE(chain.family()[0].empty());
            any = true;
            for (int k = 0; k < 27; ++k) {
                const Point3 h{k / 9 - 1, k / 3 % 3 - 1, k % 3 - 1};
                ASSERT_LE(inside->level(h), chain.level(h));
            }
        }
        inner += any;
    }
    EXPECT_GE(inner, (kGames - empty) * 2 / 3);
    EXPECT_GE(empty, 1u);
}

}  // namespace
}  // namespace comity::test
