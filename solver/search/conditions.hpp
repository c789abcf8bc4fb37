#pragma once
/// The conditions of an agreement [F4.6] as clauses over issues.

#include "comity/certificate/finding.hpp"
#include "comity/question/split.hpp"
#include "program.hpp"

namespace comity {

/// What one actor expects after a breach.
struct Punished {
    Rational value;
    /// Grim: the stage equilibrium that is reverted to, by its cells. Empty: none is.
    std::vector<ProfileIndex> cells = {};
};

/// One game that is played as a whole: all issues pooled, or one of several played apart [F3.3].
class Conditions {
  public:
    /// `place`: of each of the question's issues, its index among the `issues` of the program.
    Conditions(SplitQuestion question, std::vector<Rational> delta, std::vector<std::size_t> place,
               std::size_t issues);

    const SplitQuestion& question() const { return question_; }
    std::size_t n() const { return question_.form().n(); }

    /// Marks the cells that F3.1 leaves: [issue][cell] of the program.
    void allow(Program& program) const;
    /// Marks those in which nobody gains by another action of the issue.
    void allow_equilibria(Program& program) const;
    /// What may be prescribed: agreement constraints, floors, consensus [F3.2, F3.4].
    void add_bounds(Program& program) const;
    /// An actor keeps to the agreement, where a departure that the punishment would reward is ignored [F4.7].
    void add_incentive(Program& program, std::size_t actor, const Punished& punished) const;
    /// An actor keeps to the agreement, where a departure is answered by `value`, whatever that is. `bound`:
    /// the value is not above what the actor can secure by best replies, or is a floor.
    void add_incentive_whatever(Program& program, std::size_t actor, const Rational& value, bool bound) const;

    /// u_i times a number above 0, lifted to the issues of the program.
    WholeSum utility(std::size_t actor) const;
    /// The pure minmax of an actor: a sum over issues, because the others choose in each by itself.
    Rational minmax(std::size_t actor) const;
    /// Does an actor do without any departure? Then nothing tempts it.
    bool is_bound(std::size_t actor) const;
    /// Does anything but the actions tie issues together or rule profiles out?
    bool has_bounds() const;

    const Rational& delta(std::size_t actor) const { return delta_[actor]; }
    /// The departure that pays the actor most in the period: its action and what it pays. Nothing where the
    /// actor has none.
    std::optional<std::pair<std::size_t, Rational>> best_departure(
        std::size_t actor, const std::vector<ProfileIndex>& cells) const;
    /// Exactly, and from the definition: does every departure of the actor from `cells` leave it no better
    /// off, with `value` a period after the breach? `ignore`: rewards are ignored.
    bool keeps(std::size_t actor, const std::vector<ProfileIndex>& cells, const Rational& value,
               bool ignore) const;
    /// May `cells` be prescribed?
    bool may_be_agreed(const std::vector<ProfileIndex>& cells) const;

    /// The program's cells of this game, in its own order.
    std::vector<ProfileIndex> own(const std::vector<ProfileIndex>& cells) const;
    const std::vector<std::size_t>& place() const { return place_; }

  private:
    template <class Sum>
    Sum lifted(Sum sum) const;
    /// The sum over issues of `utility` · u_i^s + `best` · max over a_i' of u_i^s, plus a constant, all times
    /// a number above 0, which comes second: a multiple of `unit_`.
    std::pair<WholeSum, Integer> combined(std::size_t actor, const Rational& utility, const Rational& best,
                                          const Rational& constant) const;
    /// u_i^s less max over a_i' of u_i^s, times a number above 0: not negative where nothing tempts the
    /// actor.
    WholeSum not_tempted(std::size_t actor) const;
    /// u_i(a) − (1−δ) max u_i(a_i', a_−i) − δ value, times the number that comes second.
    std::pair<WholeSum, Integer> incentive(std::size_t actor, const Rational& value) const;

    SplitQuestion question_;
    std::vector<Rational> delta_;
    std::vector<std::size_t> place_;
    std::size_t issues_;
    /// By actor: the least number that makes all its utilities in the issues whole.
    std::vector<Integer> unit_;
    /// [issue][actor][cell]: u_i^s, and the best that i can get there against what the others play, in units.
    std::vector<std::vector<std::vector<Integer>>> u_, best_;
    /// [issue][cell]: F3.1.
    std::vector<std::vector<bool>> allowed_;
};

}  // namespace comity
