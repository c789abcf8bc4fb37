#include "comity/study/explain.hpp"

#include <algorithm>
#include <set>

#include "comity/question/bounds.hpp"
#include "comity/question/path_value.hpp"
#include "comity/study/equilibria.hpp"
#include "comity/study/targets.hpp"
#include "comity/study/without.hpp"

namespace comity {
namespace {

using Outcome = Verdict::Outcome;

// --- who departs

/// Everybody who does not keep to a target, in one game that is played as a whole.
class Departures {
  public:
    Departures(ThresholdSolver& solver, std::size_t lens, const Target& target,
               std::optional<Punishment> punishment, const StopToken& stop)
        : solver_(solver),
          lens_(lens),
          target_(target),
          punishment_(punishment),
          stop_(stop),
          form_(solver.form()),
          stage_(solver.question(lens).stage()),
          path_(played(target)),
          delta_(solver.deltas()) {}

    std::vector<Defection> run() {
        if (target_.test == TargetTest::accept) return refusals();
        if (target_.test == TargetTest::set) return {};
        if (target_.test == TargetTest::payoff) {
            // Which way of playing gives the payoff is open; nobody can be given less than it is held to.
            set_threats(false);
            for (std::size_t i = 0; i < form_.n(); ++i) add_if_held(i);
            return std::move(found_);
        }
        // Under the worst equilibrium minmax values bound what follows a breach; where that is not enough,
        // sets of payoffs do.
        for (const bool sharper : {false, true}) {
            found_.clear();
            set_threats(sharper);
            for (std::size_t t = 0; t < path_.size(); ++t) {
                for (std::size_t i = 0; i < form_.n(); ++i) look_at(i, t);
            }
            if (!found_.empty() || punishment_ != Punishment::worst || !solver_.finds_payoff_sets()) break;
        }
        return std::move(found_);
    }

  private:
    Rational u(std::size_t i, ProfileIndex profile) const { return stage_.utility[i][profile]; }
    Rational value(std::size_t i, std::size_t period) const {
        const auto fraction = path_fraction<Rational>(path_.size(), period, delta_[i],
                                                      [&](std::size_t k) { return u(i, path_[k]); });
        return fraction.above / fraction.below;
    }
    Defection at(Defection::Kind kind, std::size_t i, std::size_t period, const Rational& gain) const {
        Defection d;
        d.kind = kind;
        d.actor = ActorId{i};
        d.profile = path_[period];
        if (target_.test == TargetTest::cycle) d.period = period;
        d.value = target_.test == TargetTest::accept ? u(i, d.profile) : value(i, period);
        d.gain = gain;
        return d;
    }

    std::vector<Defection> refusals() {
        const ProfileIndex before = *form_.status_quo();
        for (const ActorId who : target_.parties) {
            const Rational less = u(who.index, before) - u(who.index, path_.front());
            if (less > 0) found_.push_back(at(Defection::Kind::refuses, who.index, 0, less));
        }
        return std::move(found_);
    }

    /// v_i, or what it cannot be below; nothing where there is no threat to make.
    void set_threats(bool sharper) {
        threats_.assign(form_.n(), std::nullopt);
        if (punishment_ == Punishment::exit) {
            threats_ = stage_.exit_value;
            return;
        }
        if (punishment_ == Punishment::worst && sharper) {
            PayoffRequest request;
            request.delta = delta_;
            request.stop = stop_;
            const PayoffSetFinding set = find_payoffs(solver_, lens_, request);
            for (std::size_t i = 0; i < set.least.size() && set.has_outer(); ++i)
                threats_[i] = set.least[i].outer;
            return;
        }
        const StageFinding stage = find_equilibria(solver_, lens_);
        for (std::size_t i = 0; i < form_.n(); ++i) {
            if (punishment_ == Punishment::worst) {
                threats_[i] = stage.minmax[i];
                if (stage_.floor[i]) threats_[i] = std::max(*threats_[i], *stage_.floor[i]);
                continue;
            }
            for (const ProfileIndex b : stage.equilibria) {
                if (!threats_[i] || u(i, b) < *threats_[i]) threats_[i] = u(i, b);
            }
        }
    }

    void add_if_held(std::size_t i) {
        if (!threats_[i] || u(i, path_.front()) >= *threats_[i]) return;
        found_.push_back(at(Defection::Kind::is_held, i, 0, *threats_[i] - u(i, path_.front())));
        found_.back().after = *threats_[i];
    }

    void look_at(std::size_t i, std::size_t period) {
        const ProfileIndex profile = path_[period];
        const Rational has = value(i, period);
        for (const Floor<Rational>& floor : floors(form_, stage_, i, profile)) {
            if (has >= floor.value) continue;
            found_.push_back(at(floor.consensus ? Defection::Kind::no_consent : Defection::Kind::leaves, i,
                                period, floor.value - has));
            found_.back().after = floor.value;
        }
        std::optional<std::size_t> best;
        const auto there = [&](std::size_t action) {
            return u(i, form_.profiles().with(profile, i, action));
        };
        for (std::size_t action = 0; action < stage_.allowed[i].size(); ++action) {
            if (!stage_.allowed[i][action] || action == form_.profiles().action(profile, i)) continue;
            if (!best || there(*best) < there(action)) best = action;
        }
        if (!best || !threats_[i]) return;
        // A departure that reversion would reward is ignored: what follows is worth going on [F4.7].
        const Rational on = value(i, (period + 1) % path_.size());
        const Rational after = punishment_ == Punishment::grim ? std::min(*threats_[i], on) : *threats_[i];
        const Rational gain = (1 - delta_[i]) * there(*best) + delta_[i] * after - has;
        if (gain <= 0) return;
        Defection d = at(Defection::Kind::departs, i, period, gain);
        d.action = *best;
        d.today = there(*best) - u(i, profile);
        d.after = after;
        found_.push_back(std::move(d));
    }

    ThresholdSolver& solver_;
    std::size_t lens_;
    const Target& target_;
    std::optional<Punishment> punishment_;
    const StopToken& stop_;
    const GameForm& form_;
    const StageGame<Rational>& stage_;
    std::vector<ProfileIndex> path_;
    std::vector<Rational> delta_;
    std::vector<std::optional<Rational>> threats_;
    std::vector<Defection> found_;
};

/// The same for one profile of a game of too many to list, which is pooled and asked under grim or exit.
std::vector<Defection> departures_among_many(SplitGame& game, const Target& target,
                                             std::optional<Punishment> punishment,
                                             const std::vector<Rational>& delta, const StopToken& stop) {
    const SplitQuestion& question = game.question();
    const GameForm& form = question.form();
    const auto cells = game.cells_of(target.profile);
    std::vector<Defection> found;
    const auto add = [&](Defection::Kind kind, std::size_t i, const Rational& gain) -> Defection& {
        Defection& d = found.emplace_back();
        d.kind = kind;
        d.actor = ActorId{i};
        d.profile = target.profile;
        d.value = question.u(i, cells);
        d.gain = gain;
        return d;
    };
    const auto before = [&](std::size_t i) { return question.u(i, game.before()); };
    if (!punishment) {
        for (const ActorId who : target.parties) {
            const Rational less = before(who.index) - question.u(who.index, cells);
            if (less > 0) add(Defection::Kind::refuses, who.index, less);
        }
        return found;
    }
    const bool grim = punishment == Punishment::grim;
    for (std::size_t i = 0; i < form.n(); ++i) {
        const Rational u = question.u(i, cells);
        if (question.floor[i] && u < *question.floor[i])
            add(Defection::Kind::leaves, i, *question.floor[i] - u).after = *question.floor[i];
        if (game.consents(i, cells) && u < before(i))
            add(Defection::Kind::no_consent, i, before(i) - u).after = before(i);
        const auto departure = game.best_departure(i, target);
        if (!departure || (grim && !game.threats(stop))) continue;
        const Rational after = grim ? std::min(u, (*game.threats(stop))[i]) : *question.exit_value[i];
        const Rational gain = (1 - delta[i]) * departure->pays + delta[i] * after - u;
        if (gain <= 0) continue;
        Defection& d = add(Defection::Kind::departs, i, gain);
        d.action = departure->action;
        d.today = departure->pays - u;
        d.after = after;
    }
    return found;
}

using Agreed = std::vector<std::shared_ptr<const AgreementRule<Rational>>>;

/// Constraints that take an action of the target away or do not let it be agreed on. `allowed`: may an actor
/// take an action?
template <class Allowed>
std::vector<std::size_t> forbidding(const Model& model, const GameForm& form, std::size_t lens,
                                    const Target& target, const Agreed& agreements, const Allowed& allowed) {
    std::set<std::size_t> found;
    if (target.test == TargetTest::payoff) return {};
    for (const ProfileIndex profile : played(target)) {
        for (const auto& rule : agreements) {
            if (!are_met({rule}, profile)) found.insert(rule->constraint());
        }
        for (std::size_t i = 0; i < form.n(); ++i) {
            const std::size_t action = form.profiles().action(profile, i);
            if (allowed(i, action)) continue;
            for (std::size_t c = 0; c < model.constraints.size(); ++c) {
                const auto* ban = std::get_if<ProhibitActions>(&model.constraints[c].what);
                if (ban == nullptr || !applies(model.constraints[c], model.lenses[lens].name) ||
                    std::find(ban->who.begin(), ban->who.end(), ActorId{i}) == ban->who.end())
                    continue;
                for (const std::size_t s : form.issues_of(ActorId{i})) {
                    const Issue& issue = form.issues()[s];
                    const std::string& label =
                        issue.actions[*issue.member(ActorId{i})][form.issue_action(ActorId{i}, action, s)];
                    if (is_named(model.issues[s], ban->issue) &&
                        std::find(ban->actions.begin(), ban->actions.end(), label) != ban->actions.end())
                        found.insert(c);
                }
            }
        }
    }
    return {found.begin(), found.end()};
}

std::vector<std::size_t> forbidding(ThresholdSolver& solver, std::size_t lens, const Target& target) {
    const StageGame<Rational>& stage = solver.question(lens).stage();
    return forbidding(solver.model(), solver.form(), lens, target, stage.agreements,
                      [&](std::size_t i, std::size_t action) { return bool(stage.allowed[i][action]); });
}

std::vector<std::size_t> forbidding_among_many(const Model& model, const SplitQuestion& question,
                                               std::size_t lens, const Target& target) {
    const GameForm& form = question.form();
    return forbidding(model, form, lens, target, question.agreements, [&](std::size_t i, std::size_t action) {
        const auto& issues = form.issues_of(ActorId{i});
        return std::all_of(issues.begin(), issues.end(), [&](std::size_t s) {
            const std::size_t member = *form.issues()[s].member(ActorId{i});
            return bool(question.allowed[s][member][form.issue_action(ActorId{i}, action, s)]);
        });
    });
}

// --- what would have to be otherwise

/// The ends of the other verdict's set that are nearest to x. `sure`: where the other verdict is proved,
/// `open`: where it is not refuted.
ScalarFlip nearest(std::string of, const Rational& x, const IntervalSet& sure, const IntervalSet& open) {
    ScalarFlip flip;
    flip.of = std::move(of);
    flip.now = x;
    const Bound here(x);
    for (const Interval& piece : sure.intervals()) {
        if (piece.hi < here || (piece.hi == here && !piece.hi_closed))
            flip.below = ScalarFlip::Way{piece.hi, piece.hi, piece.hi_closed};
        if (!flip.above && (here < piece.lo || (piece.lo == here && !piece.lo_closed)))
            flip.above = ScalarFlip::Way{piece.lo, piece.lo, piece.lo_closed};
    }
    for (const Interval& piece : open.intervals()) {
        if (flip.below && flip.below->here < piece.hi && piece.lo < here)
            flip.below->here = std::min(piece.hi, here);
        if (flip.above && piece.lo < flip.above->here && here < piece.hi)
            flip.above->here = std::max(piece.lo, here);
    }
    return flip;
}

/// The scalar's own value; nothing for a common δ where states differ.
std::optional<Rational> own_value(const Model& model, const ScalarPath& path,
                                  const std::vector<Rational>& delta) {
    using Kind = ScalarPath::Kind;
    const Scalars<Rational> scalars = file_scalars(model);
    const Evaluator<Rational> evaluator(model, scalars);
    switch (path.kind) {
        case Kind::delta_all:
            if (delta.empty() || std::any_of(delta.begin(), delta.end(),
                                             [&](const Rational& d) { return d != delta.front(); }))
                return std::nullopt;
            return delta.front();
        case Kind::delta_one:
            if (delta.empty()) return std::nullopt;
            return delta[path.id];
        case Kind::parameter:
            return scalars.parameters[path.id];
        case Kind::lens_strength:
            return evaluator.value(*model.lenses[path.lens].strength, {});
        case Kind::norm_weight:
            return evaluator.value(model.lenses[path.lens].norms[path.id].weight, {});
        case Kind::lens_entry:
            for (const auto& entry : model.lenses[path.lens].entries) {
                if (entry.i == path.i && entry.j == path.j) return entry.value;
            }
            return std::nullopt;
    }
    return std::nullopt;
}

/// Whether a formula mentions a parameter: by name, between characters that belong to no name.
bool mentions(const std::string& formula, const std::string& name) {
    const auto is_part = [](char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; };
    for (std::size_t at = formula.find(name); at != std::string::npos; at = formula.find(name, at + 1)) {
        const bool before = at > 0 && is_part(formula[at - 1]);
        const std::size_t end = at + name.size();
        if (!before && (end == formula.size() || !is_part(formula[end]))) return true;
    }
    return false;
}

/// δ, the lens's strength, parameters of the cost of sovereignty, and what else is asked for. Where states
/// differ in δ, that of each who departs.
std::vector<std::string> scalars_of(const Model& model, const ExplanationRequest& request,
                                    const std::vector<Rational>& delta,
                                    const std::vector<Defection>& defections) {
    std::vector<std::string> paths;
    const auto add = [&](std::string path) {
        if (std::find(paths.begin(), paths.end(), path) == paths.end()) paths.push_back(std::move(path));
    };
    const LensDeclaration& lens = model.lenses[request.lens];
    if (request.target.test != TargetTest::accept) {
        if (own_value(model, parse_path(model, "delta"), delta)) {
            add("delta");
        } else {
            for (const Defection& each : defections) add("delta." + model.actors[each.actor.index].code);
        }
    }
    if (lens.strength) add("lens." + lens.name + "." + strength_name(lens.kind));
    for (const std::size_t c : constraints_under(model, lens.name)) {
        const auto* cost = std::get_if<SovereigntyCost>(&model.constraints[c].what);
        for (std::size_t p = 0; cost != nullptr && p < model.parameters.size(); ++p) {
            if (model.parameters[p].range && mentions(cost->cost.text, model.parameters[p].name))
                add("parameters." + model.parameters[p].name);
        }
    }
    for (const std::string& each : request.scalars) add(parse_path(model, each).text);
    return paths;
}

class Explainer {
  public:
    Explainer(ThresholdSolver& solver, const ExplanationRequest& request)
        : solver_(solver), targets_(solver), request_(request), model_(solver.model()) {}

    Explanation run() {
        const Comparison compared = compared_in(solver_);
        const TargetComparison& target = compared.targets.front();
        answer_.verdict = target.verdicts.front();
        if (!target.by_issue.empty()) answer_.by_issue = target.by_issue.front();
        answer_.complete = compared.complete;
        if (!compared.complete) return std::move(answer_);
        try {
            if (answer_.verdict.outcome == Outcome::not_sustainable) add_reasons();
            add_flips();
            if (answer_.verdict.outcome == Outcome::not_sustainable) add_removals();
        } catch (const Stopped&) {
            answer_.complete = false;
        }
        return std::move(answer_);
    }

  private:
    Comparison compared_in(ThresholdSolver& solver) const {
        return compare_lenses(solver,
                              {{request_.lens}, {request_.target}, request_.punishment, request_.linkage},
                              request_.stop);
    }
    bool accepts() const { return request_.target.test == TargetTest::accept; }
    bool apart() const { return request_.linkage == Linkage::separate && !accepts(); }

    void add_reasons() {
        const auto asked = accepts() ? std::nullopt : std::optional(request_.punishment);
        if (!apart() && is_large(solver_.form())) {
            SplitGame& game = targets_.game(request_.lens);
            answer_.defections =
                departures_among_many(game, request_.target, asked, solver_.deltas(), request_.stop);
            answer_.forbidding =
                forbidding_among_many(model_, game.question(), request_.lens, request_.target);
            return;
        }
        if (!apart()) {
            answer_.defections =
                Departures(solver_, request_.lens, request_.target, asked, request_.stop).run();
            answer_.forbidding = forbidding(solver_, request_.lens, request_.target);
            return;
        }
        SeparateIssues issues(model_);
        for (std::size_t s = 0; s < issues.size(); ++s) {
            const Target own = issues.target(request_.target, s);
            for (Defection& each :
                 Departures(issues.solver(s), request_.lens, own, asked, request_.stop).run()) {
                each.issue = issues.name(s);
                answer_.defections.push_back(std::move(each));
            }
            const IssueAlone alone = issue_alone(model_, s);
            for (const std::size_t c : forbidding(issues.solver(s), request_.lens, own))
                answer_.forbidding.push_back(alone.constraints[c]);
        }
    }

    void add_flips() {
        std::optional<SeparateIssues> issues;
        if (apart()) issues.emplace(model_);
        std::vector<std::string> scalars = scalars_of(model_, request_, solver_.deltas(), answer_.defections);
        // Among too many profiles to list a scalar along which nothing can be said is passed over, unless it
        // is asked for: then it is said why.
        if (!issues && is_large(solver_.form())) {
            const auto punishment = accepts() ? std::nullopt : std::optional(request_.punishment);
            std::erase_if(scalars, [&](const std::string& text) {
                const ScalarPath path = parse_path(model_, text);
                const auto& asked = request_.scalars;
                return !path.is_delta() && !why_not_along(model_, request_.lens, path, punishment).empty() &&
                       std::none_of(asked.begin(), asked.end(), [&](const std::string& each) {
                           return parse_path(model_, each).text == text;
                       });
            });
        }
        for (const std::string& text : scalars) {
            if (request_.stop.stop_requested()) throw Stopped();
            ThresholdRequest request;
            request.lens = request_.lens;
            request.target = request_.target;
            request.of = parse_path(model_, text);
            if (!accepts()) request.punishment = request_.punishment;
            request.tolerance = request_.tolerance;
            request.stop = request_.stop;
            const auto now = own_value(model_, request.of, solver_.deltas());
            if (!now) continue;
            const Threshold t =
                issues ? issues->together(request, issues->solve(request)) : targets_.solve(request, false);
            const bool kept = answer_.verdict.outcome == Outcome::sustainable;
            answer_.flips.push_back(
                kept ? nearest(text, *now, outside(t.possible, t.domain), outside(t.sustained, t.domain))
                     : nearest(text, *now, t.sustained, t.possible));
        }
    }

    bool is_kept_without(const std::vector<std::size_t>& constraints) {
        if (request_.stop.stop_requested()) throw Stopped();
        const Model other = without_constraints(
            model_, constraints, accepts() ? std::nullopt : std::optional(request_.punishment));
        ThresholdSolver solver(other, request_.stop);
        const Comparison compared = compared_in(solver);
        if (!compared.complete) throw Stopped();
        return compared.targets.front().verdicts.front().outcome == Outcome::sustainable;
    }

    void add_removals() {
        const auto present = constraints_under(model_, model_.lenses[request_.lens].name);
        for (const std::size_t c : present) {
            if (is_kept_without({c})) answer_.removals.push_back({c});
        }
        if (!answer_.removals.empty()) return;
        for (std::size_t a = 0; a < present.size(); ++a) {
            for (std::size_t b = a + 1; b < present.size(); ++b) {
                if (is_kept_without({present[a], present[b]}))
                    answer_.removals.push_back({present[a], present[b]});
            }
        }
    }

    ThresholdSolver& solver_;
    TargetSolver targets_;
    const ExplanationRequest& request_;
    const Model& model_;
    Explanation answer_;
};

}  // namespace

Explanation explain_target(ThresholdSolver& solver, const ExplanationRequest& request) {
    return Explainer(solver, request).run();
}

}  // namespace comity
