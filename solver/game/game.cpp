#include "comity/game/game.hpp"

namespace comity {

std::vector<std::uint32_t> issue_profiles(const GameForm& form, std::size_t issue) {
    if (form.issues().size() == 1) return {};
    std::vector<std::uint32_t> where(form.profiles().size());
    for (ProfileIndex p = 0; p < where.size(); ++p)
        where[p] = static_cast<std::uint32_t>(form.issue_profile(p, issue));
    return where;
}

std::vector<PayoffTable> material_payoffs(const Game<Rational>& game) {
    const std::size_t profiles = game.form.profiles().size();
    std::vector<PayoffTable> payoffs;
    for (std::size_t s = 0; s < game.issues.size(); ++s) {
        const auto where = issue_profiles(game.form, s);
        for (std::size_t i = 0; i < game.form.n(); ++i) {
            const PayoffTable& cells = game.issues[s].payoff[i];
            const PayoffTable here = where.empty() ? cells : cells.gathered(where);
            if (s == 0) {
                payoffs.push_back(here);
            } else {
                const PayoffTerm both[] = {{1, payoffs[i]}, {1, here}};
                payoffs[i] = linear_combination(both, 0, profiles);
            }
        }
    }
    return payoffs;
}

}  // namespace comity
