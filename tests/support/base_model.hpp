#pragma once
/// A small correct model text for tests that then break it in one place.

#include <gtest/gtest.h>

#include <string>

namespace comity::test {

inline const std::string kBaseModel = R"(format = 1
name = "base"
title = "A base to break"
unit = "points"
delta = { value = "3/5", kind = "convention", reason = "made up" }
[[actors]]
code = "CHN"
name = "China"
[[actors]]
code = "KAZ"
name = "Kazakhstan"
[attributes.wealth]
values = { CHN = 4, KAZ = "1/2" }
reason = "made up"
[matrices.threat]
rows = [[0, 1], [2, 0]]
reason = "made up"
[parameters]
benefit = { value = 3, range = [1, 5], kind = "judgement", reason = "made up" }
[[issues]]
name = "border"
between = "all"
actions = ["stay", "withdraw"]
status_quo = "stay"
payoff = "benefit * count(withdraw) / n - 2 * level"
[lenses.relative]
kind = "relative"
k = "1/4"
aggregate = "sum"
weights = "threat[i, j]"
[[constraints]]
name = "promise"
kind = "prohibit"
who = ["KAZ"]
issue = "border"
actions = ["withdraw"]
lenses = ["relative"]
reason = "made up"
[[targets]]
name = "full"
cooperate = "all"
)";

/// The text with its first `from` replaced; the test fails where there is none.
inline std::string with(std::string text, const std::string& from, const std::string& to) {
    const std::size_t at = text.find(from);
    EXPECT_NE(at, std::string::npos) << from;
    if (at != std::string::npos) text.replace(at, from.size(), to);
    return text;
}

}  // namespace comity::test
