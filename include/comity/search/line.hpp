#pragma once
/// One named profile in a game of too many to list, along a scalar in which utilities are linear [F4.7]: the
/// strength of a lens, one entry or norm of it, or a parameter of what sovereignty costs. Utilities are sums
/// over issues and every action of an issue can be taken by itself, so that the stage equilibria are the
/// products of the issues' own; along the scalar each issue's cell is one on an interval, and what it is
/// worth is a line.

#include "comity/search/target.hpp"

namespace comity {

/// Why a question cannot be asked along this scalar, or "".
std::string why_not_along(const Model& model, std::size_t lens, const ScalarPath& of,
                          std::optional<Punishment> punishment);

/// A game seen through one lens along one scalar.
class SplitLine {
  public:
    /// Error (usage): see why_not_along. Throws Stopped.
    SplitLine(const Model& model, const std::shared_ptr<const Game<Rational>>& game, std::size_t lens,
              const ScalarPath& of, const Interval& domain, const StopToken& stop = {});

    /// Where a target is sustained (or, without punishment, accepted) with these discount factors, without
    /// saying which constraints bind.
    Threshold solve(const Target& target, std::optional<Punishment> punishment,
                    const std::vector<Rational>& delta);

  private:
    /// at_zero + slope · x.
    struct Line {
        Rational at_zero, slope;
        Rational operator()(const Rational& x) const { return at_zero + slope * x; }
        RationalFunction function() const;
        friend Line operator+(const Line& a, const Line& b) {
            return {a.at_zero + b.at_zero, a.slope + b.slope};
        }
        friend Line operator-(const Line& a, const Line& b) {
            return {a.at_zero - b.at_zero, a.slope - b.slope};
        }
        friend Line operator*(const Rational& by, const Line& a) { return {by * a.at_zero, by * a.slope}; }
        /// Adds where it is zero, if it is not so everywhere or nowhere.
        void add_root(std::vector<Rational>& roots) const {
            if (slope != 0) roots.push_back(-at_zero / slope);
        }
    };
    /// A cell from which nobody departs within its issue, between two values.
    struct StageCell {
        ProfileIndex cell = 0;
        std::optional<Rational> from, to;  ///< none: as far as the domain goes
        bool holds_at(const Rational& x) const;
    };
    using Cells = std::vector<ProfileIndex>;  ///< by issue

    Line line(const Rational& first, const Rational& second) const;
    Line utility(std::size_t issue, std::size_t actor, ProfileIndex cell) const;
    Line utility(std::size_t actor, const Cells& cells) const;
    void find_stage_cells();
    /// Where there is a stage equilibrium at all.
    IntervalSet has_equilibrium() const;
    /// Where u_i of the cells is at least what a floor or a consensus gives the actor.
    IntervalSet stays(std::size_t actor, const Cells& cells) const;
    IntervalSet keeps(std::size_t actor, const Cells& cells, Punishment punishment,
                      const Rational& delta) const;

    Rational first_, second_;
    SplitGame at_first_, at_second_;
    std::string of_;
    Interval domain_;
    StopToken stop_;
    std::optional<std::vector<std::vector<StageCell>>> stage_;  ///< [issue]
};

}  // namespace comity
