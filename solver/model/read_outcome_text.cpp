// table = """
// 1 1
// 5 0
// ...
// """
// For every combination of the members' actions, in lexicographic order (the last member's action running
// fastest), what each member gets. The numbers are read where they stand in the file, so that a mistake has
// its own place.

#include <fmt/format.h>

#include "comity/text/utf8.hpp"
#include "number_list.hpp"
#include "readers.hpp"

namespace comity {
namespace {

/// The place of a byte of a text that begins at `begin` in its file.
toml::source_region region(const std::string& raw, std::size_t offset, std::size_t length,
                           const toml::source_position& begin) {
    const std::string_view before = std::string_view(raw).substr(0, offset);
    const std::size_t newline = before.rfind('\n');
    const auto lines = static_cast<toml::source_index>(std::count(before.begin(), before.end(), '\n'));
    const std::string_view on_line = newline == std::string_view::npos ? before : before.substr(newline + 1);
    const auto column = static_cast<toml::source_index>(
        utf8_length(on_line) + (newline == std::string_view::npos ? begin.column : 1));
    toml::source_region where;
    where.begin = {begin.line + lines, column};
    where.end = {begin.line + lines,
                 column + static_cast<toml::source_index>(std::max<std::size_t>(1, length))};
    return where;
}

}  // namespace

void read_outcome_text(TableReader& reader, const toml::node& node, IssueDeclaration& declared) {
    TomlDocument& document = reader.document();
    if (!node.is_string()) {
        document.error("wrong-type", node.source(),
                       "'table' must be a text of numbers, not " + kind_of(node));
        return;
    }
    const std::string raw = document.literal(node);
    const std::size_t quotes = raw.starts_with("\"\"\"") || raw.starts_with("'''") ? 3 : 1;
    const char* const start = raw.data();
    const char* at = start + quotes;
    const char* const end = start + std::max(quotes, raw.size() - quotes);
    const auto fail = [&](const std::string& code, const char* where, std::size_t length,
                          const std::string& message, const std::string& help = "") {
        document.error(code,
                       region(raw, static_cast<std::size_t>(where - start), length, node.source().begin),
                       message, help);
    };
    // Step 1. Is there room for all of them? If not, nothing is kept, and reading on finds the mistake.
    const std::size_t members = declared.issue.members.size(), cells = declared.issue.space().size();
    const std::size_t total = members * cells;
    const std::string numbers =
        fmt::format("{} numbers ({} member{} times {} combination{} of actions)", total, members,
                    members == 1 ? "" : "s", cells, cells == 1 ? "" : "s");
    const bool keep = static_cast<std::size_t>(end - at + 1) / 2 >= total;
    std::vector<PayoffTable::Builder> builders;
    for (std::size_t m = 0; keep && m < members; ++m) builders.emplace_back(cells);
    // Step 2. The numbers.
    const auto skip = [&] {
        while (at != end && is_white(*at)) ++at;
    };
    const char* behind = end;
    const auto fail_comma = [&] {
        if (at == behind && at + 1 != end && at[1] >= '0' && at[1] <= '9')
            return fail("decimal-comma", at, 1, "a number is written with a decimal point, not a comma",
                        "write 0.80, not 0,80; numbers are separated by spaces");
        fail("syntax", at, 1, "these numbers are separated by spaces, not by commas");
    };
    for (std::size_t k = 0; k < total; ++k) {
        skip();
        if (at == end)
            return fail("too-few", end, quotes, fmt::format("the table ends after {} of its {}", k, numbers));
        SmallNumber number;
        if (read_small_number(at, end, number)) {
            if (keep) builders[k % members].set(k / members, number.numerator, number.denominator);
            behind = at;
            continue;
        }
        if (*at == ',') return fail_comma();
        const std::string_view token = number_token(at, end);
        const std::size_t length = std::max<std::size_t>(1, token.size());
        const auto value = read_large_number(token.empty() ? std::string_view(at, 1) : token);
        if (!value) return fail("bad-number", at, length, value.error());
        if (keep) builders[k % members].set(k / members, *value);
        behind = at += token.size();
    }
    skip();
    if (at != end && *at == ',') return fail_comma();
    if (at != end)
        return fail("too-many", at, std::max<std::size_t>(1, number_token(at, end).size()),
                    "the table has " + numbers + "; here is another");
    OutcomeTable table;
    for (PayoffTable::Builder& builder : builders) table.payoff.push_back(builder.finish());
    declared.payoff = std::move(table);
}

}  // namespace comity
