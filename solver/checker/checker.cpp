#include "comity/checker/checker.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "claims.hpp"
#include "comity/number/interval_text.hpp"
#include "expectation.hpp"
#include "linked.hpp"
#include "payoff_proof.hpp"
#include "target_name.hpp"

namespace comity {
namespace checker {
namespace {

using Result = Claim::Result;

std::string in_words(const Threshold& t) {
    std::string words = t.of.empty() ? "acceptance of " + t.target.name : t.of + " for " + t.target.name;
    words += " through " + t.lens;
    if (!t.issue.empty()) words += ", in '" + t.issue + "'";
    if (t.punishment) words += ", " + to_string(*t.punishment);
    if (t.linkage == Linkage::separate && t.issue.empty()) words += ", issues apart";
    return words;
}

std::string answer_of(const Threshold& t) {
    if (!t.decided) return "undecided";
    if (t.of.empty()) return t.sustained.is_empty() ? "refused" : "accepted";
    if (t.sustained == t.possible) return to_text(t.sustained);
    return "at least " + to_text(t.sustained) + ", at most " + to_text(t.possible);
}

std::string delta_words(const std::vector<Rational>& delta) {
    const bool same =
        std::all_of(delta.begin(), delta.end(), [&](const Rational& d) { return d == delta.front(); });
    std::string words;
    for (const Rational& each : delta) {
        if (same && !words.empty()) break;
        words += (words.empty() ? "" : ", ") + to_string(each);
    }
    return words;
}

std::string in_words(const AgreementFinding& a) {
    std::string words = fmt::format("agreement through {} at delta {}, {}", a.lens, delta_words(a.delta),
                                    to_string(a.punishment));
    if (a.linkage == Linkage::separate) words += ", issues apart";
    for (const Objective each : a.objectives) words += ", " + to_string(each);
    return words;
}

std::string sustained_words(const AgreementFinding& a) {
    if (a.values.empty()) return fmt::format("{} sustained", a.agreements.size());
    std::string words = "sustained, worth";
    for (const Rational& value : a.values) words += " " + to_string(value);
    return words;
}

std::string best_words(const AgreementFinding& a) {
    if (a.status == AgreementFinding::Status::undecided)
        return "nothing has more than " + to_string(*a.bound);
    if (a.status == AgreementFinding::Status::empty) return "nothing is sustained";
    if (a.objectives.front() != Objective::maximal) return "nothing is better, or as good and earlier";
    return a.all_listed ? "all that are maximal" : "maximal, and not all";
}

/// Goes through the findings of one archive.
class Walker {
  public:
    Walker(const Archive& archive, const Model& model, const StopToken& stop)
        : archive_(archive), library_(model, stop), stop_(stop) {}

    std::vector<Claim> run() {
        for (const Finding& finding : archive_.findings) {
            if (const auto* stage = std::get_if<StageFinding>(&finding)) take(library_, *stage);
            if (const auto* t = std::get_if<Threshold>(&finding)) take(library_, *t);
            if (const auto* v = std::get_if<Verdict>(&finding)) take(library_, *v);
            if (const auto* set = std::get_if<PayoffSetFinding>(&finding)) take(library_, *set);
            if (const auto* a = std::get_if<AgreementFinding>(&finding)) take(library_, *a);
            if (const auto* e = std::get_if<ExpectationFinding>(&finding)) take(*e);
        }
        return std::move(claims_);
    }

  private:
    /// A claim that `check` decides; whatever has no value is not proved.
    template <class Check>
    void claim(const std::string& text, const Check& check) {
        if (stop_.stop_requested()) throw Stopped();
        Checked checked;
        try {
            checked = check();
        } catch (const TooLong&) {
            checked = {Result::not_proved, "the search takes too long to be made again"};
        } catch (const TooLarge&) {
            checked = {Result::not_proved, "this game has more than 2^24 profiles, the most that are listed"};
        } catch (const Error& error) {
            checked = refuted(error.what());
        }
        claims_.push_back({text, checked.result, checked.why});
    }

    void take(Library& library, const StageFinding& finding) {
        claim(fmt::format("stage equilibria through {}: {}", finding.lens, finding.equilibria.size()), [&] {
            const auto found = [&](const World<Rational>& world) {
                std::vector<ProfileIndex> list;
                for (const Region& region : equilibria(world, Interval::point(Rational(0))))
                    list.push_back(region.profile);
                return list;
            };
            const auto world = library.world(finding.lens);
            if (found(*world) != finding.equilibria) return refuted("the stage equilibria are others");
            if (minmax(*world) != finding.minmax) return refuted("the minmax values are others");
            const auto& constraints = library.model().constraints;
            for (std::size_t c = 0; c < constraints.size(); ++c) {
                const auto& lenses = constraints[c].lenses;
                if (!lenses.empty() && std::find(lenses.begin(), lenses.end(), finding.lens) == lenses.end())
                    continue;
                const auto& binding = finding.binding_constraints;
                const bool binds = std::find(binding.begin(), binding.end(), c) != binding.end();
                if (binds != (found(*library.world(finding.lens, c)) != finding.equilibria))
                    return refuted("other constraints bind");
            }
            return Checked{};
        });
    }

    void take(Library& library, const Threshold& t) {
        for (const Threshold& part : t.parts) take(library, part);
        claim(in_words(t) + ": " + answer_of(t), [&]() -> Checked {
            if (t.issue.empty() && !is_what_it_is_called(library.model(), t.target))
                return refuted("the target is not the one that its name means");
            return check_threshold(library, t);
        });
        for (const Threshold& pooled : t.pooled) take(library, pooled);
    }

    void take(Library& library, const PayoffSetFinding& set) {
        claim(fmt::format("equilibrium payoffs through {} at delta {}: {}", set.lens, delta_words(set.delta),
                          to_string(set.status)),
              [&]() -> Checked {
                  const auto world = library.world(set.lens);
                  if (world->delta != set.delta) return refuted("the model's discount factors are others");
                  if (std::string wrong = wrong_with_set(*world, set); !wrong.empty()) return refuted(wrong);
                  if (set.status == PayoffSetFinding::Status::undecided)
                      return {Result::not_proved, set.note};
                  return {};
              });
    }

    void take(Library& library, const Verdict& v) {
        const Threshold& t = v.threshold;
        take(library, t);
        claim(fmt::format("verdict on {} at delta {}: {}", in_words(t), delta_words(v.delta),
                          to_string(v.outcome)),
              [&]() -> Checked {
                  if (!t.decided) return {Result::not_proved, "a limit came first"};
                  Library& own = t.issue.empty() ? library : library.alone(t.issue);
                  const auto world = own.target_world(t.lens, t.punishment);
                  if (world->delta != v.delta) return refuted("the model's discount factors are others");
                  if (gains(*world, t.target) != v.gains) return refuted("the material gains are others");
                  if (refusing(library, t) != v.refusing) return refuted("others would refuse to sign");
                  const auto outcome = outcome_of(library, t);
                  if (v.outcome == Verdict::Outcome::undecided)
                      return {Result::not_proved, "it is undecided"};
                  if (!outcome) return refuted("no certificate proves it at these discount factors");
                  if (*outcome != v.outcome) return refuted("it is " + to_string(*outcome));
                  return {};
              });
    }

    void take(Library& library, const AgreementFinding& a) {
        using Status = AgreementFinding::Status;
        const std::string about = in_words(a) + ": ";
        const bool listing = a.objectives.front() == Objective::maximal;
        if (!a.agreements.empty())
            claim(about + sustained_words(a),
                  [&] { return proved_unless(wrong_with_sustained(library, a)); });
        if (a.status == Status::undecided)
            claim(about + "undecided", [&] { return Checked{Result::not_proved, "it is undecided"}; });
        if (a.status != Status::undecided || a.bound)
            claim(about + best_words(a), [&] { return proved_unless(wrong_with_best(library, a)); });
        if (a.status != Status::undecided && !listing)
            claim(about + "who and what binds",
                  [&] { return proved_unless(wrong_with_binding(library, a)); });
    }

    /// Of a cycle the mean over its periods; of a set of payoffs none.
    static std::vector<Rational> gains(const World<Rational>& world, const Target& target) {
        const auto path = played(target);
        std::vector<Rational> result;
        for (std::size_t i = 0; i < world.n() && !path.empty(); ++i) {
            Rational sum = 0;
            for (const ProfileIndex p : path) sum += world.game->gain(ActorId{i}, p);
            result.push_back(sum / path.size());
        }
        return result;
    }

    /// Parties that a profile leaves with less than a°, in utilities.
    std::vector<ActorId> refusing(Library& library, const Threshold& t) {
        std::vector<ActorId> result;
        if (!t.parts.empty()) {
            for (std::size_t i = 0; i < library.model().actors.size(); ++i) {
                if (std::any_of(t.parts.begin(), t.parts.end(), [&](const Threshold& part) {
                        const auto list = refusing(library, part);
                        return std::find(list.begin(), list.end(), ActorId{i}) != list.end();
                    }))
                    result.push_back(ActorId{i});
            }
            return result;
        }
        const auto world =
            (t.issue.empty() ? library : library.alone(t.issue)).target_world(t.lens, t.punishment);
        const auto status_quo = world->form.status_quo();
        const Target& target = t.target;
        if (!status_quo || (target.test != TargetTest::sustain && target.test != TargetTest::accept))
            return result;
        const ProfileIndex a = target.profile;
        for (std::size_t i = 0; i < world->n(); ++i) {
            const auto& parties = target.parties;
            bool party =
                parties.empty()
                    ? world->form.profiles().action(a, i) != world->form.profiles().action(*status_quo, i)
                    : std::find(parties.begin(), parties.end(), ActorId{i}) != parties.end();
            for (const auto& floor : world->floors(i, a)) party = party || floor.consensus;
            if (party && world->u(i, a) < world->u(i, *status_quo)) result.push_back(ActorId{i});
        }
        return result;
    }

    /// At the model's own δ; nothing where it is not known.
    std::optional<Verdict::Outcome> outcome_of(Library& library, const Threshold& t) {
        using Outcome = Verdict::Outcome;
        if (!t.parts.empty()) {
            Outcome all = Outcome::sustainable;
            for (const Threshold& part : t.parts) {
                const auto outcome = outcome_of(library, part);
                if (outcome == Outcome::not_sustainable) return outcome;
                if (!outcome) all = Outcome::undecided;
            }
            if (all == Outcome::undecided) return std::nullopt;
            return all;
        }
        Library& own = t.issue.empty() ? library : library.alone(t.issue);
        const auto world = own.target_world(t.lens, t.punishment);
        std::vector<RationalFunction> delta(world->delta.begin(), world->delta.end());
        if (t.target.test == TargetTest::accept) delta.clear();
        const Interval here = Interval::point(Rational(0));
        const Sets exact = sets(Asked<Rational>{*world, t.target, t.punishment, here, delta});
        if (!exact.sustained.is_empty()) return Outcome::sustainable;
        if (exact.possible.is_empty()) return Outcome::not_sustainable;
        // Between the two, a proof at this very δ.
        for (const PayoffCell& cell : t.certificate.verdict) {
            if (!wrong_with_verdict(*world, t, cell).empty()) return std::nullopt;
            return cell.sustained ? Outcome::sustainable : Outcome::not_sustainable;
        }
        return std::nullopt;
    }

    void take(const ExpectationFinding& e) {
        // Step 1. The model as the entry wants it, and the answer as a claim of its own.
        const auto& entries = library_.model().expectations;
        const auto entry = std::find_if(entries.begin(), entries.end(),
                                        [&](const Expectation& x) { return x.name == e.name; });
        Model model = library_.model();
        model.expectations.clear();
        bool as_asked = entry != entries.end() && entry->at.size() == e.at.size() &&
                        entry->tolerance == e.tolerance && entry->where == e.where &&
                        entry->standing == e.standing;
        for (std::size_t k = 0; as_asked && k < e.at.size(); ++k)
            as_asked = entry->at[k].first.text == e.at[k].first && entry->at[k].second.text == e.at[k].second;
        const std::string text = fmt::format("expectation '{}': {}, {}", e.name, e.computed,
                                             e.agrees ? "as expected" : "not as expected");
        if (!as_asked) return claim(text, [] { return refuted("the model expects something else"); });
        for (const auto& [path, value] : e.at) assign(model, path, value);
        Library library(std::move(model), stop_);
        if (const auto* t = std::get_if<Threshold>(&e.answer)) take(library, *t);
        if (const auto* v = std::get_if<Verdict>(&e.answer)) take(library, *v);
        if (const auto* set = std::get_if<PayoffSetFinding>(&e.answer)) take(library, *set);
        if (const auto* a = std::get_if<AgreementFinding>(&e.answer)) take(library, *a);
        if (const auto* u = std::get_if<Utility>(&e.answer)) {
            claim(
                fmt::format("utility of {} at {} through {}: {}", library.model().actors[u->actor.index].code,
                            u->target.name, u->lens, to_string(u->value)),
                [&]() -> Checked {
                    if (!is_what_it_is_called(library.model(), u->target))
                        return refuted("the target is not the one that its name means");
                    const Rational value = library.world(u->lens)->u(u->actor.index, u->target.profile);
                    return value == u->value ? Checked{} : refuted("it is " + to_string(value));
                });
        }
        // Step 2. Does it agree?
        claim(text, [&]() -> Checked {
            if (!e.decided) return {Result::not_proved, "it is undecided"};
            const auto agreed = agrees(*entry, e, library.model());
            if (!agreed) return refuted("it answers another question");
            return *agreed == e.agrees ? Checked{} : refuted(e.agrees ? "it does not agree" : "it agrees");
        });
    }

    const Archive& archive_;
    Library library_;
    StopToken stop_;
    std::vector<Claim> claims_;
};

}  // namespace

std::shared_ptr<const World<Rational>> Library::world(const std::string& lens,
                                                      std::optional<std::size_t> without, bool floorless) {
    auto& found = worlds_[{lens, without ? *without + 1 : 0, floorless}];
    if (!found) {
        go_on();
        found = std::make_shared<const World<Rational>>(make_world(model_, game(), lens, without, floorless));
    }
    return found;
}

const std::shared_ptr<const Game<Rational>>& Library::game() {
    if (!game_) game_ = make_game(model_);
    return game_;
}

std::shared_ptr<const World<Rational>> Library::target_world(const std::string& lens,
                                                             std::optional<Punishment> punishment,
                                                             std::optional<std::size_t> without,
                                                             bool floorless) {
    if (model_.form().profiles().size() <= kMaxProfiles) return world(lens, without, floorless);
    const bool grim = punishment == Punishment::grim;
    auto& found = large_[{lens, grim, without ? *without + 1 : 0, floorless}];
    if (!found) {
        go_on();
        const Linked game(model_, this->game(), lens, std::nullopt, without, floorless);
        World<Rational> world = game.world();
        if (grim) world.worst.emplace();
        for (std::size_t i = 0; grim && i < world.n(); ++i) {
            if (const auto cells = game.worst_equilibrium(i, stop_))
                world.worst->push_back(game.profile(*cells));
        }
        found = std::make_shared<const World<Rational>>(std::move(world));
    }
    return found;
}

Library& Library::alone(const std::string& issue) {
    auto& found = alone_[issue];
    if (!found) {
        std::vector<std::size_t> original;
        found = std::make_unique<Library>(only_issue(model_, issue, original), stop_);
        found->original_ = std::move(original);
    }
    return *found;
}

}  // namespace checker

std::string to_string(Claim::Result result) {
    switch (result) {
        case Claim::Result::proved:
            return "proved";
        case Claim::Result::refuted:
            return "refuted";
        case Claim::Result::not_proved:
            return "not proved";
    }
    return "";
}

std::vector<Claim> check_archive(const Archive& archive, const Model& model, const StopToken& stop) {
    return checker::Walker(archive, model, stop).run();
}

}  // namespace comity
