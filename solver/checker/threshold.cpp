// Thresholds [F4.7]: the sets, the one number they come to, and the inequalities at their ends.

#include <algorithm>

#include "claims.hpp"

namespace comity::checker {
namespace {

bool applies(const ConstraintDeclaration& constraint, const std::string& lens) {
    const auto& lenses = constraint.lenses;
    return lenses.empty() || std::find(lenses.begin(), lenses.end(), lens) != lenses.end();
}

/// Acceptance as verdicts ask for it: nothing is open.
bool is_closed(const Threshold& t) {
    return t.of.empty();
}

/// The scalar's natural range must hold the range that was searched.
bool is_range(const Model& model, const Threshold& t) {
    if (is_closed(t)) return t.domain == Interval::point(Rational(0));
    const ScalarPath path = parse_path(model, t.of);
    if (path.kind == ScalarPath::Kind::parameter) return true;
    const IntervalSet natural = domain_of(model, path);
    return intersect(natural, t.domain) == IntervalSet(t.domain);
}

/// The least δ, or the one finite end strictly inside the range.
std::optional<AlgebraicNumber> value_of(const Threshold& t) {
    if (t.is_delta()) return t.sustained.least();
    std::vector<AlgebraicNumber> ends;
    for (const Interval& piece : t.sustained.intervals()) {
        for (const Bound& end : {piece.lo, piece.hi}) {
            const bool inside = t.domain.lo < end && end < t.domain.hi;
            if (inside && std::find(ends.begin(), ends.end(), end.number()) == ends.end())
                ends.push_back(end.number());
        }
    }
    if (ends.size() != 1) return std::nullopt;
    return ends.front();
}

/// The inequalities of one threshold, in the worlds that hold where they are read.
class EndCheck {
  public:
    EndCheck(Library& library, const Threshold& t) : library_(library), t_(t), punishment_(t.punishment) {
        // Under the worst equilibrium, what grim threats sustain has grim inequalities.
        if (punishment_ == Punishment::worst) punishment_ = Punishment::grim;
        if (is_closed(t) || t.is_delta()) {
            world_ = library.target_world(t.lens, t.punishment);
        } else {
            parts_ = open_worlds(library.model(), t.lens, parse_path(library.model(), t.of), t.domain);
        }
    }

    std::string run() {
        for (const EndProof& end : t_.certificate.ends) {
            library_.go_on();
            if (end.holds_at) {
                if (!t_.sustained.contains(*end.holds_at)) return "an end holds where nothing is claimed";
                if (std::string wrong = wrong_with(end.holds, *end.holds_at, true); !wrong.empty())
                    return wrong;
            } else if (!end.holds.empty()) {
                return "inequalities hold nowhere";
            }
            if (end.fails_at) {
                if (t_.sustained.contains(*end.fails_at)) return "an end fails where it is claimed to hold";
                for (const auto* list : {&end.fails, &end.rejected}) {
                    if (std::string wrong = wrong_with(*list, *end.fails_at, false); !wrong.empty())
                        return wrong;
                }
            } else if (!end.fails.empty() || !end.rejected.empty()) {
                return "inequalities fail nowhere";
            }
        }
        return "";
    }

  private:
    std::string wrong_with(const std::vector<Inequality>& list, const Rational& at, bool hold) const {
        for (const Inequality& x : list) {
            const auto slack = slack_of(x, at);
            // As a function, or as the number that it is at this one value.
            if (!slack || !(x.slack == *slack || (x.slack.is_constant() && defined(*slack, at) &&
                                                  x.slack.constant() == (*slack)(at))))
                return "an inequality is not the game's";
            if (!defined(x.slack, at) || (x.slack(at) >= 0) != hold)
                return hold ? "an inequality does not hold" : "an inequality does not fail";
        }
        return "";
    }
    static bool defined(const RationalFunction& f, const Rational& at) { return f.denominator()(at) != 0; }

    std::optional<RationalFunction> slack_of(const Inequality& asked, const Rational& at) const {
        Inequality x = asked;
        if (x.kind == Inequality::Kind::consensus || x.kind == Inequality::Kind::agreement) {
            const auto& original = library_.original();
            const auto found = std::find(original.begin(), original.end(), x.constraint);
            if (!original.empty() || !t_.issue.empty()) {
                if (found == original.end()) return std::nullopt;
                x.constraint = static_cast<std::size_t>(found - original.begin());
            }
        }
        if (world_) {
            const auto delta = is_closed(t_) ? std::vector<RationalFunction>()
                                             : deltas(*world_, parse_path(library_.model(), t_.of));
            return Asked<Rational>{*world_, t_.target, punishment_, t_.domain, delta}.slack(x);
        }
        for (const OpenWorld& part : parts_) {
            if (part.where.contains(at))
                return Asked<RationalFunction>{*part.world, t_.target, punishment_, part.where,
                                               part.world->delta}
                    .slack(x);
        }
        return std::nullopt;
    }

    Library& library_;
    const Threshold& t_;
    std::optional<Punishment> punishment_;
    std::shared_ptr<const World<Rational>> world_;
    std::vector<OpenWorld> parts_;
};

/// The whole where issues are played apart [F3.3]: it holds where every issue does.
std::string wrong_with_whole(const Model& model, const Threshold& t) {
    if (t.parts.size() != model.issues.size()) return "an issue is missing";
    IntervalSet agreed = t.domain, sustained = t.domain, possible = t.domain;
    std::vector<IntervalSet> by_actor(model.actors.size(), t.domain);
    for (std::size_t s = 0; s < t.parts.size(); ++s) {
        const Threshold& part = t.parts[s];
        if (part.issue != model.issues[s].issue.name || !part.decided) return "an issue is missing";
        if (part.lens != t.lens || part.of != t.of || part.punishment != t.punishment ||
            part.domain != t.domain)
            return "an issue is asked something else";
        agreed = intersect(agreed, part.agreed);
        sustained = intersect(sustained, part.sustained);
        possible = intersect(possible, part.possible);
        for (std::size_t i = 0; i < by_actor.size(); ++i)
            by_actor[i] = intersect(by_actor[i], part.by_actor[i]);
    }
    if (sustained != t.sustained || possible != t.possible || agreed != t.agreed || by_actor != t.by_actor)
        return "it does not hold where every issue does";
    return "";
}

/// Where each issue's part of a target is played, and nothing else.
std::string wrong_with_parts(const Model& model, const Threshold& t) {
    const GameForm whole = model.form();
    for (std::size_t s = 0; s < t.parts.size(); ++s) {
        const GameForm alone(model.actors, {model.issues[s].issue});
        const auto within = [&](ProfileIndex p) {
            std::vector<std::size_t> play;
            for (const ActorId who : model.issues[s].issue.members)
                play.push_back(whole.issue_action(who, whole.profiles().action(p, who.index), s));
            return alone.compose({play});
        };
        const std::vector<ProfileIndex> all = played(t.target), own = played(t.parts[s].target);
        if (t.parts[s].target.test != t.target.test ||
            !std::equal(all.begin(), all.end(), own.begin(), own.end(),
                        [&](ProfileIndex a, ProfileIndex b) { return within(a) == b; }))
            return "an issue is asked about another target";
    }
    return "";
}

}  // namespace

std::vector<RationalFunction> deltas(const World<Rational>& world, const ScalarPath& path) {
    std::vector<RationalFunction> result(world.delta.begin(), world.delta.end());
    result.resize(world.n(), RationalFunction::variable());
    for (std::size_t i = 0; i < world.n(); ++i) {
        if (path.kind == ScalarPath::Kind::delta_all ||
            (path.kind == ScalarPath::Kind::delta_one && path.id == i))
            result[i] = RationalFunction::variable();
    }
    return result;
}

Sets sets_of(Library& library, const Threshold& t, std::optional<std::size_t> without) {
    const Model& model = library.model();
    // Under expulsion an exit rule is the punishment itself: what can be left out of it is the floor.
    const bool floorless = without && t.punishment == Punishment::exit &&
                           std::holds_alternative<ExitValues>(model.constraints[*without].what);
    Sets result;
    if (is_closed(t) || t.is_delta()) {
        const auto world = library.target_world(t.lens, t.punishment, without, floorless);
        const auto delta =
            is_closed(t) ? std::vector<RationalFunction>() : deltas(*world, parse_path(model, t.of));
        result = sets(Asked<Rational>{*world, t.target, t.punishment, t.domain, delta});
    } else {
        for (const OpenWorld& part :
             open_worlds(model, t.lens, parse_path(model, t.of), t.domain, without, floorless)) {
            library.go_on();
            unite(result, sets(Asked<RationalFunction>{*part.world, t.target, t.punishment, part.where,
                                                       part.world->delta}));
        }
    }
    return result;
}

Checked check_threshold(Library& whole, const Threshold& t) {
    if (!t.decided) return {Claim::Result::not_proved, "a limit came first"};
    const Model& model = whole.model();
    if (!is_range(model, t)) return refuted("the range is not one of the scalar's");
    if ((t.sustained == t.possible ? t.value : std::optional<AlgebraicNumber>()) != t.value)
        return refuted("a value is given where it is not known exactly");
    if (t.sustained == t.possible && t.value != value_of(t)) return refuted("the value is another");
    if (t.linkage == Linkage::separate && t.issue.empty()) {
        if (std::string wrong = wrong_with_whole(model, t); !wrong.empty()) return refuted(wrong);
        if (std::string wrong = wrong_with_parts(model, t); !wrong.empty()) return refuted(wrong);
        return {};
    }
    Library& library = t.issue.empty() ? whole : whole.alone(t.issue);
    const Sets own = sets_of(library, t);
    if (own.by_actor != t.by_actor) return refuted("where an actor keeps to the target is elsewhere");
    if (own.agreed != t.agreed) return refuted("where the target may be agreed on is elsewhere");
    if (t.punishment != Punishment::worst) {
        if (own.sustained != t.sustained || own.sustained != t.possible)
            return refuted("where the target is sustained is elsewhere");
        for (std::size_t c = 0; c < library.model().constraints.size(); ++c) {
            if (!applies(library.model().constraints[c], t.lens)) continue;
            const std::size_t named = t.issue.empty() ? c : library.original()[c];
            const auto& binding = t.binding_constraints;
            const bool binds = std::find(binding.begin(), binding.end(), named) != binding.end();
            if (binds != (sets_of(library, t, c).sustained != own.sustained))
                return refuted("other constraints bind");
        }
    } else {
        const Proved proved = check_cells(library, t);
        if (!proved.wrong.empty()) return refuted(proved.wrong);
        const IntervalSet sure = unite(own.sustained, proved.sustained);
        if (!intersect(t.sustained, outside(sure, t.domain)).is_empty())
            return refuted("it is not proved to be sustained wherever that is claimed");
        const IntervalSet open = intersect(own.possible, outside(proved.refuted, t.domain));
        if (!intersect(open, outside(t.possible, t.domain)).is_empty())
            return refuted("it is not refuted wherever that is claimed");
        if (!intersect(t.sustained, outside(t.possible, t.domain)).is_empty())
            return refuted("it is claimed and refuted at once");
    }
    if (std::string wrong = EndCheck(library, t).run(); !wrong.empty()) return refuted(wrong);
    return {};
}

}  // namespace comity::checker
