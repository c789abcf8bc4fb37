#pragma once
/// Levels on a cell, affine between two nodes of it, and the least of them that bound each other.

#include "cell.hpp"

namespace comity {

/// constant + Σ coefficient · level.
struct AffineBound {
    double constant = 0;
    std::vector<std::pair<std::size_t, double>> terms;

    double operator()(const std::vector<double>& levels) const;
};

/// A bound on one row by one profile, at every sample.
struct RowBound {
    std::size_t at = 0;
    std::vector<AffineBound> by_sample;
};

struct NodeLevels {
    std::vector<double> node[2];
    /// On a cell without an end the node towards it stands for slopes: what is at the other node and what
    /// it grows by from there to this one both obey the bounds, and so does every point beyond.
    std::optional<std::size_t> slope = {};

    bool is_slope(std::size_t sample) const { return slope && *slope == sample; }
    /// At a sample, the number that is `first` and `second` at the nodes.
    double between(const CellSamples& samples, double first, double second, std::size_t sample) const;
    std::vector<double> at(const CellSamples& samples, std::size_t sample) const;
};

/// Raises levels until every bound holds at every sample with something to spare; false where they run away.
bool raise(const CellSamples& samples, const std::vector<RowBound>& bounds, NodeLevels& levels);

}  // namespace comity
