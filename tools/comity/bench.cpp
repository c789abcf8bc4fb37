// comity bench: fixed work over built-in models and games. Standard output gets one signature of all answers
// and their proofs; a commit that changes it has changed an answer.

#include <fmt/format.h>

#include <algorithm>
#include <iostream>

#include "bench_work.hpp"
#include "comity/archive/sha256.hpp"
#include "comity/model/load.hpp"
#include "comity/question/linkage.hpp"
#include "comity/study/compare.hpp"
#include "comity/study/equilibria.hpp"
#include "comity/study/targets.hpp"
#include "session.hpp"

namespace comity::cli {
namespace {

/// A self-check that failed is a bug (exit 70).
void require(bool good, const std::string& item, const char* what) {
    if (!good) throw std::logic_error("bench, " + item + ": " + what);
}

/// Worst equilibria among thousands of profiles would take longer than everything else together.
bool is_long(const ThresholdSolver& solver) {
    return solver.form().n() > 2 && solver.form().profiles().size() > 4096;
}

class Bench {
  public:
    Bench(const StopToken& stop, bool quiet) : stop_(stop), quiet_(quiet) {}

    void run(BenchModel& work) {
        if (work.model.lenses.empty()) work.model.lenses.push_back(parse_inline_lens("absolute"));
        ThresholdSolver solver(work.model, stop_);
        // Those have a benchmark of their own.
        if (is_large(solver.form())) return;
        std::vector<std::size_t> lenses(work.model.lenses.size());
        for (std::size_t k = 0; k < lenses.size(); ++k) lenses[k] = k;
        const std::vector<Target> targets = default_targets(work.model, solver.form());
        const auto start = StopToken::Clock::now();
        item(work, solver, "compare", compared(work.model, solver, lenses, targets));
        item(work, solver, "threshold", thresholds(work.model, solver, lenses, targets));
        if (solver.form().n() == 2 && !solver.deltas().empty())
            item(work, solver, "payoffs", payoffs(solver, lenses));
        seconds_ += std::chrono::duration<double>(StopToken::Clock::now() - start).count();
    }

    std::string signature() const { return hex(sha256(answers_)).substr(0, 16); }
    double seconds() const { return seconds_; }
    /// Answers that are honestly open are signed like others.
    std::size_t undecided() const { return undecided_; }
    std::size_t findings() const { return findings_; }

  private:
    std::vector<Finding> compared(const Model& model, ThresholdSolver& solver,
                                  const std::vector<std::size_t>& lenses,
                                  const std::vector<Target>& targets) {
        begin();
        const Comparison comparison = compare_lenses(
            solver,
            {lenses, targets, is_long(solver) ? Punishment::grim : verdict_punishment(model, {}),
             model.linkage},
            stop_);
        if (!comparison.complete) throw Stopped();
        return findings_of(comparison);
    }

    /// Of δ by every punishment that the model allows.
    std::vector<Finding> thresholds(const Model& model, ThresholdSolver& solver,
                                    const std::vector<std::size_t>& lenses,
                                    const std::vector<Target>& targets) {
        begin();
        std::vector<Finding> findings;
        ThresholdRequest request;
        request.of = parse_path(model, "delta");
        for (const Target& target : targets) {
            if (target.test == TargetTest::accept) continue;
            request.target = target;
            for (const std::size_t lens : lenses) {
                request.lens = lens;
                for (const Punishment each : solver.punishments(lens)) {
                    if (each == Punishment::worst && is_long(solver)) continue;
                    request.punishment = each;
                    findings.emplace_back(solver.solve(request));
                }
            }
        }
        return findings;
    }

    std::vector<Finding> payoffs(ThresholdSolver& solver, const std::vector<std::size_t>& lenses) {
        begin();
        std::vector<Finding> findings;
        PayoffRequest request;
        request.delta = solver.deltas();
        request.stop = stop_;
        for (const std::size_t lens : lenses) {
            findings.emplace_back(find_payoffs(solver, lens, request));
            if (stop_.stop_requested()) throw Stopped();
        }
        return findings;
    }

    void begin() {
        if (stop_.stop_requested()) throw Stopped();
        begun_ = StopToken::Clock::now();
    }

    /// Checks the findings, adds them to what is signed, and says how long they took.
    void item(const BenchModel& work, const ThresholdSolver& solver, const std::string& what,
              std::vector<Finding> findings) {
        const double seconds = std::chrono::duration<double>(StopToken::Clock::now() - begun_).count();
        const std::string name = work.name + " " + what;
        for (const Finding& finding : findings) {
            check(finding, name);
            const auto* set = std::get_if<PayoffSetFinding>(&finding);
            undecided_ += set != nullptr && set->status == PayoffSetFinding::Status::undecided;
        }
        // Findings and proofs, and not the models' words about themselves.
        Archive archive{what, work.name, "", {}, std::move(findings)};
        const std::string bytes = pack(archive);
        const auto back = unpack(bytes);
        require(back.has_value(), name, back ? "" : back.error().c_str());
        require(*back == archive, name, "an archive does not come back as it went in");
        require(inconsistency(archive, work.model, solver.form()).empty(), name,
                "a finding is about something that the model does not have");
        answers_ += bytes;
        findings_ += archive.findings.size();
        if (!quiet_) std::cerr << fmt::format("{:9.3f} ms  {}\n", 1000 * seconds, name);
    }

    static void check(const Finding& finding, const std::string& name) {
        if (const auto* t = std::get_if<Threshold>(&finding)) {
            check(*t, name);
        } else if (const auto* v = std::get_if<Verdict>(&finding)) {
            check(v->threshold, name);
            check(*v, name);
        } else if (const auto* set = std::get_if<PayoffSetFinding>(&finding)) {
            check(*set, name);
        }
    }

    static void check(const Threshold& t, const std::string& name) {
        require(t.decided, name, "a threshold is not decided");
        require(t.possible.is_empty() || intersect(t.sustained, t.possible) == t.sustained, name,
                "something is proved to be sustained and refuted");
    }

    /// The verdict at the model's common δ is what its threshold says there.
    static void check(const Verdict& v, const std::string& name) {
        const Threshold& t = v.threshold;
        const bool common =
            !v.delta.empty() && std::all_of(v.delta.begin(), v.delta.end(),
                                            [&](const Rational& d) { return d == v.delta.front(); });
        if (!common || t.of != "delta" || t.target.test == TargetTest::accept) return;
        const bool proved = t.sustained.contains(AlgebraicNumber(v.delta.front()));
        const bool possible = proved || t.possible.contains(AlgebraicNumber(v.delta.front()));
        require(!proved || v.outcome != Verdict::Outcome::not_sustainable, name,
                "a verdict denies what its threshold proves");
        require(possible || v.outcome != Verdict::Outcome::sustainable, name,
                "a verdict claims what its threshold refutes");
    }

    static void check(const PayoffSetFinding& set, const std::string& name) {
        // A side that is missing has no values.
        if (set.outer.empty() || set.inner.empty()) return;
        for (std::size_t i = 0; i < set.least.size(); ++i) {
            require(set.least[i].outer <= set.least[i].inner, name, "the two sides of a least value cross");
            require(set.greatest[i].inner <= set.greatest[i].outer, name,
                    "the two sides of a greatest value cross");
            require(set.least[i].inner <= set.greatest[i].inner, name, "a least value is above a greatest");
        }
    }

    StopToken stop_;
    bool quiet_;
    StopToken::Clock::time_point begun_;
    std::string answers_;
    double seconds_ = 0;
    std::size_t findings_ = 0, undecided_ = 0;
};

}  // namespace

int run_bench(const Options& options) {
    Bench bench(stop_token(options), options.quiet);
    for (BenchModel& work : built_in_games()) bench.run(work);
    for (BenchModel& work : shipped_models()) bench.run(work);
    if (!options.quiet)
        std::cerr << fmt::format("{:9.3f} ms  {} findings in all, {} of them undecided\n",
                                 1000 * bench.seconds(), bench.findings(), bench.undecided());
    print(bench.signature() + "\n");
    return kAnswered;
}

}  // namespace comity::cli
