// comity solve: equilibria lens by lens. --concept nash: all pure equilibria of the stage game; --concept
// payoffs: what all equilibria of the repeated game pay; --concept agreement: the deepest agreement.

#include <algorithm>
#include <iostream>
#include <thread>

#include "comity/study/agreements.hpp"
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

/// Every lens is refused before any is searched.
void require_agreements(Session& session, const Options& options) {
    const AgreementRequest request = agreement_request(session, options);
    for (const std::size_t lens : session.lenses) {
        if (const std::string why = why_no_agreement(session.model, lens, request); !why.empty())
            throw Error(ErrorKind::usage, why);
    }
}

/// Says what is found on the way, with -v or where progress is wanted.
std::function<void(const Rational&, const std::optional<Rational>&)> better_port(const std::string& lens,
                                                                                 const Options& options) {
    if (options.quiet || (options.verbose == 0 && options.progress != "always")) return {};
    return [lens](const Rational& value, const std::optional<Rational>& bound) {
        std::cerr << lens << ": " << to_short(value)
                  << (bound ? " so far, at most " + to_short(*bound) : std::string(" so far")) << "\n";
    };
}

Finding answer(Session& session, std::size_t k, const Options& options, const StopToken& stop) {
    const std::size_t lens = session.lenses[k];
    if (options.concept_name == "nash") return find_equilibria(*session.solver, lens);
    if (options.concept_name == "agreement") {
        AgreementRequest request = agreement_request(session, options);
        request.stop = stop;
        request.better = better_port(session.model.lenses[lens].name, options);
        AgreementFinding finding = study_agreement(*session.solver, lens, request);
        if (finding.status == AgreementFinding::Status::undecided) session.complete = false;
        return finding;
    }
    PayoffRequest request;
    request.delta = session.solver->deltas();
    request.tolerance = tolerance(options, session.model.actors.size());
    request.prove = !options.no_certificate;
    request.directions = directions(options, session.model);
    request.stop = stop;
    request.rounds = rounds_port(session.model.lenses[lens].name, session.model.actors.size(), options);
    PayoffSetFinding finding = find_payoffs(*session.solver, lens, request);
    if (finding.status == PayoffSetFinding::Status::undecided || stop.stop_requested())
        session.complete = false;
    return finding;
}

/// A lens that was not reached before the limit.
Finding unanswered(const Session& session, std::size_t k, const Options& options) {
    if (options.concept_name == "agreement") {
        AgreementFinding cut =
            unanswered_agreement(session.model, session.lenses[k], agreement_request(session, options));
        cut.note = "the limit came before this lens was searched";
        return cut;
    }
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
    const bool agreements = options.concept_name == "agreement";
    if (!agreements && !options.objectives.empty())
        throw Error(ErrorKind::usage, "--objective is asked with --concept agreement");
    if (!agreements && !options.punishment.empty())
        throw Error(ErrorKind::usage, "--punishment is asked with --concept agreement");
    if (!payoffs && !options.directions.empty())
        throw Error(ErrorKind::usage, "--directions is asked with --concept payoffs");
    const StopToken stop = stop_token(options);
    const Progress progress = progress_port(options);
    const auto start = StopToken::Clock::now();
    std::vector<std::unique_ptr<Session>> sessions;
    for (const std::string& file : options.files) {
        sessions.push_back(open_session(file, options));
        if (payoffs) require_payoffs(*sessions.back());
        if (agreements) require_agreements(*sessions.back(), options);
    }
    std::string table;
    for (const auto& session : sessions) {
        for (std::size_t k = 0; k < session->lenses.size(); ++k) {
            try {
                if (stop.stop_requested()) throw Stopped();
                session->findings.push_back(answer(*session, k, options, stop));
            } catch (const Stopped&) {
                session->complete = false;
                if (options.concept_name == "nash") break;
                session->findings.push_back(unanswered(*session, k, options));
            }
            if (progress) progress(k + 1, session->lenses.size());
        }
        const ModelReport report{&session->model, &session->form(), session->sha256, session->findings};
        table += payoffs      ? report_payoffs(report)
                 : agreements ? report_agreements(report)
                              : report_stage(report);
    }
    const double seconds = std::chrono::duration<double>(StopToken::Clock::now() - start).count();
    for (const auto& session : sessions) write_archive(*session, options, seconds);
    say_how_long(sessions, options, seconds);
    print(formatted(sessions, options, table));
    return exit_code(sessions);
}

AgreementRequest agreement_request(const Session& session, const Options& options) {
    AgreementRequest request;
    request.delta = session.solver->deltas();
    if (request.delta.empty())
        throw Error(
            ErrorKind::usage,
            "a discount factor is needed to say which agreements are kept; give --delta, or delta = ... "
            "in the file");
    if (const auto asked = chosen_punishment(options)) {
        request.punishment = *asked;
    } else if (session.model.punishment == "exit") {
        request.punishment = Punishment::exit;
    } else if (session.model.punishment == "worst") {
        request.punishment = Punishment::worst;
    }
    request.linkage = chosen_linkage(session, options);
    if (!options.objectives.empty()) request.objectives.clear();
    for (const std::string& word : options.objectives) request.objectives.push_back(*objective_named(word));
    request.limit = options.limit;
    request.jobs = threads(options);
    return request;
}

unsigned threads(const Options& options) {
    return options.jobs.value_or(std::max(1u, std::thread::hardware_concurrency()));
}

}  // namespace comity::cli
