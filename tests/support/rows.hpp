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
