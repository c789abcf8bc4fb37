// Agreements against a list of all profiles [F4.6]: random games with every lens that adds up and every
// constraint, judged by an oracle that shares no code with the solvers.

#include "comity/search/agreement.hpp"

#include <set>

#include "comity/model/tabulate.hpp"
#include "comity/text/error.hpp"
#include "support/drawn_linked.hpp"
#include "support/oracle.hpp"
#include "support/shipped.hpp"

namespace comity::test {
namespace {

using Play = Oracle::Play;

AgreementFinding ask(const Model& model, const AgreementRequest& request) {
    const Scalars<Rational> scalars = file_scalars(model);
    const Evaluator<Rational> evaluator(model, scalars);
    return find_agreement(model, std::make_shared<const Game<Rational>>(tabulate(model, evaluator)), 0,
                          request);
}

/// What is played, by issue and member, from what each actor does in its issues.
Play play_of(const PlainGame& g, const AgreementFinding::Agreement& agreement) {
    Play play;
    std::vector<std::size_t> next(g.n, 0);
    for (const PlainIssue& issue : g.issues) {
        play.emplace_back();
        for (const std::size_t who : issue.members)
            play.back().push_back(agreement.actions[who][next[who]++]);
    }
    return play;
}

/// Actor by actor, issue by issue: the order of profiles.
std::vector<std::size_t> order_of(const PlainGame& g, const Play& play) {
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < g.n; ++i) {
        for (std::size_t s = 0; s < g.issues.size(); ++s) {
            for (std::size_t m = 0; m < play[s].size(); ++m) {
                if (g.issues[s].members[m] == i) order.push_back(play[s][m]);
            }
        }
    }
    return order;
}

Rational depth_of(const Play& play) {
    Rational sum = 0;
    for (const auto& issue : play) {
        for (const std::size_t level : issue) sum += Rational(level);
    }
    return sum;
}

/// Everything that is sustained, by trying all.
class List {
  public:
    List(const PlainGame& g, bool grim) : g_(g), oracle_(g) {
        for (const Play& p : oracle_.all()) {
            bool kept = oracle_.agreed(p);
            for (std::size_t i = 0; i < g.n && kept; ++i)
                kept = oracle_.keeps_in_turn(i, {p}, g.delta[i], grim);
            if (kept) sustained_.push_back(p);
        }
    }
    const Oracle& oracle() const { return oracle_; }

    Rational value(Objective objective, const Play& p) const {
        if (objective == Objective::depth) return depth_of(p);
        Play before;
        for (const PlainIssue& issue : g_.issues) before.push_back(issue.status_quo);
        Rational sum = 0, product = 1;
        std::optional<Rational> least;
        for (std::size_t i = 0; i < g_.n; ++i) {
            const Rational gain = oracle_.material(i, p) - oracle_.material(i, before);
            sum += gain;
            product *= gain > 0 ? gain : Rational(0);
            if (!least || gain < *least) least = gain;
        }
        return objective == Objective::gain ? sum : objective == Objective::least ? *least : product;
    }
    std::vector<Rational> values(const std::vector<Objective>& objectives, const Play& p) const {
        std::vector<Rational> result;
        for (const Objective each : objectives) result.push_back(value(each, p));
        return result;
    }
    std::optional<Play> best(const std::vector<Objective>& objectives) const {
        std::optional<Play> best;
        for (const Play& p : sustained_) {
            if (!best) {
                best = p;
                continue;
            }
            const auto mine = values(objectives, p), theirs = values(objectives, *best);
            if (theirs < mine || (mine == theirs && order_of(g_, p) < order_of(g_, *best))) best = p;
        }
        return best;
    }
    /// Those that no other goes beyond.
    std::vector<Play> maximal() const {
        std::vector<Play> result;
        for (const Play& p : sustained_) {
            const auto mine = order_of(g_, p);
            const bool beaten = std::any_of(sustained_.begin(), sustained_.end(), [&](const Play& q) {
                const auto theirs = order_of(g_, q);
                bool above = mine != theirs;
                for (std::size_t k = 0; k < mine.size(); ++k) above = above && theirs[k] >= mine[k];
                return above;
            });
            if (!beaten) result.push_back(p);
        }
        return result;
    }

  private:
    PlainGame g_;
    Oracle oracle_;
    std::vector<Play> sustained_;
};

std::string words(const PlainGame& g, const Play& play) {
    std::string text;
    for (const std::size_t each : order_of(g, play)) text += std::to_string(each);
    return text;
}

TEST(Agreement, IsTheBestOfAllProfilesInFiveHundredRandomGames) {
    std::size_t games = 0, deep = 0, empty = 0, two_sided = 0;
    const std::vector<std::vector<Objective>> all{{Objective::depth},
                                                  {Objective::gain},
                                                  {Objective::least},
                                                  {Objective::nash},
                                                  {Objective::depth, Objective::gain},
                                                  {Objective::nash, Objective::depth}};
    for (std::uint64_t seed = 0; games < 500; ++seed) {
        const auto g = draw_linked(seed);
        if (!g) continue;
        ++games;
        const std::string text = model_text(*g);
        const Model model = load(text);
        AgreementRequest request;
        request.delta = g->delta;
        request.binding = false;
        for (const Punishment punishment : {Punishment::grim, Punishment::exit}) {
            if (punishment == Punishment::exit && g->exit == PlainGame::Exit::none) continue;
            request.punishment = punishment;
            const List list(*g, punishment == Punishment::grim);
            for (std::size_t k = 0; k < all.size(); ++k) {
                if (k != 0 && k != 1 + seed % 5) continue;
                request.objectives = all[k];
                request.jobs = seed % 2 == 0 ? 1 : 2;
                const AgreementFinding found = ask(model, request);
                const auto expected = list.best(all[k]);
                ASSERT_EQ(found.agreements.size(), expected ? 1u : 0u)
                    << text << "seed " << seed << ", " << (expected ? words(*g, *expected) : "none");
                ASSERT_EQ(found.status,
                          expected ? AgreementFinding::Status::solved : AgreementFinding::Status::empty);
                if (!expected) {
                    ++empty;
                    continue;
                }
                const Play play = play_of(*g, found.agreements.front());
                ASSERT_EQ(words(*g, play), words(*g, *expected)) << text << "objective " << k;
                ASSERT_EQ(found.values, list.values(all[k], *expected)) << text;
                deep += depth_of(play) > 0;
                for (std::size_t i = 0; i < g->n; ++i)
                    ASSERT_EQ(found.agreements.front().utilities[i], list.oracle().utility(i, play)) << text;
            }
            request.objectives = {Objective::maximal};
            request.jobs = 1;
            const AgreementFinding found = ask(model, request);
            std::set<std::string> mine, theirs;
            for (const auto& each : found.agreements) mine.insert(words(*g, play_of(*g, each)));
            for (const Play& each : list.maximal()) theirs.insert(words(*g, each));
            ASSERT_EQ(mine, theirs) << text;
            ASSERT_TRUE(found.all_listed);
            two_sided += theirs.size() > 1;
        }
    }
    EXPECT_GT(deep, 300u);
    EXPECT_GT(empty, 20u);
    EXPECT_GT(two_sided, 20u);
}

/// Six states that give in issues; in issue s everything that is given pays each (s+2)/6 of it and costs its
/// giver 1.
std::string linked(int issues, int depth, const std::string& more = "") {
    std::string text = "format = 1\nname = \"many\"\nunit = \"points\"\ndelta = \"4/5\"\n";
    for (const char* code : {"A", "B", "C", "D", "E", "F"})
        text += std::string("[[actors]]\ncode = \"") + code + "\"\nname = \"State " + code + "\"\n";
    std::string actions;
    for (int d = 0; d <= depth; ++d) actions += "\"d" + std::to_string(d) + "\",";
    for (int s = 0; s < issues; ++s)
        text += "[[issues]]\nname = \"issue" + std::to_string(s) + "\"\nbetween = \"all\"\nactions = [" +
                actions + "]\nstatus_quo = \"d0\"\npayoff = \"" + std::to_string(s + 2) +
                " / 6 * (level + sum(others: level[other])) - level\"\n";
    return text + (more.empty() ? "[lenses.absolute]\nkind = \"absolute\"\n" : more);
}

AgreementFinding ask_linked(const std::string& text, const AgreementRequest& request) {
    LoadResult loaded = load_model(text, "test.toml", {});
    EXPECT_FALSE(has_errors(loaded.diagnostics)) << render(loaded.diagnostics);
    return ask(loaded.model, request);
}

AgreementRequest at(const Rational& delta, unsigned jobs = 1) {
    AgreementRequest request;
    request.delta.assign(6, delta);
    request.jobs = jobs;
    return request;
}

TEST(Agreement, IsFoundAmongMoreProfilesThanCanBeListed) {
    // Where all give in all five issues each has 1 + 2 + 3 + 4 + 5, is tempted by 4/6 + 3/6 + 2/6 + 1/6 and
    // is punished by nothing at all: kept if (1-d) 10/6 <= 15 d, from 1/10 on.
    const AgreementFinding found = ask_linked(linked(5, 1), at(Rational(1) / 10));
    ASSERT_EQ(found.status, AgreementFinding::Status::solved);
    EXPECT_EQ(found.values, std::vector<Rational>{30});
    EXPECT_EQ(found.threats, std::vector<std::vector<Rational>>{std::vector<Rational>(6, Rational(0))});
    EXPECT_TRUE(found.binding_actors.empty());
    // A little below, somebody gives less, and it is the same somebody for any number of threads.
    const Rational below = Rational(99) / 1000;
    const AgreementFinding less = ask_linked(linked(5, 1), at(below)),
                           again = ask_linked(linked(5, 1), at(below, 2));
    ASSERT_EQ(less.status, AgreementFinding::Status::solved);
    EXPECT_LT(less.values.front(), 30);
    EXPECT_GE(less.values.front(), 20);
    EXPECT_FALSE(less.binding_actors.empty());
    EXPECT_EQ(less, again);
}

TEST(Agreement, OfIssuesApartIsThatOfEachIssue) {
    // Issue s by itself: (1-d) (4-s)/6 <= d (s+1), from (4-s)/(5s+10) on: 2/5, 1/5, 1/10, 1/25, 0.
    AgreementRequest request = at(Rational(1) / 5);
    request.linkage = Linkage::separate;
    const AgreementFinding found = ask_linked(linked(5, 1), request);
    EXPECT_EQ(found.values, std::vector<Rational>{24});
    EXPECT_EQ(found.agreements.front().actions.front(), (std::vector<std::size_t>{0, 1, 1, 1, 1}));
    EXPECT_EQ(found.threats.size(), 5u);
}

TEST(Agreement, UnderTheWorstEquilibriumIsGivenWhereBothSidesAgree) {
    AgreementRequest request = at(Rational(1) / 10);
    request.punishment = Punishment::worst;
    const AgreementFinding found = ask_linked(linked(5, 1), request);
    EXPECT_EQ(found.status, AgreementFinding::Status::solved) << found.note;
    EXPECT_EQ(found.values, std::vector<Rational>{30});
}

TEST(Agreement, StopsWithWhatIsKnown) {
    AgreementRequest request = at(Rational(1) / 20);
    request.binding = false;
    // Before anything is searched every objective has at least the bound that needs no search.
    for (const Objective objective : {Objective::depth, Objective::gain, Objective::least, Objective::nash}) {
        request.objectives = {objective};
        request.stop = StopToken(nullptr, StopToken::Clock::now());
        const AgreementFinding found = ask_linked(linked(5, 1), request);
        EXPECT_EQ(found.status, AgreementFinding::Status::undecided);
        ASSERT_TRUE(found.bound.has_value()) << to_string(objective);
        request.stop = {};
        const AgreementFinding best = ask_linked(linked(5, 1), request);
        ASSERT_EQ(best.status, AgreementFinding::Status::solved);
        EXPECT_LE(best.values.front(), *found.bound);
    }
}

TEST(Agreement, IsRefusedWithItsSection) {
    const std::string defensive = "[lenses.d]\nkind = \"defensive\"\nk = 1\naggregate = \"sum\"\n";
    const auto refusal = [](const std::string& text, const AgreementRequest& request) -> std::string {
        try {
            ask_linked(text, request);
        } catch (const Error& error) {
            return error.what();
        }
        return "";
    };
    EXPECT_NE(refusal(linked(2, 1, defensive), at(Rational(1) / 2)).find("[F4.6]"), std::string::npos);
    const std::string absolute = "[lenses.absolute]\nkind = \"absolute\"\n";
    AgreementRequest exit = at(Rational(1) / 2);
    exit.punishment = Punishment::exit;
    EXPECT_NE(refusal(linked(2, 1, absolute), exit).find("[F3.4]"), std::string::npos);
    AgreementRequest mixed = at(Rational(1) / 2);
    mixed.objectives = {Objective::depth, Objective::maximal};
    EXPECT_NE(refusal(linked(2, 1, absolute), mixed).find("stands alone"), std::string::npos);
}

}  // namespace
}  // namespace comity::test
