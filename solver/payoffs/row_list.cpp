#include "row_list.hpp"

#include <algorithm>
#include <cmath>

#include "rounded.hpp"

namespace comity {
RowList::RowList(const VectorGame& game) : game_(game), block_(game.n) {
    for (std::size_t i = 0; i < game.n; ++i) {
        for (const int sign : {1, -1}) {
            std::vector<Integer> axis(game.n, 0);
            axis[i] = sign;
            append(std::move(axis));
        }
    }
}

std::size_t RowList::append(std::vector<Integer> direction) {
    Rational most = 0, origin = 0;
    std::vector<Rational> scaled;
    for (std::size_t i = 0; i < game_.n; ++i) {
        scaled.push_back(Rational(direction[i]) * game_.unit[i].range);
        most = std::max(most, Rational(abs(scaled.back())));
        origin += Rational(direction[i]) * game_.unit[i].lowest;
    }
    auto& unit = unit_.emplace_back();
    for (const Rational& entry : scaled) unit.push_back(static_cast<double>(Rational(entry / most)));
    length_.push_back(most);
    origin_.push_back(origin);
    block_.add(unit.data());
    exact_.push_back(std::move(direction));
    return exact_.size() - 1;
}

std::size_t RowList::add(const std::vector<Integer>& direction) {
    std::vector<Integer> row = primitive(std::vector<Rational>(direction.begin(), direction.end()));
    const auto found = std::find(exact_.begin(), exact_.end(), row);
    if (found != exact_.end()) return static_cast<std::size_t>(found - exact_.begin());
    return append(std::move(row));
}

std::size_t RowList::add_near(const std::vector<double>& direction, double grid) {
    double most = 0;
    for (const double entry : direction) most = std::max(most, std::abs(entry));
    std::vector<double> near;
    for (const double entry : direction) near.push_back(std::round(entry / most * grid) / grid);
    for (std::size_t r = 0; r < size(); ++r) {
        double off = 0;
        for (std::size_t i = 0; i < game_.n; ++i) off = std::max(off, std::abs(unit_[r][i] - near[i]));
        if (off < .5 / grid) return r;
    }
    std::vector<Rational> exact;
    for (std::size_t i = 0; i < game_.n; ++i)
        exact.push_back(Rational(static_cast<long long>(std::round(near[i] * grid))) / game_.unit[i].range);
    return append(primitive(exact));
}

Rational RowList::level(std::size_t row, double level, int bits) const {
    const double rounded = std::ldexp(std::ceil(std::ldexp(level, bits)), -bits);
    return length_[row] * Rational(rounded) + origin_[row];
}

double RowList::level(std::size_t row, const Rational& level) const {
    return static_cast<double>(Rational((level - origin_[row]) / length_[row]));
}

}  // namespace comity
