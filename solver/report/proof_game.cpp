// The model in numbers: payoffs by issue, lenses and constraints with what their formulas come to; or in
// functions of a scalar, on parts of its range.

#include <algorithm>

#include "comity/model/cut_range.hpp"
#include "comity/model/tabulate.hpp"
#include "comity/text/error.hpp"
#include "json_parts.hpp"
#include "proof_parts.hpp"

namespace comity {
namespace {

using Json = nlohmann::ordered_json;

template <class T>
class GameWriter {
  public:
    /// `lens`: the only one to be written, with the constraints that apply under it; the others are null.
    GameWriter(const Model& model, const Evaluator<T>& evaluator, const std::string* lens = nullptr)
        : model_(model),
          evaluator_(evaluator),
          lens_(lens),
          game_(tabulate(model, evaluator)),
          form_(game_.form) {}

    Json run() const {
        Json out{{"actors", model_.actor_codes()},
                 {"has_status_quo", form_.status_quo().has_value()},
                 {"scale", json_values(game_.scale)},
                 {"baseline", json_values(game_.baseline)}};
        Json delta = Json::array();
        for (const Formula& formula : model_.delta) delta.push_back(number(formula, {}));
        out["delta"] = std::move(delta);
        for (std::size_t s = 0; s < game_.issues.size(); ++s) out["issues"].push_back(issue(s));
        out["lenses"] = Json::array();
        for (const LensDeclaration& lens : model_.lenses) {
            if (lens_ == nullptr || lens.name == *lens_) out["lenses"].push_back(json_lens(lens));
        }
        out["constraints"] = Json::array();
        for (const ConstraintDeclaration& constraint : model_.constraints) {
            const auto& under = constraint.lenses;
            if (lens_ != nullptr && !under.empty() &&
                std::find(under.begin(), under.end(), *lens_) == under.end()) {
                out["constraints"].push_back(nullptr);
                continue;
            }
            Json each{{"name", constraint.name}, {"lenses", constraint.lenses}};
            each.update(std::visit([&](const auto& what) { return json_what(what); }, constraint.what));
            out["constraints"].push_back(std::move(each));
        }
        out["targets"] = Json::array();
        for (const TargetDeclaration& target : model_.targets) out["targets"].push_back(json_target(target));
        return out;
    }

  private:
    Json number(const Formula& formula, const std::vector<std::size_t>& slots) const {
        return json_value(evaluator_.value(formula, slots));
    }
    /// A number of a lens: the open scalar where it is that.
    Json number(const Formula& formula, ScalarPath::Kind kind, std::size_t lens, std::size_t id) const {
        const auto& open = evaluator_.scalars().open;
        const bool is_open = open && open->kind == kind && open->lens == lens && open->id == id;
        return is_open ? json_value(evaluator_.scalars().open_value) : number(formula, {});
    }
    Json by_pair(const Formula& formula) const {
        Json rows = Json::array();
        for (std::size_t i = 0; i < form_.n(); ++i) {
            Json row = Json::array();
            for (std::size_t j = 0; j < form_.n(); ++j)
                row.push_back(i == j ? Json("0") : number(formula, {i, j}));
            rows.push_back(std::move(row));
        }
        return rows;
    }
    static Json rows(const std::vector<PayoffRow<T>>& tables) {
        Json all = Json::array();
        for (const PayoffRow<T>& table : tables)
            all.push_back(json_values(std::vector<T>(table.begin(), table.end())));
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
        using Kind = ScalarPath::Kind;
        const auto index = static_cast<std::size_t>(&lens - model_.lenses.data());
        const auto& open = evaluator_.scalars().open;
        Json out{{"name", lens.name},
                 {"kind", to_string(lens.kind)},
                 {"strength",
                  lens.strength ? number(*lens.strength, Kind::lens_strength, index, 0) : Json(nullptr)},
                 {"mean", lens.aggregation == Aggregation::mean},
                 {"weights", lens.weights ? by_pair(*lens.weights) : Json(nullptr)}};
        out["entries"] = Json::array();
        for (const auto& entry : lens.entries)
            out["entries"].push_back({entry.i.index, entry.j.index, to_string(entry.value)});
        if (open && open->kind == Kind::lens_entry && open->lens == index)
            out["entries"].push_back(
                {open->i.index, open->j.index, json_value(evaluator_.scalars().open_value)});
        out["unit"] = json_values(unit_scales(model_, model_.unit, evaluator_));
        out["gains_in"] = lens.gains_in.empty() ? Json(nullptr)
                                                : json_values(unit_scales(model_, lens.gains_in, evaluator_));
        out["norms"] = Json::array();
        for (std::size_t k = 0; k < lens.norms.size(); ++k)
            out["norms"].push_back(
                {lens.norms[k].norm, number(lens.norms[k].weight, Kind::norm_weight, index, k)});
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
            cost.push_back(json_value(T(evaluator_.value(what.cost, {i}) * game_.scale[i])));
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
                    row.push_back(json_value(T(evaluator_.value(*what.pays, {j, leaver}) * game_.scale[j])));
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
    Json outside(const Formula& formula, std::size_t leaver, ProfileIndex follows) const {
        std::vector<T> own;
        for (std::size_t j = 0; j < form_.n(); ++j)
            own.push_back(game_.payoff(ActorId{j}, follows) / game_.scale[j]);
        return json_value(T(evaluator_.value(formula, {leaver}, {}, &own) * game_.scale[leaver]));
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
    const Evaluator<T>& evaluator_;
    const std::string* lens_;
    Game<T> game_;
    const GameForm& form_;
};

template <class T>
Json written(const Model& model, const Scalars<T>& scalars, const std::string* lens = nullptr) {
    try {
        const Evaluator<T> evaluator(model, scalars);
        return GameWriter<T>(model, evaluator, lens).run();
    } catch (const EvaluationError& error) {
        throw Error(ErrorKind::bad_model, Diagnostics{error.diagnostic});
    }
}

}  // namespace

Json json_game(const Model& model) {
    return written(model, file_scalars(model));
}

Json json_open_game(const Model& model, const std::string& lens, const ScalarPath& path,
                    const Interval& domain) {
    const auto open = [&](SignQuestions& signs) {
        return written(model, open_scalars(model, path, signs), &lens);
    };
    const auto at = [&](const Rational& number) {
        return written(model, scalars_at(model, path, number), &lens);
    };
    std::vector<std::pair<Interval, Json>> parts;
    cut_range(domain, path.text, open, at, parts);
    Json all = Json::array();
    for (auto& [where, game] : parts)
        all.push_back({{"where", json_interval(where)}, {"game", std::move(game)}});
    return all;
}

}  // namespace comity
