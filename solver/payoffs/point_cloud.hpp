#pragma once
/// Points that support each other, for any number of actors, in floating point [F4.3]: one for each set and
/// direction, made by a profile and a lottery over the others. Lotteries are found by small programs; then
/// all points move to where their lotteries, with the same requirements met exactly, come to rest.

#include "comity/polytope/hull_program.hpp"
#include "level_walk.hpp"

namespace comity {

/// A point with what supports it.
struct CloudPoint {
    static constexpr std::size_t kNone = static_cast<std::size_t>(-1);
    std::size_t entry = kNone;                ///< of VectorGame; none: a place only, which nothing supports
    std::vector<HullProgram::Share> lottery;  ///< names as in PointCloud::at
    std::vector<bool> binding;                ///< by actor: c_i is the least that it must be
    std::vector<double> w;
    std::uint32_t twin = 0;  ///< of a copy of a point known to be supported, its name; else 0
};

/// The profiles that can be played for ever, each breach answered by playing another of them for ever: by
/// set, for each of its profiles.
std::vector<std::vector<bool>> stationary(const VectorGame& game);

class PointCloud {
  public:
    /// From this name on, a point that is known to be supported.
    static constexpr std::uint32_t kSure = 0x40000000u;

    /// Requirements are raised by `tighten`, in units of payoff ranges.
    PointCloud(const VectorGame& game, const RowList& rows, double tighten, StopToken stop);

    /// See `stationary`.
    void start_stationary();
    /// Takes in points that are known to be supported at a common δ below this game's, where there is one
    /// phase: each is supported by a lottery over itself and what supported it, because what deters a
    /// departure there deters it here.
    void take_less_patient(const PointCloud& other);
    /// Puts the point of each direction where the levels end.
    void restart(LevelWalk& walk);
    /// Puts the point of each direction at the outermost of those known to be supported.
    void gather_sure();
    /// One round: in every direction the best profile and lottery, given where the points are; then, if
    /// asked, all of them move. `walk` says which profiles are worth a program. Returns how many lotteries
    /// changed.
    std::size_t improve(const LevelWalk& walk, bool moving);
    /// Of the present points those that support each other are known to from now on. Returns how many.
    std::size_t settle();
    /// Forgets points known to be supported that are outermost nowhere and support none that is.
    void prune();

    bool has_sure() const { return !sure_.front().empty(); }
    /// max over the points of a set that are known to be supported; −infinity if there are none.
    double reach(std::size_t set, std::size_t row) const;
    const std::vector<CloudPoint>& sure(std::size_t set) const { return sure_[set]; }
    double sure_threat(std::size_t actor) const;
    void set_tighten(double tighten) { tighten_ = tighten; }
    /// δ∘h + μ: the direction in which more is needed, so that a profile gives more in a direction.
    bool find_needed(std::size_t set, std::size_t row, std::size_t k, std::vector<double>& direction);

  private:
    struct Proposal {
        std::size_t entry;
        std::vector<HullProgram::Share> lottery;
        std::vector<bool> binding;
    };
    const CloudPoint& at(std::size_t set, std::uint32_t name) const {
        return name >= kSure ? sure_[set][name - kSure] : points_[set][name];
    }
    void gather(std::size_t set, bool sure_only);
    void find_threats(bool sure_only);
    void find_wanted(std::size_t entry, std::vector<double>& q) const;
    /// Puts points that are not supported back to where they are known to be.
    void fall_back();
    void move_all(int sweeps);
    double move(std::size_t set, CloudPoint& point, std::size_t self);
    bool supported(const CloudPoint& point, std::size_t set, double tolerance) const;

    const VectorGame& game_;
    const RowList& rows_;
    double tighten_;
    StopToken stop_;
    std::vector<std::vector<CloudPoint>> points_;  ///< [set][row]: where it is tried
    std::vector<std::vector<CloudPoint>> sure_;    ///< [set]: known to be supported
    std::vector<RowBlock> hull_;
    std::vector<std::vector<std::uint32_t>> names_;
    std::vector<double> threats_, system_;
};

}  // namespace comity
