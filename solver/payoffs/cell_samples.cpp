#include <algorithm>
#include <cmath>

#include "cell.hpp"
#include "comity/question/bounds.hpp"

namespace comity {
namespace {

bool has_value(const RationalFunction& f, const Rational& at) {
    return f.denominator()(at) != 0;
}

bool is_affine(const RationalFunction& f) {
    return f.denominator().is_constant() && f.numerator().degree() <= 1;
}

/// Calls back for every function that payoffs are made of.
template <class Visit>
void for_each_function(const CellQuestion& cell, const Visit& visit) {
    for (const auto& row : cell.stage().utility) {
        for (const RationalFunction& u : row) visit(u);
    }
    for (const auto& floor : cell.stage().floor) {
        if (floor) visit(*floor);
    }
}

}  // namespace

std::size_t most_rounds(const FloatGame& game) {
    const double delta = std::max(game.delta[0], game.delta[1]);
    return static_cast<std::size_t>(std::min(20000.0, 200 + 45 / (1 - delta)));
}

CellSamples::CellSamples(const CellQuestion& cell, const FloatGame& game)
    : game_(game), profiles_(cell.form.profiles().size()) {
    if (!find_nodes(cell)) return;
    for_each_function(cell, [&](const RationalFunction& f) { curved_ = curved_ || !is_affine(f); });
    for (const RationalFunction& delta : cell.delta) curved_ = curved_ || !delta.is_constant();
    at_.push_back(cell.at);
    if (curved_) {
        const Rational width = at_[1] - at_[0];
        for (const int eighth : {1, 2, 4, 6, 7}) at_.push_back(at_[0] + width * eighth / 8);
    }
    const Rational width = at_[1] - at_[0];
    position_ =
        (RationalFunction::variable() - RationalFunction(at_[0])) * RationalFunction(Rational(1 / width));
    for (const Rational& t : at_) place_.push_back(static_cast<double>(Rational((t - at_[0]) / width)));
    read(cell);
    usable_ = true;
}

bool CellSamples::find_nodes(const CellQuestion& cell) {
    const Interval& where = cell.where;
    if (!where.lo.is_finite() && !where.hi.is_finite()) return false;
    // Step 1. The ends, or rationals just inside of irrational ones.
    Rational lo, hi;
    const Rational fine(1, Integer(1) << 80);
    if (where.lo.is_finite()) lo = where.lo.number().refined(fine).hi();
    if (where.hi.is_finite()) hi = where.hi.number().refined(fine).lo();
    const auto beyond = [](const Rational& x) { return std::max(Rational(1), Rational(abs(x))); };
    if (!where.lo.is_finite()) lo = hi - beyond(hi);
    if (!where.hi.is_finite()) hi = lo + beyond(lo);
    if (lo >= hi) return false;
    // Step 2. Away from an end at which something has no value.
    const auto is_good = [&](const Rational& t) {
        bool good = true;
        for_each_function(cell, [&](const RationalFunction& f) { good = good && has_value(f, t); });
        for (const RationalFunction& delta : cell.delta) good = good && has_value(delta, t) && delta(t) < 1;
        return good;
    };
    const Rational inward = (hi - lo) / 32;
    if (!is_good(lo)) lo += inward;
    if (!is_good(hi)) hi -= inward;
    at_ = {lo, hi};
    return is_good(lo) && is_good(hi);
}

void CellSamples::read(const CellQuestion& cell) {
    const auto& stage = cell.stage();
    const bool with_floors =
        !stage.consensus.empty() || std::any_of(stage.floor.begin(), stage.floor.end(),
                                                [](const auto& floor) { return floor.has_value(); });
    for (const Rational& t : at_) {
        auto& table = utility_.emplace_back(2);
        auto& deltas = delta_.emplace_back();
        for (std::size_t i = 0; i < 2; ++i) {
            deltas.push_back(static_cast<double>(cell.delta[i](t)));
            for (const RationalFunction& u : stage.utility[i]) table[i].push_back(scaled(i, u(t)));
        }
        if (!with_floors) continue;
        auto& list = floors_.emplace_back();
        for (std::size_t i = 0; i < 2; ++i) {
            for (ProfileIndex p = 0; p < profiles_; ++p) {
                auto& values = list.emplace_back();
                for (const auto& floor : comity::floors(cell.form, stage, i, p))
                    values.push_back(scaled(i, floor.value(t)));
            }
        }
    }
    for (std::size_t i = 0; i < 2; ++i) {
        for (ProfileIndex p = 0; p < profiles_; ++p)
            variation_ = std::max(variation_, std::abs(utility_[1][i][p] - utility_[0][i][p]));
        variation_ = std::max(variation_, std::abs(delta_[1][i] - delta_[0][i]));
    }
}

const std::vector<double>& CellSamples::floors(std::size_t sample, std::size_t actor,
                                               ProfileIndex profile) const {
    static const std::vector<double> none;
    return floors_.empty() ? none : floors_[sample][actor * profiles_ + profile];
}

RationalFunction CellSamples::affine(const Rational& first, const Rational& second) const {
    if (first == second) return RationalFunction(first);
    const Rational slope = (second - first) / (at_[1] - at_[0]);
    return RationalFunction(
        Polynomial(Rational(first - slope * at_[0])) + Polynomial(slope) * Polynomial::variable(),
        Polynomial(Rational(1)));
}

Rational CellSamples::in_utilities(std::size_t actor, double value) const {
    return game_.unit[actor].lowest +
           game_.unit[actor].range * Rational(std::ldexp(std::round(std::ldexp(value, 50)), -50));
}

}  // namespace comity
