#pragma once
/// Independent pieces of work on several threads.

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

namespace comity {

/// Calls f(0) to f(count − 1), each once, on up to `jobs` threads, this one among them. Where one throws,
/// what has not begun is left out, and the exception of the first by number is thrown here.
template <class F>
void in_parallel(std::size_t count, unsigned jobs, const F& f) {
    std::atomic<std::size_t> next = 0;
    std::mutex lock;
    std::size_t thrown_by = count;
    std::exception_ptr thrown;
    const auto work = [&] {
        for (std::size_t k = next++; k < count; k = next++) {
            try {
                f(k);
            } catch (...) {
                const std::scoped_lock hold(lock);
                if (k < thrown_by) {
                    thrown_by = k;
                    thrown = std::current_exception();
                }
                next = count;
            }
        }
    };
    std::vector<std::jthread> others;
    for (std::size_t k = 1; k < std::min<std::size_t>(jobs, count); ++k) others.emplace_back(work);
    work();
    others.clear();  // waits for them
    if (thrown) std::rethrow_exception(thrown);
}

}  // namespace comity
