#pragma once
/// A cell of an open scalar as candidates see it: the payoffs at a few points of it in floating point, and
/// functions that are affine in the scalar, given by their values at two of the points.

#include "comity/payoffs/cell_proof.hpp"
#include "float_game.hpp"
#include "proof_check.hpp"

namespace comity {

/// What is asked on which cell.
struct CellQuestion {
    const GameForm& form;
    const Question<RationalFunction>& question;
    const std::vector<RationalFunction>& delta;
    const Question<Rational>& middle;
    const Rational& at;
    const Target& target;
    const Interval& where;
    StopToken stop;

    const StageGame<RationalFunction>& stage() const { return question.stage(); }
    ProofGame<RationalFunction> proof_game() const { return {form, question, delta, where}; }
    std::vector<Rational> delta_at() const {
        std::vector<Rational> result;
        for (const RationalFunction& each : delta) result.push_back(each(at));
        return result;
    }
};

/// Samples 0 and 1 are the two points (the nodes) that affine functions go through, 2 is the middle; where
/// formulas are curved there are more between the nodes. Payoffs are in the units of the middle's FloatGame.
class CellSamples {
  public:
    static constexpr std::size_t kMiddle = 2;

    CellSamples(const CellQuestion& cell, const FloatGame& game);

    /// There are nodes at which everything has a value.
    bool usable() const { return usable_; }
    std::size_t size() const { return at_.size(); }
    const Rational& at(std::size_t sample) const { return at_[sample]; }
    /// Where between the nodes a sample lies: 0 and 1 are the nodes themselves.
    double place(std::size_t sample) const { return place_[sample]; }
    double between(double first, double second, std::size_t sample) const {
        return first + place_[sample] * (second - first);
    }
    double delta(std::size_t sample, std::size_t actor) const { return delta_[sample][actor]; }
    double utility(std::size_t sample, std::size_t actor, ProfileIndex profile) const {
        return utility_[sample][actor][profile];
    }
    /// In the order of `floors`.
    const std::vector<double>& floors(std::size_t sample, std::size_t actor, ProfileIndex profile) const;
    bool has_floors() const { return !floors_.empty(); }
    /// Some formula is not affine in the scalar.
    bool curved() const { return curved_; }
    /// The greatest change of a payoff between the nodes, and of an incentive by a change of δ.
    double variation() const { return variation_; }
    /// The function with these values at the nodes.
    RationalFunction affine(const Rational& first, const Rational& second) const;
    /// The function that is 0 and 1 at the nodes.
    const RationalFunction& position() const { return position_; }

    double scaled(std::size_t actor, const Rational& value) const { return game_.unit[actor].scaled(value); }
    /// lowest + range · value, of 50 binary digits.
    Rational in_utilities(std::size_t actor, double value) const;

  private:
    bool find_nodes(const CellQuestion& cell);
    void read(const CellQuestion& cell);

    const FloatGame& game_;
    bool usable_ = false, curved_ = false;
    double variation_ = 0;
    std::vector<Rational> at_;
    std::vector<double> place_;
    std::vector<std::vector<double>> delta_;                 ///< [sample][actor]
    std::vector<std::vector<std::vector<double>>> utility_;  ///< [sample][actor][profile]
    /// [sample][actor · profiles + profile]; empty where there are none.
    std::vector<std::vector<std::vector<double>>> floors_;
    std::size_t profiles_ = 0;
    RationalFunction position_;
};

/// Uses of the operator after which a family that has not converged is given up: a cell that needs more is
/// better cut.
std::size_t most_rounds(const FloatGame& game);

/// Candidates that pass in floating point are checked exactly; what is returned is proved.
std::optional<PayoffCell> sustained_on_cell(const CellQuestion& cell, const CellSamples& samples,
                                            const FloatGame& game);
std::optional<PayoffCell> refuted_on_cell(const CellQuestion& cell, const CellSamples& samples,
                                          const FloatGame& game);

/// w_i(t) of going on along a path from a period, as a function.
RationalFunction path_function(const StageGame<RationalFunction>& stage,
                               const std::vector<ProfileIndex>& path, std::size_t actor, std::size_t period,
                               const RationalFunction& delta);

/// Σ_i normal_i u_i ≥ level: what a payoff vector must meet, as functions of t.
struct FunctionHalfPlane {
    std::vector<Rational> normal;
    RationalFunction level;
};
std::vector<FunctionHalfPlane> function_half_planes(const StageGame<RationalFunction>& stage,
                                                    const Target& target);

/// May everything on the path be prescribed somewhere in the cell?
bool may_be_played(const StageGame<RationalFunction>& stage, const std::vector<ProfileIndex>& path,
                   const Interval& where);

}  // namespace comity
