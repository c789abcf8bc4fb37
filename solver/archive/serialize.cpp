#include "serialize_parts.hpp"

namespace comity {

// Static rather than in an unnamed namespace: templates find these overloads through their arguments'
// namespace.

static void save(Saver& out, const std::optional<Punishment>& punishment) {
    out.count(punishment ? 1 + static_cast<std::size_t>(*punishment) : 0);
}
static void load(Loader& in, std::optional<Punishment>& punishment) {
    const std::size_t kind = in.choice(in.format() < 2 ? 2 : 3);
    punishment = kind == 0 ? std::nullopt : std::optional(static_cast<Punishment>(kind - 1));
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
    save(out, t.possible);
    save(out, t.by_actor);
    save(out, t.agreed);
    out.count(t.value.has_value());
    if (t.value) save(out, *t.value);
    save(out, t.binding_actors);
    save(out, t.binding_constraints);
    out.text(t.note);
    save(out, t.certificate);
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
    // Before bounds from without there was nothing but exact answers.
    if (in.format() < 2) {
        t.possible = t.sustained;
    } else {
        load(in, t.possible);
    }
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
    load(in, t.certificate);
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

static void save(Saver& out, const AgreementFinding::Agreement& agreement) {
    out.count(agreement.actions.size());
    for (const auto& mine : agreement.actions) save(out, mine);
    save(out, agreement.utilities);
    save(out, agreement.gains);
    save(out, agreement.holds);
}
static void load(Loader& in, AgreementFinding::Agreement& agreement) {
    const std::size_t actors = in.count();
    agreement.actions.clear();
    for (std::size_t i = 0; i < actors; ++i) load(in, agreement.actions.emplace_back());
    load(in, agreement.utilities);
    load(in, agreement.gains);
    load(in, agreement.holds);
}

static void save(Saver& out, const AgreementFinding& finding) {
    out.text(finding.lens);
    save(out, finding.delta);
    out.count(static_cast<std::size_t>(finding.punishment));
    out.count(finding.linkage == Linkage::separate);
    out.count(finding.objectives.size());
    for (const Objective each : finding.objectives) out.count(static_cast<std::size_t>(each));
    out.count(static_cast<std::size_t>(finding.status));
    out.count(finding.agreements.size());
    for (const auto& agreement : finding.agreements) save(out, agreement);
    out.count(finding.all_listed);
    save(out, finding.values);
    save(out, finding.bound);
    out.count(finding.threats.size());
    for (const auto& row : finding.threats) save(out, row);
    save(out, finding.binding_actors);
    save(out, finding.binding_constraints);
    out.count(finding.releases.size());
    for (const auto& release : finding.releases) {
        save(out, release.constraints);
        save(out, release.values);
    }
    out.text(finding.note);
}
static void load(Loader& in, AgreementFinding& finding) {
    finding.lens = in.text();
    load(in, finding.delta);
    finding.punishment = static_cast<Punishment>(in.choice(2));
    finding.linkage = in.choice(1) == 1 ? Linkage::separate : Linkage::pooled;
    const std::size_t objectives = in.count();
    for (std::size_t k = 0; k < objectives; ++k)
        finding.objectives.push_back(static_cast<Objective>(in.choice(4)));
    finding.status = static_cast<AgreementFinding::Status>(in.choice(2));
    const std::size_t agreements = in.count();
    for (std::size_t k = 0; k < agreements; ++k) load(in, finding.agreements.emplace_back());
    finding.all_listed = in.choice(1) == 1;
    load(in, finding.values);
    load(in, finding.bound);
    const std::size_t rows = in.count();
    for (std::size_t k = 0; k < rows; ++k) load(in, finding.threats.emplace_back());
    load(in, finding.binding_actors);
    load(in, finding.binding_constraints);
    const std::size_t releases = in.count();
    for (std::size_t k = 0; k < releases; ++k) {
        auto& release = finding.releases.emplace_back();
        load(in, release.constraints);
        load(in, release.values);
    }
    finding.note = in.text();
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
    switch (in.choice(in.format() < 2 ? 2 : in.format() < 4 ? 3 : 4)) {
        case 0:
            finding.answer = Threshold{};
            break;
        case 1:
            finding.answer = Verdict{};
            break;
        case 2:
            finding.answer = Utility{};
            break;
        case 3:
            finding.answer = PayoffSetFinding{};
            break;
        default:
            finding.answer = AgreementFinding{};
            break;
    }
    std::visit([&](auto& inside) { load(in, inside); }, finding.answer);
}

static void save(Saver& out, const Finding& finding) {
    out.count(finding.index());
    std::visit([&](const auto& inside) { save(out, inside); }, finding);
}
static void load(Loader& in, Finding& finding) {
    switch (in.choice(in.format() < 2 ? 3 : in.format() < 4 ? 4 : 5)) {
        case 0:
            finding = StageFinding{};
            break;
        case 1:
            finding = Threshold{};
            break;
        case 2:
            finding = Verdict{};
            break;
        case 3:
            finding = ExpectationFinding{};
            break;
        case 4:
            finding = PayoffSetFinding{};
            break;
        default:
            finding = AgreementFinding{};
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
