// What F4.7 asks of a profile a is, for each actor by itself,
//
//     u_i(a) ≥ (1−δ) max u_i(a_i', a_−i) + δ v_i,
//
// which is linear in δ. The best departure is found issue by issue, because utilities are sums over issues
// and actions are chosen in each; v_i is the worst stage equilibrium (threats.hpp) or the exit value.

#include "comity/search/target.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "comity/model/tabulate.hpp"
#include "comity/question/bounds.hpp"
#include "comity/text/words.hpp"
#include "comity/threshold/threshold.hpp"
#include "threats.hpp"
#include "wholes.hpp"

namespace comity {
namespace {

SplitQuestion split(const Model& model, std::shared_ptr<const Game<Rational>> game, std::size_t lens) {
    const Scalars<Rational> scalars = file_scalars(model);
    const Evaluator<Rational> evaluator(model, scalars);
    return split_question(model, std::move(game), lens, evaluator);
}

bool raises(const SplitQuestion::Consent& consent, const std::vector<ProfileIndex>& cells) {
    for (std::size_t s = 0; s < cells.size(); ++s) {
        if (consent.raises[s][cells[s]]) return true;
    }
    return false;
}

/// Where u ≥ (1−δ) there + δ after.
IntervalSet kept(const Rational& u, const Rational& there, const Rational& after, const Interval& domain) {
    const RationalFunction delta = RationalFunction::variable();
    return where_not_negative(RationalFunction(u - there) + delta * RationalFunction(there - after), domain);
}

}  // namespace

void conclude(Threshold& answer) {
    answer.sustained = answer.agreed;
    for (const IntervalSet& mine : answer.by_actor) answer.sustained = intersect(answer.sustained, mine);
    answer.possible = answer.sustained;
    decide(answer);
    if (!answer.note.empty()) answer.binding_actors.clear();
}

std::string why_not_among_many(const Target& target, std::optional<Punishment> punishment) {
    const char* most = "this game has more than 2^24 = 16777216 profiles";
    if (target.test == TargetTest::cycle || is_about_payoffs(target))
        return fmt::format(
            "target '{}': {}, and in such a game only a profile can be asked about, held for "
            "ever or signed [F4.6]",
            target.name, most);
    if (punishment == Punishment::worst)
        return fmt::format(
            "{}; the worst equilibrium of so large a game is not computed, ask under grim or "
            "exit [F4.6]",
            most);
    return "";
}

SplitGame::SplitGame(const Model& model, std::shared_ptr<const Game<Rational>> game, std::size_t lens)
    : question_(split(model, std::move(game), lens)) {
    const GameForm& form = question_.form();
    for (const ConstraintDeclaration& each : model.constraints) constraints_.push_back(each.name);
    if (const auto status_quo = form.status_quo()) before_ = cells_of(*status_quo);
}

SplitGame::Cells SplitGame::cells_of(ProfileIndex profile) const {
    const GameForm& form = question_.form();
    Cells cells;
    for (std::size_t s = 0; s < form.issues().size(); ++s) cells.push_back(form.issue_profile(profile, s));
    return cells;
}

bool SplitGame::consents(std::size_t actor, const Cells& cells) const {
    return std::any_of(question_.consensus.begin(), question_.consensus.end(),
                       [&](const auto& consent) { return consent.who[actor] && raises(consent, cells); });
}

bool SplitGame::is_allowed(const Cells& cells) const {
    for (std::size_t s = 0; s < cells.size(); ++s) {
        if (!question_.is_allowed(s, cells[s])) return false;
    }
    return true;
}

std::string SplitGame::ruled_out_by(const Target& target) const {
    if (!is_allowed(cells_of(target.profile))) return "an action constraint forbids the target itself";
    std::vector<std::string> against;
    for (const auto& rule : question_.agreements) {
        if (!are_met({rule}, target.profile)) against.push_back("'" + constraints_[rule->constraint()] + "'");
    }
    if (against.empty()) return "";
    return (against.size() == 1 ? "the agreement constraint " : "each of the agreement constraints ") +
           join_words(against) + " rules out the target itself";
}

std::optional<SplitGame::Departure> SplitGame::best_departure(std::size_t actor, const Target& target) const {
    const GameForm& form = question_.form();
    const Cells cells = cells_of(target.profile);
    const ActorId who{actor};
    Departure best{form.profiles().action(target.profile, actor), question_.u(actor, cells)};
    // Where no reply gains anything, one issue is left for what costs least there.
    std::optional<Departure> cheapest;
    bool departs = false;
    for (const std::size_t s : form.issues_of(who)) {
        const Issue& issue = form.issues()[s];
        const std::size_t member = *issue.member(who);
        const ProfileSpace space = issue.space();
        const Rational mine = question_.utility[s][actor][cells[s]];
        std::optional<Departure> here;  // in this issue, and what it gains
        for (std::size_t action = 0; action < space.actions(member); ++action) {
            if (action == space.action(cells[s], member) || !question_.allowed[s][member][action]) continue;
            const Rational gain = question_.utility[s][actor][space.with(cells[s], member, action)] - mine;
            if (!here || here->pays < gain) here = Departure{action, gain};
        }
        if (!here) continue;
        const std::size_t whole = form.with_issue_action(who, best.action, s, here->action);
        if (here->pays > 0) {
            best.action = whole;
            best.pays += here->pays;
            departs = true;
        } else if (!cheapest || cheapest->pays < here->pays) {
            cheapest = Departure{whole, here->pays};
        }
    }
    if (departs) return best;
    if (cheapest) cheapest->pays += best.pays;
    return cheapest;
}

bool SplitGame::stays(std::size_t actor, const Cells& cells) const {
    const Rational u = question_.u(actor, cells);
    if (question_.floor[actor] && u < *question_.floor[actor]) return false;
    return !consents(actor, cells) || u >= question_.u(actor, before_);
}

const std::optional<std::vector<Rational>>& SplitGame::threats(const StopToken& stop) {
    std::call_once(threats_once_, [&] {
        const std::size_t n = question_.form().n();
        const std::size_t issues = question_.form().issues().size();
        const Conditions conditions(question_, std::vector<Rational>(n), counted(issues), issues);
        SearchOptions options;
        options.stop = stop;
        const auto worst = worst_equilibria(conditions, options);
        if (!worst) return;
        threats_.emplace();
        for (const Punished& each : *worst) threats_->push_back(each.value);
    });
    return threats_;
}

Threshold SplitGame::blank(const Target& target) const {
    Threshold answer;
    answer.lens = question_.lens;
    answer.target = target;
    return answer;
}

Threshold SplitGame::in_delta(const Target& target, Punishment punishment, const StopToken& stop) {
    Threshold answer = blank(target);
    answer.of = "delta";
    answer.punishment = punishment;
    const Cells cells = cells_of(target.profile);
    const bool allowed = is_allowed(cells), grim = punishment == Punishment::grim;
    // Step 1. What rules the target out whatever anybody does.
    answer.note = ruled_out_by(target);
    if (answer.note.empty()) answer.agreed = answer.domain;
    // Step 2. Where each actor keeps to it.
    const bool threatened = !grim || threats(stop);
    std::vector<ActorId> leaving;
    for (std::size_t i = 0; i < question_.form().n(); ++i) {
        IntervalSet& mine = answer.by_actor.emplace_back();
        if (!allowed) continue;
        if (!stays(i, cells)) {
            leaving.push_back(ActorId{i});
            continue;
        }
        if (!threatened) continue;
        const Rational u = question_.u(i, cells);
        // A departure that reversion would reward is ignored.
        const Rational after = grim ? std::min(u, (*threats_)[i]) : *question_.exit_value[i];
        const auto departure = best_departure(i, target);
        mine = departure ? kept(u, departure->pays, after, answer.domain) : IntervalSet(answer.domain);
    }
    // Step 3. Together.
    conclude(answer);
    if (!threatened && answer.note.empty()) {
        // There is nothing to revert to, but some would not stay for the target itself [F3.4].
        answer.binding_actors = leaving;
        if (leaving.empty()) answer.note = kNothingToRevertTo;
    }
    return answer;
}

Threshold SplitGame::in_own_delta(const Target& target, Punishment punishment, std::size_t actor,
                                  const std::vector<Rational>& delta, const StopToken& stop) {
    Threshold answer = in_delta(target, punishment, stop);
    answer.of = "delta." + question_.form().actors()[actor].code;
    for (std::size_t i = 0; i < answer.by_actor.size(); ++i) {
        if (i == actor) continue;
        const bool keeps = answer.by_actor[i].contains(AlgebraicNumber(delta[i]));
        answer.by_actor[i] = keeps ? IntervalSet(answer.domain) : IntervalSet();
    }
    const std::vector<ActorId> leaving = answer.binding_actors;
    const bool without_threat = punishment == Punishment::grim && !threats(stop);
    conclude(answer);
    if (without_threat && answer.note.empty()) answer.binding_actors = leaving;
    return answer;
}

Threshold SplitGame::acceptance(const Target& target) const {
    Threshold answer = blank(target);
    answer.domain = Interval::point(Rational(0));
    answer.note = ruled_out_by(target);
    if (answer.note.empty()) answer.agreed = answer.domain;
    const Cells cells = cells_of(target.profile);
    for (std::size_t i = 0; i < question_.form().n(); ++i) {
        const auto& parties = target.parties;
        const bool party = std::find(parties.begin(), parties.end(), ActorId{i}) != parties.end();
        const bool signs = is_allowed(cells) && (!party || question_.u(i, cells) >= question_.u(i, before_));
        answer.by_actor.push_back(signs ? IntervalSet(answer.domain) : IntervalSet());
    }
    conclude(answer);
    return answer;
}

std::vector<ActorId> SplitGame::refusing(const Target& target) const {
    std::vector<ActorId> result;
    if (before_.empty()) return result;
    const GameForm& form = question_.form();
    const Cells cells = cells_of(target.profile);
    for (std::size_t i = 0; i < form.n(); ++i) {
        const auto& parties = target.parties;
        const bool acts =
            form.profiles().action(target.profile, i) != form.profiles().action(*form.status_quo(), i);
        const bool asked =
            parties.empty() ? acts : std::find(parties.begin(), parties.end(), ActorId{i}) != parties.end();
        if ((asked || consents(i, cells)) && question_.u(i, cells) < question_.u(i, before_))
            result.push_back(ActorId{i});
    }
    return result;
}

}  // namespace comity
