#pragma once
/// The tree of nodes, searched by several threads: the open node with the highest bound comes next, and below
/// it the search goes to the depth for a while. So good solutions come early, and the highest bound of an
/// open node, which no solution exceeds, comes down all the time.

#include <atomic>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <queue>
#include <thread>

#include "ascent.hpp"
#include "node.hpp"

namespace comity {

class Tree {
  public:
    Tree(const Tables& tables, const SearchOptions& options) : tables_(tables), options_(options) {
        if (tables.program().at_least) required_ = Required(tables, *tables.program().at_least);
    }

    SearchResult run() {
        begin();
        auto root = std::make_unique<Node>(tables_);
        open_.push({std::numeric_limits<double>::infinity(), 0, std::move(root)});
        const unsigned threads = std::max(1u, options_.jobs);
        working_.assign(threads, kNothing);
        std::vector<std::thread> others;
        for (unsigned k = 1; k < threads; ++k) others.emplace_back([this, k] { work(k); });
        work(0);
        for (std::thread& each : others) each.join();
        if (error_) std::rethrow_exception(error_);
        result_.finished = !interrupted_;
        if (interrupted_) result_.bound = goal_bound();
        return result_;
    }

  private:
    static constexpr double kNothing = -std::numeric_limits<double>::infinity();
    static constexpr std::size_t kDive = 200, kMostOpen = 20000;

    struct Open {
        double bound;
        std::size_t number;  ///< of nodes as promising the latest comes first
        std::unique_ptr<Node> space;
        bool operator<(const Open& other) const {
            return bound != other.bound ? bound < other.bound : number < other.number;
        }
    };

    bool has_goal() const { return tables_.program().goal.has_value(); }

    /// The first cells, if they will do, are a start.
    void begin() {
        std::vector<ProfileIndex> cells;
        for (const auto& possible : tables_.program().possible) {
            const auto first = std::find(possible.begin(), possible.end(), true);
            if (first == possible.end()) return;
            cells.push_back(static_cast<ProfileIndex>(first - possible.begin()));
        }
        offer(cells);
    }

    // --- solutions; under the lock, but for `begin`

    void offer(std::vector<ProfileIndex> cells) {
        if (!holds(tables_.program(), cells)) return;
        if (has_goal()) {
            if (required_.value && value_of(*tables_.program().goal, cells) < *required_.value) return;
            if (!options_.any) cells = Ascent(tables_, std::move(cells)).run();
            result_.value = value_of(*tables_.program().goal, cells);
            required_ = Required(tables_, result_.value + 1);
        }
        result_.best = std::move(cells);
        ++version_;
        if (options_.any || !has_goal()) done_ = true;
        report();
    }
    /// No solution has a goal above this; nothing where that is not known.
    std::optional<Integer> goal_bound() const {
        if (!tables_.relaxation) return std::nullopt;
        double most = open_.empty() ? kNothing : open_.top().bound;
        for (const double each : working_) most = std::max(most, each);
        auto bound = tables_.relaxation->goal_bound(*tables_.program().goal, most);
        if (bound && result_.best) bound = std::max(*bound, result_.value);
        return bound;
    }
    void report() {
        if (!options_.better || !result_.best || !has_goal()) return;
        const auto bound = goal_bound();
        if (reported_ && reported_->first == result_.value && reported_->second == bound) return;
        reported_ = {result_.value, bound};
        options_.better(result_.value, bound);
    }

    // --- the search

    void work(unsigned k) {
        try {
            std::unique_lock lock(mutex_);
            while (true) {
                const auto idle = [](double bound) { return bound == kNothing; };
                const auto all_idle = [&] { return std::all_of(working_.begin(), working_.end(), idle); };
                news_.wait(lock, [&] { return done_ || !open_.empty() || all_idle(); });
                if (done_ || open_.empty()) break;
                std::unique_ptr<Node> space = pop(k);
                if (!space) continue;
                report();
                lock.unlock();
                std::vector<std::unique_ptr<Node>> left = dive(k, std::move(space));
                lock.lock();
                for (auto& each : left) open_.push({each->state.bound, ++number_, std::move(each)});
                working_[k] = kNothing;
                news_.notify_all();
            }
        } catch (...) {
            const std::lock_guard lock(mutex_);
            error_ = std::current_exception();
            done_ = true;
        }
        news_.notify_all();
    }

    /// The most promising open node; none where it can hold nothing better.
    std::unique_ptr<Node> pop(unsigned k) {
        // The queue gives out constant elements only; this one leaves it at once.
        auto& top = const_cast<Open&>(open_.top());
        std::unique_ptr<Node> space = std::move(top.space);
        const double bound = top.bound;
        open_.pop();
        if (bound < required_.weighted) return nullptr;
        working_[k] = bound;
        return space;
    }

    /// Goes down from a node for a while; what is left open then.
    std::vector<std::unique_ptr<Node>> dive(unsigned k, std::unique_ptr<Node> from) {
        std::vector<std::unique_ptr<Node>> stack;
        stack.push_back(std::move(from));
        std::size_t version = 0;
        Required required;
        bool on = true;
        for (std::size_t nodes = 0; on && !stack.empty(); ++nodes) {
            if (version != version_ || nodes == 0) {
                const std::lock_guard lock(mutex_);
                version = version_;
                required = required_;
            }
            // The first node is seen to even where time is up: then there is a bound at least.
            if (done_ || nodes >= kDive || (nodes > 0 && options_.stop.stop_requested())) on = may_go_on();
            if (!on) break;
            std::unique_ptr<Node> space = std::move(stack.back());
            stack.pop_back();
            if (space->state.bound < required.weighted) continue;
            if (required.value && required.value != space->required.value) space->require(required);
            const bool failed = space->status() == gc::SS_FAILED;
            if (nodes == 0) lower(k, space->state.bound);
            if (space->state.candidate) give(*std::exchange(space->state.candidate, std::nullopt));
            if (failed) continue;
            if (space->is_single()) {
                give(space->cells());
                continue;
            }
            std::unique_ptr<Node> other{static_cast<Node*>(space->clone())};
            other->take(false);
            space->take(true);
            stack.push_back(std::move(other));
            stack.push_back(std::move(space));
        }
        return stack;
    }
    bool may_go_on() {
        const std::lock_guard lock(mutex_);
        if (options_.stop.stop_requested()) interrupted_ = done_ = true;
        return !done_ && open_.size() > kMostOpen;
    }
    void lower(unsigned k, double bound) {
        const std::lock_guard lock(mutex_);
        working_[k] = std::min(working_[k], bound);
    }
    void give(std::vector<ProfileIndex> cells) {
        const std::lock_guard lock(mutex_);
        if (!done_) offer(std::move(cells));
    }

    const Tables& tables_;
    const SearchOptions& options_;
    std::mutex mutex_;
    std::condition_variable news_;
    // Under the lock.
    std::priority_queue<Open> open_;
    std::vector<double> working_;  ///< the bound of what each thread is at; kNothing: it waits
    std::size_t number_ = 0;
    Required required_;
    bool interrupted_ = false;
    SearchResult result_;
    std::optional<std::pair<Integer, std::optional<Integer>>> reported_;
    std::exception_ptr error_;
    std::atomic<bool> done_ = false;
    /// Of `required_`: rises with it.
    std::atomic<std::size_t> version_ = 0;
};

}  // namespace comity
