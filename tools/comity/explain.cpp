// comity explain: why a target is kept or not and what would change that; why an agreement goes no deeper.

#include "comity/report/explanations.hpp"
#include "comity/study/agreements.hpp"
#include "session.hpp"

namespace comity::cli {
namespace {

std::vector<Explanation> explained_targets(Session& session, const Options& options, const StopToken& stop) {
    ExplanationRequest request;
    request.punishment = verdict_punishment(session.model, options);
    request.linkage = chosen_linkage(session, options);
    request.scalars = options.scalars;
    request.tolerance = tolerance(options, session.model.actors.size());
    request.stop = stop;
    std::vector<Explanation> all;
    for (const Target& target : chosen_targets(session, options)) {
        for (const std::size_t lens : session.lenses) {
            request.target = target;
            request.lens = lens;
            all.push_back(explain_target(*session.solver, request));
            session.complete = session.complete && all.back().complete;
        }
    }
    return all;
}

std::vector<DeeperReport> explained_agreements(Session& session, const Options& options,
                                               const StopToken& stop) {
    AgreementRequest request = agreement_request(session, options);
    request.stop = stop;
    request.binding = false;
    std::vector<DeeperReport> all;
    const auto game = session.solver->shared_game();
    for (const std::size_t lens : session.lenses) {
        DeeperReport report;
        report.finding = find_agreement(session.model, game, lens, request);
        if (report.finding.status == AgreementFinding::Status::undecided) session.complete = false;
        if (!report.finding.agreements.empty())
            report.steps = deeper_steps(session.model, game, lens, request, report.finding.agreements.front(),
                                        report.finding.threats);
        all.push_back(std::move(report));
    }
    return all;
}

}  // namespace

int run_explain(const Options& options) {
    const StopToken stop = stop_token(options);
    const bool agreements = options.concept_name == "agreement";
    if (!agreements && !options.objectives.empty())
        throw Error(ErrorKind::usage, "--objective is asked with --concept agreement");
    if (agreements && !(options.targets.empty() && options.scalars.empty()))
        throw Error(ErrorKind::usage, "--concept agreement explains no target: leave --target and --of out");
    std::vector<std::unique_ptr<Session>> sessions;
    std::vector<ExplainedModel> explained;
    std::string table;
    for (const std::string& file : options.files) {
        sessions.push_back(open_session(file, options));
        Session& session = *sessions.back();
        ExplainedModel each{&session.model, &session.form(), session.sha256, {}, {}};
        if (agreements) {
            each.agreements = explained_agreements(session, options, stop);
        } else {
            each.targets = explained_targets(session, options, stop);
        }
        table += report_explanations(each);
        explained.push_back(std::move(each));
    }
    print(options.format == "json" ? report_explanations_json(explained) : table);
    return exit_code(sessions);
}

}  // namespace comity::cli
