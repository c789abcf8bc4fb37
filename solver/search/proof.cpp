#include "proof.hpp"

#include <algorithm>

namespace comity {
namespace {

class Writer {
  public:
    Writer(const Conditions& game, std::vector<Inequality>& list)
        : game_(game), question_(game.question()), form_(question_.form()), list_(list) {}

    /// Agreement constraints and floors at a profile [F3.2, F3.4].
    void add_bounds(const std::vector<ProfileIndex>& cells) {
        const ProfileIndex profile = form_.compose_cells(cells);
        for (const auto& rule : question_.agreements) {
            const auto clauses = rule->clauses(profile);
            for (std::size_t c = 0; c < clauses.size(); ++c) {
                const auto most = std::max_element(clauses[c].begin(), clauses[c].end());
                Inequality x = at(Inequality::Kind::agreement, ActorId{0}, profile, *most);
                x.constraint = rule->constraint();
                x.clause = c;
                x.alternative = static_cast<std::size_t>(most - clauses[c].begin());
                list_.push_back(std::move(x));
            }
        }
        for (std::size_t i = 0; i < form_.n(); ++i) {
            const Rational u = question_.u(i, cells);
            if (question_.floor[i])
                list_.push_back(at(Inequality::Kind::floor, ActorId{i}, profile, u - *question_.floor[i]));
            for (const auto& consent : question_.consensus) {
                if (!consent.who[i] || !is_raised(consent, cells)) continue;
                list_.push_back(at(Inequality::Kind::consensus, ActorId{i}, profile, u - before(i)));
                list_.back().constraint = consent.constraint;
            }
        }
    }

    /// No actor gains by the departure that pays it most now.
    void add_equilibrium(const std::vector<ProfileIndex>& cells) {
        const ProfileIndex profile = form_.compose_cells(cells);
        for (std::size_t i = 0; i < form_.n(); ++i) {
            const auto departure = game_.best_departure(i, cells);
            if (!departure) continue;
            list_.push_back(
                at(Inequality::Kind::stage, ActorId{i}, profile, question_.u(i, cells) - departure->second));
            list_.back().deviation = departure->first;
        }
    }

    void add_incentive(std::size_t i, const std::vector<ProfileIndex>& cells, const Threat& threat,
                       const Rational& value) {
        const auto departure = game_.best_departure(i, cells);
        if (!departure) return;
        const Rational& delta = game_.delta(i);
        const Rational u = question_.u(i, cells), now = (1 - delta) * departure->second;
        list_.push_back(
            at(Inequality::Kind::incentive, ActorId{i}, form_.compose_cells(cells), u - now - delta * value));
        list_.back().deviation = departure->first;
        list_.back().threat = threat;
    }

  private:
    static Inequality at(Inequality::Kind kind, ActorId actor, ProfileIndex profile, const Rational& slack) {
        Inequality x;
        x.kind = kind;
        x.actor = actor;
        x.profile = profile;
        x.slack = RationalFunction(slack);
        return x;
    }
    static bool is_raised(const SplitQuestion::Consent& consent, const std::vector<ProfileIndex>& cells) {
        for (std::size_t s = 0; s < cells.size(); ++s) {
            if (consent.raises[s][cells[s]]) return true;
        }
        return false;
    }
    Rational before(std::size_t actor) const {
        std::vector<ProfileIndex> cells;
        for (std::size_t s = 0; s < form_.issues().size(); ++s)
            cells.push_back(form_.issue_profile(*form_.status_quo(), s));
        return question_.u(actor, cells);
    }

    const Conditions& game_;
    const SplitQuestion& question_;
    const GameForm& form_;
    std::vector<Inequality>& list_;
};

}  // namespace

std::vector<Inequality> prove_sustained(const Conditions& game, const std::vector<ProfileIndex>& cells,
                                        const std::vector<Punished>& threats, Punishment punishment) {
    std::vector<Inequality> list;
    Writer writer(game, list);
    const GameForm& form = game.question().form();
    writer.add_bounds(cells);
    std::vector<std::vector<ProfileIndex>> used;
    for (std::size_t i = 0; i < form.n(); ++i) {
        const Rational u = game.question().u(i, cells);
        if (punishment == Punishment::exit) {
            writer.add_incentive(i, cells, {Threat::Kind::exit, 0}, threats[i].value);
        } else if (u < threats[i].value) {
            // Reversion would reward the breach: it is ignored, and the actor keeps u [F4.7].
            writer.add_incentive(i, cells, {Threat::Kind::ignored, 0}, u);
        } else {
            writer.add_incentive(i, cells, {Threat::Kind::equilibrium, form.compose_cells(threats[i].cells)},
                                 threats[i].value);
            if (std::find(used.begin(), used.end(), threats[i].cells) == used.end())
                used.push_back(threats[i].cells);
        }
    }
    for (const auto& threat : used) {
        writer.add_bounds(threat);
        writer.add_equilibrium(threat);
    }
    return list;
}

}  // namespace comity
