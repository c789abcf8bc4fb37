// comity solve --concept nash: all pure equilibria of the stage game, lens by lens.

#include "comity/study/equilibria.hpp"
#include "session.hpp"

namespace comity::cli {

int run_solve(const Options& options) {
    check_writable(options);
    const StopToken stop = stop_token(options);
    const Progress progress = progress_port(options);
    const auto start = StopToken::Clock::now();
    std::vector<std::unique_ptr<Session>> sessions;
    std::string table;
    for (const std::string& file : options.files) {
        auto session = open_session(file, options);
        for (std::size_t k = 0; k < session->lenses.size(); ++k) {
            try {
                if (stop.stop_requested()) throw Stopped();
                session->findings.emplace_back(find_equilibria(*session->solver, session->lenses[k]));
            } catch (const Stopped&) {
                session->complete = false;
                break;
            }
            if (progress) progress(k + 1, session->lenses.size());
        }
        table += report_stage({&session->model, &session->form(), session->sha256, session->findings});
        sessions.push_back(std::move(session));
    }
    const double seconds = std::chrono::duration<double>(StopToken::Clock::now() - start).count();
    for (const auto& session : sessions) write_archive(*session, options, seconds);
    say_how_long(sessions, options, seconds);
    print(formatted(sessions, options, table));
    return exit_code(sessions);
}

}  // namespace comity::cli
