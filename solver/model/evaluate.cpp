#include "comity/model/evaluate.hpp"

#include <algorithm>

#include "aggregate.hpp"

namespace comity {

using Kind = Expression::Kind;
using Meaning = Expression::Meaning;

template <class T>
struct Evaluator<T>::Frame {
    const Formula& formula;
    std::vector<std::size_t> slots;
    const Play& play;
    const std::vector<T>* payoffs;

    std::size_t actor(const Expression::ActorReference& reference) const {
        return actor_of(reference, slots);
    }
    [[noreturn]] void fail(const Expression& e, const std::string& code, const std::string& message) const {
        throw EvaluationError{formula.diagnose(code, e.offset, e.length, message)};
    }
    /// The action of an actor in the issue at hand.
    std::size_t action(const Expression& e, std::size_t who, const Model& model) const {
        const auto member = play.issue->member(ActorId{who});
        if (!member) {
            fail(e, "not-a-member",
                 model.actors[who].name + " is not a member of the issue '" + play.issue->name +
                     "' and has no action there");
        }
        return (*play.actions)[*member];
    }
};

namespace {

int sign_of(const Rational& value, SignQuestions*, bool) {
    return value.sign();
}

int sign_of(const RationalFunction& value, SignQuestions* questions, bool jump) {
    if (value.is_constant()) return value.constant().sign();
    questions->asked.push_back({value, jump});
    const Rational below = value.denominator()(questions->sample);
    return below == 0 ? 0 : value(questions->sample).sign();
}

/// A divisor that is not constant has roots where the formula has no value: the range must be cut there.
void note_divisor(const Rational&, SignQuestions*) {}
void note_divisor(const RationalFunction& value, SignQuestions* questions) {
    if (!value.is_constant()) questions->asked.push_back({value, true});
}

bool is_zero(const Rational& value) {
    return value == 0;
}
bool is_zero(const RationalFunction& value) {
    return value.is_zero();
}

/// Products grow without bound under repeated powers; a formula that does this is a mistake. Digits of a
/// number, or degree and digits of a ratio of polynomials.
constexpr std::size_t kMaxBits = 1 << 16;
constexpr int kMaxDegree = 1024;

std::size_t bits_of(const Integer& value) {
    return value == 0 ? 0 : mpz_sizeinbase(value.backend().data(), 2);
}
std::size_t bits_of(const Rational& value) {
    return std::max(bits_of(numerator(value)), bits_of(denominator(value)));
}
bool is_too_large(const Rational& value) {
    return bits_of(value) > kMaxBits;
}
bool is_too_large(const RationalFunction& value) {
    for (const Polynomial* p : {&value.numerator(), &value.denominator()}) {
        if (p->degree() > kMaxDegree) return true;
        for (const Rational& each : p->coefficients()) {
            if (is_too_large(each)) return true;
        }
    }
    return false;
}

}  // namespace

template <class T>
T Evaluator<T>::bounded(T value, const Expression& e, const Frame& frame) const {
    if (is_too_large(value))
        frame.fail(e, "number-too-large", "this comes to a number of more than 20,000 digits");
    return value;
}

template <class T>
Evaluator<T>::Evaluator(const Model& model, const Scalars<T>& scalars) : model_(model), scalars_(scalars) {
    const std::size_t n = model.actors.size();
    for (const Definition& definition : model.definitions) {
        const std::size_t arity = definition.arguments.size();
        definitions_.emplace_back(definition.depends_on_play ? 0 : arity == 2 ? n * n : arity == 1 ? n : 1);
    }
}

template <class T>
Evaluator<T>::~Evaluator() = default;

template <class T>
int Evaluator<T>::sign(const T& value, bool jump) const {
    return sign_of(value, scalars_.signs, jump);
}

template <class T>
T Evaluator<T>::value(const Formula& formula, const std::vector<std::size_t>& slots, const Play& play,
                      const std::vector<T>* payoffs) const {
    Frame frame{formula, slots, play, payoffs};
    if (!formula.tree)
        throw EvaluationError{formula.diagnose("unresolved", 0, 1, "this formula was not understood")};
    return evaluate(*formula.tree, frame);
}

template <class T>
T Evaluator<T>::divide(const T& a, const T& b, const Expression& e, const Frame& frame) const {
    if (is_zero(b)) frame.fail(e, "division-by-zero", "division by zero");
    note_divisor(b, scalars_.signs);
    return a / b;
}

template <class T>
T Evaluator<T>::evaluate(const Expression& e, Frame& frame) const {
    const auto part = [&](std::size_t k) { return evaluate(*e.parts[k], frame); };
    switch (e.kind) {
        case Kind::number:
            return T(e.value);
        case Kind::name:
        case Kind::index:
            return evaluate_index(e, frame);
        case Kind::negate:
            return -part(0);
        case Kind::add:
            return part(0) + part(1);
        case Kind::subtract:
            return part(0) - part(1);
        case Kind::multiply:
            return bounded(part(0) * part(1), e, frame);
        case Kind::divide:
            return divide(part(0), part(1), e, frame);
        case Kind::power: {
            const T base = part(0);
            T result = T(1);
            for (Rational k = 0; k < e.parts[1]->value; ++k) result = bounded(result * base, e, frame);
            return result;
        }
        case Kind::minimum:
        case Kind::maximum: {
            T best = part(0);
            for (std::size_t k = 1; k < e.parts.size(); ++k) {
                const T next = part(k);
                const int order = sign(next - best);
                if (e.kind == Kind::minimum ? order < 0 : order > 0) best = next;
            }
            return best;
        }
        case Kind::absolute: {
            const T inside = part(0);
            return sign(inside) < 0 ? -inside : inside;
        }
        case Kind::conditional:
            return holds(*e.parts[0], frame) ? part(1) : part(2);
        case Kind::count: {
            const Issue& issue = *frame.play.issue;
            int count = 0;
            for (std::size_t m = 0; m < issue.members.size(); ++m) {
                if (e.set == "others" && issue.members[m].index == frame.slots[0]) continue;
                count += issue.actions[m][(*frame.play.actions)[m]] == e.name;
            }
            return T(count);
        }
        case Kind::plays: {
            const std::size_t who = frame.actor(e.actors[0]);
            const std::size_t action = frame.action(e, who, model_);
            const Issue& issue = *frame.play.issue;
            return T(issue.actions[*issue.member(ActorId{who})][action] == e.name ? 1 : 0);
        }
        case Kind::sum_over:
        case Kind::product_over:
        case Kind::minimum_over:
        case Kind::maximum_over:
            return evaluate_aggregate(e, frame);
        default:
            return T(holds(e, frame) ? 1 : 0);
    }
}

template <class T>
bool Evaluator<T>::holds(const Expression& e, Frame& frame) const {
    const auto compare = [&](const T& value) { return sign(value, true); };
    const auto order = [&] { return compare(evaluate(*e.parts[0], frame) - evaluate(*e.parts[1], frame)); };
    if (e.meaning == Meaning::actor_comparison) {
        const bool same = frame.actor(e.actors[0]) == frame.actor(e.actors[1]);
        return e.kind == Kind::equal ? same : !same;
    }
    switch (e.kind) {
        case Kind::less:
            return order() < 0;
        case Kind::less_equal:
            return order() <= 0;
        case Kind::greater:
            return order() > 0;
        case Kind::greater_equal:
            return order() >= 0;
        case Kind::equal:
            return order() == 0;
        case Kind::not_equal:
            return order() != 0;
        case Kind::logical_and:
            return holds(*e.parts[0], frame) && holds(*e.parts[1], frame);
        case Kind::logical_or:
            return holds(*e.parts[0], frame) || holds(*e.parts[1], frame);
        case Kind::logical_not:
            return !holds(*e.parts[0], frame);
        default:
            return compare(evaluate(e, frame)) != 0;
    }
}

template <class T>
T Evaluator<T>::evaluate_index(const Expression& e, Frame& frame) const {
    const auto missing = [&](const std::string& whom) {
        frame.fail(e, "missing-value", "the model gives no '" + e.name + "' for " + whom);
    };
    switch (e.meaning) {
        case Meaning::parameter:
            return scalars_.parameters[e.id];
        case Meaning::vector: {
            const std::size_t who = frame.actor(e.actors[0]);
            const auto& value = model_.attributes[e.id].values[who];
            if (!value) missing(model_.actors[who].name);
            return T(*value);
        }
        case Meaning::matrix: {
            const std::size_t i = frame.actor(e.actors[0]), j = frame.actor(e.actors[1]);
            const auto& value = model_.matrices[e.id].values[i][j];
            if (!value) missing(model_.actors[i].name + " and " + model_.actors[j].name);
            return T(*value);
        }
        case Meaning::definition:
            return evaluate_definition(e, frame);
        case Meaning::level: {
            const std::size_t who = frame.actor(e.actors[0]);
            const std::size_t action = frame.action(e, who, model_);
            return T(frame.play.issue->levels[*frame.play.issue->member(ActorId{who})][action]);
        }
        case Meaning::member_count:
            return T(static_cast<int>(frame.play.issue->members.size()));
        case Meaning::payoff:
            return (*frame.payoffs)[frame.actor(e.actors[0])];
        default:
            break;
    }
    frame.fail(e, "unresolved", "'" + e.name + "' has no meaning");
}

template <class T>
T Evaluator<T>::evaluate_definition(const Expression& e, Frame& frame) const {
    const Definition& definition = model_.definitions[e.id];
    std::vector<std::size_t> arguments;
    for (const auto& reference : e.actors) arguments.push_back(frame.actor(reference));
    std::optional<T>* memory = nullptr;
    if (!definition.depends_on_play) {
        std::size_t key = 0;
        for (const std::size_t argument : arguments) key = key * model_.actors.size() + argument;
        memory = &definitions_[e.id][key];
        if (*memory) return **memory;
    }
    Frame inner{definition.formula, std::move(arguments), frame.play, frame.payoffs};
    T result = evaluate(*definition.formula.tree, inner);
    if (memory != nullptr) *memory = result;
    return result;
}

template <class T>
T Evaluator<T>::evaluate_aggregate(const Expression& e, Frame& frame) const {
    const std::vector<std::size_t> range = range_of(e, model_, frame.play.issue, frame.slots);
    std::optional<T> result;
    if (e.kind == Kind::sum_over) result = T(0);
    if (e.kind == Kind::product_over) result = T(1);
    frame.slots.push_back(0);
    for (const std::size_t who : range) {
        frame.slots.back() = who;
        const T next = evaluate(*e.parts[0], frame);
        if (e.kind == Kind::sum_over) {
            *result += next;
        } else if (e.kind == Kind::product_over) {
            *result = bounded(*result * next, e, frame);
        } else if (!result) {
            result = next;
        } else {
            const int order = sign(next - *result);
            if (e.kind == Kind::minimum_over ? order < 0 : order > 0) result = next;
        }
    }
    frame.slots.pop_back();
    if (!result) frame.fail(e, "empty-set", "the least or greatest of nothing: the set is empty here");
    return *result;
}

template class Evaluator<Rational>;
template class Evaluator<RationalFunction>;

}  // namespace comity
