#include "comity/question/target.hpp"

#include <algorithm>
#include <charconv>

#include "comity/text/error.hpp"
#include "comity/text/near_name.hpp"
#include "target_text.hpp"

namespace comity {
namespace {

ProfileIndex parse_profile(const GameForm& form, const std::string& text, const std::string& whole) {
    Profile profile;
    const char* at = text.data();
    const char* end = text.data() + text.size();
    while (true) {
        std::size_t action = 0;
        const auto [next, error] = std::from_chars(at, end, action);
        if (error != std::errc())
            throw refuse(whole, "a profile is one action number per state, from 0, as in 0,0,1");
        profile.push_back(action);
        at = next;
        if (at == end) break;
        if (*at != ',') throw refuse(whole, "a profile is one action number per state, separated by commas");
        ++at;
    }
    if (profile.size() != form.n()) {
        throw refuse(whole, "it names " + std::to_string(profile.size()) + " actions for " +
                                std::to_string(form.n()) + " states");
    }
    for (std::size_t i = 0; i < profile.size(); ++i) {
        if (profile[i] < form.profiles().actions(i)) continue;
        throw refuse(whole, form.actors()[i].name + " has actions 0 to " +
                                std::to_string(form.profiles().actions(i) - 1) + ", not " +
                                std::to_string(profile[i]));
    }
    return form.profiles().encode(profile);
}

/// Those who would have to sign: by default the states whose action differs from a° [F4.7].
void set_parties(const GameForm& form, Target& target) {
    if (!target.parties.empty()) return;
    const auto status_quo = form.status_quo();
    if (!status_quo)
        throw refuse(target.name,
                     "acceptance compares with the status quo, which this model does not name [F1.4]");
    for (std::size_t i = 0; i < form.n(); ++i) {
        if (form.profiles().action(target.profile, i) != form.profiles().action(*status_quo, i))
            target.parties.push_back(ActorId{i});
    }
}

Target declared_target(const GameForm& form, const TargetDeclaration& declared) {
    Target target{declared.name, declared.title, declared.test, 0, declared.parties};
    if (target.test != TargetTest::set) target.profile = form.compose(declared.play);
    for (const auto& play : declared.cycle) target.cycle.push_back(form.compose(play));
    for (const auto& half : declared.set) target.set.push_back({half.weights, half.at_least});
    if (target.test == TargetTest::accept) set_parties(form, target);
    return target;
}

Target full_cooperation(const GameForm& form) {
    return {
        "full", "full cooperation: every state's last action", TargetTest::sustain, form.last_actions(), {}};
}

/// Is this a profile, rather than a name?
bool is_numeric(const std::string& text) {
    return !text.empty() && text.find_first_not_of("0123456789,") == std::string::npos;
}

std::vector<std::string> known_names(const Model& model) {
    std::vector<std::string> names = model.target_names();
    if (model.find_target("full") == nullptr) names.push_back("full");
    return names;
}

/// "accept:PROFILE" and "payoff:PROFILE", where PROFILE is also a name of the file, or "full".
Target of_profile(const Model& model, const GameForm& form, const std::string& kind, const std::string& rest,
                  const std::string& text) {
    const TargetTest test = kind == "accept" ? TargetTest::accept : TargetTest::payoff;
    Target target{kind + ":" + rest, "", test, 0, {}};
    if (const TargetDeclaration* declared = model.find_target(rest)) {
        const bool profile = declared->test == TargetTest::sustain || declared->test == TargetTest::accept ||
                             declared->test == test;
        if (!profile) {
            const std::string what = declared->test == TargetTest::cycle    ? "a cycle"
                                     : declared->test == TargetTest::payoff ? "a payoff"
                                                                            : "a set of payoffs";
            throw refuse(text, (test == TargetTest::accept ? "acceptance is asked of a profile"
                                                           : "this is the payoff of a profile") +
                                   std::string(", but '") + rest + "' is " + what + " [F4.7]");
        }
        target.profile = form.compose(declared->play);
        if (test == TargetTest::accept) target.parties = declared->parties;
    } else if (rest == "full") {
        target.profile = form.last_actions();
    } else if (test == TargetTest::accept || is_numeric(rest)) {
        target.profile = parse_profile(form, rest, text);
        target.name = kind + ":" + to_string(form.profiles().decode(target.profile));
    } else {
        throw refuse(text, rest.empty()
                               ? "it names no profile, as in payoff:0,0,1 or payoff:full"
                               : "there is no target '" + rest + "'; " + suggest(rest, known_names(model)));
    }
    if (test == TargetTest::accept) set_parties(form, target);
    return target;
}

/// "cycle:0,1;1,0".
Target parse_cycle(const GameForm& form, const std::string& rest, const std::string& text) {
    Target target{"cycle:", "", TargetTest::cycle, 0, {}};
    for (const std::string& each : split(rest, ';')) {
        if (each.empty())
            throw refuse(text, rest.empty() ? "a cycle is profiles played in turn, as in cycle:0,1;1,0"
                                            : "there is a profile missing beside a semicolon");
        target.cycle.push_back(parse_profile(form, each, text));
        target.name +=
            (target.cycle.size() > 1 ? ";" : "") + to_string(form.profiles().decode(target.cycle.back()));
    }
    if (target.cycle.size() > kMaxCycle)
        throw refuse(text, "a cycle has at most " + std::to_string(kMaxCycle) + " profiles, not " +
                               std::to_string(target.cycle.size()));
    target.profile = target.cycle.front();
    return target;
}

}  // namespace

Target parse_target(const Model& model, const GameForm& form, const std::string& text) {
    if (const TargetDeclaration* declared = model.find_target(text)) return declared_target(form, *declared);
    if (text == "full") return full_cooperation(form);
    const auto colon = std::find(text.begin(), text.end(), ':');
    if (colon != text.end()) {
        const std::string kind(text.begin(), colon), rest(colon + 1, text.end());
        if (kind == "accept" || kind == "payoff") return of_profile(model, form, kind, rest, text);
        if (kind == "value") return parse_value_target(form, rest, text);
        if (kind == "set") return parse_set_target(form, rest, text);
        if (kind == "cycle") return parse_cycle(form, rest, text);
        throw refuse(text, "there is no kind of target '" + kind + "'; " +
                               suggest(kind, {"accept", "payoff", "value", "cycle", "set"}));
    }
    if (!is_numeric(text))
        throw refuse(text, "there is no such target; " + suggest(text, known_names(model)));
    const ProfileIndex profile = parse_profile(form, text, text);
    return {to_string(form.profiles().decode(profile)), "", TargetTest::sustain, profile, {}};
}

std::vector<Target> default_targets(const Model& model, const GameForm& form) {
    std::vector<Target> targets;
    for (const TargetDeclaration& declared : model.targets) {
        if (declared.by_default) targets.push_back(declared_target(form, declared));
    }
    if (targets.empty()) targets.push_back(full_cooperation(form));
    return targets;
}

std::string to_string(const Profile& profile) {
    std::string text;
    for (const std::size_t action : profile) text += (text.empty() ? "" : ",") + std::to_string(action);
    return text;
}

}  // namespace comity
