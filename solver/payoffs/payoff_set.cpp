#include "comity/payoffs/payoff_set.hpp"

namespace comity {
PayoffSetFinding payoff_set(const GameForm&, const Question<Rational>& question, const PayoffRequest& request) {
    PayoffSetFinding f; f.lens = question.lens; f.delta = request.delta; return f;
}
}  // namespace comity
