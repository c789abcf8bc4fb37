// NFG 1 R "title" { "player" ... } { 2 3 ... } "comment"
// NFG 1 R "title" { "player" ... } { { "strategy" ... } ... } "comment"

#include <fmt/format.h>

#include <charconv>

#include "nfg_game.hpp"

namespace comity {
namespace {

using Kind = NfgToken::Kind;

void read_version(NfgLexer& lexer) {
    const NfgToken format = lexer.next();
    if (format.kind == Kind::end)
        lexer.fail("empty-file", 0, 1, "this file is empty",
                   "a game begins: NFG 1 R \"title\" { \"player\" ... }");
    if (format.kind != Kind::word || format.text != "NFG") {
        const bool tree = format.kind == Kind::word && format.text == "EFG";
        lexer.fail_expected("the word NFG, with which a game in strategic form begins,", format,
                            tree ? "this is a game in extensive form (.efg); Gambit's gambit-convert or "
                                   "its window can save the strategic form"
                                 : "");
    }
    const NfgToken version = lexer.next();
    if (version.kind != Kind::word || version.text != "1")
        lexer.fail_expected("1, the version of the format that this program reads,", version);
    const NfgToken numbers = lexer.next();
    if (numbers.kind != Kind::word || (numbers.text != "R" && numbers.text != "D"))
        lexer.fail_expected("R (or D), the kind of its numbers,", numbers,
                            "rationals and decimals are both read exactly");
}

NfgName read_name(NfgToken& token) {
    return {std::move(token.text), token.offset, token.length};
}

/// The texts between two braces, of which the first has been taken.
std::vector<NfgName> read_names(NfgLexer& lexer, const std::string& what) {
    std::vector<NfgName> names;
    while (true) {
        NfgToken token = lexer.next();
        if (token.kind == Kind::close) return names;
        if (token.kind == Kind::comma)
            lexer.fail_expected("the name of another " + what, token, "names are separated by spaces");
        if (token.kind != Kind::text)
            lexer.fail_expected("the name of a " + what + " in quotation marks, or '}',", token);
        names.push_back(read_name(token));
    }
}

/// The number that a word spells, cut off far above every limit.
std::size_t read_count(NfgLexer& lexer, const NfgToken& token) {
    const std::string_view digits = std::string_view(token.text).substr(token.text.starts_with('-') ? 1 : 0);
    if (token.kind != Kind::word || digits.empty() ||
        digits.find_first_not_of("0123456789") != std::string_view::npos)
        lexer.fail_expected("a player's number of strategies", token);
    std::uint32_t count = 0;
    const bool large = std::from_chars(digits.data(), digits.data() + digits.size(), count).ec != std::errc();
    if (token.text.starts_with('-') || (!large && count == 0))
        lexer.fail("no-strategies", token.offset, token.length, "a player has at least one strategy",
                   "numbers of strategies are 1 or more");
    return large ? kMaxProfiles + 1 : count;
}

void read_strategies(NfgLexer& lexer, NfgHeader& header) {
    const std::size_t players = header.players.size();
    const NfgToken open = lexer.next();
    if (open.kind != Kind::open)
        lexer.fail_expected(
            "'{' and the strategies", open,
            "either a number for each player, { 2 2 }, or their names, { { \"a\" \"b\" } ... }");
    const bool named = lexer.peek().kind == Kind::open;
    std::size_t given = 0;
    while (true) {
        const NfgToken token = lexer.next();
        if (token.kind == Kind::close || given == players) {
            if (token.kind == Kind::close && given == players) break;
            if (token.kind == Kind::end) lexer.fail_expected("'}'", token);
            lexer.fail("wrong-shape", token.offset, token.length,
                       fmt::format("there are {} player{}, but strategies of {}{}", players,
                                   players == 1 ? "" : "s", given == players ? "more than " : "", given),
                       named ? "each player has one list of strategies, in braces"
                             : "each player has one number of strategies");
        }
        if (named) {
            if (token.kind != Kind::open)
                lexer.fail_expected("'{' and the names of a player's strategies", token);
            header.strategies.push_back(read_names(lexer, "strategy"));
            if (header.strategies.back().empty())
                lexer.fail("no-strategies", token.offset, 1, "a player has at least one strategy");
            header.counts.push_back(header.strategies.back().size());
        } else {
            header.counts.push_back(read_count(lexer, token));
        }
        ++given;
    }
    if (count_profiles(header.counts) > kMaxProfiles) {
        lexer.fail("too-many-profiles", open.offset, 1, "this game has more than 2^24 = 16777216 profiles",
                   "a game that is tabulated may have at most that many");
    }
    for (const std::size_t count : header.counts) {
        if (count > kMaxActions)
            lexer.fail("too-many-actions", open.offset, 1, "a player may have at most 1048576 strategies");
    }
}

}  // namespace

NfgHeader read_nfg_header(NfgLexer& lexer) {
    NfgHeader header;
    read_version(lexer);
    NfgToken title = lexer.next();
    if (title.kind != Kind::text) lexer.fail_expected("the title in quotation marks", title);
    header.title = read_name(title);
    const NfgToken open = lexer.next();
    if (open.kind != Kind::open) lexer.fail_expected("'{' and the names of the players", open);
    header.players = read_names(lexer, "player");
    if (header.players.empty()) lexer.fail("no-players", open.offset, 1, "a game has at least one player");
    if (header.players.size() > kMaxNfgPlayers)
        lexer.fail("too-many-players", open.offset, 1,
                   fmt::format("a game may have at most {} players; this one has {}", kMaxNfgPlayers,
                               header.players.size()));
    read_strategies(lexer, header);
    if (lexer.peek().kind == Kind::text) header.comment = lexer.next().text;
    return header;
}

}  // namespace comity
