#include "comity/model/model.hpp"

#include <algorithm>

#include "comity/text/utf8.hpp"

namespace comity {

Formula Formula::number(const Rational& value) {
    auto tree = std::make_shared<Expression>();
    tree->value = value;
    return {to_string(value), {}, tree, {}};
}

Diagnostic Formula::diagnose(const std::string& code, std::size_t offset, std::size_t length,
                             const std::string& message, const std::string& help) const {
    Diagnostic d{Severity::error, code, place, message, help, source_line};
    const std::string_view before = std::string_view(text).substr(0, offset);
    const std::size_t start = before.rfind('\n');
    d.place.length = static_cast<unsigned>(length);
    if (start == std::string_view::npos) {
        d.place.column += static_cast<unsigned>(utf8_length(before));
    } else {
        // A formula over several lines: each of its lines is a line of the file.
        d.place.line += static_cast<unsigned>(std::count(before.begin(), before.end(), '\n'));
        d.place.column = 1 + static_cast<unsigned>(utf8_length(before.substr(start + 1)));
        d.source_line = line_of(text, d.place.line - place.line + 1);
    }
    return d;
}

GameForm Model::form() const {
    std::vector<Issue> plain;
    for (const IssueDeclaration& declared : issues) plain.push_back(declared.issue);
    return GameForm(actors, std::move(plain));
}

bool Model::has_status_quo() const {
    return std::none_of(issues.begin(), issues.end(),
                        [](const IssueDeclaration& declared) { return declared.issue.status_quo.empty(); });
}

std::vector<std::string> Model::actor_codes() const {
    std::vector<std::string> codes;
    for (const Actor& actor : actors) codes.push_back(actor.code);
    return codes;
}

std::vector<std::string> Model::lens_names() const {
    std::vector<std::string> names;
    for (const LensDeclaration& lens : lenses) names.push_back(lens.name);
    return names;
}

std::vector<std::string> Model::default_lenses() const {
    std::vector<std::string> names;
    for (const LensDeclaration& lens : lenses) {
        if (lens.by_default) names.push_back(lens.name);
    }
    return names;
}

std::vector<std::string> Model::target_names() const {
    std::vector<std::string> names;
    for (const TargetDeclaration& target : targets) names.push_back(target.name);
    return names;
}

std::optional<ActorId> Model::find_actor(const std::string& code) const {
    for (std::size_t i = 0; i < actors.size(); ++i) {
        if (actors[i].code == code) return ActorId{i};
    }
    return std::nullopt;
}

std::optional<std::size_t> Model::find_lens(const std::string& wanted) const {
    for (std::size_t k = 0; k < lenses.size(); ++k) {
        if (lenses[k].name == wanted) return k;
    }
    return std::nullopt;
}

const TargetDeclaration* Model::find_target(const std::string& wanted) const {
    for (const TargetDeclaration& target : targets) {
        if (target.name == wanted) return &target;
    }
    return nullptr;
}

std::vector<std::size_t> issues_named(const Model& model, const std::string& name) {
    std::vector<std::size_t> found;
    for (std::size_t s = 0; s < model.issues.size(); ++s) {
        if (is_named(model.issues[s], name)) found.push_back(s);
    }
    return found;
}

bool is_named(const IssueDeclaration& declared, const std::string& name) {
    return declared.issue.name == name || declared.group == name;
}

std::string to_string(PropositionDeclaration::Kind kind) {
    switch (kind) {
        case PropositionDeclaration::Kind::linkage:
            return "linkage";
        case PropositionDeclaration::Kind::ceiling:
            return "ceiling";
        case PropositionDeclaration::Kind::order:
            return "order";
        case PropositionDeclaration::Kind::rent:
            return "rent";
    }
    return "";
}

std::string to_string(Linkage linkage) {
    return linkage == Linkage::pooled ? "pooled" : "separate";
}

std::string to_string(LensKind kind) {
    switch (kind) {
        case LensKind::absolute:
            return "absolute";
        case LensKind::relative:
            return "relative";
        case LensKind::defensive:
            return "defensive";
        case LensKind::snidal:
            return "snidal";
        case LensKind::identity:
            return "identity";
    }
    return "";
}

std::string strength_name(LensKind kind) {
    switch (kind) {
        case LensKind::absolute:
            return "";
        case LensKind::relative:
        case LensKind::defensive:
            return "k";
        case LensKind::snidal:
            return "r";
        case LensKind::identity:
            return "alpha";
    }
    return "";
}

Interval strength_domain(LensKind kind) {
    if (kind == LensKind::snidal) return {0, 1, true, true};
    if (kind == LensKind::identity) return {-1, 1, false, true};
    return {0, Bound::infinity(), true, false};
}

std::string strength_range(LensKind kind) {
    if (kind == LensKind::snidal) return "at least 0 and at most 1";
    if (kind == LensKind::identity) return "above -1 and at most 1";
    return "at least 0";
}

}  // namespace comity
