#include "level_map.hpp"

#include <algorithm>

namespace comity {

LevelMap::LevelMap(const CellBounds& bounds) : bounds_(bounds), game_(bounds.game()) {
    for (const auto& set : game_.sets) {
        auto& order = order_.emplace_back();
        for (std::size_t a = 0; a < set.size(); ++a) order.push_back(a);
    }
}

Levels LevelMap::apply(const Levels& levels, const LiveProfiles& live, const std::vector<bool>& emptied) {
    const Threats v = bounds_.threats(levels);
    const std::size_t rows = bounds_.rows();
    sets_.clear();
    for (std::size_t s = 0; s < game_.sets.size(); ++s)
        sets_.push_back(emptied[s] ? Polygon{} : bounds_.directions().polygon(levels, s));
    Levels result(levels.size(), -kInfinity);
    for (std::size_t s = 0; s < game_.sets.size(); ++s) {
        if (emptied[s]) {
            const auto from = levels.begin() + static_cast<std::ptrdiff_t>(s * rows);
            std::copy_n(from, rows, result.begin() + static_cast<std::ptrdiff_t>(s * rows));
            continue;
        }
        // Those that reached far last time come first: the rest hardly ever matters then.
        std::vector<std::size_t>& order = order_[s];
        std::size_t far = 0;
        find_continued(s, levels);
        for (std::size_t k = 0; k < order.size(); ++k) {
            const std::size_t a = order[k];
            if (!live[s][a]) continue;
            const Cell cell = bounds_.cell(s, game_.sets[s][a]);
            if (!may_matter(cell, levels, result)) continue;
            if (reach(cell, levels, required(game_, *cell.profile, v), result))
                std::swap(order[far++], order[k]);
        }
    }
    return result;
}

/// Does the default bound beat what others reach in some direction?
bool LevelMap::may_matter(const Cell& cell, const Levels& levels, const Levels& result) const {
    const std::size_t rows = bounds_.rows();
    if (!continued_.empty()) {
        const double* most = result.data() + cell.set * rows;
        for (std::size_t h = 0; h < rows; ++h) {
            if (dot(bounds_.directions().unit(h), cell.now) + continued_[h] > most[h]) return true;
        }
        return false;
    }
    for (std::size_t h = 0; h < rows; ++h) {
        if (bounds_.value(bounds_.own(h), levels, cell, h, {}) > result[cell.set * rows + h]) return true;
    }
    return false;
}

/// What continuations add to the default bounds: with one public state the same for all profiles of a set.
void LevelMap::find_continued(std::size_t set, const Levels& levels) {
    continued_.clear();
    if (game_.states > 1 || game_.sets[set].empty()) return;
    Cell nothing = bounds_.cell(set, game_.sets[set].front());
    nothing.now = {};
    for (std::size_t h = 0; h < bounds_.rows(); ++h)
        continued_.push_back(bounds_.value(bounds_.own(h), levels, nothing, h, {}));
}

const Polygon& LevelMap::continuation(const Cell& cell) {
    const std::size_t phase = game_.phase_of(cell.set);
    if (game_.states == 1) return sets_[phase];
    sum_.clear();
    bool first = true;
    for (const FloatTransition& next : cell.profile->next) {
        Polygon part = sets_[phase * game_.states + next.state];
        for (Point2& corner : part) corner = next.probability * corner;
        sum_ = first ? std::move(part) : minkowski_sum(sum_, part);
        first = false;
    }
    return sum_;
}

bool LevelMap::reach(const Cell& cell, const Levels& levels, Point2 m, Levels& result) {
    scaled_.clear();
    for (const Point2 corner : continuation(cell))
        scaled_.push_back({cell.now.x + game_.delta[0] * corner.x, cell.now.y + game_.delta[1] * corner.y});
    corners_.clear();
    for (const ClippedCorner& corner : clipper_.clip_from_below(scaled_, m, 0)) corners_.push_back(corner.at);
    if (!corners_.empty()) {
        return raise(cell.set, result);
    }
    // Next to nothing is left: polygons may differ from bounds by what rounding does.
    for (std::size_t h = 0; h < bounds_.rows(); ++h) {
        double& most = result[cell.set * bounds_.rows() + h];
        if (bounds_.value(bounds_.own(h), levels, cell, h, m) > most)
            most = std::max(most, bounds_.least(h, levels, cell, m));
    }
    return false;
}

/// Raises levels to the support of the corners; true where one rises.
bool LevelMap::raise(std::size_t set, Levels& result) const {
    bool rises = false;
    for (std::size_t h = 0; h < bounds_.rows(); ++h) {
        double& most = result[set * bounds_.rows() + h];
        const double level = support(corners_, bounds_.directions().unit(h));
        rises = rises || level > most;
        most = std::max(most, level);
    }
    return rises;
}

}  // namespace comity
