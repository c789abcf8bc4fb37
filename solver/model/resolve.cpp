#include "comity/model/resolve.hpp"

#include <algorithm>

#include "comity/text/near_name.hpp"

namespace comity {
namespace {

using Kind = Expression::Kind;
using Meaning = Expression::Meaning;

template <class Named>
std::optional<std::size_t> index_of(const std::vector<Named>& all, const std::string& name) {
    for (std::size_t k = 0; k < all.size(); ++k) {
        if (all[k].name == name) return k;
    }
    return std::nullopt;
}

class Resolver {
  public:
    Resolver(Formula& formula, const Model& model, const FormulaScope& scope, Diagnostics& diagnostics)
        : formula_(formula), model_(model), scope_(scope), diagnostics_(diagnostics), slots_(scope.actors) {}

    void run() { visit(*formula_.tree); }

  private:
    bool has_play() const { return scope_.issue != nullptr || scope_.any_issue; }

    void report(const std::string& code, std::size_t offset, std::size_t length, const std::string& message,
                const std::string& help = "") {
        diagnostics_.push_back(formula_.diagnose(code, offset, length, message, help));
    }

    void visit(Expression& e) {
        switch (e.kind) {
            case Kind::name:
                resolve_name(e);
                return;
            case Kind::index:
                resolve_index(e);
                return;
            case Kind::equal:
            case Kind::not_equal:
                if (resolve_actor_comparison(e)) return;
                break;
            case Kind::count:
            case Kind::plays:
                resolve_play(e);
                return;
            case Kind::sum_over:
            case Kind::product_over:
            case Kind::minimum_over:
            case Kind::maximum_over:
                resolve_aggregate(e);
                return;
            default:
                break;
        }
        for (const ExpressionPtr& part : e.parts) visit(*part);
    }

    // --- states
    // ---------------------------------------------------------------------------------------------
    bool find_actor(Expression::ActorReference& reference) const {
        // The innermost variable of a name wins.
        for (std::size_t k = slots_.size(); k-- > 0;) {
            if (slots_[k] == reference.name) {
                reference.is_slot = true;
                reference.id = k;
                return true;
            }
        }
        if (const auto actor = model_.find_actor(reference.name)) {
            reference.id = actor->index;
            return true;
        }
        return false;
    }

    void resolve_actor(Expression::ActorReference& reference) {
        if (find_actor(reference)) return;
        std::vector<std::string> known = slots_;
        for (const std::string& code : model_.actor_codes()) known.push_back(code);
        const bool partner = reference.name == "other";
        report("unknown-actor", reference.offset, reference.name.size(),
               "there is no state '" + reference.name + "' here",
               partner ? "'other' has a meaning inside sum(others: ...) and in issues between two states"
                       : suggest(reference.name, known));
    }

    /// `j == self` compares states, not numbers.
    bool resolve_actor_comparison(Expression& e) {
        std::vector<Expression::ActorReference> sides;
        for (const ExpressionPtr& part : e.parts) {
            if (part->kind != Kind::name) return false;
            Expression::ActorReference side{part->name, part->offset, false, 0};
            if (!find_actor(side)) return false;
            sides.push_back(side);
        }
        e.actors = sides;
        e.meaning = Meaning::actor_comparison;
        return true;
    }

    // --- names
    // ----------------------------------------------------------------------------------------------
    std::vector<std::string> known_names() const {
        std::vector<std::string> names;
        for (const Parameter& p : model_.parameters) names.push_back(p.name);
        if (!scope_.numbers_only) {
            for (const Attribute& a : model_.attributes) names.push_back(a.name);
            for (const Matrix& m : model_.matrices) names.push_back(m.name);
            for (const Definition& d : model_.definitions) names.push_back(d.name);
        }
        if (has_play()) names.insert(names.end(), {"level", "n"});
        if (scope_.payoff) names.push_back("payoff");
        return names;
    }

    void unknown(const Expression& e) {
        std::vector<std::string> actors = slots_;
        for (const std::string& code : model_.actor_codes()) actors.push_back(code);
        const bool is_actor = std::find(actors.begin(), actors.end(), e.name) != actors.end();
        const bool play_word = e.name == "level" || e.name == "n";
        report(
            "unknown-name", e.offset, e.name.size(),
            is_actor ? "'" + e.name + "' is a state, not a number"
            : play_word
                ? "'" + e.name + "' means nothing here: this formula does not describe the play of an issue"
                : "'" + e.name +
                      "' is not defined: no parameter, attribute, matrix or definition has this name",
            is_actor || play_word ? "" : suggest(e.name, known_names()));
    }

    void resolve_name(Expression& e) {
        if (const auto id = index_of(model_.parameters, e.name)) {
            set(e, Meaning::parameter, *id);
        } else if (e.name == "n" && has_play()) {
            set(e, Meaning::member_count, 0);
        } else if (e.name == "level" && has_play() && own_slot()) {
            set(e, Meaning::level, 0);
            e.actors.push_back(self());
        } else if (e.name == "payoff" && scope_.payoff) {
            set(e, Meaning::payoff, 0);
            e.actors.push_back(self());
        } else if (const auto vector = attribute(e.name)) {
            if (!own_slot()) {
                report("index-needed", e.offset, e.name.size(),
                       "whose '" + e.name + "'? Say it, as in " + e.name + "[i]");
                return;
            }
            set(e, Meaning::vector, *vector);
            e.actors.push_back(self());
        } else if (const auto definition = definition_named(e.name)) {
            set(e, Meaning::definition, *definition);
            check_arity(e, model_.definitions[*definition].arguments.size());
            check_play(e, *definition);
        } else if (!scope_.numbers_only && index_of(model_.matrices, e.name)) {
            report("index-needed", e.offset, e.name.size(),
                   "'" + e.name + "' is a matrix: say between whom, as in " + e.name + "[self, other]");
        } else {
            unknown(e);
        }
    }

    void resolve_index(Expression& e) {
        for (auto& actor : e.actors) resolve_actor(actor);
        const auto matrix = scope_.numbers_only ? std::nullopt : index_of(model_.matrices, e.name);
        if (e.name == "level" && has_play()) {
            set(e, Meaning::level, 0);
            check_arity(e, 1);
        } else if (e.name == "payoff" && scope_.payoff) {
            set(e, Meaning::payoff, 0);
            check_arity(e, 1);
        } else if (const auto vector = attribute(e.name)) {
            set(e, Meaning::vector, *vector);
            check_arity(e, 1);
        } else if (matrix) {
            set(e, Meaning::matrix, *matrix);
            check_arity(e, 2);
        } else if (const auto definition = definition_named(e.name)) {
            set(e, Meaning::definition, *definition);
            check_arity(e, model_.definitions[*definition].arguments.size());
            check_play(e, *definition);
        } else if (index_of(model_.parameters, e.name)) {
            report("not-indexed", e.offset, e.name.size(),
                   "'" + e.name + "' is one number for all states; write it without [...]");
        } else {
            unknown(e);
        }
    }

    static void set(Expression& e, Meaning meaning, std::size_t id) {
        e.meaning = meaning;
        e.id = id;
    }
    bool own_slot() const { return scope_.bare_attributes && !scope_.actors.empty(); }
    Expression::ActorReference self() const { return {scope_.actors.front(), 0, true, 0}; }
    std::optional<std::size_t> attribute(const std::string& name) const {
        return scope_.numbers_only ? std::nullopt : index_of(model_.attributes, name);
    }
    std::optional<std::size_t> definition_named(const std::string& name) const {
        return scope_.numbers_only ? std::nullopt : index_of(model_.definitions, name);
    }

    void check_arity(const Expression& e, std::size_t wanted) {
        if (e.actors.size() == wanted) return;
        report("wrong-index-count", e.offset, e.name.size(),
               "'" + e.name + "' takes " + std::to_string(wanted) + (wanted == 1 ? " state" : " states") +
                   " between brackets, not " + std::to_string(e.actors.size()));
    }

    void check_play(const Expression& e, std::size_t definition) {
        if (has_play() || !model_.definitions[definition].depends_on_play) return;
        report("play-outside-issue", e.offset, e.name.size(),
               "'" + e.name + "' depends on what is played, which means nothing here");
    }

    // --- play
    // -----------------------------------------------------------------------------------------------
    void resolve_play(Expression& e) {
        for (auto& actor : e.actors) resolve_actor(actor);
        if (!has_play()) {
            report("play-outside-issue", e.offset, e.length,
                   "count and plays mean something only in the payoffs of an issue");
            return;
        }
        if (e.set == "others" && !own_slot()) {
            report("index-needed", e.offset, e.length, "'others' means something only where 'self' does");
        }
        std::vector<std::string> labels;
        const auto collect = [&](const Issue& issue) {
            for (const auto& of_member : issue.actions)
                labels.insert(labels.end(), of_member.begin(), of_member.end());
        };
        if (scope_.issue != nullptr) {
            collect(*scope_.issue);
        } else {
            for (const IssueDeclaration& issue : model_.issues) collect(issue.issue);
        }
        if (std::find(labels.begin(), labels.end(), e.name) == labels.end()) {
            std::sort(labels.begin(), labels.end());
            labels.erase(std::unique(labels.begin(), labels.end()), labels.end());
            report("unknown-action", e.offset, e.length, "there is no action '" + e.name + "' here",
                   suggest(e.name, labels));
        }
    }

    void resolve_aggregate(Expression& e) {
        for (auto& actor : e.actors) resolve_actor(actor);
        if (e.set != "actors" && !has_play()) {
            report("play-outside-issue", e.offset, e.length,
                   "'" + e.set + "' are those of an issue, and this formula belongs to none",
                   "sum over all states: sum(j in actors: ...), or (j in actors except i: ...)");
            return;
        }
        if (e.set == "others") {
            if (!own_slot()) {
                report("index-needed", e.offset, e.length, "'others' means something only where 'self' does",
                       "say: sum(j in members except i: ...)");
                return;
            }
            e.actors.push_back(self());
        }
        slots_.push_back(e.name);
        visit(*e.parts.front());
        slots_.pop_back();
    }

    Formula& formula_;
    const Model& model_;
    const FormulaScope& scope_;
    Diagnostics& diagnostics_;
    std::vector<std::string> slots_;
};

/// Definitions that a formula mentions; true in `play` if it mentions play itself.
void collect_uses(const Expression& e, std::vector<std::size_t>& used, bool& play) {
    if (e.meaning == Meaning::definition) used.push_back(e.id);
    if (e.meaning == Meaning::level || e.meaning == Meaning::member_count || e.kind == Kind::count ||
        e.kind == Kind::plays || e.set == "members" || e.set == "others") {
        play = true;
    }
    for (const ExpressionPtr& part : e.parts) collect_uses(*part, used, play);
}

}  // namespace

void resolve_formula(Formula& formula, const Model& model, const FormulaScope& scope,
                     Diagnostics& diagnostics) {
    if (formula.tree) Resolver(formula, model, scope, diagnostics).run();
}

void resolve_definitions(Model& model, Diagnostics& diagnostics) {
    // Step 1. Names within each body.
    std::vector<std::vector<std::size_t>> uses(model.definitions.size());
    for (std::size_t d = 0; d < model.definitions.size(); ++d) {
        Definition& definition = model.definitions[d];
        FormulaScope scope;
        scope.actors = definition.arguments;
        scope.any_issue = true;
        scope.bare_attributes = false;
        resolve_formula(definition.formula, model, scope, diagnostics);
        if (definition.formula.tree)
            collect_uses(*definition.formula.tree, uses[d], definition.depends_on_play);
    }

    // Step 2. A definition that leads back to itself has no value; colours: 0 new, 1 open, 2 done.
    std::vector<int> colour(model.definitions.size(), 0);
    const auto visit = [&](const auto& again, std::size_t d) -> bool {
        colour[d] = 1;
        for (const std::size_t next : uses[d]) {
            if (colour[next] == 1 || (colour[next] == 0 && !again(again, next))) {
                const Definition& definition = model.definitions[d];
                diagnostics.push_back(definition.formula.diagnose(
                    "circular-definition", 0, 1, "'" + definition.name + "' is defined by way of itself"));
                colour[d] = 2;
                return colour[next] != 1;
            }
            model.definitions[d].depends_on_play |= model.definitions[next].depends_on_play;
        }
        colour[d] = 2;
        return true;
    };
    for (std::size_t d = 0; d < model.definitions.size(); ++d) {
        if (colour[d] == 0) visit(visit, d);
    }
}

}  // namespace comity
