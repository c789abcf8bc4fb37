#pragma once
/// Random games for property tests, described twice: as plain numbers, for an oracle that shares no code with
/// the solvers, and as the text of a model file.

#include <algorithm>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "comity/number/rational.hpp"

namespace comity::test {

/// One issue: members ascending, numbers of actions, payoffs [member][combination], last member running
/// fastest.
struct PlainIssue {
    std::vector<std::size_t> members, actions, status_quo;
    std::vector<std::vector<Rational>> pays;
};

/// A game, a lens, constraints and a target as numbers only.
struct PlainGame {
    enum class Kind { absolute, relative, defensive, snidal, identity };
    enum class Exit { none, status_quo, continuing, given };
    std::size_t n = 2;
    std::vector<PlainIssue> issues;
    Kind kind = Kind::absolute;
    bool mean = false;
    Rational strength = 0;                       ///< k, r or alpha
    std::vector<std::vector<Rational>> weights;  ///< w_ij
    Rational norm = 0;  ///< identity: nu_i = norm * level_i * (sum of the others' levels), issue by issue
    std::vector<Rational> cost;  ///< sovereignty, per actor and level, in issue 0
    bool has_cost = false;
    /// Prohibited: actor `who` may not play `action` in `issue`.
    struct Ban {
        std::size_t who, issue, action;
    };
    std::vector<Ban> bans;
    Exit exit = Exit::none;
    bool withdrawal = true;
    std::vector<std::vector<Rational>> after;  ///< [leaver][actor], for Exit::given
    std::vector<Rational> outside;             ///< the leaver's payoff, for status_quo and continuing
    std::vector<Rational> delta;
    /// Target: [issue][member].
    std::vector<std::vector<std::size_t>> play;

    /// Agreement constraints, at most one of a kind.
    struct Cap {
        std::vector<std::size_t> who, issues;
        std::vector<Rational> most;  ///< by actor
    };
    struct Symmetric {
        std::vector<std::size_t> who;  ///< in issue 0
    };
    struct Compatible {
        std::vector<std::size_t> who;  ///< in issue 0
        std::size_t depth;
        Rational least;
        std::vector<std::vector<Rational>> affinity;
    };
    struct Recognition {
        std::vector<std::size_t> who;
        Rational ratio;
    };
    struct Consensus {
        std::vector<std::size_t> who;  ///< empty: the members of the issues
        std::vector<std::size_t> issues;
    };
    std::optional<Cap> cap;
    std::optional<Symmetric> symmetric;
    std::optional<Compatible> compatible;
    std::optional<Recognition> recognition;
    std::optional<Consensus> consensus;
};

/// Draws that are the same with every standard library.
class Draw {
  public:
    explicit Draw(std::uint64_t seed) : engine_(seed) {}
    /// 0 .. n−1.
    std::size_t below(std::size_t n) { return static_cast<std::size_t>(engine_() % n); }
    bool one_in(std::size_t n) { return below(n) == 0; }
    /// p/q with p in lo .. hi and q in 1 .. 3.
    Rational number(int lo, int hi) {
        return Rational(lo + static_cast<int>(below(static_cast<std::size_t>(hi - lo + 1)))) /
               Rational(1 + below(3));
    }

  private:
    std::mt19937_64 engine_;
};

inline PlainIssue draw_issue(Draw& draw, std::size_t n, bool everybody) {
    PlainIssue issue;
    for (std::size_t i = 0; i < n; ++i) {
        if (everybody || !draw.one_in(3)) issue.members.push_back(i);
    }
    if (issue.members.size() < 2) issue.members = {0, 1};
    std::size_t combinations = 1;
    for (std::size_t m = 0; m < issue.members.size(); ++m) {
        issue.actions.push_back(n <= 3 && draw.one_in(3) ? 3 : draw.one_in(12) ? 1 : 2);
        issue.status_quo.push_back(draw.one_in(4) ? draw.below(issue.actions.back()) : 0);
        combinations *= issue.actions.back();
    }
    // Half are public goods with noise, in which cooperation is worth sustaining; half are anything.
    const bool good = draw.one_in(2);
    for (std::size_t m = 0; m < issue.members.size(); ++m) {
        issue.pays.emplace_back();
        for (std::size_t c = 0; c < combinations; ++c) {
            Rational value = draw.number(-3, 5);
            if (good) {
                std::size_t rest = c, sum = 0, mine = 0;
                for (std::size_t k = issue.members.size(); k-- > 0;) {
                    sum += rest % issue.actions[k];
                    if (k == m) mine = rest % issue.actions[k];
                    rest /= issue.actions[k];
                }
                value = Rational(2 * sum) - Rational(3 * mine) +
                        (draw.one_in(4) ? draw.number(-1, 1) : Rational(0));
            }
            issue.pays.back().push_back(value);
        }
    }
    return issue;
}

inline PlainGame draw_game(std::uint64_t seed) {
    Draw draw(seed);
    PlainGame g;
    g.n = 2 + draw.below(3);
    g.issues.push_back(draw_issue(draw, g.n, true));
    if (g.n < 4 && draw.one_in(3)) g.issues.push_back(draw_issue(draw, g.n, false));
    // Step 1. A lens.
    g.kind = static_cast<PlainGame::Kind>(draw.below(5));
    g.mean = draw.one_in(2);
    g.strength = g.kind == PlainGame::Kind::snidal || g.kind == PlainGame::Kind::identity
                     ? Rational(draw.below(5)) / 8
                     : Rational(draw.below(7)) / 3;
    for (std::size_t i = 0; i < g.n; ++i) {
        g.weights.emplace_back();
        for (std::size_t j = 0; j < g.n; ++j) g.weights[i].push_back(Rational(draw.below(5)) / 4);
    }
    if (g.kind == PlainGame::Kind::identity && draw.one_in(2)) g.norm = draw.number(-1, 2);
    // Step 2. Constraints.
    g.has_cost = draw.one_in(3);
    for (std::size_t i = 0; i < g.n; ++i) {
        g.cost.push_back(g.has_cost ? draw.number(-1, 2) : Rational(0));
        g.outside.push_back(draw.number(-2, 2));
        g.after.emplace_back();
        for (std::size_t j = 0; j < g.n; ++j) g.after[i].push_back(draw.number(-3, 3));
    }
    for (int k = 0; k < 2; ++k) {
        const std::size_t s = draw.below(g.issues.size()), m = draw.below(g.issues[s].members.size());
        const bool other = !g.bans.empty() && g.bans[0].issue == s && g.bans[0].who == g.issues[s].members[m];
        if (draw.one_in(4) && g.issues[s].actions[m] > 1 && !other)
            g.bans.push_back({g.issues[s].members[m], s, draw.below(g.issues[s].actions[m])});
    }
    if (draw.one_in(3)) g.exit = static_cast<PlainGame::Exit>(1 + draw.below(3));
    g.withdrawal = draw.one_in(2);
    // Step 3. Time and target.
    const Rational common = Rational(1 + draw.below(9)) / 10;
    for (std::size_t i = 0; i < g.n; ++i)
        g.delta.push_back(draw.one_in(3) ? Rational(draw.below(10)) / 10 : common);
    for (const PlainIssue& issue : g.issues) {
        g.play.emplace_back();
        const bool last = !draw.one_in(3);
        for (const std::size_t actions : issue.actions)
            g.play.back().push_back(last ? actions - 1 : draw.below(actions));
    }
    return g;
}

/// Adds agreement constraints, at least one, to a drawn game.
inline void draw_agreements(std::uint64_t seed, PlainGame& g) {
    Draw draw(seed * 7919 + 17);
    const auto some = [&](std::size_t least) {
        std::vector<std::size_t> who;
        for (std::size_t i = 0; i < g.n; ++i) {
            if (!draw.one_in(3)) who.push_back(i);
        }
        if (who.size() < least) who = {0, 1};
        return who;
    };
    const auto issues = [&] {
        std::vector<std::size_t> list{draw.below(g.issues.size())};
        if (g.issues.size() > 1 && draw.one_in(2)) list = {0, 1};
        return list;
    };
    const std::size_t always = draw.below(5);
    const auto has = [&](std::size_t kind) { return kind == always || draw.one_in(4); };
    if (has(0)) {
        g.cap = PlainGame::Cap{some(1), issues(), {}};
        for (std::size_t i = 0; i < g.n; ++i)
            g.cap->most.push_back(Rational(draw.below(4)) / 2 + draw.below(2));
    }
    if (has(1)) {
        // The same lists of actions are needed: issue 0 gets the least of them all.
        g.symmetric = PlainGame::Symmetric{some(2)};
        const auto& members = g.issues[0].members;
        std::vector<std::size_t> alike;
        for (const std::size_t who : g.symmetric->who) {
            const auto at =
                static_cast<std::size_t>(std::find(members.begin(), members.end(), who) - members.begin());
            const auto first = static_cast<std::size_t>(
                std::find(members.begin(), members.end(), g.symmetric->who.front()) - members.begin());
            if (g.issues[0].actions[at] == g.issues[0].actions[first]) alike.push_back(who);
        }
        g.symmetric->who = alike;
        if (alike.size() < 2) g.symmetric.reset();
    }
    if (has(2)) {
        g.compatible = PlainGame::Compatible{some(2), 1, Rational(draw.below(3)) / 4, {}};
        for (std::size_t i = 0; i < g.n; ++i) {
            g.compatible->affinity.emplace_back();
            for (std::size_t j = 0; j < g.n; ++j)
                g.compatible->affinity[i].push_back(Rational(draw.below(5)) / 4);
        }
    }
    if (has(3)) g.recognition = PlainGame::Recognition{some(2), 1 + Rational(draw.below(5)) / 2};
    if (has(4))
        g.consensus = PlainGame::Consensus{draw.one_in(2) ? some(1) : std::vector<std::size_t>{}, issues()};
}

/// The same game as a model file.
inline std::string model_text(const PlainGame& g) {
    const auto code = [](std::size_t i) { return "S" + std::to_string(i); };
    const auto quoted = [](const std::string& text) { return "\"" + text + "\""; };
    const auto number = [&](const Rational& x) { return quoted(to_string(x)); };
    const auto label = [&](std::size_t action) { return quoted("a" + std::to_string(action)); };
    const auto matrix = [&](const std::string& name, const std::vector<std::vector<Rational>>& rows) {
        std::string text = "[matrices." + name + "]\nsource = \"drawn\"\nrows = [";
        for (const auto& row : rows) {
            text += "[";
            for (const Rational& x : row) text += number(x) + ",";
            text += "],";
        }
        return text + "]\n";
    };
    const auto vector = [&](const std::string& name, const std::vector<Rational>& values) {
        std::string text = "[attributes." + name + "]\nsource = \"drawn\"\nvalues = [";
        for (const Rational& x : values) text += number(x) + ",";
        return text + "]\n";
    };
    std::string text =
        "format = 1\nname = \"drawn\"\nunit = \"points\"\ndelta = { source = \"drawn\", by_state = { ";
    for (std::size_t i = 0; i < g.n; ++i) text += (i > 0 ? ", " : "") + code(i) + " = " + number(g.delta[i]);
    text += " } }\n";
    for (std::size_t i = 0; i < g.n; ++i)
        text += "[[actors]]\ncode = " + quoted(code(i)) + "\nname = " + quoted("State " + std::to_string(i)) +
                "\n";
    text += "[parameters]\nsigma = { value = 1, range = [-2, 3], reason = \"scales the costs\" }\n";
    if (g.cap || g.compatible || g.recognition)
        text += "slack = { value = 1, range = [0, 3], reason = \"scales what agreements allow\" }\n";
    text += matrix("w", g.weights) + matrix("after", g.after) + vector("cost", g.cost) +
            vector("outside", g.outside);
    if (g.cap) text += vector("most", g.cap->most);
    if (g.compatible) text += matrix("affinity", g.compatible->affinity);
    for (std::size_t s = 0; s < g.issues.size(); ++s) {
        const PlainIssue& issue = g.issues[s];
        text += "[[issues]]\nname = \"issue" + std::to_string(s) + "\"\nbetween = [";
        for (const std::size_t m : issue.members) text += quoted(code(m)) + ",";
        text += "]\nactions = { ";
        std::string status_quo = "status_quo = { ";
        std::size_t combinations = 1;
        for (std::size_t m = 0; m < issue.members.size(); ++m) {
            const std::string comma = m > 0 ? ", " : "";
            text += comma + code(issue.members[m]) + " = [";
            for (std::size_t a = 0; a < issue.actions[m]; ++a) text += label(a) + ",";
            text += "]";
            status_quo += comma + code(issue.members[m]) + " = " + label(issue.status_quo[m]);
            combinations *= issue.actions[m];
        }
        text += " }\n" + status_quo + " }\noutcomes = [\n";
        for (std::size_t c = 0; c < combinations; ++c) {
            std::string play, pays;
            std::size_t rest = c;
            for (std::size_t k = issue.members.size(); k-- > 0;) {
                play = label(rest % issue.actions[k]) + "," + play;
                rest /= issue.actions[k];
            }
            for (const auto& mine : issue.pays) pays += number(mine[c]) + ",";
            text += "{ play = [" + play + "], pays = [" + pays + "] },\n";
        }
        text += "]\nnorms = { warmth = \"level * sum(others: level[other])\" }\n";
    }
    static const char* kinds[] = {"absolute", "relative", "defensive", "snidal", "identity"};
    static const char* strengths[] = {"", "k", "k", "r", "alpha"};
    const auto kind = static_cast<std::size_t>(g.kind);
    text += "[lenses.lens]\nkind = " + quoted(kinds[kind]) + "\n";
    if (kind > 0) text += std::string(strengths[kind]) + " = " + number(g.strength) + "\n";
    if (kind == 1 || kind == 2)
        text += std::string("aggregate = ") + (g.mean ? "\"mean\"" : "\"sum\"") + "\n";
    if (kind == 1 || kind == 2 || kind == 4) text += "weights = \"w[i, j]\"\n";
    if (kind == 4) text += "norms = { warmth = " + number(g.norm) + " }\n";
    if (g.has_cost)
        text +=
            "[[constraints]]\nname = \"cost\"\nkind = \"sovereignty\"\ncost = \"sigma * cost\"\nissues = "
            "[\"issue0\"]\nreason = \"drawn\"\n";
    for (std::size_t b = 0; b < g.bans.size(); ++b) {
        text += "[[constraints]]\nname = \"ban" + std::to_string(b) + "\"\nkind = \"prohibit\"\nwho = [" +
                quoted(code(g.bans[b].who)) + "]\nissue = \"issue" + std::to_string(g.bans[b].issue) +
                "\"\nactions = [" + label(g.bans[b].action) + "]\nreason = \"drawn\"\n";
    }
    if (g.exit != PlainGame::Exit::none) {
        text += "[[constraints]]\nname = \"exit\"\nkind = \"exit\"\nreason = \"drawn\"\n";
        if (g.exit == PlainGame::Exit::given) text += "pays = \"after[leaver, self]\"\n";
        if (g.exit == PlainGame::Exit::status_quo) text += "others = \"status_quo\"\noutside = \"outside\"\n";
        if (g.exit == PlainGame::Exit::continuing)
            text += "others = \"continue\"\nagreement = \"target\"\noutside = \"outside\"\n";
        text += std::string("withdrawal = ") + (g.withdrawal ? "\"free\"" : "\"none\"") + "\n";
    }
    const auto constraint = [&](const std::string& rule, const std::vector<std::size_t>& who,
                                const std::vector<std::size_t>& issues, const std::string& rest) {
        text +=
            "[[constraints]]\nname = " + quoted(rule) + "\nkind = " + quoted(rule) + "\nreason = \"drawn\"\n";
        if (!who.empty()) {
            text += "who = [";
            for (const std::size_t i : who) text += quoted(code(i)) + ",";
            text += "]\n";
        }
        if (!issues.empty()) {
            text += "issues = [";
            for (const std::size_t s : issues) text += "\"issue" + std::to_string(s) + "\",";
            text += "]\n";
        }
        text += rest + "\n";
    };
    if (g.cap) constraint("depth_cap", g.cap->who, g.cap->issues, "cap = \"slack * most\"");
    if (g.symmetric) constraint("symmetric", g.symmetric->who, {0}, "");
    if (g.compatible)
        constraint("compatible_depth", g.compatible->who, {0},
                   "affinity = \"affinity[i, j]\"\ndepth = " + std::to_string(g.compatible->depth) +
                       "\nleast = \"slack * " + to_string(g.compatible->least) + "\"");
    if (g.recognition)
        constraint("recognition", g.recognition->who, {},
                   "ratio = \"slack * " + to_string(g.recognition->ratio) + "\"");
    if (g.consensus) constraint("consensus", g.consensus->who, g.consensus->issues, "");
    for (const std::string test : {"", "accept"}) {
        text += "[[targets]]\nname = \"target" + test + "\"\n" + (test.empty() ? "" : "test = \"accept\"\n") +
                "play = { ";
        for (std::size_t s = 0; s < g.issues.size(); ++s) {
            text += (s > 0 ? ", issue" : "issue") + std::to_string(s) + " = { ";
            for (std::size_t m = 0; m < g.play[s].size(); ++m)
                text += (m > 0 ? ", " : "") + code(g.issues[s].members[m]) + " = " + label(g.play[s][m]);
            text += " }";
        }
        text += " }\n";
    }
    return text;
}

}  // namespace comity::test
