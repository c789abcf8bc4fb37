#include "serialize.hpp"

namespace comity {

// Static rather than in an unnamed namespace: templates find these overloads through their arguments'
// namespace.

static void save(Saver& out, std::size_t value) {
    out.count(value);
}
static void load(Loader& in, std::size_t& value) {
    value = in.count();
}

// --- numbers
// ------------------------------------------------------------------------------------------------------

static void save(Saver& out, const Rational& value) {
    out.text(to_string(value));
}
static void load(Loader& in, Rational& value) {
    // Rationals of proofs may be longer than those of a file, so they are read as two integers, not by the
    // file's rules.
    const std::string text = in.text();
    const std::size_t slash = text.find('/');
    const auto digits = [](const std::string& part, bool sign) {
        const std::size_t first = sign && part.starts_with('-') ? 1 : 0;
        return part.size() > first && part.find_first_not_of("0123456789", first) == std::string::npos &&
               (part[first] != '0' || part.size() == first + 1);
    };
    const std::string below = slash == std::string::npos ? "1" : text.substr(slash + 1);
    const std::string above = text.substr(0, slash);
    if (!digits(above, true) || !digits(below, false) || below == "0")
        throw BadPayload("a number is malformed");
    value = Rational(Integer(above)) / Rational(Integer(below));
}

template <class T>
static void save(Saver& out, const std::vector<T>& values) {
    out.count(values.size());
    for (const T& value : values) save(out, value);
}
template <class T>
static void load(Loader& in, std::vector<T>& values) {
    const std::size_t count = in.count();
    values.clear();
    for (std::size_t k = 0; k < count; ++k) {
        T value{};
        load(in, value);
        values.push_back(std::move(value));
    }
}

template <class T>
static void save(Saver& out, const std::optional<T>& value) {
    out.count(value.has_value());
    if (value) save(out, *value);
}
template <class T>
static void load(Loader& in, std::optional<T>& value) {
    value.reset();
    if (in.choice(1) == 0) return;
    T inside{};
    load(in, inside);
    value = std::move(inside);
}

static void save(Saver& out, const Polynomial& p) {
    save(out, p.coefficients());
}
static void load(Loader& in, Polynomial& p) {
    std::vector<Rational> coefficients;
    load(in, coefficients);
    p = Polynomial(std::move(coefficients));
}

static void save(Saver& out, const RationalFunction& f) {
    save(out, f.numerator());
    save(out, f.denominator());
}
static void load(Loader& in, RationalFunction& f) {
    Polynomial numerator, denominator;
    load(in, numerator);
    load(in, denominator);
    if (denominator.is_zero()) throw BadPayload("a denominator is zero");
    f = RationalFunction(std::move(numerator), std::move(denominator));
}

static void save(Saver& out, const AlgebraicNumber& x) {
    out.count(x.is_rational() ? 0 : 1);
    save(out, x.lo());
    if (x.is_rational()) return;
    save(out, x.hi());
    save(out, x.polynomial());
}
static void load(Loader& in, AlgebraicNumber& x) {
    const bool irrational = in.choice(1) == 1;
    Rational lo;
    load(in, lo);
    if (!irrational) {
        x = AlgebraicNumber(lo);
        return;
    }
    Rational hi;
    Polynomial p;
    load(in, hi);
    load(in, p);
    // One simple root strictly inside is what the type promises; anything else would make comparisons run for
    // ever.
    if (!(lo < hi) || p.degree() < 1 || p(lo) == 0 || p(hi) == 0 || square_free(p).degree() != p.degree() ||
        SturmSequence(p).roots_between(lo, hi) != 1) {
        throw BadPayload("an irrational number is malformed");
    }
    x = AlgebraicNumber(std::move(p), std::move(lo), std::move(hi));
}

static void save(Saver& out, const Bound& bound) {
    out.count(bound.is_finite() ? 1 : bound.is_plus_infinity() ? 2 : 0);
    if (bound.is_finite()) save(out, bound.number());
}
static void load(Loader& in, Bound& bound) {
    const std::size_t kind = in.choice(2);
    if (kind != 1) {
        bound = kind == 2 ? Bound::infinity() : Bound::minus_infinity();
        return;
    }
    AlgebraicNumber x{Rational(0)};
    load(in, x);
    bound = Bound(std::move(x));
}

static void save(Saver& out, const Interval& interval) {
    save(out, interval.lo);
    save(out, interval.hi);
    out.count(interval.lo_closed);
    out.count(interval.hi_closed);
}
static void load(Loader& in, Interval& interval) {
    load(in, interval.lo);
    load(in, interval.hi);
    interval.lo_closed = in.choice(1) == 1;
    interval.hi_closed = in.choice(1) == 1;
}

static void save(Saver& out, const IntervalSet& set) {
    save(out, set.intervals());
}
static void load(Loader& in, IntervalSet& set) {
    std::vector<Interval> pieces;
    load(in, pieces);
    set = IntervalSet();
    for (const Interval& piece : pieces) set = unite(set, IntervalSet(piece));
}

// --- games and proofs
// ---------------------------------------------------------------------------------------------

static void save(Saver& out, const ActorId& actor) {
    out.count(actor.index);
}
static void load(Loader& in, ActorId& actor) {
    actor.index = in.count();
}

static void save(Saver& out, const Target& target) {
    out.text(target.name);
    out.text(target.title);
    out.count(target.test == TargetTest::accept);
    out.count(target.profile);
    save(out, target.parties);
}
static void load(Loader& in, Target& target) {
    target.name = in.text();
    target.title = in.text();
    target.test = in.choice(1) == 1 ? TargetTest::accept : TargetTest::sustain;
    target.profile = in.count();
    load(in, target.parties);
}

static void save(Saver& out, const Inequality& x) {
    out.count(static_cast<std::size_t>(x.kind));
    save(out, x.actor);
    out.count(x.profile);
    save(out, x.deviation);
    out.count(static_cast<std::size_t>(x.threat.kind));
    out.count(x.threat.profile);
    save(out, x.slack);
    out.count(x.constraint);
    out.count(x.clause);
    out.count(x.alternative);
}
static void load(Loader& in, Inequality& x) {
    x.kind = static_cast<Inequality::Kind>(in.choice(5));
    load(in, x.actor);
    x.profile = in.count();
    load(in, x.deviation);
    x.threat.kind = static_cast<Threat::Kind>(in.choice(3));
    x.threat.profile = in.count();
    load(in, x.slack);
    x.constraint = in.count();
    x.clause = in.count();
    x.alternative = in.count();
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

// --- findings
// -----------------------------------------------------------------------------------------------------

static void save(Saver& out, const std::optional<Punishment>& punishment) {
    out.count(!punishment ? 0 : *punishment == Punishment::grim ? 1 : 2);
}
static void load(Loader& in, std::optional<Punishment>& punishment) {
    const std::size_t kind = in.choice(2);
    punishment = kind == 0 ? std::nullopt : std::optional(kind == 1 ? Punishment::grim : Punishment::exit);
}

static void save(Saver& out, const StageFinding& finding) {
    out.text(finding.lens);
    save(out, finding.equilibria);
    save(out, finding.minmax);
    save(out, finding.binding_constraints);
}
static void load(Loader& in, StageFinding& finding) {
    finding.lens = in.text();
    load(in, finding.equilibria);
    load(in, finding.minmax);
    load(in, finding.binding_constraints);
}

static void save(Saver& out, const Threshold& t) {
    out.text(t.lens);
    out.text(t.issue);
    out.count(t.linkage == Linkage::separate);
    save(out, t.target);
    out.text(t.of);
    save(out, t.punishment);
    save(out, t.domain);
    save(out, t.sustained);
    save(out, t.by_actor);
    save(out, t.agreed);
    out.count(t.value.has_value());
    if (t.value) save(out, *t.value);
    save(out, t.binding_actors);
    save(out, t.binding_constraints);
    out.text(t.note);
    save(out, t.certificate.ends);
    out.count(t.parts.size());
    for (const Threshold& part : t.parts) save(out, part);
    out.count(t.pooled.size());
    for (const Threshold& pooled : t.pooled) save(out, pooled);
    out.count(t.decided);
}
static void load_threshold(Loader& in, Threshold& t, bool twin) {
    t.lens = in.text();
    t.issue = in.text();
    t.linkage = in.choice(1) == 1 ? Linkage::separate : Linkage::pooled;
    load(in, t.target);
    t.of = in.text();
    load(in, t.punishment);
    load(in, t.domain);
    load(in, t.sustained);
    load(in, t.by_actor);
    load(in, t.agreed);
    t.value.reset();
    if (in.choice(1) == 1) {
        AlgebraicNumber value{Rational(0)};
        load(in, value);
        t.value = std::move(value);
    }
    load(in, t.binding_actors);
    load(in, t.binding_constraints);
    t.note = in.text();
    load(in, t.certificate.ends);
    // Only a question about issues played apart has a pooled twin, which has none itself.
    const bool may_have_one = t.linkage == Linkage::separate && !twin;
    const std::size_t parts = in.count();
    if (parts > 0 && (!may_have_one || !t.issue.empty()))
        throw BadPayload("a threshold has parts that it cannot have");
    for (std::size_t k = 0; k < parts; ++k) load_threshold(in, t.parts.emplace_back(), true);
    if (in.choice(may_have_one ? 1 : 0) == 1) load_threshold(in, t.pooled.emplace_back(), true);
    t.decided = in.choice(1) == 1;
}
static void load(Loader& in, Threshold& t) {
    load_threshold(in, t, false);
}

static void save(Saver& out, const Verdict& verdict) {
    save(out, verdict.threshold);
    out.count(static_cast<std::size_t>(verdict.outcome));
    save(out, verdict.delta);
    save(out, verdict.gains);
    save(out, verdict.refusing);
}
static void load(Loader& in, Verdict& verdict) {
    load(in, verdict.threshold);
    verdict.outcome = static_cast<Verdict::Outcome>(in.choice(2));
    load(in, verdict.delta);
    load(in, verdict.gains);
    load(in, verdict.refusing);
}

static void save(Saver& out, const Utility& utility) {
    out.text(utility.lens);
    save(out, utility.target);
    save(out, utility.actor);
    save(out, utility.value);
}
static void load(Loader& in, Utility& utility) {
    utility.lens = in.text();
    load(in, utility.target);
    load(in, utility.actor);
    load(in, utility.value);
}

static void save(Saver& out, const ExpectationFinding& finding) {
    out.text(finding.name);
    out.text(finding.asked);
    out.count(finding.at.size());
    for (const auto& [path, value] : finding.at) {
        out.text(path);
        out.text(value);
    }
    out.text(finding.expected);
    out.text(finding.computed);
    save(out, finding.tolerance);
    out.count(static_cast<std::size_t>(finding.standing));
    out.text(finding.where);
    out.count(finding.agrees);
    out.count(finding.decided);
    out.count(finding.answer.index());
    std::visit([&](const auto& inside) { save(out, inside); }, finding.answer);
}
static void load(Loader& in, ExpectationFinding& finding) {
    finding.name = in.text();
    finding.asked = in.text();
    const std::size_t settings = in.count();
    for (std::size_t k = 0; k < settings; ++k) {
        std::string path = in.text();
        finding.at.emplace_back(std::move(path), in.text());
    }
    finding.expected = in.text();
    finding.computed = in.text();
    load(in, finding.tolerance);
    finding.standing = static_cast<Standing>(in.choice(2));
    finding.where = in.text();
    finding.agrees = in.choice(1) == 1;
    finding.decided = in.choice(1) == 1;
    switch (in.choice(2)) {
        case 0:
            finding.answer = Threshold{};
            break;
        case 1:
            finding.answer = Verdict{};
            break;
        default:
            finding.answer = Utility{};
            break;
    }
    std::visit([&](auto& inside) { load(in, inside); }, finding.answer);
}

static void save(Saver& out, const Finding& finding) {
    out.count(finding.index());
    std::visit([&](const auto& inside) { save(out, inside); }, finding);
}
static void load(Loader& in, Finding& finding) {
    switch (in.choice(3)) {
        case 0:
            finding = StageFinding{};
            break;
        case 1:
            finding = Threshold{};
            break;
        case 2:
            finding = Verdict{};
            break;
        default:
            finding = ExpectationFinding{};
            break;
    }
    std::visit([&](auto& inside) { load(in, inside); }, finding);
}

void save(Saver& out, const Archive& archive) {
    out.text(archive.command);
    out.text(archive.model_name);
    out.text(archive.model_text);
    out.count(archive.settings.size());
    for (const auto& [key, value] : archive.settings) {
        out.text(key);
        out.text(value);
    }
    save(out, archive.findings);
}

void load(Loader& in, Archive& archive) {
    archive.command = in.text();
    archive.model_name = in.text();
    archive.model_text = in.text();
    const std::size_t settings = in.count();
    for (std::size_t k = 0; k < settings; ++k) {
        std::string key = in.text();
        archive.settings.emplace_back(std::move(key), in.text());
    }
    load(in, archive.findings);
}

}  // namespace comity
