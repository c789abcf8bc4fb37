#pragma once
/// An oracle for agreements that shares no code with the solvers: every payoff of every profile in one table
/// of whole numbers, every departure tried. Where the solver adds issues up, this does not know that there
/// are any, except to fill its tables.

#include <cstdint>
#include <numeric>

#include "comity/certificate/finding.hpp"
#include "support/plain_game.hpp"

namespace comity::test {

__extension__ using Wide = __int128;

/// A drawn game as tables. Profiles are numbered actor by actor, issue by issue, the last running fastest.
class TableOracle {
  public:
    explicit TableOracle(const PlainGame& g) : g_(g), status_quo_(0) {
        place_slots();
        fill();
        find_exit_values();
        find_possible();
        find_equilibria();
    }

    std::size_t size() const { return size_; }

    /// Which profiles are kept up for ever, the breacher being punished by grim or exit.
    std::vector<bool> kept(Punishment punishment) const {
        std::vector<bool> result(size_, false);
        if (punishment == Punishment::grim && equilibria_.empty()) return result;
        std::vector<std::int64_t> v(g_.n);
        for (std::size_t i = 0; i < g_.n; ++i) {
            v[i] = exit_[i];
            if (punishment != Punishment::grim) continue;
            v[i] = utility_[i][equilibria_.front()];
            for (const std::size_t b : equilibria_) v[i] = std::min(v[i], utility_[i][b]);
        }
        for (std::size_t p = 0; p < size_; ++p) {
            bool all = possible_[p];
            for (std::size_t i = 0; i < g_.n && all; ++i) {
                const std::int64_t u = utility_[i][p];
                all = deterred(i, p, punishment == Punishment::grim ? std::min(v[i], u) : v[i]);
            }
            result[p] = all;
        }
        return result;
    }

    /// Which profiles no punishment at all could rule out: nobody is held below what it can secure against
    /// anything, or below its floor.
    std::vector<bool> not_refuted() const {
        std::vector<std::int64_t> v(g_.n);
        for (std::size_t i = 0; i < g_.n; ++i) {
            v[i] = minmax(i);
            if (has_floor()) v[i] = std::max(v[i], exit_[i]);
        }
        std::vector<bool> result(size_, false);
        for (std::size_t p = 0; p < size_; ++p) {
            bool all = possible_[p];
            for (std::size_t i = 0; i < g_.n && all; ++i)
                all = alone_[i] || (utility_[i][p] >= v[i] && deterred(i, p, v[i]));
            result[p] = all;
        }
        return result;
    }

    /// What a profile has of an objective.
    Rational value(Objective objective, std::size_t p) const {
        if (objective == Objective::depth) {
            std::size_t sum = 0;
            for (std::size_t k = 0; k < slots_.size(); ++k) sum += digit(p, k);
            return Rational(sum);
        }
        Wide sum = 0;
        std::int64_t least = 0;
        Rational product = 1;
        for (std::size_t i = 0; i < g_.n; ++i) {
            const std::int64_t gain = material_[i][p] - material_[i][status_quo_];
            sum += gain;
            least = i == 0 ? gain : std::min(least, gain);
            product *= gain > 0 ? Rational(gain) / Rational(unit_) : Rational(0);
        }
        if (objective == Objective::nash) return product;
        return Rational(static_cast<std::int64_t>(objective == Objective::gain ? sum : Wide(least))) /
               Rational(unit_);
    }

    /// The best of some profiles, the first objective counting first; of several the first.
    std::optional<std::size_t> best(const std::vector<bool>& among,
                                    const std::vector<Objective>& objectives) const {
        std::optional<std::size_t> best;
        std::vector<Rational> most;
        for (std::size_t p = 0; p < size_; ++p) {
            if (!among[p]) continue;
            std::vector<Rational> mine;
            for (std::size_t k = 0; k < objectives.size(); ++k) {
                mine.push_back(value(objectives[k], p));
                if (best && mine[k] < most[k]) break;
                if (best && most[k] < mine[k]) best.reset();
            }
            if (best || mine.size() < objectives.size()) continue;
            best = p;
            most = mine;
        }
        return best;
    }

    /// What each actor does in each of its issues.
    std::vector<std::vector<std::size_t>> actions(std::size_t p) const {
        std::vector<std::vector<std::size_t>> result(g_.n);
        for (std::size_t k = 0; k < slots_.size(); ++k) result[slots_[k].actor].push_back(digit(p, k));
        return result;
    }
    /// The combination that a profile plays in an issue, the last member running fastest.
    std::size_t combination(std::size_t p, std::size_t issue) const {
        std::size_t c = 0;
        for (std::size_t m = 0; m < g_.issues[issue].members.size(); ++m)
            c = c * g_.issues[issue].actions[m] + digit(p, place_[issue][m]);
        return c;
    }
    Rational utility(std::size_t actor, std::size_t p) const {
        return Rational(utility_[actor][p]) / Rational(unit_);
    }

  private:
    struct Slot {
        std::size_t actor, issue, member, actions, stride;
    };

    void place_slots() {
        place_.resize(g_.issues.size());
        for (std::size_t s = 0; s < g_.issues.size(); ++s) place_[s].resize(g_.issues[s].members.size());
        for (std::size_t i = 0; i < g_.n; ++i) {
            for (std::size_t s = 0; s < g_.issues.size(); ++s) {
                const auto& members = g_.issues[s].members;
                for (std::size_t m = 0; m < members.size(); ++m) {
                    if (members[m] != i) continue;
                    place_[s][m] = slots_.size();
                    slots_.push_back({i, s, m, g_.issues[s].actions[m], 0});
                }
            }
        }
        size_ = 1;
        for (std::size_t k = slots_.size(); k-- > 0;) {
            slots_[k].stride = size_;
            size_ *= slots_[k].actions;
        }
        for (std::size_t s = 0; s < g_.issues.size(); ++s) {
            for (std::size_t m = 0; m < g_.issues[s].members.size(); ++m)
                status_quo_ += g_.issues[s].status_quo[m] * slots_[place_[s][m]].stride;
        }
        // What an actor does is a number from 0 to own_ − 1, every stride_ profiles another.
        own_.assign(g_.n, 1);
        stride_.assign(g_.n, 1);
        for (std::size_t k = slots_.size(); k-- > 0;) {
            if (own_[slots_[k].actor] == 1) stride_[slots_[k].actor] = slots_[k].stride;
            own_[slots_[k].actor] *= slots_[k].actions;
        }
        for (std::size_t i = 0; i < g_.n; ++i) {
            auto& may = may_.emplace_back(own_[i], true);
            for (std::size_t a = 0; a < own_[i]; ++a) {
                for (const auto& ban : g_.bans) {
                    for (std::size_t k = 0; k < slots_.size(); ++k) {
                        if (slots_[k].actor == i && ban.who == i && slots_[k].issue == ban.issue &&
                            digit(a * stride_[i], k) == ban.action)
                            may[a] = false;
                    }
                }
            }
            alone_.push_back(std::count(may.begin(), may.end(), true) < 2);
        }
    }
    std::size_t digit(std::size_t p, std::size_t slot) const {
        return p / slots_[slot].stride % slots_[slot].actions;
    }
    std::size_t own(std::size_t i, std::size_t p) const { return p / stride_[i] % own_[i]; }

    /// W of F2, and what an actor makes of its own norms and costs.
    std::vector<std::vector<Rational>> weights() const {
        using Kind = PlainGame::Kind;
        const Rational others = Rational(g_.n - 1);
        std::vector<std::vector<Rational>> w(g_.n, std::vector<Rational>(g_.n, Rational(0)));
        for (std::size_t i = 0; i < g_.n; ++i) {
            w[i][i] = 1;
            for (std::size_t j = 0; j < g_.n; ++j) {
                if (j == i) continue;
                if (g_.kind == Kind::relative) {
                    const Rational k = g_.strength * g_.weights[i][j] / (g_.mean ? others : Rational(1));
                    w[i][j] = -k;
                    w[i][i] += k;
                }
                if (g_.kind == Kind::snidal) w[i][j] = -g_.strength / others;
                if (g_.kind == Kind::identity) w[i][j] = g_.strength * g_.weights[i][j];
            }
        }
        return w;
    }

    void fill() {
        const auto w = weights();
        // Step 1. One issue at a time, as fractions: what a combination adds to each.
        std::vector<std::vector<std::vector<Rational>>> adds, pays;  // [issue][actor][combination]
        for (std::size_t s = 0; s < g_.issues.size(); ++s) {
            const PlainIssue& issue = g_.issues[s];
            std::size_t combinations = 1;
            for (const std::size_t actions : issue.actions) combinations *= actions;
            auto& mine = pays.emplace_back(g_.n, std::vector<Rational>(combinations, Rational(0)));
            auto& seen = adds.emplace_back(g_.n, std::vector<Rational>(combinations, Rational(0)));
            std::size_t before = 0;
            for (std::size_t m = 0; m < issue.members.size(); ++m) {
                mine[issue.members[m]] = issue.pays[m];
                before = before * issue.actions[m] + issue.status_quo[m];
            }
            for (std::size_t c = 0; c < combinations; ++c) {
                std::vector<std::size_t> level(g_.n, 0);
                std::size_t rest = c, sum = 0;
                for (std::size_t m = issue.members.size(); m-- > 0;) {
                    level[issue.members[m]] = rest % issue.actions[m];
                    sum += rest % issue.actions[m];
                    rest /= issue.actions[m];
                }
                for (std::size_t i = 0; i < g_.n; ++i) {
                    for (std::size_t j = 0; j < g_.n; ++j)
                        seen[i][c] += w[i][j] * (mine[j][c] - mine[j][before]);
                    Rational extra = 0;
                    if (g_.kind == PlainGame::Kind::identity)
                        extra += g_.norm * Rational(level[i] * (sum - level[i]));
                    if (s == 0) extra -= g_.cost[i] * Rational(level[i]);
                    // Snidal's mixture counts a unit of one's own once, as identity does.
                    seen[i][c] += w[i][i] * extra;
                }
            }
        }
        // Step 2. Whole numbers.
        Integer common = 1;
        const auto widen = [&](const Rational& x) { common = lcm(common, denominator(x)); };
        for (const auto* table : {&adds, &pays}) {
            for (const auto& issue : *table) {
                for (const auto& row : issue) std::for_each(row.begin(), row.end(), widen);
            }
        }
        for (const Rational& x : exit_fractions(w)) widen(x);
        unit_ = common.convert_to<std::int64_t>();
        const auto whole = [&](const Rational& x) {
            return numerator(Rational(x * Rational(common))).convert_to<std::int64_t>();
        };
        for (std::size_t i = 0; i < g_.n; ++i) {
            utility_.emplace_back(size_, 0);
            material_.emplace_back(size_, 0);
        }
        for (std::size_t s = 0; s < g_.issues.size(); ++s) {
            std::vector<std::vector<std::int64_t>> u, g;
            for (std::size_t i = 0; i < g_.n; ++i) {
                u.emplace_back();
                g.emplace_back();
                for (const Rational& x : adds[s][i]) u.back().push_back(whole(x));
                for (const Rational& x : pays[s][i]) g.back().push_back(whole(x));
            }
            for (std::size_t p = 0; p < size_; ++p) {
                const std::size_t c = combination(p, s);
                for (std::size_t i = 0; i < g_.n; ++i) {
                    utility_[i][p] += u[i][c];
                    material_[i][p] += g[i][c];
                }
            }
        }
        for (const Rational& x : exit_fractions(w)) exit_.push_back(whole(x));
    }

    Rational material(std::size_t i, std::size_t p) const {
        Rational sum = 0;
        for (std::size_t s = 0; s < g_.issues.size(); ++s) {
            for (std::size_t m = 0; m < g_.issues[s].members.size(); ++m) {
                if (g_.issues[s].members[m] == i) sum += g_.issues[s].pays[m][combination(p, s)];
            }
        }
        return sum;
    }

    /// e_i, by actor; nothing where there is no exit rule.
    std::vector<Rational> exit_fractions(const std::vector<std::vector<Rational>>& w) const {
        std::vector<Rational> result;
        for (std::size_t leaver = 0; leaver < g_.n && g_.exit != PlainGame::Exit::none; ++leaver) {
            std::size_t follows = status_quo_;
            if (g_.exit == PlainGame::Exit::continuing) {
                std::size_t without = 0;
                for (const Slot& slot : slots_)
                    without +=
                        slot.stride * (slot.actor == leaver ? g_.issues[slot.issue].status_quo[slot.member]
                                                            : g_.play[slot.issue][slot.member]);
                bool nobody_loses = true;
                for (std::size_t j = 0; j < g_.n; ++j)
                    nobody_loses =
                        nobody_loses && (j == leaver || material(j, without) >= material(j, status_quo_));
                if (nobody_loses) follows = without;
            }
            Rational e = 0;
            for (std::size_t j = 0; j < g_.n; ++j) {
                const Rational pays = g_.exit == PlainGame::Exit::given ? g_.after[leaver][j]
                                      : j == leaver                     ? g_.outside[j]
                                                                        : material(j, follows);
                e += w[leaver][j] * (pays - material(j, status_quo_));
            }
            result.push_back(e);
        }
        return result;
    }
    void find_exit_values() { exit_.resize(g_.n, 0); }
    bool has_floor() const { return g_.exit != PlainGame::Exit::none && g_.withdrawal; }

    /// What may be prescribed: bans, agreement constraints, floors.
    void find_possible() {
        possible_.assign(size_, false);
        std::vector<std::size_t> level(slots_.size());
        for (std::size_t p = 0; p < size_; ++p) {
            for (std::size_t k = 0; k < slots_.size(); ++k) level[k] = digit(p, k);
            possible_[p] = is_possible(p, level);
        }
    }
    bool is_possible(std::size_t p, const std::vector<std::size_t>& level) const {
        for (std::size_t i = 0; i < g_.n; ++i) {
            if (!may_[i][own(i, p)] || (has_floor() && utility_[i][p] < exit_[i])) return false;
        }
        if (g_.cap) {
            for (const std::size_t i : g_.cap->who) {
                Rational sum = 0;
                for (std::size_t k = 0; k < slots_.size(); ++k) {
                    const auto& issues = g_.cap->issues;
                    if (slots_[k].actor == i &&
                        std::find(issues.begin(), issues.end(), slots_[k].issue) != issues.end())
                        sum += Rational(level[k]);
                }
                if (sum > g_.cap->most[i]) return false;
            }
        }
        const auto first = [&](std::size_t i) { return level[place_[0][i]]; };  // issue 0 has everybody
        if (g_.symmetric) {
            for (const std::size_t i : g_.symmetric->who) {
                if (first(i) != first(g_.symmetric->who.front())) return false;
            }
        }
        if (g_.compatible) {
            const auto& c = *g_.compatible;
            for (const std::size_t i : c.who) {
                for (const std::size_t j : c.who) {
                    if (i != j && first(i) >= c.depth && first(j) >= c.depth && c.affinity[i][j] < c.least)
                        return false;
                }
            }
        }
        if (g_.recognition) {
            const auto gain = [&](std::size_t i) {
                return Rational(material_[i][p] - material_[i][status_quo_]);
            };
            for (const std::size_t i : g_.recognition->who) {
                for (const std::size_t j : g_.recognition->who) {
                    if (i != j && gain(i) > 0 &&
                        gain(i) > g_.recognition->ratio * std::max<Rational>(0, gain(j)))
                        return false;
                }
            }
        }
        if (g_.consensus) {
            bool raised = false;
            std::vector<bool> asked(g_.n, false);
            for (const std::size_t i : g_.consensus->who) asked[i] = true;
            for (std::size_t k = 0; k < slots_.size(); ++k) {
                const auto& issues = g_.consensus->issues;
                if (std::find(issues.begin(), issues.end(), slots_[k].issue) == issues.end()) continue;
                raised = raised || level[k] > g_.issues[slots_[k].issue].status_quo[slots_[k].member];
                if (g_.consensus->who.empty()) asked[slots_[k].actor] = true;
            }
            for (std::size_t i = 0; i < g_.n && raised; ++i) {
                if (asked[i] && utility_[i][p] < utility_[i][status_quo_]) return false;
            }
        }
        return true;
    }

    void find_equilibria() {
        for (std::size_t p = 0; p < size_; ++p) {
            bool all = possible_[p];
            for (std::size_t i = 0; i < g_.n && all; ++i) {
                for (std::size_t a = 0; a < own_[i] && all; ++a)
                    all = !may_[i][a] || utility_[i][departed(i, p, a)] <= utility_[i][p];
            }
            if (all) equilibria_.push_back(p);
        }
    }
    std::size_t departed(std::size_t i, std::size_t p, std::size_t action) const {
        return p - own(i, p) * stride_[i] + action * stride_[i];
    }

    /// u ≥ (1−δ) u(a') + δ v for every departure.
    bool deterred(std::size_t i, std::size_t p, std::int64_t v) const {
        const Wide num = numerator(g_.delta[i]).convert_to<std::int64_t>();
        const Wide den = denominator(g_.delta[i]).convert_to<std::int64_t>();
        for (std::size_t a = 0; a < own_[i]; ++a) {
            if (a == own(i, p) || !may_[i][a]) continue;
            if (den * utility_[i][p] < (den - num) * utility_[i][departed(i, p, a)] + num * v) return false;
        }
        return true;
    }

    /// The least, over what all others may do, of the best that i can do then.
    std::int64_t minmax(std::size_t i) const {
        std::optional<std::int64_t> least;
        for (std::size_t p = 0; p < size_; ++p) {
            if (own(i, p) != 0) continue;
            bool allowed = true;
            for (std::size_t j = 0; j < g_.n; ++j) allowed = allowed && (j == i || may_[j][own(j, p)]);
            if (!allowed) continue;
            std::optional<std::int64_t> best;
            for (std::size_t a = 0; a < own_[i]; ++a) {
                const std::int64_t u = utility_[i][departed(i, p, a)];
                if (may_[i][a] && (!best || *best < u)) best = u;
            }
            if (!least || *best < *least) least = *best;
        }
        return *least;
    }

    PlainGame g_;
    std::size_t size_ = 1, status_quo_;
    std::vector<Slot> slots_;
    std::vector<std::vector<std::size_t>> place_;  ///< [issue][member]: its slot
    std::vector<std::size_t> own_, stride_;        ///< by actor
    std::vector<std::vector<bool>> may_;           ///< [actor][what it does]
    std::vector<bool> alone_;                      ///< by actor: it has nothing to depart to
    std::int64_t unit_ = 1;
    std::vector<std::vector<std::int64_t>> utility_, material_;  ///< [actor][profile], times unit_
    std::vector<std::int64_t> exit_;
    std::vector<bool> possible_;
    std::vector<std::size_t> equilibria_;
};

}  // namespace comity::test
