#include "vector_game.hpp"

#include <algorithm>
#include <cmath>

#include "comity/question/bounds.hpp"

namespace comity {
namespace {

/// The payoffs of an actor in units of their range.
std::vector<double> scaled_row(const PayoffTable& row, PayoffUnit& unit) {
    std::size_t least = 0, most = 0;
    for (std::size_t p = 1; p < row.size(); ++p) {
        if (row.less(p, least)) least = p;
        if (row.less(most, p)) most = p;
    }
    unit.lowest = row[least];
    unit.range = row.less(least, most) ? Rational(row[most] - row[least]) : Rational(1);
    std::vector<double> result(row.size());
    for (std::size_t p = 0; p < row.size(); ++p) result[p] = unit.scaled(row[p]);
    return result;
}

}  // namespace

double VectorGame::wanted(const Entry& entry, std::size_t i, double threat, double tighten) const {
    // Who gets the same whatever happens gains by nothing, and there is nothing to spare.
    if (upper[i] == 0) return entry.floor[i] <= entry.u[i] ? kNothing : kTooMuch;
    double must = entry.floor[i];
    if (entry.best[i] > -kInfinity) must = std::max(must, (1 - delta[i]) * entry.best[i] + delta[i] * threat);
    if (must == -kInfinity) return kNothing;
    must += tighten;
    if (delta[i] == 0) return entry.u[i] >= must ? kNothing : kTooMuch;
    return std::clamp((must - (1 - delta[i]) * entry.u[i]) / delta[i], kNothing, kTooMuch);
}

bool VectorGame::is_by_floor(const Entry& entry, std::size_t i, double threat) const {
    return entry.best[i] == -kInfinity || entry.floor[i] > (1 - delta[i]) * entry.best[i] + delta[i] * threat;
}

Rational VectorGame::payoff(std::size_t actor, ProfileIndex profile) const {
    return stage->utility[actor][profile];
}

std::optional<Rational> VectorGame::required(ProfileIndex profile, std::size_t i,
                                             const Rational& threat) const {
    std::optional<Rational> most;
    const auto ask = [&](const Rational& value) {
        if (!most || value > *most) most = value;
    };
    for (const auto& each : floors(*form, *stage, i, profile)) ask(each.value);
    const ProfileSpace& profiles = form->profiles();
    for (std::size_t action = 0; action < profiles.actions(i); ++action) {
        if (action == profiles.action(profile, i) || !stage->allowed[i][action]) continue;
        ask((1 - exact_delta[i]) * payoff(i, profiles.with(profile, i, action)) + exact_delta[i] * threat);
    }
    return most;
}

VectorGame make_vector_game(const GameForm& form, const Question<Rational>& question,
                            const std::vector<Rational>& delta) {
    const ProfileSpace& profiles = form.profiles();
    const StageGame<Rational>& stage = question.stage();
    VectorGame game;
    game.n = form.n();
    game.phases = stage.prescribable.size();
    game.form = &form;
    game.stage = &stage;
    game.exact_delta = delta;
    game.unit.resize(game.n);
    std::vector<std::vector<double>> rows;
    for (std::size_t i = 0; i < game.n; ++i) {
        rows.push_back(scaled_row(stage.utility[i], game.unit[i]));
        game.upper.push_back(*std::max_element(rows[i].begin(), rows[i].end()));
        game.delta.push_back(static_cast<double>(delta[i]));
        game.common_delta = game.common_delta && delta[i] == delta[0];
    }
    const bool floors_exist =
        !stage.consensus.empty() ||
        std::any_of(stage.floor.begin(), stage.floor.end(), [](const auto& f) { return f.has_value(); });
    game.sets.resize(game.phases);
    for (ProfileIndex p = 0; p < profiles.size(); ++p) {
        if (std::none_of(stage.prescribable.begin(), stage.prescribable.end(),
                         [&](const auto& z) { return z[p]; }) ||
            (!stage.agreements.empty() && !is_agreed(stage, p)))
            continue;
        VectorGame::Entry each;
        each.profile = p;
        each.best.assign(game.n, -kInfinity);
        each.floor = each.best;
        each.best_action.assign(game.n, 0);
        each.floor_number = each.best_action;
        for (std::size_t i = 0; i < game.n; ++i) {
            each.u.push_back(rows[i][p]);
            const std::size_t own = profiles.action(p, i);
            for (std::size_t action = 0; action < profiles.actions(i); ++action) {
                if (action == own || !stage.allowed[i][action]) continue;
                const double there = rows[i][profiles.with(p, i, action)];
                if (there <= each.best[i]) continue;
                each.best[i] = there;
                each.best_action[i] = action;
            }
            if (!floors_exist) continue;
            const auto found = floors(form, stage, i, p);
            for (std::size_t k = 0; k < found.size(); ++k) {
                const double value = game.unit[i].scaled(found[k].value);
                if (value <= each.floor[i]) continue;
                each.floor[i] = value;
                each.floor_number[i] = k;
            }
        }
        for (std::size_t phase = 0; phase < game.phases; ++phase) {
            if (stage.prescribable[phase][p]) game.sets[phase].push_back(game.entries.size());
        }
        game.entries.push_back(std::move(each));
    }
    return game;
}

}  // namespace comity
