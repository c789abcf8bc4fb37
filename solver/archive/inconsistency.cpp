#include <algorithm>

#include "comity/archive/archive.hpp"
#include "comity/question/linkage.hpp"
#include "payoff_inconsistency.hpp"

namespace comity {
namespace {

class Inspector {
  public:
    Inspector(const Model& model, const GameForm& form) : model_(model), form_(form) {}

    std::string run(const std::vector<Finding>& findings) {
        for (const Finding& finding : findings) {
            if (const auto* stage = std::get_if<StageFinding>(&finding)) {
                lens(stage->lens);
                for (const ProfileIndex p : stage->equilibria) profile(p);
                per_actor(stage->minmax.size());
                constraints(stage->binding_constraints);
            } else if (const auto* t = std::get_if<Threshold>(&finding)) {
                threshold(*t);
            } else if (const auto* v = std::get_if<Verdict>(&finding)) {
                verdict(*v);
            } else if (const auto* set = std::get_if<PayoffSetFinding>(&finding)) {
                if (wrong_.empty()) wrong_ = inconsistency_of(*set, model_, form_);
            } else if (const auto* found = std::get_if<AgreementFinding>(&finding)) {
                agreement(*found);
            } else {
                expectation(std::get<ExpectationFinding>(finding));
            }
        }
        return wrong_;
    }

  private:
    void expect(bool good, const char* what) {
        if (!good && wrong_.empty()) wrong_ = what;
    }
    void lens(const std::string& name) {
        expect(model_.find_lens(name).has_value(), "a lens is not the model's");
    }
    void profile(ProfileIndex p) { expect(p < form_.profiles().size(), "a profile does not exist"); }
    void per_actor(std::size_t size) { expect(size == form_.n(), "a list by actor has the wrong length"); }
    void actor(ActorId id) { expect(id.index < form_.n(), "an actor does not exist"); }
    void actors(const std::vector<ActorId>& ids) {
        for (const ActorId id : ids) actor(id);
    }

    void target(const Target& target) {
        profile(target.profile);
        actors(target.parties);
        for (const ProfileIndex p : target.cycle) profile(p);
        for (const PayoffHalfPlane& side : target.set) per_actor(side.weights.size());
        expect((target.test == TargetTest::cycle) == !target.cycle.empty() &&
                   (target.test == TargetTest::set || target.set.empty()),
               "a target is not of its kind");
    }

    void constraint(std::size_t c) { expect(c < model_.constraints.size(), "a constraint does not exist"); }
    void constraints(const std::vector<std::size_t>& indices) {
        for (const std::size_t c : indices) constraint(c);
    }

    void verdict(const Verdict& v) {
        threshold(v.threshold);
        if (!v.delta.empty()) per_actor(v.delta.size());
        // Which profile a set of payoffs comes from is open, and so are the gains.
        if (v.threshold.decided && !v.gains.empty()) per_actor(v.gains.size());
        actors(v.refusing);
    }

    void agreement(const AgreementFinding& finding) {
        lens(finding.lens);
        per_actor(finding.delta.size());
        expect(!finding.objectives.empty(), "an agreement is sought for nothing");
        expect(finding.values.size() <= finding.objectives.size(), "an agreement has values of nothing");
        for (const auto& row : finding.threats) per_actor(row.size());
        actors(finding.binding_actors);
        constraints(finding.binding_constraints);
        for (const auto& release : finding.releases) constraints(release.constraints);
        for (const auto& each : finding.agreements) {
            per_actor(each.actions.size());
            per_actor(each.utilities.size());
            per_actor(each.gains.size());
            for (std::size_t i = 0; wrong_.empty() && i < form_.n(); ++i) {
                const auto& mine = form_.issues_of(ActorId{i});
                expect(each.actions[i].size() == mine.size(), "an action is not one for each issue");
                for (std::size_t k = 0; wrong_.empty() && k < mine.size(); ++k) {
                    const Issue& issue = form_.issues()[mine[k]];
                    expect(each.actions[i][k] < issue.actions[*issue.member(ActorId{i})].size(),
                           "an action does not exist");
                }
            }
            proof_of(each, finding.linkage);
        }
    }

    /// Inequalities are about the game that is played by itself.
    void proof_of(const AgreementFinding::Agreement& agreement, Linkage linkage) {
        const bool apart = linkage == Linkage::separate && form_.issues().size() > 1;
        expect(agreement.holds.size() == (apart ? form_.issues().size() : 1),
               "a proof is not one for each game");
        for (std::size_t k = 0; wrong_.empty() && k < agreement.holds.size(); ++k) {
            const GameForm alone = apart ? form_of(model_, form_.issues()[k].name) : form_;
            Inspector inspector(model_, alone);
            for (const Inequality& x : agreement.holds[k]) inspector.inequality(x, {});
            expect(inspector.wrong_.empty(), "an inequality does not fit its game");
        }
    }

    void expectation(const ExpectationFinding& e) {
        if (const auto* t = std::get_if<Threshold>(&e.answer)) {
            threshold(*t);
        } else if (const auto* v = std::get_if<Verdict>(&e.answer)) {
            verdict(*v);
        } else if (const auto* set = std::get_if<PayoffSetFinding>(&e.answer)) {
            if (wrong_.empty()) wrong_ = inconsistency_of(*set, model_, form_);
        } else if (const auto* found = std::get_if<AgreementFinding>(&e.answer)) {
            agreement(*found);
        } else {
            const auto& utility = std::get<Utility>(e.answer);
            lens(utility.lens);
            target(utility.target);
            actor(utility.actor);
        }
    }

    void threshold(const Threshold& t) {
        if (!t.issue.empty() && form_.issues().size() > 1) {
            // About one issue by itself.
            const bool known = std::any_of(form_.issues().begin(), form_.issues().end(),
                                           [&](const Issue& issue) { return issue.name == t.issue; });
            expect(known, "an issue does not exist");
            if (!known) return;
            const GameForm alone = form_of(model_, t.issue);
            Threshold own = t;
            own.issue.clear();
            expect(Inspector(model_, alone).run({own}).empty(), "a finding does not fit its issue");
            return;
        }
        for (const Threshold& pooled : t.pooled) threshold(pooled);
        for (const Threshold& part : t.parts) threshold(part);
        lens(t.lens);
        target(t.target);
        actors(t.binding_actors);
        expect((t.target.test == TargetTest::accept) == !t.punishment,
               "a punishment does not fit its target");
        constraints(t.binding_constraints);
        if (t.decided) per_actor(t.by_actor.size());
        for (const EndProof& end : t.certificate.ends) {
            for (const auto* list : {&end.holds, &end.fails, &end.rejected}) {
                for (const Inequality& x : *list) inequality(x, t.target);
            }
        }
        expect(t.certificate.verdict.size() < 2, "a verdict has more than one proof");
        for (const auto* list : {&t.certificate.cells, &t.certificate.verdict}) {
            for (const PayoffCell& cell : *list) {
                if (wrong_.empty()) wrong_ = inconsistency_of(cell, model_, form_);
            }
        }
    }

    void inequality(const Inequality& x, const Target& about) {
        actor(x.actor);
        profile(x.profile);
        profile(x.threat.profile);
        if (x.kind == Inequality::Kind::consensus || x.kind == Inequality::Kind::agreement)
            constraint(x.constraint);
        expect(!x.period || *x.period < about.cycle.size(), "a period of a cycle does not exist");
        if (x.deviation && x.actor.index < form_.n()) {
            expect(*x.deviation < form_.profiles().actions(x.actor.index), "an action does not exist");
        }
    }

    const Model& model_;
    const GameForm& form_;
    std::string wrong_;
};

}  // namespace

std::string inconsistency(const Archive& archive, const Model& model, const GameForm& form) {
    return Inspector(model, form).run(archive.findings);
}

}  // namespace comity
