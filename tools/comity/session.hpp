#pragma once
/// What the subcommands share: reading inputs, applying the command line to a model, writing archives and
/// streams.

#include <memory>

#include "comity/archive/archive.hpp"
#include "comity/model/load.hpp"
#include "comity/payoffs/payoff_round.hpp"
#include "comity/report/report.hpp"
#include "comity/search/agreement.hpp"
#include "comity/text/progress.hpp"
#include "comity/threshold/threshold.hpp"
#include "options.hpp"

namespace comity::cli {

/// The text of a file, or of standard input for "-". Error (missing_input) if it cannot be read, (bad_model)
/// if it is larger than 256 MiB.
std::string read_input(const std::string& path);

/// What --directions names: whole numbers by actor. Errors: two actors (usage), a malformed file (bad model).
std::vector<std::vector<Integer>> directions(const Options& options, const Model& model);

/// Reads a model file, or a game of Gambit's, with the settings of the command line that decide which data it
/// reads. `payoffs`: evaluate every payoff of every profile to see that it has a value.
LoadResult load_file(const std::string& path, const Options& options, bool payoffs);

/// The same for commands that need a good model: warnings go to standard error, errors are thrown.
Model read_model(const std::string& path, const Options& options);

/// A model with everything from the command line applied, ready to be solved: --set, --delta, inline lenses.
/// Warnings go to standard error; errors are thrown.
struct Session {
    std::string file;
    Model model;
    std::string text;    ///< the resolved model [F8]
    std::string sha256;  ///< of `text`
    std::vector<std::size_t> lenses;
    std::unique_ptr<ThresholdSolver> solver;
    std::vector<Finding> findings;
    std::vector<std::string> proofs;         ///< see ModelReport
    const Comparison* comparison = nullptr;  ///< of compare
    bool complete = true;

    const GameForm& form() const { return solver->form(); }
};

/// Applies --lens, --set and --delta; the lenses chosen. Error (usage) for what does not exist or is out of
/// range.
std::vector<std::size_t> apply_options(Model& model, const Options& options);
/// Applies --set and --delta only.
void apply_numbers(Model& model, const Options& options);

/// The pointer keeps `model` where the solver expects it.
std::unique_ptr<Session> open_session(const std::string& path, const Options& options);

/// The targets asked for on the command line, or the file's own.
std::vector<Target> chosen_targets(const Session& session, const Options& options);

/// --tolerance, or its default for what is asked. Error (usage): not a number above 0.
Rational tolerance(const Options& options, std::size_t actors);

/// Error: the model has not the two actors for which the worst equilibrium is computed.
void require_worst(const Model& model, ErrorKind kind);

/// The punishment asked for, if any. Error (usage): none of that name.
std::optional<Punishment> chosen_punishment(const Options& options);

/// What `solve --concept agreement` is asked for. Error (usage): δ is needed and none given.
AgreementRequest agreement_request(const Session& session, const Options& options);

/// Of the agreement that `compare` looks for: the command line's objectives, else the model's; none where
/// neither asks. Error (usage): 'none' among others.
std::vector<Objective> compared_objectives(const Session& session, const Options& options);

/// --jobs, or one thread for each processor.
unsigned threads(const Options& options);

/// Under which punishment a verdict is read: the command line's, else the model's, else the strongest there
/// is: `worst` where it is computed, else `grim`. Error (usage, or bad_model where the model asks for it):
/// `worst` for others than two.
Punishment verdict_punishment(const Model& model, const Options& options);

/// Whether issues are played apart: as the command line says, else as the model does.
Linkage chosen_linkage(const Session& session, const Options& options);

/// Fails with Error (cannot_write) before any solving if the archive's directory cannot be written.
void check_writable(const Options& options);

/// Fails with Error (cannot_write) before any solving if the archive would be too large to be read again.
void check_archivable(const Session& session, const Options& options);

/// Writes DIR/MODEL-COMMAND-XXXXXXXX.comity and its sidecar, and says where on standard error.
void write_archive(const Session& session, const Options& options, double seconds);

/// Stop at --time-limit, or when the person interrupts.
StopToken stop_token(const Options& options);
bool interrupted();

/// With -v: what was computed and how long it took, on standard error.
void say_how_long(const std::vector<std::unique_ptr<Session>>& sessions, const Options& options,
                  double seconds);

/// Progress on standard error as --progress wants it.
Progress progress_port(const Options& options);
/// Likewise after the rounds of a payoff set, or now and then after an iteration for two states.
PayoffRounds rounds_port(const std::string& lens, std::size_t actors, const Options& options);

/// Everything to standard output at once; Error (cannot_write) if it does not take it.
void print(const std::string& text);

/// The report of all sessions in the format asked for; `table` is what to print for table.
std::string formatted(const std::vector<std::unique_ptr<Session>>& sessions, const Options& options,
                      const std::string& table);

/// 0, or 2 if some answer was cut short, or 130 if a person did that.
int exit_code(const std::vector<std::unique_ptr<Session>>& sessions);

// --- the subcommands, one file each
// ---------------------------------------------------------------------------------
int run_check(const Options& options);
int run_show(const Options& options);
int run_solve(const Options& options);
int run_threshold(const Options& options);
int run_compare(const Options& options);
int run_compare_expected(const Options& options);  // compare --expect
int run_reproduce(const Options& options);
int run_explain(const Options& options);
int run_verify(const Options& options);
int run_convert(const Options& options);
int run_bench(const Options& options);

}  // namespace comity::cli
