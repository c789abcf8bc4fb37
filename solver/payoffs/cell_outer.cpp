#include <algorithm>

#include "cell_transfer.hpp"
#include "grown.hpp"
#include "iterate.hpp"
#include "outer.hpp"

namespace comity {
namespace {

class OuterDrafts {
  public:
    OuterDrafts(const CellQuestion& cell, const CellSamples& samples, const FloatGame& game)
        : cell_(cell), samples_(samples), game_(game) {}

    std::optional<PayoffCell> run() {
        PayoffCell never;
        never.where = cell_.where;
        if (!is_about_payoffs(cell_.target) &&
            !may_be_played(cell_.stage(), played(cell_.target), cell_.where))
            return never;
        // Step 1. The axes and the target's own directions: often the minmax is all that is needed.
        if (auto proved = prove_coarsely(0)) return proved;
        if (!game_.has_few_corners()) {
            if (auto proved = prove_coarsely(12)) return proved;
        }
        // Step 2. The normals of the family.
        const double by = samples_.variation();
        std::vector<double> loosenings{1e-11};
        for (const double part : {1.0 / 64, 1.0 / 8, 1.0}) {
            if (by * part > 1e-10 && by * part < .5) loosenings.push_back(by * part);
        }
        for (const double loosen : loosenings) {
            if (cell_.stop.stop_requested()) throw Stopped();
            IterationOptions options;
            options.tighten = -loosen;
            options.limit = most_rounds(game_);
            options.stop = cell_.stop;
            const PayoffFamily family = iterate(game_, options);
            if (!family.emptied && !family.converged) continue;
            std::size_t corners = 0;
            for (const auto& set : family.sets) corners += set.size();
            if (corners > 40) return std::nullopt;
            if (auto proved = prove(family, loosen)) return proved;
        }
        return std::nullopt;
    }

  private:
    std::optional<PayoffCell> prove(const PayoffFamily& family, double loosen) const {
        DirectionList directions(game_);
        add_targets(directions);
        if (family.emptied) directions.add_around(8);
        for (std::size_t s = 0; s < family.sets.size() && !family.emptied; ++s)
            directions.add_normals(family.polygon(s));
        return prove_in(directions, loosen, game_.has_few_corners() ? 12 : 2, [&](const DirectionList& rows) {
            std::vector<double> levels;
            for (std::size_t s = 0; s < family.sets.size() && !family.emptied; ++s) {
                const Polygon polygon = family.polygon(s);
                for (std::size_t r = 0; r < rows.size(); ++r)
                    levels.push_back(support(polygon, rows.unit(r)));
            }
            return levels;
        });
    }

    /// In a few directions, as far as these tell.
    std::optional<PayoffCell> prove_coarsely(int around) const {
        DirectionList directions(game_);
        add_targets(directions);
        directions.add_around(around);
        OuterOptions options;
        options.stop = cell_.stop;
        options.limit = most_rounds(game_);
        const OuterSearch walked = find_outer_proof(cell_.form, cell_.middle, game_, directions, {}, options);
        return prove_in(directions, 1e-9, 1, [&](const DirectionList&) {
            std::vector<double> levels = walked.proof ? std::vector<double>() : walked.levels;
            for (double& level : levels) level += 1e-9;
            return levels;
        });
    }

    void add_targets(DirectionList& directions) const {
        if (!is_about_payoffs(cell_.target)) return;
        for (const FunctionHalfPlane& half : function_half_planes(cell_.stage(), cell_.target)) {
            if (half.normal[0] != 0 || half.normal[1] != 0) directions.add(half.normal);
        }
    }

    /// `levels`: the goal in given directions; none to empty the set.
    template <class Levels>
    std::optional<PayoffCell> prove_in(DirectionList& directions, double loosen, int most_searches,
                                       const Levels& levels) const {
        OuterOptions options;
        options.stop = cell_.stop;
        options.limit = std::min<std::size_t>(most_rounds(game_), 600);
        // Cells of cheap games are worth a long search; of others, they are better cut.
        const std::size_t most_directions = game_.has_few_corners() ? 120 : 30;
        OuterSearch search;
        for (int round = 0; round < most_searches && directions.size() < most_directions; ++round) {
            OuterGoal goal;
            goal.loosened = loosen;
            goal.levels = levels(directions);
            if (!goal.levels.empty() && goal.levels.size() != game_.sets.size() * directions.size()) break;
            search = find_outer_proof(cell_.form, cell_.middle, game_, directions, goal, options);
            if (!search.stalled) break;
            const std::size_t before = directions.size();
            add_normals_after(game_, search.levels, directions);
            if (directions.size() == before) break;
        }
        if (!search.proof) return std::nullopt;
        auto moved = moved_to_cell(cell_, samples_, game_, *search.proof);
        if (!moved) return std::nullopt;
        PayoffCell result;
        result.where = cell_.where;
        result.proof.outer = *std::move(moved);
        if (!wrong_with_cell(cell_.form, cell_.question, cell_.delta, cell_.target, result).empty())
            return std::nullopt;
        return result;
    }

    const CellQuestion& cell_;
    const CellSamples& samples_;
    const FloatGame& game_;
};

}  // namespace

std::optional<PayoffCell> refuted_on_cell(const CellQuestion& cell, const CellSamples& samples,
                                          const FloatGame& game) {
    return OuterDrafts(cell, samples, game).run();
}

}  // namespace comity
