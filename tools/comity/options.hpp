#pragma once
/// The command line as understood: one table of options for all subcommands (options.cpp).

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace comity::cli {

/// Exit codes, as docs/commands.md lists them.
enum Exit : int {
    kAnswered = 0,
    kNo = 1,
    kUndecided = 2,
    kUsage = 64,
    kBadModel = 65,
    kMissing = 66,
    kBug = 70,
    kCannotWrite = 73,
    kInterrupted = 130,
};

struct Options {
    std::string command;
    std::vector<std::string> files;
    std::vector<std::string> lenses;
    std::vector<std::pair<std::string, std::string>> settings;
    std::string delta;
    std::vector<std::string> targets;
    std::string of = "delta";
    std::vector<std::string> scalars;  ///< explain --of
    std::string punishment;
    std::string linkage;
    std::string range;
    std::string concept_name = "nash";
    std::vector<std::string> objectives;
    std::size_t limit = 100;
    std::string format = "table";
    std::string input_format = "toml";
    std::string to;
    std::string tolerance;   ///< as given; see `tolerance`
    std::string directions;  ///< a .csv file, or empty
    bool no_certificate = false;
    std::string out = "results";
    std::string progress = "auto";
    std::optional<double> time_limit;
    std::optional<unsigned> jobs;
    unsigned long seed = 0;
    bool no_archive = false, quiet = false;
    bool expect = false;  ///< compare --expect
    int verbose = 0;
    /// The whole command line, for the sidecar.
    std::string command_line;
};

/// What the command line asks for, or the exit code with which the program ends here (help, version, usage
/// errors; their text is already printed).
struct Parsed {
    Options options;
    std::optional<int> exit;
};

Parsed parse(int argc, char** argv);

/// What --version prints (version.cpp).
std::string version_text();

}  // namespace comity::cli
