// comity reproduce DIR: every result of a directory of models against the number expected of it.

#include <algorithm>
#include <filesystem>
#include <iostream>

#include "comity/report/expectations.hpp"
#include "expect.hpp"

namespace comity::cli {
namespace {

namespace fs = std::filesystem;

/// Every .toml file under the directory, sorted by path.
std::vector<std::string> toml_files(const std::string& directory) {
    std::error_code error;
    const fs::file_status status = fs::status(directory, error);
    if (!fs::exists(status))
        throw Error(ErrorKind::missing_input, directory + ": there is no such directory");
    if (!fs::is_directory(status))
        throw Error(ErrorKind::usage, directory +
                                          " is no directory; `comity compare --expect FILE` checks one "
                                          "model");
    std::vector<std::string> files;
    fs::recursive_directory_iterator at(directory, error), end;
    while (!error && at != end) {
        if (at->path().extension() == ".toml" && at->is_regular_file(error))
            files.push_back(at->path().generic_string());
        at.increment(error);
    }
    if (error) throw Error(ErrorKind::missing_input, directory + ": " + error.message());
    std::sort(files.begin(), files.end());
    return files;
}

/// The models among them: those with [[expect]]. Every mistake of every model in one run.
std::vector<std::unique_ptr<Session>> open_all(const std::vector<std::string>& files,
                                               const Options& options) {
    std::vector<std::unique_ptr<Session>> sessions;
    Diagnostics mistakes;
    std::vector<std::string> others;
    for (const std::string& file : files) {
        if (!declares_expectations(read_input(file))) {
            others.push_back(file);
            continue;
        }
        try {
            sessions.push_back(open_expecting_session(file, options));
        } catch (const Error& error) {
            if (error.diagnostics().empty()) throw;
            mistakes.insert(mistakes.end(), error.diagnostics().begin(), error.diagnostics().end());
        }
    }
    if (!mistakes.empty()) throw Error(ErrorKind::bad_model, mistakes);
    if (!options.quiet) {
        for (const std::string& file : others) std::cerr << "no [[expect]] in " << file << "\n";
    }
    return sessions;
}

/// A source is a folder; its name is said without the part that all share.
std::vector<SourceReport> by_source(const std::vector<std::unique_ptr<Session>>& sessions,
                                    const std::string& directory) {
    std::vector<SourceReport> sources;
    fs::path folder;
    for (const auto& session : sessions) {
        const fs::path file(session->file);
        if (sources.empty() || file.parent_path() != folder) {
            folder = file.parent_path();
            std::string title = folder.lexically_relative(directory).generic_string();
            if (title == "." || title.empty()) title = folder.filename().generic_string();
            sources.push_back({title, {}});
        }
        sources.back().files.push_back(
            {file.stem().string(), {&session->model, &session->form(), session->sha256, session->findings}});
    }
    return sources;
}

}  // namespace

int run_reproduce(const Options& options) {
    const std::string& directory = options.files.front();
    const std::vector<std::string> files = toml_files(directory);
    check_writable(options);
    const StopToken stop = stop_token(options);
    const Progress progress = progress_port(options);
    const auto start = StopToken::Clock::now();
    const auto sessions = open_all(files, options);
    if (sessions.empty())
        throw Error(ErrorKind::missing_input, directory + ": no model with [[expect]] is in it");
    for (const auto& session : sessions) answer_expectations(*session, options, stop, progress);
    const double seconds = std::chrono::duration<double>(StopToken::Clock::now() - start).count();
    for (const auto& session : sessions) write_archive(*session, options, seconds);
    say_how_long(sessions, options, seconds);
    print(formatted(sessions, options, report_expectations(by_source(sessions, directory))));
    return expectation_exit_code(sessions);
}

}  // namespace comity::cli
