#pragma once
/// A target proved sustained, or proved not, on a whole cell of one open scalar t [F4.7]: actions, weights,
/// rows and directions stay what they are at one point; values and levels are functions of t, and every
/// inequality about them is checked as a function.

#include <optional>
#include <string>

#include "comity/certificate/certificate.hpp"
#include "comity/question/question.hpp"
#include "comity/question/target.hpp"
#include "comity/text/progress.hpp"

namespace comity {

/// Proves the target sustained throughout `where`, or not sustained anywhere in it; nothing where neither
/// succeeds. `question` and `delta` (by actor) are functions of t that are valid on `where`; `middle` is the
/// same question at the rational point `at` of it. Two actors, one public state. Throws Stopped.
std::optional<PayoffCell> prove_on_cell(const GameForm& form, const Question<RationalFunction>& question,
                                        const std::vector<RationalFunction>& delta,
                                        const Question<Rational>& middle, const Rational& at,
                                        const Target& target, const Interval& where, const StopToken& stop);

/// What is wrong with a cell; empty where it is a proof of what it says. Exact.
std::string wrong_with_cell(const GameForm& form, const Question<RationalFunction>& question,
                            const std::vector<RationalFunction>& delta, const Target& target,
                            const PayoffCell& cell);

}  // namespace comity
