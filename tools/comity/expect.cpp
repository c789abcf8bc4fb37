// comity compare --expect: what the models' [[expect]] entries say, against what comes out.

#include "comity/study/expect.hpp"
#include "comity/archive/sha256.hpp"
#include "comity/model/write.hpp"
#include "comity/report/expectations.hpp"
#include "expect.hpp"

namespace comity::cli {
namespace {

void refuse_what_moves_the_question(const Options& options) {
    const std::vector<std::pair<bool, std::string>> given{
        {!options.lenses.empty(), "--lens"},           {!options.settings.empty(), "--set"},
        {!options.delta.empty(), "--delta"},           {!options.targets.empty(), "--target"},
        {!options.punishment.empty(), "--punishment"}, {!options.linkage.empty(), "--linkage"}};
    for (const auto& [is_given, option] : given) {
        if (is_given)
            throw Error(ErrorKind::usage, option +
                                              " and --expect exclude each other: an [[expect]] entry says "
                                              "itself what is asked, and at which values");
    }
}

}  // namespace

std::unique_ptr<Session> open_expecting_session(const std::string& path, const Options& options) {
    auto session = open_session(path, options);
    declare_expected_lenses(session->model);
    session->text = write_model(session->model);
    session->sha256 = hex(sha256(session->text));
    return session;
}

void answer_expectations(Session& session, const Options& options, const StopToken& stop,
                         const Progress& progress) {
    for (ExpectationFinding& finding : evaluate_expectations(
             session.model, tolerance(options, session.model.actors.size()), stop, progress)) {
        session.complete = session.complete && finding.decided;
        session.findings.emplace_back(std::move(finding));
    }
}

int expectation_exit_code(const std::vector<std::unique_ptr<Session>>& sessions) {
    if (interrupted()) return kInterrupted;
    for (const auto& session : sessions) {
        for (const Finding& finding : session->findings) {
            const auto* e = std::get_if<ExpectationFinding>(&finding);
            if (e != nullptr && e->decided && !e->agrees) return kNo;
        }
    }
    return exit_code(sessions);
}

int run_compare_expected(const Options& options) {
    refuse_what_moves_the_question(options);
    check_writable(options);
    const StopToken stop = stop_token(options);
    const Progress progress = progress_port(options);
    const auto start = StopToken::Clock::now();
    std::vector<std::unique_ptr<Session>> sessions;
    for (const std::string& file : options.files) {
        sessions.push_back(open_expecting_session(file, options));
        if (sessions.back()->model.expectations.empty())
            throw Error(ErrorKind::usage, (file == "-" ? "standard input" : file) +
                                              ": this model has no [[expect]], so there is nothing to check");
    }
    std::vector<SourceReport> sources;
    for (const auto& session : sessions) {
        answer_expectations(*session, options, stop, progress);
        const Model& model = session->model;
        sources.push_back({model.title.empty() ? model.name : model.title,
                           {{"", {&model, &session->form(), session->sha256, session->findings}}}});
    }
    const double seconds = std::chrono::duration<double>(StopToken::Clock::now() - start).count();
    for (const auto& session : sessions) write_archive(*session, options, seconds);
    say_how_long(sessions, options, seconds);
    print(formatted(sessions, options, report_expectations(sources)));
    return expectation_exit_code(sessions);
}

}  // namespace comity::cli
