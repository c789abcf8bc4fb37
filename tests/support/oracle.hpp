#pragma once
/// Critical values by definition: everything is enumerated again for one value of δ and of every parameter,
/// from plain numbers, with no code of the solvers. Slow and short.

#include <map>
#include <optional>

#include "support/plain_game.hpp"

namespace comity::test {

class Oracle {
  public:
    /// What everybody plays: [issue][member].
    using Play = std::vector<std::vector<std::size_t>>;

    explicit Oracle(const PlainGame& game) : g(game) {
        std::vector<Play> plays{Play(g.issues.size())};
        for (std::size_t s = 0; s < g.issues.size(); ++s) {
            for (std::size_t m = 0; m < g.issues[s].members.size(); ++m) {
                std::vector<Play> longer;
                for (const Play& p : plays) {
                    for (std::size_t a = 0; a < g.issues[s].actions[m]; ++a) {
                        longer.push_back(p);
                        longer.back()[s].push_back(a);
                    }
                }
                plays = longer;
            }
        }
        all_ = plays;
        for (std::size_t i = 0; i < g.n; ++i) exit_.push_back(exit_value(i));
        for (const Play& b : all_) {
            if (is_admitted_equilibrium(b)) equilibria_.push_back(b);
        }
    }

    Rational material(std::size_t i, const Play& p) const {
        Rational sum = 0;
        for (std::size_t s = 0; s < g.issues.size(); ++s) {
            std::size_t c = 0, me = g.n;
            for (std::size_t m = 0; m < p[s].size(); ++m) {
                c = c * g.issues[s].actions[m] + p[s][m];
                if (g.issues[s].members[m] == i) me = m;
            }
            if (me < g.n) sum += g.issues[s].pays[me][c];
        }
        return sum;
    }

    /// The lens of F2 on a vector of gains, as the table in the formalism writes it.
    Rational seen(std::size_t i, const std::vector<Rational>& gain) const {
        using Kind = PlainGame::Kind;
        const Rational others = Rational(g.n - 1);
        Rational u = gain[i];
        Rational behind = 0;
        for (std::size_t j = 0; j < g.n; ++j) {
            if (j == i) continue;
            const Rational k = g.strength * g.weights[i][j] / (g.mean ? others : Rational(1));
            const Rational lead = gain[j] - gain[i];
            if (g.kind == Kind::relative) u -= k * lead;
            if (g.kind == Kind::defensive && lead > 0) u -= k * lead;
            if (g.kind == Kind::identity) u += g.strength * g.weights[i][j] * gain[j];
            behind += gain[i] - gain[j];
        }
        if (g.kind == Kind::snidal) u = (1 - g.strength) * gain[i] + g.strength * behind / others;
        return u;
    }

    Rational utility(std::size_t i, const Play& p) const {
        std::vector<Rational> gain;
        for (std::size_t j = 0; j < g.n; ++j) gain.push_back(material(j, p) - material(j, status_quo()));
        // What i makes of its own gains, norms and costs: W_ii.
        Rational own = 1;
        for (std::size_t j = 0; j < g.n; ++j) {
            if (j != i && g.kind == PlainGame::Kind::relative)
                own += g.strength * g.weights[i][j] / (g.mean ? Rational(g.n - 1) : Rational(1));
        }
        Rational extra = 0;
        for (std::size_t s = 0; s < g.issues.size(); ++s) {
            std::size_t mine = 0, sum = 0;
            for (std::size_t m = 0; m < p[s].size(); ++m)
                (g.issues[s].members[m] == i ? mine : sum) += p[s][m];
            if (g.kind == PlainGame::Kind::identity) extra += g.norm * Rational(mine * sum);
            if (s == 0) extra -= g.cost[i] * Rational(mine);
        }
        return seen(i, gain) + own * extra;
    }

    const std::vector<Play>& equilibria() const { return equilibria_; }
    const std::vector<Play>& all() const { return all_; }

    /// Does i keep to the target at this δ_i, the others granted?
    bool keeps(std::size_t i, const Rational& delta, bool grim) const {
        const Rational u = utility(i, g.play);
        if (!allowed(g.play)) return false;
        if (!meets_floors(i, g.play)) return false;
        Rational v = exit_[i];
        if (grim) {
            if (equilibria_.empty()) return false;
            v = utility(i, equilibria_.front());
            for (const Play& b : equilibria_) v = std::min<Rational>(v, utility(i, b));
            v = std::min<Rational>(v, u);  // reversion that would reward the breach is not carried out
        }
        for (const Play& p : deviations(i, g.play)) {
            if (u < (1 - delta) * utility(i, p) + delta * v) return false;
        }
        return true;
    }

    /// Does i keep to playing these in turn at this δ_i, the others granted? Values are those of an automaton
    /// with one memory state for each period: w(t) = (1−δ) u(a^t) + δ w(t+1), solved by going round once.
    bool keeps_in_turn(std::size_t i, const std::vector<Play>& turns, const Rational& delta,
                       bool grim) const {
        const std::size_t length = turns.size();
        for (const Play& p : turns) {
            if (!allowed(p)) return false;
        }
        // w(0) = constant + factor w(0).
        Rational constant = 0, factor = 1;
        std::vector<Rational> now;
        for (const Play& p : turns) {
            now.push_back(utility(i, p));
            constant += factor * (1 - delta) * now.back();
            factor *= delta;
        }
        std::vector<Rational> w(length + 1, constant / (1 - factor));
        for (std::size_t t = length; t-- > 0;) w[t] = (1 - delta) * now[t] + delta * w[t + 1];
        for (std::size_t t = 0; t < length; ++t) {
            if (!meets_floors(i, turns[t], w[t])) return false;
            Rational v = exit_[i];
            if (grim) {
                if (equilibria_.empty()) return false;
                v = w[t + 1];  // the departure is ignored
                for (const Play& b : equilibria_) v = std::min<Rational>(v, utility(i, b));
            }
            for (const Play& p : deviations(i, turns[t])) {
                if (w[t] < (1 - delta) * utility(i, p) + delta * v) return false;
            }
        }
        return true;
    }
    /// The same from nothing but what is paid in the first `periods` periods: what comes later is only known
    /// to lie between the least and the most that i can be paid. Empty where that leaves it open.
    std::optional<bool> keeps_in_simulation(std::size_t i, const std::vector<Play>& turns,
                                            const Rational& delta, bool grim, std::size_t periods) const {
        for (const Play& p : turns) {
            if (!allowed(p)) return false;
        }
        if (grim && equilibria_.empty()) return false;
        Rational least = utility(i, all_.front()), most = least;
        for (const Play& p : all_) {
            least = std::min<Rational>(least, utility(i, p));
            most = std::max<Rational>(most, utility(i, p));
        }
        std::vector<Rational> now;
        for (const Play& p : turns) now.push_back(utility(i, p));
        // From period t on, between these two.
        const auto paid = [&](std::size_t t) {
            Rational sum = 0, weight = 1;
            for (std::size_t k = 0; k < periods; ++k) {
                sum += (1 - delta) * weight * now[(t + k) % now.size()];
                weight *= delta;
            }
            return std::make_pair<Rational, Rational>(sum + weight * least, sum + weight * most);
        };
        bool open = false;
        for (std::size_t t = 0; t < turns.size(); ++t) {
            const auto [low, high] = paid(t);
            if (!meets_floors(i, turns[t], high)) return false;
            open = open || !meets_floors(i, turns[t], low);
            auto [v_low, v_high] = grim ? paid(t + 1) : std::make_pair(exit_[i], exit_[i]);
            for (const Play& b : equilibria_) {
                if (!grim) break;
                v_low = std::min<Rational>(v_low, utility(i, b));
                v_high = std::min<Rational>(v_high, utility(i, b));
            }
            for (const Play& p : deviations(i, turns[t])) {
                const Rational once = (1 - delta) * utility(i, p);
                if (high < once + delta * v_low) return false;
                open = open || low < once + delta * v_high;
            }
        }
        return open ? std::nullopt : std::optional(true);
    }
    bool are_agreed(const std::vector<Play>& turns) const {
        return std::all_of(turns.begin(), turns.end(), [&](const Play& p) { return agreed(p); });
    }

    bool accepts(std::size_t i) const {
        bool party = false;
        for (std::size_t s = 0; s < g.issues.size(); ++s) {
            for (std::size_t m = 0; m < g.play[s].size(); ++m)
                party = party || (g.issues[s].members[m] == i && g.play[s][m] != g.issues[s].status_quo[m]);
        }
        return allowed(g.play) && (!party || utility(i, g.play) >= utility(i, status_quo()));
    }

    Rational minmax(std::size_t i) const {
        std::map<Play, Rational> best;  // by what the others play
        for (const Play& p : all_) {
            if (!allowed(p)) continue;
            Play key = p;
            for (std::size_t s = 0; s < key.size(); ++s) {
                for (std::size_t m = 0; m < key[s].size(); ++m) {
                    if (g.issues[s].members[m] == i) key[s][m] = 0;
                }
            }
            const Rational u = utility(i, p);
            const auto [it, fresh] = best.emplace(key, u);
            if (!fresh && u > it->second) it->second = u;
        }
        Rational least = best.begin()->second;
        for (const auto& [key, value] : best) least = std::min<Rational>(least, value);
        return least;
    }

    /// The agreement constraints of F3.2 on what is prescribed, word by word.
    bool agreed(const Play& p) const {
        const auto level = [&](std::size_t i, std::size_t s) -> std::optional<std::size_t> {
            for (std::size_t m = 0; m < p[s].size(); ++m) {
                if (g.issues[s].members[m] == i) return p[s][m];
            }
            return std::nullopt;
        };
        if (g.cap) {
            for (const std::size_t i : g.cap->who) {
                Rational sum = 0;
                for (const std::size_t s : g.cap->issues) sum += level(i, s).value_or(0);
                if (sum > g.cap->most[i]) return false;
            }
        }
        if (g.symmetric) {
            for (const std::size_t i : g.symmetric->who) {
                for (const std::size_t j : g.symmetric->who) {
                    if (level(i, 0) != level(j, 0)) return false;
                }
            }
        }
        if (g.compatible) {
            const auto& c = *g.compatible;
            for (const std::size_t i : c.who) {
                for (const std::size_t j : c.who) {
                    if (i != j && *level(i, 0) >= c.depth && *level(j, 0) >= c.depth &&
                        !(c.affinity[i][j] >= c.least && c.affinity[j][i] >= c.least))
                        return false;
                }
            }
        }
        if (g.recognition) {
            const auto gain = [&](std::size_t i) -> Rational {
                return material(i, p) - material(i, status_quo());
            };
            for (const std::size_t i : g.recognition->who) {
                for (const std::size_t j : g.recognition->who) {
                    const Rational theirs = gain(j);
                    if (i != j && gain(i) > 0 &&
                        gain(i) > g.recognition->ratio * (theirs > 0 ? theirs : Rational(0)))
                        return false;
                }
            }
        }
        return true;
    }
    bool target_is_agreed() const { return agreed(g.play); }

    /// Does no departure of i pay if it is answered by v ever after?
    bool deterred(std::size_t i, const Play& p, const Rational& delta, const Rational& v) const {
        for (const Play& q : deviations(i, p)) {
            if (utility(i, p) < (1 - delta) * utility(i, q) + delta * v) return false;
        }
        return true;
    }
    /// Exit values, and under consensus the value of a° for ever.
    bool meets_floors(std::size_t i, const Play& p) const { return meets_floors(i, p, utility(i, p)); }
    /// Does nobody play what a ban takes from it?
    bool allowed(const Play& p) const {
        for (const auto& ban : g.bans) {
            for (std::size_t m = 0; m < p[ban.issue].size(); ++m) {
                if (g.issues[ban.issue].members[m] == ban.who && p[ban.issue][m] == ban.action) return false;
            }
        }
        return true;
    }

    /// All plays that differ from p in i's own actions, and only there, and that i's constraints leave it.
    std::vector<Play> deviations(std::size_t i, const Play& p) const {
        std::vector<Play> result;
        for (const Play& q : all_) {
            bool others_same = true, mine_same = true;
            for (std::size_t s = 0; s < q.size(); ++s) {
                for (std::size_t m = 0; m < q[s].size(); ++m) {
                    (g.issues[s].members[m] == i ? mine_same : others_same) &= q[s][m] == p[s][m];
                }
            }
            bool banned = false;
            for (const auto& ban : g.bans) {
                for (std::size_t m = 0; m < q[ban.issue].size(); ++m) {
                    banned = banned || (ban.who == i && g.issues[ban.issue].members[m] == i &&
                                        q[ban.issue][m] == ban.action);
                }
            }
            if (others_same && !mine_same && !banned) result.push_back(q);
        }
        return result;
    }
    const Rational& exit(std::size_t i) const { return exit_[i]; }

  private:
    bool meets_floors(std::size_t i, const Play& p, const Rational& u) const {
        if (has_floor() && u < exit_[i]) return false;
        if (!g.consensus) return true;
        bool raised = false,
             asked = std::find(g.consensus->who.begin(), g.consensus->who.end(), i) != g.consensus->who.end();
        for (const std::size_t s : g.consensus->issues) {
            for (std::size_t m = 0; m < p[s].size(); ++m) {
                raised = raised || p[s][m] > g.issues[s].status_quo[m];
                asked = asked || (g.consensus->who.empty() && g.issues[s].members[m] == i);
            }
        }
        return !raised || !asked || u >= utility(i, status_quo());
    }

    Play status_quo() const {
        Play p;
        for (const PlainIssue& issue : g.issues) p.push_back(issue.status_quo);
        return p;
    }
    bool has_floor() const { return g.exit != PlainGame::Exit::none && g.withdrawal; }

    bool is_admitted_equilibrium(const Play& b) const {
        if (!allowed(b) || !agreed(b)) return false;
        for (std::size_t i = 0; i < g.n; ++i) {
            const Rational u = utility(i, b);
            if (!meets_floors(i, b)) return false;
            for (const Play& p : deviations(i, b)) {
                if (utility(i, p) > u) return false;
            }
        }
        return true;
    }

    Rational exit_value(std::size_t leaver) const {
        if (g.exit == PlainGame::Exit::none) return 0;
        std::vector<Rational> gain;
        Play follows = status_quo();
        if (g.exit == PlainGame::Exit::continuing) {
            Play without = g.play;
            for (std::size_t s = 0; s < without.size(); ++s) {
                for (std::size_t m = 0; m < without[s].size(); ++m) {
                    if (g.issues[s].members[m] == leaver) without[s][m] = g.issues[s].status_quo[m];
                }
            }
            bool nobody_loses = true;
            for (std::size_t j = 0; j < g.n; ++j)
                nobody_loses =
                    nobody_loses && (j == leaver || material(j, without) >= material(j, status_quo()));
            if (nobody_loses) follows = without;
        }
        for (std::size_t j = 0; j < g.n; ++j) {
            Rational pays = g.exit == PlainGame::Exit::given ? g.after[leaver][j]
                            : j == leaver                    ? g.outside[j]
                                                             : material(j, follows);
            gain.push_back(pays - material(j, status_quo()));
        }
        return seen(leaver, gain);
    }

    PlainGame g;
    std::vector<Play> all_, equilibria_;
    std::vector<Rational> exit_;
};

}  // namespace comity::test
