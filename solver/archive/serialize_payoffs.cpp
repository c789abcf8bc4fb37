#include "serialize_parts.hpp"

namespace comity {

// Static rather than in an unnamed namespace: templates find these overloads through their arguments'
// namespace.

static void save(Saver& out, const Weight& weight) {
    out.number(weight.point);
    save(out, weight.weight);
}
static void load(Loader& in, Weight& weight) {
    weight.point = in.number();
    load(in, weight.weight);
}

template <class T>
static void save(Saver& out, const InnerPoint<T>& point) {
    out.number(point.set);
    out.number(point.profile);
    save(out, point.continuation);
    save(out, point.value);
    save(out, point.radius);
}
template <class T>
static void load(Loader& in, InnerPoint<T>& point) {
    point.set = in.number();
    point.profile = in.number();
    load(in, point.continuation);
    load(in, point.value);
    load(in, point.radius);
}

static void save(Saver& out, const BoundRow& row) {
    out.number(row.row);
    out.number(row.against);
}
static void load(Loader& in, BoundRow& row) {
    row.row = in.number();
    row.against = in.number();
}

static void save(Saver& out, const BoundCell& cell) {
    out.number(cell.set);
    out.number(cell.profile);
    out.number(cell.direction);
    save(out, cell.rows);
}
static void load(Loader& in, BoundCell& cell) {
    cell.set = in.number();
    cell.profile = in.number();
    cell.direction = in.number();
    load(in, cell.rows);
}

static void save(Saver& out, const BoundRay& ray) {
    out.number(ray.set);
    out.number(ray.profile);
    save(out, ray.rows);
}
static void load(Loader& in, BoundRay& ray) {
    ray.set = in.number();
    ray.profile = in.number();
    load(in, ray.rows);
}

template <class T>
static void save(Saver& out, const BoundStage<T>& stage) {
    save(out, stage.rays);
    save(out, stage.cells);
    save(out, stage.levels);
}
template <class T>
static void load(Loader& in, BoundStage<T>& stage) {
    load(in, stage.rays);
    load(in, stage.cells);
    load(in, stage.levels);
}

template <class T>
static void save(Saver& out, const InnerProof<T>& proof) {
    save(out, proof.points);
}
template <class T>
static void load(Loader& in, InnerProof<T>& proof) {
    load(in, proof.points);
}

template <class T>
static void save(Saver& out, const OuterProof<T>& proof) {
    save(out, proof.directions);
    save(out, proof.start);
    save(out, proof.stages);
}
template <class T>
static void load(Loader& in, OuterProof<T>& proof) {
    load(in, proof.directions);
    load(in, proof.start);
    load(in, proof.stages);
}

void save(Saver& out, const PayoffProof<Rational>& proof) {
    save(out, proof.inner);
    save(out, proof.outer);
}
void load(Loader& in, PayoffProof<Rational>& proof) {
    load(in, proof.inner);
    load(in, proof.outer);
}

void save(Saver& out, const PayoffCell& cell) {
    save(out, cell.where);
    out.count(cell.sustained);
    save(out, cell.proof.inner);
    save(out, cell.proof.outer);
    save(out, cell.lottery);
}
void load(Loader& in, PayoffCell& cell) {
    load(in, cell.where);
    cell.sustained = in.choice(1) == 1;
    load(in, cell.proof.inner);
    load(in, cell.proof.outer);
    load(in, cell.lottery);
}

static void save(Saver& out, const PayoffSetFinding::Enclosed& value) {
    save(out, value.inner);
    save(out, value.outer);
}
static void load(Loader& in, PayoffSetFinding::Enclosed& value) {
    load(in, value.inner);
    load(in, value.outer);
}

static void save(Saver& out, const PayoffSetFinding::Support& each) {
    save(out, each.direction);
    save(out, each.level);
}
static void load(Loader& in, PayoffSetFinding::Support& each) {
    load(in, each.direction);
    load(in, each.level);
}

static void save(Saver& out, const PayoffSetFinding::WorstPunishment& worst) {
    out.number(worst.point);
}
static void load(Loader& in, PayoffSetFinding::WorstPunishment& worst) {
    worst.point = in.number();
}

void save(Saver& out, const PayoffSetFinding& finding) {
    out.text(finding.lens);
    save(out, finding.delta);
    save(out, finding.minmax);
    out.count(static_cast<std::size_t>(finding.status));
    save(out, finding.emptied_phase);
    save(out, finding.outer);
    save(out, finding.inner);
    save(out, finding.least);
    save(out, finding.greatest);
    save(out, finding.worst);
    save(out, finding.played);
    save(out, finding.never_played);
    save(out, finding.gap);
    save(out, finding.binding_constraints);
    out.text(finding.note);
    save(out, finding.proof);
    save(out, finding.support);
}
void load(Loader& in, PayoffSetFinding& finding) {
    finding.lens = in.text();
    load(in, finding.delta);
    load(in, finding.minmax);
    finding.status = static_cast<PayoffSetFinding::Status>(in.choice(2));
    load(in, finding.emptied_phase);
    load(in, finding.outer);
    load(in, finding.inner);
    load(in, finding.least);
    load(in, finding.greatest);
    load(in, finding.worst);
    load(in, finding.played);
    load(in, finding.never_played);
    load(in, finding.gap);
    load(in, finding.binding_constraints);
    finding.note = in.text();
    load(in, finding.proof);
    finding.support.clear();
    if (in.format() >= 3) load(in, finding.support);
}

}  // namespace comity
