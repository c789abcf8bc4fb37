#include "level_way.hpp"

#include <algorithm>

#include "comity/game/game_form.hpp"

namespace comity {
namespace {

constexpr int kLevelBits = 46;

class Writer {
  public:
    Writer(const GameForm& form, const VectorGame& game, const RowList& rows, LevelWay way,
           const LevelProofOptions& options)
        : form_(form), game_(game), rows_(rows), way_(std::move(way)), options_(options) {}

    LevelProof write() {
        reduce();
        LevelProof result;
        name_.assign(rows_.size(), 0);
        for (std::size_t r = 0; r < rows_.size(); ++r) {
            if (!needed_[r] && r >= 2 * game_.n) continue;
            name_[r] = kept_.size();
            kept_.push_back(r);
        }
        OuterProof<Rational> proof;
        const std::size_t count = kept_.size();
        for (const std::size_t r : kept_) {
            proof.directions.push_back(rows_.exact()[r]);
            Rational box = 0;
            for (std::size_t i = 0; i < game_.n; ++i) {
                const Integer& h = rows_.exact()[r][i];
                const PayoffUnit& unit = game_.unit[i];
                box += Rational(h) * unit.lowest;
                if (h > 0 && game_.upper[i] > 0) box += Rational(h) * unit.range;
            }
            proof.start.push_back(box);
        }
        Levels from = way_.start;
        std::vector<Rational> last;
        for (std::size_t s = 0; s < game_.sets.size(); ++s)
            last.insert(last.end(), proof.start.begin(), proof.start.end());
        for (const LevelWay::Stage& stage : way_.stages) {
            BoundStage<Rational> each;
            for (const LevelWay::Ray& ray : stage.rays)
                each.rays.push_back({ray.set, game_.entries[game_.sets[ray.set][ray.k]].profile,
                                     written_rows(ray.rows, ray.set, ray.k, ray.threats)});
            for (const LevelWay::Cell& cell : stage.cells)
                each.cells.push_back({cell.set, game_.entries[game_.sets[cell.set][cell.k]].profile,
                                      name_[cell.row],
                                      written_rows(cell.rows, cell.set, cell.k, way_.at_end)});
            for (std::size_t s = 0; s < stage.levels.size(); ++s) {
                for (std::size_t d = 0; d < count; ++d) {
                    const double level = stage.levels[s][kept_[d]];
                    Rational& now = last[s * count + d];
                    // What floating point sees as still is still.
                    if (level != from[s][kept_[d]])
                        now = std::min(now, rows_.level(kept_[d], level, kLevelBits));
                    each.levels.push_back(now);
                }
            }
            if (!stage.levels.empty()) from = stage.levels;
            proof.stages.push_back(std::move(each));
        }
        result.proof = std::move(proof);
        return result;
    }

  private:
    std::vector<BoundRow> written_rows(const std::vector<std::uint16_t>& rows, std::size_t set, std::size_t k,
                                       const Threats& threats) const {
        std::vector<BoundRow> result;
        const VectorGame::Entry& entry = game_.entries[game_.sets[set][k]];
        for (const std::uint16_t row : rows) {
            if (row >= game_.n) {
                result.push_back({name_[row - game_.n], 0});
                continue;
            }
            const bool floor = game_.is_by_floor(entry, row, threats[row]);
            result.push_back(
                {kept_.size() + row,
                 floor ? form_.profiles().actions(row) + entry.floor_number[row] : entry.best_action[row]});
        }
        return result;
    }

    /// Drops what the wanted levels do not rest on: going back, a row matters where one that does is bounded
    /// by it.
    void reduce() {
        std::vector<bool> matters(rows_.size(), false);
        for (const std::size_t r : options_.wanted) matters[r] = true;
        for (std::size_t r = 0; r < 2 * game_.n && !options_.only_wanted; ++r) matters[r] = true;
        const auto mark = [&](const std::vector<std::uint16_t>& rows) {
            bool added = false;
            for (const std::uint16_t row : rows) {
                const std::size_t r = row >= game_.n ? row - game_.n : 2 * std::size_t{row} + 1;
                added = added || !matters[r];
                matters[r] = true;
            }
            return added;
        };
        std::vector<std::vector<bool>> falling(way_.stages.size());
        for (std::size_t j = way_.stages.size(); j-- > 0;) {
            LevelWay::Stage& stage = way_.stages[j];
            if (!stage.levels.empty()) {
                for (bool again = true; again;) {
                    again = false;
                    for (const LevelWay::Cell& cell : stage.cells) {
                        if (matters[cell.row] && mark(cell.rows)) again = true;
                    }
                    for (std::size_t r = 0; r < rows_.size() && !game_.common_delta; ++r) {
                        if (matters[r] && mark(usual_combination(game_, rows_, r).rows)) again = true;
                    }
                }
                std::erase_if(stage.cells, [&](const LevelWay::Cell& cell) { return !matters[cell.row]; });
            }
            falling[j] = matters;
            for (const LevelWay::Ray& ray : stage.rays) mark(ray.rows);
        }
        needed_ = matters;
        Levels levels = way_.start;
        for (std::size_t j = 0; j < way_.stages.size(); ++j) {
            for (std::size_t s = 0; s < way_.stages[j].levels.size(); ++s) {
                for (std::size_t r = 0; r < rows_.size(); ++r) {
                    if (!falling[j][r]) way_.stages[j].levels[s][r] = levels[s][r];
                }
            }
            if (!way_.stages[j].levels.empty()) levels = way_.stages[j].levels;
        }
        // A stage in which nothing is left to do says nothing.
        Levels before = way_.start;
        std::erase_if(way_.stages, [&](const LevelWay::Stage& stage) {
            if (!stage.rays.empty()) {
                if (!stage.levels.empty()) before = stage.levels;
                return false;
            }
            const bool idle = stage.levels == before;
            before = stage.levels;
            return idle;
        });
    }

    const GameForm& form_;
    const VectorGame& game_;
    const RowList& rows_;
    LevelWay way_;
    const LevelProofOptions& options_;
    std::vector<bool> needed_;              ///< rows that something wanted rests on
    std::vector<std::size_t> kept_, name_;  ///< of rows
};

}  // namespace

Combination usual_combination(const VectorGame& game, const RowList& rows, std::size_t r) {
    Combination result;
    result.is_default = true;
    const double least = *std::min_element(game.delta.begin(), game.delta.end());
    result.rows.push_back(static_cast<std::uint16_t>(game.n + r));
    result.multipliers.push_back(least);
    for (std::size_t i = 0; i < game.n; ++i) {
        const double h = rows.unit(r)[i], rest = (game.delta[i] - least) * std::abs(h);
        if (rest <= 0) continue;
        result.rows.push_back(static_cast<std::uint16_t>(game.n + 2 * i + (h > 0 ? 0 : 1)));
        result.multipliers.push_back(rest);
    }
    return result;
}

LevelProof write_levels(const GameForm& form, const VectorGame& game, const RowList& rows, LevelWay way,
                        const LevelProofOptions& options) {
    return Writer(form, game, rows, std::move(way), options).write();
}

}  // namespace comity
