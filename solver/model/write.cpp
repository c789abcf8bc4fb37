#include "comity/model/write.hpp"

#include <fmt/format.h>

#include <functional>

#include "comity/model/load.hpp"
#include "comity/text/words.hpp"
#include "toml_text.hpp"

namespace comity {
namespace {

/// Tables with more profiles are written as text.
constexpr std::size_t kListedOutcomes = 64;

std::string number(const Rational& value) {
    return quoted(to_string(value));
}

std::string list(const std::vector<std::string>& parts) {
    return "[" + join(parts, ", ") + "]";
}

std::string quoted_list(const std::vector<std::string>& texts) {
    std::vector<std::string> parts;
    for (const std::string& text : texts) parts.push_back(quoted(text));
    return list(parts);
}

class Writer {
  public:
    explicit Writer(const Model& model) : model_(model) {}

    std::string run() {
        head();
        tables();
        issues();
        lenses();
        constraints();
        targets();
        propositions();
        return out_;
    }

  private:
    void line(const std::string& text) { out_ += text + "\n"; }
    void text(const std::string& key, const std::string& value) {
        if (!value.empty()) line(key + " = " + quoted(value));
    }
    void formula(const std::string& key, const std::optional<Formula>& value) {
        if (value) text(key, value->text);
    }
    void provenance(const Provenance& p) {
        text("kind", p.kind);
        text("source", p.source);
        text("reason", p.reason);
        text("unit", p.unit);
    }
    std::string code(ActorId actor) const { return model_.actors[actor.index].code; }
    std::string codes(const std::vector<ActorId>& actors) const {
        std::vector<std::string> result;
        for (const ActorId actor : actors) result.push_back(code(actor));
        return quoted_list(result);
    }

    void head() {
        line("format = " + std::to_string(kModelFormat));
        text("name", model_.name);
        text("title", model_.title);
        text("description", model_.description);
        text("source", model_.source);
        text("unit", model_.unit);
        text("punishment", model_.punishment);
        if (model_.linkage == Linkage::separate) text("linkage", "separate");
        if (!model_.agreement.empty()) line("agreement = " + quoted_list(model_.agreement));
        if (!model_.delta.empty()) delta();
        for (const Actor& actor : model_.actors) {
            line("\n[[actors]]");
            text("code", actor.code);
            text("name", actor.name);
        }
        for (const Choice& choice : model_.choices) {
            line("\n[choices." + quoted(choice.name) + "]");
            text("value", choice.value);
            line("options = " + quoted_list(choice.options));
            text("reason", choice.reason);
        }
        for (const Parameter& p : model_.parameters) {
            line("\n[parameters." + p.name + "]");
            text("title", p.title);
            line("value = " + number(p.value));
            if (p.range) {
                const auto end = [](const Bound& bound) {
                    return bound.is_finite() ? number(bound.number().rational()) : quoted("inf");
                };
                line("range = " + list({end(p.range->lo), end(p.range->hi)}));
            }
            provenance(p.provenance);
        }
        for (const Unit& unit : model_.units) {
            if (model_.units.size() == 1 && !unit.scale && unit.title == unit.name) continue;
            line("\n[units." + quoted(unit.name) + "]");
            text("title", unit.title);
            formula("scale", unit.scale);
        }
    }

    void delta() {
        // A table inline, so that it can stand before the first header.
        std::vector<std::string> parts, each;
        for (std::size_t i = 0; i < model_.actors.size(); ++i)
            each.push_back(quoted(model_.actors[i].code) + " = " + quoted(model_.delta[i].text));
        parts.push_back("by_state = { " + join(each, ", ") + " }");
        const Provenance& p = model_.delta_provenance;
        const auto add = [&](const std::string& key, const std::string& value) {
            if (!value.empty()) parts.push_back(key + " = " + quoted(value));
        };
        add("kind", p.kind);
        add("source", p.source.empty() && p.reason.empty() ? "the model file" : p.source);
        add("reason", p.reason);
        add("unit", p.unit);
        line("delta = { " + join(parts, ", ") + " }");
    }

    void tables() {
        for (const Attribute& a : model_.attributes) {
            line("\n[attributes." + a.name + "]");
            provenance_or_default(a.provenance);
            std::vector<std::string> values;
            for (std::size_t i = 0; i < a.values.size(); ++i) {
                if (a.values[i])
                    values.push_back(quoted(model_.actors[i].code) + " = " + number(*a.values[i]));
            }
            line("values = { " + join(values, ", ") + " }");
        }
        for (const Matrix& m : model_.matrices) {
            line("\n[matrices." + m.name + "]");
            provenance_or_default(m.provenance);
            line("[matrices." + m.name + ".pairs]");
            for (std::size_t i = 0; i < m.values.size(); ++i) {
                for (std::size_t j = 0; j < m.values.size(); ++j) {
                    if (m.values[i][j])
                        line(quoted(model_.actors[i].code + ", " + model_.actors[j].code) + " = " +
                             number(*m.values[i][j]));
                }
            }
        }
        if (!model_.definitions.empty()) line("\n[define]");
        for (const Definition& d : model_.definitions) {
            const std::string key =
                d.arguments.empty() ? d.name : d.name + "[" + join(d.arguments, ", ") + "]";
            std::string entry = quoted(key) + " = { formula = " + quoted(d.formula.text);
            if (!d.reason.empty()) entry += ", reason = " + quoted(d.reason);
            line(entry + " }");
        }
    }

    void provenance_or_default(const Provenance& p) {
        provenance(p);
        if (p.source.empty() && p.reason.empty()) text("source", "the model file");
    }

    std::string by_member(const Issue& issue, const std::function<std::string(std::size_t)>& value) const {
        std::vector<std::string> parts;
        for (std::size_t m = 0; m < issue.members.size(); ++m)
            parts.push_back(quoted(code(issue.members[m])) + " = " + value(m));
        return "{ " + join(parts, ", ") + " }";
    }

    void issues() {
        for (const IssueDeclaration& declared : model_.issues) {
            const Issue& issue = declared.issue;
            line("\n[[issues]]");
            text("name", issue.name);
            text("title", issue.title);
            if (declared.group != issue.name) text("group", declared.group);
            text("reason", declared.reason);
            line("between = " + codes(issue.members));
            line("actions = " +
                 by_member(issue, [&](std::size_t m) { return quoted_list(issue.actions[m]); }));
            levels(issue);
            if (!issue.status_quo.empty()) {
                line("status_quo = " + by_member(issue, [&](std::size_t m) {
                         return quoted(issue.actions[m][issue.status_quo[m]]);
                     }));
            }
            payoff(declared);
            formula("outsiders", declared.outsiders);
            if (!declared.norms.empty()) {
                std::vector<std::string> norms;
                for (const NormTerm& norm : declared.norms) {
                    std::string entry = quoted(norm.name) + " = { formula = " + quoted(norm.formula.text);
                    if (!norm.reason.empty()) entry += ", reason = " + quoted(norm.reason);
                    norms.push_back(entry + " }");
                }
                line("norms = { " + join(norms, ", ") + " }");
            }
        }
    }

    void levels(const Issue& issue) {
        // Levels are one list for all members; 0, 1, 2, ... need not be said.
        const auto& first = issue.levels.front();
        bool plain = true;
        for (const auto& mine : issue.levels) {
            for (std::size_t a = 0; a < mine.size(); ++a) plain = plain && mine[a] == Rational(a);
        }
        if (plain) return;
        std::vector<std::string> parts;
        for (const Rational& level : first) parts.push_back(number(level));
        line("levels = " + list(parts));
    }

    void payoff(const IssueDeclaration& declared) {
        const Issue& issue = declared.issue;
        if (const auto* formulas = std::get_if<PayoffFormulas>(&declared.payoff)) {
            line("payoff = " +
                 by_member(issue, [&](std::size_t m) { return quoted(formulas->by_member[m].text); }));
        } else if (const auto* table = std::get_if<OutcomeTable>(&declared.payoff)) {
            const ProfileSpace space = issue.space();
            if (space.size() > kListedOutcomes) return outcome_text(*table, space.size());
            line("outcomes = [");
            for (ProfileIndex p = 0; p < space.size(); ++p) {
                std::vector<std::string> play, pays;
                for (std::size_t m = 0; m < issue.members.size(); ++m) {
                    play.push_back(issue.actions[m][space.action(p, m)]);
                    pays.push_back(number(table->payoff[m][p]));
                }
                line("  { play = " + quoted_list(play) + ", pays = " + list(pays) + " },");
            }
            line("]");
        } else {
            const auto& use = std::get<FamilyUse>(declared.payoff);
            const Family& family = *find_family(use.family);
            std::string entry = "family = { name = " + quoted(use.family);
            if (!family.role.empty())
                entry += ", " + family.role + " = " + quoted(code(issue.members[use.lead]));
            for (std::size_t k = 0; k < use.constants.size(); ++k) {
                std::vector<std::string> values;
                for (const Formula& value : use.constants[k].second) values.push_back(quoted(value.text));
                entry += ", " + use.constants[k].first + " = " +
                         (family.constants[k].per_actor ? list(values) : join(values, ""));
            }
            line(entry + " }");
        }
    }

    /// A long table as one text of numbers: a line for each profile.
    void outcome_text(const OutcomeTable& table, std::size_t profiles) {
        line("table = \"\"\"");
        for (ProfileIndex p = 0; p < profiles; ++p) {
            for (std::size_t m = 0; m < table.payoff.size(); ++m) {
                if (m > 0) out_ += ' ';
                table.payoff[m].write(out_, p);
            }
            out_ += '\n';
        }
        line("\"\"\"");
    }

    void lenses() {
        for (const LensDeclaration& lens : model_.lenses) {
            line("\n[lenses." + quoted(lens.name) + "]");
            text("kind", to_string(lens.kind));
            if (!lens.by_default) line("default = false");
            text("school", lens.school);
            text("reason", lens.reason);
            if (lens.strength) text(strength_name(lens.kind), lens.strength->text);
            formula("weights", lens.weights);
            text("gains_in", lens.gains_in);
            if (lens.kind == LensKind::relative || lens.kind == LensKind::defensive) {
                text("aggregate", lens.aggregation == Aggregation::sum ? "sum" : "mean");
            }
            std::vector<std::string> entries, norms;
            for (const auto& e : lens.entries)
                entries.push_back(quoted(code(e.i) + ", " + code(e.j)) + " = " + number(e.value));
            if (!entries.empty()) line("entries = { " + join(entries, ", ") + " }");
            for (const auto& norm : lens.norms)
                norms.push_back(quoted(norm.norm) + " = " + quoted(norm.weight.text));
            if (!norms.empty()) line("norms = { " + join(norms, ", ") + " }");
        }
    }

    void constraints() {
        for (const ConstraintDeclaration& constraint : model_.constraints) {
            line("\n[[constraints]]");
            text("name", constraint.name);
            if (const auto* prohibit = std::get_if<ProhibitActions>(&constraint.what)) {
                text("kind", "prohibit");
                line("who = " + codes(prohibit->who));
                text("issue", prohibit->issue);
                line("actions = " + quoted_list(prohibit->actions));
            } else if (const auto* exit = std::get_if<ExitValues>(&constraint.what)) {
                text("kind", "exit");
                if (exit->aftermath == ExitValues::Aftermath::status_quo) text("others", "status_quo");
                if (exit->aftermath == ExitValues::Aftermath::continuing) text("others", "continue");
                text("agreement", exit->agreement);
                formula("outside", exit->outside);
                formula("pays", exit->pays);
                text("withdrawal", exit->withdrawal ? "free" : "none");
            } else if (const auto* sovereignty = std::get_if<SovereigntyCost>(&constraint.what)) {
                text("kind", "sovereignty");
                text("cost", sovereignty->cost.text);
                line("issues = " + quoted_list(sovereignty->issues));
            } else {
                agreement(constraint);
            }
            if (!constraint.lenses.empty()) line("lenses = " + quoted_list(constraint.lenses));
            text("reason", constraint.reason);
            text("source", constraint.source);
        }
    }

    void agreement(const ConstraintDeclaration& constraint) {
        const auto between = [&](const std::string& kind, const auto& what) {
            text("kind", kind);
            if (!what.who.empty()) line("who = " + codes(what.who));
            line("issues = " + quoted_list(what.issues));
        };
        if (const auto* cap = std::get_if<DepthCap>(&constraint.what)) {
            between("depth_cap", *cap);
            text("cap", cap->cap.text);
        } else if (const auto* symmetric = std::get_if<SymmetricTreatment>(&constraint.what)) {
            between("symmetric", *symmetric);
        } else if (const auto* compatible = std::get_if<CompatibleDepth>(&constraint.what)) {
            between("compatible_depth", *compatible);
            text("affinity", compatible->affinity.text);
            text("depth", compatible->depth.text);
            text("least", compatible->least.text);
        } else if (const auto* recognition = std::get_if<Recognition>(&constraint.what)) {
            text("kind", "recognition");
            line("who = " + codes(recognition->who));
            text("ratio", recognition->ratio.text);
        } else {
            between("consensus", std::get<Consensus>(constraint.what));
        }
    }

    /// { "ISSUE" = { CHN = "action", ... }, ... }
    std::string play(const std::vector<std::vector<std::size_t>>& actions) const {
        std::vector<std::string> parts;
        for (std::size_t s = 0; s < model_.issues.size(); ++s) {
            const Issue& issue = model_.issues[s].issue;
            parts.push_back(quoted(issue.name) + " = " + by_member(issue, [&](std::size_t m) {
                                return quoted(issue.actions[m][actions[s][m]]);
                            }));
        }
        return "{ " + join(parts, ", ") + " }";
    }

    std::string half_planes(const TargetDeclaration& target) const {
        std::vector<std::string> parts;
        for (const auto& half : target.set) {
            std::vector<std::string> weights;
            for (std::size_t i = 0; i < half.weights.size(); ++i) {
                if (half.weights[i] != 0)
                    weights.push_back(quoted(code(ActorId{i})) + " = " + number(half.weights[i]));
            }
            parts.push_back("{ weights = { " + join(weights, ", ") +
                            " }, at_least = " + number(half.at_least) + " }");
        }
        return list(parts);
    }

    void targets() {
        for (const TargetDeclaration& target : model_.targets) {
            line("\n[[targets]]");
            text("name", target.name);
            text("title", target.title);
            if (target.test == TargetTest::accept) text("test", "accept");
            if (target.test == TargetTest::payoff) text("test", "payoff");
            if (!target.by_default) line("default = false");
            if (target.test == TargetTest::set) {
                line("set = " + half_planes(target));
            } else if (target.test == TargetTest::cycle) {
                std::vector<std::string> turns;
                for (const auto& turn : target.cycle) turns.push_back(play(turn));
                line("cycle = " + list(turns));
            } else {
                line("play = " + play(target.play));
            }
            if (!target.parties.empty()) line("parties = " + codes(target.parties));
        }
    }

    void propositions() {
        using Kind = PropositionDeclaration::Kind;
        const auto names = [&](const std::vector<std::size_t>& issues) {
            std::vector<std::string> result;
            for (const std::size_t s : issues) result.push_back(model_.issues[s].issue.name);
            return quoted_list(result);
        };
        for (const PropositionDeclaration& each : model_.propositions) {
            line("\n[[propositions]]");
            text("name", each.name);
            text("claim", each.claim);
            text("kind", to_string(each.kind));
            text("source", each.source);
            if (each.kind != Kind::ceiling) text("target", each.target);
            if (each.kind == Kind::order) {
                line("first = " + names(each.first));
                line("later = " + names(each.later));
            }
            if (each.kind == Kind::rent) {
                text("parameter", each.parameter);
                line("value = " + number(each.value));
            }
        }
    }

    const Model& model_;
    std::string out_;
};

}  // namespace

std::string write_model(const Model& model, bool expectations) {
    return Writer(model).run() + (expectations ? write_expectations(model) : "");
}

}  // namespace comity
