#include <fmt/format.h>

#include <algorithm>

#include "comity/question/linkage.hpp"
#include "comity/report/bracket_words.hpp"
#include "comity/report/report.hpp"
#include "comity/report/table.hpp"
#include "comity/text/words.hpp"

namespace comity {
namespace {

constexpr std::size_t kListed = 40;

/// "= 0.818182": a decimal beside an exact fraction; nothing where the number is whole or decimal already.
std::string beside(const AlgebraicNumber& value) {
    if (!value.is_rational() || denominator(value.rational()) == 1 ||
        number_words(value) != to_string(value.rational()))
        return "";
    const std::string plain = to_plain(value.rational());
    return plain != to_string(value.rational()) ? " = " + plain
                                                : " (about " + to_decimal(value.rational(), 6) + ")";
}

/// Where the ends are known from two sides.
std::string bracket_lines(const Threshold& t) {
    if (is_bracketed_up_set(t)) {
        const auto bracket = least_between(t);
        const auto [lo, hi] = outward_words(bracket->first.lo(), bracket->second.hi());
        return wrap(
            fmt::format("sustainable from {}* between {} and {} (proved on both sides)", t.of, lo, hi), 2);
    }
    if (t.is_empty())
        return wrap(fmt::format("nothing is proved: sustained, if anywhere, for {} in {}", t.of,
                                set_words(t.possible)),
                    2);
    return wrap(fmt::format("sustained for {} in {}", t.of, bracketed_set_words(t)), 2);
}

}  // namespace

std::string report_stage(const ModelReport& report) {
    const GameForm& form = *report.form;
    std::string out = heading_words(*report.model) + "\n\n";
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
        out += wrap("minmax in pure actions: " + join(parts, ", "), 2);
        if (!stage->binding_constraints.empty())
            out += wrap("binding constraints: " +
                            join_words(constraint_names(stage->binding_constraints, *report.model)),
                        2);
        out += "\n";
    }
    return out;
}

std::string report_thresholds(const ModelReport& report) {
    const GameForm& form = *report.form;
    const Model& model = *report.model;
    std::string out = heading_words(model) + "\n\n";
    for (const Finding& finding : report.findings) {
        const auto* t = std::get_if<Threshold>(&finding);
        if (t == nullptr) continue;
        const bool accept = t->target.test == TargetTest::accept;
        const bool apart = t->linkage == Linkage::separate;
        out += wrap(fmt::format(
            "Target {}{}, lens {}, of {}{} [F4.7{}]", t->target.name,
            !apart             ? ""
            : t->issue.empty() ? ", each issue by itself"
                               : " in '" + t->issue + "' by itself",
            t->lens, t->of,
            t->punishment ? ", punishment " + to_string(*t->punishment) : std::string(", acceptance"),
            apart ? ", F3.3" : ""));
        out += wrap(play_words(t->target, form_of(model, t->issue)), 2);
        if (!t->decided) {
            out += "  undecided: the time limit came first\n\n";
            continue;
        }
        if (!is_exact(*t)) {
            out += bracket_lines(*t);
        } else if (t->is_empty()) {
            const std::string nowhere = t->is_delta() ? "not sustainable at any delta below 1"
                                                      : "nowhere in the range " + interval_words(t->domain);
            out += wrap((accept          ? "accepted "
                         : t->is_delta() ? ""
                                         : "sustained ") +
                            nowhere +
                            (accept ? ""
                             : t->punishment == Punishment::worst
                                 ? ", in pure strategies"
                                 : ", in pure strategies by " + to_string(*t->punishment) + " punishment"),
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
            out += wrap(fmt::format("{}: {}", t->is_empty() && is_exact(*t) ? "blocked by" : "decided by",
                                    join_words(actor_names(t->binding_actors, form))),
                        2);
        }
        if (!t->pooled.empty())
            out += wrap("with all issues pooled: " + bracketed_set_words(t->pooled.front()), 2);
        if (!t->binding_constraints.empty()) {
            out += wrap("binding constraints: " + join_words(constraint_names(t->binding_constraints, model)),
                        2);
        }
        out += "\n";
    }
    return out;
}

}  // namespace comity
