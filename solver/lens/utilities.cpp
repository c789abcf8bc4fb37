// From material payoffs to utilities, for every profile at once [F2].
//
// W Δg is additive over issues, so each issue is seen through the lens once:
//
//     u_i = Σ_s (Σ_j W_ij g_j^s + W_ii Σ_t w_t ν_i^{s,t}) − Σ_j W_ij b_j
//
// with w_t the weights of the norms ν. Numbers are summed as whole tables, ratios of polynomials cell by
// cell.

#include "forms.hpp"

namespace comity {
namespace {

/// What i makes of one issue: tables over the issue's own cells.
PayoffTable seen(const IssueTables<Rational>& tables, const Lens<Rational>& lens, std::size_t i) {
    std::vector<PayoffTerm> terms;
    for (std::size_t j = 0; j < tables.payoff.size(); ++j) {
        const Rational& weight = lens.weights(Eigen::Index(i), Eigen::Index(j));
        if (weight != 0) terms.push_back({weight, tables.payoff[j]});
    }
    for (const auto& [norm, weight] : lens.norms) {
        const auto found = tables.norms.find(norm);
        if (found != tables.norms.end()) terms.push_back({lens.own_factor(i) * weight, found->second[i]});
    }
    return linear_combination(terms, 0, tables.payoff.front().size());
}

std::vector<PayoffTable> linear_utilities(const Game<Rational>& game, const Lens<Rational>& lens) {
    const std::size_t n = game.form.n(), profiles = game.form.profiles().size();
    std::vector<decltype(issue_profiles(game.form, 0))> where;
    for (std::size_t s = 0; s < game.issues.size(); ++s) where.push_back(issue_profiles(game.form, s));
    std::vector<PayoffTable> u;
    for (std::size_t i = 0; i < n; ++i) {
        Rational constant = 0;
        for (std::size_t j = 0; j < n; ++j)
            constant -= lens.weights(Eigen::Index(i), Eigen::Index(j)) * game.baseline[j];
        // All issues in one sum: a fraction is brought to lowest terms once for each profile.
        std::vector<PayoffTerm> terms;
        for (std::size_t s = 0; s < game.issues.size(); ++s) {
            const PayoffTable cells = seen(game.issues[s], lens, i);
            terms.push_back({1, where[s].empty() ? cells : cells.gathered(where[s])});
        }
        u.push_back(linear_combination(terms, constant, profiles));
    }
    return u;
}

std::vector<std::vector<RationalFunction>> linear_utilities(const Game<RationalFunction>& game,
                                                            const Lens<RationalFunction>& lens) {
    using T = RationalFunction;
    const std::size_t n = game.form.n(), profiles = game.form.profiles().size();
    const auto size = static_cast<Eigen::Index>(n);
    std::vector<std::vector<T>> u(n, std::vector<T>(profiles, T(0)));
    Vector<T> baseline(size);
    for (std::size_t i = 0; i < n; ++i) baseline(Eigen::Index(i)) = game.baseline[i];
    const bool own_only = lens.weights == absolute_weights<T>(n);
    const auto apply = [&](const Vector<T>& g) { return own_only ? g : Vector<T>(lens.weights * g); };
    const Vector<T> offset = apply(baseline);
    for (std::size_t i = 0; i < n; ++i) std::fill(u[i].begin(), u[i].end(), -offset(Eigen::Index(i)));
    for (std::size_t s = 0; s < game.issues.size(); ++s) {
        const auto& tables = game.issues[s];
        const std::size_t cells = tables.payoff.front().size();
        std::vector<Vector<T>> values;
        for (ProfileIndex q = 0; q < cells; ++q) {
            Vector<T> g(size);
            for (std::size_t i = 0; i < n; ++i) g(Eigen::Index(i)) = tables.payoff[i][q];
            Vector<T> value = apply(g);
            for (const auto& [norm, weight] : lens.norms) {
                const auto found = tables.norms.find(norm);
                if (found == tables.norms.end()) continue;
                for (std::size_t i = 0; i < n; ++i)
                    value(Eigen::Index(i)) += lens.own_factor(i) * weight * found->second[i][q];
            }
            values.push_back(std::move(value));
        }
        for (ProfileIndex p = 0; p < profiles; ++p) {
            const Vector<T>& value = values[game.form.issue_profile(p, s)];
            for (std::size_t i = 0; i < n; ++i) u[i][p] += value(Eigen::Index(i));
        }
    }
    return u;
}

}  // namespace

template <class T>
std::vector<PayoffRow<T>> utilities(const Game<T>& game, const Lens<T>& lens, const Evaluator<T>& evaluator) {
    if (lens.is_linear()) return linear_utilities(game, lens);
    // The defensive form is not additive over issues: a period's total is seen at once.
    const std::size_t n = game.form.n(), profiles = game.form.profiles().size();
    std::vector<PayoffRow<T>> u(n, PayoffRow<T>(profiles, T(0)));
    for (ProfileIndex p = 0; p < profiles; ++p) {
        Vector<T> gains(static_cast<Eigen::Index>(n));
        for (std::size_t i = 0; i < n; ++i) gains(Eigen::Index(i)) = game.gain(ActorId{i}, p);
        const Vector<T> value = lens.value(gains, evaluator);
        for (std::size_t i = 0; i < n; ++i) set_payoff(u[i], p, T(value(Eigen::Index(i))));
    }
    return u;
}

template std::vector<PayoffTable> utilities(const Game<Rational>&, const Lens<Rational>&,
                                            const Evaluator<Rational>&);
template std::vector<std::vector<RationalFunction>> utilities(const Game<RationalFunction>&,
                                                              const Lens<RationalFunction>&,
                                                              const Evaluator<RationalFunction>&);

}  // namespace comity
