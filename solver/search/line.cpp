// Between two neighbouring cuts (where two lines that are compared cross, or a cell begins or ceases to be a
// stage equilibrium of its issue) everything that is compared is one line each, so that F4.7's condition
//
//     u_i(a) ≥ (1−δ) max u_i(a_i', a_−i) + δ v_i
//
// is a linear inequality there.

#include "comity/search/line.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "comity/model/degree.hpp"
#include "comity/model/tabulate.hpp"
#include "comity/text/error.hpp"
#include "comity/threshold/threshold.hpp"

namespace comity {
namespace {

Model with_scalar(Model model, const ScalarPath& of, const Rational& value) {
    assign(model, of.text, to_string(value));
    return model;
}

/// Two values of the scalar at which the game is looked at, both in its range.
std::pair<Rational, Rational> two_of(const Interval& range) {
    const auto rational = [](const Bound& bound) { return bound.number().rational(); };
    const Rational low = range.lo.is_finite()   ? rational(range.lo)
                         : range.hi.is_finite() ? Rational(rational(range.hi) - 2)
                                                : Rational(-1);
    const Rational high = range.hi.is_finite() ? rational(range.hi) : Rational(low + 2);
    return {(2 * low + high) / 3, (low + 2 * high) / 3};
}

/// The scalar's own range, where it has one.
Interval looked_at(const Model& model, const ScalarPath& of, const Interval& domain) {
    const bool open = of.kind == ScalarPath::Kind::parameter && !model.parameters[of.id].range;
    return open ? domain : domain_of(model, of);
}

/// Every formula that tells what play is worth, what is allowed or how patient states are, but strength,
/// norms and costs of sovereignty.
std::vector<const Formula*> other_formulas(const Model& model, std::size_t lens) {
    std::vector<const Formula*> found;
    const auto add = [&](const std::optional<Formula>& formula) {
        if (formula) found.push_back(&*formula);
    };
    for (const Formula& each : model.delta) found.push_back(&each);
    for (const Unit& unit : model.units) add(unit.scale);
    for (const IssueDeclaration& issue : model.issues) {
        add(issue.outsiders);
        for (const NormTerm& norm : issue.norms) found.push_back(&norm.formula);
        if (const auto* formulas = std::get_if<PayoffFormulas>(&issue.payoff)) {
            for (const Formula& each : formulas->by_member) found.push_back(&each);
        }
        if (const auto* use = std::get_if<FamilyUse>(&issue.payoff)) {
            for (const auto& [name, constants] : use->constants) {
                for (const Formula& each : constants) found.push_back(&each);
            }
        }
    }
    add(model.lenses[lens].weights);
    for (const ConstraintDeclaration& each : model.constraints) {
        if (!applies(each, model.lenses[lens].name)) continue;
        if (const auto* exit = std::get_if<ExitValues>(&each.what)) {
            add(exit->outside);
            add(exit->pays);
        } else if (const auto* cap = std::get_if<DepthCap>(&each.what)) {
            found.push_back(&cap->cap);
        } else if (const auto* compatible = std::get_if<CompatibleDepth>(&each.what)) {
            for (const Formula* part : {&compatible->affinity, &compatible->depth, &compatible->least})
                found.push_back(part);
        } else if (const auto* recognition = std::get_if<Recognition>(&each.what)) {
            found.push_back(&recognition->ratio);
        }
    }
    return found;
}

/// Are utilities linear in a parameter, by the form of the formulas?
bool is_linear_in(const Model& model, std::size_t lens, std::size_t parameter) {
    const auto degree = [&](const Formula& formula) {
        return degree_in(model, formula, parameter).value_or(9);
    };
    for (const Formula* each : other_formulas(model, lens)) {
        if (degree(*each) != 0) return false;
    }
    // Own weight, which strength makes, multiplies norms and costs.
    const LensDeclaration& declared = model.lenses[lens];
    std::size_t strength = declared.strength ? degree(*declared.strength) : 0, more = 0;
    for (const auto& norm : declared.norms) more = std::max(more, degree(norm.weight));
    for (const ConstraintDeclaration& each : model.constraints) {
        const auto* cost = std::get_if<SovereigntyCost>(&each.what);
        if (cost != nullptr && applies(each, declared.name)) more = std::max(more, degree(cost->cost));
    }
    return strength + more <= 1;
}

}  // namespace

std::string why_not_along(const Model& model, std::size_t lens, const ScalarPath& of,
                          std::optional<Punishment> punishment) {
    using Kind = ScalarPath::Kind;
    const std::string head = of.text + ": among more than 2^24 = 16777216 profiles ";
    const LensDeclaration& declared = model.lenses[lens];
    if (of.kind == Kind::parameter && !is_linear_in(model, lens, of.id))
        return head +
               "a parameter is looked at where utilities are linear in it: in what sovereignty costs, in the "
               "strength of a lens or in a norm's weight [F4.6]";
    if (of.kind != Kind::parameter && of.lens != lens)
        return of.text + ": the lens '" + declared.name + "' does not depend on it";
    for (const ConstraintDeclaration& each : model.constraints) {
        if (!applies(each, declared.name)) continue;
        const auto* exit = std::get_if<ExitValues>(&each.what);
        if (exit != nullptr && punishment == Punishment::exit &&
            exit->aftermath == ExitValues::Aftermath::continuing)
            return head +
                   "only the discount factor is looked at where the others may go on after one has left, as "
                   "'" +
                   each.name + "' says [F3.4, F4.6]";
        if (punishment != Punishment::grim) continue;
        if (std::holds_alternative<ProhibitActions>(each.what) ||
            std::holds_alternative<SovereigntyCost>(each.what) || (exit != nullptr && !exit->withdrawal))
            continue;
        return head +
               "the threat is followed along a scalar other than the discount factor only where no "
               "constraint joins the issues of a stage equilibrium, as '" +
               each.name + "' does [F4.6]";
    }
    return "";
}

// --- lines

RationalFunction SplitLine::Line::function() const {
    return RationalFunction(at_zero) + RationalFunction(slope) * RationalFunction::variable();
}

SplitLine::Line SplitLine::line(const Rational& first, const Rational& second) const {
    const Rational slope = first_ == second_ ? Rational(0) : Rational((second - first) / (second_ - first_));
    return {first - slope * first_, slope};
}

SplitLine::Line SplitLine::utility(std::size_t issue, std::size_t actor, ProfileIndex cell) const {
    return line(at_first_.question().utility[issue][actor][cell],
                at_second_.question().utility[issue][actor][cell]);
}

SplitLine::Line SplitLine::utility(std::size_t actor, const Cells& cells) const {
    return line(at_first_.question().u(actor, cells), at_second_.question().u(actor, cells));
}

bool SplitLine::StageCell::holds_at(const Rational& x) const {
    return (!from || *from <= x) && (!to || x <= *to);
}

SplitLine::SplitLine(const Model& model, const std::shared_ptr<const Game<Rational>>& game, std::size_t lens,
                     const ScalarPath& of, const Interval& domain, const StopToken& stop)
    : first_(two_of(looked_at(model, of, domain)).first),
      second_(two_of(looked_at(model, of, domain)).second),
      at_first_(with_scalar(model, of, first_), game, lens),
      at_second_(with_scalar(model, of, second_), game, lens),
      of_(of.text),
      domain_(domain),
      stop_(stop) {
    if (const std::string why = why_not_along(model, lens, of, std::nullopt); !why.empty())
        throw Error(ErrorKind::usage, why);
}

// --- stage equilibria

void SplitLine::find_stage_cells() {
    if (stage_) return;
    const SplitQuestion& question = at_first_.question();
    const GameForm& form = question.form();
    auto& found = stage_.emplace();
    for (std::size_t s = 0; s < form.issues().size(); ++s) {
        const Issue& issue = form.issues()[s];
        const ProfileSpace space = issue.space();
        auto& here = found.emplace_back();
        for (ProfileIndex cell = 0; cell < space.size(); ++cell) {
            if (cell % 256 == 255 && stop_.stop_requested()) throw Stopped();
            if (!question.is_allowed(s, cell)) continue;
            StageCell stage{cell, std::nullopt, std::nullopt};
            bool some = true;
            for (std::size_t m = 0; some && m < issue.members.size(); ++m) {
                const std::size_t i = issue.members[m].index;
                const Line own = utility(s, i, cell);
                for (std::size_t action = 0; some && action < space.actions(m); ++action) {
                    if (action == space.action(cell, m) || !question.allowed[s][m][action]) continue;
                    const Line spare = own - utility(s, i, space.with(cell, m, action));
                    if (spare.slope == 0) {
                        some = spare.at_zero >= 0;
                        continue;
                    }
                    const Rational x = -spare.at_zero / spare.slope;
                    if (spare.slope > 0 && (!stage.from || *stage.from < x)) stage.from = x;
                    if (spare.slope < 0 && (!stage.to || x < *stage.to)) stage.to = x;
                    some = !stage.from || !stage.to || *stage.from <= *stage.to;
                }
            }
            if (some) here.push_back(std::move(stage));
        }
    }
}

IntervalSet SplitLine::has_equilibrium() const {
    IntervalSet result = domain_;
    for (const auto& cells : *stage_) {
        IntervalSet here;
        for (const StageCell& each : cells) {
            Interval interval = domain_;
            if (each.from && interval.lo < Bound(*each.from)) {
                interval.lo = Bound(*each.from);
                interval.lo_closed = true;
            }
            if (each.to && Bound(*each.to) < interval.hi) {
                interval.hi = Bound(*each.to);
                interval.hi_closed = true;
            }
            if (!interval.is_empty()) here = unite(here, interval);
        }
        result = intersect(result, here);
    }
    return result;
}

// --- what is asked of one actor

IntervalSet SplitLine::stays(std::size_t actor, const Cells& cells) const {
    const SplitQuestion &first = at_first_.question(), &second = at_second_.question();
    IntervalSet result = domain_;
    const auto ask = [&](const Rational& at_first, const Rational& at_second) {
        result = intersect(result, where_not_negative(line(at_first, at_second).function(), domain_));
    };
    if (first.floor[actor])
        ask(first.u(actor, cells) - *first.floor[actor], second.u(actor, cells) - *second.floor[actor]);
    if (at_first_.consents(actor, cells))
        ask(first.u(actor, cells) - first.u(actor, at_first_.before()),
            second.u(actor, cells) - second.u(actor, at_first_.before()));
    return result;
}

IntervalSet SplitLine::keeps(std::size_t actor, const Cells& cells, Punishment punishment,
                             const Rational& delta) const {
    const SplitQuestion& question = at_first_.question();
    const GameForm& form = question.form();
    const bool grim = punishment == Punishment::grim;
    // Step 1. What each departure in an issue adds, and what punishes: cells of stage equilibria by issue, or
    // the exit value.
    std::vector<std::vector<Line>> gains;
    std::vector<Rational> cuts;
    for (const std::size_t s : form.issues_of(ActorId{actor})) {
        const Issue& issue = form.issues()[s];
        const std::size_t member = *issue.member(ActorId{actor});
        const ProfileSpace space = issue.space();
        const Line own = utility(s, actor, cells[s]);
        auto& here = gains.emplace_back();
        for (std::size_t action = 0; action < space.actions(member); ++action) {
            if (action == space.action(cells[s], member) || !question.allowed[s][member][action]) continue;
            here.push_back(utility(s, actor, space.with(cells[s], member, action)) - own);
            here.back().add_root(cuts);
        }
    }
    std::vector<Line> all;
    for (const auto& here : gains) all.insert(all.end(), here.begin(), here.end());
    for (std::size_t a = 0; a < all.size(); ++a) {
        for (std::size_t b = a + 1; b < all.size(); ++b) (all[a] - all[b]).add_root(cuts);
    }
    std::vector<std::vector<std::pair<const StageCell*, Line>>> threats;
    for (std::size_t s = 0; grim && s < stage_->size(); ++s) {
        auto& here = threats.emplace_back();
        for (const StageCell& each : (*stage_)[s]) {
            const Line worth = utility(s, actor, each.cell);
            if (each.from) cuts.push_back(*each.from);
            if (each.to) cuts.push_back(*each.to);
            for (const auto& [other, line] : here) (line - worth).add_root(cuts);
            here.emplace_back(&each, worth);
        }
    }
    // Step 2. The condition around x, where nothing of this changes.
    const Line u = utility(actor, cells);
    const auto kept_near = [&](const Rational& x, const Interval& piece) -> IntervalSet {
        const SplitQuestion& second = at_second_.question();
        Line after = grim ? line(question.constant[actor], second.constant[actor])
                          : line(*question.exit_value[actor], *second.exit_value[actor]);
        if (grim) {
            for (const auto& here : threats) {
                const Line* least = nullptr;
                for (const auto& [cell, worth] : here) {
                    if (cell->holds_at(x) && (least == nullptr || worth(x) < (*least)(x))) least = &worth;
                }
                // Nothing to revert to.
                if (least == nullptr) return {};
                after = after + *least;
            }
        }
        Line today{0, 0};
        const Line* best = nullptr;
        for (const auto& here : gains) {
            const Line* most = nullptr;
            for (const Line& gain : here) {
                if (most == nullptr || (*most)(x) < gain(x)) most = &gain;
            }
            if (most == nullptr) continue;
            if (best == nullptr || (*best)(x) < (*most)(x)) best = most;
            if ((*most)(x) > 0) today = today + *most;
        }
        if (best == nullptr) return piece;
        if ((*best)(x) <= 0) {
            // A departure that reversion would reward is ignored.
            if (grim) return piece;
            today = *best;
        }
        // u − (1−δ)(u + today) − δ after.
        return where_not_negative((delta * (u - after) - (1 - delta) * today).function(), piece);
    };
    // Step 3. Piece by piece.
    std::sort(cuts.begin(), cuts.end());
    cuts.erase(std::unique(cuts.begin(), cuts.end()), cuts.end());
    std::erase_if(cuts, [&](const Rational& x) {
        return !domain_.contains(AlgebraicNumber(x)) || Bound(x) == domain_.lo || Bound(x) == domain_.hi;
    });
    IntervalSet result;
    const auto ends = [&](std::size_t k) { return k < cuts.size() ? Bound(cuts[k]) : domain_.hi; };
    for (std::size_t k = 0; k <= cuts.size(); ++k) {
        if (stop_.stop_requested()) throw Stopped();
        const Bound lo = k == 0 ? domain_.lo : Bound(cuts[k - 1]), hi = ends(k);
        if (lo < hi) {
            const Interval piece{lo, hi, false, false};
            const auto [a, b] = two_of(piece);
            result = unite(result, kept_near((a + b) / 2, piece));
        }
        const bool last = k == cuts.size();
        if (!last || (hi.is_finite() && domain_.hi_closed)) {
            const Rational x = last ? hi.number().rational() : cuts[k];
            result = unite(result, kept_near(x, Interval::point(x)));
        }
    }
    if (domain_.lo.is_finite() && domain_.lo_closed && domain_.lo < domain_.hi) {
        const Rational x = domain_.lo.number().rational();
        result = unite(result, kept_near(x, Interval::point(x)));
    }
    return result;
}

Threshold SplitLine::solve(const Target& target, std::optional<Punishment> punishment,
                           const std::vector<Rational>& delta) {
    Threshold answer = at_first_.blank(target);
    answer.of = of_;
    answer.punishment = punishment;
    answer.domain = domain_;
    answer.note = at_first_.ruled_out_by(target);
    if (answer.note.empty()) answer.agreed = domain_;
    if (punishment == Punishment::grim) {
        find_stage_cells();
        if (answer.note.empty() && has_equilibrium().is_empty()) answer.note = kNothingToRevertTo;
    }
    const Cells cells = at_first_.cells_of(target.profile);
    const bool allowed = at_first_.is_allowed(cells);
    const auto& parties = target.parties;
    for (std::size_t i = 0; i < at_first_.question().form().n(); ++i) {
        IntervalSet& mine = answer.by_actor.emplace_back();
        if (!allowed) continue;
        if (punishment) {
            mine = intersect(stays(i, cells), keeps(i, cells, *punishment, delta[i]));
            continue;
        }
        mine = domain_;
        if (std::find(parties.begin(), parties.end(), ActorId{i}) == parties.end()) continue;
        mine = where_not_negative((utility(i, cells) - utility(i, at_first_.before())).function(), domain_);
    }
    conclude(answer);
    return answer;
}

}  // namespace comity
