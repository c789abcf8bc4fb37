#pragma once
/// Small helpers for tests that ask the library a question about a model text.

#include "comity/threshold/threshold.hpp"
#include "support/shipped.hpp"

namespace comity::test {

/// The threshold of a target through a declared lens.
inline Threshold threshold(const Model& model, const std::string& lens, const std::string& target,
                           const std::string& of = "delta",
                           std::optional<Punishment> punishment = Punishment::grim,
                           std::optional<Interval> range = {}) {
    ThresholdSolver solver(model);
    const Target parsed = parse_target(model, solver.form(), target);
    if (parsed.test == TargetTest::accept) punishment.reset();
    return solver.solve({*model.find_lens(lens), parsed, parse_path(model, of), punishment, range});
}

/// Its value as text: "1/2", or "none".
inline std::string value(const Threshold& t) {
    if (!t.value) return t.is_empty() ? "none" : "no single value";
    return t.value->is_rational() ? to_string(t.value->rational()) : "irrational";
}

/// Codes of the actors that decide, separated by spaces.
inline std::string deciders(const Model& model, const Threshold& t) {
    std::string codes;
    for (const ActorId actor : t.binding_actors)
        codes += (codes.empty() ? "" : " ") + model.actors[actor.index].code;
    return codes;
}

}  // namespace comity::test
