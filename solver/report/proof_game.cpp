// The model in numbers: payoffs by issue, lenses and constraints with what their formulas come to.

#include "comity/model/tabulate.hpp"
#include "comity/text/error.hpp"
#include "json_parts.hpp"
#include "proof_parts.hpp"

namespace comity {
namespace {

using Json = nlohmann::ordered_json;

class GameWriter {
  public:
    GameWriter(const Model& model, const Evaluator<Rational>& evaluator)
        : model_(model), evaluator_(evaluator), game_(tabulate(model, evaluator)), form_(game_.form) {}

    Json run() const {
        Json out{{"actors", model_.actor_codes()},
                 {"has_status_quo", form_.status_quo().has_value()},
                 {"scale", json_numbers(game_.scale)},
                 {"baseline", json_numbers(game_.baseline)}};
        Json delta = Json::array();
        for (const Formula& formula : model_.delta) delta.push_back(number(formula, {}));
        out["delta"] = std::move(delta);
        for (std::size_t s = 0; s < game_.issues.size(); ++s) out["issues"].push_back(issue(s));
        out["lenses"] = Json::array();
        for (const LensDeclaration& lens : model_.lenses) out["lenses"].push_back(json_lens(lens));
        out["constraints"] = Json::array();
        for (const ConstraintDeclaration& constraint : model_.constraints) {
            Json each{{"name", constraint.name}, {"lenses", constraint.lenses}};
            each.update(std::visit([&](const auto& what) { return json_what(what); }, constraint.what));
            out["constraints"].push_back(std::move(each));
        }
        out["targets"] = Json::array();
        for (const TargetDeclaration& target : model_.targets) out["targets"].push_back(json_target(target));
        return out;
    }

  private:
    std::string number(const Formula& formula, const std::vector<std::size_t>& slots) const {
        return to_string(evaluator_.value(formula, slots));
    }
    Json by_pair(const Formula& formula) const {
        Json rows = Json::array();
        for (std::size_t i = 0; i < form_.n(); ++i) {
            Json row = Json::array();
            for (std::size_t j = 0; j < form_.n(); ++j) row.push_back(i == j ? "0" : number(formula, {i, j}));
            rows.push_back(std::move(row));
        }
        return rows;
    }
    static Json rows(const std::vector<PayoffTable>& tables) {
        Json all = Json::array();
        for (const PayoffTable& table : tables)
            all.push_back(json_numbers(std::vector<Rational>(table.begin(), table.end())));
        return all;
    }

    Json issue(std::size_t s) const {
        const Issue& issue = form_.issues()[s];
        Json levels = Json::array(), norms = Json::object();
        for (const auto& each : issue.levels) levels.push_back(json_numbers(each));
        for (const auto& [name, tables] : game_.issues[s].norms) norms[name] = rows(tables);
        return {{"name", issue.name},
                {"group", model_.issues[s].group},
                {"members", json_indices(issue.members)},
                {"actions", issue.actions},
                {"levels", std::move(levels)},
                {"status_quo", issue.status_quo.empty() ? Json(nullptr) : Json(issue.status_quo)},
                {"payoff", rows(game_.issues[s].payoff)},
                {"norms", std::move(norms)}};
    }

    Json json_lens(const LensDeclaration& lens) const {
        Json out{{"name", lens.name},
                 {"kind", to_string(lens.kind)},
                 {"strength", lens.strength ? Json(number(*lens.strength, {})) : Json(nullptr)},
                 {"mean", lens.aggregation == Aggregation::mean},
                 {"weights", lens.weights ? by_pair(*lens.weights) : Json(nullptr)}};
        out["entries"] = Json::array();
        for (const auto& entry : lens.entries)
            out["entries"].push_back({entry.i.index, entry.j.index, to_string(entry.value)});
        out["unit"] = json_numbers(unit_scales(model_, model_.unit, evaluator_));
        out["gains_in"] = lens.gains_in.empty()
                              ? Json(nullptr)
                              : json_numbers(unit_scales(model_, lens.gains_in, evaluator_));
        out["norms"] = Json::array();
        for (const auto& norm : lens.norms) out["norms"].push_back({norm.norm, number(norm.weight, {})});
        return out;
    }

    Json json_what(const ProhibitActions& what) const {
        return {{"kind", "prohibit"},
                {"who", json_indices(what.who)},
                {"issues", {what.issue}},
                {"actions", what.actions}};
    }
    Json json_what(const SovereigntyCost& what) const {
        Json cost = Json::array();
        for (std::size_t i = 0; i < form_.n(); ++i)
            cost.push_back(to_string(evaluator_.value(what.cost, {i}) * game_.scale[i]));
        return {{"kind", "sovereignty"}, {"issues", what.issues}, {"cost", std::move(cost)}};
    }
    Json json_what(const DepthCap& what) const {
        Json caps = Json::array();
        for (const ActorId who : what.who) caps.push_back(number(what.cap, {who.index}));
        return {{"kind", "depth_cap"},
                {"who", json_indices(what.who)},
                {"issues", what.issues},
                {"caps", std::move(caps)}};
    }
    Json json_what(const SymmetricTreatment& what) const {
        return {{"kind", "symmetric"}, {"who", json_indices(what.who)}, {"issues", what.issues}};
    }
    Json json_what(const CompatibleDepth& what) const {
        return {{"kind", "compatible_depth"},      {"who", json_indices(what.who)},
                {"issues", what.issues},           {"affinity", by_pair(what.affinity)},
                {"depth", number(what.depth, {})}, {"least", number(what.least, {})}};
    }
    Json json_what(const Recognition& what) const {
        return {{"kind", "recognition"}, {"who", json_indices(what.who)}, {"ratio", number(what.ratio, {})}};
    }
    Json json_what(const Consensus& what) const {
        return {{"kind", "consensus"}, {"who", json_indices(what.who)}, {"issues", what.issues}};
    }

    /// What everybody has after each state has left. Where the others go on only if nobody loses, both
    /// cases.
    Json json_what(const ExitValues& what) const {
        Json out{{"kind", "exit"}, {"withdrawal", what.withdrawal}};
        if (what.aftermath == ExitValues::Aftermath::formula) {
            for (std::size_t leaver = 0; leaver < form_.n(); ++leaver) {
                Json row = Json::array();
                for (std::size_t j = 0; j < form_.n(); ++j)
                    row.push_back(to_string(evaluator_.value(*what.pays, {j, leaver}) * game_.scale[j]));
                out["pays"].push_back(std::move(row));
            }
            return out;
        }
        const bool goes_on = what.aftermath == ExitValues::Aftermath::continuing;
        const TargetDeclaration* target = goes_on ? model_.find_target(what.agreement) : nullptr;
        const ProfileIndex agreed = target != nullptr ? form_.compose(target->play) : form_.last_actions();
        const ProfileIndex before = *form_.status_quo();
        out["agreed"] = goes_on ? Json(agreed) : Json(nullptr);
        out["outside_before"] = out["outside_going_on"] = nullptr;
        if (!what.outside) return out;
        for (std::size_t leaver = 0; leaver < form_.n(); ++leaver) {
            const auto& profiles = form_.profiles();
            out["outside_before"].push_back(outside(*what.outside, leaver, before));
            if (goes_on)
                out["outside_going_on"].push_back(outside(
                    *what.outside, leaver, profiles.with(agreed, leaver, profiles.action(before, leaver))));
        }
        return out;
    }
    std::string outside(const Formula& formula, std::size_t leaver, ProfileIndex follows) const {
        std::vector<Rational> own;
        for (std::size_t j = 0; j < form_.n(); ++j)
            own.push_back(game_.payoff(ActorId{j}, follows) / game_.scale[j]);
        return to_string(evaluator_.value(formula, {leaver}, {}, &own) * game_.scale[leaver]);
    }

    Json json_target(const TargetDeclaration& target) const {
        Json cycle = Json::array();
        for (const auto& play : target.cycle) cycle.push_back(form_.compose(play));
        return {{"name", target.name},
                {"test", test_name(target.test)},
                {"profile", target.play.empty() ? Json(nullptr) : Json(form_.compose(target.play))},
                {"parties", json_indices(target.parties)},
                {"cycle", std::move(cycle)},
                {"set", json_half_planes(target.set)}};
    }

    const Model& model_;
    const Evaluator<Rational>& evaluator_;
    Game<Rational> game_;
    const GameForm& form_;
};

}  // namespace

Json json_game(const Model& model) {
    try {
        const Scalars<Rational> scalars = file_scalars(model);
        const Evaluator<Rational> evaluator(model, scalars);
        return GameWriter(model, evaluator).run();
    } catch (const EvaluationError& error) {
        throw Error(ErrorKind::bad_model, Diagnostics{error.diagnostic});
    }
}

}  // namespace comity
