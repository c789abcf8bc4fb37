#pragma once
/// Critical values [F4.7]: where in the range of one scalar a target is sustained or accepted, exactly.

#include <map>
#include <memory>
#include <mutex>

#include "comity/certificate/finding.hpp"
#include "comity/question/target.hpp"
#include "comity/stage/stage.hpp"
#include "comity/text/progress.hpp"

namespace comity {

template <class T>
struct SolvedCell;

/// Which answer is wanted. `punishment` is empty for acceptance, which knows no breach.
struct ThresholdRequest {
    std::size_t lens = 0;
    Target target;
    ScalarPath of;
    std::optional<Punishment> punishment;
    /// Searched instead of the scalar's own domain.
    std::optional<Interval> range = {};
    /// Width of the enclosures of irrational ends.
    Rational tolerance = Rational(1, 1000000);
    /// Asked within long loops, which throw Stopped; a ThresholdSolver puts its own here.
    StopToken stop = {};
};

/// Why nothing is sustained by reversion where there is no stage equilibrium.
inline constexpr const char* kNothingToRevertTo =
    "no pure stage equilibrium is admitted, so there is nothing to revert to";

/// From the sets of `answer`: the one number that it comes to, if it does, and whose sets end where the whole
/// ends (or, where nothing is left, who blocks it).
void decide(Threshold& answer);

/// Answers questions about one model; keeps the material game and the questions it has built. May be asked
/// from several threads at once.
class ThresholdSolver {
  public:
    /// The model must outlive the solver. Everything throws Stopped where `stop` says so before there is
    /// anything to show.
    explicit ThresholdSolver(const Model& model, StopToken stop = {});
    ~ThresholdSolver();

    const Model& model() const { return model_; }
    const GameForm& form() const { return form_; }
    const StopToken& stop() const { return stop_; }

    /// The question at the file's values, as one lens sees it.
    const Question<Rational>& question(std::size_t lens, std::optional<std::size_t> without = std::nullopt);
    /// The material game at the file's values.
    const Game<Rational>& game();
    std::shared_ptr<const Game<Rational>> shared_game() {
        game();
        return game_;
    }
    /// The file's δ by actor; empty if the file gives none.
    std::vector<Rational> deltas() const;

    /// The punishments that are asked about by default under a lens, strongest last [F4.7].
    std::vector<Punishment> punishments(std::size_t lens) const;
    /// May a punishment be asked about?
    bool allows(std::size_t lens, Punishment punishment) const;
    /// Are sets of equilibrium payoffs computed? Where there are too many profiles or actors, the worst
    /// equilibrium is known to lie between grim reversion and the minmax values only.
    bool finds_payoff_sets() const;

    /// Error (usage): exit without an exit rule [F3.4], payoffs under another punishment than the worst
    /// [F4.7], acceptance asked of δ [F4.7], δ needed and none given.
    Threshold solve(const ThresholdRequest& request);

    /// Who accepts a target at the file's own values: binding actors are those who refuse, binding
    /// constraints those without which the answer would be another. The domain is a single point, since
    /// nothing is open.
    Threshold acceptance(std::size_t lens, const Target& target);

    /// Is the target sustained (or accepted) at the file's own values? Undecided under the worst equilibrium
    /// only. Error (usage): as for `solve`. `proof` (unless null) gets what decides it, where neither grim
    /// nor the minmax values do: see Certificate::verdict.
    Verdict::Outcome outcome_at_file_values(std::size_t lens, const Target& target,
                                            std::optional<Punishment> punishment,
                                            std::vector<PayoffCell>* proof = nullptr);

    /// The same question without one constraint (its index), and without a proof.
    Threshold solve_without(const ThresholdRequest& request, std::size_t without) {
        return solve_without(request, without, false);
    }

  private:
    void require_punishment(std::size_t lens, const Target& target,
                            std::optional<Punishment> punishment) const;
    Threshold accepted(std::size_t lens, const Target& target, std::optional<std::size_t> without,
                       bool prove);
    Threshold solve_without(const ThresholdRequest& request, std::optional<std::size_t> without, bool prove);
    template <class T>
    void bound_worst(const std::vector<SolvedCell<T>>& cells, const ThresholdRequest& request, bool prove,
                     Threshold& answer);
    void solve_worst(const ThresholdRequest& request, std::optional<std::size_t> without, bool prove,
                     Threshold& answer);
    void prove_outside(const ThresholdRequest& request, std::optional<std::size_t> without,
                       Threshold& answer);
    std::vector<RationalFunction> open_delta(const ScalarPath& path) const;
    const Model& model_;
    StopToken stop_;
    GameForm form_;
    /// Built where it is first asked for.
    struct Built {
        std::once_flag once;
        Question<Rational> question;
    };
    std::once_flag game_once_;
    std::shared_ptr<const Game<Rational>> game_;
    std::mutex lock_;  ///< of the map
    std::map<std::pair<std::size_t, std::size_t>, Built> questions_;
};

}  // namespace comity
