#include "comity/search/agreement.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

#include "comity/model/tabulate.hpp"
#include "comity/question/linkage.hpp"
#include "comity/text/error.hpp"
#include "objectives.hpp"
#include "proof.hpp"
#include "threats.hpp"
#include "wholes.hpp"

namespace comity {
namespace {

/// What a set of conditions is sure of: under the worst equilibrium, whose values are known from two sides
/// only, what surely holds, or what is not surely broken.
enum class Side { sure, possible };

/// One question of a model, with everything that its searches share.
class Agreements {
  public:
    Agreements(const Model& model, const std::shared_ptr<const Game<Rational>>& game, std::size_t lens,
               const AgreementRequest& request)
        : game_(game), form_(game->form), request_(request), goals_(*game) {
        finding_ = unanswered_agreement(model, lens, request);
        // Step 1. The games that are played as wholes.
        for (Whole& each : played_as_wholes(model, game, lens, request)) {
            games_.push_back(std::move(each.conditions));
            models_.push_back(std::move(each.model));
        }
        if (games_.size() == 1 && !models_.front()) {
            whole_ = games_.front().question();
        } else {
            const Scalars<Rational> scalars = file_scalars(model);
            whole_ = split_question(model, game, lens, Evaluator<Rational>(model, scalars));
        }
        options_.jobs = std::max(1u, request.jobs);
        options_.stop = request.stop;
    }

    AgreementFinding run() {
        // Step 2. What follows a breach.
        try {
            for (const Conditions& each : games_) add_threats(each);
        } catch (const Stopped&) {
            finding_.note = "the limit came before it was known what follows a breach";
            if (request_.objectives.front() != Objective::maximal)
                finding_.bound = goals_.most_of(request_.objectives.front());
            return std::move(finding_);
        }
        for (const auto& threats : threats_) {
            if (threats.empty()) continue;
            auto& row = finding_.threats.emplace_back();
            for (const Punished& threat : threats) row.push_back(threat.value);
        }
        if (finding_.threats.size() != games_.size()) finding_.threats.clear();
        if (request_.objectives.front() == Objective::maximal) {
            list_maximal();
        } else {
            find_best();
        }
        return std::move(finding_);
    }

  private:
    // --- threats

    void add_threats(const Conditions& game) {
        auto& threats = threats_.emplace_back();
        if (request_.punishment == Punishment::exit) {
            for (std::size_t i = 0; i < game.n(); ++i)
                threats.push_back({*game.question().exit_value[i], {}});
            return;
        }
        // Alone, a game's issues are numbered from 0.
        const std::size_t size = game.place().size();
        std::optional<Conditions> renumbered;
        if (size != form_.issues().size())
            renumbered.emplace(game.question(), request_.delta, counted(size), size);
        const Conditions& alone = renumbered ? *renumbered : game;
        if (auto found = worst_equilibria(alone, options_)) threats = *std::move(found);
    }
    // --- programs

    /// Everything that an agreement must meet; nothing where no agreement can be punished.
    std::optional<Program> conditions(Side side) const {
        Program program;
        for (std::size_t k = 0; k < games_.size(); ++k) {
            const Conditions& game = games_[k];
            game.allow(program);
            game.add_bounds(program);
            const bool worst = request_.punishment == Punishment::worst;
            if (threats_[k].empty() && !(worst && side == Side::possible)) return std::nullopt;
            for (std::size_t i = 0; i < game.n(); ++i) {
                const std::size_t before = program.clauses.size();
                if (worst && side == Side::possible) {
                    game.add_incentive_whatever(program, i, least_value(game, i), true);
                } else if (request_.punishment == Punishment::exit) {
                    game.add_incentive_whatever(program, i, threats_[k][i].value,
                                                game.question().floor[i].has_value());
                } else {
                    game.add_incentive(program, i, threats_[k][i]);
                }
                for (std::size_t c = before; c < program.clauses.size(); ++c) program.clauses[c].actor = i;
            }
        }
        return program;
    }
    /// No equilibrium pays an actor less than its minmax value or its floor.
    static Rational least_value(const Conditions& game, std::size_t actor) {
        const Rational least = game.minmax(actor);
        const auto& floor = game.question().floor[actor];
        return floor ? std::max(least, *floor) : least;
    }

    // --- searches

    /// One search after another; what they come to.
    struct Best {
        bool finished = false;
        bool proved = false;  ///< the values: at most it is not known which agreement comes first
        std::optional<std::vector<ProfileIndex>> cells;
        std::vector<Rational> values;
        std::optional<Rational> bound;
    };

    /// The best under a set of conditions. `first`: of several the first one, else any.
    Best best_under(std::optional<Program> program, bool first, const SearchOptions& options) const {
        Best best;
        if (!program) {
            best.finished = true;
            return best;
        }
        Integer last = 0;
        for (const Objective objective : request_.objectives) {
            const ScaledGoal& scaled = goals_.of(objective);
            if (program->goal) keep(*program, *program->goal, last);
            program->goal = scaled.goal;
            // What is known already is a start.
            program->at_least = best.cells ? std::optional(value_of(scaled.goal, *best.cells)) : std::nullopt;
            const auto in_units = [&](const Integer& value) {
                return Rational(Rational(value) / scaled.unit);
            };
            SearchOptions own = options;
            if (request_.better && first) {
                own.better = [&](const Integer& value, const std::optional<Integer>& bound) {
                    request_.better(in_units(value), bound ? std::optional(in_units(*bound)) : std::nullopt);
                };
            }
            Search search(*program);
            const SearchResult found = search.run(own);
            if (found.best) best.cells = found.best;
            if (!found.finished) {
                best.bound = in_units(found.bound ? *found.bound : most(scaled.goal));
                if (best.cells) best.values.push_back(in_units(value_of(scaled.goal, *best.cells)));
                return best;
            }
            if (!found.best) {
                best.finished = true;
                return best;
            }
            last = found.value;
            best.values.push_back(in_units(found.value));
            if (objective != request_.objectives.back()) continue;
            best.proved = true;
            if (!first || !request_.earliest) continue;
            const auto earliest = first_of(search, last, *best.cells, form_, options);
            if (!earliest) return best;
            best.cells = earliest;
        }
        best.finished = true;
        return best;
    }

    AgreementFinding::Agreement described(const std::vector<ProfileIndex>& cells) const {
        AgreementFinding::Agreement agreement;
        for (std::size_t i = 0; i < form_.n(); ++i) {
            auto& mine = agreement.actions.emplace_back();
            Rational gain = -game_->baseline[i];
            for (std::size_t s = 0; s < cells.size(); ++s) gain += game_->issues[s].payoff[i][cells[s]];
            for (const std::size_t s : form_.issues_of(ActorId{i}))
                mine.push_back(
                    form_.issues()[s].space().action(cells[s], *form_.issues()[s].member(ActorId{i})));
            agreement.utilities.push_back(whole_.u(i, cells));
            agreement.gains.push_back(gain);
        }
        return agreement;
    }

    /// From the definition, departure by departure [F4.7].
    bool holds(const std::vector<ProfileIndex>& cells) const {
        for (std::size_t k = 0; k < games_.size(); ++k) {
            const auto own = games_[k].own(cells);
            if (!games_[k].may_be_agreed(own)) return false;
            for (std::size_t i = 0; i < form_.n(); ++i) {
                if (!games_[k].keeps(i, own, threats_[k][i].value, request_.punishment != Punishment::exit))
                    return false;
            }
        }
        return true;
    }
    void take(const std::vector<ProfileIndex>& cells) {
        if (!holds(cells)) throw std::logic_error("the search found an agreement that does not hold");
        finding_.agreements.push_back(described(cells));
        for (std::size_t k = 0; k < games_.size(); ++k)
            finding_.agreements.back().holds.push_back(
                prove_sustained(games_[k], games_[k].own(cells), threats_[k], request_.punishment));
    }

    void find_best() {
        using Status = AgreementFinding::Status;
        const Best best = best_under(conditions(Side::sure), true, options_);
        if (best.cells) take(*best.cells);
        finding_.values = best.values;
        finding_.bound = best.bound;
        if (!best.finished) {
            if (best.proved) {
                finding_.note =
                    "of several agreements as good, the limit came before the first one was found";
            } else {
                finding_.note = "the limit came first";
            }
            // What is sustained under the worst equilibrium may be better than all that is proved to be.
            if (request_.punishment == Punishment::worst)
                finding_.bound =
                    goals_.most_of(request_.objectives[best.values.empty() ? 0 : best.values.size() - 1]);
            return;
        }
        finding_.status = best.cells ? Status::solved : Status::empty;
        if (!best.cells) finding_.note = why_none();
        if (request_.punishment == Punishment::worst) compare_sides(best);
        if (finding_.status != Status::undecided && request_.binding) find_binding(best);
    }

    std::string why_none() const {
        const bool none = std::any_of(threats_.begin(), threats_.end(),
                                      [](const auto& threats) { return threats.empty(); });
        // The worst equilibrium needs no stage equilibrium; that side is looked at by itself.
        return none && request_.punishment != Punishment::worst
                   ? "no stage equilibrium is admitted, so there is no threat to make [F4.7]"
                   : "no agreement keeps every state to it";
    }

    /// What could not be refuted may be better than what is proved: then the answer is open.
    void compare_sides(const Best& sure) {
        const Best possible = best_under(conditions(Side::possible), true, options_);
        if (possible.finished && possible.cells == sure.cells) return;
        finding_.status = AgreementFinding::Status::undecided;
        if (!possible.finished) {
            finding_.note = "the limit came before the worst equilibrium's other side was searched";
            return;
        }
        const bool same = possible.values == sure.values;
        finding_.note =
            same ? "an agreement that is as good and comes first in order is neither proved nor refuted: the "
                   "worst equilibrium of linked issues is known from two sides only [F4.6]"
                 : std::string(sure.cells ? "between this agreement and the bound" : "up to the bound") +
                       " nothing is proved or refuted: the worst equilibrium "
                       "of "
                       "linked issues is known from two sides only [F4.6]";
        if (possible.values.empty()) return;
        // The bound is of the last objective that has a value here.
        std::size_t differs = 0;
        while (differs + 1 < sure.values.size() && possible.values[differs] == sure.values[differs])
            ++differs;
        if (!sure.values.empty()) finding_.values.resize(differs + 1);
        finding_.bound = possible.values[differs];
    }

    /// Whose incentive, left out, would allow a better agreement.
    void find_binding(const Best& best) {
        const auto program = conditions(Side::sure);
        for (std::size_t i = 0; program && i < form_.n(); ++i) {
            Program without = *program;
            std::erase_if(without.clauses, [&](const SumClause& clause) { return clause.actor == i; });
            const auto beaten = is_beaten(std::move(without), best);
            if (!beaten) {
                finding_.note = "the limit came before it was known who binds";
                finding_.status = AgreementFinding::Status::undecided;
                return;
            }
            if (*beaten) finding_.binding_actors.push_back(ActorId{i});
        }
    }
    /// Has a program whose solutions include the best agreement a better one? Nothing where a limit came
    /// first.
    std::optional<bool> is_beaten(Program program, const Best& best) const {
        SearchOptions any = options_;
        any.any = true;
        for (const Objective objective : request_.objectives) {
            const Goal& goal = goals_.of(objective).goal;
            program.goal = goal;
            const Integer value = best.cells ? value_of(goal, *best.cells) : Integer(0);
            if (best.cells) program.at_least = value + 1;
            if (best.cells && value >= most(goal)) {
                keep(program, goal, value);
                continue;
            }
            const SearchResult found = Search(program).run(any);
            if (!found.finished) return std::nullopt;
            if (found.best) return true;
            if (!best.cells) return false;
            keep(program, goal, value);
        }
        return false;
    }

    void list_maximal() {
        using Status = AgreementFinding::Status;
        auto program = conditions(Side::sure);
        const ScaledGoal& scaled = goals_.of(Objective::maximal);
        finding_.status = Status::solved;
        if (program) program->goal = scaled.goal;
        while (program) {
            if (finding_.agreements.size() == request_.limit) {
                SearchOptions any = options_;
                any.any = true;
                const SearchResult more = Search(*program).run(any);
                finding_.all_listed = more.finished && !more.best;
                if (!more.finished) finding_.status = Status::undecided;
                break;
            }
            // The deepest that is not below one of those found: nothing above it is sustained.
            Search search(*program);
            const SearchResult found = search.run(options_);
            std::optional<std::vector<ProfileIndex>> cells;
            if (found.finished && found.best)
                cells = first_of(search, found.value, *found.best, form_, options_);
            if (!found.finished || (found.best && !cells)) {
                finding_.status = Status::undecided;
                finding_.all_listed = false;
                finding_.note = "the limit came first";
                break;
            }
            if (!found.best) break;
            take(*cells);
            program->at_least.reset();
            program->clauses.push_back(not_below(*cells));
        }
        if (finding_.agreements.empty() && finding_.status == Status::solved) {
            finding_.status = Status::empty;
            finding_.note = why_none();
        }
    }

    /// Somebody goes deeper somewhere than in `cells`.
    SumClause not_below(const std::vector<ProfileIndex>& cells) const {
        IssueSum<Rational> deeper{Rational(-1), {}};
        for (std::size_t s = 0; s < cells.size(); ++s) {
            const Issue& issue = form_.issues()[s];
            const ProfileSpace space = issue.space();
            auto& terms = deeper.terms.emplace_back();
            for (ProfileIndex cell = 0; cell < space.size(); ++cell) {
                std::size_t count = 0;
                for (std::size_t m = 0; m < issue.members.size(); ++m)
                    count += space.action(cell, m) > space.action(cells[s], m);
                terms.emplace_back(count);
            }
        }
        return {{whole(deeper)}};
    }

    std::shared_ptr<const Game<Rational>> game_;
    const GameForm& form_;
    const AgreementRequest& request_;
    SplitQuestion whole_;  ///< all issues, whatever is played apart
    std::vector<std::shared_ptr<const Model>> models_;
    std::vector<Conditions> games_;
    std::vector<std::vector<Punished>> threats_;  ///< [game][actor]; none where nothing can be threatened
    SearchOptions options_;
    Goals goals_;
    AgreementFinding finding_;
};

/// Everybody at the deepest level everywhere.
Rational full_depth(const Model& model) {
    Rational sum = 0;
    for (const IssueDeclaration& declared : model.issues) {
        for (const auto& levels : declared.issue.levels)
            sum += *std::max_element(levels.begin(), levels.end());
    }
    return sum;
}

}  // namespace

std::string why_no_agreement(const Model& model, std::size_t lens, const AgreementRequest& request) {
    const LensDeclaration& declared = model.lenses[lens];
    if (const std::string why = why_not_split(declared); !why.empty()) return why;
    if (request.linkage == Linkage::separate) {
        if (std::string why = why_not_separate(model, lens, request.punishment == Punishment::exit);
            !why.empty())
            return why;
    }
    const bool has_exit =
        std::any_of(model.constraints.begin(), model.constraints.end(), [&](const ConstraintDeclaration& c) {
            return std::holds_alternative<ExitValues>(c.what) && applies(c, declared.name);
        });
    if (request.punishment == Punishment::exit && !has_exit)
        return fmt::format("--punishment exit: this model gives no exit values under the lens '{}' [F3.4]",
                           declared.name);
    for (const IssueDeclaration& issue : model.issues) {
        if (issue.issue.space().size() > kMaxCells)
            return fmt::format(
                "the issue '{}' has more than 2^16 = 65536 profiles of its own, the most that are searched "
                "for "
                "agreements [F4.6]",
                issue.issue.name);
    }
    const auto& wanted = request.objectives;
    if (wanted.size() > 1 && std::find(wanted.begin(), wanted.end(), Objective::maximal) != wanted.end())
        return "the objective 'maximal' lists agreements and stands alone [F4.6]";
    if (wanted.front() == Objective::maximal && request.punishment == Punishment::worst)
        return "maximal agreements are listed under grim and exit: the worst equilibrium of linked issues is "
               "known from two sides only [F4.6]";
    return "";
}

AgreementFinding unanswered_agreement(const Model& model, std::size_t lens, const AgreementRequest& request) {
    AgreementFinding finding;
    finding.lens = model.lenses[lens].name;
    finding.delta = request.delta;
    finding.punishment = request.punishment;
    finding.linkage = request.linkage;
    finding.objectives = request.objectives;
    if (request.objectives.front() == Objective::depth) finding.bound = full_depth(model);
    return finding;
}

AgreementFinding find_agreement(const Model& model, const std::shared_ptr<const Game<Rational>>& game,
                                std::size_t lens, const AgreementRequest& request) {
    if (const std::string why = why_no_agreement(model, lens, request); !why.empty())
        throw Error(ErrorKind::usage, why);
    return Agreements(model, game, lens, request).run();
}

}  // namespace comity
