#include "node_levels.hpp"

#include <algorithm>

namespace comity {

double AffineBound::operator()(const std::vector<double>& levels) const {
    double result = constant;
    for (const auto& [at, by] : terms) result += by * levels[at];
    return result;
}

double NodeLevels::between(const CellSamples& samples, double first, double second,
                           std::size_t sample) const {
    if (is_slope(1)) second += first;
    if (is_slope(0)) first += second;
    return samples.between(first, second, sample);
}

std::vector<double> NodeLevels::at(const CellSamples& samples, std::size_t sample) const {
    if (sample < 2) return node[sample];
    std::vector<double> result(node[0].size());
    for (std::size_t k = 0; k < result.size(); ++k)
        result[k] = between(samples, node[0][k], node[1][k], sample);
    return result;
}

bool raise(const CellSamples& samples, const std::vector<RowBound>& bounds, NodeLevels& levels) {
    constexpr double kSpare = 2e-13;
    for (int round = 0; round < 20000; ++round) {
        double moved = 0;
        const auto lift = [&](double& level, double to) {
            if (to <= level) return;
            moved = std::max(moved, to - level);
            level = to;
        };
        for (const RowBound& each : bounds) {
            for (std::size_t k = 0; k < 2; ++k) {
                // The row's own part is solved for.
                double rest = each.by_sample[k].constant, own = 0;
                for (const auto& [at, by] : each.by_sample[k].terms) {
                    if (at == each.at) {
                        own += by;
                    } else {
                        rest += by * levels.node[k][at];
                    }
                }
                const double value = own < 1 ? rest / (1 - own) : rest + own * levels.node[k][each.at];
                lift(levels.node[k][each.at], value + (own < 1 ? kSpare / (1 - own) : kSpare));
            }
        }
        if (samples.curved() && moved < 1e-12) {
            for (std::size_t k = 2; k < samples.size(); ++k) {
                const auto here = levels.at(samples, k);
                for (const RowBound& each : bounds) {
                    const double lacks = each.by_sample[k](here) + kSpare / 2 - here[each.at];
                    if (lacks <= 0) continue;
                    double own = 0;
                    for (const auto& [at, by] : each.by_sample[k].terms) own += at == each.at ? by : 0;
                    const double by = 1.1 * lacks / (own < .999 ? 1 - own : 1);
                    for (auto& node : levels.node) lift(node[each.at], node[each.at] + by);
                }
            }
        }
        if (moved < 1e-14) return true;
        for (const RowBound& each : bounds) {
            if (levels.node[0][each.at] > 1e3 || levels.node[1][each.at] > 1e3) return false;
        }
    }
    return false;
}

}  // namespace comity
