// Formula grammar, loosest binding first:
//
//   or      := and ('or' and)*
//   and     := not ('and' not)*
//   not     := 'not' not | compare
//   compare := sum (('<' | '<=' | '>' | '>=' | '==' | '!=') sum)?
//   sum     := product (('+' | '-') product)*
//   product := unary (('*' | '/') unary)*
//   unary   := '-' unary | '+' unary | power
//   power   := atom ('^' whole number)?
//   atom    := number | '(' or ')' | call | name ('[' name (',' name)* ']')?
//   call    := ('min' | 'max' | 'abs' | 'if') '(' or (',' or)* ')'
//            | ('sum' | 'product' | 'min' | 'max') '(' over ':' or ')'
//            | 'count' '(' action (',' set)? ')' | 'plays' '(' name ',' action ')'
//   over    := 'others' | name 'in' set ('except' name)?
//   set     := 'others' | 'members' | 'actors'
//   action  := name | a text in single quotes

#include "comity/model/expression.hpp"

#include <cctype>

#include "comity/text/near_name.hpp"

namespace comity {
namespace {

using Kind = Expression::Kind;
constexpr std::size_t kMaxDepth = 64;
constexpr std::size_t kMaxNodes = 4000;

bool starts_name(char c) {
    return std::isalpha(static_cast<unsigned char>(c)) != 0 || c == '_';
}
bool continues_name(char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_';
}

struct Token {
    enum class Kind { number, name, quoted, symbol, end } kind = Kind::end;
    std::string text;
    std::size_t offset = 0;
    std::size_t length = 1;
};

class Parser {
  public:
    explicit Parser(std::string_view text) : text_(text) { advance(); }

    ExpressionPtr whole() {
        ExpressionPtr result = parse_or();
        if (token_.kind != Token::Kind::end) {
            const bool comma = token_.text == ",";
            fail("expected the end of the formula here, not '" + token_.text + "'",
                 comma ? "decimals are written with a point: 0.80, not 0,80"
                 : token_.kind == Token::Kind::number || token_.kind == Token::Kind::name
                     ? "is an operator such as * missing?"
                     : "");
        }
        return result;
    }

  private:
    [[noreturn]] void fail(const std::string& message, const std::string& help = "") const {
        throw ExpressionError{token_.offset, token_.length, message, help};
    }

    // --- words ---------------------------------------------------------------------------------------------
    void advance() {
        while (at_ < text_.size() && std::isspace(static_cast<unsigned char>(text_[at_])) != 0) ++at_;
        token_ = Token{};
        token_.offset = at_;
        if (at_ >= text_.size()) return;
        const char c = text_[at_];
        std::size_t end = at_ + 1;
        if (starts_name(c)) {
            token_.kind = Token::Kind::name;
            while (end < text_.size() && continues_name(text_[end])) ++end;
        } else if (std::isdigit(static_cast<unsigned char>(c)) != 0 || c == '.') {
            token_.kind = Token::Kind::number;
            while (end < text_.size() && is_number_part(end)) ++end;
        } else if (c == '\'') {
            token_.kind = Token::Kind::quoted;
            while (end < text_.size() && text_[end] != '\'') ++end;
            if (end == text_.size()) {
                token_.length = end - at_;
                fail("a text that starts with ' must end with '");
            }
            token_.text = std::string(text_.substr(at_ + 1, end - at_ - 1));
            token_.length = end + 1 - at_;
            at_ = end + 1;
            return;
        } else {
            token_.kind = Token::Kind::symbol;
            if (end < text_.size() && text_[end] == '=' && (c == '<' || c == '>' || c == '=' || c == '!'))
                ++end;
            // The whole of a character outside ASCII, so that messages stay well-formed UTF-8.
            while (end < text_.size() && (static_cast<unsigned char>(text_[end]) & 0xC0u) == 0x80u) ++end;
        }
        token_.text = std::string(text_.substr(at_, end - at_));
        token_.length = end - at_;
        at_ = end;
    }

    bool is_number_part(std::size_t at) const {
        const char c = text_[at];
        if (std::isdigit(static_cast<unsigned char>(c)) != 0 || c == '.' || c == '_') return true;
        if (c == 'e' || c == 'E') return true;
        return (c == '+' || c == '-') && (text_[at - 1] == 'e' || text_[at - 1] == 'E');
    }

    bool is(std::string_view symbol) const {
        return (token_.kind == Token::Kind::symbol || token_.kind == Token::Kind::name) &&
               token_.text == symbol;
    }
    bool take(std::string_view symbol) {
        if (!is(symbol)) return false;
        advance();
        return true;
    }
    void expect(std::string_view symbol, const std::string& where) {
        if (!take(symbol)) {
            fail(
                "expected '" + std::string(symbol) + "' " + where +
                (token_.kind == Token::Kind::end ? ", but the formula ends" : ", not '" + token_.text + "'"));
        }
    }

    // --- levels of the grammar
    // ------------------------------------------------------------------------------
    struct Nested {
        explicit Nested(Parser& p) : parser(p) {
            if (++parser.depth_ > kMaxDepth) parser.fail("a formula may be nested at most 64 levels deep");
        }
        ~Nested() { --parser.depth_; }
        Parser& parser;
    };

    ExpressionPtr node(Kind kind, std::size_t offset, std::vector<ExpressionPtr> parts) {
        // A chain such as a + a + ... is as deep as it is long: the limit keeps every walk over the tree
        // shallow.
        if (++nodes_ > kMaxNodes)
            fail("a formula may have at most 4000 parts", "use sum(...), or a definition");
        auto result = std::make_shared<Expression>();
        result->kind = kind;
        result->offset = offset;
        result->parts = std::move(parts);
        return result;
    }

    ExpressionPtr parse_or() {
        const Nested nested(*this);
        ExpressionPtr left = parse_and();
        while (is("or")) {
            const std::size_t offset = token_.offset;
            advance();
            left = node(Kind::logical_or, offset, {left, parse_and()});
        }
        return left;
    }

    ExpressionPtr parse_and() {
        ExpressionPtr left = parse_not();
        while (is("and")) {
            const std::size_t offset = token_.offset;
            advance();
            left = node(Kind::logical_and, offset, {left, parse_not()});
        }
        return left;
    }

    ExpressionPtr parse_not() {
        const std::size_t offset = token_.offset;
        if (!take("not")) return parse_comparison();
        const Nested nested(*this);
        return node(Kind::logical_not, offset, {parse_not()});
    }

    ExpressionPtr parse_comparison() {
        static const std::vector<std::pair<std::string_view, Kind>> operators{
            {"<", Kind::less},           {"<=", Kind::less_equal}, {">", Kind::greater},
            {">=", Kind::greater_equal}, {"==", Kind::equal},      {"!=", Kind::not_equal}};
        ExpressionPtr left = parse_sum();
        for (const auto& [symbol, kind] : operators) {
            if (is(symbol)) {
                const std::size_t offset = token_.offset;
                advance();
                return node(kind, offset, {left, parse_sum()});
            }
        }
        if (is("=")) fail("'=' compares nothing", "write == to ask whether two things are equal");
        return left;
    }

    ExpressionPtr parse_sum() {
        ExpressionPtr left = parse_product();
        while (is("+") || is("-")) {
            const Kind kind = is("+") ? Kind::add : Kind::subtract;
            const std::size_t offset = token_.offset;
            advance();
            left = node(kind, offset, {left, parse_product()});
        }
        return left;
    }

    ExpressionPtr parse_product() {
        ExpressionPtr left = parse_unary();
        while (is("*") || is("/")) {
            const Kind kind = is("*") ? Kind::multiply : Kind::divide;
            const std::size_t offset = token_.offset;
            advance();
            left = node(kind, offset, {left, parse_unary()});
        }
        return left;
    }

    ExpressionPtr parse_unary() {
        const std::size_t offset = token_.offset;
        const bool minus = is("-");
        if (!minus && !is("+")) return parse_power();
        const Nested nested(*this);
        advance();
        ExpressionPtr operand = parse_unary();
        return minus ? node(Kind::negate, offset, {operand}) : operand;
    }

    ExpressionPtr parse_power() {
        ExpressionPtr base = parse_atom();
        const std::size_t offset = token_.offset;
        if (!take("^")) return base;
        if (token_.kind != Token::Kind::number) fail("expected a whole number from 0 to 64 after '^'");
        ExpressionPtr exponent = parse_atom();
        if (denominator(exponent->value) != 1 || exponent->value > 64) {
            throw ExpressionError{exponent->offset, exponent->length,
                                  "a power must be a whole number from 0 to 64", ""};
        }
        // Read from the left by some and from the right by others.
        if (token_.text == "^") fail("a power of a power needs brackets", "write (a ^ b) ^ c");
        return node(Kind::power, offset, {base, exponent});
    }

    ExpressionPtr parse_atom() {
        const Token first = token_;
        if (first.kind == Token::Kind::number) {
            const auto value = parse_rational(first.text);
            if (!value) fail(value.error());
            advance();
            ExpressionPtr result = node(Kind::number, first.offset, {});
            result->length = first.length;
            result->value = *value;
            return result;
        }
        if (take("(")) {
            ExpressionPtr inside = parse_or();
            expect(")", "to close '('");
            return inside;
        }
        if (first.kind != Token::Kind::name) {
            fail(first.kind == Token::Kind::end ? "the formula ends where a number or a name should be"
                                                : "expected a number or a name, not '" + first.text + "'");
        }
        advance();
        if (is("(")) return parse_call(first);
        ExpressionPtr result = node(is("[") ? Kind::index : Kind::name, first.offset, {});
        result->length = first.length;
        result->name = first.text;
        if (take("[")) {
            do {
                result->actors.push_back(actor_reference("between the brackets"));
            } while (take(","));
            expect("]", "to close '['");
        }
        return result;
    }

    Expression::ActorReference actor_reference(const std::string& where) {
        if (token_.kind != Token::Kind::name) {
            fail("expected a state (self, other or a code such as CHN) " + where);
        }
        Expression::ActorReference reference{token_.text, token_.offset, false, 0};
        advance();
        return reference;
    }

    // --- calls
    // ------------------------------------------------------------------------------------------------
    ExpressionPtr parse_call(const Token& function) {
        advance();  // (
        ExpressionPtr result = node(Kind::number, function.offset, {});
        result->length = function.length;
        const std::string& f = function.text;
        if (f == "count" || f == "plays") {
            parse_play_call(*result, f);
        } else if (f == "sum" || f == "product" || ((f == "min" || f == "max") && starts_aggregate())) {
            result->kind = f == "sum"       ? Kind::sum_over
                           : f == "product" ? Kind::product_over
                           : f == "min"     ? Kind::minimum_over
                                            : Kind::maximum_over;
            parse_aggregate(*result);
        } else if (f == "min" || f == "max" || f == "abs" || f == "if") {
            result->kind = f == "min"   ? Kind::minimum
                           : f == "max" ? Kind::maximum
                           : f == "abs" ? Kind::absolute
                                        : Kind::conditional;
            do {
                result->parts.push_back(parse_or());
            } while (take(","));
            const std::size_t got = result->parts.size();
            if (f == "abs" && got != 1) fail("abs takes one number: abs(x)");
            if (f == "if" && got != 3) fail("if takes a condition and two values: if(x > 0, a, b)");
        } else {
            throw ExpressionError{
                function.offset, function.length, "there is no function '" + f + "'",
                suggest(f, {"sum", "product", "min", "max", "abs", "if", "count", "plays"})};
        }
        expect(")", "to close '" + f + "('");
        return result;
    }

    void parse_play_call(Expression& result, const std::string& f) {
        if (f == "plays") {
            result.kind = Kind::plays;
            result.actors.push_back(actor_reference("as the first thing in plays(...)"));
            expect(",", "between the state and the action, as in plays(other, withdraw)");
        } else {
            result.kind = Kind::count;
        }
        if (token_.kind != Token::Kind::name && token_.kind != Token::Kind::quoted) {
            fail("expected the name of an action",
                 "a name with spaces stands in single quotes: count('take part')");
        }
        result.name = token_.text;
        result.offset = token_.offset;
        result.length = token_.length;
        advance();
        result.set = "members";
        if (f == "count" && take(",")) {
            result.set = token_.text;
            if (result.set != "others" && result.set != "members") {
                fail("count counts among 'members' or 'others', not '" + result.set + "'");
            }
            advance();
        }
    }

    /// After `min(`: is it `min(others: ...)` or `min(j in ...: ...)`?
    bool starts_aggregate() const {
        if (token_.kind != Token::Kind::name) return false;
        std::size_t at = at_;
        while (at < text_.size() && std::isspace(static_cast<unsigned char>(text_[at])) != 0) ++at;
        if (token_.text == "others") return at < text_.size() && text_[at] == ':';
        return text_.substr(at, 3) == "in " || text_.substr(at, 3) == "in\n";
    }

    void parse_aggregate(Expression& result) {
        if (is("others")) {
            advance();
            result.name = "other";
            result.set = "others";
        } else {
            if (token_.kind != Token::Kind::name) {
                fail("expected 'others:' or 'j in members:'", "for example sum(others: level[other])");
            }
            result.name = token_.text;
            advance();
            expect("in", "as in sum(j in members: ...)");
            result.set = token_.text;
            if (result.set != "others" && result.set != "members" && result.set != "actors") {
                fail("expected others, members or actors, not '" + result.set + "'");
            }
            advance();
            if (take("except")) result.actors.push_back(actor_reference("after 'except'"));
        }
        expect(":", "before what is summed, as in sum(others: level[other])");
        result.parts.push_back(parse_or());
    }

    std::string_view text_;
    std::size_t at_ = 0;
    std::size_t depth_ = 0, nodes_ = 0;
    Token token_;
};

}  // namespace

tl::expected<ExpressionPtr, ExpressionError> parse_expression(std::string_view text) {
    try {
        return Parser(text).whole();
    } catch (const ExpressionError& error) {
        return tl::unexpected<ExpressionError>(error);
    }
}

}  // namespace comity
