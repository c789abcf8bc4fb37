#include <algorithm>
#include <optional>

#include "inner.hpp"

namespace comity {
namespace {

std::vector<ExactPoint> hull_of(const std::vector<ExactPoint>& points) {
    std::vector<ExactPoint> result;
    for (const std::size_t k : exact_hull(points)) result.push_back(points[k]);
    return result;
}

std::vector<ExactPoint> box_around(const std::vector<ExactPoint>& points) {
    ExactPoint lowest = points.front(), highest = points.front();
    for (const ExactPoint& point : points) {
        for (std::size_t i = 0; i < 2; ++i) {
            lowest[i] = std::min(lowest[i], point[i]);
            highest[i] = std::max(highest[i], point[i]);
        }
    }
    return hull_of({lowest, {highest[0], lowest[1]}, highest, {lowest[0], highest[1]}});
}

}  // namespace

std::vector<ExactPoint> surely_inside(const InnerProof<Rational>& proof, std::size_t set) {
    std::vector<ExactPoint> values, exact;
    ExactPoint radius{0, 0};
    for (const auto& point : proof.points) {
        if (point.set != set) continue;
        values.push_back({point.value[0], point.value[1]});
        if (point.radius[0] == 0 && point.radius[1] == 0) exact.push_back(values.back());
        for (std::size_t i = 0; i < 2; ++i) radius[i] = std::max(radius[i], point.radius[i]);
    }
    const std::vector<ExactPoint> hull = hull_of(values);
    if (radius == ExactPoint{0, 0}) return hull;
    // What stays in the hull however it is moved by up to the radius. A point x outside the hull of the true
    // payoffs has h·x > h·w there for some h; moved by the radius along h it is outside this hull.
    std::vector<ExactHalfPlane> halves;
    const auto add = [&](const ExactPoint& h) {
        std::optional<Rational> most;
        for (const ExactPoint& corner : hull) {
            const Rational level = h[0] * corner[0] + h[1] * corner[1];
            if (!most || level > *most) most = level;
        }
        halves.push_back({h, *most - abs(h[0]) * radius[0] - abs(h[1]) * radius[1]});
    };
    for (const int sign : {1, -1}) {
        add({Rational(sign), Rational(0)});
        add({Rational(0), Rational(sign)});
    }
    for (std::size_t k = 0; k < hull.size() && hull.size() > 1; ++k) {
        const ExactPoint &a = hull[k], &b = hull[(k + 1) % hull.size()];
        const ExactPoint h{b[1] - a[1], a[0] - b[0]};
        halves.push_back({h, h[0] * a[0] + h[1] * a[1] - abs(h[0]) * radius[0] - abs(h[1]) * radius[1]});
    }
    const std::vector<ExactPoint> inside = clipped(box_around(hull), halves);
    exact.insert(exact.end(), inside.begin(), inside.end());
    return hull_of(exact);
}

}  // namespace comity
