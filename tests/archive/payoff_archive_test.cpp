// Archives of payoff sets and their proofs: what goes in comes out, and nothing in them may be about what the
// model does not have.

#include <functional>

#include "comity/archive/archive.hpp"
#include "comity/model/write.hpp"
#include "support/models.hpp"

namespace comity::test {
namespace {

using R = Rational;
using F = RationalFunction;

/// t/(1 + t).
F function() {
    return F::variable() / (F(1) + F::variable());
}

template <class T>
PayoffProof<T> proof(const T& value) {
    PayoffProof<T> result;
    result.inner = InnerProof<T>{{{0, 0, {{1, q("1/3")}, {0, q("2/3")}}, {value, T(0)}, {T(0), T(0)}},
                                  {0, 3, {}, {T(1), value}, {T(q("1/1000000")), T(0)}},
                                  {1, 2, {{2, R(1)}}, {T(1), T(1)}, {T(0), T(0)}}}};
    OuterProof<T> outer;
    outer.directions = {{1, 0}, {-1, 0}, {0, 1}, {0, -1}, {Integer("-12345678901234567890"), 3}};
    outer.start.assign(5, value);
    BoundStage<T> first, last;
    first.rays = {{2, 1, {{5, 1}, {6, 0}}}};
    first.cells = {{1, 3, 4, {{4, 0}, {6, 1}}}};
    first.levels.assign(15, value);
    last.rays = {{0, 0, {{0, 0}}}};
    outer.stages = {first, last};
    result.outer = outer;
    return result;
}

PayoffSetFinding payoffs() {
    PayoffSetFinding f;
    f.lens = "absolute";
    f.delta = {q("1/2"), q("3/5")};
    f.minmax = {R(0), R(1)};
    f.status = PayoffSetFinding::Status::solved;
    f.outer = {{R(0), R(0)}, {R(3), q("1/3")}, {R(2), R(2)}};
    f.inner = {{R(0), R(0)}, {R(3), q("1/4")}, {R(2), R(2)}};
    f.least = {{R(0), R(0)}, {q("1/4"), q("1/5")}};
    f.greatest = {{R(3), R(3)}, {R(2), R(2)}};
    f.worst = {{2}, {0}};
    f.played = {0, 3};
    f.never_played = {1};
    f.gap = q("1/1000000007");
    f.note = "why";
    f.proof = proof<R>(q("-7/3"));
    return f;
}

Threshold bracketed() {
    Threshold t;
    t.lens = "absolute";
    t.of = "delta";
    t.punishment = Punishment::worst;
    t.target.name = "cycle:0,1;1,0";
    t.target.test = TargetTest::cycle;
    t.target.cycle = {1, 2};
    t.sustained = IntervalSet({q("1/3"), 1, true, false});
    t.possible = IntervalSet({q("1/4"), 1, true, false});
    t.by_actor.resize(2);
    PayoffCell yes, no;
    yes.where = {q("1/3"), q("1/2"), true, true};
    yes.sustained = true;
    yes.proof = proof<F>(function());
    yes.lottery = {{1, q("1/2")}, {0, q("1/2")}};
    no.where = Interval::point(Rational(0));
    no.proof.outer = proof<F>(function()).outer;
    t.certificate.cells = {yes, no};
    Inequality incentive;
    incentive.profile = 2;
    incentive.period = 1;
    t.certificate.ends.emplace_back().holds = {incentive};
    return t;
}

Archive sample() {
    const Model model = load_shipped("classics/prisoners-dilemma.toml");
    Archive archive;
    archive.command = "solve";
    archive.model_name = model.name;
    archive.model_text = write_model(model);
    archive.findings.emplace_back(payoffs());
    archive.findings.emplace_back(bracketed());
    Threshold within = bracketed();
    within.certificate.ends.clear();
    within.target = {"value:1,*", "", TargetTest::set, 0, {}, {}, {{{R(1), R(0)}, q("1/2")}}};
    archive.findings.emplace_back(within);
    within.target = {"payoff:1,1", "", TargetTest::payoff, 3, {}, {}, {}};
    archive.findings.emplace_back(Verdict{within, Verdict::Outcome::undecided, {q("1/2"), q("1/2")}, {}, {}});
    return archive;
}

std::string wrong_with(const Archive& archive) {
    const Model model = load_shipped("classics/prisoners-dilemma.toml");
    return inconsistency(archive, model, model.form());
}

TEST(PayoffArchive, ComesBackAsItWentIn) {
    const Archive archive = sample();
    const auto back = unpack(pack(archive));
    ASSERT_TRUE(back) << back.error();
    EXPECT_EQ(*back, archive);
    EXPECT_EQ(wrong_with(*back), "");
}

TEST(PayoffArchive, KeepsEmptyAndUndecidedSets) {
    Archive archive = sample();
    PayoffSetFinding nothing;
    nothing.lens = "absolute";
    nothing.delta = {q("1/2"), q("1/2")};
    nothing.note = "the time limit came first";
    archive.findings = {nothing};
    nothing.status = PayoffSetFinding::Status::empty;
    nothing.emptied_phase = ActorId{1};
    archive.findings.emplace_back(nothing);
    const auto back = unpack(pack(archive));
    ASSERT_TRUE(back) << back.error();
    EXPECT_EQ(*back, archive);
    EXPECT_EQ(wrong_with(*back), "");
}

TEST(PayoffArchive, KeepsExpectedCornersWithTheirProof) {
    Archive archive = sample();
    ExpectationFinding row;
    row.name = "corners";
    row.answer = payoffs();
    archive.findings = {row};
    const auto back = unpack(pack(archive));
    ASSERT_TRUE(back) << back.error();
    EXPECT_EQ(*back, archive);
    EXPECT_EQ(wrong_with(*back), "");
    std::get<PayoffSetFinding>(row.answer).played = {99};
    archive.findings = {row};
    EXPECT_EQ(wrong_with(archive), "a profile does not exist");
}

TEST(PayoffArchive, RefusesEverythingThatCannotBeAboutItsModel) {
    using Change = std::function<void(PayoffSetFinding&)>;
    const std::vector<std::pair<std::string, Change>> changes{
        {"lens", [](auto& f) { f.lens = "nobody's"; }},
        {"delta by actor", [](auto& f) { f.delta.pop_back(); }},
        {"delta of one", [](auto& f) { f.delta[0] = 1; }},
        {"negative delta", [](auto& f) { f.delta[1] = q("-1/2"); }},
        {"minmax", [](auto& f) { f.minmax.emplace_back(0); }},
        {"emptied though solved", [](auto& f) { f.emptied_phase = ActorId{0}; }},
        {"emptied by nobody",
         [](auto& f) {
             f.status = PayoffSetFinding::Status::empty;
             f.emptied_phase = ActorId{2};
         }},
        {"outer corner", [](auto& f) { f.outer[1].pop_back(); }},
        {"inner corner", [](auto& f) { f.inner[0].emplace_back(0); }},
        {"no corner", [](auto& f) { f.inner.clear(); }},
        {"least", [](auto& f) { f.least.pop_back(); }},
        {"greatest", [](auto& f) { f.greatest.clear(); }},
        {"worst by actor", [](auto& f) { f.worst.pop_back(); }},
        {"worst point", [](auto& f) { f.worst[0].point = 3; }},
        {"worst without proof", [](auto& f) { f.proof.inner.reset(); }},
        {"played", [](auto& f) { f.played.push_back(4); }},
        {"never played", [](auto& f) { f.never_played[0] = 4; }},
        {"played too often", [](auto& f) { f.played.assign(5, 0); }},
        {"constraint", [](auto& f) { f.binding_constraints = {0}; }},
        {"gap", [](auto& f) { f.gap = -1; }},
        {"inner set", [](auto& f) { f.proof.inner->points[2].set = 3; }},
        {"inner profile", [](auto& f) { f.proof.inner->points[0].profile = 4; }},
        {"lottery point", [](auto& f) { f.proof.inner->points[0].continuation[0].point = 3; }},
        {"lottery phase", [](auto& f) { f.proof.inner->points[0].continuation[0].point = 2; }},
        {"lottery weight", [](auto& f) { f.proof.inner->points[0].continuation[1].weight = -1; }},
        {"value", [](auto& f) { f.proof.inner->points[1].value.pop_back(); }},
        {"radius", [](auto& f) { f.proof.inner->points[1].radius.pop_back(); }},
        {"negative radius", [](auto& f) { f.proof.inner->points[1].radius[0] = -1; }},
        {"few directions", [](auto& f) { f.proof.outer->directions.resize(3); }},
        {"axes", [](auto& f) { f.proof.outer->directions[1][0] = 2; }},
        {"direction", [](auto& f) { f.proof.outer->directions[4].pop_back(); }},
        {"start", [](auto& f) { f.proof.outer->start.pop_back(); }},
        {"levels", [](auto& f) { f.proof.outer->stages[0].levels.pop_back(); }},
        {"sets of levels", [](auto& f) { f.proof.outer->stages[0].levels.resize(10); }},
        {"levels of the last", [](auto& f) { f.proof.outer->stages[1].levels.assign(5, R(0)); }},
        {"levels before the last", [](auto& f) { f.proof.outer->stages.emplace_back(); }},
        {"ray set", [](auto& f) { f.proof.outer->stages[0].rays[0].set = 3; }},
        {"ray profile", [](auto& f) { f.proof.outer->stages[0].rays[0].profile = 4; }},
        {"ray row", [](auto& f) { f.proof.outer->stages[0].rays[0].rows[0].row = 7; }},
        {"ray action", [](auto& f) { f.proof.outer->stages[0].rays[0].rows[1].against = 2; }},
        {"against a direction", [](auto& f) { f.proof.outer->stages[1].rays[0].rows[0].against = 1; }},
        {"cell set", [](auto& f) { f.proof.outer->stages[0].cells[0].set = 3; }},
        {"cell profile", [](auto& f) { f.proof.outer->stages[0].cells[0].profile = 4; }},
        {"cell direction", [](auto& f) { f.proof.outer->stages[0].cells[0].direction = 5; }},
        {"cell row", [](auto& f) { f.proof.outer->stages[0].cells[0].rows[1].row = 7; }},
        {"cell action", [](auto& f) { f.proof.outer->stages[0].cells[0].rows[1].against = 2; }},
    };
    for (const auto& [what, change] : changes) {
        Archive archive = sample();
        change(std::get<PayoffSetFinding>(archive.findings[0]));
        // What cannot be is read back all the same, and then refused.
        const auto back = unpack(pack(archive));
        ASSERT_TRUE(back) << what << ": " << back.error();
        EXPECT_NE(wrong_with(*back), "") << what;
    }
}

TEST(PayoffArchive, RefusesThresholdsWhoseTargetsOrProofsCannotBe) {
    using Change = std::function<void(Threshold&)>;
    const std::vector<std::pair<std::string, Change>> changes{
        {"cycle profile", [](auto& t) { t.target.cycle[1] = 4; }},
        {"a cycle without play", [](auto& t) { t.target.cycle.clear(); }},
        {"a profile with a cycle", [](auto& t) { t.target.test = TargetTest::sustain; }},
        {"a cycle with a set",
         [](auto& t) {
             t.target.set = {{{R(1), R(1)}, 0}};
         }},
        {"weights",
         [](auto& t) {
             t.target = {};
             t.target.test = TargetTest::set;
             t.target.set = {{{R(1)}, 0}};
         }},
        {"period", [](auto& t) { t.certificate.ends[0].holds[0].period = 2; }},
        {"no place",
         [](auto& t) {
             t.certificate.cells[0].where = {1, 0, true, true};
         }},
        {"no inner side", [](auto& t) { t.certificate.cells[0].proof.inner.reset(); }},
        {"no outer side", [](auto& t) { t.certificate.cells[1].proof.outer.reset(); }},
        {"lottery", [](auto& t) { t.certificate.cells[0].lottery[0].point = 3; }},
        {"weight", [](auto& t) { t.certificate.cells[0].lottery[0].weight = -1; }},
        {"inner point", [](auto& t) { t.certificate.cells[0].proof.inner->points[0].profile = 4; }},
        {"outer row", [](auto& t) { t.certificate.cells[1].proof.outer->stages[0].rays[0].rows[0].row = 7; }},
    };
    for (const auto& [what, change] : changes) {
        Archive archive = sample();
        change(std::get<Threshold>(archive.findings[1]));
        const auto back = unpack(pack(archive));
        ASSERT_TRUE(back) << what << ": " << back.error();
        EXPECT_NE(wrong_with(*back), "") << what;
    }
}

TEST(PayoffArchive, ReadsAnArchiveOfTheFirstFormat) {
    std::ifstream stream(COMITY_SOURCE_DIR "/tests/archive/format-1.comity", std::ios::binary);
    const std::string bytes((std::istreambuf_iterator<char>(stream)), {});
    const auto archive = unpack(bytes);
    ASSERT_TRUE(archive) << archive.error();
    const auto loaded = load_model(archive->model_text, "format 1");
    ASSERT_FALSE(has_errors(loaded.diagnostics)) << render(loaded.diagnostics);
    EXPECT_EQ(inconsistency(*archive, loaded.model, loaded.model.form()), "");
    std::size_t thresholds = 0;
    for (const Finding& finding : archive->findings) {
        const auto& answer = std::get<ExpectationFinding>(finding).answer;
        if (const auto* t = std::get_if<Threshold>(&answer)) {
            EXPECT_EQ(t->possible, t->sustained);
            EXPECT_FALSE(t->certificate.ends.empty());
            ++thresholds;
        }
    }
    EXPECT_GT(thresholds, 0U);
    // Written again it is of this format, and says the same.
    const auto again = unpack(pack(*archive));
    ASSERT_TRUE(again) << again.error();
    EXPECT_EQ(*again, *archive);
}

}  // namespace
}  // namespace comity::test
