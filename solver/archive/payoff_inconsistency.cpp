#include "payoff_inconsistency.hpp"

#include <algorithm>

namespace comity {
namespace {

bool is_negative(const Rational& value) {
    return value < 0;
}
/// Where a radius is a function, its sign on the cell is the checker's business.
bool is_negative(const RationalFunction& value) {
    return value.is_constant() && value.constant() < 0;
}

class Inspector {
  public:
    Inspector(const Model& model, const GameForm& form) : model_(model), form_(form) {}

    void expect(bool good, const char* what) {
        if (!good && wrong_.empty()) wrong_ = what;
    }
    const std::string& wrong() const { return wrong_; }
    void per_actor(std::size_t size) { expect(size == form_.n(), "a list by actor has the wrong length"); }
    void per_actor_or_none(std::size_t size) {
        if (size > 0) per_actor(size);
    }
    void profile(ProfileIndex p) { expect(p < form_.profiles().size(), "a profile does not exist"); }
    void corners(const std::vector<std::vector<Rational>>& list) {
        for (const auto& corner : list) per_actor(corner.size());
    }
    void lottery(const std::vector<Weight>& weights, std::size_t points) {
        for (const Weight& each : weights) {
            expect(each.point < points, "a lottery is over a point that does not exist");
            expect(each.weight >= 0, "a lottery has a negative weight");
        }
    }

    template <class T>
    void proof(const PayoffProof<T>& proof) {
        if (proof.inner) inner(*proof.inner);
        if (proof.outer) outer(*proof.outer);
        expect(!proof.inner || !proof.outer || inner_sets_ <= outer_sets_,
               "the two sides of a proof are about different sets");
    }

  private:
    /// One set, or one a phase: a repeated game has one public state.
    void set(std::size_t index, std::size_t sets) { expect(index < sets, "a set of payoffs does not exist"); }

    template <class T>
    void inner(const InnerProof<T>& proof) {
        const auto& points = proof.points;
        for (const InnerPoint<T>& point : points) {
            set(point.set, form_.n() + 1);
            inner_sets_ = std::max(inner_sets_, point.set + 1);
            profile(point.profile);
            lottery(point.continuation, points.size());
            for (const Weight& each : point.continuation) {
                expect(each.point >= points.size() || points[each.point].set == point.set,
                       "a lottery leads into another phase");
            }
            per_actor(point.value.size());
            per_actor(point.radius.size());
            expect(std::none_of(point.radius.begin(), point.radius.end(),
                                [](const T& radius) { return is_negative(radius); }),
                   "a radius is negative");
        }
    }

    template <class T>
    void outer(const OuterProof<T>& proof) {
        const std::size_t n = form_.n();
        directions_ = proof.directions.size();
        expect(directions_ >= 2 * n, "directions are missing");
        for (std::size_t k = 0; k < directions_; ++k) direction(proof.directions[k], k);
        expect(proof.start.size() == directions_, "a bound has no start");
        outer_sets_ = sets_of(proof);
        for (std::size_t k = 0; k < proof.stages.size(); ++k) {
            const BoundStage<T>& stage = proof.stages[k];
            const bool last = k + 1 == proof.stages.size();
            expect(stage.levels.size() == outer_sets_ * directions_ || (last && stage.levels.empty()),
                   "levels are missing or too many");
            for (const BoundRay& ray : stage.rays) {
                set(ray.set, outer_sets_);
                profile(ray.profile);
                rows(ray.rows);
            }
            for (const BoundCell& cell : stage.cells) {
                set(cell.set, outer_sets_);
                profile(cell.profile);
                expect(cell.direction < directions_, "a direction does not exist");
                rows(cell.rows);
            }
        }
    }

    /// The first 2n are e_1, −e_1, e_2, ...
    void direction(const std::vector<Integer>& h, std::size_t k) {
        per_actor(h.size());
        if (h.size() != form_.n() || k >= 2 * form_.n()) return;
        for (std::size_t i = 0; i < h.size(); ++i)
            expect(h[i] == (i != k / 2 ? 0 : k % 2 == 0 ? 1 : -1), "the first directions are not the axes");
    }

    /// How many sets the levels are about. Where no stage has any, as many as there can be.
    template <class T>
    std::size_t sets_of(const OuterProof<T>& proof) {
        if (directions_ == 0 || proof.stages.empty() || proof.stages.front().levels.empty())
            return form_.n() + 1;
        const std::size_t sets = proof.stages.front().levels.size() / directions_;
        expect(sets == 1 || sets == form_.n() + 1, "levels are missing or too many");
        return sets;
    }

    void rows(const std::vector<BoundRow>& list) {
        for (const BoundRow& row : list) {
            expect(row.row < directions_ + form_.n(), "a row of a bound does not exist");
            if (row.row < directions_) {
                expect(row.against == 0, "a direction has no alternative action");
            } else if (row.row < directions_ + form_.n()) {
                // Actions first, then floors: at most one from each constraint.
                expect(
                    row.against < form_.profiles().actions(row.row - directions_) + model_.constraints.size(),
                    "an action or a floor does not exist");
            }
        }
    }

    const Model& model_;
    const GameForm& form_;
    std::size_t directions_ = 0, inner_sets_ = 0, outer_sets_ = 0;
    std::string wrong_;
};

}  // namespace

std::string inconsistency_of(const PayoffSetFinding& finding, const Model& model, const GameForm& form) {
    using Status = PayoffSetFinding::Status;
    Inspector inspect(model, form);
    inspect.expect(model.find_lens(finding.lens).has_value(), "a lens is not the model's");
    inspect.expect(form.n() == 2 ? finding.support.empty() : finding.outer.empty() && finding.inner.empty(),
                   "a set of payoffs is given in a way that its number of actors has not");
    for (const auto& each : finding.support) inspect.per_actor(each.direction.size());
    inspect.per_actor(finding.delta.size());
    inspect.expect(std::all_of(finding.delta.begin(), finding.delta.end(),
                               [](const Rational& delta) { return delta >= 0 && delta < 1; }),
                   "a discount factor is out of range");
    inspect.per_actor_or_none(finding.minmax.size());
    inspect.expect(!finding.emptied_phase ||
                       (finding.status == Status::empty && finding.emptied_phase->index < form.n()),
                   "an actor does not exist");
    inspect.corners(finding.outer);
    inspect.corners(finding.inner);
    if (finding.status == Status::solved) {
        inspect.per_actor(finding.minmax.size());
        inspect.per_actor(finding.least.size());
        inspect.per_actor(finding.greatest.size());
        inspect.expect(form.n() != 2 || (!finding.outer.empty() && !finding.inner.empty()),
                       "a set of payoffs has no corner");
        inspect.expect(
            form.n() == 2 || (!finding.support.empty() && finding.proof.inner && finding.proof.outer),
            "a set of payoffs has no levels");
    }
    inspect.per_actor_or_none(finding.least.size());
    inspect.per_actor_or_none(finding.greatest.size());
    inspect.per_actor_or_none(finding.worst.size());
    const std::size_t points = finding.proof.inner ? finding.proof.inner->points.size() : 0;
    for (const auto& worst : finding.worst)
        inspect.expect(worst.point < points, "a punishment begins at a point that does not exist");
    for (const auto* list : {&finding.played, &finding.never_played}) {
        for (const ProfileIndex p : *list) inspect.profile(p);
        inspect.expect(list->size() <= form.profiles().size(), "more profiles are listed than there are");
    }
    for (const std::size_t c : finding.binding_constraints)
        inspect.expect(c < model.constraints.size(), "a constraint does not exist");
    inspect.expect(finding.gap >= 0, "a gap is negative");
    inspect.proof(finding.proof);
    return inspect.wrong();
}

std::string inconsistency_of(const PayoffCell& cell, const Model& model, const GameForm& form) {
    Inspector inspect(model, form);
    inspect.expect(!cell.where.is_empty(), "a proof holds nowhere");
    inspect.expect(cell.sustained ? cell.proof.inner.has_value() : cell.proof.outer.has_value(),
                   "a proof has not the side that it needs");
    inspect.proof(cell.proof);
    inspect.lottery(cell.lottery, cell.proof.inner ? cell.proof.inner->points.size() : 0);
    return inspect.wrong();
}

}  // namespace comity
