// Parts of a model, and parts of a scalar's range.

#include <algorithm>

#include "comity/model/cut_range.hpp"
#include "world.hpp"

namespace comity::checker {
namespace {

/// Leaves of a list of issues only this one; false where it is not among them.
bool narrow(std::vector<std::string>& names, const IssueDeclaration& issue) {
    if (std::none_of(names.begin(), names.end(), [&](const auto& name) { return is_named(issue, name); }))
        return false;
    names = {issue.issue.name};
    return true;
}

/// Is a constraint about this issue? Narrows it to that.
bool is_about(ConstraintDeclaration& constraint, const IssueDeclaration& issue, bool only) {
    return std::visit(
        [&](auto& what) {
            using What = std::decay_t<decltype(what)>;
            if constexpr (std::is_same_v<What, ExitValues>) {
                return only;  // a state leaves all issues at once
            } else if constexpr (std::is_same_v<What, ProhibitActions>) {
                return is_named(issue, what.issue);
            } else if constexpr (std::is_same_v<What, Recognition>) {
                return true;
            } else {
                return narrow(what.issues, issue);
            }
        },
        constraint.what);
}

}  // namespace

Model only_issue(const Model& model, const std::string& name, std::vector<std::size_t>& original) {
    Model alone = model;
    const auto found = std::find_if(model.issues.begin(), model.issues.end(),
                                    [&](const auto& declared) { return declared.issue.name == name; });
    const auto place = static_cast<std::size_t>(found - model.issues.begin());
    alone.issues = {*found};
    alone.constraints.clear();
    original.clear();
    for (std::size_t c = 0; c < model.constraints.size(); ++c) {
        ConstraintDeclaration constraint = model.constraints[c];
        if (!is_about(constraint, *found, model.issues.size() == 1)) continue;
        alone.constraints.push_back(std::move(constraint));
        original.push_back(c);
    }
    for (TargetDeclaration& target : alone.targets) {
        if (!target.play.empty()) target.play = {target.play[place]};
        for (auto& play : target.cycle) play = {play[place]};
    }
    return alone;
}

std::vector<OpenWorld> open_worlds(const Model& model, const std::string& lens, const ScalarPath& path,
                                   const Interval& domain, std::optional<std::size_t> without,
                                   bool floorless) {
    using Functions = std::shared_ptr<const World<RationalFunction>>;
    const auto open = [&](SignQuestions& signs) -> Functions {
        return std::make_shared<const World<RationalFunction>>(
            make_world(model, lens, open_scalars(model, path, signs), without, floorless));
    };
    const auto at = [&](const Rational& number) -> Functions {
        return std::make_shared<const World<RationalFunction>>(
            as_functions(std::make_shared<const World<Rational>>(
                make_world(model, lens, scalars_at(model, path, number), without, floorless))));
    };
    std::vector<std::pair<Interval, Functions>> parts;
    cut_range(domain, path.text, open, at, parts);
    std::vector<OpenWorld> worlds;
    for (auto& [where, world] : parts) worlds.push_back({where, std::move(world)});
    return worlds;
}

}  // namespace comity::checker
