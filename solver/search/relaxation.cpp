#include "relaxation.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace comity {
namespace {

constexpr int kSteps = 400;
constexpr double kHuge = 1e150;
/// More than the roundings of one term, or of logarithms and exponentials, can come to.
constexpr double kTermError = 0x1p-48, kPowerError = 1e-9;

/// A sum in floating point, over what is possible only, in units of its own greatest size.
struct FloatSum {
    double constant = 0, unit = 1;
    std::vector<std::vector<double>> terms;  ///< [issue][possible cell], empty for no terms
};

FloatSum to_float(const WholeSum& sum, const std::vector<std::vector<std::size_t>>& cells,
                  const Integer& loosened) {
    FloatSum result;
    result.constant = Integer(sum.constant + loosened).convert_to<double>();
    double size = std::abs(result.constant);
    for (std::size_t s = 0; s < sum.terms.size(); ++s) {
        auto& mine = result.terms.emplace_back();
        if (sum.terms[s].empty()) continue;
        for (const std::size_t cell : cells[s]) {
            mine.push_back(sum.terms[s][cell].convert_to<double>());
            size = std::max(size, std::abs(mine.back()));
        }
    }
    result.terms.resize(cells.size());
    if (size > 0) result.unit = size;
    return result;
}

/// The relaxed program and the search for weights.
class Weighing {
  public:
    explicit Weighing(const Program& program) : goal_(*program.goal) {
        for (const auto& possible : program.possible) {
            auto& mine = cells_.emplace_back();
            for (std::size_t cell = 0; cell < possible.size(); ++cell) {
                if (possible[cell]) mine.push_back(cell);
            }
        }
        for (const WholeSum& sum : goal_.sums) sums_.push_back(to_float(sum, cells_, 0));
        for (std::size_t c = 0; c < program.clauses.size(); ++c) {
            const SumClause& clause = program.clauses[c];
            if (clause.alternatives.size() > 1 && !clause.loosened) continue;
            sums_.push_back(
                to_float(clause.alternatives.front(), cells_, clause.loosened.value_or(Integer(0))));
            clauses_.push_back(c);
        }
        double unit = 0;
        for (std::size_t j = 0; j < goal_.sums.size(); ++j) unit = std::max(unit, sums_[j].unit);
        for (std::size_t j = 0; j < goal_.sums.size(); ++j) sums_[j].unit = unit;
        number_of_clauses_ = program.clauses.size();
    }

    Relaxation run(const std::vector<double>& given) {
        for (const FloatSum& sum : sums_) {
            if (sum.unit < kHuge) continue;
            Relaxation unusable;
            unusable.usable = false;
            return unusable;
        }
        if (given.size() == sums_.size()) return at(given);
        // Step 1. Weights, by projected subgradient steps that shrink.
        const std::size_t goals = goal_.sums.size();
        std::vector<double> weights(sums_.size(), 0), best;
        std::fill(weights.begin(), weights.begin() + static_cast<std::ptrdiff_t>(goals),
                  goal_.kind == Goal::Kind::least ? 1.0 / static_cast<double>(goals) : 1.0);
        double least = std::numeric_limits<double>::infinity(), stride = 0.5;
        for (int k = 0; k < kSteps; ++k) {
            std::vector<double> slope(sums_.size());
            const double height = bound(weights, slope);
            const double judged = height_of(height, weights);
            if (judged < least) {
                least = judged;
                best = weights;
            } else if (k % 20 == 19) {
                stride *= 0.8;
                weights = best;
                bound(weights, slope);
            }
            step(weights, slope, height, stride / (1 + 0.05 * k));
        }
        if (best.empty()) best = weights;
        // Step 2. What they come to, in the numbers of the program; the goal's sums share a unit, which
        // cancels.
        for (std::size_t r = goals; r < best.size(); ++r) best[r] *= sums_.front().unit / sums_[r].unit;
        return at(best);
    }

  private:
    /// Σ w_r sum_r at the cells that make it greatest, in units; and each sum there.
    double bound(const std::vector<double>& weights, std::vector<double>& sums) const {
        double total = 0;
        for (std::size_t r = 0; r < sums_.size(); ++r) {
            sums[r] = sums_[r].constant / sums_[r].unit;
            total += weights[r] * sums[r];
        }
        std::vector<double> level;
        for (std::size_t s = 0; s < cells_.size(); ++s) {
            level.assign(cells_[s].size(), 0);
            for (std::size_t r = 0; r < sums_.size(); ++r) {
                if (weights[r] == 0 || sums_[r].terms[s].empty()) continue;
                const double weight = weights[r] / sums_[r].unit;
                const std::vector<double>& terms = sums_[r].terms[s];
                for (std::size_t k = 0; k < level.size(); ++k) level[k] += weight * terms[k];
            }
            if (level.empty()) continue;
            const auto top =
                static_cast<std::size_t>(std::max_element(level.begin(), level.end()) - level.begin());
            total += level[top];
            for (std::size_t r = 0; r < sums_.size(); ++r) {
                if (!sums_[r].terms[s].empty()) sums[r] += sums_[r].terms[s][top] / sums_[r].unit;
            }
        }
        return total;
    }

    /// What is to be made small: the bound, or that on the logarithm of a product.
    double height_of(double height, const std::vector<double>& weights) const {
        if (goal_.kind != Goal::Kind::product) return height;
        const auto n = static_cast<double>(goal_.sums.size());
        double logs = n * std::log(std::max(height, 1e-300) / n);
        for (std::size_t j = 0; j < goal_.sums.size(); ++j) logs -= std::log(weights[j]);
        return logs;
    }

    void step(std::vector<double>& weights, const std::vector<double>& slope, double height,
              double stride) const {
        const std::size_t goals = goal_.sums.size();
        double norm = 1e-12;
        for (std::size_t r = 0; r < slope.size(); ++r) {
            const bool moves = r >= goals || goal_.kind == Goal::Kind::least;
            if (moves && !(weights[r] == 0 && slope[r] > 0)) norm += slope[r] * slope[r];
        }
        const double length = stride * std::max(std::abs(height), 1e-3) / norm;
        for (std::size_t r = goals; r < weights.size(); ++r)
            weights[r] = std::max(0.0, weights[r] - length * slope[r]);
        if (goal_.kind == Goal::Kind::least) {
            double all = 0;
            for (std::size_t j = 0; j < goals; ++j) {
                weights[j] = std::max(0.0, weights[j] - length * slope[j]);
                all += weights[j];
            }
            for (std::size_t j = 0; j < goals; ++j)
                weights[j] = all > 0 ? weights[j] / all : 1.0 / static_cast<double>(goals);
        } else if (goal_.kind == Goal::Kind::product) {
            // In the logarithm of a weight: n μ_j g_j / h − 1.
            const auto n = static_cast<double>(goals);
            for (std::size_t j = 0; j < goals; ++j) {
                const double move = n * weights[j] * slope[j] / std::max(height, 1e-9) - 1;
                weights[j] *= std::exp(-0.5 * stride * std::clamp(move, -1.0, 1.0));
            }
        }
    }

    Relaxation at(const std::vector<double>& true_weight) const {
        Relaxation result;
        result.weights = true_weight;
        result.clause_weights.assign(number_of_clauses_, 0);
        const std::size_t goals = goal_.sums.size();
        for (std::size_t r = 0; r < sums_.size(); ++r) {
            if (r < goals) {
                result.goal_weights.push_back(true_weight[r]);
            } else {
                result.clause_weights[clauses_[r - goals]] = true_weight[r];
            }
        }
        double size = 0;
        for (std::size_t r = 0; r < sums_.size(); ++r) {
            result.constant += true_weight[r] * sums_[r].constant;
            size += true_weight[r] * std::abs(sums_[r].constant);
        }
        const double error = static_cast<double>(sums_.size() + 4) * kTermError;
        result.constant += error * size;
        for (std::size_t s = 0; s < cells_.size(); ++s) {
            const std::size_t most = cells_[s].empty() ? 0 : cells_[s].back() + 1;
            auto& level = result.level.emplace_back(most, -std::numeric_limits<double>::infinity());
            for (std::size_t k = 0; k < cells_[s].size(); ++k) {
                double sum = 0, spread = 0;
                for (std::size_t r = 0; r < sums_.size(); ++r) {
                    if (sums_[r].terms[s].empty()) continue;
                    const double term = true_weight[r] * sums_[r].terms[s][k];
                    sum += term;
                    spread += std::abs(term);
                }
                level[cells_[s][k]] = sum + error * spread;
            }
        }
        return result;
    }

    const Goal& goal_;
    std::vector<std::vector<std::size_t>> cells_;
    std::vector<FloatSum> sums_;  ///< the goal's, then those of clauses_
    std::vector<std::size_t> clauses_;
    std::size_t number_of_clauses_ = 0;
};

/// log of a whole number above 0.
double log_of(const Integer& value) {
    const auto digits = msb(value);
    const unsigned shift = digits > 60 ? static_cast<unsigned>(digits) - 60 : 0;
    return std::log(Integer(value >> shift).convert_to<double>()) + shift * std::log(2.0);
}

}  // namespace

double Relaxation::needed(const Goal& goal, const Integer& value) const {
    constexpr double kNothing = -std::numeric_limits<double>::infinity();
    if (goal.kind != Goal::Kind::product) {
        // The least is at most the mean with weights μ that add up to M: Σ μ_j g_j ≥ M · value.
        double all = 0;
        for (const double weight : goal_weights) all += weight;
        const double need = all * value.convert_to<double>();
        return need - kTermError * 8 * std::abs(need);
    }
    // Π g_j ≤ ((Σ μ_j g_j) / n)^n / Π μ_j, for g_j ≥ 0.
    if (value <= 0) return kNothing;
    const auto n = static_cast<double>(goal_weights.size());
    double logs = log_of(value);
    for (const double weight : goal_weights) logs += std::log(weight);
    return n * std::exp(logs / n) * (1 - kPowerError);
}

std::optional<Integer> Relaxation::goal_bound(const Goal& goal, double weighted) const {
    if (!std::isfinite(weighted)) return std::nullopt;
    if (goal.kind != Goal::Kind::product) {
        double all = 0;
        for (const double weight : goal_weights) all += weight;
        const double value = weighted / all;
        return Integer(std::floor(value + kTermError * 8 * std::abs(value)));
    }
    if (weighted <= 0) return Integer(0);
    const auto n = static_cast<double>(goal_weights.size());
    double logs = n * std::log(weighted / n);
    for (const double weight : goal_weights) logs -= std::log(weight);
    const double product = std::exp(logs) * (1 + kPowerError * (n + std::abs(logs)));
    if (!std::isfinite(product)) return std::nullopt;
    return Integer(std::ceil(product));
}

Relaxation relax(const Program& program, const std::vector<double>& weights) {
    return Weighing(program).run(weights);
}

double add_up(double constant, const std::vector<double>& levels) {
    double sum = constant, size = std::abs(constant);
    for (const double level : levels) {
        sum += level;
        size += std::abs(level);
    }
    return sum + static_cast<double>(levels.size() + 2) * kTermError * size;
}

}  // namespace comity
