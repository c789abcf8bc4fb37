// Parts of a model, and parts of a scalar's range.

#include <algorithm>

#include "comity/text/error.hpp"
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

struct Cut {
    AlgebraicNumber at;
    bool jump = false;
};

class Cutter {
  public:
    Cutter(const Model& model, const std::string& lens, const ScalarPath& path,
           std::optional<std::size_t> without, bool floorless)
        : model_(model), lens_(lens), path_(path), without_(without), floorless_(floorless) {}

    std::vector<OpenWorld> run(const Interval& domain) {
        cut(domain);
        return std::move(parts_);
    }

  private:
    static Rational inside(const Interval& where) {
        if (where.lo.is_finite() && where.hi.is_finite())
            return between(where.lo.number(), where.hi.number());
        if (where.lo.is_finite()) return where.lo.number().hi() + 1;
        if (where.hi.is_finite()) return where.hi.number().lo() - 1;
        return 0;
    }

    void cut(const Interval& where) {
        if (where.is_empty()) return;
        if (where.lo == where.hi) return point(where.lo.number());
        SignQuestions signs{inside(where), {}};
        const auto scalars = open_scalars(model_, path_, signs);
        auto world = std::make_shared<const World<RationalFunction>>(
            make_world(model_, lens_, scalars, without_, floorless_));
        // Irrational ends were cut before; what was asked has the sign of the inside up to them.
        std::vector<Cut> cuts;
        for (const auto& [function, jump] : signs.asked) {
            for (const Polynomial& p : {function.numerator(), function.denominator()}) {
                for (const AlgebraicNumber& root : real_roots(p)) {
                    const bool end = Bound(root) == where.lo || Bound(root) == where.hi;
                    if (!where.contains(root) || (end && !root.is_rational())) continue;
                    const auto known =
                        std::find_if(cuts.begin(), cuts.end(), [&](const Cut& c) { return c.at == root; });
                    if (known == cuts.end()) {
                        cuts.push_back({root, jump});
                    } else {
                        known->jump = known->jump || jump;
                    }
                }
            }
        }
        if (cuts.empty()) return parts_.push_back({where, std::move(world)});
        std::sort(cuts.begin(), cuts.end(), [](const Cut& a, const Cut& b) { return a.at < b.at; });
        Interval rest = where;
        for (const auto& [at, jump] : cuts) {
            if (jump && !at.is_rational())
                throw Error(ErrorKind::usage, "the payoffs jump at an irrational value of " + path_.text);
            // At an irrational point functions go on from both sides without a jump.
            const bool shared = !at.is_rational();
            cut({rest.lo, at, rest.lo_closed, shared});
            if (!shared) point(at);
            rest.lo = at;
            rest.lo_closed = shared;
        }
        cut(rest);
    }

    void point(const AlgebraicNumber& at) {
        try {
            const auto world = std::make_shared<const World<Rational>>(
                make_world(model_, lens_, scalars_at(model_, path_, at.rational()), without_, floorless_));
            parts_.push_back(
                {Interval::point(at), std::make_shared<const World<RationalFunction>>(as_functions(world))});
        } catch (const Error& error) {
            const auto& all = error.diagnostics();
            if (std::none_of(all.begin(), all.end(),
                             [](const auto& d) { return d.code == "division-by-zero"; }))
                throw;
        }
    }

    const Model& model_;
    const std::string& lens_;
    const ScalarPath& path_;
    std::optional<std::size_t> without_;
    bool floorless_;
    std::vector<OpenWorld> parts_;
};

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
    return Cutter(model, lens, path, without, floorless).run(domain);
}

}  // namespace comity::checker
