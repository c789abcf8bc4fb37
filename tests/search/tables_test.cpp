// Agreements against tables of all profiles [F4.6]: up to 2^20 of them in the long run, up to 2^10 in the
// default suite; every punishment, issues pooled and apart.

#include "comity/model/tabulate.hpp"
#include "comity/search/agreement.hpp"
#include "support/draw_linked.hpp"
#include "support/shipped.hpp"
#include "support/table_oracle.hpp"

namespace comity::test {
namespace {

#ifdef COMITY_EVERY_CASE
constexpr std::size_t kGames = 500, kProfiles = std::size_t{1} << 20;
#else
constexpr std::size_t kGames = 100, kProfiles = std::size_t{1} << 10;
#endif

const std::vector<std::vector<Objective>> kObjectives{{Objective::depth},
                                                      {Objective::gain},
                                                      {Objective::least},
                                                      {Objective::nash},
                                                      {Objective::depth, Objective::gain},
                                                      {Objective::least, Objective::depth}};

/// One issue of a drawn game by itself [F3.3].
PlainGame alone(const PlainGame& g, std::size_t issue) {
    PlainGame result = g;
    result.issues = {g.issues[issue]};
    result.play = {g.play[issue]};
    result.bans.clear();
    for (PlainGame::Ban ban : g.bans) {
        if (ban.issue != issue) continue;
        ban.issue = 0;
        result.bans.push_back(ban);
    }
    if (issue != 0) {
        result.cost.assign(g.n, 0);
        result.symmetric.reset();
        result.compatible.reset();
    }
    if (g.cap && g.cap->issues == std::vector<std::size_t>{issue}) {
        result.cap->issues = {0};
    } else {
        result.cap.reset();
    }
    // A state leaves all issues at once.
    if (g.issues.size() > 1) result.exit = PlainGame::Exit::none;
    return result;
}

/// Which profiles are kept up where a breach in an issue is answered in that issue only.
std::vector<bool> kept_apart(const PlainGame& g, const TableOracle& whole, Punishment punishment,
                             bool refuted) {
    std::vector<bool> kept(whole.size(), true);
    for (std::size_t s = 0; s < g.issues.size(); ++s) {
        const TableOracle one(alone(g, s));
        const std::vector<bool> here = refuted ? one.not_refuted() : one.kept(punishment);
        for (std::size_t p = 0; p < kept.size(); ++p) kept[p] = kept[p] && here[whole.combination(p, s)];
    }
    return kept;
}

AgreementFinding ask(const Model& model, const AgreementRequest& request) {
    const Scalars<Rational> scalars = file_scalars(model);
    const Evaluator<Rational> evaluator(model, scalars);
    return find_agreement(model, std::make_shared<const Game<Rational>>(tabulate(model, evaluator)), 0,
                          request);
}

/// What was asked how often, so that no kind of question is left out.
struct Count {
    std::size_t solved = 0, empty = 0, undecided = 0, deep = 0;
};

class AgreementsOfTables : public testing::Test {
  protected:
    /// Asks, and compares with what is expected: the best of what is surely kept and, under the worst
    /// equilibrium, the best of what is not refuted.
    void compare(const Model& model, const TableOracle& oracle, const AgreementRequest& request,
                 const std::vector<bool>& sure, const std::vector<bool>& possible, const std::string& text) {
        using Status = AgreementFinding::Status;
        const AgreementFinding found = ask(model, request);
        const auto expected = oracle.best(sure, request.objectives);
        const auto at_most = oracle.best(possible, request.objectives);
        const Status status = expected != at_most ? Status::undecided
                              : expected          ? Status::solved
                                                  : Status::empty;
        const std::string where = text + to_string(request.punishment) + " " + to_string(request.linkage) +
                                  " " + to_string(request.objectives.front());
        ASSERT_EQ(found.status, status) << where;
        Count& count = counts_[{request.punishment, request.linkage}];
        ++(status == Status::solved ? count.solved : status == Status::empty ? count.empty : count.undecided);
        ASSERT_EQ(found.agreements.size(), expected ? 1u : 0u) << where;
        if (!expected) return;
        ASSERT_EQ(found.agreements.front().actions, oracle.actions(*expected)) << where;
        // What comes after the first objective that is open is not told.
        ASSERT_TRUE(found.values.size() == request.objectives.size() || status == Status::undecided) << where;
        for (std::size_t k = 0; k < found.values.size(); ++k)
            ASSERT_EQ(found.values[k], oracle.value(request.objectives[k], *expected)) << where;
        for (std::size_t i = 0; i < model.actors.size(); ++i)
            ASSERT_EQ(found.agreements.front().utilities[i], oracle.utility(i, *expected)) << where;
        count.deep += oracle.value(Objective::depth, *expected) > 0;
    }

    std::map<std::pair<Punishment, Linkage>, Count> counts_;
};

TEST_F(AgreementsOfTables, AreTheBestOfAllProfilesUnderEveryPunishmentPooledAndApart) {
    std::size_t games = 0, large = 0;
    for (std::uint64_t seed = 0; games < kGames; ++seed) {
        const auto g = draw_linked_game(seed, kProfiles);
        // Half of the draws are small anyway: the other test file has many of those.
        if (!g || (profiles_of(*g) < kProfiles / 64 && seed % 4 != 0)) continue;
        ++games;
        large += profiles_of(*g) > kProfiles / 4;
        const std::string text = model_text(*g) + "# seed " + std::to_string(seed) + "\n";
        const Model model = load(text);
        const TableOracle oracle(*g);
        AgreementRequest request;
        request.delta = g->delta;
        request.binding = false;
        request.jobs = seed % 2 == 0 ? 1 : 2;
        request.objectives = kObjectives[seed % kObjectives.size()];
        for (const Linkage linkage : {Linkage::pooled, Linkage::separate}) {
            for (const Punishment punishment : {Punishment::grim, Punishment::exit, Punishment::worst}) {
                request.linkage = linkage;
                request.punishment = punishment;
                if (!why_no_agreement(model, 0, request).empty()) continue;
                const bool worst = punishment == Punishment::worst;
                const Punishment sure_by = worst ? Punishment::grim : punishment;
                const bool pooled = linkage == Linkage::pooled;
                const std::vector<bool> sure =
                    pooled ? oracle.kept(sure_by) : kept_apart(*g, oracle, sure_by, false);
                const std::vector<bool> possible = !worst   ? sure
                                                   : pooled ? oracle.not_refuted()
                                                            : kept_apart(*g, oracle, sure_by, true);
                compare(model, oracle, request, sure, possible, text);
                if (HasFatalFailure()) return;
            }
        }
    }
    EXPECT_GT(large, kGames / 10);
    for (const Linkage linkage : {Linkage::pooled, Linkage::separate}) {
        for (const Punishment punishment : {Punishment::grim, Punishment::worst}) {
            EXPECT_GT((counts_[{punishment, linkage}].deep), kGames / 10);
        }
        EXPECT_GT((counts_[{Punishment::worst, linkage}].undecided), 0u);
    }
    EXPECT_GT((counts_[{Punishment::exit, Linkage::pooled}].deep), kGames / 25);
    EXPECT_GT((counts_[{Punishment::grim, Linkage::pooled}].empty), 0u);
}

}  // namespace
}  // namespace comity::test
