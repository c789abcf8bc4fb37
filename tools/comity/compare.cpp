// comity compare: the lenses side by side on the same facts, or two archives.

#include <fmt/format.h>

#include "archives.hpp"
#include "comity/archive/sha256.hpp"
#include "comity/checker/checker.hpp"
#include "comity/study/compare.hpp"
#include "session.hpp"

namespace comity::cli {
namespace {

int compare_archives(const Options& options) {
    // Nothing is solved, so nothing that asks for another solution may be ignored silently.
    const std::vector<std::pair<bool, const char*>> idle{
        {!options.lenses.empty(), "--lens"},           {!options.settings.empty(), "--set"},
        {!options.delta.empty(), "--delta"},           {!options.targets.empty(), "--target"},
        {!options.punishment.empty(), "--punishment"}, {!options.linkage.empty(), "--linkage"}};
    for (const auto& [given, name] : idle) {
        if (given)
            throw Error(
                ErrorKind::usage,
                std::string(name) + " means nothing between two archives: they are compared as they are");
    }
    if (options.format == "csv")
        throw Error(ErrorKind::usage, "two archives are compared as a table or as json, not csv");
    std::vector<OpenedArchive> both;
    for (const std::string& file : options.files) both.push_back(open_archive(file));
    std::vector<ModelReport> reports;
    for (const OpenedArchive& opened : both) {
        reports.push_back({&opened.model, &opened.form, hex(sha256(opened.archive.model_text)),
                           opened.archive.findings, opened.archive.settings});
        reports.back().settings.emplace_back("command", opened.archive.command);
    }
    print(options.format == "json" ? report_two_json(reports[0], reports[1])
                                   : report_two(reports[0], options.files[0], reports[1], options.files[1]));
    return kAnswered;
}

/// What is not proved, in words: each claim by itself, or how many where several fail for the same reason.
std::string open_words(const std::vector<Claim>& open) {
    std::string words;
    for (auto claim = open.begin(); claim != open.end(); ++claim) {
        const auto alike = [&](const Claim& other) {
            return other.result == claim->result && other.why == claim->why;
        };
        if (std::any_of(open.begin(), claim, alike)) continue;
        const auto count = std::count_if(claim, open.end(), alike);
        words += "  " + to_string(claim->result) + ": " +
                 (count == 1 ? claim->text : fmt::format("{} verdicts", count)) + " (" + claim->why + ")\n";
    }
    return words;
}

/// What the checker says of each verdict, which it proves again; what is not proved, in words. Nothing where
/// a limit comes first.
std::string prove(Session& session, const StopToken& stop) {
    Archive archive;
    for (const Finding& finding : session.findings) {
        if (std::holds_alternative<Verdict>(finding)) archive.findings.push_back(finding);
    }
    std::vector<std::string> proofs;
    std::vector<Claim> open;
    try {
        for (const Claim& claim : check_archive(archive, session.model, stop)) {
            if (!claim.text.starts_with("verdict on ")) continue;
            proofs.push_back(to_string(claim.result));
            if (claim.result != Claim::Result::proved) open.push_back(claim);
        }
    } catch (const Stopped&) {
        return "";
    }
    session.proofs = std::move(proofs);
    return open_words(open);
}

std::string proof_words(const std::vector<std::unique_ptr<Session>>& sessions, const std::string& open) {
    std::size_t verdicts = 0;
    for (const auto& session : sessions) {
        if (session->proofs.empty())
            return "\nWhether each verdict is proved was not looked at before the limit.\n";
        verdicts += session->proofs.size();
    }
    if (!open.empty()) return "\nProofs: every verdict is proved but\n" + open;
    const std::string all =
        verdicts == 1 ? "the one verdict is" : fmt::format("all {} verdicts are", verdicts);
    return "\nProofs: " + all + " proved; `comity verify` proves an archive again.\n";
}

/// What is compared, and how verdicts are read.
ComparisonRequest comparison_request(const Session& session, const Options& options) {
    ComparisonRequest request;
    request.lenses = session.lenses;
    request.targets = chosen_targets(session, options);
    request.punishment = verdict_punishment(session.model, options);
    request.linkage = chosen_linkage(session, options);
    request.objectives = compared_objectives(session, options);
    request.jobs = threads(options);
    return request;
}

bool is_archive(const std::string& file) {
    return file.ends_with(".comity");
}

}  // namespace

std::vector<Objective> compared_objectives(const Session& session, const Options& options) {
    const std::vector<std::string>& words =
        options.objectives.empty() ? session.model.agreement : options.objectives;
    std::vector<Objective> result;
    for (const std::string& word : words) {
        if (const auto objective = objective_named(word)) result.push_back(*objective);
    }
    if (!result.empty() && result.size() < words.size())
        throw Error(ErrorKind::usage, "--objective none stands alone");
    return result;
}

int run_compare(const Options& options) {
    const auto archives =
        static_cast<std::size_t>(std::count_if(options.files.begin(), options.files.end(), is_archive));
    if (archives > 0) {
        if (archives != 2 || options.files.size() != 2)
            throw Error(ErrorKind::usage, "compare takes model files, or exactly two archives");
        return compare_archives(options);
    }
    check_writable(options);
    const StopToken stop = stop_token(options);
    const Progress progress = progress_port(options);
    const auto start = StopToken::Clock::now();
    std::vector<std::unique_ptr<Session>> sessions;
    std::string table, open;
    std::vector<Comparison> comparisons;
    for (const std::string& file : options.files) {
        auto session = open_session(file, options);
        Comparison comparison =
            compare_lenses(*session->solver, comparison_request(*session, options), stop, progress);
        session->complete = comparison.complete;
        session->findings = findings_of(comparison);
        open += prove(*session, stop);
        table += (table.empty() ? "" : "\n") +
                 report_comparison(session->model, session->form(), comparison, session->proofs);
        sessions.push_back(std::move(session));
        comparisons.push_back(std::move(comparison));
    }
    if (sessions.size() > 1) {
        std::vector<ComparedModel> compared;
        for (std::size_t k = 0; k < sessions.size(); ++k)
            compared.push_back({&sessions[k]->model, &comparisons[k]});
        table += "\n" + report_overview(compared);
    }
    for (std::size_t k = 0; k < sessions.size(); ++k) sessions[k]->comparison = &comparisons[k];
    table += proof_words(sessions, open);
    const double seconds = std::chrono::duration<double>(StopToken::Clock::now() - start).count();
    for (const auto& session : sessions) write_archive(*session, options, seconds);
    say_how_long(sessions, options, seconds);
    print(formatted(sessions, options, table));
    return exit_code(sessions);
}

}  // namespace comity::cli
