#include "comity/study/propositions.hpp"

#include <algorithm>

#include "comity/model/scalars.hpp"
#include "comity/question/target.hpp"
#include "comity/threshold/separate.hpp"

namespace comity {
namespace {

using Quantity = PropositionFinding::Quantity;
using Row = PropositionFinding::Row;
using Kind = PropositionDeclaration::Kind;

/// The least δ of a threshold; none where nothing below 1 will do.
Quantity least_delta(const std::string& name, const Threshold& t) {
    Quantity result{name, std::nullopt, t.decided && t.sustained == t.possible};
    if (t.value && t.value->is_rational()) result.value = t.value->rational();
    if (t.value && !t.value->is_rational()) result.known = false;
    return result;
}

/// How much of its first objective an agreement has; none where nothing is sustained.
Quantity worth(const std::string& name, const AgreementFinding& found) {
    Quantity result{name, std::nullopt, found.status != AgreementFinding::Status::undecided};
    if (!found.values.empty()) result.value = found.values.front();
    return result;
}

/// Is a less than b, where none is more than any number?
bool less(const Quantity& a, const Quantity& b) {
    return a.value && (!b.value || *a.value < *b.value);
}

bool all_known(const Row& row) {
    return std::all_of(row.quantities.begin(), row.quantities.end(),
                       [](const Quantity& each) { return each.known; });
}

/// Answers for one proposition, sharing what its lenses have in common.
class Scale {
  public:
    Scale(TargetSolver& targets, const PropositionDeclaration& asked, const PropositionRequest& request)
        : targets_(targets),
          solver_(targets.solver()),
          model_(solver_.model()),
          asked_(asked),
          request_(request) {
        if (asked.kind != Kind::ceiling) target_ = parse_target(model_, solver_.form(), asked.target);
        if (asked.kind == Kind::linkage || asked.kind == Kind::order) {
            issues_.emplace(model_);
        }
    }

    Row row(std::size_t k) {
        if (request_.stop.stop_requested()) throw Stopped();
        Row row;
        row.lens = model_.lenses[request_.lenses[k]].name;
        switch (asked_.kind) {
            case Kind::linkage:
                linkage(k, row);
                break;
            case Kind::ceiling:
                ceiling(k, row);
                break;
            case Kind::order:
                order(k, row);
                break;
            case Kind::rent:
                rent(k, row);
                break;
        }
        if (!all_known(row)) row.agrees.reset();
        return row;
    }

  private:
    ThresholdRequest in_delta(std::size_t k, Punishment punishment) const {
        return {request_.lenses[k], target_, parse_path(model_, "delta"), punishment};
    }

    /// Pooling enlarges what is agreed on.
    void linkage(std::size_t k, Row& row) {
        const ThresholdRequest request = in_delta(k, request_.punishment);
        const std::string goal = model_.agreement.front();
        row.quantities = {worth(goal + " pooled", request_.pooled[k]),
                          worth(goal + " apart", request_.apart[k]),
                          least_delta("delta* pooled", targets_.solve(request)),
                          least_delta("delta* apart", issues_->together(request, issues_->solve(request)))};
        const auto &pooled = row.quantities[0].value, &apart = row.quantities[1].value;
        row.agrees = pooled && (!apart || *apart < *pooled);
    }

    /// The deepest agreement stays below full depth.
    void ceiling(std::size_t k, Row& row) const {
        const GameForm& form = solver_.form();
        const AgreementFinding& found = request_.pooled[k];
        Rational depth = 0, full = 0;
        std::size_t complete = 0;
        std::vector<std::size_t> next(form.n(), 0);
        for (const Issue& issue : form.issues()) {
            bool everybody = !found.agreements.empty();
            for (std::size_t m = 0; m < issue.members.size(); ++m) {
                const std::vector<Rational>& levels = issue.levels[m];
                full += levels.back();
                if (found.agreements.empty()) continue;
                const std::size_t i = issue.members[m].index;
                const std::size_t action = found.agreements.front().actions[i][next[i]++];
                depth += levels[action];
                everybody = everybody && action + 1 == levels.size();
            }
            complete += everybody;
        }
        const bool known = found.status != AgreementFinding::Status::undecided;
        row.quantities = {{"depth", depth, known},
                          {"full depth", full},
                          {"issues at full depth", Rational(complete), known},
                          {"issues", Rational(form.issues().size())}};
        row.agrees = depth < full;
    }

    /// Each of the first issues needs less patience than each of the later ones.
    void order(std::size_t k, Row& row) {
        const ThresholdRequest request = in_delta(k, request_.punishment);
        std::vector<Quantity> first, later;
        for (const auto& [list, result] :
             {std::pair{&asked_.first, &first}, std::pair{&asked_.later, &later}}) {
            for (const std::size_t s : *list) {
                ThresholdRequest alone = request;
                alone.target = issues_->target(target_, s);
                result->push_back(
                    least_delta("delta* of " + issues_->name(s), issues_->solver(s).solve(alone)));
            }
        }
        row.agrees = std::all_of(first.begin(), first.end(), [&](const Quantity& a) {
            return std::all_of(later.begin(), later.end(), [&](const Quantity& b) { return less(a, b); });
        });
        row.quantities = std::move(first);
        row.quantities.insert(row.quantities.end(), later.begin(), later.end());
    }

    /// What membership is worth moves nothing where nobody would leave, and lowers the least δ where being
    /// expelled is the punishment.
    void rent(std::size_t k, Row& row) {
        Model with = model_;
        assign(with, asked_.parameter, to_string(asked_.value));
        ThresholdSolver solver(with, request_.stop);
        TargetSolver paid(solver);
        const std::string at = " at " + asked_.parameter + " = " + to_string(asked_.value);
        for (const Punishment punishment : {Punishment::grim, Punishment::exit}) {
            const ThresholdRequest request = in_delta(k, punishment);
            const std::string name = "delta* " + to_string(punishment);
            row.quantities.push_back(least_delta(name, targets_.solve(request)));
            row.quantities.push_back(least_delta(name + at, paid.solve(request)));
        }
        const auto& q = row.quantities;
        const bool unmoved = q[0].value == q[1].value;
        // Where expulsion deters nobody before and after, it says nothing.
        if (unmoved && !q[2].value && !q[3].value) return;
        row.agrees = unmoved && less(q[3], q[2]);
    }

    TargetSolver& targets_;
    ThresholdSolver& solver_;
    const Model& model_;
    const PropositionDeclaration& asked_;
    const PropositionRequest& request_;
    Target target_;
    std::optional<SeparateIssues> issues_;
};

}  // namespace

bool needs_apart(const PropositionDeclaration& proposition) {
    return proposition.kind == Kind::linkage;
}

std::string why_not_apart(const Model& model, const std::vector<std::size_t>& lenses, Punishment punishment) {
    for (const std::size_t lens : lenses) {
        if (std::string why = why_not_separate(model, lens, punishment == Punishment::exit); !why.empty())
            return why;
    }
    return "";
}

PropositionFinding weigh(TargetSolver& targets, std::size_t proposition, const PropositionRequest& request) {
    PropositionFinding finding;
    finding.proposition = proposition;
    const ThresholdSolver& solver = targets.solver();
    const PropositionDeclaration& asked = solver.model().propositions[proposition];
    if (asked.kind == Kind::linkage || asked.kind == Kind::order)
        finding.note = why_not_apart(solver.model(), request.lenses, request.punishment);
    if (!finding.note.empty()) return finding;
    Scale scale(targets, asked, request);
    for (std::size_t k = 0; k < request.lenses.size(); ++k) finding.rows.push_back(scale.row(k));
    return finding;
}

}  // namespace comity
