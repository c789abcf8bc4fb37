#include "proof.hpp"

#include <algorithm>

#include "comity/question/bounds.hpp"
#include "comity/text/words.hpp"

namespace comity {
namespace {

bool strictly_inside(const Bound& x, const Interval& domain) {
    return domain.lo < x && x < domain.hi;
}

/// Ends of a set strictly inside the domain, ascending.
std::vector<AlgebraicNumber> inner_ends(const IntervalSet& set, const Interval& domain) {
    std::vector<AlgebraicNumber> ends;
    for (const Interval& piece : set.intervals()) {
        for (const Bound& end : {piece.lo, piece.hi}) {
            if (strictly_inside(end, domain) && (ends.empty() || ends.back() != end.number()))
                ends.push_back(end.number());
        }
    }
    return ends;
}

/// The point of an irrational cut belongs to the set if the set reaches it from a side: conditions are
/// continuous there (cells.cpp refuses jumps at irrational points).
void close_irrational_gaps(IntervalSet& set) {
    std::vector<AlgebraicNumber> open_ends;
    for (const Interval& piece : set.intervals()) {
        if (piece.lo.is_finite() && !piece.lo_closed && !piece.lo.number().is_rational())
            open_ends.push_back(piece.lo.number());
        if (piece.hi.is_finite() && !piece.hi_closed && !piece.hi.number().is_rational())
            open_ends.push_back(piece.hi.number());
    }
    for (const AlgebraicNumber& x : open_ends) set = unite(set, Interval::point(x));
}

IntervalSet refined(const IntervalSet& set, const Rational& tolerance) {
    const auto narrow = [&](const Bound& bound) {
        return bound.is_finite() ? Bound(bound.number().refined(tolerance)) : bound;
    };
    IntervalSet result;
    for (const Interval& piece : set.intervals()) {
        result =
            unite(result, Interval{narrow(piece.lo), narrow(piece.hi), piece.lo_closed, piece.hi_closed});
    }
    return result;
}

template <class T>
const SolvedCell<T>* cell_at(const std::vector<SolvedCell<T>>& cells, const Rational& x) {
    for (const auto& cell : cells) {
        if (cell.domain.contains(AlgebraicNumber(x))) return &cell;
    }
    return nullptr;
}

/// Fills in what is broken at x: an agreement constraint by the target itself, or a condition of one actor
/// who does not keep to the target there, binding actors first.
template <class T>
void prove_failure(const std::vector<SolvedCell<T>>& cells, const GameForm& form, const Threshold& answer,
                   const Rational& x, EndProof& proof) {
    proof.fails_at = x;
    const SolvedCell<T>* cell = cell_at(cells, x);
    if (cell == nullptr || !cell->prescribable) return;
    if (!answer.agreed.contains(AlgebraicNumber(x))) {
        proof.fails = broken_agreement(cell->view(form, answer.target), x);
        return;
    }
    std::vector<std::size_t> order;
    for (const ActorId i : answer.binding_actors) order.push_back(i.index);
    for (std::size_t i = 0; i < form.n(); ++i) order.push_back(i);
    for (const std::size_t i : order) {
        if (answer.by_actor[i].contains(AlgebraicNumber(x))) continue;
        const Cell<T> view = cell->view(form, answer.target);
        proof.fails = failing(view, i, x, cell->equilibria);
        // A floor or a refusal needs no word about threats.
        const bool threatened =
            proof.fails.empty() || proof.fails.front().kind == Inequality::Kind::incentive;
        if (threatened) proof.rejected = rejected_threats(view, i, x, cell->equilibria);
        return;
    }
}

template <class T>
EndProof prove_end(const std::vector<SolvedCell<T>>& cells, const GameForm& form, const Threshold& answer,
                   const AlgebraicNumber& end, bool lower, const Interval& piece) {
    EndProof proof;
    // Step 1. At the end itself, or at a rational beside it inside the set.
    const Bound& far = lower ? piece.hi : piece.lo;
    const bool closed = lower ? piece.lo_closed : piece.hi_closed;
    if (end.is_rational() && closed) {
        proof.holds_at = end.rational();
    } else if (far == Bound(end)) {
        // A single irrational point: no rational is inside.
    } else {
        proof.holds_at = far.is_finite() ? between(end, far.number()) : lower ? end.hi() + 1 : end.lo() - 1;
    }
    if (proof.holds_at) {
        const SolvedCell<T>* cell = cell_at(cells, *proof.holds_at);
        if (cell != nullptr)
            proof.holds = holding(cell->view(form, answer.target), *proof.holds_at, cell->equilibria);
    }
    // Step 2. Just outside: between the end and the nearest place where any actor's set, or a cell, ends.
    Bound limit = lower ? answer.domain.lo : answer.domain.hi;
    const auto narrow = [&](const Bound& x) {
        if (!x.is_finite()) return;
        if (lower ? limit < x && x < Bound(end) : Bound(end) < x && x < limit) limit = x;
    };
    std::vector<IntervalSet> sets = answer.by_actor;
    sets.push_back(answer.agreed);
    for (const IntervalSet& set : sets) {
        for (const Interval& each : set.intervals()) {
            narrow(each.lo);
            narrow(each.hi);
        }
    }
    for (const auto& cell : cells) {
        narrow(cell.domain.lo);
        narrow(cell.domain.hi);
    }
    if (limit == Bound(end)) return proof;
    prove_failure(cells, form, answer,
                  limit.is_finite() ? between(end, limit.number())
                  : lower           ? Rational(end.lo() - 1)
                                    : Rational(end.hi() + 1),
                  proof);
    return proof;
}

template <class T>
Certificate prove(const std::vector<SolvedCell<T>>& cells, const GameForm& form, const Threshold& answer) {
    Certificate certificate;
    for (const Interval& piece : answer.sustained.intervals()) {
        for (const bool lower : {true, false}) {
            const Bound& end = lower ? piece.lo : piece.hi;
            // A piece may be one end of the range: then it has an end towards the other.
            const bool inner = lower ? answer.domain.lo < end : end < answer.domain.hi;
            if (inner) certificate.ends.push_back(prove_end(cells, form, answer, end.number(), lower, piece));
        }
    }
    if (!certificate.ends.empty()) return certificate;
    // No end inside the range: everything holds, or nothing does.
    EndProof whole;
    const Interval& domain = answer.domain;
    const Rational somewhere = domain.lo.is_finite() && domain.hi.is_finite() && domain.lo < domain.hi
                                   ? between(domain.lo.number(), domain.hi.number())
                               : domain.lo.is_finite() ? domain.lo.number().hi()
                                                       : Rational(0);
    if (answer.sustained.is_empty()) {
        prove_failure(cells, form, answer, somewhere, whole);
    } else {
        const bool at_least = domain.lo_closed && domain.lo.is_finite() && domain.lo.number().is_rational() &&
                              answer.sustained.contains(domain.lo.number());
        whole.holds_at = at_least ? domain.lo.number().rational() : somewhere;
        const SolvedCell<T>* cell = cell_at(cells, *whole.holds_at);
        if (cell != nullptr)
            whole.holds = holding(cell->view(form, answer.target), *whole.holds_at, cell->equilibria);
    }
    certificate.ends.push_back(std::move(whole));
    return certificate;
}

/// Those without whom the whole would be another.
std::vector<ActorId> indispensable(const Threshold& answer) {
    std::vector<ActorId> result;
    for (std::size_t i = 0; i < answer.by_actor.size(); ++i) {
        IntervalSet others = answer.agreed;
        for (std::size_t j = 0; j < answer.by_actor.size(); ++j) {
            if (j != i) others = intersect(others, answer.by_actor[j]);
        }
        if (others != answer.sustained) result.push_back(ActorId{i});
    }
    return result;
}

/// Who decides: those whose own set ends where the whole set ends; where nothing is left, those whose own set
/// is empty, or, if none is, all who fail somewhere.
std::vector<ActorId> find_binding_actors(const Threshold& answer) {
    std::vector<ActorId> binding;
    const auto add_if = [&](const auto& condition) {
        for (std::size_t i = 0; i < answer.by_actor.size(); ++i) {
            if (condition(answer.by_actor[i])) binding.push_back(ActorId{i});
        }
    };
    if (answer.sustained.is_empty()) {
        add_if([](const IntervalSet& set) { return set.is_empty(); });
        // Where an agreement constraint is what leaves nothing, it is nobody's doing.
        if (binding.empty() && !answer.agreed.is_empty()) binding = indispensable(answer);
        if (binding.empty() && !answer.agreed.is_empty())
            add_if([&](const IntervalSet& set) { return set != IntervalSet(answer.domain); });
        return binding;
    }
    std::vector<AlgebraicNumber> ends = inner_ends(answer.sustained, answer.domain);
    // An up-set has one end that matters: the least value.
    if (answer.is_delta() && answer.is_up_set() && ends.size() > 1) ends = {ends.front()};
    add_if([&](const IntervalSet& set) {
        const auto mine = inner_ends(set, answer.domain);
        return std::any_of(ends.begin(), ends.end(), [&](const AlgebraicNumber& end) {
            return std::find(mine.begin(), mine.end(), end) != mine.end();
        });
    });
    // A set that has no end inside the range, but is not all of it.
    if (ends.empty()) binding = indispensable(answer);
    return binding;
}

/// Those whose floors are met at the target nowhere.
template <class T>
std::vector<ActorId> leavers(const std::vector<SolvedCell<T>>& cells, std::size_t n) {
    std::vector<ActorId> result;
    for (std::size_t i = 0; i < n; ++i) {
        if (std::all_of(cells.begin(), cells.end(),
                        [&](const auto& cell) { return cell.standing[i].is_empty(); }))
            result.push_back(ActorId{i});
    }
    return result;
}

/// Which agreement constraints rule out the target, each by itself, or that only all together do.
template <class T>
std::string ruled_out_by(const std::vector<SolvedCell<T>>& cells, const Model& model, const Target& target) {
    std::vector<std::string> names;
    const std::size_t rules = cells.front().stage->agreements.size();
    for (std::size_t r = 0; r < rules; ++r) {
        const bool never = std::all_of(cells.begin(), cells.end(), [&](const auto& cell) {
            IntervalSet met = cell.domain;
            for (const ProfileIndex a : played(target))
                met = intersect(met, where_met(*cell.stage->agreements[r], a, cell.domain));
            return met.is_empty();
        });
        if (never)
            names.push_back("'" + model.constraints[cells.front().stage->agreements[r]->constraint()].name +
                            "'");
    }
    if (names.empty()) return "the agreement constraints together rule out the target itself";
    return (names.size() == 1 ? "the agreement constraint " : "each of the agreement constraints ") +
           join_words(names) + " rules out the target itself";
}

}  // namespace

bool are_proved_different(const Threshold& a, const Threshold& b) {
    const auto parts = [](const Threshold& x, const Threshold& y) {
        return !intersect(x.sustained, outside(y.possible, x.domain)).is_empty();
    };
    return parts(a, b) || parts(b, a);
}

void decide(Threshold& answer) {
    if (answer.is_delta()) {
        answer.value = answer.sustained.least();
    } else {
        const auto ends = inner_ends(answer.sustained, answer.domain);
        if (ends.size() == 1) answer.value = ends.front();
    }
    answer.binding_actors = find_binding_actors(answer);
}

template <class T>
void conclude(const std::vector<SolvedCell<T>>& cells, const Model& model, const GameForm& form,
              const Rational& tolerance, Threshold& answer, bool with_proof) {
    // Step 1. By actor over all cells, then together.
    answer.by_actor.assign(form.n(), IntervalSet());
    answer.agreed = IntervalSet();
    for (const auto& cell : cells) {
        for (std::size_t i = 0; i < form.n(); ++i)
            answer.by_actor[i] = unite(answer.by_actor[i], cell.by_actor[i]);
        answer.agreed = unite(answer.agreed, cell.agreed);
    }
    const auto finish = [&](IntervalSet& set) {
        close_irrational_gaps(set);
        set = refined(set, tolerance);
    };
    for (IntervalSet& set : answer.by_actor) finish(set);
    finish(answer.agreed);
    answer.sustained = answer.agreed;
    for (const IntervalSet& set : answer.by_actor) answer.sustained = intersect(answer.sustained, set);
    answer.possible = answer.sustained;

    // Step 2. What it comes to and who decides, but where nothing is left and it is nobody's incentive.
    decide(answer);
    const bool forbidden =
        std::none_of(cells.begin(), cells.end(), [](const auto& cell) { return cell.prescribable; });
    const bool grim = answer.target.test != TargetTest::accept && answer.punishment == Punishment::grim;
    const bool no_equilibrium =
        std::all_of(cells.begin(), cells.end(), [](const auto& cell) { return cell.equilibria.empty(); });
    if (forbidden) {
        answer.note = "an action constraint forbids the target itself";
    } else if (answer.agreed.is_empty()) {
        answer.note = ruled_out_by(cells, model, answer.target);
    } else if (const auto leaving = leavers(cells, form.n()); grim && no_equilibrium && !leaving.empty()) {
        // There is nothing to revert to either, but they would not stay for the target itself [F3.4].
        answer.binding_actors = leaving;
    } else if (grim && no_equilibrium) {
        answer.note = kNothingToRevertTo;
    }
    if (!answer.note.empty()) answer.binding_actors.clear();
    if (with_proof) answer.certificate = prove(cells, form, answer);
}

template void conclude(const std::vector<SolvedCell<Rational>>&, const Model&, const GameForm&,
                       const Rational&, Threshold&, bool);
template void conclude(const std::vector<SolvedCell<RationalFunction>>&, const Model&, const GameForm&,
                       const Rational&, Threshold&, bool);

}  // namespace comity
