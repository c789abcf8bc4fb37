#include "comity/question/question.hpp"

#include "comity/text/error.hpp"

namespace comity {
namespace {

/// u_i(a) − cost(a_i), where `costs` is by action.
void subtract_costs(PayoffTable& utility, const std::vector<Rational>& costs, const ProfileSpace& profiles,
                    std::size_t actor) {
    std::vector<std::uint32_t> actions(profiles.size());
    for (ProfileIndex p = 0; p < profiles.size(); ++p)
        actions[p] = static_cast<std::uint32_t>(profiles.action(p, actor));
    const PayoffTable paid = PayoffTable(costs.begin(), costs.end()).gathered(actions);
    const PayoffTerm terms[] = {{1, utility}, {-1, paid}};
    utility = linear_combination(terms, 0, profiles.size());
}
void subtract_costs(std::vector<RationalFunction>& utility, const std::vector<RationalFunction>& costs,
                    const ProfileSpace& profiles, std::size_t actor) {
    for (ProfileIndex p = 0; p < profiles.size(); ++p) utility[p] -= costs[profiles.action(p, actor)];
}

}  // namespace

template <class T>
Question<T> make_question(const Model& model, std::shared_ptr<const Game<T>> game, std::size_t lens_index,
                          const Evaluator<T>& evaluator, std::optional<std::size_t> without) {
    if (game->form.profiles().size() > kMaxProfiles) {
        throw Error(ErrorKind::bad_model,
                    model.name +
                        ": this game has more than 2^24 = 16777216 profiles, the most that are tabulated; "
                        "`comity solve --concept agreement` searches larger ones [F4.6]");
    }
    const Lens<T> lens = make_lens(model, lens_index, evaluator);
    Effects<T> bounds = effects(model, game, lens, evaluator, without);
    const ProfileSpace& profiles = game->form.profiles();

    StageGame<T> stage;
    stage.utility = utilities(*game, lens, evaluator);
    for (std::size_t i = 0; i < game->form.n(); ++i) {
        // u_i = ... − W_ii σ_i(a_i) [F2].
        std::vector<T> cost;
        bool costs = false;
        for (const T& each : bounds.cost[i]) {
            cost.push_back(lens.own_factor(i) * each);
            costs = costs || !(each == T(0));
        }
        if (costs) subtract_costs(stage.utility[i], cost, profiles, i);
        stage.exit_value.push_back(bounds.exit ? std::optional<T>((*bounds.exit)[i]) : std::nullopt);
        stage.floor.push_back(bounds.exit_is_floor ? stage.exit_value.back() : std::nullopt);
    }
    // One phase: nothing in this version binds punishments only [F4.1].
    stage.prescribable.push_back(prescribable(game->form, bounds.allowed));
    stage.allowed = std::move(bounds.allowed);
    stage.agreements = std::move(bounds.agreements);
    stage.consensus = std::move(bounds.consensus);
    stage.status_quo = game->form.status_quo();

    Question<T> question;
    question.game = std::move(game);
    question.lens = lens.name;
    question.stages.push_back(std::move(stage));
    return question;
}

template Question<Rational> make_question(const Model&, std::shared_ptr<const Game<Rational>>, std::size_t,
                                          const Evaluator<Rational>&, std::optional<std::size_t>);
template Question<RationalFunction> make_question(const Model&, std::shared_ptr<const Game<RationalFunction>>,
                                                  std::size_t, const Evaluator<RationalFunction>&,
                                                  std::optional<std::size_t>);

}  // namespace comity
