// What archives say of agreements [F4.6]: proved again; and one thing changed, refuted or true by a list of
// all profiles that shares no code with checker or solvers.

#include "support/agreement_truth.hpp"
#include "support/archive_attack.hpp"
#include "support/second_checker.hpp"

namespace comity::test {
namespace {

#ifdef COMITY_EVERY_CASE
constexpr std::size_t kArchives = 400, kAttacks = 8000;
#else
constexpr std::size_t kArchives = 60, kAttacks = 300;
#endif

TEST(AgreementProofs, HoldForDrawnGames) {
    std::uint64_t seed = 0;
    std::size_t proved = 0, open = 0;
    for (std::size_t k = 0; k < kArchives; ++k) {
        const PlainGame g = next_linked(seed, 400);
        const Archive archive = drawn_agreement_archive(g, seed);
        for (const Claim& claim : check_archive(archive, load(archive.model_text))) {
            ASSERT_NE(claim.result, Claim::Result::refuted) << claim.text << "\n"
                                                            << claim.why << "\n"
                                                            << archive.model_text;
            ++(claim.result == Claim::Result::proved ? proved : open);
            // What is not proved is what the archive leaves open.
            if (claim.result == Claim::Result::not_proved) {
                EXPECT_NE(claim.text.find("undecided"), std::string::npos) << claim.text << "\n" << claim.why;
            }
        }
    }
    EXPECT_GT(proved, 9 * kArchives);
    EXPECT_GT(open, 0u);
}

TEST(AgreementProofs, OneChangedThingIsRefutedOrTrue) {
    Attacks attacks;
    std::uint64_t seed = 100000;
    for (std::size_t k = 0; k < kAttacks / 10; ++k) {
        PlainGame g = next_linked(seed, 64);
        const Archive archive = drawn_agreement_archive(g, seed);
        Draw draw(seed * 17 + 3);
        for (int attack = 0; attack < 10; ++attack) {
            Archive changed = archive;
            PlainGame now = g;
            if (draw.one_in(6)) {
                // A number of the model, under the findings of the model as it was.
                auto& pays = now.issues[draw.below(now.issues.size())].pays;
                auto& mine = pays[draw.below(pays.size())];
                mine[draw.below(mine.size())] += draw.one_in(2) ? draw.number(-2, 2) : Rational(1, 1000);
                changed.model_text = write_model(load(model_text(now)), false);
            } else {
                change_one_thing(changed, draw);
            }
            const AgreementTruth truth(now);
            attacks.take(archive, changed, [&](const Finding& finding) {
                EXPECT_EQ(truth.of(std::get<AgreementFinding>(finding)), "")
                    << "seed " << seed << ", attack " << attack << "\n"
                    << changed.model_text;
            });
        }
    }
    attacks.expect_caught(kAttacks, 45);
}

/// Six states that give in five issues: 2^30 profiles.
std::string many(const std::string& delta, const std::string& more = "") {
    std::string text = "format = 1\nname = \"many\"\nunit = \"points\"\ndelta = \"" + delta + "\"\n";
    for (const char* code : {"A", "B", "C", "D", "E", "F"})
        text += std::string("[[actors]]\ncode = \"") + code + "\"\nname = \"State " + code + "\"\n";
    for (int s = 0; s < 5; ++s)
        text += "[[issues]]\nname = \"issue" + std::to_string(s) +
                "\"\nbetween = \"all\"\nactions = [\"no\", \"yes\"]\nstatus_quo = \"no\"\npayoff = \"" +
                std::to_string(s + 2) + " / 6 * (level + sum(others: level[other])) - level\"\n";
    return text + "[lenses.absolute]\nkind = \"absolute\"\n" + more;
}

Archive solved(const std::string& text) {
    Questions questions(text);
    questions.agreement(Punishment::grim, Linkage::pooled, {Objective::depth});
    return questions.archive("solve");
}

TEST(AgreementProofs, ReachGamesThatCannotBeListed) {
    const Archive archive = solved(many("1/10"));
    for (const Claim& claim : check_archive(archive, load(archive.model_text)))
        EXPECT_EQ(claim.result, Claim::Result::proved) << claim.text << ": " << claim.why;
    // One level less is no optimum, one more than there is no agreement.
    Archive less = archive;
    auto& agreement = std::get<AgreementFinding>(less.findings.front()).agreements.front();
    agreement.actions[5][4] = 0;
    const auto is_refuted = [](const Archive& changed) {
        const auto claims = check_archive(changed, load(changed.model_text));
        return std::any_of(claims.begin(), claims.end(),
                           [](const Claim& claim) { return claim.result == Claim::Result::refuted; });
    };
    EXPECT_TRUE(is_refuted(less));
    Archive patient = archive;
    for (Rational& delta : std::get<AgreementFinding>(patient.findings.front()).delta) delta = Rational(1, 2);
    EXPECT_TRUE(is_refuted(patient));
}

const std::string kTied = R"more(
[[constraints]]
name = "cap"
kind = "depth_cap"
who = ["A", "B"]
issues = ["issue0", "issue1"]
cap = 1
reason = "invented"
[[constraints]]
name = "slack cap"
kind = "depth_cap"
who = ["A"]
issues = ["issue3"]
cap = 1
reason = "invented"
[[constraints]]
name = "expulsion"
kind = "exit"
others = "status_quo"
outside = "1/4"
withdrawal = "free"
reason = "invented"
[[targets]]
name = "full"
cooperate = "all"
[[targets]]
name = "some"
cooperate = "all"
in = ["issue2", "issue3", "issue4"]
)more";

TEST(TargetProofs, ReachGamesThatCannotBeListed) {
    Questions questions(many("1/2", kTied));
    for (const std::string target : {"full", "some"}) {
        for (const Punishment punishment : questions.punishments()) questions.verdicts(target, punishment);
    }
    const Archive archive = questions.archive("compare");
    ASSERT_EQ(archive.findings.size(), 4u);
    for (const Claim& claim : check_archive(archive, load(archive.model_text)))
        EXPECT_EQ(claim.result, Claim::Result::proved) << claim.text << ": " << claim.why;
    // One thing changed is refuted.
    const auto is_refuted = [&](std::size_t finding, const auto& change) {
        Archive changed = archive;
        change(std::get<Verdict>(changed.findings[finding]));
        const auto claims = check_archive(changed, load(changed.model_text));
        return std::any_of(claims.begin(), claims.end(),
                           [](const Claim& claim) { return claim.result == Claim::Result::refuted; });
    };
    for (std::size_t k = 0; k < archive.findings.size(); ++k) {
        const Verdict& verdict = std::get<Verdict>(archive.findings[k]);
        // Without a floor some stage equilibrium would be worse to go back to.
        static const std::vector<std::vector<std::size_t>> kBinding{{0}, {0}, {2}, {}};
        EXPECT_EQ(verdict.threshold.binding_constraints, kBinding[k]);
        EXPECT_TRUE(is_refuted(k, [](Verdict& v) {
            using Outcome = Verdict::Outcome;
            v.outcome = v.outcome == Outcome::sustainable ? Outcome::not_sustainable : Outcome::sustainable;
        })) << k;
        EXPECT_TRUE(is_refuted(k, [](Verdict& v) { v.gains.front() += Rational(1, 1000); })) << k;
        EXPECT_TRUE(is_refuted(k, [](Verdict& v) { v.delta.front() += Rational(1, 1000); })) << k;
        EXPECT_TRUE(is_refuted(k, [](Verdict& v) { v.threshold.binding_constraints = {1}; })) << k;
        EXPECT_TRUE(is_refuted(k, [](Verdict& v) {
            v.refusing = v.refusing.empty() ? std::vector<ActorId>{ActorId{0}} : std::vector<ActorId>();
        })) << k;
        if (verdict.threshold.sustained.is_empty()) continue;
        EXPECT_TRUE(is_refuted(k, [](Verdict& v) {
            const Rational less = v.threshold.value->rational() - Rational(1, 1000000);
            v.threshold.value = AlgebraicNumber(less);
            v.threshold.sustained = v.threshold.possible = Interval{less, 1, true, false};
            for (auto& each : v.threshold.by_actor) each = Interval{less, 1, true, false};
        })) << k;
    }
}

}  // namespace
}  // namespace comity::test
