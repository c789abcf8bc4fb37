#include "comity/question/split.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "comity/text/error.hpp"

namespace comity {
namespace {

/// An actor's action that does nothing but `play` in one issue: elsewhere it does what comes first.
std::size_t alone(const GameForm& form, ActorId actor, std::size_t issue, std::size_t play) {
    return form.with_issue_action(actor, 0, issue, play);
}

/// A_i^s: an action of the issue is there where some action of the whole has it.
std::vector<std::vector<std::vector<bool>>> split_actions(const GameForm& form,
                                                          const std::vector<std::vector<bool>>& allowed) {
    std::vector<std::vector<std::vector<bool>>> result;
    for (std::size_t s = 0; s < form.issues().size(); ++s) {
        const Issue& issue = form.issues()[s];
        auto& here = result.emplace_back();
        for (std::size_t m = 0; m < issue.members.size(); ++m) {
            const ActorId who = issue.members[m];
            std::vector<bool> mine(issue.actions[m].size(), false);
            for (std::size_t action = 0; action < allowed[who.index].size(); ++action) {
                if (allowed[who.index][action]) mine[form.issue_action(who, action, s)] = true;
            }
            here.push_back(std::move(mine));
        }
    }
    return result;
}

SplitQuestion::Consent split_consensus(const GameForm& form, const ConsensusRule& rule) {
    SplitQuestion::Consent result{rule.constraint, rule.who, {}};
    const Profile status_quo = form.profiles().decode(*form.status_quo());
    for (std::size_t s = 0; s < form.issues().size(); ++s) {
        const Issue& issue = form.issues()[s];
        const ProfileSpace space = issue.space();
        std::vector<bool> raises(space.size(), false);
        for (ProfileIndex cell = 0; cell < space.size(); ++cell) {
            for (std::size_t m = 0; m < issue.members.size(); ++m) {
                const ActorId who = issue.members[m];
                const std::size_t action =
                    form.with_issue_action(who, status_quo[who.index], s, space.action(cell, m));
                if (rule.raises[who.index][action]) raises[cell] = true;
            }
        }
        result.raises.push_back(std::move(raises));
    }
    return result;
}

/// u_i^s before costs: Σ_j W_ij g_j^s + W_ii Σ_t w_t ν_i^{s,t} [F2].
std::vector<PayoffTerm> seen(const IssueTables<Rational>& tables, const Lens<Rational>& lens, std::size_t i) {
    std::vector<PayoffTerm> terms;
    const auto add = [&](const Rational& weight, const PayoffTable& table) {
        if (weight != 0) terms.push_back({weight, table});
    };
    for (std::size_t j = 0; j < tables.payoff.size(); ++j)
        add(lens.weights(Eigen::Index(i), Eigen::Index(j)), tables.payoff[j]);
    for (const auto& [norm, weight] : lens.norms) {
        const auto found = tables.norms.find(norm);
        if (found != tables.norms.end()) add(lens.own_factor(i) * weight, found->second[i]);
    }
    return terms;
}

/// The cost of what a member does in an issue. Costs are sums over issues, so that an action's part in one is
/// what it adds to the first action of all. Nothing where there is none.
std::optional<PayoffTable> paid_for(const GameForm& form, std::size_t issue, ActorId actor,
                                    const std::vector<Rational>& cost) {
    const auto member = form.issues()[issue].member(actor);
    if (!member) return std::nullopt;
    const ProfileSpace space = form.issues()[issue].space();
    std::vector<Rational> paid;  // by action
    for (std::size_t play = 0; play < space.actions(*member); ++play)
        paid.push_back(cost[alone(form, actor, issue, play)] - cost.front());
    if (std::all_of(paid.begin(), paid.end(), [](const Rational& each) { return each == 0; }))
        return std::nullopt;
    std::vector<std::uint32_t> where(space.size());
    for (ProfileIndex cell = 0; cell < space.size(); ++cell)
        where[cell] = static_cast<std::uint32_t>(space.action(cell, *member));
    return PayoffTable(paid.begin(), paid.end()).gathered(where);
}

}  // namespace

Rational SplitQuestion::u(std::size_t actor, const std::vector<ProfileIndex>& cells) const {
    Rational sum = constant[actor];
    for (std::size_t s = 0; s < utility.size(); ++s) sum += utility[s][actor][cells[s]];
    return sum;
}

bool SplitQuestion::is_allowed(std::size_t issue, ProfileIndex cell) const {
    const ProfileSpace space = form().issues()[issue].space();
    for (std::size_t m = 0; m < allowed[issue].size(); ++m) {
        if (!allowed[issue][m][space.action(cell, m)]) return false;
    }
    return true;
}

std::string why_not_split(const LensDeclaration& lens) {
    if (lens.kind != LensKind::defensive) return "";
    return fmt::format(
        "agreements are not searched for under the lens '{}': being outgained is counted on a period's total "
        "over issues, and the search needs utilities that add up over issues [F4.6]",
        lens.name);
}

SplitQuestion split_question(const Model& model, std::shared_ptr<const Game<Rational>> game,
                             std::size_t lens_index, const Evaluator<Rational>& evaluator) {
    if (const std::string why = why_not_split(model.lenses[lens_index]); !why.empty())
        throw Error(ErrorKind::usage, why);
    const Lens<Rational> lens = make_lens(model, lens_index, evaluator);
    Effects<Rational> bounds = effects(model, game, lens, evaluator);
    const GameForm& form = game->form;
    const std::size_t n = form.n();

    SplitQuestion result;
    result.lens = lens.name;
    for (std::size_t s = 0; s < form.issues().size(); ++s) {
        auto& here = result.utility.emplace_back();
        for (std::size_t i = 0; i < n; ++i) {
            std::vector<PayoffTerm> terms = seen(game->issues[s], lens, i);
            if (auto paid = paid_for(form, s, ActorId{i}, bounds.cost[i]))
                terms.push_back({-lens.own_factor(i), *std::move(paid)});
            here.push_back(linear_combination(terms, 0, game->issues[s].payoff.front().size()));
        }
    }
    for (std::size_t i = 0; i < n; ++i) {
        Rational constant = -lens.own_factor(i) * bounds.cost[i].front();
        for (std::size_t j = 0; j < n; ++j)
            constant -= lens.weights(Eigen::Index(i), Eigen::Index(j)) * game->baseline[j];
        result.constant.push_back(constant);
        result.exit_value.push_back(bounds.exit ? std::optional<Rational>((*bounds.exit)[i]) : std::nullopt);
        result.floor.push_back(bounds.exit_is_floor ? result.exit_value.back() : std::nullopt);
    }
    result.allowed = split_actions(form, bounds.allowed);
    result.agreements = std::move(bounds.agreements);
    for (const ConsensusRule& rule : bounds.consensus)
        result.consensus.push_back(split_consensus(form, rule));
    result.game = std::move(game);
    return result;
}

}  // namespace comity
