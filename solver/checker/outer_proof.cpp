// Levels that close in [F4.4]. For multipliers λ, μ ≥ 0 with Σ_r λ_r r − Σ_i μ_i δ_i e_i = δ∘h,
//
//     l(L) = Σ_i h_i (1−δ_i) u_i(a) + Σ_r λ_r L_r − Σ_i μ_i (m_i(L) − (1−δ_i) u_i(a))
//
// bounds h·w over everything that a profile a supports with continuations below the levels L, where m_i is a
// floor, or what one departure is worth with v_i ≥ −L in the direction −e_i. With h = 0, l(L) < 0 shows that
// nothing supports a. The contraction rule leads from levels S to lower ones E, if in every direction that
// falls every profile has one choice of multipliers with l(E) ≤ E_h and l(S) < S_h.

#include <algorithm>
#include <map>

#include "payoff_proof.hpp"

namespace comity::checker {
namespace {

bool is_zero(const Rational& x) {
    return x == 0;
}
bool is_zero(const RationalFunction& x) {
    return x.is_zero();
}

template <class T>
class OuterCheck {
  public:
    OuterCheck(const Repeated<T>& game, const OuterProof<T>& proof)
        : game_(game), world_(game.world), proof_(proof), n_(game.n()), rows_(proof.directions.size()) {}

    Outer<T> run() {
        result_.wrong = wrong_with_start();
        if (!result_.wrong.empty()) return std::move(result_);
        const std::size_t size = world_.form.profiles().size();
        for (ProfileIndex p = 0; p < size; ++p)
            result_.played.push_back(world_.is_allowed(p) &&
                                     !where_agreed(world_, p, game_.where).is_empty());
        result_.levels = proof_.start;
        result_.empty = nothing_played();
        for (const BoundStage<T>& stage : proof_.stages) {
            if (result_.empty) break;
            result_.wrong = wrong_with(stage);
            if (!result_.wrong.empty()) break;
        }
        return std::move(result_);
    }

  private:
    bool not_negative(const T& x) const { return holds(x, game_.where); }
    bool positive(const T& x) const { return holds_strictly(x, game_.where); }
    T entry(std::size_t direction, std::size_t i) const {
        return T(Rational(proof_.directions[direction][i]));
    }
    bool nothing_played() const {
        return std::find(result_.played.begin(), result_.played.end(), true) == result_.played.end();
    }

    /// The axes come first, their first levels are around every payoff, and the other levels around the box.
    std::string wrong_with_start() const {
        if (rows_ < 2 * n_ || proof_.start.size() != rows_) return "directions are missing";
        for (std::size_t d = 0; d < rows_; ++d) {
            if (proof_.directions[d].size() != n_) return "a direction has another length";
            T box = T(0);
            for (std::size_t i = 0; i < n_; ++i) {
                const Integer& h = proof_.directions[d][i];
                if (d < 2 * n_ && h != (i != d / 2 ? 0 : d % 2 == 0 ? 1 : -1))
                    return "the axes do not come first";
                if (h != 0) box += T(Rational(abs(h))) * proof_.start[2 * i + (h > 0 ? 0 : 1)];
            }
            if (!not_negative(proof_.start[d] - box)) return "a first level is below the box";
        }
        for (std::size_t i = 0; i < n_; ++i) {
            for (const ProfileIndex p : extremes(i)) {
                if (!not_negative(proof_.start[2 * i] - world_.u(i, p)) ||
                    !not_negative(proof_.start[2 * i + 1] + world_.u(i, p)))
                    return "a payoff is outside the first levels";
            }
        }
        return "";
    }

    /// Profiles among which are those that pay i the least and the most.
    std::vector<ProfileIndex> extremes(std::size_t i) const {
        std::vector<ProfileIndex> all(world_.form.profiles().size());
        for (ProfileIndex p = 0; p < all.size(); ++p) all[p] = p;
        if constexpr (std::is_same_v<T, Rational>) {
            const auto ends = std::minmax_element(
                all.begin(), all.end(),
                [&](ProfileIndex a, ProfileIndex b) { return world_.utility[i].less(a, b); });
            return {*ends.first, *ends.second};
        }
        return all;
    }

    std::string wrong_with(const BoundStage<T>& stage) {
        // Step 1. Profiles that fall away at the levels before the stage.
        for (const BoundRay& ray : stage.rays) {
            if (ray.set != 0 || ray.profile >= result_.played.size()) return "a ray is not one of this game";
            const auto bound = solve(ray.profile, ray.rows, std::nullopt);
            if (!bound || !positive(T(0) - value(*bound, result_.levels)))
                return "a profile is ruled out without reason";
            result_.played[ray.profile] = false;
        }
        result_.empty = nothing_played();
        if (result_.empty || stage.levels.empty()) return "";
        // Step 2. The contraction rule, direction by direction and profile by profile.
        if (stage.levels.size() != rows_) return "levels are missing";
        std::map<std::pair<ProfileIndex, std::size_t>, const std::vector<BoundRow>*> listed;
        for (const BoundCell& cell : stage.cells) {
            if (cell.set != 0 || cell.profile >= result_.played.size() || cell.direction >= rows_)
                return "a cell is not one of this game";
            listed[{cell.profile, cell.direction}] = &cell.rows;
        }
        for (std::size_t d = 0; d < rows_; ++d) {
            if (stage.levels[d] == result_.levels[d]) continue;
            if (!not_negative(result_.levels[d] - stage.levels[d])) return "a level rises";
            for (ProfileIndex p = 0; p < result_.played.size(); ++p) {
                if (!result_.played[p]) continue;
                const auto own = listed.find({p, d});
                const auto bound = own != listed.end() ? solve(p, *own->second, d) : by_default(p, d);
                if (!bound || !not_negative(stage.levels[d] - value(*bound, stage.levels)) ||
                    !positive(result_.levels[d] - value(*bound, result_.levels)))
                    return "profile " + std::to_string(p) + " reaches above a level in direction " +
                           std::to_string(d);
            }
        }
        result_.levels = stage.levels;
        return "";
    }

    /// l(L) as constant + Σ coefficient · L_row.
    struct Bound {
        T constant = T(0);
        std::vector<std::pair<std::size_t, T>> terms;
    };

    T value(const Bound& bound, const std::vector<T>& levels) const {
        T sum = bound.constant;
        for (const auto& [row, coefficient] : bound.terms) sum += coefficient * levels[row];
        return sum;
    }

    /// (1−δ_i) u_i(a).
    T now(std::size_t i, ProfileIndex p) const { return (T(1) - game_.delta[i]) * world_.u(i, p); }

    /// Adds a row with its multiplier to a bound; false where the profile has no such row.
    bool add(Bound& bound, ProfileIndex p, const BoundRow& row, const T& multiplier) const {
        if (row.row < rows_) {
            bound.terms.emplace_back(row.row, multiplier);
            return true;
        }
        const std::size_t i = row.row - rows_, actions = world_.form.profiles().actions(i);
        if (row.against >= actions) {
            const auto floors = world_.floors(i, p);
            if (row.against - actions >= floors.size()) return false;
            bound.constant -= multiplier * (floors[row.against - actions].value - now(i, p));
            return true;
        }
        if (row.against == world_.form.profiles().action(p, i) || !world_.allowed[i][row.against])
            return false;
        bound.constant -= multiplier * (now(i, world_.after(p, i, row.against)) - now(i, p));
        bound.terms.emplace_back(2 * i + 1, multiplier * game_.delta[i]);
        return true;
    }

    /// Where nothing else is said: the direction itself as often as the least patient counts the future, and
    /// the axes for what the others count more.
    std::optional<Bound> by_default(ProfileIndex p, std::size_t d) const {
        if (!least_patient_) least_patient_ = find_least_patient();
        const T& least = game_.delta[*least_patient_];
        Bound bound;
        for (std::size_t i = 0; i < n_; ++i) bound.constant += entry(d, i) * now(i, p);
        bound.terms.emplace_back(d, least);
        for (std::size_t i = 0; i < n_; ++i) {
            const Integer& h = proof_.directions[d][i];
            const T more = game_.delta[i] - least;
            if (h == 0 || is_zero(more)) continue;
            if (!not_negative(more)) return std::nullopt;
            bound.terms.emplace_back(2 * i + (h > 0 ? 0 : 1), T(Rational(abs(h))) * more);
        }
        return bound;
    }

    std::size_t find_least_patient() const {
        for (std::size_t i = 0; i < n_; ++i) {
            if (std::all_of(game_.delta.begin(), game_.delta.end(),
                            [&](const T& other) { return not_negative(other - game_.delta[i]); }))
                return i;
        }
        return 0;
    }

    /// The bound that rows give a profile in a direction (none: as a ray, of which the first row counts
    /// once); nothing where they do not determine multipliers ≥ 0.
    std::optional<Bound> solve(ProfileIndex p, const std::vector<BoundRow>& rows,
                               std::optional<std::size_t> direction) const {
        if (rows.empty() && !direction) return std::nullopt;
        // Step 1. One equation for each actor; the last column is the right-hand side.
        std::vector<std::vector<T>> system(n_, std::vector<T>(rows.size() + 1, T(0)));
        for (std::size_t k = 0; k < rows.size(); ++k) {
            if (rows[k].row >= rows_ + n_) return std::nullopt;
            for (std::size_t i = 0; i < n_; ++i) {
                if (rows[k].row < rows_)
                    system[i][k] = entry(rows[k].row, i);
                else if (rows[k].row - rows_ == i)
                    system[i][k] = T(0) - game_.delta[i];
            }
        }
        std::size_t first = 0;
        for (std::size_t i = 0; i < n_; ++i) {
            if (direction) {
                system[i].back() = game_.delta[i] * entry(*direction, i);
            } else {
                first = 1;
                system[i].back() = T(0) - system[i][0];
            }
        }
        // Step 2. Elimination: every unknown column needs an equation of its own, the rest must come out 0 =
        // 0.
        std::vector<std::size_t> pivots;
        for (std::size_t k = first; k < rows.size(); ++k) {
            std::size_t pivot = 0;
            while (pivot < n_ && (is_zero(system[pivot][k]) ||
                                  std::find(pivots.begin(), pivots.end(), pivot) != pivots.end()))
                ++pivot;
            if (pivot == n_) return std::nullopt;
            pivots.push_back(pivot);
            for (std::size_t i = 0; i < n_; ++i) {
                if (i == pivot || is_zero(system[i][k])) continue;
                const T factor = system[i][k] / system[pivot][k];
                for (std::size_t j = k; j <= rows.size(); ++j) system[i][j] -= factor * system[pivot][j];
            }
        }
        for (std::size_t i = 0; i < n_; ++i) {
            if (std::find(pivots.begin(), pivots.end(), i) == pivots.end() && !is_zero(system[i].back()))
                return std::nullopt;
        }
        // Step 3. The bound with these multipliers.
        Bound bound;
        for (std::size_t i = 0; i < n_ && direction; ++i) bound.constant += entry(*direction, i) * now(i, p);
        for (std::size_t k = 0; k < rows.size(); ++k) {
            const T multiplier =
                k < first ? T(1) : system[pivots[k - first]].back() / system[pivots[k - first]][k];
            if (!not_negative(multiplier) || !add(bound, p, rows[k], multiplier)) return std::nullopt;
        }
        return bound;
    }

    const Repeated<T>& game_;
    const World<T>& world_;
    const OuterProof<T>& proof_;
    std::size_t n_, rows_;
    mutable std::optional<std::size_t> least_patient_;
    Outer<T> result_;
};

}  // namespace

template <class T>
Outer<T> check(const Repeated<T>& game, const OuterProof<T>& proof) {
    return OuterCheck<T>(game, proof).run();
}

template Outer<Rational> check(const Repeated<Rational>&, const OuterProof<Rational>&);
template Outer<RationalFunction> check(const Repeated<RationalFunction>&,
                                       const OuterProof<RationalFunction>&);

}  // namespace comity::checker
