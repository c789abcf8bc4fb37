#include "polygon.hpp"

#include <algorithm>

namespace comity::checker {

std::vector<Point> hull(std::vector<Point> points) {
    std::sort(points.begin(), points.end());
    points.erase(std::unique(points.begin(), points.end()), points.end());
    if (points.size() < 3) return points;
    // Lower and upper chain, left to right and back.
    std::vector<Point> corners;
    for (const bool upper : {false, true}) {
        if (upper) std::reverse(points.begin(), points.end());
        const std::size_t start = corners.size();
        for (const Point& p : points) {
            while (corners.size() > start + 1) {
                const Point &a = corners[corners.size() - 2], &b = corners.back();
                if ((b[0] - a[0]) * (p[1] - a[1]) - (b[1] - a[1]) * (p[0] - a[0]) > 0) break;
                corners.pop_back();
            }
            corners.push_back(p);
        }
        corners.pop_back();
    }
    return corners;
}

std::vector<Point> clip(const std::vector<Point>& polygon, const Point& normal, const Rational& level) {
    std::vector<Rational> over;
    for (const Point& p : polygon) over.push_back(normal[0] * p[0] + normal[1] * p[1] - level);
    if (std::all_of(over.begin(), over.end(), [](const Rational& x) { return x <= 0; })) return polygon;
    std::vector<Point> result;
    for (std::size_t k = 0; k < polygon.size(); ++k) {
        const std::size_t next = (k + 1) % polygon.size();
        if (over[k] <= 0) result.push_back(polygon[k]);
        if ((over[k] < 0 && over[next] > 0) || (over[k] > 0 && over[next] < 0)) {
            const Rational share = over[k] / (over[k] - over[next]);
            const Point &a = polygon[k], &b = polygon[next];
            result.push_back({a[0] + share * (b[0] - a[0]), a[1] + share * (b[1] - a[1])});
        }
    }
    return hull(std::move(result));
}

}  // namespace comity::checker
