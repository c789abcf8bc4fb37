#include "cell_transfer.hpp"

#include <algorithm>
#include <cmath>

#include "comity/question/bounds.hpp"
#include "comity/question/path_value.hpp"
#include "node_levels.hpp"

namespace comity {
namespace {

constexpr double kLevel = 1e-15;  ///< what counts as no slope
constexpr double kClear = 1e-13;  ///< by how much an inequality must hold for exact arithmetic to agree

/// Carries a proof at the middle over to the cell: rows, rays and directions stay, levels are found again at
/// the nodes.
class Transfer {
  public:
    Transfer(const CellQuestion& cell, const CellSamples& samples, const FloatGame& game,
             const OuterProof<Rational>& middle)
        : cell_(cell),
          samples_(samples),
          game_(game),
          middle_(middle),
          rows_(middle.directions.size()),
          sets_(game.sets.size()) {
        if (!cell.where.hi.is_finite()) levels_.slope = 1;
        if (!cell.where.lo.is_finite()) levels_.slope = 0;
        for (const auto& h : middle.directions) {
            Rational length = 0, origin = 0;
            for (std::size_t i = 0; i < 2; ++i) {
                length += Rational(abs(h[i])) * game.unit[i].range;
                origin += Rational(h[i]) * game.unit[i].lowest;
            }
            auto& unit = unit_.emplace_back();
            for (std::size_t i = 0; i < 2; ++i)
                unit[i] = static_cast<double>(Rational(Rational(h[i]) * game.unit[i].range / length));
            length_.push_back(length);
            origin_.push_back(origin);
        }
        patient_ = samples.delta(CellSamples::kMiddle, 1) < samples.delta(CellSamples::kMiddle, 0) ? 1 : 0;
    }

    OuterProof<RationalFunction> run() {
        OuterProof<RationalFunction> result;
        result.directions = middle_.directions;
        start(result);
        for (std::size_t s = 0; s < sets_; ++s)
            before_.insert(before_.end(), result.start.begin(), result.start.end());
        std::vector<Rational> middle_before;
        for (std::size_t s = 0; s < sets_; ++s)
            middle_before.insert(middle_before.end(), middle_.start.begin(), middle_.start.end());
        for (const BoundStage<Rational>& stage : middle_.stages) {
            BoundStage<RationalFunction> moved;
            for (const BoundRay& ray : stage.rays) {
                if (!live_[ray.set][ray.profile] || !is_broken(ray)) continue;
                live_[ray.set][ray.profile] = false;
                moved.rays.push_back(ray);
            }
            find_emptied();
            if (emptied_[0] || stage.levels.empty()) {
                result.stages.push_back(std::move(moved));
                return result;
            }
            moved.cells = stage.cells;
            std::vector<bool> falls(stage.levels.size());
            for (std::size_t k = 0; k < falls.size(); ++k)
                falls[k] = !emptied_[k / rows_] && stage.levels[k] != middle_before[k];
            lower(stage, falls);
            middle_before = stage.levels;
            moved.levels = before_;
            result.stages.push_back(std::move(moved));
        }
        return result;
    }

    /// Do the levels seem to exclude the target at every sample?
    bool seems_to_exclude() const {
        if (emptied_[0]) return true;
        for (std::size_t k = 0; k < samples_.size(); ++k) {
            if (is_slope(k)) continue;
            if (is_about_payoffs(cell_.target) ? !excludes_at(k) : !breaks_path_at(k)) return false;
        }
        return true;
    }

  private:
    bool breaks_path_at(std::size_t sample) const {
        const auto path = played(cell_.target);
        const auto levels = levels_.at(samples_, sample);
        const ProfileSpace& profiles = cell_.form.profiles();
        for (std::size_t i = 0; i < 2; ++i) {
            const double delta = samples_.delta(sample, i);
            const double threat = -levels[game_.punishment_set(i, 0) * rows_ + 2 * i + 1];
            for (std::size_t t = 0; t < path.size(); ++t) {
                if (!live_[0][path[t]]) return true;
                const auto [above, below] = path_fraction(
                    path.size(), t, delta, [&](std::size_t k) { return utility(sample, i, path[k]); });
                const double w = above / below;
                for (const double floor : samples_.floors(sample, i, path[t])) {
                    if (floor > w) return true;
                }
                const std::size_t own = profiles.action(path[t], i);
                for (std::size_t action = 0; action < profiles.actions(i); ++action) {
                    if (action == own || !cell_.stage().allowed[i][action]) continue;
                    if ((1 - delta) * utility(sample, i, profiles.with(path[t], i, action)) + delta * threat >
                        w)
                        return true;
                }
            }
        }
        return false;
    }

    /// Cuts a large square by the levels and the target's half-planes.
    bool excludes_at(std::size_t sample) const {
        const auto levels = levels_.at(samples_, sample);
        Polygon part{{-1e3, -1e3}, {1e3, -1e3}, {1e3, 1e3}, {-1e3, 1e3}}, space;
        for (std::size_t r = 0; r < rows_; ++r) cut(part, {unit_[r][0], unit_[r][1]}, levels[r], space);
        for (const FunctionHalfPlane& half : function_half_planes(cell_.stage(), cell_.target)) {
            Rational level = half.level(samples_.at(sample)), size = 0;
            for (std::size_t i = 0; i < 2; ++i) {
                level -= half.normal[i] * game_.unit[i].lowest;
                size += abs(half.normal[i]) * game_.unit[i].range;
            }
            if (size == 0) size = 1;
            const auto side = [&](std::size_t i) {
                return -static_cast<double>(Rational(half.normal[i] * game_.unit[i].range / size));
            };
            cut(part, {side(0), side(1)}, -static_cast<double>(Rational(level / size)) - 1e-14, space);
        }
        return part.empty();
    }

    bool is_slope(std::size_t sample) const { return levels_.is_slope(sample); }
    double utility(std::size_t sample, std::size_t i, ProfileIndex p) const {
        const double value = samples_.utility(sample, i, p);
        return is_slope(sample) ? value - samples_.utility(1 - sample, i, p) : value;
    }
    double floor(std::size_t sample, std::size_t i, ProfileIndex p, std::size_t index) const {
        const double value = samples_.floors(sample, i, p)[index];
        return is_slope(sample) ? value - samples_.floors(1 - sample, i, p)[index] : value;
    }

    /// Levels above every payoff of the cell, and the profiles that may be prescribed in it.
    void start(OuterProof<RationalFunction>& result) {
        const std::size_t size = cell_.form.profiles().size();
        for (std::size_t s = 0; s < sets_; ++s) {
            auto& live = live_.emplace_back(size);
            for (ProfileIndex p = 0; p < size; ++p) {
                live[p] = cell_.stage().prescribable[s][p] &&
                          (cell_.stage().agreements.empty() ||
                           !where_agreed(cell_.stage(), p, cell_.where).is_empty());
            }
        }
        emptied_.assign(sets_, false);
        find_emptied();
        std::array<std::array<double, 4>, 2> box{};
        for (std::size_t i = 0; i < 2; ++i) {
            for (const bool up : {true, false}) {
                double level[2] = {0, 0}, rise = 0;
                for (std::size_t k = 0; k < samples_.size(); ++k) {
                    double most = -kInfinity;
                    for (ProfileIndex p = 0; p < size; ++p)
                        most = std::max(most, up ? utility(k, i, p) : -utility(k, i, p));
                    if (k < 2) {
                        level[k] = most;
                    } else {
                        rise = std::max(rise, most - levels_.between(samples_, level[0], level[1], k));
                    }
                }
                const double margin = rise > 1e-14 ? 1.25 * rise : 0;
                const std::size_t row = 2 * i + (up ? 0 : 1);
                box[0][row] = level[0] + margin + 1e-14;
                box[1][row] = level[1] + margin + 1e-14;
            }
        }
        // The axes first; the other rows follow from them exactly.
        for (std::size_t r = 0; r < rows_; ++r) {
            if (r < 4) {
                result.start.push_back(function(r, box[0][r], box[1][r]));
                continue;
            }
            RationalFunction level = 0;
            for (std::size_t i = 0; i < 2; ++i) {
                const Integer& entry = middle_.directions[r][i];
                if (entry != 0)
                    level +=
                        RationalFunction(Rational(abs(entry))) * result.start[2 * i + (entry > 0 ? 0 : 1)];
            }
            result.start.push_back(level);
        }
        for (std::size_t s = 0; s < sets_; ++s) {
            for (std::size_t r = 0; r < rows_; ++r) {
                double level[2];
                for (std::size_t k = 0; k < 2; ++k) level[k] = scaled(r, result.start[r](samples_.at(k)));
                for (std::size_t k = 0; k < 2; ++k)
                    levels_.node[k].push_back(is_slope(k) ? level[k] - level[1 - k] : level[k]);
            }
        }
    }

    double scaled(std::size_t row, const Rational& level) const {
        return static_cast<double>(Rational((level - origin_[row]) / length_[row]));
    }
    static double rounded_up(double level) { return std::ldexp(std::ceil(std::ldexp(level, 48)), -48); }
    RationalFunction function(std::size_t row, double first, double second) const {
        Rational node[2];
        for (std::size_t k = 0; k < 2; ++k) {
            node[k] = length_[row] * Rational(rounded_up(k == 0 ? first : second));
            if (!is_slope(k)) node[k] += origin_[row];
        }
        for (std::size_t k = 0; k < 2; ++k) {
            if (is_slope(k)) node[k] += node[1 - k];
        }
        return samples_.affine(node[0], node[1]);
    }

    void find_emptied() {
        for (bool again = true; again;) {
            again = false;
            for (std::size_t s = 0; s < sets_; ++s) {
                if (emptied_[s] || std::find(live_[s].begin(), live_[s].end(), true) != live_[s].end())
                    continue;
                emptied_[s] = again = true;
            }
            if (!again) return;
            for (std::size_t s = 0; s < sets_; ++s) {
                for (ProfileIndex p = 0; p < live_[s].size(); ++p) {
                    if (live_[s][p] && leads_into_emptied(p)) live_[s][p] = false;
                }
            }
        }
    }

    bool leads_into_emptied(ProfileIndex profile) const {
        const ProfileSpace& profiles = cell_.form.profiles();
        for (std::size_t i = 0; i < 2; ++i) {
            if (!emptied_[game_.punishment_set(i, 0)]) continue;
            for (std::size_t action = 0; action < profiles.actions(i); ++action) {
                if (action != profiles.action(profile, i) && cell_.stage().allowed[i][action]) return true;
            }
        }
        return false;
    }

    /// The multipliers of rows at a sample; empty where there are none that are ≥ 0. `goal`: the direction,
    /// or none for a ray.
    std::vector<double> multipliers(const std::vector<BoundRow>& rows, const std::array<double, 2>* goal,
                                    std::size_t sample) const {
        double right[2] = {0, 0};
        std::vector<std::array<double, 2>> columns;
        for (const BoundRow& row : rows) {
            if (row.row < rows_) {
                columns.push_back(unit_[row.row]);
            } else {
                std::array<double, 2> column{0, 0};
                column[row.row - rows_] = -samples_.delta(sample, row.row - rows_);
                columns.push_back(column);
            }
        }
        std::vector<double> result;
        std::size_t first = 0;
        if (goal != nullptr) {
            for (std::size_t i = 0; i < 2; ++i) right[i] = samples_.delta(sample, i) * (*goal)[i];
        } else {
            if (rows.empty()) return {};
            result.push_back(1);
            first = 1;
            for (std::size_t i = 0; i < 2; ++i) right[i] = -columns[0][i];
        }
        const std::size_t left = columns.size() - first;
        if (left == 1) {
            const auto& c = columns[first];
            const std::size_t i = std::abs(c[0]) >= std::abs(c[1]) ? 0 : 1;
            if (c[i] == 0) return {};
            result.push_back(right[i] / c[i]);
            if (std::abs(right[1 - i] - result.back() * c[1 - i]) > 1e-9) return {};
        } else if (left == 2) {
            const auto &a = columns[first], &b = columns[first + 1];
            const double det = a[0] * b[1] - a[1] * b[0];
            if (det == 0) return {};
            result.push_back((right[0] * b[1] - right[1] * b[0]) / det);
            result.push_back((a[0] * right[1] - a[1] * right[0]) / det);
        } else if (left > 2) {
            return {};
        }
        for (const double each : result) {
            if (!(each >= -1e-12)) return {};
        }
        return result;
    }

    std::optional<AffineBound> bound(std::size_t set, ProfileIndex profile, const std::array<double, 2>* goal,
                                     const std::vector<BoundRow>& rows, std::size_t sample) const {
        const auto by = multipliers(rows, goal, sample);
        if (by.empty()) return std::nullopt;
        return combine(set, profile, goal, rows, by, sample);
    }

    AffineBound combine(std::size_t set, ProfileIndex profile, const std::array<double, 2>* goal,
                        const std::vector<BoundRow>& rows, const std::vector<double>& by,
                        std::size_t sample) const {
        AffineBound result;
        const auto now = [&](std::size_t i) {
            return (1 - samples_.delta(sample, i)) * utility(sample, i, profile);
        };
        if (goal != nullptr) result.constant = (*goal)[0] * now(0) + (*goal)[1] * now(1);
        for (std::size_t k = 0; k < rows.size(); ++k) {
            if (rows[k].row < rows_) {
                result.terms.emplace_back(set * rows_ + rows[k].row, by[k]);
                continue;
            }
            const std::size_t i = rows[k].row - rows_, actions = cell_.form.profiles().actions(i);
            const double delta = samples_.delta(sample, i);
            if (rows[k].against >= actions) {
                result.constant -= by[k] * (floor(sample, i, profile, rows[k].against - actions) - now(i));
                continue;
            }
            const ProfileIndex there = cell_.form.profiles().with(profile, i, rows[k].against);
            result.constant -= by[k] * ((1 - delta) * utility(sample, i, there) - now(i));
            result.terms.emplace_back(game_.punishment_set(i, 0) * rows_ + 2 * i + 1, by[k] * delta);
        }
        return result;
    }

    AffineBound default_bound(std::size_t set, ProfileIndex profile, std::size_t direction,
                              std::size_t sample) const {
        const double least = samples_.delta(sample, patient_);
        std::vector<BoundRow> rows{{direction, 0}};
        std::vector<double> by{least};
        for (std::size_t i = 0; i < 2; ++i) {
            const double rest = (samples_.delta(sample, i) - least) * unit_[direction][i];
            if (rest == 0) continue;
            rows.push_back({2 * i + (rest > 0 ? 0 : 1), 0});
            by.push_back(std::abs(rest));
        }
        return combine(set, profile, &unit_[direction], rows, by, sample);
    }

    bool is_broken(const BoundRay& ray) const {
        for (std::size_t k = 0; k < samples_.size(); ++k) {
            const auto value = bound(ray.set, ray.profile, nullptr, ray.rows, k);
            if (!value || (*value)(levels_.at(samples_, k)) >= (is_slope(k) ? kLevel : -kClear)) return false;
        }
        return true;
    }

    /// From the levels before a stage to those after it, at both nodes.
    void lower(const BoundStage<Rational>& stage, std::vector<bool>& falls) {
        std::vector<std::vector<double>> before;
        for (std::size_t k = 0; k < samples_.size(); ++k) before.push_back(levels_.at(samples_, k));
        while (std::find(falls.begin(), falls.end(), true) != falls.end()) {
            // Step 1. The bounds on what falls; where one does not hold before the stage, the row stays.
            bool lost = false;
            std::vector<RowBound> bounds;
            auto listed = stage.cells.begin();
            for (std::size_t s = 0; s < sets_; ++s) {
                for (ProfileIndex p = 0; p < live_[s].size() && !emptied_[s]; ++p) {
                    if (!live_[s][p]) continue;
                    for (std::size_t d = 0; d < rows_; ++d) {
                        const std::size_t at = s * rows_ + d;
                        while (listed != stage.cells.end() &&
                               std::tie(listed->set, listed->profile, listed->direction) < std::tie(s, p, d))
                            ++listed;
                        if (!falls[at]) continue;
                        const bool own = listed != stage.cells.end() && listed->set == s &&
                                         listed->profile == p && listed->direction == d;
                        RowBound each;
                        each.at = at;
                        for (std::size_t k = 0; k < samples_.size() && falls[at]; ++k) {
                            std::optional<AffineBound> value =
                                own ? bound(s, p, &unit_[d], listed->rows, k) : default_bound(s, p, d, k);
                            if (!value ||
                                (*value)(before[k]) >= before[k][at] - (is_slope(k) ? -kLevel : kClear)) {
                                falls[at] = false;
                                lost = true;
                                break;
                            }
                            each.by_sample.push_back(*std::move(value));
                        }
                        if (falls[at]) bounds.push_back(std::move(each));
                    }
                }
            }
            if (lost) continue;
            // Step 2. The least levels that bound themselves.
            NodeLevels levels = levels_;
            const double reach = 4 * samples_.variation() + 1e-9;
            for (std::size_t k = 0; k < falls.size(); ++k) {
                if (!falls[k]) continue;
                for (auto& node : levels.node)
                    node[k] = std::min(node[k], scaled(k % rows_, stage.levels[k]) - reach);
                if (levels.slope) levels.node[*levels.slope][k] = -reach;
            }
            if (!raise(samples_, bounds, levels)) return;
            for (std::size_t k = 0; k < falls.size(); ++k) {
                if (!falls[k]) continue;
                for (std::size_t node = 0; node < 2; ++node) {
                    levels.node[node][k] = rounded_up(levels.node[node][k]);
                    const double clear = is_slope(node) ? -kLevel : 1e-12;
                    if (levels.node[node][k] > levels_.node[node][k] - clear) falls[k] = false;
                }
                lost = lost || !falls[k];
            }
            if (lost) continue;
            for (std::size_t k = 0; k < falls.size(); ++k) {
                if (falls[k]) before_[k] = function(k % rows_, levels.node[0][k], levels.node[1][k]);
            }
            levels_ = std::move(levels);
            return;
        }
    }

    const CellQuestion& cell_;
    const CellSamples& samples_;
    const FloatGame& game_;
    const OuterProof<Rational>& middle_;
    std::size_t rows_, sets_, patient_ = 0;
    std::vector<std::array<double, 2>> unit_;
    std::vector<Rational> length_, origin_;
    std::vector<std::vector<bool>> live_;
    std::vector<bool> emptied_;
    NodeLevels levels_;
    std::vector<RationalFunction> before_;
};

}  // namespace

std::optional<OuterProof<RationalFunction>> moved_to_cell(const CellQuestion& cell,
                                                          const CellSamples& samples, const FloatGame& game,
                                                          const OuterProof<Rational>& middle) {
    Transfer transfer(cell, samples, game, middle);
    auto moved = transfer.run();
    if (!transfer.seems_to_exclude()) return std::nullopt;
    return moved;
}

}  // namespace comity
