#pragma once
/// The nodes of the search: Gecode's spaces over one variable for each issue (or part of one), with one
/// propagator that knows all sums. Gecode's own integers end at 2^31, so sums are kept outside its variables.

#include <gecode/int.hh>

#include "pruning.hpp"

namespace comity {

namespace gc = Gecode;

class Node;

/// Propagates everything at once (`Pruner`).
class Propagator : public gc::Propagator {
    using View = gc::Int::IntView;

  public:
    Propagator(gc::Home home, gc::ViewArray<View>& issues, View news)
        : gc::Propagator(home), issues_(issues), news_(news) {
        issues_.subscribe(home, *this, gc::Int::PC_INT_DOM);
        news_.subscribe(home, *this, gc::Int::PC_INT_BND);
    }
    Propagator(gc::Space& home, Propagator& other) : gc::Propagator(home, other) {
        issues_.update(home, other.issues_);
        news_.update(home, other.news_);
    }
    gc::Propagator* copy(gc::Space& home) override { return new (home) Propagator(home, *this); }
    std::size_t dispose(gc::Space& home) override {
        issues_.cancel(home, *this, gc::Int::PC_INT_DOM);
        news_.cancel(home, *this, gc::Int::PC_INT_BND);
        (void)gc::Propagator::dispose(home);
        return sizeof(*this);
    }
    gc::PropCost cost(const gc::Space&, const gc::ModEventDelta&) const override {
        return gc::PropCost::quadratic(gc::PropCost::HI, static_cast<unsigned>(issues_.size()));
    }
    void reschedule(gc::Space& home) override {
        issues_.reschedule(home, *this, gc::Int::PC_INT_DOM);
        news_.reschedule(home, *this, gc::Int::PC_INT_BND);
    }

    gc::ExecStatus propagate(gc::Space& home, const gc::ModEventDelta&) override;

  private:
    gc::ViewArray<View> issues_;
    View news_;
};

class Node : public gc::Space {
  public:
    explicit Node(const Tables& tables) : news_(*this, 0, gc::Int::Limits::max), tables_(&tables) {
        const auto& possible = tables.program().possible;
        issues_ = gc::IntVarArray(*this, static_cast<int>(possible.size()));
        for (std::size_t s = 0; s < possible.size(); ++s) {
            std::vector<int> cells;
            for (std::size_t cell = 0; cell < possible[s].size(); ++cell) {
                if (possible[s][cell]) cells.push_back(static_cast<int>(cell));
            }
            if (cells.empty()) {
                fail();
                return;
            }
            issues_[static_cast<int>(s)] = gc::IntVar(*this, gc::IntSet(gc::IntArgs(cells)));
        }
        state.choices.assign(tables.clauses.size(), NodeState::Choice::open);
        if (tables.relaxation) state.multipliers = tables.relaxation->multipliers;
        gc::ViewArray<gc::Int::IntView> views(*this, gc::IntVarArgs(issues_));
        (void)new (*this) Propagator(*this, views, news_);
    }
    Node(Node& other)
        : gc::Space(other), state(other.state), required(other.required), tables_(other.tables_) {
        issues_.update(*this, other.issues_);
        news_.update(*this, other.news_);
    }
    gc::Space* copy() override { return new Node(*this); }

    const Tables& tables() const { return *tables_; }

    /// From now on solutions must be better.
    void require(const Required& wanted) {
        required = wanted;
        tell();
    }
    /// Goes to one side of `state.next`.
    void take(bool first) {
        const Split split = state.next;
        if (split.clause) {
            state.choices[*split.clause] = first ? NodeState::Choice::demanded : NodeState::Choice::given_up;
            tell();
            return;
        }
        const Part& part = tables_->parted.parts[split.issue];
        const ProfileSpace& space = tables_->parted.spaces[part.issue];
        gc::Int::IntView view(issues_[static_cast<int>(split.issue)]);
        std::vector<int> left;
        for (gc::Int::ViewValues<gc::Int::IntView> values(view); values(); ++values) {
            const bool does =
                part.action(space, static_cast<std::size_t>(values.val()), split.member) == split.action;
            if (does == first) left.push_back(values.val());
        }
        gc::Iter::Values::Array iterator(left.data(), static_cast<int>(left.size()));
        if (gc::me_failed(view.narrow_v(*this, iterator, false))) fail();
    }

    bool is_single() const { return issues_.assigned(); }
    std::vector<ProfileIndex> cells() const {
        std::vector<ProfileIndex> result;
        for (const gc::IntVar& each : issues_) result.push_back(static_cast<ProfileIndex>(each.val()));
        return result;
    }

    NodeState state;
    Required required;

  private:
    /// A variable that nothing else depends on wakes the propagator.
    void tell() { gc::rel(*this, news_, gc::IRT_GQ, news_.min() + 1); }

    gc::IntVarArray issues_;
    gc::IntVar news_;
    const Tables* tables_;
};

inline gc::ExecStatus Propagator::propagate(gc::Space& home, const gc::ModEventDelta&) {
    auto& space = static_cast<Node&>(home);
    Domains domains(static_cast<std::size_t>(issues_.size()));
    for (int s = 0; s < issues_.size(); ++s) {
        for (gc::Int::ViewValues<View> values(issues_[s]); values(); ++values)
            domains[static_cast<std::size_t>(s)].push_back(static_cast<std::uint32_t>(values.val()));
    }
    if (!Pruner(space.tables()).prune(domains, space.state, space.required)) return gc::ES_FAILED;
    for (int s = 0; s < issues_.size(); ++s) {
        const auto& left = domains[static_cast<std::size_t>(s)];
        if (left.size() == issues_[s].size()) continue;
        std::vector<int> values(left.begin(), left.end());
        gc::Iter::Values::Array iterator(values.data(), static_cast<int>(values.size()));
        if (gc::me_failed(issues_[s].narrow_v(home, iterator, false))) return gc::ES_FAILED;
    }
    return gc::ES_FIX;
}

}  // namespace comity
