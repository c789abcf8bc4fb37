// comity solve: equilibria lens by lens. --concept nash: all pure equilibria of the stage game; --concept
// payoffs: what all equilibria of the repeated game pay.

#include <algorithm>

#include "comity/study/equilibria.hpp"
#include "session.hpp"

namespace comity::cli {
namespace {

/// What --concept payoffs needs of a model.
void require_payoffs(const Session& session) {
    const std::size_t n = session.model.actors.size();
    if (n > kMaxPayoffActors)
        throw Error(ErrorKind::usage, "--concept payoffs is computed for at most " +
                                          std::to_string(kMaxPayoffActors) + " actors, and " +
                                          session.model.name + " has " + std::to_string(n));
    if (session.solver->deltas().empty())
        throw Error(ErrorKind::usage,
                    "a discount factor is needed to say what equilibria pay; give --delta, or "
                    "delta = ... in the file");
}

/// Progress on one lens of several as progress on all. How many steps it will take is an estimate that moves;
/// what is said never goes back.
Progress share(const Progress& whole, std::size_t lens, std::size_t lenses) {
    if (!whole) return {};
    // Shared by the copies that solvers make of their port.
    return
        [whole, lens, lenses, furthest = std::make_shared<double>(0)](std::size_t done, std::size_t total) {
            if (total == 0) return;
            const double now = double(std::min(done, total)) / double(total);
            if (now <= *furthest || done >= total) return;
            *furthest = now;
            whole(lens * total + done, lenses * total);
        };
}

Finding answer(Session& session, std::size_t k, const Options& options, const StopToken& stop,
               const Progress& progress) {
    const std::size_t lens = session.lenses[k];
    if (options.concept_name == "nash") return find_equilibria(*session.solver, lens);
    PayoffRequest request;
    request.delta = session.solver->deltas();
    request.tolerance = tolerance(options, session.model.actors.size());
    request.prove = !options.no_certificate;
    request.directions = directions(options, session.model);
    request.stop = stop;
    request.progress = share(progress, k, session.lenses.size());
    PayoffSetFinding finding = find_payoffs(*session.solver, lens, request);
    if (finding.status == PayoffSetFinding::Status::undecided || stop.stop_requested())
        session.complete = false;
    return finding;
}

/// A lens that was not reached before the limit.
Finding unanswered(const Session& session, std::size_t k) {
    PayoffSetFinding finding;
    finding.lens = session.model.lenses[session.lenses[k]].name;
    finding.delta = session.solver->deltas();
    finding.note = "the limit came before this lens was looked at";
    return finding;
}

}  // namespace

int run_solve(const Options& options) {
    check_writable(options);
    const bool payoffs = options.concept_name == "payoffs";
    const StopToken stop = stop_token(options);
    const Progress progress = progress_port(options);
    const auto start = StopToken::Clock::now();
    std::vector<std::unique_ptr<Session>> sessions;
    for (const std::string& file : options.files) {
        sessions.push_back(open_session(file, options));
        if (payoffs) require_payoffs(*sessions.back());
    }
    std::string table;
    for (const auto& session : sessions) {
        for (std::size_t k = 0; k < session->lenses.size(); ++k) {
            try {
                if (stop.stop_requested()) throw Stopped();
                session->findings.push_back(answer(*session, k, options, stop, progress));
            } catch (const Stopped&) {
                session->complete = false;
                if (!payoffs) break;
                session->findings.push_back(unanswered(*session, k));
            }
            if (progress) progress(k + 1, session->lenses.size());
        }
        const ModelReport report{&session->model, &session->form(), session->sha256, session->findings};
        table += payoffs ? report_payoffs(report) : report_stage(report);
    }
    const double seconds = std::chrono::duration<double>(StopToken::Clock::now() - start).count();
    for (const auto& session : sessions) write_archive(*session, options, seconds);
    say_how_long(sessions, options, seconds);
    print(formatted(sessions, options, table));
    return exit_code(sessions);
}

}  // namespace comity::cli
