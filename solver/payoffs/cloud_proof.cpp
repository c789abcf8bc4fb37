#include "cloud_proof.hpp"

#include <algorithm>

#include "rounded.hpp"

namespace comity {
namespace {

class Writer {
  public:
    Writer(const Question<Rational>& question, const std::vector<Rational>& delta, const VectorGame& game,
           const PointCloud& cloud)
        : question_(question), delta_(delta), game_(game), cloud_(cloud) {
        for (std::size_t s = 0; s < game.sets.size(); ++s) number_.emplace_back(cloud.sure(s).size(), kNone);
    }

    void need(std::size_t set, std::size_t point) {
        std::vector<std::size_t> stack{point};
        while (!stack.empty()) {
            const std::size_t k = stack.back();
            stack.pop_back();
            if (number_[set][k] != kNone) continue;
            number_[set][k] = order_.size();
            order_.emplace_back(set, k);
            for (const auto& share : cloud_.sure(set)[k].lottery)
                stack.push_back(share.point - PointCloud::kSure);
        }
    }

    std::size_t number(std::size_t set, std::size_t point) const { return number_[set][point]; }

    InnerProof<Rational> write() const {
        InnerProof<Rational> proof;
        for (const auto& [set, k] : order_) {
            const CloudPoint& from = cloud_.sure(set)[k];
            const VectorGame::Entry& entry = game_.entries[from.entry];
            InnerPoint<Rational> point;
            point.set = set;
            point.profile = entry.profile;
            point.radius.assign(game_.n, 0);
            for (const auto& share : from.lottery)
                point.continuation.push_back(
                    {number_[set][share.point - PointCloud::kSure], dyadic(std::max(share.weight, 0.0))});
            share_out(point.continuation);
            const bool stays =
                point.continuation.size() == 1 && point.continuation.front().point == number_[set][k];
            for (std::size_t i = 0; i < game_.n; ++i)
                point.value.push_back(stays ? question_.stage().utility[i][entry.profile]
                                            : game_.unit[i].lowest + game_.unit[i].range * dyadic(from.w[i]));
            proof.points.push_back(std::move(point));
        }
        set_radius(question_, delta_, game_.unit, proof);
        return proof;
    }

  private:
    static constexpr std::size_t kNone = static_cast<std::size_t>(-1);
    const Question<Rational>& question_;
    const std::vector<Rational>& delta_;
    const VectorGame& game_;
    const PointCloud& cloud_;
    std::vector<std::vector<std::size_t>> number_;
    std::vector<std::pair<std::size_t, std::size_t>> order_;
};

}  // namespace

void set_radius(const Question<Rational>& question, const std::vector<Rational>& delta,
                const std::vector<PayoffUnit>& unit, InnerProof<Rational>& proof) {
    for (std::size_t i = 0; i < delta.size(); ++i) {
        // |w − value| ≤ the greatest residual / (1 − δ), and nothing where only exact points are met.
        Rational most = 0;
        std::vector<bool> fuzzy;
        for (const auto& point : proof.points) {
            Rational off = point.value[i] - (1 - delta[i]) * question.stage().utility[i][point.profile];
            for (const Weight& weight : point.continuation)
                off -= delta[i] * weight.weight * proof.points[weight.point].value[i];
            most = std::max(most, Rational(abs(off)));
            fuzzy.push_back(off != 0);
        }
        for (bool again = true; again;) {
            again = false;
            for (std::size_t k = 0; k < fuzzy.size(); ++k) {
                if (fuzzy[k]) continue;
                for (const Weight& weight : proof.points[k].continuation) {
                    if (fuzzy[weight.point]) fuzzy[k] = again = true;
                }
            }
        }
        const Rational radius = rounded_up(most / (1 - delta[i]), unit[i].range);
        for (std::size_t k = 0; k < fuzzy.size(); ++k)
            proof.points[k].radius[i] = fuzzy[k] ? radius : Rational(0);
    }
}

InnerProof<Rational> prove_points(const Question<Rational>& question, const std::vector<Rational>& delta,
                                  const VectorGame& game, const RowList& rows, const PointCloud& cloud,
                                  const std::vector<std::size_t>& wanted,
                                  const std::vector<std::size_t>& also, std::vector<std::size_t>* names) {
    Writer writer(question, delta, game, cloud);
    const auto outermost = [&](std::size_t set, const std::vector<double>& h) {
        const auto& points = cloud.sure(set);
        std::size_t best = 0;
        double most = -kInfinity;
        for (std::size_t k = 0; k < points.size(); ++k) {
            const double value = along(h, points[k].w);
            if (value <= most) continue;
            most = value;
            best = k;
        }
        if (!points.empty()) writer.need(set, best);
    };
    for (const std::size_t k : also) {
        writer.need(0, k);
        names->push_back(writer.number(0, k));
    }
    for (const std::size_t r : wanted) outermost(0, rows.unit(r));
    for (std::size_t i = 0; i < game.n; ++i) {
        outermost(game.punishment_set(i), rows.unit(2 * i + 1));
        // With phases, the point of the first that is worst for an actor is told as well.
        outermost(0, rows.unit(2 * i + 1));
    }
    return writer.write();
}

void add_played_points(const Question<Rational>& question, const std::vector<Rational>& delta,
                       const VectorGame& game, InnerProof<Rational>& proof) {
    // Step 1. The points of V_0 and what the worst of each actor's punishment is worth, rounded upward.
    RowBlock block(game.n);
    std::vector<std::size_t> names;
    std::vector<double> threats(game.n, kInfinity);
    std::vector<bool> has;
    for (std::size_t k = 0; k < proof.points.size(); ++k) {
        const auto& point = proof.points[k];
        std::vector<double> w;
        for (std::size_t i = 0; i < game.n; ++i) {
            w.push_back(game.unit[i].scaled(point.value[i]));
            if (point.set == game.punishment_set(i))
                threats[i] = std::min(threats[i], game.unit[i].scaled(point.value[i] + point.radius[i]));
        }
        if (point.set != 0) continue;
        names.push_back(k);
        block.add(w.data());
        if (has.size() <= point.profile) has.resize(point.profile + 1);
        has[point.profile] = true;
    }
    // Step 2. For each profile the continuation that is best for all together.
    constexpr double kMore = 1e-10;
    HullProgram program(block);
    const std::vector<double> all(game.n, 1);
    program.aim(all.data());
    for (const std::size_t e : game.sets[0]) {
        const VectorGame::Entry& entry = game.entries[e];
        if (entry.profile < has.size() && has[entry.profile]) continue;
        std::vector<double> q;
        for (std::size_t i = 0; i < game.n; ++i) q.push_back(game.wanted(entry, i, threats[i], kMore));
        if (program.solve(q.data(), -kInfinity) != HullProgram::Status::optimal) continue;
        InnerPoint<Rational> point;
        point.profile = entry.profile;
        for (const auto& share : program.lottery())
            point.continuation.push_back({names[share.point], dyadic(share.weight)});
        share_out(point.continuation);
        for (std::size_t i = 0; i < game.n; ++i) {
            Rational value = (1 - delta[i]) * question.stage().utility[i][entry.profile], radius = 0;
            for (const Weight& weight : point.continuation) {
                value += delta[i] * weight.weight * proof.points[weight.point].value[i];
                radius = std::max(radius, proof.points[weight.point].radius[i]);
            }
            point.value.push_back(value);
            point.radius.push_back(radius);
        }
        proof.points.push_back(std::move(point));
    }
}

}  // namespace comity
