#pragma once
/// The exact check that every proof about V* passes before it is given out [F4.4].

#include <string>

#include "comity/certificate/payoff_proof.hpp"
#include "comity/question/question.hpp"

namespace comity {

/// A question as proofs see it: T is Rational; or RationalFunction, and then everything must hold throughout
/// `domain`.
template <class T>
struct ProofGame {
    const GameForm& form;
    const Question<T>& question;
    const std::vector<T>& delta;  ///< by actor
    Interval domain = Interval::point(Rational(0));

    std::size_t n() const { return form.n(); }
    std::size_t states() const { return question.stages.size(); }
    std::size_t phases() const { return question.stage().prescribable.size(); }
    std::size_t sets() const { return states() * phases(); }
    const StageGame<T>& stage(std::size_t set) const { return question.stages[set % states()]; }
    std::size_t phase(std::size_t set) const { return set / states(); }
    std::size_t punishment_set(std::size_t actor, std::size_t state) const {
        return (phases() == 1 ? 0 : actor + 1) * states() + state;
    }
};

/// What an inner proof was found to be.
struct InnerVerdict {
    bool valid = false;
    std::string why;  ///< the first thing wrong
};

template <class T>
InnerVerdict check_inner(const ProofGame<T>& game, const InnerProof<T>& proof);

/// What an outer proof was found to be.
template <class T>
struct OuterVerdict {
    bool valid = false;
    std::string why;
    /// V_0(x0) is empty, and the first set that was found to be.
    bool empty = false;
    std::size_t emptied = 0;
    std::vector<T> levels;  ///< the last ones: [set · directions + direction]
    /// [set][profile]: false where it was shown that the profile is never prescribed.
    std::vector<std::vector<bool>> live;
};

template <class T>
OuterVerdict<T> check_outer(const ProofGame<T>& game, const OuterProof<T>& proof);

/// A rational inside a domain; of a single irrational point, one close to it.
Rational inside(const Interval& domain);

/// x ≥ 0 and x > 0, throughout the domain where x is a function.
bool holds(const Rational& x, const Interval& domain);
bool holds(const RationalFunction& x, const Interval& domain);
bool holds_strictly(const Rational& x, const Interval& domain);
bool holds_strictly(const RationalFunction& x, const Interval& domain);

}  // namespace comity
