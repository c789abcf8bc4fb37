#include "tied_points.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "rounded.hpp"

namespace comity {
namespace {

constexpr int kPasses = 3;
constexpr std::size_t kManyBits = 600;     ///< fractions that are longer are given up
constexpr std::size_t kManyTogether = 40;  ///< points of which one payoff is found together
constexpr double kClose = 1e-8;            ///< floating point and fractions agree up to this

bool is_short(const Rational& x) {
    const auto bits = [](const Integer& n) { return n == 0 ? std::size_t{0} : msb(Integer(abs(n))); };
    return bits(numerator(x)) + bits(denominator(x)) <= kManyBits;
}

/// The points of a cloud in exact arithmetic. What holds an actor just so is known before its lottery is:
/// what the actor gets is then what it must get. From such payoffs follow weights, and from weights the other
/// payoffs, also where points support each other in a circle.
class ExactCloud {
  public:
    /// `by_place`: who is held is told by where points are, not by the programs that found their lotteries.
    /// `roots`: by set, the points that are asked about; only they and what supports them are looked at.
    ExactCloud(const VectorGame& game, const PointCloud& cloud, bool by_place,
               const std::vector<std::vector<std::size_t>>& roots)
        : game_(&game), by_place_(by_place) {
        for (std::size_t s = 0; s < game.sets.size(); ++s) {
            auto& mine = sets_.emplace_back();
            for (const CloudPoint& from : cloud.sure(s)) {
                Point& point = mine.emplace_back();
                point.from = &from;
                point.profile = game.entries[from.entry].profile;
                for (const auto& share : from.lottery) {
                    // What is hardly there is what a requirement was missed by.
                    if (by_place && share.weight < kClose) continue;
                    point.lottery.push_back({share.point - PointCloud::kSure, 0});
                    point.guess.push_back(std::max(share.weight, 0.0));
                }
                point.stays = point.lottery.size() == 1 && point.lottery.front().point + 1 == mine.size();
            }
        }
        for (std::size_t s = 0; s < roots.size(); ++s) {
            std::vector<std::size_t> stack = roots[s];
            while (!stack.empty()) {
                Point& point = sets_[s][stack.back()];
                stack.pop_back();
                if (point.needed) continue;
                point.needed = true;
                for (const Weight& each : point.lottery) stack.push_back(each.point);
            }
        }
        for (std::size_t i = 0; i < game.n; ++i) guess_threat(i, cloud);
    }

    /// Weights, payoffs, and which points hold.
    void find() {
        for (int pass = 0; pass < kPasses; ++pass) {
            const auto before = threats_;
            for (auto& points : sets_) solve(points);
            keep_held();
            if (threats_ == before) return;
        }
    }

    bool is_good(std::size_t set, std::size_t k) const { return sets_[set][k].good; }
    /// How many points are looked at, and how many of them hold.
    std::size_t size() const {
        std::size_t size = 0;
        for (const Points& points : sets_) {
            for (const Point& point : points) size += point.needed;
        }
        return size;
    }
    std::size_t count() const {
        std::ptrdiff_t count = 0;
        for (const Points& points : sets_)
            count += std::count_if(points.begin(), points.end(), [](const Point& p) { return p.good; });
        return static_cast<std::size_t>(count);
    }
    std::vector<Rational> value(std::size_t set, std::size_t k) const {
        std::vector<Rational> result;
        for (const auto& x : sets_[set][k].value) result.push_back(*x);
        return result;
    }
    std::vector<Weight> lottery(std::size_t set, std::size_t k) const {
        std::vector<Weight> result = sets_[set][k].lottery;
        std::erase_if(result, [](const Weight& each) { return each.weight == 0; });
        return result;
    }

  private:
    static constexpr std::size_t kNever = static_cast<std::size_t>(-1);
    struct Point {
        const CloudPoint* from = nullptr;
        ProfileIndex profile = 0;
        bool needed = false;
        bool stays = false;           ///< played for ever
        std::vector<Weight> lottery;  ///< over points of the set
        std::vector<double> guess;    ///< their weights in floating point
        bool weighed = false;         ///< the weights are exact
        bool given_up = false;
        bool asked = false;         ///< who is held has been asked
        std::size_t seen = kNever;  ///< how many payoffs were known when weights were last looked for
        std::vector<std::optional<Rational>> value;  ///< by actor
        std::vector<bool> held;                      ///< by actor: it gets just what it must get
        bool good = false;
    };
    using Points = std::vector<Point>;

    // --- threats

    /// The least of a cloud: what is played for ever, or where an actor is held just so, what it can secure.
    void guess_threat(std::size_t i, const PointCloud& cloud) {
        auto& threat = threats_.emplace_back();
        const Points& points = sets_[game_->punishment_set(i)];
        for (const Point& point : points) {
            if (point.from->w[i] > cloud.sure_threat(i) + kClose) continue;
            std::optional<Rational> held;
            if (point.stays) {
                held = game_->payoff(i, point.profile);
            } else if (may_be_held(point, i)) {
                held = least_held(point.profile, i, point.from->w[i]);
            }
            if (held && (!threat || *held < *threat)) threat = held;
        }
    }
    /// x that is required where the punishment is worth x, near `about`.
    std::optional<Rational> least_held(ProfileIndex profile, std::size_t i, double about) const {
        const Rational& delta = game_->exact_delta[i];
        const Rational far = game_->unit[i].lowest + 8 * game_->unit[i].range;
        for (const bool by_floor : {true, false}) {
            auto x = game_->required(profile, i, by_floor ? Rational(2 * game_->unit[i].lowest - far) : far);
            if (!x) continue;
            if (!by_floor) *x = (*x - delta * far) / (1 - delta);
            if (std::abs(game_->unit[i].scaled(*x) - about) < kClose) return x;
        }
        return std::nullopt;
    }
    void find_threats() {
        threats_.assign(game_->n, std::nullopt);
        for (std::size_t i = 0; i < game_->n; ++i) {
            for (const Point& point : sets_[game_->punishment_set(i)]) {
                if (point.good && (!threats_[i] || *point.value[i] < *threats_[i]))
                    threats_[i] = *point.value[i];
            }
        }
    }

    // --- weights and payoffs

    void solve(Points& points) {
        for (Point& point : points) start(point);
        while (true) {
            bool more = false;
            for (Point& point : points) {
                if (!point.weighed && !point.given_up) more = weigh(points, point, false) || more;
            }
            for (std::size_t i = 0; i < game_->n; ++i) more = find_payoffs(points, i) || more;
            if (more) continue;
            // Who is held just so is asked where nothing else tells: first of points that rest on what is
            // known, then of all. What even that leaves open is rounded.
            const auto rests_on_known = [&](const Point& point) {
                return std::all_of(point.lottery.begin(), point.lottery.end(),
                                   [&](const Weight& each) { return is_known(points[each.point]); });
            };
            Point* next = nullptr;
            for (Point& point : points) {
                if (is_open(point) && rests_on_known(point)) next = &point;
                if (next != nullptr) break;
            }
            if (next != nullptr && !next->asked) {
                hold(*next);
                continue;
            }
            if (next == nullptr) {
                for (Point& point : points) {
                    if (is_known(point) || point.given_up || point.asked) continue;
                    hold(point);
                    more = true;
                }
                if (more) continue;
                for (Point& point : points) {
                    if (is_open(point)) next = &point;
                    if (next != nullptr) break;
                }
            }
            if (next == nullptr) break;
            if (!weigh(points, *next, true)) next->given_up = true;
        }
        for (Point& point : points) point.good = is_known(point) && follows(points, point);
    }

    void start(Point& point) const {
        point.weighed = point.stays || point.lottery.size() == 1;
        point.given_up = !point.needed;
        point.asked = false;
        point.seen = kNever;
        point.value.assign(game_->n, std::nullopt);
        point.held.assign(game_->n, false);
        if (point.weighed) point.lottery.front().weight = 1;
        for (std::size_t i = 0; point.stays && i < game_->n; ++i)
            point.value[i] = game_->payoff(i, point.profile);
    }

    /// Gives a point what those who are held just so must get.
    void hold(Point& point) const {
        point.asked = true;
        for (std::size_t i = 0; i < game_->n; ++i) {
            if (point.value[i] || !threats_[i] || !may_be_held(point, i)) continue;
            const auto must = game_->required(point.profile, i, *threats_[i]);
            if (!must || std::abs(game_->unit[i].scaled(*must) - point.from->w[i]) >= kClose) continue;
            point.value[i] = must;
            point.held[i] = true;
        }
    }

    static bool is_open(const Point& point) { return !point.weighed && !point.given_up; }
    static bool is_known(const Point& point) {
        return point.weighed && std::all_of(point.value.begin(), point.value.end(),
                                            [](const auto& x) { return x.has_value(); });
    }

    /// The weights that the payoffs of those who are held just so demand, if these are all known and leave
    /// nothing open; `rounding`: what they leave open is rounded. True if there are any now.
    bool weigh(const Points& points, Point& point, bool rounding) const {
        // Step 1. Is more known than last time?
        std::size_t known = 0;
        for (std::size_t i = 0; i < game_->n; ++i) {
            if (!point.held[i]) continue;
            ++known;
            for (const Weight& each : point.lottery) known += points[each.point].value[i].has_value();
        }
        if (!rounding && known == point.seen) return false;
        point.seen = known;
        // Step 2. A row for each that is held, and one for the sum of the weights.
        const std::size_t m = point.lottery.size();
        std::vector<std::vector<Rational>> rows{std::vector<Rational>(m + 1, 1)};
        for (std::size_t i = 0; i < game_->n; ++i) {
            const Rational& delta = game_->exact_delta[i];
            if (!point.held[i] || delta == 0) continue;
            std::vector<Rational> row;
            for (const Weight& each : point.lottery) {
                if (const auto& there = points[each.point].value[i]) row.push_back(*there);
            }
            if (row.size() < m) continue;
            row.push_back((*point.value[i] - (1 - delta) * game_->payoff(i, point.profile)) / delta);
            rows.push_back(std::move(row));
        }
        // Step 3. Where they leave something open, floating point has it.
        const auto determined = independent(rows);
        if (determined && determined->size() < m && !rounding) return false;
        const auto weights = determined ? weights_near(*determined, point.guess) : std::nullopt;
        if (!weights || !std::all_of(weights->begin(), weights->end(), is_short)) {
            point.given_up = true;
            return false;
        }
        for (std::size_t j = 0; j < m; ++j) point.lottery[j].weight = (*weights)[j];
        point.weighed = true;
        return true;
    }

    /// An actor's payoffs of points whose weights are known and that rest on each other and on what is known.
    bool find_payoffs(Points& points, std::size_t i) const {
        bool some = false;
        const auto is_missing = [&](std::size_t k) { return !points[k].value[i].has_value(); };
        for (std::size_t k = 0; k < points.size(); ++k) {
            if (!is_missing(k) || !points[k].weighed || points[k].given_up) continue;
            if (std::any_of(points[k].lottery.begin(), points[k].lottery.end(), [&](const Weight& each) {
                    return each.weight != 0 && is_missing(each.point) && !points[each.point].weighed;
                }))
                continue;
            // Step 1. All that it rests on.
            std::vector<std::size_t> group{k};
            bool closed = true;
            for (std::size_t g = 0; closed && g < group.size(); ++g) {
                closed = points[group[g]].weighed && group.size() <= kManyTogether;
                for (const Weight& each : points[group[g]].lottery) {
                    if (each.weight != 0 && is_missing(each.point) &&
                        std::find(group.begin(), group.end(), each.point) == group.end())
                        group.push_back(each.point);
                }
            }
            if (!closed) continue;
            // Step 2. w = (1 − δ) u + δ A w.
            const Rational& delta = game_->exact_delta[i];
            const std::size_t m = group.size();
            std::vector<std::vector<Rational>> rows(m, std::vector<Rational>(m + 1, 0));
            for (std::size_t g = 0; g < m; ++g) {
                const Point& point = points[group[g]];
                rows[g][g] += 1;
                rows[g][m] = (1 - delta) * game_->payoff(i, point.profile);
                for (const Weight& each : point.lottery) {
                    if (each.weight == 0) continue;
                    if (const auto& there = points[each.point].value[i]) {
                        rows[g][m] += delta * each.weight * *there;
                        continue;
                    }
                    const auto at = std::find(group.begin(), group.end(), each.point) - group.begin();
                    rows[g][static_cast<std::size_t>(at)] -= delta * each.weight;
                }
            }
            const auto found = solve_rows(std::move(rows));
            for (std::size_t g = 0; g < m; ++g) {
                Point& point = points[group[g]];
                if (!found || !is_short((*found)[g])) {
                    point.given_up = true;
                    continue;
                }
                point.value[i] = (*found)[g];
                some = true;
            }
        }
        return some;
    }

    /// Is every payoff what the lottery makes of it?
    bool follows(const Points& points, const Point& point) const {
        for (std::size_t i = 0; i < game_->n; ++i) {
            const Rational& delta = game_->exact_delta[i];
            Rational value = (1 - delta) * game_->payoff(i, point.profile);
            for (const Weight& each : point.lottery) {
                if (each.weight == 0) continue;
                const auto& there = points[each.point].value[i];
                if (!there) return false;
                value += delta * each.weight * *there;
            }
            if (value != *point.value[i]) return false;
        }
        return true;
    }

    // --- what holds

    /// Points that are not supported go, and those that they support, until all that are left are.
    void keep_held() {
        for (bool again = true; again;) {
            again = false;
            find_threats();
            for (auto& points : sets_) {
                for (Point& point : points) {
                    if (!point.good || is_held(points, point)) continue;
                    point.good = false;
                    again = true;
                }
            }
        }
    }

    bool is_held(const Points& points, const Point& point) const {
        for (const Weight& each : point.lottery) {
            if (each.weight != 0 && !points[each.point].good) return false;
        }
        for (std::size_t i = 0; i < game_->n; ++i) {
            if (!threats_[i]) return false;
            const auto must = game_->required(point.profile, i, *threats_[i]);
            if (must && *point.value[i] < *must) return false;
        }
        return true;
    }

    bool may_be_held(const Point& point, std::size_t i) const { return by_place_ || point.from->binding[i]; }

    const VectorGame* game_;
    bool by_place_;
    std::vector<Points> sets_;
    std::vector<std::optional<Rational>> threats_;
};

}  // namespace

InnerProof<Rational> tied_points(const VectorGame& game, const RowList& rows, const PointCloud& cloud,
                                 const std::vector<std::size_t>& wanted, const std::vector<std::size_t>& also,
                                 std::vector<std::size_t>* names) {
    // Step 1. What may be told: of each row the two that are outermost.
    std::vector<std::vector<std::size_t>> roots(game.sets.size());
    const auto add_outermost = [&](std::size_t set, std::size_t row) {
        const auto& points = cloud.sure(set);
        std::vector<std::size_t> order(points.size());
        std::iota(order.begin(), order.end(), std::size_t{0});
        const std::size_t count = std::min<std::size_t>(2, order.size());
        std::partial_sort(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(count), order.end(),
                          [&](std::size_t a, std::size_t b) {
                              return along(rows.unit(row), points[a].w) > along(rows.unit(row), points[b].w);
                          });
        roots[set].insert(roots[set].end(), order.begin(),
                          order.begin() + static_cast<std::ptrdiff_t>(count));
    };
    roots[0] = also;
    for (const std::size_t r : wanted) add_outermost(0, r);
    for (std::size_t i = 0; i < game.n; ++i) add_outermost(game.punishment_set(i), 2 * i + 1);
    // Step 2. What of it is exact.
    ExactCloud exact(game, cloud, false, roots);
    exact.find();
    if (exact.count() < exact.size()) {
        ExactCloud other(game, cloud, true, roots);
        other.find();
        if (other.count() > exact.count()) exact = std::move(other);
    }
    // Step 3. The outermost, with all that supports them.
    InnerProof<Rational> proof;
    std::vector<std::vector<std::optional<std::size_t>>> number;
    for (std::size_t s = 0; s < game.sets.size(); ++s) number.emplace_back(cloud.sure(s).size());
    const auto take = [&](std::size_t set, std::size_t first) {
        std::vector<std::size_t> stack{first};
        while (!stack.empty()) {
            const std::size_t k = stack.back();
            stack.pop_back();
            if (number[set][k]) continue;
            number[set][k] = proof.points.size();
            InnerPoint<Rational> point;
            point.set = set;
            point.profile = game.entries[cloud.sure(set)[k].entry].profile;
            point.continuation = exact.lottery(set, k);
            point.value = exact.value(set, k);
            point.radius.assign(game.n, 0);
            for (const Weight& each : point.continuation) stack.push_back(each.point);
            proof.points.push_back(std::move(point));
        }
    };
    const auto take_outermost = [&](std::size_t set, std::size_t row) {
        std::optional<std::size_t> best;
        double most = 0;
        for (std::size_t k = 0; k < number[set].size(); ++k) {
            if (!exact.is_good(set, k)) continue;
            const double value = along(rows.unit(row), cloud.sure(set)[k].w);
            if (best && value <= most) continue;
            best = k;
            most = value;
        }
        if (best) take(set, *best);
    };
    for (const std::size_t k : also) {
        if (exact.is_good(0, k)) take(0, k);
    }
    for (const std::size_t r : wanted) take_outermost(0, r);
    for (std::size_t i = 0; i < game.n; ++i) take_outermost(game.punishment_set(i), 2 * i + 1);
    for (auto& point : proof.points) {
        for (Weight& each : point.continuation) each.point = *number[point.set][each.point];
    }
    for (const std::size_t k : also) {
        if (number[0][k]) names->push_back(*number[0][k]);
    }
    if (!also.empty() && names->size() < also.size()) names->clear();
    return proof;
}

InnerProof<Rational> joined(InnerProof<Rational> first, InnerProof<Rational> second) {
    const std::size_t before = first.points.size();
    for (auto& point : second.points) {
        for (Weight& each : point.continuation) each.point += before;
        first.points.push_back(std::move(point));
    }
    return first;
}

}  // namespace comity
