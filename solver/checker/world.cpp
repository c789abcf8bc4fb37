#include "world.hpp"

#include <algorithm>

#include "comity/model/tabulate.hpp"
#include "comity/text/error.hpp"
#include "lens.hpp"

namespace comity::checker {
namespace {

/// Issues that a list of names or groups means, in the order of the file.
std::vector<std::size_t> issues_meant(const Model& model, const std::vector<std::string>& names) {
    std::vector<std::size_t> result;
    for (std::size_t s = 0; s < model.issues.size(); ++s) {
        if (std::any_of(names.begin(), names.end(),
                        [&](const auto& name) { return is_named(model.issues[s], name); }))
            result.push_back(s);
    }
    return result;
}

/// Adds what each constraint does to a world.
template <class T>
class Binder {
  public:
    Binder(const Model& model, const LensValues<T>& lens, const Evaluator<T>& evaluator, World<T>& world)
        : model_(model), lens_(lens), evaluator_(evaluator), world_(world), form_(world.form) {}

    void bind(std::size_t index) {
        index_ = index;
        std::visit([&](const auto& what) { add(what); }, model_.constraints[index].what);
    }

  private:
    /// What a state does in an issue, where it is a member.
    std::optional<std::size_t> plays(std::size_t actor, std::size_t action, std::size_t issue) const {
        if (!model_.issues[issue].issue.member(ActorId{actor})) return std::nullopt;
        return form_.issue_action(ActorId{actor}, action, issue);
    }
    const Rational& level(std::size_t actor, std::size_t action, std::size_t issue) const {
        const Issue& played = model_.issues[issue].issue;
        return played.levels[*played.member(ActorId{actor})][*plays(actor, action, issue)];
    }
    Rational depth(std::size_t actor, std::size_t action, const std::vector<std::string>& issues) const {
        Rational sum = 0;
        for (const std::size_t s : issues_meant(model_, issues)) {
            if (plays(actor, action, s)) sum += level(actor, action, s);
        }
        return sum;
    }

    void add(const ProhibitActions& what) {
        for (const std::size_t s : issues_meant(model_, {what.issue})) {
            const Issue& issue = model_.issues[s].issue;
            for (const ActorId who : what.who) {
                const auto member = issue.member(who);
                if (!member) continue;
                auto& allowed = world_.allowed[who.index];
                for (std::size_t action = 0; action < allowed.size(); ++action) {
                    const std::string& label = issue.actions[*member][*plays(who.index, action, s)];
                    if (std::find(what.actions.begin(), what.actions.end(), label) != what.actions.end())
                        allowed[action] = false;
                }
            }
        }
    }

    void add(const SovereigntyCost& what) {
        for (std::size_t i = 0; i < form_.n(); ++i) {
            const T rate = lens_.own(i) * evaluator_.value(what.cost, {i}) * world_.game->scale[i];
            if (!world_.by_issue.empty()) {
                subtract_by_issue(rate, i, what.issues);
                continue;
            }
            std::vector<T> cost;
            for (std::size_t action = 0; action < form_.profiles().actions(i); ++action)
                cost.push_back(rate * T(depth(i, action, what.issues)));
            subtract(world_.utility[i], cost, i);
        }
    }
    void subtract_by_issue(const T& rate, std::size_t i, const std::vector<std::string>& issues) const {
        for (const std::size_t s : issues_meant(model_, issues)) {
            const Issue& issue = model_.issues[s].issue;
            const auto member = issue.member(ActorId{i});
            const ProfileSpace space = issue.space();
            for (ProfileIndex cell = 0; member && cell < space.size(); ++cell)
                world_.by_issue[s][i][cell] -= rate * T(issue.levels[*member][space.action(cell, *member)]);
        }
    }
    void subtract(PayoffTable& utility, const std::vector<Rational>& cost, std::size_t i) const {
        const ProfileSpace& profiles = form_.profiles();
        std::vector<std::uint32_t> action(profiles.size());
        for (ProfileIndex p = 0; p < profiles.size(); ++p)
            action[p] = static_cast<std::uint32_t>(profiles.action(p, i));
        const PayoffTerm terms[] = {{1, utility},
                                    {-1, PayoffTable(cost.begin(), cost.end()).gathered(action)}};
        utility = linear_combination(terms, 0, profiles.size());
    }
    void subtract(std::vector<RationalFunction>& utility, const std::vector<RationalFunction>& cost,
                  std::size_t i) const {
        for (ProfileIndex p = 0; p < utility.size(); ++p) utility[p] -= cost[form_.profiles().action(p, i)];
    }

    void add(const ExitValues& what) {
        for (std::size_t i = 0; i < form_.n(); ++i) {
            std::vector<T> gains = what.aftermath == ExitValues::Aftermath::formula ? from_formula(what, i)
                                                                                    : from_profile(what, i);
            for (std::size_t j = 0; j < form_.n(); ++j) gains[j] -= world_.game->baseline[j];
            world_.exit[i] = lens_.of_gains(i, gains);
        }
        world_.exit_is_floor = what.withdrawal;
    }
    std::vector<T> from_formula(const ExitValues& what, std::size_t leaver) const {
        std::vector<T> payoffs;
        for (std::size_t j = 0; j < form_.n(); ++j)
            payoffs.push_back(evaluator_.value(*what.pays, {j, leaver}) * world_.game->scale[j]);
        return payoffs;
    }
    std::vector<T> from_profile(const ExitValues& what, std::size_t leaver) const {
        const Game<T>& game = *world_.game;
        ProfileIndex follows = *form_.status_quo();
        if (what.aftermath == ExitValues::Aftermath::continuing) {
            const TargetDeclaration* target = model_.find_target(what.agreement);
            const ProfileIndex agreed =
                target != nullptr ? form_.compose(target->play) : form_.last_actions();
            const ProfileIndex without =
                world_.after(agreed, leaver, form_.profiles().action(follows, leaver));
            bool goes_on = true;
            for (std::size_t j = 0; j < form_.n() && goes_on; ++j)
                goes_on = j == leaver || evaluator_.sign(game.gain(ActorId{j}, without), true) >= 0;
            if (goes_on) follows = without;
        }
        std::vector<T> payoffs, own;
        for (std::size_t j = 0; j < form_.n(); ++j) {
            payoffs.push_back(game.payoff(ActorId{j}, follows));
            own.push_back(payoffs[j] / game.scale[j]);  // formulas speak in the file's own numbers
        }
        if (what.outside)
            payoffs[leaver] = evaluator_.value(*what.outside, {leaver}, {}, &own) * game.scale[leaver];
        return payoffs;
    }

    void add_rule(std::function<std::vector<std::vector<T>>(ProfileIndex)> all) {
        world_.rules.push_back({index_, std::move(all)});
    }

    /// A clause for each state named: its cap less its depth.
    void add(const DepthCap& what) {
        std::vector<std::pair<std::size_t, std::vector<T>>> room;
        for (const ActorId who : what.who) {
            const T cap = evaluator_.value(what.cap, {who.index});
            auto& by_action = room.emplace_back(who.index, std::vector<T>()).second;
            for (std::size_t action = 0; action < form_.profiles().actions(who.index); ++action)
                by_action.push_back(cap - T(depth(who.index, action, what.issues)));
        }
        add_rule([room, profiles = form_.profiles()](ProfileIndex p) {
            std::vector<std::vector<T>> clauses;
            for (const auto& [i, by_action] : room) clauses.push_back({by_action[profiles.action(p, i)]});
            return clauses;
        });
    }

    /// A clause for each issue of which two of those named are members: 0 where all do the same, else −1.
    void add(const SymmetricTreatment& what) {
        std::vector<std::pair<std::size_t, std::vector<ActorId>>> groups;
        for (const std::size_t s : issues_meant(model_, what.issues)) {
            std::vector<ActorId> members;
            for (const ActorId who : what.who) {
                if (model_.issues[s].issue.member(who)) members.push_back(who);
            }
            if (members.size() > 1) groups.emplace_back(s, members);
        }
        add_rule([groups, form = form_](ProfileIndex p) {
            std::vector<std::vector<T>> clauses;
            for (const auto& [s, members] : groups) {
                const auto action = [&, issue = s](ActorId who) {
                    return form.issue_action(who, form.profiles().action(p, who.index), issue);
                };
                const bool same = std::all_of(
                    members.begin(), members.end(),
                    [&, first = members.front()](ActorId who) { return action(who) == action(first); });
                clauses.push_back({T(same ? 0 : -1)});
            }
            return clauses;
        });
    }

    /// Two clauses for each issue and pair that is deep in it: α_ij − θ and α_ji − θ.
    void add(const CompatibleDepth& what) {
        struct Pair {
            std::size_t issue;
            ActorId who[2];
            std::vector<bool> deep[2];
            T slack[2];
        };
        std::vector<Pair> pairs;
        const T least = evaluator_.value(what.least, {}), depth = evaluator_.value(what.depth, {});
        for (const std::size_t s : issues_meant(model_, what.issues)) {
            const Issue& issue = model_.issues[s].issue;
            for (std::size_t a = 0; a < what.who.size(); ++a) {
                for (std::size_t b = a + 1; b < what.who.size(); ++b) {
                    Pair pair{s, {what.who[a], what.who[b]}, {}, {T(0), T(0)}};
                    if (!issue.member(pair.who[0]) || !issue.member(pair.who[1])) continue;
                    for (const std::size_t k : {std::size_t{0}, std::size_t{1}}) {
                        for (const Rational& each : issue.levels[*issue.member(pair.who[k])])
                            pair.deep[k].push_back(evaluator_.sign(T(each) - depth, true) >= 0);
                        pair.slack[k] =
                            evaluator_.value(what.affinity, {pair.who[k].index, pair.who[1 - k].index}) -
                            least;
                    }
                    pairs.push_back(std::move(pair));
                }
            }
        }
        add_rule([pairs, form = form_](ProfileIndex p) {
            std::vector<std::vector<T>> clauses;
            for (const Pair& pair : pairs) {
                const auto deep = [&](std::size_t k) {
                    const std::size_t action = form.profiles().action(p, pair.who[k].index);
                    return pair.deep[k][form.issue_action(pair.who[k], action, pair.issue)];
                };
                for (const T& slack : pair.slack)
                    clauses.push_back(deep(0) && deep(1) ? std::vector<T>{slack} : std::vector<T>());
            }
            return clauses;
        });
    }

    /// A clause for each ordered pair: Δg_i ≤ 0, or Δg_i ≤ ratio · Δg_j.
    void add(const Recognition& what) {
        const T ratio = evaluator_.value(what.ratio, {});
        add_rule([who = what.who, ratio, game = world_.game](ProfileIndex p) {
            std::vector<std::vector<T>> clauses;
            for (const ActorId i : who) {
                for (const ActorId j : who) {
                    if (i == j) continue;
                    const T mine = game->gain(i, p);
                    clauses.push_back({T(0) - mine, ratio * game->gain(j, p) - mine});
                }
            }
            return clauses;
        });
    }

    void add(const Consensus& what) {
        Consent consent{index_, std::vector<bool>(form_.n(), false), {}};
        for (const ActorId who : what.who) consent.who[who.index] = true;
        const ProfileIndex status_quo = *form_.status_quo();
        for (std::size_t i = 0; i < form_.n(); ++i) {
            auto& raises = consent.raises.emplace_back(form_.profiles().actions(i), false);
            for (const std::size_t s : issues_meant(model_, what.issues)) {
                if (!model_.issues[s].issue.member(ActorId{i})) continue;
                if (what.who.empty()) consent.who[i] = true;
                const Rational& before = level(i, form_.profiles().action(status_quo, i), s);
                for (std::size_t action = 0; action < raises.size(); ++action)
                    raises[action] = raises[action] || level(i, action, s) > before;
            }
        }
        world_.consents.push_back(std::move(consent));
    }

    const Model& model_;
    const LensValues<T>& lens_;
    const Evaluator<T>& evaluator_;
    World<T>& world_;
    const GameForm& form_;
    std::size_t index_ = 0;
};

}  // namespace

template <class T>
bool World<T>::is_allowed(ProfileIndex profile) const {
    for (std::size_t i = 0; i < n(); ++i) {
        if (!allowed[i][form.profiles().action(profile, i)]) return false;
    }
    return true;
}

template <class T>
std::vector<Floor<T>> World<T>::floors(std::size_t actor, ProfileIndex profile) const {
    std::vector<Floor<T>> result;
    if (exit_is_floor && exit[actor]) result.push_back({*exit[actor], std::nullopt});
    for (const Consent& consent : consents) {
        bool raised = false;
        for (std::size_t i = 0; i < n(); ++i)
            raised = raised || consent.raises[i][form.profiles().action(profile, i)];
        if (raised && consent.who[actor])
            result.push_back({u(actor, *form.status_quo()), consent.constraint});
    }
    return result;
}

template <class T>
std::vector<std::size_t> World<T>::departures(std::size_t actor, ProfileIndex profile) const {
    std::vector<std::size_t> result;
    for (std::size_t action = 0; action < allowed[actor].size(); ++action) {
        if (allowed[actor][action] && action != form.profiles().action(profile, actor))
            result.push_back(action);
    }
    return result;
}

namespace {

template <class T>
World<T> made(const Model& model, std::shared_ptr<const Game<T>> game, const std::string& lens,
              const Scalars<T>& scalars, std::optional<std::size_t> without, bool floorless, bool by_issue) {
    try {
        const Evaluator<T> evaluator(model, scalars);
        World<T> world;
        world.game = std::move(game);
        world.form = world.game->form;
        const LensValues<T> values(model, *model.find_lens(lens), evaluator);
        if (by_issue) {
            set_utilities_by_issue(world, values);
        } else if (world.form.profiles().size() > kMaxProfiles) {
            throw TooLarge{};
        } else {
            world.utility = utilities(*world.game, values);
        }
        for (std::size_t i = 0; i < world.n(); ++i)
            world.allowed.emplace_back(world.form.profiles().actions(i), true);
        world.exit.resize(world.n());
        Binder<T> binder(model, values, evaluator, world);
        for (std::size_t c = 0; c < model.constraints.size(); ++c) {
            const auto& lenses = model.constraints[c].lenses;
            const bool applies =
                lenses.empty() || std::find(lenses.begin(), lenses.end(), lens) != lenses.end();
            if (applies && (without != c || floorless)) binder.bind(c);
        }
        if (floorless) world.exit_is_floor = false;
        for (const Formula& formula : model.delta) world.delta.push_back(evaluator.value(formula, {}));
        return world;
    } catch (const EvaluationError& error) {
        throw Error(ErrorKind::bad_model, Diagnostics{error.diagnostic});
    }
}

template <class T>
std::shared_ptr<const Game<T>> game_of(const Model& model, const Scalars<T>& scalars) {
    try {
        return std::make_shared<const Game<T>>(tabulate(model, Evaluator<T>(model, scalars)));
    } catch (const EvaluationError& error) {
        throw Error(ErrorKind::bad_model, Diagnostics{error.diagnostic});
    }
}

}  // namespace

std::shared_ptr<const Game<Rational>> make_game(const Model& model) {
    return game_of(model, file_scalars(model));
}

template <class T>
World<T> make_world(const Model& model, const std::string& lens, const Scalars<T>& scalars,
                    std::optional<std::size_t> without, bool floorless) {
    return made(model, game_of(model, scalars), lens, scalars, without, floorless, false);
}

World<Rational> make_world(const Model& model, std::shared_ptr<const Game<Rational>> game,
                           const std::string& lens, std::optional<std::size_t> without, bool floorless) {
    return made(model, std::move(game), lens, file_scalars(model), without, floorless, false);
}

World<Rational> make_world_by_issue(const Model& model, std::shared_ptr<const Game<Rational>> game,
                                    const std::string& lens, std::optional<std::size_t> without,
                                    bool floorless) {
    return made(model, std::move(game), lens, file_scalars(model), without, floorless, true);
}

World<RationalFunction> as_functions(const std::shared_ptr<const World<Rational>>& world) {
    World<RationalFunction> result;
    result.form = world->form;
    for (const PayoffTable& row : world->utility) result.utility.emplace_back(row.begin(), row.end());
    result.allowed = world->allowed;
    for (const auto& exit : world->exit)
        result.exit.push_back(exit ? std::optional<RationalFunction>(*exit) : std::nullopt);
    result.exit_is_floor = world->exit_is_floor;
    for (const Rule<Rational>& rule : world->rules) {
        result.rules.push_back({rule.constraint, [world, all = rule.all](ProfileIndex p) {
                                    std::vector<std::vector<RationalFunction>> functions;
                                    for (const auto& clause : all(p))
                                        functions.emplace_back(clause.begin(), clause.end());
                                    return functions;
                                }});
    }
    result.consents = world->consents;
    result.delta.assign(world->delta.begin(), world->delta.end());
    return result;
}

template struct World<Rational>;
template struct World<RationalFunction>;
template World<Rational> make_world(const Model&, const std::string&, const Scalars<Rational>&,
                                    std::optional<std::size_t>, bool);
template World<RationalFunction> make_world(const Model&, const std::string&,
                                            const Scalars<RationalFunction>&, std::optional<std::size_t>,
                                            bool);

}  // namespace comity::checker
