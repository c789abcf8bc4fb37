#pragma once
/// Payoff formulas: `benefit * count(withdraw) / n - cost`, `sum(others: threat[self, other] *
/// level[other])`. docs/model-files.md has the grammar for people; expression.cpp has it for programmers.

#include <memory>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

#include "comity/number/rational.hpp"

namespace comity {

struct Expression;
using ExpressionPtr = std::shared_ptr<Expression>;

/// One node. `kind` says which of the other members mean something.
struct Expression {
    enum class Kind {
        number,  ///< value
        name,    ///< name: a parameter, an attribute of `self`, a play quantity
        index,   ///< name[actors]: an attribute, a matrix, a definition, level[...]
        negate,  ///< -a
        logical_not,
        add,
        subtract,
        multiply,
        divide,
        power,
        less,
        less_equal,
        greater,
        greater_equal,
        equal,
        not_equal,
        logical_and,
        logical_or,
        minimum,
        maximum,
        absolute,     ///< min(a, ...), max(a, ...), abs(a)
        conditional,  ///< if(condition, a, b)
        count,        ///< count(action) or count(action, others)
        plays,        ///< plays(actor, action)
        sum_over,
        product_over,
        minimum_over,
        maximum_over,  ///< sum(j in SET except k: a)
    };
    /// What a name was found to be (set by resolve.hpp).
    enum class Meaning {
        unresolved,
        parameter,   ///< id: parameter
        vector,      ///< id: vector; arguments: one actor
        matrix,      ///< id: matrix; arguments: two actors
        definition,  ///< id: definition; arguments: its actors
        level,       ///< level of an actor's action in the issue
        member_count,
        payoff,  ///< material payoff of an actor at the profile under discussion (exit formulas only)
        actor_comparison,  ///< of `equal`, `not_equal`: the arguments are actors
    };
    /// An actor named in a formula: a variable of the formula (slot) or a state of the model.
    struct ActorReference {
        std::string name;
        std::size_t offset = 0;
        bool is_slot = false;
        std::size_t id = 0;
    };

    Kind kind = Kind::number;
    std::size_t offset = 0, length = 1;  ///< place in the formula's text, in bytes
    Rational value;
    std::string name;  ///< also: the action of count and plays, the variable of an aggregate
    std::vector<ExpressionPtr> parts;
    std::vector<ActorReference> actors;  ///< indices; of an aggregate: the actor left out, if any
    std::string set;                     ///< of an aggregate or count: others, members, actors
    Meaning meaning = Meaning::unresolved;
    std::size_t id = 0;
};

struct ExpressionError {
    std::size_t offset = 0, length = 1;
    std::string message, help;
};

/// Reads one formula. Nesting is limited to 64 levels.
tl::expected<ExpressionPtr, ExpressionError> parse_expression(std::string_view text);

}  // namespace comity
