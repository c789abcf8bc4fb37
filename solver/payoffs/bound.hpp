#pragma once
/// The bound on h·w over what one profile supports with continuations in O(L), and the rows that give it
/// [F4.4]:
///
///   Σ_i h_i (1−δ_i) u_i + Σ_r λ_r Σ_x' P L_{p,x',r} − Σ_i μ_i (m_i − (1−δ_i) u_i),
///
/// for λ, μ ≥ 0 with Σ_r λ_r r − Σ_i μ_i δ_i e_i = δ∘h, where m_i is what one deviation (or the floor) makes
/// i ask for. With h = 0 it is a ray: below zero, nothing supports the profile.

#include "proof_facts.hpp"

namespace comity {

/// A row with its multiplier.
template <class S>
struct Multiplier {
    BoundRow row;
    S value;
};

inline bool is_unknown_zero(const Rational& x) {
    return x == 0;
}
inline bool is_unknown_zero(const RationalFunction& x) {
    return x.is_zero();
}
inline bool is_unknown_zero(const FloatRange& x) {
    return x.lo() <= 0 && x.hi() >= 0;
}

/// Evaluates bounds of one game and one list of directions.
template <class T, class S>
class BoundEvaluator {
  public:
    BoundEvaluator(const ProofGame<T>& game, const std::vector<std::vector<Integer>>& directions)
        : game_(game), facts_(game) {
        for (const auto& direction : directions) {
            auto& row = directions_.emplace_back();
            auto& sign = signs_.emplace_back();
            for (const Integer& entry : direction) {
                row.push_back(S(Rational(entry)));
                sign.push_back(entry > 0 ? 1 : -1);
            }
        }
    }

    const Facts<T, S>& facts() const { return facts_; }
    const std::vector<S>& direction(std::size_t row) const { return directions_[row]; }

    /// The multipliers for a direction, or of a ray (then the first is 1 and `goal` is null); empty where the
    /// rows do not determine them. Whether they are ≥ 0 is for the caller to see.
    std::vector<Multiplier<S>> solve(const std::vector<BoundRow>& rows, const std::vector<S>* goal) const {
        const std::size_t n = game_.n(), count = rows.size();
        // Columns: one for each row; right-hand side: δ∘h.
        std::vector<std::vector<S>> system(n, std::vector<S>(count + 1, S(0)));
        for (std::size_t k = 0; k < count; ++k) {
            for (std::size_t i = 0; i < n; ++i) system[i][k] = column(rows[k], i);
        }
        for (std::size_t i = 0; i < n; ++i) {
            if (goal != nullptr) system[i][count] = facts_.delta(i) * (*goal)[i];
        }
        std::size_t first = 0;
        std::vector<Multiplier<S>> result;
        if (goal == nullptr) {
            if (rows.empty()) return {};
            first = 1;
            result.push_back({rows[0], S(1)});
            for (std::size_t i = 0; i < n; ++i) system[i][count] -= system[i][0];
        }
        // Elimination; every column needs a pivot, and what is left over must be zero.
        std::vector<std::size_t> pivot;
        std::vector<bool> used(n, false);
        for (std::size_t k = first; k < count; ++k) {
            std::size_t row = 0;
            while (row < n && (used[row] || is_unknown_zero(system[row][k]))) ++row;
            if (row == n) return {};
            used[row] = true;
            pivot.push_back(row);
            for (std::size_t i = 0; i < n; ++i) {
                if (i == row || is_exactly_zero(system[i][k])) continue;
                const S factor = system[i][k] / system[row][k];
                for (std::size_t j = k + 1; j <= count; ++j) system[i][j] -= factor * system[row][j];
                system[i][k] = S(0);
            }
        }
        for (std::size_t i = 0; i < n; ++i) {
            if (!used[i] && !is_exactly_zero(system[i][count])) return {};
        }
        for (std::size_t k = first; k < count; ++k)
            result.push_back({rows[k], system[pivot[k - first]][count] / system[pivot[k - first]][k]});
        return result;
    }

    /// The bound; `goal` null for a ray. Levels are [set · directions + direction].
    S value(std::size_t set, ProfileIndex profile, const std::vector<S>* goal,
            const std::vector<Multiplier<S>>& multipliers, const std::vector<S>& levels) const {
        const std::size_t state = set % game_.states(), phase = game_.phase(set);
        const auto now = [&](std::size_t i) { return facts_.today(state, i, profile); };
        S bound(0);
        if (goal != nullptr) {
            for (std::size_t i = 0; i < game_.n(); ++i) bound += (*goal)[i] * now(i);
        }
        for (const auto& [row, multiplier] : multipliers) {
            if (row.row < directions_.size()) {
                S level(0);
                if (game_.states() == 1) {
                    level = levels[phase * directions_.size() + row.row];
                } else {
                    for (const auto& [successor, probability] : facts_.next(state, profile))
                        level += probability *
                                 levels[(phase * game_.states() + successor) * directions_.size() + row.row];
                }
                bound += multiplier * level;
            } else {
                const std::size_t i = row.row - directions_.size();
                bound -= multiplier * (required(set, profile, i, row.against, levels) - now(i));
            }
        }
        return bound;
    }

    /// By profile, at least Σ_i h_i (1−δ_i) u_i for one public state and floating ranges.
    std::vector<double> now(std::size_t direction) const {
        const auto& h = directions_[direction];
        std::vector<double> result(game_.form.profiles().size());
        for (ProfileIndex p = 0; p < result.size(); ++p) {
            S sum(0);
            for (std::size_t i = 0; i < game_.n(); ++i) {
                if (!h[i].is_zero()) sum += h[i] * facts_.today(0, i, p);
            }
            result[p] = sum.hi();
        }
        return result;
    }

    /// What is used where nothing else is said: δ_min h and, where δ differs, the axis rows for the rest.
    std::vector<Multiplier<S>> default_multipliers(std::size_t direction, std::size_t least_patient) const {
        const auto& h = directions_[direction];
        const S& least = facts_.delta(least_patient);
        std::vector<Multiplier<S>> result{{{direction, 0}, least}};
        for (std::size_t i = 0; i < game_.n(); ++i) {
            const S rest = (facts_.delta(i) - least) * h[i];
            if (game_.delta[i] == game_.delta[least_patient] || is_exactly_zero(rest)) continue;
            const bool up = is_up(direction, i);
            result.push_back({{2 * i + (up ? 0 : 1), 0}, up ? rest : S(0) - rest});
        }
        return result;
    }

    /// m_i: a floor, or what one deviation is worth with v_i from the levels.
    S required(std::size_t set, ProfileIndex profile, std::size_t actor, std::size_t against,
               const std::vector<S>& levels) const {
        const std::size_t state = set % game_.states();
        const std::size_t actions = game_.form.profiles().actions(actor);
        if (against >= actions) return facts_.floor_values(state, actor, profile)[against - actions];
        const ProfileIndex there = game_.form.profiles().with(profile, actor, against);
        S value = facts_.today(state, actor, there);
        if (game_.states() == 1) {
            return value -= facts_.delta(actor) *
                            levels[game_.punishment_set(actor, 0) * directions_.size() + 2 * actor + 1];
        }
        for (const auto& [successor, probability] : facts_.next(state, there)) {
            const std::size_t set_there = game_.punishment_set(actor, successor);
            value -=
                facts_.delta(actor) * probability * levels[set_there * directions_.size() + 2 * actor + 1];
        }
        return value;
    }

    /// Is the row one that this profile has?
    bool exists(std::size_t set, ProfileIndex profile, const BoundRow& row) const {
        if (row.row < directions_.size()) return true;
        const std::size_t i = row.row - directions_.size(), state = set % game_.states();
        if (i >= game_.n()) return false;
        const std::size_t actions = game_.form.profiles().actions(i);
        if (row.against >= actions)
            return row.against - actions < facts_.floor_values(state, i, profile).size();
        return row.against != game_.form.profiles().action(profile, i) &&
               game_.stage(set).allowed[i][row.against];
    }

  private:
    bool is_up(std::size_t direction, std::size_t i) const { return signs_[direction][i] > 0; }
    static bool is_exactly_zero(const S& x) {
        if constexpr (std::is_same_v<S, FloatRange>) {
            return x.is_zero();
        } else {
            return is_unknown_zero(x);
        }
    }
    S column(const BoundRow& row, std::size_t i) const {
        if (row.row < directions_.size()) return directions_[row.row][i];
        return row.row - directions_.size() == i ? -facts_.delta(i) : S(0);
    }

    const ProofGame<T>& game_;
    Facts<T, S> facts_;
    std::vector<std::vector<S>> directions_;
    std::vector<std::vector<int>> signs_;
};

}  // namespace comity
