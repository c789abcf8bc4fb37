#pragma once
/// Attacks on archives: one thing is changed, and what is then proved all the same must be true.

#include "comity/checker/checker.hpp"
#include "support/drawn_archive.hpp"

namespace comity::test {

/// Everything in the findings of an archive that can be changed, each by its own action.
class ArchiveSurface {
  public:
    explicit ArchiveSurface(Archive& archive) : archive_(archive) {
        for (Finding& finding : archive.findings) std::visit([&](auto& f) { take(f); }, finding);
    }
    std::size_t size() const { return changes_.size(); }
    void change(std::size_t k, Draw& draw) { changes_[k](draw); }

  private:
    void take(Rational& x) {
        changes_.emplace_back([&x](Draw& draw) {
            const Rational small = Rational(1, draw.one_in(2) ? 7 : 1000000);
            x = draw.one_in(3) ? Rational(-x) : draw.one_in(2) ? Rational(x + small) : Rational(x - small);
        });
    }
    void take(std::size_t& k) {
        changes_.emplace_back([&k](Draw& draw) { k = k > 0 && draw.one_in(2) ? k - 1 : k + 1; });
    }
    void take(bool& flag) {
        changes_.emplace_back([&flag](Draw&) { flag = !flag; });
    }
    void take(RationalFunction& f) {
        changes_.emplace_back([&f](Draw& draw) {
            f = draw.one_in(3)
                    ? -f
                    : f + RationalFunction(draw.one_in(2) ? draw.number(-1, 1) : Rational(1, 1000000));
        });
    }
    void take(Integer& x) {
        changes_.emplace_back([&x](Draw& draw) { x += draw.one_in(2) ? 1 : -1; });
    }
    void take(ActorId& actor) { take(actor.index); }
    void take(AgreementFinding::Agreement& a) {
        take(a.actions), take(a.utilities), take(a.gains), take(a.holds);
    }
    void take(AgreementFinding::Release& release) { take(release.constraints), take(release.values); }
    void take(AgreementFinding& f) {
        take(f.delta), take(f.agreements), take(f.all_listed), take(f.values), take(f.bound);
        take(f.threats), take(f.binding_actors), take(f.binding_constraints), take(f.releases);
        for (int k = 0; k < 4; ++k) {
            // Small lists, asked for more often than their size would have it.
            take(f.all_listed), take(f.values), take(f.bound), take(f.binding_actors);
            changes_.emplace_back(
                [&f](Draw& draw) { f.status = static_cast<AgreementFinding::Status>(draw.below(3)); });
            changes_.emplace_back(
                [&f](Draw& draw) { f.punishment = static_cast<Punishment>(draw.below(3)); });
            changes_.emplace_back(
                [&f](Draw& draw) { f.linkage = draw.one_in(2) ? Linkage::pooled : Linkage::separate; });
            changes_.emplace_back([&f](Draw& draw) {
                f.objectives[draw.below(f.objectives.size())] = static_cast<Objective>(draw.below(5));
            });
            changes_.emplace_back([&f](Draw& draw) { f.bound = draw.number(-2, 6); });
            changes_.emplace_back([&f](Draw& draw) { f.binding_actors.push_back(ActorId{draw.below(2)}); });
            changes_.emplace_back([&f](Draw& draw) {
                if (!f.agreements.empty()) take_a_level(f.agreements[draw.below(f.agreements.size())], draw);
            });
        }
    }
    /// Another action somewhere.
    static void take_a_level(AgreementFinding::Agreement& agreement, Draw& draw) {
        auto& mine = agreement.actions[draw.below(agreement.actions.size())];
        if (mine.empty()) return;
        std::size_t& action = mine[draw.below(mine.size())];
        action = action > 0 && draw.one_in(2) ? action - 1 : action + 1;
    }
    void take(IntervalSet& set) {
        changes_.emplace_back([&set](Draw& draw) {
            std::vector<Interval> pieces = set.intervals();
            if (pieces.empty()) {
                set = Interval{Rational(1, 2), 1, true, false};
                return;
            }
            Interval& piece = pieces[draw.below(pieces.size())];
            Bound& end = draw.one_in(2) ? piece.lo : piece.hi;
            const Rational small = Rational(draw.one_in(2) ? 1 : -1, draw.one_in(2) ? 9 : 10000000);
            if (draw.one_in(4)) {
                piece.lo_closed = !piece.lo_closed;
            } else if (end.is_finite()) {
                end = Rational(end.number().lo() + small);
            }
            set = {};
            for (const Interval& each : pieces) set = unite(set, each);
        });
    }
    void take(Interval& where) {
        changes_.emplace_back([&where](Draw& draw) {
            if (where.lo.is_finite()) where.lo = Rational(where.lo.number().lo() + draw.number(-1, 1) / 10);
        });
    }
    template <class T>
    void take(std::vector<T>& list) {
        for (T& each : list) take(each);
        if (!list.empty())
            changes_.emplace_back([&list](Draw& draw) {
                list.erase(list.begin() + static_cast<std::ptrdiff_t>(draw.below(list.size())));
            });
    }
    template <class T>
    void take(std::optional<T>& value) {
        if (value) take(*value);
    }
    void take(Weight& w) { take(w.point), take(w.weight); }
    template <class T>
    void take(InnerPoint<T>& p) {
        take(p.profile), take(p.continuation), take(p.value), take(p.radius);
    }
    template <class T>
    void take(InnerProof<T>& proof) {
        take(proof.points);
    }
    void take(BoundRow& row) { take(row.row), take(row.against); }
    void take(BoundCell& cell) { take(cell.profile), take(cell.direction), take(cell.rows); }
    void take(BoundRay& ray) { take(ray.profile), take(ray.rows); }
    template <class T>
    void take(BoundStage<T>& stage) {
        take(stage.rays), take(stage.cells), take(stage.levels);
    }
    template <class T>
    void take(OuterProof<T>& proof) {
        take(proof.directions), take(proof.start), take(proof.stages);
    }
    template <class T>
    void take(PayoffProof<T>& proof) {
        take(proof.inner), take(proof.outer);
    }
    void take(PayoffCell& cell) {
        take(cell.where), take(cell.sustained), take(cell.proof), take(cell.lottery);
    }
    void take(Inequality& x) {
        take(x.actor), take(x.profile), take(x.deviation), take(x.threat.profile), take(x.slack);
        changes_.emplace_back([&x](Draw& draw) { x.threat.kind = static_cast<Threat::Kind>(draw.below(4)); });
    }
    void take(EndProof& end) {
        take(end.holds_at), take(end.holds), take(end.fails_at), take(end.fails), take(end.rejected);
    }
    void take(Certificate& c) { take(c.ends), take(c.cells), take(c.verdict); }
    void take(Target& target) { take(target.profile), take(target.cycle); }
    void take(Threshold& t) {
        take(t.target), take(t.sustained), take(t.possible), take(t.by_actor), take(t.agreed),
            take(t.certificate);
        changes_.emplace_back([&t](Draw& draw) {
            if (t.value && draw.one_in(2))
                t.value.reset();
            else
                t.value = AlgebraicNumber(Rational(1 + draw.below(9), 10));
        });
    }
    void take(Verdict& v) {
        take(v.threshold), take(v.delta), take(v.gains), take(v.refusing);
        changes_.emplace_back([&v](Draw& draw) { v.outcome = static_cast<Verdict::Outcome>(draw.below(2)); });
    }
    void take(StageFinding& f) { take(f.equilibria), take(f.minmax); }
    void take(PayoffSetFinding::Enclosed& e) { take(e.inner), take(e.outer); }
    void take(PayoffSetFinding::WorstPunishment& w) { take(w.point); }
    void take(PayoffSetFinding& f) {
        take(f.delta), take(f.minmax), take(f.outer), take(f.inner), take(f.least), take(f.greatest),
            take(f.worst);
        take(f.played), take(f.never_played), take(f.gap), take(f.proof);
        changes_.emplace_back(
            [&f](Draw& draw) { f.status = static_cast<PayoffSetFinding::Status>(draw.below(2)); });
    }
    void take(ExpectationFinding&) {}

    Archive& archive_;
    std::vector<std::function<void(Draw&)>> changes_;
};

inline void change_one_thing(Archive& archive, Draw& draw) {
    ArchiveSurface surface(archive);
    surface.change(draw.below(surface.size()), draw);
}

/// What is claimed, without the proofs.
inline Finding claims_of(Finding finding) {
    if (auto* t = std::get_if<Threshold>(&finding)) t->certificate = {};
    if (auto* v = std::get_if<Verdict>(&finding)) v->threshold.certificate = {};
    if (auto* a = std::get_if<AgreementFinding>(&finding)) {
        for (auto& each : a->agreements) each.holds.clear();
    }
    if (auto* set = std::get_if<PayoffSetFinding>(&finding)) {
        set->proof = {};
        for (auto& worst : set->worst) worst.point = 0;
    }
    return finding;
}

/// How attacks ended.
class Attacks {
  public:
    /// `is_true` is asked about every claim that differs from those of the archive as it was, if nothing is
    /// refuted.
    template <class IsTrue>
    void take(const Archive& before, const Archive& changed, const IsTrue& is_true) {
        if (changed == before) return;
        const auto back = unpack(pack(changed));
        const std::optional<Model> model =
            back ? std::optional<Model>(load(back->model_text)) : std::optional<Model>();
        if (!back || !inconsistency(*back, *model, model->form()).empty()) {
            ++refused_;
            return;
        }
        const auto claims = check_archive(*back, *model);
        if (std::any_of(claims.begin(), claims.end(),
                        [](const Claim& c) { return c.result == Claim::Result::refuted; })) {
            ++refuted_;
            return;
        }
        ++harmless_;
        for (std::size_t k = 0; k < back->findings.size(); ++k) {
            const bool same = back->model_text == before.model_text &&
                              claims_of(back->findings[k]) == claims_of(before.findings[k]);
            if (same) continue;
            ++checked_;
            is_true(back->findings[k]);
        }
    }

    /// Most of them, not tolerated: so many in a hundred.
    void expect_caught(std::size_t attacks, std::size_t percent = 70) const {
        EXPECT_GT(refused_ + refuted_, attacks * percent / 100);
        std::cout << refused_ << " refused, " << refuted_ << " refuted, " << harmless_
                  << " proved all the same, of which " << checked_ << " changed claims were found true\n";
    }

  private:
    std::size_t refused_ = 0, refuted_ = 0, harmless_ = 0, checked_ = 0;
};

}  // namespace comity::test
