#include "prepared.hpp"

#include <algorithm>

#include "comity/lens/lens.hpp"
#include "comity/model/load.hpp"
#include "comity/question/linkage.hpp"
#include "comity/text/near_name.hpp"

namespace comity {
namespace {

using Asks = Expectation::Question;

[[noreturn]] void refuse(const PlacedText& at, const std::string& code, const std::string& message,
                         const std::string& help = "") {
    throw Error(ErrorKind::bad_model, Diagnostics{at.diagnose(code, message, help)});
}

/// Does it; a refusal is what the command line would hear, at the place of the file that asks for it.
template <class Action>
auto at_place(const PlacedText& at, const std::string& code, const Action& action) {
    try {
        return action();
    } catch (const Error& error) {
        if (error.kind() != ErrorKind::usage) throw;
        // The command line's name of the option means nothing here; what follows a semicolon is advice.
        std::string message = error.what(), help;
        if (message.starts_with("--set ")) message.erase(0, 6);
        if (const std::size_t semicolon = message.find("; "); semicolon != std::string::npos) {
            help = message.substr(semicolon + 2);
            message.erase(semicolon);
        }
        refuse(at, code, message, help);
    }
}

void set_values(Model& model, const Expectation& e) {
    for (const auto& [path, value] : e.at) {
        if (std::any_of(model.choices.begin(), model.choices.end(),
                        [&, &wanted = path.text](const Choice& c) { return c.name == wanted; })) {
            refuse(path, "choice-in-at", "'" + path.text + "' decides which data are read, once for the file",
                   "an expectation holds for the option that the file has in use");
        }
        if (path.text != "unit") at_place(path, "unknown-path", [&] { parse_path(model, path.text); });
        at_place(value, "bad-value", [&] { assign(model, path.text, value.text); });
    }
    if (e.at.empty()) return;
    // What was set may not fit together: families, strengths, discount factors.
    const Diagnostics wrong = check_values(model, false);
    if (has_errors(wrong))
        refuse(e.at.front().first, wrong.front().code, "at these values " + wrong.front().message);
}

std::optional<Punishment> punishment_named(const std::string& word) {
    for (const Punishment each : {Punishment::grim, Punishment::exit, Punishment::worst}) {
        if (word == to_string(each)) return each;
    }
    return std::nullopt;
}

/// The entry's own punishment, else the model's, else grim; payoffs know the worst only [F4.7].
std::optional<Punishment> punishment_of(const Model& model, const Expectation& e, const Target& target) {
    const std::string& word = e.punishment.text;
    const bool accept = target.test == TargetTest::accept;
    if (accept || e.question == Asks::utility) {
        if (!word.empty())
            refuse(e.punishment, "no-punishment",
                   accept ? "acceptance knows no breach, hence no punishment [F4.7]"
                          : "a utility depends on no punishment");
        return std::nullopt;
    }
    const auto named = punishment_named(word);
    if (!word.empty() && !named)
        refuse(e.punishment, "unknown-punishment", "there is no punishment '" + word + "'",
               suggest(word, {"grim", "exit", "worst"}));
    if (!is_about_payoffs(target))
        return named ? named : punishment_named(model.punishment).value_or(Punishment::grim);
    if (named && *named != Punishment::worst)
        refuse(e.punishment, "payoffs-under-worst",
               "'" + target.name +
                   "' is about the set of all equilibrium payoffs, in which every breach is "
                   "answered by the worst equilibrium [F4.7]",
               "leave 'punishment' out, or write \"worst\"");
    return Punishment::worst;
}

/// The place to blame for a punishment: its own words, or the target that asks for it.
const PlacedText& punishment_place(const Expectation& e) {
    return e.punishment.text.empty() ? e.target : e.punishment;
}

/// Whether issues are played apart, and whether they can be [F3.3].
Linkage linkage_of(const Model& model, const Expectation& e, const PreparedExpectation& ready) {
    const std::string& word = e.linkage.text;
    if (!word.empty() && word != "pooled" && word != "separate")
        refuse(e.linkage, "unknown-linkage", "there is no linkage '" + word + "'",
               suggest(word, {"pooled", "separate"}));
    if (!word.empty() && e.question == Asks::utility)
        refuse(e.linkage, "no-linkage", "a utility depends on no linkage");
    const Linkage linkage = word.empty()         ? model.linkage
                            : word == "separate" ? Linkage::separate
                                                 : Linkage::pooled;
    if (linkage == Linkage::separate && e.question != Asks::utility &&
        ready.target.test != TargetTest::accept) {
        std::string why = why_not_separate(model, ready.lens, ready.punishment == Punishment::exit);
        if (why.empty()) why = why_not_by_issue(ready.target);
        if (!why.empty()) refuse(e.linkage, "not-separable", why);
    }
    return linkage;
}

/// The scalar of a threshold: it exists, has a range, is not set by the entry itself, concerns its lens.
ScalarPath scalar_of(const Model& model, const Expectation& e, std::size_t lens) {
    using Kind = ScalarPath::Kind;
    const ScalarPath of = at_place(e.of, "unknown-path", [&] { return parse_path(model, e.of.text); });
    at_place(e.of, "no-range", [&] { return domain_of(model, of); });
    for (const auto& [path, value] : e.at) {
        if (path.text != "unit" && parse_path(model, path.text) == of)
            refuse(path, "asked-and-set", "'" + of.text + "' is what is asked about, and is set here too");
    }
    const bool of_lens =
        of.kind == Kind::lens_strength || of.kind == Kind::lens_entry || of.kind == Kind::norm_weight;
    if (of_lens && of.lens != lens)
        refuse(e.of, "other-lens", "'" + of.text + "' belongs to another lens than '" + e.lens.text + "'");
    return of;
}

/// What the corners of a set of payoffs need [F4.1].
void require_payoff_set(const Expectation& e, const PreparedExpectation& ready) {
    const std::size_t n = ready.solver->form().n();
    if (n != 2)
        refuse(
            e.of, "not-two-states",
            "corners are those of the payoffs of two states [F4.1], and this model has " + std::to_string(n));
    if (ready.delta.empty())
        refuse(e.of, "no-delta", "a discount factor is needed to say what equilibria pay",
               "set it: at = { delta = \"3/5\" }");
}

/// "depth", or "depth, gain": the first counts first.
std::vector<Objective> objectives_of(const Expectation& e) {
    std::vector<Objective> result;
    for (std::size_t from = 0; from <= e.of.text.size();) {
        const std::size_t comma = std::min(e.of.text.find(',', from), e.of.text.size());
        std::string word = e.of.text.substr(from, comma - from);
        word.erase(0, std::min(word.find_first_not_of(' '), word.size()));
        const auto objective = objective_named(word);
        if (!objective || *objective == Objective::maximal)
            refuse(e.of, "unknown-objective", "there is no objective '" + word + "' of an agreement [F4.6]",
                   suggest(word, {"depth", "gain", "least", "nash"}));
        result.push_back(*objective);
        from = comma + 1;
    }
    return result;
}

/// What an agreement is looked for under [F4.6].
AgreementRequest agreement_of(const Expectation& e, const PreparedExpectation& ready) {
    AgreementRequest request;
    request.delta = ready.solver->deltas();
    if (request.delta.empty())
        refuse(e.of, "no-delta", "a discount factor is needed to say which agreements are kept",
               "set it: at = { delta = \"3/5\" }");
    request.objectives = objectives_of(e);
    request.punishment = *ready.punishment;
    request.linkage = ready.linkage;
    if (const std::string why = why_no_agreement(*ready.model, ready.lens, request); !why.empty())
        refuse(e.of, "no-agreement", why);
    return request;
}

}  // namespace

std::size_t find_or_add_lens(Model& model, const PlacedText& lens) {
    if (const auto found = model.find_lens(lens.text)) return *found;
    if (lens.text.find(':') == std::string::npos && lens.text != "absolute") {
        std::vector<std::string> known = model.lens_names();
        known.emplace_back("absolute");
        refuse(lens, "unknown-lens", "there is no lens '" + lens.text + "' in this model",
               suggest(lens.text, known) + "; inline lenses are written like relative:k=1/2");
    }
    LensDeclaration made = at_place(lens, "bad-lens", [&] { return parse_inline_lens(lens.text); });
    made.name = full_name(made);
    if (const auto found = model.find_lens(made.name)) return *found;
    if (made.kind == LensKind::defensive && !model.form().status_quo())
        refuse(lens, "no-status-quo",
               "being outgained is counted from the status quo, which this model does not name [F1.4]");
    model.lenses.push_back(std::move(made));
    return model.lenses.size() - 1;
}

PreparedExpectation prepare(const Model& model, const Expectation& e, const StopToken& stop) {
    PreparedExpectation ready;
    // Step 1. The model as the entry wants it.
    ready.model = std::make_unique<Model>(model);
    ready.lens = find_or_add_lens(*ready.model, e.lens);
    set_values(*ready.model, e);
    ready.solver = std::make_unique<ThresholdSolver>(*ready.model, stop);
    if (e.question == Asks::corners) {
        ready.delta = ready.solver->deltas();
        require_payoff_set(e, ready);
        return ready;
    }
    if (e.question == Asks::agreement) {
        ready.punishment = punishment_of(*ready.model, e, ready.target);
        ready.linkage = linkage_of(*ready.model, e, ready);
        ready.agreement = agreement_of(e, ready);
        return ready;
    }
    ready.target = at_place(e.target, "unknown-target",
                            [&] { return parse_target(*ready.model, ready.solver->form(), e.target.text); });
    const bool accept = ready.target.test == TargetTest::accept;
    // Step 2. A punishment that the model allows.
    ready.punishment = punishment_of(*ready.model, e, ready.target);
    const auto available = ready.solver->punishments(ready.lens);
    if (ready.punishment &&
        std::find(available.begin(), available.end(), *ready.punishment) == available.end()) {
        if (*ready.punishment == Punishment::exit)
            refuse(e.punishment, "no-exit",
                   "this model gives no exit values under the lens '" + e.lens.text + "' [F3.4]");
        refuse(punishment_place(e), "no-worst",
               "the worst equilibrium is known of games up to 2^24 = 16777216 profiles [F4.3]");
    }
    ready.linkage = linkage_of(*ready.model, e, ready);
    // Step 3. What is asked.
    const bool has_delta = !ready.model->delta.empty();
    if (e.question == Asks::utility) {
        const auto actor = ready.model->find_actor(e.of.text);
        if (!actor)
            refuse(e.of, "unknown-actor", "there is no state '" + e.of.text + "' in this model",
                   suggest(e.of.text, ready.model->actor_codes()));
        ready.actor = *actor;
        if (played(ready.target).size() != 1 || ready.target.test == TargetTest::cycle)
            refuse(e.target, "no-profile",
                   "'" + ready.target.name + "' is no profile, whose utility this could be",
                   "ask at a profile, such as target = \"full\"");
    } else if (e.question == Asks::threshold) {
        ready.of = scalar_of(*ready.model, e, ready.lens);
        if (accept && ready.of.is_delta())
            refuse(e.of, "no-delta", "acceptance does not depend on the discount factor [F4.7]",
                   "ask for the threshold of a lens strength or a parameter, or for a verdict");
        const bool all_deltas = ready.of.kind == ScalarPath::Kind::delta_all;
        if (!accept && !all_deltas && !has_delta)
            refuse(e.of, "no-delta", "a discount factor is needed to ask about " + e.of.text,
                   "set it: at = { delta = \"3/5\" }");
    } else {
        const bool about_acceptance = e.of.text == "accepted" || e.of.text == "refused";
        if (about_acceptance != accept)
            refuse(e.of, "verdict-of-another-kind",
                   accept ? "'" + e.target.text +
                                "' asks who accepts: the verdict is \"accepted\" or \"refused\""
                          : "'" + e.target.text +
                                "' asks what is sustained: the verdict is \"sustainable\" or \"not "
                                "sustainable\"",
                   ready.target.test == TargetTest::sustain ? "acceptance is asked of accept:" + e.target.text
                                                            : "");
        if (!accept && !has_delta)
            refuse(e.of, "no-delta", "a discount factor is needed to read verdicts at",
                   "set it: at = { delta = \"3/5\" }");
    }
    return ready;
}

}  // namespace comity
