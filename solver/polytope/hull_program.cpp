#include "comity/polytope/hull_program.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace comity {
namespace {

constexpr std::uint32_t kSlack = 0x80000000u;
constexpr double kFeasible = 1e-12;
constexpr double kPivot = 1e-10;
constexpr int kManyPivots = 200;

}  // namespace

HullProgram::HullProgram(const RowBlock& points)
    : points_(points),
      n_(points.length()),
      inverse_(n_ + 1),
      basis_(n_ + 1),
      goal_(n_),
      share_(n_ + 1),
      cost_(n_ + 1),
      dual_(n_ + 1),
      entry_(n_ + 1),
      alpha_(n_ + 1),
      place_(n_),
      multipliers_(n_) {}

void HullProgram::aim(const double* g) {
    std::copy(g, g + n_, goal_.begin());
    points_.times(g, along_);
    outermost_ = static_cast<std::size_t>(std::max_element(along_.begin(), along_.end()) - along_.begin());
    top_ = along_[outermost_];
}

HullProgram::Status HullProgram::solve(const double* q, double enough) {
    // Step 1. The outermost point, every requirement with its slack: no column has a price below zero.
    for (std::size_t k = 0; k < n_; ++k) {
        basis_[k] = kSlack + static_cast<std::uint32_t>(k);
        double* row = inverse_.row(k);
        std::fill(row, row + n_ + 1, 0.0);
        row[k] = -1;
        cost_[k] = 0;
    }
    basis_[n_] = static_cast<std::uint32_t>(outermost_);
    double* last = inverse_.row(n_);
    for (std::size_t i = 0; i < n_; ++i) last[i] = points_.at(outermost_, i);
    last[n_] = 1;
    cost_[n_] = along_[outermost_];
    inverse_.invert();
    // A component without requirement is met by whatever is there.
    std::vector<double> wanted(n_ + 1);
    constexpr double kLow = -4;  // values are of the order of one
    for (std::size_t i = 0; i < n_; ++i) wanted[i] = std::max(q[i], kLow);
    wanted[n_] = 1;
    std::vector<double> rho(n_ + 1);
    for (int pivots = 0; pivots < kManyPivots; ++pivots) {
        // Step 2. Shares and slacks; the dual: prices of the requirements and of the total.
        inverse_.coefficients(wanted.data(), share_.data());
        inverse_.point(cost_.data(), dual_.data());
        value_ = 0;
        for (std::size_t k = 0; k <= n_; ++k) value_ += cost_[k] * share_[k];
        if (value_ < enough) return Status::below;
        std::size_t leaves = n_ + 1;
        double least = -kFeasible;
        for (std::size_t k = 0; k <= n_; ++k) {
            if (share_[k] < least) {
                least = share_[k];
                leaves = k;
            }
        }
        if (leaves == n_ + 1) {
            conclude();
            return Status::optimal;
        }
        // Step 3. Prices, and what each column would do to the one that leaves.
        for (std::size_t i = 0; i <= n_; ++i) rho[i] = inverse_.inverse_at(i, leaves);
        points_.times(dual_.data(), prices_);
        points_.times(rho.data(), row_values_);
        double ratio = std::numeric_limits<double>::infinity(), pivot = 0;
        std::uint32_t enters = 0;
        bool found = false;
        const auto offer = [&](std::uint32_t column, double price, double alpha) {
            if (alpha >= -kPivot) return;
            const double here = std::max(price, 0.0) / -alpha;
            if (here < ratio - 1e-13 || (here <= ratio + 1e-13 && alpha < pivot)) {
                ratio = std::min(ratio, here);
                pivot = alpha;
                enters = column;
                found = true;
            }
        };
        const double total = dual_[n_], flat = rho[n_];
        for (std::size_t k = 0; k < points_.size(); ++k) {
            const double alpha = row_values_[k] + flat;
            if (alpha < -kPivot) offer(static_cast<std::uint32_t>(k), total + prices_[k] - along_[k], alpha);
        }
        for (std::size_t i = 0; i < n_; ++i)
            offer(kSlack + static_cast<std::uint32_t>(i), -dual_[i], -rho[i]);
        if (!found) {
            for (std::size_t i = 0; i < n_; ++i) multipliers_[i] = std::max(0.0, -rho[i]);
            return Status::empty;
        }
        // Step 4. The exchange.
        std::fill(entry_.begin(), entry_.end(), 0.0);
        double cost = 0;
        if (enters >= kSlack) {
            entry_[enters - kSlack] = -1;
        } else {
            for (std::size_t i = 0; i < n_; ++i) entry_[i] = points_.at(enters, i);
            entry_[n_] = 1;
            cost = along_[enters];
        }
        inverse_.coefficients(entry_.data(), alpha_.data());
        if (std::abs(alpha_[leaves]) < kPivot / 10) return Status::unfinished;
        inverse_.exchange(leaves, entry_.data(), alpha_.data());
        basis_[leaves] = enters;
        cost_[leaves] = cost;
    }
    return Status::unfinished;
}

void HullProgram::conclude() {
    lottery_.clear();
    double total = 0;
    for (std::size_t k = 0; k <= n_; ++k) {
        if (basis_[k] >= kSlack || share_[k] <= 0) continue;
        lottery_.push_back({basis_[k], share_[k]});
        total += share_[k];
    }
    std::fill(place_.begin(), place_.end(), 0.0);
    for (Share& each : lottery_) {
        each.weight /= total;
        for (std::size_t i = 0; i < n_; ++i) place_[i] += each.weight * points_.at(each.point, i);
    }
    for (std::size_t i = 0; i < n_; ++i) multipliers_[i] = std::max(0.0, -dual_[i]);
}

}  // namespace comity
