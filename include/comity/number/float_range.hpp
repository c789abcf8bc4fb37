#pragma once
/// Pairs of doubles that enclose a real number: a quick answer to "which sign?", and "unknown" where only
/// exact arithmetic can tell.

#include <algorithm>
#include <cmath>
#include <limits>

#include "comity/number/rational.hpp"

namespace comity {

/// lo ≤ x ≤ hi. Every operation is rounded outward, so that the result encloses the true one; where that
/// cannot be (overflow, division by what may be zero) the ends are infinite.
class FloatRange {
  public:
    FloatRange() = default;
    FloatRange(int value) : lo_(value), hi_(value) {}  // NOLINT: a small whole number is a range
    FloatRange(double lo, double hi) : lo_(lo), hi_(hi) {}
    /// At most one unit in the last place wide; exact where the number is a double.
    explicit FloatRange(const Rational& value);
    /// numerator / denominator, which are both exact.
    static FloatRange ratio(double numerator, double denominator) {
        const double q = numerator / denominator;
        return {below(q), above(q)};
    }

    double lo() const { return lo_; }
    double hi() const { return hi_; }
    /// Certainly ≥ 0, > 0, < 0?
    bool is_not_negative() const { return lo_ >= 0; }
    bool is_positive() const { return lo_ > 0; }
    bool is_negative() const { return hi_ < 0; }
    bool is_zero() const { return lo_ == 0 && hi_ == 0; }

    FloatRange& operator+=(const FloatRange& o) {
        if (o.is_zero()) return *this;
        return *this = {below(lo_ + o.lo_), above(hi_ + o.hi_)};
    }
    FloatRange& operator-=(const FloatRange& o) {
        if (o.is_zero()) return *this;
        return *this = {below(lo_ - o.hi_), above(hi_ - o.lo_)};
    }
    FloatRange& operator*=(const FloatRange& o) {
        if (is_zero() || o.is_zero()) return *this = FloatRange(0);
        if (lo_ >= 0)
            return *this = {below((o.lo_ >= 0 ? lo_ : hi_) * o.lo_), above((o.hi_ >= 0 ? hi_ : lo_) * o.hi_)};
        if (o.lo_ >= 0) return *this = {below(o.hi_ * lo_), above((hi_ >= 0 ? o.hi_ : o.lo_) * hi_)};
        const double a = lo_ * o.lo_, b = lo_ * o.hi_, c = hi_ * o.lo_, d = hi_ * o.hi_;
        if (std::isnan(a) || std::isnan(b) || std::isnan(c) || std::isnan(d)) return *this = unknown();
        return *this = {below(std::min({a, b, c, d})), above(std::max({a, b, c, d}))};
    }
    FloatRange& operator/=(const FloatRange& o) {
        if (!(o.lo_ > 0) && !(o.hi_ < 0)) return *this = unknown();
        if (is_zero()) return *this;
        const double a = lo_ / o.lo_, b = lo_ / o.hi_, c = hi_ / o.lo_, d = hi_ / o.hi_;
        if (std::isnan(a) || std::isnan(b) || std::isnan(c) || std::isnan(d)) return *this = unknown();
        return *this = {below(std::min({a, b, c, d})), above(std::max({a, b, c, d}))};
    }
    friend FloatRange operator+(FloatRange a, const FloatRange& b) { return a += b; }
    friend FloatRange operator-(FloatRange a, const FloatRange& b) { return a -= b; }
    friend FloatRange operator*(FloatRange a, const FloatRange& b) { return a *= b; }
    friend FloatRange operator/(FloatRange a, const FloatRange& b) { return a /= b; }
    friend FloatRange operator-(const FloatRange& a) { return {-a.hi_, -a.lo_}; }

  private:
    static FloatRange unknown() {
        return {-std::numeric_limits<double>::infinity(), std::numeric_limits<double>::infinity()};
    }
    /// At least one unit in the last place away: rounding to nearest errs by half of one.
    static double below(double x) {
        const double step = std::abs(x) * 0x1p-52 + std::numeric_limits<double>::denorm_min();
        return std::isnan(x) ? -std::numeric_limits<double>::infinity() : x - step;
    }
    static double above(double x) {
        const double step = std::abs(x) * 0x1p-52 + std::numeric_limits<double>::denorm_min();
        return std::isnan(x) ? std::numeric_limits<double>::infinity() : x + step;
    }
    double lo_ = 0, hi_ = 0;
};

}  // namespace comity
