// The one place that knows CLI11 (it takes seconds to compile).

#include "options.hpp"

#include <CLI/CLI.hpp>
#include <iostream>

#include "comity/text/near_name.hpp"

namespace comity::cli {
namespace {

/// Which options a subcommand has besides -q and -v.
struct Subcommand {
    const char* name;
    const char* help;
    bool many_files = true;
    bool solves = false;  ///< lens, set, delta, archive, limits
    bool targets = false;
    bool files = true;  ///< takes FILE or DIR
};

const std::vector<Subcommand>& subcommands() {
    static const std::vector<Subcommand> all{
        {"check", "is the model well formed? every mistake in one run, with its place", true, false, false},
        {"show", "the model as understood: actors, issues, payoffs under each lens, constraints, sources",
         false, false, false},
        {"solve",
         "equilibria under each lens: --concept nash lists all pure equilibria of the stage game, --concept "
         "payoffs finds what all equilibria of the repeated game pay, --concept agreement the deepest "
         "agreement that can be kept up",
         true, true, false},
        {"threshold", "critical values of delta, of a lens strength or of a parameter, exactly", true, true,
         true},
        {"compare",
         "the lenses side by side on the same facts; or two archives; or, with --expect, what a "
         "model's [[expect]] says against what comes out",
         true, true, true},
        {"reproduce", "every result of a directory of paper models against the number expected of it", false,
         true, false},
        {"explain",
         "why a target is kept or not: who departs and what for, which constraints stand in the way, the "
         "nearest change that turns the verdict; or, with --concept agreement, why the best agreement goes "
         "no "
         "deeper",
         true, false, true},
        {"verify", "prove again, without the solvers, every claim of archives; exit 1 on one that is not",
         true, false, false},
        {"bench", "fixed work over built-in models and games: a signature of all its answers, and timings",
         false, false, false, false},
        {"convert", "the model in another form, on standard output: --to toml, nfg or json", false, false,
         false},
    };
    return all;
}

void add_common(CLI::App& app, Options& o, bool files) {
    app.add_flag("-q,--quiet", o.quiet, "print nothing on standard error but errors");
    app.add_flag("-v,--verbose", o.verbose, "say more on standard error");
    if (!files) return;
    app.add_option("--input-format", o.input_format,
                   "what standard input (-) holds: toml (the default) or nfg")
        ->check(CLI::IsMember({"toml", "nfg"}));
}

void add_settings(CLI::App& app, Options& o, std::vector<std::string>& settings) {
    app.add_option("--lens", o.lenses,
                   "lenses of the file, or inline ones such as relative:k=1/2; comma-separated")
        ->delimiter(',')
        ->allow_extra_args(false);
    app.add_option("--set", settings,
                   "PATH=VALUE: override a parameter, a lens strength, a choice or the unit; repeatable")
        ->allow_extra_args(false);
    app.add_option("--delta", o.delta, "one common discount factor, 0 <= delta < 1; a fraction or a decimal");
}

void add_format(CLI::App& app, Options& o, const std::string& command) {
    const std::vector<std::string> formats = command == "show" || command == "verify" || command == "explain"
                                                 ? std::vector<std::string>{"table", "json"}
                                                 : std::vector<std::string>{"table", "json", "csv"};
    app.add_option("--format", o.format, "how to print (default table)")->check(CLI::IsMember(formats));
}

/// What bounds the work.
void add_limits(CLI::App& app, Options& o) {
    app.add_option(
        "--tolerance", o.tolerance,
        "width of brackets where a critical value is not known exactly (default 1e-6); gap of a set of "
        "payoffs, in parts of its range (default 1e-9 for two states, else 1e-6)");
    app.add_option("--time-limit", o.time_limit,
                   "seconds for the whole command; what is known by then is printed (exit 2), and archived "
                   "where there is "
                   "an archive");
    app.add_option(
           "--jobs", o.jobs,
           "at most this many threads (default: as many as there are processors); no answer depends on it")
        ->check(CLI::PositiveNumber);
}

void add_solving(CLI::App& app, Options& o) {
    add_limits(app, o);
    app.add_option("--seed", o.seed, "recorded in the archive (nothing computed here is random)");
    app.add_option("-o", o.out, "directory for the archive (default results)");
    app.add_flag("--no-archive", o.no_archive, "write no archive");
    app.add_option("--progress", o.progress, "auto, always or never")
        ->check(CLI::IsMember({"auto", "always", "never"}));
}

/// What follows a breach.
void add_breach(CLI::App& app, Options& o) {
    app.add_option("--punishment", o.punishment, "grim, exit, or worst (the worst equilibrium)");
    app.add_option("--linkage", o.linkage,
                   "pooled: a breach in one issue is answered in all; separate: each issue by itself")
        ->check(CLI::IsMember({"pooled", "separate"}));
}

/// What an agreement is to have as much of as possible.
void add_objective(CLI::App& app, Options& o, const std::string& words,
                   const std::vector<std::string>& choices) {
    app.add_option("--objective", o.objectives, "with --concept agreement: " + words)
        ->delimiter(',')
        ->check(CLI::IsMember(choices))
        ->allow_extra_args(false);
}

void add_asking(CLI::App& app, Options& o, const std::string& command) {
    app.add_option("--target", o.targets,
                   "a target of the file, full, a profile such as 0,0,1, payoff:PROFILE, value:1,*, "
                   "cycle:PROFILE;PROFILE "
                   "or accept:PROFILE; repeatable")
        ->allow_extra_args(false);
    add_breach(app, o);
    if (command == "threshold") {
        app.add_option(
            "--of", o.of,
            "the scalar asked about: delta, delta.KAZ, lens.NAME.k, parameters.NAME (default delta)");
        app.add_option("--range", o.range,
                       "LO,HI: search here instead of the scalar's own range; inf is allowed");
    }
    if (command == "explain") {
        app.add_option(
               "--of", o.scalars,
               "more scalars whose nearest value that turns the verdict is wanted, besides delta, the "
               "lens's strength and what the cost of sovereignty depends on; comma-separated")
            ->delimiter(',')
            ->allow_extra_args(false);
    }
}

}  // namespace

Parsed parse(int argc, char** argv) {
    Parsed parsed;
    Options& o = parsed.options;
    for (int k = 0; k < argc; ++k) o.command_line += (k > 0 ? " " : "") + std::string(argv[k]);
    CLI::App app{
        "comity: rival theories of international relations on the same facts, computed exactly.\n"
        "docs/commands.md describes every command, docs/model-files.md the files.",
        "comity"};
    app.set_version_flag("--version", std::function<std::string()>(version_text),
                         "print the version, the revision and the libraries it was built with");
    app.require_subcommand(1, 1);
    std::vector<std::string> settings;
    for (const Subcommand& subcommand : subcommands()) {
        CLI::App* sub = app.add_subcommand(subcommand.name, subcommand.help);
        const std::string name = subcommand.name;
        const bool directory = name == "reproduce", archives = name == "verify";
        if (subcommand.files)
            sub->add_option(directory  ? "DIR"
                            : archives ? "ARCHIVE"
                                       : "FILE",
                            o.files,
                            directory  ? "the directory: every .toml under it that has [[expect]]"
                            : archives ? "archives (.comity), or - for standard input"
                                       : "model files (.toml), Gambit's games (.nfg), archives (.comity) for "
                                         "compare and convert, or - for standard input")
                ->required()
                ->expected(1, subcommand.many_files ? 100000 : 1);
        add_common(*sub, o, subcommand.files && !archives);
        if (!subcommand.files || archives)
            sub->add_option(
                "--time-limit", o.time_limit,
                archives ? "seconds for the whole command; nothing is said if they do not suffice (exit 2)"
                         : "seconds for the whole work; a signature is printed only if all of it was done "
                           "(else exit 2)");
        if (!directory && !archives && subcommand.files) add_settings(*sub, o, settings);
        if (name == "convert") {
            sub->add_option(
                   "--to", o.to,
                   "toml: a model file; nfg: Gambit's form, material payoffs or, with --lens, utilities; "
                   "json: all numbers and, of an archive, all claims with their certificates")
                ->required()
                ->check(CLI::IsMember({"toml", "nfg", "json"}));
        } else if (name != "check" && subcommand.files) {
            add_format(*sub, o, name);
        }
        if (subcommand.solves) add_solving(*sub, o);
        if (subcommand.targets) add_asking(*sub, o, name);
        if (name == "compare") {
            sub->add_flag("--expect", o.expect,
                          "check what the model's [[expect]] entries say; exit 1 on any difference");
            sub->add_option("--objective", o.objectives,
                            "also the agreement with the greatest depth, gain, least or nash through each "
                            "lens, or several of them, the first counting first; none: not even where the "
                            "model asks for it")
                ->delimiter(',')
                ->check(CLI::IsMember({"depth", "gain", "least", "nash", "none"}))
                ->allow_extra_args(false);
        }
        if (name == "solve")
            sub->add_option("--concept", o.concept_name,
                            "nash: all pure equilibria of the stage game (the default); payoffs: the payoffs "
                            "of all equilibria of the repeated game; agreement: the deepest agreement that "
                            "can be kept up "
                            "for ever, issues linked or not")
                ->check(CLI::IsMember({"nash", "payoffs", "agreement"}));
        if (name == "solve") {
            add_objective(*sub, o,
                          "depth (the default), gain, least or nash, or several of them, the first counting "
                          "first; or maximal: all agreements of which nothing can be deepened",
                          {"depth", "gain", "least", "nash", "maximal"});
            sub->add_option("--limit", o.limit,
                            "with --objective maximal: list at most so many (default 100)")
                ->check(CLI::PositiveNumber);
            add_breach(*sub, o);
            sub->add_option(
                "--directions", o.directions,
                "with --concept payoffs, for other than two states: FILE.csv of more directions to "
                "report, one a row of whole numbers or fractions, no header");
            sub->add_flag(
                "--no-certificate", o.no_certificate,
                "with --concept payoffs: explore without proofs; the result is marked as not proved");
        }
        if (name == "explain") {
            add_limits(*sub, o);
            sub->add_option(
                   "--concept", o.concept_name,
                   "agreement: the best agreement in place of targets, which also games too large to "
                   "list have")
                ->check(CLI::IsMember({"agreement"}));
            add_objective(*sub, o,
                          "depth (the default), gain, least or nash, or several, the first counting first",
                          {"depth", "gain", "least", "nash"});
        }
        sub->callback([&o, name] { o.command = name; });
    }
    try {
        app.parse(argc, argv);
    } catch (const CLI::CallForHelp& help) {
        app.exit(help);
        parsed.exit = kAnswered;
        return parsed;
    } catch (const CLI::CallForVersion& version) {
        app.exit(version);
        parsed.exit = kAnswered;
        return parsed;
    } catch (const CLI::ParseError& error) {
        std::string help;
        if (argc > 1 && argv[1][0] != '-' && o.command.empty()) {
            std::vector<std::string> names;
            bool known = false;
            for (const Subcommand& subcommand : subcommands()) {
                names.emplace_back(subcommand.name);
                known = known || names.back() == argv[1];
            }
            if (!known)
                help = "comity: there is no subcommand '" + std::string(argv[1]) + "'; " +
                       suggest(argv[1], names);
        }
        std::cerr << (help.empty() ? "comity: " + std::string(error.what()) : help)
                  << "\nTry: comity --help\n";
        parsed.exit = kUsage;
        return parsed;
    }
    for (const std::string& setting : settings) {
        const std::size_t equals = setting.find('=');
        if (equals == std::string::npos || equals == 0) {
            std::cerr << "comity: --set " << setting
                      << ": write PATH=VALUE, as in --set parameters.relief=3/2\n";
            parsed.exit = kUsage;
            return parsed;
        }
        o.settings.emplace_back(setting.substr(0, equals), setting.substr(equals + 1));
    }
    if (o.time_limit && !(*o.time_limit > 0)) {
        std::cerr << "comity: --time-limit must be more than 0 seconds\n";
        parsed.exit = kUsage;
    }
    return parsed;
}

}  // namespace comity::cli
