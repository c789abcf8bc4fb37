// Lenses [F2]: u_i = Σ_j W_ij Δg_j + W_ii (ν_i − σ_i), or the defensive form.

#include "lens.hpp"

#include "comity/model/tabulate.hpp"
#include "comity/text/error.hpp"

namespace comity::checker {
namespace {

/// A number of the lens: the open scalar where it is that, else what the formula says.
template <class T>
T number(const Evaluator<T>& evaluator, const Formula& formula, ScalarPath::Kind kind, std::size_t lens,
         std::size_t id) {
    const auto& open = evaluator.scalars().open;
    const bool is_open = open && open->kind == kind && open->lens == lens && open->id == id;
    return is_open ? evaluator.scalars().open_value : evaluator.value(formula, {});
}

}  // namespace

template <class T>
LensValues<T>::LensValues(const Model& model, std::size_t index, const Evaluator<T>& evaluator)
    : evaluator_(evaluator) {
    using Kind = ScalarPath::Kind;
    const LensDeclaration& lens = model.lenses[index];
    const std::size_t n = model.actors.size();
    defensive = lens.kind == LensKind::defensive;
    weight.assign(n, std::vector<T>(n, T(0)));
    // Step 1. k_ij, r or α_ij.
    std::vector<std::vector<T>> rival(n, std::vector<T>(n, T(0)));
    if (lens.kind != LensKind::absolute) {
        const T strength = number(evaluator, *lens.strength, Kind::lens_strength, index, 0);
        const bool mean = lens.kind == LensKind::snidal || lens.aggregation == Aggregation::mean;
        const Rational share = mean && n > 1 ? Rational(1, n - 1) : Rational(1);
        for (std::size_t i = 0; i < n; ++i) {
            for (std::size_t j = 0; j < n; ++j) {
                if (i == j) continue;
                rival[i][j] = strength * T(share);
                if (lens.weights) rival[i][j] *= evaluator.value(*lens.weights, {i, j});
            }
        }
        for (const auto& entry : lens.entries) rival[entry.i.index][entry.j.index] = T(entry.value);
        const auto& open = evaluator.scalars().open;
        if (open && open->kind == Kind::lens_entry && open->lens == index)
            rival[open->i.index][open->j.index] = evaluator.scalars().open_value;
    }
    // Step 2. W_ij, or k_ij itself where the lens is not linear.
    for (std::size_t i = 0; i < n; ++i) {
        if (!defensive) weight[i][i] = T(1);
        for (std::size_t j = 0; j < n; ++j) {
            if (i == j) continue;
            if (lens.kind == LensKind::relative) weight[i][i] += rival[i][j];
            weight[i][j] = defensive || lens.kind == LensKind::identity ? rival[i][j] : T(0) - rival[i][j];
        }
    }
    // Step 3. Another unit of comparison [F2.2]: gains are counted there, and the result is turned back.
    rate.assign(n, T(1));
    if (!lens.gains_in.empty()) {
        const auto there = unit_scales(model, lens.gains_in, evaluator),
                   here = unit_scales(model, model.unit, evaluator);
        for (std::size_t i = 0; i < n; ++i) rate[i] = there[i] / here[i];
    }
    for (std::size_t i = 0; i < n && !defensive; ++i) {
        for (std::size_t j = 0; j < n; ++j) weight[i][j] = weight[i][j] * rate[j] / rate[i];
    }
    for (std::size_t k = 0; k < lens.norms.size(); ++k)
        norms.emplace_back(lens.norms[k].norm,
                           number(evaluator, lens.norms[k].weight, Kind::norm_weight, index, k));
}

template <class T>
T LensValues<T>::of_gains(std::size_t i, const std::vector<T>& gains) const {
    T u = T(0);
    if (!defensive) {
        for (std::size_t j = 0; j < gains.size(); ++j) {
            if (!(weight[i][j] == T(0))) u += weight[i][j] * gains[j];
        }
        return u;
    }
    u = gains[i];
    for (std::size_t j = 0; j < gains.size(); ++j) {
        if (j == i) continue;
        const T ahead = rate[j] * gains[j] - rate[i] * gains[i];
        if (evaluator_.sign(ahead) > 0) u -= weight[i][j] * ahead / rate[i];
    }
    return u;
}

template <class T>
void LensValues<T>::add_norms(const Game<T>& game, std::size_t i, ProfileIndex profile, T& u) const {
    for (const auto& [name, factor] : norms) {
        for (std::size_t s = 0; s < game.issues.size(); ++s) {
            const auto found = game.issues[s].norms.find(name);
            if (found == game.issues[s].norms.end()) continue;
            u += own(i) * factor * T(found->second[i][game.form.issue_profile(profile, s)]);
        }
    }
}

namespace {

/// Sums of whole tables, where every number is a number.
std::vector<PayoffTable> linear(const Game<Rational>& game, const LensValues<Rational>& lens) {
    const std::size_t n = game.form.n(), size = game.form.profiles().size();
    const std::vector<PayoffTable> payoffs = material_payoffs(game);
    std::vector<PayoffTable> result;
    for (std::size_t i = 0; i < n; ++i) {
        std::vector<PayoffTerm> terms;
        Rational constant = 0;
        for (std::size_t j = 0; j < n; ++j) {
            if (lens.weight[i][j] == 0) continue;
            terms.push_back({lens.weight[i][j], payoffs[j]});
            constant -= lens.weight[i][j] * game.baseline[j];
        }
        for (const auto& [name, factor] : lens.norms) {
            for (std::size_t s = 0; s < game.issues.size(); ++s) {
                const auto found = game.issues[s].norms.find(name);
                if (found == game.issues[s].norms.end()) continue;
                const auto where = issue_profiles(game.form, s);
                const PayoffTable& norm = found->second[i];
                terms.push_back({lens.own(i) * factor, where.empty() ? norm : norm.gathered(where)});
            }
        }
        result.push_back(linear_combination(terms, constant, size));
    }
    return result;
}

template <class T>
std::vector<PayoffRow<T>> one_by_one(const Game<T>& game, const LensValues<T>& lens) {
    const std::size_t n = game.form.n(), size = game.form.profiles().size();
    std::vector<PayoffRow<T>> result(n, PayoffRow<T>(size, T(0)));
    std::vector<T> gains(n, T(0));
    for (ProfileIndex p = 0; p < size; ++p) {
        for (std::size_t j = 0; j < n; ++j) gains[j] = game.gain(ActorId{j}, p);
        for (std::size_t i = 0; i < n; ++i) {
            T u = lens.of_gains(i, gains);
            lens.add_norms(game, i, p, u);
            set_payoff(result[i], p, u);
        }
    }
    return result;
}

}  // namespace

template <class T>
std::vector<PayoffRow<T>> utilities(const Game<T>& game, const LensValues<T>& lens) {
    if constexpr (std::is_same_v<T, Rational>) {
        if (!lens.defensive) return linear(game, lens);
    }
    return one_by_one(game, lens);
}

template <class T>
void set_utilities_by_issue(World<T>& world, const LensValues<T>& lens) {
    if (lens.defensive)
        throw Error(ErrorKind::bad_model, "the defensive lens looks at a period's total over issues [F2]");
    const Game<T>& game = *world.game;
    const std::size_t n = game.form.n();
    world.constant.assign(n, T(0));
    for (std::size_t i = 0; i < n; ++i) {
        for (std::size_t j = 0; j < n; ++j) world.constant[i] -= lens.weight[i][j] * game.baseline[j];
    }
    for (std::size_t s = 0; s < game.issues.size(); ++s) {
        const IssueTables<T>& tables = game.issues[s];
        const std::size_t cells = game.form.issues()[s].space().size();
        auto& here = world.by_issue.emplace_back(n, std::vector<T>(cells, T(0)));
        for (std::size_t i = 0; i < n; ++i) {
            for (ProfileIndex cell = 0; cell < cells; ++cell) {
                for (std::size_t j = 0; j < n; ++j)
                    here[i][cell] += lens.weight[i][j] * tables.payoff[j][cell];
                for (const auto& [name, factor] : lens.norms) {
                    const auto found = tables.norms.find(name);
                    if (found != tables.norms.end())
                        here[i][cell] += lens.own(i) * factor * found->second[i][cell];
                }
            }
        }
    }
}

template class LensValues<Rational>;
template class LensValues<RationalFunction>;
template std::vector<PayoffTable> utilities(const Game<Rational>&, const LensValues<Rational>&);
template std::vector<std::vector<RationalFunction>> utilities(const Game<RationalFunction>&,
                                                              const LensValues<RationalFunction>&);

template void set_utilities_by_issue(World<Rational>&, const LensValues<Rational>&);
template void set_utilities_by_issue(World<RationalFunction>&, const LensValues<RationalFunction>&);

}  // namespace comity::checker
