// Does an answer agree with what a model file expects [F7]?

#include <algorithm>

#include "comity/certificate/brackets.hpp"
#include "expectation.hpp"

namespace comity::checker {
namespace {

bool near(const AlgebraicNumber& x, const Rational& expected, const Rational& tolerance) {
    return x >= AlgebraicNumber(expected - tolerance) && x <= AlgebraicNumber(expected + tolerance);
}
bool near(const Bound& x, const Bound& expected, const Rational& tolerance) {
    if (!x.is_finite() || !expected.is_finite()) return x == expected;
    return near(x.number(), expected.number().rational(), tolerance);
}

/// Between which numbers the one that is asked for lies: the least δ, or the one end inside the range.
std::vector<AlgebraicNumber> around_value(const Threshold& t) {
    if (t.value) return {*t.value};
    if (is_exact(t) || t.is_empty()) return {};
    if (t.is_delta()) {
        const auto ends = least_between(t);
        return ends ? std::vector<AlgebraicNumber>{ends->first, ends->second}
                    : std::vector<AlgebraicNumber>();
    }
    const Brackets sides = brackets(t);
    if (sides.sustained.size() != 1 || !sides.undecided.empty()) return {};
    const auto& [inner, outer] = sides.sustained.front();
    std::vector<AlgebraicNumber> result;
    const auto add = [&](const Bound& in, const Bound& out, const Bound& end) {
        if (in == end || !in.is_finite() || !out.is_finite()) return;
        result.push_back(out.number());
        result.push_back(in.number());
    };
    add(inner.lo, outer.lo, t.domain.lo);
    add(inner.hi, outer.hi, t.domain.hi);
    return result.size() == 2 ? result : std::vector<AlgebraicNumber>();
}

/// As many pieces on both sides, their ends near; where an end is known exactly, it belongs as expected.
bool is_near(const Threshold& t, const IntervalSet& expected, const Rational& tolerance) {
    const auto &a = t.sustained.intervals(), &e = expected.intervals();
    const IntervalSet possible = unite(t.sustained, t.possible);
    const auto& b = possible.intervals();
    if (a.size() != e.size() || b.size() != e.size()) return false;
    for (std::size_t k = 0; k < e.size(); ++k) {
        const bool all = near(a[k].lo, e[k].lo, tolerance) && near(b[k].lo, e[k].lo, tolerance) &&
                         near(a[k].hi, e[k].hi, tolerance) && near(b[k].hi, e[k].hi, tolerance);
        const bool lo_known = a[k].lo == b[k].lo && a[k].lo_closed == b[k].lo_closed;
        const bool hi_known = a[k].hi == b[k].hi && a[k].hi_closed == b[k].hi_closed;
        if (!all || (lo_known && a[k].lo_closed != e[k].lo_closed) ||
            (hi_known && a[k].hi_closed != e[k].hi_closed))
            return false;
    }
    return true;
}

bool is_near(const PayoffSetFinding& set, const Expectation::Corners& expected, const Rational& tolerance) {
    if (set.status == PayoffSetFinding::Status::empty) return expected.empty();
    if (set.status != PayoffSetFinding::Status::solved || (tolerance == 0 && set.inner != set.outer))
        return false;
    const auto close = [&](const std::vector<Rational>& a, const std::vector<Rational>& b) {
        return a.size() == b.size() &&
               std::equal(a.begin(), a.end(), b.begin(),
                          [&](const auto& x, const auto& y) { return abs(x - y) <= tolerance; });
    };
    const auto covers = [&](const auto& list, const auto& other) {
        return std::all_of(other.begin(), other.end(), [&](const auto& x) {
            return std::any_of(list.begin(), list.end(), [&](const auto& y) { return close(x, y); });
        });
    };
    return covers(expected, set.inner) && covers(set.inner, expected) && covers(expected, set.outer) &&
           covers(set.outer, expected);
}

bool is_asked(const Expectation& e, const std::string& lens, const std::string& target, const Model& model) {
    // Inline lenses and targets have names of their own.
    const bool other_lens = model.find_lens(e.lens.text) && e.lens.text != lens;
    const bool other_target =
        (e.target.text == "full" || model.find_target(e.target.text)) && e.target.text != target;
    return !other_lens && !other_target;
}

}  // namespace

std::optional<bool> agrees(const Expectation& e, const ExpectationFinding& finding, const Model& model) {
    using Asks = Expectation::Question;
    if (const auto* t = std::get_if<Threshold>(&finding.answer)) {
        if (e.question != Asks::threshold || !is_asked(e, t->lens, t->target.name, model))
            return std::nullopt;
        const auto paths = all_paths(model);
        if (std::find(paths.begin(), paths.end(), e.of.text) != paths.end() && t->of != e.of.text)
            return std::nullopt;
        if (const auto* number = std::get_if<Rational>(&e.answer)) {
            const auto around = around_value(*t);
            return !around.empty() &&
                   std::all_of(around.begin(), around.end(),
                               [&](const AlgebraicNumber& x) { return near(x, *number, e.tolerance); });
        }
        if (const auto* set = std::get_if<IntervalSet>(&e.answer)) return is_near(*t, *set, e.tolerance);
        return t->sustained == IntervalSet(t->domain);
    }
    if (const auto* v = std::get_if<Verdict>(&finding.answer)) {
        const Target& target = v->threshold.target;
        if (e.question != Asks::verdict || !is_asked(e, v->threshold.lens, target.name, model))
            return std::nullopt;
        const bool good = v->outcome == Verdict::Outcome::sustainable;
        const std::string word =
            target.test == TargetTest::accept ? (good ? "accepted" : "refused") : to_string(v->outcome);
        return word == e.of.text;
    }
    if (const auto* u = std::get_if<Utility>(&finding.answer)) {
        const auto actor = model.find_actor(e.of.text);
        if (e.question != Asks::utility || actor != u->actor || !is_asked(e, u->lens, u->target.name, model))
            return std::nullopt;
        return near(AlgebraicNumber(u->value), std::get<Rational>(e.answer), e.tolerance);
    }
    if (const auto* found = std::get_if<AgreementFinding>(&finding.answer)) {
        const bool none = found->status == AgreementFinding::Status::empty;
        if (e.question != Asks::agreement || !is_asked(e, found->lens, e.target.text, model) ||
            found->status == AgreementFinding::Status::undecided || found->values.empty() != none)
            return std::nullopt;
        const auto* number = std::get_if<Rational>(&e.answer);
        if (none || number == nullptr) return none && number == nullptr;
        return near(AlgebraicNumber(found->values.front()), *number, e.tolerance);
    }
    const auto& set = std::get<PayoffSetFinding>(finding.answer);
    if (e.question != Asks::corners || !is_asked(e, set.lens, e.target.text, model)) return std::nullopt;
    return is_near(set, std::get<Expectation::Corners>(e.answer), e.tolerance);
}

}  // namespace comity::checker
