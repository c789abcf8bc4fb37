// Proofs on whole cells: what prove_on_cell gives passes its own exact check, and what is spoilt does not.

#include "comity/payoffs/cell_proof.hpp"

#include "partition.hpp"
#include "support/models.hpp"
#include "support/scalar_game.hpp"

namespace comity::test {
namespace {

/// Proved cells of random games, with what they are about.
template <class Use>
void for_each_cell(bool curved, const Use& use) {
    const char* const targets[] = {"1,1", "cycle:1,1;0,1", "payoff:1,1", "value:1,2"};
    for (std::uint64_t seed = 0; seed < 16; ++seed) {
        const Model model = load(model_text(draw_scalar_game(seed, curved)));
        const GameForm form = model.form();
        const ThresholdRequest request{0, parse_target(model, form, targets[seed % 4]),
                                       parse_path(model, "t"), Punishment::worst};
        const Interval range{0, 1, true, true};
        const OpenCell open = open_cells(model, form, request, std::nullopt, range).front();
        for (int k = 0; k < 4; ++k) {
            const Interval where{Rational(k) / 4, Rational(k + 1) / 4, true, true};
            const Rational at = Rational(2 * k + 1) / 8;
            std::vector<Rational> delta;
            const auto middle = question_at(model, request, std::nullopt, at, delta);
            const auto proved =
                prove_on_cell(form, *open.question, open.delta, middle, at, request.target, where, {});
            if (proved) use(form, open, request.target, *proved);
        }
    }
}

TEST(CellProof, PassesItsOwnExactCheckAndKeepsToItsCell) {
    std::size_t sustained = 0, refuted = 0;
    for (const bool curved : {false, true}) {
        for_each_cell(curved, [&](const GameForm& form, const OpenCell& open, const Target& target,
                                  const PayoffCell& cell) {
            EXPECT_EQ(wrong_with_cell(form, *open.question, open.delta, target, cell), "");
            PayoffCell contrary = cell;
            contrary.sustained = !cell.sustained;
            EXPECT_NE(wrong_with_cell(form, *open.question, open.delta, target, contrary), "");
            ++(cell.sustained ? sustained : refuted);
        });
    }
    EXPECT_GE(sustained, 4u);
    EXPECT_GE(refuted, 20u);
}

TEST(CellProof, IsRejectedWhereALevelIsLowered) {
    std::size_t spoilt = 0;
    for_each_cell(
        false, [&](const GameForm& form, const OpenCell& open, const Target& target, const PayoffCell& cell) {
            if (cell.sustained || !cell.proof.outer || cell.proof.outer->stages.empty()) return;
            PayoffCell broken = cell;
            for (RationalFunction& level : broken.proof.outer->start) level -= RationalFunction(1000);
            EXPECT_NE(wrong_with_cell(form, *open.question, open.delta, target, broken), "");
            broken = cell;
            auto& levels = broken.proof.outer->stages.back().levels;
            if (levels.empty()) return;
            // Only near one end of the cell: by t − lo.
            const Rational lo = cell.where.lo.number().rational();
            for (RationalFunction& level : levels)
                level -= RationalFunction(1000) * (RationalFunction::variable() - RationalFunction(lo));
            EXPECT_NE(wrong_with_cell(form, *open.question, open.delta, target, broken), "");
            ++spoilt;
        });
    EXPECT_GE(spoilt, 3u);
}

TEST(CellProof, IsRejectedWhereAWeightOrAValueIsChanged) {
    std::size_t spoilt = 0;
    for_each_cell(false, [&](const GameForm& form, const OpenCell& open, const Target& target,
                             const PayoffCell& cell) {
        if (!cell.sustained) return;
        for (std::size_t k = 0; k < cell.proof.inner->points.size(); ++k) {
            PayoffCell broken = cell;
            broken.proof.inner->points[k].continuation.front().weight -= Rational(1) / 1000;
            EXPECT_NE(wrong_with_cell(form, *open.question, open.delta, target, broken), "");
            broken = cell;
            broken.proof.inner->points[k].value[0] += RationalFunction::variable() / RationalFunction(1000);
            EXPECT_NE(wrong_with_cell(form, *open.question, open.delta, target, broken), "");
            ++spoilt;
        }
    });
    EXPECT_GE(spoilt, 4u);
}

}  // namespace
}  // namespace comity::test
