// Issues played apart [F3.3]: each by itself as the definitions have it, the whole where all hold, and
// refused where the game does not split.

#include "comity/threshold/separate.hpp"
#include "support/against_oracle.hpp"

namespace comity::test {
namespace {

/// One issue of a drawn game by itself.
PlainGame alone(const PlainGame& g, std::size_t s) {
    PlainGame one = g;
    one.issues = {g.issues[s]};
    one.play = {g.play[s]};
    one.bans.clear();
    for (PlainGame::Ban ban : g.bans) {
        if (ban.issue != s) continue;
        ban.issue = 0;
        one.bans.push_back(ban);
    }
    // The cost of sovereignty is in issue 0.
    if (s != 0) std::fill(one.cost.begin(), one.cost.end(), Rational(0));
    return one;
}

TEST(Linkage, IssuesPlayedApartAgreeWithTheDefinitionsAndTheWholeIsWhereAllHold) {
    std::size_t games = 0, differs = 0;
    for (std::uint64_t seed = 0; games < 150; ++seed) {
        PlainGame g = draw_game(seed);
        if (g.issues.size() < 2 || g.kind == PlainGame::Kind::defensive) continue;
        ++games;
        g.exit = PlainGame::Exit::none;
        const std::string text = model_text(g);
        const Model model = load(text);
        EXPECT_EQ(why_not_separate(model, 0, false), "");
        ThresholdSolver pooled(model);
        SeparateIssues issues(model);
        for (const std::string of : {"delta", "sigma"}) {
            if (of == "sigma" && !g.has_cost) continue;
            const ThresholdRequest request{0, parse_target(model, pooled.form(), "target"),
                                           parse_path(model, of), Punishment::grim};
            const auto parts = issues.solve(request);
            IntervalSet all = parts.front().domain;
            for (std::size_t s = 0; s < parts.size(); ++s) {
                EXPECT_EQ(parts[s].issue, model.issues[s].issue.name);
                compare_with(parts[s], g.n, of == "delta" ? grid(0, 1, 6) : grid(-2, 3, 1), text,
                             [&](const Rational& x) {
                                 PlainGame one = alone(g, s);
                                 if (of == "delta")
                                     return kept(one, std::vector<Rational>(g.n, x), Punishment::grim);
                                 for (Rational& cost : one.cost) cost *= x;
                                 return kept(one, g.delta, Punishment::grim);
                             });
                if (HasFatalFailure()) return;
                all = intersect(all, parts[s].sustained);
            }
            const Threshold whole = issues.together(request, parts);
            ASSERT_EQ(whole.sustained, all) << text;
            if (of == "delta") {
                EXPECT_EQ(whole.value, all.least());
            }
            differs += pooled.solve(request).sustained != whole.sustained;
        }
    }
    EXPECT_GT(differs, 20u);
}

/// Prisoner's dilemmas between the same two states, one per (T, R, P, S).
std::string dilemmas(const std::vector<std::string>& constants, const std::string& more = "") {
    std::string text =
        "format = 1\nname = \"two\"\nunit = \"points\"\ndelta = \"7/10\"\n[[actors]]\ncode = \"A\"\nname = "
        "\"State A\"\n"
        "[[actors]]\ncode = \"B\"\nname = \"State B\"\n";
    for (std::size_t s = 0; s < constants.size(); ++s)
        text += "[[issues]]\nname = \"issue " + std::to_string(s) +
                "\"\nbetween = \"all\"\nactions = [\"defect\", \"cooperate\"]\nstatus_quo = "
                "\"defect\"\nfamily = { name = "
                "\"prisoners_dilemma\", " +
                constants[s] + " }\n";
    return text +
           "[lenses.absolute]\nkind = \"absolute\"\n[lenses.wary]\nkind = \"defensive\"\nk = 1\naggregate = "
           "\"sum\"\n" +
           more;
}

std::string apart(const Model& model) {
    ThresholdSolver pooled(model);
    SeparateIssues issues(model);
    const ThresholdRequest request{0, parse_target(model, pooled.form(), "full"), parse_path(model, "delta"),
                                   Punishment::grim};
    return value(issues.together(request, issues.solve(request)));
}

TEST(Linkage, TwoUnlikeDilemmasLendEachOtherSlackAndIdenticalOnesDoNot) {
    // [BernheimWhinston1990]: (T, R, P) = (4, 3, 0) and (5, 3, 1) need 1/4 and 1/2 apart and 3/8 pooled.
    const std::string easy = "T = 4, R = 3, P = 0, S = -2", hard = "T = 5, R = 3, P = 1, S = 0";
    const Model both = load(dilemmas({easy, hard}));
    EXPECT_EQ(value(threshold(both, "absolute", "full")), "3/8");
    EXPECT_EQ(apart(both), "1/2");
    EXPECT_EQ(apart(load(dilemmas({easy}))), "1/4");
    const Model same = load(dilemmas({hard, hard}));
    EXPECT_EQ(value(threshold(same, "absolute", "full")), "1/2");
    EXPECT_EQ(apart(same), "1/2");
}

TEST(Linkage, IsRefusedWhereTheGameDoesNotSplitWithTheReason) {
    const std::string pd = "T = 5, R = 3, P = 1, S = 0",
                      head = "[[constraints]]\nname = \"tie\"\nreason = \"r\"\n";
    const auto why = [&](const std::string& constraint, std::size_t lens = 0, bool expelled = false) {
        const Model model = load(dilemmas({pd, pd}, constraint.empty() ? "" : head + constraint));
        return why_not_separate(model, lens, expelled);
    };
    EXPECT_EQ(why(""), "");
    EXPECT_NE(why("", 1).find("total over issues [F3.3]"), std::string::npos);
    EXPECT_NE(why("kind = \"depth_cap\"\nwho = \"all\"\ncap = 1\n").find("'tie'"), std::string::npos);
    EXPECT_EQ(why("kind = \"depth_cap\"\nwho = \"all\"\ncap = 1\nissues = [\"issue 1\"]\n"), "");
    EXPECT_EQ(why("kind = \"symmetric\"\nwho = \"all\"\nissues = [\"issue 0\", \"issue 1\"]\n"), "");
    EXPECT_NE(why("kind = \"recognition\"\nwho = \"all\"\nratio = 2\n"), "");
    EXPECT_NE(why("kind = \"consensus\"\nissues = [\"issue 0\"]\n"), "");
    EXPECT_NE(why("kind = \"exit\"\nothers = \"status_quo\"\n"), "");
    const std::string expelled = "kind = \"exit\"\nothers = \"status_quo\"\nwithdrawal = \"none\"\n";
    EXPECT_EQ(why(expelled), "");
    EXPECT_NE(why(expelled, 0, true), "");
}

TEST(Linkage, OfOneIssueIsNoQuestionAndKeepsItsExit) {
    for (const std::string withdrawal : {"free", "none"}) {
        const Model model =
            load(dilemmas({"T = 5, R = 3, P = 1, S = 0"},
                          "[[constraints]]\nname = \"out\"\nkind = \"exit\"\npays = 2\nwithdrawal = \"" +
                              withdrawal + "\"\nreason = \"r\"\n"));
        ThresholdSolver pooled(model);
        SeparateIssues issues(model);
        for (const Punishment punishment : {Punishment::grim, Punishment::exit}) {
            const ThresholdRequest request{0, parse_target(model, pooled.form(), "full"),
                                           parse_path(model, "delta"), punishment};
            const Threshold whole = issues.together(request, issues.solve(request));
            EXPECT_EQ(whole.sustained, pooled.solve(request).sustained) << withdrawal;
            EXPECT_EQ(whole.binding_constraints, pooled.solve(request).binding_constraints) << withdrawal;
        }
    }
}

TEST(Linkage, AConstraintOnOneIssueBindsInThatIssueAndInTheWhole) {
    const std::string pd = "T = 5, R = 3, P = 1, S = 0";
    const Model model = load(
        dilemmas({pd, pd},
                 "[[constraints]]\nname = \"first\"\nkind = \"depth_cap\"\nwho = \"all\"\ncap = 2\nissues = "
                 "[\"issue 0\"]\nreason = \"idle\"\n[[constraints]]\nname = \"second\"\nkind = "
                 "\"depth_cap\"\nwho = \"all\"\ncap = 0\nissues = [\"issue 1\"]\nreason = \"binds\"\n"));
    ThresholdSolver pooled(model);
    SeparateIssues issues(model);
    const ThresholdRequest request{0, parse_target(model, pooled.form(), "full"), parse_path(model, "delta"),
                                   Punishment::grim};
    const auto parts = issues.solve(request);
    EXPECT_EQ(value(parts[0]), "1/2");
    EXPECT_TRUE(parts[0].binding_constraints.empty());
    EXPECT_EQ(value(parts[1]), "none");
    EXPECT_EQ(parts[1].binding_constraints, std::vector<std::size_t>{1});
    const Threshold whole = issues.together(request, parts);
    EXPECT_EQ(value(whole), "none");
    EXPECT_EQ(whole.binding_constraints, std::vector<std::size_t>{1});
    EXPECT_NE(whole.note.find("'issue 1'"), std::string::npos) << whole.note;
}

}  // namespace
}  // namespace comity::test
