#include "comity/number/interval_text.hpp"

namespace comity {
namespace {

constexpr std::string_view kBlank = " \t\n";

std::string_view trimmed(std::string_view text) {
    const std::size_t first = text.find_first_not_of(kBlank);
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(kBlank) - first + 1);
}

std::string end_text(const Bound& bound) {
    if (bound.is_finite()) return to_text(bound.number());
    return bound.is_plus_infinity() ? "inf" : "-inf";
}

using Read = tl::expected<Bound, std::string>;

Read parse_end(std::string_view text) {
    const std::string_view end = trimmed(text);
    if (end == "inf") return Bound::infinity();
    if (end == "-inf") return Bound::minus_infinity();
    const auto value = parse_rational(end);
    if (!value) return tl::unexpected(value.error());
    return Bound(*value);
}

/// One interval at the front of `rest`, which is shortened by it.
tl::expected<Interval, std::string> take_interval(std::string_view& rest) {
    const auto refuse = [](const std::string& why) { return tl::unexpected<std::string>(why); };
    // Step 1. A single point.
    constexpr std::string_view kExactly = "exactly ";
    if (rest.starts_with(kExactly)) {
        rest.remove_prefix(kExactly.size());
        std::size_t end = std::min(rest.find(" and "), rest.find(','));
        end = std::min(end, rest.size());
        const auto value = parse_rational(trimmed(rest.substr(0, end)));
        if (!value) return refuse(value.error());
        rest.remove_prefix(end);
        return Interval::point(AlgebraicNumber(*value));
    }
    // Step 2. Bracket, end, comma, end, bracket.
    if (rest.empty() || (rest[0] != '[' && rest[0] != '('))
        return refuse("an interval begins with '[' or '(', as in [1/4, 2/3] or [0, inf)");
    const std::size_t close = rest.find_first_of("])");
    if (close == std::string_view::npos) return refuse("an interval ends with ']' or ')'");
    const std::string_view inside = rest.substr(1, close - 1);
    const std::size_t comma = inside.find(',');
    if (comma == std::string_view::npos || inside.find(',', comma + 1) != std::string_view::npos)
        return refuse("an interval has two ends with one comma between them");
    const auto lo = parse_end(inside.substr(0, comma)), hi = parse_end(inside.substr(comma + 1));
    if (!lo) return refuse(lo.error());
    if (!hi) return refuse(hi.error());
    const Interval interval{*lo, *hi, rest[0] == '[', rest[close] == ']'};
    // Step 3. What no set can be.
    if ((interval.lo_closed && !lo->is_finite()) || (interval.hi_closed && !hi->is_finite()))
        return refuse("an infinite end does not belong to the interval: write '(' or ')' there");
    if (interval.is_empty()) return refuse("the interval ends before it begins");
    rest.remove_prefix(close + 1);
    return interval;
}

}  // namespace

std::string to_text(const AlgebraicNumber& number) {
    if (number.is_rational()) return to_string(number.rational());
    return to_decimal(number.refined(Rational(1, 100000000)).lo(), 6) + "...";
}

std::string to_text(const Interval& interval) {
    if (interval.lo == interval.hi) return "exactly " + end_text(interval.lo);
    return (interval.lo_closed ? "[" : "(") + end_text(interval.lo) + ", " + end_text(interval.hi) +
           (interval.hi_closed ? "]" : ")");
}

std::string to_text(const IntervalSet& set) {
    if (set.is_empty()) return "nowhere";
    std::string text;
    for (const Interval& interval : set.intervals())
        text += (text.empty() ? "" : " and ") + to_text(interval);
    return text;
}

tl::expected<IntervalSet, std::string> parse_interval_set(std::string_view text) {
    std::string_view rest = trimmed(text);
    IntervalSet set;
    if (rest == "nowhere") return set;
    while (true) {
        const auto interval = take_interval(rest);
        if (!interval) return tl::unexpected(interval.error());
        set = unite(set, *interval);
        rest = trimmed(rest);
        if (rest.empty()) return set;
        if (rest.starts_with("and ")) {
            rest.remove_prefix(4);
        } else if (rest.starts_with(",")) {
            rest.remove_prefix(1);
        } else {
            return tl::unexpected<std::string>("after an interval comes 'and', or nothing");
        }
        rest = trimmed(rest);
    }
}

}  // namespace comity
