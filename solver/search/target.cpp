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

namespace comity {
namespace {

SplitQuestion split(const Model& model, std::shared_ptr<const Game<Rational>> game, std::size_t lens) {
    const Scalars<Rational> scalars = file_scalars(model);
    const Evaluator<Rational> evaluator(model, scalars);
    return split_question(model, std::move(game), lens, evaluator);
}

std::vector<ProfileIndex> cells_of(const GameForm& form, ProfileIndex profile) {
    std::vector<ProfileIndex> cells;
    for (std::size_t s = 0; s < form.issues().size(); ++s) cells.push_back(form.issue_profile(profile, s));
    return cells;
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

SplitTarget::SplitTarget(const Model& model, std::shared_ptr<const Game<Rational>> game, std::size_t lens,
                         Target target)
    : model_(model), question_(split(model, std::move(game), lens)), target_(std::move(target)) {
    const GameForm& form = question_.form();
    cells_ = cells_of(form, target_.profile);
    if (const auto status_quo = form.status_quo()) before_ = cells_of(form, *status_quo);
}

bool SplitTarget::is_allowed() const {
    for (std::size_t s = 0; s < cells_.size(); ++s) {
        if (!question_.is_allowed(s, cells_[s])) return false;
    }
    return true;
}

std::optional<Rational> SplitTarget::best_departure(std::size_t actor) const {
    const GameForm& form = question_.form();
    Rational best = question_.u(actor, cells_);
    // Where no reply gains anything, one issue is left for what costs least there.
    std::optional<Rational> least_loss;
    bool departs = false;
    for (const std::size_t s : form.issues_of(ActorId{actor})) {
        const Issue& issue = form.issues()[s];
        const std::size_t member = *issue.member(ActorId{actor});
        const ProfileSpace space = issue.space();
        const Rational mine = question_.utility[s][actor][cells_[s]];
        std::optional<Rational> gain;
        for (std::size_t action = 0; action < space.actions(member); ++action) {
            if (action == space.action(cells_[s], member) || !question_.allowed[s][member][action]) continue;
            const Rational there = question_.utility[s][actor][space.with(cells_[s], member, action)] - mine;
            if (!gain || *gain < there) gain = there;
        }
        if (!gain) continue;
        if (*gain >= 0) {
            best += *gain;
            departs = true;
        } else if (!least_loss || -*gain < *least_loss) {
            least_loss = -*gain;
        }
    }
    if (departs) return best;
    if (!least_loss) return std::nullopt;
    return Rational(best - *least_loss);
}

bool SplitTarget::stays(std::size_t actor) const {
    const Rational u = question_.u(actor, cells_);
    if (question_.floor[actor] && u < *question_.floor[actor]) return false;
    return std::none_of(question_.consensus.begin(), question_.consensus.end(), [&](const auto& consent) {
        return consent.who[actor] && raises(consent, cells_) && u < question_.u(actor, before_);
    });
}

Threshold SplitTarget::blank() const {
    Threshold answer;
    answer.lens = question_.lens;
    answer.target = target_;
    return answer;
}

Threshold SplitTarget::in_delta(Punishment punishment, const StopToken& stop) const {
    const std::size_t n = question_.form().n();
    Threshold answer = blank();
    answer.of = "delta";
    answer.punishment = punishment;
    // Step 1. What rules the target out whatever anybody does.
    std::vector<std::string> against;
    for (const auto& rule : question_.agreements) {
        if (!are_met({rule}, target_.profile))
            against.push_back("'" + model_.constraints[rule->constraint()].name + "'");
    }
    if (is_allowed() && against.empty()) answer.agreed = answer.domain;
    // Step 2. Where each actor keeps to it.
    const std::vector<Rational> any(n);
    std::vector<std::size_t> issues(cells_.size());
    for (std::size_t s = 0; s < issues.size(); ++s) issues[s] = s;
    const Conditions conditions(question_, any, issues, issues.size());
    SearchOptions options;
    options.stop = stop;
    bool threatened = true;
    for (std::size_t i = 0; i < n; ++i) {
        IntervalSet& mine = answer.by_actor.emplace_back();
        const auto there = best_departure(i);
        const Rational u = question_.u(i, cells_);
        if (punishment == Punishment::exit) {
            if (!stays(i)) continue;
            mine =
                there ? kept(u, *there, *question_.exit_value[i], answer.domain) : IntervalSet(answer.domain);
            continue;
        }
        const auto threat = threatened ? worst_equilibrium(conditions, i, options) : std::nullopt;
        threatened = threat.has_value();
        if (!threatened || !stays(i)) continue;
        // A departure that the threat would reward is ignored.
        mine =
            there ? kept(u, *there, std::min(u, threat->value), answer.domain) : IntervalSet(answer.domain);
    }
    // Step 3. Together.
    answer.sustained = answer.agreed;
    for (const IntervalSet& mine : answer.by_actor) answer.sustained = intersect(answer.sustained, mine);
    answer.possible = answer.sustained;
    decide(answer);
    if (!is_allowed()) {
        answer.note = "an action constraint forbids the target itself";
    } else if (!against.empty()) {
        answer.note =
            (against.size() == 1 ? "the agreement constraint " : "each of the agreement constraints ") +
            join_words(against) + " rules out the target itself";
    } else if (!threatened) {
        answer.note = "no pure stage equilibrium is admitted, so there is nothing to revert to";
    }
    if (!answer.note.empty()) answer.binding_actors.clear();
    return answer;
}

Threshold SplitTarget::acceptance() const {
    Threshold answer = blank();
    answer.domain = Interval::point(Rational(0));
    answer.sustained = answer.agreed = answer.domain;
    for (std::size_t i = 0; i < question_.form().n(); ++i) {
        const auto& parties = target_.parties;
        const bool party = std::find(parties.begin(), parties.end(), ActorId{i}) != parties.end();
        const bool signs = !party || question_.u(i, cells_) >= question_.u(i, before_);
        answer.by_actor.push_back(signs ? IntervalSet(answer.domain) : IntervalSet());
        answer.sustained = intersect(answer.sustained, answer.by_actor.back());
    }
    answer.possible = answer.sustained;
    decide(answer);
    return answer;
}

std::vector<ActorId> SplitTarget::refusing() const {
    std::vector<ActorId> result;
    if (before_.empty()) return result;
    const GameForm& form = question_.form();
    for (std::size_t i = 0; i < form.n(); ++i) {
        const auto& parties = target_.parties;
        const bool acts =
            form.profiles().action(target_.profile, i) != form.profiles().action(*form.status_quo(), i);
        bool asked =
            parties.empty() ? acts : std::find(parties.begin(), parties.end(), ActorId{i}) != parties.end();
        for (const auto& consent : question_.consensus)
            asked = asked || (consent.who[i] && raises(consent, cells_));
        if (asked && question_.u(i, cells_) < question_.u(i, before_)) result.push_back(ActorId{i});
    }
    return result;
}

}  // namespace comity
