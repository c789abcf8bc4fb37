#include "comity/study/differences.hpp"

#include <algorithm>
#include <functional>

#include "comity/constraint/constraint.hpp"
#include "comity/text/words.hpp"

namespace comity {
namespace {

/// Named values of one section on both sides.
class Section {
  public:
    explicit Section(std::string name) : name_(std::move(name)) {}
    void a(const std::string& what, const std::string& value) { entry(what).a = value; }
    void b(const std::string& what, const std::string& value) { entry(what).b = value; }
    void add_to(std::vector<Difference>& result) const {
        for (const Difference& each : entries_) {
            if (each.a != each.b) result.push_back(each);
        }
    }

  private:
    Difference& entry(const std::string& what) {
        const auto found = std::find_if(entries_.begin(), entries_.end(),
                                        [&](const Difference& each) { return each.what == what; });
        if (found != entries_.end()) return *found;
        return entries_.emplace_back(Difference{name_, what, "-", "-"});
    }
    std::string name_;
    std::vector<Difference> entries_;
};

using Set = std::function<void(const std::string&, const std::string&)>;

std::string codes(const std::vector<ActorId>& who, const Model& model) {
    std::vector<std::string> list;
    for (const ActorId each : who) list.push_back(model.actors[each.index].code);
    return join(list, ", ");
}

void numbers(const Model& model, const Set& set) {
    for (const Parameter& p : model.parameters) set(p.name, to_string(p.value));
    for (const Choice& choice : model.choices) set(choice.name, choice.value);
}

void data(const Model& model, const Set& set) {
    for (const Attribute& attribute : model.attributes) {
        for (std::size_t i = 0; i < attribute.values.size(); ++i) {
            if (attribute.values[i])
                set(attribute.name + " of " + model.actors[i].code, to_plain(*attribute.values[i]));
        }
    }
    for (const Matrix& matrix : model.matrices) {
        for (std::size_t i = 0; i < matrix.values.size(); ++i) {
            for (std::size_t j = 0; j < matrix.values.size(); ++j) {
                if (matrix.values[i][j])
                    set(matrix.name + "[" + model.actors[i].code + ", " + model.actors[j].code + "]",
                        to_plain(*matrix.values[i][j]));
            }
        }
    }
    for (const Definition& definition : model.definitions) set(definition.name, definition.formula.text);
}

std::string payoff_words(const IssueDeclaration& declared) {
    if (const auto* formulas = std::get_if<PayoffFormulas>(&declared.payoff)) {
        std::vector<std::string> texts;
        for (const Formula& formula : formulas->by_member) {
            if (texts.empty() || texts.back() != formula.text) texts.push_back(formula.text);
        }
        return join(texts, "; ");
    }
    if (const auto* use = std::get_if<FamilyUse>(&declared.payoff)) {
        std::string text = use->family;
        for (const auto& [name, values] : use->constants) {
            std::vector<std::string> each;
            for (const Formula& value : values) each.push_back(value.text);
            text += ", " + name + " = " + join(each, " ");
        }
        return text;
    }
    return "a table";
}

/// Entries of two tables of the same issue: the first few that differ, and how many there are.
void add_tables(const IssueDeclaration& a, const IssueDeclaration& b, const Model& model,
                std::vector<Difference>& result) {
    const auto *first = std::get_if<OutcomeTable>(&a.payoff), *second = std::get_if<OutcomeTable>(&b.payoff);
    if (first == nullptr || second == nullptr || a.issue.actions != b.issue.actions ||
        a.issue.members != b.issue.members)
        return;
    constexpr std::size_t kListed = 10;
    const ProfileSpace space = a.issue.space();
    std::size_t count = 0;
    for (ProfileIndex p = 0; p < space.size(); ++p) {
        for (std::size_t m = 0; m < a.issue.members.size(); ++m) {
            const Rational x = first->payoff[m][p], y = second->payoff[m][p];
            if (x == y || ++count > kListed) continue;
            std::vector<std::string> play;
            for (std::size_t k = 0; k < a.issue.members.size(); ++k)
                play.push_back(a.issue.actions[k][space.action(p, k)]);
            result.push_back({"issues",
                              "payoff of " + model.actors[a.issue.members[m].index].code + " in '" +
                                  a.issue.name + "' at " + join(play, ", "),
                              to_string(x), to_string(y)});
        }
    }
    if (count > kListed) {
        result.push_back({"issues", "more payoffs in '" + a.issue.name + "'",
                          std::to_string(count - kListed) + " others", "differ as well"});
    }
}

void issues(const Model& model, const Set& set) {
    for (const IssueDeclaration& declared : model.issues) {
        const std::string name = "'" + declared.issue.name + "'";
        set("members of " + name, codes(declared.issue.members, model));
        std::vector<std::string> actions;
        for (const auto& labels : declared.issue.actions) actions.push_back(join(labels, ", "));
        set("actions in " + name, join(actions, "; "));
        set("payoff of " + name, payoff_words(declared));
        for (const NormTerm& norm : declared.norms)
            set("norm '" + norm.name + "' of " + name, norm.formula.text);
    }
}

/// "defect, cooperate; defect, defect": by issue and member.
std::string play_words(const std::vector<std::vector<std::size_t>>& play, const Model& model) {
    std::string words;
    for (std::size_t s = 0; s < play.size(); ++s) {
        words += (s > 0 ? "; " : "");
        for (std::size_t m = 0; m < play[s].size(); ++m)
            words += (m > 0 ? ", " : "") + model.issues[s].issue.actions[m][play[s][m]];
    }
    return words;
}

/// "CHN - 2 KAZ >= 1/2".
std::string half_plane_words(const TargetDeclaration::HalfPlane& half, const Model& model) {
    std::string words;
    for (std::size_t i = 0; i < half.weights.size(); ++i) {
        const Rational& weight = half.weights[i];
        if (weight == 0) continue;
        words += words.empty() ? (weight < 0 ? "-" : "") : weight < 0 ? " - " : " + ";
        const Rational size = weight < 0 ? Rational(-weight) : weight;
        words += (size == 1 ? "" : to_plain(size) + " ") + model.actors[i].code;
    }
    return words + " >= " + to_plain(half.at_least);
}

std::string target_words(const TargetDeclaration& target, const Model& model) {
    std::vector<std::string> parts;
    switch (target.test) {
        case TargetTest::sustain:
            return play_words(target.play, model);
        case TargetTest::accept:
            return "accept: " + play_words(target.play, model);
        case TargetTest::payoff:
            return "payoff: " + play_words(target.play, model);
        case TargetTest::cycle:
            for (const auto& turn : target.cycle) parts.push_back(play_words(turn, model));
            return "in turn: " + join(parts, " / ");
        case TargetTest::set:
            for (const auto& half : target.set) parts.push_back(half_plane_words(half, model));
            return join(parts, " and ");
    }
    return "";
}

void questions(const Model& model, const Set& set) {
    for (const TargetDeclaration& target : model.targets) set(target.name, target_words(target, model));
}

}  // namespace

std::vector<Difference> differences(const std::vector<std::pair<std::string, std::string>>& a,
                                    const std::vector<std::pair<std::string, std::string>>& b) {
    std::vector<Difference> result;
    Section both("question");
    for (const auto& [what, value] : a) both.a(what, value);
    for (const auto& [what, value] : b) both.b(what, value);
    both.add_to(result);
    return result;
}

std::vector<Difference> differences(const Model& a, const Model& b) {
    std::vector<Difference> result;
    const auto compare = [&](const std::string& section, const auto& fill) {
        Section both(section);
        fill(a, [&](const std::string& what, const std::string& value) { both.a(what, value); });
        fill(b, [&](const std::string& what, const std::string& value) { both.b(what, value); });
        both.add_to(result);
    };
    compare("model", [](const Model& model, const Set& set) {
        set("name", model.name);
        set("states", join(model.actor_codes(), ", "));
        set("unit", model.unit);
        set("punishment", model.punishment.empty() ? "default" : model.punishment);
        set("linkage", to_string(model.linkage));
    });
    compare("delta", [](const Model& model, const Set& set) {
        for (std::size_t i = 0; i < model.delta.size(); ++i) set(model.actors[i].code, model.delta[i].text);
    });
    compare("parameters", numbers);
    compare("data", data);
    compare("issues", issues);
    for (const IssueDeclaration& first : a.issues) {
        for (const IssueDeclaration& second : b.issues) {
            if (first.issue.name == second.issue.name) add_tables(first, second, a, result);
        }
    }
    compare("lenses", [](const Model& model, const Set& set) {
        for (const LensDeclaration& lens : model.lenses) {
            std::string text = describe_lens(lens);
            for (const auto& entry : lens.entries)
                text += "; " + codes({entry.i, entry.j}, model) + ": " + to_string(entry.value);
            set(lens.name, text);
        }
    });
    compare("constraints", [](const Model& model, const Set& set) {
        for (const ConstraintDeclaration& constraint : model.constraints)
            set(constraint.name, explain(constraint, model));
    });
    compare("targets", questions);
    return result;
}

}  // namespace comity
