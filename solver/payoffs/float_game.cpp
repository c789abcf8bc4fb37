#include "float_game.hpp"

#include <algorithm>
#include <cmath>

#include "comity/question/bounds.hpp"

namespace comity {
namespace {

/// The payoffs of an actor in all public states, in units of their common range.
class Rows {
  public:
    Rows(const Question<Rational>& question, std::size_t actor) {
        bool first = true;
        for (const StageGame<Rational>& stage : question.stages) {
            const PayoffTable& row = stage.utility[actor];
            std::size_t least = 0, most = 0;
            for (std::size_t p = 1; p < row.size(); ++p) {
                if (row.less(p, least)) least = p;
                if (row.less(most, p)) most = p;
            }
            const Rational lo = row[least], hi = row[most];
            lowest_ = first ? lo : std::min(lowest_, lo);
            highest_ = first ? hi : std::max(highest_, hi);
            first = false;
        }
        for (const StageGame<Rational>& stage : question.stages)
            values_.push_back(scaled(stage.utility[actor]));
    }

    PayoffUnit unit() const {
        return {lowest_, highest_ == lowest_ ? Rational(1) : Rational(highest_ - lowest_)};
    }
    bool is_flat() const { return highest_ == lowest_; }
    double value(std::size_t state, ProfileIndex profile) const { return values_[state][profile]; }
    double scaled(const Rational& value) const { return unit().scaled(value); }

  private:
    std::vector<double> scaled(const PayoffTable& row) const {
        std::vector<double> result(row.size());
        const Rational range = unit().range * Rational(row.denominator()),
                       from = lowest_ * Rational(row.denominator());
        row.visit([&](const auto& numbers) {
            using Number = std::decay_t<decltype(numbers[0])>;
            if constexpr (std::is_same_v<Number, std::int64_t> || std::is_same_v<Number, Int128>) {
                const bool whole = denominator(range) == 1 && denominator(from) == 1;
                const auto width = whole ? to_int128(numerator(range)) : std::nullopt;
                const auto start = whole ? to_int128(numerator(from)) : std::nullopt;
                if (width && start && *width < (Int128(1) << 100)) {
                    for (std::size_t p = 0; p < result.size(); ++p)
                        result[p] =
                            static_cast<double>(Int128(numbers[p]) - *start) / static_cast<double>(*width);
                    return;
                }
            }
            for (std::size_t p = 0; p < result.size(); ++p) result[p] = scaled(row[p]);
        });
        return result;
    }

    Rational lowest_ = 0, highest_ = 0;
    std::vector<std::vector<double>> values_;
};

std::vector<FloatTransition> transitions(const StageGame<Rational>& stage, ProfileIndex profile,
                                         std::size_t state) {
    if (stage.next.empty()) return {{state, 1.0}};
    std::vector<FloatTransition> result;
    for (const auto& next : stage.next[profile])
        result.push_back({next.state, static_cast<double>(next.probability)});
    return result;
}

/// The best payoff against every action of the other, and the best against it but for the own action that
/// attains it: two numbers and an action for each of the other's actions.
struct BestReplies {
    std::vector<double> first, second;
    std::vector<std::size_t> action;
};

BestReplies best_replies(const GameForm& form, const StageGame<Rational>& stage, const Rows& row,
                         std::size_t actor, std::size_t state) {
    const ProfileSpace& profiles = form.profiles();
    const std::size_t other = 1 - actor;
    BestReplies result;
    result.first.assign(profiles.actions(other), -kInfinity);
    result.second = result.first;
    result.action.assign(profiles.actions(other), 0);
    for (std::size_t b = 0; b < profiles.actions(other); ++b) {
        for (std::size_t a = 0; a < profiles.actions(actor); ++a) {
            if (!stage.allowed[actor][a]) continue;
            const ProfileIndex p = actor == 0 ? a * profiles.actions(1) + b : b * profiles.actions(1) + a;
            const double value = row.value(state, p);
            if (value > result.first[b]) {
                result.second[b] = result.first[b];
                result.first[b] = value;
                result.action[b] = a;
            } else {
                result.second[b] = std::max(result.second[b], value);
            }
        }
    }
    return result;
}

/// Is the greatest of some numbers, if there are any, just this one?
bool is_greatest(const Rational& value, const std::vector<Rational>& all) {
    return !all.empty() && *std::max_element(all.begin(), all.end()) == value;
}

/// Where a departure pays just as much now, floating point cannot tell whether an actor keeps to a profile.
/// It does, if it has no future, or if a breach leads where it is anyhow: what follows is then no less than
/// the worst that it can be held to. Such departures, and floors that are just met, ask for nothing.
void settle_ties(const GameForm& form, const StageGame<Rational>& stage, std::size_t actor, bool has_future,
                 bool stays, FloatProfile& profile) {
    constexpr double kNothing = -1;  // below the box of payoffs
    if (has_future && !stays) return;
    const PayoffTable& utility = stage.utility[actor];
    const ProfileIndex p = profile.profile;
    const Rational u = utility[p];
    const int i = static_cast<int>(actor);
    const auto may_be_tie = [&](double asked) { return std::abs(asked - profile.u[i]) < 1e-9; };
    std::vector<Rational> asked;
    if (!has_future && may_be_tie(profile.floor[i])) {
        for (const auto& floor : floors(form, stage, actor, p)) asked.push_back(floor.value);
        if (is_greatest(u, asked)) profile.floor[i] = -kInfinity;
        asked.clear();
    }
    if (!may_be_tie(profile.best[i])) return;
    const std::size_t own = form.profiles().action(p, actor);
    for (std::size_t action = 0; action < form.profiles().actions(actor); ++action) {
        if (action != own && stage.allowed[actor][action])
            asked.push_back(utility[form.profiles().with(p, actor, action)]);
    }
    if (!is_greatest(u, asked)) return;
    profile.best[i] = kNothing;
    for (FloatDeviation& deviation : profile.deviations[i]) deviation.payoff = kNothing;
}

double worth(const FloatGame& game, const FloatDeviation& deviation, int i, const Threats& threats) {
    double value = (1 - game.delta[i]) * deviation.payoff;
    for (const FloatTransition& next : deviation.next)
        value += game.delta[i] == 0 ? (threats[next.state][i] == kInfinity ? kInfinity : 0.0)
                                    : game.delta[i] * next.probability * threats[next.state][i];
    return value;
}

}  // namespace

Point2 required(const FloatGame& game, const FloatProfile& profile, const Threats& threats) {
    Point2 result = profile.floor;
    for (int i = 0; i < 2; ++i) {
        const double delta = game.delta[i];
        if (game.states == 1) {
            if (profile.best[i] > -kInfinity)
                result[i] = std::max(result[i], (1 - delta) * profile.best[i] + delta * threats[0][i]);
            continue;
        }
        for (const FloatDeviation& deviation : profile.deviations[i])
            result[i] = std::max(result[i], worth(game, deviation, i, threats));
    }
    return result;
}

Point2 required_for(const FloatGame& game, const FloatProfile& profile, const Threats& threats,
                    const Threats& reason) {
    Point2 result = profile.floor;
    for (int i = 0; i < 2; ++i) {
        const double delta = game.delta[i];
        if (game.states == 1) {
            if (profile.best[i] > -kInfinity &&
                (1 - delta) * profile.best[i] + delta * reason[0][i] > result[i])
                result[i] = (1 - delta) * profile.best[i] + delta * threats[0][i];
            continue;
        }
        double most = profile.floor[i];
        for (const FloatDeviation& deviation : profile.deviations[i]) {
            const double value = worth(game, deviation, i, reason);
            if (value <= most) continue;
            most = value;
            result[i] = worth(game, deviation, i, threats);
        }
    }
    return result;
}

FloatGame make_float_game(const GameForm& form, const Question<Rational>& question,
                          const std::vector<Rational>& delta) {
    const ProfileSpace& profiles = form.profiles();
    FloatGame game;
    game.states = question.stages.size();
    game.phases = question.stage().prescribable.size();
    game.sets.resize(game.states * game.phases);
    const Rows rows[2] = {Rows(question, 0), Rows(question, 1)};
    for (int i = 0; i < 2; ++i) {
        const auto actor = static_cast<std::size_t>(i);
        game.exact_delta[i] = delta[actor];
        game.delta[i] = static_cast<double>(delta[actor]);
        game.unit[i] = rows[i].unit();
        game.upper[i] = rows[i].is_flat() ? 0 : 1;
    }
    // Step 1. What holds in every phase.
    for (std::size_t x = 0; x < game.states; ++x) {
        const StageGame<Rational>& stage = question.stages[x];
        const BestReplies replies[2] = {best_replies(form, stage, rows[0], 0, x),
                                        best_replies(form, stage, rows[1], 1, x)};
        if (game.states == 1) {
            for (std::size_t i = 0; i < 2; ++i) {
                double& minmax = game.least_threat[static_cast<int>(i)] = kInfinity;
                for (std::size_t b = 0; b < profiles.actions(1 - i); ++b) {
                    if (stage.allowed[1 - i][b]) minmax = std::min(minmax, replies[i].first[b]);
                }
            }
        }
        const bool floors_exist = !stage.consensus.empty() || stage.floor[0] || stage.floor[1];
        for (ProfileIndex p = 0; p < profiles.size(); ++p) {
            bool somewhere = false;
            for (std::size_t phase = 0; phase < game.phases; ++phase)
                somewhere = somewhere || stage.prescribable[phase][p];
            if (!somewhere || (!stage.agreements.empty() && !is_agreed(stage, p))) continue;
            FloatProfile each;
            each.profile = p;
            for (int i = 0; i < 2; ++i) {
                const auto actor = static_cast<std::size_t>(i);
                each.u[i] = rows[i].value(x, p);
                const std::size_t own = profiles.action(p, actor), other = profiles.action(p, 1 - actor);
                each.best[i] =
                    replies[i].action[other] == own ? replies[i].second[other] : replies[i].first[other];
                if (floors_exist) {
                    for (const auto& floor : floors(form, stage, actor, p))
                        each.floor[i] = std::max(each.floor[i], rows[i].scaled(floor.value));
                }
                if (game.states == 1) continue;
                for (std::size_t action = 0; action < profiles.actions(actor); ++action) {
                    if (action == own || !stage.allowed[actor][action]) continue;
                    const ProfileIndex there = profiles.with(p, actor, action);
                    each.deviations[i].push_back({rows[i].value(x, there), transitions(stage, there, x)});
                }
            }
            if (game.states > 1) each.next = transitions(stage, p, x);
            for (std::size_t phase = 0; phase < game.phases; ++phase) {
                if (!stage.prescribable[phase][p]) continue;
                const std::size_t set = phase * game.states + x;
                game.sets[set].push_back(each);
                for (std::size_t i = 0; i < 2; ++i) {
                    const bool stays = game.states == 1 && game.punishment_set(i, x) == set;
                    settle_ties(form, stage, i, delta[i] != 0, stays, game.sets[set].back());
                }
            }
        }
    }
    return game;
}

}  // namespace comity
