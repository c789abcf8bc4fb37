#include "comity/model/tabulate.hpp"

#include <algorithm>

#include "check_constraints.hpp"
#include "comity/model/load.hpp"
#include "comity/text/words.hpp"
#include "formula_table.hpp"

namespace comity {
namespace {

/// "China: withdraw, Russia: hold".
std::string play_label(const Model& model, const Issue& issue, const std::vector<std::size_t>& actions) {
    std::vector<std::string> parts;
    for (std::size_t m = 0; m < issue.members.size(); ++m) {
        parts.push_back(model.actors[issue.members[m].index].name + ": " + issue.actions[m][actions[m]]);
    }
    return join(parts, ", ");
}

/// One issue of one model under one set of scalars.
template <class T>
class IssueTabulator {
  public:
    IssueTabulator(const Model& model, const IssueDeclaration& declared, const Evaluator<T>& evaluator,
                   const StopToken& stop = {})
        : model_(model), declared_(declared), issue_(declared.issue), evaluator_(evaluator), stop_(stop) {
        if (const auto* use = std::get_if<FamilyUse>(&declared.payoff)) {
            for (const auto& [name, formulas] : use->constants) {
                for (const Formula& formula : formulas)
                    constants_[name].push_back(evaluator.value(formula, {}));
            }
        }
    }

    IssueTables<T> run(const std::vector<T>& scales) {
        const ProfileSpace space = issue_.space();
        const std::size_t n = model_.actors.size();
        IssueTables<T> tables;
        tables.payoff.assign(n, PayoffRow<T>(space.size(), T(0)));
        for (const NormTerm& norm : declared_.norms)
            tables.norms[norm.name].assign(n, PayoffRow<T>(space.size(), T(0)));
        if (take_whole_tables(tables, scales)) return tables;
        const bool known = take_outcomes(tables, scales);
        if (known && declared_.norms.empty() && !declared_.outsiders) return tables;
        for (ProfileIndex p = 0; p < space.size(); ++p) {
            if (p % 1024 == 1023 && stop_.stop_requested()) throw Stopped();
            const Profile actions = space.decode(p);
            try {
                fill(tables, p, actions, scales, known);
            } catch (EvaluationError& error) {
                error.diagnostic.message += " when " + play_label(model_, issue_, actions);
                throw;
            }
        }
        gather(tables);
        return tables;
    }

  private:
    /// Formulas of large issues, in which much is the same in many cells. False where some part of one has no
    /// value: each cell tells whether it has one.
    bool take_whole_tables(IssueTables<T>& tables, const std::vector<T>& scales) const {
        if constexpr (std::is_same_v<T, Rational>) {
            constexpr std::size_t kFew = 64;
            const auto* formulas = std::get_if<PayoffFormulas>(&declared_.payoff);
            if (formulas == nullptr || issue_.space().size() < kFew) return false;
            const FormulaTable at_all_cells(model_, issue_, evaluator_);
            const auto values = [&](const Formula& formula, const std::vector<std::size_t>& of,
                                    const Rational& scale) {
                if (stop_.stop_requested()) throw Stopped();
                const PayoffTerm scaled[] = {{scale, at_all_cells.values(formula, of)}};
                return linear_combination(scaled, 0, issue_.space().size());
            };
            try {
                for (std::size_t m = 0; m < issue_.members.size(); ++m) {
                    const std::size_t self = issue_.members[m].index;
                    tables.payoff[self] = values(formulas->by_member[m], slots(m), scales[self]);
                    for (const NormTerm& norm : declared_.norms)
                        tables.norms[norm.name][self] = values(norm.formula, slots(m), scales[self]);
                }
                for (std::size_t i = 0; declared_.outsiders && i < model_.actors.size(); ++i) {
                    if (!issue_.member(ActorId{i}))
                        tables.payoff[i] = values(*declared_.outsiders, {i}, scales[i]);
                }
            } catch (const EvaluationError&) {
                return false;
            }
            return true;
        } else {
            return false;
        }
    }

    /// Numbers that the file gives as a table need no evaluation, only the unit: all at once, shared where
    /// the unit leaves them as they are.
    bool take_outcomes(IssueTables<T>& tables, const std::vector<T>& scales) const {
        if constexpr (std::is_same_v<T, Rational>) {
            const auto* table = std::get_if<OutcomeTable>(&declared_.payoff);
            if (table == nullptr) return false;
            for (std::size_t m = 0; m < issue_.members.size(); ++m) {
                const std::size_t self = issue_.members[m].index;
                const PayoffTerm scaled[] = {{scales[self], table->payoff[m]}};
                tables.payoff[self] = linear_combination(scaled, 0, table->payoff[m].size());
            }
            return true;
        } else {
            return false;
        }
    }

    static void gather(IssueTables<T>& tables) {
        if constexpr (std::is_same_v<T, Rational>) {
            for (PayoffTable& each : tables.payoff) each.gather();
            for (auto& [name, norm] : tables.norms) {
                for (PayoffTable& each : norm) each.gather();
            }
        }
    }

    /// `known`: the members' payoffs are there already.
    void fill(IssueTables<T>& tables, ProfileIndex p, const Profile& actions, const std::vector<T>& scales,
              bool known) const {
        const Play play{&issue_, &actions};
        for (std::size_t m = 0; m < issue_.members.size(); ++m) {
            const std::size_t self = issue_.members[m].index;
            if (!known) set_payoff(tables.payoff[self], p, T(payoff(m, p, actions, play) * scales[self]));
            for (const NormTerm& norm : declared_.norms) {
                set_payoff(tables.norms[norm.name][self], p,
                           T(evaluator_.value(norm.formula, slots(m), play) * scales[self]));
            }
        }
        if (!declared_.outsiders) return;
        for (std::size_t i = 0; i < model_.actors.size(); ++i) {
            if (issue_.member(ActorId{i})) continue;
            set_payoff(tables.payoff[i], p, T(evaluator_.value(*declared_.outsiders, {i}, play) * scales[i]));
        }
    }

    T payoff(std::size_t m, ProfileIndex p, const Profile& actions, const Play& play) const {
        if (const auto* table = std::get_if<OutcomeTable>(&declared_.payoff)) {
            // Where the file's payoffs could not be read there is no table.
            if (table->payoff.empty())
                throw EvaluationError{{Severity::error, "unresolved", {}, "no payoffs"}};
            return T(table->payoff[m][p]);
        }
        if (const auto* formulas = std::get_if<PayoffFormulas>(&declared_.payoff)) {
            return evaluator_.value(formulas->by_member[m], slots(m), play);
        }
        std::vector<Rational> levels;
        for (std::size_t k = 0; k < actions.size(); ++k) levels.push_back(issue_.levels[k][actions[k]]);
        const auto& use = std::get<FamilyUse>(declared_.payoff);
        return family_payoff(*find_family(use.family), constants_, m, actions, levels, use.lead);
    }

    /// self, and other where there are two members.
    std::vector<std::size_t> slots(std::size_t m) const {
        if (issue_.members.size() != 2) return {issue_.members[m].index};
        return {issue_.members[m].index, issue_.members[1 - m].index};
    }

    const Model& model_;
    const IssueDeclaration& declared_;
    const Issue& issue_;
    const Evaluator<T>& evaluator_;
    StopToken stop_;
    FamilyValues<T> constants_;
};

void check_families(const Model& model, const Evaluator<Rational>& evaluator, Diagnostics& diagnostics) {
    for (const IssueDeclaration& declared : model.issues) {
        const auto* use = std::get_if<FamilyUse>(&declared.payoff);
        if (use == nullptr) continue;
        const Family& family = *find_family(use->family);
        FamilyValues<Rational> values;
        std::vector<std::string> shown;
        for (const auto& [name, formulas] : use->constants) {
            for (const Formula& formula : formulas) {
                values[name].push_back(evaluator.value(formula, {}));
                shown.push_back(name + " = " + to_string(values[name].back()));
            }
        }
        if (family_condition_holds(family, values, declared.issue.members.size())) continue;
        diagnostics.push_back(
            {Severity::error, "family", use->place,
             "this is no " + family.title + ": it needs " + family.condition + ", but " + join(shown, ", "),
             "give the payoffs as outcomes or a formula if they are meant", use->source_line});
    }
}

}  // namespace

template <class T>
std::vector<T> unit_scales(const Model& model, const std::string& wanted, const Evaluator<T>& evaluator) {
    std::vector<T> scales(model.actors.size(), T(1));
    for (const Unit& unit : model.units) {
        if (unit.name != wanted || !unit.scale) continue;
        for (std::size_t i = 0; i < scales.size(); ++i) {
            scales[i] = evaluator.value(*unit.scale, {i});
            if (evaluator.sign(scales[i]) <= 0) {
                throw EvaluationError{
                    unit.scale->diagnose("unit-scale", 0, unit.scale->text.size(),
                                         "the unit '" + unit.name + "' multiplies the payoffs of " +
                                             model.actors[i].name + " by a number that is not above 0")};
            }
        }
    }
    return scales;
}

template std::vector<Rational> unit_scales(const Model&, const std::string&, const Evaluator<Rational>&);
template std::vector<RationalFunction> unit_scales(const Model&, const std::string&,
                                                   const Evaluator<RationalFunction>&);

template <class T>
Game<T> tabulate(const Model& model, const Evaluator<T>& evaluator, const StopToken& stop) {
    Game<T> game;
    game.form = model.form();
    try {
        game.scale = unit_scales(model, model.unit, evaluator);
        for (const IssueDeclaration& declared : model.issues) {
            game.issues.push_back(IssueTabulator<T>(model, declared, evaluator, stop).run(game.scale));
        }
    } catch (const EvaluationError& error) {
        throw Error(ErrorKind::bad_model, Diagnostics{error.diagnostic});
    }
    game.baseline.assign(model.actors.size(), T(0));
    if (const auto status_quo = game.form.status_quo()) {
        for (std::size_t i = 0; i < model.actors.size(); ++i)
            game.baseline[i] = game.payoff(ActorId{i}, *status_quo);
    }
    return game;
}

template Game<Rational> tabulate(const Model&, const Evaluator<Rational>&, const StopToken&);
template Game<RationalFunction> tabulate(const Model&, const Evaluator<RationalFunction>&, const StopToken&);

Diagnostics check_values(const Model& model, bool payoffs) {
    Diagnostics diagnostics;
    const Scalars<Rational> scalars = file_scalars(model);
    const Evaluator<Rational> evaluator(model, scalars);
    const auto attempt = [&](const auto& compute) {
        try {
            compute();
        } catch (const EvaluationError& error) {
            diagnostics.push_back(error.diagnostic);
        }
    };
    // Step 1. Families and payoffs, issue by issue, so that one bad issue does not hide another.
    attempt([&] { check_families(model, evaluator, diagnostics); });
    std::vector<Rational> scales;
    attempt([&] { scales = unit_scales(model, model.unit, evaluator); });
    for (const IssueDeclaration& declared : model.issues) {
        if (!payoffs || scales.empty()) break;
        attempt([&] { IssueTabulator<Rational>(model, declared, evaluator).run(scales); });
    }
    // Step 2. Discount factors that are formulas.
    for (const Formula& formula : model.delta) {
        attempt([&] {
            const Rational delta = evaluator.value(formula, {});
            if (delta < 0 || delta >= 1) {
                diagnostics.push_back(formula.diagnose(
                    "delta-range", 0, formula.text.size(),
                    "a discount factor must be at least 0 and less than 1, not " + to_string(delta)));
            }
        });
        if (!diagnostics.empty()) break;
    }
    // Step 3. Strengths and weights of lenses, and costs.
    for (const LensDeclaration& lens : model.lenses) {
        attempt([&] {
            if (lens.strength) {
                const Rational strength = evaluator.value(*lens.strength, {});
                if (!strength_domain(lens.kind).contains(AlgebraicNumber(strength))) {
                    diagnostics.push_back(lens.strength->diagnose(
                        "strength-range", 0, lens.strength->text.size(),
                        "the lens '" + lens.name + "' has " + strength_name(lens.kind) + " = " +
                            to_string(strength) + "; it must be " + strength_range(lens.kind)));
                }
            }
            for (const auto& norm : lens.norms) evaluator.value(norm.weight, {});
            if (!lens.gains_in.empty() && lens.gains_in != model.unit)
                unit_scales(model, lens.gains_in, evaluator);
        });
    }
    for (const ConstraintDeclaration& constraint : model.constraints)
        attempt([&] { check_constraint_values(constraint, model, evaluator, diagnostics); });
    return diagnostics;
}

}  // namespace comity
