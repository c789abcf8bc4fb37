#include "sandwich.hpp"

#include <algorithm>
#include <cmath>

namespace comity {
namespace {

constexpr double kTighten = 1e-9;
constexpr std::size_t kManyNew = 20;  ///< rows added at once
constexpr int kDeep = 4;              ///< times that rows are added before points are looked for again
constexpr double kFine = 65536;       ///< entries of rows have at most this many steps
constexpr int kIdle = 4;              ///< rounds without progress until ties are looked at
constexpr double kTies = 1e-5;        ///< what is nearer is not for ties to bring together
constexpr double kLoosen = 1e-11;     ///< by how much a requirement that is just met may be missed
constexpr double kPatient = .75;      ///< δ from which on a lower one is looked at first
constexpr double kFarApart = .01;     ///< if the first round leaves more
constexpr int kFewRounds = 6;         ///< as often as that is done there
constexpr int kCircles = 8, kManySteps = 12;
constexpr std::size_t kManyRows = 6000;  ///< more are not worth their time

RowList with_reported(const VectorGame& game, const std::vector<std::vector<Integer>>& more,
                      std::vector<std::size_t>& reported, std::size_t& usual) {
    RowList rows(game);
    const std::size_t n = game.n;
    const auto report = [&](std::size_t row) {
        if (std::find(reported.begin(), reported.end(), row) == reported.end()) reported.push_back(row);
    };
    for (std::size_t r = 0; r < 2 * n; ++r) report(r);
    for (std::size_t i = 0; i < n; ++i) {
        for (std::size_t j = i + 1; j < n; ++j) {
            for (const int a : {1, -1}) {
                for (const int b : {1, -1}) {
                    std::vector<Integer> h(n, 0);
                    h[i] = a;
                    h[j] = b;
                    report(rows.add(h));
                }
            }
        }
    }
    for (const int sign : {1, -1}) report(rows.add(std::vector<Integer>(n, sign)));
    usual = reported.size();
    for (const auto& h : more) report(rows.add(h));
    return rows;
}

}  // namespace

Sandwich::Sandwich(const VectorGame& game, SandwichOptions options)
    : game_(game),
      options_(std::move(options)),
      rows_(with_reported(game, options_.directions, reported_, usual_)),
      walk_(game, rows_, options_.stop),
      cloud_(game, rows_, kTighten, options_.stop) {
    tied_.reserve(2);
}

double Sandwich::range(std::size_t row) const {
    while (ranges_.size() <= row) {
        const auto& h = rows_.unit(ranges_.size());
        double low = kInfinity, high = -kInfinity;
        for (const VectorGame::Entry& entry : game_.entries) {
            double value = 0;
            for (std::size_t i = 0; i < game_.n; ++i) value += h[i] * entry.u[i];
            low = std::min(low, value);
            high = std::max(high, value);
        }
        // Where all profiles are alike there is no range to measure by.
        ranges_.push_back(high - low > 1e-9 ? high - low : kInfinity);
    }
    return ranges_[row];
}

double Sandwich::reach(std::size_t set, std::size_t row) const {
    double most = cloud_.reach(set, row);
    for (const PointCloud& tied : tied_) most = std::max(most, tied.reach(set, row));
    return most;
}

double Sandwich::part(std::size_t set, std::size_t row) const {
    return (walk_.levels(set)[row] - reach(set, row)) / range(row);
}

double Sandwich::most_in_sum() const {
    const std::vector<Integer> all(game_.n, 1);
    const auto found = std::find(rows_.exact().begin(), rows_.exact().end(), all);
    const auto row = static_cast<std::size_t>(found - rows_.exact().begin());
    return static_cast<double>(rows_.level(row, walk_.levels(0)[row], 40));
}

double Sandwich::gap() const {
    double most = 0;
    for (const std::size_t r : reported_) most = std::max(most, part(0, r));
    for (std::size_t i = 0; i < game_.n; ++i) most = std::max(most, part(game_.punishment_set(i), 2 * i + 1));
    return std::isnan(most) ? kInfinity : most;
}

std::size_t Sandwich::report(const std::vector<Integer>& direction) {
    const std::size_t row = rows_.add(direction);
    if (std::find(reported_.begin(), reported_.end(), row) == reported_.end()) reported_.push_back(row);
    return row;
}

void Sandwich::take_rows() {
    walk_.take_rows();
    walk_.run(.01 * options_.tolerance);
}

void Sandwich::run() {
    cloud_.start_stationary();
    if (is_enough()) return;
    while (!walk_.run(.01 * options_.tolerance, 1)) {
        if (is_enough()) return;
    }
    if (is_enough()) return;
    // With phases what holds at a lower δ need not hold at a higher one.
    if (options_.from_less_patient && game_.common_delta && game_.phases == 1 &&
        game_.delta.front() > kPatient && gap() > kFarApart)
        start_less_patient();
    double best = kInfinity;
    int idle = 0;
    for (int round = 0; round < options_.rounds && !stopped() && !walk_.emptied(); ++round) {
        close_in_from_within();
        if (idle > 0 && idle % kIdle == 0 && gap() > std::max(options_.tolerance, kTies)) look_at_ties();
        const double now = gap();
        if (options_.progress) options_.progress({static_cast<std::size_t>(round) + 1, now, most_in_sum()});
        if (now <= options_.tolerance || is_enough() || stopped() || rows_.size() > kManyRows) return;
        idle = now < .98 * best ? 0 : idle + 1;
        best = std::min(best, now);
        if (idle > 12) return;
        std::size_t added = 0;
        for (int deep = 0; deep < kDeep && !stopped() && !walk_.emptied(); ++deep) {
            const std::size_t more = add_needed();
            if (more == 0) break;
            added += more;
            take_rows();
            if (is_enough()) return;
        }
        if (added == 0 || !cloud_.has_sure()) shake();
    }
}

void Sandwich::start_less_patient() {
    // Step 1. The same game with states that look half as far ahead, roughly.
    VectorGame less = game_;
    const Rational lower = std::max(Rational(1 - 2 * (1 - game_.exact_delta.front())), Rational(13, 20));
    less.exact_delta.assign(game_.n, lower);
    less.delta.assign(game_.n, static_cast<double>(lower));
    SandwichOptions options;
    options.tolerance = std::max(10 * options_.tolerance, 1e-3);
    options.directions = options_.directions;
    options.rounds = kFewRounds;
    options.stop = options_.stop;
    Sandwich before(less, options);
    before.run();
    // Step 2. Its points, and the directions in which they were looked for.
    cloud_.take_less_patient(before.cloud());
    for (const auto& row : before.rows().exact()) rows_.add(row);
    take_rows();
}

void Sandwich::close_in_from_within() {
    const double before = gap();
    // Step 1. From where the levels end; where nothing is known yet, with more to spare.
    for (const double tighten : {kTighten, 1e-5, 1e-3}) {
        if (tighten > kTighten && before < .2) break;
        cloud_.set_tighten(tighten);
        cloud_.restart(walk_);
        for (int k = 0; k < (cloud_.has_sure() ? 8 : 30) && !stopped(); ++k) {
            if (cloud_.improve(walk_, true) == 0) break;
        }
        const std::size_t settled = cloud_.settle();
        if (settled > 0 && gap() < .7 * before) break;
    }
    cloud_.set_tighten(kTighten);
    // Step 2. Outward from what is known.
    double last = gap();
    for (int k = 0; k < options_.growth && last > options_.tolerance && !stopped() && cloud_.has_sure();
         ++k) {
        cloud_.gather_sure();
        if (cloud_.improve(walk_, true) == 0) return;
        const std::size_t settled = cloud_.settle();
        double now = gap();
        if (now > .97 * last || settled == 0) {
            cloud_.gather_sure();
            cloud_.improve(walk_, false);
            cloud_.settle();
            now = gap();
        }
        if (now > .995 * last) return;
        last = now;
    }
}

void Sandwich::look_at_ties() {
    for (const bool in_circles : {false, true}) {
        look_at_ties(in_circles);
        if (gap() <= options_.tolerance || is_enough()) return;
    }
}

void Sandwich::look_at_ties(bool in_circles) {
    if (tied_.size() <= std::size_t{in_circles}) {
        tied_.emplace_back(game_, rows_, -kLoosen, options_.stop);
        tied_.back().start_stationary();
    }
    PointCloud& tied = tied_[in_circles];
    // Step 1. Points that hold each other come to rest together.
    if (in_circles) {
        tied.restart(walk_);
        for (int k = 0; k < kCircles && !stopped(); ++k) {
            if (tied.improve(walk_, true) == 0) break;
        }
        tied.settle();
    }
    // Step 2. Others from those before them.
    for (int k = 0; k < kManySteps && !stopped() && tied.has_sure(); ++k) {
        tied.gather_sure();
        if (tied.improve(walk_, false) == 0 || tied.settle() == 0) return;
    }
}

std::size_t Sandwich::add_needed() {
    const std::size_t n = game_.n, before = rows_.size();
    const double grid = std::exp2(std::ceil(std::log2(std::clamp(2 / gap(), 32.0, kFine))));
    // Step 1. How much what is reported owes to each row, from those that are off onward.
    std::vector<std::vector<double>> weight(game_.sets.size(), std::vector<double>(before, 0)), off = weight;
    std::vector<std::vector<bool>> done(game_.sets.size(), std::vector<bool>(before));
    for (std::size_t s = 0; s < game_.sets.size(); ++s) {
        for (std::size_t r = 0; r < before; ++r) off[s][r] = walk_.levels(s)[r] - reach(s, r);
    }
    const auto begin_at = [&](std::size_t s, std::size_t r) {
        if (off[s][r] / range(r) > .5 * options_.tolerance)
            weight[s][r] = std::max(weight[s][r], 1 / range(r));
    };
    for (const std::size_t r : reported_) begin_at(0, r);
    for (std::size_t i = 0; i < n; ++i) begin_at(game_.punishment_set(i), 2 * i + 1);
    std::vector<std::vector<double>> directions;
    for (int steps = 0; steps < 200 && directions.size() < 2 * kManyNew && !stopped(); ++steps) {
        double most = .1 * options_.tolerance;
        std::optional<Node> node;
        for (std::size_t s = 0; s < weight.size(); ++s) {
            for (std::size_t r = 0; r < before; ++r) {
                if (done[s][r] || !(weight[s][r] * std::min(off[s][r], 2.0) > most)) continue;
                most = weight[s][r] * std::min(off[s][r], 2.0);
                node = Node{s, r};
            }
        }
        if (!node) break;
        const auto [s, r] = *node;
        done[s][r] = true;
        const auto k = walk_.highest(s, r);
        if (!k) continue;
        // Step 2. What the profile with the highest bound needs from within.
        std::vector<double> needed;
        PointCloud& points = !tied_.empty() && tied_.back().has_sure() ? tied_.back() : cloud_;
        if (points.find_needed(s, r, *k, needed)) {
            double most_entry = 0;
            for (const double x : needed) most_entry = std::max(most_entry, std::abs(x));
            for (std::size_t c = 0; c < before && most_entry > 1e-9; ++c) {
                double apart = 0;
                for (std::size_t i = 0; i < n; ++i)
                    apart = std::max(apart, std::abs(rows_.unit(c)[i] - needed[i] / most_entry));
                if (apart < 1.5 / grid) weight[s][c] = std::max(weight[s][c], weight[s][r] * most_entry);
            }
            directions.push_back(std::move(needed));
        }
        // Step 3. What its bound rests on, and that in one row.
        if (!walk_.solve(s, r, *k)) continue;
        const LevelBound by = walk_.multipliers(s, r, *k);
        std::vector<double> sum(n);
        for (std::size_t i = 0; i < n; ++i) sum[i] = game_.delta[i] * rows_.unit(r)[i];
        int parts = 0;
        for (std::size_t j = 0; j < n; ++j) {
            if (by.multipliers[j] <= 1e-12) continue;
            const double carried = weight[s][r] * by.multipliers[j];
            if (by.rows[j] < n) {
                sum[by.rows[j]] += by.multipliers[j];
                auto& threat = weight[game_.punishment_set(by.rows[j])][2 * std::size_t{by.rows[j]} + 1];
                threat = std::max(threat, carried);
            } else {
                ++parts;
                weight[s][by.rows[j] - n] = std::max(weight[s][by.rows[j] - n], carried);
            }
        }
        if (parts > 1) directions.push_back(std::move(sum));
    }
    for (const auto& direction : directions) {
        double most = 0;
        for (const double x : direction) most = std::max(most, std::abs(x));
        if (most > 1e-9) rows_.add_near(direction, grid);
        if (rows_.size() - before >= kManyNew) break;
    }
    return rows_.size() - before;
}

void Sandwich::shake() {
    // Directions beside those that are furthest off find the corners that ties hide.
    const auto random = [&] {
        shake_ = shake_ * 1664525u + 1013904223u;
        return static_cast<double>(shake_ >> 8) / (1 << 23) - 1;
    };
    std::vector<std::pair<double, std::size_t>> order;
    for (std::size_t r = 0; r < rows_.size(); ++r) order.emplace_back(-part(0, r), r);
    std::sort(order.begin(), order.end());
    for (std::size_t k = 0; k < order.size() && k < kManyNew; ++k) {
        std::vector<double> near = rows_.unit(order[k].second);
        for (double& entry : near) entry += .2 * random();
        rows_.add_near(near, 32);
    }
    take_rows();
}

}  // namespace comity
