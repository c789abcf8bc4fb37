#include "comity/model/cut_range.hpp"

namespace comity {

SignQuestions signs_inside(const Interval& where) {
    if (where.lo.is_finite() && where.hi.is_finite())
        return {between(where.lo.number(), where.hi.number()), {}};
    if (where.lo.is_finite()) return {where.lo.number().hi() + 1, {}};
    if (where.hi.is_finite()) return {where.hi.number().lo() - 1, {}};
    return {0, {}};
}

std::vector<AlgebraicNumber> cuts_within(const Interval& where, const SignQuestions& signs,
                                         const std::string& scalar) {
    std::vector<AlgebraicNumber> cuts;
    for (const auto& [function, jump] : signs.asked) {
        for (const Polynomial& p : {function.numerator(), function.denominator()}) {
            for (const AlgebraicNumber& root : real_roots(p)) {
                // Irrational ends were cut before; what was asked has the sign of the inside up to them.
                const bool end = Bound(root) == where.lo || Bound(root) == where.hi;
                if (!where.contains(root) || (end && !root.is_rational())) continue;
                if (jump && !root.is_rational())
                    throw Error(ErrorKind::usage, "the payoffs jump at an irrational value of " + scalar);
                if (std::find(cuts.begin(), cuts.end(), root) == cuts.end()) cuts.push_back(root);
            }
        }
    }
    std::sort(cuts.begin(), cuts.end());
    return cuts;
}

bool is_without_value(const Error& error) {
    const auto& all = error.diagnostics();
    return std::any_of(all.begin(), all.end(), [](const auto& d) { return d.code == "division-by-zero"; });
}

}  // namespace comity
