#pragma once
/// A scalar's range in parts, on each of which every formula of a model is one function of it [F4.7].

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "comity/model/scalars.hpp"
#include "comity/number/interval_set.hpp"
#include "comity/text/error.hpp"

namespace comity {

/// Signs to be asked for inside a range.
SignQuestions signs_inside(const Interval& where);

/// Where a range must be cut because a sign that was asked for may change, in order. Error (usage): values
/// jump at an irrational point; `scalar` names the scalar.
std::vector<AlgebraicNumber> cuts_within(const Interval& where, const SignQuestions& signs,
                                         const std::string& scalar);

/// Is an error only that a formula has no value there?
bool is_without_value(const Error& error);

/// `open` evaluates with the signs that it is given and notes what it asks; `at` evaluates at a number, and a
/// point at which a formula has no value belongs to no part. Adds to `parts`.
template <class Part, class Open, class At>
void cut_range(const Interval& where, const std::string& scalar, const Open& open, const At& at,
               std::vector<std::pair<Interval, Part>>& parts) {
    const auto point = [&](const AlgebraicNumber& number) {
        if (!number.is_rational()) return;
        try {
            parts.emplace_back(Interval::point(number), at(number.rational()));
        } catch (const Error& error) {
            if (!is_without_value(error)) throw;
        }
    };
    if (where.is_empty()) return;
    if (where.lo == where.hi) return point(where.lo.number());
    SignQuestions signs = signs_inside(where);
    Part part = open(signs);
    const std::vector<AlgebraicNumber> cuts = cuts_within(where, signs, scalar);
    if (cuts.empty()) {
        parts.emplace_back(where, std::move(part));
        return;
    }
    Interval rest = where;
    for (const AlgebraicNumber& cut : cuts) {
        // At an irrational point functions go on from both sides without a jump.
        const bool shared = !cut.is_rational();
        cut_range({rest.lo, cut, rest.lo_closed, shared}, scalar, open, at, parts);
        if (!shared) point(cut);
        rest.lo = cut;
        rest.lo_closed = shared;
    }
    cut_range(rest, scalar, open, at, parts);
}

}  // namespace comity
