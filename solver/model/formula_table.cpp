#include "formula_table.hpp"

#include <algorithm>

#include "aggregate.hpp"

namespace comity {
namespace {

using Kind = Expression::Kind;
using Meaning = Expression::Meaning;

/// The arguments of a definition.
std::vector<std::size_t> actors_of(const Expression& e, const std::vector<std::size_t>& slots) {
    std::vector<std::size_t> result;
    for (const auto& reference : e.actors) result.push_back(actor_of(reference, slots));
    return result;
}

std::vector<std::size_t> either(const std::vector<std::size_t>& a, const std::vector<std::size_t>& b) {
    std::vector<std::size_t> result;
    std::set_union(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(result));
    return result;
}

/// Numbers that grow without bound are for the evaluator to report.
void check_length(const PayoffTable& numbers, const Formula& formula, const Expression& e) {
    constexpr std::size_t kMostBits = 1 << 14;
    const auto is_short = [](const Integer& x) { return x == 0 || msb(Integer(abs(x))) < kMostBits; };
    const bool all_short = numbers.visit([&]<class N>(std::span<const N> all) {
        if constexpr (std::is_same_v<N, Integer>) {
            return is_short(numbers.denominator()) && std::all_of(all.begin(), all.end(), is_short);
        } else if constexpr (std::is_same_v<N, Rational>) {
            return std::all_of(all.begin(), all.end(), [&](const Rational& x) {
                return is_short(numerator(x)) && is_short(denominator(x));
            });
        } else {
            return true;
        }
    });
    if (all_short) return;
    throw EvaluationError{formula.diagnose("number-too-large", e.offset, e.length, "a long number")};
}

}  // namespace

PayoffTable FormulaTable::values(const Formula& formula, const std::vector<std::size_t>& slots) const {
    if (!formula.tree)
        throw EvaluationError{formula.diagnose("unresolved", 0, 1, "this formula was not understood")};
    std::vector<std::size_t> all;
    for (std::size_t m = 0; m < issue_.members.size(); ++m) all.push_back(m);
    return spread(part(formula, formula.tree, slots), all);
}

FormulaTable::Part FormulaTable::part(const Formula& formula, const ExpressionPtr& e,
                                      const Slots& slots) const {
    const auto below = [&](std::size_t k) { return part(formula, e->parts[k], slots); };
    switch (e->kind) {
        case Kind::negate:
            return scaled(-1, below(0));
        case Kind::add:
            return sum(1, below(0), 1, below(1));
        case Kind::subtract:
            return sum(1, below(0), -1, below(1));
        case Kind::multiply: {
            Part result = times(below(0), below(1));
            check_length(result.numbers, formula, *e);
            return result;
        }
        case Kind::divide: {
            const Part divisor = below(1);
            if (!divisor.members.empty() || divisor.numbers[0] == 0) break;
            return scaled(1 / divisor.numbers[0], below(0));
        }
        case Kind::sum_over:
            return sum_over(formula, *e, slots);
        case Kind::index:
        case Kind::name:
            if (e->meaning == Meaning::definition && model_.definitions[e->id].depends_on_play) {
                const Formula& inner = model_.definitions[e->id].formula;
                return part(inner, inner.tree, actors_of(*e, slots));
            }
            break;
        default:
            break;
    }
    return one_by_one(formula, e, slots);
}

FormulaTable::Part FormulaTable::one_by_one(const Formula& formula, const ExpressionPtr& e,
                                            const Slots& slots) const {
    std::vector<bool> reads(issue_.members.size(), false);
    mark(*e, slots, reads);
    Part result;
    for (std::size_t m = 0; m < reads.size(); ++m) {
        if (reads[m]) result.members.push_back(m);
    }
    const ProfileSpace space = space_of(result.members);
    Formula here = formula;
    here.tree = e;
    std::vector<std::size_t> actions(reads.size(), 0);
    const Play play{&issue_, &actions};
    PayoffTable::Builder numbers(space.size());
    for (ProfileIndex p = 0; p < space.size(); ++p) {
        for (std::size_t k = 0; k < result.members.size(); ++k)
            actions[result.members[k]] = space.action(p, k);
        numbers.set(p, evaluator_.value(here, slots, play));
    }
    result.numbers = numbers.finish();
    return result;
}

FormulaTable::Part FormulaTable::sum_over(const Formula& formula, const Expression& e,
                                          const Slots& slots) const {
    Part result{{}, PayoffTable(1)};
    Slots more = slots;
    more.push_back(0);
    for (const std::size_t who : range_of(e, model_, &issue_, slots)) {
        more.back() = who;
        result = sum(1, result, 1, part(formula, e.parts[0], more));
    }
    return result;
}

FormulaTable::Part FormulaTable::sum(const Rational& a, const Part& x, const Rational& b,
                                     const Part& y) const {
    Part result{either(x.members, y.members), {}};
    const PayoffTerm terms[] = {{a, spread(x, result.members)}, {b, spread(y, result.members)}};
    result.numbers = linear_combination(terms, 0, terms[0].table.size());
    return result;
}

FormulaTable::Part FormulaTable::times(const Part& x, const Part& y) const {
    if (x.members.empty()) return scaled(x.numbers[0], y);
    if (y.members.empty()) return scaled(y.numbers[0], x);
    Part result{either(x.members, y.members), {}};
    const PayoffTable first = spread(x, result.members), second = spread(y, result.members);
    PayoffTable::Builder numbers(first.size());
    for (std::size_t k = 0; k < first.size(); ++k) numbers.set(k, first[k] * second[k]);
    result.numbers = numbers.finish();
    return result;
}

FormulaTable::Part FormulaTable::scaled(const Rational& factor, const Part& x) {
    const PayoffTerm term[] = {{factor, x.numbers}};
    return {x.members, linear_combination(term, 0, x.numbers.size())};
}

PayoffTable FormulaTable::spread(const Part& x, const std::vector<std::size_t>& members) const {
    if (x.members == members) return x.numbers;
    const ProfileSpace space = space_of(members), own = space_of(x.members);
    std::vector<std::size_t> places;  // of x's members among `members`
    for (const std::size_t m : x.members)
        places.push_back(
            static_cast<std::size_t>(std::find(members.begin(), members.end(), m) - members.begin()));
    std::vector<std::uint32_t> where(space.size());
    for (ProfileIndex p = 0; p < space.size(); ++p) {
        ProfileIndex at = 0;
        for (std::size_t k = 0; k < places.size(); ++k) at = own.with(at, k, space.action(p, places[k]));
        where[p] = static_cast<std::uint32_t>(at);
    }
    return x.numbers.gathered(where);
}

void FormulaTable::mark(const Expression& e, const Slots& slots, std::vector<bool>& reads) const {
    const auto mark_actor = [&](const Expression::ActorReference& reference) {
        if (const auto member = issue_.member(ActorId{actor_of(reference, slots)})) reads[*member] = true;
    };
    switch (e.kind) {
        case Kind::count:
            reads.assign(reads.size(), true);
            return;
        case Kind::plays:
            mark_actor(e.actors[0]);
            return;
        case Kind::sum_over:
        case Kind::product_over:
        case Kind::minimum_over:
        case Kind::maximum_over: {
            Slots more = slots;
            more.push_back(0);
            for (const std::size_t who : range_of(e, model_, &issue_, slots)) {
                more.back() = who;
                mark(*e.parts[0], more, reads);
            }
            return;
        }
        default:
            break;
    }
    if (e.meaning == Meaning::level) {
        mark_actor(e.actors[0]);
    } else if (e.meaning == Meaning::definition && model_.definitions[e.id].depends_on_play) {
        mark(*model_.definitions[e.id].formula.tree, actors_of(e, slots), reads);
    }
    for (const ExpressionPtr& part : e.parts) mark(*part, slots, reads);
}

ProfileSpace FormulaTable::space_of(const std::vector<std::size_t>& members) const {
    std::vector<std::size_t> counts;
    for (const std::size_t m : members) counts.push_back(issue_.actions[m].size());
    return ProfileSpace(std::move(counts));
}

}  // namespace comity
