#include "comity/constraint/constraint.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "comity/text/words.hpp"
#include "effects.hpp"

namespace comity {

bool applies(const ConstraintDeclaration& constraint, const std::string& lens) {
    const auto& lenses = constraint.lenses;
    return lenses.empty() || std::find(lenses.begin(), lenses.end(), lens) != lenses.end();
}

template <class T>
Effects<T> effects(const Model& model, const Game<T>& game, const Lens<T>& lens,
                   const Evaluator<T>& evaluator, std::optional<std::size_t> without) {
    const GameForm& form = game.form;
    Effects<T> result;
    for (std::size_t i = 0; i < form.n(); ++i) {
        result.allowed.emplace_back(form.profiles().actions(i), true);
        result.cost.emplace_back(form.profiles().actions(i), T(0));
    }
    // Step 1. Each constraint adds its part.
    try {
        for (std::size_t c = 0; c < model.constraints.size(); ++c) {
            const ConstraintDeclaration& constraint = model.constraints[c];
            if (without == c || !applies(constraint, lens.name)) continue;
            if (const auto* prohibit = std::get_if<ProhibitActions>(&constraint.what)) {
                apply_prohibition(*prohibit, model, game, result);
            } else if (const auto* exit = std::get_if<ExitValues>(&constraint.what)) {
                apply_exit(*exit, model, game, lens, evaluator, result);
            } else {
                apply_sovereignty(std::get<SovereigntyCost>(constraint.what), model, game, evaluator, result);
            }
        }
    } catch (const EvaluationError& error) {
        throw Error(ErrorKind::bad_model, Diagnostics{error.diagnostic});
    }
    // Step 2. What may be prescribed: profiles made of actions that exist, in the one phase there is.
    std::vector<bool> prescribable(form.profiles().size(), true);
    for (std::size_t i = 0; i < form.n(); ++i) {
        if (std::find(result.allowed[i].begin(), result.allowed[i].end(), false) == result.allowed[i].end())
            continue;
        for (ProfileIndex p = 0; p < prescribable.size(); ++p) {
            if (!result.allowed[i][form.profiles().action(p, i)]) prescribable[p] = false;
        }
    }
    result.prescribable.push_back(std::move(prescribable));
    return result;
}

template Effects<Rational> effects(const Model&, const Game<Rational>&, const Lens<Rational>&,
                                   const Evaluator<Rational>&, std::optional<std::size_t>);
template Effects<RationalFunction> effects(const Model&, const Game<RationalFunction>&,
                                           const Lens<RationalFunction>&, const Evaluator<RationalFunction>&,
                                           std::optional<std::size_t>);

std::string explain(const ConstraintDeclaration& constraint, const Model& model) {
    std::string out;
    if (const auto* prohibit = std::get_if<ProhibitActions>(&constraint.what)) {
        std::vector<std::string> names;
        for (const ActorId who : prohibit->who) names.push_back(model.actors[who.index].name);
        const std::string whom = prohibit->who.size() == model.actors.size() ? "no state may"
                                 : prohibit->who.size() == 1                 ? names[0] + " may not"
                                                             : "none of " + join_words(names) + " may";
        out = fmt::format("{} play {} in '{}', neither as agreed nor as a breach [F3.1]", whom,
                          join_words(prohibit->actions, " or "), prohibit->issue);
    } else if (const auto* exit = std::get_if<ExitValues>(&constraint.what)) {
        if (exit->aftermath == ExitValues::Aftermath::formula) {
            out = "a state that leaves gets, and leaves the others with, what the file's exit formula says";
        } else {
            const std::string others = exit->aftermath == ExitValues::Aftermath::status_quo
                                           ? "everybody falls back to the status quo"
                                           : fmt::format(
                                                 "the others go on with '{}' if none of them then loses, "
                                                 "else all fall back to the status quo",
                                                 exit->agreement);
            out = "when a state leaves, " + others;
            if (exit->outside) out += "; it gets " + exit->outside->text + " outside";
        }
        out += exit->withdrawal
                   ? "; any state may leave at any time, so nobody's value is ever below this [F3.4]"
                   : "; no state may leave of its own accord, so this values expulsion only [F3.4]";
    } else {
        const auto& sovereignty = std::get<SovereigntyCost>(constraint.what);
        out = fmt::format("each unit of commitment in {} costs a state {} in sovereignty each period [F3.4]",
                          join_words(sovereignty.issues), sovereignty.cost.text);
    }
    return out;
}

}  // namespace comity
