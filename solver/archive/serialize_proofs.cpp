#include "serialize_parts.hpp"

namespace comity {

// Static rather than in an unnamed namespace: templates find these overloads through their arguments'
// namespace.

void save(Saver& out, const ActorId& actor) {
    out.number(actor.index);
}
void load(Loader& in, ActorId& actor) {
    actor.index = in.number();
}

static void save(Saver& out, const PayoffHalfPlane& side) {
    save(out, side.weights);
    save(out, side.at_least);
}
static void load(Loader& in, PayoffHalfPlane& side) {
    load(in, side.weights);
    load(in, side.at_least);
}

void save(Saver& out, const Target& target) {
    out.text(target.name);
    out.text(target.title);
    out.count(static_cast<std::size_t>(target.test));
    out.number(target.profile);
    save(out, target.parties);
    save(out, target.cycle);
    save(out, target.set);
}
void load(Loader& in, Target& target) {
    target.name = in.text();
    target.title = in.text();
    target.test = static_cast<TargetTest>(in.choice(in.format() < 2 ? 1 : 4));
    target.profile = in.number();
    load(in, target.parties);
    target.cycle.clear();
    target.set.clear();
    if (in.format() < 2) return;
    load(in, target.cycle);
    load(in, target.set);
}

void save(Saver& out, const Inequality& x) {
    out.count(static_cast<std::size_t>(x.kind));
    save(out, x.actor);
    out.number(x.profile);
    save(out, x.deviation);
    out.count(static_cast<std::size_t>(x.threat.kind));
    out.number(x.threat.profile);
    save(out, x.slack);
    out.number(x.constraint);
    out.number(x.clause);
    out.number(x.alternative);
    save(out, x.period);
}
void load(Loader& in, Inequality& x) {
    x.kind = static_cast<Inequality::Kind>(in.choice(5));
    load(in, x.actor);
    x.profile = in.number();
    load(in, x.deviation);
    x.threat.kind = static_cast<Threat::Kind>(in.choice(3));
    x.threat.profile = in.number();
    load(in, x.slack);
    x.constraint = in.number();
    x.clause = in.number();
    x.alternative = in.number();
    x.period.reset();
    if (in.format() >= 2) load(in, x.period);
}

static void save(Saver& out, const EndProof& proof) {
    save(out, proof.holds_at);
    save(out, proof.holds);
    save(out, proof.fails_at);
    save(out, proof.fails);
    save(out, proof.rejected);
}
static void load(Loader& in, EndProof& proof) {
    load(in, proof.holds_at);
    load(in, proof.holds);
    load(in, proof.fails_at);
    load(in, proof.fails);
    load(in, proof.rejected);
}

void save(Saver& out, const Certificate& certificate) {
    save(out, certificate.ends);
    save(out, certificate.cells);
    save(out, certificate.verdict);
}
void load(Loader& in, Certificate& certificate) {
    load(in, certificate.ends);
    certificate.cells.clear();
    if (in.format() >= 2) load(in, certificate.cells);
    certificate.verdict.clear();
    if (in.format() >= 3) load(in, certificate.verdict);
}

}  // namespace comity
