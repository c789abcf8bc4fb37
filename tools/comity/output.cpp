#include <unistd.h>

#include <atomic>
#include <cmath>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <iostream>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "build_info.hpp"
#include "comity/text/version.hpp"
#include "session.hpp"

namespace comity::cli {
namespace {

namespace fs = std::filesystem;

std::atomic<bool> stopped{false};

/// The first asks to stop after the question at hand; the second stops at once.
void on_interrupt(int) {
    if (stopped.exchange(true)) std::_Exit(kInterrupted);
}

bool write_file(const fs::path& path, const std::string& bytes) {
    // Written beside and renamed, so that no half-written archive is ever seen.
    const fs::path temporary = path.string() + ".tmp";
    {
        std::ofstream stream(temporary, std::ios::binary | std::ios::trunc);
        stream.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
        stream.flush();
        if (!stream) return false;
    }
    std::error_code error;
    fs::rename(temporary, path, error);
    return !error;
}

std::string setting_list(const std::vector<std::string>& values) {
    std::string out;
    for (const std::string& value : values) out += (out.empty() ? "" : " ") + value;
    return out;
}

/// "0,0.2" and "0,1/5" are one question.
std::string canonical_range(const std::string& range) {
    if (range.empty()) return "default";
    const std::size_t comma = range.find(',');
    const auto end = [](const std::string& part) {
        const auto value = parse_rational(part);
        return value ? to_string(*value) : part;
    };
    return end(range.substr(0, comma)) + "," + end(range.substr(comma + 1));
}

Archive to_archive(const Session& session, const Options& options) {
    Archive archive;
    archive.command = options.command;
    archive.model_name = session.model.name;
    archive.model_text = session.text;
    if (options.expect || options.command == "reproduce") {
        // The entries are in the model's text: with them, that is the question.
        archive.settings.emplace_back("expect", "all");
        archive.settings.emplace_back("tolerance",
                                      to_string(tolerance(options, session.model.actors.size())));
        archive.settings.emplace_back("seed", std::to_string(options.seed));
        archive.findings = session.findings;
        return archive;
    }
    std::vector<std::string> lenses;
    for (const std::size_t lens : session.lenses) lenses.push_back(session.model.lenses[lens].name);
    archive.settings.emplace_back("lenses", setting_list(lenses));
    if (options.command == "solve") {
        archive.settings.emplace_back("concept", options.concept_name);
        if (options.concept_name == "agreement") {
            const AgreementRequest request = agreement_request(session, options);
            std::vector<std::string> objectives;
            for (const Objective each : request.objectives) objectives.push_back(to_string(each));
            archive.settings.emplace_back("objective", setting_list(objectives));
            archive.settings.emplace_back("punishment", to_string(request.punishment));
            archive.settings.emplace_back("linkage", to_string(request.linkage));
            if (request.objectives.front() == Objective::maximal)
                archive.settings.emplace_back("limit", std::to_string(request.limit));
        }
    } else {
        std::vector<std::string> targets;
        for (const Target& target : chosen_targets(session, options)) targets.push_back(target.name);
        archive.settings.emplace_back("targets", setting_list(targets));
        // `compare` reads verdicts under one punishment, `threshold` asks all that there are.
        archive.settings.emplace_back(
            "punishment", options.command == "compare" ? to_string(verdict_punishment(session.model, options))
                          : options.punishment.empty() ? "default"
                                                       : options.punishment);
        archive.settings.emplace_back("linkage", to_string(chosen_linkage(session, options)));
    }
    if (options.command == "threshold") {
        archive.settings.emplace_back("of", parse_path(session.model, options.of).text);
        archive.settings.emplace_back("range", canonical_range(options.range));
    }
    archive.settings.emplace_back("tolerance", to_string(tolerance(options, session.model.actors.size())));
    archive.settings.emplace_back("seed", std::to_string(options.seed));
    archive.findings = session.findings;
    return archive;
}

}  // namespace

void check_writable(const Options& options) {
    tolerance(options, 2);
    if (options.no_archive) return;
    std::error_code error;
    fs::create_directories(options.out, error);
    const fs::path probe = fs::path(options.out) / (".comity-" + std::to_string(::getpid()));
    const bool good = !error && write_file(probe, "");
    fs::remove(probe, error);
    if (!good)
        throw Error(ErrorKind::cannot_write, "cannot write into the directory '" + options.out +
                                                 "'; choose another with -o, or use --no-archive");
}

void check_archivable(const Session& session, const Options& options) {
    // A text takes 4/3 of its size in an archive, and line ends; the rest is small.
    constexpr std::size_t kMost = kMaxInputBytes / 16 * 11;
    if (options.no_archive || options.command == "show" || session.text.size() <= kMost) return;
    throw Error(
        ErrorKind::cannot_write,
        session.file + ": its archive would be larger than 256 MiB, the most that is read; use --no-archive");
}

void write_archive(const Session& session, const Options& options, double seconds) {
    if (options.no_archive) return;
    const Archive archive = to_archive(session, options);
    const fs::path path = fs::path(options.out) / archive_name(archive);
    // An unfinished answer never replaces a finished one.
    if (!session.complete && fs::exists(path)) {
        if (!options.quiet) std::cerr << "comity: a finished archive is kept: " << path.string() << "\n";
        return;
    }
    nlohmann::ordered_json sidecar{{"comity", kVersion},
                                   {"revision", kRevision},
                                   {"libraries", nlohmann::ordered_json::object()},
                                   {"compiler", kCompiler},
                                   {"command_line", options.command_line},
                                   {"input", session.file},
                                   {"seconds", seconds},
                                   {"complete", session.complete}};
    for (const auto& [library, version] : kLibraries) sidecar["libraries"][library] = version;
    fs::path beside = path;
    beside.replace_extension(".run.json");
    if (!write_file(path, pack(archive)) || !write_file(beside, sidecar.dump(2) + "\n")) {
        throw Error(ErrorKind::cannot_write, "cannot write " + path.string());
    }
    if (!options.quiet) std::cerr << "archive: " << path.string() << "\n";
}

StopToken stop_token(const Options& options) {
    std::signal(SIGINT, on_interrupt);
    // The limit is for the whole command, however often it is asked for.
    static const StopToken::Clock::time_point start = StopToken::Clock::now();
    std::optional<StopToken::Clock::time_point> deadline;
    if (options.time_limit) {
        const auto span = std::chrono::duration<double>(std::min(*options.time_limit, 1e9));
        deadline = start + std::chrono::duration_cast<StopToken::Clock::duration>(span);
    }
    return StopToken(&stopped, deadline);
}

bool interrupted() {
    return stopped;
}

void say_how_long(const std::vector<std::unique_ptr<Session>>& sessions, const Options& options,
                  double seconds) {
    if (options.verbose == 0) return;
    for (const auto& session : sessions) {
        std::cerr << session->file << ": " << session->form().profiles().size() << " profiles, "
                  << session->findings.size() << " findings, model " << session->sha256.substr(0, 8) << "\n";
    }
    std::cerr << "comity " << kVersion << " (" << kRevision << "): " << seconds << " s\n";
}

namespace {

/// Can a line on standard error be written over?
bool has_bar() {
    const char* term = std::getenv("TERM");
    return ::isatty(STDERR_FILENO) == 1 && (term == nullptr || std::string(term) != "dumb");
}

bool shows_progress(const Options& options) {
    if (options.progress == "never" || options.quiet) return false;
    return options.progress != "auto" || has_bar();
}

}  // namespace

PayoffRounds rounds_port(const std::string& lens, std::size_t actors, const Options& options) {
    if (!shows_progress(options)) return {};
    using Clock = std::chrono::steady_clock;
    return [lens, actors, bar = has_bar(), next = Clock::time_point()](const PayoffRound& now) mutable {
        // Iterations for two are many and short.
        if (actors == 2 && Clock::now() < next) return;
        next = Clock::now() + std::chrono::milliseconds(250);
        std::string line = lens + (actors == 2 ? ": iteration " : ": round ") + std::to_string(now.round);
        if (std::isfinite(now.gap)) {
            line += actors == 2 ? fmt::format(", about {:.1e} of the range to go", now.gap)
                                : fmt::format(", the two sides are {:.1e} of the range apart", now.gap);
        }
        line += fmt::format(", in sum at most {:.6g}", now.most);
        std::cerr << (bar ? "\r\033[K  " : "") << line << (bar ? "" : "\n") << std::flush;
    };
}

Progress progress_port(const Options& options) {
    if (!shows_progress(options)) return {};
    const bool bar = has_bar();
    // A bar on a terminal, which goes away at the end; else a line per tenth.
    return [bar, last = std::size_t{0}](std::size_t done, std::size_t total) mutable {
        const std::size_t tenth = 10 * done / total;
        if (bar) {
            std::cerr << "\r\033[K  " << done << " of " << total << (done == total ? "\r\033[K" : "")
                      << std::flush;
        } else if (tenth != last) {
            std::cerr << "progress: " << 10 * tenth << " %\n";
        }
        last = tenth;
    };
}

void print(const std::string& text) {
    std::cout << text << std::flush;
    if (!std::cout) throw Error(ErrorKind::cannot_write, "standard output cannot be written");
}

std::string formatted(const std::vector<std::unique_ptr<Session>>& sessions, const Options& options,
                      const std::string& table) {
    if (options.format == "table") return table;
    std::vector<ModelReport> reports;
    for (const auto& session : sessions)
        reports.push_back({&session->model,
                           &session->form(),
                           session->sha256,
                           session->findings,
                           {},
                           session->proofs,
                           session->comparison});
    return options.format == "json" ? report_json(reports) : report_csv(reports);
}

int exit_code(const std::vector<std::unique_ptr<Session>>& sessions) {
    if (interrupted()) return kInterrupted;
    for (const auto& session : sessions) {
        if (!session->complete) return kUndecided;
    }
    return kAnswered;
}

}  // namespace comity::cli
