// What constraints have to do with the deepest agreement [F3.5]: what a constraint is said to cost is what
// the tables say without it, and it binds exactly where that is another amount.

#include "comity/study/agreements.hpp"
#include "support/draw_linked.hpp"
#include "support/shipped.hpp"
#include "support/table_oracle.hpp"

namespace comity::test {
namespace {

/// The drawn game without the constraint of that name.
PlainGame without(PlainGame g, const std::string& name) {
    if (name == "cost") {
        g.cost.assign(g.n, 0);
    } else if (name.starts_with("ban")) {
        g.bans.erase(g.bans.begin() + std::stoi(name.substr(3)));
    } else if (name == "exit") {
        g.exit = PlainGame::Exit::none;
    } else if (name == "depth_cap") {
        g.cap.reset();
    } else if (name == "symmetric") {
        g.symmetric.reset();
    } else if (name == "compatible_depth") {
        g.compatible.reset();
    } else if (name == "recognition") {
        g.recognition.reset();
    } else {
        EXPECT_EQ(name, "consensus");
        g.consensus.reset();
    }
    return g;
}

std::vector<Rational> deepest(const PlainGame& g) {
    const TableOracle oracle(g);
    const auto best = oracle.best(oracle.kept(Punishment::grim), {Objective::depth});
    return best ? std::vector<Rational>{oracle.value(Objective::depth, *best)} : std::vector<Rational>();
}

TEST(ConstraintsOfAgreements, BindExactlyWhereTheAnswerWithoutThemIsAnother) {
    std::size_t games = 0, binding = 0, slack = 0, pairs = 0;
    for (std::uint64_t seed = 0; games < 60; ++seed) {
        const auto g = draw_linked_game(seed, 256);
        if (!g) continue;
        const std::string text = model_text(*g);
        const Model model = load(text);
        if (model.constraints.empty()) continue;
        ++games;
        ThresholdSolver solver(model);
        AgreementRequest request;
        request.delta = g->delta;
        request.binding = false;
        const AgreementFinding found = study_agreement(solver, 0, request);
        const std::vector<Rational> here = deepest(*g);
        ASSERT_EQ(found.values, here) << text;
        ASSERT_NE(found.status, AgreementFinding::Status::undecided);
        bool costs = false;
        for (std::size_t c = 0; c < model.constraints.size(); ++c) {
            const std::vector<Rational> there = deepest(without(*g, model.constraints[c].name));
            const auto& list = found.binding_constraints;
            const bool binds = std::find(list.begin(), list.end(), c) != list.end();
            ASSERT_EQ(binds, there != here) << text << model.constraints[c].name;
            ASSERT_EQ(found.releases[c].constraints, std::vector<std::size_t>{c});
            ASSERT_EQ(found.releases[c].values, there) << text << model.constraints[c].name;
            ++(binds ? binding : slack);
            costs = costs || here < there;
        }
        if (costs) {
            ASSERT_EQ(found.releases.size(), model.constraints.size()) << text;
            continue;
        }
        // Where none stands in the way by itself, the pairs that do.
        std::vector<std::vector<std::size_t>> named, expected;
        for (std::size_t k = model.constraints.size(); k < found.releases.size(); ++k)
            named.push_back(found.releases[k].constraints);
        for (std::size_t b = 0; b < model.constraints.size(); ++b) {
            for (std::size_t a = 0; a < b; ++a) {
                // The later one first, so that bans keep their numbers.
                if (here <
                    deepest(without(without(*g, model.constraints[b].name), model.constraints[a].name)))
                    expected.push_back({a, b});
            }
        }
        std::sort(expected.begin(), expected.end());
        ASSERT_EQ(named, expected) << text;
        pairs += !expected.empty();
    }
    EXPECT_GT(binding, 15u);
    EXPECT_GT(slack, 30u);
    EXPECT_GT(pairs, 0u);
}

}  // namespace
}  // namespace comity::test
