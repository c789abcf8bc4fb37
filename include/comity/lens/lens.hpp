#pragma once
/// Lenses: from material payoffs to what a theory says the states want [F2]. The material game is never
/// edited, so every comparison holds the facts fixed.

#include <utility>
#include <vector>

#include "comity/game/game.hpp"
#include "comity/lens/matrix.hpp"
#include "comity/model/evaluate.hpp"

namespace comity {

/// A lens with its numbers in. u = W Δg + diag(W)(ν − σ), or u = L(Δg) + ν − σ for the defensive form [F2].
template <class T>
struct Lens {
    std::string name;
    LensKind kind = LensKind::absolute;
    /// n×n. Of the defensive lens: the rivals' weights k_ij, zero on the diagonal.
    SquareMatrix<T> weights;
    /// d_i of F2.2: what one unit of i's gain is in the unit that gains are compared in; empty: that is the
    /// unit in use. Already in `weights`, but for the defensive lens.
    std::vector<T> exchange;
    /// Norms by name and their weights.
    std::vector<std::pair<std::string, T>> norms;

    /// What everybody makes of a vector of gains. `sign` decides max(0, ·) in the defensive form.
    Vector<T> value(const Vector<T>& gains, const Evaluator<T>& evaluator) const;
    /// The factor on i's own norms and costs: W_ii.
    T own_factor(std::size_t i) const {
        return kind == LensKind::defensive ? T(1) : weights(Index(i), Index(i));
    }
    bool is_linear() const { return kind != LensKind::defensive; }

    using Index = Eigen::Index;
};

/// Puts numbers into a declared lens. Throws Error (bad_model) where an entry leaves the domain that F2 gives
/// it.
template <class T>
Lens<T> make_lens(const Model& model, std::size_t lens, const Evaluator<T>& evaluator);

/// u(a) for every profile without the cost of sovereignty: [actor][profile].
template <class T>
std::vector<PayoffRow<T>> utilities(const Game<T>& game, const Lens<T>& lens, const Evaluator<T>& evaluator);

/// A lens written on the command line: `absolute`, `relative:k=1/2`, `relative:k=1/2:mean`,
/// `defensive:k=1/2`, `snidal:r=1/2`, `identity:alpha=1/5`. Its name is its kind. Error (usage) where it is
/// malformed.
LensDeclaration parse_inline_lens(const std::string& text);

/// An inline lens in full: "relative:k=1/2:mean".
std::string full_name(const LensDeclaration& lens);

/// "u_i = Δg_i − k Σ_j w_ij (Δg_j − Δg_i)": the formula for readers, with its citation.
std::string describe_lens(LensKind kind);
/// One line for readers: kind, strength and weights as the file gives them.
std::string describe_lens(const LensDeclaration& lens);

}  // namespace comity
