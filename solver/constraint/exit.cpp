// Exit [F3.4]: the file gives the material payoffs e^i that follow i's leaving; the lens is applied to them,
// without norms and without costs: e_i = Σ_j W_ij (e^i_j − b_j). The result bounds i's value from below at
// every history.

#include "effects.hpp"

namespace comity {
namespace {

/// The profile that the others play after `leaver` left: `agreement` without it where none of the others
/// loses by that against a°, else a°.
template <class T>
ProfileIndex aftermath(const ExitValues& exit, const Model& model, const Game<T>& game, ActorId leaver,
                       const Evaluator<T>& evaluator) {
    const GameForm& form = game.form;
    const ProfileIndex status_quo = *form.status_quo();
    if (exit.aftermath == ExitValues::Aftermath::status_quo) return status_quo;
    const TargetDeclaration* target = model.find_target(exit.agreement);
    const ProfileIndex agreement = target != nullptr ? form.compose(target->play) : form.last_actions();
    const std::size_t stays_out = form.profiles().action(status_quo, leaver.index);
    const ProfileIndex without = form.profiles().with(agreement, leaver.index, stays_out);
    for (std::size_t j = 0; j < form.n(); ++j) {
        if (j != leaver.index && evaluator.sign(game.gain(ActorId{j}, without), true) < 0) return status_quo;
    }
    return without;
}

}  // namespace

template <class T>
void apply_exit(const ExitValues& exit, const Model& model, const Game<T>& game, const Lens<T>& lens,
                const Evaluator<T>& evaluator, Effects<T>& effects) {
    const std::size_t n = game.form.n();
    std::vector<T> values;
    const auto named = [&](std::size_t leaver, const auto& compute) {
        try {
            return compute();
        } catch (EvaluationError& error) {
            error.diagnostic.message += " when " + model.actors[leaver].name + " leaves";
            throw;
        }
    };
    for (std::size_t leaver = 0; leaver < n; ++leaver) {
        // Step 1. Material payoffs after i left.
        std::vector<T> payoffs(n, T(0));
        if (exit.aftermath == ExitValues::Aftermath::formula) {
            for (std::size_t j = 0; j < n; ++j)
                payoffs[j] = named(leaver,
                                   [&] {
                                       return evaluator.value(*exit.pays, {j, leaver});
                                   }) *
                             game.scale[j];
        } else {
            const ProfileIndex profile = aftermath(exit, model, game, ActorId{leaver}, evaluator);
            for (std::size_t j = 0; j < n; ++j) payoffs[j] = game.payoff(ActorId{j}, profile);
            if (exit.outside) {
                // Formulas speak in the file's own numbers.
                std::vector<T> own = payoffs;
                for (std::size_t j = 0; j < n; ++j) own[j] = own[j] / game.scale[j];
                payoffs[leaver] =
                    named(leaver, [&] { return evaluator.value(*exit.outside, {leaver}, {}, &own); }) *
                    game.scale[leaver];
            }
        }
        // Step 2. Through the lens.
        Vector<T> gains(static_cast<Eigen::Index>(n));
        for (std::size_t j = 0; j < n; ++j) gains(Eigen::Index(j)) = payoffs[j] - game.baseline[j];
        values.push_back(lens.value(gains, evaluator)(Eigen::Index(leaver)));
    }
    effects.exit = std::move(values);
    effects.exit_is_floor = exit.withdrawal;
}

template void apply_exit(const ExitValues&, const Model&, const Game<Rational>&, const Lens<Rational>&,
                         const Evaluator<Rational>&, Effects<Rational>&);
template void apply_exit(const ExitValues&, const Model&, const Game<RationalFunction>&,
                         const Lens<RationalFunction>&, const Evaluator<RationalFunction>&,
                         Effects<RationalFunction>&);

}  // namespace comity
