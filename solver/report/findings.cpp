#include <fmt/format.h>

#include <algorithm>

#include "comity/report/report.hpp"
#include "comity/report/table.hpp"
#include "comity/text/words.hpp"

namespace comity {
namespace {

constexpr std::size_t kListed = 40;

std::string heading(const Model& model) {
    return (model.title.empty() ? model.name : model.title) + "\n";
}

/// "China 1.79, Russia -3.02": decimals for reading; exact values are in JSON and CSV.
std::string split_words(const std::vector<Rational>& gains, const GameForm& form) {
    std::vector<std::string> parts;
    for (std::size_t i = 0; i < gains.size(); ++i)
        parts.push_back(form.actors()[i].name + " " + to_short(gains[i], 5, 2));
    return join(parts, ", ");
}

std::string unit_title(const Model& model) {
    for (const Unit& unit : model.units) {
        if (unit.name == model.unit) return unit.title;
    }
    return model.unit;
}

std::string delta_words(const std::vector<Rational>& delta, const GameForm& form) {
    if (delta.empty()) return "no discount factor";
    if (std::all_of(delta.begin(), delta.end(), [&](const Rational& d) { return d == delta.front(); }))
        return "delta = " + to_string(delta.front());
    std::vector<std::string> parts;
    for (std::size_t i = 0; i < delta.size(); ++i)
        parts.push_back(form.actors()[i].name + " " + to_string(delta[i]));
    return "delta: " + join(parts, ", ");
}

/// δ* for people: four decimals, and beside it the fraction where it is short.
std::string star(const Threshold& t) {
    if (!t.decided) return "?";
    if (!t.value) return "none";
    return to_decimal(
        t.value->is_rational() ? t.value->rational() : t.value->refined(Rational(1, 100000000)).hi(), 4);
}

std::string star_exact(const Threshold& t) {
    if (!t.value) return "-";
    if (!t.value->is_rational()) return "irrational";
    const std::string exact = to_string(t.value->rational());
    return exact.size() <= 15 ? exact : "*";
}

/// "= 0.818182": a decimal beside an exact fraction; nothing where the number is whole or decimal already.
std::string beside(const AlgebraicNumber& value) {
    if (!value.is_rational() || denominator(value.rational()) == 1 ||
        number_words(value) != to_string(value.rational()))
        return "";
    const std::string plain = to_plain(value.rational());
    return plain != to_string(value.rational()) ? " = " + plain
                                                : " (about " + to_decimal(value.rational(), 6) + ")";
}

std::string who(const Threshold& t, const GameForm& form) {
    const auto names = actor_names(t.binding_actors, form);
    if (names.empty()) return "-";
    if (names.size() == form.n() && names.size() > 2) return "every state";
    return join_words(names);
}

/// "China", "Kazakhstan would not sign", "Kazakhstan would not sign; nothing deters Tajikistan".
std::string decided_by(const Verdict& verdict, const GameForm& form) {
    const Threshold& t = verdict.threshold;
    if (t.value || verdict.refusing.empty() || t.target.test == TargetTest::accept) return who(t, form);
    std::vector<ActorId> others;
    for (const ActorId actor : t.binding_actors) {
        if (std::find(verdict.refusing.begin(), verdict.refusing.end(), actor) == verdict.refusing.end())
            others.push_back(actor);
    }
    const std::string refuse = join_words(actor_names(verdict.refusing, form)) + " would not sign";
    return others.empty() ? refuse : refuse + "; nothing deters " + join_words(actor_names(others, form));
}

}  // namespace

std::string report_stage(const ModelReport& report) {
    const GameForm& form = *report.form;
    std::string out = heading(*report.model) + "\n";
    for (const Finding& finding : report.findings) {
        const auto* stage = std::get_if<StageFinding>(&finding);
        if (stage == nullptr) continue;
        const std::size_t count = stage->equilibria.size();
        out += fmt::format("Lens {}: {} [F4.9]\n", stage->lens,
                           count == 0 ? "no equilibrium of the stage game in pure strategies"
                                      : fmt::format("{} pure equilibri{} of the stage game", count,
                                                    count == 1 ? "um" : "a"));
        for (std::size_t k = 0; k < std::min(count, kListed); ++k) {
            const ProfileIndex p = stage->equilibria[k];
            out += wrap("(" + to_string(form.profiles().decode(p)) + ")  " + form.profile_label(p), 2);
        }
        if (count > kListed)
            out += fmt::format("  ... and {} more; --format json or csv lists all\n", count - kListed);
        std::vector<std::string> parts;
        for (std::size_t i = 0; i < form.n(); ++i)
            parts.push_back(form.actors()[i].name + " " + to_short(stage->minmax[i]));
        out += wrap("minmax in pure actions: " + join(parts, ", "), 2) + "\n";
    }
    return out;
}

std::string report_thresholds(const ModelReport& report) {
    const GameForm& form = *report.form;
    const Model& model = *report.model;
    std::string out = heading(model) + "\n";
    for (const Finding& finding : report.findings) {
        const auto* t = std::get_if<Threshold>(&finding);
        if (t == nullptr) continue;
        const bool accept = t->target.test == TargetTest::accept;
        out += wrap(fmt::format(
            "Target {}, lens {}, of {}{} [F4.7]", t->target.name, t->lens, t->of,
            t->punishment ? ", punishment " + to_string(*t->punishment) : std::string(", acceptance")));
        out += wrap("play: " + form.profile_label(t->target.profile), 2);
        if (!t->decided) {
            out += "  undecided: the time limit came first\n\n";
            continue;
        }
        if (t->is_empty()) {
            const std::string nowhere = t->is_delta() ? "not sustainable at any delta below 1"
                                                      : "nowhere in the range " + interval_words(t->domain);
            out += wrap(
                (accept          ? "accepted "
                 : t->is_delta() ? ""
                                 : "sustained ") +
                    nowhere +
                    (accept ? "" : ", in pure strategies by " + to_string(*t->punishment) + " punishment"),
                2);
            if (!t->note.empty()) out += wrap("why: " + t->note, 2);
        } else if (t->is_delta() && t->is_up_set() && t->value) {
            const AlgebraicNumber& value = *t->value;
            out += wrap(fmt::format("sustainable from {}* = {}{}", t->of, number_words(value), beside(value)),
                        2);
        } else {
            out += wrap(fmt::format("{} for {} in {}", accept ? "accepted" : "sustained", t->of,
                                    set_words(t->sustained)),
                        2);
            if (t->value)
                out +=
                    wrap(fmt::format("critical value {}{}", number_words(*t->value), beside(*t->value)), 2);
        }
        if (!t->binding_actors.empty()) {
            out += wrap(fmt::format("{}: {}", t->is_empty() ? "blocked by" : "decided by",
                                    join_words(actor_names(t->binding_actors, form))),
                        2);
        }
        if (!t->binding_constraints.empty()) {
            out += wrap("binding constraints: " + join_words(constraint_names(t->binding_constraints, model)),
                        2);
        }
        out += "\n";
    }
    return out;
}

std::string report_comparison(const Model& model, const GameForm& form, const Comparison& comparison) {
    std::string out = heading(model);
    const std::string rule = comparison.punishment == Punishment::grim
                                 ? "Punishment: grim (a breach ends cooperation for good: each breacher "
                                   "faces its worst stage equilibrium)."
                                 : "Punishment: exit (whoever breaches is expelled for good).";
    out +=
        wrap(fmt::format("Verdicts are read at {}. {} Pure strategies. delta* is the least discount factor "
                         "that sustains the target.",
                         delta_words(comparison.delta, form), rule));
    bool longer = false;
    for (const TargetComparison& each : comparison.targets) {
        const bool accept = each.target.test == TargetTest::accept;
        out += "\n" + wrap(fmt::format("Target {}{}", each.target.name,
                                       each.target.title.empty() ? "" : ": " + each.target.title));
        out += wrap(fmt::format("Material gain per period: {} ({}).", split_words(each.gains, form),
                                unit_title(model)),
                    2);
        std::vector<std::vector<std::string>> rows;
        for (const Verdict& verdict : each.verdicts) {
            const Threshold& t = verdict.threshold;
            longer = longer || (!accept && star_exact(t) == "*");
            const std::string decides = t.note.empty() ? decided_by(verdict, form) : t.note;
            rows.push_back(
                {t.lens, verdict_words(verdict), accept ? "-" : star(t), accept ? "-" : star_exact(t),
                 t.binding_constraints.empty() ? "-"
                                               : join(constraint_names(t.binding_constraints, model), ", "),
                 decides});
        }
        out += text_table(
            {"lens", "verdict", "delta*", "exactly", "binds", accept ? "who refuses" : "decided by"}, rows,
            {false, false, true, true});
        out += wrap(closing_sentence(each, comparison.delta, comparison.punishment, form), 2);
    }
    if (longer)
        out += "\n" + wrap("* an exact fraction too long to print here; --format json or csv gives it.");
    return out;
}

}  // namespace comity
