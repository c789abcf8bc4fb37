// Payoffs, profile by profile with the first player's strategy running fastest: for each the payoffs of all
// players; or outcomes { { "name" 1 2 } ... } and for each profile the number of its outcome, 0 for the one
// in which nobody gets anything.

#include <fmt/format.h>

#include "nfg_game.hpp"

namespace comity {
namespace {

using Kind = NfgToken::Kind;

/// For each profile in our order (the last actor running fastest) its position in the file's.
std::vector<std::uint32_t> file_order(const std::vector<std::size_t>& counts) {
    std::vector<std::uint32_t> where(count_profiles(counts));
    std::vector<std::size_t> digits(counts.size()), strides(counts.size(), 1);
    for (std::size_t i = 1; i < counts.size(); ++i) strides[i] = strides[i - 1] * counts[i - 1];
    std::size_t position = 0;
    for (std::uint32_t& each : where) {
        each = static_cast<std::uint32_t>(position);
        for (std::size_t i = counts.size(); i-- > 0;) {
            position += strides[i];
            if (++digits[i] < counts[i]) break;
            position -= counts[i] * strides[i];
            digits[i] = 0;
        }
    }
    return where;
}

class BodyReader {
  public:
    BodyReader(NfgLexer& lexer, const std::vector<std::size_t>& counts)
        : lexer_(lexer), counts_(counts), players_(counts.size()), profiles_(count_profiles(counts)) {
        // Two bytes are the least that a payoff takes when the game is written out.
        if (players_ * profiles_ > kMaxInputBytes / 2)
            lexer_.fail("too-large", lexer_.last_end(), 1,
                        fmt::format("this game has {} payoffs ({}); at most {} are read",
                                    players_ * profiles_, shape(), kMaxInputBytes / 2));
    }

    std::vector<PayoffTable> run() {
        const NfgToken& first = lexer_.peek();
        if (first.kind == Kind::end) fail_short(0, "payoffs", players_ * profiles_);
        if (first.kind != Kind::open && first.kind != Kind::word)
            lexer_.fail_expected("payoffs (numbers), or outcomes in braces,", first);
        std::vector<PayoffTable> tables = first.kind == Kind::open ? outcomes() : payoffs();
        return tables;
    }

  private:
    std::string shape() const {
        return fmt::format("{} player{} times {} profile{}", players_, players_ == 1 ? "" : "s", profiles_,
                           profiles_ == 1 ? "" : "s");
    }

    [[noreturn]] void fail_short(std::size_t read, const char* what, std::size_t expected) const {
        lexer_.fail("too-few", lexer_.last_end(), 1,
                    fmt::format("the file ends after {} of the {} {} of this game ({})", read, expected, what,
                                shape()));
    }

    void expect_end(const char* what, std::size_t expected) {
        const NfgToken& token = lexer_.peek();
        if (token.kind == Kind::end) return;
        if (token.kind == Kind::comma) fail_comma(token.offset);
        if (token.kind == Kind::word)
            lexer_.fail("too-many", token.offset, token.length,
                        fmt::format("this game has {} {} ({}); here is another", expected, what, shape()));
        lexer_.fail_expected("the end of the file", token);
    }

    /// A comma in a list of numbers.
    [[noreturn]] void fail_comma(std::size_t offset) const {
        const char* const next = lexer_.end() - lexer_.size() + offset + 1;
        if (lexer_.last_end() == offset && next != lexer_.end() && *next >= '0' && *next <= '9')
            lexer_.fail("decimal-comma", offset, 1, "a number is written with a decimal point, not a comma",
                        "write 0.80, not 0,80; numbers are separated by spaces");
        lexer_.fail("syntax", offset, 1, "these numbers are separated by spaces, not by commas");
    }

    /// What stands at `at` is no number of the kind expected.
    [[noreturn]] void fail_number(const char* at, const std::string& what) {
        if (*at == ',') fail_comma(lexer_.offset_of(at));
        lexer_.skip_to(at);
        lexer_.fail_expected(what, lexer_.peek());
    }

    /// The number at `at` that is not a small one, with `at` moved behind it.
    Rational large_number(const char*& at) {
        const char c = *at;
        if (!((c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.'))
            fail_number(at, "a payoff (a number)");
        std::string_view token = number_token(at, lexer_.end());
        std::string mended;
        // The format allows a point without decimals: 5. and 5.e3.
        const std::size_t point = token.find('.');
        if (token.size() < kMaxDigits && point != std::string_view::npos && point > 0 &&
            token[point - 1] >= '0' && token[point - 1] <= '9' &&
            (point + 1 == token.size() || token[point + 1] == 'e' || token[point + 1] == 'E')) {
            mended = std::string(token).insert(point + 1, "0");
        }
        const auto value = read_large_number(mended.empty() ? token : std::string_view(mended));
        if (!value) lexer_.fail("bad-number", lexer_.offset_of(at), token.size(), value.error());
        // A short word can spell a long number.
        digits_ += written_length(*value);
        if (digits_ > kMaxInputBytes)
            lexer_.fail("too-large", lexer_.offset_of(at), token.size(),
                        "written out in full, the payoffs of this game take more than 256 MiB");
        at += token.size();
        return *value;
    }

    static std::size_t written_length(const Rational& value) {
        return mpz_sizeinbase(numerator(value).backend().data(), 10) +
               mpz_sizeinbase(denominator(value).backend().data(), 10);
    }

    static const char* skip(const char* at, const char* end) {
        while (at != end && is_white(*at)) ++at;
        return at;
    }

    std::vector<PayoffTable> payoffs() {
        const std::size_t total = players_ * profiles_;
        const char* at = lexer_.number_start();
        const char* const end = lexer_.end();
        // Step 1. Is there room for all of them? If not, nothing is kept, and reading on finds the mistake.
        const bool keep = (lexer_.left() + 1) / 2 >= total;
        std::vector<PayoffTable::Builder> builders;
        for (std::size_t i = 0; keep && i < players_; ++i) builders.emplace_back(profiles_);
        // Step 2. The numbers, in the order of the file.
        const char* behind = at;
        std::size_t player = 0, profile = 0;
        for (std::size_t k = 0; k < total; ++k) {
            at = skip(at, end);
            if (at == end) {
                if (k > 0) lexer_.took(behind);
                fail_short(k, "payoffs", total);
            }
            SmallNumber number;
            if (read_small_number(at, end, number)) {
                if (keep) builders[player].set(profile, number.numerator, number.denominator);
            } else {
                if (k > 0) lexer_.took(behind);
                const Rational value = large_number(at);
                if (keep) builders[player].set(profile, value);
            }
            behind = at;
            if (++player == players_) {
                player = 0;
                ++profile;
            }
        }
        lexer_.took(behind);
        lexer_.skip_to(at);
        expect_end("payoffs", total);
        // Step 3. In our order, a player at a time.
        const std::vector<std::uint32_t> where = file_order(counts_);
        std::vector<PayoffTable> tables;
        for (PayoffTable::Builder& builder : builders) tables.push_back(builder.finish().gathered(where));
        return tables;
    }

    std::vector<PayoffTable> outcomes() {
        // Step 1. The outcomes; number 0 pays nobody anything.
        std::vector<PayoffTable::Builder> builders;
        for (std::size_t i = 0; i < players_; ++i) builders.emplace_back(1);
        lexer_.next();
        std::size_t known = 0;
        while (lexer_.peek().kind != Kind::close) {
            outcome(builders);
            ++known;
        }
        lexer_.next();
        // Step 2. Which profile leads to which.
        const std::vector<std::uint32_t> chosen = outcome_numbers(known);
        std::vector<std::uint32_t> where = file_order(counts_);
        for (std::uint32_t& each : where) each = chosen[each];
        std::vector<PayoffTable> tables;
        for (PayoffTable::Builder& builder : builders) tables.push_back(builder.finish().gathered(where));
        return tables;
    }

    void outcome(std::vector<PayoffTable::Builder>& builders) {
        const NfgToken open = lexer_.next();
        if (open.kind != Kind::open) lexer_.fail_expected("'{' and an outcome, or '}',", open);
        const NfgToken name = lexer_.next();
        if (name.kind != Kind::text) lexer_.fail_expected("the name of an outcome in quotation marks", name);
        for (std::size_t i = 0; i < players_; ++i) {
            if (i > 0 && lexer_.peek().kind == Kind::comma) lexer_.next();
            const NfgToken& token = lexer_.peek();
            if (token.kind == Kind::comma) lexer_.fail_expected("a payoff (a number)", token);
            if (token.kind == Kind::close)
                lexer_.fail("wrong-shape", token.offset, 1,
                            fmt::format("this outcome has {} payoff{} for {} players", i, i == 1 ? "" : "s",
                                        players_));
            const char* at = lexer_.number_start();
            SmallNumber number;
            if (at == lexer_.end()) lexer_.fail_expected("a payoff (a number)", lexer_.peek());
            if (read_small_number(at, lexer_.end(), number)) {
                builders[i].append(number.numerator, number.denominator);
            } else {
                builders[i].append(large_number(at));
            }
            lexer_.skip_to(at);
            lexer_.took(at);
        }
        const NfgToken close = lexer_.next();
        if (close.kind == Kind::close) return;
        const bool another =
            close.kind == Kind::word || (close.kind == Kind::comma && lexer_.peek().kind == Kind::word);
        if (another)
            lexer_.fail("wrong-shape", close.offset, close.length,
                        fmt::format("this outcome has more payoffs than the {} player{}", players_,
                                    players_ == 1 ? "" : "s"),
                        "a decimal comma has the same effect: write 0.80, not 0,80");
        lexer_.fail_expected("'}'", close);
    }

    std::vector<std::uint32_t> outcome_numbers(std::size_t known) {
        const char* at = lexer_.number_start();
        const char* const end = lexer_.end();
        const bool keep = (lexer_.left() + 1) / 2 >= profiles_;
        std::vector<std::uint32_t> chosen(keep ? profiles_ : 0);
        const char* behind = at;
        for (std::size_t p = 0; p < profiles_; ++p) {
            at = skip(at, end);
            if (at == end) {
                if (p > 0) lexer_.took(behind);
                fail_short(p, "outcome numbers", profiles_);
            }
            const char* const start = at;
            SmallNumber number;
            const bool whole = *at >= '0' && *at <= '9' && read_small_number(at, end, number) &&
                               std::string_view(start, at).find_first_of("./") == std::string_view::npos;
            if (!whole || static_cast<std::size_t>(number.numerator) > known) {
                if (p > 0) lexer_.took(behind);
                const std::string_view token = number_token(start, end);
                const std::size_t sign = token.starts_with('-') ? 1 : 0;
                const bool digits = token.size() > sign &&
                                    token.find_first_not_of("0123456789", sign) == std::string_view::npos;
                if (digits)
                    lexer_.fail(
                        "outcome-range", lexer_.offset_of(start), token.size(),
                        fmt::format("there is no outcome {}: this game has {} outcome{}", token.substr(0, 40),
                                    known, known == 1 ? "" : "s"),
                        known == 0
                            ? "only 0 is left, where nobody gets anything"
                            : fmt::format("outcomes are numbered from 1 to {}; 0 is the one in which nobody "
                                          "gets anything",
                                          known));
                fail_number(start, "the number of an outcome");
            }
            if (keep) chosen[p] = static_cast<std::uint32_t>(number.numerator);
            behind = at;
        }
        lexer_.took(behind);
        lexer_.skip_to(at);
        expect_end("outcome numbers", profiles_);
        return chosen;
    }

    NfgLexer& lexer_;
    const std::vector<std::size_t>& counts_;
    std::size_t players_, profiles_;
    std::size_t digits_ = 0;  ///< of numbers that are not small
};

}  // namespace

std::vector<PayoffTable> read_nfg_body(NfgLexer& lexer, const std::vector<std::size_t>& counts) {
    return BodyReader(lexer, counts).run();
}

}  // namespace comity
