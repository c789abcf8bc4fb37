#include "comity/stage/stage.hpp"

#include "best_reply.hpp"
#include "comity/question/bounds.hpp"

namespace comity {
namespace {

/// Step 1 of the enumeration: what may be prescribed and meets the floors, a ∈ Z_0 with u_i(a) ≥ f_i(a).
Candidates admitted(const GameForm& form, const StageGame<Rational>& stage) {
    const std::vector<bool>& prescribable = stage.prescribable.front();
    Candidates candidates(prescribable.begin(), prescribable.end());
    for (std::size_t i = 0; i < form.n(); ++i) {
        if (stage.floor[i]) drop_below(stage.utility[i], *stage.floor[i], candidates);
    }
    if (stage.agreements.empty() && stage.consensus.empty()) return candidates;
    for (ProfileIndex p = 0; p < candidates.size(); ++p) {
        if (candidates[p] != 0 && !(is_agreed(stage, p) && meets_floors(form, stage, p))) candidates[p] = 0;
    }
    return candidates;
}

}  // namespace

std::vector<ProfileIndex> stage_equilibria(const GameForm& form, const StageGame<Rational>& stage) {
    // Step 1. Start from what may be prescribed and meets the floors.
    Candidates candidates = admitted(form, stage);
    // Step 2. For each actor and each play of the others, keep only the best replies.
    for (std::size_t i = 0; i < form.n(); ++i)
        drop_worse_replies(form.profiles(), i, stage.utility[i], stage.allowed[i], candidates);
    std::vector<ProfileIndex> equilibria;
    for (ProfileIndex p = 0; p < candidates.size(); ++p) {
        if (candidates[p] != 0) equilibria.push_back(p);
    }
    return equilibria;
}

std::vector<Rational> minmax(const GameForm& form, const StageGame<Rational>& stage) {
    std::vector<Rational> values;
    for (std::size_t i = 0; i < form.n(); ++i)
        values.push_back(pure_minmax(form.profiles(), i, stage.utility[i], stage.allowed));
    return values;
}

std::vector<EquilibriumRegion> equilibrium_regions(const GameForm& form,
                                                   const StageGame<RationalFunction>& stage,
                                                   const Interval& domain, const StopToken& stop) {
    const ProfileSpace& profiles = form.profiles();
    std::vector<EquilibriumRegion> regions;
    for (ProfileIndex p = 0; p < profiles.size(); ++p) {
        if (p % 256 == 255 && stop.stop_requested()) throw Stopped();
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
                                                   const Interval& domain, const StopToken&) {
    std::vector<EquilibriumRegion> regions;
    for (const ProfileIndex p : stage_equilibria(form, stage)) regions.push_back({p, domain});
    return regions;
}

}  // namespace comity
