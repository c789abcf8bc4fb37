#pragma once
/// Tables of critical discount factors, as short as in a paper.

#include "support/models.hpp"

namespace comity::test {

/// ".803" for 0.8034...: three places, rounded; "none".
inline std::string three(const Threshold& t) {
    if (!t.value) return t.is_empty() ? "none" : "no single value";
    return to_decimal(t.value->rational(), 3).substr(1);
}

/// One lens: the least sustaining delta and who decides.
struct Row {
    std::string lens, delta, who;
};

inline void expect_rows(const Model& model, const std::string& target, const std::vector<Row>& rows,
                        Punishment punishment = Punishment::grim) {
    for (const Row& row : rows) {
        const Threshold t = threshold(model, row.lens, target, "delta", punishment);
        EXPECT_EQ(three(t), row.delta) << target << " " << row.lens;
        EXPECT_EQ(deciders(model, t), row.who) << target << " " << row.lens;
    }
}

/// The largest value of a lens's strength at which a state accepts a target: "0.46", "any", "never".
inline std::string accepts_up_to(const Model& model, const std::string& lens, const std::string& target,
                                 const std::string& state, int places) {
    const Threshold t = threshold(model, lens, "accept:" + target, "lens." + lens + ".k");
    const auto& intervals = t.by_actor[model.find_actor(state)->index].intervals();
    if (intervals.empty()) return "never";
    const Bound& hi = intervals.back().hi;
    return hi.is_finite() ? to_decimal(hi.number().rational(), places) : "any";
}

/// The largest value of a scalar at which a target is sustained at the file's delta, by grim; "none".
inline std::string sustained_up_to(const Model& model, const std::string& lens, const std::string& target,
                                   const std::string& of, int places) {
    const Threshold t = threshold(model, lens, target, of);
    if (t.is_empty()) return "none";
    return to_decimal(t.sustained.intervals().back().hi.number().rational(), places);
}

/// What a target needs if a breacher is held to its pure minmax for ever: the best that it has against the
/// worst that the others can do, equilibrium or not. A lower bound for every punishment, by brute force.
inline std::string three_at_minmax(const Model& model, const std::string& lens, const std::string& target) {
    ThresholdSolver solver(model);
    const auto& stage = solver.question(*model.find_lens(lens)).stage();
    const ProfileSpace& space = solver.form().profiles();
    const ProfileIndex prescribed = parse_target(model, solver.form(), target).profile;
    Rational needed = 0;
    for (std::size_t i = 0; i < solver.form().n(); ++i) {
        std::map<ProfileIndex, Rational> best;  // by what the others play
        for (ProfileIndex p = 0; p < space.size(); ++p) {
            bool allowed = true;
            for (std::size_t j = 0; j < solver.form().n(); ++j)
                allowed = allowed && stage.allowed[j][space.action(p, j)];
            if (!allowed) continue;
            const auto [entry, fresh] = best.emplace(space.with(p, i, 0), stage.utility[i][p]);
            if (!fresh && entry->second < stage.utility[i][p]) entry->second = stage.utility[i][p];
        }
        Rational minmax = best.begin()->second;
        for (const auto& [others, value] : best) minmax = std::min(minmax, value);
        const Rational u = stage.utility[i][prescribed];
        for (std::size_t a = 0; a < space.actions(i); ++a) {
            const Rational departure = stage.utility[i][space.with(prescribed, i, a)];
            if (!stage.allowed[i][a] || departure <= u) continue;
            if (minmax >= u) return "none";
            needed = std::max(needed, Rational((departure - u) / (departure - minmax)));
        }
    }
    return to_decimal(needed, 3).substr(1);
}

/// Neither `absolute` nor `norm` depends on the unit of account.
inline void expect_unit_moves_neither_absolute_nor_norm(const std::string& file,
                                                        const std::string& other_unit) {
    const Model one = load_shipped(file), other = load_shipped(file, {{"unit", other_unit}});
    for (const TargetDeclaration& target : one.targets) {
        for (const std::string lens : {"absolute", "norm"}) {
            EXPECT_EQ(threshold(one, lens, target.name).sustained,
                      threshold(other, lens, target.name).sustained)
                << file << " " << target.name << " " << lens;
        }
    }
}

}  // namespace comity::test
