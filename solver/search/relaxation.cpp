#include "relaxation.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace comity {
namespace {

constexpr int kSteps = 400;
/// More than the roundings of one term, or of logarithms and exponentials, can come to.
constexpr double kTermError = 0x1p-48, kPowerError = 1e-9;

/// value / 2^exponent, towards 0 in its last digits.
double scaled(const Integer& value, int exponent) {
    if (value == 0) return 0;
    const Integer size = abs(value);
    const int drop = std::max(0, static_cast<int>(msb(size)) - 60);
    const double result =
        std::ldexp(Integer(size >> static_cast<unsigned>(drop)).convert_to<double>(), drop - exponent);
    return value < 0 ? -result : result;
}

/// The least power of two above every number of a sum.
int exponent_of(const WholeSum& sum) {
    Integer size = abs(sum.constant);
    for (const auto& terms : sum.terms) {
        for (const Integer& term : terms) size = std::max(size, Integer(abs(term)));
    }
    return size == 0 ? 0 : static_cast<int>(msb(size)) + 1;
}

/// A sum in floating point, divided by a power of two, over what is possible only.
struct FloatSum {
    double constant = 0;
    std::vector<std::vector<double>> terms;  ///< [issue][possible cell], empty for no terms
};

FloatSum to_float(const WholeSum& sum, int exponent, const std::vector<std::vector<std::size_t>>& cells) {
    FloatSum result{scaled(sum.constant, exponent), {}};
    for (std::size_t s = 0; s < sum.terms.size(); ++s) {
        auto& mine = result.terms.emplace_back();
        if (sum.terms[s].empty()) continue;
        for (const std::size_t cell : cells[s]) mine.push_back(scaled(sum.terms[s][cell], exponent));
    }
    result.terms.resize(cells.size());
    return result;
}

/// The relaxed program and the search for weights.
class Weighing {
  public:
    explicit Weighing(const Program& program) : program_(program), goal_(*program.goal) {
        for (const auto& possible : program.possible) {
            auto& mine = cells_.emplace_back();
            for (std::size_t cell = 0; cell < possible.size(); ++cell) {
                if (possible[cell]) mine.push_back(cell);
            }
        }
        for (const WholeSum& sum : goal_.sums) exponent_ = std::max(exponent_, exponent_of(sum));
        for (const WholeSum& sum : goal_.sums) sums_.push_back(to_float(sum, exponent_, cells_));
        for (std::size_t c = 0; c < program.clauses.size(); ++c) {
            const SumClause& clause = program.clauses[c];
            const WholeSum& sum = clause.alternatives.front();
            const int exponent = exponent_of(sum);
            rows_.push_back(to_float(sum, exponent, cells_));
            double loosening = 0;
            if (clause.alternatives.size() > 1)
                loosening = clause.loosened ? scaled(*clause.loosened, exponent)
                                            : std::numeric_limits<double>::infinity();
            loosening_.push_back(loosening);
            if (std::isinf(loosening)) continue;
            sums_.push_back(rows_.back());
            sums_.back().constant += loosening;
            clauses_.push_back(c);
        }
    }

    Relaxation run() {
        // Projected subgradient steps that shrink.
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
        return at(best);
    }

  private:
    /// Σ w_r sum_r at the cells that make it greatest, in units; and each sum there.
    double bound(const std::vector<double>& weights, std::vector<double>& sums) const {
        double total = 0;
        for (std::size_t r = 0; r < sums_.size(); ++r) {
            sums[r] = sums_[r].constant;
            total += weights[r] * sums[r];
        }
        std::vector<double> level;
        for (std::size_t s = 0; s < cells_.size(); ++s) {
            level.assign(cells_[s].size(), 0);
            for (std::size_t r = 0; r < sums_.size(); ++r) {
                if (weights[r] == 0 || sums_[r].terms[s].empty()) continue;
                const double weight = weights[r];
                const std::vector<double>& terms = sums_[r].terms[s];
                for (std::size_t k = 0; k < level.size(); ++k) level[k] += weight * terms[k];
            }
            if (level.empty()) continue;
            const auto top =
                static_cast<std::size_t>(std::max_element(level.begin(), level.end()) - level.begin());
            total += level[top];
            for (std::size_t r = 0; r < sums_.size(); ++r) {
                if (!sums_[r].terms[s].empty()) sums[r] += sums_[r].terms[s][top];
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

    Relaxation at(const std::vector<double>& weights) const {
        Relaxation result;
        const std::size_t goals = goal_.sums.size(), clauses = program_.clauses.size();
        result.goal_weights.assign(weights.begin(), weights.begin() + static_cast<std::ptrdiff_t>(goals));
        result.exponent = exponent_;
        add_goal(result);
        result.terms.resize(cells_.size());
        for (std::size_t s = 0; s < cells_.size(); ++s)
            result.terms[s].assign(program_.possible[s].size() * clauses, 0);
        result.multipliers.assign(clauses, 0);
        for (std::size_t r = goals; r < sums_.size(); ++r)
            result.multipliers[clauses_[r - goals]] = weights[r];
        for (std::size_t c = 0; c < clauses; ++c) add_clause(result, c);
        return result;
    }

    void add_goal(Relaxation& result) const {
        const std::vector<double>& weights = result.goal_weights;
        for (std::size_t j = 0; j < weights.size(); ++j) {
            result.goal_constant += weights[j] * sums_[j].constant;
            result.goal_size += weights[j] * std::abs(sums_[j].constant);
        }
        const double error = static_cast<double>(weights.size() + 4) * kTermError;
        result.goal_constant += error * result.goal_size;
        for (std::size_t s = 0; s < cells_.size(); ++s) {
            auto& mine = result.goal.emplace_back(program_.possible[s].size(), 0);
            double largest = 0;
            for (std::size_t k = 0; k < cells_[s].size(); ++k) {
                double sum = 0, spread = 0;
                for (std::size_t j = 0; j < weights.size(); ++j) {
                    if (sums_[j].terms[s].empty()) continue;
                    const double term = weights[j] * sums_[j].terms[s][k];
                    sum += term;
                    spread += std::abs(term);
                }
                mine[cells_[s][k]] = sum + error * spread;
                largest = std::max(largest, spread);
            }
            result.goal_size += largest;
        }
    }

    void add_clause(Relaxation& result, std::size_t c) const {
        const std::size_t clauses = program_.clauses.size();
        const FloatSum& sum = rows_[c];
        const double loosening = loosening_[c];
        result.constant.push_back(sum.constant);
        result.loosening.push_back(loosening);
        double size = std::abs(result.constant.back()) + (std::isinf(loosening) ? 0 : std::abs(loosening));
        for (std::size_t s = 0; s < cells_.size(); ++s) {
            if (sum.terms[s].empty()) continue;
            double largest = 0;
            for (std::size_t k = 0; k < cells_[s].size(); ++k) {
                const double term = sum.terms[s][k];
                result.terms[s][cells_[s][k] * clauses + c] = term;
                largest = std::max(largest, std::abs(term));
            }
            size += largest;
        }
        result.size.push_back(size);
    }

    const Program& program_;
    const Goal& goal_;
    std::vector<std::vector<std::size_t>> cells_;
    int exponent_ = 0;            ///< of the goal
    std::vector<FloatSum> rows_;  ///< by clause: its first alternative
    std::vector<double> loosening_;
    std::vector<FloatSum> sums_;  ///< the goal's, then those of clauses_, loosened
    std::vector<std::size_t> clauses_;
};

/// log of a whole number above 0.
double log_of(const Integer& value) {
    const auto digits = msb(value);
    const unsigned shift = digits > 60 ? static_cast<unsigned>(digits) - 60 : 0;
    return std::log(Integer(value >> shift).convert_to<double>()) + shift * std::log(2.0);
}

/// No whole number up to value · 2^exponent is above this.
Integer floor_of(double value, int exponent) {
    constexpr int kDigits = 52;
    if (exponent <= kDigits) return Integer(std::floor(std::ldexp(value, exponent)));
    // Rounded up in its last digits.
    return Integer(Integer(std::ceil(std::ldexp(value, kDigits)))
                   << static_cast<unsigned>(exponent - kDigits));
}

}  // namespace

double Relaxation::needed(const Goal& of, const Integer& value) const {
    constexpr double kNothing = -std::numeric_limits<double>::infinity();
    if (of.kind != Goal::Kind::product) {
        // The least is at most the mean with weights μ that add up to M: Σ μ_j g_j ≥ M · value.
        double all = 0;
        for (const double weight : goal_weights) all += weight;
        const double need = all * scaled(value, exponent);
        return need - kTermError * 8 * std::abs(need);
    }
    // Π g_j ≤ ((Σ μ_j g_j) / n)^n / Π μ_j, for g_j ≥ 0.
    if (value <= 0) return kNothing;
    const auto n = static_cast<double>(goal_weights.size());
    double logs = log_of(value) - n * exponent * std::log(2.0);
    for (const double weight : goal_weights) logs += std::log(weight);
    return n * std::exp(logs / n) * (1 - kPowerError);
}

std::optional<Integer> Relaxation::goal_bound(const Goal& of, double weighted) const {
    if (!std::isfinite(weighted)) return std::nullopt;
    if (of.kind != Goal::Kind::product) {
        double all = 0;
        for (const double weight : goal_weights) all += weight;
        const double value = weighted / all;
        return floor_of(value + kTermError * 8 * std::abs(value), exponent);
    }
    if (weighted <= 0) return Integer(0);
    const auto n = static_cast<double>(goal_weights.size());
    double logs = n * std::log(weighted / n);
    for (const double weight : goal_weights) logs -= std::log(weight);
    logs += std::log1p(kPowerError * (n + std::abs(logs)));
    // e^logs · 2^(n · exponent), in powers of two.
    const double powers = logs / std::log(2.0);
    const double whole = std::floor(powers);
    return floor_of(std::exp2(powers - whole) * (1 + kPowerError),
                    static_cast<int>(n) * exponent + static_cast<int>(whole)) +
           1;
}

Relaxation relax(const Program& program) {
    return Weighing(program).run();
}

NodeBound::NodeBound(const Relaxation& relaxation, const Domains& domains, const std::vector<bool>& decided,
                     std::vector<double> multipliers)
    : relaxation_(relaxation),
      domains_(domains),
      constant_(relaxation.constant),
      now_(std::move(multipliers)),
      best_(now_),
      slope_(now_.size()),
      tops_(domains.size()) {
    for (std::size_t c = 0; c < constant_.size(); ++c) {
        if (!decided[c]) constant_[c] += relaxation.loosening[c];
        if (std::isinf(constant_[c])) now_[c] = 0;
    }
    for (const auto& domain : domains) votes_.emplace_back(domain.size(), 0);
}

double NodeBound::level(std::size_t issue, std::uint32_t cell, const std::vector<double>& multipliers) const {
    const double* terms = relaxation_.terms[issue].data() + cell * multipliers.size();
    double level = relaxation_.goal[issue][cell];
    for (std::size_t c = 0; c < multipliers.size(); ++c) level += multipliers[c] * terms[c];
    return level;
}

double NodeBound::rounding(const std::vector<double>& multipliers) const {
    double size = relaxation_.goal_size;
    for (std::size_t c = 0; c < multipliers.size(); ++c) size += multipliers[c] * relaxation_.size[c];
    return static_cast<double>(multipliers.size() + domains_.size() + 8) * kTermError * size;
}

double NodeBound::evaluate() {
    double total = relaxation_.goal_constant;
    for (std::size_t c = 0; c < now_.size(); ++c) {
        slope_[c] = constant_[c];
        if (now_[c] > 0) total += now_[c] * constant_[c];
    }
    for (std::size_t s = 0; s < domains_.size(); ++s) {
        const auto& domain = domains_[s];
        double top = -std::numeric_limits<double>::infinity();
        for (std::uint32_t k = 0; k < domain.size(); ++k) {
            const double here = level(s, domain[k], now_);
            if (here <= top) continue;
            top = here;
            tops_[s] = k;
        }
        total += top;
        const double* terms = relaxation_.terms[s].data() + domain[tops_[s]] * now_.size();
        for (std::size_t c = 0; c < now_.size(); ++c) slope_[c] += terms[c];
    }
    return total + rounding(now_);
}

void NodeBound::lower(int steps, double needed,
                      const std::function<void(const std::vector<std::uint32_t>&)>& at_tops) {
    std::vector<std::uint32_t> cells(domains_.size());
    for (int k = 0; k < steps; ++k) {
        const double bound = evaluate();
        if (bound < bound_) {
            bound_ = bound;
            best_ = now_;
        }
        if (bound_ < needed) return;
        for (std::size_t s = 0; s < domains_.size(); ++s) votes_[s][tops_[s]] += 1;
        if (std::all_of(slope_.begin(), slope_.end(), [](double slope) { return slope > -1e-9; })) {
            for (std::size_t s = 0; s < domains_.size(); ++s) cells[s] = domains_[s][tops_[s]];
            at_tops(cells);
        }
        // Polyak's step towards what would end the search of this node.
        double norm = 0;
        for (std::size_t c = 0; c < now_.size(); ++c) {
            if (std::isinf(slope_[c]) || (now_[c] == 0 && slope_[c] >= 0)) slope_[c] = 0;
            norm += slope_[c] * slope_[c];
        }
        if (norm < 1e-18) return;
        const double least = 0.02 * std::max(std::abs(bound), 1e-9);
        const double length = (std::isinf(needed) ? 5 * least : std::max(bound - needed, 0.0) + least) / norm;
        for (std::size_t c = 0; c < now_.size(); ++c) now_[c] = std::max(0.0, now_[c] - length * slope_[c]);
    }
}

std::vector<double> NodeBound::losses(std::size_t issue) const {
    std::vector<double> result;
    double top = -std::numeric_limits<double>::infinity();
    for (const std::uint32_t cell : domains_[issue]) {
        result.push_back(level(issue, cell, best_));
        top = std::max(top, result.back());
    }
    const double error = 2 * rounding(best_);
    for (double& each : result) each = top - each - error;
    return result;
}

}  // namespace comity
