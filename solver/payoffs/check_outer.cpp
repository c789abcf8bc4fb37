#include <algorithm>
#include <numeric>

#include "bound.hpp"
#include "payoff_unit.hpp"

namespace comity {
namespace {

/// Can the profile be prescribed anywhere in the domain?
bool may_be_agreed(const StageGame<Rational>& stage, ProfileIndex profile, const Interval&) {
    return is_agreed(stage, profile);
}
bool may_be_agreed(const StageGame<RationalFunction>& stage, ProfileIndex profile, const Interval& domain) {
    return !where_agreed(stage, profile, domain).is_empty();
}

/// The actor whose δ is not above anybody's throughout the domain.
std::size_t least_patient(const std::vector<Rational>& delta, const Interval&) {
    return static_cast<std::size_t>(std::min_element(delta.begin(), delta.end()) - delta.begin());
}
std::size_t least_patient(const std::vector<RationalFunction>& delta, const Interval& domain) {
    for (std::size_t i = 0; i < delta.size(); ++i) {
        if (std::all_of(delta.begin(), delta.end(),
                        [&](const RationalFunction& other) { return holds(other - delta[i], domain); }))
            return i;
    }
    return 0;
}

template <class T>
class OuterCheck {
  public:
    OuterCheck(const ProofGame<T>& game, const OuterProof<T>& proof)
        : game_(game), proof_(proof), exact_(game, proof.directions) {
        if constexpr (kQuick) {
            quick_.emplace(game, proof.directions);
            has_common_delta_ = std::all_of(game.delta.begin(), game.delta.end(),
                                            [&](const T& delta) { return delta == game.delta.front(); });
        }
    }

    OuterVerdict<T> run() {
        rows_ = proof_.directions.size();
        if (const std::string why = wrong_with_directions(); !why.empty()) return fail(why);
        if (const std::string why = wrong_with_start(); !why.empty()) return fail(why);
        start();
        for (const BoundStage<T>& stage : proof_.stages) {
            if (const std::string why = wrong_with(stage); !why.empty()) return fail(why);
            if (verdict_.empty) break;
        }
        verdict_.valid = true;
        return std::move(verdict_);
    }

  private:
    static constexpr bool kQuick = std::is_same_v<T, Rational>;

    OuterVerdict<T> fail(const std::string& why) {
        verdict_.valid = verdict_.empty = false;
        verdict_.why = why;
        return std::move(verdict_);
    }

    std::string wrong_with_directions() const {
        const std::size_t n = game_.n();
        if (rows_ < 2 * n || proof_.start.size() != rows_) return "directions are missing";
        for (std::size_t d = 0; d < rows_; ++d) {
            if (proof_.directions[d].size() != n) return "a direction has another length";
            if (d >= 2 * n) continue;
            for (std::size_t i = 0; i < n; ++i) {
                if (proof_.directions[d][i] != (i == d / 2 ? (d % 2 == 0 ? 1 : -1) : 0))
                    return "the axes do not come first";
            }
        }
        return "";
    }

    /// L⁰ holds the box of payoffs.
    std::string wrong_with_start() const {
        for (std::size_t x = 0; x < game_.states(); ++x) {
            for (std::size_t i = 0; i < game_.n(); ++i) {
                const auto& row = game_.question.stages[x].utility[i];
                const T &high = proof_.start[2 * i], &low = proof_.start[2 * i + 1];
                if constexpr (std::is_same_v<T, Rational>) {
                    std::size_t least = 0, most = 0;
                    for (std::size_t p = 1; p < row.size(); ++p) {
                        if (row.less(p, least)) least = p;
                        if (row.less(most, p)) most = p;
                    }
                    if (row[most] > high || -row[least] > low) return "a payoff is outside the first levels";
                } else {
                    for (const T& payoff : row) {
                        if (!holds(high - payoff, game_.domain) || !holds(low + payoff, game_.domain))
                            return "a payoff is outside the first levels";
                    }
                }
            }
        }
        for (std::size_t d = 2 * game_.n(); d < rows_; ++d) {
            T box(0);
            for (std::size_t i = 0; i < game_.n(); ++i) {
                const Integer& entry = proof_.directions[d][i];
                if (entry != 0) box += T(Rational(abs(entry))) * proof_.start[2 * i + (entry > 0 ? 0 : 1)];
            }
            if (!holds(proof_.start[d] - box, game_.domain)) return "a first level is below the box";
        }
        return "";
    }

    void start() {
        const std::size_t size = game_.form.profiles().size();
        levels_.clear();
        for (std::size_t s = 0; s < game_.sets(); ++s) {
            levels_.insert(levels_.end(), proof_.start.begin(), proof_.start.end());
            auto& live = verdict_.live.emplace_back(size);
            const StageGame<T>& stage = game_.stage(s);
            for (ProfileIndex p = 0; p < size; ++p) {
                live[p] = stage.prescribable[game_.phase(s)][p] &&
                          (stage.agreements.empty() || may_be_agreed(stage, p, game_.domain));
            }
        }
        emptied_.assign(game_.sets(), false);
        verdict_.levels = levels_;
        find_emptied();
    }

    /// Sets without profiles, and the profiles that lead into them.
    void find_emptied() {
        for (bool again = true; again;) {
            again = false;
            for (std::size_t s = 0; s < game_.sets(); ++s) {
                const auto& live = verdict_.live[s];
                if (emptied_[s] || std::find(live.begin(), live.end(), true) != live.end()) continue;
                if (std::none_of(emptied_.begin(), emptied_.end(), [](bool e) { return e; }))
                    verdict_.emptied = s;
                emptied_[s] = again = true;
            }
            if (!again) break;
            for (std::size_t s = 0; s < game_.sets(); ++s) {
                for (ProfileIndex p = 0; p < verdict_.live[s].size(); ++p) {
                    if (verdict_.live[s][p] && leads_into_emptied(s, p)) verdict_.live[s][p] = false;
                }
            }
        }
        verdict_.empty = emptied_[0];
    }

    bool leads_into_emptied(std::size_t set, ProfileIndex profile) const {
        const std::size_t state = set % game_.states();
        const auto emptied = [&](ProfileIndex there, auto set_at) {
            const auto next = exact_.facts().next(state, there);
            return std::any_of(next.begin(), next.end(),
                               [&](const auto& each) { return emptied_[set_at(each.first)]; });
        };
        if (emptied(profile, [&](std::size_t x) { return game_.phase(set) * game_.states() + x; }))
            return true;
        for (std::size_t i = 0; i < game_.n(); ++i) {
            const std::size_t own = game_.form.profiles().action(profile, i);
            for (std::size_t action = 0; action < game_.form.profiles().actions(i); ++action) {
                if (action == own || !game_.stage(set).allowed[i][action]) continue;
                if (emptied(game_.form.profiles().with(profile, i, action),
                            [&](std::size_t x) { return game_.punishment_set(i, x); }))
                    return true;
            }
        }
        return false;
    }

    static std::vector<FloatRange> ranges(const std::vector<T>& levels) {
        std::vector<FloatRange> result;
        if constexpr (kQuick) {
            for (const T& level : levels) result.emplace_back(level);
        }
        return result;
    }

    std::string wrong_with(const BoundStage<T>& stage) {
        const std::vector<FloatRange> quick_from = ranges(levels_);
        // Step 1. Profiles that fall away.
        for (const BoundRay& ray : stage.rays) {
            if (ray.set >= game_.sets() || ray.profile >= verdict_.live[ray.set].size() ||
                !rows_exist(ray.set, ray.profile, ray.rows))
                return "a ray is not one of this game";
            if (!is_broken(ray, quick_from)) return "a profile is ruled out without reason";
            verdict_.live[ray.set][ray.profile] = false;
        }
        if (!stage.rays.empty()) find_emptied();
        if (verdict_.empty || stage.levels.empty()) return "";
        // Step 2. Levels never rise.
        if (stage.levels.size() != levels_.size()) return "levels are missing";
        std::vector<bool> falls(levels_.size());
        for (std::size_t k = 0; k < levels_.size(); ++k) {
            falls[k] = !(stage.levels[k] == levels_[k]);
            if (falls[k] && !holds(levels_[k] - stage.levels[k], game_.domain)) return "a level rises";
        }
        // Step 3. The contraction rule, cell by cell.
        const std::vector<FloatRange> quick_to = ranges(stage.levels);
        const std::size_t patient = least_patient(game_.delta, game_.domain);
        auto listed = stage.cells.begin();
        for (std::size_t s = 0; s < game_.sets(); ++s) {
            if (emptied_[s]) continue;
            const auto& live = verdict_.live[s];
            find_room(s, patient, falls, quick_from, quick_to);
            for (ProfileIndex p = 0; p < live.size(); ++p) {
                for (std::size_t d = 0; d < rows_; ++d) {
                    while (listed != stage.cells.end() && before(*listed, s, p, d)) ++listed;
                    if (!live[p] || !falls[s * rows_ + d]) continue;
                    const bool own = listed != stage.cells.end() && listed->set == s &&
                                     listed->profile == p && listed->direction == d;
                    if (own && !rows_exist(s, p, listed->rows)) return "a cell is not one of this game";
                    const std::vector<BoundRow>* rows = own ? &listed->rows : nullptr;
                    if (!own && has_room(p, d)) continue;
                    if (!falls_below(s, p, d, rows, patient, quick_from, quick_to, stage.levels))
                        return "a level is not reached";
                }
            }
        }
        levels_ = stage.levels;
        verdict_.levels = levels_;
        return "";
    }

    static bool before(const BoundCell& cell, std::size_t set, ProfileIndex profile, std::size_t direction) {
        return std::tie(cell.set, cell.profile, cell.direction) < std::tie(set, profile, direction);
    }

    bool rows_exist(std::size_t set, ProfileIndex profile, const std::vector<BoundRow>& rows) const {
        return std::all_of(rows.begin(), rows.end(),
                           [&](const BoundRow& row) { return exact_.exists(set, profile, row); });
    }

    bool is_broken(const BoundRay& ray, const std::vector<FloatRange>& quick_levels) const {
        if constexpr (kQuick) {
            const auto multipliers = quick_->solve(ray.rows, nullptr);
            if (!multipliers.empty() && all_not_negative(multipliers) &&
                quick_->value(ray.set, ray.profile, nullptr, multipliers, quick_levels).is_negative())
                return true;
        }
        const auto multipliers = exact_.solve(ray.rows, nullptr);
        if (multipliers.empty() || !all_hold(multipliers)) return false;
        return holds_strictly(-exact_.value(ray.set, ray.profile, nullptr, multipliers, levels_),
                              game_.domain);
    }

    /// With one public state and the default rows, what depends on the profile in l is h·(1−δ)u alone: for
    /// how much of it is there room in each direction?
    void find_room(std::size_t s, std::size_t patient, const std::vector<bool>& falls,
                   const std::vector<FloatRange>& quick_from, const std::vector<FloatRange>& quick_to) {
        if constexpr (kQuick) {
            if (game_.states() > 1) return;
            if (now_.empty()) now_.resize(rows_);
            room_.assign(rows_, {-kInfinity, -kInfinity});
            for (std::size_t d = 0; d < rows_; ++d) {
                const std::size_t at = s * rows_ + d;
                if (!falls[at]) continue;
                if (now_[d].empty()) now_[d] = quick_->now(d);
                FloatRange to = quick_to[at], from = quick_from[at];
                for (const auto& [row, multiplier] : quick_->default_multipliers(d, patient)) {
                    to -= multiplier * quick_to[s * rows_ + row.row];
                    from -= multiplier * quick_from[s * rows_ + row.row];
                }
                room_[d] = {to.lo(), from.lo()};
            }
        }
    }
    /// Surely l(E) ≤ E_h and l(S) < S_h?
    bool has_room(ProfileIndex p, std::size_t d) const {
        return !room_.empty() && now_[d][p] <= room_[d].first && now_[d][p] < room_[d].second;
    }

    /// l(E) ≤ E_h and l(S) < S_h.
    bool falls_below(std::size_t s, ProfileIndex p, std::size_t d, const std::vector<BoundRow>* rows,
                     std::size_t patient, const std::vector<FloatRange>& quick_from,
                     const std::vector<FloatRange>& quick_to, const std::vector<T>& to) {
        const std::size_t at = s * rows_ + d;
        if constexpr (kQuick) {
            const auto& multipliers = quick_multipliers(d, rows, patient);
            if (!multipliers.empty()) {
                const auto* h = &quick_->direction(d);
                if ((quick_to[at] - quick_->value(s, p, h, multipliers, quick_to)).is_not_negative() &&
                    (quick_from[at] - quick_->value(s, p, h, multipliers, quick_from)).is_positive())
                    return true;
            }
        }
        if constexpr (kQuick) {
            // With a common δ, (1−δ) h·u + δ L_h ≤ L_h says that h·u ≤ L_h.
            if (rows == nullptr && has_common_delta_ && game_.states() == 1) {
                Rational payoff = 0;
                for (std::size_t i = 0; i < game_.n(); ++i) {
                    const Integer& entry = proof_.directions[d][i];
                    if (entry != 0) payoff += Rational(entry) * exact_.facts().utility(0, i, p);
                }
                return payoff <= to[at] && payoff < levels_[at];
            }
        }
        const auto multipliers =
            rows ? exact_.solve(*rows, &exact_.direction(d)) : exact_.default_multipliers(d, patient);
        if (multipliers.empty() || !all_hold(multipliers)) return false;
        const auto* h = &exact_.direction(d);
        return holds(to[at] - exact_.value(s, p, h, multipliers, to), game_.domain) &&
               holds_strictly(levels_[at] - exact_.value(s, p, h, multipliers, levels_), game_.domain);
    }

    /// For a direction and rows (the default ones where none are given), where they are surely not negative;
    /// else none. They depend on the kind of each row only, not on what a breach is.
    const std::vector<Multiplier<FloatRange>>& quick_multipliers(std::size_t d,
                                                                 const std::vector<BoundRow>* rows,
                                                                 std::size_t patient) {
        known_.resize(rows_);
        const auto is_same = [&](const std::vector<Multiplier<FloatRange>>& known) {
            return std::equal(known.begin(), known.end(), rows->begin(), rows->end(),
                              [](const auto& a, const BoundRow& b) { return a.row.row == b.row; });
        };
        for (Known& known : known_[d]) {
            if (rows == nullptr ? !known.is_default : known.is_default || !is_same(known.multipliers))
                continue;
            for (std::size_t k = 0; rows != nullptr && k < rows->size(); ++k)
                known.multipliers[k].row = (*rows)[k];
            return known.multipliers;
        }
        auto multipliers =
            rows ? quick_->solve(*rows, &quick_->direction(d)) : quick_->default_multipliers(d, patient);
        static const std::vector<Multiplier<FloatRange>> kNone;
        if (multipliers.empty() || !all_not_negative(multipliers)) return kNone;
        return known_[d].emplace_back(Known{rows == nullptr, std::move(multipliers)}).multipliers;
    }

    static bool all_not_negative(const std::vector<Multiplier<FloatRange>>& multipliers) {
        return std::all_of(multipliers.begin(), multipliers.end(),
                           [](const auto& each) { return each.value.is_not_negative(); });
    }
    bool all_hold(const std::vector<Multiplier<T>>& multipliers) const {
        return std::all_of(multipliers.begin(), multipliers.end(),
                           [&](const auto& each) { return holds(each.value, game_.domain); });
    }

    const ProofGame<T>& game_;
    const OuterProof<T>& proof_;
    BoundEvaluator<T, T> exact_;
    std::optional<BoundEvaluator<T, FloatRange>> quick_;
    std::size_t rows_ = 0;
    bool has_common_delta_ = false;
    struct Known {
        bool is_default = false;
        std::vector<Multiplier<FloatRange>> multipliers;
    };
    std::vector<std::vector<Known>> known_;        ///< by direction: what was solved before
    std::vector<std::vector<double>> now_;         ///< [direction][profile]: at least h·(1−δ)u
    std::vector<std::pair<double, double>> room_;  ///< by direction: at the end and at the start
    std::vector<T> levels_;
    std::vector<bool> emptied_;
    OuterVerdict<T> verdict_;
};

}  // namespace

template <class T>
OuterVerdict<T> check_outer(const ProofGame<T>& game, const OuterProof<T>& proof) {
    return OuterCheck<T>(game, proof).run();
}

template OuterVerdict<Rational> check_outer(const ProofGame<Rational>&, const OuterProof<Rational>&);
template OuterVerdict<RationalFunction> check_outer(const ProofGame<RationalFunction>&,
                                                    const OuterProof<RationalFunction>&);

}  // namespace comity
