#pragma once
/// What is said of agreements, held against a list of all profiles [F4.6].

#include "comity/certificate/finding.hpp"
#include "support/drawn_linked.hpp"
#include "support/oracle.hpp"

namespace comity::test {

class AgreementTruth {
  public:
    using Play = Oracle::Play;

    explicit AgreementTruth(PlainGame g) : g_(std::move(g)) {}

    /// "" or what is false. Under the worst equilibrium a claim is false only if minmax values and reversion
    /// together show it.
    std::string of(const AgreementFinding& f) const {
        if (f.delta != g_.delta) return "delta";
        if (f.linkage == Linkage::separate && g_.issues.size() > 1 && !issue_of(g_, 0)) return "ties";
        if (f.punishment == Punishment::exit && g_.exit == PlainGame::Exit::none) return "exit";
        const std::vector<Play> sure = sustained(g_, f, false, std::nullopt);
        const std::vector<Play> possible =
            f.punishment == Punishment::worst ? sustained(g_, f, true, std::nullopt) : sure;
        for (const auto& agreement : f.agreements) {
            const Play play = play_of(agreement);
            if (std::find(sure.begin(), sure.end(), play) == sure.end()) return "not sustained";
            const Oracle oracle(g_);
            for (std::size_t i = 0; i < g_.n; ++i) {
                if (oracle.utility(i, play) != agreement.utilities[i]) return "utility";
                if (gain(i, play) != agreement.gains[i]) return "gain";
            }
            for (std::size_t k = 0; k < f.values.size(); ++k) {
                if (value(f.objectives[k], play) != f.values[k]) return "value";
            }
        }
        if (f.objectives.front() == Objective::maximal) return of_list(f, sure);
        if (f.status == AgreementFinding::Status::undecided) return of_bound(f, possible);
        // Nothing is better, or as good and earlier.
        if (f.status == AgreementFinding::Status::empty && !possible.empty()) return "not empty";
        if (f.status == AgreementFinding::Status::solved && f.agreements.size() != 1) return "no agreement";
        for (const Play& other : possible) {
            const auto theirs = values(f, other);
            if (f.values < theirs) return "not the best";
            if (f.values == theirs && order_of(other) < order_of(play_of(f.agreements.front())))
                return "not the first";
        }
        return of_binding(f);
    }

  private:
    std::string of_bound(const AgreementFinding& f, const std::vector<Play>& possible) const {
        if (!f.bound) return "";
        const std::size_t last = f.values.empty() ? 0 : f.values.size() - 1;
        for (const Play& p : possible) {
            auto theirs = values(f, p);
            theirs.resize(last + 1);
            bool as_good = true;
            for (std::size_t k = 0; k < last; ++k) {
                if (f.values[k] < theirs[k]) return "not settled";
                as_good = as_good && f.values[k] == theirs[k];
                if (theirs[k] < f.values[k]) break;
            }
            if (as_good && theirs[last] > *f.bound) return "bound";
        }
        return "";
    }

    std::string of_list(const AgreementFinding& f, const std::vector<Play>& sure) const {
        std::size_t maximal = 0, listed = 0;
        for (const Play& p : sure) {
            const bool beaten = std::any_of(sure.begin(), sure.end(),
                                            [&](const Play& q) { return q != p && is_above(q, p); });
            const bool said = std::any_of(f.agreements.begin(), f.agreements.end(),
                                          [&](const auto& each) { return play_of(each) == p; });
            if (said && beaten) return "not maximal";
            maximal += !beaten;
            listed += said;
        }
        if (f.status == AgreementFinding::Status::undecided) return "";
        return (listed == maximal) == f.all_listed ? "" : "not all";
    }

    std::string of_binding(const AgreementFinding& f) const {
        for (std::size_t i = 0; i < g_.n; ++i) {
            const auto free = best(g_, f, i);
            const bool named = std::find(f.binding_actors.begin(), f.binding_actors.end(), ActorId{i}) !=
                               f.binding_actors.end();
            if (named != (free != f.values)) return "binding state";
        }
        bool costs = false;
        std::vector<std::size_t> binding;
        std::vector<AgreementFinding::Release> expected;
        const std::size_t count = constraints_of(g_);
        const auto is_left_open = [&](const std::vector<std::size_t>& which) {
            return f.punishment == Punishment::worst &&
                   std::none_of(f.releases.begin(), f.releases.end(),
                                [&](const auto& release) { return release.constraints == which; });
        };
        const auto look = [&](std::vector<std::size_t> which, bool always) {
            if (is_left_open(which)) return;
            const auto changed = best(without(which, f), f, std::nullopt);
            if (changed != f.values && which.size() == 1) binding.push_back(which.front());
            const bool better = std::lexicographical_compare(f.values.begin(), f.values.end(),
                                                             changed.begin(), changed.end());
            costs = costs || (better && which.size() == 1);
            if (always || better) expected.push_back({std::move(which), changed});
        };
        for (std::size_t c = 0; c < count; ++c) look({c}, true);
        for (std::size_t a = 0; !costs && a < count; ++a) {
            for (std::size_t b = a + 1; b < count; ++b) look({a, b}, false);
        }
        if (binding != f.binding_constraints) return "binding constraints";
        return expected == f.releases ? "" : "releases";
    }

    PlainGame without(const std::vector<std::size_t>& which, const AgreementFinding& f) const {
        return without_constraints(g_, which, f.punishment == Punishment::exit);
    }

    /// The values of the best, by what is proved; none where nothing is sustained.
    std::vector<Rational> best(const PlainGame& g, const AgreementFinding& f,
                               std::optional<std::size_t> free) const {
        std::vector<Rational> result;
        for (const Play& p : sustained(g, f, false, free)) {
            auto theirs = values(f, p);
            if (result.empty() || result < theirs) result = std::move(theirs);
        }
        return result;
    }

    std::vector<Play> sustained(const PlainGame& g, const AgreementFinding& f, bool minmax,
                                std::optional<std::size_t> free) const {
        const bool apart = f.linkage == Linkage::separate && g.issues.size() > 1;
        std::vector<PlainGame> games;
        for (std::size_t s = 0; s < (apart ? g.issues.size() : 1); ++s)
            games.push_back(apart ? *issue_of(g, s) : g);
        std::vector<Oracle> oracles(games.begin(), games.end());
        std::vector<Play> result;
        const Oracle whole(g);
        for (const Play& p : whole.all()) {
            bool kept = true;
            for (std::size_t k = 0; k < oracles.size() && kept; ++k) {
                const Play own = apart ? Play{p[k]} : p;
                const Oracle& oracle = oracles[k];
                kept = oracle.agreed(own) && oracle.allowed(own) &&
                       (minmax || f.punishment == Punishment::exit || !oracle.equilibria().empty());
                for (std::size_t i = 0; i < g.n && kept; ++i) {
                    kept = oracle.meets_floors(i, own);
                    if (!kept || i == free) continue;
                    kept = minmax ? oracle.deterred(i, own, games[k].delta[i], oracle.minmax(i))
                                  : oracle.keeps_in_turn(i, {own}, games[k].delta[i],
                                                         f.punishment != Punishment::exit);
                }
            }
            if (kept) result.push_back(p);
        }
        return result;
    }

    Play play_of(const AgreementFinding::Agreement& agreement) const {
        Play play;
        std::vector<std::size_t> next(g_.n, 0);
        for (const PlainIssue& issue : g_.issues) {
            play.emplace_back();
            for (const std::size_t who : issue.members)
                play.back().push_back(agreement.actions[who][next[who]++]);
        }
        return play;
    }
    std::vector<std::size_t> order_of(const Play& play) const {
        std::vector<std::size_t> order;
        for (std::size_t i = 0; i < g_.n; ++i) {
            for (std::size_t s = 0; s < g_.issues.size(); ++s) {
                for (std::size_t m = 0; m < play[s].size(); ++m) {
                    if (g_.issues[s].members[m] == i) order.push_back(play[s][m]);
                }
            }
        }
        return order;
    }
    static bool is_above(const Play& q, const Play& p) {
        for (std::size_t s = 0; s < p.size(); ++s) {
            for (std::size_t m = 0; m < p[s].size(); ++m) {
                if (q[s][m] < p[s][m]) return false;
            }
        }
        return true;
    }
    Rational gain(std::size_t i, const Play& p) const {
        Play before;
        for (const PlainIssue& issue : g_.issues) before.push_back(issue.status_quo);
        const Oracle oracle(g_);
        return oracle.material(i, p) - oracle.material(i, before);
    }
    Rational value(Objective objective, const Play& p) const {
        Rational depth = 0, sum = 0, product = 1;
        for (const auto& issue : p) {
            for (const std::size_t level : issue) depth += Rational(level);
        }
        if (objective == Objective::depth) return depth;
        std::optional<Rational> least;
        for (std::size_t i = 0; i < g_.n; ++i) {
            const Rational each = gain(i, p);
            sum += each;
            product *= each > 0 ? each : Rational(0);
            if (!least || each < *least) least = each;
        }
        return objective == Objective::gain ? sum : objective == Objective::least ? *least : product;
    }
    std::vector<Rational> values(const AgreementFinding& f, const Play& p) const {
        std::vector<Rational> result;
        for (const Objective each : f.objectives) result.push_back(value(each, p));
        return result;
    }

    PlainGame g_;
};

}  // namespace comity::test
