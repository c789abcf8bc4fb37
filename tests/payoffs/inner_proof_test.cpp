// What the exact check asks of points that are known up to a radius.

#include "proof_check.hpp"
#include "support/draw_two_actors.hpp"
#include "support/payoff_checks.hpp"

namespace comity::test {
namespace {

/// One point: the second actor's first action for ever. Its payoff is known up to a thousandth.
std::string wrong_with_first(const Rational& second_pays) {
    TwoActors g = plain(1, 2, {1, 0}, {2, second_pays}, Rational(1, 2));
    const Question<Rational> question = question_of(g);
    const std::vector<Rational> delta{g.delta[0], g.delta[1]};
    InnerPoint<Rational> point;
    point.continuation = {{0, 1}};
    point.value = {1, 2};
    point.radius = {0, Rational(1, 1000)};
    return check_inner(ProofGame<Rational>{question.form(), question, delta}, {{point}}).why;
}

TEST(InnerProof, ADepartureThatPaysNoMoreNeedsNothingToSpare) {
    EXPECT_EQ(wrong_with_first(1), "");
    EXPECT_EQ(wrong_with_first(2), "");
    EXPECT_EQ(wrong_with_first(2 + Rational(1, 1000000)), "point 0: an actor gains by a deviation");
}

}  // namespace
}  // namespace comity::test
