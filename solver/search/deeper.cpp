#include "comity/search/deeper.hpp"

#include <algorithm>

#include "wholes.hpp"

namespace comity {
namespace {

/// What stands against one profile, by the games that are played as wholes.
class Judge {
  public:
    Judge(const Model& model, const std::vector<Whole>& wholes, const AgreementRequest& request,
          const std::vector<std::vector<Rational>>& threats)
        : model_(model), wholes_(wholes), request_(request), threats_(threats) {}

    /// `cells`: of the whole model's issues.
    void look_at(const std::vector<ProfileIndex>& cells, DeeperStep& step) const {
        add_forbidden_action(step);
        for (std::size_t k = 0; k < wholes_.size(); ++k) {
            const Conditions& game = wholes_[k].conditions;
            const auto own = game.own(cells);
            add_forbidding(wholes_[k], own, step);
            for (std::size_t i = 0; i < game.n(); ++i) {
                add_floors(wholes_[k], i, own, step);
                add_departure(k, i, own, step);
            }
        }
    }

  private:
    /// F3.1: an action that nobody may ask for.
    void add_forbidden_action(DeeperStep& step) const {
        const IssueDeclaration& declared = model_.issues[step.issue];
        const std::string& label = declared.issue.actions[*declared.issue.member(step.actor)][step.action];
        for (std::size_t c = 0; c < model_.constraints.size(); ++c) {
            const auto* ban = std::get_if<ProhibitActions>(&model_.constraints[c].what);
            if (ban != nullptr && applies(model_.constraints[c], lens()) && is_named(declared, ban->issue) &&
                std::find(ban->who.begin(), ban->who.end(), step.actor) != ban->who.end() &&
                std::find(ban->actions.begin(), ban->actions.end(), label) != ban->actions.end())
                step.forbidding.push_back(c);
        }
    }
    /// F3.2: clauses that are not met.
    static void add_forbidding(const Whole& whole, const std::vector<ProfileIndex>& own, DeeperStep& step) {
        const SplitQuestion& question = whole.conditions.question();
        const ProfileIndex profile = question.form().compose_cells(own);
        for (const auto& rule : question.agreements) {
            const auto clauses = rule->clauses(profile);
            const bool met = std::all_of(clauses.begin(), clauses.end(), [](const auto& clause) {
                return std::any_of(clause.begin(), clause.end(), [](const Rational& x) { return x >= 0; });
            });
            if (!met) step.forbidding.push_back(whole.original(rule->constraint()));
        }
    }
    void add_floors(const Whole& whole, std::size_t i, const std::vector<ProfileIndex>& own,
                    DeeperStep& step) const {
        const SplitQuestion& question = whole.conditions.question();
        const Rational u = question.u(i, own);
        const auto object = [&](Objection::Kind kind, std::size_t constraint, const Rational& below) {
            Objection objection;
            objection.kind = kind;
            objection.actor = ActorId{i};
            objection.constraint = constraint;
            objection.gain = below;
            step.objections.push_back(std::move(objection));
        };
        if (question.floor[i] && u < *question.floor[i])
            object(Objection::Kind::leaves, exit_rule(), *question.floor[i] - u);
        const GameForm& form = question.form();
        for (const auto& consent : question.consensus) {
            std::vector<ProfileIndex> before;
            bool raised = false;
            for (std::size_t s = 0; s < own.size(); ++s) {
                raised = raised || consent.raises[s][own[s]];
                before.push_back(form.issue_profile(*form.status_quo(), s));
            }
            const Rational floor = question.u(i, before);
            if (raised && consent.who[i] && u < floor)
                object(Objection::Kind::no_consent, whole.original(consent.constraint), floor - u);
        }
    }
    void add_departure(std::size_t k, std::size_t i, const std::vector<ProfileIndex>& own,
                       DeeperStep& step) const {
        const Conditions& game = wholes_[k].conditions;
        const GameForm& form = game.question().form();
        const auto departure = game.best_departure(i, own);
        if (!departure) return;
        const Rational u = game.question().u(i, own), &delta = game.delta(i), &threat = threats_[k][i];
        const bool ignored = request_.punishment != Punishment::exit && u < threat;
        Objection objection;
        objection.actor = ActorId{i};
        objection.today = departure->second - u;
        objection.after = ignored ? Rational(0) : Rational(u - threat);
        objection.gain = (1 - delta) * objection.today - delta * objection.after;
        if (objection.gain <= 0) return;
        if (wholes_.size() > 1) objection.issue = game.place().front();
        const std::size_t mine = form.profiles().action(form.compose_cells(own), i);
        for (const std::size_t s : form.issues_of(ActorId{i})) {
            const std::size_t play = form.issue_action(ActorId{i}, departure->first, s);
            if (play != form.issue_action(ActorId{i}, mine, s))
                objection.moves.emplace_back(game.place()[s], play);
        }
        step.objections.push_back(std::move(objection));
    }
    const std::string& lens() const { return wholes_.front().conditions.question().lens; }
    std::size_t exit_rule() const {
        std::size_t c = 0;
        while (!std::holds_alternative<ExitValues>(model_.constraints[c].what) ||
               !applies(model_.constraints[c], lens()))
            ++c;
        return c;
    }

    const Model& model_;
    const std::vector<Whole>& wholes_;
    const AgreementRequest& request_;
    const std::vector<std::vector<Rational>>& threats_;
};

}  // namespace

std::vector<DeeperStep> deeper_steps(const Model& model, const std::shared_ptr<const Game<Rational>>& game,
                                     std::size_t lens, const AgreementRequest& request,
                                     const AgreementFinding::Agreement& agreement,
                                     const std::vector<std::vector<Rational>>& threats) {
    const std::vector<Whole> wholes = played_as_wholes(model, game, lens, request);
    const Judge judge(model, wholes, request, threats);
    const GameForm& form = game->form;
    std::vector<std::vector<std::size_t>> plays(form.issues().size());
    for (std::size_t i = 0; i < form.n(); ++i) {
        const auto& mine = form.issues_of(ActorId{i});
        for (std::size_t k = 0; k < mine.size(); ++k) plays[mine[k]].push_back(agreement.actions[i][k]);
    }
    std::vector<ProfileIndex> cells;
    for (std::size_t s = 0; s < plays.size(); ++s) cells.push_back(form.issues()[s].space().encode(plays[s]));
    std::vector<DeeperStep> steps;
    for (std::size_t i = 0; i < form.n(); ++i) {
        for (const std::size_t s : form.issues_of(ActorId{i})) {
            const Issue& issue = form.issues()[s];
            const std::size_t member = *issue.member(ActorId{i}), next = plays[s][member] + 1;
            if (next == issue.actions[member].size()) continue;
            DeeperStep step{ActorId{i}, s, next, {}, {}};
            std::vector<ProfileIndex> deeper = cells;
            deeper[s] = issue.space().with(cells[s], member, next);
            judge.look_at(deeper, step);
            steps.push_back(std::move(step));
        }
    }
    return steps;
}

}  // namespace comity
