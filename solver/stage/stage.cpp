#include "comity/stage/stage.hpp"

#include <algorithm>
#include <optional>

#include "comity/question/bounds.hpp"

namespace comity {
namespace {

/// What may be prescribed and meets the floors: a ∈ Z_0 with u_i(a) ≥ f_i(a).
std::vector<bool> admitted(const GameForm& form, const StageGame<Rational>& stage) {
    std::vector<bool> result = stage.prescribable.front();
    const bool floored =
        !stage.consensus.empty() || std::any_of(stage.floor.begin(), stage.floor.end(),
                                                [](const auto& floor) { return floor.has_value(); });
    if (!floored && stage.agreements.empty()) return result;
    for (ProfileIndex p = 0; p < result.size(); ++p)
        result[p] = result[p] && is_agreed(stage, p) && meets_floors(form, stage, p);
    return result;
}

}  // namespace

std::vector<ProfileIndex> stage_equilibria(const GameForm& form, const StageGame<Rational>& stage) {
    const ProfileSpace& profiles = form.profiles();
    // Step 1. Start from what may be prescribed and meets the floors.
    std::vector<bool> candidate = admitted(form, stage);
    // Step 2. Best-reply scan: for each actor and each play of the others, keep only the best replies.
    for (std::size_t i = 0; i < form.n(); ++i) {
        const std::size_t actions = profiles.actions(i);
        if (actions == 1) continue;
        const std::vector<Rational>& u = stage.utility[i];
        for (ProfileIndex base = 0; base < profiles.size(); ++base) {
            if (profiles.action(base, i) != 0) continue;
            const Rational* best = nullptr;
            for (std::size_t a = 0; a < actions; ++a) {
                if (!stage.allowed[i][a]) continue;
                const Rational& value = u[profiles.with(base, i, a)];
                if (best == nullptr || value > *best) best = &value;
            }
            for (std::size_t a = 0; a < actions; ++a) {
                const ProfileIndex p = profiles.with(base, i, a);
                if (candidate[p] && u[p] < *best) candidate[p] = false;
            }
        }
    }
    std::vector<ProfileIndex> equilibria;
    for (ProfileIndex p = 0; p < profiles.size(); ++p) {
        if (candidate[p]) equilibria.push_back(p);
    }
    return equilibria;
}

std::vector<Rational> minmax(const GameForm& form, const StageGame<Rational>& stage) {
    const ProfileSpace& profiles = form.profiles();
    std::vector<Rational> values;
    for (std::size_t i = 0; i < form.n(); ++i) {
        std::optional<Rational> least;
        for (ProfileIndex base = 0; base < profiles.size(); ++base) {
            if (profiles.action(base, i) != 0) continue;
            bool possible = true;
            for (std::size_t j = 0; j < form.n(); ++j)
                possible = possible && (j == i || stage.allowed[j][profiles.action(base, j)]);
            if (!possible) continue;
            std::optional<Rational> best;
            for (std::size_t a = 0; a < profiles.actions(i); ++a) {
                if (!stage.allowed[i][a]) continue;
                const Rational& value = stage.utility[i][profiles.with(base, i, a)];
                if (!best || value > *best) best = value;
            }
            if (!least || *best < *least) least = best;
        }
        values.push_back(*least);
    }
    return values;
}

std::vector<EquilibriumRegion> equilibrium_regions(const GameForm& form,
                                                   const StageGame<RationalFunction>& stage,
                                                   const Interval& domain) {
    const ProfileSpace& profiles = form.profiles();
    std::vector<EquilibriumRegion> regions;
    for (ProfileIndex p = 0; p < profiles.size(); ++p) {
        if (!stage.prescribable.front()[p]) continue;
        IntervalSet where = where_agreed(stage, p, domain);
        for (std::size_t i = 0; i < form.n() && !where.is_empty(); ++i) {
            const RationalFunction& here = stage.utility[i][p];
            for (const auto& floor : floors(form, stage, i, p))
                where = intersect(where, where_not_negative(here - floor.value, domain));
            for (std::size_t a = 0; a < profiles.actions(i) && !where.is_empty(); ++a) {
                if (a == profiles.action(p, i) || !stage.allowed[i][a]) continue;
                where = intersect(
                    where, where_not_negative(here - stage.utility[i][profiles.with(p, i, a)], domain));
            }
        }
        if (!where.is_empty()) regions.push_back({p, where});
    }
    return regions;
}

std::vector<EquilibriumRegion> equilibrium_regions(const GameForm& form, const StageGame<Rational>& stage,
                                                   const Interval& domain) {
    std::vector<EquilibriumRegion> regions;
    for (const ProfileIndex p : stage_equilibria(form, stage)) regions.push_back({p, domain});
    return regions;
}

}  // namespace comity
