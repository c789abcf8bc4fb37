// The cells of a threshold under the worst equilibrium: each a proof at a point or throughout an interval.

#include <algorithm>

#include "claims.hpp"
#include "comity/number/interval_text.hpp"
#include "payoff_proof.hpp"

namespace comity::checker {
namespace {

/// Numbers that the functions of a proof are at a point; nothing where one has a pole there.
std::optional<std::vector<Rational>> at_point(const std::vector<RationalFunction>& functions,
                                              const Rational& at) {
    std::vector<Rational> result;
    for (const RationalFunction& f : functions) {
        if (f.denominator()(at) == 0) return std::nullopt;
        result.push_back(f(at));
    }
    return result;
}

std::optional<PayoffProof<Rational>> at_point(const PayoffProof<RationalFunction>& proof,
                                              const Rational& at) {
    PayoffProof<Rational> result;
    if (proof.inner) {
        result.inner.emplace();
        for (const auto& point : proof.inner->points) {
            const auto value = at_point(point.value, at), radius = at_point(point.radius, at);
            if (!value || !radius) return std::nullopt;
            result.inner->points.push_back({point.set, point.profile, point.continuation, *value, *radius});
        }
    }
    if (proof.outer) {
        const auto start = at_point(proof.outer->start, at);
        if (!start) return std::nullopt;
        result.outer = OuterProof<Rational>{proof.outer->directions, *start, {}};
        for (const auto& stage : proof.outer->stages) {
            const auto levels = at_point(stage.levels, at);
            if (!levels) return std::nullopt;
            result.outer->stages.push_back({stage.rays, stage.cells, *levels});
        }
    }
    return result;
}

class CellCheck {
  public:
    CellCheck(Library& library, const Threshold& t)
        : library_(library),
          t_(t),
          path_(parse_path(library.model(), t.of)),
          grows_(path_.kind == ScalarPath::Kind::delta_all && t.target.test != TargetTest::cycle) {}

    Proved run() {
        for (const PayoffCell& cell : t_.certificate.cells) {
            library_.go_on();
            if (intersect(IntervalSet(cell.where), t_.domain) != IntervalSet(cell.where)) {
                result_.wrong = "a cell is outside the range";
                return std::move(result_);
            }
            // Throughout an interval, sustained targets are so at irrational ends too: nothing jumps there.
            Interval where = cell.where;
            const auto close = [&](const Bound& end, bool& closed) {
                if (cell.sustained && end.is_finite() && !end.number().is_rational()) closed = true;
            };
            close(where.lo, where.lo_closed);
            close(where.hi, where.hi_closed);
            result_.wrong = wrong_with(cell, where);
            if (!result_.wrong.empty()) {
                result_.wrong = "on " + to_text(cell.where) + ": " + result_.wrong;
                return std::move(result_);
            }
            // V* grows with a common δ: what is sustained stays so above, what is refuted below.
            if (grows_ && cell.sustained)
                where = {where.lo, t_.domain.hi, where.lo_closed, t_.domain.hi_closed};
            if (grows_ && !cell.sustained)
                where = {t_.domain.lo, where.hi, t_.domain.lo_closed, where.hi_closed};
            IntervalSet& set = cell.sustained ? result_.sustained : result_.refuted;
            set = unite(set, where);
        }
        return std::move(result_);
    }

  private:
    std::string wrong_with(const PayoffCell& cell, const Interval& where) {
        if (where.lo == where.hi) {
            if (!where.lo.number().is_rational()) return "it is about one irrational value";
            return wrong_at(cell, where.lo.number().rational());
        }
        if (grows_ && !cell.sustained) return wrong_below(cell, where);
        if (path_.is_delta()) {
            const auto world = library_.world(t_.lens);
            const World<RationalFunction> functions = as_functions(world);
            return wrong_throughout(cell, where, functions, deltas(*world, path_));
        }
        if (parts_.empty()) parts_ = open_worlds(library_.model(), t_.lens, path_, t_.domain);
        for (const OpenWorld& part : parts_) {
            if (intersect(IntervalSet(part.where), where) == IntervalSet(where))
                return wrong_throughout(cell, where, *part.world, part.world->delta);
        }
        return "a formula changes within it";
    }

    std::string wrong_throughout(const PayoffCell& cell, const Interval& where,
                                 const World<RationalFunction>& world,
                                 const std::vector<RationalFunction>& delta) const {
        for (const RationalFunction& each : delta) {
            if (!holds(each, where) || !holds_strictly(RationalFunction(1) - each, where))
                return "a discount factor is not one";
        }
        return wrong_with_target(Repeated<RationalFunction>{world, delta, where}, t_.target, cell.sustained,
                                 cell.proof, cell.lottery);
    }

    /// The world at one value, and δ there.
    std::shared_ptr<const World<Rational>> world_at(const Rational& at, std::vector<Rational>& delta) {
        const auto world = path_.is_delta()
                               ? library_.world(t_.lens)
                               : std::make_shared<const World<Rational>>(make_world(
                                     library_.model(), t_.lens, scalars_at(library_.model(), path_, at)));
        delta = world->delta;
        if (path_.is_delta()) delta = *at_point(deltas(*world, path_), at);
        return world;
    }

    std::string wrong_at(const PayoffCell& cell, const Rational& at) {
        std::vector<Rational> delta;
        const auto world = world_at(at, delta);
        const auto proof = at_point(cell.proof, at);
        if (!proof) return "a number has no value";
        for (const Rational& each : delta) {
            if (each < 0 || each >= 1) return "a discount factor is not one";
        }
        return wrong_with_target(Repeated<Rational>{*world, delta}, t_.target, cell.sustained, *proof,
                                 cell.lottery);
    }

    /// Below δ = d: the proof is about d itself. v_i is nowhere below d less than at d, so a departure that
    /// is worth more than the profile for a threat that i cannot get less than at d is worth more all the
    /// way.
    std::string wrong_below(const PayoffCell& cell, const Interval& where) {
        if (is_about_payoffs(t_.target) || !where.hi.is_finite() || !where.hi.number().is_rational())
            return "it proves nothing about an interval";
        const Rational at = where.hi.number().rational();
        std::vector<Rational> delta;
        const auto world = world_at(at, delta);
        const auto proof = at_point(cell.proof, at);
        if (!proof || !proof->outer || at >= 1) return "there are no levels";
        const Outer<Rational> outer = check(Repeated<Rational>{*world, delta}, *proof->outer);
        if (!outer.wrong.empty()) return outer.wrong;
        const RationalFunction t = RationalFunction::variable(), now = RationalFunction(1) - t;
        const ProfileIndex a = t_.target.profile;
        for (std::size_t i = 0; i < world->n(); ++i) {
            const RationalFunction threat = -outer.levels[2 * i + 1], has = world->u(i, a);
            for (const std::size_t action : world->departures(i, a)) {
                if (holds_strictly(
                        now * RationalFunction(world->u(i, world->after(a, i, action))) + t * threat - has,
                        where))
                    return "";
            }
        }
        return "nobody gains by leaving the target all the way";
    }

    Library& library_;
    const Threshold& t_;
    ScalarPath path_;
    bool grows_;
    std::vector<OpenWorld> parts_;
    Proved result_;
};

}  // namespace

std::string wrong_with_verdict(const World<Rational>& world, const Threshold& threshold,
                               const PayoffCell& cell) {
    const auto proof = at_point(cell.proof, 0);
    if (!proof || world.delta.size() != world.n()) return "a number has no value";
    for (const Rational& each : world.delta) {
        if (each < 0 || each >= 1) return "a discount factor is not one";
    }
    return wrong_with_target(Repeated<Rational>{world, world.delta}, threshold.target, cell.sustained, *proof,
                             cell.lottery);
}

Proved check_cells(Library& library, const Threshold& threshold) {
    return CellCheck(library, threshold).run();
}

}  // namespace comity::checker
