#pragma once
/// Ports through which long work reports how far it is and learns that it should stop.

#include <atomic>
#include <chrono>
#include <functional>
#include <optional>

namespace comity {

/// Asked by long work between steps; true means: stop cleanly with what is known.
class StopToken {
  public:
    using Clock = std::chrono::steady_clock;
    StopToken() = default;
    explicit StopToken(const std::atomic<bool>* interrupted,
                       std::optional<Clock::time_point> deadline = std::nullopt)
        : interrupted_(interrupted), deadline_(deadline) {}
    bool stop_requested() const {
        return (interrupted_ != nullptr && interrupted_->load()) || (deadline_ && Clock::now() >= *deadline_);
    }

  private:
    const std::atomic<bool>* interrupted_ = nullptr;
    std::optional<Clock::time_point> deadline_;
};

/// Thrown by work that has nothing to show for itself before it is finished, when it should stop.
struct Stopped {};

/// Called with the number of steps done and in all.
using Progress = std::function<void(std::size_t done, std::size_t total)>;

}  // namespace comity
