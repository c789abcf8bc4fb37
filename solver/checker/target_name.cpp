// Is a target what its name says [F4.7]?

#include <algorithm>

#include "target_name.hpp"

namespace comity::checker {
namespace {

class Namer {
  public:
    Namer(const Model& model, const GameForm& form, const Target& target)
        : model_(model), form_(form), target_(target) {}

    bool run() const {
        const std::string& name = target_.name;
        // Step 1. A name of the file, or "full".
        if (const TargetDeclaration* declared = model_.find_target(name)) return is_declared(*declared);
        if (name == "full")
            return target_.test == TargetTest::sustain && target_.profile == form_.last_actions() &&
                   is_plain();
        // Step 2. A description.
        switch (target_.test) {
            case TargetTest::sustain:
                return name == digits(target_.profile) && is_plain();
            case TargetTest::accept:
                return of_profile("accept:") && has_parties();
            case TargetTest::payoff:
                return of_profile("payoff:") && is_plain();
            case TargetTest::cycle:
                return name == "cycle:" + cycle_digits() && target_.parties.empty();
            case TargetTest::set:
                return (name == "set:" + sides() || name == value()) && target_.parties.empty();
        }
        return false;
    }

  private:
    bool is_plain() const { return target_.parties.empty() && target_.cycle.empty() && target_.set.empty(); }

    bool is_declared(const TargetDeclaration& declared) const {
        if (declared.test != target_.test || declared.set.size() != target_.set.size()) return false;
        for (std::size_t k = 0; k < target_.set.size(); ++k) {
            if (declared.set[k].weights != target_.set[k].weights ||
                declared.set[k].at_least != target_.set[k].at_least)
                return false;
        }
        std::vector<ProfileIndex> cycle;
        for (const auto& play : declared.cycle) cycle.push_back(form_.compose(play));
        if (cycle != target_.cycle) return false;
        if (target_.test != TargetTest::set && form_.compose(declared.play) != target_.profile) return false;
        return target_.test == TargetTest::accept ? has_parties(declared.parties)
                                                  : target_.parties == declared.parties;
    }

    /// Those named, else those whose action differs from a°.
    bool has_parties(std::vector<ActorId> named = {}) const {
        if (named.empty()) {
            const auto status_quo = form_.status_quo();
            if (!status_quo) return false;
            for (std::size_t i = 0; i < form_.n(); ++i) {
                if (form_.profiles().action(target_.profile, i) != form_.profiles().action(*status_quo, i))
                    named.push_back(ActorId{i});
            }
        }
        return target_.parties == named;
    }

    bool of_profile(const std::string& kind) const {
        if (!target_.name.starts_with(kind)) return false;
        const std::string rest = target_.name.substr(kind.size());
        if (const TargetDeclaration* declared = model_.find_target(rest))
            return !declared->play.empty() && form_.compose(declared->play) == target_.profile;
        return rest == "full" ? target_.profile == form_.last_actions() : rest == digits(target_.profile);
    }

    std::string digits(ProfileIndex profile) const {
        std::string text;
        for (const std::size_t action : form_.profiles().decode(profile))
            text += (text.empty() ? "" : ",") + std::to_string(action);
        return text;
    }
    std::string cycle_digits() const {
        std::string text;
        for (const ProfileIndex p : target_.cycle) text += (text.empty() ? "" : ";") + digits(p);
        return text;
    }
    std::string sides() const {
        std::string text;
        for (const PayoffHalfPlane& half : target_.set) {
            std::string weights;
            for (const Rational& weight : half.weights)
                weights += (weights.empty() ? "" : ",") + to_string(weight);
            text += (text.empty() ? "" : ";") + weights + ">=" + to_string(half.at_least);
        }
        return text;
    }
    /// "value:1,3/2,*": one half-plane for each state with a number.
    std::string value() const {
        std::vector<std::string> pieces(form_.n(), "*");
        for (const PayoffHalfPlane& half : target_.set) {
            for (std::size_t i = 0; i < form_.n(); ++i) {
                if (half.weights[i] != 0 && half.weights[i] != 1) return "";
                if (half.weights[i] == 1) pieces[i] = to_string(half.at_least);
            }
        }
        std::string text;
        for (const std::string& piece : pieces) text += (text.empty() ? "value:" : ",") + piece;
        return text;
    }

    const Model& model_;
    const GameForm& form_;
    const Target& target_;
};

}  // namespace

bool is_what_it_is_called(const Model& model, const Target& target) {
    const GameForm form = model.form();
    return Namer(model, form, target).run();
}

}  // namespace comity::checker
