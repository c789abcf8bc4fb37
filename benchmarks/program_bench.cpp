// The programs behind levels, one for each profile and direction of a game of six states: the kernel of the
// solver beside GLPK, on the same programs in the same order, each started from the last one's basis.
#include <benchmark/benchmark.h>
#include <glpk.h>

#include <cmath>

#include "games.hpp"
#include "level_walk.hpp"

namespace comity {
namespace {

/// max { g·c : row_r·c ≤ level_r, c_i ≥ q_i }.
struct Program {
    std::vector<double> goal, least;
};

/// All programs at levels that have come to rest.
class Work {
  public:
    Work()
        : model_(bench::model_of(std::vector<std::size_t>(6, 2), bench::common_fund(bench::unequal(6)),
                                 Rational(7, 10))),
          solver_(model_),
          game_(make_vector_game(solver_.form(), solver_.question(0), solver_.deltas())),
          rows_(game_) {
        for (std::size_t i = 0; i < game_.n; ++i) {
            for (std::size_t j = 0; j < i; ++j) {
                for (const int sign : {1, -1}) {
                    std::vector<Integer> pair(game_.n, 0);
                    pair[i] = 1;
                    pair[j] = sign;
                    rows_.add(pair);
                    pair[i] = -1;
                    rows_.add(pair);
                }
            }
        }
        LevelWalk walk(game_, rows_, {});
        walk.run(1e-9);
        levels_ = walk.levels(0);
        for (std::size_t r = 0; r < rows_.size(); ++r) {
            for (std::size_t k = 0; k < game_.sets[0].size(); ++k) {
                if (!walk.is_live(0, k)) continue;
                Program& program = programs_.emplace_back();
                const auto& entry = game_.entries[game_.sets[0][k]];
                for (std::size_t i = 0; i < game_.n; ++i) {
                    program.goal.push_back(game_.delta[i] * rows_.unit(r)[i]);
                    program.least.push_back(game_.wanted(entry, i, walk.threat(i), 0));
                }
            }
        }
    }

    const RowBlock& rows() const { return rows_.block(); }
    const std::vector<double>& levels() const { return levels_; }
    const std::vector<Program>& programs() const { return programs_; }
    std::size_t n() const { return game_.n; }

  private:
    Model model_;
    ThresholdSolver solver_;
    VectorGame game_;
    RowList rows_;
    std::vector<double> levels_;
    std::vector<Program> programs_;
};

const Work& work() {
    static const Work all;
    return all;
}

/// The optimum of every program; minus infinity where there is no point.
std::vector<double> by_kernel() {
    LevelProgram program(work().rows());
    std::vector<double> result;
    std::vector<std::uint16_t> basis;
    const std::vector<double>* goal = nullptr;
    for (const Program& each : work().programs()) {
        const bool same = goal != nullptr && *goal == each.goal;
        program.aim(each.goal.data(), same ? basis.data() : nullptr);
        goal = &each.goal;
        const auto status = program.solve(work().levels().data(), each.least.data());
        basis = program.basis();
        double value = 0;
        for (std::size_t i = 0; i < work().n(); ++i) value += each.goal[i] * program.place()[i];
        result.push_back(status == LevelProgram::Status::optimal ? value : -HUGE_VAL);
    }
    return result;
}

std::vector<double> by_glpk() {
    glp_prob* lp = glp_create_prob();
    const auto n = static_cast<int>(work().n()), rows = static_cast<int>(work().rows().size());
    glp_set_obj_dir(lp, GLP_MAX);
    glp_add_cols(lp, n);
    glp_add_rows(lp, rows);
    for (int r = 0; r < rows; ++r) {
        std::vector<int> index{0};
        std::vector<double> value{0};
        for (int i = 0; i < n; ++i) {
            const double entry = work().rows().at(static_cast<std::size_t>(r), static_cast<std::size_t>(i));
            if (entry == 0) continue;
            index.push_back(i + 1);
            value.push_back(entry);
        }
        glp_set_mat_row(lp, r + 1, static_cast<int>(index.size()) - 1, index.data(), value.data());
        glp_set_row_bnds(lp, r + 1, GLP_UP, 0, work().levels()[static_cast<std::size_t>(r)]);
    }
    glp_smcp how;
    glp_init_smcp(&how);
    how.msg_lev = GLP_MSG_OFF;
    how.meth = GLP_DUALP;
    std::vector<double> result;
    for (const Program& each : work().programs()) {
        for (int i = 0; i < n; ++i) {
            glp_set_obj_coef(lp, i + 1, each.goal[static_cast<std::size_t>(i)]);
            glp_set_col_bnds(lp, i + 1, GLP_LO, each.least[static_cast<std::size_t>(i)], 0);
        }
        glp_simplex(lp, &how);
        result.push_back(glp_get_status(lp) == GLP_OPT ? glp_get_obj_val(lp) : -HUGE_VAL);
    }
    glp_delete_prob(lp);
    return result;
}

template <class Solve>
void programs(benchmark::State& state, const Solve& solve) {
    std::vector<double> found;
    for (auto _ : state) found = solve();
    const std::vector<double> other = by_kernel();
    double apart = 0;
    for (std::size_t k = 0; k < found.size(); ++k) {
        if (found[k] != other[k]) apart = std::max(apart, std::abs(found[k] - other[k]));
    }
    if (!(apart < 1e-7)) state.SkipWithError("the optima differ");
    state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations() * found.size()));
}

void ProgramsByKernel(benchmark::State& state) {
    programs(state, by_kernel);
}
void ProgramsByGlpk(benchmark::State& state) {
    programs(state, by_glpk);
}

BENCHMARK(ProgramsByKernel)->Unit(benchmark::kMillisecond);
BENCHMARK(ProgramsByGlpk)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace comity
