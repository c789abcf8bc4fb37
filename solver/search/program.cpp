#include "program.hpp"

#include <algorithm>

namespace comity {
namespace {

Integer common_denominator(const IssueSum<Rational>& sum, Integer common) {
    common = lcm(common, Integer(denominator(sum.constant)));
    for (const auto& terms : sum.terms) {
        for (const Rational& term : terms) common = lcm(common, Integer(denominator(term)));
    }
    return common;
}

WholeSum times(const IssueSum<Rational>& sum, const Integer& factor) {
    WholeSum result;
    const auto scaled = [&](const Rational& x) { return Integer(numerator(x) * (factor / denominator(x))); };
    result.constant = scaled(sum.constant);
    for (const auto& terms : sum.terms) {
        auto& mine = result.terms.emplace_back();
        mine.reserve(terms.size());
        for (const Rational& term : terms) mine.push_back(scaled(term));
    }
    return result;
}

Integer combined(Goal::Kind kind, const std::vector<Integer>& values) {
    if (kind != Goal::Kind::product) return *std::min_element(values.begin(), values.end());
    Integer product = 1;
    for (const Integer& value : values) product *= value < 0 ? Integer(0) : value;
    return product;
}

}  // namespace

WholeSum whole(const IssueSum<Rational>& sum) {
    return times(sum, common_denominator(sum, 1));
}

Integer whole(const std::vector<IssueSum<Rational>>& sums, std::vector<WholeSum>& result) {
    Integer common = 1;
    for (const auto& sum : sums) common = common_denominator(sum, common);
    for (const auto& sum : sums) result.push_back(times(sum, common));
    return common;
}

WholeSum minus(WholeSum sum) {
    sum.constant = -sum.constant;
    for (auto& terms : sum.terms) {
        for (Integer& term : terms) term = -term;
    }
    return sum;
}

Integer value_of(const WholeSum& sum, const std::vector<ProfileIndex>& cells) {
    Integer value = sum.constant;
    for (std::size_t s = 0; s < sum.terms.size(); ++s) {
        if (!sum.terms[s].empty()) value += sum.terms[s][cells[s]];
    }
    return value;
}

Integer value_of(const Goal& goal, const std::vector<ProfileIndex>& cells) {
    std::vector<Integer> values;
    for (const WholeSum& sum : goal.sums) values.push_back(value_of(sum, cells));
    return combined(goal.kind, values);
}

Integer most(const Goal& goal) {
    std::vector<Integer> values;
    for (const WholeSum& sum : goal.sums) {
        Integer value = sum.constant;
        for (const auto& terms : sum.terms) {
            if (!terms.empty()) value += *std::max_element(terms.begin(), terms.end());
        }
        values.push_back(std::move(value));
    }
    return combined(goal.kind, values);
}

void keep(Program& program, const Goal& goal, const Integer& value) {
    if (goal.kind == Goal::Kind::product) {
        program.kept_products.emplace_back(goal, value);
        return;
    }
    for (WholeSum sum : goal.sums) {
        sum.constant -= value;
        program.clauses.push_back({{std::move(sum)}});
    }
}

}  // namespace comity
