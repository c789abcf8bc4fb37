#include "comity/question/target.hpp"

#include <algorithm>
#include <charconv>

#include "comity/text/error.hpp"
#include "comity/text/near_name.hpp"

namespace comity {
namespace {

Error refuse(const std::string& text, const std::string& why) {
    return Error(ErrorKind::usage, "target '" + text + "': " + why);
}

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
    Target target{declared.name, declared.title, declared.test, form.compose(declared.play),
                  declared.parties};
    if (target.test == TargetTest::accept) set_parties(form, target);
    return target;
}

Target full_cooperation(const GameForm& form) {
    return {
        "full", "full cooperation: every state's last action", TargetTest::sustain, form.last_actions(), {}};
}

}  // namespace

Target parse_target(const Model& model, const GameForm& form, const std::string& text) {
    if (const TargetDeclaration* declared = model.find_target(text)) return declared_target(form, *declared);
    if (text == "full") return full_cooperation(form);
    const std::size_t colon = text.find(':');
    if (colon != std::string::npos) {
        const std::string kind = text.substr(0, colon), rest = text.substr(colon + 1);
        if (kind == "payoff" || kind == "value" || kind == "cycle") {
            throw refuse(text, "this version answers profile and acceptance targets; '" + kind +
                                   "' needs the set of equilibrium payoffs [F4.1]");
        }
        if (kind != "accept")
            throw refuse(text, "there is no kind of target '" + kind + "'; " +
                                   suggest(kind, {"accept", "payoff", "value", "cycle"}));
        Target target{"accept:" + rest, "", TargetTest::accept, 0, {}};
        if (const TargetDeclaration* declared = model.find_target(rest)) {
            target.profile = form.compose(declared->play);
            target.parties = declared->parties;
        } else {
            target.profile = rest == "full" ? form.last_actions() : parse_profile(form, rest, text);
            if (rest != "full") target.name = "accept:" + to_string(form.profiles().decode(target.profile));
        }
        set_parties(form, target);
        return target;
    }
    const bool numeric = !text.empty() && text.find_first_not_of("0123456789,") == std::string::npos;
    if (!numeric) {
        std::vector<std::string> names = model.target_names();
        if (model.find_target("full") == nullptr) names.push_back("full");
        throw refuse(text, "there is no such target; " + suggest(text, names));
    }
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
