// The search itself: Gecode's branch and bound over one variable for each issue, with one propagator that
// knows all sums. Gecode's own integers end at 2^31, so sums are kept outside its
// variables.

#include <gecode/int.hh>
#include <gecode/search.hh>

#include "tables.hpp"

namespace comity {
namespace {

namespace gc = Gecode;

/// Better than every solution found so far, in this space's line of the search.
struct Required {
    std::optional<Integer> value;
    double weighted = -std::numeric_limits<double>::infinity();
};

template <class N>
class Space;

/// Propagates everything at once: for each clause the alternatives that are still possible, for the goal the
/// exact bound of each sum and the bound of the relaxation.
template <class N>
class Propagator : public gc::Propagator {
    using View = gc::Int::IntView;
    using Row = typename Tables<N>::Row;

  public:
    Propagator(gc::Home home, gc::ViewArray<View>& issues, View improved, const Tables<N>* tables)
        : gc::Propagator(home), issues_(issues), improved_(improved), tables_(tables) {
        issues_.subscribe(home, *this, gc::Int::PC_INT_DOM);
        improved_.subscribe(home, *this, gc::Int::PC_INT_BND);
    }
    Propagator(gc::Space& home, Propagator& other) : gc::Propagator(home, other), tables_(other.tables_) {
        issues_.update(home, other.issues_);
        improved_.update(home, other.improved_);
    }
    gc::Propagator* copy(gc::Space& home) override { return new (home) Propagator(home, *this); }
    std::size_t dispose(gc::Space& home) override {
        issues_.cancel(home, *this, gc::Int::PC_INT_DOM);
        improved_.cancel(home, *this, gc::Int::PC_INT_BND);
        (void)gc::Propagator::dispose(home);
        return sizeof(*this);
    }
    gc::PropCost cost(const gc::Space&, const gc::ModEventDelta&) const override {
        return gc::PropCost::quadratic(gc::PropCost::HI, static_cast<unsigned>(issues_.size()));
    }
    void reschedule(gc::Space& home) override {
        issues_.reschedule(home, *this, gc::Int::PC_INT_DOM);
        improved_.reschedule(home, *this, gc::Int::PC_INT_BND);
    }

    gc::ExecStatus propagate(gc::Space& home, const gc::ModEventDelta&) override {
        const Required& required = static_cast<Space<N>&>(home).required;
        bool changed = true;
        while (changed) {
            changed = false;
            // Step 1. Clauses; what the relaxation need not give away any more.
            double given_away = 0;
            for (const auto& clause : tables_->clauses) {
                const Row* last = nullptr;
                std::size_t alive = 0;
                for (const Row& row : clause.alternatives) {
                    if (most(row) < N(0)) continue;
                    last = &row;
                    if (++alive == 2) break;
                }
                if (alive == 0) return gc::ES_FAILED;
                if (alive == 1 && last == &clause.alternatives.front()) given_away += clause.given_away;
                if (alive == 1 && !prune(home, *last, N(0), changed)) return gc::ES_FAILED;
            }
            // Step 2. Products and the goal.
            for (const auto& [rows, least] : tables_->kept_products) {
                if (greatest_product(rows) < least) return gc::ES_FAILED;
            }
            if (required.value && !reaches(home, required, given_away, changed)) return gc::ES_FAILED;
        }
        return issues_.assigned() ? home.ES_SUBSUMED(*this) : gc::ES_FIX;
    }

  private:
    /// Calls f with every rank left for an issue.
    template <class F>
    void each_rank(int s, const F& f) const {
        for (gc::Int::ViewRanges<View> ranges(issues_[s]); ranges(); ++ranges) {
            for (int rank = ranges.min(); rank <= ranges.max(); ++rank) f(static_cast<std::size_t>(rank));
        }
    }
    N most_in(const Row& row, int s) const {
        const std::vector<N>& terms = row.terms[static_cast<std::size_t>(s)];
        if (terms.empty()) return N(0);
        N most = terms[static_cast<std::size_t>(issues_[s].min())];
        if (issues_[s].assigned()) return most;
        each_rank(s, [&](std::size_t rank) {
            if (most < terms[rank]) most = terms[rank];
        });
        return most;
    }
    N most(const Row& row) const {
        N sum = row.constant;
        for (int s = 0; s < issues_.size(); ++s) sum += most_in(row, s);
        return sum;
    }

    /// Takes away the cells with which a sum cannot reach `least`; false where none are left.
    bool prune(gc::Space& home, const Row& row, const N& least, bool& changed) {
        N whole = row.constant;
        std::vector<N> tops;
        for (int s = 0; s < issues_.size(); ++s) {
            tops.push_back(most_in(row, s));
            whole += tops.back();
        }
        if (whole < least) return false;
        for (int s = 0; s < issues_.size(); ++s) {
            const std::vector<N>& terms = row.terms[static_cast<std::size_t>(s)];
            if (terms.empty() || issues_[s].assigned()) continue;
            const N lowest = least - (whole - tops[static_cast<std::size_t>(s)]);
            std::vector<int> gone;
            each_rank(s, [&](std::size_t rank) {
                if (terms[rank] < lowest) gone.push_back(static_cast<int>(rank));
            });
            if (gone.empty()) continue;
            changed = true;
            gc::Iter::Values::Array values(gone.data(), static_cast<int>(gone.size()));
            if (gc::me_failed(issues_[s].minus_v(home, values, false))) return false;
        }
        return true;
    }

    Integer greatest_product(const std::vector<Row>& rows) const {
        Integer product = 1;
        for (const Row& row : rows) {
            const N top = most(row);
            if (!(N(0) < top)) return 0;
            product *= widened(top);
        }
        return product;
    }

    bool reaches(gc::Space& home, const Required& required, double given_away, bool& changed) {
        // Step 1. Exactly, sum by sum.
        if (tables_->goal->kind == Goal::Kind::product) {
            if (greatest_product(tables_->goals) < *required.value) return false;
        } else {
            const N least = narrowed<N>(*required.value);
            for (const Row& row : tables_->goals) {
                if (!prune(home, row, least, changed)) return false;
            }
        }
        // Step 2. The relaxation: levels fall with the rank, so that what is left is a beginning of them.
        if (tables_->level.empty()) return true;
        std::vector<double> tops;
        for (int s = 0; s < issues_.size(); ++s)
            tops.push_back(
                tables_->level[static_cast<std::size_t>(s)][static_cast<std::size_t>(issues_[s].min())]);
        const double constant = tables_->relaxation.constant - given_away * (1 - 0x1p-40);
        const double bound = add_up(constant, tops);
        if (bound < required.weighted) return false;
        for (int s = 0; s < issues_.size(); ++s) {
            const std::vector<double>& level = tables_->level[static_cast<std::size_t>(s)];
            const double top = tops[static_cast<std::size_t>(s)];
            // What the others allow, a little generously.
            const double room = bound - required.weighted;
            const double lowest = top - room - 0x1p-40 * (std::abs(top) + std::abs(bound) + std::abs(room));
            int last = issues_[s].max();
            while (last > issues_[s].min() && level[static_cast<std::size_t>(last)] < lowest) --last;
            if (last == issues_[s].max()) continue;
            changed = true;
            if (gc::me_failed(issues_[s].lq(home, last))) return false;
        }
        return true;
    }

    gc::ViewArray<View> issues_;
    View improved_;
    const Tables<N>* tables_;
};

template <class N>
class Space : public gc::Space {
  public:
    Space(const Tables<N>& tables, const std::optional<Integer>& at_least)
        : tables_(&tables), improved(*this, 0, gc::Int::Limits::max) {
        issues = gc::IntVarArray(*this, static_cast<int>(tables.cell.size()));
        for (std::size_t s = 0; s < tables.cell.size(); ++s) {
            if (tables.cell[s].empty()) {
                fail();
                return;
            }
            issues[static_cast<int>(s)] = gc::IntVar(*this, 0, static_cast<int>(tables.cell[s].size()) - 1);
        }
        if (at_least) require(*at_least);
        gc::ViewArray<gc::Int::IntView> views(*this, gc::IntVarArgs(issues));
        (void)new (*this) Propagator<N>(*this, views, improved, tables_);
        gc::branch(*this, issues, gc::INT_VAR_SIZE_MIN(), gc::INT_VALUES_MIN());
    }
    Space(Space& other) : gc::Space(other), required(other.required), tables_(other.tables_) {
        issues.update(*this, other.issues);
        improved.update(*this, other.improved);
    }
    gc::Space* copy() override { return new Space(*this); }

    /// Only what is better than a solution is still looked for.
    void constrain(const gc::Space& found) override {
        const Integer value = static_cast<const Space&>(found).value() + 1;
        if (required.value && value <= *required.value) return;
        require(value);
        // A variable that nothing else depends on tells the propagator.
        gc::rel(*this, improved, gc::IRT_GQ, improved.min() + 1);
    }

    std::vector<ProfileIndex> cells() const {
        std::vector<ProfileIndex> result;
        for (int s = 0; s < issues.size(); ++s)
            result.push_back(
                tables_->cell[static_cast<std::size_t>(s)][static_cast<std::size_t>(issues[s].val())]);
        return result;
    }
    Integer value() const { return tables_->goal ? value_of(*tables_->goal, cells()) : Integer(0); }
    /// No solution of this space has a goal above this.
    std::optional<Integer> bound() const {
        if (tables_->level.empty() || failed()) return std::nullopt;
        std::vector<double> tops;
        for (int s = 0; s < issues.size(); ++s)
            tops.push_back(
                tables_->level[static_cast<std::size_t>(s)][static_cast<std::size_t>(issues[s].min())]);
        return tables_->relaxation.goal_bound(*tables_->goal, add_up(tables_->relaxation.constant, tops));
    }

    Required required;

  private:
    void require(const Integer& value) {
        required.value = value;
        if (!tables_->level.empty()) required.weighted = tables_->relaxation.needed(*tables_->goal, value);
    }

    const Tables<N>* tables_;
    gc::IntVarArray issues;
    gc::IntVar improved;
};

class Stop : public gc::Search::Stop {
  public:
    explicit Stop(const StopToken& token) : token_(token) {}
    bool stop(const gc::Search::Statistics&, const gc::Search::Options&) override {
        return token_.stop_requested();
    }

  private:
    const StopToken& token_;
};

template <class N, template <class> class Engine>
SearchResult run(Space<N>& root, const SearchOptions& options, bool first_will_do) {
    SearchResult result;
    result.bound = root.bound();
    Stop stop(options.stop);
    gc::Search::Options settings;
    settings.threads = first_will_do ? 1 : options.jobs;
    settings.stop = &stop;
    settings.clone = true;
    Engine<Space<N>> engine(&root, settings);
    while (std::unique_ptr<Space<N>> found{engine.next()}) {
        result.best = found->cells();
        result.value = found->value();
        if (options.better) options.better(result.value, result.bound);
        if (first_will_do) {
            result.finished = true;
            return result;
        }
    }
    result.finished = !engine.stopped();
    return result;
}

template <class N>
SearchResult maximise_in(const Program& program, const SearchOptions& options) {
    const Tables<N> tables = make_tables<N>(program, options.weights);
    Space<N> root(tables, program.at_least);
    if (root.status() == gc::SS_FAILED) return nothing_found();
    SearchResult result = options.any || !program.goal ? run<N, gc::DFS>(root, options, true)
                                                       : run<N, gc::BAB>(root, options, false);
    result.weights = tables.relaxation.weights;
    return result;
}

}  // namespace

Integer largest_sum(const Program& program) {
    Integer most = 1;
    const auto look = [&](const WholeSum& sum) {
        Integer size = abs(sum.constant);
        for (const auto& terms : sum.terms) {
            Integer top = 0;
            for (const Integer& term : terms) top = std::max(top, Integer(abs(term)));
            size += top;
        }
        most = std::max(most, size);
    };
    for (const SumClause& clause : program.clauses) {
        for (const WholeSum& sum : clause.alternatives) look(sum);
    }
    if (program.goal) {
        for (const WholeSum& sum : program.goal->sums) look(sum);
    }
    for (const auto& [goal, least] : program.kept_products) {
        for (const WholeSum& sum : goal.sums) look(sum);
    }
    return most;
}

SearchResult maximise(const Program& program, const SearchOptions& options) {
    // Sums, and differences of two of them, must have room.
    const Integer most =
        4 * largest_sum(program) + 4 + (program.at_least ? abs(*program.at_least) : Integer(0));
    if (to_int64(most)) return maximise_in<std::int64_t>(program, options);
    if (to_int128(most)) return maximise_in<Int128>(program, options);
    return maximise_in<Integer>(program, options);
}

}  // namespace comity
